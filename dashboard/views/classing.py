"""The classes of an indicator and geography, from what the atlas knows of both: the same on every page (rule 15)."""

from __future__ import annotations

from statistics import median

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level
from dashboard.core.remembered import remembered
from dashboard.core.rounding import printed
from dashboard.core.value import Direction, IntervalKind
from dashboard.stats.class_edges import ENGLAND_IS, Classes, Distribution, classes_of

#: Maps of which it is remembered how their figures are classed, which is the same in all periods.
_KEPT = 1_024


@remembered(_KEPT)
def classes(atlas: Atlas, indicator: Indicator, level: Level) -> Classes:
    """The classes of a map; of counts, which are never mapped, there are none (rule 15)."""
    return classes_of(distribution(atlas, indicator, level)) if indicator.mapped else Classes()


def distribution(atlas: Atlas, indicator: Indicator, level: Level) -> Distribution:
    """What the classes hang on, over all areas and periods of a level."""
    england = _england(atlas, indicator, level)
    return Distribution(
        figures=atlas.pooled(indicator, level),
        newest=_newest(atlas, indicator, level),
        areas=len(atlas.level(level)),
        decimals=indicator.decimals,
        england=england,
        half_width=_half_width(atlas, indicator, level),
        # Where 100 is not England but something else, it means nothing on a map of places.
        is_ratio=indicator.kind is Kind.RATIO and england in (None, ENGLAND_IS),
        may_rank=indicator.kind in (Kind.RATE, Kind.SHARE),
    )


def _england(atlas: Atlas, indicator: Indicator, level: Level) -> float | None:
    """England's printed figure of the period that a map opens with, else of the last before it.

    None if it is of another kind than those of the areas.
    """
    if indicator.direction is Direction.NEVER_COMPARED:
        return None
    opens = atlas.newest_period(indicator, level)
    periods = atlas.periods(indicator, level)
    before = periods[: periods.index(opens) + 1] if opens else periods
    known = (atlas.benchmark(indicator, period) for period in reversed(before))
    figures = (printed(value.value, indicator.decimals) for value in known if value and value.value is not None)
    return next(figures, None)


def _half_width(atlas: Atlas, indicator: Indicator, level: Level) -> float | None:
    """Half the width of the median interval of all areas and periods: of the published, else of the approximate."""
    codes = [area.code for area in atlas.level(level)]
    found = [known.half_widths(codes) for known in atlas.columns[indicator.id].values()]
    widths = ([width for by_kind in found for width in by_kind[kind]] for kind in IntervalKind)
    return next((median(known) for known in widths if known), None)


def _newest(atlas: Atlas, indicator: Indicator, level: Level) -> tuple[float, ...]:
    """The printed figures of the period that a map opens with, ascending; those of the only one are all there are."""
    if len(atlas.periods(indicator, level)) == 1:
        return atlas.pooled(indicator, level)
    period = atlas.newest_period(indicator, level)
    return tuple(sorted(printed(x, indicator.decimals) for x in atlas.numbers(indicator, period, level).values()))
