"""A memory of the pages drawn last, in the one form in which they are sent: compressed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import brotli
from flask import Flask, Response, abort, request

from dashboard.core.today import today
from dashboard.web.caching import Store
from dashboard.web.compression import encoded, wanted_encoding
from dashboard.web.metrics import METRICS, Tally

#: A page takes 10 kB, one of 399 neighbourhoods 45 kB.
_KEPT_BYTES = 5_000_000
_UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


def remember(server: Flask, endpoint: str, what: Callable[[object], object]) -> None:
    """Answer a callback that was answered before from memory. what: the part of its input that decides the answer.

    The day is part of what is remembered, because pages speak of this year.
    """
    draw = server.view_functions[endpoint]
    kept = Store(_KEPT_BYTES, partial(METRICS.board.put, Tally.PAGE_BYTES))

    def answer(**values: Any) -> Response:
        asked = what(request.get_json(force=True)["inputs"][0].get("value"))
        wanted = wanted_encoding()
        encoding = wanted or "gzip"
        name = sha256(f"{encoding} {today()} {asked!r}".encode()).hexdigest()
        packed = kept.made(name, lambda: encoded(_drawn(server, draw(**values)), encoding))
        response = Response(packed if wanted else _UNPACK[encoding](packed), mimetype="application/json")
        if wanted:
            response.headers["Content-Encoding"] = wanted
        response.vary.add("Accept-Encoding")
        return response

    server.view_functions[endpoint] = answer


def _drawn(server: Flask, answered: Any) -> bytes:
    """The body of an answer; one that is no page is not remembered."""
    response = server.make_response(answered)
    if response.status_code != 200:
        abort(response.status_code)
    return response.get_data()
