"""A memory of the pages drawn last, in the one form in which they are sent: compressed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any

import brotli
from flask import Flask, Response, request

from dashboard.web.caching import Store, name_today
from dashboard.web.compression import encoded, wanted_encoding
from dashboard.web.metrics import METRICS, Tally

#: A page takes 10 kB, one of 399 neighbourhoods 45 kB.
_KEPT_BYTES = 5_000_000
_UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


class Answers:
    """Pages as they are sent, by what decides them."""

    def __init__(self) -> None:
        self._kept = Store(_KEPT_BYTES, partial(METRICS.board.put, Tally.PAGE_BYTES))
        self._drawn, self._counting = 0, Lock()

    @property
    def is_drawing(self) -> bool:
        """Whether a page is drawn just now."""
        return self._drawn > 0

    def has(self, asked: object) -> bool:
        """Whether the answer is there for who asks now, and need not be drawn."""
        return self._kept.get(name_today(asked, _encoding())) is not None

    def answer(self, asked: object, draw: Callable[[], bytes]) -> Response:
        """What was answered before, or what is drawn now, in the encoding that is wanted."""
        encoding, wanted = _encoding(), wanted_encoding()
        packed = self._kept.made(name_today(asked, encoding), lambda: encoded(self._counted(draw), encoding))
        response = Response(packed if wanted else _UNPACK[encoding](packed), mimetype="application/json")
        if wanted:
            response.headers["Content-Encoding"] = wanted
        response.vary.add("Accept-Encoding")
        return response

    def _counted(self, draw: Callable[[], bytes]) -> bytes:
        self._count(1)
        try:
            return draw()
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._counting:
            self._drawn += step


def remember(
    server: Flask, endpoint: str, what: Callable[[object], object], draw: Callable[[object], bytes]
) -> Answers:
    """Answer a callback that was answered before from memory, and else without Dash, which would do no more for it.

    what: the part of its input that decides the answer. draw: the body of the answer to an input.
    """
    answers = Answers()

    def answer(**_: Any) -> Response:
        told = request.get_json(force=True)["inputs"][0].get("value")
        return answers.answer(what(told), lambda: draw(told))

    server.view_functions[endpoint] = answer
    return answers


def _encoding() -> str:
    return wanted_encoding() or "gzip"
