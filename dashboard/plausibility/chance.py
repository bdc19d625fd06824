"""How far a figure may lie from what is expected by chance alone."""

from __future__ import annotations

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Kind
from dashboard.plausibility.panel import Panel, wideness


def noise(panel: Panel, apart: Floats) -> Floats:
    """How far a figure may lie from what is expected: the spread of its level, and chance where events are few."""
    found = np.full(apart.shape, panel.least_spread)
    for level in dict.fromkeys(levels[0] for levels in panel.levels):
        rows = panel.first_of(level)
        if np.isfinite(apart[rows]).sum() > 2:
            found[rows] = max(wideness(apart[rows]), panel.least_spread)
    events = _expected_events(panel)
    # Where the events are known, chance is worked out and not read from the spread of the level, which has it too.
    by_chance = np.sqrt(np.minimum(found, _BEYOND_CHANCE) ** 2 + 1 / np.maximum(events, 1))
    return np.where(np.isfinite(events), by_chance, found)


#: What moves a rate besides chance: a spread of 15 %.
_BEYOND_CHANCE = 0.15


def _expected_events(panel: Panel) -> Floats:
    """Events that the expected figure would come of; NaN where that is not known, or no chance has a part in it."""
    if not panel.is_wide or not panel.indicator.event:
        return np.full(panel.values.shape, np.nan)
    if panel.indicator.kind is Kind.COUNT:
        return np.exp(panel.expected)
    return panel.counts * np.exp(panel.expected - panel.scaled)
