"""The map makes way for what the page writes in its corners, and is as large as that lets it be."""

from __future__ import annotations

import pytest
import shapely
from flask.testing import FlaskClient

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import Frame, Plan
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges
from dashboard.web import windows
from dashboard.web.corners import Corners, cleared, corners, locator_covers

#: A map of 200 by 200 pixels, of a metre each.
FRAME: Frame = (200, 200)
WHOLE = (0.0, 0.0, 200.0, 200.0)
METRES_OF_A_DEGREE = 111_320
NOTHING, CORNER = (0.0, 0.0), (60.0, 60.0)
LEGEND, SLIDER = Corners(CORNER, NOTHING, NOTHING), Corners(NOTHING, NOTHING, CORNER)


def moved(found: Corners, *land: float) -> tuple[float, float, float, float] | None:
    """The window in which a box of land is clear of the corners."""
    plan = cleared(Plan(WHOLE, ()), FRAME, [shapely.box(*land)], found)
    return plan.window if plan else None


def test_land_moves_right_down_or_up_out_of_a_corner_by_as_much_as_it_needs_and_no_farther_than_the_margin() -> None:
    assert moved(LEGEND, 70, 70, 190, 190) == WHOLE, "nothing lies in the corner"
    # From 10 to 70 of the height, the land may fall by 40: quarters of it, and 10 pixels would touch the legend.
    assert moved(LEGEND, 10, 50, 190, 150) == (0, 20, 200, 220)
    assert moved(SLIDER, 10, 50, 190, 150) == (0, -20, 200, 180)
    assert moved(LEGEND, 50, 10, 150, 190) == (-20, 0, 180, 200)
    assert moved(LEGEND, 10, 10, 190, 190) is None


#: Rooms of the map on a laptop and on a tablet that is held upright, views, and how many percent of the map is land.
LAPTOP, TABLET = (829, 582), (718, 544)
FILLED = {
    "below the legend": ("by=council&condition=circulatory&measure=preventable", LAPTOP, 27),
    "a partnership": ("area=icp-south&by=council&condition=circulatory&measure=preventable", TABLET, 18),
    "the largest of the maps that are clear": ("by=district&condition=all-causes&measure=preventable", TABLET, 25),
}


@pytest.mark.parametrize(("query", "frame", "least"), FILLED.values(), ids=FILLED)
def test_land_takes_its_part_of_the_map(atlas: Atlas, answer, query: str, frame: Frame, least: int) -> None:
    figure, _ = answer(f"?{query}", frame)
    view = resolve(atlas, query).view
    south, north = figure["layout"]["geo"]["lataxis"]["range"]
    high = (north - south) * METRES_OF_A_DEGREE
    land = sum(atlas.shapes[view.by][row.area.code].area for row in scene(atlas, view).rows)
    assert 100 * land / (high * high * frame[0] / frame[1]) >= least


@pytest.mark.parametrize("query", ["by=council", "by=ccg", "area=E06000005"])
def test_maps_that_differ_in_their_figures_only_are_placed_once_and_each_says_its_own(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    asked: list[Plan] = []
    monkeypatch.setattr(windows, "uncovered", lambda plan, *_: asked.append(plan) or plan)
    monkeypatch.setattr(windows, "cleared", lambda plan, *_: asked.append(plan) or plan)
    subject = f"{query}&condition=circulatory&measure=preventable"
    two = [scene(atlas, resolve(atlas, f"{subject}&period={period}").view) for period in ("2001-03", "2002-04")]
    key = legend(two[0].without_neighbours(), figure_edges(atlas, two[0]))
    taken = corners(LAPTOP, key, has_slider=True, locators=1)
    windowed = windows.Windows(atlas, Labeller(atlas))
    one, _ = windowed.window(two[0], LAPTOP, taken)
    placed = len(asked)
    other, _ = windowed.window(two[1], LAPTOP, taken)
    assert len(asked) == placed > 0, "the second was placed anew"
    assert one.plan.window == other.plan.window
    assert one.plan.labels
    assert len(one.plan.labels) == len(other.plan.labels)
    for what, made in zip(two, (one, other), strict=True):
        figures = {row.area.code: numbers.figure_of(row.value, what.indicator) for row in what.shown}
        assert all(label.figure == figures.get(label.code, "") for label in made.plan.labels)
        assert all(label.lines[-1].endswith(label.figure) for label in made.plan.labels)
    assert [label.figure for label in one.plan.labels] != [label.figure for label in other.plan.labels]


def test_a_locator_covers_what_reaches_into_its_corner_and_not_what_reaches_below_it() -> None:
    # It is 60 wide and, without the buttons below it, 30 high with the margin.
    found = Corners(NOTHING, (60.0, 40.0), NOTHING, buttons=(40.0, 20.0))
    land = {"in it": (10, 10, 150, 190), "left of it": (10, 10, 139, 190), "below it": (10, 10, 190, 169)}
    covered = {name: locator_covers(Plan(WHOLE, ()), FRAME, shapely.box(*box), found) for name, box in land.items()}
    assert covered == {"in it": True, "left of it": False, "below it": False}


#: Places, one of which leaves the corner free, and rooms: a laptop, and a phone with the locator below its map.
PLACES = [("E06000005", LAPTOP, False), ("E08000024", LAPTOP, False), ("E06000057", LAPTOP, True)]


@pytest.mark.parametrize(("area", "room", "has"), [*PLACES, ("E06000005", (340, 300), True)])
def test_the_locator_makes_way_for_a_place_that_reaches_into_its_corner(
    client: FlaskClient, callback, area: str, room: Frame, has: bool
) -> None:
    asked = callback({"search": f"?area={area}", "place": list(room)})
    page = client.post("/_dash-update-component", json=asked).get_json()["response"]["page"]["data"]
    assert page["figure"]["locator"] is has


def test_beside_many_areas_there_is_always_a_locator(answer) -> None:
    assert answer("", LAPTOP)[0]["locator"]
