"""Change between two periods, the difference of two areas, and what matching a benchmark would mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt
from statistics import NormalDist

from dashboard.core.indicator import Indicator, Kind
from dashboard.core.value import Comparison, Direction, Value
from dashboard.stats.comparison import approximate_limits, beyond, judge, limits, testable

#: The level of a test in which one of the two figures was picked from many.
BEST_OF_MANY = 0.01
#: The kinds that are compared on the log scale.
_ON_LOG = (Kind.RATE, Kind.RATIO)
#: The width of a 95 % interval in standard errors.
_WIDTH = 3.92
#: Under this part of the earlier figure a change is little.
_LITTLE = 0.02
#: A share of 0.61 % and one of 0.59 % are little apart: up to so many units of the last printed digit.
_LITTLE_UNITS = 2
#: Decimals of a unit: 0.61 less 0.6 is one hundredth, and not a little less.
_EXACT = 6


class Change(StrEnum):
    """What may be said of two figures of one area and indicator, an earlier and a later one."""

    ROSE = "rose"
    FELL = "fell"
    NO_CLEAR_CHANGE = "no clear change"
    LITTLE_CHANGED = "little changed"
    NOT_SAID = "not said"


#: The two ways in which a figure can move.
MOVED = (Change.ROSE, Change.FELL)


def differ(value: Value | None, other: Value | None, kind: Kind, level: float = 0.05) -> bool | None:
    """Whether two figures of different areas or periods differ by a two-sample test from their 95 % intervals.

    On the log scale for rates and ratios (standard error = ln(upper / lower) / 3.92), on the natural scale for the
    rest. level: of the test, on both sides. None if either has no published interval or is an estimate.
    Source: Altman and Bland, BMJ 326 (2003): interaction revisited, the difference between two estimates.
    """
    one, two = _on_scale(value, kind), _on_scale(other, kind)
    if one is None or two is None:
        return None
    error = sqrt(one[1] ** 2 + two[1] ** 2)
    return abs(one[0] - two[0]) > NormalDist().inv_cdf(1 - level / 2) * error


def compare_areas(value: Value | None, other: Value | None, indicator: Indicator) -> Comparison:
    """How an area stands against another one, by a two-sample test at 5 % (rule 12).

    Unlike England, the other area varies by chance itself. Without published limits on both sides nothing is compared.
    """
    clear = differ(value, other, indicator.kind)
    if clear is None or value is None or other is None or indicator.direction is Direction.NEVER_COMPARED:
        return Comparison.NOT_COMPARED
    return beyond((value.value or 0.0) > (other.value or 0.0), indicator.direction) if clear else Comparison.SIMILAR


def are_alike(value: Value | None, other: Value | None, england: Value | None, indicator: Indicator) -> bool:
    """Whether two areas cannot be told apart: by a two-sample test, else if both are similar to England (rule 11)."""
    apart = differ(value, other, indicator.kind)
    if apart is not None:
        return not apart
    verdicts = (judge(one, england, indicator.direction) for one in (value, other))
    return all(verdict.comparison is Comparison.SIMILAR for verdict in verdicts)


def _on_scale(value: Value | None, kind: Kind) -> tuple[float, float] | None:
    """A figure and its standard error on the scale of its kind."""
    found = testable(value)
    if found is None or value is None or value.value is None:
        return None
    low, high = found
    if kind not in _ON_LOG:
        return value.value, (high - low) / _WIDTH
    return (log(value.value), log(high / low) / _WIDTH) if low > 0 and value.value > 0 else None


def change_between(first: Value | None, last: Value | None, indicator: Indicator, level: float = 0.05) -> Change:
    """How a figure moved from an earlier to a later period that share no year.

    NOT_SAID without two intervals; LITTLE_CHANGED if the change is less than the last printed digit or 2 % of the
    earlier figure, whatever the test says; else what the test says.
    """
    clear = differ(first, last, indicator.kind, level)
    if clear is None or first is None or last is None or first.value is None or last.value is None:
        return Change.NOT_SAID
    if is_little(first.value, last.value, indicator):
        return Change.LITTLE_CHANGED
    if not clear:
        return Change.NO_CLEAR_CHANGE
    return Change.ROSE if last.value > first.value else Change.FELL


def is_little(first: float, last: float, indicator: Indicator) -> bool:
    """Whether a change is too small to be told of (rule 12): less than the last printed digit, or 2 % of the first."""
    units = round(abs(last - first) * 10**indicator.decimals, _EXACT)
    is_small = units <= _LITTLE_UNITS if indicator.kind is Kind.SHARE else units < 1
    return is_small or abs(last - first) < _LITTLE * abs(first)


@dataclass(frozen=True, slots=True)
class Difference:
    """Events a year that an area has more than it would have with the benchmark's figure, with 95 % limits.

    Negative if it has fewer. If the limits lie on both sides of 0 the area does not differ from the benchmark.
    """

    events: float
    low: float
    high: float


def matched(value: Value, benchmark: Value, people: float | None, per: float, years: float) -> Difference | None:
    """How many fewer events a year there would be "if this place matched England".

    value: a yearly rate, or a share, with its 95 % limits. Its count, if any, covers ``years`` years and must be of the
    very events that it is a rate of: the deaths beside years of life lost are not. people: those at risk at one time,
    used only if there is no count. per: the "per" of the value, such as 100,000.
    With a count O the expected events are O x benchmark / value, held fixed while the limits take the place of the
    value. Without one they are people x benchmark / per; of an age-standardised rate that is a rough figure, as if the
    area had the ages of the standard population.
    The benchmark's own uncertainty is ignored: England's is small beside that of any area here.
    None without an interval, published or approximate, or if anything that is needed is missing or 0.
    """
    found = limits(value) or approximate_limits(value)
    scale = _events_a_year_per_unit(value, people, per, years)
    if found is None or not value.value or not benchmark.value or not scale:
        return None
    return Difference(*(scale * (figure - benchmark.value) for figure in (value.value, *found)))


def _events_a_year_per_unit(value: Value, people: float | None, per: float, years: float) -> float | None:
    """How many events a year one unit of the value stands for."""
    if value.count is None:
        return people / per if people and per else None
    return value.count / years / value.value if years and value.value else None
