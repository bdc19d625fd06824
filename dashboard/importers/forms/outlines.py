"""Boundaries as they are published: GeoJSON, a zipped shapefile or a GeoPackage, whatever their columns are called.

The outlines of areas that the edition has take the place of those that it had, where they nest in the areas around.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.level import Level
from dashboard.importers.boundaries import mend, write_shapes
from dashboard.importers.reading import SourceError, read_csv
from dashboard.loading import projection
from dashboard.loading.edition import load_edition
from dashboard.loading.shapefile import name_of
from dashboard.loading.validation import Expectation, shown

#: An outline nests if no more of its land than this lies further outside of an area that holds it than two publications
#: of one line may differ: the coarsest that ONS publishes are generalised to 500 m.
OUTSIDE, GENERALISED_M = 0.01, 500

_ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".geojson.gz")
_READABLE = Expectation("GeoJSON, a zipped shapefile or a GeoPackage", "fetch the file again")
_CODES = Expectation(
    "a column with codes of areas.csv",
    "fetch those of the edition's areas and year; of LSOAs see `boundaries`",
)
_ONE_SHAPE = Expectation("one outline for each area", "take one of the two out")
_GRID = Expectation("the British National Grid or WGS84", "fetch the file with its .prj, or project it")
_LAND = Expectation("a polygon", "mend the geometry, or take the row out")
_NESTS = Expectation(
    f"at most {OUTSIDE:.0%} further than {GENERALISED_M} m outside",
    "fetch boundaries of the same year, clipped to the coastline, or build all anew",
)

Outlines = dict[str, BaseGeometry]


def is_of_outlines(path: Path) -> bool:
    """Whether a file holds boundaries, by its name or what is packed in it."""
    if not zipfile.is_zipfile(path):
        return path.name.lower().endswith(_ENDINGS)
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith(_ENDINGS) for name in archive.namelist())


def take_outlines(paths: Sequence[Path], data: Path, folder: Path) -> list[str]:
    """Put published outlines into the shapefiles of an edition; says which, and which stay as they were."""
    table = read_csv(data / "areas.csv").to_dict("records")
    areas = {str(row["code"]): {str(key): str(cell) for key, cell in row.items()} for row in table}
    edition = load_edition(data / "edition.toml", [])
    levels = edition.levels if edition else ()
    before = {level: _drawn(folder / f"{name_of(level)}.shp") for level in levels}
    found = {path: _read(path, areas) for path in paths}
    new = {code: shape for outlines in found.values() for code, shape in outlines.items()}
    cut = {code for code in new if areas[code]["part_of_larger"]}
    drawn = {code: shape for outlines in before.values() for code, shape in outlines.items()}
    for path, outlines in found.items():
        _check_nesting(path.name, {code: outlines[code] for code in outlines if code not in cut}, areas, drawn | new)
    said = [f"{path.name}: boundaries of {len(outlines):,} areas of the edition." for path, outlines in found.items()]
    for level in levels:
        said += _put(folder, level, before[level], {code: new[code] for code in new if code not in cut}, areas)
    if cut:
        said.append(f"  As they were, as only a part of each lies in the system: {', '.join(sorted(cut))}.")
    return said


def _read(path: Path, areas: Mapping[str, Mapping[str, str]]) -> Outlines:
    """The outlines of the areas of the edition in a file, by code, in metres."""
    try:
        frame = geopandas.read_file(f"/vsigzip/{path}" if path.suffix == ".gz" else path, engine="pyogrio")
    except (OSError, RuntimeError, ValueError) as error:
        raise SourceError(path.name, _READABLE, shown(str(error))) from None
    counts = {str(name): int(frame[name].astype(str).isin(list(areas)).sum()) for name in frame.columns[:-1]}
    column = max(counts, key=lambda name: counts[name], default="")
    if not counts.get(column):
        raise SourceError(path.name, _CODES, f"the columns {', '.join(counts)}, none with such a code")
    code = projection.recognised(frame.crs)
    if code is None:
        raise SourceError(path.name, _GRID, projection.described(frame.crs))
    wanted = frame[frame[column].astype(str).isin(list(areas))].set_crs(code, allow_override=True)
    placed = wanted.to_crs(projection.BRITISH_GRID)
    outlines: Outlines = {}
    for number, (name, shape) in enumerate(zip(placed[column].astype(str), placed.geometry, strict=True), 1):
        if shape is None or shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
            raise SourceError(path.name, _LAND, f"{name} without one", number, column)
        if name in outlines:
            raise SourceError(path.name, _ONE_SHAPE, f"{name} twice", number, column)
        outlines[name] = shapely.force_2d(shape)
    mended = mend(geopandas.GeoSeries(outlines, crs=projection.BRITISH_GRID))
    return {str(name): shape for name, shape in mended.items()}


def _drawn(path: Path) -> Outlines:
    """The outlines of a shapefile of the edition; none if it has no such level yet."""
    if not path.exists():
        return {}
    frame = geopandas.read_file(path, engine="pyogrio")
    return {str(code): shape for code, shape in zip(frame["code"], frame.geometry, strict=True)}


def _check_nesting(file: str, outlines: Outlines, areas: Mapping[str, Mapping[str, str]], drawn: Outlines) -> None:
    """Raises SourceError for an outline that reaches out of an area that holds it, or does not hold what it should."""
    pairs = {(code, holder) for code in outlines for holder in areas[code]["parents"].split()}
    pairs |= {(part, code) for part, cells in areas.items() for code in cells["parents"].split() if code in outlines}
    wide = {code: drawn[code].buffer(GENERALISED_M) for code in {outer for _, outer in pairs} & drawn.keys()}
    shapely.prepare(list(wide.values()))
    for inner, outer in sorted(pairs):
        if inner in drawn and outer in wide and not wide[outer].covers(drawn[inner]):
            outside = drawn[inner].difference(wide[outer]).area / drawn[inner].area
            if outside > OUTSIDE:
                raise SourceError(file, _NESTS, f"{outside:.0%} of {inner} outside {outer}")


def _put(
    folder: Path, level: Level, before: Outlines, new: Outlines, areas: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Write the shapefile of a level anew if some of its areas have new outlines."""
    own = {code for code, cells in areas.items() if level in cells["levels"].split()}
    taken = {code: new[code] for code in new if code in own}
    if not taken:
        return
    merged = {code: shape for code, shape in (before | taken).items() if code in own}
    series = geopandas.GeoSeries(dict(sorted(merged.items())), crs=projection.BRITISH_GRID)
    write_shapes(series, {code: areas[code]["name"] for code in merged}, folder / f"{name_of(level)}.shp")
    stay = len(own - taken.keys())
    others = f"; {stay:,} stay as they are" if stay else ""
    yield f"  {level}: {len(taken):,} of {len(own):,} outlines are taken{others}."
