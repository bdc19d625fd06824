"""Shapefiles -> the boundaries of each level, in metres of the British National Grid, with every fault of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import shapely
from pyogrio import raw
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.level import OPTIONAL_ROLES, Level
from dashboard.loading import projection
from dashboard.loading.csv_table import UNREADABLE, label
from dashboard.loading.named import Named
from dashboard.loading.shapefile import AROUND, SIDECARS, name_of
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

_BRITAIN = (0, 0, 700_000, 1_300_000)
_LAYER = {"code", "name", "geometry"}

#: The codes of a shapefile and their outlines, row by row.
_Outlines = Sequence[tuple[str, BaseGeometry | None]]

_SIDECAR = Expectation("the .shp, .shx, .dbf, .prj and .cpg of a shapefile", "copy all five files")
_COLUMNS = Expectation("the columns code and name and a geometry", "add it, rename it or take it out")
_CRS = Expectation("EPSG:27700 or WGS84", "project the file to the British National Grid")
_SHAPE = Expectation("a valid polygon", "mend the geometry")
_INSIDE = Expectation("metres on the British National Grid", "correct the .prj, or project the file")


def shapes_of(folder: Path, level: Level, areas: Named[Area], faults: list[Fault]) -> dict[str, BaseGeometry]:
    """The boundaries of one level, which must be those of areas.csv, no more and no fewer; without areas, no file."""
    path = folder / f"{name_of(level)}.shp"
    if (
        (areas.complete or level.role in OPTIONAL_ROLES)
        and not path.exists()
        and not any(level in area.levels for area in areas.items.values())
    ):
        return {}
    file, shapes = label(path), dict[str, BaseGeometry]()
    outlines = _outlines(path, file, faults)
    if outlines is None:
        return shapes
    for number, (code, shape) in enumerate(outlines, 1):
        row = TableRow(file, number, {"code": code})
        faults += [*_shape_faults(row, shape), *_code_faults(row, level, areas)]
        if shapes.setdefault(code, shape) is not shape:
            faults.append(row.fault("code", ONCE))
    faults += _without_shape(file, level, shapes, areas)
    return shapes


def land_around(folder: Path, faults: list[Fault]) -> dict[str, BaseGeometry]:
    """The land around the system by code, which is nothing but land; an edition may do without."""
    path = folder / f"{AROUND}.shp"
    outlines = (_outlines(path, label(path), faults) if path.exists() else None) or ()
    for number, (code, shape) in enumerate(outlines, 1):
        faults += _shape_faults(TableRow(label(path), number, {"code": code}), shape)
    return dict(outlines)


def drawn_names(folder: Path, level: Level) -> dict[str, str]:
    """What a shapefile calls its areas, by their codes; its form has been checked."""
    about, _, _, cells = raw.read(folder / f"{name_of(level)}.shp", read_geometry=False)
    columns = dict(zip(about["fields"], cells, strict=True))
    return {str(code): str(name) for code, name in zip(columns["code"], columns["name"], strict=True)}


def _outlines(path: Path, file: str, faults: list[Fault]) -> _Outlines | None:
    """What a shapefile draws in the British National Grid, or None if it cannot be had."""
    missing = [path.stem + suffix for suffix in SIDECARS if not path.with_suffix(suffix).is_file()]
    if missing:
        faults.append(Fault(file, None, "", f"no {', '.join(missing)}", _SIDECAR))
        return None
    try:
        about, _, drawn, cells = raw.read(path)
        shapes = shapely.force_2d(shapely.from_wkb(drawn))
    except (OSError, RuntimeError, ValueError, LookupError, GEOSException) as error:
        faults.append(Fault(file, None, "", shown(str(error)), UNREADABLE))
        return None
    columns = dict(zip(about["fields"], cells, strict=True))
    if shapes is not None:
        columns["geometry"] = shapes
    wrong = sorted(_LAYER.symmetric_difference(columns))
    for name in wrong:
        found = "no such column" if name in _LAYER else "an unknown column"
        faults.append(Fault(file, None, shown(name), found, _COLUMNS))
    code = None if _LAYER.intersection(wrong) else _system_of(path, about["crs"], file, faults)
    if code is None:
        return None
    return list(zip(map(str, columns["code"]), projection.on_grid(shapes, code), strict=True))


def _system_of(path: Path, named: str | None, file: str, faults: list[Fault]) -> int | None:
    """The EPSG code of the system that a shapefile is in; one that is neither the grid nor WGS84 is refused."""
    # GDAL believes a number of the registry in the file more than the rest of its text.
    text = path.with_suffix(".prj").read_text(encoding="utf-8", errors="replace")
    crs = projection.parsed_system(text) or projection.named_system(named)
    code = projection.recognised(crs)
    if code is None:
        faults.append(Fault(file, None, "", projection.described(crs), _CRS))
    return code


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
