"""Change between two periods, and what matching a benchmark would mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.value import Status, Value


class Change(StrEnum):
    """What may be said of two figures of one area and indicator, an earlier and a later one."""

    ROSE = "rose"
    FELL = "fell"
    NO_CLEAR_CHANGE = "no clear change"
    NOT_SAID = "not said"


def change(first: Value | None, last: Value | None) -> Change:
    """Whether a figure rose or fell: only if the two 95 % intervals do not even touch.

    That is cautious, and more so where the periods share years: two figures whose intervals overlap a little may still
    differ at the 5 % level, and "no clear change" does not say that nothing has changed.
    NOT_SAID if either has no interval or is an estimate (rule 6).
    Source: Schenker and Gentleman, The American Statistician 55 (2001).
    """
    before, after = _limits(first), _limits(last)
    if before is None or after is None:
        return Change.NOT_SAID
    if after[0] > before[1]:
        return Change.ROSE
    return Change.FELL if after[1] < before[0] else Change.NO_CLEAR_CHANGE


def _limits(value: Value | None) -> tuple[float, float] | None:
    """The 95 % limits of a figure, or None if it has none or is an estimate, of which nothing is concluded."""
    if value is None or value.value is None or value.status is Status.ESTIMATE:
        return None
    return None if value.lower is None or value.upper is None else (value.lower, value.upper)


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
    None without an interval, for an estimate, or if anything that is needed is missing or 0.
    """
    limits = _limits(value)
    scale = _events_a_year_per_unit(value, people, per, years)
    if limits is None or not value.value or not benchmark.value or not scale:
        return None
    return Difference(*(scale * (figure - benchmark.value) for figure in (value.value, *limits)))


def _events_a_year_per_unit(value: Value, people: float | None, per: float, years: float) -> float | None:
    """How many events a year one unit of the value stands for."""
    if value.count is None:
        return people / per if people and per else None
    return value.count / years / value.value if years and value.value else None
