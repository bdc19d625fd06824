"""The towns enlarged beside or below the map, where areas are too small for a finger: arranged as in pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK
from dashboard.core.edition import Enlarged
from dashboard.export.picture.insets import Inset, inset_frames
from dashboard.export.picture.primitives import Box, Projection
from dashboard.maps.placement.labels import Bounds, Frame, Label, Lettered
from dashboard.views.scene import Scene
from dashboard.web.corners import WIDE_MAP, CornerSize
from dashboard.web.plotly_points import Figure, lonlat, projected

#: In pixels: what a finger hits.
_TARGET = 24
#: How many times larger than on the map towns are drawn on it, as large as there is room; and the least below it.
_TIMES = tuple(tenth / 10 for tenth in range(40, 17, -1))
_WORTH = 2.0
#: Narrower than this in pixels they show less on the map than below it.
_NARROWEST = 190
#: Pixels around an inset, and of the name above it; how far apart the places are that are tried.
_GAP, _HEAD, _STEP = 10, 20, 6
#: How much of the width the land leaves to the insets at its right, and how many times smaller it may be for them.
ASIDES, FAIR_LOSS = (0.25, 0.3, 0.35, 0.4), 1.25
#: The heights, in parts of the width, in which they lie below the land: side by side, or one below the other.
_FLAT, _TALL = 0.6, 3.0
#: Pictures have their sizes in units: how many there are in the width below a map.
_UNITS = 600

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Enlargement:
    """The towns of a map that are drawn again.

    frame: width and height of the map on which they lie. is_below: they lie below it. labels: those of each town.
    """

    towns: tuple[Inset, ...] = ()
    frame: Frame = (0, 0)
    is_below: bool = False
    labels: tuple[tuple[Label, ...], ...] = ()


NOTHING_ENLARGED = Enlargement()


def crowded(atlas: Atlas, scene: Scene, frame: Frame, is_labelled: bool) -> tuple[Enlarged, ...]:
    """The towns that want to be drawn again on a map of width and height in pixels.

    is_labelled: its areas have labels. On a wide map these have names and are large enough to be pressed.
    """
    if scene.place or scene.view.drawn_as.is_equal or (is_labelled and frame[0] >= WIDE_MAP):
        return ()
    boxes, among = _boxes(atlas, scene), shapely.bounds(list(atlas.shapes_of(scene.view.drawn_as).values()))
    return tuple(t for t in scene.edition.insets if _crowds(t.window, boxes, among, _scale(boxes, frame)))


def on_map(
    towns: Sequence[Enlarged], ways: Iterable[Lettered], frame: Frame, land: Sequence[BaseGeometry], corner: CornerSize
) -> tuple[Lettered, Enlargement] | None:
    """The best of several ways to draw a map that leaves room for the towns at its right edge, with them; or None.

    Land and towns are as large as they can be together. corner: width and height of what stands in the upper right one.
    """
    found: list[tuple[float, Lettered, Enlargement]] = []
    for way in ways:
        metres = (way.plan.window[2] - way.plan.window[0]) / frame[0]
        edge = _edge(way.plan.window, frame[1], metres, land)
        down = ceil(corner[1] / _STEP)
        edge[:down] = np.maximum(edge[:down], frame[0] - corner[0])
        tries = (_stacked(towns, edge, frame, metres / times) for times in _TIMES)
        made = next(filter(None, tries), None)
        if made and min(inset.box.width for inset in made) >= _NARROWEST:
            found.append((metres * _metres_of(made[0]), way, Enlargement(made, frame)))
    best = min(found, key=lambda one: one[0], default=None)
    return best[1:] if best else None


def _edge(window: Bounds, height: int, metres: float, land: Sequence[BaseGeometry]) -> _Numbers:
    """How far the land reaches to the right in each step of the height, in pixels."""
    points = shapely.get_coordinates(shapely.segmentize(land, _STEP * metres))
    steps = ((window[3] - points[:, 1]) / (_STEP * metres)).astype(int)
    edge = np.zeros(height // _STEP + 1)
    seen = (steps >= 0) & (steps < len(edge))
    np.maximum.at(edge, steps[seen], (points[seen, 0] - window[0]) / metres)
    return edge


def _stacked(towns: Sequence[Enlarged], edge: _Numbers, frame: Frame, metres: float) -> tuple[Inset, ...]:
    """The towns one below the other at a scale, each as far up as it can be; none if not all have room."""
    made: list[Inset] = []
    top = 0
    for town in towns:
        width, height = ((town.east - town.west) / metres, (town.north - town.south) / metres)
        left, taken = frame[0] - _GAP - width, ceil(_HEAD + height + _GAP)
        tops = range(top, frame[1] - taken + 1, _STEP)
        is_free = edge < left - _GAP
        found = next((at for at in tops if is_free[at // _STEP : (at + taken) // _STEP + 1].all()), None)
        if found is None:
            return ()
        made.append(Inset(town.name, town.window, Box(left, found + _HEAD, width, height)))
        top = found + taken + -taken % _STEP
    return tuple(made)


def below_map(atlas: Atlas, scene: Scene, towns: Sequence[Enlarged], frame: Frame) -> Enlargement:
    """The towns below a map: side by side if a finger hits all areas so or the map is wide, else in a column."""
    if not towns:
        return NOTHING_ENLARGED
    boxes, width = _boxes(atlas, scene), frame[0] - 2 * _GAP
    free = (Box(0, 0, width, part * width) for part in (_FLAT, _TALL))
    flat, tall = (inset_frames(towns, room, frame[0] / _UNITS) for room in free)
    misses = any((_within(boxes, one.window) & _are_small(boxes, _metres_of(one))).any() for one in flat)
    made = flat if flat and (frame[0] >= WIDE_MAP or not misses) else tall
    worth = tuple(one for one in made if _scale(boxes, frame) >= _WORTH * _metres_of(one))
    return Enlargement(worth, frame, is_below=True)


def lettered_towns(made: Enlargement, letter: Callable[[tuple[Bounds, float]], tuple[Label, ...]]) -> Enlargement:
    """The towns with their labels. letter: places those of a window at so many metres per pixel."""
    return replace(made, labels=tuple(letter((town.window, _metres_of(town))) for town in made.towns))


def frames(made: Enlargement) -> Iterable[Figure]:
    """Where the towns lie, as lines on the map."""
    for town in made.towns:
        west, south, east, north = town.window
        corners = [lonlat(x, y) for x, y in ((west, south), (west, north), (east, north), (east, south), (west, south))]
        yield {
            "type": "scattergeo",
            "uid": "inset",
            "mode": "lines",
            "lon": [lon for lon, _ in corners],
            "lat": [lat for _, lat in corners],
            "line": {"color": INK, "width": 1},
            "hoverinfo": "skip",
            "showlegend": False,
        }


def drawn_again(made: Enlargement, size_px: float, dark: Mapping[str, str]) -> Figure:
    """What the page's script needs to draw the towns from what it has drawn of the map.

    Places are in parts of the map's frame, so that they keep their distance from the land in a larger room.
    size_px: of the letters. dark: area code -> colour of a ground on which words are white.
    """
    towns = [
        {
            "name": f"{town.name}, enlarged",
            "window": [*projected(*town.window[:2]), *projected(*town.window[2:])],
            "size": [round(town.box.width), round(town.box.height)],
            "place": _place(town.box, made.frame),
            "labels": [_written(label, town, dark) for label in labels],
        }
        for town, labels in zip(made.towns, made.labels, strict=True)
    ]
    return {"letters": size_px, "below": made.is_below, "towns": towns}


def _place(box: Box, frame: Frame) -> list[float]:
    return [round(part, 5) for part in (box.x / frame[0], box.y / frame[1], box.width / frame[0])]


def _written(label: Label, town: Inset, dark: Mapping[str, str]) -> Figure:
    x, y = Projection(town.window, replace(town.box, x=0, y=0)).point(label.x, label.y)
    return {"at": [x, y], "lines": list(label.lines), "figure": label.figure, "ground": dark.get(label.code, "")}


def _metres_of(inset: Inset) -> float:
    """The scale of an inset."""
    return (inset.window[2] - inset.window[0]) / inset.box.width


def _boxes(atlas: Atlas, scene: Scene) -> _Numbers:
    """The bounds of the areas of a scene."""
    shapes = atlas.shapes_of(scene.view.drawn_as)
    return np.asarray(shapely.bounds([shapes[row.area.code] for row in scene.rows]))


def _scale(boxes: _Numbers, frame: Frame) -> float:
    """Metres per pixel if the land were as large as it can be."""
    west, south, east, north = boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
    return float(max((east - west) / frame[0], (north - south) / frame[1]))


def _within(boxes: _Numbers, window: Bounds) -> npt.NDArray[np.bool_]:
    """Which boxes have their middle in a window."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (window[0] < x) & (x < window[2]) & (window[1] < y) & (y < window[3])


def _are_small(boxes: _Numbers, metres: float) -> npt.NDArray[np.bool_]:
    sides = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return sides < _TARGET * metres


def _crowds(window: Bounds, boxes: _Numbers, among: _Numbers, metres: float) -> bool:
    """Whether a window has areas that a finger misses, and half of all areas in it are on the map."""
    inside = _within(boxes, window)
    return bool((inside & _are_small(boxes, metres)).any() and 2 * inside.sum() >= _within(among, window).sum())
