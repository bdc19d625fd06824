"""Leader lines from labels beside the land into their areas: which are in each other's way, and how they are parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import hypot

from dashboard.maps.placement.labels import Label, Spot
from dashboard.maps.placement.land import LabelShape

#: A dot at the end of a leader line keeps other lines at this part of the height of its label.
_DOT = 0.3


def untangled(sites: Mapping[str, LabelShape], labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels with the ends of their leader lines moved within their areas, where that parts them from others."""
    moved = list(labels)
    for number in (*range(len(moved)), *range(len(moved))):
        label, others = moved[number], [*moved[:number], *moved[number + 1 :]]
        moved[number] = _freed(label, sites[label.code].anchors, others)
    return tuple(moved)


def _freed(label: Label, anchors: Sequence[Spot], others: Sequence[Label]) -> Label:
    """The label with the first anchor at which its leader line is in the way of fewest others."""
    best, least = label, sum(conflict(label, other) for other in others)
    around = list(others)
    landward = [anchor for anchor in anchors if (label.tip[0] - anchor[0]) * label.side > 0]
    for anchor in landward if least else ():
        trial = replace(label, anchor=anchor)
        trouble = _trouble(trial, around, least)
        if trouble < least:
            best, least = trial, trouble
        if not least:
            break
    return best


def _trouble(label: Label, others: list[Label], most: int) -> int:
    """How much a label is in the way of others, counted up to ``most``.

    Whoever makes it too much is asked first the next time: what is in the way of one anchor is in that of the next.
    """
    trouble = 0
    for place, other in enumerate(others):
        trouble += conflict(label, other)
        if trouble >= most:
            others.insert(0, others.pop(place))
            break
    return trouble


def conflict(one: Label, two: Label) -> int:
    """Lines that cross weigh more than a line through another label. Most pairs are too far apart for either."""
    lower, upper = (one, two) if one.y < two.y else (two, one)
    if max(lower.span) + lower.height < min(upper.span) - upper.height:
        return 0
    return 3 * cross(one, two) + _strike(one, two)


def cross(one: Label, two: Label) -> bool:
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
