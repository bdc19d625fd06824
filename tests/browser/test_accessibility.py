"""axe-core finds no violation of WCAG 2.2 AA on any kind of page, wide or narrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
VIEWS = {
    "first page": "",
    "stroke by council": "?by=council&condition=stroke&measure=deaths-smr",
    "partnerships": "?by=icp&condition=stroke&measure=admissions-rate",
    "hatching": "?overlay=deprivation",
    "neighbourhoods in two colours": "?by=neighbourhood&condition=stroke&measure=deaths-smr&overlay=bivariate",
    "place": "?area=E38000163&by=ccg",
    "areas without figures": "?by=ccg&condition=stroke&measure=yll",
    "counts": "?by=council&condition=lung-cancer&measure=deaths-count",
    "notice": "?condition=plague",
    "ranking": "?by=council&condition=circulatory&measure=preventable&show=ranking",
    "trend": "?by=council&condition=circulatory&measure=preventable&show=trend",
    "scatter": "?by=council&condition=circulatory&measure=preventable&show=scatter",
    "tenths": "?by=neighbourhood&condition=stroke&measure=deaths-smr&show=scatter",
    "two maps": "?by=council&condition=circulatory&measure=preventable&show=compare&against=period:2001-03",
    "life expectancy": "?by=council&condition=life-expectancy&show=life",
    "causes": "?by=ccg&measure=yll&show=causes",
    "system": "?show=system",
    "layers": "?layers=authority.hospitals.stroke-units",
}
SIZES = {"wide": {"width": 1366, "height": 768}, "narrow": {"width": 360, "height": 740}}


def violations(page: Page) -> list[str]:
    """What axe-core objects to on the page as it stands, a line for each element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # A long profile is laid out in its first half second; measured in between, parts of it lie over others.
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
    result: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })",
        list(RULES),
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("query", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_has_no_barrier(new_reader: Callable[..., Reader], query: str, size: dict[str, int]) -> None:
    page = new_reader(viewport=size).open(query)
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_open_list_of_conditions_has_no_barrier(new_reader: Callable[..., Reader], size: dict[str, int]) -> None:
    reader = new_reader(viewport=size)
    page = reader.open()
    reader.show_controls()
    page.locator("#condition-summary").click()
    expect(page.locator("#condition .atlas-panel")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_open_list_of_measures_and_the_definition_have_no_barrier(
    new_reader: Callable[..., Reader], size: dict[str, int]
) -> None:
    reader = new_reader(viewport=size)
    page = reader.open()
    reader.show_controls()
    page.locator("#definition-summary").click()
    page.locator("#measure-summary").click()
    expect(page.locator("#measure .atlas-panel")).to_be_visible()
    assert violations(page) == []


OPENED = {
    "areas of a ranking": ("?show=ranking", "#areas-summary", "#areas .atlas-panel"),
    "benchmark of a ranking": (
        "?by=council&condition=stroke&show=ranking",
        "#benchmark-summary",
        "#benchmark .atlas-panel",
    ),
    "what to compare with": ("?show=compare", "#against-condition-summary", "#against-condition .atlas-panel"),
    "layers": ("", "#layers-summary", "#layers-picker .atlas-panel"),
    "how to read a chart": (VIEWS["scatter"], "#scatter-reading", "#scatter-reading ~ p >> nth=0"),
    "figures of a chart": (VIEWS["ranking"], "#ranking-table-summary", "#chart-0-foot .atlas-scroll"),
    "share": ("", "#share-open", "#share-drawer"),
}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize(("query", "button", "opened"), OPENED.values(), ids=OPENED.keys())
def test_what_opens_has_no_barrier_and_stays_on_the_screen(
    new_reader: Callable[..., Reader], query: str, button: str, opened: str, size: dict[str, int]
) -> None:
    page = new_reader(viewport=size).open(query)
    page.locator(button).click()
    expect(page.locator(opened)).to_be_visible()
    box = page.locator(opened).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("typed", ["dur", "zzzqq"], ids=["places", "no place"])
def test_the_open_search_has_no_barrier(new_reader: Callable[..., Reader], typed: str, size: dict[str, int]) -> None:
    page = new_reader(viewport=size).open()
    page.locator("#search").fill(typed)
    expect(page.locator("#search-panel")).to_be_visible()
    assert violations(page) == []


def test_a_tab_moves_neither_the_map_nor_a_tab_and_says_what_it_shows(reader: Reader) -> None:
    page = reader.open(VIEWS["ranking"].replace("ranking", "table"))
    places = (
        "() => [...document.querySelectorAll('.atlas-map, .atlas-tabs li')].map(one => {"
        " const box = one.getBoundingClientRect(); return [box.x, box.y, box.width, box.height].map(Math.round); })"
    )
    before = page.evaluate(places)
    for show in ("ranking", "trend", "scatter", "compare", "system"):
        reader.choose("show", show)
        assert page.evaluate(places) == before, show
        title = page.locator(".atlas-card--figures h2").first.inner_text()
        tab = page.locator(f"#show-{show}").inner_text()
        expect(page.locator("#announcement")).to_have_text(f"{tab}: {title}.")


def test_a_list_closes_when_the_focus_leaves_it_and_on_escape_wherever_the_focus_is(reader: Reader) -> None:
    page = reader.open("?show=ranking")
    panel = page.locator("#areas .atlas-panel")
    page.locator("#areas-summary").click()
    expect(panel).to_be_visible()
    page.locator("#show-table").focus()
    expect(panel).to_be_hidden()
    page.locator("#areas-summary").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert reader.focused() == "SUMMARY#areas-summary"


@pytest.mark.parametrize("chart", ["two maps", "causes", "ranking"])
def test_a_mark_in_focus_is_told_from_all_others(reader: Reader, chart: str) -> None:
    page = reader.open(VIEWS[chart])
    mark = page.locator('#chart-0 path[data-href][tabindex="0"]').first
    look = "path => { const look = getComputedStyle(path); return [look.fill, look.strokeWidth, look.filter]; }"
    without = mark.evaluate(look)
    mark.evaluate("path => path.focus()")
    focused = mark.evaluate(look)
    assert focused[1] == "4px"
    assert focused != without
    others = page.locator("#chart-0 path[data-href]:not(:focus)").all()
    assert all(other.evaluate(look) != focused for other in others)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("path", ["about", "about?measure=stroke-deaths-smr", "glossary", "accessibility", "open-data"])
def test_a_page_of_words_has_no_barrier_and_no_line_that_runs_off_the_screen(
    new_reader: Callable[..., Reader], path: str, size: dict[str, int]
) -> None:
    reader = new_reader(viewport=size)
    reader.page.goto(f"{reader.address}/{path}")
    expect(reader.page.locator("h1")).to_be_visible()
    assert violations(reader.page) == []
    reader.page.set_viewport_size({**size, "width": min(size["width"], 683) if size["width"] > 360 else 320})
    assert reader.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_area_in_focus_is_marked_visibly(reader: Reader) -> None:
    page = reader.open()
    area = reader.areas.first
    without = area.evaluate("path => getComputedStyle(path).strokeWidth")
    area.evaluate("path => path.focus()")
    ring = page.locator("#map .atlas-ring path").first
    assert ring.get_attribute("d") == area.get_attribute("d")
    assert area.evaluate("path => getComputedStyle(path).strokeWidth") != without
    expect(page.locator("#focus-line")).to_have_text(area.get_attribute("aria-label") or "?")
