"""How long files take that are more than one picture: native charts, briefs, board packs, ZIPs and decks.

Called by ``bench``; ``python tests/bench_exports.py ADDRESS`` measures a running server alone, with the load beside it.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dashboard.core.atlas import Atlas  # noqa: E402
from dashboard.core.level import LevelRole  # noqa: E402
from dashboard.core.view import View  # noqa: E402
from dashboard.export.conditions import pack_views  # noqa: E402
from dashboard.export.picture.map_picture import Painter  # noqa: E402
from dashboard.export.picture.primitives import SIZES, Stamp  # noqa: E402
from dashboard.export.writers.poster import typeset  # noqa: E402
from dashboard.loading.load import load  # noqa: E402
from dashboard.views.resolve import resolve  # noqa: E402
from dashboard.views.staging import scene  # noqa: E402

TIMES = 3
#: Slides that are drawn to see what one costs.
PICTURES = 30
#: The conditions of a ZIP and of a deck, which has three slides more.
CONDITIONS = 36

Row = tuple[str, str, list[float], float]


def whole_files(address: str, atlas: Atlas) -> list[Row]:
    """What was made, the unit, the times, and the most that is wished. Each view is new, so none is in the memory."""
    views = pack_views(atlas, resolve(atlas, "").view)
    chosen = f"conditions={'.'.join(dict.fromkeys(view.condition for view in views[:CONDITIONS]))}"
    councils = [area.code for area in atlas.level(atlas.tier(LevelRole.COUNCIL))]
    large = [area.code for area in atlas.level(atlas.tier(LevelRole.PARTNERSHIP))]
    asked = {
        "chart as a PowerPoint slide": ([f"chart.pptx?{view.to_query()}&show=ranking" for view in views], 0.3),
        "brief of a place": ([f"brief.pdf?area={code}" for code in councils], 0.5),
        "board pack of a partnership": ([f"pack.pdf?area={code}" for code in large], 4.0),
        f"ZIP of {CONDITIONS} conditions": ([f"pack.zip?{chosen}"] * TIMES, 8.0),
        f"deck of {CONDITIONS} conditions": ([f"map.pptx?{chosen}"] * TIMES, 4.0),
    }
    return [
        (what, "s", [_seconds(f"{address}/{one}") for one in paths[:TIMES]], most)
        for what, (paths, most) in asked.items()
    ]


def slide_drawn(atlas: Atlas) -> Row:
    """What a PNG costs a processor, whatever else the machine does: views that were not drawn before, after a first."""
    painter, stamp = Painter(atlas), Stamp("https://atlas.example/", "today")

    def worked(view: View) -> float:
        started = time.process_time()
        typeset(painter.picture(scene(atlas, view), SIZES["slide"], stamp), "png")
        return time.process_time() - started

    first, *views = pack_views(atlas, resolve(atlas, "").view)[: PICTURES + 1]
    worked(first)
    return "PNG, slide, processor time", "s", [worked(view) for view in views], 0.15


def _seconds(address: str) -> float:
    started = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - started


if __name__ == "__main__":
    shipped = load(ROOT / "data", ROOT / "boundaries")
    for what, unit, times, most in (slide_drawn(shipped), *whole_files(sys.argv[1], shipped)):
        said = ", ".join(f"{one:.2f}" for one in times)
        print(f"{what}: {said} {unit} (wished: {most:g} {unit}); load {os.getloadavg()[0]:.1f}")
