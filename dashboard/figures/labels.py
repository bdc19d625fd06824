"""Where the labels of a map go: on the area if they fit, else beside the land with a leader line.

Everything is in metres of the British National Grid; a label's size in pixels becomes metres through the
scale of the window. The window is fitted to the land and to the labels beside it, so nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from math import hypot

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

_GAP_PX = 14
_SPACING_PX = 3
_MARGIN_PX = 10
_ROUNDS = 5
_GRID = 14
#: A dot at the end of a leader line keeps other lines at this part of the height of its label.
_DOT = 0.3
#: A leader line may end at other points of its area than the middle: those of a grid that are not near its border.
_ANCHOR_GRID = 13
_ANCHOR_CLEAR = 0.3
_DETAIL_METRES = 150
_COAST_METRES = 800
#: At this share of the land's size lost to labels fewer words are not tried; past this much no words would help.
_FAIR_SHRINKING = 1.2
HOPELESS_SHRINKING = 3.0
#: A wording after the first is worth it if it leaves the land larger by this factor.
_WORTH = 1.12
#: How close the scale comes to the one that land and labels just fill.
_EXACT = 1.01
#: The most that labels may take of a side of the frame when the scale is estimated.
_MOST_TAKEN = 0.75

Bounds = tuple[float, float, float, float]
Spot = tuple[float, float]


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
    def tip(self) -> Spot:
        """The middle of the side towards the land, where the leader line begins."""
        return self.x - self.side * self.width / 2, self.y

    @property
    def span(self) -> tuple[float, float]:
        """The heights of the two ends of the leader line, or of the box alone."""
        return self.y, self.anchor[1] if self.anchor else self.y

    @property
    def leader(self) -> LineString | None:
        """From the anchor to the near side of the box."""
        return LineString([self.anchor, self.tip]) if self.anchor else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The window of the map (west, south, east, north) with the labels in it.

    ``shrinking`` is how many times smaller the land is than it would be without labels.
    """

    window: Bounds
    labels: tuple[Label, ...]
    shrinking: float = 1.0


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
    attempts: Sequence[Sequence[Wanted]],
    frame: tuple[float, float],
    lettering: Lettering,
) -> Plan:
    """Place all labels in a frame of width and height in pixels.

    attempts: the labels in several wordings, best first. A wording that leaves the land nearly its size is
    taken at once; else the one that leaves it largest. None: a map without labels.
    """
    if not attempts:
        land = _around([shape.bounds for shape in shapes.values()])
        return Plan(_window(land, frame, _scale(land, frame)), ())
    ground = _ground(tuple(shapes.items()))
    made: list[Plan] = []
    for wanted in attempts:
        made.append(_settled(ground, wanted, frame, lettering))
        if made[-1].shrinking <= _FAIR_SHRINKING:
            return made[-1]
    return min(made, key=lambda plan: plan.shrinking * (1 if plan is made[0] else _WORTH))


@dataclass(frozen=True, slots=True)
class Site:
    """A shape as a place for a label: simplified, and its largest part.

    ``middle`` is the point of that part farthest from any border, ``anchors`` are others that are not near
    one, from the middle outwards.
    """

    shape: BaseGeometry
    part: Polygon
    middle: Point
    anchors: tuple[Spot, ...]


@lru_cache(maxsize=1024)
def site(shape: BaseGeometry) -> Site:
    """Prepare a shape, once. Details below a pixel do not decide where a label goes."""
    simple = shape.simplify(_DETAIL_METRES)
    part = max((p for p in shapely.get_parts(simple) if isinstance(p, Polygon)), key=lambda p: p.area)
    radius = shapely.maximum_inscribed_circle(part, tolerance=(part.bounds[2] - part.bounds[0]) / 30)
    middle = Point(radius.coords[0])
    shapely.prepare(part)
    return Site(simple, part, middle, _anchors(part, middle, radius.length * _ANCHOR_CLEAR))


def _anchors(part: Polygon, middle: Point, clear: float) -> tuple[Spot, ...]:
    west, south, east, north = part.bounds
    grid = np.meshgrid(np.linspace(west, east, _ANCHOR_GRID), np.linspace(south, north, _ANCHOR_GRID))
    points = shapely.points(*(axis.ravel() for axis in grid))
    fit = points[shapely.contains(part, points) & (shapely.distance(part.boundary, points) >= clear)]
    nearest = fit[np.argsort(shapely.distance(fit, middle))]
    return tuple((float(point.x), float(point.y)) for point in nearest)


@dataclass(frozen=True, slots=True)
class Ground:
    """What labels are placed on and beside: the sites, the land that they make up, and points along its coast."""

    sites: Mapping[str, Site]
    land: BaseGeometry
    coast: npt.NDArray[np.float64]

    def extent(self, south: float, north: float) -> tuple[float, float] | None:
        """The westernmost and the easternmost land in a band."""
        xs = self.coast[(self.coast[:, 1] >= south) & (self.coast[:, 1] <= north), 0]
        return (float(xs.min()), float(xs.max())) if len(xs) else None


@lru_cache(maxsize=64)
def _ground(shapes: tuple[tuple[str, BaseGeometry], ...]) -> Ground:
    sites = {code: site(shape) for code, shape in shapes}
    land = shapely.union_all([place.shape for place in sites.values()])
    return Ground(sites, land, shapely.get_coordinates(shapely.segmentize(land.boundary, _COAST_METRES)))


def _settled(ground: Ground, wanted: Sequence[Wanted], frame: tuple[float, float], lettering: Lettering) -> Plan:
    """The labels at the scale at which land and labels just fill the frame.

    The labels beside the land widen the window, which changes the scale, which changes the size of the labels
    on the ground: nearly in proportion, so a few rounds settle it.
    """
    bare = metres_per_px = _scale(ground.land.bounds, frame)
    for _ in range(_ROUNDS):
        labels = _place(ground, wanted, lettering, metres_per_px)
        bounds = _around([ground.land.bounds, *(label.bounds for label in labels)])
        needed = _scale(bounds, frame)
        if needed <= metres_per_px * _EXACT or needed > bare * HOPELESS_SHRINKING:
            break
        metres_per_px = bare / (1 - min((needed - bare) / metres_per_px, _MOST_TAKEN))
    scale = max(needed, metres_per_px)
    return Plan(_window(bounds, frame, scale), labels, scale / bare)


def names(
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    taken: Plan,
    frame: tuple[float, float],
    lettering: Lettering,
    borders: BaseGeometry,
) -> tuple[Label, ...]:
    """Names of larger areas, each inside its own outline and clear of all labels and leader lines; else left out.

    borders: lines that a name crosses only if there is no other place for it.
    """
    metres_per_px = (taken.window[2] - taken.window[0]) / frame[0]
    blocked = _obstacles(taken.labels)
    placed: list[Label] = []
    for want in wanted:
        obstacles = shapely.union_all([blocked, *(label.box for label in placed)]).buffer(_SPACING_PX * metres_per_px)
        place = site(shapes[want.code])
        tries = (_inside(place, want, lettering, metres_per_px, obstacles, lines) for lines in (borders, None))
        placed.extend(label for label in [next(filter(None, tries), None)] if label)
    return tuple(placed)


def _place(ground: Ground, wanted: Sequence[Wanted], lettering: Lettering, metres_per_px: float) -> tuple[Label, ...]:
    inside = {w.code: _inside(ground.sites[w.code], w, lettering, metres_per_px) for w in wanted}
    while True:
        outside = [w for w in wanted if inside[w.code] is None]
        beside = _beside(ground, outside, lettering, metres_per_px)
        leaders = shapely.union_all(
            [label.leader.buffer(_SPACING_PX * metres_per_px) for label in beside if label.leader]
        )
        struck = [w for w in wanted if (label := inside[w.code]) and leaders.intersects(label.box)]
        for want in struck:
            inside[want.code] = _inside(ground.sites[want.code], want, lettering, metres_per_px, leaders)
        if all(inside[want.code] for want in struck):
            return (*(label for label in inside.values() if label), *beside)


def _inside(
    place: Site,
    want: Wanted,
    lettering: Lettering,
    metres_per_px: float,
    obstacles: BaseGeometry | None = None,
    borders: BaseGeometry | None = None,
) -> Label | None:
    """The first alternative that fits inside the largest part of the shape, as near to its middle as can be.

    It covers no obstacle and crosses no border.
    """
    free: BaseGeometry = place.part
    if obstacles is not None and not obstacles.is_empty:
        free = place.part.difference(obstacles)
        shapely.prepare(free)
    for lines in want.alternatives:
        width, height = lettering.metres(lines, metres_per_px)
        spot = _spot(place, free, borders, width, height)
        if spot:
            return Label(want.code, lines, *spot, width, height, want.figure)
    return None


def _spot(place: Site, free: BaseGeometry, borders: BaseGeometry | None, width: float, height: float) -> Spot | None:
    """The middle of a box of this size that lies wholly in ``free``, nearest to the middle of the place."""
    west, south, east, north = place.part.bounds
    if width > east - west or height > north - south:
        return None
    x, y = place.middle.x, place.middle.y
    middle = _box(x, y, width, height)
    if free.contains(middle) and (borders is None or not borders.intersects(middle)):
        return x, y
    steps = np.linspace(0, 1, _GRID + 1)
    xs, ys = np.meshgrid(
        west + width / 2 + steps * (east - west - width), south + height / 2 + steps * (north - south - height)
    )
    boxes = shapely.box(xs - width / 2, ys - height / 2, xs + width / 2, ys + height / 2)
    fits = shapely.contains(free, boxes)
    if borders is not None:
        fits &= ~shapely.intersects(borders, boxes)
    distance = np.where(fits, abs(xs - x) + abs(ys - y), np.inf)
    best = np.unravel_index(distance.argmin(), distance.shape)
    return (float(xs[best]), float(ys[best])) if np.isfinite(distance[best]) else None


def _box(x: float, y: float, width: float, height: float) -> Polygon:
    return box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _beside(ground: Ground, wanted: Sequence[Wanted], lettering: Lettering, metres_per_px: float) -> tuple[Label, ...]:
    """Labels east or west of the land, whichever is nearer, spread so that they and their leaders stay apart."""
    columns: dict[int, list[Label]] = {1: [], -1: []}
    for want in wanted:
        middle = ground.sites[want.code].middle
        width, height = lettering.metres(want.beside, metres_per_px)
        side, point = _side(ground, middle), (middle.x, middle.y)
        columns[side].append(Label(want.code, want.beside, *point, width, height, want.figure, point, side))
    spacing, gap = _SPACING_PX * metres_per_px, _GAP_PX * metres_per_px
    return _untangled(
        ground.sites, [label for column in columns.values() for label in _column(column, ground, spacing, gap)]
    )


def _side(ground: Ground, middle: Point) -> int:
    """East is the sea: west only if its edge is much nearer."""
    west, east = ground.extent(middle.y - _COAST_METRES, middle.y + _COAST_METRES) or (middle.x, middle.x)
    return -1 if middle.x - west < 0.5 * (east - middle.x) else 1


def _column(labels: Sequence[Label], ground: Ground, spacing: float, gap: float) -> tuple[Label, ...]:
    """Spread labels from north to south beside the coast; two in each other's way change places."""
    order = sorted(labels, key=lambda label: -label.y)
    column = _settle(order, ground, spacing, gap)
    for _ in order:
        crossing = next((pair for pair in _pairs(column) if _cross(*pair)), None)
        if crossing is None:
            break
        order, column = _exchanged(order, crossing, ground, spacing, gap)
    least = _conflicts(column)
    for pair in [pair for pair in _pairs(column) if _conflict(*pair)]:
        trial, settled = _exchanged(order, pair, ground, spacing, gap)
        if (conflicts := _conflicts(settled)) < least:
            order, column, least = trial, settled, conflicts
    return column


def _untangled(sites: Mapping[str, Site], labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels with the ends of their leader lines moved within their areas, where that parts them from others."""
    moved = list(labels)
    for number in (*range(len(moved)), *range(len(moved))):
        label, others = moved[number], [*moved[:number], *moved[number + 1 :]]
        moved[number] = _freed(label, sites[label.code].anchors, others)
    return tuple(moved)


def _freed(label: Label, anchors: Sequence[Spot], others: Sequence[Label]) -> Label:
    """The label with the first anchor at which its leader line is in the way of fewest others."""
    best, least = label, _trouble(label, others)
    landward = [anchor for anchor in anchors if (label.tip[0] - anchor[0]) * label.side > 0]
    for anchor in landward if least else ():
        trial = replace(label, anchor=anchor)
        trouble = _trouble(trial, others)
        if trouble < least:
            best, least = trial, trouble
        if not least:
            break
    return best


def _pairs(column: Sequence[Label]) -> Iterable[tuple[Label, Label]]:
    return combinations(column, 2)


def _exchanged(
    order: Sequence[Label], pair: tuple[Label, Label], ground: Ground, spacing: float, gap: float
) -> tuple[list[Label], tuple[Label, ...]]:
    """The order in which two labels have changed places, and the column that it gives."""
    codes = [label.code for label in order]
    first, second = codes.index(pair[0].code), codes.index(pair[1].code)
    trial = list(order)
    trial[first], trial[second] = trial[second], trial[first]
    return trial, _settle(trial, ground, spacing, gap)


def _conflicts(column: Sequence[Label]) -> int:
    return sum(_conflict(*pair) for pair in _pairs(column))


def _trouble(label: Label, others: Iterable[Label]) -> int:
    return sum(_conflict(label, other) for other in others)


def _conflict(one: Label, two: Label) -> int:
    """Lines that cross weigh more than a line through another label. Most pairs are too far apart for either."""
    lower, upper = (one, two) if one.y < two.y else (two, one)
    if max(lower.span) + lower.height < min(upper.span) - upper.height:
        return 0
    return 3 * _cross(one, two) + _strike(one, two)


def _cross(one: Label, two: Label) -> bool:
    """Whether two leader lines cross."""
    if one.anchor is None or two.anchor is None:
        return False
    return _parts(one.anchor, one.tip, two.anchor, two.tip) and _parts(two.anchor, two.tip, one.anchor, one.tip)


def _parts(start: Spot, end: Spot, one: Spot, two: Spot) -> bool:
    """Whether a line, made endless, has two points on different sides of it."""
    return _turn(start, end, one) * _turn(start, end, two) < 0


def _turn(start: Spot, end: Spot, point: Spot) -> float:
    """Positive if the point lies left of the way from start to end."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _strike(one: Label, two: Label) -> bool:
    """Whether the leader line of one runs through the letters or the dot of the other."""
    if one.anchor is None or two.anchor is None:
        return False
    clear = _DOT * min(one.height, two.height)
    close = min(_distance(two.anchor, one.anchor, one.tip), _distance(one.anchor, two.anchor, two.tip)) < clear
    return close or _through(one.anchor, one.tip, two) or _through(two.anchor, two.tip, one)


def _distance(point: Spot, start: Spot, end: Spot) -> float:
    """From a point to a line between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * up)


def _through(start: Spot, end: Spot, label: Label) -> bool:
    """Whether a line runs through the ink of a label: its box less the air around the letters."""
    half_width, half_height = label.width * 0.48, label.height * 0.35
    low = max(min(start[0], end[0]), label.x - half_width)
    high = min(max(start[0], end[0]), label.x + half_width)
    if low > high:
        return False
    slope = (end[1] - start[1]) / (end[0] - start[0]) if end[0] != start[0] else 0.0
    heights = [start[1] + slope * (x - start[0]) - label.y for x in (low, high)]
    return min(heights) < half_height and max(heights) > -half_height


def _settle(order: Sequence[Label], ground: Ground, spacing: float, gap: float) -> tuple[Label, ...]:
    heights = [label.height + spacing for label in order]
    wanted = [label.anchor[1] if label.anchor else label.y for label in order]
    middles = spread(wanted, heights)
    return tuple(
        replace(label, y=y, x=_shore(ground, label, y) + label.side * (gap + label.width / 2))
        for label, y in zip(order, middles, strict=True)
    )


def _shore(ground: Ground, label: Label, y: float) -> float:
    """The outermost land in the band of a label, on its side."""
    anchor_x = label.anchor[0] if label.anchor else label.x
    west, east = ground.extent(y - label.height * 0.8, y + label.height * 0.8) or (anchor_x, anchor_x)
    return max(east, anchor_x) if label.side > 0 else min(west, anchor_x)


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


def _window(bounds: Bounds, frame: tuple[float, float], metres_per_px: float) -> Bounds:
    """The part of the grid that fills the frame at a scale, with the bounds in its middle."""
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = frame[0] * metres_per_px / 2, frame[1] * metres_per_px / 2
    return x - half_width, y - half_height, x + half_width, y + half_height
