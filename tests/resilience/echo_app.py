"""A small application that says what it was asked, for tests of the worker alone; its limits of time are short."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dashboard.web.caller import SECONDS, Wait

SECONDS.update({Wait.BEGINNING: 1.5, Wait.HEAD: 1.5, Wait.BODY: 3.0, Wait.SENDING: 3.0})


def server(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/hold":
        Path(os.environ["HOLDING"], f"{os.getpid()}-{time.monotonic_ns()}").touch()
        while not Path(os.environ["HOLDING"], "go").exists():
            time.sleep(0.01)
    try:
        body = environ["wsgi.input"].read() if path != "/unread" else b""
    except Exception:  # as a framework does that takes whatever it cannot read for a fault of its own
        start_response("500 Internal Server Error", [("Content-Length", "0")])
        return []
    if path == "/large":
        body = b"x" * int(environ["QUERY_STRING"])
    said = b"%s %s %s" % (environ["REQUEST_METHOD"].encode(), path.encode(), body)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
