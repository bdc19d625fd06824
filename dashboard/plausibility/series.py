"""Figures beside their own series: a jump, a leap of all areas, a nought, two periods that are one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.indicator import Indicator, Kind
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.chance import noise
from dashboard.plausibility.grounds import Grounds, as_printed, times
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, by_period, median


def jumps(grounds: Grounds) -> Iterator[Oddity]:
    """Figures far from what the nearest periods of the same area lead to expect."""
    for panel in grounds.panels.values():
        apart = panel.scaled - panel.expected
        least = at.JUMP_FACTOR if panel.is_wide else at.JUMP_YEARS
        odd = np.abs(apart) > np.maximum(least, at.JUMP_SPREADS * noise(panel, apart))
        for code, period, a, p in panel.cells(odd):
            said = _beside(panel, float(apart[a, p]), float(panel.expected[a, p]))
            yield grounds.of_figure("jump", said, abs(float(apart[a, p])), panel.indicator, code, period)


def leaps(grounds: Grounds) -> Iterator[Oddity]:
    """Periods in which all areas together leap: the whole column was taken from elsewhere, or lost a factor."""
    for panel in grounds.panels.values():
        least = at.JUMP_FACTOR if panel.is_wide else at.LEAP_YEARS
        for p, apart in enumerate(by_period(panel.scaled)):
            if abs(apart) > least:
                way = "up" if apart > 0 else "down"
                found = f"{panel.indicator.title}: all areas together leap {way} in {panel.periods[p]} and back"
                yield Oddity("all leap", found, abs(apart), indicator=panel.indicator.id, period=panel.periods[p])


def _beside(panel: Panel, apart: float, expected: float) -> str:
    if panel.is_wide:
        return f"{times(apart)} its own series has it, about {as_printed(float(np.exp(expected)), panel.indicator)}"
    return f"while its own series has it at about {as_printed(expected, panel.indicator)}"


def noughts(grounds: Grounds) -> Iterator[Oddity]:
    """Noughts in a measure that is hardly ever nought, where more events were to be expected than chance takes."""
    for panel in grounds.panels.values():
        if not panel.is_wide:
            continue
        for code, period, a, p in panel.cells(panel.values == 0):
            if not _may_be_none(panel, a, p):
                said = f"while {_hardly_ever(panel)} of its figures are nought"
                yield grounds.of_figure("nought", said, at.NOUGHT_SIZE, panel.indicator, code, period)


def _hardly_ever(panel: Panel) -> str:
    return f"only {int((panel.values == 0).sum()):,} of {int(np.isfinite(panel.values).sum()):,}"


def _may_be_none(panel: Panel, a: int, p: int) -> bool:
    """Whether so few events were to be expected that none may have happened."""
    if panel.indicator.kind is Kind.COUNT:
        known = np.array([np.exp(panel.expected[a, p])])
    else:
        known = np.delete(panel.counts[a], p)
    few = median(known)
    return bool(np.isfinite(few)) and bool(few < at.NOUGHT_EVENTS)


def equal_periods(grounds: Grounds) -> Iterator[Oddity]:
    """Two periods with the same figures in nearly all areas: one was imported twice, under two years."""
    for panel in grounds.panels.values():
        for p, later in enumerate(panel.periods[1:], 1):
            for q in range(p):
                same, of = _equals(panel, p, q)
                if same >= at.EQUAL_AREAS and same >= at.EQUAL_SHARE * of:
                    yield _twice(panel.indicator, panel.periods[q], later, same, of)


def _equals(panel: Panel, p: int, q: int) -> tuple[int, int]:
    """In how many areas two periods have the same figure, of how many; what is 100 by definition says nothing."""
    first, second = panel.values[:, p], panel.values[:, q]
    known = np.isfinite(first) & np.isfinite(second) & (first != 0) & ~panel.larger[:, p]
    if panel.indicator.kind is Kind.COUNT:
        known &= first > at.NOUGHT_EVENTS
    return int((known & (first == second)).sum()), int(known.sum())


def _twice(indicator: Indicator, earlier: str, later: str, same: int, of: int) -> Oddity:
    found = f"{indicator.title}: {later} has the figures of {earlier} in {same} of {of} areas"
    return Oddity("two equal periods", found, float(same), indicator=indicator.id, period=later)
