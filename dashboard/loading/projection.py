"""Which coordinate system a shapefile is in: the systems themselves are compared, not their names.

The British National Grid goes by many names: MapInfo's, none at all, or that of a system with a height. So points of
Britain are projected, and the ellipsoid and the meridian are looked at; what they are called does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from math import isclose, pi
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

BRITISH_GRID, WGS84 = 27700, 4326
#: Longitude and latitude in degrees: the corners of Britain and its middle.
_POINTS = ((-6.0, 50.0), (1.7, 52.6), (-2.0, 54.0), (-3.0, 55.0), (-1.0, 60.5))
_TOLERANCE_M = 0.01
#: GRS 80, the ellipsoid of Europe and America, differs from that of WGS84 by 1.5e-6; spellings by less than 1e-7.
_FLATTENING, _AXIS_M = 2e-7, 0.001
#: Published spellings of Airy's ellipsoid have seven decimals.
_AIRY_FLATTENING = 1e-6


# The files of a folder are nearly always in one system, and to recognise it takes 40 ms.
@lru_cache(maxsize=16)
def recognised(crs: CRS | None) -> int | None:
    """The EPSG code of the British National Grid or WGS84, if a system is one of them; else None."""
    flat = _horizontal(crs) if crs else None
    if flat is None or flat.prime_meridian is None or abs(flat.prime_meridian.longitude) > 1e-9:
        return None
    if flat.is_geographic and _has_ellipsoid(flat, WGS84, _FLATTENING) and _in_degrees(flat):
        return WGS84
    if flat.is_projected and _has_ellipsoid(flat, BRITISH_GRID, _AIRY_FLATTENING) and _is_grid(flat):
        return BRITISH_GRID
    return None


@lru_cache(maxsize=16)
def parsed_system(text: str) -> CRS | None:
    """The system that the text of a .prj file describes; None if it describes none."""
    try:
        return CRS.from_wkt(text)
    except CRSError:
        return None


def named_system(name: str | None) -> CRS | None:
    """The system that GDAL takes a .prj file for, by its name or as text; None if there is none."""
    return CRS.from_user_input(name) if name else None


def on_grid(shapes: npt.NDArray[np.object_], code: int) -> npt.NDArray[np.object_]:
    """Shapes of one of the two systems in metres of the British National Grid."""
    if code == BRITISH_GRID:
        return shapes
    way = Transformer.from_crs(code, BRITISH_GRID, always_xy=True)
    moved: npt.NDArray[np.object_] = shapely.transform(shapes, way.transform, interleaved=False)
    return moved


def described(crs: CRS | None) -> str:
    """A system as a message names it: with what makes it another than the grid, if its name alone does not say."""
    if crs is None:
        return "no coordinate system"
    flat = _horizontal(crs)
    differences = list(_differences(flat)) if flat is not None else []
    return f"{crs.name}{', whose ' if differences else ''}{' and whose '.join(differences)}"


def _horizontal(crs: CRS) -> CRS | None:
    """The part of a system that is not its height, without a shift to another datum."""
    if crs.is_compound:
        return next((part for sub in crs.sub_crs_list if (part := _horizontal(sub)) is not None), None)
    if crs.is_bound and crs.source_crs is not None:
        return _horizontal(crs.source_crs)
    return None if crs.is_vertical else crs


def _has_ellipsoid(flat: CRS, code: int, tolerance: float) -> bool:
    found, wanted = flat.ellipsoid, _known(code).ellipsoid
    if found is None or wanted is None:
        return False
    same_size = abs(found.semi_major_metre - wanted.semi_major_metre) < _AXIS_M
    return same_size and abs(found.inverse_flattening - wanted.inverse_flattening) < tolerance


def _in_degrees(flat: CRS) -> bool:
    """Whether the angles are degrees; grads and radians are not."""
    return all(abs(axis.unit_conversion_factor - pi / 180) < 1e-12 for axis in flat.axis_info[:2])


def _is_grid(flat: CRS) -> bool:
    """Whether points of Britain have the eastings and northings of the grid, to a centimetre."""
    try:
        pairs = zip(_projected(flat), _projected(_known(BRITISH_GRID)), strict=True)
    except ProjError:
        return False
    return all(abs(a - b) < _TOLERANCE_M for found, wanted in pairs for a, b in zip(found, wanted, strict=True))


def _projected(flat: CRS) -> list[tuple[float, float]]:
    """The points as x and y of a system, from longitude and latitude on its own ellipsoid."""
    way = Transformer.from_crs(flat.geodetic_crs, flat, always_xy=True)
    return [way.transform(*point) for point in _POINTS]


def _differences(flat: CRS) -> Iterator[str]:
    """What makes a system another than one of the two that it could be taken for; nothing if it is like neither."""
    operation, grid = flat.coordinate_operation, _known(BRITISH_GRID).coordinate_operation
    if flat.prime_meridian and flat.prime_meridian.longitude:
        yield f"meridian is at {flat.prime_meridian.longitude:g}, not Greenwich"
    if flat.is_geographic and not _in_degrees(flat):
        yield f"unit is {flat.axis_info[0].unit_name}, not degrees"
    if flat.is_projected and not isclose(flat.axis_info[0].unit_conversion_factor, 1.0):
        yield f"unit is {flat.axis_info[0].unit_name}, not metres"
    if operation and grid and operation.method_name == grid.method_name:
        if flat.ellipsoid and not _has_ellipsoid(flat, BRITISH_GRID, _AIRY_FLATTENING):
            yield f"ellipsoid is {flat.ellipsoid.name}, not Airy 1830"
        yield from _parameters(operation.params, grid.params)


def _parameters(own: Iterable[Any], grid: Iterable[Any]) -> Iterator[str]:
    """The parameters that the grid has too, with another value."""
    wanted = {parameter.name: float(parameter.value) for parameter in grid}
    for found in own:
        if found.name in wanted and not isclose(float(found.value), wanted[found.name], rel_tol=1e-9):
            yield f"{found.name.lower()} is {found.value:.12g}, not {wanted[found.name]:.12g}"


@cache
def _known(code: int) -> CRS:
    return CRS.from_epsg(code)
