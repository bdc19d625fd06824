"""ONS avoidable mortality: CCGs in single years, shire districts in three years, and estimates for ICPs and the ICS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import approximate, editions
from dashboard.importers.estimates import estimates
from dashboard.importers.layouts import three_years, tidy
from dashboard.importers.reading import read_own
from dashboard.importers.table import find, frame, parsed_number, parts, required, whole_extent
from dashboard.importers.tiers import Tier

#: Column of the CCG file -> our indicator.
CCG_RATES = {
    "avoidable_mortality_rate": "avoidable-u75-ccg",
    "treatable_mortality_rate": "treatable-u75-ccg",
    "preventable_mortality_rate": "preventable-u75-ccg",
}
DISTRICT_RATES = {
    "Treatable_mortality_rate": "treatable-u75-district-3yr",
    "Preventable_mortality_rate": "preventable-u75-district-3yr",
}
#: The columns by which a file is known.
FORMS = (
    ("ccg19cd", "CCGpop", *CCG_RATES),
    ("LAD19CD", "threeyears", *DISTRICT_RATES),
    ("area_code", "period", "value", "indicator", "compared_to_England"),
)
ENGLAND_SERIES = "Under 75 mortality rate from causes considered preventable (per 100,000 population), Persons"
ENGLAND_NOTE = "Fingertips figure (indicator 93721) of the same definition"


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Avoidable, treatable and preventable mortality under 75, form of values/NAME.csv.

    paths: the CCG file, the district file, the Fingertips file of indicator 93721 that has England's preventable
    rate, and people by single year of age, of which the approximate limits come. Weights of the estimates are the
    inhabitants of all ages, the only population in the CCG file (2012 on).
    """
    paths, by_age = approximate.without_ages(paths)
    files = dict(zip(paths, read_own(paths, *FORMS), strict=True))
    fingertips = [path for path, table in files.items() if "compared_to_England" in table.columns]
    preventable = tidy(fingertips, {ENGLAND_SERIES: CCG_RATES["preventable_mortality_rate"]}, areas, editions.FIRST)
    ccg = find(files.values(), *FORMS[0])
    districts = find(files.values(), *FORMS[1])
    people, members = _people(ccg), parts(Tier.CCG, areas)
    everybody = {(code, int(year)): number for (code, year), number in people.items()}
    rates = frame(row for cells in ccg.to_dict("records") for row in _ccg_rows(cells))
    rates = approximate.with_limits(
        rates, frozenset(CCG_RATES.values()), approximate.of_places(by_age, everybody, areas)
    )
    wholes = estimates(rates, members, people)
    wholes = approximate.with_limits_of_wholes(wholes, rates, members)
    england = _england(preventable, set(rates["period"]))
    three_year = frame(row for cells in districts.to_dict("records") for row in _district_rows(cells))
    three_year = approximate.with_limits(three_year, frozenset(DISTRICT_RATES.values()), approximate.under_75(by_age))
    return pd.concat([rates, wholes, england, three_year], ignore_index=True)


def _people(ccg: pd.DataFrame) -> dict[tuple[str, str], float]:
    """(CCG, year) -> inhabitants of all ages, for the years that have them."""
    known = ccg[ccg["CCGpop"] != ""]
    return {
        (code, year): required(people)
        for code, year, people in zip(known["ccg19cd"], known["year"], known["CCGpop"], strict=True)
    }


def _ccg_rows(cells: Mapping[Any, str]) -> Iterator[dict[str, Any]]:
    """The three rates of one CCG and year; the deaths in the file are the treatable ones, for that rate only."""
    for column, indicator in CCG_RATES.items():
        treatable = column == "treatable_mortality_rate"
        yield {
            "indicator": indicator,
            "area_code": cells["ccg19cd"],
            "period": cells["year"],
            "value": required(cells[column]),
            "count": parsed_number(cells["treatable_mortality_deaths"]) if treatable else None,
            "status": Status.PUBLISHED,
        }


def _district_rows(cells: Mapping[Any, str]) -> Iterator[dict[str, Any]]:
    """The two rates of one district and three years, which the file writes as X2016.2018."""
    for column, indicator in DISTRICT_RATES.items():
        yield {
            "indicator": indicator,
            "area_code": cells["LAD19CD"],
            "period": three_years(int(cells["threeyears"].split(".")[1])),
            "value": required(cells[column]),
            "status": Status.PUBLISHED,
            "extent": whole_extent(cells["LAD19CD"]),
        }


def _england(table: pd.DataFrame, years: set[str]) -> pd.DataFrame:
    """England's preventable rate in the years of the CCG rates, marked with where it comes from."""
    return table[(table["area_code"] == ENGLAND) & table["period"].isin(years)].assign(note=ENGLAND_NOTE)
