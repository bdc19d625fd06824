"""Boundary files for the browser: GeoJSON under an address that names its content, so that it may be kept for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.level import Level, LevelRole
from dashboard.maps.grid import TO_LONLAT
from dashboard.maps.shores import shores

#: Four decimals of a degree are about ten metres: a pixel shows a hundred.
_DECIMALS = 4
#: Land that is there for orientation only is coarser.
_LAND_DECIMALS = 3
_HASH_LENGTH = 12
#: Degrees: about ten centimetres.
_STANDARD_GRID = 1e-6


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """One GeoJSON file: its name with the hash of its content, and the bytes."""

    name: str
    content: bytes


def boundary_files(atlas: Atlas) -> dict[Level, BoundaryFile]:
    """One file for each level that is drawn on a map, as areas, outlines or a layer."""
    drawn = (level for level in atlas.edition.levels if level.role is not LevelRole.COUNTRY)
    return {level: _boundary_file(level, _shapes(atlas, level)) for level in drawn}


def _shapes(atlas: Atlas, level: Level) -> Mapping[str, BaseGeometry]:
    """The areas of a level; those that are outlines over smaller ones without rivers and piers."""
    shapes = atlas.shapes[level]
    return shores(shapes) if shapes and level.role in (LevelRole.SYSTEM, LevelRole.PARTNERSHIP) else shapes


def equal_files(atlas: Atlas) -> dict[Level, BoundaryFile]:
    """The same of equal shapes: one file for each level that has them, with the larger areas that they make."""
    return {level: _boundary_file(f"equal-{level}", shapes) for level, shapes in atlas.equal.items()}


def land_file(atlas: Atlas) -> BoundaryFile | None:
    """The land around the system, if the edition has some."""
    return _boundary_file("around", atlas.around, _LAND_DECIMALS) if atlas.around else None


def _boundary_file(level: str, shapes: Mapping[str, BaseGeometry], decimals: int = _DECIMALS) -> BoundaryFile:
    geometries = shapely.to_geojson(_clockwise(np.array(list(shapes.values()), dtype=object), decimals))
    features = ",".join(
        f'{{"type":"Feature","id":{json.dumps(code)},"properties":{{}},"geometry":{geometry}}}'
        for code, geometry in zip(shapes, geometries, strict=True)
    )
    content = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    return BoundaryFile(f"{level}.{sha256(content).hexdigest()[:_HASH_LENGTH]}.json", content)


def _clockwise(shapes: NDArray[np.object_], decimals: int) -> NDArray[np.object_]:
    """Shapes in longitude and latitude. Exterior rings run clockwise: d3 takes the other way for the whole globe."""
    lonlat = shapely.transform(shapes, lambda grid: np.round(_lonlat(grid), decimals))
    return np.asarray(shapely.orient_polygons(lonlat, exterior_cw=True))


def standard_geometry(shape: BaseGeometry) -> dict[str, object]:
    """A shape as RFC 7946 wants it: longitude and latitude, exterior rings counter-clockwise, and valid.

    Coordinates that are rounded one by one may cross each other, which a screen does not show and a program refuses.
    """
    lonlat = shapely.transform(shape, _lonlat)
    return dict(mapping(shapely.orient_polygons(shapely.set_precision(lonlat, _STANDARD_GRID))))


def _lonlat(grid: np.ndarray) -> np.ndarray:
    return np.column_stack(TO_LONLAT.transform(grid[:, 0], grid[:, 1]))
