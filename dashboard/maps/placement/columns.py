"""Labels beside the land: a column east and one west of it, each label as near to its area as the others allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from shapely.geometry import Point

from dashboard.core.collisions import spread
from dashboard.maps.placement.labels import SPACING_PX, Label, Lettering, Wanted
from dashboard.maps.placement.land import COAST_METRES, Ground
from dashboard.maps.placement.leaders import Leader, conflict, cross, each_leader, untangled

#: Between the land and the labels beside it.
_GAP_PX = 14


def labels_beside(
    ground: Ground, wanted: Sequence[Wanted], lettering: Lettering, metres_per_px: float
) -> tuple[Label, ...]:
    """Labels east or west of the land, whichever is nearer, spread so that they and their leaders stay apart."""
    columns: dict[int, list[Label]] = {1: [], -1: []}
    for want in wanted:
        middle = ground.sites[want.code].middle
        width, height = lettering.metres(want.beside, metres_per_px)
        side, point = _side(ground, middle), (middle.x, middle.y)
        columns[side].append(Label(want.code, want.beside, *point, width, height, want.figure, point, side))
    spacing, gap = SPACING_PX * metres_per_px, _GAP_PX * metres_per_px
    return untangled(
        ground.sites, [label for column in columns.values() for label in _column(column, ground, spacing, gap)]
    )


def _side(ground: Ground, middle: Point) -> int:
    """East is the sea: west only if its edge is much nearer."""
    west, east = ground.extent(middle.y - COAST_METRES, middle.y + COAST_METRES) or (middle.x, middle.x)
    return -1 if middle.x - west < 0.5 * (east - middle.x) else 1


def _column(labels: Sequence[Label], ground: Ground, spacing: float, gap: float) -> tuple[Label, ...]:
    """Spread labels from north to south beside the coast; two in each other's way change places."""
    order = sorted(labels, key=lambda label: -label.y)
    column = _settle(order, ground, spacing, gap)
    for _ in order:
        crossing = next(_in_trouble(cross, column), None)
        if crossing is None:
            break
        order, column = _exchanged(order, crossing, ground, spacing, gap)
    least = _conflicts(column)
    for pair in [*_in_trouble(conflict, column)] if least else ():
        trial, settled = _exchanged(order, pair, ground, spacing, gap)
        if (conflicts := _conflicts(settled)) < least:
            order, column, least = trial, settled, conflicts
    return column


def _in_trouble(meet: Callable[[Leader, Leader], int], column: Sequence[Label]) -> Iterator[tuple[str, str]]:
    """The codes of the labels of which the leader lines meet."""
    leaders = zip(each_leader(column), (label.code for label in column), strict=True)
    return ((code, other_code) for (one, code), (other, other_code) in combinations(leaders, 2) if meet(one, other))


def _exchanged(
    order: Sequence[Label], pair: tuple[str, str], ground: Ground, spacing: float, gap: float
) -> tuple[list[Label], tuple[Label, ...]]:
    """The order in which two labels have changed places, and the column that it gives."""
    codes = [label.code for label in order]
    first, second = map(codes.index, pair)
    trial = list(order)
    trial[first], trial[second] = trial[second], trial[first]
    return trial, _settle(trial, ground, spacing, gap)


def _conflicts(column: Sequence[Label]) -> int:
    return sum(conflict(*pair) for pair in combinations(each_leader(column), 2))


def _settle(order: Sequence[Label], ground: Ground, spacing: float, gap: float) -> tuple[Label, ...]:
    heights = [label.height + spacing for label in order]
    southward = [-(label.anchor[1] if label.anchor else label.y) for label in order]
    middles = spread(southward, heights)
    return tuple(
        replace(label, y=-y, x=_shore(ground, label, -y) + label.side * (gap + label.width / 2))
        for label, y in zip(order, middles, strict=True)
    )


def _shore(ground: Ground, label: Label, y: float) -> float:
    """The outermost land in the band of a label, on its side."""
    anchor_x = label.anchor[0] if label.anchor else label.x
    west, east = ground.extent(y - label.height * 0.8, y + label.height * 0.8) or (anchor_x, anchor_x)
    return max(east, anchor_x) if label.side > 0 else min(west, anchor_x)
