"""The locator: two small outlines that show where in England and where in the system one is."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND, LevelRole

_SIZE = 100.0


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """One small map: SVG paths of the whole and of the part that is marked, and the size of its view box."""

    whole: str
    part: str
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Locator:
    """England with the system in it; inside the system also the system with the area in it."""

    insets: tuple[LocatorMap, ...]


def locator(atlas: Atlas, area: Area) -> Locator:
    """The locator of an area."""
    england = atlas.shapes[atlas.tier(LevelRole.COUNTRY)][ENGLAND]
    system = atlas.shapes[atlas.system.level][atlas.system.code]
    insets = [_inset(england, system, 2_500, "The system in England")]
    if area.code != atlas.system.code:
        shape = atlas.shapes[area.level][area.code]
        insets.append(_inset(system, shape, 800, f"{area.name} in the system"))
    return Locator(tuple(insets))


def _inset(whole: BaseGeometry, part: BaseGeometry, tolerance: float, words: str) -> LocatorMap:
    west, south, east, north = whole.bounds
    per_metre = _SIZE / max(east - west, north - south)

    def path(shape: BaseGeometry) -> str:
        return _path(shape.simplify(tolerance), west, north, per_metre, smallest=tolerance**2)

    return LocatorMap(path(whole), path(part), (east - west) * per_metre, (north - south) * per_metre, words)


def _path(shape: BaseGeometry, west: float, north: float, per_metre: float, smallest: float) -> str:
    """SVG path data of the outer rings; specks too small to see are left out unless there is nothing else."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    seen = [part for part in parts if part.area >= smallest] or parts
    rings = (part.exterior.coords for part in seen)
    return "".join(
        "M" + "L".join(f"{(x - west) * per_metre:.1f} {(north - y) * per_metre:.1f}" for x, y in ring) + "Z"
        for ring in rings
    )
