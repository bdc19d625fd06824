"""Switching layers on and off and reading the system panel, in a real browser with every other host out of reach."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
BY_COUNCIL = "?by=council"
AUTHORITY = re.compile(r"/geo/authority\.\w+\.json$")
#: The hospitals are drawn from north to south.
HEXHAM = 6
LAYERS = {"ccg": 12, "council": 14, "authority": 3}


def strokes(reader: Reader, layer: str) -> int:
    """How many outlines of a layer are painted, over all of its strokes."""
    return reader.page.locator(f'#map [data-trace^="layer-{layer}-"] path.choroplethlocation').count()


def test_layers_are_switched_by_keyboard_and_the_list_stays_open(reader: Reader) -> None:
    page = reader.open(BY_COUNCIL)
    page.locator("#layers-summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#layer-ccg")).to_be_visible()
    for layer, areas in LAYERS.items():
        link = page.locator(f"#layer-{layer}")
        link.focus()
        page.keyboard.press("Enter")
        expect(link).to_contain_text(", on")
        reader.settled()
        assert strokes(reader, layer) == 2 * areas
        assert reader.focused() == f"A#layer-{layer}"
        expect(page.locator("#layers-picker")).to_have_attribute("open", "")
    assert "layers=ccg.council.authority" in reader.search
    expect(page.locator("#layers-summary")).to_have_text("Layers: 3 on")
    page.keyboard.press("Enter")
    expect(page.locator("#layer-authority")).to_contain_text(", off")
    reader.settled()
    assert strokes(reader, "authority") == 0
    page.keyboard.press("Escape")
    expect(page.locator("#layer-ccg")).to_be_hidden()
    assert reader.focused() == "SUMMARY#layers-summary"


def test_the_legend_and_the_list_of_places_follow_the_layers(reader: Reader) -> None:
    page = reader.open(BY_COUNCIL)
    assert page.locator("#legend svg").count() == 0
    expect(page.locator("#places-summary")).to_have_count(0)
    _switch(reader, "hospitals")
    expect(page.locator("#legend")).to_contain_text("acute hospital")
    expect(page.locator("#places-summary")).to_have_text("Hospitals and stroke units on this map (18)")
    page.keyboard.press("Escape")  # the list of layers stays open, over the list of places
    page.locator("#places-summary").click()
    expect(page.locator(".atlas-places li").first).to_be_visible()
    assert page.locator(".atlas-places li").count() == 18
    assert page.locator("#map .scatterlayer path.point").count() >= 18


def _switch(reader: Reader, layer: str) -> None:
    page = reader.page
    if not page.locator(f"#layer-{layer}").is_visible():
        page.locator("#layers-summary").click()
    link = page.locator(f"#layer-{layer}")
    href = link.get_attribute("href")
    link.click()
    reader.settled(href)


def test_the_areas_stay_the_only_marks_that_can_be_reached_and_opened(reader: Reader) -> None:
    page = reader.open(f"{BY_COUNCIL}&layers=ccg.council.authority.hospitals.stroke-units")
    assert reader.areas.count() == 14
    hidden = page.locator('#map [data-trace^="layer-"]').evaluate_all(
        "all => all.map(g => g.getAttribute('aria-hidden'))"
    )
    assert hidden == ["true"] * 6
    reader.click_area("E06000047")
    assert "area=E06000047" in reader.search
    assert "layers=ccg.council.authority.hospitals.stroke-units" in reader.search


def test_a_click_on_a_hospital_opens_the_area_around_it(reader: Reader) -> None:
    page = reader.open(f"{BY_COUNCIL}&layers=hospitals")
    hexham = page.locator("#map .scatterlayer path.point").nth(HEXHAM)
    box = hexham.bounding_box()
    assert box
    href = reader.area("E06000057").get_attribute("data-href")
    page.mouse.move(box["x"] + box["width"] / 2 - 1, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.settled(href)
    assert "area=E06000057" in reader.search


def test_pointing_at_a_hospital_names_it(reader: Reader) -> None:
    page = reader.open(f"{BY_COUNCIL}&layers=hospitals")
    mark = page.locator("#map .scatterlayer path.point").nth(HEXHAM)
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2 - 1, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#map .hoverlayer")).to_contain_text("Hexham General Hospital")


def test_an_outline_that_goes_on_beyond_the_map_draws_no_line_along_its_edge(reader: Reader) -> None:
    page = reader.open("?area=E08000021&by=neighbourhood&condition=stroke&measure=deaths-smr&layers=authority")
    cut = page.locator('#map [data-trace^="layer-"]').evaluate_all("all => all.map(g => g.getAttribute('clip-path'))")
    assert cut == ["url(#atlas-inside-plot)"] * 2
    room, drawn = page.locator("#atlas-inside-plot rect"), page.locator("#map svg.main-svg").first.bounding_box()
    assert drawn
    assert float(room.get_attribute("x") or 0) > 0
    assert float(room.get_attribute("width") or 0) < drawn["width"] - 8
    assert float(room.get_attribute("height") or 0) < drawn["height"] - 8


def test_the_outlines_of_authorities_are_fetched_only_when_they_are_switched_on(reader: Reader) -> None:
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    reader.open()
    reader.rest()
    assert not [url for url in fetched if AUTHORITY.search(url)]
    _switch(reader, "authority")
    reader.rest()
    assert len([url for url in fetched if AUTHORITY.search(url)]) == 1


def test_the_back_button_takes_a_layer_away(reader: Reader) -> None:
    reader.open(BY_COUNCIL)
    _switch(reader, "authority")
    assert strokes(reader, "authority") == 6
    reader.page.go_back()
    reader.settled(None)
    expect(reader.page.locator('#map [data-trace^="layer-authority"]')).to_have_count(0)


def test_the_control_costs_the_map_no_room(new_reader: Callable[..., Reader]) -> None:
    """It stands in a corner of the map that the land leaves free, below the locator and apart from the legend."""
    reader = new_reader()
    page = reader.open()
    control, drawn, legend, locator = (
        page.locator(which).bounding_box() for which in ("#layers", "#map", "#legend", "#locator")
    )
    assert control
    assert drawn
    assert legend
    assert locator
    assert drawn["y"] <= locator["y"] + locator["height"] <= control["y"]
    assert legend["x"] + legend["width"] <= control["x"]
    assert control["x"] + control["width"] <= drawn["x"] + drawn["width"]
    assert all(not _touch(area.bounding_box(), control) for area in reader.areas.all())


def _touch(one: Any, other: Any) -> bool:
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize("options", [{}, PHONE], ids=["laptop", "phone"])
def test_the_open_list_stays_on_the_screen(new_reader: Callable[..., Reader], options: dict[str, object]) -> None:
    page = new_reader(**options).open()
    page.locator("#layers-summary").click()
    expect(page.locator("#layers-picker .atlas-panel")).to_be_visible()
    panel = page.locator("#layers-picker .atlas-panel").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= page.evaluate("() => document.documentElement.clientWidth")
    assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_system_panel_leads_to_places_and_to_maps_of_conditions(reader: Reader) -> None:
    page = reader.open("?area=icp-south&by=council")
    reader.choose("show", "system")
    panel = page.locator("#system")
    expect(panel).to_contain_text("South ICP in the system")
    expect(panel).to_contain_text("847,000")
    lung = panel.get_by_role("link", name="Lung cancer").first
    href = lung.get_attribute("href")
    lung.click()
    reader.settled(href)
    expect(page.locator("#condition-summary")).to_have_text("Lung cancer")
    expect(panel).to_contain_text("South ICP in the system")
    darlington = panel.get_by_role("link", name="Darlington").first
    href = darlington.get_attribute("href")
    darlington.click()
    reader.settled(href)
    expect(panel).to_contain_text("Darlington in the system")
