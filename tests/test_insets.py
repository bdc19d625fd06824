"""The towns that the page draws again, larger: which, where the land leaves them room, and what is written on them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Enlarged
from dashboard.maps.placement.labels import Frame, Lettered, Plan
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.insets import below_map, crowded, on_map

LAPTOP, LOW, TABLET, PHONE = (820, 560), (620, 420), (700, 544), (360, 280)

#: A map of 1,000 by 600 pixels of 100 metres each, and two towns of 10 by 10 km, which are 100 on it.
FRAME: Frame = (1_000, 600)
WHOLE = Lettered(Plan((0, 0, 100_000, 60_000), ()), ())
TOWNS = (Enlarged("North", 20_000, 30_000, 30_000, 40_000), Enlarged("South", 20_000, 5_000, 30_000, 15_000))


def drawn(*land: tuple[float, float, float, float], corner: tuple[float, float] = (0, 0)) -> list[list[int]]:
    """Left, top and width of each town in pixels, on a map with boxes of land in pixels from its upper left corner."""
    metres = ([100 * left, 60_000 - 100 * low, 100 * right, 60_000 - 100 * top] for left, top, right, low in land)
    boxes = [shapely.box(*sides) for sides in metres]
    found = on_map(TOWNS, [WHOLE], FRAME, boxes, corner)
    return [[round(side) for side in (one.box.x, one.box.y, one.box.width)] for one in found[1].towns] if found else []


def test_towns_are_as_large_as_the_sea_beside_the_land_and_one_stands_below_the_other() -> None:
    # 600 pixels of height are two heads of 20, two margins of 10 and two towns of 270: 2.7 times 100.
    assert drawn((0, 0, 500, 600)) == [[720, 20, 270], [720, 320, 270]]
    # With land up to 755 there are 225 between the margins: 2.2 times.
    assert drawn((0, 0, 755, 600)) == [[770, 20, 220], [770, 272, 220]]
    assert drawn((0, 0, 790, 600)) == [], "less than the least width is shown larger below the map"


def test_a_town_stands_below_what_is_written_in_the_corner_and_above_land_that_reaches_farther() -> None:
    (_, top, _), _ = drawn((0, 0, 500, 600), corner=(200, 60))
    assert top == 80
    places = drawn((0, 0, 500, 600), (0, 280, 990, 300))
    assert [top + width <= 280 or top - 20 >= 300 for _, top, width in places] == [True, True]
    assert drawn((0, 0, 500, 600), (0, 200, 990, 400)) == []


def asked(atlas: Atlas, query: str, frame: Frame, is_labelled: bool = False) -> list[str]:
    return [town.name for town in crowded(atlas, scene(atlas, resolve(atlas, query).view), frame, is_labelled)]


def test_towns_are_drawn_again_where_a_finger_misses_an_area_that_has_no_label(atlas: Atlas) -> None:
    both = [town.name for town in atlas.edition.insets]
    assert asked(atlas, "by=neighbourhood", LAPTOP) == asked(atlas, "by=neighbourhood", PHONE) == both
    assert asked(atlas, "by=council", PHONE, is_labelled=True) == both
    assert asked(atlas, "by=council", LOW) == both
    assert asked(atlas, "by=council", LOW, is_labelled=True) == [], "their labels are large enough"
    assert asked(atlas, "by=icp", PHONE) == []
    assert asked(atlas, "by=council&shape=equal", PHONE) == [], "there every area is as large as the others"
    assert asked(atlas, "area=E06000002&by=council", PHONE) == [], "a place fills its map"
    assert asked(atlas, "area=icp-south&by=neighbourhood", PHONE) == both[1:], "the other town lies elsewhere"


@pytest.mark.parametrize(
    ("query", "frame", "is_flat"),
    [("by=council", PHONE, True), ("by=neighbourhood", PHONE, False), ("by=neighbourhood", TABLET, True)],
)
def test_below_a_map_towns_stand_side_by_side_unless_a_finger_misses_areas_of_a_narrow_one(
    atlas: Atlas, query: str, frame: Frame, is_flat: bool
) -> None:
    what = scene(atlas, resolve(atlas, query).view)
    first, second = below_map(atlas, what, atlas.edition.insets, frame).towns
    assert (first.box.y == second.box.y) == is_flat
    assert first.box.width + (second.box.width if is_flat else 0) <= frame[0]


def test_the_page_is_told_where_towns_lie_and_the_map_has_a_line_around_each(answer) -> None:
    figure, _ = answer("?by=neighbourhood", LAPTOP)
    towns = figure["insets"]["towns"]
    assert [town["name"].partition(",")[2] for town in towns] == [" enlarged"] * 2
    assert [trace["uid"] for trace in figure["data"]].count("inset") == len(towns)
    assert not figure["insets"]["below"]
    west, _, east, _ = figure["window"]
    for town in towns:
        left, _, wide = town["place"]
        assert left + wide < 1
        assert west < town["window"][0] < town["window"][2] < east
        assert town["labels"] == [], "neighbourhoods have none on the map"


def test_labels_of_a_town_lie_in_it_and_are_those_of_the_map(atlas: Atlas, answer) -> None:
    figure, _ = answer("?by=ccg", PHONE)
    town = figure["insets"]["towns"][0]
    figures = {row.value.value for row in scene(atlas, resolve(atlas, "by=ccg").view).rows if row.value}
    assert town["labels"]
    for label in town["labels"]:
        assert all(0 < place < side for place, side in zip(label["at"], town["size"], strict=True))
        assert label["lines"][-1] == label["figure"]
        assert any(f"{value:.1f}" == label["figure"] for value in figures if value)


def test_an_edition_without_towns_has_none(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "by=neighbourhood").view)
    bare = replace(what, edition=replace(atlas.edition, insets=()))
    assert crowded(atlas, bare, PHONE, is_labelled=False) == ()
