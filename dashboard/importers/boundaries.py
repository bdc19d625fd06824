"""Boundaries: one published layer of small areas and the official lookups -> a shapefile per level, and areas.csv.

Every level is dissolved from the same mended LSOAs (about 1,500 people each), so neighbours share their vertices
and a parent is exactly the union of its children. Nobody publishes outlines of the ICPs, and those of the CCGs come
at other resolutions than those of the councils; drawn over each other they would not meet.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from dashboard.core.area import Area
from dashboard.core.level import ENGLAND
from dashboard.importers.reading import read_csv
from dashboard.importers.table import PARTS, whole_extent
from dashboard.importers.tiers import ICS, Tier, as_levels

LEVELS = (Tier.ICS, Tier.ICP, Tier.AUTHORITY, Tier.CCG, Tier.COUNCIL, Tier.DISTRICT, Tier.NEIGHBOURHOOD)
ENGLAND_LSOAS = 32_844
NATIONAL_GRID = "EPSG:27700"
GRID_M = 0.1
ISLAND_M2 = 50e6
OUTLINE_TOLERANCE_M = 2_000

#: Nobody publishes which CCG belongs to which ICP: membership is from the slide deck of 2018, the codes are ours.
ICPS = {
    "icp-north": ("North ICP", ("00L", "99C", "13T")),
    "icp-central": ("Central ICP", ("00N", "00P", "00J", "00D")),
    "icp-south": ("South ICP", ("00K", "00C", "00M", "03D")),
    "icp-north-cumbria": ("North Cumbria ICP", ("01H",)),
}
#: Combined authorities of April 2019: their ONS codes (CAUTH19), and the councils that the slide deck lists for them.
AUTHORITIES = {
    "E47000006": (
        "Tees Valley Combined Authority",
        ("E06000001", "E06000002", "E06000003", "E06000004", "E06000005"),
    ),
    "E47000010": ("North East Combined Authority", ("E06000047", "E08000023", "E08000024", "E08000037")),
    "E47000011": ("North of Tyne Combined Authority", ("E06000057", "E08000021", "E08000022")),
}
#: A combined authority is made of councils, across the ICPs: nothing else but what a council is made of is part of it.
_IN_AUTHORITIES = (Tier.COUNCIL, Tier.DISTRICT, Tier.NEIGHBOURHOOD)
ICS_NAME = "North East and North Cumbria"
ICS_NOTE = "Officially the sustainability and transformation partnership (STP) Cumbria and North East."
SHORT_NAMES = {"E08000021": "Newcastle", "E38000075": "Hartlepool & Stockton"}

PART_NOTE = "Only the part of the {0} in the ICS is drawn; published figures are for the whole {0}."

#: The other lookups, beside the one from LSOA to CCG and district.
STP_FILE = "ccg19_stp19.csv"
COUNCIL_FILE = "lsoa11_utla19.csv"
MSOA_FILE = "lsoa11_msoa11.csv"
MSOA_NAMES_FILE = "msoa_names_1.14.csv"

#: CCGs and councils are two ways to cut an ICP, not two rungs of a ladder.
_RUNG = {
    Tier.ICS: 0,
    Tier.ICP: 1,
    Tier.AUTHORITY: 2,
    Tier.CCG: 3,
    Tier.COUNCIL: 3,
    Tier.DISTRICT: 4,
    Tier.NEIGHBOURHOOD: 5,
}
_AREA_COLUMNS = (
    *("code", "name", "short_name", "part_of_larger"),
    *("levels", "parents", "same_boundary", "ods_code", "note"),
)

Extents = Mapping[str, tuple[Tier, frozenset[str]]]


def build(lsoa: Path, lookup: Path, out: Path, areas_csv: Path) -> None:
    """Write the shapefiles of every level into ``out`` and the table of areas to ``areas_csv``.

    lsoa: LSOAs (December 2011) of all England, any format that GDAL reads, with a column LSOA11CD.
    lookup: the lookup from LSOA to CCG and district (April 2019); four other lookups lie beside it.
    Raises FileNotFoundError or ValueError, with a sentence for the reader, if an input is absent or does not fit.
    """
    members = read_members(lookup)
    england = read_lsoas(lsoa)
    absent = members.index.difference(england.index)
    if len(absent):
        raise ValueError(f"{lsoa.name}: {len(absent)} LSOAs of the lookup are absent, the first is {absent[0]}")
    rows = areas(members)
    names = {area.code: area.name for area in rows}
    lsoas = mend(england.loc[members.index])
    out.mkdir(parents=True, exist_ok=True)
    for level in LEVELS:
        codes = members.loc[members[level] != "", level]
        write_shapes(dissolve(lsoas.loc[codes.index], codes), names, out / f"{level}.shp")
    write_shapes(gpd.GeoSeries({ENGLAND: outline(england)}, crs=NATIONAL_GRID), names, out / "england.shp")
    write_areas(rows, areas_csv)


def read_members(lookup: Path) -> pd.DataFrame:
    """The areas that each LSOA of the ICS lies in: per level a column with the code and one with the name.

    Returns one row per LSOA, index LSOA code; further column ods_code (of the CCG). The authority is "" where there is
    none.
    """
    table = _table(lookup, "LSOA11CD", "CCG19CD", "CCG19CDH", "CCG19NM", "LAD19CD", "LAD19NM")
    stps = _table(lookup.parent / STP_FILE, "CCG19CD", "STP19CD")
    table = table[table["CCG19CD"].isin(stps.loc[stps["STP19CD"] == ICS, "CCG19CD"])]
    councils = _table(lookup.parent / COUNCIL_FILE, "LSOA11CD", "UTLA19CD", "UTLA19NM")
    msoas = _table(lookup.parent / MSOA_FILE, "lsoa11_code", "msoa11_code")
    msoa_names = _table(lookup.parent / MSOA_NAMES_FILE, "msoa11cd", "msoa11hclnm")
    table = table.merge(councils, on="LSOA11CD", how="left", validate="one_to_one")
    table = table.merge(msoas, left_on="LSOA11CD", right_on="lsoa11_code", how="left", validate="one_to_one")
    table = table.merge(msoa_names, left_on="msoa11_code", right_on="msoa11cd", how="left", validate="many_to_one")
    if table.empty or table.isna().any(axis=None):
        raise ValueError(f"{lookup.name}: its LSOAs and those of the lookups beside it do not agree")
    return _by_level(table)


def read_lsoas(path: Path) -> gpd.GeoSeries:
    """The LSOAs of England on the National Grid, as published, index LSOA code."""
    _require(path)
    layer = gpd.read_file(path, columns=["LSOA11CD"])
    layer = layer[layer["LSOA11CD"].str.startswith("E01")]
    if len(layer) != ENGLAND_LSOAS:
        raise ValueError(f"{path.name}: {len(layer):,} LSOAs of England, expected {ENGLAND_LSOAS:,}")
    shapes: gpd.GeoSeries = layer.set_index("LSOA11CD").geometry.to_crs(NATIONAL_GRID)
    return shapes


def mend(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Valid shapes on a grid of 0.1 m that meet vertex by vertex.

    Without the grid a dissolve leaves holes without area; without the cleaning a vertex that only one of two
    neighbours has leaves an overlap.
    """
    snapped = shapely.set_precision(shapely.make_valid(shapes.to_numpy()), GRID_M)
    return gpd.GeoSeries(shapely.coverage_clean(snapped), index=shapes.index, crs=shapes.crs)


def dissolve(shapes: gpd.GeoSeries, codes: pd.Series) -> gpd.GeoSeries:
    """The union of the shapes of each code, in the order of the codes.

    shapes: a clean coverage, index LSOA code, shape (n,). codes: the area of each, same index and shape.
    Raises ValueError if the areas overlap or do not meet vertex by vertex.
    """
    areas_by_code = gpd.GeoDataFrame(geometry=shapes).dissolve(by=codes, method="coverage").geometry
    if not shapely.coverage_is_valid(areas_by_code.to_numpy()):
        raise ValueError("the dissolved areas do not fit together")
    return areas_by_code


def outline(shapes: gpd.GeoSeries) -> shapely.MultiPolygon:
    """A coarse outline of all shapes together, without small islands and lakes, for a locator map."""
    whole = shapely.union_all(shapely.set_precision(shapely.make_valid(shapes.to_numpy()), GRID_M))
    shores = [shapely.Polygon(part.exterior) for part in shapely.get_parts(whole) if part.area >= ISLAND_M2]
    return shapely.MultiPolygon(list(shapely.coverage_simplify(shores, OUTLINE_TOLERANCE_M)))


def areas(members: pd.DataFrame) -> list[Area]:
    """England and every area of every level, by level and code, each with the areas that hold it whole."""
    extents = _extents(members)
    levels = {code: tuple(level for level in LEVELS if (members[level] == code).any()) for code in extents}
    names = _names(members)
    ods_codes = dict(zip(members[Tier.CCG], members["ods_code"], strict=True))
    england = Area(ENGLAND, "England", "England", as_levels(Tier.COUNTRY))
    return [
        england,
        *(
            Area(
                code=code,
                name=names[code],
                short_name=_short_name(code, names[code], level),
                part_of_larger=whole_extent(code),
                levels=as_levels(*levels[code]),
                parents=tuple(other for other in extents if _holds(extents, other, code)),
                same_boundary=_same_boundary(extents, code),
                ods_code=ods_codes.get(code, ""),
                note=_note(code),
            )
            for code, (level, _) in extents.items()
        ),
    ]


def write_areas(rows: Sequence[Area], path: Path, append: bool = False) -> None:
    """Write areas.csv as the data dictionary describes it, or more rows at its end."""
    with path.open("a" if append else "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([] if append else [_AREA_COLUMNS])
        for row in rows:
            cells = (getattr(row, column) for column in _AREA_COLUMNS)
            writer.writerow([" ".join(cell) if isinstance(cell, tuple) else cell for cell in cells])


def _require(path: Path) -> None:
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is absent from {path.parent}: boundaries cannot be built without it")


def _table(path: Path, *columns: str) -> pd.DataFrame:
    _require(path)
    table = read_csv(path)
    absent = [column for column in columns if column not in table]
    if absent:
        raise ValueError(f"{path.name}: no column {', '.join(absent)}")
    return table[list(columns)]


def _by_level(table: pd.DataFrame) -> pd.DataFrame:
    icps = {ods: icp for icp, (_, ods_codes) in ICPS.items() for ods in ods_codes}
    unknown = sorted(set(table["CCG19CDH"]) - set(icps))
    if unknown:
        raise ValueError(f"no ICP is known for CCG {', '.join(unknown)}")
    icp = table["CCG19CDH"].map(icps)
    authorities = {council: code for code, (_, councils) in AUTHORITIES.items() for council in councils}
    authority = table["UTLA19CD"].map(authorities).fillna("")
    columns = {
        "ics": ICS,
        "ics_name": ICS_NAME,
        "icp": icp,
        "icp_name": icp.map({code: name for code, (name, _) in ICPS.items()}),
        "authority": authority,
        "authority_name": authority.map({code: name for code, (name, _) in AUTHORITIES.items()}).fillna(""),
        "ccg": table["CCG19CD"],
        "ccg_name": table["CCG19NM"].str.removeprefix("NHS ").str.removesuffix(" CCG"),
        "ods_code": table["CCG19CDH"],
        "council": table["UTLA19CD"],
        "council_name": table["UTLA19NM"],
        "district": table["LAD19CD"],
        "district_name": table["LAD19NM"],
        "neighbourhood": table["msoa11_code"],
        "neighbourhood_name": table["msoa11hclnm"],
    }
    return pd.DataFrame(columns).set_index(pd.Index(table["LSOA11CD"], name="lsoa")).sort_index()


def _extents(members: pd.DataFrame) -> Extents:
    """The first level and the LSOAs of every area, by level and code."""
    extents: dict[str, tuple[Tier, frozenset[str]]] = {}
    for level in LEVELS:
        for code, lsoas in members[members[level] != ""].groupby(level).groups.items():
            extents.setdefault(str(code), (level, frozenset(lsoas)))
    return extents


def _holds(extents: Extents, outer: str, inner: str) -> bool:
    """Whether one area holds another whole; of two with the same boundary only the one on a higher rung does."""
    outer_level, outer_lsoas = extents[outer]
    inner_level, inner_lsoas = extents[inner]
    if outer_level is Tier.AUTHORITY and inner_level not in _IN_AUTHORITIES:
        return False
    if inner_level is Tier.AUTHORITY and outer_level is not Tier.ICS:
        return False
    if outer_lsoas == inner_lsoas:
        return _RUNG[outer_level] < _RUNG[inner_level]
    return outer_lsoas > inner_lsoas


def _same_boundary(extents: Extents, code: str) -> str:
    """The CCG of a council or the council of a CCG; never of a part, as figures of the whole do not hold for it."""
    level, lsoas = extents[code]
    twins = (
        other
        for other, (other_level, other_lsoas) in extents.items()
        if other != code and other_lsoas == lsoas and _RUNG[other_level] == _RUNG[level] and other not in PARTS
    )
    return "" if code in PARTS else next(twins, "")


def _names(members: pd.DataFrame) -> dict[str, str]:
    """The name of every area; neighbourhoods that share one get their council in brackets."""
    names: dict[str, str] = {}
    for level in LEVELS:
        names.update(zip(members[level], members[f"{level}_name"], strict=True))
    places = members.drop_duplicates(Tier.NEIGHBOURHOOD)
    twins = places[places["neighbourhood_name"].duplicated(keep=False)]
    brackets = twins["neighbourhood_name"] + " (" + twins["council_name"] + ")"
    return names | dict(zip(twins[Tier.NEIGHBOURHOOD], brackets, strict=True))


def _short_name(code: str, name: str, level: Tier) -> str:
    if level is Tier.NEIGHBOURHOOD:
        return name
    return SHORT_NAMES.get(code, name.removesuffix(" ICP").removesuffix(" Combined Authority").replace(" and ", " & "))


def _note(code: str) -> str:
    if code == ICS:
        return ICS_NOTE
    return PART_NOTE.format(PARTS[code]) if code in PARTS else ""


def write_shapes(shapes: gpd.GeoSeries, names: Mapping[str, str], path: Path) -> None:
    """Write one shapefile; the fixed date keeps a rebuild byte for byte the same."""
    columns = {"code": list(shapes.index), "name": [names[code] for code in shapes.index]}
    layer = gpd.GeoDataFrame(columns, geometry=shapes.to_numpy(), crs=shapes.crs)
    layer.to_file(path, encoding="UTF-8", RESIZE="YES", DBF_DATE_LAST_UPDATE="2019-04-01")
