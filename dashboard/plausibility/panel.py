"""The figures of one indicator as arrays: areas down, periods across, and what a figure should be by the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level
from dashboard.core.value import Extent, Value
from dashboard.plausibility.thresholds import LEAST_SPREAD, LEAST_YEARS, NEAREST, NOUGHT_SHARE

_WIDE = frozenset({Kind.RATE, Kind.RATIO, Kind.SHARE, Kind.SCORE, Kind.MINUTES, Kind.COUNT})


@dataclass(frozen=True)
class Panel:
    """One indicator; ``rows[a, p]`` is the figure of an area in a period or None."""

    indicator: Indicator
    codes: tuple[str, ...]
    levels: tuple[tuple[Level, ...], ...]
    periods: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    @cached_property
    def values(self) -> Floats:
        """The figures as published."""
        return self.column("value")

    @cached_property
    def counts(self) -> Floats:
        """Events."""
        return self.column("count")

    @cached_property
    def people(self) -> Floats:
        """Denominators."""
        return self.column("denominator")

    def column(self, name: str) -> Floats:
        """One number of every figure."""
        numbers = [[np.nan if v is None else _number(getattr(v, name)) for v in row] for row in self.rows]
        return np.array(numbers, dtype=float).reshape(len(self.codes), len(self.periods))

    @cached_property
    def is_wide(self) -> bool:
        """Whether figures are compared by factors: rates and shares, but neither years nor what is often nought."""
        known = self.values[np.isfinite(self.values)]
        is_seldom_nought = known.size > 0 and int((known <= 0).sum()) <= max(1, NOUGHT_SHARE * known.size)
        return self.indicator.kind is Kind.COUNT or (self.indicator.kind in _WIDE and is_seldom_nought)

    @cached_property
    def scaled(self) -> Floats:
        """The figures on the scale on which they are compared: logarithms, or as they are."""
        return logarithms(self.values) if self.is_wide else self.values

    @property
    def least_spread(self) -> float:
        """The smallest spread that is believed on that scale."""
        return LEAST_SPREAD if self.is_wide else LEAST_YEARS

    def of(self, level: Level) -> NDArray[np.intp]:
        """The rows of the areas of a level."""
        return np.array([n for n, own in enumerate(self.levels) if level in own], dtype=np.intp)

    def first_of(self, level: Level) -> NDArray[np.intp]:
        """The rows of the areas that are of this level first of all, so that no area comes twice."""
        return np.array([n for n, own in enumerate(self.levels) if own[0] is level], dtype=np.intp)

    @cached_property
    def expected(self) -> Floats:
        """What each figure should be, on its scale, by the area's nearest periods and what all areas did."""
        return by_series(self.scaled)

    def cells(self, wanted: NDArray[np.bool_]) -> Iterator[tuple[str, str, int, int]]:
        """Code, period and place of the cells of a mask."""
        for a, p in zip(*np.nonzero(wanted), strict=True):
            yield self.codes[a], self.periods[p], int(a), int(p)

    @cached_property
    def merged(self) -> NDArray[np.bool_]:
        """Where the figure is one of several areas together."""
        return np.array([[v is not None and v.extent is Extent.MERGED for v in row] for row in self.rows], dtype=bool)

    @cached_property
    def larger(self) -> NDArray[np.bool_]:
        """Where the figure is not of the very area."""
        return np.array([[v is not None and v.extent is not Extent.OWN for v in row] for row in self.rows], dtype=bool)


def _number(found: float | None) -> float:
    return np.nan if found is None else found


def logarithms(numbers: Floats) -> Floats:
    """Natural logarithms, NaN where there is none."""
    positive = np.where(numbers > 0, numbers, np.nan)
    logs: Floats = np.log(positive)
    return logs


def median(numbers: Floats, axis: int | None = None) -> Floats:
    """The median of what is known, NaN where nothing is; numpy's own warns of that, and warnings are errors."""
    flat, along = (numbers.ravel(), 0) if axis is None else (numbers, axis)
    if not flat.shape[along]:
        return np.full(np.delete(flat.shape, along), np.nan)
    ordered = np.sort(flat, axis=along)  # NaN comes last
    known = np.isfinite(flat).sum(axis=along, keepdims=True)
    low, high = (np.maximum(known - 1, 0) // 2, known // 2)
    middle = (
        np.take_along_axis(ordered, low, along)
        + np.take_along_axis(ordered, np.minimum(high, flat.shape[along] - 1), along)
    ) / 2
    found: Floats = np.where(known > 0, middle, np.nan).squeeze(axis=along)
    return found


def wideness(numbers: Floats) -> float:
    """How far numbers lie from their median: 1.48 times the median distance, if normal the standard deviation."""
    return float(1.4826 * median(np.abs(numbers - median(numbers))))


def by_period(numbers: Floats) -> list[float]:
    """How far all rows together are from where they are in the nearest columns; nothing of fewer than three."""
    if numbers.shape[1] < 3:
        return []
    middles = _common(numbers)
    found = (float(middles[p] - median(middles[near])) for p, near in _nearest(len(middles)))
    return [0.0 if np.isnan(apart) else apart for apart in found]


def _nearest(columns: int) -> Iterator[tuple[int, list[int]]]:
    """Each column with those next to it."""
    for p in range(columns):
        yield p, sorted((other for other in range(columns) if other != p), key=lambda other: abs(other - p))[:NEAREST]


def _common(numbers: Floats) -> Floats:
    """What all rows do together in each column, read from how far each row is from its own middle."""
    several = np.isfinite(numbers).sum(axis=1, keepdims=True) > 2
    return median(np.where(several, numbers - median(numbers, axis=1)[:, None], np.nan), axis=0)


def by_series(numbers: Floats) -> Floats:
    """What each number should be by the nearest columns of its row, without itself, and by what all rows did between.

    That is read from how far each row is from its own middle, as not every column has the same rows.
    """
    middles = np.nan_to_num(_common(numbers))
    apart = numbers - middles
    expected = np.full(numbers.shape, np.nan)
    for p, near in _nearest(numbers.shape[1]) if numbers.shape[1] > 2 else ():
        expected[:, p] = median(apart[:, near], axis=1) + middles[p]
    return expected
