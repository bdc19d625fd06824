"""The profile of a place in a real browser: marks where they belong, columns that fit, and quick enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import expect

MIDDLESBROUGH = "?area=E06000002&by=council&condition=stroke&measure=admissions-rate"
NORTH_TYNESIDE = "?area=E38000127&by=ccg&condition=stroke&measure=admissions-rate"

#: Of each line that has a mark: how far its dot stands from the dotted line of England, in pixels, and its comparison.
DOTS = """
() => [...document.querySelectorAll('#profile td.atlas-spine--england')].map(cell => {
  const box = cell.getBoundingClientRect();
  const dot = cell.querySelector('.atlas-look').getBoundingClientRect();
  const row = cell.closest('tr');
  const figure = index => parseFloat(row.children[index].textContent.replace(/,/g, ''));
  return { off: dot.left + dot.width / 2 - (box.left + box.width / 2),
           inside: dot.left >= box.left && dot.right <= box.right,
           figure: figure(1), england: figure(4) };
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


@pytest.mark.parametrize(("width", "hidden"), [(1366, 0), (1024, 3), (360, 3)], ids=["laptop", "30rem card", "phone"])
def test_the_columns_fit_and_the_less_needed_ones_give_way(
    new_reader: Callable[..., Reader], width: int, hidden: int
) -> None:
    page = new_reader(viewport={"width": width, "height": 768}).open(NORTH_TYNESIDE)
    heads = page.locator("#profile thead th")
    expect(heads).to_have_count(7)
    assert sum(not head.is_visible() for head in heads.all()) == hidden
    assert [heads.nth(k).is_visible() for k in (0, 1, 4, 5)] == [True] * 4
    room: Any = page.locator("#profile .atlas-scroll").evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert room[0] <= room[1]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_line_of_the_profile_leads_to_its_map(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    link = page.locator("#entry-circulatory-preventable")
    href = link.get_attribute("href")
    link.click()
    reader.settled(href)
    expect(page.locator("#table tbody tr")).not_to_have_count(0)


def test_how_the_differences_were_worked_out_opens(reader: Reader) -> None:
    page = reader.open(MIDDLESBROUGH)
    expect(page.locator("#profile details p")).to_be_hidden()
    page.locator("#matched-method").click()
    expect(page.locator("#profile details p")).to_contain_text("England's figure taken as exact")


def test_no_figure_runs_into_the_next_column(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(viewport={"width": 1366, "height": 768}).open(MIDDLESBROUGH)
    wide = page.locator("#profile tbody td:not(.atlas-spine)").evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"
    )
    assert wide == []
