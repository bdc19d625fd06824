"""What those who look after the server see: counts over all workers, a line for each answer, a worker that died."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from atlas_server import Ask, Server, page, running

PATIENCE = 180
PERSONAL = "jane.doe"
PACK = "/pack.zip?area=icp-south"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("log") / "log", environment={"TRUSTED_PROXIES": "1"}) as server:
        yield server


def got(server: Server, path: str, **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def counted(server: Server, sample: str) -> float:
    """The number of a sample of /metrics; nought if it is not there."""
    found = re.search(rf"^{re.escape(sample)} (\S+)$", got(server, "/metrics")[1], flags=re.MULTILINE)
    return float(found[1]) if found else 0.0


def entries(server: Server) -> list[dict[str, Any]]:
    lines = server.log.read_text(errors="replace").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"{PATIENCE} seconds and not yet: {what}"
        time.sleep(0.02)


def test_each_answer_of_every_worker_is_counted_and_is_a_line_of_json(server: Server) -> None:
    sample = 'atlas_requests_total{route="/about",status="200"}'
    before, lines = counted(server, sample), len(entries(server))
    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(lambda _: server.ask(Ask("/about")), range(40))) == [200] * 40
    # An answer is counted and then written down when it has been sent, so a reader may be a moment ahead.
    until(lambda: len(entries(server)) >= lines + 40, "all are written down")
    assert counted(server, sample) == before + 40
    assert counted(server, 'atlas_request_seconds_count{route="/about"}') == before + 40
    new = entries(server)[lines:]
    assert [entry["route"] for entry in new] == ["/about"] * 40
    assert len({entry["id"] for entry in new}) == 40


def test_a_line_has_number_route_view_status_time_and_bytes_and_nothing_of_who_asked(server: Server) -> None:
    lines = len(entries(server))
    words = {"X_Forwarded_For": "203.0.113.77", "User_Agent": PERSONAL, "Referer": f"https://a.example/{PERSONAL}"}
    named = got(
        server, f"/data.csv?area=icp-south&by=council&utm_source={PERSONAL}", X_Request_ID="from-proxy.1", **words
    )
    refused = got(server, f"/map.png?area={PERSONAL}", X_Request_ID=f"{PERSONAL} x", **words)
    missing = got(server, f"/{PERSONAL}", Cookie=PERSONAL, **words)
    assert server.ask(page("?area=icp-north&by=ccg", (760, 520))) == 200
    until(lambda: len(entries(server)) >= lines + 4, "all are written down")
    # A line is written when its answer has been sent, so another worker may write the next one first.
    new = {entry["id"]: entry for entry in entries(server)[lines:]}
    first, second, third = (new.pop(answer.headers["X-Request-ID"]) for answer, _ in (named, refused, missing))
    [fourth] = new.values()
    assert first == {
        **{"time": first["time"], "id": "from-proxy.1", "client": "203.0.113.0", "method": "GET", "route": "/data.csv"},
        **{"view": first["view"], "status": 200, "ms": first["ms"], "bytes": len(named[1].encode())},
    }
    assert first["view"].startswith("area=icp-south&by=council&condition=")
    assert (second["route"], second["status"], third["route"], third["status"]) == ("/map.png", 400, "other", 404)
    assert (fourth["method"], fourth["route"]) == ("POST", "/_dash-update-component")
    assert fourth["view"].startswith("area=icp-north&by=ccg&")
    assert PERSONAL not in server.log.read_text(errors="replace")


def test_a_probe_learns_that_the_server_is_ready_and_what_it_serves(server: Server) -> None:
    ready, version = (json.loads(got(server, path)[1]) for path in ("/readyz", "/version"))
    assert ready["ready"] is True
    assert {name: ready[name] for name in version} == version
    labels = ",".join(f'{name}="{version[name]}"' for name in ("edition", "data", "code"))
    assert counted(server, f"atlas_edition_info{{{labels}}}") == 1
    assert got(server, "/metrics")[0].headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


def test_a_worker_that_dies_is_told_with_the_view_that_it_was_busy_with(server: Server) -> None:
    deaths, starts = counted(server, "atlas_worker_deaths_total"), counted(server, "atlas_worker_starts_total")
    with ThreadPoolExecutor(1) as readers:
        long_one = readers.submit(server.ask, Ask(f"{PACK}&utm_source={PERSONAL}"))
        until(lambda: counted(server, 'atlas_exports{cost="long",state="made"}') == 1, "an export is being made")
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
        assert long_one.result() == 0
    until(lambda: counted(server, "atlas_worker_deaths_total") == deaths + 2, "the deaths were counted")
    until(lambda: counted(server, "atlas_worker_starts_total") == starts + 2, "others began")
    assert counted(server, 'atlas_exports{cost="long",state="made"}') == 0
    told = re.findall(
        r"\[ERROR\] Worker \(pid:\d+\) died\. It was busy with: (.*)", server.log.read_text(errors="replace")
    )
    assert sorted(words.partition("&condition")[0] for words in told) == [
        *("GET /pack.zip area=icp-south&by=ccg", "nothing"),
    ]


def test_a_worker_that_is_told_to_end_is_no_death(tmp_path: Path) -> None:
    with running(tmp_path / "log") as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
    assert "died" not in server.log.read_text()
