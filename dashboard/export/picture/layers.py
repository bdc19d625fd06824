"""The layers of a picture: outlines as lines, hospitals and stroke units as numbered marks, and their legend.

Outlines are cut off where the map ends: a picture has no frame that would hide the rest of a larger area.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from dashboard.core.collisions import Rectangle, shared_area
from dashboard.core.colours import INK, WHITE
from dashboard.core.layer_names import layer_name
from dashboard.core.level import Level
from dashboard.export.picture.layer_swatches import SCALE, site_mark
from dashboard.export.picture.primitives import LINE, Line, Projection, Swatch, Text, Track, Window
from dashboard.export.picture.text_metrics import width
from dashboard.maps.layer_marks import SYMBOLS
from dashboard.views.scene import Scene, sites_together

#: Lines may run this far outside the areas of the map, in metres.
_OUTSIDE = 300
_NUMBER = 15.5
#: Where the number of a site may stand, in steps from the middle of its mark: beside it, above, below, askew.
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))

LevelShapes = Mapping[Level, Mapping[str, BaseGeometry]]


def tracks(
    scene: Scene, shapes: LevelShapes, project: Projection, unit: float, seen: BaseGeometry
) -> tuple[Track, ...]:
    """The lines of each layer of outlines and each of its strokes, from below.

    shapes: of all levels, on the National Grid. seen: the part of it that the map shows.
    """
    level = scene.view.by if scene.place else scene.area.level
    ground = [row.area.code for row in scene.rows] if scene.place else [scene.area.code]
    land = shapely.union_all([shapes[level][code] for code in ground]).buffer(_OUTSIDE)
    return tuple(
        Track(layer_name(layer), tuple(Line(points, stroke.colour, stroke.width * SCALE * unit) for points in rings))
        for layer, areas in scene.borders
        for rings in [_rings([shapes[layer][a.code] for a in areas], land.intersection(seen), project)]
        for stroke in layer.strokes
    )


def _rings(
    shapes: Sequence[BaseGeometry], land: BaseGeometry, project: Projection
) -> list[tuple[tuple[float, float], ...]]:
    """The borders of areas in pixels, those that two areas share once."""
    lines = shapely.union_all([shape.boundary for shape in shapes]).intersection(land)
    merged = shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines
    parts = (part for part in shapely.get_parts(merged) if isinstance(part, LineString))
    return [tuple(project.point(x, y) for x, y in part.coords) for part in parts]


def site_marks(scene: Scene, project: Projection, unit: float, window: Window) -> tuple[Swatch, ...]:
    """Hospitals and stroke units, stroke units below."""
    return tuple(
        site_mark(kind, *project.point(site.easting, site.northing), unit, site.name)
        for kind in SYMBOLS
        for site in scene.sites
        if site.kind is kind and _is_in(window, site.easting, site.northing)
    )


def _is_in(window: Window, x: float, y: float) -> bool:
    west, south, east, north = window
    return west <= x <= east and south <= y <= north


def numbers(
    scene: Scene, project: Projection, unit: float, window: Window, taken: Sequence[Rectangle]
) -> tuple[Text, ...]:
    """The number of each place in the key, beside its mark where it covers least.

    taken: what stands on the map already, in pixels.
    """
    size = _NUMBER * unit
    points = [
        (n, s[0]) for n, s in enumerate(sites_together(scene.sites), 1) if _is_in(window, s[0].easting, s[0].northing)
    ]
    marks = site_marks(scene, project, unit, window)
    full = [*taken, *((m.x, m.y, m.x + m.width, m.y + m.height) for m in marks)]
    made = []
    for number, site in points:
        x, y = project.point(site.easting, site.northing)
        wide = width(str(number), size, bold=True)
        rooms = [_room(x, y, across, down, wide, size, unit) for across, down in _AROUND]
        best = min(rooms, key=lambda room: sum(shared_area(room, other) for other in full))
        full.append(best)
        made.append(Text((str(number),), best[0], best[1], size, bold=True, colour=INK, halo=WHITE))
    return tuple(made)


def _room(x: float, y: float, across: int, down: int, wide: float, size: float, unit: float) -> Rectangle:
    """The room of a number beside the largest mark of a site."""
    away = max(symbol.size for symbol in SYMBOLS.values()) / 2 * SCALE * unit
    middle_x = x + across * (away + wide / 2 + unit)
    middle_y = y + down * (away + size / 2)
    return (middle_x - wide / 2, middle_y - size * LINE / 2, middle_x + wide / 2, middle_y + size * LINE / 2)


def key_line(scene: Scene) -> tuple[str, ...]:
    """What the numbers on the map mean, as one line; none without numbers."""
    named = (f"{number}\u00a0{sites[0].name}" for number, sites in enumerate(sites_together(scene.sites), 1))
    return (f"On the map: {'; '.join(named)}.",) if scene.sites else ()
