"""The way of a figure over all its periods, and its turn: how it moved up to its best period, and since (rule 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.indicator import Indicator
from dashboard.core.periods import parse_period
from dashboard.core.value import Direction, Value
from dashboard.stats.change import BEST_OF_MANY, Change, change_between


@dataclass(frozen=True, slots=True)
class Turn:
    """How a figure moved; ``first``, ``best`` and ``last`` are places among the periods.

    way: from the first to the last figure. best: the best figure of those that share no year with the last one, if it
    is better than the last; None if the first or the last is the best, and where no side is better. until, since: from
    the first to the best figure and from it to the last.
    """

    first: int
    last: int
    way: Change
    best: int | None = None
    until: Change = Change.NOT_SAID
    since: Change = Change.NOT_SAID


def turn(periods: Sequence[str], values: Sequence[Value | None], indicator: Indicator) -> Turn | None:
    """The way and the turn of one area. periods: ascending; values: one for each. None without two figures.

    The way is tested at 5 %. What is set beside the best period at 1 %, because the best was picked from many. Periods
    that share years are never compared with each other: nothing is said of them.
    """
    known = [k for k, value in enumerate(values) if value is not None and value.value is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]

    def change(earlier: int, later: int, level: float) -> Change:
        if share_years(periods[earlier], periods[later]):
            return Change.NOT_SAID
        return change_between(values[earlier], values[later], indicator, level)

    way = change(first, last, 0.05)
    best = _best(known[:-1], last, periods, values, indicator)
    if best is None or best == first:
        return Turn(first, last, way)
    return Turn(first, last, way, best, change(first, best, BEST_OF_MANY), change(best, last, BEST_OF_MANY))


def share_years(period: str, other: str) -> bool:
    """Whether two periods have a time in common, so that the same events count in both."""
    one, two = parse_period(period).months, parse_period(other).months
    return one.start < two.stop and two.start < one.stop


def _best(
    earlier: Sequence[int], last: int, periods: Sequence[str], values: Sequence[Value | None], indicator: Indicator
) -> int | None:
    """The newest of the best figures that share no year with the last one, if it is better than that."""
    if not indicator.has_bad_side:
        return None
    sign = -1 if indicator.direction is Direction.HIGH_IS_WORSE else 1

    def goodness(index: int) -> float:
        value = values[index]
        return sign * value.value if value is not None and value.value is not None else float("-inf")

    apart = [index for index in earlier if not share_years(periods[index], periods[last])]
    best = max(apart, key=lambda index: (goodness(index), index), default=None)
    return best if best is not None and goodness(best) > goodness(last) else None
