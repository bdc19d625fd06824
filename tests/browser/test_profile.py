"""The profile of a place in a real browser: marks where they belong, columns that fit, and quick enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import Reader
from browser.test_accessibility import SIZES, violations
from playwright.sync_api import expect

MIDDLESBROUGH = "?area=E06000002&by=council&condition=stroke&measure=admissions-rate"
NORTH_TYNESIDE = "?area=E38000127&by=ccg&condition=stroke&measure=admissions-rate"
NORTH_ICP = "?area=icp-north&by=icp&condition=stroke&measure=register"

#: Of each line that has a mark: how far its dot stands from the dotted line of England, in pixels, and its comparison.
DOTS = """
() => [...document.querySelectorAll('#profile tr:not([hidden]) td.atlas-spine--england')].map(cell => {
  const box = cell.getBoundingClientRect();
  const dot = cell.querySelector('.atlas-look').getBoundingClientRect();
  const row = cell.closest('tr');
  const figure = cell => parseFloat(row.querySelector(cell).textContent.replace(/,/g, ''));
  return { off: dot.left + dot.width / 2 - (box.left + box.width / 2),
           inside: dot.left >= box.left && dot.right <= box.right,
           figure: figure('td strong'), england: figure('.england') };
})
"""


def test_every_dot_stands_on_its_side_of_england(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    dots = page.evaluate(DOTS)
    assert len(dots) > 30
    for dot in dots:
        assert dot["inside"], dot
        assert (dot["off"] > 0.5) == (dot["figure"] > dot["england"]) or abs(dot["off"]) <= 0.5, dot


def test_the_marks_differ_in_shape_as_well_as_in_colour(reader: Reader) -> None:
    page = reader.open(NORTH_TYNESIDE)
    looks = page.locator("#profile td .atlas-look").evaluate_all(
        "marks => [...new Set(marks.map(mark => { const style = getComputedStyle(mark);"
        " return [mark.className.split('--')[1], style.backgroundColor, style.borderRadius,"
        " style.transform === 'none'].join(); }))]"
    )
    assert {look.split(",")[0] for look in looks} >= {"worse", "similar", "not-compared"}
    assert len(looks) == len({look.split(",")[0] for look in looks})


WIDTHS = {"laptop": 1366, "30rem card": 1024, "phone": 360}

#: The texts of a line of the profile that lie on one another or leave the card, a pair or a text for each.
COLLISIONS = """
() => {
  const card = document.querySelector('#profile .atlas-table').getBoundingClientRect();
  const found = [];
  document.querySelectorAll('#profile tbody tr, #profile thead tr').forEach(row => {
    const boxes = [];
    const texts = ':is(th, td):not(.atlas-spine), .atlas-spine span > span, .atlas-look, svg';
    row.querySelectorAll(texts).forEach(cell => {
      if (getComputedStyle(cell).clipPath !== 'none') return;
      const range = document.createRange();
      range.selectNodeContents(cell);
      const rects = cell.matches('.atlas-look, svg') ? [cell.getBoundingClientRect()] : [...range.getClientRects()];
      rects.filter(box => box.width > 1 && box.height > 2).forEach(box => boxes.push([cell, box]));
    });
    boxes.forEach(([cell, box], k) => {
      if (box.left < card.left - 1 || box.right > card.right + 1) found.push('outside: ' + cell.textContent);
      boxes.slice(k + 1).forEach(([other, at]) => {
        if (cell === other || cell.contains(other) || other.contains(cell)) return;
        const across = Math.min(box.right, at.right) - Math.max(box.left, at.left);
        const down = Math.min(box.bottom, at.bottom) - Math.max(box.top, at.top);
        if (across > 1 && down > 4) found.push(cell.textContent + ' | ' + other.textContent);
      });
    });
  });
  return found;
}
"""


@pytest.mark.parametrize("query", [MIDDLESBROUGH, NORTH_TYNESIDE, NORTH_ICP], ids=["council", "CCG", "ICP"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_every_column_has_its_place_and_nothing_lies_on_anything(
    new_reader: Callable[..., Reader], width: int, query: str
) -> None:
    page = new_reader(viewport={"width": width, "height": 768}).open(query)
    expect(page.locator("#profile thead th")).to_have_count(7)
    assert page.evaluate(COLLISIONS) == []
    room: Any = page.locator("#profile .atlas-scroll").evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert room[0] <= room[1]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_no_cell_is_lost_for_a_screen_reader(new_reader: Callable[..., Reader], width: int) -> None:
    page = new_reader(viewport={"width": width, "height": 768}).open(NORTH_TYNESIDE)
    cells = page.locator("#profile :is(th, td, svg)")
    shown = cells.evaluate_all(
        "cells => cells.filter(cell => { const look = getComputedStyle(cell);"
        " return look.display !== 'none' && look.visibility === 'visible'; }).length"
    )
    assert shown == cells.count() > 600


def test_the_profile_is_short_enough_for_a_phone(new_reader: Callable[..., Reader]) -> None:
    """A line was 107 pixels high when it was one row of narrow columns, and lacked ICP, ICS and trend."""
    page = new_reader(viewport={"width": 360, "height": 800}).open(MIDDLESBROUGH)
    table = page.locator("#profile table")
    lines = table.locator("a[id^=entry-]").count()
    # What is out of sight has only a height that was guessed, until it is laid out.
    laid_out = "for (const part of [table, ...table.tBodies]) part.style.animation = 'none'"
    height = table.evaluate(f"table => {{ {laid_out}; return table.offsetHeight; }}")
    assert lines >= 80
    assert height / lines < 60
    expect(table.locator("svg").first).to_be_visible()
    expect(table.locator("td").filter(has_text="176.6").first).to_be_visible()


def test_the_profile_is_sorted_anew_and_the_map_and_the_focus_stay(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    reader.area("E06000002").evaluate("path => { path.before_the_order = true; }")
    first = page.locator("#profile a[id^=entry-]").first.get_attribute("id")
    page.locator("#order-condition").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#order-condition")).to_have_attribute("aria-current", "true")
    expect(page.locator("#order-condition")).to_be_focused()
    assert "order=condition" in reader.search
    assert page.locator("#profile a[id^=entry-]").first.get_attribute("id") != first
    assert reader.area("E06000002").evaluate("path => path.before_the_order === true")
    page.go_back()
    expect(page.locator("#profile a[id^=entry-]").first).to_have_attribute("id", str(first))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize("query", [NORTH_TYNESIDE, f"{MIDDLESBROUGH}&order=condition"], ids=["CCG", "by condition"])
def test_a_profile_has_no_barrier(new_reader: Callable[..., Reader], query: str, size: dict[str, int]) -> None:
    page = new_reader(viewport=size).open(query)
    page.locator("#profile-reading").click()
    page.locator("#matched-method").click()
    assert violations(page) == []


def test_a_line_of_the_profile_leads_to_its_map(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    link = page.locator("#entry-circulatory-preventable")
    href = link.get_attribute("href")
    link.click()
    reader.settled(href)
    expect(page.locator("#map path.choroplethlocation")).not_to_have_count(0)
    expect(page.locator("#heading")).to_contain_text("Preventable circulatory deaths in Middlesbrough")


def test_how_the_differences_were_worked_out_opens(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    expect(page.locator("#matched-method ~ p")).to_be_hidden()
    page.locator("#matched-method").click()
    expect(page.locator("#matched-method ~ p")).to_contain_text("England's figure taken as exact")


def test_no_figure_runs_into_the_next_column(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(viewport={"width": 1366, "height": 768}).open(MIDDLESBROUGH)
    wide = page.locator("#profile tbody td:not(.atlas-spine)").evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"
    )
    assert wide == []
