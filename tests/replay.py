"""Answers in the form of the Fingertips service, all figures made up, and a server that gives them with its faults."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

HARTLEPOOL, CUMBRIA, NORTH_YORKSHIRE, ENGLAND = "E06000001", "E10000006", "E10000023", "E92000001"

HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
    "Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal"
)


def line(
    number: int,
    area: str,
    period: str = "2016 - 18",
    figures: str = "20,15,26,13,28",
    *,
    age: str = "<75 yrs",
    sex: str = "Persons",
    category: str = "",
    note: str = "",
) -> str:
    """One line of an answer."""
    return (
        f'{number},"Some, mortality",E12000001,North East region,{area},Name,UA,{sex},{age},{category},,'
        f"{period},{figures},120,600000,{note},,,,20160000,,"
    )


def answer(number: int, *areas: str, figures: str = "20,15,26,13,28") -> bytes:
    """A whole answer: England, repeated for each parent, and these areas."""
    lines = [line(number, area, figures=figures) for area in (ENGLAND, ENGLAND, *areas)]
    return "\n".join([HEADER, *lines, ""]).encode("utf-8")


class Handler(BaseHTTPRequestHandler):
    """What a fault is written with: the question is ``path``."""

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


Reply = Callable[[Handler], None]


def whole(content: bytes, status: int = 200, **headers: str) -> Reply:
    """An answer as it should be, or a refusal with a status."""

    def reply(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def truncated(content: bytes) -> Reply:
    """Less than was announced."""
    return whole(content, Content_Length=str(len(content) + 100))


def hung_up(handler: Handler) -> None:
    """Nothing at all."""
    handler.close_connection = True


class Replay:
    """A server that gives one reply after the other, and the last one again and again; and what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[str] = []
        self.url = ""

    def reply(self, handler: Handler) -> None:
        """Answer the next question."""
        self.asked.append(handler.path)
        (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])(handler)


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Replay]:
    """The server, on a free port of this machine."""
    replay = Replay()

    class Replaying(Handler):
        def do_GET(self) -> None:
            replay.reply(self)

        def do_CONNECT(self) -> None:
            replay.asked.append(self.path)
            self.send_error(403)

    with ThreadingHTTPServer(("127.0.0.1", 0), Replaying) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        replay.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/api"
        try:
            yield replay
        finally:
            server.shutdown()
            thread.join()
