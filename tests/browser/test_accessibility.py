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
    page = new_reader(viewport=size).open()
    page.locator("#condition-summary").click()
    expect(page.locator("#condition .atlas-panel")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_open_list_of_measures_and_the_definition_have_no_barrier(
    new_reader: Callable[..., Reader], size: dict[str, int]
) -> None:
    page = new_reader(viewport=size).open()
    page.locator("#definition-summary").click()
    page.locator("#measure-summary").click()
    expect(page.locator("#measure .atlas-panel")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_the_page_about_the_data_has_no_barrier(new_reader: Callable[..., Reader], size: dict[str, int]) -> None:
    reader = new_reader(viewport=size)
    reader.page.goto(f"{reader.address}/about")
    expect(reader.page.locator("h1")).to_be_visible()
    assert violations(reader.page) == []


def test_an_area_in_focus_is_marked_visibly(reader: Reader) -> None:
    page = reader.open()
    area = reader.areas.first
    without = area.evaluate("path => getComputedStyle(path).strokeWidth")
    area.evaluate("path => path.focus()")
    assert area.evaluate("path => getComputedStyle(path).strokeWidth") != without
    expect(page.locator("#focus-line")).to_have_text(area.get_attribute("aria-label") or "?")
