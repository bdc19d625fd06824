"""Deaths from cancer and new cases by CCG, standardised here from counts by sex and six age groups (CancerData, NDRS).

The counts are of the CCGs of April 2021. Six are as in April 2019. County Durham and Tees Valley stand for their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import table
from dashboard.importers.layouts import three_years
from dashboard.importers.mergers import CCGS_OF_2020, made_of, marks
from dashboard.importers.reading import SourceError, read_own
from dashboard.importers.standardised import AreaNumbers, Numbers, added, rate_row, ratio_row
from dashboard.importers.tiers import Tier
from dashboard.loading.validation import Expectation
from dashboard.stats.intervals import rate_interval
from dashboard.stats.standardisation import EUROPEAN_2013

PER = 100_000
#: The populations of 2020 in the file are not those that the Office for National Statistics published.
LAST_YEAR = 2019

#: The columns by which the counts, the people, and the counts of all cancers together are known.
COUNTS = ("Region", "Year", "Gender", "Age.group", "ICD10_code", "Count")
PEOPLE = ("Region", "Year", "Gender", "Age.group", "population")
ALL_CANCERS = ("Code", "Year", "Gender", "Population", "Deaths_All")

#: ICD-10 code of the source -> our condition.
CONDITIONS = {
    "C33-C34": "lung-cancer",
    "C18-C20": "colorectal-cancer",
    "C50": "breast-cancer",
    "C61": "prostate-cancer",
    "C25": "pancreatic-cancer",
    "C22": "liver-cancer",
    "C15": "oesophageal-cancer",
}
#: The age groups with the five-year groups of the European Standard Population of 2013 that each is made of.
_GROUPS = {
    "Under 25": slice(0, 5),
    "25 to 49": slice(5, 10),
    "50 to 59": slice(10, 12),
    "60 to 69": slice(12, 14),
    "70 to 79": slice(14, 16),
    "80 and over": slice(16, 19),
}
WEIGHTS = {age: sum(EUROPEAN_2013[five_years]) for age, five_years in _GROUPS.items()}

#: The two files of counts are alike: England's lung cancers of 2019 tell deaths from new cases.
_TOLD_BY = ("C33-C34", "2019")
DEATHS, CASES = "deaths", "new cases"
_COUNTED = {27_516: DEATHS, 40_316: CASES}
_TOLD = Expectation(
    f"{' or '.join(f'{count:,} {event}' for count, event in _COUNTED.items())} of lung cancer in England in 2019",
    "fetch the file again, or check which edition it is of",
)
_EVERY_YEAR = Expectation("every sex, age group and year of each area", "fetch the file again; rows are lacking")

#: (what is counted, area) -> last year of three -> sex and age group -> number.
Pooled = dict[tuple[str, str], dict[int, Numbers]]


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Ratios to England and rates of deaths, and ratios of new cases, in three years, form of values/NAME.csv.

    paths: the counts of deaths, those of new cases, the people by sex and age group, and all cancers together.
    Figures of ICPs are those of all counts in them, and only where whole CCGs of 2021 make them up.
    """
    tables = read_own(paths, COUNTS, PEOPLE, ALL_CANCERS)
    people = _pooled(table.find(tables, *PEOPLE), "population", [])
    by_event = {_event(source): source for source in tables if set(COUNTS) <= set(source.columns)}
    places = _places(areas)
    rows = [
        row
        for event, source in by_event.items()
        for row in _rows(event, _pooled(source, "Count", ["ICD10_code"]), people, places)
    ]
    return table.frame([*rows, *_crude(table.find(tables, *ALL_CANCERS), places)])


def _event(source: pd.DataFrame) -> str:
    """Whether a file counts deaths or new cases; raises SourceError if it is neither."""
    code, year = _TOLD_BY
    chosen = source[(source["Region"] == ENGLAND) & (source["ICD10_code"] == code) & (source["Year"] == year)]
    found = int(sum(map(table.required, chosen["Count"])))
    if found not in _COUNTED:
        raise SourceError(source["Region"].iloc[0].position.file, _TOLD, f"{found:,}")
    return _COUNTED[found]


def ratio_of(condition: str, event: str) -> str:
    """Our indicator of the ratio of deaths or new cases to England's."""
    return f"{condition}-deaths-smr" if event == DEATHS else f"{condition}-new-cases-sir-ccg"


def _places(areas: Path) -> dict[str, tuple[str, ...]]:
    """Our areas with the sources of their figures: England, CCGs, and ICPs that sources make up exactly."""
    ccgs = {ccg: (source,) for source, ccgs in CCGS_OF_2020.items() for ccg in ccgs}
    wholes = {whole: made_of(codes, CCGS_OF_2020) for whole, codes in table.parts(Tier.CCG, areas).items()}
    return {ENGLAND: (ENGLAND,), **ccgs, **{whole: sources for whole, sources in wholes.items() if sources}}


def _pooled(source: pd.DataFrame, figure: str, what: Sequence[str]) -> Pooled:
    """The figures of three years together, by what is counted, area and last year of the three.

    Raises SourceError if a year of any group of an area is lacking.
    """
    yearly: dict[tuple[str, str], dict[int, dict[tuple[str, str], float]]] = {}
    names = ["Region", "Year", "Gender", "Age.group", figure]
    keys = source[what[0]] if what else [""] * len(source)
    for key, (area, year, sex, age, number) in zip(keys, source[names].itertuples(index=False), strict=True):
        if (last := table.whole(year)) <= LAST_YEAR:
            yearly.setdefault((str(key), str(area)), {}).setdefault(last, {})[str(sex), str(age)] = table.required(
                number
            )
    return {key: _three_years_each(years, source["Region"].iloc[0].position.file) for key, years in yearly.items()}


def _three_years_each(years: Mapping[int, Numbers], file: str) -> dict[int, Numbers]:
    first, groups = min(years), set(years[LAST_YEAR]) if LAST_YEAR in years else set()
    every = range(first, LAST_YEAR + 1)
    if any(set(years.get(year, ())) != groups for year in every):
        raise SourceError(file, _EVERY_YEAR, "fewer")
    return {last: added(years[year] for year in range(last - 2, last + 1)) for last in every[2:]}


def _rows(event: str, counted: Pooled, people: Pooled, places: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """The ratio of each condition, area and period; of deaths the rate too, which can be followed through the years."""
    for code, condition in CONDITIONS.items():
        for last in counted[code, ENGLAND]:
            found = [_numbers(code, last, counted, people, place) for place in places.items()]
            england = found[0]
            for numbers in found:
                yield ratio_row((ratio_of(condition, event), three_years(last)), numbers, england)
                if event == DEATHS:
                    yield rate_row((f"{condition}-deaths-rate", three_years(last)), numbers, WEIGHTS, PER)


def _numbers(code: str, last: int, counted: Pooled, people: Pooled, place: tuple[str, Sequence[str]]) -> AreaNumbers:
    """What is counted in an area, and its person-years: of the sex alone that the cancer is of, if it is of one."""
    area, sources = place
    events = added(counted[code, source][last] for source in sources)
    all_people = added(people["", source][last] for source in sources)
    return AreaNumbers(area, events, {group: all_people[group] for group in events}, marks(area))


def _crude(source: pd.DataFrame, places: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    """Deaths from all cancers per person-year: their counts have no ages, so nothing can be standardised."""
    totals: dict[tuple[str, int], tuple[float, float]] = {}
    for cells in source.to_dict("records"):
        key = cells["Code"], table.whole(cells["Year"])
        deaths, people = totals.get(key, (0.0, 0.0))
        totals[key] = deaths + table.required(cells["Deaths_All"]), people + table.required(cells["Population"])
    first = min(year for _, year in totals)
    for area, sources in places.items():
        for last in range(first + 2, LAST_YEAR + 1):
            pairs = [totals[source, year] for source in sources for year in range(last - 2, last + 1)]
            yield _crude_row(area, last, sum(deaths for deaths, _ in pairs), sum(people for _, people in pairs))


def _crude_row(area: str, last: int, deaths: float, person_years: float) -> dict[str, Any]:
    lower, upper = rate_interval(deaths, person_years, PER)
    return {
        "indicator": "cancer-deaths-crude-rate",
        "area_code": area,
        "period": three_years(last),
        "value": PER * deaths / person_years,
        "lower": lower,
        "upper": upper,
        "count": deaths,
        "denominator": person_years,
        "status": Status.DERIVED,
        **marks(area),
    }
