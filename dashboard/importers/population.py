"""Mid-2019 population of every area, added up from LSOAs, and people under 75 by council, added up from ages (ONS)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import lsoa, table
from dashboard.importers.ages import AGES_UNDER_75, BY_AGE
from dashboard.importers.reading import read_own

INDICATOR = "all-causes-population"
UNDER_75 = "all-causes-population-u75"
#: Official mid-2019 estimate; the LSOA populations of all of England add up to it.
ENGLAND_PEOPLE = 56_286_961


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """People of every area and of England, and people under 75 of councils and districts, as counts.

    paths: LSOA populations, the three LSOA lookups (see ``lsoa.members``) and councils by single year of age.
    """
    tables = read_own(paths, *lsoa.LOOKUPS, lsoa.PEOPLE, BY_AGE)
    sums = lsoa.by_area(lsoa.people(tables).to_frame("people"), lsoa.members(tables, areas))
    rows = [_row(str(code), people, Status.SUM) for code, people in sums["people"].items()]
    by_age = table.find(tables, *BY_AGE)
    return table.frame([*rows, _row(ENGLAND, ENGLAND_PEOPLE, Status.PUBLISHED), *_under_75(by_age)])


def _row(code: str, people: float, status: Status) -> dict[str, object]:
    """One area's row; a count's value is its count."""
    return {
        "indicator": INDICATOR,
        "area_code": code,
        "period": "2019",
        "value": people,
        "count": people,
        "status": status,
        "extent": lsoa.extent(code),
    }


def _under_75(by_age: pd.DataFrame) -> Iterator[dict[str, object]]:
    """People aged 0 to 74 of each council and year; districts that the edge of the ICS cuts are whole here."""
    for cells in by_age.to_dict("records"):
        code, people = cells["code"], sum(table.required(cells[age]) for age in AGES_UNDER_75)
        row = {"indicator": UNDER_75, "period": cells["year"], "extent": table.whole_extent(code)}
        yield _row(code, people, Status.SUM) | row
