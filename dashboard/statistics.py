"""The statistics of the atlas: intervals, rank correlation, gaps by deprivation, change, and what matching would mean.

Pure functions of numbers; what may be said of their results is written in ``text`` and ``words``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

from dashboard.classes import quantile
from dashboard.model import Status, Value

#: The 97.5 % point of the normal distribution, which 95 % limits on both sides come of.
_Z = 1.959963984540054
_LOW_TAIL, _HIGH_TAIL = 0.025, 0.975
#: From this many events on Byar's limits are within 0.2 % of the exact ones.
_EXACT_BELOW = 10
#: More than the upper limit of any count below 10; terms beyond the hundredth are then less than rounding.
_HIGHEST_MEAN, _TERMS, _HALVINGS = 20.0, 100, 60


def poisson_interval(events: float) -> tuple[float, float]:
    """The 95 % limits of a count that varies by chance: exact below 10 events, Byar's approximation from 10 on.

    events: 0 or more; halves occur, as some causes of death count half. Returns lower and upper limit, in events.
    Raises ValueError if events is negative.
    Source: APHO Technical Briefing 3 (2008) and PHE Technical Guide: Confidence Intervals (2018), appendices 1 and 2.
    """
    if events < 0:
        raise ValueError(f"a count is never negative: {events}")
    if events >= _EXACT_BELOW:
        return _byar(events, -_Z), _byar(events + 1, _Z)
    return _mean_with_tail(events, _LOW_TAIL) if events else 0.0, _mean_with_tail(events + 1, _HIGH_TAIL)


def _byar(events: float, z: float) -> float:
    """Byar's limit (Breslow and Day, 1987): a normal distribution of the cube root of a count."""
    root: float = 1 - 1 / (9 * events) + z / (3 * sqrt(events))
    return events * root * root * root


def _mean_with_tail(events: float, tail: float) -> float:
    """The mean of the Poisson distribution that gives at least this many events with the probability ``tail``."""
    low, high = 0.0, _HIGHEST_MEAN
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _tail(events, middle) < tail else (low, middle)
    return (low + high) / 2


def _tail(events: float, mean: float) -> float:
    """Poisson probability of at least this many events; the gamma function carries it over to halves."""
    return sum(exp((events + k) * log(mean) - mean - lgamma(events + k + 1)) for k in range(_TERMS))


def wilson_interval(events: float, people: float) -> tuple[float, float]:
    """The 95 % limits of a share by Wilson's score method, as fractions from 0 to 1.

    events: how many of the people it is true of. Raises ValueError unless 0 <= events <= people and people > 0.
    Source: Wilson (1927); APHO Technical Briefing 3 (2008); PHE Technical Guide (2018), appendix 3.
    """
    if not 0 <= events <= people or people <= 0:
        raise ValueError(f"no share of a whole: {events} of {people}")
    middle = 2 * events + _Z**2
    reach = _Z * sqrt(_Z**2 + 4 * events * (people - events) / people)
    whole = 2 * (people + _Z**2)
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def rate_interval(events: float, people: float, multiplier: float) -> tuple[float, float]:
    """The 95 % limits of a crude rate: those of its count over the people (or person-years), which are taken as known.

    multiplier: the "per" of the rate, such as 100,000. Raises ValueError if people is not above 0 or events negative.
    Source: APHO Technical Briefing 3 (2008), crude rates.
    """
    if people <= 0:
        raise ValueError(f"no rate of {people} people")
    low, high = poisson_interval(events)
    return multiplier * low / people, multiplier * high / people


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Spearman's rank correlation, from -1 to 1: Pearson's coefficient of the ranks; ties share a mean rank.

    xs, ys: two figures of the same areas in the same order, shape (n,) each. None with fewer than 3 pairs, or if all
    figures of one side are equal. Raises ValueError if the lengths differ.
    Source: Spearman (1904); Altman, Practical Statistics for Medical Research (1991).
    """
    if len(xs) != len(ys):
        raise ValueError(f"{len(xs)} figures beside {len(ys)}")
    if len(xs) < 3 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    middle = (len(xs) + 1) / 2
    pairs = [(x - middle, y - middle) for x, y in zip(_ranks(xs), _ranks(ys), strict=True)]
    return sum(x * y for x, y in pairs) / sqrt(sum(x * x for x, _ in pairs) * sum(y * y for _, y in pairs))


def _ranks(figures: Sequence[float]) -> list[float]:
    """The rank of each figure from 1, lowest first; equal figures share the mean of their places."""
    ascending = sorted(figures)
    return [(bisect_left(ascending, figure) + bisect_right(ascending, figure) + 1) / 2 for figure in figures]


#: Where each word ends and the next begins: Evans, Straightforward Statistics for the Behavioral Sciences (1996), whose
#: "very weak" is "no clear" here, and whose "very strong" (from 0.80) is "strong".
_STRENGTHS = ("no clear", "weak", "moderate", "strong")
_STRONGER_FROM = (0.20, 0.40, 0.60)


def strength(rho: float) -> str:
    """How close a tie is, in words: "no clear", "weak", "moderate" or "strong"; the caller says with or against.

    rho: a coefficient from -1 to 1. It is taken as printed, with two decimals, so that word and figure agree.
    The words say how close, not whether chance can be ruled out: among 12 areas even 0.55 may be chance (rule 13).
    """
    return _STRENGTHS[bisect_right(_STRONGER_FROM, round(abs(rho), 2))]


def chance_limit(n: int) -> float:
    """The size of Spearman's rho that chance alone passes in 1 of 20 sets of n unrelated areas.

    n: 8 or more; the normal approximation is then within 0.01 of the exact critical values.
    Source: Kendall, Rank Correlation Methods (1948): the variance of rho is 1 / (n - 1).
    """
    return _Z / sqrt(n - 1)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the figures of a group of areas lie: how many there are, their quartiles and their median."""

    n: int
    low_quartile: float
    median: float
    high_quartile: float


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of figures in any order, or None if there are none.

    Quartiles are of type 7 (Hyndman and Fan, 1996), as are the edges of classes.
    """
    ascending = sorted(values)
    if not ascending:
        return None
    return Spread(len(ascending), *(quantile(ascending, part) for part in (0.25, 0.5, 0.75)))


def by_tenth(scores: Mapping[str, float], figures: Mapping[str, float]) -> tuple[Spread | None, ...]:
    """The spread of the figures in each tenth of the areas, the least deprived tenth first, shape (10,).

    scores: area code -> deprivation score of all areas, higher is more deprived. figures: area code -> figure; an area
    without one keeps its place among the tenths, and an area without a score is left out.
    The tenths differ by one area at most, and are tenths of these areas, not of England. None for one without a figure.
    """
    return tuple(spread(figures[code] for code in codes if code in figures) for codes in _cut(scores, 10))


def _cut(scores: Mapping[str, float], parts: int) -> tuple[list[str], ...]:
    """Area codes in groups of as equal a size as can be, lowest scores first; equal scores go by code."""
    ranked = sorted(scores, key=lambda code: (scores[code], code))
    groups: tuple[list[str], ...] = tuple([] for _ in range(parts))
    for place, code in enumerate(ranked):
        groups[place * parts // len(ranked)].append(code)
    return groups


@dataclass(frozen=True, slots=True)
class FifthGap:
    """The figures of the least and of the most deprived fifth of an area's neighbourhoods."""

    least: Spread
    most: Spread

    @property
    def difference(self) -> float:
        """How much higher the figure of the most deprived fifth is, in the unit of the figures."""
        return self.most.median - self.least.median


#: Of a fifth with one figure there is no median to speak of; of fewer than 10 areas the last fifth is a single one.
_FEWEST_FIGURES = 2


def fifth_gap(scores: Mapping[str, float], figures: Mapping[str, float]) -> FifthGap | None:
    """The gap between the least and the most deprived fifth; of medians, as ratios are never averaged (rule 6).

    scores, figures: as for ``by_tenth``. None with fewer than 10 areas, or fewer than 2 figures in either fifth.
    """
    fifths = _cut(scores, 5)
    least, most = (spread(figures[code] for code in codes if code in figures) for codes in (fifths[0], fifths[-1]))
    if least is None or most is None or min(least.n, most.n) < _FEWEST_FIGURES:
        return None
    return FifthGap(least, most)


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


_PERIOD = re.compile(r"(?P<first>\d{4})(/\d\d)?(-(?P<last>\d{4}|\d\d)(/\d\d)?)?")


def period_years(period: str) -> int:
    """How many years are pooled in a period as written: 1 in "2018" and "2018/19", 3 in "1999-01", 5 in "2015-19".

    Loading makes sure that periods run forward. Raises ValueError for what is no period at all.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"not a period: {period!r}")
    return (int(found["last"] or found["first"]) - int(found["first"])) % 100 + 1
