"""The strong outlines of a map follow the land and no river, pier or rock; areas that touch still do."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import box

from dashboard.maps.shores import shores

LAND = box(0, 0, 10_000, 10_000)


def test_a_creek_is_filled_and_a_pier_and_a_rock_are_left_out() -> None:
    creek, pier, rock = box(4_900, 5_000, 5_100, 10_000), box(10_000, 3_000, 13_000, 3_100), box(15_000, 0, 15_100, 100)
    made = shores({"A": shapely.union_all([LAND.difference(creek), pier, rock])})["A"]
    assert made.symmetric_difference(LAND).area < 0.001 * LAND.area
    assert made.geom_type == "Polygon"


def test_a_bay_and_a_headland_stay() -> None:
    shape = LAND.difference(box(4_000, 5_000, 6_000, 10_000)).union(box(10_000, 3_000, 13_000, 4_000))
    assert shores({"A": shape})["A"].symmetric_difference(shape).area < 0.001 * shape.area


def test_a_river_between_two_areas_belongs_to_one_and_has_one_line() -> None:
    north, south = box(0, 5_100, 10_000, 10_000), box(0, 0, 10_000, 4_900)
    made = shores({"N": north, "S": south})
    assert made["N"].area + made["S"].area == pytest.approx(100e6, rel=0.001)
    assert made["N"].intersection(made["S"]).area < 1
    assert sorted(shape.area for shape in made.values()) == pytest.approx([49e6, 51e6], rel=0.001)
