"""The land around the areas of a picture in a pale grey, so that a coast is seen to be one; nothing is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.colours import LAND, WHITE
from dashboard.export.picture.layout import drawing_ground
from dashboard.export.picture.primitives import Box, Patch, Projection, Window
from dashboard.views.scene import Scene

_BORDER = 0.8


def seen_ground(window: Window, room: Box, taken: Iterable[Box]) -> BaseGeometry:
    """What a map shows of its window. taken: where something else stands in its room, which keeps its white ground."""
    return shapely.box(*window).difference(shapely.union_all([drawing_ground(box, window, room) for box in taken]))


def pale_land(atlas: Atlas, scene: Scene, project: Projection, ground: BaseGeometry, unit: float) -> Iterator[Patch]:
    """What is seen on the ground of a map of the land around the system, and of the system below the areas."""
    system = atlas.drawn(scene.view.drawn_as)[atlas.system.level][atlas.system.code]
    around = () if scene.view.drawn_as.is_equal else atlas.around.values()
    for shape in (*around, system):
        if polygons := project.polygons(shape.intersection(ground)):
            yield Patch("", "", "", polygons, LAND, WHITE, _BORDER * unit)
