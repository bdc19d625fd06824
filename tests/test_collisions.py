"""What is in whose way, held against shapely."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from dashboard.core import collisions, nice_numbers

WHOLE = st.integers(-20, 20)
SPOT = st.tuples(WHOLE, WHOLE)
RECTANGLE = st.tuples(WHOLE, WHOLE, st.integers(1, 9), st.integers(1, 9)).map(
    lambda r: (r[0], r[1], r[0] + r[2], r[1] + r[3])
)


@given(RECTANGLE, RECTANGLE)
@example((2, 0, 4, 2), (0, 0, 2, 2)).via("side by side")
@example((0, 0, 2, 2), (0, 2, 2, 4)).via("one on the other")
def test_boxes_cover_each_other_as_shapely_says(one, two):
    shared = box(*one).intersection(box(*two)).area
    assert collisions.shared_area(one, two) == pytest.approx(shared)
    assert collisions.is_free(one, [two]) == (shared == 0)
    assert collisions.is_inside(one, two) == box(*two).covers(box(*one))
    assert collisions.are_apart(one, two) == box(*one).disjoint(box(*two))


@given(SPOT, SPOT, SPOT, SPOT)
def test_lines_cross_as_shapely_says(start, end, other_start, other_end):
    lines = LineString([start, end]), LineString([other_start, other_end])
    within = lines[0].crosses(lines[1]) and not any(
        lines[k].distance(Point(spot)) == 0
        for k, ends in ((1, (start, end)), (0, (other_start, other_end)))
        for spot in ends
    )
    assert collisions.lines_cross(start, end, other_start, other_end) == within


@given(SPOT, SPOT, SPOT)
def test_a_point_is_as_far_from_a_line_as_shapely_says(point, start, end):
    assert collisions.distance_to_line(point, start, end) == pytest.approx(
        LineString([start, end]).distance(Point(point)), abs=1e-9
    )


@pytest.mark.parametrize(
    ("end", "is_through"), [((10, 0), True), ((10, 3), True), ((10, 9), False), ((3, 0), False), ((0, 10), False)]
)
def test_a_line_runs_through_a_box_or_past_it(end, is_through):
    assert collisions.runs_through((0, 0), end, (6, 0.5), 2, 1.5) is is_through


@pytest.mark.parametrize(
    ("wishes", "answer"),
    [([], []), ([1, 2], [1, 2]), ([2, 1], [1.5, 1.5]), ([3, 1, 2], [2, 2, 2]), ([1, 5, 3, 9], [1, 4, 4, 9])],
)
def test_figures_that_fall_are_pooled(wishes, answer):
    assert collisions.isotonic(wishes) == answer


@pytest.mark.parametrize(
    ("target", "up_to", "at_least"),
    [(1, 1, 1), (1.5, 1, 2), (3, 2, 5), (0.07, 0.05, 0.1), (60, 50, 100), (200, 200, 200)],
)
def test_readable_steps_are_1_2_and_5_times_a_power_of_ten(target, up_to, at_least):
    assert nice_numbers.step_up_to(target) == pytest.approx(up_to)
    assert nice_numbers.step_from(target) == pytest.approx(at_least)
