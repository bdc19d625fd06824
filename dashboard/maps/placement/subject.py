"""A map around one area: the area fills it, and its neighbours are cut off with what is seen of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from dashboard.maps.placement.alone import alone
from dashboard.maps.placement.labels import Frame, Label, Lettering, Plan, Wanted
from dashboard.maps.placement.land import label_shape
from dashboard.maps.placement.obstacles import NOTHING, Obstacles, obstacles
from dashboard.maps.placement.placing import inside, window_around

#: The part of the width or the height of its frame that the area fills, whichever it fills more of.
_FILLED = 0.92
#: Pixels between the name of a neighbour and the edge.
_EDGE_PX = 8


@alone
def plan_around(
    code: str, shapes: Mapping[str, BaseGeometry], wanted: Sequence[Wanted], frame: Frame, lettering: Lettering
) -> Plan:
    """The window around an area. It always has its label; a neighbour has one if what is seen of it has room.

    shapes: of the area and its neighbours. wanted: their labels.
    """
    west, south, east, north = shapes[code].bounds
    metres_per_px = max((east - west) / (frame[0] * _FILLED), (north - south) / (frame[1] * _FILLED))
    window = window_around(shapes[code].bounds, frame, metres_per_px)
    return Plan(window, tuple(_labels(code, shapes, wanted, lettering, window, metres_per_px)))


def _labels(
    code: str,
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    lettering: Lettering,
    window: tuple[float, float, float, float],
    metres_per_px: float,
) -> Iterable[Label]:
    seen = box(*window).buffer(-_EDGE_PX * metres_per_px)
    own = next((want for want in wanted if want.code == code), None)
    taken = [_own(shapes[code], own, lettering, metres_per_px)] if own else []
    yield from taken
    covered = obstacles((label.box, 0.0) for label in taken)
    others = [want for want in wanted if want.code != code]
    yield from labels_within(seen, shapes, others, lettering, metres_per_px, covered)


@alone
def labels_within(
    seen: BaseGeometry,
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    lettering: Lettering,
    metres_per_px: float,
    covered: Obstacles = NOTHING,
) -> tuple[Label, ...]:
    """The labels that have room on what is seen of their areas."""
    parts = [(want, shapes[want.code].intersection(seen)) for want in wanted]
    seen_of = [(want, label_shape(part, metres_per_px)) for want, part in parts if part.area > 0]
    made = (inside(own, want, lettering, metres_per_px, covered) for want, own in seen_of)
    return tuple(label for label in made if label)


def _own(shape: BaseGeometry, want: Wanted, lettering: Lettering, metres_per_px: float) -> Label:
    """The label of the area itself: inside it if it fits, else in its middle all the same."""
    own = label_shape(shape, metres_per_px)
    lines = want.alternatives[-1]
    width, height = lettering.metres(lines, metres_per_px)
    middle = Label(want.code, lines, own.middle.x, own.middle.y, width, height, want.figure)
    return inside(own, want, lettering, metres_per_px) or middle
