"""Shapefiles -> the boundaries of each level, in metres of the British National Grid, with every fault of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import geopandas
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.level import Level
from dashboard.loading import projection
from dashboard.loading.csv_table import UNREADABLE, label
from dashboard.loading.named import Named
from dashboard.loading.shapefile import AROUND, SIDECARS, name_of
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

_BRITAIN = (0, 0, 700_000, 1_300_000)
_LAYER = {"code", "name", "geometry"}

_SIDECAR = Expectation("the .shp, .shx, .dbf, .prj and .cpg of a shapefile", "copy all five files")
_COLUMNS = Expectation("the columns code and name and a geometry", "add it, rename it or take it out")
_CRS = Expectation("EPSG:27700 or WGS84", "project the file to the British National Grid")
_SHAPE = Expectation("a valid polygon", "mend the geometry")
_INSIDE = Expectation("metres on the British National Grid", "correct the .prj, or project the file")


def shapes_of(folder: Path, level: Level, areas: Named[Area], faults: list[Fault]) -> dict[str, BaseGeometry]:
    """The boundaries of one level, which must be those of areas.csv, no more and no fewer; without areas, no file."""
    path = folder / f"{name_of(level)}.shp"
    if areas.complete and not path.exists() and not any(level in area.levels for area in areas.items.values()):
        return {}
    file, shapes = label(path), dict[str, BaseGeometry]()
    frame = _frame(path, file, faults)
    if frame is None:
        return shapes
    for number, (code, shape) in enumerate(zip(frame["code"], frame.geometry, strict=True), 1):
        row = TableRow(file, number, {"code": str(code)})
        faults += [*_shape_faults(row, shape), *_code_faults(row, level, areas)]
        if shapes.setdefault(row.cells["code"], shape) is not shape:
            faults.append(row.fault("code", ONCE))
    faults += _without_shape(file, level, shapes, areas)
    return shapes


def land_around(folder: Path, faults: list[Fault]) -> dict[str, BaseGeometry]:
    """The land around the system by code, which is nothing but land; an edition may do without."""
    path = folder / f"{AROUND}.shp"
    frame = _frame(path, label(path), faults) if path.exists() else None
    if frame is None:
        return {}
    pairs = [(str(code), shape) for code, shape in zip(frame["code"], frame.geometry, strict=True)]
    for number, (code, shape) in enumerate(pairs, 1):
        faults += _shape_faults(TableRow(label(path), number, {"code": code}), shape)
    return dict(pairs)


def drawn_names(folder: Path, level: Level) -> dict[str, str]:
    """What a shapefile calls its areas, by their codes; its form has been checked."""
    frame = pyogrio.read_dataframe(folder / f"{name_of(level)}.shp", read_geometry=False)
    return {str(code): str(name) for code, name in zip(frame["code"], frame["name"], strict=True)}


def _frame(path: Path, file: str, faults: list[Fault]) -> geopandas.GeoDataFrame | None:
    """A shapefile in the British National Grid, or None if it cannot be had."""
    missing = [path.stem + suffix for suffix in SIDECARS if not path.with_suffix(suffix).is_file()]
    if missing:
        faults.append(Fault(file, None, "", f"no {', '.join(missing)}", _SIDECAR))
        return None
    try:
        frame = geopandas.read_file(path, engine="pyogrio")
    except (OSError, RuntimeError, ValueError, LookupError) as error:
        faults.append(Fault(file, None, "", shown(str(error)), UNREADABLE))
        return None
    wrong = sorted(_LAYER.symmetric_difference(frame.columns))
    for name in wrong:
        found = "no such column" if name in _LAYER else "an unknown column"
        faults.append(Fault(file, None, shown(name), found, _COLUMNS))
    return None if _LAYER.intersection(wrong) else _on_grid(frame, path, file, faults)


def _on_grid(
    frame: geopandas.GeoDataFrame, path: Path, file: str, faults: list[Fault]
) -> geopandas.GeoDataFrame | None:
    """The same boundaries in metres and without heights; WGS84 is converted and anything else refused."""
    # GDAL believes a number of the registry in the file more than the rest of its text.
    text = path.with_suffix(".prj").read_text(encoding="utf-8", errors="replace")
    crs = projection.parsed_system(text) or frame.crs
    code = projection.recognised(crs)
    if code is None:
        faults.append(Fault(file, None, "", projection.described(crs), _CRS))
        return None
    named = frame.set_crs(code, allow_override=True).set_geometry(frame.geometry.force_2d())
    return named.to_crs(projection.BRITISH_GRID) if code == projection.WGS84 else named


def _shape_faults(row: TableRow, shape: BaseGeometry | None) -> Iterator[Fault]:
    if shape is None or shape.is_empty:
        yield row.fault("geometry", _SHAPE, "nothing")
    elif shape.geom_type not in ("Polygon", "MultiPolygon"):
        yield row.fault("geometry", _SHAPE, shape.geom_type)
    elif not shape.is_valid:
        yield row.fault("geometry", _SHAPE, f"{row.cells['code']}: {shapely.is_valid_reason(shape)}")
    elif not shapely.box(*_BRITAIN).contains(shape):
        yield row.fault("geometry", _INSIDE, f"{row.cells['code']} at {shape.bounds}")


def _code_faults(row: TableRow, level: Level, areas: Named[Area]) -> Iterator[Fault]:
    code = row.cells["code"]
    yield from areas.unknown(row, "code", code)
    if code in areas.items and level not in areas.items[code].levels:
        yield row.fault(
            "code", Expectation(f"an area of level {level}", f"correct the code, or its levels in {areas.file}")
        )


def _without_shape(file: str, level: Level, shapes: Collection[str], areas: Named[Area]) -> Iterator[Fault]:
    rule = Expectation(f"a boundary in {file}", "add the boundary, or correct the code or the levels")
    for area in areas.items.values():
        if level in area.levels and area.code not in shapes:
            yield areas.rows[area.code].fault("code", rule, f"{area.code} without one")
