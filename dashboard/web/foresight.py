"""Pages that a browser fetches before its reader asks for them, so that a click paints at once.

An answer depends on nothing but the edition, the address and the rooms of the maps. All of them are in its own address,
so it may be kept, and an answer of one edition is never taken for one of another. Those who wait go first: a page is
drawn ahead only while no other one is, and else the browser is told that there is nothing, and asks when it has to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from flask import Flask, Response, request

from dashboard.core.today import today
from dashboard.web.answers import Answers

#: Where such pages are, below the prefix.
FOLDER = "page"
#: Where a Flask application keeps the pages that it remembers.
EXTENSION = "atlas.pages"
_LENGTH = 12
_ROOM = re.compile(r"(\d{1,5})x(\d{1,5})", re.ASCII)
_ROOMS = ("frame", "place", "beside", "besidePlace")
#: In seconds: as long as a reader may come back to it.
_KEPT = "private, max-age=600"


def edition_of(version: str) -> str:
    """A short name of all that decides pages beside their addresses. version: of data and code.

    The day is part of it, because pages speak of this year.
    """
    return _short(f"{version} {today()}")


def serve_ahead(
    server: Flask, prefix: str, version: str, answers: Answers, draw: Callable[[object], bytes],
    what: Callable[[object], object],
) -> None:  # fmt: skip
    """Answer pages by GET, as the callback does.

    draw: the body of the answer to a request. what: the part of a request that decides its page.
    """

    def page(edition: str) -> Response:
        if edition != edition_of(version):
            return _nothing()
        told = told_in(request.args)
        asked = what(told)
        tag = _short(f"{edition} {asked!r}")
        if request.if_none_match.contains_weak(tag):
            return _kept(Response(status=304), tag)
        if answers.is_drawing and not answers.has(asked):
            return _nothing()
        return _kept(answers.answer(asked, lambda: draw(told)), tag)

    server.extensions[EXTENSION] = answers
    server.add_url_rule(f"{prefix}{FOLDER}/<edition>", "page ahead", page)


def told_in(keys: Mapping[str, str]) -> dict[str, Any]:
    """What the callback would be told: the address, and each room as width and height; nothing that is no room."""
    rooms = {name: _ROOM.fullmatch(keys.get(name, "")) for name in _ROOMS}
    sides = {name: [int(side) for side in found.groups()] for name, found in rooms.items() if found}
    return {"search": keys.get("search", ""), **sides}


def _kept(response: Response, tag: str) -> Response:
    response.headers["Cache-Control"] = _KEPT
    response.vary.add("Accept-Encoding")
    response.set_etag(tag, weak=True)
    return response


def _nothing() -> Response:
    """No fault of anybody's: the page is there when it is asked for in earnest."""
    return Response(status=204, headers={"Cache-Control": "no-store"})


def _short(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:_LENGTH]
