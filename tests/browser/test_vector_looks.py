"""The SVG of a picture, in which texts are texts, drawn by a browser beside the PNG, in which letters are drawn."""

from __future__ import annotations

import urllib.request
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

#: Letters are drawn by two programs, so their edges differ; a line that is moved differs in many pixels.
MOST_DIFFERENCE, MOST_DIFFERENT, CLEARLY = 4.0, 0.03, 48


@pytest.mark.parametrize(
    "query",
    [
        "map.{}?condition=stroke&by=council&measure=deaths-smr&overlay=deprivation&size=social",
        "map.{}?layers=ccg.authority.hospitals.stroke-units&size=square",
        "chart.{}?by=council&show=matrix&size=social",
        "chart.{}?condition=circulatory&measure=preventable&by=council&show=trend&size=social",
    ],
    ids=["hatched", "layers", "matrix", "trend"],
)
def test_a_browser_draws_the_svg_like_the_png(browser: Browser, address: str, query: str, tmp_path: Path) -> None:
    files = {kind: urllib.request.urlopen(f"{address}/{query.format(kind)}").read() for kind in ("png", "svg")}
    drawn = Image.open(BytesIO(files["png"])).convert("RGB")
    page = browser.new_page(viewport={"width": drawn.width, "height": drawn.height})
    (tmp_path / "picture.svg").write_bytes(files["svg"])
    page.goto((tmp_path / "picture.svg").as_uri())
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    apart = np.asarray(ImageChops.difference(drawn, shown), dtype=float)
    assert apart.mean() < MOST_DIFFERENCE
    assert (apart.max(axis=2) > CLEARLY).mean() < MOST_DIFFERENT
