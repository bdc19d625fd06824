"""A reader's own page with pictures of the atlas loads whole, also from a server with one worker."""

from __future__ import annotations

from pathlib import Path

from browser.conftest import PATIENCE, serving
from playwright.sync_api import Browser

CONDITIONS = ("all-causes", "stroke", "cancer")
LEVELS = ("council", "ccg")
FILES = ("map.png", "map.svg")
#: How many pictures of the page have come.
CAME = "[...document.images].map(image => image.complete && image.naturalWidth > 0)"


def test_a_page_of_twelve_pictures_loads_whole_and_again(browser: Browser, tmp_path: Path) -> None:
    queries = [f"{file}?condition={c}&by={by}" for file in FILES for c in CONDITIONS for by in LEVELS]
    with serving(tmp_path / "log", options=("--workers", "1")) as (address, _):
        page = browser.new_page()
        statuses: list[int] = []
        page.on("response", lambda response: statuses.append(response.status))
        own = "".join(f'<img src="{address}/{query}" alt="">' for query in queries)
        for _ in range(2):
            page.set_content(own, wait_until="load", timeout=PATIENCE)
            assert page.evaluate(CAME) == [True] * len(queries)
        page.close()
    assert len(statuses) >= len(queries)
    assert set(statuses) <= {200, 304}
