"""The scatter against deprivation in a real browser: linked with the map both ways, its names apart, one click away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.conftest import Reader
from playwright.sync_api import Locator, Page, expect

CCGS = "?show=scatter"
NEIGHBOURHOODS = "?by=neighbourhood&condition=stroke&measure=deaths-smr&show=scatter"
DISTRICTS = "?by=district&condition=all-causes&measure=deaths-smr&show=scatter"
SOUTH_TYNESIDE, NORTH_CUMBRIA = "E38000163", "E38000215"
MARKED = re.compile(r"\batlas-marked\b")

#: Pairs of names that overlap, names that stick out of the card, and dots under a name.
COLLISIONS = """
() => {
  const chart = document.querySelector('#chart-0');
  const seen = [...chart.querySelectorAll('.textpoint text')].filter(name => name.style.visibility !== 'hidden');
  const names = seen.map(name => [name.textContent, name.getBoundingClientRect()]);
  const marks = [...chart.querySelectorAll('.points path[data-area]')];
  const dots = marks.map(dot => ['a dot', dot.getBoundingClientRect()]);
  const room = document.querySelector('.atlas-card--figures').getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 3 && b.left < a.right - 3 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const faults = [];
  names.forEach(([name, box], k) => {
    if (box.left < room.left || box.right > room.right) faults.push(`${name} sticks out`);
    const under = [...names.slice(k + 1), ...dots].filter(([, its]) => meet(box, its));
    under.forEach(([other]) => faults.push(`${name} and ${other}`));
  });
  return { faults, shown: names.length };
}
"""


def dot(page: Page, code: str) -> Locator:
    """The dot of an area."""
    return page.locator(f'#chart-0 .points path[data-area="{code}"]')


def test_every_area_has_a_dot_that_is_named_and_leads_where_the_map_does(reader: Reader) -> None:
    page = reader.open(CCGS)
    expect(page.locator("#chart-0 .points path[data-area]")).to_have_count(12)
    for area in reader.areas.all():
        code = area.get_attribute("data-area")
        assert code
        own = dot(page, code)
        assert own.get_attribute("data-href") == area.get_attribute("data-href")
        name = (area.get_attribute("aria-label") or "").partition(":")[0]
        expect(own).to_have_accessible_name(re.compile(rf"^{re.escape(name)}, [\d.]+ per 100,000, .*IMD score [\d.]+$"))


def test_a_dot_under_the_mouse_marks_its_area_on_the_map(reader: Reader) -> None:
    page = reader.open(CCGS)
    dot(page, SOUTH_TYNESIDE).scroll_into_view_if_needed()
    box = dot(page, SOUTH_TYNESIDE).bounding_box()
    assert box
    page.mouse.move(box["x"] - 30, box["y"] + 40)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    expect(reader.area(SOUTH_TYNESIDE)).to_have_class(MARKED)
    expect(page.locator("#card")).to_contain_text("IMD score 31.5")
    assert page.locator("#map path.atlas-marked").count() == 1


def test_an_area_under_the_mouse_marks_its_dot(reader: Reader) -> None:
    page = reader.open(CCGS)
    point = reader.point_inside(NORTH_CUMBRIA)
    page.mouse.move(point["x"] - 2, point["y"])
    page.mouse.move(point["x"], point["y"])
    expect(dot(page, NORTH_CUMBRIA)).to_have_class(MARKED)
    assert page.locator("#chart-0 .atlas-marked").count() == 1


@pytest.mark.parametrize("query", [CCGS, NEIGHBOURHOODS], ids=["12 CCGs", "399 neighbourhoods"])
def test_the_keyboard_links_map_and_scatter_both_ways(reader: Reader, query: str) -> None:
    page = reader.open(query)
    page.locator("#chart-0 .points path[tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        code = page.evaluate("() => document.activeElement.dataset.area")
        expect(reader.area(code)).to_have_class(MARKED)
        expect(dot(page, code)).to_be_focused()
    page.locator("#map path[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        code = page.evaluate("() => document.activeElement.dataset.area")
        expect(dot(page, code)).to_have_class(MARKED)
        assert page.locator("#chart-0 .atlas-marked").count() == 1


def test_enter_on_a_dot_opens_its_area(reader: Reader) -> None:
    page = reader.open(CCGS)
    target = dot(page, NORTH_CUMBRIA).get_attribute("data-href")
    dot(page, NORTH_CUMBRIA).focus()
    page.keyboard.press("Enter")
    reader.settled(target)
    expect(page.locator("#breadcrumb [aria-current]")).to_contain_text("North Cumbria")


def test_the_scatter_is_one_click_away_from_the_3_by_3_map_and_has_its_colours(reader: Reader) -> None:
    page = reader.open("?overlay=bivariate")
    page.get_by_role("link", name="Chart of both").click()
    expect(page.locator("#scatter-title")).to_be_visible()
    fill = "path => getComputedStyle(path).fill"
    reader.settled()
    for area in reader.areas.all():
        code = area.get_attribute("data-area")
        assert code
        assert dot(page, code).evaluate(fill) == area.evaluate(fill), code


@pytest.mark.parametrize(
    ("width", "height", "fewest"), [(360, 800, 12), (1366, 768, 16), (2560, 1440, 16)], ids=["phone", "laptop", "wall"]
)
def test_no_name_hides_a_dot_or_another_name(
    new_reader: Callable[..., Reader], width: int, height: int, fewest: int
) -> None:
    reader = new_reader(viewport={"width": width, "height": height})
    page = reader.open(DISTRICTS)
    expect(page.locator("#chart-0 .textpoint text")).to_have_count(19)
    found = page.evaluate(COLLISIONS)
    assert found["faults"] == []
    assert found["shown"] >= fewest


def test_the_tenths_stand_below_the_scatter_of_neighbourhoods(reader: Reader) -> None:
    page = reader.open(NEIGHBOURHOODS)
    expect(page.locator("#chart-0 .points path[data-area]")).to_have_count(399)
    expect(page.locator("#tenths-title")).to_contain_text("in the most deprived fifth")
    expect(page.locator("#chart-1 .points path.point")).to_have_count(10)
    first, second = (page.locator(f"#chart-{k}").bounding_box() for k in (0, 1))
    assert first
    assert second
    assert first["y"] + first["height"] <= second["y"]


def test_a_chart_of_the_view_before_does_not_stay(reader: Reader) -> None:
    page = reader.open(NEIGHBOURHOODS)
    page.locator("#show-table").click()
    reader.settled()
    expect(page.locator("#chart-0")).to_be_hidden()
    expect(page.locator("#chart-1")).to_be_hidden()
    page.locator("#show-scatter").click()
    expect(page.locator("#chart-0 .points path[data-area]")).to_have_count(399)


def test_intervals_and_colours_are_explained_without_opening_anything(reader: Reader) -> None:
    page = reader.open("?area=E06000002&show=scatter&condition=circulatory&measure=preventable")
    expect(page.locator("#chart-0-head .atlas-marks li")).to_have_text(["95% interval"])
    expect(page.get_by_text("Colours: orange to the right is more deprived")).to_be_visible()
    page.get_by_role("link", name="The map in the colours of the chart").click()
    expect(page.locator("#legend .atlas-grid")).to_be_visible()
    expect(page.locator("#scatter")).to_be_visible()
