"""A small edition in files: two councils of a partnership, one area of every other level, and made-up figures."""

from __future__ import annotations

from pathlib import Path

import geopandas
import shapely
from shipped import ICS, words_of_the_edition

from dashboard.core.level import ENGLAND

NEWCASTLE, GATESHEAD, ICP, CCG, MSOA, AUTHORITY = (
    *("E08000021", "E08000037", "icp-north"),
    *("E38000130", "E02001701", "E47000010"),
)
LUNG_CANCER = "C33-C34 Malignant neoplasm of trachea, bronchus and lung"

_TABLES = {
    "areas.csv": f"""code,name,short_name,part_of_larger,levels,parents,same_boundary,ods_code,note
{ENGLAND},England,England,,country,,,,
{ICS},The System,System,,ics,{ENGLAND},,,
{ICP},North,North,,icp,{ENGLAND} {ICS},,,
{CCG},Clinical,Clinical,,ccg,{ENGLAND} {ICS} {ICP},,,
{NEWCASTLE},Newcastle,Newcastle,,council district,{ENGLAND} {ICS} {ICP},,,
{GATESHEAD},Gateshead,Gateshead,,council district,{ENGLAND} {ICS} {ICP},,,
{MSOA},Ryton,Ryton,,neighbourhood,{ENGLAND} {ICS} {ICP} {GATESHEAD},,,
{AUTHORITY},Authority,Authority,,authority,{ENGLAND} {ICS},,,
""",
    "conditions.csv": "slug,name,group,note\nlung-cancer,Lung cancer,Cancer,\n",
    "indicators.csv": """id,condition,family,part_of,measure,measure_name,title,title_short,noun,unit,unit_short,per,\
standardised,event,decimals,kind,direction,reliable,sex,ages,levels,definition,publisher,source,link,licence,credit,limits
lung-cancer-deaths-count,lung-cancer,lung-cancer-deaths,,deaths,Deaths (number),Deaths,,deaths,number of deaths,deaths,\
,,deaths,0,count,neutral,yes,persons,all ages,icp council,Deaths from lung cancer.,ONS,Nomis,https://www.nomisweb.co.uk,OGL,ONS,
""",
    "facts.csv": "area_code,topic,statement,source\n",
    "postcodes.csv": "district,area_code,postcodes,all_postcodes,note\n",
    "sites.csv": "code,name,short_name,kind,easting,northing,trust,source\n",
    "priorities.csv": "name,heading,statement,conditions,source\n",
    "values/nomis.csv": f"""indicator,area_code,period,value,lower,upper,count,denominator,status,extent,note,\
verdict,interval
lung-cancer-deaths-count,{NEWCASTLE},2023,100,,,100,,published,,,,
lung-cancer-deaths-count,{GATESHEAD},2023,90,,,90,,published,,,,
lung-cancer-deaths-count,{ICP},2023,190,,,190,,sum,,,,
lung-cancer-deaths-count,{ICS},2023,190,,,190,,sum,,,,
""",
}
_LAYERS = {
    **{"england": [ENGLAND], "ics": [ICS], "icp": [ICP], "ccg": [CCG], "neighbourhood": [MSOA]},
    **{"authority": [AUTHORITY], "council": [NEWCASTLE, GATESHEAD], "district": [NEWCASTLE, GATESHEAD]},
}


def edition(folder: Path) -> tuple[Path, Path]:
    """Write the edition; returns its folder of tables and its folder of shapefiles."""
    data, shapes = tables(folder), folder / "boundaries"
    shapes.mkdir()
    for name, codes in _LAYERS.items():
        draw(shapes / f"{name}.shp", codes)
    return data, shapes


def contents(*roots: Path) -> dict[str, bytes]:
    """Every file of some folders, by its path within its folder."""
    files = ((root, path) for root in roots for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for root, path in files}


def tables(folder: Path) -> Path:
    """Write the tables of the edition; returns their folder."""
    data = folder / "data"
    (data / "values").mkdir(parents=True)
    for name, text in _TABLES.items():
        (data / name).write_text(text, encoding="utf-8")
    first = words_of_the_edition().replace('condition = "all-causes"', 'condition = "lung-cancer"', 1)
    (data / "edition.toml").write_text(first, encoding="utf-8")
    return data


def draw(path: Path, codes: list[str], side: int = 10_000) -> None:
    """A shapefile of squares in a row, ``side`` metres long."""
    squares = [shapely.box(420_000 + n * side, 555_000, 420_000 + (n + 1) * side, 565_000) for n in range(len(codes))]
    columns = {"code": codes, "name": [f"Area {code}" for code in codes]}
    geopandas.GeoDataFrame(columns, geometry=squares, crs=27700).to_file(path, engine="pyogrio", encoding="utf-8")


def deaths(path: Path, year: int = 2023, **counts: int) -> Path:
    """A file in the form of Nomis, with made-up counts by area code."""
    lines = [f"{code},Name,{year},{count}\n" for code, count in counts.items()]
    path.write_text(f'mnemonic,name,date,"{LUNG_CANCER}"\n{"".join(lines)}', encoding="utf-8")
    return path
