"""What ends or is told to read anew while the site serves: a worker, a process that sets pictures, the data."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from atlas_server import ROOT, Ask, Server, running
from atlas_server import page as page_of

#: A limit that no working server comes near.
PATIENCE = 180


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data that a test may change."""
    return Path(shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("copy") / "data"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("log") / "log", environment={"ATLAS_DATA": str(data)}) as server:
        yield server


def until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"{PATIENCE} seconds and not yet: {what}"
        time.sleep(0.02)


def until_renewed(server: Server, gone: set[int]) -> None:
    """Wait until none of the workers of before is there. As long as one is, it may be the one that answers."""
    until(lambda: not gone & (now := server.workers()) and len(now) == 2, "there are new workers and no old ones")


def children(pid: int) -> set[int]:
    """The processes that any thread of a process has started."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        # A thread may end while the others are looked at.
        with suppress(OSError):
            found.update(map(int, (task / "children").read_text().split()))
    return found


def setters(server: Server) -> set[int]:
    return {child for worker in server.workers() for child in children(worker)}


def test_a_picture_is_made_though_its_process_is_killed(server: Server) -> None:
    for _ in range(6):
        assert server.ask(Ask("/map.png?by=council")) == 200
    ended = setters(server)
    assert ended
    for setter in ended:
        os.kill(setter, signal.SIGKILL)
    assert [server.ask(Ask(f"/map.png?by=district&scale={scale}")) for scale in (0.2, 0.3, 0.4, 0.5)] == [200] * 4


def test_the_site_serves_on_though_a_worker_is_killed_in_the_middle_of_its_work(server: Server) -> None:
    (first, second) = sorted(server.workers())
    with ThreadPoolExecutor(4) as readers:
        long_ones = [readers.submit(server.ask, Ask("/snapshot.html?area=E38000116")) for _ in range(4)]
        os.kill(first, signal.SIGKILL)
        until(lambda: first not in server.workers(), "the worker ended")
        assert [server.ask(Ask("/healthz"), PATIENCE) for _ in range(8)] == [200] * 8
        assert [one.result() in (200, 503, 0) for one in long_ones] == [True] * 4
    until(lambda: len(server.workers() - {second}) == 1, "another worker began")
    assert [server.ask(Ask("/map.svg?by=council")) for _ in range(4)] == [200] * 4


def test_a_worker_that_stops_leaves_files_that_it_lacks_to_the_next_and_answers_the_rest(tmp_path: Path) -> None:
    """A file of the next edition would be none here; a browser asks again where it gets no answer."""
    with running(tmp_path / "log", 1) as server, ExitStack() as open_ones:
        paths = (b"/geo/ccg.000000000000.json", b"/about", b"/nowhere")
        halves = [open_ones.enter_context(server.connect()) for _ in paths]
        for half, path in zip(halves, paths, strict=True):
            half.sendall(b"GET " + path + b" HTTP/1.1\r\n")
        idle = open_ones.enter_context(server.connect())
        idle.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
        assert idle.recv(65536).startswith(b"HTTP/1.1 200 OK")
        server.process.send_signal(signal.SIGTERM)
        assert idle.recv(65536) == b"", "the worker has stopped"
        for half in halves:
            half.sendall(b"\r\n")
        statuses = [half.makefile("rb").readline().split()[1:2] for half in halves]
    assert statuses == [[], [b"200"], [b"404"]]


def tag(server: Server) -> str:
    """What names the data of an answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("HEAD", "/data.csv")
        answer = connection.getresponse()
        assert answer.status == 200
        return str(answer.headers["ETag"])
    finally:
        connection.close()


def got(server: Server, path: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def rename(data: Path) -> None:
    """Give an area a longer name, so that the list of places is another."""
    areas = data / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8").replace("Hartlepool", "New Hartlepool"), encoding="utf-8")


def reloads(server: Server) -> list[int]:
    """How many were read and how many refused."""
    found = re.findall(
        r'^atlas_reloads_total\{outcome="\w+"\} (\d+)$', got(server, "/metrics")[2].decode(), re.MULTILINE
    )
    return [int(count) for count in found]


def standing(server: Server) -> dict[str, Any]:
    return dict(json.loads(got(server, "/readyz")[2]))


def lasting(server: Server) -> list[str]:
    """The files that a page opened now will ask for later: the list of places, and the outlines of its map."""
    _, _, page = got(server, "/")
    places = re.findall(r"/search/[\w.]+\.json", page.decode())
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    asked = page_of("?by=council", (760, 520))
    connection.request(asked.method, asked.path, asked.body, {"Content-Type": "application/json"})
    outlines = re.findall(r"/geo/[\w.]+\.json", str(json.loads(connection.getresponse().read())))
    connection.close()
    assert places
    assert outlines
    return sorted({*places, *outlines})


def test_new_data_are_served_without_losing_a_request_and_data_with_faults_are_not(server: Server, data: Path) -> None:
    """Readers ask all the time; each version of the data has one validator, and each validator one content."""
    table = min((data / "values").glob("*.csv"))
    sound, old, known = table.read_text(encoding="utf-8"), tag(server), lasting(server)
    before, workers = standing(server), server.workers()
    seen: dict[str, set[bytes]] = {}
    is_over = Event()

    def read() -> list[int]:
        statuses = []
        while not is_over.is_set():
            status, headers, body = got(server, "/data.csv")
            seen.setdefault(headers.get("ETag", ""), set()).add(body)
            statuses += [status, server.ask(page_of("?by=council", (760, 520))), got(server, known[0])[0]]
        return statuses

    with ThreadPoolExecutor(4) as readers:
        asking = [readers.submit(read) for _ in range(2)]
        try:
            lines = sound.splitlines(keepends=True)
            table.write_text("".join([*lines[:-2], lines[-1]]), encoding="utf-8")
            rename(data)
            server.process.send_signal(signal.SIGHUP)
            until_renewed(server, workers)
            new, workers = tag(server), server.workers()

            table.write_text(lines[0] + "nonsense\n", encoding="utf-8")
            server.process.send_signal(signal.SIGHUP)
            until(lambda: "goes on with the old ones" in server.log.read_text(), "the faults were told")
            until_renewed(server, workers)
        finally:
            is_over.set()
            table.write_text(sound, encoding="utf-8")
        statuses = {status for one in asking for status in one.result()}
    assert statuses == {200}
    assert new != old
    assert {tag(server) for _ in range(8)} == {new}
    assert set(seen) <= {old, new}
    assert {len(bodies) for bodies in seen.values()} == {1}
    refused = standing(server)
    assert (refused["ready"], refused["data"] != before["data"]) == (True, True)
    assert any(line.startswith(f"values/{table.name}") for line in refused["refused"]["faults"])


def test_a_page_of_an_older_edition_goes_on_and_a_mended_table_is_taken(server: Server, data: Path) -> None:
    known, was, counts, workers = lasting(server), standing(server), reloads(server), server.workers()
    facts = data / "facts.csv"
    sound = facts.read_text(encoding="utf-8")
    facts.write_text("nonsense\n", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    until_renewed(server, workers)
    assert reloads(server)[1] == counts[1] + 1, "the faults are told"
    workers = server.workers()
    facts.write_text(sound, encoding="utf-8")
    rename(data)
    server.process.send_signal(signal.SIGHUP)
    until_renewed(server, workers)
    assert standing(server)["data"] != was["data"]
    assert standing(server)["refused"] is None
    now = lasting(server)
    assert set(known) - set(now), "the list of places has another name"
    assert {path: got(server, path)[0] for path in {*known, *now}} == dict.fromkeys({*known, *now}, 200)
    assert (got(server, "/search/places.000000000000.json")[0], got(server, "/geo/ccg.000000000000.json")[0]) == (
        404,
        404,
    )
    assert reloads(server) == [count + 1 for count in counts]
