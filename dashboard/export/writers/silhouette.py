"""Where an area lies in the system: the outlines of both and of the partnerships, in simple rings for a template."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole

Json = dict[str, Any]

_WIDTH = 1000.0
_DETAIL_METRES = 400


def silhouette(atlas: Atlas, area: Area) -> Json:
    """The silhouette of the area within the system."""
    land, here = atlas.shapes[atlas.system.level][atlas.system.code], atlas.shapes[area.level][area.code]
    west, south, east, north = land.bounds
    scale = _WIDTH / (east - west)

    def rings(shape: BaseGeometry) -> list[list[tuple[float, float]]]:
        parts = shapely.get_parts(shape.simplify(_DETAIL_METRES))
        outer = (part.exterior.coords for part in parts if isinstance(part, Polygon))
        return [[(round((x - west) * scale, 1), round((north - y) * scale, 1)) for x, y in ring] for ring in outer]

    return {
        "width": _WIDTH,
        "height": (north - south) * scale,
        "land": rings(land),
        "here": rings(here),
        "partnerships": [
            ring for shape in atlas.shapes[atlas.tier(LevelRole.PARTNERSHIP)].values() for ring in rings(shape)
        ],
        "alt": f"Map of where {area.name} lies in {atlas.system.name}."
        if area.code != atlas.system.code
        else f"Map of {area.name} with its {atlas.tier(LevelRole.PARTNERSHIP).plural}.",
    }
