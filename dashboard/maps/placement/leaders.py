"""Leader lines from labels beside the land into their areas: which are in each other's way, and how they are parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.core.collisions import Spot, distance_to_line, lines_cross, runs_through
from dashboard.maps.placement.labels import Label
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
    return lines_cross(one.anchor, one.tip, two.anchor, two.tip)


def _strike(one: Label, two: Label) -> bool:
    """Whether the leader line of one runs through the letters or the dot of the other."""
    if one.anchor is None or two.anchor is None:
        return False
    clear = _DOT * min(one.height, two.height)
    close = (
        min(distance_to_line(two.anchor, one.anchor, one.tip), distance_to_line(one.anchor, two.anchor, two.tip))
        < clear
    )
    return close or _through(one.anchor, one.tip, two) or _through(two.anchor, two.tip, one)


def _through(start: Spot, end: Spot, label: Label) -> bool:
    """Whether a line runs through the ink of a label: its box less the air around the letters."""
    return runs_through(start, end, (label.x, label.y), label.width * 0.48, label.height * 0.35)
