"""The main journey in Debian's Firefox: first map, drill by map and by table, back, ranking, share."""

from __future__ import annotations

from pathlib import Path

from browser.conftest import POINT_INSIDE
from browser.firefox import FirefoxPage, firefox

AREAS = "document.querySelectorAll('#map .choroplethlayer path[data-href]').length"
VIEW = "document.querySelector('#overlay a[aria-current]').getAttribute('href')"
HEADLINE = "document.querySelector('#headline').textContent"
#: A partnership.
SOUTH = "icp-south"


def _drill_and_come_back(page: FirefoxPage) -> None:
    page.wait(f"{AREAS} === 4")
    first = page.value(HEADLINE)
    assert first
    page.click(f"#map .choroplethlayer path[data-area='{SOUTH}']", POINT_INSIDE)
    page.wait(f"{VIEW}.includes('area={SOUTH}')")
    page.wait(f"{AREAS} > 1 && {HEADLINE} !== {first!r}")
    page.click("#table a[id^=row-]")
    page.wait(f"!{VIEW}.includes('area={SOUTH}')")
    page.back()
    page.wait(f"{VIEW}.includes('area={SOUTH}')")
    page.back()
    page.wait(f"{AREAS} === 4 && {HEADLINE} === {first!r}")


def test_the_main_journey_goes_in_firefox(address: str, tmp_path: Path) -> None:
    with firefox(tmp_path) as page:
        page.open(address)
        page.wait(f"{AREAS} === 12")
        page.open(f"{address}/?by=icp&condition=all-causes&measure=avoidable")
        _drill_and_come_back(page)
        page.click("#show-ranking")
        page.wait("document.querySelectorAll('#chart-0 .points path[data-area]').length >= 4")
        page.click("#share-open")
        page.wait("document.querySelector('#share-drawer').open && document.activeElement.closest('#share-drawer')")
        page.wait("[...document.querySelectorAll('#share-drawer img')].every(one => one.naturalWidth > 0)")
        assert page.complaints == []
