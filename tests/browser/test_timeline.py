"""The slider under the map: it moves through the periods by hand, by key and by itself, and leaves no trail."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import Page, expect

AVOIDABLE = "?by=ccg&condition=all-causes&measure=avoidable"
ONE_PERIOD = "?by=council&condition=stroke&measure=deaths-smr"
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(entry.value)))
  .observe({ type: 'layout-shift', buffered: true });
"""
#: Writes down what a screen reader is told, and when each period was drawn.
WATCH = """
() => {
  window.told = [];
  window.drawn = [];
  new MutationObserver(() => window.told.push(document.getElementById('announcement').textContent))
    .observe(document.getElementById('announcement'), { childList: true, characterData: true, subtree: true });
  document.addEventListener('atlas:shown', event => window.drawn.push(
    [new URLSearchParams(event.detail).get('period'), performance.now()]));
}
"""
#: Presses the button of the slider as soon as a period is shown, however slow the page is.
PAUSE = """
period => document.addEventListener('atlas:shown', ({ detail }) => {
  if (new URLSearchParams(detail).get('period') === period) document.getElementById('timeline-play').click();
})
"""


def at(page: Page, period: str) -> str:
    """An address of the view at a period."""
    return str(page.locator(f"#timeline-periods option[label='{period}']").get_attribute("data-href"))


def shows(reader: Reader, period: str, words: str = "") -> None:
    """Slider, address, menu and map show the same period."""
    page = reader.page
    expect(page.locator("#timeline-now")).to_have_text(words or period)
    expect(page.locator("#timeline-range")).to_have_attribute("aria-valuetext", words or period)
    expect(page.locator("#period-summary")).to_have_text(period)
    reader.settled(at(page, words or period))
    assert f"period={period}" in page.url


def test_the_slider_stands_at_the_period_of_the_map_and_has_all_periods(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&period=2009")
    slider = page.get_by_role("slider", name="Move to another period")
    expect(slider).to_have_attribute("aria-valuetext", "2009")
    assert slider.evaluate("range => [range.min, range.max, range.value]") == ["0", "15", "5"]
    assert page.locator("#timeline-periods option").count() == 16


def test_arrow_keys_move_map_table_and_address_from_period_to_period(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&period=2018")
    page.locator("#timeline-range").focus()
    page.keyboard.press("ArrowLeft")
    shows(reader, "2017")
    page.keyboard.press("Home")
    shows(reader, "2004")
    assert reader.focused() == "INPUT#timeline-range", "the slider lost the focus"
    page.keyboard.press("End")
    shows(reader, "2019")


def test_a_hand_that_pulls_the_slider_is_followed_to_where_it_lets_go(reader: Reader) -> None:
    page = reader.open(AVOIDABLE)
    box = page.locator("#timeline-range").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 6, middle)
    page.mouse.down()
    for part in (0.9, 0.7, 0.5, 0.3, 0.1):
        page.mouse.move(box["x"] + box["width"] * part, middle, steps=4)
    page.mouse.move(box["x"] + 2, middle)
    page.mouse.up()
    shows(reader, "2004")


def test_the_back_button_leaves_the_slider_in_one_step(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&period=2018")
    reader.follow(page.locator("#by-icp").get_attribute("href") or "")
    reader.follow(page.locator("#by-ccg").get_attribute("href") or "")
    page.locator("#timeline-range").focus()
    for period in ("2017", "2016", "2015"):
        page.keyboard.press("ArrowLeft")
        shows(reader, period)
    page.go_back()
    expect(page.locator("#by [aria-current]")).to_have_text("ICP")
    page.go_forward()
    shows(reader, "2015")


def test_play_runs_to_the_last_period_and_stops_there(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&period=2016")
    page.evaluate(WATCH)
    length = page.evaluate("() => history.length")
    play = page.locator("#timeline-play")
    expect(play).to_have_accessible_name("Play through the periods")
    play.click()
    expect(play).to_have_accessible_name("Pause")
    expect(play).to_have_accessible_name("Play through the periods")
    shows(reader, "2019")
    drawn = page.evaluate("() => window.drawn")
    assert [period for period, _ in drawn] == ["2017", "2018", "2019"]
    pauses = [later - earlier for (_, earlier), (_, later) in pairwise(drawn)]
    assert min(pauses) >= 895, "a period is shown for less than 900 ms"
    assert page.evaluate("() => history.length") == length
    page.evaluate("() => new Promise(done => setTimeout(done, 1000))")
    told = page.evaluate("() => window.told")
    assert len(told) == 1, "periods on the way are read out"
    assert "2019" in told[0]
    assert len(told[0].split()) <= 8


def test_play_at_the_end_begins_with_the_oldest_period_and_pause_stays(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&period=2019")
    page.evaluate(WATCH)
    page.locator("#timeline-play").press("Enter")
    reader.until("window.drawn.length > 0")
    page.locator("#timeline-play").press("Space")
    expect(page.locator("#timeline-play")).to_have_text("Play")
    assert page.evaluate("() => window.drawn[0][0]") == "2004"
    reader.rest()
    now = page.locator("#timeline-now").inner_text()
    page.evaluate("() => new Promise(done => setTimeout(done, 1500))")
    shows(reader, now)


@pytest.mark.parametrize("act", ["another level", "another tab", "a key on the page", "the slider", "back"])
def test_play_stops_when_the_reader_does_something_else(reader: Reader, act: str) -> None:
    # Far from the last period, at which it stops by itself.
    page = reader.open("?by=icp&condition=all-causes&measure=avoidable&period=2005")
    reader.follow(page.locator("#by-ccg").get_attribute("href") or "")
    page.locator("#timeline-play").click()
    expect(page.locator("#timeline-play")).to_have_text("Pause")
    if act == "another level":
        reader.choose("by", "council")
    elif act == "another tab":
        page.locator("#show-ranking").click()
        expect(page.locator("#ranking")).to_be_attached()
    elif act == "a key on the page":
        page.keyboard.press("Escape")
    elif act == "the slider":
        page.locator("#timeline-range").press("ArrowRight")
    else:
        page.go_back()
        expect(page.locator("#by [aria-current]")).to_have_text("ICP")
    expect(page.locator("#timeline-play")).to_have_text("Play")
    reader.rest()
    before = page.url
    page.evaluate("() => new Promise(done => setTimeout(done, 1500))")
    assert page.url == before


def test_play_works_for_readers_who_want_less_motion_and_nothing_moves_by_itself(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(reduced_motion="reduce")
    page = reader.open(f"{AVOIDABLE}&period=2018")
    assert page.locator("#timeline").evaluate("place => place.getAnimations({ subtree: true }).length") == 0
    page.locator("#timeline-play").click()
    shows(reader, "2019")


def test_a_measure_of_one_period_has_no_slider_and_its_room_stays(reader: Reader) -> None:
    page = reader.open(ONE_PERIOD)
    expect(page.locator("#timeline-range")).to_have_count(0)
    empty = page.locator("#timeline").bounding_box()
    reader.open(AVOIDABLE)
    full = page.locator("#timeline").bounding_box()
    assert empty
    assert full
    assert empty["height"] == full["height"]


@pytest.mark.parametrize("size", [(360, 740), (1366, 768)], ids=["phone", "desktop"])
def test_nothing_jumps_while_the_periods_play(new_reader: Callable[..., Reader], size: tuple[int, int]) -> None:
    reader = new_reader(viewport={"width": size[0], "height": size[1]})
    reader.context.add_init_script(WATCH_SHIFTS)
    page = reader.open(f"{AVOIDABLE}&period=2016&show=trend")
    page.evaluate(PAUSE, "2018")
    page.locator("#timeline").scroll_into_view_if_needed()
    page.evaluate("() => window.shifts.splice(0)")
    place = page.locator("#timeline-range").bounding_box()
    page.locator("#timeline-play").click()
    shows(reader, "2018")
    assert sum(page.evaluate("() => window.shifts")) < 0.02
    assert page.locator("#timeline-range").bounding_box() == place, "the slider moved under the hand"


def test_the_slider_fits_a_phone_and_is_large_enough_to_touch(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 360, "height": 740})
    page = reader.open("?by=council&condition=circulatory&measure=preventable")
    for id in ("timeline-play", "timeline-range", "timeline-now"):
        box = page.locator(f"#{id}").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert id == "timeline-now" or box["height"] >= 24
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_the_colours_of_the_legend_stay_while_the_periods_change(reader: Reader) -> None:
    page = reader.open(AVOIDABLE)
    legend = page.locator("#legend").inner_text()
    assert "not published" not in legend
    page.locator("#timeline-range").focus()
    page.keyboard.press("Home")
    shows(reader, "2004")
    # Only the mark of areas without a figure comes with them.
    assert page.locator("#legend").inner_text().replace("not published\n", "") == legend


def test_the_trend_marks_the_period_of_the_slider(reader: Reader) -> None:
    page = reader.open(f"{AVOIDABLE}&show=trend")

    def rule() -> Any:
        return page.locator("#chart-0").evaluate("place => place.layout.shapes.map(shape => shape.x0)")

    assert rule() == [2018]
    page.locator("#timeline-range").focus()
    page.keyboard.press("Home")
    shows(reader, "2004")
    assert rule() == [2004]


def test_a_line_of_the_trend_and_its_area_are_marked_together(reader: Reader) -> None:
    page = reader.open("?area=icp-north&by=ccg&condition=all-causes&measure=avoidable&show=trend")
    point = reader.point_inside("E38000130")
    page.mouse.move(point["x"] - 2, point["y"])
    page.mouse.move(point["x"], point["y"])
    expect(page.locator("#chart-0 .lines path.atlas-marked")).to_have_count(1)
    expect(page.locator("#chart-0 .points path.atlas-marked")).to_have_count(1)
    mark = page.locator("#chart-0 .points path.atlas-marked").first
    expect(mark).to_have_attribute("aria-label", re.compile("^NHS Northumberland|^Northumberland"))


@pytest.mark.parametrize("width", [360, 1366], ids=["phone", "desktop"])
def test_the_periods_under_the_trend_do_not_touch_and_are_not_cut(
    new_reader: Callable[..., Reader], width: int
) -> None:
    reader = new_reader(viewport={"width": width, "height": 768})
    page = reader.open("?area=E06000001&by=council&condition=circulatory&measure=preventable&show=trend")
    words = page.locator("#chart-0 .xtick text")
    assert words.count() >= 2
    assert not [w for w in words.all() if "rotate(30" in (w.get_attribute("transform") or "")], "the words are tilted"
    boxes = words.evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().toJSON())")
    chart = page.locator("#chart-0").bounding_box()
    assert chart
    for left, right in pairwise(boxes):
        assert left["right"] + 2 < right["left"]
    assert all(chart["x"] <= box["left"] and box["bottom"] <= chart["y"] + chart["height"] for box in boxes)
