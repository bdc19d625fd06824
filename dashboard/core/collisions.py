"""What is in whose way: boxes, lines between two points, and places along a line. Plain numbers, in any unit.

Labels of maps, charts and pictures take it from here; what concerns the shapes of areas is left to shapely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from math import hypot

Spot = tuple[float, float]
#: The two ends across and the two ends along: the smaller ones first, then the larger ones.
Rectangle = tuple[float, float, float, float]


def around(spot: Spot, reach: float) -> Rectangle:
    """The square around a spot."""
    return spot[0] - reach, spot[1] - reach, spot[0] + reach, spot[1] + reach


def is_inside(one: Rectangle, frame: Rectangle) -> bool:
    """Whether a rectangle lies wholly in a frame."""
    return one[0] >= frame[0] and one[1] >= frame[1] and one[2] <= frame[2] and one[3] <= frame[3]


def is_free(one: Rectangle, taken: Iterable[Rectangle]) -> bool:
    """Whether a rectangle covers nothing of the others; to touch is not to cover."""
    return not any(one[0] < o[2] and o[0] < one[2] and one[1] < o[3] and o[1] < one[3] for o in taken)


def are_apart(one: Rectangle, two: Rectangle) -> bool:
    """Whether two rectangles do not even touch."""
    return one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]


def shared_area(one: Rectangle, two: Rectangle) -> float:
    """How much of two rectangles is the same ground."""
    across, down = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return max(across, 0.0) * max(down, 0.0)


def lines_cross(start: Spot, end: Spot, other_start: Spot, other_end: Spot) -> bool:
    """Whether two lines cross; one that only ends on the other does not."""
    return _parts(start, end, other_start, other_end) and _parts(other_start, other_end, start, end)


def _parts(start: Spot, end: Spot, one: Spot, two: Spot) -> bool:
    """Whether a line, made endless, has two points on different sides of it: one left of its way, the other right."""
    (x, y), across, up = start, end[0] - start[0], end[1] - start[1]
    return (across * (one[1] - y) - up * (one[0] - x)) * (across * (two[1] - y) - up * (two[0] - x)) < 0


def distance_to_line(point: Spot, start: Spot, end: Spot) -> float:
    """From a point to a line between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * up)


def runs_through(start: Spot, end: Spot, middle: Spot, half_width: float, half_height: float) -> bool:
    """Whether a line runs through a box, which is given by its middle and half its sides."""
    (x, y), (end_x, end_y), (middle_x, middle_y) = start, end, middle
    low, high = max(min(x, end_x), middle_x - half_width), min(max(x, end_x), middle_x + half_width)
    if low > high:
        return False
    slope = (end_y - y) / (end_x - x) if end_x != x else 0.0
    one, two = y + slope * (low - x) - middle_y, y + slope * (high - x) - middle_y
    return (one < half_height or two < half_height) and (one > -half_height or two > -half_height)


def isotonic(wishes: Iterable[float]) -> list[float]:
    """The nearest figures that never fall, by least squares (isotonic regression by pooling adjacent violators)."""
    groups: list[tuple[float, int]] = []
    for wish in wishes:
        middle, size = wish, 1
        while groups and groups[-1][0] > middle:
            before, others = groups.pop()
            middle, size = (before * others + middle * size) / (others + size), others + size
        groups.append((middle, size))
    return [middle for middle, size in groups for _ in range(size)]


def spread(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Middles of boxes of these sizes, one after the other, as near to the wanted ones as can be without overlap."""
    offsets = [*accumulate(((one + two) / 2 for one, two in pairwise(sizes)), initial=0.0)]
    starts = isotonic(wish - offset for wish, offset in zip(wanted, offsets, strict=False))
    return [start + offset for start, offset in zip(starts, offsets, strict=False)]
