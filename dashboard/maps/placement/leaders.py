"""Leader lines from labels beside the land into their areas: which are in each other's way, and how they are parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.core.collisions import Rectangle, Spot, are_apart, distance_to_line, lines_cross, runs_through
from dashboard.maps.placement.labels import Label
from dashboard.maps.placement.land import LabelShape

#: A dot at the end of a leader line keeps other lines at this part of the height of its label.
_DOT = 0.3
#: The ink of a label: its box less the air around the letters, as parts of its sides on either side of its middle.
_INK = 0.48, 0.35


class Leader(NamedTuple):
    """A label beside the land with its leader line, as all that decides whether it is in the way of another.

    Every pair is asked, many times over, so what concerns one label alone is worked out once. ``reach`` is the ground
    outside which it is in nobody's way.
    """

    start: Spot
    end: Spot
    middle: Spot
    half_width: float
    half_height: float
    clear: float
    reach: Rectangle


def leader_of(label: Label, anchor: Spot) -> Leader:
    """What a label and its leader line take if that ends at an anchor."""
    tip, middle, clear = label.tip, (label.x, label.y), _DOT * label.height
    half_width, half_height = label.width * _INK[0], label.height * _INK[1]
    reach = (
        min(anchor[0] - clear, tip[0], middle[0] - half_width),
        min(anchor[1] - clear, middle[1] - half_height),
        max(anchor[0] + clear, tip[0], middle[0] + half_width),
        max(anchor[1] + clear, middle[1] + half_height),
    )
    return Leader(anchor, tip, middle, half_width, half_height, clear, reach)


def each_leader(labels: Sequence[Label]) -> list[Leader]:
    """The leader lines of labels beside the land, which all have one."""
    return [leader_of(label, label.anchor) for label in labels if label.anchor]


def untangled(sites: Mapping[str, LabelShape], labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels with the ends of their leader lines moved within their areas, where that parts them from others."""
    leaders = each_leader(labels)
    for _ in range(2):
        before = list(leaders)
        for number, label in enumerate(labels):
            others = [*leaders[:number], *leaders[number + 1 :]]
            leaders[number] = _freed(label, leaders[number], sites[label.code].anchors, others)
        if leaders == before:
            break
    return tuple(replace(label, anchor=leader.start) for label, leader in zip(labels, leaders, strict=True))


def _freed(label: Label, leader: Leader, anchors: Sequence[Spot], others: Sequence[Leader]) -> Leader:
    """The leader line of a label to the first anchor at which it is in the way of fewest others."""
    best, least = leader, sum(conflict(leader, other) for other in others)
    around = list(others)
    for anchor in anchors if least else ():
        if (leader.end[0] - anchor[0]) * label.side <= 0:
            continue
        trial = leader_of(label, anchor)
        trouble = _trouble(trial, around, least)
        if trouble < least:
            best, least = trial, trouble
        if not least:
            break
    return best


def _trouble(leader: Leader, others: list[Leader], most: int) -> int:
    """How much a leader line is in the way of others, counted up to ``most``.

    Whoever makes it too much is asked first the next time: what is in the way of one anchor is in that of the next.
    """
    trouble = 0
    for at, other in enumerate(others):
        trouble += conflict(leader, other)
        if trouble >= most:
            others.insert(0, others.pop(at))
            break
    return trouble


def conflict(one: Leader, two: Leader) -> int:
    """Lines that cross weigh more than a line through another label. Most pairs are too far apart for either."""
    if are_apart(one.reach, two.reach):
        return 0
    return 3 * cross(one, two) + _strike(one, two)


def cross(one: Leader, two: Leader) -> bool:
    """Whether two leader lines cross."""
    return lines_cross(one.start, one.end, two.start, two.end)


def _strike(one: Leader, two: Leader) -> bool:
    """Whether the leader line of one runs through the letters or the dot of the other."""
    clear = min(one.clear, two.clear)
    return (
        distance_to_line(two.start, one.start, one.end) < clear
        or distance_to_line(one.start, two.start, two.end) < clear
        or _through(one, two)
        or _through(two, one)
    )


def _through(one: Leader, two: Leader) -> bool:
    """Whether the line of one runs through the ink of another's label."""
    return runs_through(one.start, one.end, two.middle, two.half_width, two.half_height)
