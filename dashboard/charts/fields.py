"""The ground of the scatter: the nine fields of the 3 by 3 map in pale colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dashboard.charts.model import Axis, Zone
from dashboard.core.colours import paler
from dashboard.core.indicator import Indicator
from dashboard.core.rounding import prints_from
from dashboard.stats import classification
from dashboard.views.scene import SCORE_DECIMALS

#: How much of its colour a field of the ground keeps.
_GROUND = 0.24


def zones(
    score_edges: Sequence[float], edges: Sequence[float], indicator: Indicator, x: Axis, y: Axis
) -> tuple[Zone, ...]:
    """The nine fields of the 3 by 3 map as pale grounds, as far as they lie in the drawing.

    A dot stands at its exact figure, so a ground begins where figures begin to print as its edge.
    """
    if not (score_edges and edges):
        return ()
    columns = _parts([prints_from(edge, SCORE_DECIMALS) for edge in score_edges], x)
    rows = _parts([prints_from(edge, indicator.decimals) for edge in edges], y)
    colours = classification.bivariate(indicator.is_low_worse)
    return tuple(
        Zone(x0, x1, y0, y1, paler(colours[third][own], _GROUND)) for third, x0, x1 in columns for own, y0, y1 in rows
    )


def _parts(edges: Sequence[float], axis: Axis) -> list[tuple[int, float, float]]:
    """Each third that lies on an axis, with its two ends there."""
    cuts = [axis.low, *(min(max(edge, axis.low), axis.high) for edge in edges), axis.high]
    return [(third, start, end) for third, (start, end) in enumerate(pairwise(cuts)) if end > start]
