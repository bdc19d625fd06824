"""The atlas with a clock that a test moves: a file says by how many seconds it is wrong."""

from __future__ import annotations

import datetime as days
import os
import time
from pathlib import Path

from app import server
from dashboard.core import today
from dashboard.web import access_log, reports

__all__ = ["server"]

_true = time.time


def moved() -> float:
    return _true() + float(Path(os.environ["CLOCK"]).read_text(encoding="utf-8"))


class Moved(days.datetime):
    """What asks for the date asks this."""

    @classmethod
    def now(cls, tz: days.tzinfo | None = None) -> Moved:
        return cls.fromtimestamp(moved(), tz)


time.time = moved
for module in (today, access_log, reports):
    module.datetime = Moved  # type: ignore[attr-defined]
