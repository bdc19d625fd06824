"""What the Index of Multiple Deprivation 2019 is made of: seven domains, and the low incomes of the young and the old.

Of every area the share of small areas in England's most deprived tenth (rule 7); of low income and of being out of work
the share of people too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import lsoa, table
from dashboard.importers.reading import read_own

PERIOD = "2019"
_CODE = "LSOA code (2011)"
_RANK = "Rank (where 1 is most deprived)"
_PEOPLE = "Total population: mid 2015 (excluding prisoners)"
_OF_WORKING_AGE = "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)"

#: Domain as the official columns have it -> our indicator of the share of small areas.
SHARES = {
    "Income": "income-deprived-areas",
    "Employment": "employment-deprived-areas",
    "Education, Skills and Training": "education-deprived-areas",
    "Health Deprivation and Disability": "health-deprived-areas",
    "Crime": "crime-deprived-areas",
    "Barriers to Housing and Services": "housing-deprived-areas",
    "Living Environment": "surroundings-deprived-areas",
    "Income Deprivation Affecting Children Index (IDACI)": "child-income-deprived-areas",
    "Income Deprivation Affecting Older People (IDAOPI)": "older-income-deprived-areas",
}
#: Column of per cent -> our indicator of the share of people, and the people that it is a share of.
PEOPLE = {
    "income_score": ("income-deprived-people", _PEOPLE),
    "employment_score": ("employment-deprived-people", _OF_WORKING_AGE),
}
#: The columns by which File 2, File 3, File 6 and the scores are known.
FORMS = (
    (_CODE, f"Crime {_RANK}"),
    (_CODE, f"Income Deprivation Affecting Older People (IDAOPI) {_RANK}"),
    (_CODE, _PEOPLE, _OF_WORKING_AGE),
    ("lsoa", *PEOPLE),
)


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Shares in per cent of every area, and England's tenth, form of values/NAME.csv.

    paths: Files 2, 3 and 6, the scores by LSOA, and the three LSOA lookups. Of areas that lie only partly in the ICS
    only that part counts.
    """
    tables = read_own(paths, *lsoa.LOOKUPS, *FORMS)
    member = lsoa.members(tables, areas)
    most_deprived = lsoa.by_area(_most_deprived(tables), member)
    rows = [
        _row(indicator, str(code), 100 * sums[indicator] / sums["lsoas"])
        for code, sums in most_deprived.iterrows()
        for indicator in SHARES.values()
    ]
    england = [
        {"indicator": indicator, "area_code": ENGLAND, "period": PERIOD, "value": 10, "status": Status.DEFINITION}
        for indicator in SHARES.values()
    ]
    return table.frame([*rows, *england, *_people_rows(tables, member)])


def _most_deprived(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One for each LSOA that is among the most deprived tenth of a domain, else nought, index LSOA code."""
    domains, ages = (table.find(tables, *form).set_index(_CODE) for form in FORMS[:2])
    found = pd.DataFrame(
        {
            indicator: (domains if f"{domain} {_RANK}" in domains else ages)[f"{domain} {_RANK}"].map(table.required)
            for domain, indicator in SHARES.items()
        }
    )
    return (found <= lsoa.LAST_OF_MOST_DEPRIVED_TENTH).astype("float64").assign(lsoas=1.0)


def _people_rows(tables: Sequence[pd.DataFrame], member: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Shares of people: the means of the scores of LSOAs with the people as weights, as the official summaries do."""
    people = table.find(tables, *FORMS[2]).set_index(_CODE)
    scores = table.find(tables, *FORMS[3]).set_index("lsoa")
    for score, (indicator, of) in PEOPLE.items():
        figures = pd.DataFrame({"score": scores[score], "people": people[of]}).dropna().map(table.required)
        figures["deprived"] = figures["score"] * figures["people"]
        for code, sums in lsoa.by_area(figures, member).iterrows():
            yield _row(indicator, str(code), sums["deprived"] / sums["people"])


def _row(indicator: str, code: str, value: float) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "area_code": code,
        "period": PERIOD,
        "value": value,
        "status": Status.DERIVED,
        "extent": lsoa.extent(code),
    }
