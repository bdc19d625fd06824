"""A sheet of the snapshot: the shapes that all measures of a level share, as paths in whole units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import DrawnAs
from dashboard.views.scene import Scene
from dashboard.views.surroundings import holder

Json = dict[str, Any]

#: Units of the drawing over the longer side of a sheet: tenths of a pixel of a map of 1000 pixels.
_UNITS = 10_000


@dataclass(frozen=True, slots=True)
class SheetKey:
    """What decides the shapes of a map: its level, the areas in the order of their codes, the outlines over them."""

    drawn_as: DrawnAs
    codes: tuple[str, ...]
    outlines: tuple[str, ...]
    within: str
    is_place: bool

    @classmethod
    def of(cls, shown: Scene) -> SheetKey:
        """The sheet of a scene."""
        return cls(
            drawn_as=shown.view.drawn_as,
            codes=tuple(sorted(row.area.code for row in shown.rows)),
            outlines=tuple(area.code for area in shown.outlines),
            within=shown.area.code,
            is_place=shown.place is not None,
        )


class SheetGrid:
    """From the National Grid to the whole units of a sheet."""

    def __init__(self, shapes: Iterable[BaseGeometry]) -> None:
        west, south, east, north = shapely.total_bounds(list(shapes))
        self.per_metre = float(_UNITS / max(east - west, north - south))
        self._west, self._north = float(west), float(north)
        self.height = round((north - south) * self.per_metre)

    def point(self, x: float, y: float) -> tuple[int, int]:
        """A point in units from the top left corner of the land."""
        return round((x - self._west) * self.per_metre), round((self._north - y) * self.per_metre)

    def path(self, shape: BaseGeometry) -> str:
        """A shape as an SVG path in steps from point to point, which is the shortest way to write it."""
        polygons = (part for part in shapely.get_parts(shape) if isinstance(part, Polygon))
        rings = (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))
        return "".join(self._ring(ring.coords[:-1]) for ring in rings)

    def _ring(self, coordinates: Sequence[tuple[float, ...]]) -> str:
        points = [self.point(point[0], point[1]) for point in coordinates]
        pairs = pairwise(points)
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairs if a != b]
        return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if len(steps) > 1 else ""


def grid_of(atlas: Atlas, key: SheetKey) -> SheetGrid:
    """The units of a sheet: its land fills them."""
    return SheetGrid(atlas.shapes_of(key.drawn_as)[code] for code in key.codes)


def sheet_of(atlas: Atlas, key: SheetKey) -> Json:
    """The areas and outlines of a sheet with their shapes."""
    grid = grid_of(atlas, key)
    areas = [atlas.areas[code] for code in key.codes]
    around = [holder(atlas, area, key.within) for area in areas]
    within = [labels.short_name(one) if one else "" for one in around]
    shapes = [_outline(atlas, key, atlas.areas[code]) for code in key.outlines]
    return {
        "areas": [
            [
                area.code,
                area.name,
                around if len(set(within)) > 1 else "",
                grid.path(atlas.shapes_of(key.drawn_as)[area.code]),
            ]
            for area, around in zip(areas, within, strict=True)
        ],
        "outlines": [grid.path(shape) for shape in shapes],
        "place": key.codes.index(key.within) if key.is_place else None,
    }


def _outline(atlas: Atlas, key: SheetKey, area: Area) -> BaseGeometry:
    return atlas.drawn(key.drawn_as)[key.drawn_as.level if key.is_place else area.level][area.code]
