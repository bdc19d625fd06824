"""On which side of a benchmark areas lie, by the figures as they are printed (rules 11 and 15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.rounding import printed


class Side(StrEnum):
    """On which side of the benchmark a printed figure lies."""

    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Sides:
    """How many areas lie above the benchmark, below it and on it."""

    above: int
    below: int
    equal: int

    @property
    def one(self) -> Side | None:
        """The side on which every area lies; None if they lie on two, if some are equal, or if there are none."""
        if self.equal or bool(self.above) == bool(self.below):
            return None
        return Side.ABOVE if self.above else Side.BELOW

    def on(self, side: Side) -> int:
        """How many lie on a side."""
        return {Side.ABOVE: self.above, Side.BELOW: self.below, Side.EQUAL: self.equal}[side]


def side_of(figure: float, benchmark: float, decimals: int) -> Side:
    """The side of one figure; two that print alike are equal."""
    own, other = printed(figure, decimals), printed(benchmark, decimals)
    if own == other:
        return Side.EQUAL
    return Side.ABOVE if own > other else Side.BELOW


def sides(figures: Iterable[float], benchmark: float, decimals: int) -> Sides:
    """How many figures lie on which side."""
    found = [side_of(figure, benchmark, decimals) for figure in figures]
    return Sides(*(found.count(side) for side in Side))
