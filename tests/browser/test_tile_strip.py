"""The tiles stand above the figures, beside the map, on a phone they follow it, and their room is kept for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.conftest import Reader
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
SHIFTS = """
window.shifted = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => entry.sources.forEach(source => {
  const node = source.node && source.node.nodeType === 1 ? source.node : source.node && source.node.parentElement;
  const watched = node && (node.closest('#tiles') || node.matches('.atlas-columns, .atlas-card'));
  if (watched) window.shifted.push(node.className);
}))).observe({ type: 'layout-shift', buffered: true });
"""


@pytest.mark.parametrize(
    ("size", "is_beside"), [(WIDE, True), (PHONE, False), (TABLET, False)], ids=["wide", "phone", "tablet"]
)
def test_the_tiles_leave_the_map_in_sight_and_nothing_moves_when_they_arrive(
    new_reader: Callable[..., Reader], size: dict[str, int], is_beside: bool
) -> None:
    reader = new_reader(viewport=size)
    reader.context.add_init_script(SHIFTS)
    page = reader.open("")
    strip, card, land = (page.locator(one).bounding_box() for one in ("#tiles", ".atlas-picture", ".atlas-map"))
    figures = page.locator(".atlas-card--figures").bounding_box()
    assert strip["y"] + strip["height"] <= figures["y"]
    assert (strip["x"] >= card["x"] + card["width"]) == is_beside
    assert is_beside or strip["y"] >= card["y"] + card["height"]
    assert not is_beside or land["y"] + land["height"] <= size["height"]
    assert all(link.bounding_box()["height"] >= 24 for link in page.locator("#tiles a").all())
    assert page.evaluate("window.shifted") == []
    first = page.locator("#tile-1")
    worse = first.locator("strong").inner_text()
    first.click()
    expect(page.locator("#condition-summary")).to_have_text("All circulatory diseases")
    expect(page.locator("#headline")).to_contain_text(worse.split()[0])
