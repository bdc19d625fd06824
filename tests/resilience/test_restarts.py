"""What ends or is told to read anew while the site serves: a worker, a process that sets pictures, the data."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from atlas_server import ROOT, Ask, Server, running

PATIENCE = 60


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


def children(pid: int) -> set[int]:
    """The processes that any thread of a process has started."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
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


def test_a_reload_serves_the_new_data_and_none_that_have_faults(server: Server, data: Path) -> None:
    table = next((data / "values").glob("*.csv"))
    sound, old = table.read_text(encoding="utf-8"), tag(server)
    lines = sound.splitlines(keepends=True)
    table.write_text("".join([*lines[:-2], lines[-1]]), encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    until(lambda: tag(server) != old and tag(server) != old, "the new data are served")
    new = tag(server)
    workers = server.workers()

    table.write_text(lines[0] + "nonsense\n", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    until(lambda: "goes on with the old ones" in server.log.read_text(), "the faults were told")
    until(lambda: not workers & server.workers() and len(server.workers()) == 2, "there are new workers")
    assert {tag(server) for _ in range(8)} == {new}
