"""Leader lines beside the land: whatever is rejected at a glance is in nobody's way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from dashboard.maps.placement.labels import Label, box_around
from dashboard.maps.placement.leaders import Leader, conflict, leader_of

WHOLE = st.integers(-20, 20)
SPOT = st.tuples(WHOLE, WHOLE)


def _label(side: int, x: float, y: float) -> Label:
    return Label("", ("name",), x, y, width=10, height=4, side=side)


LEADER = st.builds(
    lambda side, middle, anchor: leader_of(_label(side, *middle), anchor), st.sampled_from([1, -1]), SPOT, SPOT
)


@given(LEADER, LEADER)
def test_a_line_is_in_the_way_of_another_as_shapely_says(one: Leader, two: Leader) -> None:
    lines = [LineString([leader.start, leader.end]) for leader in (one, two)]
    inks = [box_around(*leader.middle, 2 * 0.48 * 10, 2 * 0.35 * 4) for leader in (one, two)]
    through = any(line.intersection(ink).length > 0 for line, ink in zip(lines, reversed(inks), strict=True))
    dots = [Point(leader.start).distance(line) for leader, line in zip((one, two), reversed(lines), strict=True)]
    if through or min(dots) < 0.3 * 4 - 1e-9:
        assert conflict(one, two)
    elif lines[0].disjoint(lines[1]) and not any(
        line.intersects(ink) for line, ink in zip(lines, reversed(inks), strict=True)
    ):
        assert not conflict(one, two) or min(dots) < 0.3 * 4 + 1e-9


def test_lines_that_cross_weigh_more_than_a_line_through_a_label_and_lines_apart_weigh_nothing() -> None:
    level = leader_of(_label(1, 30, 0), (0, 0))
    assert conflict(level, leader_of(_label(1, 30, 10), (10, -10))) == 3
    assert conflict(level, leader_of(_label(1, 15, 0), (14, 8))) == 1
    assert conflict(level, leader_of(_label(1, 30, 5), (0, 5))) == 0
    assert conflict(level, leader_of(_label(-1, -30, 0), (-10, 0))) == 0


def test_a_line_that_passes_close_by_the_dot_of_another_is_in_its_way() -> None:
    level = leader_of(_label(1, 30, 0), (0, 0))
    assert conflict(level, leader_of(_label(1, 30, 9), (8, 1.1))) == 1
    assert conflict(level, leader_of(_label(1, 30, 9), (8, 1.3))) == 0


def test_two_dots_close_to_each_other_are_in_each_others_way_though_their_lines_part() -> None:
    rising = leader_of(_label(1, 30, 9), (0, 0))
    assert conflict(rising, leader_of(_label(1, 30, -9), (0, -1.1))) == 1
    assert conflict(rising, leader_of(_label(1, 30, -9), (0, -1.3))) == 0
