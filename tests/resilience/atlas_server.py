"""The real server in processes of its own, so that a crash is a red test and not a dead runner."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

from ports import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
#: As the Makefile has it.
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
#: What gunicorn writes when a worker was ended by a signal, or said nothing for too long.
_DEATHS = re.compile(r"was sent SIG\w+!|WORKER TIMEOUT|Worker exiting unexpectedly|Fatal Python error")
_BOOTED = re.compile(r"Booting worker with pid: (\d+)")


@dataclass(frozen=True)
class Ask:
    """A request: a GET of a path, or the POST of a page's address and room."""

    path: str
    body: bytes | None = None

    @property
    def method(self) -> str:
        return "POST" if self.body is not None else "GET"


def page(search: str, frame: tuple[int, int]) -> Ask:
    """What the page posts for an address and the room of its map in pixels."""
    body = {
        "output": "page.data",
        "outputs": {"id": "page", "property": "data"},
        "inputs": [{"id": "request", "property": "data", "value": {"search": search, "frame": list(frame)}}],
        "changedPropIds": ["request.data"],
    }
    return Ask("/_dash-update-component", json.dumps(body).encode())


@dataclass
class Server:
    """A running server: its port, its log, and the process that the workers belong to."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def workers(self) -> set[int]:
        """The process ids of the workers that are there now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return set(map(int, children))

    def booted(self) -> list[int]:
        """Every worker that ever began."""
        return [int(pid) for pid in _BOOTED.findall(self.log.read_text(errors="replace"))]

    def deaths(self) -> int:
        """Workers that had to be replaced, by their ids, or that the log calls dead: whichever are more."""
        said = len(_DEATHS.findall(self.log.read_text(errors="replace")))
        return max(said, len(set(self.booted()) - self.workers()))

    def ask(self, ask: Ask, timeout: float = 120) -> int:
        """The status of the answer; 0 if there was none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            headers = {"Content-Type": "application/json"} if ask.body is not None else {}
            connection.request(ask.method, ask.path, ask.body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def burst(self, asks: Sequence[Ask]) -> list[int]:
        """All of them at one moment; their statuses in order."""
        together = Barrier(len(asks))

        def one(ask: Ask) -> int:
            together.wait(60)
            return self.ask(ask)

        with ThreadPoolExecutor(len(asks)) as readers:
            return list(readers.map(one, asks))

    def connect(self, timeout: float = 30) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)


@contextmanager
def running(
    log: Path,
    workers: int = 2,
    environment: dict[str, str] | None = None,
    app: str = "app:server",
    port: int | None = None,
) -> Iterator[Server]:
    """The atlas, or another application, as ``make run`` serves it, as soon as every worker is there."""
    port = port or free_port()
    said = environment or {}
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": str(workers), "PYTHONFAULTHANDLER": "1"}
    inherited = {name: value for name, value in os.environ.items() if name not in ("URL_PREFIX", "GUNICORN_CMD_ARGS")}
    whole = {**inherited, **settings, **MEMORY, "PYTHONPATH": str(Path(__file__).parent), **said}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", app]
    with started(command, log, port, whole, workers) as server:
        yield server


@contextmanager
def started(
    command: Sequence[str], log: Path, port: int, environment: dict[str, str], workers: int
) -> Iterator[Server]:
    """What a command serves in exactly this environment, as soon as every worker is there."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(port, log, process)
    try:
        _wait_for(server, workers, f"/{environment.get('URL_PREFIX', '')}/healthz".replace("//", "/"))
        yield server
    finally:
        _end(process)


def _wait_for(server: Server, workers: int, health: str) -> None:
    """Only a worker answers, so by then the children are workers and not what reads the data."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        if server.ask(Ask(health), 5) == 200 and len(server.workers()) >= workers:
            return
        with suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.05)
    said = server.log.read_text(errors="replace") if server.log.is_file() else f"it writes to {server.log}"
    raise AssertionError(f"The atlas did not start (code {server.process.poll()}):\n{said}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=120)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def lost(statuses: Iterable[int]) -> list[int]:
    """The answers that are neither new nor unchanged."""
    return [status for status in statuses if status not in (200, 304)]
