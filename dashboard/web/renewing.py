"""The data read anew while the atlas serves: what has faults is refused, and the old goes on."""

from __future__ import annotations

import importlib
import logging
from types import ModuleType

from flask import Flask

from dashboard.web.lasting import LASTING
from dashboard.web.metrics import METRICS, Tally
from dashboard.web.reports import STANDING


def renewed(front_door: ModuleType, serving: Flask, log: logging.Logger) -> Flask:
    """The application with the data as they are now, read and tried out; the one that serves, if they have faults.

    front_door: the module that reads the data and leaves the application as its ``server``. The code stays what it was.
    """
    try:
        fresh: Flask = importlib.reload(front_door).server
    except (Exception, SystemExit) as fault:
        log.error("The data were not read anew; the atlas goes on with the old ones. %s", fault)
        STANDING.refuse(str(fault))
        METRICS.board.add(Tally.RELOADS_REFUSED)
        return serving
    fresh.extensions[LASTING].follow(serving.extensions[LASTING])
    STANDING.refused = None
    METRICS.board.add(Tally.RELOADS_READ)
    return fresh
