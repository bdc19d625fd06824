"""Mid-2019 population of every area, added up from LSOAs (ONS small area population estimates)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.model import ENGLAND, Status
from dashboard.sources import lsoa, table

INDICATOR = "all-causes-population"
#: Official mid-2019 estimate; the LSOA populations of all of England add up to it.
ENGLAND_PEOPLE = 56_286_961


def convert(paths: Sequence[Path], areas: Path = table.AREAS) -> pd.DataFrame:
    """People of every area and of England, as counts.

    paths: LSOA populations and the three LSOA lookups (see ``lsoa.members``), in any order.
    """
    tables = [table.read_csv(path) for path in paths]
    sums = lsoa.by_area(lsoa.people(tables).to_frame("people"), lsoa.members(tables, areas))
    rows = [_row(code, people, Status.SUM) for code, people in sums["people"].items()]
    return table.frame([*rows, _row(ENGLAND, ENGLAND_PEOPLE, Status.PUBLISHED)])


def _row(code: object, people: float, status: Status) -> dict[str, object]:
    """One area's row; a count's value is its count."""
    return {
        "indicator": INDICATOR,
        "area_code": code,
        "period": "2019",
        "value": people,
        "count": people,
        "status": status,
        "note": lsoa.note(str(code)),
    }
