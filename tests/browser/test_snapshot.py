"""The snapshot: one file, read as text and opened in a real browser that can reach nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from shipped import Level

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS
from dashboard.core.level import LevelRole
from dashboard.core.view import View
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.snapshot import snapshot, snapshot_views
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.symbology import colours, fill_class
from dashboard.views import resolve
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions, titles

STAMP = Stamp("https://atlas.example/?anything", "21 November 2026")
AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
MOST_BYTES = 3_000_000
#: The system, by its smallest areas too; a partnership; a CCG among its neighbours and one with areas inside.
QUERIES = (
    "",
    "by=neighbourhood&condition=stroke&measure=deaths-smr",
    "area=icp-north",
    "area=E38000042",
    "area=E38000212&by=neighbourhood&overlay=bivariate",
)
HOSTILE = "</script><img src=x onerror=alert(1)> & \"q\" 'a' \u2028 {{ 7*7 }} #$"


def start(atlas: Atlas, query: str) -> View:
    return resolve.resolve(atlas, query).view


def data_of(page: bytes) -> dict[str, Any]:
    """The data as the file's own script reads it."""
    whole = page.decode("utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', whole, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


class Kept(dict[str, Any]):
    """What is made of a view when it is first asked for, as not every process runs the tests of every view."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, query: str) -> Any:
        self[query] = self._make(query)
        return self[query]


@pytest.fixture(scope="module")
def made(atlas: Atlas) -> dict[str, bytes]:
    labeller = Labeller(atlas)
    return Kept(lambda query: snapshot(atlas, labeller, start(atlas, query), STAMP, "v1"))


# Which views.


@pytest.mark.parametrize("query", QUERIES)
def test_every_measure_is_there_once_and_has_figures(atlas: Atlas, query: str) -> None:
    view = start(atlas, query)
    views = snapshot_views(atlas, view)
    pairs = [(one.condition, one.measure) for one in views]
    assert view in views
    assert len(pairs) == len(set(pairs))
    assert all(scene(atlas, one).shown for one in views)


def test_the_system_has_every_measure_of_every_condition_but_of_the_smallest_areas(atlas: Atlas) -> None:
    pairs = {(one.condition, one.measure) for one in snapshot_views(atlas, start(atlas, ""))}
    larger = [
        one for one in atlas.indicators.values() if any(level.role is not LevelRole.SMALLEST for level in one.levels)
    ]
    assert pairs == {(indicator.condition, indicator.measure) for indicator in larger}
    own = start(atlas, "area=E06000002&by=lsoa&condition=deprivation&measure=imd-rank")
    assert snapshot_views(atlas, own).count(own) == 1


def test_the_level_stays_where_the_measure_is_published_for_it(atlas: Atlas) -> None:
    for one in snapshot_views(atlas, start(atlas, "by=neighbourhood&condition=stroke")):
        if Level.NEIGHBOURHOOD in atlas.levels(one.condition, one.measure):
            assert one.by == Level.NEIGHBOURHOOD


def test_the_view_keeps_its_period_and_all_others_have_their_latest(atlas: Atlas) -> None:
    view = start(atlas, "condition=all-causes&measure=avoidable&period=2012")
    assert view.period == "2012"
    for one in snapshot_views(atlas, view):
        indicator = atlas.indicator(one.condition, one.measure, one.by)
        assert one == view or (indicator and one.period == atlas.newest_period(indicator, one.by))


# The file.


@pytest.mark.parametrize("query", QUERIES)
def test_a_file_is_small_enough_for_an_e_mail(made: dict[str, bytes], query: str) -> None:
    assert len(made[query]) < MOST_BYTES


def test_the_same_arguments_make_the_same_bytes(atlas: Atlas, made: dict[str, bytes]) -> None:
    assert snapshot(atlas, Labeller(atlas), start(atlas, ""), STAMP, "v1") == made[""]


class _References(HTMLParser):
    """All that an element could load, and all links."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        names = {"src", "srcset", "data", "poster", "action", "background"} | ({"href"} if tag != "a" else set())
        self.loaded += [f"{tag} {name}={value}" for name, value in attrs if name in names]


@pytest.mark.parametrize("query", QUERIES)
def test_nothing_is_loaded_from_anywhere(made: dict[str, bytes], query: str) -> None:
    whole = made[query].decode("utf-8")
    references = _References()
    references.feed(whole)
    assert references.loaded == []
    assert not {"link", "iframe", "object", "embed", "img", "image", "use", "base"} & set(references.tags)
    data = data_of(made[query])
    first = data["entries"][data["start"]]
    outside_data = re.sub(r'<script type="application/json".*?</script>', "", whole, flags=re.DOTALL)
    addresses = {found.rstrip(".") for found in re.findall(r"https?://[^\s\"'<]+", unescape(outside_data))}
    statement = f"{first['address'].partition('?')[0]}accessibility"
    assert addresses == {"http://www.w3.org/2000/svg", first["address"], statement}
    assert "@import" not in whole
    assert "default-src 'none'" in whole
    assert 'lang="en-GB"' in whole


@pytest.mark.parametrize("query", QUERIES)
def test_every_figure_word_and_colour_is_that_of_the_atlas(atlas: Atlas, made: dict[str, bytes], query: str) -> None:
    data = data_of(made[query])
    for entry, view in zip(data["entries"], snapshot_views(atlas, start(atlas, query)), strict=True):
        shown, areas = scene(atlas, view), data["sheets"][entry["sheet"]]["areas"]
        assert entry["caption"] == captions.caption(shown)
        assert entry["subtitle"] == titles.subtitle(shown)
        assert entry["headline"] == captions.finding(shown)
        assert entry["range"] == " ".join(captions.beyond_titles(shown))
        assert [areas[row[0]][0] for row in entry["rows"]] == [row.area.code for row in shown.rows]
        edges = figure_edges(atlas, shown)
        for line, row in zip(entry["rows"], shown.rows, strict=True):
            index = fill_class(shown, row, edges)
            assert line[1] == index if index is not None else line[1] in EMPTY_FILLS
            assert f"{areas[line[0]][1]}: {line[2]}" == captions.of_area(shown, row)
            assert line[4] == (
                numbers.figure_of(row.value, shown.indicator) if shown.indicator else numbers.NOT_PUBLISHED
            )
        assert tuple(entry["palette"]) == colours(shown)


@pytest.mark.parametrize("query", QUERIES)
def test_up_to_twenty_areas_have_their_figure_on_the_map(atlas: Atlas, made: dict[str, bytes], query: str) -> None:
    """Around a place it has its own, and those of its neighbours of which enough is seen."""
    entries = data_of(made[query])["entries"]
    for entry, view in zip(entries, snapshot_views(atlas, start(atlas, query)), strict=True):
        shown = scene(atlas, view)
        figures = {row[0]: row[4] for row in entry["rows"] if isinstance(row[1], int)}
        own = {k for k, row in zip(figures, shown.shown, strict=True) if row.area == shown.place} if figures else set()
        for name, plan in entry["plans"].items():
            written = {place: figure for place, *_, figure in plan["labels"] if figure}
            assert all(figure in lines[-1] for *_, lines, figure in plan["labels"] if figure)
            no_room = name == "narrow" and not plan["labels"]
            wanted = figures if len(entry["rows"]) <= 20 and not no_room else {}
            assert written == {k: v for k, v in wanted.items() if not shown.place or k in written}
            assert not wanted or own <= set(written)


def test_a_place_fills_its_map_which_is_of_the_form_of_its_frame(made: dict[str, bytes]) -> None:
    """What lies around it reaches far beyond: shown whole, it made place and letters a fraction of their size."""
    for entry in data_of(made["area=E38000042"])["entries"][:1]:
        for name, form in (("wide", 660 / 470), ("narrow", 330 / 320)):
            _, _, width, height = entry["plans"][name]["box"]
            assert width / height == pytest.approx(form, rel=0.01)


def test_labels_lie_inside_the_window(made: dict[str, bytes]) -> None:
    for entry in data_of(made[""])["entries"]:
        for plan in entry["plans"].values():
            left, top, width, height = plan["box"]
            for _, _ground, x, y, *_ in plan["labels"]:
                assert left <= x <= left + width
                assert top <= y <= top + height


# Text from the data.


def _hostile(tiny: Atlas) -> Atlas:
    return Atlas(
        edition=tiny.edition,
        areas={code: replace(a, name=f"{HOSTILE}{code}", short_name=HOSTILE) for code, a in tiny.areas.items()},
        conditions={slug: replace(c, name=HOSTILE, group=f"{HOSTILE}{c.group}") for slug, c in tiny.conditions.items()},
        indicators={
            key: replace(i, title=HOSTILE, measure_name=HOSTILE, definition=HOSTILE, link="javascript:alert(1)")
            for key, i in tiny.indicators.items()
        },
        values=tiny.values,
        shapes=tiny.shapes,
    )


def test_hostile_text_stays_text(tiny: Atlas) -> None:
    page = snapshot(_hostile(tiny), Labeller(_hostile(tiny)), start(tiny, ""), Stamp(f"x{HOSTILE}", HOSTILE), HOSTILE)
    whole = page.decode("utf-8")
    assert "<img" not in whole
    assert whole.count("</script>") == 2
    assert "javascript:" not in whole
    assert data_of(page)["entries"][0]["legend"]
    assert "\u2028" not in whole[whole.index('id="data"') :]


# In a browser.


@contextmanager
def reading(browser: Browser, file: Path, width: int = 1366, more: str = "") -> Iterator[Page]:
    """The file opened from the disk by a reader without network, whose every error fails the test."""
    page = browser.new_page(viewport={"width": width, "height": 768}, offline=True)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    page.goto(f"{file.as_uri()}{more}")
    yield page
    page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def files(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("snapshots")

    def written(query: str) -> Path:
        path = folder / f"{QUERIES.index(query)} ü.html"
        path.write_bytes(made[query])
        return path

    return Kept(written)


FILLS = "[...document.querySelectorAll('#areas path')].map(path => path.dataset.code + path.getAttribute('fill'))"


@pytest.mark.parametrize("query", QUERIES)
def test_the_file_opens_with_the_view_itself(
    atlas: Atlas, browser: Browser, files: dict[str, Path], query: str
) -> None:
    shown = scene(atlas, start(atlas, query))
    with reading(browser, files[query]) as page:
        expect(page.locator("#areas path")).to_have_count(len(shown.rows))
        expect(page.locator("#rows tr")).to_have_count(len(shown.rows))
        expect(page).to_have_title(titles.document_title(shown))
        expect(page.locator("#subtitle")).to_have_text(titles.subtitle(shown))
        assert all(box > 0 for box in page.evaluate("Object.values(document.getElementById('areas').getBBox())")[2:])


def test_another_condition_changes_fills_headline_table_and_address(
    atlas: Atlas, browser: Browser, files: dict[str, Path]
) -> None:
    with reading(browser, files[""]) as page:
        before = page.evaluate(FILLS)
        page.select_option("#condition", "stroke")
        expect(page.locator("#headline")).to_contain_text("stroke")
        page.select_option("#measure", "deaths-smr")
        shown = scene(atlas, start(atlas, "condition=stroke&measure=deaths-smr"))
        expect(page.locator("#headline")).to_have_text(captions.finding(shown))
        assert page.evaluate(FILLS) != before
        assert page.url.endswith("#condition=stroke&measure=deaths-smr")
        figures = [numbers.figure_of(row.value, shown.indicator) for row in shown.rows if shown.indicator]
        assert page.locator("#rows td:nth-child(2)").all_inner_texts() == figures
        expect(page.locator("#announcement")).to_have_text(captions.announcement(shown))
        page.go_back()
        page.go_back()
        expect(page.locator("#condition")).to_have_value("all-causes")
        assert page.evaluate(FILLS) == before


def test_every_condition_and_measure_can_be_chosen(
    browser: Browser, made: dict[str, bytes], files: dict[str, Path]
) -> None:
    with reading(browser, files["area=icp-north"]) as page:
        for entry in data_of(made["area=icp-north"])["entries"]:
            page.evaluate(
                "hash => { location.hash = hash; }", f"condition={entry['condition']}&measure={entry['measure']}"
            )
            expect(page.locator("#headline")).to_have_text(entry["headline"])
            expect(page.locator("#subtitle")).to_have_text(entry["subtitle"])
            expect(page.locator("#areas path")).to_have_count(len(entry["rows"]))
            expect(page.locator("#measure")).to_have_value(entry["measure"])


def test_a_link_leads_into_the_file_and_a_wrong_one_to_its_first_view(browser: Browser, files: dict[str, Path]) -> None:
    with reading(browser, files[""], more="#condition=copd&measure=register") as page:
        expect(page.locator("#condition")).to_have_value("copd")
        expect(page.locator("#measure")).to_have_value("register")
    with reading(browser, files[""], more="#condition=<b>&measure=%") as page:
        expect(page.locator("#condition")).to_have_value("all-causes")


def test_the_map_works_by_keyboard(browser: Browser, files: dict[str, Path]) -> None:
    with reading(browser, files[""]) as page:
        for _ in range(3):
            page.keyboard.press("Tab")
        first = page.locator("#areas path").first
        expect(first).to_be_focused()
        code = page.evaluate("document.activeElement.dataset.code")
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("document.activeElement.dataset.code") != code
        name, figure = page.evaluate("document.activeElement.getAttribute('aria-label')").split(": ")
        expect(page.locator("#rows tr.is-on th")).to_contain_text(name)
        expect(page.locator("#tip")).to_have_text(f"{name}{figure}")
        page.keyboard.press("Home")
        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#rows tr.is-on")).to_have_count(0)


def test_map_and_table_point_at_each_other(browser: Browser, files: dict[str, Path]) -> None:
    with reading(browser, files[""]) as page:
        row = page.locator("#rows tr").nth(2)
        row.hover()
        at = row.get_attribute("data-at")
        assert page.locator("#mark path").last.get_attribute("d") == page.locator(
            f'#areas path[data-at="{at}"]'
        ).get_attribute("d")
        page.locator("#areas path").last.hover()
        expect(page.locator("#rows tr").last).to_have_class("is-on")
        expect(page.locator("#tip")).to_be_visible()


@pytest.mark.parametrize("query", QUERIES)
def test_a_telephone_shows_all_without_scrolling_sideways(browser: Browser, files: dict[str, Path], query: str) -> None:
    with reading(browser, files[query], width=360) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        expect(page.locator("#map")).to_be_visible()


def test_hostile_text_does_nothing_in_a_browser(tiny: Atlas, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    hostile = _hostile(tiny)
    file.write_bytes(snapshot(hostile, Labeller(hostile), start(tiny, "overlay=deprivation"), STAMP))
    with reading(browser, file) as page:
        expect(page.locator("#areas path")).to_have_count(4)
        expect(page.locator("img, #page script, #definition a")).to_have_count(0)
        assert HOSTILE.split("\u2028")[0].strip() in page.locator("#definition").text_content()


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("more", ["", "#condition=all-causes&measure=yll", "#condition=alcohol&measure=deaths"])
def test_axe_finds_nothing(browser: Browser, files: dict[str, Path], width: int, more: str) -> None:
    with reading(browser, files[""], width, more) as page:
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "rules => axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] })",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        )
        assert [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]] == []


def test_without_scripts_the_finding_and_all_figures_can_be_read(
    atlas: Atlas, browser: Browser, files: dict[str, Path]
) -> None:
    shown = scene(atlas, start(atlas, ""))
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(files[""].as_uri())
    expect(page.locator("h1:visible")).to_have_text(captions.finding(shown))
    lines = page.locator("noscript li").all_inner_texts()
    assert lines == [captions.of_area(shown, row) for row in shown.rows]
    context.close()
