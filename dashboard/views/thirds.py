"""Scores of deprivation and figures in thirds of their level, for the hatching, the 3 by 3 map and the scatter."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.core.area import DEPRIVATION_MEASURE, Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.remembered import remembered
from dashboard.core.rounding import printed
from dashboard.stats import classification
from dashboard.views.scene import SCORE_DECIMALS, Deprivation, Scene

#: Maps of which it is remembered where the thirds of their figures end.
_KEPT = 1_024


def deprivation(atlas: Atlas, level: Level, areas: Iterable[Area]) -> Deprivation | None:
    """The scores of some areas of a level and the thirds of the level; None if the level has no scores."""
    indicator = atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, level)
    if indicator is None:
        return None
    period = atlas.periods(indicator, level)[-1]
    scores = atlas.columns[indicator.id][period].numbers_of(area.code for area in areas)
    return Deprivation(scores, _thirds(atlas, indicator, level))


def figure_edges(atlas: Atlas, shown: Scene) -> tuple[float, ...]:
    """The thirds of the indicator over all areas and periods of the level, for the 3 by 3 map and the scatter."""
    if shown.indicator is None:
        return ()
    return _thirds(atlas, shown.indicator, shown.view.by)


@remembered(_KEPT)
def _thirds(atlas: Atlas, indicator: Indicator, level: Level) -> tuple[float, ...]:
    """The edges of thirds as a legend prints them, so that an edge and a figure that read alike are alike."""
    edges = classification.thirds(atlas.pooled(indicator, level))
    return tuple(printed(edge, max(indicator.decimals, SCORE_DECIMALS)) for edge in edges)
