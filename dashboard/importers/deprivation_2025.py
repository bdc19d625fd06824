"""English indices of deprivation 2025: official summaries of councils and the ICB, and shares counted from LSOAs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Extent, Status
from dashboard.importers import lsoa, table
from dashboard.importers.reading import read_csv, read_own
from dashboard.importers.vintages.footprint import own_code

PERIOD = "2025"
SCORE = "deprivation-imd-score-2025"

#: Index or domain as the files of LSOAs and of summaries have it -> our indicator of the share of small areas.
SHARES = {
    ("IMD", "imd"): "deprivation-imd-share-2025",
    ("Income", "income"): "income-deprived-areas-2025",
    ("Employment", "employment"): "employment-deprived-areas-2025",
    ("Education", "education_skills_and_training"): "education-deprived-areas-2025",
    ("Health", "health_deprivation_and_disability"): "health-deprived-areas-2025",
    ("Crime", "crime"): "crime-deprived-areas-2025",
    ("Housing_and_Services", "barriers_to_housing_and_services"): "housing-deprived-areas-2025",
    ("Environment", "living_environment"): "surroundings-deprived-areas-2025",
}
SHARE = "{}_proportion_of_lso_as_in_most_deprived_10_percent_nationally"
SCORED = "imd_average_score"
_LSOAS = ("lsoa21_code", *(f"{column}_decile" for column, _ in SHARES))
_LOOKUP = ("lsoa21_code", "lsoa21_name", "sicbl24_code", "icb24_code", "ltla24_code")
_NAMES = ("msoa21_code", "msoa21_name")
_SUMMARIES = (("ltla24_code", SCORED), ("icb24_code", SCORED))
#: The columns by which the files are known.
FORMS = (_LSOAS, _LOOKUP, _NAMES, *_SUMMARIES)

_Areas = Mapping[str, Mapping[str, str]]


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Average score where it is published, and shares of small areas in England's most deprived tenth.

    paths: deciles by LSOA, the lookup from LSOA to sub-ICB location, ICB and council, the names of MSOAs, and the
    summaries of councils and of ICBs. An area of which only a part lies in the system has the share of that part and
    the score of the whole. A place with the boundary of a council has its shares.
    """
    tables = read_own(paths, *FORMS)
    rows = {row["code"]: row for row in _rows(read_csv(areas))}
    official = _official(tables, rows)
    deciles = table.find(tables, *_LSOAS).set_index("lsoa21_code")
    tenths = (deciles[[f"{column}_decile" for column, _ in SHARES]] == "1").astype("float64").assign(lsoas=1.0)
    sums = lsoa.by_area(tenths, _members(tables, rows))
    return table.frame([*_scores(official, rows), *_shares(sums, official, rows)])


def _rows(source: pd.DataFrame) -> Iterator[Mapping[str, str]]:
    yield from ({str(key): cell for key, cell in row.items()} for row in source.to_dict("records"))


def _official(tables: Sequence[pd.DataFrame], rows: _Areas) -> dict[str, Mapping[str, str]]:
    """The summary of each area that has one, or whose twin has."""
    summaries = {str(cells[form[0]]): cells for form in _SUMMARIES for cells in _rows(table.find(tables, *form))}
    sources = {code: code if code in summaries else cells["same_boundary"] for code, cells in rows.items()}
    return {code: summaries[source] for code, source in sources.items() if source in summaries}


def _members(tables: Sequence[pd.DataFrame], rows: _Areas) -> pd.DataFrame:
    """Which LSOA lies in which area: columns lsoa and area_code. An MSOA is called as its LSOAs without the letter."""
    lookup = table.find(tables, *_LOOKUP)
    lookup = lookup[lookup["sicbl24_code"].isin(list(rows))]
    named = table.find(tables, *_NAMES)
    codes = {str(name): str(code) for name, code in zip(named["msoa21_name"], named["msoa21_code"], strict=True)}
    small = [codes.get(name[:-1], own_code(name[:-1])) for name in lookup["lsoa21_name"]]
    columns = [*(list(lookup[column]) for column in _LOOKUP[2:]), small]
    pairs = [pd.DataFrame({"lsoa": list(lookup["lsoa21_code"]), "area_code": column}) for column in columns]
    return pd.concat(pairs, ignore_index=True)


def _scores(official: Mapping[str, Mapping[str, str]], rows: _Areas) -> Iterator[dict[str, Any]]:
    """The scores of the areas that are summed up themselves: three places in eight have no twin that is."""
    for code, summary in official.items():
        if code in (summary[key] for key, _ in _SUMMARIES if key in summary):
            yield _row(SCORE, code, table.required(summary[SCORED]), Status.PUBLISHED, rows[code]["part_of_larger"])


def _shares(sums: pd.DataFrame, official: Mapping[str, Mapping[str, str]], rows: _Areas) -> Iterator[dict[str, Any]]:
    """The official share of a whole area, else that of its small areas in the system."""
    for (column, name), indicator in SHARES.items():
        yield _row(indicator, ENGLAND, 10, Status.DEFINITION)
        for area, found in sums.iterrows():
            code, share = str(area), 100 * found[f"{column}_decile"] / found["lsoas"]
            if rows[code]["part_of_larger"]:
                yield _row(indicator, code, share, Status.DERIVED, Extent.PART)
            elif code in official:
                share = 100 * table.required(official[code][SHARE.format(name)])
                yield _row(indicator, code, share, Status.PUBLISHED)
            else:
                yield _row(indicator, code, share, Status.DERIVED)


def _row(indicator: str, code: str, value: float, status: Status, extent: str = Extent.OWN) -> dict[str, Any]:
    key = {"indicator": indicator, "area_code": code, "period": PERIOD}
    return {**key, "value": value, "status": status, "extent": extent}
