"""Deaths from circulatory disease, heart disease and stroke, 2012 to 2014, standardised here from counts by age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.importers import table
from dashboard.importers.mergers import CCGS_OF_2020, made_of, marks
from dashboard.importers.nomis import CCG_COUNCILS
from dashboard.importers.reading import known_columns, read_csv, read_own, refused
from dashboard.importers.standardised import AreaNumbers, Numbers, added, rate_row
from dashboard.importers.tiers import Tier
from dashboard.loading.validation import Expectation
from dashboard.stats.standardisation import EUROPEAN_2013

PER = 100_000
PERIOD = "2012-14"
YEARS = ("2012", "2013", "2014")
THOUSAND = 1_000

SEXES = ("Female", "Male")
_EACH_ONCE = Expectation("one row for each cause, sex and year of an area", "fetch the file again, or name it once")

#: The columns by which the deaths and the people are known.
DEATHS = ("year", "LA New Code", "Sex", "Cause of Death", "90+")
PEOPLE = ("la_new_code", "sex", "year", "90+")

#: The publisher's cause -> our indicators of deaths under 75 and at all ages.
CAUSES = {
    "cardiovascular disease": ("circulatory-deaths-u75-2012-14", "circulatory-deaths-rate"),
    "coronary heart disease": ("coronary-heart-disease-deaths-u75", "coronary-heart-disease-deaths-rate"),
    "stroke": ("stroke-deaths-u75", "stroke-deaths-rate"),
}

#: The age groups of the people; the deaths have those under 5 in two.
AGES = (*(f"{first}-{first + 4}" for first in range(0, 90, 5)), "90+")
_OF_DEATHS = {"<1": "0-4", "01-04": "0-4", "05-09": "5-9", **{age: age for age in AGES[2:]}}
_UNDER_75, _ALL_AGES = 15, len(AGES)

#: The counties with the districts that made them up.
COUNTIES = {
    "E10000006": tuple(f"E070000{number}" for number in range(26, 32)),
    "E10000023": tuple(f"E07000{number}" for number in range(163, 170)),
}

#: The CCGs in County Durham, which no figure tells apart, and the council that they make up.
COUNTY_DURHAM = (CCGS_OF_2020["E38000234"], ("E06000047",))

#: Area -> cause -> (sex, age group) -> deaths.
Deaths = dict[str, dict[str, Numbers]]


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Age-standardised rates of three years with their limits, form of values/NAME.csv.

    paths: deaths by council and district, the same added up for England, and people by age in thousands. CCGs and ICPs
    have the rates of all deaths in them, and only where whole councils make them up.
    """
    tables = read_own(paths, DEATHS, PEOPLE)
    deaths = _deaths([source for source in tables if set(DEATHS) <= set(source.columns)])
    people = _people(table.find(tables, *PEOPLE))
    known = set(read_csv(areas)["code"])
    return table.frame(
        row
        for area, sources in _places(areas, deaths).items()
        if area in known
        for cause in CAUSES
        for row in _rates(area, cause, {source: deaths[source][cause] for source in sources}, people)
    )


def _deaths(tables: Sequence[pd.DataFrame]) -> Deaths:
    """The deaths of all three years; raises ValueError if a year of a sex is lacking or comes twice."""
    rows = [cells for source in tables for cells in source.to_dict("records")]
    keys = Counter((cells["LA New Code"], cells["Cause of Death"], cells["Sex"], cells["year"]) for cells in rows)
    deaths: dict[str, dict[str, Numbers]] = {}
    for cells in rows:
        area, cause = cells["LA New Code"], cells["Cause of Death"]
        known_columns(CAUSES, cause, "a cause of death of the atlas")
        if any(keys[area, cause, sex, year] != 1 for sex in SEXES for year in YEARS):
            raise refused(area, _EACH_ONCE, "not one row for each sex and year")
        own = deaths.setdefault(area, {})
        numbers: list[Numbers] = [
            {(cells["Sex"], group): table.required(cells[age])} for age, group in _OF_DEATHS.items()
        ]
        own[cause] = added([own.get(cause, {}), *numbers])
    return deaths


def _people(source: pd.DataFrame) -> dict[str, Numbers]:
    """Person-years of all three years by area; the file has thousands of people with one decimal."""
    found: dict[str, Numbers] = {}
    for cells in source.to_dict("records"):
        code, years = cells["la_new_code"], {(cells["sex"], age): THOUSAND * table.required(cells[age]) for age in AGES}
        found[code] = added([found.get(code, {}), years])
    return found


def _places(areas: Path, deaths: Deaths) -> dict[str, tuple[str, ...]]:
    """Our areas with the councils and districts of their figures: those that make them up, or that hold them whole."""
    own = {code: (code,) for code in deaths}
    held = dict.fromkeys(*COUNTY_DURHAM)
    wholes = {whole: made_of(codes, own) for whole, codes in table.parts(Tier.COUNCIL, areas).items()}
    return own | held | COUNTIES | CCG_COUNCILS | {whole: sources for whole, sources in wholes.items() if sources}


def _rates(
    area: str, cause: str, deaths: Mapping[str, Numbers], people: Mapping[str, Numbers]
) -> Iterator[dict[str, Any]]:
    """The rates of one cause in one area, under 75 and at all ages.

    deaths: those of each council or district that it is made of. Of a county the people are known as one, which is
    closer than the sum of its rounded districts.
    """
    events = added(deaths.values())
    lived = people[area] if area in people else added(people[source] for source in deaths)
    for indicator, groups in zip(CAUSES[cause], (_UNDER_75, _ALL_AGES), strict=True):
        weights = dict(zip(AGES[:groups], EUROPEAN_2013, strict=False))
        own = AreaNumbers(area, _of(events, weights), _of(lived, weights), _marks(area))
        yield rate_row((indicator, PERIOD), own, weights, PER)


def _marks(area: str) -> Mapping[str, str]:
    """Of which land the figure is, if not of the very area."""
    return marks(area) if area in COUNTY_DURHAM[0] else {"extent": table.whole_extent(area)}


def _of(numbers: Numbers, ages: Container[str]) -> Numbers:
    return {(sex, age): number for (sex, age), number in numbers.items() if age in ages}
