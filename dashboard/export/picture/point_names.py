"""Names beside the marks of a chart: each on the first side where it hides no mark and no other name, else none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dashboard.charts.model import Chart, Point
from dashboard.core.collisions import Rectangle, around, is_free, is_inside
from dashboard.export.picture.chart_marks import Plot
from dashboard.export.picture.text_metrics import width

#: From the middle of a mark to its name.
_GAP = 16


@dataclass(frozen=True, slots=True)
class PointName:
    """A name that has a place: of which point, on which of its sides, and its box in pixels."""

    point: Point
    side: str
    box: Rectangle


def free_names(
    chart: Chart, plot: Plot, unit: float, letters: float, occupied: Iterable[Rectangle] = ()
) -> Iterator[PointName]:
    """The names that find a place. letters: their size in pixels. occupied: what else they must not hide."""
    marks = [(p, s) for s in chart.series for p in s.points if p.x is not None and p.y is not None and s.symbol]
    taken = [*occupied, *(around(plot.at(p.x or 0.0, p.y or 0.0), s.size * unit) for p, s in marks)]
    for point in (point for series in chart.series for point in series.points if point.label):
        sides = _boxes(point, plot, unit, letters)
        free = (side for side, box in sides.items() if is_inside(box, plot.room.edges) and is_free(box, taken))
        side = next(free, "")
        if side:
            taken.append(sides[side])
            yield PointName(point, side, sides[side])


def _boxes(point: Point, plot: Plot, unit: float, letters: float) -> dict[str, Rectangle]:
    """The room of a name on each side of its mark, the best first."""
    x, y = plot.at(point.x or 0.0, point.y or 0.0)
    room, gap = width(point.label, letters), _GAP * unit
    beside, above, below = y - letters * 0.62, y - gap - letters * 1.1, y + gap * 0.8
    corners = {
        "middle right": (x + gap, beside),
        "middle left": (x - gap - room, beside),
        "top center": (x - room / 2, above),
        "bottom center": (x - room / 2, below),
    }
    return {side: (left, top, left + room, top + letters * 1.2) for side, (left, top) in corners.items()}


def with_free_names(chart: Chart, plot: Plot, unit: float, letters: float, occupied: Iterable[Rectangle]) -> Chart:
    """A chart with the names that find a place, each with its side, and without the others."""
    sides = {name.point: name.side for name in free_names(chart, plot, unit, letters, occupied)}

    def told(point: Point) -> Point:
        return replace(point, side=sides[point]) if point in sides else replace(point, label="")

    named = (replace(one, points=tuple(map(told, one.points))) for one in chart.series)
    return replace(chart, series=tuple(named))
