"""What a native chart is made of before it is written: series of rows, axes on their own ticks, and its room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from dashboard.charts.model import Axis, Series


@dataclass(frozen=True, slots=True)
class NativeRoom:
    """The part of a chart's frame that is drawn in, from 0 to 1, the height of its legend, and letters in points."""

    left: float
    top: float
    across: float
    down: float
    legend: float
    letters: float


@dataclass(frozen=True, slots=True)
class NativeRow:
    """One mark: its name, its place, the ends of its interval, and a name written beside it on a side."""

    name: str
    x: float | None
    y: float | None
    low: float | None = None
    high: float | None = None
    label: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """The rows of a series with its looks. along: the axis of its intervals, "x" or "y", "" without any."""

    name: str
    look: Series
    rows: tuple[NativeRow, ...]
    along: str = ""

    @property
    def below(self) -> tuple[float | None, ...]:
        """How far each interval goes down from its mark."""
        return tuple(None if row.low is None else (self._at(row) or 0.0) - row.low for row in self.rows)

    @property
    def above(self) -> tuple[float | None, ...]:
        """How far each interval goes up from its mark."""
        return tuple(None if row.high is None else row.high - (self._at(row) or 0.0) for row in self.rows)

    def _at(self, row: NativeRow) -> float | None:
        return row.x if self.along == "x" else row.y


@dataclass(frozen=True, slots=True)
class NativeAxis:
    """The ends of an axis on its own ticks, which office programs count from the lower end."""

    low: float
    high: float
    step: float


def axis_of(axis: Axis) -> NativeAxis:
    """An axis that holds all of a chart's axis and begins and ends on one of its ticks."""
    low, high = sorted((axis.low, axis.high))
    if axis.low > axis.high or axis.upright:
        # Names have no ticks to begin or end on.
        return NativeAxis(low, high, 1.0)
    positions = [position for position, _ in axis.ticks]
    if len(positions) < 2:
        return NativeAxis(low, high, high - low)
    step = min(later - earlier for earlier, later in pairwise(positions))
    while positions[0] > low + step * 1e-9:
        positions.insert(0, positions[0] - step)
    while positions[-1] < high - step * 1e-9:
        positions.append(positions[-1] + step)
    return NativeAxis(round(positions[0], 6), round(positions[-1], 6), round(step, 6))


def as_native(axis: Axis) -> Axis:
    """An axis with the ends that it has in office programs."""
    ends = axis_of(axis)
    return axis if axis.low > axis.high else replace(axis, low=ends.low, high=ends.high)
