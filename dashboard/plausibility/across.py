"""Figures beside those of other areas: the range of the kind, of the level, and England's figure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.condition import LIFE_EXPECTANCY
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, as_printed, levels_of, times
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, logarithms, median, wideness


def outside_kind(grounds: Grounds) -> Iterator[Oddity]:
    """Ratios that are not around 100, and lives that are not around 80 years: a factor of 10 or 100 was lost."""
    for panel in grounds.panels.values():
        yield from _england_not_100(grounds, panel)
        low, high = range_of(panel.indicator)
        values = panel.values
        for code, period, a, p in panel.cells((values < low) | (values > high)):
            size = 1 + abs(float(np.log(abs(values[a, p] or 0.001) / (low if values[a, p] < low else high))))
            said = f"while figures of its kind lie between {low:,.0f} and {high:,.0f}"
            yield grounds.of_figure("outside its kind", said, size, panel.indicator, code, period)


def _england_not_100(grounds: Grounds, panel: Panel) -> Iterator[Oddity]:
    if panel.indicator.kind is not Kind.RATIO or ENGLAND not in panel.codes:
        return
    row = panel.rows[panel.codes.index(ENGLAND)]
    for period, figure in zip(panel.periods, row, strict=True):
        if figure and figure.status is Status.DEFINITION and figure.value != _BY_DEFINITION:
            said = "while England's ratio is 100 by definition"
            yield grounds.of_figure("outside its kind", said, 1.0, panel.indicator, ENGLAND, period)


#: What all of England is beside itself.
_BY_DEFINITION = 100.0


def range_of(indicator: Indicator) -> tuple[float, float]:
    """Between which numbers the figures of an indicator lie, whatever the areas."""
    if indicator.kind is Kind.RATIO:
        return at.RATIO_RANGE
    if indicator.kind is Kind.YEARS and indicator.family == LIFE_EXPECTANCY:
        return at.LIFE_RANGE
    return -np.inf, np.inf


def far_from_areas(grounds: Grounds) -> Iterator[Oddity]:
    """Figures far from those of the other areas of their level in the same period."""
    for panel in grounds.panels.values():
        if panel.indicator.kind is Kind.COUNT:
            continue
        for _, rows in levels_of(panel, grounds.levels):
            for p, period in enumerate(panel.periods):
                for a, apart in _far(panel, rows, p):
                    said = _beside_areas(panel, rows, p, apart)
                    yield grounds.of_figure(
                        "far from the areas", said, abs(apart), panel.indicator, panel.codes[a], period
                    )


def _far(panel: Panel, rows: np.ndarray, p: int) -> Iterator[tuple[int, float]]:
    numbers = panel.scaled[rows, p]
    if np.isfinite(numbers).sum() < at.FEWEST_AREAS:
        return
    if not panel.is_wide and panel.indicator.kind is not Kind.YEARS:
        yield from _fractions(panel, rows, p)
        return
    apart = numbers - median(numbers)
    least = at.AREAS_FACTOR if panel.is_wide else at.YEARS_APART
    limit = max(least, at.AREAS_SPREADS * max(wideness(numbers), panel.least_spread))
    for n in np.flatnonzero(np.abs(apart) > limit):
        yield int(rows[n]), float(apart[n])


def _fractions(panel: Panel, rows: np.ndarray, p: int) -> Iterator[tuple[int, float]]:
    """Of shares that are often nought: those that are none and yet far smaller than the smallest of the others."""
    logs = logarithms(panel.values[rows, p])
    order = np.argsort(logs)[: int(np.isfinite(logs).sum())]
    if len(order) > 2 and logs[order[0]] < logs[order[1]] - at.AREAS_FACTOR and logs[order[0]] < 0:
        yield int(rows[order[0]]), float(logs[order[0]] - logs[order[1]])


def _beside_areas(panel: Panel, rows: np.ndarray, p: int, apart: float) -> str:
    middle = as_printed(float(median(panel.values[rows, p])), panel.indicator)
    if panel.is_wide:
        return f"{times(apart)} the middle of the {len(rows)} areas of its level, {middle}"
    return f"while the middle of the {len(rows)} areas of its level is {middle}"


def far_from_england(grounds: Grounds) -> Iterator[Oddity]:
    """Rates and ratios of an area that are many times England's, or a fraction of it."""
    for panel in grounds.panels.values():
        if panel.indicator.kind is Kind.COUNT or not panel.is_wide or ENGLAND not in panel.codes:
            continue
        england = panel.scaled[panel.codes.index(ENGLAND)]
        apart = panel.scaled - england
        if _is_england_itself(apart):
            yield from _england(grounds, panel)
            continue
        for code, period, a, p in panel.cells(np.abs(apart) > at.ENGLAND_FACTOR):
            said = f"{times(float(apart[a, p]))} England's {as_printed(float(np.exp(england[p])), panel.indicator)}"
            yield grounds.of_figure("far from England", said, abs(float(apart[a, p])), panel.indicator, code, period)


def _is_england_itself(apart: np.ndarray) -> bool:
    """Whether most areas lie far from England, so that England's figure is the odd one."""
    known = apart[np.isfinite(apart)]
    return known.size > at.FEWEST_AREAS and bool(np.mean(np.abs(known) > at.ENGLAND_FACTOR) > at.MOST)


def _england(grounds: Grounds, panel: Panel) -> Iterator[Oddity]:
    for p, period in enumerate(panel.periods):
        if np.isfinite(panel.values[panel.codes.index(ENGLAND), p]):
            said = (
                f"far from all areas, whose middle is {as_printed(float(median(panel.values[:, p])), panel.indicator)}"
            )
            yield grounds.of_figure("far from England", said, 9.0, panel.indicator, ENGLAND, period)
