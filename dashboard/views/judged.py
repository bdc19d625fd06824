"""Whether the areas of a map are compared with England at all, in any period (rule 9)."""

from __future__ import annotations

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.stats.comparison import NO_VERDICT, judge


def is_judged(atlas: Atlas, indicator: Indicator, level: Level) -> bool:
    """Whether some area of a level has a verdict in some period: a reader may play the others on the same map."""
    periods = reversed(atlas.periods(indicator, level)) if indicator.mapped else ()
    return any(_has_verdict(atlas, indicator, level, period) for period in periods)


def _has_verdict(atlas: Atlas, indicator: Indicator, level: Level, period: str) -> bool:
    england = atlas.benchmark(indicator, period)
    values = atlas.columns[indicator.id][period].judgeable(area.code for area in atlas.level(level))
    return any(judge(value, england, indicator.direction) != NO_VERDICT for value in values)
