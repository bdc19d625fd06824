"""The tiles above the map: how many areas of the system are worse than England in the measures of an edition."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Tile
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.value import Comparison, Value
from dashboard.core.view import View
from dashboard.stats.comparison import judge
from dashboard.views.gist import ENOUGH
from dashboard.views.settling import PREFERRED


@dataclass(frozen=True, slots=True)
class TileCount:
    """What a tile tells.

    worse: of the ``judged`` areas; ``unjudged`` have no verdict. is_likely: a verdict rests on approximate limits.
    history: England's figures up to the period of the view.
    """

    title: str
    view: View
    indicator: Indicator
    worse: int
    judged: int
    unjudged: int
    is_likely: bool
    history: tuple[tuple[str, Value], ...]


def tile_counts(atlas: Atlas) -> tuple[TileCount, ...]:
    """The tiles of the edition, each by the first level at which enough areas have a verdict."""
    levels = tuple(map(atlas.tier, PREFERRED))
    counts = ((_count(atlas, tile, level) for level in levels) for tile in atlas.edition.tiles)
    return tuple(filter(None, (next(filter(None, by_level), None) for by_level in counts)))


def _count(atlas: Atlas, tile: Tile, level: Level) -> TileCount | None:
    indicator = atlas.indicator(tile.condition, tile.measure, level)
    if indicator is None:
        return None
    period = atlas.newest_period(indicator, level)
    areas = atlas.children(atlas.system, level)
    england, values = atlas.benchmark(indicator, period), (atlas.value(indicator, period, a.code) for a in areas)
    verdicts = [judge(value, england, indicator.direction) for value in values if value and value.bears_a_finding]
    judged = [verdict for verdict in verdicts if verdict.comparison is not Comparison.NOT_COMPARED]
    if not judged or len(judged) < ENOUGH * len(areas):
        return None
    return TileCount(
        title=tile.title,
        view=View(atlas.system.code, level, tile.condition, tile.measure, period),
        indicator=indicator,
        worse=sum(verdict.comparison is Comparison.WORSE for verdict in judged),
        judged=len(judged),
        unjudged=len(areas) - len(judged),
        is_likely=any(verdict.likely for verdict in judged),
        history=_history(atlas, indicator, level, period),
    )


def _history(atlas: Atlas, indicator: Indicator, level: Level, until: str) -> tuple[tuple[str, Value], ...]:
    periods = atlas.periods(indicator, level)
    known = ((period, atlas.benchmark(indicator, period)) for period in periods[: periods.index(until) + 1])
    return tuple((period, value) for period, value in known if value is not None and value.value is not None)
