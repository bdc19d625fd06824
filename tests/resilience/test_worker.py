"""The worker: whole requests get a thread, slow ones a limit, and HTTP is spoken as browsers and servers expect it."""

from __future__ import annotations

import runpy
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest
from atlas_server import ROOT, Ask, Server, running

THREADS = int(runpy.run_path(str(ROOT / "gunicorn.conf.py"))["threads"])
#: A limit that no working server comes near; what hangs is red.
PATIENCE = 90
LARGE = 30_000_000


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("holding")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, holding: Path) -> Iterator[Server]:
    settings = {"HOLDING": str(holding), "GUNICORN_CMD_ARGS": "--keep-alive 3"}
    with running(tmp_path_factory.mktemp("log") / "log", 1, settings, "echo_app:server") as server:
        yield server
        assert server.deaths() == 0, server.log.read_text()


def answers(connection: socket.socket, count: int) -> list[tuple[int, bytes]]:
    """So many answers, in the order in which they come on one connection."""
    with connection.makefile("rb") as file:
        return [answer(file) for _ in range(count)]


def answer(file: BinaryIO) -> tuple[int, bytes]:
    """Status and body of the next answer."""
    status = int(file.readline().split()[1])
    fields = dict(line.split(b": ") for line in iter(file.readline, b"\r\n"))
    return status, file.read(int(fields[b"Content-Length"]))


def until_closed(connection: socket.socket) -> bytes:
    """All that comes before the other side closes."""
    connection.settimeout(PATIENCE)
    heard = b""
    with suppress(ConnectionResetError):
        while data := connection.recv(65536):
            heard += data
    return heard


def test_a_connection_that_stays_serves_many_requests(server: Server) -> None:
    with server.connect() as connection:
        for number in range(200):
            connection.sendall(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number)
            assert answers(connection, 1) == [(200, b"GET /%d " % number)]


def test_requests_sent_ahead_are_answered_in_their_order(server: Server) -> None:
    asked = [b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(40)]
    asked[7] = b"POST /7 HTTP/1.1\r\nContent-Length: 4\r\n\r\nfour"
    asked[9] = b"GET /healthz HTTP/1.1\r\n\r\n"
    asked[11] = b"POST /11 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n"
    said = [b"GET /%d " % number for number in range(40)]
    said[7], said[9], said[11] = b"POST /7 four", b"ok", b"POST /11 four"
    with server.connect() as connection:
        connection.sendall(b"".join(asked))
        assert answers(connection, 40) == [(200, words) for words in said]


def test_the_last_request_of_a_connection_is_answered_and_the_connection_closed(server: Server) -> None:
    for asked in (b"GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", b"GET /a HTTP/1.0\r\n\r\n"):
        with server.connect() as connection:
            connection.sendall(asked + b"GET /b HTTP/1.1\r\n\r\n")
            assert until_closed(connection).endswith(b"\r\n\r\nGET /a ")


def test_who_has_said_all_and_only_listens_gets_the_answer(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /a HTTP/1.1\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert until_closed(connection).endswith(b"\r\n\r\nGET /a ")


@pytest.mark.parametrize(
    "asked",
    [
        b"POST /p HTTP/1.1\r\nContent-Length: 11\r\n\r\nhello world",
        b"POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
    ],
    ids=["length", "chunks"],
)
def test_a_request_in_single_bytes_arrives_whole(server: Server, asked: bytes) -> None:
    with server.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(2):
            for byte in asked:
                connection.sendall(bytes([byte]))
            assert answers(connection, 1) == [(200, b"POST /p hello world")]


def test_who_asks_before_sending_a_body_is_told_to_go_on_once(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"PUT /p HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-Continue\r\nConnection: close\r\n\r\n")
        file = connection.makefile("rb")
        assert [file.readline(), file.readline()] == [b"HTTP/1.1 100 Continue\r\n", b"\r\n"]
        connection.sendall(b"body")
        assert answer(file) == (200, b"PUT /p body")
        assert file.read() == b""


def test_a_body_that_nobody_reads_is_not_taken_for_the_next_request(server: Server) -> None:
    with server.connect() as connection:
        asked = b"GET /unread HTTP/1.1\r\nContent-Length: 27\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\nx"
        connection.sendall(asked + b"GET /next HTTP/1.1\r\n\r\n")
        assert answers(connection, 2) == [(200, b"GET /unread "), (200, b"GET /next ")]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (b"GET /" + b"a" * 200_000, 414),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 40_000, 431),
        (b"GET / HTTP/1.1\r\nA: " + b"b" * 10_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;"\r\nabc\r\n0\r\n\r\n', 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno field\r\n\r\n", 400),
    ],
    ids=[
        *("long line", "many fields", "long field", "bare feeds", "nonsense", "two lengths", "two ways", "large chunk"),
        *("wrong size", "wrong extension", "chunk without end", "wrong trailer"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_follows(server: Server, asked: bytes, status: int) -> None:
    with server.connect() as connection:
        with suppress(ConnectionError):
            connection.sendall(asked + b"\r\n\r\nGET /next HTTP/1.1\r\n\r\n")
        heard = until_closed(connection)
    assert heard.startswith(b"HTTP/1.1 %d " % status), heard[:200]
    assert b"GET /next" not in heard
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in heard
    assert "nonsense" not in server.log.read_text()


def drip(connection: socket.socket) -> None:
    """A byte a quarter of a second, as long as somebody takes it."""
    connection.settimeout(0.25)
    with suppress(OSError):
        while True:
            with suppress(TimeoutError):
                connection.recv(1, socket.MSG_PEEK)
                return
            connection.sendall(b"a")


SLOW = {
    "half a head": (b"GET / HTTP/1.1\r\nHost: a", 408),
    "a dripping head": (b"GET / HTTP/1.1\r\nA: ", 408),
    "half a body": (b"POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\nab", 408),
    "a dripping body": (b"POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n", 408),
    "half a chunk": (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 408),
    "nothing": (b"", None),
    "a request and nothing more": (b"GET /a HTTP/1.1\r\n\r\n", 200),
}


@pytest.mark.parametrize(("begun", "status"), SLOW.values(), ids=SLOW)
def test_who_is_slow_is_told_so_and_who_is_silent_is_left_quietly(
    server: Server, begun: bytes, status: int | None, request: pytest.FixtureRequest
) -> None:
    with server.connect() as connection:
        connection.sendall(begun)
        if "dripping" in request.node.name:
            drip(connection)
        heard = until_closed(connection)
    assert heard.startswith(b"HTTP/1.1 %d " % status) if status else heard == b""


def holders(server: Server, holding: Path, count: int, pool: ThreadPoolExecutor) -> Callable[[], list[int]]:
    """So many requests that hold a thread each until the answer of this is called; then their statuses."""
    (holding / "go").unlink(missing_ok=True)
    there = len(list(holding.iterdir()))
    asked = [pool.submit(server.ask, Ask("/hold")) for _ in range(count)]
    while len(list(holding.iterdir())) < there + count:
        assert server.ask(Ask("/healthz"), PATIENCE) == 200

    def release() -> list[int]:
        (holding / "go").touch()
        return [one.result(PATIENCE) for one in asked]

    return release


def test_the_health_check_answers_when_every_thread_is_busy(server: Server, holding: Path) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        release = holders(server, holding, THREADS, pool)
        try:
            for method, said in ((b"GET", b"ok"), (b"HEAD", b"")):
                with server.connect(PATIENCE) as connection:
                    connection.sendall(method + b" /healthz?x=1 HTTP/1.1\r\nConnection: close\r\n\r\n")
                    head, _, body = until_closed(connection).partition(b"\r\n\r\n")
                    assert (head.partition(b"\r\n")[0], body) == (b"HTTP/1.1 200 OK", said)
        finally:
            assert release() == [200] * THREADS


def test_who_does_not_read_the_answer_holds_no_thread(server: Server) -> None:
    deaf = []
    for _ in range(2 * THREADS):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /large?%d HTTP/1.1\r\n\r\n" % (LARGE // 10))
        deaf.append(connection)
    try:
        assert server.ask(Ask("/a"), PATIENCE) == 200
    finally:
        for connection in deaf:
            connection.close()


def test_who_reads_slowly_gets_the_whole_answer_and_then_the_next(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /large?%d HTTP/1.1\r\n\r\nGET /next HTTP/1.1\r\n\r\n" % LARGE)
        (large, following) = answers(connection, 2)
    assert (large[0], len(large[1])) == (200, LARGE + len(b"GET /large "))
    assert following == (200, b"GET /next ")


def test_who_does_not_read_the_answer_is_left_after_a_while(server: Server) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET /large?%d HTTP/1.1\r\n\r\n" % LARGE)
        poll = server.connect(PATIENCE)
        with poll:
            # A connection that waits longer than the deaf one may stays open only by asking.
            while established(server.port, connection.getsockname()[1]):
                poll.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
                assert answers(poll, 1) == [(200, b"ok")]
        assert len(until_closed(connection)) < LARGE


def established(port: int, client: int) -> bool:
    """Whether the server still has its end of a connection, as the system's own table says."""
    ends = (f"0100007F:{port:04X}", f"0100007F:{client:04X}", "01")
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(tuple(line.split()[1:4]) == ends for line in lines)


def test_a_worker_that_stops_finishes_what_it_has_begun(tmp_path: Path) -> None:
    holding = tmp_path / "holding"
    holding.mkdir()
    with running(tmp_path / "log", 1, {"HOLDING": str(holding)}, "echo_app:server") as server:
        with ThreadPoolExecutor(3) as pool, server.connect(PATIENCE) as half, server.connect(PATIENCE) as idle:
            release = holders(server, holding, 2, pool)
            # There is little time for the other half, so nothing slow comes in between.
            half.sendall(b"GET /half HTTP/1.1\r\n")
            idle.sendall(b"GET /idle HTTP/1.1\r\n\r\n")
            assert answers(idle, 1) == [(200, b"GET /idle ")]
            server.process.send_signal(signal.SIGTERM)
            half.sendall(b"\r\n")
            assert until_closed(half).endswith(b"\r\n\r\nGET /half ")
            assert until_closed(idle) == b""
            assert release() == [200, 200]
        assert server.process.wait(PATIENCE) == 0


def test_the_oldest_that_wait_make_room_for_new_connections(tmp_path: Path) -> None:
    limit = {"GUNICORN_CMD_ARGS": "--worker-connections 20"}
    with running(tmp_path / "log", 1, limit, "echo_app:server") as server:
        silent = [server.connect() for _ in range(60)]
        try:
            assert [server.ask(Ask(f"/{number}"), PATIENCE) for number in range(10)] == [200] * 10
        finally:
            for connection in silent:
                connection.close()


def test_the_health_check_lies_under_the_prefix(tmp_path: Path) -> None:
    with running(tmp_path / "log", 1, {"URL_PREFIX": "/atlas/"}, "echo_app:server") as server, server.connect() as one:
        one.sendall(b"GET /atlas/healthz HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n")
        assert answers(one, 2) == [(200, b"ok"), (200, b"GET /healthz ")]


def test_a_server_with_certificates_is_not_started(tmp_path: Path) -> None:
    files = {"GUNICORN_CMD_ARGS": "--certfile /dev/null --keyfile /dev/null"}
    with (
        pytest.raises(AssertionError, match="HTTPS is the task of the server in front"),
        running(tmp_path / "log", 1, files, "echo_app:server"),
    ):
        pass
