"""What a request is about, for those who look after the server: its route, the view that it asks for, and its number.

The view is the one that the address leads to, written anew: nothing else that stands in a request is told, so neither a
search nor the mark of a mail can get into a log.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from secrets import token_hex
from typing import Any

from flask import Flask, Response, request

from dashboard.web.metrics import METRICS, OTHER

#: Flask's word for a route that takes every path.
ANY = "/<path:path>"
ROUTE, VIEW, NUMBER, _WORDS = "atlas.route", "atlas.view", "atlas.request_id", "atlas.words"
REQUEST_ID = "X-Request-ID"
#: Any other method is a word of the reader's own.
_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT")
#: What a proxy may call a request: nothing that could be taken for another part of a line.
_NUMBER = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def observe(
    server: Flask,
    prefix: str,
    view_of: Callable[[str], str],
    proxies: int,
    pages: Collection[str],
    asked: Callable[[], str | None],
) -> None:
    """Note of each request what it is about.

    view_of: the view that an address leads to, written anew. pages: paths below the prefix that Dash answers by its
    route for any path. asked: the address whose view a request wants; nothing if it wants none.
    """
    rules = (rule.rule for rule in server.url_map.iter_rules() if not rule.rule.endswith(ANY))
    METRICS.name([*(f"/{page}" for page in pages), *(_shown(rule, prefix) for rule in rules)])

    def begin() -> None:
        page = request.path.removeprefix(prefix)
        rule = request.url_rule.rule if request.url_rule else ANY
        route = f"/{page}" if page in pages else OTHER if rule.endswith(ANY) else _shown(rule, prefix)
        search = asked()
        view = "" if search is None else view_of(search)
        words = f"{http_method(request.environ)} {route} {view}".rstrip()
        request.environ.update({ROUTE: route, VIEW: view, NUMBER: _number(proxies), _WORDS: words})
        METRICS.board.say(words)

    def numbered(response: Response) -> Response:
        response.headers[REQUEST_ID] = request.environ.get(NUMBER, "")
        if response.is_streamed and not response.direct_passthrough:
            response.response = _busy(response.iter_encoded(), request.environ.get(_WORDS, ""))
        return response

    server.before_request(begin)
    server.after_request(numbered)
    server.teardown_request(lambda fault: METRICS.board.say(""))


def http_method(environ: Mapping[str, Any]) -> str:
    """The method of a request, if HTTP has it."""
    return environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else OTHER


def _busy(parts: Iterable[bytes], words: str) -> Iterator[bytes]:
    """An answer that is made while it is sent: its thread is busy with it until then, long after Flask."""
    METRICS.board.say(words)
    try:
        yield from parts
    finally:
        METRICS.board.say("")


def _shown(rule: str, prefix: str) -> str:
    """A route without the prefix and without Flask's words for the kinds of its parts."""
    return re.sub(r"<\w+:", "<", f"/{rule.removeprefix(prefix)}".replace("//", "/"))


def _number(proxies: int) -> str:
    """The number that a trusted proxy has given to a request, or a new one."""
    given = request.headers.get(REQUEST_ID, "") if proxies else ""
    return given if _NUMBER.fullmatch(given) else token_hex(8)
