"""What a picture is given by who makes it: words of one's own, areas to point out, fewer labels, a ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.charts.model import Chart
from dashboard.core.colours import WHITE
from dashboard.core.headline import Finding, Headline
from dashboard.export.picture.primitives import Box, Picture, Text
from dashboard.maps.placement.labels import Lettered
from dashboard.views.scene import Scene


class LabelChoice(StrEnum):
    """Which areas have names and figures on the map."""

    ALL = "all"
    TOP = "top"  # the three highest, the three lowest, and those that are pointed out
    NONE = "none"


class Theme(StrEnum):
    """The ground of a picture. Its colours are those of the map in every theme, so that they keep their meaning."""

    LIGHT = "light"
    DARK = "dark"  # words on a dark ground around a white card
    PRINT = "print"  # black words


@dataclass(frozen=True, slots=True)
class OwnLook:
    """The wishes for one picture; the defaults are those of the atlas. highlight: codes of areas.

    kept_free: the part on the right that is kept for what stands there, and then no table.
    """

    title: str = ""
    subtitle: str = ""
    note: str = ""
    highlight: tuple[str, ...] = ()
    labels: LabelChoice = LabelChoice.ALL
    theme: Theme = Theme.LIGHT
    kept_free: float = 0.0


AS_IT_IS = OwnLook()
_ENDS = 3
_DARK, _PALE, _BLACK = "#0b2340", "#c9d6e3", "#000000"
_MARGIN_PX = 20
#: Headline, subtitle and foot come first among the texts of a picture.
_AROUND = 3


def fewer_labels(scene: Scene, lettered: Lettered, own: OwnLook) -> Lettered:
    """The labels that are wanted, where they would stand with all the others."""
    if own.labels is LabelChoice.ALL:
        return lettered
    kept = set(own.highlight)
    if own.labels is LabelChoice.TOP:
        shown = [row.area.code for row in scene.shown]
        kept |= {*shown[:_ENDS], *shown[-_ENDS:]}
    plan = lettered.plan
    return replace(lettered, plan=plan.keeping(one for one in plan.labels if one.code in kept))


def own_chart(chart: Chart, own: OwnLook) -> Chart:
    """A chart with words of one's own, and the names of areas that are pointed out in bold."""
    at = {point.y for series in chart.series for point in series.points if point.code in own.highlight}
    strong = (*chart.y.strong, *sorted(position for position in at if position is not None)) if not chart.y.grid else ()
    return replace(
        chart,
        headline=Headline("", Finding(own.title)) if own.title else chart.headline,
        subtitle=own.subtitle or chart.subtitle,
        notes=(own.note, *chart.notes) if own.note else chart.notes,
        y=replace(chart.y, strong=strong) if strong else chart.y,
    )


def themed(picture: Picture, theme: Theme) -> Picture:
    """A picture on its ground."""
    if theme is Theme.LIGHT:
        return picture
    outer, inner = picture.texts[:_AROUND], picture.texts[_AROUND:]
    if theme is Theme.PRINT:
        return replace(picture, texts=(*(replace(text, colour=_BLACK) for text in outer), *inner))
    pale = [replace(text, colour=_PALE if k else WHITE) for k, text in enumerate(outer)]
    return replace(picture, texts=(*pale, *inner), ground=_DARK, card=_card(picture, outer))


def _card(picture: Picture, outer: tuple[Text, ...]) -> Box:
    """The white ground of the drawing, between the words above and below it."""
    size, gap = picture.size, _MARGIN_PX * picture.size.unit / 2
    top, bottom = outer[1].y + outer[1].height + gap, outer[2].y - gap
    return Box(gap, top, size.width - 2 * gap, bottom - top)
