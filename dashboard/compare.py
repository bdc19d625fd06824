"""Comparison with a benchmark (rule 9). No interval, no comparison."""

from __future__ import annotations

from enum import StrEnum

from dashboard.model import Direction, Status, Value


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
    if direction is Direction.NEVER_COMPARED:
        return Comparison.NOT_COMPARED
    if value is None or value.lower is None or value.upper is None or value.status is Status.ESTIMATE:
        return Comparison.NOT_COMPARED
    if benchmark is None or benchmark.value is None or benchmark.status is Status.ESTIMATE:
        return Comparison.NOT_COMPARED
    if value.lower <= benchmark.value <= value.upper:
        return Comparison.SIMILAR
    return _outside(value.lower > benchmark.value, direction)


def _outside(above: bool, direction: Direction) -> Comparison:
    if direction is Direction.NEUTRAL:
        return Comparison.HIGHER if above else Comparison.LOWER
    high_is_worse = direction is Direction.HIGH_IS_WORSE
    return Comparison.WORSE if above == high_is_worse else Comparison.BETTER
