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

#: The columns by which the scores are known; ranks and deciles are recipes of File 2.
FORMS = (("lsoa", "overall_local_score"),)
SCORE = "small-area-imd-score"
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
    """The score of the index, stroke admissions and travel times of every LSOA, form of values/NAME.csv.

    paths: the scores of the indices of 2019, LSOA admissions, travel minutes, stroke units, populations and the three
    LSOA lookups. areas: areas.csv; LSOAs of other systems are left out.
    """
    tables = read_own(paths, *lsoa.LOOKUPS, lsoa.PEOPLE, *stroke.FORMS, *FORMS)
    known = read_csv(areas)
    own = set(known.loc[known["levels"] == Tier.LSOA, "code"])
    rows = (*_scores(tables), *_admissions(tables), *_travel(tables))
    return table.frame(row for row in rows if row["area_code"] in own)


def _scores(tables: Sequence[pd.DataFrame]) -> Iterator[dict[str, Any]]:
    for code, cell in table.find(tables, *FORMS[0]).set_index("lsoa")["overall_local_score"].items():
        yield _row(SCORE, str(code), "2019", Status.PUBLISHED) | {"value": table.required(cell)}


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
