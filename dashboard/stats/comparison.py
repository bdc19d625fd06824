"""Comparison with a benchmark or with another area (rule 9). No interval, no comparison."""

from __future__ import annotations

from enum import StrEnum

from dashboard.core.indicator import Direction
from dashboard.core.value import Status, Value


class Comparison(StrEnum):
    """How an area stands against the benchmark; only these words are used on the page."""

    WORSE = "worse"
    SIMILAR = "similar"
    BETTER = "better"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_COMPARED = "not compared"


def compare(value: Value | None, benchmark: Value | None, direction: Direction) -> Comparison:
    """Compare an area's 95 % interval with the benchmark's figure.

    An estimate is never compared, on neither side, nor is a figure without an interval (rules 6 and 9).
    """
    if benchmark is None or benchmark.value is None or benchmark.status is Status.ESTIMATE:
        return Comparison.NOT_COMPARED
    return _beside(limits(value), (benchmark.value, benchmark.value), direction)


def compare_areas(value: Value | None, other: Value | None, direction: Direction) -> Comparison:
    """Compare the 95 % intervals of two areas: they differ only where the intervals do not overlap.

    Unlike England, the other area varies by chance itself. Without an interval on both sides nothing is compared.
    """
    return _beside(limits(value), limits(other), direction)


def limits(value: Value | None) -> tuple[float, float] | None:
    """The 95 % interval with which a figure may be compared; None for an estimate or a figure without one."""
    if value is None or value.lower is None or value.upper is None or value.status is Status.ESTIMATE:
        return None
    return value.lower, value.upper


def _beside(own: tuple[float, float] | None, other: tuple[float, float] | None, direction: Direction) -> Comparison:
    if own is None or other is None or direction is Direction.NEVER_COMPARED:
        return Comparison.NOT_COMPARED
    if own[0] <= other[1] and other[0] <= own[1]:
        return Comparison.SIMILAR
    return _apart(own[0] > other[1], direction)


def _apart(above: bool, direction: Direction) -> Comparison:
    if direction is Direction.NEUTRAL:
        return Comparison.HIGHER if above else Comparison.LOWER
    high_is_worse = direction is Direction.HIGH_IS_WORSE
    return Comparison.WORSE if above == high_is_worse else Comparison.BETTER
