"""The map of a post: a place in its colour on pale land, framed on it, or all areas of a view in theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS, INK
from dashboard.export.picture.chart_marks import rectangle
from dashboard.export.picture.hatch_marks import hatch_lines, hatch_marks
from dashboard.export.picture.primitives import Box, Line, Patch, Projection, Window
from dashboard.maps.placement.labels import bounds_around
from dashboard.maps.placement.placing import window_around
from dashboard.maps.symbology import BORDER, colours, fill_class, kind_of_empty
from dashboard.views.scene import Scene
from dashboard.views.thirds import figure_edges

_SEA, _LAND = "#eef3f7", "#d5dde4"
#: How much of the map's shorter side the subject takes.
_SUBJECT = 0.62


def land(
    atlas: Atlas, scene: Scene, row: Row | None, room: Box, unit: float, said: Callable[[Row], str]
) -> Iterator[Patch]:
    """Sea, and the areas in it, cut off at the edges of their room. said: what is said of an area."""
    sea = rectangle(room.x, room.y, room.x + room.width, room.y + room.height)
    yield Patch("", "", "", ((sea,),), _SEA, _SEA, 0.1)
    window = _window_of(atlas, scene, row, room)
    project, frame = Projection(window, room), shapely.box(*window)
    edges, palette = figure_edges(atlas, scene), colours(scene)
    for one in sorted(scene.rows, key=lambda other: other.area == scene.place):
        index = fill_class(scene, one, edges)
        kind = "" if index is not None else kind_of_empty(scene, one)
        fill = palette[index] if index is not None else EMPTY_FILLS[kind]
        is_pale = row is not None and one is not row
        cut = _cut(atlas.shapes_of(scene.view.drawn_as)[one.area.code], frame)
        if not cut.is_empty:
            colour = _LAND if is_pale else fill
            border, thick = (INK, 3.0) if one.area == scene.place else (BORDER, 1.2)
            dots = "dots" if kind == "not-published" and not is_pale else ""
            yield Patch(
                one.area.code, one.area.name, said(one), project.polygons(cut), colour, border, thick * unit, dots
            )


def hatching(atlas: Atlas, scene: Scene, row: Row | None, room: Box, unit: float) -> Iterator[Line]:
    """The lines over what is hatched on the map; of a place over that alone, as the others have no colour."""
    window = _window_of(atlas, scene, row, room)
    project, frame = Projection(window, room), shapely.box(*window)
    for mark in hatch_marks(scene, figure_edges(atlas, scene)):
        for code in mark.inks:
            cut = _cut(atlas.shapes_of(scene.view.drawn_as)[code], frame)
            if (row is None or code == row.area.code) and not cut.is_empty:
                yield from hatch_lines(mark, code, project.shape(cut), unit)


def _cut(shape: BaseGeometry, frame: Polygon) -> MultiPolygon:
    """The part of a shape that lies in the frame."""
    parts = shapely.get_parts(shape.intersection(frame))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])


def _window_of(atlas: Atlas, scene: Scene, row: Row | None, room: Box) -> Window:
    shapes, subjects = atlas.shapes_of(scene.view.drawn_as), [row] if row else list(scene.rows)
    return _window([shapes[one.area.code].bounds for one in subjects], room, _SUBJECT if row else 0.94)


def _window(bounds: Sequence[Window], room: Box, share: float) -> Window:
    """The part of the grid in which the subject takes a share of the room's tighter side."""
    west, south, east, north = whole = bounds_around(bounds)
    metres = max((east - west) / room.width, (north - south) / room.height) / share
    return window_around(whole, (room.width, room.height), metres)
