"""Many readers for a long time: what was asked, what was lost, how long a map took, and what the server needed.

``make soak`` runs it for ten minutes with 50 readers and writes its figures to docs/benchmarks.md. Another load:
``make soak SOAK="--readers 200 --exporters 5 --seconds 180"``.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Lock, Thread

sys.path.insert(0, str(Path(__file__).parent / "resilience"))

import hostile
from atlas_server import ROOT, Ask, Server, page, running

REPORT = ROOT / "docs" / "benchmarks.md"
HEADING = "## Under load for a long time"
#: Seconds between two actions of a reader or an exporter, on average.
PAUSE_S = 5.0
#: A server that has just begun has made nothing yet; after so many seconds it is as it is on any day.
BEGINNING_S = 60.0
#: Seconds between two probes.
PROBE_S = 1.0
VIEWS = (
    "",
    "?by=council",
    "?by=district",
    "?by=icp",
    "?area=icp-south&by=council",
    "?area=icp-north&by=ccg",
    "?by=council&condition=stroke&measure=deaths-smr",
    "?by=district&condition=stroke&measure=deaths-smr",
    "?by=neighbourhood&condition=stroke&measure=deaths-smr",
    "?area=E38000116&by=ccg",
    "?by=ccg&show=ranking",
)
QUICK = ("map.png", "map.svg", "map.pdf", "map.pptx", "data.csv", "data.xlsx")
SIZES = ("slide", "square", "social")
WHOLE_AREAS = ("pack.zip", "snapshot.html", "pack.pdf")
#: What readers and exporters ask for.
READERS = ("map", "export", "whole area")
#: One in so many exports is about a whole area.
RARE = 6


@dataclass
class Figures:
    """What was seen: a count of answers by kind and status, and the seconds that maps took, later ones apart too.

    health_s: the seconds that the probe of the server's life took.
    """

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    map_s: list[float] = field(default_factory=list)
    health_s: list[float] = field(default_factory=list)
    later_s: list[float] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)
    _adding: Lock = field(default_factory=Lock)

    def add(self, kind: str, status: int, start: float) -> None:
        """An answer that came now. start: when it was asked for."""
        now = time.monotonic()
        with self._adding:
            self.answers[kind, status] += 1
            if kind == "health":
                self.health_s.append(now - start)
            if kind == "map":
                self.map_s.append(now - start)
            if kind == "map" and start - self._began > BEGINNING_S:
                self.later_s.append(now - start)

    def count(self, kinds: Sequence[str], is_meant: Callable[[int], bool]) -> int:
        return sum(n for (kind, status), n in self.answers.items() if kind in kinds and is_meant(status))


def read(chance: random.Random, frame: tuple[int, int]) -> tuple[str, Ask]:
    """A reader keeps one window; now and then it is made larger or smaller."""
    if chance.random() < 0.1:
        frame = (frame[0] + chance.randrange(-200, 200, 20), frame[1] + chance.randrange(-100, 100, 20))
    return "map", page(chance.choice(VIEWS), frame)


def export(chance: random.Random, _: tuple[int, int]) -> tuple[str, Ask]:
    if chance.randrange(RARE) == 0:
        return "whole area", Ask(f"/{chance.choice(WHOLE_AREAS)}?area=E38000116")
    view = chance.choice(VIEWS)
    return "export", Ask(f"/{chance.choice(QUICK)}{view}{'&' if view else '?'}size={chance.choice(SIZES)}")


def act(
    server: Server, figures: Figures, ended: Event, chance: random.Random, action: Callable[..., tuple[str, Ask]]
) -> None:
    """One reader, on one connection that is kept, until the end."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    frame = (chance.randrange(360, 1_600, 20), chance.randrange(360, 1_000, 20))
    while not ended.wait(chance.uniform(0, 2 * PAUSE_S)):
        kind, ask = action(chance, frame)
        start = time.monotonic()
        figures.add(kind, answered(connection, ask), start)
    connection.close()


def probe(server: Server, figures: Figures, ended: Event) -> None:
    """Ask once a second whether the server lives, on a connection of its own each time, as orchestrators do."""
    while not ended.wait(PROBE_S):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        start = time.monotonic()
        figures.add("health", answered(connection, Ask("/healthz")), start)
        connection.close()


def answered(connection: http.client.HTTPConnection, ask: Ask) -> int:
    """The status; 0 if there was no answer. A connection that was closed between two requests is opened again."""
    headers = {"Content-Type": "application/json"} if ask.body is not None else {}
    for is_last in (False, True):
        try:
            connection.request(ask.method, ask.path, ask.body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            connection.close()
            if is_last:
                return 0
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0
    return 0


def memory_mb(server: Server) -> list[int]:
    """RSS of each worker."""
    statuses = (Path(f"/proc/{worker}/status").read_text() for worker in server.workers())
    return sorted(round(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024) for status in statuses)


def quantile(seconds: Sequence[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def soak(server: Server, readers: int, exporters: int, seconds: float) -> Figures:
    figures, ended = Figures(), Event()
    actions = [read] * readers + [export] * exporters
    threads = [
        Thread(target=act, args=(server, figures, ended, random.Random(number), action))
        for number, action in enumerate(actions)
    ]
    threads.append(Thread(target=probe, args=(server, figures, ended)))
    for thread in threads:
        thread.start()
    ended.wait(seconds)
    ended.set()
    for thread in threads:
        thread.join()
    return figures


def row(asked: argparse.Namespace, figures: Figures, deaths: int, rss_mb: Sequence[int]) -> str:
    """A row of the page: what was asked for, and what came of it."""
    total = figures.count(READERS, lambda _: True)
    busy = figures.count(["whole area"], lambda status: status == 503)
    failed = figures.count([*READERS, "health"], lambda status: status not in (200, 304)) - busy
    p50, p95 = (f"{quantile(figures.map_s, share) * 1_000:.0f} ms" for share in (0.5, 0.95))
    later = f"{quantile(figures.later_s, 0.95) * 1_000:.0f} ms" if figures.later_s else ""
    health = f"{quantile(figures.health_s, 0.99) * 1_000:.0f} ms"
    memory = " and ".join(map(str, rss_mb))
    cells = (
        *(f"{date.today()}", asked.readers, asked.exporters, f"{asked.seconds} s", total, failed, busy),
        *(deaths, p50, p95, later, health, f"{memory} MB", f"{os.cpu_count()}{asked.note and ', '}{asked.note}"),
    )
    return f"| {' | '.join(map(str, cells))} |"


HEAD = (
    "| Day | Readers | Exporters | Time | Requests | Failed | Whole areas asked to wait | Workers that died | Map p50 "
    "| Map p95 | the same after the first minute | `/healthz` p99 | RSS of each worker | Cores |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)
WORDS = (
    "`make soak`: each reader opens a page about every 5 s in a window of their own, each exporter asks for a file as\n"
    "often, one in six about a whole area. All run on the machine of the server, and take some of its cores. A file\n"
    "about a whole area that is asked to wait (503) is an honest answer; any other than 200 and 304 has failed.\n"
    "`/healthz` is asked once a second beside them, on a new connection each time."
)


def write(new: str) -> None:
    """Add a row under the heading, which is made if it is not there."""
    text = REPORT.read_text(encoding="utf-8")
    if HEADING not in text:
        text = f"{text.rstrip()}\n\n{HEADING}\n\n{WORDS}\n\n{HEAD}\n"
    before, after = text.split(HEADING)
    lines = after.split("\n")
    last = max(number for number, line in enumerate(lines) if line.startswith("|"))
    lines.insert(last + 1, new)
    REPORT.write_text(before + HEADING + "\n".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--exporters", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--hostile", type=int, default=10_000, help="addresses and bodies that nobody sends by mistake")
    parser.add_argument("--note", default="", help="what else is worth knowing about the machine")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "log") as server:
        figures = soak(server, asked.readers, asked.exporters, asked.seconds)
        new = row(asked, figures, server.deaths(), memory_mb(server))
        faults = hostile.not_held(server.port, asked.readers, asked.hostile)
        deaths = server.deaths()
    write(new)
    print(HEAD, new, sep="\n")
    print(dict(sorted(figures.answers.items())))
    print(
        f"Of {asked.hostile} hostile requests {len(faults)} were not held; {deaths} workers died.",
        *faults[:20],
        sep="\n",
    )
    sys.exit(bool(faults or deaths))


if __name__ == "__main__":
    main()
