"""The smallest areas of the atlas, LSOAs: their rows of areas.csv, their outlines, and what is published for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from dashboard.core.area import Area
from dashboard.core.value import Status
from dashboard.importers import boundaries, lsoa, stroke, table
from dashboard.importers.reading import read_csv, read_own
from dashboard.importers.small_outlines import cut_to_fit
from dashboard.importers.tiers import Tier, as_levels

#: Metres: coarser, a street of a town would lie in the wrong area; finer, a map would be twice as heavy.
TOLERANCE_M = 80.0

_CODE = "LSOA code (2011)"
_OF_INDEX = "Index of Multiple Deprivation (IMD)"
_RANK = "Rank (where 1 is most deprived)"
_TENTH = "Decile (where 1 is most deprived 10% of LSOAs)"
#: The columns by which File 2 and the scores are known.
FORMS = ((_CODE, f"{_OF_INDEX} {_RANK}", f"Crime {_TENTH}"), ("lsoa", "overall_local_score"))
SCORE = "small-area-imd-score"
#: Official column -> our indicator: the rank of the index, and of the index and its domains the tenth of England.
OFFICIAL = {
    f"{_OF_INDEX} {_RANK}": "small-area-imd-rank",
    f"{_OF_INDEX} {_TENTH}": "small-area-imd-decile",
    f"Income {_TENTH}": "small-area-income-decile",
    f"Employment {_TENTH}": "small-area-employment-decile",
    f"Education, Skills and Training {_TENTH}": "small-area-education-decile",
    f"Health Deprivation and Disability {_TENTH}": "small-area-health-decile",
    f"Crime {_TENTH}": "small-area-crime-decile",
    f"Barriers to Housing and Services {_TENTH}": "small-area-housing-decile",
    f"Living Environment {_TENTH}": "small-area-surroundings-decile",
}
ADMISSIONS, TRAVEL = "small-area-stroke-admissions", "small-area-stroke-travel"


def add(outlines: Path, lookup: Path, shapes: Path, areas_csv: Path) -> None:
    """Write the shapefile of the level, and its rows at the end of areas.csv.

    outlines: LSOAs (December 2011), finer than those of the larger levels, any format that GDAL reads, with a column
    LSOA11CD. lookup: as ``boundaries.build`` takes it, whose neighbourhoods lie in ``shapes``.
    """
    members = boundaries.read_members(lookup)
    layer = gpd.read_file(outlines, columns=["LSOA11CD"]).set_index("LSOA11CD").geometry
    if lost := sorted(set(members.index) - set(layer.index)):
        raise ValueError(f"{outlines.name}: {len(lost)} LSOAs of the lookup are absent, the first is {lost[0]}")
    around = gpd.read_file(shapes / f"{Tier.NEIGHBOURHOOD}.shp").set_index("code").geometry
    small = boundaries.mend(layer.loc[members.index].to_crs(boundaries.NATIONAL_GRID))
    rows = smallest_areas(members, lookup)
    names = {row.code: row.name for row in rows}
    drawn = cut_to_fit(small, around, members[Tier.NEIGHBOURHOOD], TOLERANCE_M)
    boundaries.write_shapes(drawn, names, shapes / f"{Tier.LSOA}.shp")
    boundaries.write_areas(rows, areas_csv, append=True)


def smallest_areas(members: pd.DataFrame, lookup: Path) -> list[Area]:
    """A row for each LSOA under its official name, such as "Darlington 001B", with all areas that hold it."""
    names = read_csv(lookup).set_index("LSOA11CD")["LSOA11NM"]
    around = members[list(boundaries.LEVELS)].itertuples(index=False)
    return [
        Area(
            code=str(code),
            name=names[code],
            short_name=names[code],
            levels=as_levels(Tier.LSOA),
            parents=tuple(dict.fromkeys(filter(None, map(str, holders)))),
        )
        for code, holders in zip(members.index, around, strict=True)
    ]


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Deprivation, stroke admissions and travel times of every LSOA, form of values/NAME.csv.

    paths: File 2 and the scores of the indices of 2019, LSOA admissions, travel minutes, stroke units, populations and
    the three LSOA lookups. areas: areas.csv; LSOAs of other systems are left out.
    """
    tables = read_own(paths, *lsoa.LOOKUPS, lsoa.PEOPLE, *stroke.FORMS, *FORMS)
    known = read_csv(areas)
    own = set(known.loc[known["levels"] == Tier.LSOA, "code"])
    rows = (*_deprivation(tables), *_admissions(tables), *_travel(tables))
    return table.frame(row for row in rows if row["area_code"] in own)


def _deprivation(tables: Sequence[pd.DataFrame]) -> Iterator[dict[str, Any]]:
    domains = table.find(tables, *FORMS[0]).set_index(_CODE)
    scores = table.find(tables, *FORMS[1]).set_index("lsoa")["overall_local_score"]
    published = {SCORE: scores} | {indicator: domains[column] for column, indicator in OFFICIAL.items()}
    for indicator, cells in published.items():
        for code, cell in cells.items():
            yield _row(indicator, str(code), "2019", Status.PUBLISHED) | {"value": table.required(cell)}


def _admissions(tables: Sequence[pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Crude rates with limits; kept back where fewer than three were counted, or where a sum would tell that."""
    totals = stroke.three_year_totals(table.find(tables, *stroke.FORMS[0]))
    people = lsoa.people(tables)
    lookup = table.find(tables, *lsoa.NEIGHBOURHOODS)
    holder = lookup.set_index("lsoa11_code")["msoa11_code"]
    silent = kept_back(totals.loc[totals.index.isin(holder.index)], holder)
    for code, admissions in totals.items():
        row = _row(ADMISSIONS, str(code), "2017-19", Status.SUPPRESSED)
        yield row if code in silent else row | stroke.rate_of(float(admissions), float(people[str(code)]))


def kept_back(totals: pd.Series[float], holder: pd.Series[str]) -> frozenset[str]:
    """The areas whose count is not told: of fewer than three, and where only one of a larger area is, the next one.

    The sum of the larger area is published, so a single gap in it could be filled by subtraction (rule 8).
    """
    silent: set[str] = set()
    for _, group in totals.groupby(holder.loc[totals.index].to_numpy()):
        ascending = group.sort_values(kind="stable")
        few = len([count for count in ascending.to_list() if count < stroke.FEWEST])
        silent.update(ascending.index[: max(few, 2) if few else 0])
    return frozenset(silent)


def _travel(tables: Sequence[pd.DataFrame]) -> Iterator[dict[str, Any]]:
    minutes = stroke.nearest_unit(table.find(tables, *stroke.FORMS[1]), table.find(tables, *stroke.FORMS[2]))
    for code, figure in minutes.items():
        yield _row(TRAVEL, str(code), "2022", Status.MODELLED) | {"value": float(figure)}


def _row(indicator: str, code: str, period: str, status: Status) -> dict[str, Any]:
    return {"indicator": indicator, "area_code": code, "period": period, "status": status}
