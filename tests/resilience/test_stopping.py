"""A server that is told to stop under load: what came before is answered, and what comes later is told so at once."""

from __future__ import annotations

import signal
import socket
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from atlas_server import Ask, Server, page, running
from test_restarts import PATIENCE, until

READERS = 8


def outcome(server: Server, ask: Ask) -> str:
    """The status; "refused" where nobody listens; "lost" if somebody listened and then did not answer.

    Whoever knocks in the moment in which the door is shut may be told of a reset: nobody has let them in either.
    """
    try:
        connection = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
    except (ConnectionRefusedError, ConnectionResetError):
        return "refused"
    head = f"{ask.method} {ask.path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
    body = ask.body or b""
    with connection:
        try:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            with connection.makefile("rb") as answer:
                whole = answer.read()
        except OSError:
            return "lost"
    return whole[9:12].decode() or "lost"


def until_refused(server: Server, ask: Callable[[int], Ask], busy: Event) -> list[str]:
    """One reader goes on until nobody listens any more."""
    seen = [""]
    while seen[-1] != "refused":
        seen.append(outcome(server, ask(len(seen))))
        if len(seen) > 2:
            busy.set()
    return seen[1:]


def test_a_server_that_stops_under_load_loses_nobody_who_was_let_in(tmp_path: Path) -> None:
    def asked(number: int) -> Ask:
        return (
            page("?by=council", (600 + 20 * number, 520))
            if number % 2
            else Ask(f"/map.svg?by=icp&scale=0.{number % 8 + 2}")
        )

    busy = Event()
    with running(tmp_path / "log") as server, ThreadPoolExecutor(READERS + 1) as pool:
        readers = [pool.submit(until_refused, server, asked, busy) for _ in range(READERS)]
        long = pool.submit(outcome, server, Ask("/snapshot.html?area=E38000116"))
        assert busy.wait(PATIENCE)
        server.process.send_signal(signal.SIGTERM)
        seen = Counter(status for reader in readers for status in reader.result(PATIENCE))
        assert long.result(PATIENCE) == "200"
        assert server.process.wait(PATIENCE) == 0
    assert set(seen) == {"200", "refused"}
    assert seen["refused"] == READERS


def test_nobody_waits_at_the_door_of_a_server_that_finishes_its_last_answer(tmp_path: Path) -> None:
    holding = tmp_path / "holding"
    holding.mkdir()
    with (
        running(tmp_path / "log", 2, {"HOLDING": str(holding)}, "echo_app:server") as server,
        ThreadPoolExecutor(1) as pool,
    ):
        held = pool.submit(outcome, server, Ask("/hold"))
        until(lambda: any(holding.iterdir()), "a request is held")
        server.process.send_signal(signal.SIGTERM)
        until(lambda: outcome(server, Ask("/late")) == "refused", "nobody listens")
        assert not held.done()
        (holding / "go").touch()
        assert held.result(PATIENCE) == "200"
