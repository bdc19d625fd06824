"""Intervals beside the figures that they are of: how wide one may be says the number of events, or its own series."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Kind
from dashboard.core.value import IntervalKind
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, by_series, logarithms, median

_OF_EVENTS = frozenset({Kind.RATE, Kind.RATIO, Kind.SHARE})


def odd_widths(grounds: Grounds) -> Iterator[Oddity]:
    """Intervals far wider or narrower than the events behind the figure, or than the others of its series."""
    for panel in grounds.panels.values():
        width = _widths(panel)
        if not np.isfinite(width).any():
            continue
        in_events = width + logarithms(panel.counts) / 2
        if np.isfinite(in_events).any() and panel.indicator.kind in _OF_EVENTS:
            yield from _in_all(panel, float(median(in_events)))
            apart = in_events - median(in_events)
        else:
            apart = width - by_series(width)
        for code, period, a, p in panel.cells(np.abs(apart) > at.WIDTH_FACTOR):
            many = float(np.exp(abs(apart[a, p])))
            said = f"with an interval {many:,.1f} times {'wider' if apart[a, p] > 0 else 'narrower'} than expected"
            yield grounds.of_figure("width of its interval", said, float(np.log(many)), panel.indicator, code, period)


def _widths(panel: Panel) -> Floats:
    """Logarithms of how wide the published intervals are, on the scale of the figures; of shares as if all were few."""
    low, high = panel.column("lower"), panel.column("upper")
    published = np.array([[v is not None and v.interval is IntervalKind.PUBLISHED for v in row] for row in panel.rows])
    wide = logarithms(high) - logarithms(low) if panel.is_wide else high - low
    if panel.indicator.kind is Kind.SHARE:
        wide = wide / np.sqrt(np.clip(1 - panel.values / 100, 0.01, 1))
    found: Floats = logarithms(np.where(published, wide, np.nan))
    return found


def _in_all(panel: Panel, middle: float) -> Iterator[Oddity]:
    """Whether all intervals of an indicator are of another certainty than 95 %, or of another count."""
    low, high = np.log(at.WIDTH_RANGE)
    if not low <= middle <= high:
        found = (
            f"{panel.indicator.title}: intervals of {np.exp(middle):.1f} divided by the root of the events, "
            f"while those of 95% have about {at.WIDTH_OF_95}"
        )
        size = abs(middle - float(np.log(at.WIDTH_OF_95)))
        yield Oddity("width of its interval", found, size, indicator=panel.indicator.id)
