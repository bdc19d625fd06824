"""The real atlas behind gunicorn, a real browser, and readers whose every error fails the test.

A reader's browser cannot reach any other host, for it resolves no name: a request for one is written down and
fails the test, as do errors and warnings of the console, errors of the page's scripts and answers with status 400
or above. (Playwright's own way of stopping requests, ``route``, would turn the browser's cache off.)

The page's content policy forbids eval, which ``page.wait_for_function`` needs after the first look. Waiting is
done with ``expect``, or in ``Reader``: until a view is settled, the page is at rest, or something becomes so; never by
sleeping. What follows from a click, a key or an answer is there a moment later, so nothing is read right after one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)
from ports import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
#: In milliseconds: how long anything in the page is waited for. What is there is seen at once, and on a
#: machine with other work a map may take many times as long as usual.
PATIENCE = 60_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Each window would make two pages of its own for what its address bar proposes, which nobody sees and which take
    # nearly as much time as the page of the test. The last list counts, so what Playwright leaves out is in it too.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "PreconnectToSearch",
)
NO_BROWSER = (
    "The browser tests found no browser: neither "
    + ", ".join(BROWSERS)
    + " on the PATH nor Playwright's own. Install Debian's package `chromium`, or run `playwright install chromium`."
)
DESKTOP = {"width": 1366, "height": 768}

#: Waits until the page, its table and its map all show one view. ``wanted`` is the whole address of that view,
#: or null for whatever view the page shows; returns null, or in words what was not so in the end.
SETTLED = """
([wanted, patience]) => new Promise(resolve => {
  const started = performance.now();
  const value = (href, key) => new URLSearchParams(href).get(key);
  function missing() {
    const current = document.querySelector('#overlay a[aria-current]');
    if (!current) return 'no view on the page';
    const view = current.getAttribute('href');
    if (wanted && view !== wanted) return `the page shows ${view}, not ${wanted}`;
    const areas = [...document.querySelectorAll('#map .choroplethlayer path[data-href]')];
    if (!areas.length) return 'no areas on the map';
    // A click may ask the same question by another measure of its family, and then says where it starts.
    const asked = href => [value(href, 'measure'), (value(href, 'from') || '').split('.')[3]];
    const strange = areas.find(path => !asked(path.dataset.href).includes(value(view, 'measure'))
      || ['condition', 'overlay'].some(key => value(path.dataset.href, key) !== value(view, key)));
    if (strange) return `the map still leads to ${strange.dataset.href}`;
    const rows = [...document.querySelectorAll('#table tbody:not(.atlas-references) tr')];
    if (rows.length && rows.length !== areas.length) return `${rows.length} rows but ${areas.length} areas`;
    const paths = new Map(areas.map(path => [path.dataset.area, path]));
    for (const row of rows) {
      const link = row.querySelector('a[id^=row-]');
      const path = paths.get(link.id.slice(4));
      if (!path) return `${link.id} is not on the map`;
      if (path.dataset.href !== link.getAttribute('href')) return `${link.id} and the map lead to two places`;
      const figure = row.querySelector('td').textContent.trim();
      if (!path.getAttribute('aria-label').includes(figure)) return `${link.id} and the map show two figures`;
    }
    return null;
  }
  (function look() {
    const what = missing();
    if (!what) return resolve(null);
    if (performance.now() - started > patience) return resolve(what);
    setTimeout(look, 15);
  })();
})
"""

#: A point on the screen, in whole pixels, that lies inside an area with all its neighbours.
POINT_INSIDE = """
path => {
  const box = path.getBoundingClientRect();
  const svg = path.ownerSVGElement;
  const matrix = path.getScreenCTM().inverse();
  const inside = (x, y) => {
    const point = svg.createSVGPoint();
    point.x = x; point.y = y;
    return path.isPointInFill(point.matrixTransform(matrix));
  };
  for (const room of [6, 3, 1]) {
    for (let part = 1; part < 12; part += 1) {
      for (let across = 1; across < 12; across += 1) {
        const x = Math.round(box.left + box.width * across / 12);
        const y = Math.round(box.top + box.height * part / 12);
        const corners = [[-room, 0], [room, 0], [0, -room], [0, room], [0, 0]];
        if (corners.every(([dx, dy]) => inside(x + dx, y + dy))) return { x, y };
      }
    }
  }
  return null;
}
"""

#: Everything that a reader can see or hear of a view, for comparing two ways to the same view.
PICTURE = """
() => {
  // A long profile is laid out piece by piece, and innerText leaves out what is not there yet.
  const text = id => id === 'profile'
    ? document.getElementById(id).textContent.replace(/\\s+/g, ' ').trim()
    : document.getElementById(id).innerText.trim();
  const ids = ['breadcrumb', 'notice', 'by', 'condition', 'measure', 'period', 'overlay', 'heading', 'legend',
               'table', 'profile'];
  const areas = [...document.querySelectorAll('#map path[data-href]')].map(path => [
    path.dataset.area, path.getAttribute('aria-label'), path.dataset.href, getComputedStyle(path).fill,
    path.getAttribute('d').replace(/\\d+\\.\\d+/g, number => Number(number).toFixed(0))]);
  const labels = [...document.querySelectorAll('#map .scatterlayer text')].map(node => {
    const box = node.getBoundingClientRect();
    const map = document.getElementById('map').getBoundingClientRect();
    return [node.textContent, Math.round(box.x - map.x), Math.round(box.y - map.y)];
  });
  return { title: document.title, mode: document.querySelector('.atlas').dataset.mode, areas, labels,
           parts: Object.fromEntries(ids.map(id => [id, text(id)])) };
}
"""

#: Waits for half a second, which is longer than the page lets pass before it asks for something, and until it has done
#: what it does when there is nothing else to do: then it fetches the boundaries of the next views.
IDLE = """
() => new Promise(resolve => setTimeout(() => requestIdleCallback(resolve, { timeout: 4000 }), 500))
"""

#: Waits until a condition is true; says whether it became so.
BECOMES = """
([what, patience]) => new Promise(resolve => {
  const started = performance.now();
  (function look() {
    if (%s) return resolve(true);
    if (performance.now() - started > patience) return resolve(false);
    setTimeout(look, 15);
  })();
})
"""

expect.set_options(timeout=PATIENCE)


@contextmanager
def serving(
    log: Path, app: str = "app:server", options: tuple[str, ...] = ()
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The atlas behind gunicorn on a free port, ready to answer; its whole process group ends with the block."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", app, "--no-control-socket", "--bind", address, *options]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
        try:
            wait_until_ready(f"http://{address}", server, log)
            yield f"http://{address}", server
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=120)


def wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as /healthz answers; fail with the server's own words if it ends or does not come up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.02)
        else:
            return
    pytest.fail(f"The atlas did not start:\n{log.read_text()}")


def launch(playwright: Playwright) -> Browser:
    """The first browser that is here, or one clear sentence."""
    own = Path(playwright.chromium.executable_path)
    found = next((path for name in BROWSERS if (path := shutil.which(name))), str(own) if own.exists() else None)
    if found is None:
        pytest.fail(NO_BROWSER)
    try:
        return playwright.chromium.launch(executable_path=found, args=list(BROWSER_ARGUMENTS))
    except Error as error:
        pytest.fail(f"The browser {found} does not start: {error}")


class Reader:
    """One reader: a browser window of their own, what they do in it, and everything that went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.context = context
        self.complaints: list[str] = []
        # How often anything was asked for, and what has not come yet.
        self._asked = 0
        self._under_way: set[Request] = set()
        context.set_default_timeout(PATIENCE)
        context.on("request", self._stay_home)
        self.page: Page = context.new_page()
        self.page.on("request", self._begin)
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, self._end)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error.stack or error}"))
        self.page.on("response", self._judge)

    def _stay_home(self, request: Request) -> None:
        url = request.url
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and not url.startswith(f"{self.address}/"):
            self.complaints.append(f"request to another host: {url}")

    def _begin(self, request: Request) -> None:
        self._asked += 1
        # With another page what the one before it waited for is given up, without a word for each.
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self._under_way.clear()
        self._under_way.add(request)

    def _end(self, request: Request) -> None:
        self._under_way.discard(request)

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _judge(self, response: Any) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} for {response.request.method} {response.url}")

    def open(self, query: str = "") -> Page:
        """Enter an address and wait for its map."""
        self.page.goto(f"{self.address}/{query}")
        self.settled(None)
        return self.page

    def follow(self, query: str) -> None:
        """Go to a view as a link on the page would, without loading the page anew."""
        self.page.evaluate(
            "href => { const link = document.createElement('a'); link.href = href; link.dataset.view = '';"
            " document.body.append(link); link.click(); link.remove(); }",
            query,
        )
        self.settled(query)

    def settled(self, query: str | None = "here") -> None:
        """Wait for the view of the address bar ("here"), of a whole address, or of anything (None)."""
        wanted = self.search if query == "here" else query
        fault = self.page.evaluate(SETTLED, [wanted, PATIENCE])
        assert fault is None, f"In the end {fault}"

    def until(self, condition: str, what: Any = None) -> None:
        """Wait until a condition in JavaScript, about ``what``, is true."""
        assert self.page.evaluate(BECOMES % condition, [what, PATIENCE]), f"waited in vain until {condition}"

    def choose(self, control: str, key: str) -> None:
        """Use a control of the page like a reader: open it if it is a list, and click on one of its links."""
        self.show_controls()
        link = self.page.locator(f"#{control}-{key}")
        if not link.is_visible():
            self.page.locator(f"#{control}-summary").click()
        href = link.get_attribute("href")
        link.click()
        self.settled(href)

    def show_controls(self) -> None:
        """On a phone the controls are closed, and one button opens them."""
        button = self.page.locator("#change")
        if button.is_visible() and button.get_attribute("aria-expanded") == "false":
            button.click()

    def rest(self) -> None:
        """Wait until nothing more is loaded: what was asked for has come, and nothing else is asked for."""
        end = time.monotonic() + PATIENCE / 1000
        before = -1
        while before != self._asked or self._under_way:
            assert time.monotonic() < end, f"still loading: {[request.url for request in self._under_way]}"
            before = self._asked
            self.page.evaluate(IDLE)

    def click_area(self, code: str) -> None:
        """Click on an area of the map with the mouse, and wait for what it leads to.

        The map is at rest before: one that is just drawn anew, in other room, is none to aim at.
        """
        self.rest()
        area = self.area(code)
        href = area.get_attribute("data-href")
        point = self.point_inside(code)
        self.page.mouse.move(point["x"] - 1, point["y"])
        self.page.mouse.click(point["x"], point["y"])
        self.settled(href)

    def point_inside(self, code: str) -> dict[str, int]:
        """Where to point with the mouse to be inside an area."""
        self.page.locator("#map").scroll_into_view_if_needed()
        point = self.area(code).evaluate(POINT_INSIDE)
        assert point, f"{code} has no point to click on"
        return dict(point)

    @property
    def areas(self) -> Locator:
        """The areas of the map that can be opened."""
        return self.page.locator("#map .choroplethlayer path[data-href]")

    def area(self, code: str) -> Locator:
        """One area of the map."""
        return self.page.locator(f'#map path[data-area="{code}"]')

    @property
    def search(self) -> str:
        """The query of the address bar, with the question mark."""
        return str(self.page.evaluate("() => window.location.search"))

    def picture(self) -> dict[str, Any]:
        """All that can be seen and heard of the view."""
        return dict(self.page.evaluate(PICTURE))

    def focused(self) -> str:
        """Tag and id of the element that has the focus."""
        return str(self.page.evaluate("() => `${document.activeElement.tagName}#${document.activeElement.id}`"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("server") / "gunicorn.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        own = launch(playwright)
        yield own
        own.close()


@pytest.fixture
def new_reader(browser: Browser, address: str) -> Iterator[Callable[..., Reader]]:
    """Opens readers, each in a browser context of their own; at the end nothing may have gone wrong for any of them.

    They want less motion, as no test is about a colour on its way to another.
    """
    readers: list[Reader] = []

    def open_reader(**options: Any) -> Reader:
        readers.append(
            Reader(browser.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options}), address)
        )
        return readers[-1]

    yield open_reader
    complaints = [complaint for reader in readers for complaint in reader.complaints]
    for reader in readers:
        reader.context.close()
    assert not complaints


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()


@pytest.fixture
def page(reader: Reader) -> Page:
    return reader.page
