"""Where the labels of a map go: on the area if they fit, else beside the land with a leader line.

The window is fitted to the land and to the labels beside it, so nothing is cut off. Placing is done ``alone``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.collisions import Spot
from dashboard.maps.placement.alone import Kept, alone
from dashboard.maps.placement.columns import labels_beside
from dashboard.maps.placement.labels import (
    SPACING_PX,
    Bounds,
    Label,
    Lettering,
    Plan,
    Wanted,
    bounds_around,
    box_around,
)
from dashboard.maps.placement.land import Ground, LabelShape, borders_of, ground_of, kept_shape
from dashboard.maps.placement.obstacles import NOTHING, Obstacles, obstacles, taken_up

_MARGIN_PX = 10
_ROUNDS = 5
#: A label is tried at this many steps across its area and down it.
_GRID = 14
#: Places of boxes on areas that are remembered.
_SPOTS = 512
#: At this share of the land's size lost to labels fewer words are not tried; past this much no words would help.
_FAIR_SHRINKING = 1.2
HOPELESS_SHRINKING = 3.0
#: What names may cost the land where there is room for some of them only.
_FAIR_LOSS = 1.4
#: A wording after the first is worth it if it leaves the land larger by this factor.
_WORTH = 1.12
#: How close the scale comes to the one that land and labels just fill.
_EXACT = 1.01
#: The most that labels may take of a side of the frame when the scale is estimated.
_MOST_TAKEN = 0.75


@alone
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
        land = bounds_around(shapely.bounds([*shapes.values()]).tolist())
        return Plan(window_around(land, frame, _scale(land, frame)), ())
    ground = ground_of(tuple(shapes.items()))
    made: list[Plan] = []
    for wanted in attempts:
        made.append(_settled(ground, wanted, frame, lettering))
        if made[-1].shrinking <= _FAIR_SHRINKING:
            return made[-1]
    return min(made, key=lambda plan: plan.shrinking * (1 if plan is made[0] else _WORTH))


@alone
def plan_with_most_names(
    shapes: Mapping[str, BaseGeometry],
    terse: Sequence[Wanted],
    named: Sequence[Wanted],
    frame: tuple[float, float],
    lettering: Lettering,
) -> Plan:
    """Figures alone, and with its name each that has room for it where the land is ``_FAIR_LOSS`` times smaller.

    terse, named: the labels of the same areas in the same order. Names that fit on their areas come first, then short
    ones, for more of them fit beside the land.
    """
    ground = ground_of(tuple(shapes.items()))
    metres_per_px = _scale(ground.land.bounds, frame) * _FAIR_LOSS
    chosen = list(terse)
    for k in _easiest_first(ground, named, lettering, metres_per_px):
        trial = [*chosen[:k], named[k], *chosen[k + 1 :]]
        labels = _place(ground, trial, lettering, metres_per_px)
        bounds = bounds_around([ground.land.bounds, *(label.bounds for label in labels)])
        if _scale(bounds, frame) <= metres_per_px:
            chosen = trial
    return _settled(ground, chosen, frame, lettering)


def _easiest_first(
    ground: Ground, named: Sequence[Wanted], lettering: Lettering, metres_per_px: float
) -> Sequence[int]:
    """The places of the labels: those that fit on their areas, then those beside the land, short ones first."""
    outside = [inside(ground.sites[want.code], want, lettering, metres_per_px) is None for want in named]
    return sorted(range(len(named)), key=lambda k: (outside[k], max(map(len, named[k].beside))))


def _settled(ground: Ground, wanted: Sequence[Wanted], frame: tuple[float, float], lettering: Lettering) -> Plan:
    """The labels at the scale at which land and labels just fill the frame.

    The labels beside the land widen the window, which changes the scale, which changes the size of the labels
    on the ground: nearly in proportion, so a few rounds settle it.
    """
    bare = metres_per_px = _scale(ground.land.bounds, frame)
    for _ in range(_ROUNDS):
        labels = _place(ground, wanted, lettering, metres_per_px)
        bounds = bounds_around([ground.land.bounds, *(label.bounds for label in labels)])
        needed = _scale(bounds, frame)
        if needed <= metres_per_px * _EXACT or needed > bare * HOPELESS_SHRINKING:
            break
        metres_per_px = bare / (1 - min((needed - bare) / metres_per_px, _MOST_TAKEN))
    scale = max(needed, metres_per_px)
    return Plan(window_around(bounds, frame, scale), labels, scale / bare)


@alone
def names(
    shapes: Mapping[str, BaseGeometry],
    wanted: Sequence[Wanted],
    taken: Plan,
    frame: tuple[float, float],
    lettering: Lettering,
    between: Mapping[str, BaseGeometry],
) -> tuple[Label, ...]:
    """Names of larger areas, each inside its own outline and clear of all labels and leader lines; else left out.

    between: areas whose borders a name crosses only if there is no other room for it.
    """
    borders = borders_of(tuple(between.items()))
    metres_per_px = (taken.window[2] - taken.window[0]) / frame[0]
    spacing = SPACING_PX * metres_per_px
    placed: list[Label] = []
    for want in wanted:
        blocked = obstacles(taken_up([*taken.labels, *placed], spacing))
        tries = (
            inside(kept_shape(shapes[want.code]), want, lettering, metres_per_px, blocked, lines)
            for lines in (borders, None)
        )
        placed.extend(label for label in [next(filter(None, tries), None)] if label)
    return tuple(placed)


def _place(ground: Ground, wanted: Sequence[Wanted], lettering: Lettering, metres_per_px: float) -> tuple[Label, ...]:
    within = {w.code: inside(ground.sites[w.code], w, lettering, metres_per_px) for w in wanted}
    while True:
        outside = [w for w in wanted if within[w.code] is None]
        beside = labels_beside(ground, outside, lettering, metres_per_px)
        leaders = obstacles((label.leader, SPACING_PX * metres_per_px) for label in beside if label.leader)
        labels = [label for label in within.values() if label]
        struck = {label.code for label in compress(labels, leaders.meet([label.box for label in labels]))}
        for want in (want for want in wanted if want.code in struck):
            within[want.code] = inside(ground.sites[want.code], want, lettering, metres_per_px, leaders)
        if all(within[code] for code in struck):
            return (*(label for label in within.values() if label), *beside)


def inside(
    shape: LabelShape,
    want: Wanted,
    lettering: Lettering,
    metres_per_px: float,
    around: Obstacles = NOTHING,
    borders: BaseGeometry | None = None,
) -> Label | None:
    """The first alternative that fits inside the largest part of the shape, as near to its middle as can be.

    It keeps clear of what is around it and crosses no border.
    """
    near = around and around.near(shape.bounds)
    is_bare = not near and borders is None
    for lines in want.alternatives:
        width, height = lettering.metres(lines, metres_per_px)
        if width > shape.bounds[2] - shape.bounds[0] or height > shape.bounds[3] - shape.bounds[1]:
            continue
        spot = _bare_spot(shape, width, height) if is_bare else _spot(shape, width, height, near, borders)
        if spot:
            return Label(want.code, lines, *spot, width, height, want.figure)
    return None


def _spot(
    shape: LabelShape, width: float, height: float, around: Obstacles = NOTHING, borders: BaseGeometry | None = None
) -> Spot | None:
    """The middle of a box of this size on the largest part of a shape that meets nothing, nearest to its middle.

    Most boxes that do not fit have a corner outside, which is found out much sooner than that a box fits.
    """
    west, south, east, north = shape.bounds
    x, y = shape.middle.x, shape.middle.y
    if _fit(shape, [box_around(x, y, width, height)], around, borders)[0]:
        return x, y
    steps = np.linspace(0, 1, _GRID + 1)
    grid = np.meshgrid(
        west + width / 2 + steps * (east - west - width), south + height / 2 + steps * (north - south - height)
    )
    xs, ys = (axis.ravel() for axis in grid)
    for right, up in ((-1, -1), (1, 1), (-1, 1), (1, -1)):
        inside_it = shapely.intersects_xy(shape.part, xs + right * width / 2, ys + up * height / 2)
        xs, ys = xs[inside_it], ys[inside_it]
    boxes = shapely.box(xs - width / 2, ys - height / 2, xs + width / 2, ys + height / 2)
    fits = _fit(shape, boxes, around, borders)
    if not fits.any():
        return None
    best = np.where(fits, abs(xs - x) + abs(ys - y), np.inf).argmin()
    return float(xs[best]), float(ys[best])


#: Wordings are tried at the same scale, and names one after the other: most sizes are asked for again.
_bare_spot = Kept(_spot, _SPOTS)


def _fit(
    shape: LabelShape, boxes: Sequence[BaseGeometry], around: Obstacles, borders: BaseGeometry | None
) -> npt.NDArray[np.bool_]:
    """For each box whether it lies on the largest part of a shape and meets nothing."""
    fits = shapely.contains(shape.part, boxes) & ~around.meet(boxes)
    return np.asarray(fits if borders is None else fits & ~shapely.intersects(borders, boxes))


def _scale(bounds: Bounds, frame: tuple[float, float]) -> float:
    """Metres per pixel at which the bounds fit the frame with a margin."""
    west, south, east, north = bounds
    width, height = (max(side - 2 * _MARGIN_PX, 1) for side in frame)
    return max((east - west) / width, (north - south) / height)


def window_around(bounds: Bounds, frame: tuple[float, float], metres_per_px: float) -> Bounds:
    """The part of the grid that fills the frame at a scale, with the bounds in its middle."""
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    half_width, half_height = frame[0] * metres_per_px / 2, frame[1] * metres_per_px / 2
    return x - half_width, y - half_height, x + half_width, y + half_height
