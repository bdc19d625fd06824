"""The strip of tiles above the map: the same on every page of an atlas, so it is worded once."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.periods import period_words
from dashboard.core.value import Value
from dashboard.core.view import View
from dashboard.views.tiles import TileCount, tile_counts
from dashboard.web.page.sparkline import sparkline
from dashboard.web.page.templating import template


@dataclass(frozen=True, slots=True)
class _Tile:
    title: str
    view: View
    count: str
    verdict: str
    line: Markup


def tiles(atlas: Atlas) -> str:
    """The HTML of the strip; "" for an edition without tiles."""
    found = tuple(map(_tile, tile_counts(atlas)))
    return template("tiles", tiles=found) if found else ""


def _tile(count: TileCount) -> _Tile:
    level, likely = count.view.by, "likely " if count.is_likely else ""
    without = f"; {count.unjudged} not compared" if count.unjudged else ""
    return _Tile(
        title=count.title,
        view=count.view,
        count=f"All {count.judged}" if count.worse == count.judged else f"{count.worse} of {count.judged}",
        verdict=f"{level.brief} {likely}worse than England, {period_words(count.view.period)}{without}",
        line=_line(count),
    )


def _line(count: TileCount) -> Markup:
    """England's figures, where there are enough for a line."""
    if len(count.history) < 2:
        return Markup("")
    first, last = count.history[0], count.history[-1]
    return sparkline(count.history, f"England: {_dated(count, *first)}, {_dated(count, *last)}")


def _dated(count: TileCount, period: str, value: Value) -> str:
    return f"{numbers.figure_of(value, count.indicator)} in {period_words(period)}"
