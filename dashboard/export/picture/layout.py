"""The rooms of map, table and legend in a picture, from the largest map to the smallest.

The legend may lie in a corner of the map's room: the map is then moved out of its way, or makes way for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from dashboard.core.level import LevelRole
from dashboard.export.picture.figure_table import LARGE, SMALL, full_width, least_width
from dashboard.export.picture.frame import GAP
from dashboard.export.picture.legend import LegendMarks
from dashboard.export.picture.primitives import Box, Size, Window
from dashboard.maps.legend import Legend
from dashboard.views.scene import Scene

#: More rows than this are not printed beside a map; the table is its own file then.
_MOST_ROWS = 20
#: A table takes no more than this part of the width beside a map.
_WIDEST_TABLE = 0.4
#: How far the map makes way for the legend, from not at all to wholly.
_SHARES = (0.0, 0.35, 0.7, 1.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """The rooms of the map, the table and the legend. The legend may lie in a corner of the map's room."""

    room: Box
    table: Box | None
    marks: LegendMarks
    legend: Box


def tabled(body: Box, size: Size, scene: Scene) -> Iterator[tuple[Box, Box | None]]:
    """The rooms of map and table: beside the map or under it, and of the map alone unless intervals need a table.

    On paper a table that is needed may be as narrow as it can.
    """
    has_table = len(scene.rows) <= _MOST_ROWS and (size.wide or size.tall)
    if has_table and size.wide:
        side = min(full_width(scene, LARGE * size.unit), body.width * _WIDEST_TABLE)
        yield _beside(body, size.unit, side)
        least = least_width(scene, size)
        if size.is_sheet and scene.has_intervals and least < side:
            yield _beside(body, size.unit, least)
    elif has_table:
        yield _below(body, size.unit, scene)
    if not has_table or not scene.has_intervals:
        yield body, None


def _beside(body: Box, unit: float, side: float) -> tuple[Box, Box]:
    left = replace(body, width=body.width - side - GAP * unit)
    return left, Box(left.x + left.width + GAP * unit, body.y, side, body.height)


def _below(body: Box, unit: float, scene: Scene) -> tuple[Box, Box]:
    height = (len(scene.rows) + 2) * 30 * unit
    above = replace(body, height=body.height - height)
    return above, Box(body.x, above.y + above.height + GAP * unit / 2, body.width, height - GAP * unit / 2)


def layouts(
    room: Box, table: Box | None, what: Legend, size: Size, is_beside: bool, smaller: float = 1.0
) -> Iterator[Iterator[Layout]]:
    """Ways to give room to the legend, each from the largest map to the smallest.

    The legend stands in the left corner and the map makes way, or in the right one, or, where the picture is
    not wide, flat above the map. is_beside: only wholly beside the map. smaller: the part of its size
    that the legend has.
    """
    least = size.small(SMALL)
    marks, flat = (LegendMarks(what, size.unit * smaller, is_flat, least) for is_flat in (False, True))
    left = Box(room.x, room.y, marks.width, marks.height)
    right = replace(left, x=room.x + room.width - marks.width)
    across, down = marks.width + GAP * size.unit, flat.height + GAP * size.unit
    if is_beside and size.wide:
        yield iter([Layout(_less(room, across, 0), table, marks, left)])
        return
    yield (Layout(_less(room, across * share, 0), table, marks, left) for share in _SHARES)
    yield (Layout(replace(room, width=room.width - across * share), table, marks, right) for share in _SHARES[:-1])
    if not size.wide:
        yield iter([Layout(_less(room, 0, down), table, flat, Box(room.x, room.y, flat.width, flat.height))])


def _less(room: Box, left: float, top: float) -> Box:
    return Box(room.x + left, room.y + top, room.width - left, room.height - top)


def crowds(scene: Scene) -> bool:
    """Whether the towns are too small to be seen on the map."""
    return scene.view.by.is_small and scene.area.level.role is LevelRole.SYSTEM


def moved(window: Window, bounds: Window, layout: Layout) -> Iterator[Window]:
    """A window as it is, then moved so that what is in it stands away from the legend's corner."""
    metres = (window[2] - window[0]) / layout.room.width
    margin = 10 * metres
    is_left = layout.legend.x <= layout.room.x
    across = (window[2] - bounds[2] - margin) if is_left else (window[0] + margin - bounds[0])
    down = bounds[1] - window[1] - margin
    for x, y in ((0.0, 0.0), (across / 2, 0.0), (across, 0.0), (0.0, down), (across, down)):
        yield window[0] - x, window[1] + y, window[2] - x, window[3] + y


def drawing_ground(legend: Box, window: Window, room: Box) -> BaseGeometry:
    """The ground that a legend with a margin would cover."""
    metres = (window[2] - window[0]) / room.width
    clear = 16 * metres
    west = window[0] + (legend.x - room.x) * metres
    north = window[3] - (legend.y - room.y) * metres
    return box(
        west - clear, north - legend.height * metres - clear, west + legend.width * metres + clear, north + clear
    )
