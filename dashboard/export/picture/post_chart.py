"""A post with a chart: its finding in large letters, the chart beside or below it, one source across the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf

from dashboard.charts.model import Chart
from dashboard.core.atlas import Atlas
from dashboard.core.colours import QUIET
from dashboard.core.labels import capitalised, listed
from dashboard.core.level import ENGLAND
from dashboard.export.picture.chart_picture import chart_within, legible
from dashboard.export.picture.house_style import kept_for
from dashboard.export.picture.post_letters import finding_letters, post_unit
from dashboard.export.picture.primitives import LINE, Box, Picture, Size, Stamp, Text
from dashboard.export.picture.text_metrics import wrap
from dashboard.export.post_templates import PostTemplate
from dashboard.views.scene import Scene
from dashboard.views.shows import BEFORE_AFTER, RANKING, WORST

#: What draws the charts of a scene by the key of what it shows.
Charts = Callable[[Atlas, Scene], tuple[Chart, ...]]

_SHOWN = {
    PostTemplate.RANKING: RANKING,
    PostTemplate.TREND: "trend",
    PostTemplate.BEFORE_AFTER: BEFORE_AFTER,
    PostTemplate.MATRIX: WORST,
}
_MARGIN = 44.0
#: The part of the width, or of the height, in which the finding is as large as it fits.
_WIDE, _HIGH = 0.36, 0.32
#: The part of that room which the finding may take, and the most lines of what the chart is of.
_FINDING, _SUBTITLE_LINES = 0.58, 9
#: How much smaller than in other pictures the letters of a chart are: those of one with names above it, which need
#: its height, those of one in a story, which is narrow, and those of others. And the height of a row at most.
_UPRIGHT, _IN_STORY, _SMALLER, _ROW = 0.76, 0.84, 0.92, 120.0
#: Lines of the source, of which most have one or two.
_SOURCE_LINES = 6


def chart_of_post(atlas: Atlas, charts: Charts, scene: Scene, template: PostTemplate | None) -> Chart | None:
    """The chart of a template, of the areas of the map beside England; None of those that have a map."""
    if template not in _SHOWN:
        return None
    view = replace(scene.view, show=_SHOWN[template], chosen=(), benchmark=ENGLAND)
    return charts(atlas, replace(scene, view=view))[0]


def chart_post(scene: Scene, chart: Chart, template: PostTemplate | None, size: Size, stamp: Stamp) -> Picture:
    """The post of the chart of a template, with the source of its figures and what must be known to read it."""
    credits = chart.credits or ((scene.indicator.credit,) if scene.indicator else ())
    if template is PostTemplate.BEFORE_AFTER:
        return _drawn(chart, (*chart.notes, *credits), size, stamp)
    if template is PostTemplate.MATRIX:
        return _drawn(_short_legend(chart), (_basis(chart), *credits), size, stamp)
    return _drawn(chart, credits, size, stamp)


def _short_legend(chart: Chart) -> Chart:
    """A chart whose marks are named without what says so, which then stands at the foot."""
    return replace(chart, series=tuple(replace(s, name=s.look) for s in chart.series))


def _basis(chart: Chart) -> str:
    """What says how the areas stand (rule 9), once for all marks."""
    said = dict.fromkeys(s.basis for s in chart.series)
    return f"Compared by {listed(list(filter(None, said)))}."


def _drawn(chart: Chart, credits: Sequence[str], size: Size, stamp: Stamp) -> Picture:
    """The post of a chart. credits: source and licence of its figures, and what must be known to read it."""
    unit = post_unit(size)
    foot = _foot(credits, size, stamp, unit)
    margin, bottom = _MARGIN * unit, foot.y - 16 * unit
    across, down = size.width - 2 * margin, bottom - margin
    beside = across * _WIDE if size.wide else across
    texts = _words(chart, Box(margin, margin, beside, down if size.wide else down * _HIGH), unit)
    room = Box(2 * margin + beside, margin, across - beside - margin, down)
    if not size.wide:
        top = texts[-1].y + texts[-1].height + 20 * unit
        room = Box(margin, top, across, bottom - top)
    letters = unit * (_UPRIGHT if chart.x.upright else _IN_STORY if size.tall else _SMALLER)
    room = replace(room, height=min(room.height, _height(chart, letters)))
    return chart_within(legible(chart, room, letters), room, letters, size, stamp, (*texts[:2], foot, *texts[2:]))


def _words(chart: Chart, room: Box, unit: float) -> tuple[Text, ...]:
    """The finding as large as it fits, the topic and the place above it, and what is measured below it."""
    found, small = str(chart.headline.finding), 24 * unit
    above = Text(wrap(chart.headline.topic, small, room.width, most=2), room.x, room.y, small)
    letters, lines = finding_letters(capitalised(found), room, unit, _FINDING)
    large = Text(lines, room.x, above.y + above.height + 10 * unit, letters, bold=True)
    below, small = large.y + large.height + 14 * unit, 19 * unit
    said = Text(wrap(chart.subtitle, small, room.width, most=_SUBTITLE_LINES), room.x, below, small, colour=QUIET)
    return large, above, said


def _foot(credits: Sequence[str], size: Size, stamp: Stamp, unit: float) -> Text:
    """Source and licence, in one line where they have room in one, and the address."""
    small = 13 * unit
    room = size.width - 2 * _MARGIN * unit - kept_for(stamp.house, size)
    said = wrap(" ".join(credits), small, room, most=_SOURCE_LINES)
    lines = (*said, *wrap(stamp.address, small, room, most=1))
    height = len(lines) * small * LINE
    return Text(lines, _MARGIN * unit, size.height - 0.6 * _MARGIN * unit - height, small, colour=QUIET)


def _height(chart: Chart, unit: float) -> float:
    """The most height that a chart takes: rows of names far apart are no longer read together."""
    return inf if chart.y.grid else (len(chart.y.ticks) + 2) * _ROW * unit
