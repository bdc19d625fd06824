"""The brief of a place comes first and is short; below it all figures are sifted by words and fold by definition."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.conftest import Reader
from playwright.sync_api import expect

MIDDLESBROUGH = "?area=E06000002&by=council&condition=stroke&measure=deaths-smr"
#: Many figures, claims and findings; figures of another area and long notes; few figures.
PLACES = (MIDDLESBROUGH, "?area=E38000042&by=ccg&condition=stroke", "?area=E02001682&by=neighbourhood")
#: The window, and how many of its heights a brief may take.
WINDOWS = {"laptop": ((1366, 768), 1.5), "phone": ((360, 740), 3.0)}
BRIEF = """
() => {
  const top = id => document.getElementById(id).getBoundingClientRect().top;
  return (top('profile-title') - top('profile')) / window.innerHeight;
}
"""


@pytest.mark.parametrize(("window", "most"), WINDOWS.values(), ids=WINDOWS.keys())
def test_all_figures_begin_soon_after_the_brief(
    new_reader: Callable[..., Reader], window: tuple[int, int], most: float
) -> None:
    reader = new_reader(viewport={"width": window[0], "height": window[1]})
    tall = {}
    for place in PLACES:
        page = reader.open(place)
        tall[place] = page.evaluate(BRIEF)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= window[0]
    assert min(tall.values()) > 0.3
    assert {place: screens for place, screens in tall.items() if screens > most} == {}


def test_figures_are_sifted_by_words_and_the_others_fold_under_the_newest(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    lines, found = page.locator("#profile tbody tr:not(.atlas-group)"), page.locator("#profile-found")
    among = lines.count()
    shown = page.locator("#profile tbody tr:not(.atlas-group):not([hidden])")
    newest = shown.count()
    assert newest < among
    older = page.locator("#entry-circulatory-preventable-2016-definition")
    expect(older).to_be_hidden()

    page.locator("#profile-filter").focus()
    page.keyboard.type("2016 CIRCULATORY preventable")
    expect(older).to_be_visible()
    expect(found).to_have_text(f"1 of {among} figures matches")
    expect(found).to_have_attribute("role", "status")
    expect(page.locator("#profile tbody:not([hidden])")).to_have_count(1)
    page.locator("#profile-filter").fill("no such words")
    expect(found).to_have_text(f"None of {among} figures match")
    expect(page.locator("#profile tbody:not([hidden])")).to_have_count(0)

    page.locator("#profile-filter").fill("stroke")
    expect(found).to_contain_text(re.compile(r"^\d+ of \d+ figures match"))
    matching = shown.count()
    page.locator("#order-condition").click()
    reader.settled()
    expect(page.locator("#profile-filter")).to_have_value("stroke")
    expect(shown).to_have_count(matching)

    page.locator("#profile-filter").fill("")
    expect(found).to_have_text(f"{newest} figures, each by its newest definition")
    expect(shown).to_have_count(newest)
    button = page.locator("[data-unfolds=circulatory-preventable]")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(older).to_be_visible()
    page.keyboard.press("Enter")
    expect(older).to_be_hidden()
