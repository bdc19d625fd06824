"""A view on paper, printed by the browser as most people have it: without background graphics, from any window."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from typing import Any

import pytest
from browser.conftest import Reader
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

WINDOWS = {
    "phone": {"width": 360, "height": 740},
    "laptop": {"width": 1366, "height": 768},
    "wall": {"width": 2560, "height": 1440},
}
#: Address -> how many pages at most.
VIEWS = {
    "?condition=all-causes&measure=preventable&by=ccg": 1,
    "?condition=all-causes&measure=preventable&by=ccg&overlay=bivariate": 1,
    "?condition=all-causes&measure=preventable&by=council&show=ranking": 1,
    "?condition=circulatory&measure=preventable&by=council&show=compare&against=period:2001-03": 1,
    "?condition=life-expectancy&by=council&show=life": 1,
    "?condition=all-causes&measure=preventable-smr&by=neighbourhood": 8,
    "?area=E06000002&condition=all-causes&measure=preventable": 2,
    # The place with the most figures of its own and of its twin.
    "?area=E38000176&by=ccg&condition=all-causes": 2,
}
#: The colours of the legend, as a browser paints them.
LEGEND = """
() => [...document.querySelectorAll('#legend .atlas-swatch[style], #legend .atlas-grid td[style]')]
  .map(one => getComputedStyle(one).backgroundColor.match(/\\d+/g).map(Number))
"""
PRESSED = ("Play", "Share this view", "Copy post", "Skip to", "Colour by", "Find a ", "This chart:", "Sorted by")


def opened(reader: Reader, view: str) -> Page:
    page = reader.open(view)
    reader.rest()
    return page


def printed(page: Page, **how: Any) -> PdfReader:
    return PdfReader(BytesIO(page.pdf(format="A4", print_background=False, **how)))


def painted(page: PageObject) -> set[tuple[int, ...]]:
    """The colours with which anything on a page is filled; what the browser leaves out is not among them."""
    content = page.get_contents()
    assert content is not None
    found: set[tuple[int, ...]] = set()
    colour, kept = (0, 0, 0), []
    for operands, operator in ContentStream(content, page.pdf).operations:
        if operator == b"rg":
            colour = tuple(round(float(part) * 255) for part in operands)
        elif operator == b"q":
            kept.append(colour)
        elif operator == b"Q":
            colour = kept.pop()
        elif operator in (b"f", b"f*", b"B", b"B*"):
            found.add(colour)
    return found


def is_among(colour: list[int], found: set[tuple[int, ...]]) -> bool:
    return any(max(abs(a - b) for a, b in zip(colour, other, strict=True)) <= 1 for other in found)


def faults(page: Page, paper: PdfReader, most: int) -> list[str]:
    """What is not as promised on the paper of a view."""
    texts = [" ".join(one.extract_text().split()) for one in paper.pages]
    words, first = " ".join(texts), texts[0]
    on_paper = painted(paper.pages[0])
    colours = page.evaluate(LEGEND)
    assert len(colours) >= 3
    said = [f"{len(paper.pages)} pages"] if len(paper.pages) > most else []
    said += [f"an address: {words[at.start() - 30 : at.end() + 30]}" for at in re.finditer(r"\(Link:|\?area=", words)]
    said += [f"what is pressed: {one}" for one in PRESSED if one in words]
    unseen = [colour for colour in colours if not is_among(colour, on_paper)]
    said += [f"not painted: {unseen}"] if unseen else []
    said += [
        f"not on the first page: {one}"
        for one in (page.locator("#headline").inner_text(), "Source:")
        if " ".join(one.split()) not in first
    ]
    return said


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS.keys())
def test_a_view_is_one_page_with_its_colours_and_nothing_to_press(
    new_reader: Callable[..., Reader], window: dict[str, int]
) -> None:
    reader = new_reader(viewport=window)
    found = {}
    for view, most in VIEWS.items():
        page = opened(reader, view)
        if said := faults(page, printed(page), most):
            found[view] = said
    assert found == {}


#: Where map and words end up when the page is laid out for paper, after the picture that the map fills.
BOXES = """
() => ['.atlas-picture', '#plot svg.main-svg', '#legend', '#caption', '#table table'].map(name => {
  const box = document.querySelector(name).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom].map(Math.round);
})
"""


def are_apart(one: list[int], other: list[int]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS.keys())
def test_the_printed_map_fills_its_width_and_covers_nothing_and_is_as_before_afterwards(
    new_reader: Callable[..., Reader], window: dict[str, int]
) -> None:
    page = opened(new_reader(viewport=window), next(iter(VIEWS)))
    before = page.evaluate(BOXES)
    page.emulate_media(media="print")
    room, *parts = page.evaluate(BOXES)
    assert parts[0][2] - parts[0][0] == room[2] - room[0]
    assert all(are_apart(one, other) for one, other in combinations(parts, 2)), parts
    page.emulate_media(media="screen")
    assert page.evaluate(BOXES) == before


def test_a_sheet_across_holds_a_view_too_and_the_page_about_the_data_can_be_read(reader: Reader) -> None:
    view = next(iter(VIEWS))
    page = opened(reader, view)
    assert faults(page, printed(page, landscape=True), 1) == []
    page.goto(f"{reader.address}/about")
    expect(page.locator("h1")).to_be_visible()
    paper = printed(page)
    words = "\n".join(one.extract_text() for one in paper.pages)
    assert "(Link:" not in words
    assert "Skip to" not in words
    assert "How to read a map" in paper.pages[0].extract_text()
