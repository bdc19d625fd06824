"""What readers do, in a real browser on the real atlas, with every other host out of reach."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from browser.conftest import Reader
from playwright.sync_api import Browser, Page, expect
from shipped import MAP_LEVELS, Level

from dashboard.core.atlas import Atlas
from dashboard.core.level import NO_PAGE
from dashboard.views import resolve

ROOT = Path(__file__).parents[2]
CENTRAL, SOUTH_TYNESIDE, SOUTH_TEES, NORTH_CUMBRIA = "icp-central", "E38000163", "E38000162", "E38000215"
NORTHUMBERLAND_COUNCIL, SUNDERLAND_COUNCIL = "E06000057", "E08000024"
STROKE_BY_ICP = "?by=icp&condition=stroke&measure=admissions-rate"
STROKE_BY_COUNCIL = "?by=council&condition=stroke&measure=deaths-smr"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
WATCH_SHIFTS = """
window.shifts = [];
const name = node => node ? `${node.nodeName}#${node.id || node.className || ''}` : 'gone';
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(
  { size: entry.value, what: entry.sources.map(source => name(source.node)).join(' ') })))
  .observe({ type: 'layout-shift', buffered: true });
"""


def shipped(indicator: str, period: str) -> dict[str, float]:
    """The figures of an indicator and period, straight from the shipped tables."""
    rows = (row for file in sorted((ROOT / "data" / "values").glob("*.csv")) for row in _rows(file))
    return {
        row["area_code"]: float(row["value"])
        for row in rows
        if row["indicator"] == indicator and row["period"] == period and row["value"]
    }


def decimals_of(indicator: str) -> int:
    """With how many decimals the figures of an indicator are printed."""
    return next(int(row["decimals"]) for row in _rows(ROOT / "data" / "indicators.csv") if row["id"] == indicator)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def table(page: Page) -> dict[str, str]:
    """Area code -> the figure of its row, as printed."""
    return dict(
        page.locator("#table tbody:not(.atlas-references) tr").evaluate_all(
            "rows => rows.map(row => [row.querySelector('a').id.slice(4), row.querySelector('td').innerText.trim()])"
        )
    )


def fills(page: Page) -> dict[str, str]:
    """Area code -> the colour that is painted."""
    return dict(
        page.locator("#map path[data-href]").evaluate_all(
            "paths => paths.map(path => [path.dataset.area, getComputedStyle(path).fill])"
        )
    )


def legend(page: Page) -> dict[str, str]:
    """Words of the legend -> colour of their swatch; England's mark goes with the period and is no class."""
    entries = page.locator("#legend li:has(.atlas-swatch:not(.atlas-swatch--england))").evaluate_all(
        "items => items.map(item => [item.innerText.trim(),"
        " getComputedStyle(item.querySelector('.atlas-swatch')).backgroundColor])"
    )
    return {re.split(r"; |, within", words)[0]: colour for words, colour in entries}


def colour_of(figure: float, entries: dict[str, str]) -> str:
    """The colour that the words of the legend promise for a figure."""
    for words, colour in entries.items():
        edges = [float(edge.replace(",", "")) for edge in re.findall(r"[\d,]+(?:\.\d+)?", words)]
        if words.startswith("under") and figure < edges[0]:
            return colour
        if " to under " in words and edges[0] <= figure < edges[1]:
            return colour
        if words.endswith("and over") and figure >= edges[0]:
            return colour
    raise AssertionError(f"no class for {figure} in {list(entries)}")


# ---- first sight ----


def test_the_first_map_draws_12_areas_and_4_outlines_without_any_other_host(reader: Reader) -> None:
    page = reader.open()
    for trace, count in (("areas", 12), ("outlines", 4)):
        paths = page.locator(f"#map g[data-trace={trace}] path.choroplethlocation")
        expect(paths).to_have_count(count)
        for box in paths.evaluate_all("paths => paths.map(path => path.getBoundingClientRect().toJSON())"):
            assert box["width"] > 10, box
            assert box["height"] > 10, box
    room = page.locator("#map").bounding_box()
    whole = page.locator('#map g[data-trace="areas"]').bounding_box()
    assert room
    assert whole
    assert whole["height"] > 0.75 * room["height"], "the map is small in its room"
    assert room["y"] <= whole["y"]
    assert whole["y"] + whole["height"] <= room["y"] + room["height"]


def test_the_areas_touch_each_other_and_no_area_floods_the_map(reader: Reader) -> None:
    page = reader.open()
    areas = page.locator("#map g[data-trace=areas] path")
    sizes = areas.evaluate_all(
        "paths => paths.map(path => { const box = path.getBoundingClientRect(); return box.width * box.height; })"
    )
    room = page.locator("#map").bounding_box()
    assert room
    assert max(sizes) < 0.5 * room["width"] * room["height"], "an area covers the whole map: its rings run backwards"


def test_every_area_of_the_first_map_is_named_with_its_figure(reader: Reader) -> None:
    page = reader.open()
    words = " ".join(page.locator("#map .scatterlayer text").all_text_contents())
    for code, figure in table(page).items():
        assert figure in words, f"{figure} of {code} is not written on the map"
    for name in ("Northumberland", "North Cumbria", "South Tyneside", "Sunderland", "Darlington"):
        assert name in words
    boxes = page.locator("#map .scatterlayer text").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
    )
    room = page.locator("#map").bounding_box()
    assert room
    assert all(room["x"] - 1 <= box["left"] and box["right"] <= room["x"] + room["width"] + 1 for box in boxes)


def test_every_area_has_a_role_a_name_and_a_value_for_a_screen_reader(reader: Reader) -> None:
    page = reader.open()
    figures = table(page)
    expect(reader.areas).to_have_count(12)
    for area in reader.areas.all():
        expect(area).to_have_role("link")
        code = area.get_attribute("data-area")
        assert code
        name = page.locator(f"#row-{code}").inner_text()
        expect(area).to_have_accessible_name(re.compile(rf"^{re.escape(name)}: {re.escape(figures[code])}\b"))
    assert page.locator("#map path[data-href][tabindex='0']").count() == 1, "Tab must stop once on the map"


def test_the_first_page_says_what_where_when_from_whom_and_what_the_colours_mean(reader: Reader) -> None:
    page = reader.open()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("#headline")).to_have_text(re.compile("^Preventable early deaths in NENC"))
    expect(page.locator("#heading")).to_contain_text("age-standardised rate per 100,000 people")
    expect(page.locator("#heading")).to_contain_text("by CCG, 2018")
    expect(page.locator("#caption")).to_contain_text("Office for National Statistics")
    expect(page.locator("#caption")).to_contain_text("Open Government Licence")
    expect(page.locator("footer")).to_contain_text("Contains OS data © Crown copyright")
    entries = list(legend(page))
    assert any(words.startswith("under ") for words in entries)
    assert any(words.endswith(" and over") for words in entries)
    assert "not published" not in entries
    assert "ICP boundary" in entries
    expect(page).to_have_title(re.compile("NENC Health Atlas"))


def test_the_locator_shows_where_in_england_one_is(reader: Reader) -> None:
    page = reader.open()
    expect(page.get_by_role("img", name="The system in England")).to_be_visible()
    reader.follow(navigation_query(page, "row-", NORTH_CUMBRIA))
    expect(page.get_by_role("img", name="North Cumbria in the system")).to_be_visible()


def navigation_query(page: Page, prefix: str, code: str) -> str:
    query = page.locator(f"#{prefix}{code}").get_attribute("href")
    assert query
    return query


@pytest.mark.parametrize(
    ("query", "indicator", "period"),
    [
        ("", "preventable-u75-ccg", "2018"),
        (STROKE_BY_COUNCIL, "stroke-deaths-smr", "2015-19"),
        ("?by=neighbourhood&condition=deprivation&measure=imd-score", "deprivation-imd-score", "2019"),
        ("?by=ccg&condition=stroke&measure=yll&period=2009-11", "stroke-yll", "2009-11"),
    ],
    ids=["first page", "stroke by council", "deprivation by neighbourhood", "years of life lost"],
)
def test_the_table_and_the_map_show_the_shipped_figures_in_the_colours_of_the_legend(
    reader: Reader, query: str, indicator: str, period: str
) -> None:
    page = reader.open(query)
    figures, colours, entries = shipped(indicator, period), fills(page), legend(page)
    decimals = decimals_of(indicator)
    rows = table(page)
    assert rows
    for code, printed in rows.items():
        if code in figures:
            assert printed == f"{figures[code]:,.{decimals}f}", code
            assert colours[code] == colour_of(float(printed.replace(",", "")), entries), code
        else:
            assert printed in ("not published", "missing", "suppressed (small numbers)"), code
            assert colours[code].startswith("url("), f"{code} has no figure, but a colour"


def test_the_table_is_sorted_by_figure(reader: Reader) -> None:
    page = reader.open()
    figures = [float(figure) for figure in table(page).values()]
    assert len(figures) == 12
    assert figures == sorted(figures, reverse=True)


# ---- drilling down, and the ways back ----


def test_a_mouse_opens_the_system_a_partnership_a_ccg_a_neighbourhood_and_a_place(reader: Reader) -> None:
    page = reader.open(STROKE_BY_ICP)
    expect(reader.areas).to_have_count(4)
    reader.click_area(CENTRAL)
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("Central ICP")
    reader.choose("by", "ccg")
    expect(reader.areas).to_have_count(4)
    reader.click_area(SOUTH_TYNESIDE)
    expect(reader.areas).to_have_count(23)
    expect(page.locator("#breadcrumb [aria-current]")).to_have_text("South Tyneside")
    code = reader.areas.first.get_attribute("data-area")
    assert code
    reader.click_area(code)
    expect(page.locator("#profile-title")).to_contain_text("All figures for")
    expect(page.locator(".atlas")).to_have_attribute("data-mode", "place")


def test_a_card_does_not_stay_after_a_click(reader: Reader) -> None:
    page = reader.open()
    point = reader.point_inside(NORTH_CUMBRIA)
    page.mouse.move(point["x"] - 2, point["y"])
    page.mouse.move(point["x"], point["y"])
    expect(page.locator("#card")).to_contain_text("North Cumbria")
    reader.click_area(NORTH_CUMBRIA)
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("#map .hoverlayer .hovertext")).to_have_count(0)


def test_a_keyboard_reaches_the_map_moves_between_areas_and_opens_one(reader: Reader) -> None:
    page = reader.open()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('path[data-href]')"):
            break
    else:
        pytest.fail("forty times Tab do not lead to the map")
    visited = {focused_area(page)}
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        visited.add(focused_area(page))
        expect(page.locator("#focus-line")).to_have_text(page.evaluate("() => document.activeElement.ariaLabel"))
    assert len(visited) >= 4, visited
    before = page.evaluate("() => window.scrollY")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => window.scrollY") == before, "arrow keys on the map also scroll the page"
    href = page.evaluate("() => document.activeElement.dataset.href")
    page.keyboard.press("Enter")
    reader.settled(href)
    assert reader.focused().startswith("path#"), "after Enter the focus is not on the new map"
    page.keyboard.press("Tab")
    assert not reader.focused().startswith("path#"), "Tab must leave the map"


def focused_area(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.dataset.area"))


def test_arrow_keys_reach_every_area_of_the_first_map(reader: Reader) -> None:
    page = reader.open()
    codes = {area.get_attribute("data-area") for area in reader.areas.all()}
    reached = set()
    todo = [focus_area(page, next(iter(table(page))))]
    while todo:
        code = todo.pop()
        if code in reached:
            continue
        reached.add(code)
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            focus_area(page, code)
            page.keyboard.press(key)
            todo.append(focused_area(page))
    assert reached == codes


def focus_area(page: Page, code: str) -> str:
    page.locator(f'#map path[data-area="{code}"]').evaluate("path => path.focus()")
    return code


def test_a_link_of_the_table_leads_where_the_map_leads(reader: Reader) -> None:
    page = reader.open()
    page.locator(f"#row-{SOUTH_TEES}").click()
    reader.settled()
    by_table = reader.picture()
    page.go_back()
    page.locator(f"#row-{SOUTH_TEES}").wait_for()
    reader.settled(None)
    reader.click_area(SOUTH_TEES)
    assert reader.picture() == by_table
    assert len(by_table["areas"]) == 2


def test_the_breadcrumb_leads_back_up(reader: Reader) -> None:
    page = reader.open()
    page.locator(f"#row-{SOUTH_TEES}").click()
    reader.settled()
    steps = page.locator("#breadcrumb li").all_inner_texts()
    assert [step.lstrip("\u203a ") for step in steps] == ["North East and North Cumbria", "South ICP", "South Tees"]
    page.locator("#crumb-icp-south").click()
    reader.settled()
    expect(reader.areas).to_have_count(4)
    expect(page.locator("#by [aria-current]")).to_have_text("CCG")
    page.locator("#crumb-E54000049").click()
    reader.settled()
    expect(reader.areas).to_have_count(4)
    expect(page.locator("#by [aria-current]")).to_have_text("ICP")
    expect(page.locator("#breadcrumb a")).to_have_count(0)


def test_back_and_forward_show_every_view_again(reader: Reader) -> None:
    page = reader.open()
    queries = [page.locator(f"#row-{SOUTH_TEES}").get_attribute("href")]
    pictures = [reader.picture()]
    reader.follow(str(queries[0]))
    pictures.append(reader.picture())
    reader.choose("condition", "stroke")
    queries.append(reader.search)
    pictures.append(reader.picture())
    page.go_back()
    reader.settled(queries[0])
    assert reader.picture() == pictures[1]
    page.go_back()
    expect(page.locator("#breadcrumb a")).to_have_count(0)
    reader.settled(None)
    assert reader.picture() == pictures[0]
    page.go_forward()
    reader.settled(queries[0])
    page.go_forward()
    reader.settled(queries[1])
    assert reader.picture() == pictures[2]


JOURNEYS = {
    "a condition": [("condition", "stroke")],
    "a level": [("by", "council"), ("condition", "stroke")],
    "an area": [("row", SOUTH_TEES)],
    "a place": [("row", SOUTH_TYNESIDE)],
    "a place and out of it": [("row", SOUTH_TYNESIDE), ("crumb", "icp-central")],
    "an overlay": [("overlay", "bivariate"), ("condition", "copd")],
    "hatching": [("overlay", "deprivation"), ("by", "council")],
    "neighbourhoods": [("by", "neighbourhood")],
    "a period": [("period", "2010")],
}


@pytest.mark.parametrize("steps", JOURNEYS.values(), ids=JOURNEYS.keys())
def test_reload_and_a_shared_link_give_the_page_that_clicks_gave(
    new_reader: Callable[..., Reader], steps: list[tuple[str, str]]
) -> None:
    reader, friend = new_reader(), new_reader()
    reader.open()
    for control, key in steps:
        reader.choose(control, key)
    shown = reader.picture()
    friend.open(reader.search)
    shared = friend.picture()
    reader.page.reload()
    reader.settled()
    reloaded = reader.picture()
    for part in shown:
        assert shared[part] == shown[part], f"shared link: {part}"
        assert reloaded[part] == shown[part], f"reload: {part}"


def test_a_short_link_is_enough(reader: Reader) -> None:
    page = reader.open("?condition=stroke&by=council&measure=deaths-smr")
    expect(reader.areas).to_have_count(14)
    expect(page.locator("#condition-summary")).to_have_text("Stroke")
    expect(page.locator("#notice")).to_be_empty()


def test_a_link_without_a_measure_says_which_one_it_shows(reader: Reader) -> None:
    page = reader.open("?condition=stroke&by=council")
    expect(reader.areas).to_have_count(14)
    expect(page.locator("#condition-summary")).to_have_text("Stroke")
    expect(page.locator("#notice p")).to_have_text([re.compile("^This address names no measure. Showing Stroke: ")])


@pytest.mark.parametrize("code", [SOUTH_TYNESIDE, "E38000042", "E38000130"])
def test_a_ccg_without_smaller_figures_opens_its_place_view_and_no_dead_end(reader: Reader, code: str) -> None:
    page = reader.open("?by=ccg&condition=all-causes&measure=avoidable")
    reader.click_area(code)
    expect(page.locator("#profile-title")).to_contain_text("All figures for")
    expect(page.locator("#profile tbody tr:not(.atlas-group, [hidden])").nth(5)).to_be_visible()
    expect(page.locator("#breadcrumb a")).to_have_count(2)
    marked = page.locator("#map g[data-trace=outlines] path")
    expect(marked).to_have_count(1)
    ahead = page.locator("#profile a[data-view]").first
    href = ahead.get_attribute("href")
    ahead.click()
    reader.settled(href)


# ---- controls ----


def test_a_condition_is_found_by_typing_and_chosen_by_keyboard(reader: Reader) -> None:
    page = reader.open()
    summary = page.locator("#condition-summary")
    summary.focus()
    page.keyboard.press("Enter")
    search = page.locator("#condition-search")
    expect(search).to_be_focused()
    page.keyboard.type("lung")
    expect(page.locator("#condition li:visible")).to_have_count(1)
    expect(page.locator("#condition-lung-cancer")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#condition-lung-cancer")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()
    page.keyboard.press("ArrowDown")
    href = page.locator("#condition-lung-cancer").get_attribute("href")
    page.keyboard.press("Enter")
    reader.settled(href)
    expect(page.locator("#condition-summary")).to_have_text("Lung cancer")
    expect(page.locator("#condition-search")).to_be_hidden()
    assert "summary" in reader.focused().lower(), "the focus does not return to the control"


def test_escape_closes_the_list_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open()
    for control in ("condition", "measure", "period"):
        summary = page.locator(f"#{control}-summary")
        summary.click()
        expect(page.locator(f"#{control} .atlas-panel")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator(f"#{control} .atlas-panel")).to_be_hidden()
        expect(summary).to_be_focused()


def test_a_click_elsewhere_closes_the_list(reader: Reader) -> None:
    page = reader.open()
    page.locator("#condition-summary").click()
    expect(page.locator("#condition .atlas-panel")).to_be_visible()
    page.locator("#by-label").click()
    expect(page.locator("#condition .atlas-panel")).to_be_hidden()


def test_the_choice_that_is_made_already_closes_the_list(reader: Reader) -> None:
    page = reader.open()
    reader.choose("condition", "stroke")
    page.locator("#condition-summary").click()
    page.locator("#condition-stroke").click()
    expect(page.locator("#condition .atlas-panel")).to_be_hidden()


def test_letters_that_no_condition_has_are_answered_and_enter_takes_the_first_found(reader: Reader) -> None:
    page = reader.open()
    page.locator("#condition-summary").click()
    page.locator("#condition-search").fill("zzz")
    expect(page.locator("[data-filter-none]")).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("#condition-search").fill("stro")
    expect(page.locator("[data-filter-none]")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#condition-summary")).to_have_text("Stroke")
    reader.settled()


def test_a_condition_without_figures_says_so_and_is_no_link(reader: Reader) -> None:
    page = reader.open()
    page.locator("#condition-summary").click()
    item = page.locator("#condition li", has_text="Pneumonia")
    expect(item).to_contain_text("This edition has no local figure")
    expect(item.locator("a")).to_have_count(0)


def test_one_click_leads_to_a_level_where_a_measure_is_published(reader: Reader) -> None:
    page = reader.open()
    other = page.locator("#by-neighbourhood")
    expect(other).to_contain_text("this edition does not hold this measure for neighbourhoods")
    other.click()
    reader.settled()
    expect(reader.areas).to_have_count(399)
    reader.open("?by=ccg&condition=stroke&measure=yll")
    page.locator("#measure-summary").click()
    item = page.locator("#measure-deaths-smr")
    expect(item).to_contain_text("this edition holds it for")
    item.click()
    reader.settled()
    expect(page.locator("#by [aria-current]")).to_have_text(re.compile("Council|District|Neighbourhood"))


def test_a_period_changes_the_figures_and_not_the_legend(reader: Reader) -> None:
    page = reader.open()
    edges, figures = legend(page), table(page)
    seen = [figures]
    for period in ("2004", "2011"):
        reader.choose("period", period)
        # Only the mark of areas without a figure comes and goes with them.
        assert {words: colour for words, colour in legend(page).items() if words != "not published"} == edges
        known = shipped("preventable-u75-ccg", period)
        printed = {code: f"{known[code]:.1f}" if code in known else "not published" for code in figures}
        assert table(page) == printed
        seen.append(table(page))
    assert seen[0] != seen[1] != seen[2]


def test_hatching_marks_the_most_deprived_third(reader: Reader) -> None:
    page = reader.open()
    reader.choose("overlay", "deprivation")
    scores = {c: v for c, v in shipped("deprivation-imd-score", "2019").items() if c in table(page)}
    assert len(scores) == 12
    edge = numpy.quantile(list(scores.values()), 2 / 3)
    hatched = page.locator("#map g[data-trace=hatch] path.choroplethlocation").evaluate_all(
        "paths => paths.map(path => [path.__data__.loc, getComputedStyle(path).fill])"
    )
    assert {code for code, _ in hatched} == {code for code, score in scores.items() if score >= edge}
    assert all("#atlas-hatch" in fill for _, fill in hatched), hatched
    expect(page.locator("pattern#atlas-hatch")).to_have_count(1)
    expect(page.locator("#legend")).to_contain_text(f"score {edge:.1f} or more")
    expect(page.locator("#table thead")).to_contain_text("IMD score")
    expect(reader.areas).to_have_count(12)


def test_the_two_way_map_has_a_legend_of_nine_colours_and_uses_no_other(reader: Reader) -> None:
    page = reader.open()
    reader.choose("overlay", "bivariate")
    cells = page.locator("#legend .atlas-grid td[style]").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell).backgroundColor)"
    )
    assert len(cells) == len(set(cells)) == 9
    painted = set(fills(page).values())
    assert painted <= set(cells)
    assert len(painted) >= 4
    expect(page.locator("#caption")).to_contain_text("See also: This measure alone · Deprivation alone")
    page.locator("#single-2").click()
    reader.settled()
    expect(page.locator("#condition-summary")).to_have_text("Deprivation")


def test_nothing_uploads_and_no_toolbar_of_the_chart_is_there(reader: Reader) -> None:
    page = reader.open()
    page.locator("#map").hover()
    expect(page.locator(".modebar-btn")).to_have_count(0)
    expect(page.get_by_text(re.compile("share chart|chart studio|produced with plotly", re.IGNORECASE))).to_have_count(
        0
    )


def test_a_wheel_over_the_map_scrolls_the_page_and_moves_no_area(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 1366, "height": 500})
    page = reader.open()
    before = reader.areas.evaluate_all("paths => paths.map(path => path.getAttribute('d'))")
    point = reader.point_inside(NORTH_CUMBRIA)
    start = page.evaluate("() => window.scrollY")
    page.mouse.move(point["x"], point["y"])
    page.mouse.wheel(0, -150 if start > 150 else 150)
    page.evaluate(
        "start => new Promise((done, fail) => { const end = performance.now() + 3000; (function look() {"
        " if (window.scrollY !== start) return done();"
        " if (performance.now() > end) return fail(new Error('the page does not scroll'));"
        " setTimeout(look, 20); })(); })",
        start,
    )
    assert reader.areas.evaluate_all("paths => paths.map(path => path.getAttribute('d'))") == before


FOCUS_STEPS = {
    "level": "#by-council",
    "other measure": "#by-neighbourhood",
    "condition": "#condition-stroke",
    "measure": "#measure-treatable",
    "period": "#period-2012",
    "overlay": "#overlay-bivariate",
    "row": f"#row-{SOUTH_TEES}",
    "row of a place": f"#row-{SOUTH_TYNESIDE}",
    "definition": "#definition-summary",
}


@pytest.mark.parametrize("target", FOCUS_STEPS.values(), ids=FOCUS_STEPS.keys())
def test_the_focus_is_never_lost_after_a_click_and_the_change_is_announced(reader: Reader, target: str) -> None:
    page = reader.open()
    said = page.locator("#announcement").inner_text()
    link = page.locator(target)
    if not link.is_visible():
        page.locator(f"{target.split('-')[0]}-summary").click()
    link.click()
    if target == "#definition-summary":
        expect(link).to_be_focused()
        return
    reader.settled()
    focused = reader.focused()
    assert not focused.startswith(("BODY", "HTML")), focused
    if "overlay" not in target:
        expect(page.locator("#announcement")).not_to_have_text(said)
    expect(page.locator("#announcement")).to_have_attribute("aria-live", "polite")
    expect(page.locator("#announcement")).not_to_be_empty()


def test_the_overlay_is_announced(reader: Reader) -> None:
    page = reader.open()
    said = page.locator("#announcement").inner_text()
    reader.choose("overlay", "deprivation")
    expect(page.locator("#announcement")).not_to_have_text(said)


def test_the_breadcrumb_keeps_the_focus_on_the_page(reader: Reader) -> None:
    page = reader.open(f"?area={SOUTH_TEES}")
    page.locator("#crumb-E54000049").click()
    reader.settled()
    assert not reader.focused().startswith(("BODY", "HTML"))


def test_a_modified_click_on_a_link_is_left_to_the_browser(reader: Reader) -> None:
    page = reader.open()
    with reader.context.expect_page() as opened:
        page.locator("#by-council").click(modifiers=["Control"])
    opened.value.close()
    expect(page.locator("#by [aria-current]")).to_have_text("CCG")


# ---- bad input ----

HOSTILE = {
    "unknown area": "?area=E99999999",
    "unknown level": "?by=street",
    "unknown condition": "?condition=plague",
    "unknown measure": "?measure=luck",
    "unknown period": "?period=1066",
    "unknown overlay": "?overlay=sauce",
    "script": "?area=%3Cscript%3Ealert(1)%3C/script%3E",
    "image": "?condition=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "long": "?condition=" + "x" * 3_000,
    "bytes that are no text": "?area=%ff%fe%00",
    "all wrong": "?area=a&by=b&condition=c&measure=d&period=e&overlay=f",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_address_shows_a_notice_and_a_map(reader: Reader, query: str) -> None:
    page = reader.open(query)
    expect(page.locator("#notice p").first).to_contain_text(re.compile("There is no|No figures"))
    assert reader.areas.count() > 1
    expect(page.locator("#notice script, #notice img, #heading script, #heading img")).to_have_count(0)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), "the notice is too wide"


def test_an_address_that_a_mail_program_damaged_shows_what_was_meant_and_says_so(reader: Reader) -> None:
    page = reader.open("?area=icp-south&amp;by=council&amp;condition=stroke&amp;measure=deaths-smr")
    expect(page.locator("#notice p")).to_have_text(
        ["The address was damaged on its way, as some mail programs do. It has been mended."]
    )
    expect(page.locator("#headline")).to_contain_text("Stroke deaths in South ICP")
    assert reader.areas.count() == 6


@pytest.mark.parametrize(
    "query",
    ["?by=ccg&by=council&by=icp", "?=&&&===", "?by=ccg&" + "&".join(f"k{n}=1" for n in range(80)), "?utm_source=mail"],
    ids=["repeated keys", "no keys", "many keys", "foreign keys"],
)
def test_a_strange_address_shows_a_map(reader: Reader, query: str) -> None:
    reader.open(query)
    assert reader.areas.count() > 1


def test_the_notice_goes_when_the_reader_moves_on(reader: Reader) -> None:
    page = reader.open("?condition=plague")
    expect(page.locator("#notice p")).to_have_count(1)
    reader.choose("condition", "stroke")
    expect(page.locator("#notice")).to_be_empty()


# ---- many readers, many views ----


def test_two_readers_at_once_do_not_change_each_others_page(new_reader: Callable[..., Reader]) -> None:
    anna, bert = new_reader(), new_reader()
    anna.open(STROKE_BY_COUNCIL)
    bert.open()
    first_of_anna = anna.picture()
    for key in ("icp", "council", "ccg"):
        bert.choose("by", key)
        anna.settled(None)
        assert anna.picture() == first_of_anna
    anna.page.locator("#overlay-bivariate").click()  # both at the same time, neither waits for the other
    bert.page.locator("#overlay-deprivation").click()
    anna.settled()
    bert.settled()
    expect(anna.page.locator("#condition-summary")).to_have_text("Stroke")
    expect(anna.page.locator("#legend .atlas-grid")).to_be_visible()
    expect(bert.page.locator("#condition-summary")).to_have_text("All causes")
    expect(bert.page.locator("#legend .atlas-grid")).to_have_count(0)
    anna.page.reload()
    bert.page.reload()
    anna.settled()
    bert.settled()
    expect(anna.areas).to_have_count(14)
    expect(bert.areas).to_have_count(12)


def test_the_last_of_many_quick_clicks_wins(reader: Reader) -> None:
    page = reader.open()
    for key in ("council", "neighbourhood", "icp", "district", "ccg", "council"):
        page.locator(f"#by-{key}").dispatch_event("click")
    reader.settled()
    expect(page.locator("#by [aria-current]")).to_have_text("Council")
    expect(reader.areas).to_have_count(14)


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_every_condition_offered_at_a_level_draws_and_every_measure_at_one(
    reader: Reader, atlas: Atlas, level: Level
) -> None:
    reader.open(f"?by={level}")
    offered, known = set(), set()
    for indicator in atlas.indicators.values():
        if level in indicator.levels and (level == indicator.levels[0] or indicator.condition not in known):
            known.add(indicator.condition)
            asked = f"by={level}&condition={indicator.condition}&measure={indicator.measure}"
            offered.add(resolve.resolve(atlas, asked).view)
    assert len(offered) > 10
    for view in sorted(offered, key=lambda view: view.to_query()):
        reader.follow(f"?{view.to_query()}")
        assert reader.areas.count() == len(atlas.level(level)), view
        assert not reader.complaints, (view, reader.complaints)


def test_every_area_above_the_neighbourhoods_opens(reader: Reader, atlas: Atlas) -> None:
    reader.open()
    above = [area for area in atlas.areas.values() if not (area.level.is_small or area.level.role in NO_PAGE)]
    for area in above:
        for condition in ("all-causes", "stroke"):
            view = resolve.resolve(atlas, f"area={area.code}&condition={condition}").view
            reader.follow(f"?{view.to_query()}")
            expect(reader.page.locator("#breadcrumb [aria-current]")).to_have_text(area.name)
            assert not reader.complaints, (view, reader.complaints)


# ---- small, enlarged, slow and bare browsers ----


@pytest.mark.parametrize("query", ["", STROKE_BY_COUNCIL, "?overlay=bivariate", f"?area={SOUTH_TYNESIDE}&by=ccg"])
@pytest.mark.parametrize("width", [360, 683, 1024], ids=["phone", "200 % of 1366", "tablet"])
def test_no_page_scrolls_sideways(new_reader: Callable[..., Reader], query: str, width: int) -> None:
    page = new_reader(viewport={"width": width, "height": 740}).open(query)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_controls_work_on_a_phone(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(**PHONE)
    page = reader.open()
    page.locator("#change").tap()
    for control in ("condition", "measure", "period"):
        page.locator(f"#{control}-summary").tap()
        panel = page.locator(f"#{control} .atlas-panel")
        expect(panel).to_be_visible()
        box = panel.bounding_box()
        assert box
        assert box["x"] >= 0, f"the list of {control} is cut off at the left"
        assert box["x"] + box["width"] <= 360, f"the list of {control} is cut off at the right"
        page.locator("#by-label").tap()
        expect(panel).to_be_hidden()
    for link in page.locator("#by a, #overlay a").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 24, "too small to touch"
        assert box["width"] >= 24, "too small to touch"
        assert box["x"] + box["width"] <= 360
    page.locator("#by-council").tap()
    reader.settled()
    expect(reader.areas).to_have_count(14)


def test_a_touch_on_the_map_of_a_phone_opens_an_area(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(**PHONE)
    page = reader.open(STROKE_BY_ICP)
    href = reader.area("icp-north-cumbria").get_attribute("data-href")
    point = reader.point_inside("icp-north-cumbria")
    page.touchscreen.tap(point["x"], point["y"])  # the first tap shows the card of the area
    expect(page.get_by_text("Open North Cumbria")).to_be_visible()
    page.touchscreen.tap(point["x"], point["y"])
    reader.settled(href)


@pytest.mark.parametrize("width", [360, 1366], ids=["phone", "desktop"])
def test_nothing_jumps_when_the_first_map_comes_or_the_condition_changes(
    new_reader: Callable[..., Reader], width: int
) -> None:
    reader = new_reader(viewport={"width": width, "height": 768})
    reader.context.add_init_script(WATCH_SHIFTS)
    page = reader.open()
    first = page.evaluate("() => window.shifts.splice(0)")
    reader.choose("condition", "dementia")
    reader.choose("condition", "diabetes")
    change = page.evaluate("() => window.shifts.splice(0)")
    assert sum(shift["size"] for shift in first) < 0.1, f"first load: {first}"
    assert sum(shift["size"] for shift in change) < 0.1, f"change of condition: {change}"


def test_the_map_follows_the_size_of_the_window(reader: Reader) -> None:
    page = reader.open()
    with page.expect_response("**/_dash-update-component"):
        page.set_viewport_size({"width": 800, "height": 900})
    reader.rest()
    room, whole = page.locator("#map").bounding_box(), page.locator("#map g[data-trace=areas]").bounding_box()
    assert room
    assert whole
    assert room["x"] <= whole["x"]
    assert whole["x"] + whole["width"] <= room["x"] + room["width"]
    assert whole["height"] > 0.6 * room["height"]


def test_without_javascript_the_page_says_where_the_figures_are(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("noscript p").nth(1)).to_contain_text("The map needs JavaScript")
    expect(page.locator("noscript tbody tr")).not_to_have_count(0)
    expect(page.locator("noscript a[href='./about']")).not_to_have_count(0)
    expect(page.locator(".atlas-opening")).to_be_hidden()
    context.close()


def test_a_slow_network_shows_the_page_late_but_whole(reader: Reader) -> None:
    network = reader.context.new_cdp_session(reader.page)
    slow: dict[str, Any] = {"offline": False, "latency": 300, "downloadThroughput": 250_000, "uploadThroughput": 60_000}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    page = reader.open()
    expect(reader.areas).to_have_count(12)
    page.locator("#by-council").click()
    page.locator("#by-icp").click()
    reader.settled()
    expect(reader.areas).to_have_count(4)
    expect(page.locator(".atlas-opening")).to_be_hidden()
    page.evaluate("() => { document.getElementById('opening').hidden = false; }")
    expect(page.locator(".atlas-opening"), "what can be read before there is a headline").to_be_visible()
    expect(page.locator("#headline"), "what stands there before its words are").to_be_hidden()
    covered, window = page.locator(".atlas-opening").bounding_box(), page.viewport_size
    assert covered
    assert window
    assert covered["height"] >= window["height"], "a page without the bar at the top is covered to its end, too"


def test_the_page_about_the_data_leads_back_to_the_maps(reader: Reader) -> None:
    page = reader.open()
    page.get_by_role("link", name="About the data").first.click()
    expect(page.locator("h1")).to_have_text("About the data")
    page.locator(".atlas-about__measures a").first.click()
    expect(page.locator("#headline")).to_be_visible()
    reader.settled()


def test_the_skip_link_comes_first_and_leads_to_the_main_part(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("Tab")
    expect(page.locator(".nhsuk-skip-link").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    expect(reader.areas).to_have_count(12)
