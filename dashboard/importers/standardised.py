"""Rows of standardised figures from counts by sex and age group, of areas and of what whole areas make up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers.table import KEY
from dashboard.stats.standardisation import (
    Standardised95,
    Stratum,
    expected_events,
    standardised_rate,
    standardised_ratio,
)

#: Rule 8: no standardised figure from fewer events.
FEWEST = 10

#: (sex, age group) -> a number of events, or of person-years.
Numbers = Mapping[tuple[str, str], float]


class AreaNumbers(NamedTuple):
    """The events and person-years of one area and period by sex and age group, and what else its row says."""

    area: str
    events: Numbers
    people: Numbers
    marks: Mapping[str, Any] = {}


def added(numbers: Iterable[Numbers]) -> dict[tuple[str, str], float]:
    """The numbers of several areas or years together, group by group."""
    total: dict[tuple[str, str], float] = {}
    for some in numbers:
        for group, number in some.items():
            total[group] = total.get(group, 0) + number
    return total


def ratio_row(key: tuple[str, str], found: AreaNumbers, england: AreaNumbers) -> dict[str, Any]:
    """A ratio to the events that England's rates would mean, with its limits; England itself is 100 by definition.

    key: indicator and period.
    """
    events = sum(found.events.values())
    standard = {group: Stratum(england.events[group], people) for group, people in england.people.items()}
    if found.area == ENGLAND:
        return _row(key, found, {"value": 100, "count": events, "status": Status.DEFINITION})
    if events < FEWEST:
        return _row(key, found, {"status": Status.SUPPRESSED})
    figures = standardised_ratio(events, expected_events(found.people, standard))
    return _row(key, found, _limited(figures) | {"count": events, "status": Status.DERIVED})


def rate_row(key: tuple[str, str], found: AreaNumbers, weights: Mapping[str, float], per: float) -> dict[str, Any]:
    """A directly standardised rate with its limits; both sexes of an age group count as one group.

    key: indicator and period. weights: age group -> its people in the standard population.
    """
    events, people = sum(found.events.values()), sum(found.people.values())
    if events < FEWEST:
        return _row(key, found, {"status": Status.SUPPRESSED})
    strata = [Stratum(_of_age(found.events, age), _of_age(found.people, age)) for age in weights]
    figures = standardised_rate(strata, list(weights.values()), per)
    return _row(key, found, _limited(figures) | {"count": events, "denominator": people, "status": Status.DERIVED})


def _of_age(numbers: Numbers, age: str) -> float:
    return sum(number for (_, group), number in numbers.items() if group == age)


def _limited(figures: Standardised95) -> dict[str, Any]:
    return {"value": figures.value, "lower": figures.lower, "upper": figures.upper}


def _row(key: tuple[str, str], found: AreaNumbers, cells: Mapping[str, Any]) -> dict[str, Any]:
    indicator, period = key
    return dict(zip(KEY, (indicator, found.area, period), strict=True)) | dict(found.marks) | dict(cells)
