"""Where the labels of a map go: on the area if they fit, else beside the land with a leader line.

Everything is in metres of the British National Grid; a label's size in pixels becomes metres through the
scale of the window. The window is fitted to the land and to the labels beside it, so nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

_GAP_PX = 14
_SPACING_PX = 3
_MARGIN_PX = 10
_ROUNDS = 3
_GRID = 14
#: A dot at the end of a leader line takes this part of the height of its label.
_DOT = 0.3
_DETAIL_METRES = 150
#: The land may lose this much of its size to the labels beside it.
_MOST_SHRINKING = 1.6

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: the alternatives for inside the area, best first, and the lines for beside it.

    The last line ends with ``figure``, which is written bold.
    """

    code: str
    alternatives: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label. ``x`` and ``y`` are the middle of its box; ``anchor`` is the end of the leader line in the area.

    ``side`` is 0 for a label on its area, 1 for one east of the land, -1 for one west of it.
    """

    code: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    figure: str = ""
    anchor: tuple[float, float] | None = None
    side: int = 0

    @property
    def box(self) -> Polygon:
        """The room that the label takes."""
        return _box(self.x, self.y, self.width, self.height)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north."""
        return (
            self.x - self.width / 2,
            self.y - self.height / 2,
            self.x + self.width / 2,
            self.y + self.height / 2,
        )

    @property
    def leader(self) -> LineString | None:
        """From the anchor to the near side of the box."""
        if self.anchor is None:
            return None
        west, _, east, _ = self.bounds
        return LineString([self.anchor, (west if self.anchor[0] < self.x else east, self.y)])


@dataclass(frozen=True, slots=True)
class Plan:
    """The window of the map (west, south, east, north) with the labels in it."""

    window: Bounds
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How large text is: height and mean width of a character in pixels."""

    size_px: float
    character: float = 0.56
    line: float = 1.25

    def metres(self, lines: Sequence[str], metres_per_px: float) -> tuple[float, float]:
        """Width and height of a block of lines."""
        width = max(len(line) for line in lines) * self.size_px * self.character
        return width * metres_per_px, len(lines) * self.size_px * self.line * metres_per_px


def plan(
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    frame: tuple[float, float],
    lettering: Lettering,
) -> Plan:
    """Place all labels in a frame of width and height in pixels.

    The labels beside the land widen the window, which changes the scale, which changes the labels: a few
    rounds settle it. If they would take too much of the frame from the land, only figures are written; if
    even these do, no labels.
    """
    if not wanted:
        return Plan(_window(_around([shape.bounds for shape in shapes.values()]), frame), ())
    sites = {code: site(shape) for code, shape in shapes.items()}
    land = shapely.union_all([place.shape for place in sites.values()])
    for attempt in (tuple(wanted), tuple(_figure_only(w) for w in wanted)):
        labels, bounds = _settled(sites, land, attempt, frame, lettering)
        if _scale(bounds, frame) <= _MOST_SHRINKING * _scale(land.bounds, frame):
            return Plan(_window(bounds, frame), labels)
    return Plan(_window(land.bounds, frame), ())


def _figure_only(want: Wanted) -> Wanted:
    lines = (want.figure,)
    return Wanted(want.code, (lines,), lines, want.figure)


@dataclass(frozen=True, slots=True)
class Site:
    """A shape as a place for a label: simplified, its largest part, and the point of that farthest from any border."""

    shape: BaseGeometry
    part: Polygon
    middle: Point


@lru_cache(maxsize=1024)
def site(shape: BaseGeometry) -> Site:
    """Prepare a shape, once. Details below a pixel do not decide where a label goes."""
    simple = shape.simplify(_DETAIL_METRES)
    part = max((p for p in shapely.get_parts(simple) if isinstance(p, Polygon)), key=lambda p: p.area)
    circle = shapely.maximum_inscribed_circle(part, tolerance=(part.bounds[2] - part.bounds[0]) / 30)
    shapely.prepare(part)
    return Site(simple, part, Point(circle.coords[0]))


def _settled(
    sites: Mapping[str, Site],
    land: BaseGeometry,
    wanted: Sequence[Wanted],
    frame: tuple[float, float],
    lettering: Lettering,
) -> tuple[tuple[Label, ...], Bounds]:
    bounds: Bounds = land.bounds
    labels: tuple[Label, ...] = ()
    for _ in range(_ROUNDS):
        metres_per_px = min(_scale(bounds, frame), _MOST_SHRINKING * _scale(land.bounds, frame))
        labels = _place(sites, land, wanted, lettering, metres_per_px)
        bounds = _around([land.bounds, *(label.bounds for label in labels)])
    return labels, bounds


def names(
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    taken: Plan,
    frame: tuple[float, float],
    lettering: Lettering,
) -> tuple[Label, ...]:
    """Names of larger areas, each inside its own outline and clear of all labels and leader lines; else left out."""
    metres_per_px = _scale(taken.window, frame)
    blocked = _obstacles(taken.labels)
    placed: list[Label] = []
    for want in wanted:
        obstacles = shapely.union_all([blocked, *(label.box for label in placed)]).buffer(_SPACING_PX * metres_per_px)
        label = _inside(site(shapes[want.code]), want, lettering, metres_per_px, obstacles)
        if label:
            placed.append(label)
    return tuple(placed)


def _place(
    sites: Mapping[str, Site],
    land: BaseGeometry,
    wanted: Sequence[Wanted],
    lettering: Lettering,
    metres_per_px: float,
) -> tuple[Label, ...]:
    inside = {w.code: _inside(sites[w.code], w, lettering, metres_per_px) for w in wanted}
    while True:
        outside = [w for w in wanted if inside[w.code] is None]
        beside = _beside(sites, land, outside, lettering, metres_per_px)
        leaders = shapely.union_all(
            [label.leader.buffer(_SPACING_PX * metres_per_px) for label in beside if label.leader]
        )
        struck = [w for w in wanted if (label := inside[w.code]) and leaders.intersects(label.box)]
        for want in struck:
            inside[want.code] = _inside(sites[want.code], want, lettering, metres_per_px, leaders)
        if all(inside[want.code] for want in struck):
            return (*(label for label in inside.values() if label), *beside)


def _inside(
    place: Site,
    want: Wanted,
    lettering: Lettering,
    metres_per_px: float,
    obstacles: BaseGeometry | None = None,
) -> Label | None:
    """The first alternative that fits inside the largest part of the shape, as near to its middle as can be."""
    free: BaseGeometry = place.part
    if obstacles is not None and not obstacles.is_empty:
        free = place.part.difference(obstacles)
        shapely.prepare(free)
    for lines in want.alternatives:
        width, height = lettering.metres(lines, metres_per_px)
        spot = _spot(place, free, width, height)
        if spot:
            return Label(want.code, lines, *spot, width, height, want.figure)
    return None


def _spot(place: Site, free: BaseGeometry, width: float, height: float) -> tuple[float, float] | None:
    """The middle of a box of this size that lies wholly in ``free``, nearest to the middle of the place."""
    west, south, east, north = place.part.bounds
    if width > east - west or height > north - south:
        return None
    x, y = place.middle.x, place.middle.y
    if free.contains(_box(x, y, width, height)):
        return x, y
    steps = np.linspace(0, 1, _GRID + 1)
    xs, ys = np.meshgrid(
        west + width / 2 + steps * (east - west - width), south + height / 2 + steps * (north - south - height)
    )
    boxes = shapely.box(xs - width / 2, ys - height / 2, xs + width / 2, ys + height / 2)
    distance = np.where(shapely.contains(free, boxes), abs(xs - x) + abs(ys - y), np.inf)
    best = np.unravel_index(distance.argmin(), distance.shape)
    return (float(xs[best]), float(ys[best])) if np.isfinite(distance[best]) else None


def _box(x: float, y: float, width: float, height: float) -> Polygon:
    return box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _beside(
    sites: Mapping[str, Site],
    land: BaseGeometry,
    wanted: Sequence[Wanted],
    lettering: Lettering,
    metres_per_px: float,
) -> tuple[Label, ...]:
    """Labels east or west of the land, whichever is nearer, spread so that they and their leaders stay apart."""
    east: list[Label] = []
    west: list[Label] = []
    for want in wanted:
        anchor = sites[want.code].middle
        width, height = lettering.metres(want.beside, metres_per_px)
        side, column = (-1, west) if _nearer_west(land, anchor) else (1, east)
        point = (anchor.x, anchor.y)
        column.append(Label(want.code, want.beside, *point, width, height, want.figure, point, side))
    spacing, gap = _SPACING_PX * metres_per_px, _GAP_PX * metres_per_px
    coast = land.boundary
    return (
        *_column(east, coast, spacing, gap, 1),
        *_column(west, coast, spacing, gap, -1),
    )


def _nearer_west(land: BaseGeometry, anchor: Point) -> bool:
    """East is the sea: west only if its edge is much nearer."""
    west, _, east, _ = land.bounds
    line = LineString([(west - 1, anchor.y), (east + 1, anchor.y)]).intersection(land)
    line_west, _, line_east, _ = line.bounds
    return bool(anchor.x - line_west < 0.5 * (line_east - anchor.x))


def _column(labels: Sequence[Label], coast: BaseGeometry, spacing: float, gap: float, side: int) -> tuple[Label, ...]:
    """Spread labels from north to south beside the coast; two in each other's way change places."""
    order = sorted(labels, key=lambda label: -label.y)
    column = _settle(order, coast, spacing, gap, side)
    for _ in order:
        crossing = next((pair for pair in _pairs(column) if _cross(*pair)), None)
        if crossing is None:
            break
        order, column = _exchanged(order, crossing, coast, spacing, gap, side)
    for pair in [pair for pair in _pairs(column) if _strike(*pair)]:
        trial, settled = _exchanged(order, pair, coast, spacing, gap, side)
        if _conflicts(settled) < _conflicts(column):
            order, column = trial, settled
    return column


def _pairs(column: Sequence[Label]) -> Iterable[tuple[Label, Label]]:
    return combinations(column, 2)


def _exchanged(
    order: Sequence[Label], pair: tuple[Label, Label], coast: BaseGeometry, spacing: float, gap: float, side: int
) -> tuple[list[Label], tuple[Label, ...]]:
    """The order in which two labels have changed places, and the column that it gives."""
    codes = [label.code for label in order]
    first, second = codes.index(pair[0].code), codes.index(pair[1].code)
    trial = list(order)
    trial[first], trial[second] = trial[second], trial[first]
    return trial, _settle(trial, coast, spacing, gap, side)


def _conflicts(column: Sequence[Label]) -> int:
    """Lines that cross weigh more than a line through another label."""
    return sum(3 * _cross(*pair) + _strike(*pair) for pair in _pairs(column))


def _cross(one: Label, two: Label) -> bool:
    return one.leader is not None and two.leader is not None and bool(one.leader.crosses(two.leader))


def _strike(one: Label, two: Label) -> bool:
    """Whether the leader line of one runs through the letters or the dot of the other."""
    if one.leader is None or two.leader is None or one.anchor is None or two.anchor is None:
        return False
    close = min(one.leader.distance(Point(two.anchor)), two.leader.distance(Point(one.anchor)))
    through = one.leader.intersects(_core(two)) or two.leader.intersects(_core(one))
    return bool(through or close < _DOT * min(one.height, two.height))


def _core(label: Label) -> Polygon:
    """The ink of a label: its box less the air around the letters."""
    return _box(label.x, label.y, label.width * 0.96, label.height * 0.7)


def _settle(order: Sequence[Label], coast: BaseGeometry, spacing: float, gap: float, side: int) -> tuple[Label, ...]:
    heights = [label.height + spacing for label in order]
    wanted = [label.anchor[1] if label.anchor else label.y for label in order]
    middles = spread(wanted, heights)
    return tuple(
        replace(label, y=y, x=_shore(coast, label, y, side) + side * (gap + label.width / 2))
        for label, y in zip(order, middles, strict=True)
    )


def _shore(coast: BaseGeometry, label: Label, y: float, side: int) -> float:
    """The outermost land in the band of a label, east (side 1) or west (side -1)."""
    anchor_x = label.anchor[0] if label.anchor else label.x
    west, _, east, _ = coast.bounds
    band = box(west - 1, y - label.height * 0.8, east + 1, y + label.height * 0.8)
    strip = coast.intersection(band)
    if strip.is_empty:
        return anchor_x
    return float(max(strip.bounds[2], anchor_x) if side > 0 else min(strip.bounds[0], anchor_x))


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles of boxes in descending order, as near to the wanted middles as can be without overlap.

    Pools boxes that would overlap into blocks around the mean of their wishes (isotonic regression by pool
    adjacent violators), which is the least-squares answer.
    """
    blocks: list[tuple[list[int], float]] = []
    for index, middle in enumerate(wanted):
        blocks.append(([index], middle))
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1], heights):
            members = blocks[-2][0] + blocks[-1][0]
            blocks[-2:] = [(members, _block_middle(members, wanted, heights))]
    return [y for members, middle in blocks for y in _stack(members, middle, heights)]


def _overlap(upper: tuple[list[int], float], lower: tuple[list[int], float], heights: Sequence[float]) -> bool:
    room = (sum(heights[i] for i in upper[0]) + sum(heights[i] for i in lower[0])) / 2
    return upper[1] - lower[1] < room


def _block_middle(members: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    offsets = _stack(members, 0.0, heights)
    return sum(wanted[i] - offset for i, offset in zip(members, offsets, strict=True)) / len(members)


def _stack(members: Sequence[int], middle: float, heights: Sequence[float]) -> list[float]:
    top = middle + sum(heights[i] for i in members) / 2
    middles = []
    for i in members:
        middles.append(top - heights[i] / 2)
        top -= heights[i]
    return middles


def _obstacles(labels: Iterable[Label]) -> BaseGeometry:
    boxes = [label.box for label in labels]
    leaders = [label.leader.buffer(label.height / 8) for label in labels if label.leader]
    return shapely.union_all([*boxes, *leaders])


def _around(bounds: Iterable[Bounds]) -> Bounds:
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def _scale(bounds: Bounds, frame: tuple[float, float]) -> float:
    """Metres per pixel at which the bounds fit the frame with a margin."""
    west, south, east, north = bounds
    width, height = (max(side - 2 * _MARGIN_PX, 1) for side in frame)
    return max((east - west) / width, (north - south) / height)


def _window(bounds: Bounds, frame: tuple[float, float]) -> Bounds:
    """The part of the grid that fills the frame, with the bounds in its middle."""
    metres_per_px = _scale(bounds, frame)
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = frame[0] * metres_per_px / 2, frame[1] * metres_per_px / 2
    return x - half_width, y - half_height, x + half_width, y + half_height
