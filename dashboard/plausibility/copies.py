"""The same figures in two places: a row, an area or a column was copied over another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Value
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import AND, Oddity
from dashboard.plausibility.panel import Panel, wideness

#: Of a count and its people, or of a figure and its limits: so many digits are not the same by chance.
_TELLING_DIGITS = 8
#: Limits lie around their figure, so that half of their digits tell nothing.
_WITH_LIMITS = 1.5


def rows_twice(grounds: Grounds) -> Iterator[Oddity]:
    """Two rows of an indicator, of two areas or of two periods, with the same numbers to the last digit."""
    for panel in grounds.panels.values():
        alike: defaultdict[tuple[float | None, ...], list[tuple[int, int]]] = defaultdict(list)
        for code, _, a, p in panel.cells(np.isfinite(panel.values)):
            row = panel.rows[a][p]
            if row and code in grounds.areas and not row.extent.reaches_beyond and _is_telling(row, panel):
                alike[row.value, row.lower, row.upper, row.count, row.denominator].append((a, p))
        for cells in alike.values():
            for earlier, later in combinations(cells, 2):
                yield from _twice(grounds, panel, earlier, later)


def _twice(grounds: Grounds, panel: Panel, earlier: tuple[int, int], later: tuple[int, int]) -> Iterator[Oddity]:
    (a, p), (b, q) = earlier, later
    if (a == b) == (p == q) or (a != b and not _are_apart(grounds, panel, a, b)):
        return
    where = panel.periods[p] if a == b else grounds.named(panel.codes[a])
    said = f"with the very row of {where}"
    yield grounds.of_figure("a row twice", said, 1.0, panel.indicator, panel.codes[b], panel.periods[q])


def _are_apart(grounds: Grounds, panel: Panel, a: int, b: int) -> bool:
    """Whether two areas are of one level and not the same land."""
    own, other = (grounds.areas[panel.codes[n]] for n in (a, b))
    return own.level == other.level and own.same_boundary != other.code


def _is_telling(row: Value, panel: Panel) -> bool:
    """Whether no two places have such numbers by chance; a share of a few small areas is soon that of another place."""
    if row.count is not None and row.denominator is not None:
        return _digits(row.count) + _digits(row.denominator) >= _TELLING_DIGITS
    if row.count is not None or (panel.indicator.kind is Kind.SHARE and row.lower is None):
        return False
    beside = 1 if row.lower is None else _WITH_LIMITS
    return sum(_digits(number) for number in (row.value, row.lower, row.upper) if number) >= beside * _TELLING_DIGITS


def _digits(number: float) -> int:
    """How many digits are written of a number, without the noughts at its ends."""
    return len(f"{abs(number):.12g}".replace(".", "").strip("0"))


def equal_areas(grounds: Grounds) -> Iterator[Oddity]:
    """Two areas of a level with the same figures in nearly all periods."""
    for panel in grounds.panels.values():
        if len(panel.periods) < at.EQUAL_PERIODS:
            continue
        numbers = np.where(panel.larger | (panel.values == 0), np.nan, panel.values)
        for a in range(len(panel.codes)):
            same = (numbers[a] == numbers[a + 1 :]).sum(axis=1)
            of = (np.isfinite(numbers[a]) & np.isfinite(numbers[a + 1 :])).sum(axis=1)
            for b in np.flatnonzero((same >= at.EQUAL_PERIODS) & (same >= at.EQUAL_SHARE * of)) + a + 1:
                if _are_apart(grounds, panel, a, int(b)):
                    yield _one_for_two(grounds, panel, a, int(b), int(same[b - a - 1]))


def _one_for_two(grounds: Grounds, panel: Panel, a: int, b: int, same: int) -> Oddity:
    one, other = panel.codes[a], panel.codes[b]
    found = (
        f"{panel.indicator.title}: {grounds.named(one)} and {grounds.named(other)} have the same figures "
        f"in {same} periods"
    )
    return Oddity("two equal areas", found, float(same), indicator=panel.indicator.id, area=f"{one}{AND}{other}")


def equal_indicators(grounds: Grounds) -> Iterator[Oddity]:
    """Two indicators with the same figures in nearly all areas: one column was taken for the other."""
    place = {code: n for n, code in enumerate(grounds.areas)}
    by_period: defaultdict[str, list[tuple[Panel, Floats]]] = defaultdict(list)
    for panel in grounds.panels.values():
        rows = [place[code] for code in panel.codes]
        for p, period in enumerate(panel.periods):
            numbers = np.full(len(place), np.nan)
            numbers[rows] = np.where(panel.values[:, p] != 0, panel.values[:, p], np.nan)
            by_period[period].append((panel, numbers))
    for period, columns in by_period.items():
        for (first, own), (second, other) in combinations(columns, 2):
            if _may_not_be_equal(first.indicator, second.indicator):
                yield from _one_column(first, second, own, other, period)


def _may_not_be_equal(one: Indicator, other: Indicator) -> bool:
    """Whether two indicators answer two questions, or one of two sexes."""
    is_one_question = (one.family, one.sex) == (other.family, other.sex)
    return one.kind is other.kind and not is_one_question


def _one_column(first: Panel, second: Panel, own: Floats, other: Floats, period: str) -> Iterator[Oddity]:
    equal = own == other
    same, of = int(equal.sum()), int((np.isfinite(own) & np.isfinite(other)).sum())
    if same < at.EQUAL_AREAS or same < at.EQUAL_SHARE * of or len(np.unique(own[equal])) < same / 2:
        return
    found = f"{second.indicator.title}, {period}: the figures of {first.indicator.title} in {same} of {of} areas"
    yield Oddity("two equal indicators", found, float(same), indicator=second.indicator.id, period=period)


def england_repeated(grounds: Grounds) -> Iterator[Oddity]:
    """England's figure of another period, where its own way leads elsewhere: hardly anything moves less by chance."""
    for panel in grounds.panels.values():
        if ENGLAND not in panel.codes or len(panel.periods) < at.EQUAL_PERIODS:
            continue
        numbers = panel.scaled[panel.codes.index(ENGLAND)]
        apart = off_its_way(numbers)
        limit = max(at.ENGLAND_OFF * panel.least_spread, at.ENGLAND_SPREADS * wideness(apart))
        for p in np.flatnonzero(np.abs(apart) > limit).tolist():
            twins = [q for q in np.flatnonzero(numbers == numbers[p]).tolist() if q != p]
            if twins:
                said = f"the very figure of {panel.periods[twins[0]]}, while its way leads elsewhere"
                yield grounds.of_figure(
                    "a row twice", said, abs(float(apart[p])), panel.indicator, ENGLAND, panel.periods[p]
                )


def off_its_way(numbers: Floats) -> Floats:
    """How far each number is from the middle between its two neighbours, NaN at the ends."""
    apart = np.full(numbers.shape, np.nan)
    apart[1:-1] = numbers[1:-1] - (numbers[:-2] + numbers[2:]) / 2
    return apart
