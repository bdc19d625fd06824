"""The board room: a map alone on the screen, by keys, in a dark frame, with no colour of the map changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import Reader
from browser.test_accessibility import violations
from playwright.sync_api import Page, expect

START = "?area=E54000049&by=ccg&condition=all-causes&measure=preventable&period=2018&overlay=none"
SLIDES = (
    "slides=E54000049.ccg.all-causes.preventable.2018~E06000002.council.stroke.deaths-smr.2015-19"
    "~icp-south.council.stroke.deaths-smr.2015-19"
)
#: What is seen of the page, the share of the screen that is the map's, and the letters in parts of the screen's height.
SEEN = """
() => {
  const seen = name => !!document.querySelector(name)?.checkVisibility();
  const box = document.querySelector('#map').getBoundingClientRect();
  const size = one => one ? parseFloat(getComputedStyle(one).fontSize) / window.innerHeight : 0;
  const part = name => size(document.querySelector(name));
  const fills = [...document.querySelectorAll('#map path[data-area]')].map(path => getComputedStyle(path).fill);
  return {
    controls: [...document.querySelectorAll('body :is(button, input, select, summary, a[href])')]
      .filter(one => one.checkVisibility() && !one.closest('.atlas-presenter')).map(one => one.outerHTML.slice(0, 80)),
    map: box.width * box.height / window.innerWidth / window.innerHeight,
    inside: box.bottom <= window.innerHeight && box.right <= window.innerWidth,
    drawn: Math.round(document.querySelector('#plot svg.main-svg').getBoundingClientRect().bottom - box.bottom),
    letters: ['#headline', '#legend li', '#map .scatterlayer text'].map(part),
    ground: getComputedStyle(document.body).backgroundColor, fills,
    scrolls: document.documentElement.scrollHeight > window.innerHeight + 1,
  };
}
"""
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(11, 17, 22)"


def press(page: Page, key: str, address: str) -> None:
    """Press a key and wait for an address with these words in it."""
    page.keyboard.press(key)
    page.wait_for_url(lambda url: address in url)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (360, 740)], ids=str)
def test_a_presented_map_fills_the_screen_in_letters_for_the_back_row(
    new_reader: Callable[..., Reader], size: tuple[int, int]
) -> None:
    page = new_reader(viewport={"width": size[0], "height": size[1]}).open(f"{START}&present=1")
    seen: dict[str, Any] = page.evaluate(SEEN)
    assert seen["controls"] == []
    assert seen["inside"]
    assert seen["drawn"] <= 1
    assert not seen["scrolls"]
    if size[0] > size[1]:
        headline, legend, label = seen["letters"]
        assert seen["map"] > 0.45
        assert headline > 0.045
        assert min(legend, label) > 0.024


def test_a_presenter_needs_no_mouse_and_leaves_the_page_as_it_was(reader: Reader) -> None:
    page = reader.open(f"{START}&{SLIDES}")
    before, headline = page.evaluate(SEEN), page.locator("#headline").inner_text()
    page.locator("#condition-summary").click()
    page.locator("#condition-search").fill("p")
    assert "present" not in page.url
    page.keyboard.press("Escape")
    press(page, "p", "present=1")
    reader.settled(None)
    expect(page.locator("#headline")).to_be_focused()
    expect(page.locator("#announcement")).to_contain_text("Slide 1 of 3")
    press(page, "PageDown", "area=E06000002")
    reader.settled(None)
    expect(page.locator("#announcement")).to_contain_text("Slide 2 of 3")
    expect(page.locator("#headline")).to_contain_text("Middlesbrough")
    assert "slides=" in page.url
    ways = (
        ("ArrowRight", "South ICP"),
        ("ArrowLeft", "Middlesbrough"),
        ("ArrowDown", "Redcar"),
        ("PageUp", "South ICP"),
    )
    for key, place in ways:
        page.keyboard.press(key)
        expect(page.locator("#headline")).to_contain_text(place)
        reader.settled(None)
    press(page, "Escape", "area=icp-south")
    expect(page.locator(".atlas-header")).to_be_visible()
    assert "present" not in page.url
    assert "slides=" in page.url
    page.locator("#slides-title").click()
    page.locator("#slide-1").click()
    expect(page.locator("#headline")).to_have_text(headline)
    reader.settled(None)
    assert page.evaluate(SEEN)["map"] == pytest.approx(before["map"], abs=0.01)


def test_a_presented_map_has_the_whole_screen_until_escape_or_the_browser_takes_it_back(reader: Reader) -> None:
    page = reader.open(START)
    whole = page.locator(":root:fullscreen")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.evaluate("() => document.exitFullscreen()")):
        page.locator("#present-start").click()
        expect(whole).to_have_count(1)
        expect(page.locator("html[data-present] #present-leave")).to_have_count(1)
        leave()
        expect(whole).to_have_count(0)
        expect(page.locator("html[data-present]")).to_have_count(0)
        page.wait_for_url(lambda url: "present" not in url)


def test_views_are_collected_in_the_address_and_stay_while_one_goes_on(reader: Reader) -> None:
    page = reader.open(START)
    page.locator("#slides-title").click()
    page.locator("#slides-add").click()
    expect(page.locator("#slides-title")).to_have_text("My slides (1 of 12)")
    row = page.locator("#row-E38000163")
    href = row.get_attribute("href")
    row.click()
    reader.settled(href)
    page.locator("#slides-add").click()
    expect(page.locator("#slides-title")).to_have_text("My slides (2 of 12)")
    page.reload()
    page.locator("#slides-title").click()
    expect(page.locator("#slide-2")).to_contain_text("South Tyneside")
    page.locator("#slide-out-1").click()
    expect(page.locator("#slides-title")).to_have_text("My slides (1 of 12)")
    expect(page.locator("#slide-out-1")).to_be_focused()


@pytest.mark.parametrize(
    ("how", "query", "ground"),
    [
        ({}, "present=1", LIGHT),
        ({"color_scheme": "dark"}, "present=1", DARK),
        ({"color_scheme": "dark"}, "present=light", LIGHT),
        ({}, "present=dark", DARK),
        ({"contrast": "more"}, "present=dark", "rgb(0, 0, 0)"),
    ],
    ids=["light", "dark by the system", "light by choice", "dark by choice", "high contrast"],
)
def test_a_frame_changes_the_ground_and_never_the_map(
    new_reader: Callable[..., Reader], how: dict[str, Any], query: str, ground: str
) -> None:
    reader = new_reader(**how)
    plain = reader.open(START).evaluate(SEEN)["fills"]
    page = reader.open(f"{START}&{query}")
    seen = page.evaluate(SEEN)
    assert seen["ground"] == ground
    assert seen["fills"] == plain
    assert violations(page) == []


def test_in_forced_colours_all_words_of_a_slide_stand_on_its_ground(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(forced_colors="active").open(f"{START}&present=1&{SLIDES}")
    colours = page.evaluate(
        "() => ['#headline', '.atlas-subtitle', '#legend li'].map(name =>"
        " getComputedStyle(document.querySelector(name)).color)"
    )
    assert len(set(colours)) == 1
    expect(page.locator("#present-next")).to_have_count(1)
    page.locator("#present-next").focus()
    expect(page.locator(".atlas-presenter nav")).to_have_css("opacity", "1")
