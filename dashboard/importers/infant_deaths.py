"""How many deaths an infant mortality rate rests on, where only the rate is published (rule 8 of the statistics).

A rate with nine decimals is a fraction of two whole numbers, deaths and births, and of few others. How many children of
less than a year there are says which: births lie near it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dashboard.core.periods import parse_period
from dashboard.importers.table import required, whole
from dashboard.stats.intervals import rate_interval

INDICATOR = "infant-mortality-rate"
PER = 1_000
NOTE = "deaths and births worked out from the rate"

#: Births of three years lie within this of the children under one that were counted: mostly, and always.
_CLOSE, _NEAR = 0.07, 0.12
#: A rate is printed with nine decimals, so that births come out whole to within this.
_WHOLE = 1e-4

#: (area code, year) -> children under one.
Babies = Mapping[tuple[str, int], float]


def babies(by_age: pd.DataFrame) -> dict[tuple[str, int], float]:
    """Children under one of each council and district in the middle of each year."""
    rows = by_age.to_dict("records")
    return {(str(cells["code"]), whole(cells["year"])): required(cells["Age 0"]) for cells in rows}


def with_deaths(table: pd.DataFrame, children: Babies) -> pd.DataFrame:
    """The table with the deaths, births and 95 % limits of the infant mortality rates that came without them."""
    return pd.DataFrame([_completed(cells, children) for cells in table.to_dict("records")], columns=table.columns)


def _completed(cells: Mapping[Any, Any], children: Babies) -> Mapping[Any, Any]:
    if cells["indicator"] != INDICATOR or pd.isna(cells["value"]) or not pd.isna(cells["count"]):
        return cells
    found = fraction(cells["value"], _expected(cells["area_code"], cells["period"], children))
    if found is None:
        return cells
    deaths, births = found
    lower, upper = rate_interval(deaths, births, PER)
    own = {"count": deaths, "denominator": births, "lower": lower, "upper": upper, "note": NOTE}
    return {**cells, **own}


def _expected(area: str, period: str, children: Babies) -> float | None:
    """About how many births there were, by the children of the nearest years that are known; None without any."""
    known = sorted(year for code, year in children if code == area)
    span = parse_period(period)
    if not known:
        return None
    return sum(children[area, min(max(year, known[0]), known[-1])] for year in range(span.first, span.last + 1))


def fraction(rate: float, births: float | None) -> tuple[int, int] | None:
    """The deaths and births of which a rate per 1,000 comes; None if no fraction fits, or several do alike.

    births: about how many there were. Of no deaths at all the births cannot be told.
    """
    if not births or rate <= 0:
        return None
    found = (list(_fractions(rate, births, near)) for near in (_CLOSE, _NEAR))
    return next((alone[0] for alone in found if len(alone) == 1), None)


def _fractions(rate: float, births: float, near: float) -> Iterator[tuple[int, int]]:
    low, high = (int(births * (1 + side * near) * rate / PER) for side in (-1, 1))
    for deaths in range(max(low, 1), high + 2):
        exact = PER * deaths / rate
        if abs(exact - round(exact)) < _WHOLE and abs(exact - births) <= near * births:
            yield deaths, round(exact)
