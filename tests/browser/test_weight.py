"""What a reader's connection has to carry: bytes over the wire and requests, counted by the browser itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import expect
from shipped import Level

FIRST_MAP_KB = 650
FIRST_LOAD_KB = 745
FIRST_LOAD_REQUESTS = 28
CHANGE_KB = 20
DRILL_KB = 120  # the neighbourhoods, fetched ahead, are half of it
AGAIN_KB = 30


class Meter:
    """Counts what one reader's browser loads, as it came over the wire, compressed and with headers."""

    def __init__(self, reader: Reader) -> None:
        self.loaded: dict[str, tuple[str, float]] = {}
        self._urls: dict[str, str] = {}
        network = reader.context.new_cdp_session(reader.page)
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._finished)
        network.send("Network.enable")
        self._network = network

    def _asked(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        url = self._urls.get(event["requestId"], "")
        if url.startswith("http"):
            self.loaded[event["requestId"]] = (url, event["encodedDataLength"])

    def reset(self) -> None:
        """Forget what was loaded before."""
        self.loaded.clear()

    @property
    def kilobytes(self) -> float:
        """All that came over the wire, in units of 1,000 bytes."""
        return sum(size for _, size in self.loaded.values()) / 1_000

    @property
    def ahead(self) -> float:
        """Those of them that are boundaries of other maps than the first, in the same units."""
        first = ("/geo/around.", f"/geo/{Level.CCG}.")
        return (
            sum(size for url, size in self.loaded.values() if "/geo/" in url and not any(one in url for one in first))
            / 1_000
        )

    @property
    def boundaries(self) -> list[str]:
        """The boundary files among them."""
        return [url for url in self.urls if "/geo/" in url]

    @property
    def urls(self) -> list[str]:
        """What came over the wire; what the browser had kept is not in it."""
        return [url for url, size in self.loaded.values() if size > 0]

    def __str__(self) -> str:
        largest = sorted(self.loaded.values(), key=lambda load: -load[1])
        return "\n".join(f"{size / 1_000:8.1f} kB  {url}" for url, size in largest)


def test_the_first_load_is_light(reader: Reader) -> None:
    meter = Meter(reader)
    reader.open()
    reader.rest()
    assert meter.kilobytes <= FIRST_LOAD_KB, str(meter)
    assert meter.kilobytes - meter.ahead <= FIRST_MAP_KB, str(meter)
    assert len(meter.urls) <= FIRST_LOAD_REQUESTS, str(meter)


def test_no_script_or_style_is_sent_uncompressed(reader: Reader) -> None:
    plain: list[str] = []

    def look(response: Any) -> None:
        kind = response.headers.get("content-type", "").split(";")[0]
        size = int(response.headers.get("content-length", "0"))
        if kind.startswith(("text/", "application/j")) and size > 500 and "content-encoding" not in response.headers:
            plain.append(f"{response.url}: {size} bytes")

    reader.page.on("response", look)
    reader.open()
    assert plain == []


#: The selectors of all rules that hold on this screen.
SELECTORS = """
() => {
  const isHere = ({ media }) => !media || matchMedia(media.mediaText).matches;
  const within = rule => isHere(rule) ? [...rule.cssRules ?? []].flatMap(selectors) : [];
  const selectors = rule => rule.selectorText ? [rule.selectorText] : within(rule);
  return [...document.styleSheets].filter(isHere).flatMap(selectors);
}
"""
#: Which of some selectors name an element that a drawing stands in, or what plotly.js measures words in.
AROUND_DRAWINGS = """
anchors => anchors.filter(anchor => [...document.querySelectorAll(anchor)].some(
  one => one.querySelector('.js-plotly-plot, #js-plotly-tester')))
"""


def anchors(selector: str) -> list[str]:
    """What a selector judges by what stands within it, by ``:has``."""
    befores = [selector[: found.start()] for found in re.finditer(r":has\(", selector)]
    return [re.sub(r":(?:not|is|where)\($", "", _last(before)) or "*" for before in befores]


def _last(selectors: str) -> str:
    """The last of several selectors; commas in brackets part none."""
    depth = 0
    for at in range(len(selectors) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(selectors[at], 0)
        if selectors[at] == "," and depth <= 0:
            return selectors[at + 1 :].strip()
    return selectors


@pytest.mark.parametrize(
    ("selector", "judged"),
    [
        ("body:not(:has(#headline, #notice > *)) .atlas", ["body"]),
        ("p, .a :is(b, i):has(c, d) e, .f:has(g):has(> h)", [".a :is(b, i)", ".f", ".f:has(g)"]),
        (":has(a)", ["*"]),
        (".a > .b", []),
    ],
)
def test_what_a_selector_judges_is_what_stands_before_its_has(selector: str, judged: list[str]) -> None:
    assert anchors(selector) == judged


def test_no_element_that_a_drawing_stands_in_is_judged_by_what_is_within_it(reader: Reader) -> None:
    """plotly.js puts each word that it measures into the page: all that such an element holds would get its looks anew
    each time, which is most of what a chart costs.
    """
    page = reader.open("?by=council&condition=stroke&measure=deaths-smr&show=ranking")
    expect(page.locator("#js-plotly-tester")).to_have_count(1)
    judged = [anchor for selector in page.evaluate(SELECTORS) for anchor in anchors(selector)]
    assert ".atlas-table" in judged
    assert page.evaluate(AROUND_DRAWINGS, judged) == []


def test_another_condition_loads_one_small_answer(reader: Reader) -> None:
    meter = Meter(reader)
    reader.open()
    reader.rest()
    meter.reset()
    # Followed without a pointer, which would rest on something of the next page and have more fetched ahead.
    reader.follow(reader.page.locator("#condition-dementia").get_attribute("href") or "")
    reader.rest()
    assert len(meter.urls) == 1, str(meter)
    assert meter.kilobytes <= CHANGE_KB, str(meter)


def test_a_drill_down_loads_one_answer_and_no_boundaries_twice(reader: Reader) -> None:
    page = reader.open("?by=ccg&condition=stroke&measure=admissions-rate")
    meter = Meter(reader)
    for code in ("E38000163", "E38000176"):
        reader.follow(page.locator(f"#row-{code}").get_attribute("href") or "")
        reader.rest()
        assert meter.kilobytes <= DRILL_KB, str(meter)
        meter.reset()
        page.go_back()
        reader.settled(None)
        page.locator(f"#row-{code}").wait_for()
        assert meter.boundaries == [], "boundaries came a second time"
        meter.reset()


def test_a_boundary_file_comes_once_whatever_the_reader_does(reader: Reader) -> None:
    meter = Meter(reader)
    page = reader.open()
    for key in ("council", "ccg", "icp", "council"):
        reader.choose("by", key)
    for key in ("stroke", "dementia", "all-causes"):
        reader.choose("condition", key)
    reader.rest()
    page.reload()
    reader.settled(None)
    reader.rest()
    assert len(meter.boundaries) == len(set(meter.boundaries)) > 2, str(meter)


def test_a_second_visit_loads_only_what_may_have_changed(reader: Reader) -> None:
    meter = Meter(reader)
    reader.open()
    reader.rest()
    meter.reset()
    reader.open()
    reader.rest()
    assert meter.kilobytes <= AGAIN_KB, str(meter)


#: Notes the parts of the page in which elements are put or taken away, from now on.
WATCH_PARTS = """
() => {
  window.rewritten = new Set();
  new MutationObserver(records => records.forEach(({ target }) => {
    const part = target.id ? target : target.closest('[id]');
    if (part && !part.closest('#map')) window.rewritten.add(part.id);
  })).observe(document.querySelector('main'), { childList: true, subtree: true });
}
"""
#: The parts of the page in their words, without their addresses.
PARTS = """
() => Object.fromEntries([...document.querySelectorAll('main [id]')].map(
  part => [part.id, part.innerHTML.replace(/ href="[^"]*"/g, ' href')]))
"""
LINKS = "() => [...document.querySelectorAll('main a[data-view]')].map(one => [one.id, one.getAttribute('href')])"


def test_of_parts_that_differ_in_their_links_alone_the_links_are_changed_and_nothing_is_put_in_place(
    reader: Reader,
) -> None:
    page = reader.open("?by=council&condition=stroke&measure=deaths-smr")
    view = reader.search
    before = page.evaluate(PARTS)
    page.evaluate(WATCH_PARTS)
    page.locator("#layers summary").first.click()
    page.evaluate("document.querySelector('#condition-cancer').click()")
    reader.settled()
    rewritten, after = set(page.evaluate("() => [...window.rewritten]")), page.evaluate(PARTS)
    assert {"heading", "legend", "table", "caption"} <= rewritten
    alike = {part for part, words in after.items() if words and before.get(part) == words}
    assert {"show", "present", "overlay"} <= alike
    assert rewritten.isdisjoint(alike)
    assert reader.search != view
    links = page.evaluate(LINKS)
    reader.open(reader.search)
    assert page.evaluate(LINKS) == links
