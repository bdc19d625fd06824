"""Measure what the atlas costs a reader and its host, and write docs/benchmarks.md (``make bench``).

Everything is measured in one run on one machine, with an empty Dash page beside it: the ratios to that page say
more than the figures, which move with the machine. "Fresh" is a view that the server has not drawn before,
"repeated" one that it has; a reader who is the first to choose something waits for a fresh one.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench_exports import slide_drawn, whole_files  # noqa: E402
from benchmark_page import with_first_part  # noqa: E402
from browser.conftest import Reader, free_port, launch, serving, wait_until_ready  # noqa: E402
from peers import AREAS, CHOOSE, CHOOSE_IN_PANEL, DRAWN, write_peers  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from shipped import Level  # noqa: E402

from dashboard.core.atlas import Atlas  # noqa: E402
from dashboard.core.view import View  # noqa: E402
from dashboard.export.conditions import pack_views  # noqa: E402
from dashboard.export.picture.map_picture import Painter  # noqa: E402
from dashboard.export.picture.primitives import SIZES, Stamp  # noqa: E402
from dashboard.export.writers.pack import pack_files  # noqa: E402
from dashboard.export.writers.zipped import zipped  # noqa: E402
from dashboard.loading.load import load  # noqa: E402
from dashboard.views import resolve, settling  # noqa: E402

RESULT = ROOT / "docs" / "benchmarks.md"
#: Panel's own environment, which ``make bench`` makes where it can.
PANEL = ROOT / ".venv" / "bench" / "bin" / "panel"
NO_PANEL = "Panel could not be installed, so it was not measured beside."
FRAME = (760, 520)
VIEWS = 200
LOADS = 10
STARTS = 5
NEIGHBOURHOOD_VIEWS = 40
EXPORT_VIEWS = 30
PACKS = 3
MIXED = 200
DISTINCT = 1_000
OVERLAYS = ("none", "deprivation", "bivariate")
#: Measures by council with several periods, conditions with figures for neighbourhoods, places with long profiles.
CHARTED = (
    "circulatory&measure=preventable",
    "all-causes&measure=preventable",
    "cancer&measure=preventable",
    "suicide&measure=rate",
    "life-expectancy&measure=hle-interim-male",
)
SCATTERED = ("all-causes", "cancer", "circulatory", "coronary-heart-disease", "stroke", "respiratory")
COUNCILS = ("E06000001", "E06000002", "E06000003", "E06000004", "E06000005", "E06000047", "E06000057", "E08000021")

#: Conditions of the naive map: with figures by CCG, and none of them its first.
PEER_CONDITIONS = ("stroke", "cancer", "diabetes", "obesity", "respiratory", "dementia", "asthma", "housing")

HELLO = """
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__, title="hello")
app.layout = html.Div([dcc.Location(id="address"), html.P(id="hello")])
app.callback(Output("hello", "children"), Input("address", "search"))(lambda search: f"hello {search}")
server = app.server
server.add_url_rule("/healthz", "healthz", lambda: "ok")
"""

#: Notes when enough elements are on the page and a frame with them has been painted: double requestAnimationFrame.
WATCH_FIRST_PAINT = """
({ selector, count }) => {
  window.atlasPainted = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing was painted')), 30000);
    const observer = new MutationObserver(look);
    function look() {
      if (document.querySelectorAll(selector).length < count) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    }
    observer.observe(document, { childList: true, subtree: true, characterData: true });
  });
}
"""

#: Clicks on a link and resolves with the milliseconds from the click until the frames are painted in which each of
#: the signs is there; the task after an animation frame runs when that frame is out. A sign is made for the link
#: before the click, and looks at what has changed since.
CLICK = """
(id, signs) => new Promise((resolve, reject) => {
  const link = document.getElementById(id);
  const awaited = signs.map(sign => sign(link));
  const times = [];
  let started = 0;
  const observer = new MutationObserver(records => awaited.forEach((isThere, at) => {
    if (!isThere || !isThere(records)) return;
    awaited[at] = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        times[at] = performance.now() - started;
        if (Object.keys(times).length === awaited.length) { observer.disconnect(); resolve(times); }
      };
      channel.port2.postMessage(null);
    });
  }));
  observer.observe(document.querySelector('main'), { childList: true, subtree: true, attributes: true });
  setTimeout(() => reject(new Error(`nothing was painted for ${id}`)), 8000);
  started = performance.now();
  link.click();
})
"""

#: Every area of the map leads on from the new view.
NEW_MAP = """
link => {
  const hrefs = () => [...document.querySelectorAll('#map .choroplethlayer path[data-href]')].map(p => p.dataset.href);
  const condition = href => new URLSearchParams(href).get('condition');
  const before = hrefs().join();
  return () => {
    const now = hrefs();
    return now.length && now.join() !== before && now.every(href => condition(href) === condition(link.href));
  };
}
"""

#: The controls, which follow the map, belong to the new view.
NEW_CONTROLS = """
link => {
  const wanted = link.getAttribute('href');
  return () => document.querySelector('#overlay a[aria-current]')?.getAttribute('href') === wanted;
}
"""

#: A place of the page has something new in it and as many marks as it should.
NEW_PART = """
() => {
  const part = document.getElementById(%(part)s);
  let changed = false;
  return records => {
    changed = changed || records.some(record => part.contains(record.target));
    return changed && document.querySelectorAll(%(selector)s).length >= %(count)d;
  };
}
"""


@dataclass(frozen=True)
class Sample:
    """What was measured: one row of the table. The budget is held against the median."""

    what: str
    unit: str
    figures: list[float]
    budget: float | None = None
    beside: list[float] | None = None
    naive: list[float] | None = None
    panel: list[float] | None = None

    @property
    def p50(self) -> float:
        return statistics.median(self.figures)

    @property
    def p95(self) -> float:
        ordered = sorted(self.figures)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    @property
    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "ok" if self.p50 <= self.budget else "**over**"

    def row(self) -> str:
        budget = "" if self.budget is None else f"≤ {self.budget:g} {self.unit}"
        tail = _short(self.p95) if len(self.figures) > 2 else ""
        ratio = f"{self.p50 / statistics.median(self.beside):.1f} ×" if self.beside else ""
        peers = (self._beside(self.naive), self._beside(self.panel))
        median = f"{_short(self.p50)} {self.unit}"
        cells = (self.what, budget, median, tail, str(len(self.figures)), ratio, *peers, self.verdict)
        return f"| {' | '.join(cells)} |"

    def _beside(self, peer: list[float] | None) -> str:
        """What a peer takes, and how many times as much that is."""
        if not peer:
            return ""
        median = statistics.median(peer)
        return f"{_short(median)} {self.unit}, {median / self.p50:.1f} ×"


def _short(figure: float) -> str:
    return f"{figure:.3g}" if figure < 100 else f"{figure:,.0f}"


# ---- the server ----


def starts(folder: Path) -> list[float]:
    """Seconds from the start of gunicorn to the first answered page."""
    return [_start(folder / f"start-{number}.log") for number in range(STARTS)]


def _start(log: Path) -> float:
    started = time.perf_counter()
    with serving(log, options=("--workers", "1")) as (address, _):
        urllib.request.urlopen(address).read()
        return time.perf_counter() - started


def memory(parent: int) -> Iterator[tuple[float, float]]:
    """RSS and PSS of each process that another has started, the workers of a gunicorn above all, in MB."""
    for child in started_by(parent):
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.endswith("kB")}
        yield int(sizes["Rss"]) / 1_000, int(sizes["Pss"]) / 1_000


def started_by(parent: int) -> list[int]:
    """The processes that the threads of another have started."""
    of_threads = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for children in of_threads for child in children.read_text().split()]


def body(query: str) -> bytes:
    """What the browser posts for a view."""
    outputs = {"id": "page", "property": "data"}
    asked = {"id": "request", "property": "data", "value": {"search": query, "frame": list(FRAME)}}
    return json.dumps(
        {
            "output": "page.data",
            "outputs": outputs,
            "inputs": [asked],
            "changedPropIds": ["request.data"],
        }
    ).encode()


def hello_body(query: str) -> bytes:
    """What the browser posts to the empty page."""
    return json.dumps(
        {
            "output": "hello.children",
            "outputs": {"id": "hello", "property": "children"},
            "inputs": [{"id": "address", "property": "search", "value": query}],
            "changedPropIds": ["address.search"],
        }
    ).encode()


def in_process(server: Any, bodies: list[bytes]) -> list[float]:
    """Milliseconds of each callback through Flask's test client, compression included."""
    client = server.test_client()
    headers = {"Accept-Encoding": "gzip, deflate, br"}

    def post(content: bytes) -> None:
        answer = client.post("/_dash-update-component", data=content, content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.data[:200]

    return [_milliseconds(post, content) for content in bodies]


def over_http(address: str, bodies: list[bytes]) -> list[float]:
    """Milliseconds of each callback over HTTP from this machine, a new connection for each."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br"}

    def post(content: bytes) -> None:
        asked = urllib.request.Request(f"{address}/_dash-update-component", content, headers)
        with urllib.request.urlopen(asked) as answer:
            answer.read()

    return [_milliseconds(post, content) for content in bodies]


def _milliseconds(post: Callable[[bytes], None], content: bytes) -> float:
    started = time.perf_counter()
    post(content)
    return (time.perf_counter() - started) * 1_000


def views(atlas: Atlas) -> list[View]:
    """All views of the whole system, every condition, measure, level and period, in a fixed random order."""
    found = [
        View(atlas.system.code, level, indicator.condition, indicator.measure, period)
        for indicator in atlas.indicators.values()
        for level in indicator.levels
        if level not in (Level.COUNTRY, Level.ICS)
        for period in atlas.periods(indicator, level)
    ]
    random.Random(2024).shuffle(found)
    return found


# ---- the browser ----


def first_paint(page: Page, address: str) -> float:
    """Milliseconds from the start of the navigation to the painted frame that the page waits for."""
    page.goto(address, wait_until="commit")
    return float(page.evaluate("() => window.atlasPainted"))


def elements(selector: str, count: int) -> str:
    """The script that waits for ``count`` elements and the frame with them."""
    return f"({WATCH_FIRST_PAINT})({json.dumps({'selector': selector, 'count': count})})"


def first_paints(browser: Browser, address: str, watch: str) -> tuple[list[float], list[float]]:
    """Milliseconds to the first map with an empty cache (a new browser context), and again with a warm one.

    watch: a script that makes the promise ``atlasPainted`` of the milliseconds.
    """
    cold, warm = [], []
    for _ in range(LOADS):
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.add_init_script(watch)
        page = context.new_page()
        cold.append(first_paint(page, address))
        page.wait_for_load_state("networkidle")
        warm.append(first_paint(page, address))
        context.close()
    return cold, warm


class Wire:
    """The bytes that one reader's browser receives."""

    def __init__(self, reader: Reader) -> None:
        self.bytes = 0.0
        self._network = reader.context.new_cdp_session(reader.page)
        self._network.on("Network.loadingFinished", self._finished)
        self._network.on("Network.webSocketFrameReceived", self._told)
        self._network.send("Network.enable")

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def _told(self, event: dict[str, Any]) -> None:
        self.bytes += len(event["response"]["payloadData"])

    def take(self) -> float:
        """Kilobytes since the last time."""
        taken, self.bytes = self.bytes / 1_000, 0.0
        return taken


def click(page: Page, link: str, *signs: str) -> list[float]:
    """Milliseconds from a click on a link of the page until each of the signs is painted."""
    return list(page.evaluate(f"id => ({CLICK})(id, [{', '.join(signs)}])", link))


def changes(reader: Reader, wire: Wire) -> dict[str, list[float]]:
    """Click to paint of every condition, by CCG and by council: each once fresh, then each once more."""
    found: dict[str, list[float]] = {"fresh": [], "repeated": [], "controls": [], "kB": []}
    for level in ("ccg", "council"):
        for kind in ("fresh", "repeated"):
            reader.open(f"?by={level}")
            keys = reader.page.locator("#condition a").evaluate_all("links => links.map(link => link.id)")
            for key in [key for key in keys if key not in ("condition-all-causes",)]:
                if reader.page.locator(f"#{key} .atlas-hint").count():
                    continue  # leads to another level: a drill, not a change of condition
                wire.take()
                new_map, controls = click(reader.page, key, NEW_MAP, NEW_CONTROLS)
                found[kind].append(new_map)
                found["controls"].append(controls)
                reader.settled()
                found["kB"].append(wire.take())
    return found


def ahead_clicks(reader: Reader) -> list[float]:
    """Click to paint of the links to other levels, on each of which the pointer rested until its page was there."""
    times = []
    for condition in CHARTED:
        reader.open(f"?by=council&condition={condition}")
        for link in reader.page.locator("#by a").evaluate_all("all => all.map(one => one.id)")[:3]:
            if reader.page.locator(f"#{link}[aria-current]").count():
                continue
            with reader.page.expect_response(lambda answer: "/page/" in answer.url) as answer:
                reader.page.locator(f"#{link}").hover()
            answer.value.finished()
            times += click(reader.page, link, NEW_MAP)
            reader.settled()
    return times


def drills(reader: Reader, wire: Wire) -> dict[str, list[float]]:
    """Click to paint from the system into its parts: from partnerships to CCGs, and from CCGs to neighbourhoods."""
    found: dict[str, list[float]] = {"fresh": [], "repeated": [], "kB": []}
    reader.open("?by=neighbourhood&condition=stroke&measure=admissions-rate")  # the boundaries are in the cache
    for kind in ("fresh", "repeated"):
        for level in ("icp", "ccg", "council"):
            reader.open(f"?by={level}&condition=stroke&measure=admissions-rate")
            start = reader.page.locator("#overlay a[aria-current]").get_attribute("href")
            rows = reader.page.locator("#table a[id^=row-]").evaluate_all("links => links.map(link => link.id)")
            for row in rows:
                wire.take()
                found[kind] += click(reader.page, row, NEW_MAP)
                reader.settled()
                found["kB"].append(wire.take())
                reader.follow(str(start))
    return found


def charts(reader: Reader) -> dict[str, list[float]]:
    """Click to paint of a chart, of the scatter of all neighbourhoods beside their map, and of a place's profile."""
    dots = "#chart-0 .points path[data-area]"
    found: dict[str, list[float]] = {"chart": [], "scatter": [], "profile": []}
    for condition in CHARTED:
        reader.open(f"?by=council&condition={condition}")
        tabs = ("show-ranking", "show-trend", "show-scatter")
        found["chart"] += [_click_to_part(reader, tab, "chart-0", dots, 12) for tab in tabs]
    for condition in SCATTERED:
        reader.open(f"?by=neighbourhood&condition={condition}&measure=deaths-smr")
        found["scatter"].append(_click_to_part(reader, "show-scatter", "chart-0", dots, 399))
    for council in COUNCILS:
        reader.open(f"?area={council}&by=council&condition=all-causes&measure=deaths-u75&show=ranking")
        found["profile"].append(_click_to_part(reader, "show-table", "profile", "#profile tbody tr", 20))
    return found


def _click_to_part(reader: Reader, link: str, part: str, selector: str, count: int) -> float:
    reader.page.locator(f"#{link}").wait_for(state="attached")
    (time_taken,) = click(
        reader.page, link, NEW_PART % {"part": json.dumps(part), "selector": json.dumps(selector), "count": count}
    )
    return time_taken


# ---- the exports ----


def exports(folder: Path, atlas: Atlas) -> list[Sample]:
    """What a picture, a slide and a pack cost, and what they leave in the memory of a worker."""
    asked = views(atlas)
    few = [view for view in asked if view.by != Level.NEIGHBOURHOOD][:EXPORT_VIEWS]
    firsts = [_first_picture(folder / f"first-{number}.log") for number in range(STARTS)]
    with serving(folder / "exports.log", options=("--workers", "1", "--threads", "1")) as (address, _):
        fetch(address, "map.svg", few[0])
        times = {
            name: [_seconds(lambda view=view, name=name: fetch(address, name, view)) for view in few]
            for name in ("map.png", "map.svg", "map.pdf", "map.pptx", "data.xlsx")
        }
        whole = [Sample(*row) for row in whole_files(address, atlas)]
    grown, further, beside = _left_in_memory(folder / "mixed.log", asked)
    return [
        Sample("PNG, slide, the first picture of a worker", "s", firsts, 0.8),
        Sample("PNG, slide, fresh views", "s", times["map.png"], 0.15),
        Sample("SVG, slide", "s", times["map.svg"], 0.15),
        Sample("PDF, slide", "s", times["map.pdf"], 0.15),
        Sample("PowerPoint slide", "s", times["map.pptx"], 0.3),
        Sample("Excel workbook", "s", times["data.xlsx"]),
        Sample(*slide_drawn(atlas)),
        *whole,
        Sample("pack of 20 conditions as ZIP", "s", [_seconds(lambda: _pack(atlas)) for _ in range(PACKS)], 8),
        Sample(f"memory of a worker, growth by {MIXED} mixed exports, RSS", "MB", [grown], 150),
        Sample(f"memory of a worker, growth by {MIXED} further ones, RSS", "MB", [further], 15),
        Sample("memory of the process that sets its pictures, largest seen, RSS", "MB", [beside]),
        *worn(folder / "worn.log", asked),
    ]


def fetch(address: str, name: str, view: View, more: str = "") -> bytes:
    """One exported file of a view."""
    with urllib.request.urlopen(f"{address}/{name}?{view.to_query()}{more}") as answer:
        return bytes(answer.read())


def _first_picture(log: Path) -> float:
    with serving(log, options=("--workers", "1")) as (address, _):
        return _seconds(lambda: urllib.request.urlopen(f"{address}/map.png").read())


def _pack(atlas: Atlas) -> bytes:
    whole = pack_views(atlas, resolve.resolve(atlas, "").view)[:20]
    stamp = Stamp("https://atlas.example/", "21 November 2026")
    return zipped(pack_files(atlas, Painter(atlas), whole, SIZES["slide"], stamp))


def _left_in_memory(log: Path, asked: list[View]) -> tuple[float, float, float]:
    """How much a worker grows by so many exports of every form and size, and by as many again, and how large the
    process is that it keeps for them. MB.
    """
    orders = _mixed(asked, 2 * MIXED)
    with serving(log, options=("--workers", "1")) as (address, master):
        urllib.request.urlopen(address).read()
        (worker,) = started_by(master.pid)
        sizes_mb, beside = [next(memory(master.pid))[0]], 0.0
        for part in (orders[:MIXED], orders[MIXED:]):
            for name, view, more in part:
                fetch(address, name, view, more)
                beside = max([beside, *(rss for rss, _ in memory(worker))])
            sizes_mb.append(next(memory(master.pid))[0])
    return sizes_mb[1] - sizes_mb[0], sizes_mb[2] - sizes_mb[1], beside


def worn(log: Path, asked: list[View]) -> list[Sample]:
    """The memory of a worker that has drawn so many different pages and made exports of every form and size."""
    pages = [f"?{view.to_query()}&overlay={overlay}" for overlay in OVERLAYS for view in asked]
    with serving(log, options=("--workers", "1")) as (address, master):
        over_http(address, [body(page) for page in list(dict.fromkeys(pages))[:DISTINCT]])
        for name, view, more in _mixed(asked, MIXED):
            fetch(address, name, view, more)
        ((rss, pss),) = memory(master.pid)
    what = f"memory of a worker after {DISTINCT:,} distinct views and {MIXED} mixed exports"
    return [Sample(f"{what}, RSS", "MB", [rss], 160), Sample(f"{what}, PSS", "MB", [pss])]


def _mixed(asked: list[View], number: int) -> list[tuple[str, View, str]]:
    """So many exports of every form and size."""
    forms = itertools.cycle(("map.png", "map.svg", "map.pdf", "map.pptx", "data.csv", "data.xlsx"))
    sizes = itertools.cycle(
        f"&size={size}" for size in ("slide", "a4", "a4-portrait", "social", "square", "story", "a4")
    )
    return list(itertools.islice(zip(forms, itertools.cycle(asked), sizes), number))


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


# ---- the report ----


def measure(folder: Path) -> tuple[list[Sample], str]:
    """All samples, the empty page beside them, and the version of the browser."""
    atlas = load(ROOT / "data", ROOT / "boundaries")
    asked = views(atlas)
    few = [view for view in asked if view.by != Level.NEIGHBOURHOOD][:VIEWS]
    many = [view for view in asked if view.by == Level.NEIGHBOURHOOD][:NEIGHBOURHOOD_VIEWS]
    few_bodies = [body(f"?{view.to_query()}") for view in few]
    many_bodies = [body(f"?{view.to_query()}") for view in many]
    hello_bodies = [hello_body(f"?{number}") for number in range(VIEWS)]
    assert all(settling.valid(atlas, view) == view for view in few)
    samples = [Sample("start to the first answered page", "s", starts(folder), 1.5)]

    import hello  # written into the folder by main

    import app  # loads the data once more, as the server does

    for server, bodies in ((app.server, few_bodies[:1]), (hello.server, hello_bodies[:1])):
        in_process(server, bodies)  # the first request sets the routes up
    hello_time = in_process(hello.server, hello_bodies)
    samples += [
        Sample(
            "server, in process, fresh views, up to 19 areas", "ms", in_process(app.server, few_bodies), 2, hello_time
        ),
        Sample("server, in process, repeated views", "ms", in_process(app.server, few_bodies), 0.5, hello_time),
        Sample(
            "server, in process, fresh views, 399 areas", "ms", in_process(app.server, many_bodies), None, hello_time
        ),
    ]
    with (
        serving(folder / "hello.log", "hello:server", ("--workers", "1", "--chdir", str(folder))) as (hello_address, _),
        serving(folder / "naive.log", "naive:server", ("--workers", "1", "--chdir", str(folder))) as (naive_address, _),
        serving(folder / "atlas.log", options=("--workers", "1")) as (address, master),
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        peers = naive(browser, naive_address), in_panel(browser, folder)
        over_http(hello_address, hello_bodies[:3])
        over_http(address, [body("")] * 3)
        hello_http = over_http(hello_address, hello_bodies)
        samples += [
            Sample(
                "server, over HTTP, fresh views, up to 19 areas", "ms", over_http(address, few_bodies), 3, hello_http
            ),
            Sample("server, over HTTP, repeated views", "ms", over_http(address, few_bodies), 3, hello_http),
        ]
        samples += _in_browser(browser, address, hello_address, *peers)
        workers = list(memory(master.pid))
        samples.append(Sample("memory of a worker after all this, RSS", "MB", [rss for rss, _ in workers], 160))
        samples.append(Sample("memory of a worker after all this, PSS", "MB", [pss for _, pss in workers]))
        version = browser.version
        browser.close()
    return [*samples, *exports(folder, atlas)], version


def naive(browser: Browser, address: str) -> dict[str, list[float]]:
    """What the naive map costs: first maps, bytes of the first load, and changes of condition."""
    cold, warm = first_paints(browser, address, elements(AREAS, 12))
    reader = Reader(browser.new_context(viewport={"width": 1366, "height": 768}), address)
    wire = Wire(reader)
    reader.page.goto(address)
    reader.page.locator(AREAS).nth(11).wait_for(state="attached")
    reader.rest()
    found = {"cold": cold, "warm": warm, "first kB": [wire.take()], "change": [], "change kB": []}
    for condition in PEER_CONDITIONS:
        found["change"].append(float(reader.page.evaluate(CHOOSE, condition)))
        reader.rest()
        found["change kB"].append(wire.take())
    return found


def in_panel(browser: Browser, folder: Path) -> dict[str, list[float]]:
    """What the map in Panel costs; nothing where Panel is not installed."""
    if not PANEL.exists():
        return {}
    with serving_panel(folder) as address:
        cold, warm = first_paints(browser, address, f"window.atlasPainted = ({DRAWN})([], 0)")
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        reader = Reader(context, address)
        wire = Wire(reader)
        reader.page.goto(address)
        reader.page.evaluate(f"() => ({DRAWN})([], 0)")
        found = {"cold": cold, "warm": warm, "first kB": [wire.take()], "change": [], "change kB": []}
        for condition in PEER_CONDITIONS:
            found["change"].append(float(reader.page.evaluate(CHOOSE_IN_PANEL, condition)))
            reader.rest()
            found["change kB"].append(wire.take())
        context.close()
    return found


@contextmanager
def serving_panel(folder: Path) -> Iterator[str]:
    """Panel with its map on a free port, ready to answer."""
    host, log = f"127.0.0.1:{free_port()}", folder / "panel.log"
    command = [str(PANEL), "serve", "panel_peer.py", "--address", "127.0.0.1", "--port", host.partition(":")[2]]
    command += ["--allow-websocket-origin", host, "--liveness", "--liveness-endpoint", "healthz"]
    with log.open("wb") as output, subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as server:
        try:
            wait_until_ready(f"http://{host}", server, log)
            yield f"http://{host}/panel_peer"
        finally:
            server.terminate()


def _in_browser(
    browser: Browser,
    address: str,
    hello_address: str,
    naive: dict[str, list[float]],
    panel: dict[str, list[float]],
) -> list[Sample]:
    hello_cold, hello_warm = first_paints(browser, hello_address, elements("#hello:not(:empty)", 1))
    cold, warm = first_paints(browser, address, elements("#map .choroplethlayer path[data-href]", 12))
    reader = Reader(browser.new_context(viewport={"width": 1366, "height": 768}), address)
    wire = Wire(reader)
    reader.open()
    first_load = wire.take()
    reader.rest()
    ahead = wire.take()
    changed = changes(reader, wire)
    drilled = drills(reader, wire)
    charted = charts(reader)
    assert not reader.complaints, reader.complaints
    other = Reader(browser.new_context(), hello_address)
    hello_wire = Wire(other)
    other.page.goto(hello_address)
    other.page.locator("#hello:not(:empty)").wait_for()
    hello_load = hello_wire.take()
    return [
        Sample("first map painted, empty cache", "ms", cold, 800, hello_cold, naive["cold"], panel.get("cold")),
        Sample("first map painted, warm cache", "ms", warm, 300, hello_warm, naive["warm"], panel.get("warm")),
        Sample(
            "first load over the wire, up to the first map",
            "kB",
            [first_load],
            650,
            [hello_load],
            naive["first kB"],
            panel.get("first kB"),
        ),
        Sample("boundaries of the next click, fetched after the first map", "kB", [ahead]),
        Sample(
            "change of condition, click to paint, fresh",
            "ms",
            changed["fresh"],
            80,
            None,
            naive["change"],
            panel.get("change"),
        ),
        Sample("change of condition, click to paint, repeated", "ms", changed["repeated"], 80),
        Sample("change of level, click to paint, fetched ahead", "ms", ahead_clicks(reader), 40),
        Sample("change of condition, click to paint, with all controls", "ms", changed["controls"]),
        Sample(
            "change of condition over the wire",
            "kB",
            changed["kB"],
            None,
            None,
            naive["change kB"],
            panel.get("change kB"),
        ),
        Sample("drill-down, click to paint, fresh", "ms", drilled["fresh"], 100),
        Sample("drill-down, click to paint, repeated", "ms", drilled["repeated"], 100),
        Sample("drill-down over the wire", "kB", drilled["kB"]),
        Sample("opening a chart, click to paint", "ms", charted["chart"], 60),
        Sample("map and scatter of 399 neighbourhoods, click to paint", "ms", charted["scatter"], 150),
        Sample("opening the profile of a place, click to paint", "ms", charted["profile"], 120),
    ]


def machine(browser: str) -> str:
    """What this was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("dash", "plotly", "gunicorn"))
    cores = len(os.sched_getaffinity(0))
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{cores} cores ({model}), {system}, {versions}, Chromium {browser}"


def _panel() -> str:
    """Which Panel stood beside, or that none did."""
    if not PANEL.exists():
        return NO_PANEL
    told = subprocess.run([PANEL, "--version"], capture_output=True, text=True, check=True)
    return f"Panel is version {told.stdout.strip()}."


def report(samples: list[Sample], browser: str, busy: float) -> str:
    """The page of docs."""
    table = "\n".join(sample.row() for sample in samples)
    return f"""# Benchmarks

Written by `make bench`; do not edit. Measured {datetime.now(UTC):%Y-%m-%d} on {machine(browser)}.
Server, browser and network (localhost) share the cores; one worker, headless browser, window of 1366 × 768.
Other work on the machine when it began: {busy:.1f} processes on average over the minute before.

| what | budget | median | p95 | n | beside an empty Dash page | naive map in Dash, times as much | in Panel | |
|---|---|---|---|---|---|---|---|---|
{table}

The budget is held against the median. *Fresh*: the server has not drawn this view before; *repeated*: it has. "In
process" is Flask's test client with compression; "over HTTP" adds a new connection to gunicorn for each callback.
*First map painted*: from the start of the navigation until twelve areas are in the page and two animation frames have
passed; *click to paint*: from the click on a link of the page until the frame is out in which every area belongs to
the new view, headline, legend and table with it; the controls follow in the next frame and have a row of their own.
The empty page is `dash.Dash` with one callback that writes "hello", in the same run, as Dash comes: its scripts are
not compressed. The naive map (`tests/peers.py`) is what a competent developer would write first from the same tables:
a list of conditions and a choropleth with its outlines inside, without table, labels and addresses. The same in Panel
is drawn by its own library, Bokeh; what comes over its socket is counted as long as it is unpacked. {_panel()}
Exports are timed over HTTP to the last byte, the pack in process. Memory is what
`/proc/PID/smaps_rollup` says after all the requests of the run.
"""


def main() -> int:
    """Measure, print and write."""
    arguments = argparse.ArgumentParser(description="Measure the atlas and write docs/benchmarks.md.")
    arguments.add_argument("--output", type=Path, default=RESULT, help="where to write the page")
    output = arguments.parse_args().output
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "hello.py").write_text(HELLO, encoding="utf-8")
        write_peers(folder, ROOT, "ccg")
        sys.path.insert(0, name)
        busy = os.getloadavg()[0]
        page = report(*measure(folder), busy)
    output.parent.mkdir(exist_ok=True)
    before = output.read_text(encoding="utf-8") if output.exists() else ""
    output.write_text(with_first_part(before, page), encoding="utf-8")
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
