"""The charts beside the map: opened by tabs, linked with map and table, compared, chosen, taken away as files."""

from __future__ import annotations

import re

import pytest
from browser.conftest import Reader
from playwright.sync_api import Page, expect

CVD = "?by=council&condition=circulatory&measure=preventable"
REGISTER = "?by=ccg&condition=stroke&measure=register"
MIDDLESBROUGH, SUNDERLAND = "E06000002", "E08000024"
MARKED = re.compile(r"\batlas-marked\b")
TABS = ("ranking", "trend", "scatter", "compare", "system", "table")


def _mark(code: str) -> str:
    return f'#chart-0 .points path[data-area="{code}"]'


def _marked(page: Page) -> set[str]:
    """Where something is marked: map, chart, table."""
    places = page.evaluate(
        "() => [...document.querySelectorAll('.atlas-marked')].map(mark =>"
        " mark.closest('#map') ? 'map' : mark.closest('.atlas-chart') ? 'chart' : 'table')"
    )
    return set(places)


def test_every_tab_opens_and_the_address_says_which(reader: Reader) -> None:
    page = reader.open(CVD)
    for tab in TABS:
        page.locator(f"#show-{tab}").click()
        expect(page.locator(f"#show-{tab}")).to_have_attribute("aria-current", "true")
        assert (f"show={tab}" in reader.search) == (tab != "table")
    assert reader.complaints == []


def test_a_chart_survives_reload_and_back(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    title = page.locator("#ranking-title").inner_text()
    page.locator("#show-trend").click()
    expect(page.locator("#trend-title")).to_be_visible()
    page.go_back()
    expect(page.locator("#ranking-title")).to_have_text(title)
    page.reload()
    expect(page.locator("#ranking-title")).to_have_text(title)
    expect(page.locator("#chart-0 .points path[data-area]")).to_have_count(13)


def test_the_dot_that_has_the_focus_is_marked_on_the_map_and_the_other_way_round(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    page.locator(_mark(SUNDERLAND)).evaluate("path => path.focus()")
    expect(reader.area(SUNDERLAND)).to_have_class(MARKED)
    reader.area(MIDDLESBROUGH).evaluate("path => path.focus()")
    expect(page.locator(_mark(MIDDLESBROUGH))).to_have_class(MARKED)
    expect(page.locator(_mark(SUNDERLAND))).not_to_have_class(MARKED)


def test_pointing_at_one_marks_the_other(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    point = reader.point_inside(MIDDLESBROUGH)
    page.mouse.move(point["x"], point["y"])
    expect(page.locator(_mark(MIDDLESBROUGH))).to_have_class(MARKED)
    page.locator(_mark(SUNDERLAND)).hover(force=True)
    expect(reader.area(SUNDERLAND)).to_have_class(MARKED)
    assert _marked(page) == {"map", "chart"}


def test_pointing_at_a_row_of_the_table_marks_the_area(reader: Reader) -> None:
    page = reader.open(CVD)
    page.locator(f"#row-{SUNDERLAND}").hover()
    expect(reader.area(SUNDERLAND)).to_have_class(MARKED)
    assert _marked(page) == {"map", "table"}


def test_arrow_keys_move_between_dots_and_enter_opens_the_area(reader: Reader) -> None:
    page = reader.open(f"{REGISTER}&show=ranking")
    marks = page.locator("#chart-0 .points path[data-area]")
    expect(marks).to_have_count(12)
    assert marks.evaluate_all("marks => marks.filter(mark => mark.tabIndex === 0).length") == 1
    marks.first.evaluate("path => path.focus()")
    first = page.evaluate("() => document.activeElement.dataset.area")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("() => document.activeElement.dataset.area")
    assert second != first
    label = page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert "95% interval" in label
    expect(page.locator("#focus-line")).to_have_text(label)
    page.keyboard.press("Enter")
    reader.settled()
    assert f"area={second}" in reader.search


def test_a_click_on_a_dot_opens_its_area(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    page.locator(_mark(SUNDERLAND)).click(force=True)
    expect(page.locator("#breadcrumb")).to_contain_text("Sunderland")


def test_areas_are_chosen_one_after_the_other_in_a_list_that_stays_open(reader: Reader) -> None:
    page = reader.open(f"{REGISTER}&show=ranking")
    page.locator("#areas-summary").click()
    for count, code in enumerate(("E38000130", "E38000127", "E38000212"), 1):
        page.locator(f"#areas-{code}").click()
        expect(page.locator("#areas-summary")).to_have_text(f"{count} chosen")
        expect(page.locator(f"#areas-{code}")).to_be_focused()
    expect(page.locator("#chart-0 .points path[data-area]")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator("#areas .atlas-panel")).to_be_hidden()


def test_the_benchmark_is_chosen_and_stands_in_the_address(reader: Reader) -> None:
    page = reader.open(f"{REGISTER}&show=ranking")
    page.locator("#benchmark-summary").click()
    page.locator("#benchmark-E54000049").click()
    expect(page.locator("#ranking-title")).to_contain_text("the ICS")
    assert "benchmark=E54000049" in reader.search


def test_two_maps_stand_side_by_side_and_mark_the_same_area(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=compare")
    page.locator("#against-period-summary").click()
    page.locator("#against-period-2001-03").click()
    second = page.locator("#chart-0 .choroplethlayer path[data-href]")
    expect(second).to_have_count(14)
    reader.area(SUNDERLAND).evaluate("path => path.focus()")
    expect(page.locator(f'#chart-0 path[data-area="{SUNDERLAND}"]')).to_have_class(MARKED)
    page.locator("#compare-open").click()
    expect(page.locator("#period-summary")).to_have_text("2001-03")
    assert "against=period:2022-24" in reader.search.replace("%3A", ":")


def test_the_second_map_is_taken_away_by_keyboard_and_the_focus_goes_to_what_brings_one_back(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=compare&against=period:2001-03")
    expect(page.locator("#chart-0 .choroplethlayer path[data-href]")).to_have_count(14)
    page.locator("#against-none").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#compare")).to_have_text("Compare this map with another")
    expect(page.locator("#chart-0")).to_be_hidden()
    expect(page.locator("#against-none")).to_have_count(0)
    assert reader.focused() == "SUMMARY#against-condition-summary"
    assert "against" not in reader.search
    assert "show=compare" in reader.search


#: The words on the second map, and the pairs of them that lie on one another.
WORDS = """
() => {
  const words = [...document.querySelectorAll('#chart-0 .scatterlayer text')];
  const boxes = words.map(word => word.getBoundingClientRect());
  const room = document.getElementById('chart-0').getBoundingClientRect();
  const pairs = [];
  boxes.forEach((box, k) => {
    if (box.left < room.left || box.right > room.right || box.top < room.top || box.bottom > room.bottom)
      pairs.push('outside: ' + words[k].textContent);
    boxes.slice(k + 1).forEach((other, n) => {
      if (Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
        && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4)
        pairs.push(words[k].textContent + ' | ' + words[k + 1 + n].textContent);
    });
  });
  return { words: words.map(word => word.textContent), pairs };
}
"""


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?by=ccg&show=compare&against=period:2012", 12),
        (f"{CVD}&show=compare&against=period:2001-03", 12),
        ("?by=icp&show=compare&against=period:2012", 4),
        ("?area=E06000001&by=neighbourhood&condition=stroke&measure=deaths-smr&show=compare"
         "&against=condition:cancer/deaths-smr", 11),
        # Around a place only what is seen of its neighbours has names.
        ("?area=E06000002&by=council&condition=circulatory&measure=preventable&show=compare&against=period:2001-03", 3),
    ],
    ids=["CCGs", "councils", "ICPs", "neighbourhoods", "place"],
)  # fmt: skip
def test_the_second_map_names_its_areas_on_a_laptop(reader: Reader, query: str, named: int) -> None:
    page = reader.open(query)
    expect(page.locator("#chart-0 .scatterlayer text").first).to_be_attached()
    found = page.evaluate(WORDS)
    assert found["pairs"] == []
    with_names = [words for words in found["words"] if re.search("[a-z]{3}", words)]
    assert len(with_names) >= named


@pytest.mark.parametrize("file", ["png", "svg", "csv"])
def test_a_chart_is_taken_away_as_a_file(reader: Reader, file: str) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    with page.expect_download() as download:
        page.locator(f"#ranking-{file}").click()
    assert download.value.suggested_filename.endswith(f".{file}")
    assert "ranking" in download.value.suggested_filename


def test_the_figures_of_a_chart_stand_in_a_table_below_it(reader: Reader) -> None:
    page = reader.open(f"{CVD}&show=ranking")
    page.locator("#ranking-table-summary").click()
    rows = page.locator("#chart-0-foot tbody tr")
    expect(rows).to_have_count(13)
    expect(rows.first).to_contain_text("Middlesbrough")


@pytest.mark.parametrize("width", [360, 1366, 2560])
@pytest.mark.parametrize(
    "query",
    [
        f"{CVD}&show=ranking",
        f"{CVD}&show=trend",
        f"{CVD}&show=scatter",
        "?condition=life-expectancy&by=council&show=life",
        "?measure=yll&by=ccg&show=causes",
        f"{CVD}&show=compare&against=period:2001-03",
    ],
)
def test_no_chart_makes_the_page_scroll_sideways(new_reader, query: str, width: int) -> None:
    page = new_reader(viewport={"width": width, "height": 900}).open(query)
    expect(page.locator("#chart-0 svg.main-svg").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    room, drawn = page.evaluate(
        "() => [document.getElementById('chart-0'), document.querySelector('#chart-0 svg.main-svg')]"
        ".map(node => node.getBoundingClientRect().width)"
    )
    assert abs(room - drawn) <= 2


def test_a_tab_leaves_the_map_as_it_is_and_its_areas_lead_on_with_the_tab(reader: Reader) -> None:
    page = reader.open(CVD)
    reader.area(SUNDERLAND).evaluate("path => { path.before_the_tab = true; }")
    page.locator("#show-ranking").click()
    expect(page.locator("#ranking-title")).to_be_visible()
    expect(reader.area(SUNDERLAND)).to_have_attribute("data-href", re.compile("show=ranking"))
    assert reader.area(SUNDERLAND).evaluate("path => path.before_the_tab === true")
    reader.click_area(SUNDERLAND)
    assert "show=ranking" in reader.search
    assert "area=E08000024" in reader.search
