"""Silent and slow connections by the hundred: the health check and the map answer as if they were not there."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from urllib.request import urlopen

import pytest
from atlas_server import Ask, Server, page, running

SOCKETS = 200
#: Seconds for an answer: less than a slow connection is given, so nobody has waited for one of them to be given up. How
#: soon an answer is there on a machine without other work, ``make soak`` measures.
SOON = 8.0
ROUNDS = 12
_POST = b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("log") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def script(server: Server) -> bytes:
    """The path of the largest file of the site, more than a connection takes that nobody reads."""
    with urlopen(f"http://127.0.0.1:{server.port}/") as answer:
        found = re.findall(r'src="(/[^"]*plotly[^"]*\.js[^"]*)"', answer.read().decode())
    return str(found[0]).encode()


def beginnings(script: bytes) -> list[bytes]:
    """What slow and silent connections send first."""
    return [
        b"",
        b"GET / HTTP/1.1\r\nHost: a",
        _POST + b"Content-Length: 400\r\n\r\n{",
        _POST + b"Transfer-Encoding: chunked\r\n\r\n40\r\n{",
        _POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        b"GET " + script + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ]


def opened(server: Server, beginning: bytes) -> socket.socket:
    """A connection that has room for little of an answer."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(5)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(beginning)
    return connection


def seconds(server: Server, ask: Ask) -> float:
    start = time.monotonic()
    status = server.ask(ask, SOON)
    assert status == 200, f"{ask.path} gave {status} after {time.monotonic() - start:.2f} s"
    return time.monotonic() - start


def test_two_hundred_slow_connections_leave_the_map_to_others(server: Server, script: bytes) -> None:
    known = page("?by=council", (760, 520))
    for _ in range(8):
        assert server.ask(known) == 200
    with ExitStack() as open_ones:
        slow = [
            open_ones.enter_context(opened(server, beginning))
            for beginning in islice(cycle(beginnings(script)), SOCKETS)
        ]
        taken = []
        for number in range(ROUNDS):
            for connection in slow[1::6]:
                with suppress(OSError):
                    connection.sendall(b"a")
            taken.append(max(seconds(server, Ask("/healthz")), seconds(server, Ask("/about"))))
            taken.append(max(seconds(server, known), seconds(server, page("", (900 + 20 * number, 640)))))
    assert server.deaths() == 0
    print(f"The slowest of {len(taken)} answers among {SOCKETS} slow connections took {max(taken):.2f} s.")
