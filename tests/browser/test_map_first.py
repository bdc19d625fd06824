"""The map comes first: how much of the window it fills with the areas of its view, counted in pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import POINT_INSIDE, Reader
from playwright.sync_api import expect

#: The share of the window, in percent, in which an area of the view is seen: a raster of points, each of which lies in
#: an area that stands in the table (on a place page: in the place) and is covered by nothing else of the page.
INK = """
() => {
  const STEP = 8;
  const place = document.querySelector('.atlas').dataset.mode === 'place'
    && new URLSearchParams(document.querySelector('#overlay a').getAttribute('href')).get('area');
  const paths = [...document.querySelectorAll('#map path[data-href]')]
    .filter(path => !place || path.dataset.area === place);
  const shapes = paths.map(path => [new Path2D(path.getAttribute('d')), path.getScreenCTM().inverse()]);
  const pen = document.createElement('canvas').getContext('2d');
  let seen = 0, all = 0;
  for (let x = STEP / 2; x < innerWidth; x += STEP) {
    for (let y = STEP / 2; y < innerHeight; y += STEP) {
      all += 1;
      const inside = shapes.some(([shape, matrix]) => {
        const point = new DOMPoint(x, y).matrixTransform(matrix);
        return pen.isPointInPath(shape, point.x, point.y, 'evenodd');
      });
      seen += inside && Boolean(document.elementFromPoint(x, y)?.closest('#plot'));
    }
  }
  return 100 * seen / all;
}
"""

#: The buttons of a group that lie on an area, by a point of their edges.
LIES_ON = """
(group, code) => [...group.children].filter(button => {
  const path = document.querySelector(`#map path[data-area="${code}"]`);
  const shape = new Path2D(path.getAttribute('d'));
  const pen = document.createElement('canvas').getContext('2d');
  const { left, right, top, bottom } = button.getBoundingClientRect();
  return [left, right].some(x => [top, bottom].some(y => {
    const point = new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse());
    return pen.isPointInPath(shape, point.x, point.y, 'evenodd');
  }));
}).map(button => button.title)
"""

LAPTOP, DESK, WALL, PHONE = (1366, 768), (1920, 1080), (2560, 1440), (360, 740)
PREVENTABLE = "by=council&condition=circulatory&measure=preventable"
#: Percent of the window that an area fills at least in its own view, less if it is a county, and its label.
PLACES = {
    "E06000002": (6, "Middlesbrough43.8"),
    "E08000024": (6, "Sunderland34.6"),
    "E06000005": (6, "Darlington33.8"),
    "E06000057": (4, "Northumberland29.0"),
    "E10000006": (4, "Cumbria (part)"),
    "E10000023": (4, "North Yorkshire (whole county)26.4"),
}


def opened(reader: Reader, size: tuple[int, int], query: str = "") -> float:
    """Open a view in a window of a size. Returns its share of ink."""
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    return float(reader.open(query).evaluate(INK))


def bottom(reader: Reader, selector: str) -> float:
    """Where the first of some elements ends, in pixels from the top of the window."""
    box = reader.page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not on the page"
    return box["y"] + box["height"]


def test_the_first_map_fills_the_screen_and_what_explains_it_is_in_sight(reader: Reader) -> None:
    shares = {size: opened(reader, size) for size in (LAPTOP, DESK, WALL)}
    assert {size: share for size, share in shares.items() if share < 12} == {}
    assert opened(reader, LAPTOP, f"?{PREVENTABLE}") >= 12, "labels and the longer legend of councils take no more"
    opened(reader, LAPTOP)
    seen = ("#headline", ".atlas-map", "#legend", "#timeline", "#tiles", "#table tbody tr:nth-child(3)")
    assert {one: bottom(reader, one) for one in seen if bottom(reader, one) > LAPTOP[1]} == {}


def test_a_place_fills_its_map_and_has_its_name_and_figure_on_it(reader: Reader) -> None:
    for code, (least, words) in PLACES.items():
        share = opened(reader, LAPTOP, f"?area={code}&{PREVENTABLE}")
        assert share >= least, code
        room, land, legend = (
            reader.page.locator(one).bounding_box()
            for one in (".atlas-map", f'#map path[data-area="{code}"]', "#legend")
        )
        free = room["x"] + room["width"] - legend["x"] - legend["width"]
        assert max(land["width"] / free, land["height"] / room["height"]) >= 0.8, code
        assert land["x"] >= legend["x"] + legend["width"] - 1, "the legend lies on the place"
        assert reader.page.locator(".atlas-zoom").evaluate(LIES_ON, code) == [], f"buttons lie on {code}"
        labels = reader.page.locator("#map .scatterlayer text").all_text_contents()
        assert words in [label.replace("\xa0", " ") for label in labels], code


#: How far below the upper edge of the map something stands.
BELOW_MAP = "one => one.getBoundingClientRect().top - document.getElementById('map').getBoundingClientRect().top"


def test_on_a_phone_the_map_comes_before_the_controls_and_one_button_opens_them(reader: Reader) -> None:
    opened(reader, PHONE)
    page = reader.page
    land = page.locator(".atlas-map").bounding_box()
    assert land
    assert land["y"] <= 320
    assert bottom(reader, "#headline") <= land["y"]
    button = page.locator("#change")
    expect(button).to_have_text("All causes · by CCG · 2018: change")
    assert bottom(reader, "#change") <= PHONE[1]
    expect(page.locator("#condition")).to_be_hidden()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    reader.choose("by", "council")
    expect(button).to_contain_text("by council")
    button.click()
    expect(page.locator("#condition")).to_be_hidden()
    slider, lines = page.locator("#timeline-range"), page.locator(".atlas-legend")
    slider.press("End")
    expect(page.locator("#timeline-now")).to_have_text("2021")
    reader.rest()
    stood, high = slider.evaluate(BELOW_MAP), lines.bounding_box()["height"]
    slider.press("ArrowLeft")
    expect(page.locator("#timeline-now")).to_have_text("2020")
    reader.rest()
    assert lines.bounding_box()["height"] != high, "in both years the legend has the same lines"
    assert slider.evaluate(BELOW_MAP) == stood, "the slider moved away from under the finger"


def _middle(box: Any) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_map_comes_nearer_by_button_and_key_and_moves_by_hand_without_opening_anything(reader: Reader) -> None:
    page = reader.open(f"?{PREVENTABLE}")
    before, area = reader.search, reader.area("E06000047")
    whole = area.bounding_box()
    page.get_by_role("button", name="Zoom in").click()
    near = area.bounding_box()
    assert near["width"] / whole["width"] == pytest.approx(1.5, abs=0.02)
    x, y = _middle(near)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 20, steps=3)
    page.mouse.up()
    assert _middle(area.bounding_box()) == pytest.approx((x - 30, y - 20), abs=1.5)
    assert reader.search == before, "a press that moves is no click"
    reader.areas.first.focus()
    page.keyboard.press("+")
    assert area.bounding_box()["width"] / whole["width"] == pytest.approx(2.25, abs=0.04)
    before = area.bounding_box()
    page.keyboard.press("Shift+ArrowRight")
    moved = page.locator("#plot").bounding_box()["width"] / 5
    assert _middle(before)[0] - _middle(area.bounding_box())[0] == pytest.approx(moved, rel=0.05)
    assert page.evaluate("() => document.activeElement.matches('#map path')")
    page.keyboard.press("0")
    assert area.bounding_box() == pytest.approx(whole, abs=0.5)
    expect(page.get_by_role("button", name="Whole map")).to_have_attribute("aria-disabled", "true")
    scrolled = "() => new Promise(done => addEventListener('scroll', () => done(scrollY), { once: true }))"
    page.mouse.move(x, y)
    waiting = page.evaluate_handle(f"() => ({{ seen: ({scrolled})() }})")
    page.mouse.wheel(0, 60)
    assert waiting.evaluate("one => one.seen") > 0, "the wheel belongs to the page"
    reader.click_area("E06000047")
    assert "area=E06000047" in reader.search


def test_two_fingers_bring_the_map_nearer_and_open_nothing(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(has_touch=True)
    page = reader.open(f"?{PREVENTABLE}")
    before, area = reader.search, reader.area("E06000047")
    whole = area.bounding_box()
    x, y = _middle(whole)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: int) -> None:
        points = [] if kind == "touchEnd" else [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 20)
    for apart in (25, 35, 40):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    assert area.bounding_box()["width"] / whole["width"] == pytest.approx(2, abs=0.03)
    assert _middle(area.bounding_box()) == pytest.approx((x, y), abs=2)
    assert reader.search == before
    page.get_by_role("button", name="Whole map").click()
    assert area.bounding_box()["width"] == pytest.approx(whole["width"], abs=0.5)


#: Notes what is set in motion, and for how long.
WATCH_MOTION = """
window.moves = [];
const animate = Element.prototype.animate;
Element.prototype.animate = function (frames, how) {
  window.moves.push([Object.keys(frames)[0], how.duration ?? how]);
  return animate.call(this, frames, how);
};
"""


def test_a_drill_grows_out_of_its_area_and_colours_change_softly_and_nothing_moves_for_who_wants_less(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(reduced_motion="no-preference")
    reader.context.add_init_script(WATCH_MOTION)
    page = reader.open(f"?{PREVENTABLE}&period=2022-24")
    taken = "() => [...new Set(window.moves.splice(0).map(JSON.stringify))]"
    assert page.evaluate(taken) == []
    reader.choose("period", "2001-03")
    assert page.evaluate(taken) == ['["fill",150]']
    reader.click_area("E10000023")
    assert page.evaluate(taken) == ['["transform",250]']
    page.emulate_media(reduced_motion="reduce")
    page.go_back()
    reader.settled()
    reader.click_area("E06000047")
    assert page.evaluate(taken) == []


#: Movements that stand still until somebody ends them, as on a machine that is busy when its reader goes back at once.
STANDING_STILL = """
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) {
  const movement = animate.apply(this, how);
  movement.pause();
  return movement;
};
"""
#: The labels whose target lies elsewhere, by what they say.
MISPLACED = """
() => {
  const middle = one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const all = (what, where) => [...where.querySelectorAll(what)];
  const targets = all('.atlas-target', document);
  const groups = all('#map .scatterlayer g.trace', document).map(group => all('text', group));
  const labels = groups.find(texts => texts.length === targets.length) ?? [];
  const misplaced = labels.filter((label, at) => {
    const [[x, y], [left, top]] = [label, targets[at]].map(middle);
    return Math.hypot(x - left, y - top) > 2;
  });
  return labels.length ? misplaced.map(label => label.textContent) : ['no labels'];
}
"""


def test_a_label_leads_where_it_stands_after_a_way_back_in_the_middle_of_a_movement(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(reduced_motion="no-preference")
    reader.context.add_init_script(STANDING_STILL)
    page = reader.open(f"?{PREVENTABLE}&period=2022-24")
    reader.choose("period", "2001-03")
    assert page.evaluate(MISPLACED) == []
    reader.click_area("E10000023")
    page.go_back()
    reader.settled()
    page.evaluate("() => document.getAnimations().forEach(movement => movement.cancel())")
    assert page.evaluate(MISPLACED) == []


#: What is wrong with the towns that are drawn again: what they cover, and in what an area differs from that of the map.
INSETS = """
() => {
  const wrong = [];
  const pen = document.createElement('canvas').getContext('2d');
  const areas = [...document.querySelectorAll('#map path[data-href]')];
  const shapes = areas.map(path => [path, new Path2D(path.getAttribute('d')), path.getScreenCTM().inverse()]);
  const others = [...document.querySelectorAll('#legend, #layers, .atlas-zoom, #map text, #timeline')];
  const known = new Map(areas.map(path => [path.dataset.area, path]));
  for (const inset of document.querySelectorAll('.atlas-inset')) {
    const box = inset.getBoundingClientRect();
    for (let x = box.left; x <= box.right; x += 8) {
      for (let y = box.top; y <= box.bottom; y += 8) {
        const hit = shapes.find(([, shape, matrix]) => {
          const point = new DOMPoint(x, y).matrixTransform(matrix);
          return pen.isPointInPath(shape, point.x, point.y, 'evenodd');
        });
        if (hit) wrong.push(`covers ${hit[0].dataset.area}`);
      }
    }
    for (const other of others) {
      const { left, right, top, bottom } = other.getBoundingClientRect();
      const isApart = left >= box.right || right <= box.left || top >= box.bottom || bottom <= box.top;
      if (!isApart) wrong.push(`covers ${other.id || other.textContent}`);
    }
    for (const path of inset.querySelectorAll('path[data-href]')) {
      const same = known.get(path.dataset.area);
      for (const what of ['data-href', 'aria-label', 'role']) {
        if (path.getAttribute(what) !== same.getAttribute(what)) wrong.push(`${what} of ${path.dataset.area}`);
      }
      if (getComputedStyle(path).fill !== getComputedStyle(same).fill) wrong.push(`colour of ${path.dataset.area}`);
    }
  }
  return wrong;
}
"""


#: Counts from now on how often the box of something drawn is asked for.
COUNT_BOXES = """
() => {
  const { getBBox } = SVGGraphicsElement.prototype;
  window.boxes = 0;
  SVGGraphicsElement.prototype.getBBox = function () { window.boxes += 1; return getBBox.call(this); };
}
"""


def inset_area(reader: Reader, code: str) -> tuple[Any, dict[str, int]]:
    """An area that is drawn again, and a point in it."""
    area = reader.page.locator(f'.atlas-inset path[data-area="{code}"]')
    area.scroll_into_view_if_needed()
    point = area.evaluate(POINT_INSIDE)
    assert point, code
    return area, point


def test_towns_are_enlarged_where_the_land_leaves_room_and_lead_where_the_map_leads(reader: Reader) -> None:
    code = "E02002496"
    reader.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page = reader.open("?by=neighbourhood&overlay=deprivation&layers=hospitals")
    insets = page.locator(".atlas-inset")
    expect(insets).to_have_count(2)
    assert page.evaluate(INSETS) == []
    expect(page.locator(".atlas-inset [data-trace=hatch] path")).not_to_have_count(0)
    expect(page.locator(".atlas-inset svg > path.point")).not_to_have_count(0)
    page.evaluate(COUNT_BOXES)
    for measure in ("deaths-smr", "preventable-smr"):
        reader.choose("measure", measure)
    assert page.evaluate("() => window.boxes") == 0, "an outline that was drawn before is not measured again"
    assert page.evaluate(INSETS) == []
    area, point = inset_area(reader, code)
    assert area.bounding_box()["width"] >= 1.7 * reader.area(code).bounding_box()["width"]
    page.get_by_role("button", name="Zoom in").click()
    expect(insets.first).to_be_hidden()
    insets.evaluate_all("insets => insets.forEach(inset => inset.toggleAttribute('data-before', true))")
    page.get_by_role("button", name="Whole map").click()
    expect(page.locator(".atlas-inset[data-before]")).to_have_count(0)
    expect(insets.first).to_be_visible()
    first = insets.last.locator("path[tabindex='0']")
    first.focus()
    expect(page.locator("#focus-line")).to_have_text(str(first.get_attribute("aria-label")))
    expect(insets.last.locator(".atlas-ring")).to_have_count(1)
    page.keyboard.press("End")
    expect(insets.last.locator("path[data-href]").last).to_be_focused()
    drawn = page.locator("#map path.choroplethlocation").count()
    assert page.evaluate("() => window.boxes") <= drawn, "an area is measured once for all towns"
    href = area.get_attribute("data-href")
    page.mouse.move(point["x"], point["y"])
    expect(page.locator("#card")).to_contain_text(str(area.get_attribute("aria-label")).partition(":")[0])
    page.mouse.click(point["x"], point["y"])
    reader.settled(href)
    expect(insets).to_have_count(0)


def test_on_a_phone_a_finger_hits_every_council_in_the_towns_below_the_map(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(has_touch=True, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = reader.open(f"?{PREVENTABLE}")
    before = reader.search
    assert page.evaluate(INSETS) == []
    expect(page.locator(".atlas-inset [data-trace=whole] path")).not_to_have_count(0)
    expect(page.locator(".atlas-inset text")).not_to_have_count(0)
    small = [
        path for path in reader.areas.all() if min(path.bounding_box()["width"], path.bounding_box()["height"]) < 24
    ]
    assert len(small) >= 5
    for path in small:
        box = page.locator(f'.atlas-inset path[data-area="{path.get_attribute("data-area")}"]').bounding_box()
        assert min(box["width"], box["height"]) >= 24
    area, point = inset_area(reader, "E06000002")
    leads_to = area.get_attribute("data-href")
    page.touchscreen.tap(point["x"], point["y"])
    expect(page.locator("#card")).to_contain_text("Middlesbrough")
    assert reader.search == before
    page.touchscreen.tap(point["x"], point["y"])
    reader.settled(leads_to)


TABLET = (1024, 768)


def test_on_a_tablet_map_headline_legend_and_first_rows_are_in_sight_and_no_column_is_cut_off(reader: Reader) -> None:
    for query, rows in (("", ["#table tbody tr:nth-child(3)"]), (f"?area=E06000002&{PREVENTABLE}", ["#profile h2"])):
        opened(reader, TABLET, query)
        seen = ["#headline", ".atlas-map", "#legend", *rows]
        assert {one: bottom(reader, one) for one in seen if bottom(reader, one) > TABLET[1]} == {}, query
        scrolls = "all => all.filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth).length"
        assert reader.page.locator(".atlas-scroll").evaluate_all(scrolls) == 0, query


@pytest.mark.parametrize("query", ["", "?by=ccg&overlay=deprivation"], ids=["first page", "with scores"])
def test_no_column_of_a_table_is_cut_off_beside_the_map(reader: Reader, query: str) -> None:
    opened(reader, LAPTOP, query)
    for width in (1366, 1280, 1180, 390):
        reader.page.set_viewport_size({"width": width, "height": 768})
        reader.until("(one => one.scrollWidth <= one.clientWidth)(document.querySelector('#table .atlas-scroll'))")


@pytest.mark.parametrize("size", [(320, 640), LAPTOP], ids=str)
def test_the_buttons_of_the_zoom_cover_no_area_of_equal_shapes(reader: Reader, size: tuple[int, int]) -> None:
    for level in ("ccg", "district"):
        opened(reader, size, f"?by={level}&shape=equal")
        zoom = reader.page.locator(".atlas-zoom").bounding_box()
        for area in reader.areas.all():
            box = area.bounding_box()
            assert not (
                zoom["x"] < box["x"] + box["width"]
                and box["x"] < zoom["x"] + zoom["width"]
                and zoom["y"] < box["y"] + box["height"]
                and box["y"] < zoom["y"] + zoom["height"]
            ), (level, area.get_attribute("data-area"))
