"""Names beside marks: each has a side on which it hides nothing, or is left out."""

from __future__ import annotations

from itertools import combinations

import pytest

from dashboard.charts.model import Axis, Chart, ChartTable, Point, Series
from dashboard.core.collisions import Rectangle, is_free
from dashboard.export.picture.chart_marks import Plot
from dashboard.export.picture.point_names import free_names, with_free_names
from dashboard.export.picture.primitives import Box

#: A drawing of 1,000 by 1,000 pixels over axes from 0 to 100.
AXIS = Axis("", 0.0, 100.0, ())
PLOT = Plot(Box(0, 0, 1_000, 1_000), AXIS, AXIS)
LETTERS = 20.0


def chart(*points: Point) -> Chart:
    """Marks of ten pixels around, each with its name."""
    return Chart("", "", "", (Series("", points, "#000000", size=10),), AXIS, AXIS, "", ChartTable((), ()))


def sides(*points: Point, occupied: tuple[Rectangle, ...] = ()) -> dict[str, str]:
    found = free_names(chart(*points), PLOT, 1.0, LETTERS, occupied)
    return {name.point.label: name.side for name in found}


def test_a_name_stands_right_of_its_mark_and_at_the_edge_left_of_it() -> None:
    assert sides(Point(50, 50, label="Alpha")) == {"Alpha": "middle right"}
    assert sides(Point(97, 50, label="Alpha")) == {"Alpha": "middle left"}


@pytest.mark.parametrize(
    ("covered", "side"),
    [
        ([(520, 495, 600, 505)], "middle left"),
        ([(520, 495, 600, 505), (400, 495, 480, 505)], "top center"),
        ([(520, 495, 600, 505), (400, 495, 480, 505), (480, 465, 520, 470)], "bottom center"),
    ],
)
def test_a_name_goes_where_nothing_else_stands(covered: list[Rectangle], side: str) -> None:
    assert sides(Point(50, 50, label="Alpha"), occupied=tuple(covered)) == {"Alpha": side}


def test_a_name_without_a_place_is_left_out_and_its_mark_stays() -> None:
    crowd = [Point(50, 50, label=f"Area {k}") for k in range(9)]
    named = with_free_names(chart(*crowd), PLOT, 1.0, LETTERS, ())
    (series,) = named.series
    assert [(point.label, point.side) for point in series.points if point.label] == [
        ("Area 0", "middle right"),
        ("Area 1", "middle left"),
        ("Area 2", "top center"),
        ("Area 3", "bottom center"),
    ]
    assert [(point.x, point.y) for point in series.points] == [(50, 50)] * 9


def test_no_name_hides_another_or_a_mark() -> None:
    points = [Point(10 + 3 * k, 10 + (k * 37) % 80, label=f"Area number {k}") for k in range(28)]
    boxes = [name.box for name in free_names(chart(*points), PLOT, 1.0, LETTERS)]
    assert len(boxes) > 10
    assert [pair for pair in combinations(boxes, 2) if not is_free(pair[0], [pair[1]])] == []
    marks = [(x - 10, y - 10, x + 10, y + 10) for x, y in (PLOT.at(p.x or 0, p.y or 0) for p in points)]
    assert [box for box in boxes if not is_free(box, marks)] == []
