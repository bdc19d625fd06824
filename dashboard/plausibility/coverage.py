"""What is no longer there: England's figure, an area, most areas of a period, rows that the last import had left."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND, Level, LevelRole
from dashboard.core.value import Direction
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, levels_of
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel

#: Levels of which whole sets are published; partnerships and the system get what can be worked out.
_PUBLISHED_ROLES = (LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.DISTRICT, LevelRole.SMALL, LevelRole.SMALLEST)


def england_gone(grounds: Grounds) -> Iterator[Oddity]:
    """Periods without England's figure that must have one: by definition, by the other periods, or by the verdicts."""
    for panel in grounds.panels.values():
        has = _has_england(panel)
        for p, period in enumerate(panel.periods):
            reason = "" if has[p] else _why_england(grounds, panel, has, p)
            if reason:
                found = f"{panel.indicator.title}, {period}: no figure of England, while {reason}"
                yield Oddity("England gone", found, 3.0, indicator=panel.indicator.id, area=ENGLAND, period=period)


def _has_england(panel: Panel) -> np.ndarray:
    if ENGLAND not in panel.codes:
        return np.zeros(len(panel.periods), dtype=bool)
    known: np.ndarray = np.isfinite(panel.values[panel.codes.index(ENGLAND)])
    return known


def _why_england(grounds: Grounds, panel: Panel, has: np.ndarray, p: int) -> str:
    """Why England's figure should be there; "" if nothing says so."""
    if panel.indicator.kind is Kind.RATIO and panel.indicator.direction is not Direction.NEVER_COMPARED:
        return "a ratio has one by definition"
    if any(row[p] is not None and row[p].verdict for row in panel.rows):  # type: ignore[union-attr]
        return "the publisher's verdicts beside England stand there"
    if _is_hole(has, p):
        return "the periods around it have one"
    return "that of the other sex has one" if _sister_has(grounds, panel, p) else ""


def _is_hole(has: np.ndarray, p: int) -> bool:
    """Whether England's series is broken off here: it goes on on both sides, or all before or after it is there."""
    before, after = has[:p], has[p + 1 :]
    if before.any() and after.any():
        return True
    return len(has) > 1 and bool(before.all() if p == len(has) - 1 else after.all() and p == 0)


def _sister_has(grounds: Grounds, panel: Panel, p: int) -> bool:
    """Whether the same measure of another sex has England's figure in the period."""
    sisters = filter(panel.indicator.is_of_another_sex, grounds.atlas.indicators.values())
    return any(grounds.atlas.benchmark(sister, panel.periods[p]) is not None for sister in sisters)


def areas_gone(grounds: Grounds) -> Iterator[Oddity]:
    """Areas without any row where nearly all others of their level have one, and they themselves before and after."""
    for panel in grounds.panels.values():
        for level, rows in _published_levels(grounds, panel):
            there = np.array([[v is not None for v in panel.rows[n]] for n in rows], dtype=bool)
            yield from _holes(grounds, panel, level, rows, there)
            yield from _absent(grounds, panel, level)


def _published_levels(grounds: Grounds, panel: Panel) -> Iterator[tuple[Level, np.ndarray]]:
    for level, rows in levels_of(panel, grounds.levels):
        if level.role in _PUBLISHED_ROLES and level in panel.indicator.levels:
            yield level, rows


def _holes(grounds: Grounds, panel: Panel, level: Level, rows: np.ndarray, there: np.ndarray) -> Iterator[Oddity]:
    """Areas that have figures around a period in which most others have one."""
    share = there.mean(axis=0)
    for n, p in zip(*np.nonzero(~there), strict=True):
        beside = there[n, max(0, p - 1) : p + 2]
        is_inside = beside.sum() == 2 if 0 < p < there.shape[1] - 1 else there.shape[1] > 2 and bool(beside.any())
        code, period = panel.codes[rows[n]], panel.periods[p]
        is_alone = _sources_have(grounds, panel, code, level, period) is not False
        if share[p] >= at.MOST and is_inside and is_alone and not _ends(there, n, p):
            yield _gone(grounds, panel, code, period, level)


def _ends(there: np.ndarray, n: int, p: int) -> bool:
    """Whether an area has several figures less at one end, so that it began later or was closed, as a merged one is."""
    own = np.flatnonzero(there[n])
    return bool(p < own[0] - 1 or p > own[-1] + 1)


def _absent(grounds: Grounds, panel: Panel, level: Level) -> Iterator[Oddity]:
    """Areas without a row in any period that all other measures of the same source have."""
    for area in grounds.atlas.level(level):
        if area.code not in panel.codes and _sources_have(grounds, panel, area.code, level, ""):
            yield _gone(grounds, panel, area.code, "", level)


def _sources_have(grounds: Grounds, panel: Panel, code: str, level: Level, period: str) -> bool | None:
    """Whether all other measures of the same source and level have the area; None if there are no others."""
    own = panel.indicator
    others = [
        other
        for other in grounds.panels.values()
        if other.indicator is not own and other.indicator.source == own.source and level in other.indicator.levels
    ]
    asked = [other for other in others if not period or period in other.periods]
    return all(_has_row(other, code, period) for other in asked) if asked else None


def _has_row(panel: Panel, code: str, period: str) -> bool:
    if code not in panel.codes:
        return False
    row = panel.rows[panel.codes.index(code)]
    return any(row) if not period else row[panel.periods.index(period)] is not None


def _gone(grounds: Grounds, panel: Panel, code: str, period: str, level: Level) -> Oddity:
    where = period or "in no period"
    found = (
        f"{panel.indicator.title}: no row of {grounds.named(code)}, {where}, while nearly all {level.plural} have one"
    )
    return Oddity("area gone", found, 2.0, indicator=panel.indicator.id, area=code, period=period)


def lonely_periods(grounds: Grounds) -> Iterator[Oddity]:
    """Periods in which hardly any area has a figure, while the others are full: some rows have the wrong year."""
    for panel in grounds.panels.values():
        filled = np.isfinite(panel.values).sum(axis=0)
        for p, period in enumerate(panel.periods):
            others = np.delete(filled, p)
            if others.size and filled[p] <= at.LONELY and filled[p] < at.LONELY_SHARE * np.median(others):
                found = (
                    f"{panel.indicator.title}: {period} has {filled[p]} figure{'' if filled[p] == 1 else 's'}, "
                    f"while other periods have {np.median(others):.0f}"
                )
                yield Oddity("lonely period", found, 1.0, indicator=panel.indicator.id, period=period)


def fewer_than_imported(grounds: Grounds) -> Iterator[Oddity]:
    """Indicators of which there is less than their last import left."""
    for indicator, (rows, figures) in grounds.recorded.items():
        periods = grounds.atlas.columns.get(indicator, {}).values()
        there, now = sum(map(len, periods)), sum(len(known.numbers_of(known)) for known in periods)
        if indicator in grounds.atlas.indicators and (there < rows or now < figures):
            title = grounds.atlas.indicators[indicator].title
            now_there = f"{there:,} rows with {now:,} figures"
            found = f"{title}: {now_there}, while the last import left {rows:,} with {figures:,}"
            yield Oddity("fewer than imported", found, (rows - there) / rows, indicator=indicator)
