"""What the server says of itself: whether it is ready, what it serves, and what it has counted.

The loop of a worker answers these, so that they are there when every thread is busy.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, Response

from dashboard.core.version import code_version
from dashboard.web import metrics
from dashboard.web.metrics import METRICS

#: Where a Flask application keeps its reports.
EXTENSION = "atlas.reports"


@dataclass(frozen=True, slots=True)
class Report:
    """An answer of the server about itself."""

    media: str
    body: bytes


class Standing:
    """What became of the last try to read the data anew. The first process knows, and workers are born with it."""

    def __init__(self) -> None:
        self.refused: dict[str, object] | None = None

    def refuse(self, faults: str) -> None:
        """The data had faults, so the old ones are served on."""
        self.refused = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "faults": faults.splitlines()}


STANDING = Standing()


def alive() -> Report:
    """The health check: whoever answers it lives."""
    return Report("text/plain; charset=utf-8", b"ok")


Reports = dict[str, Callable[[], Report]]


def add_reports(server: Flask, prefix: str, edition: str, version: str) -> None:
    """Have a server report of itself. edition: its title. version: of the data."""
    told = {"edition": edition, "data": version, "code": code_version(), "python": platform.python_version()}
    labels = ",".join(f'{name}="{metrics.escaped(words)}"' for name, words in told.items() if name != "python")
    reports: Reports = {
        f"{prefix}healthz": alive,
        f"{prefix}readyz": lambda: _json({"ready": True, **told, "refused": STANDING.refused}),
        f"{prefix}version": lambda: _json(told),
        f"{prefix}metrics": lambda: Report(metrics.MEDIA, METRICS.text(labels).encode()),
    }
    server.extensions[EXTENSION] = reports
    for path, report in reports.items():
        name = path.removeprefix(prefix)
        server.add_url_rule(path, name, _view(report))


def _view(report: Callable[[], Report]) -> Callable[[], Response]:
    """The same without gunicorn."""

    def answer() -> Response:
        made = report()
        return Response(made.body, content_type=made.media, headers={"Cache-Control": "no-store"})

    return answer


def _json(told: object) -> Report:
    return Report("application/json", json.dumps(told).encode())
