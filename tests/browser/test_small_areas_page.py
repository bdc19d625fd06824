"""The smallest areas in a browser: down from a council by the level switch, one of them by keyboard, and back."""

from __future__ import annotations

from browser.conftest import Reader
from playwright.sync_api import expect
from shipped import Level

from dashboard.core.atlas import Atlas

HARTLEPOOL, ELWICK = "E06000001", "E01012005"
#: Whether what plotly.js shows of a map ends at the edges of its room, and not before.
REACHES_THE_EDGES = """
((room, shown) => ['width', 'height'].every(side => Math.abs(shown.getAttribute(side) - room[side]) < 2))(
  document.getElementById('plot').getBoundingClientRect(), document.querySelector('#plot clipPath rect'))
"""


def test_a_reader_goes_down_to_small_areas_opens_one_by_keyboard_and_comes_back(reader: Reader, atlas: Atlas) -> None:
    page = reader.open(f"?area={HARTLEPOOL}&by=neighbourhood&condition=deprivation&measure=imd-score")
    reader.choose("by", Level.LSOA)
    inside = atlas.children(atlas.areas[HARTLEPOOL], Level.LSOA)
    expect(reader.areas).to_have_count(len(inside))
    reader.rest()

    # Without a key the focus may be that of the mouse, which opens no card.
    reader.area(ELWICK).focus()
    page.keyboard.press("ArrowDown")
    reader.until("![undefined, what].includes(document.activeElement.dataset.area)", ELWICK)
    area = atlas.areas[page.evaluate("() => document.activeElement.dataset.area")]
    assert area in inside
    expect(page.locator("#card")).to_contain_text(area.name)
    down, href = reader.search, reader.area(area.code).get_attribute("data-href")
    page.keyboard.press("Enter")
    reader.settled(href)
    expect(page.locator("#profile-title")).to_contain_text(f"All figures for {area.name}")
    (around,) = [code for code in area.parents if atlas.areas[code].level == Level.NEIGHBOURHOOD]
    expect(page.locator("#breadcrumb a").last).to_contain_text(atlas.areas[around].name)

    page.go_back()
    reader.settled(down)
    expect(reader.areas).to_have_count(len(inside))


def test_the_search_box_opens_a_small_area_by_its_code(reader: Reader) -> None:
    page = reader.open()
    page.locator("#search").fill(ELWICK)
    expect(page.locator("#search-list [role=option]")).to_have_count(1)
    page.locator("#search").press("Enter")
    expect(page.locator("#breadcrumb")).to_contain_text("Hartlepool 014G")
    reader.settled(None)
    reader.until(REACHES_THE_EDGES)
