"""What Lighthouse says of the pages, as medians of several runs, into docs/benchmarks.md (``make lighthouse``).

It takes 190 MB with all that it needs, so npm fetches it when it is asked for and it is no package of the project.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench import RESULT  # noqa: E402
from benchmark_page import with_section  # noqa: E402
from browser.conftest import BROWSERS, serving  # noqa: E402

VERSION = "12.8.2"
RUNS = 5
HEADING = "As Lighthouse sees it"
PLACE = "/?area=E06000002&by=council&condition=all-causes&measure=preventable"
DESKTOP = ["--preset=desktop"]
#: What is looked at: its name, its address, and for which device, a phone if nothing is said.
PAGES: tuple[tuple[str, str, list[str]], ...] = (
    ("first page, phone", "/", []),
    ("a place, phone", PLACE, []),
    ("first page, desktop", "/", DESKTOP),
    ("a place, desktop", PLACE, DESKTOP),
)
#: As Lighthouse calls them: parts of 1, then milliseconds, and the shift of the layout.
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")
SHIFT = "cumulative-layout-shift"
HEAD = (
    "| page | performance | accessibility | best practice | SEO | first paint | largest paint | blocked "
    "| speed index | shift | load |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
)


def seen(address: str, options: list[str]) -> dict[str, float]:
    """Scores and times of one run."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json", *options]
    command += ["--chrome-flags=--headless=new --no-sandbox", "--throttling-method=simulate"]
    told = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | {"CHROME_PATH": browser}
    )
    report: dict[str, Any] = json.loads(told.stdout)
    scores = {name: 100 * report["categories"][name]["score"] for name in SCORES}
    return scores | {name: report["audits"][name]["numericValue"] for name in (*TIMES, SHIFT)}


def row(page: str, runs: list[dict[str, float]]) -> str:
    """The medians of the runs, and what else the machine had to do."""
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    cells = [page, *(f"{median[name]:.0f}" for name in SCORES)]
    cells += [*(f"{median[name] / 1_000:.2f} s" for name in TIMES), f"{median[SHIFT]:.3f}"]
    return f"| {' | '.join(cells)} | {os.getloadavg()[0]:.1f} |"


def words(rows: list[str]) -> str:
    """The section of the page."""
    cores = len(os.sched_getaffinity(0))
    day = datetime.now(UTC).date()
    return f"""`make lighthouse`: Lighthouse {VERSION} on {day}, medians of {RUNS} runs, for a phone on slow 4G and a
desktop, as it simulates them. Other work on the machine makes the times longer: *load* is how many processes wanted its
{cores} cores at the end, Lighthouse's own among them.

{HEAD}""" + "\n".join(rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "log", options=("--workers", "2")) as (at, _):
        rows = [row(page, [seen(f"{at}{path}", options) for _ in range(RUNS)]) for page, path, options in PAGES]
    section = words(rows)
    RESULT.write_text(with_section(RESULT.read_text(encoding="utf-8"), HEADING, section), encoding="utf-8")
    print(section)


if __name__ == "__main__":
    main()
