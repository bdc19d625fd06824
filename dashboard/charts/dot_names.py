"""Names beside the dots of a scatter: on which side each stands so that none hides a dot or another name.

Sides are chosen for a drawing of a usual width. On a narrower one the page's script hides what would overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.model import Chart, Point, ReferenceLine
from dashboard.core.collisions import Rectangle, around, is_free, is_inside

LETTERS_PX = 11
_LETTER_PX, _LINE_PX = 5.9, 13.0
#: The drawing without its margins on a laptop.
_WIDTH_PX, _MARGINS_PX = 370.0, 52.0
#: How often those that found no place are put first.
_ROUNDS = 6
#: From the middle of a dot to its name.
_GAP_PX = 7.0
#: How a name lies from its dot, in its own width and height and to the side and up in gaps: best first.
_SIDES: Mapping[str, tuple[float, float, int, int]] = {
    "middle right": (0.0, -0.5, 1, 0),
    "middle left": (-1.0, -0.5, -1, 0),
    "top center": (-0.5, -1.0, 0, -1),
    "bottom center": (-0.5, 0.0, 0, 1),
    "top right": (0.0, -1.0, 1, -1),
    "bottom right": (0.0, 0.0, 1, 1),
    "top left": (-1.0, -1.0, -1, -1),
    "bottom left": (-1.0, 0.0, -1, 1),
}


def named_dots(chart: Chart, points: Sequence[Point], size: float) -> tuple[Point, ...]:
    """The points with the sides of their names: those with a place of their own first, then those without.

    chart: with its axes, rules and height. points: with x, y and label. size: of a dot in pixels.
    """
    spots = [_spot(chart, point.x or 0.0, point.y or 0.0) for point in points]
    taken = [*(around(spot, size / 2) for spot in spots), *(_words_of(chart, rule) for rule in chart.rules)]
    frame = (0.0, 0.0, _WIDTH_PX, chart.height - _MARGINS_PX)
    order, best = _crowded_first(spots), dict[int, str]()
    for _ in range(_ROUNDS):
        placed = _placed(points, spots, taken, frame, order)
        best = max(best, placed, key=len)
        left = [k for k in order if k not in placed]
        if not left:
            break
        order = [*left, *(k for k in order if k in placed)]
    free = [replace(points[k], side=side) for k, side in best.items()]
    return (*free, *(point for k, point in enumerate(points) if k not in best))


def _spot(chart: Chart, x: float, y: float) -> tuple[float, float]:
    """Where a point stands in pixels from the upper left corner of the drawing."""
    across = (x - chart.x.low) / (chart.x.high - chart.x.low)
    up = (y - chart.y.low) / (chart.y.high - chart.y.low)
    return across * _WIDTH_PX, (1 - up) * (chart.height - _MARGINS_PX)


def _words_of(chart: Chart, rule: ReferenceLine) -> Rectangle:
    """The room of the words of a level rule, which stand above its right end."""
    right, at = _spot(chart, chart.x.high, rule.at)
    return right - len(rule.words) * _LETTER_PX * 1.1, at - _LINE_PX - 3, right, at


def _crowded_first(spots: Sequence[tuple[float, float]]) -> list[int]:
    """The points with the nearest neighbours first: they have the least choice."""

    def room(k: int) -> float:
        return sum(1 / (1 + abs(spots[k][0] - x) + abs(spots[k][1] - y)) for x, y in spots)

    return sorted(range(len(spots)), key=room, reverse=True)


def _placed(
    points: Sequence[Point],
    spots: Sequence[tuple[float, float]],
    occupied: Sequence[Rectangle],
    frame: Rectangle,
    order: Sequence[int],
) -> dict[int, str]:
    """Number of the point -> side of its name, for those that find a place in this order."""
    taken: list[Rectangle] = list(occupied)
    sides: dict[int, str] = {}
    for k in order:
        boxes = {side: _box(points[k].label, spots[k], side) for side in _SIDES}
        side = next((s for s, box in boxes.items() if is_inside(box, frame) and is_free(box, taken)), None)
        if side is not None:
            sides[k] = side
            taken.append(boxes[side])
    return sides


def _box(label: str, spot: tuple[float, float], side: str) -> Rectangle:
    width, height = len(label) * _LETTER_PX, _LINE_PX
    across, down, gap_x, gap_y = _SIDES[side]
    left = spot[0] + across * width + gap_x * _GAP_PX
    top = spot[1] + down * height + gap_y * _GAP_PX
    return left, top, left + width, top + height
