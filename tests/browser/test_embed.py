"""The atlas in a frame: the map first, what its address asks for, and as high as it is on a page of another origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser.conftest import PATIENCE, Reader
from browser.test_accessibility import violations
from browser.test_share_drawer import STROKE, open_drawer
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.core.atlas import Atlas
from dashboard.views.resolve import resolve

PRESSED = "#maincontent :is(a[href], button, input, summary):visible"
CONTROLS = ("by", "condition", "measure", "period", "overlay", "layers")


@pytest.mark.parametrize("size", [(600, 450), (320, 450)], ids=lambda size: f"{size[0]} by {size[1]}")
def test_a_frame_shows_the_map_first_and_little_to_press(
    new_reader: Callable[..., Reader], atlas: Atlas, size: tuple[int, int]
) -> None:
    reader = new_reader(viewport={"width": size[0], "height": size[1]})
    page = reader.open(f"embed{STROKE}")
    box = page.locator("#map").bounding_box()
    assert box
    assert box["y"] + box["height"] <= size[1] + 1
    assert box["width"] * box["height"] >= 0.3 * size[0] * size[1]
    assert page.locator(PRESSED).count() <= 6
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []
    page.locator("#parts-E10000006").click()
    expect(page.locator("#embed-open")).to_have_attribute("href", f"./{reader.search}")
    assert resolve(atlas, reader.search).view.by == "district"


def test_a_frame_has_the_controls_that_its_address_asks_for(reader: Reader) -> None:
    for asked, shown in (("period.figures", {"period"}), ("all", set(CONTROLS)), ("", set())):
        page = reader.open(f"embed{STROKE}&controls={asked}")
        assert {one for one in CONTROLS if page.locator(f"#{one}").is_visible()} == shown
        assert page.locator("#table").is_visible() is bool(shown)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """No line for each request."""


@contextmanager
def other_site(folder: Path) -> Iterator[str]:
    """The files of a folder on a port of its own, which for a browser is another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def built(page: Page) -> Locator:
    """The code of the builder once it is opened; the browser tells the page a moment later that it is open."""
    page.locator("#embed-summary").click()
    code = page.locator("#embed-code")
    expect(code).not_to_have_value("")
    return code


#: A frame that lies about its height.
LIAR = """<!DOCTYPE html><html lang="en"><title>Other</title><script>
setInterval(() => parent.postMessage({ atlas: 'height', height: 3000 }, '*'), 20);
</script></html>"""
#: How high a frame is once its page has told so.
HEIGHT = """
patience => new Promise(resolve => {
  const frame = document.querySelector('iframe[src*="/embed"]');
  const started = performance.now();
  let before = 0;
  (function look() {
    const now = frame.getBoundingClientRect().height;
    if ((now !== 300 && now === before) || performance.now() - started > patience) return resolve(now);
    before = now;
    setTimeout(look, 500);
  })();
})
"""


def test_the_code_of_the_builder_works_on_a_page_of_another_origin_and_heeds_nobody_else(
    reader: Reader, browser: Browser, tmp_path: Path
) -> None:
    page = reader.open(STROKE)
    open_drawer(page)
    built_code = built(page)
    page.locator("#embed-height").fill("300")
    page.locator("#embed-height").press("Tab")
    page.locator('#embed-form [value="period"]').check()
    expect(built_code).to_have_value(re.compile('controls=period" .* height="300"'))
    code = built_code.input_value()
    (tmp_path / "liar.html").write_text(LIAR)
    lies = '<iframe src="liar.html" title="Other" height="120"></iframe>'
    (tmp_path / "index.html").write_text(f'<!DOCTYPE html><html lang="en"><title>A page</title>{lies}{code}</html>')
    with other_site(tmp_path) as site:
        host = browser.new_page(viewport={"width": 700, "height": 900})
        host.goto(f"{site}/index.html")
        frame = host.frame_locator('iframe[src*="/embed"]')
        expect(frame.locator("#map path[data-href]").first).to_be_visible()
        expect(frame.locator("#overlay a[aria-current]")).to_be_attached()
        expect(frame.locator("#share-open")).to_be_hidden()
        height = host.evaluate(HEIGHT, PATIENCE)
        whole = frame.locator(".atlas").evaluate("one => one.getBoundingClientRect().height")
        assert 300 < height < whole + 2
        assert host.locator("iframe").first.bounding_box()["height"] == pytest.approx(124, abs=4)
        assert host.locator("iframe").last.get_attribute("title") == page.locator("#headline").inner_text()
        host.close()


def test_the_builder_shows_what_it_builds_and_copies_it(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(permissions=["clipboard-read", "clipboard-write"])
    page, asked = reader.page, []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    reader.open(STROKE)
    open_drawer(page)
    assert "/embed" not in asked
    code = built(page)
    expect(code).to_have_value(re.compile('width="100%" height="600"'))
    expect(page.frame_locator("#embed-preview iframe").locator("#map path[data-href]").first).to_be_visible()
    for wrong in ("50", ""):
        page.locator("#embed-height").fill(wrong)
        page.locator("#embed-height").press("Tab")
        assert page.locator("#embed-height").evaluate("one => one.validationMessage")
        expect(code).to_have_value(re.compile('height="600"'))
    page.locator('#embed-form [value="picture"]').check()
    expect(page.locator("#embed-preview > a > img")).to_be_visible()
    expect(page.locator("#embed-height")).to_be_hidden()
    expect(code).to_have_value(re.compile("^<a href="))
    page.locator("#copy-embed").click()
    expect(page.locator("#share-said [role=status]")).to_have_text("Embed code copied.")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == code.input_value()
    assert copied.startswith(f'<a href="{reader.address}/?area=')
