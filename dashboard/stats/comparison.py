"""Comparison with a benchmark (rule 9): a verdict has a source, or there is none. ``change`` compares two areas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.value import Comparison, Direction, Extent, IntervalKind, Status, Value, is_approximate


class Basis(StrEnum):
    """What a verdict rests on, the strongest first (rule 9)."""

    INTERVAL = "interval"  # the benchmark lies outside or inside the published 95 % interval
    PUBLISHER = "publisher"  # the publisher says so
    APPROXIMATE = "approximate"  # as INTERVAL, by limits worked out from rate and population
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an area stands against the benchmark, and what says so."""

    comparison: Comparison
    basis: Basis

    @property
    def likely(self) -> bool:
        """Whether the words must say "likely": the limits that it rests on are approximate."""
        return self.basis is Basis.APPROXIMATE


NO_VERDICT = Verdict(Comparison.NOT_COMPARED, Basis.NONE)


def judge(value: Value | None, benchmark: Value | None, direction: Direction) -> Verdict:
    """The verdict of the strongest source that there is: published limits, the publisher's word, approximate limits."""
    if value is None or value.rests_on_too_few or direction is Direction.NEVER_COMPARED:
        return NO_VERDICT
    if (found := compare(value, benchmark, direction)) is not Comparison.NOT_COMPARED:
        return Verdict(found, Basis.INTERVAL)
    if value.verdict:
        return Verdict(value.verdict, Basis.PUBLISHER)
    found = _beside(approximate_limits(value), _fixed(benchmark), direction)
    return NO_VERDICT if found is Comparison.NOT_COMPARED else Verdict(found, Basis.APPROXIMATE)


def compare(value: Value | None, benchmark: Value | None, direction: Direction) -> Comparison:
    """Compare an area's published 95 % interval with the benchmark's figure.

    An estimate is never compared, on neither side, nor is a figure without an interval (rules 6 and 9).
    """
    return _beside(testable(value), _fixed(benchmark), direction)


def testable(value: Value | None) -> tuple[float, float] | None:
    """The limits with which a figure may be tested: none of too few events (rule 8)."""
    return None if value is None or value.rests_on_too_few else limits(value)


def limits(value: Value | None) -> tuple[float, float] | None:
    """The published 95 % interval; None for an estimate or a figure of several areas, which nothing is tested by."""
    if value is None or value.status is Status.ESTIMATE or value.extent is Extent.MERGED:
        return None
    return _ends(value) if value.interval is IntervalKind.PUBLISHED else None


def approximate_limits(value: Value) -> tuple[float, float] | None:
    """The limits that were worked out by rule 9c, good for a "likely" and for nothing else."""
    return _ends(value) if is_approximate(value) else None


def _ends(value: Value) -> tuple[float, float] | None:
    return None if value.lower is None or value.upper is None else (value.lower, value.upper)


def _fixed(benchmark: Value | None) -> tuple[float, float] | None:
    """The benchmark as an interval without width: England is taken as known. An estimate is none."""
    if benchmark is None or benchmark.value is None or benchmark.status is Status.ESTIMATE:
        return None
    return benchmark.value, benchmark.value


def _beside(own: tuple[float, float] | None, other: tuple[float, float] | None, direction: Direction) -> Comparison:
    if own is None or other is None or direction is Direction.NEVER_COMPARED:
        return Comparison.NOT_COMPARED
    if own[0] <= other[1] and other[0] <= own[1]:
        return Comparison.SIMILAR
    return beyond(own[0] > other[1], direction)


def beyond(above: bool, direction: Direction) -> Comparison:
    """The word for a figure that lies above or below what it is compared with, by which way is bad."""
    if direction is Direction.NEUTRAL:
        return Comparison.HIGHER if above else Comparison.LOWER
    high_is_worse = direction is Direction.HIGH_IS_WORSE
    return Comparison.WORSE if above == high_is_worse else Comparison.BETTER
