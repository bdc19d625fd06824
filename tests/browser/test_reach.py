"""What is reached by keyboard or opened is seen whole, at every zoom and in a contrast theme."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from browser.conftest import Reader
from PIL import Image
from playwright.sync_api import Locator, Page, expect

#: Tablets, and a laptop with letters of 125 to 200 per cent.
WIDTHS = (683, 768, 911, 1024, 1093)
#: The lists among all parts of a page, in a wide and a narrow card.
LISTS = {
    "?condition=circulatory&measure=preventable&by=council": (
        *("#condition-summary", "#measure-summary", "#period-summary", "#layers-summary"),
    ),
    "?condition=circulatory&measure=preventable&by=council&show=ranking": ("#benchmark-summary", "#areas-summary"),
}


def opened(reader: Reader, view: str) -> Page:
    page = reader.open(view)
    reader.rest()
    return page


def ground(option: Locator) -> object:
    """The colour behind the words, as it is painted: a contrast theme paints other colours than the styles say."""
    painted = Image.open(BytesIO(option.screenshot()))
    return painted.getpixel((painted.width - 4, 4))


#: Opens each list and gives those that reach beyond the screen, with how far.
BEYOND = """
summaries => summaries.flatMap(name => {
  const list = document.querySelector(name).parentNode;
  list.open = true;
  const box = list.querySelector('.atlas-panel').getBoundingClientRect();
  list.open = false;
  const beyond = Math.max(-box.left, box.right - document.documentElement.clientWidth);
  return beyond > 0 ? [`${name}: ${Math.round(beyond)} px`] : [];
})
"""


@pytest.mark.parametrize("view", LISTS)
def test_no_list_runs_off_the_screen_of_a_tablet_or_of_a_laptop_with_large_letters(reader: Reader, view: str) -> None:
    page = opened(reader, view)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        if beyond := page.evaluate(BEYOND, list(LISTS[view])):
            found[width] = beyond
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, width
    assert found == {}


def test_no_link_of_a_table_has_the_focus_under_its_head(reader: Reader) -> None:
    page = opened(reader, "?by=neighbourhood&condition=stroke&measure=deaths-smr")
    page.locator("#table .atlas-scroll").evaluate("one => { one.scrollTop = one.scrollHeight; }")
    page.locator("#table tbody tr:nth-child(60) a").focus()
    hidden = []
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        above, below = page.evaluate(
            "() => [document.activeElement.getBoundingClientRect().top,"
            " document.querySelector('#table thead th').getBoundingClientRect().bottom]"
        )
        if above < below:
            hidden.append(round(below - above))
    assert hidden == []


def test_enter_in_the_filter_of_conditions_chooses_and_leaves_the_list_closed(reader: Reader) -> None:
    page = opened(reader, "")
    page.locator("#condition-summary").click()
    expect(page.locator("#condition-search")).to_be_focused()
    page.keyboard.type("stroke")
    told = page.locator("#condition [data-filter-found]")
    expect(told).to_have_text(f"{page.locator('#condition li:visible').count()} found")
    page.keyboard.press("Enter")
    expect(page.locator("#condition-summary")).to_contain_text("Stroke")
    expect(page.locator("#condition .atlas-panel")).to_be_hidden()
    assert reader.focused() == "SUMMARY#condition-summary"


def test_in_a_contrast_theme_the_chosen_search_result_is_told_from_the_others(
    new_reader: Callable[..., Reader],
) -> None:
    page = opened(new_reader(forced_colors="active"), "")
    page.locator("#search").fill("dur")
    options = page.locator(".atlas-search__option")
    expect(options.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator('.atlas-search__option[aria-selected="true"]')
    other = page.locator('.atlas-search__option:not([aria-selected="true"])').first
    assert ground(chosen) != ground(other)


def test_no_switch_has_a_cut_name_and_what_its_looks_mean_lies_over_nothing(reader: Reader) -> None:
    page = opened(reader, "?condition=dementia&by=council")
    cut = page.evaluate(
        "() => [...document.querySelectorAll('.atlas-segments, .atlas-colour, .atlas-segments a, .atlas-colour a')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim())"
    )
    assert cut == []
    label, looks = (page.locator(f"#by .{one}").bounding_box() for one in ("atlas-label", "atlas-hint"))
    assert label["x"] + label["width"] <= looks["x"]
    assert looks["y"] + looks["height"] <= page.locator("#by ul").bounding_box()["y"]


#: What readers may set, of WCAG 1.4.12: nothing may be lost by it.
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"


@pytest.mark.parametrize("width", [320, 360])
def test_wide_spacing_and_large_letters_move_nothing_off_a_phone(new_reader: Callable[..., Reader], width: int) -> None:
    reader = new_reader(viewport={"width": width, "height": 740})
    page = opened(reader, "?by=neighbourhood&condition=stroke&measure=deaths-smr")
    reader.show_controls()
    page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_no_page_of_words_is_wider_than_a_phone(reader: Reader) -> None:
    page = reader.context.new_page()
    page.set_viewport_size({"width": 320, "height": 740})
    wider = {}
    for path in ("about", "open-data", "glossary", "accessibility", "about?find=stroke"):
        page.goto(f"{reader.address}/{path}")
        wider[path] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == dict.fromkeys(wider, 0)
