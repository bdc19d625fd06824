"""The 95 % limits of counts, rates and shares, as closed forms."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

#: The 97.5 % point of the normal distribution, which 95 % limits on both sides come of.
Z_95 = 1.959963984540054
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
        return _byar(events, -Z_95), _byar(events + 1, Z_95)
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
    middle = 2 * events + Z_95**2
    reach = Z_95 * sqrt(Z_95**2 + 4 * events * (people - events) / people)
    whole = 2 * (people + Z_95**2)
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


#: The half-width of an approximate interval is so much wider than that of its count: a standardised rate weighs ages.
_WIDENED = 1.15


def approximate_interval(rate: float, events: float) -> tuple[float, float]:
    """Approximate 95 % limits of an age-standardised rate of which no limits are at hand (rule 9c of the statistics).

    rate: per any number of people, above 0. events: about how many it rests on, the rate times the people of its ages.
    Those of the count in units of the rate, and both halves 15 % wider. Raises ValueError unless both are above 0.
    """
    if rate <= 0 or events <= 0:
        raise ValueError(f"no limits of a rate of {rate} from {events} events")
    low, high = (rate * limit / events for limit in poisson_interval(events))
    return max(0.0, rate - _WIDENED * (rate - low)), rate + _WIDENED * (high - rate)
