"""Many readers in one moment: no worker dies and no answer is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from atlas_server import Ask, lost, page, running

STARTS = 6
STROKE = "condition=stroke&measure=deaths-smr"
#: What takes seconds is asked for once in each start, in turn.
WHOLE_AREAS = ("/pack.zip?area=E38000116", "/snapshot.html?area=E38000116", "/pack.pdf?area=E38000116")


def first_readers(start: int) -> list[Ask]:
    """Sixteen different requests: pages in windows of every size, pictures, tables, and all about one area."""
    step = 20 * start
    return [
        page("", (760 + step, 520)),
        page("", (980, 640 + step)),
        page("?by=council", (1200 + step, 700)),
        page(f"?by=district&{STROKE}", (640 + step, 480)),
        page("?area=icp-south&by=council", (700, 500 + step)),
        page("?area=icp-north&by=ccg", (820 + step, 560)),
        page(f"?by=neighbourhood&{STROKE}", (900, 600 + step)),
        Ask("/map.png?size=slide"),
        Ask("/map.png?by=council&size=square"),
        Ask("/map.svg?by=district"),
        Ask("/map.pdf?by=council"),
        Ask("/map.pptx?area=icp-south&by=council"),
        Ask("/chart.png?show=ranking"),
        Ask("/data.xlsx"),
        Ask("/data.csv?by=neighbourhood"),
        Ask(WHOLE_AREAS[start % len(WHOLE_AREAS)]),
    ]


def more_readers(start: int) -> list[Ask]:
    """Sixteen windows that were not seen before."""
    searches = ("", "?by=council", "?by=district", "?area=icp-south&by=council")
    return [page(searches[k % len(searches)], (500 + 60 * k, 420 + 20 * start + 20 * k)) for k in range(16)]


@pytest.mark.parametrize("start", range(STARTS))
def test_sixteen_readers_at_once_lose_no_answer_and_no_worker(start: int, tmp_path: Path) -> None:
    with running(tmp_path / "log") as server:
        statuses = [server.burst(first_readers(start)), server.burst(more_readers(start))]
        deaths = server.deaths()
    assert (deaths, [lost(answers) for answers in statuses]) == (0, [[], []]), statuses
