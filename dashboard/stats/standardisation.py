"""Rates and ratios that do not depend on whether an area has old or young people, from counts by sex and age group."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple, TypeVar

from dashboard.stats.intervals import poisson_interval

K = TypeVar("K", bound=Hashable)

#: The European Standard Population of 2013: how many of 100,000 people are 0 to 4, 5 to 9 ... 85 to 89, 90 and over.
EUROPEAN_2013: tuple[float, ...] = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)


class Stratum(NamedTuple):
    """The events among the people (or person-years) of one sex and age group."""

    events: float
    people: float


class Standardised95(NamedTuple):
    """A standardised figure with its 95 % limits."""

    value: float
    lower: float
    upper: float


def expected_events(people: Mapping[K, float], standard: Mapping[K, Stratum]) -> float:
    """The events among these people if each group of them had the rate of the standard.

    people: group -> people. standard: the same groups of the standard population.
    Raises KeyError for a group that the standard lacks.
    """
    return sum(number * standard[group].events / standard[group].people for group, number in people.items())


def standardised_ratio(events: float, expected: float) -> Standardised95:
    """The indirectly standardised ratio, 100 for the standard itself, with Byar's limits of the events.

    Raises ValueError unless expected is above 0.
    Source: APHO Technical Briefing 3 (2008), indirectly standardised ratios.
    """
    if expected <= 0:
        raise ValueError(f"no ratio to {expected} expected events")
    low, high = poisson_interval(events)
    return Standardised95(100 * events / expected, 100 * low / expected, 100 * high / expected)


def standardised_rate(strata: Sequence[Stratum], weights: Sequence[float], per: float) -> Standardised95:
    """The directly standardised rate per so many people, with the limits of Dobson and others (1991).

    strata: one for each age group. weights: how many people of the standard population are of that group.
    Raises ValueError if nothing happened, as the limits are then unknown.
    Source: APHO Technical Briefing 3 (2008), directly standardised rates.
    """
    shares = [weight / sum(weights) for weight in weights]
    events = sum(stratum.events for stratum in strata)
    if events <= 0:
        raise ValueError("no rate of no events")
    pairs = list(zip(strata, shares, strict=True))
    rate = sum(share * stratum.events / stratum.people for stratum, share in pairs)
    variance = sum(share**2 * stratum.events / stratum.people**2 for stratum, share in pairs)
    low, high = poisson_interval(events)
    reach = sqrt(variance / events)
    return Standardised95(per * rate, per * (rate + reach * (low - events)), per * (rate + reach * (high - events)))
