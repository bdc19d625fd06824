"""Approximate limits of age-standardised rates under 75 without published ones (rule 9c of the statistics).

They come of the rate and of a population of its ages, only for years of which that population is at hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.periods import parse_period
from dashboard.core.value import IntervalKind
from dashboard.importers.ages import AGES_UNDER_75, BY_AGE
from dashboard.importers.reading import SourceError, read_csv
from dashboard.importers.table import KEY, required, whole
from dashboard.importers.tiers import Tier
from dashboard.loading.validation import Expectation
from dashboard.stats.intervals import approximate_interval

#: (area code, year) -> people.
People = Mapping[tuple[str, int], float]

_RATES = Expectation("files of rates beside it", "name them too: the people are for their approximate limits only")
_PER = 100_000
#: One decimal more than most rates have: further digits would claim what is not known.
_DECIMALS = 2
_AGES = ("code", "year", *AGES_UNDER_75, *(f"Age {age}" for age in range(75, 90)), "Aged 90+")


def without_ages(paths: Sequence[Path]) -> tuple[list[Path], pd.DataFrame]:
    """The files without that of people by single year of age, and that one; an empty table if it is not among them.

    Raises SourceError if there is no other file.
    """
    tables = {path: read_csv(path) for path in paths}
    by_age = [path for path, table in tables.items() if set(BY_AGE) <= set(table.columns)]
    others = [path for path in paths if path not in by_age]
    if by_age and not others:
        raise SourceError(by_age[0].name, _RATES, "only people by single year of age")
    return others, pd.concat([tables[path] for path in by_age]) if by_age else pd.DataFrame(columns=list(_AGES))


def under_75(by_age: pd.DataFrame) -> dict[tuple[str, int], float]:
    """People aged 0 to 74 of each council and district, by year."""
    return _summed(by_age, AGES_UNDER_75)


def of_places(by_age: pd.DataFrame, everybody: People, areas: Path) -> dict[tuple[str, int], float]:
    """People aged 0 to 74 of each CCG: all its people times the share under 75 of the districts that lie in it.

    everybody: people of all ages of each CCG. A district that is larger than a CCG, or cut by its edge, counts whole.
    """
    young, every = under_75(by_age), _summed(by_age, _AGES[2:])
    inside = _districts(areas)
    found: dict[tuple[str, int], float] = {}
    for (code, year), people in everybody.items():
        keys = [(district, year) for district in inside.get(code, ())]
        if keys and all(key in every for key in keys):
            share = sum(young[key] for key in keys) / sum(every[key] for key in keys)
            found[code, year] = round(people * share)
    return found


def _summed(by_age: pd.DataFrame, ages: Iterable[str]) -> dict[tuple[str, int], float]:
    columns = list(ages)
    return {
        (str(cells["code"]), whole(cells["year"])): sum(required(cells[age]) for age in columns)
        for cells in by_age.to_dict("records")
    }


def _districts(areas: Path) -> dict[str, frozenset[str]]:
    """The districts that have a neighbourhood in common with each CCG."""
    table = read_csv(areas)
    levels = {code: cell.split() for code, cell in zip(table["code"], table["levels"], strict=True)}
    found: dict[str, set[str]] = {code: set() for code, own in levels.items() if Tier.CCG in own}
    for code, parents in zip(table["code"], table["parents"], strict=True):
        if Tier.NEIGHBOURHOOD in levels[code]:
            around = parents.split()
            for ccg in found.keys() & set(around):
                found[ccg] |= {parent for parent in around if Tier.DISTRICT in levels[parent]}
    return {code: frozenset(districts) for code, districts in found.items()}


def with_limits(table: pd.DataFrame, indicators: Collection[str], people: People) -> pd.DataFrame:
    """The table with approximate limits, and the person-years behind them, where a rate has no limits of its own.

    table: form of values/NAME.csv. indicators: rates per 100,000 people under 75. people: of those ages. A figure of a
    period of which the people of one year are not known stays as it is.
    """
    rows = [_limited(row, indicators, people) for row in _records(table)]
    return pd.DataFrame(rows, columns=table.columns, index=table.index).astype(table.dtypes.to_dict())


def _limited(row: dict[str, Any], indicators: Collection[str], people: People) -> dict[str, Any]:
    if row["indicator"] not in indicators or pd.isna(row["value"]) or not pd.isna(row["lower"]):
        return row
    years = person_years(people, row["area_code"], row["period"])
    if years is None:
        return row
    return row | limit_cells(row["value"], row["value"] * years / _PER) | {"denominator": years}


def limit_cells(rate: float, events: float) -> dict[str, Any]:
    """The cells of approximate limits."""
    lower, upper = approximate_interval(rate, events)
    return {"lower": round(lower, _DECIMALS), "upper": round(upper, _DECIMALS), "interval": IntervalKind.APPROXIMATE}


def person_years(people: People, code: str, period: str) -> float | None:
    """The people of an area in all years of a period together; None if one of the years is not known."""
    span = parse_period(period)
    keys = [(code, year) for year in range(span.first, span.last + 1)]
    if span.financial or span.quarter or any(key not in people for key in keys):
        return None
    return sum(people[key] for key in keys)


def with_limits_of_wholes(
    wholes: pd.DataFrame, parts: pd.DataFrame, members: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Estimates with approximate limits on the summed events, where every part has such limits itself.

    wholes: estimates. parts: the rates that they are means of, after ``with_limits``. members: whole -> its parts.
    """
    about = parts[parts["interval"] == str(IntervalKind.APPROXIMATE)]
    known = {_key(row): (row["value"] * row["denominator"] / _PER, row["denominator"]) for row in _records(about)}
    rows = _records(wholes)
    for row in rows:
        found = [known.get(_key(row | {"area_code": code})) for code in members[row["area_code"]]]
        sums = [pair for pair in found if pair]
        if len(sums) == len(found):
            row |= limit_cells(row["value"], sum(events for events, _ in sums))
            row["denominator"] = sum(years for _, years in sums)
    return pd.DataFrame(rows, columns=wholes.columns, index=wholes.index).astype(wholes.dtypes.to_dict())


def _key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[column] for column in KEY)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(column): cell for column, cell in row.items()} for row in table.to_dict("records")]
