"""Three replicas behind nginx as deploy/ sets it up: they are one service, whichever of them answer."""

from __future__ import annotations

import os
import re
import shutil
import signal
import ssl
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from threading import Event

import pytest
from atlas_server import ROOT, Ask, Server, page, running
from ports import free_port
from test_restarts import PATIENCE, got, rename, tag, until, until_renewed

sys.path.insert(0, str(ROOT / "tests"))

import front

#: What a reader asks for again and again: the page, its map, a file.
SESSION = (Ask("/"), page("?by=council", (760, 520)), Ask("/data.csv?by=council"), Ask("/map.svg?by=ccg"))


#: How often a reader may ask, for pages and for files.
LIMITED, UNLIMITED = ("rate=50r/s", "rate=1r/m"), ("rate=9000r/s", "rate=9000r/s")


@dataclass
class Replicas:
    """The replicas by their place, the way to them through nginx, and their data, which a test may change."""

    data: Path
    logs: Path
    servers: list[Server]
    ways: list[ExitStack]
    https: int
    certificate: Path

    def start(self, number: int, port: int) -> None:
        """A replica at a port."""
        way = ExitStack()
        said = {"ATLAS_DATA": str(self.data), "TRUSTED_PROXIES": "1"}
        log = self.logs / f"log-{number}-{len(list(self.logs.iterdir()))}"
        self.servers[number : number + 1] = [way.enter_context(running(log, 2, said, port=port))]
        self.ways[number : number + 1] = [way]

    def lose(self, number: int) -> None:
        """A replica ends at once with all its processes, as a machine without power."""
        os.killpg(self.servers[number].process.pid, signal.SIGKILL)
        self.ways[number].close()

    def again(self, number: int) -> None:
        """A replica that ended is back at its place."""
        self.start(number, self.servers[number].port)

    def end(self) -> None:
        """All at once, so that none waits for another."""
        for server in self.servers:
            server.process.terminate()
        for way in self.ways:
            way.close()

    def ask(self, ask: Ask, https: int | None = None, headers: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Status, validator and body of an answer through nginx, on a connection of its own."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = HTTPSConnection("localhost", https or self.https, timeout=PATIENCE, context=context)
        try:
            said = {"Content-Type": "application/json"} if ask.body is not None else {}
            connection.request(ask.method, ask.path, ask.body, {**said, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("ETag", ""), answer.read()
        finally:
            connection.close()


@contextmanager
def in_front(folder: Path, servers: list[Server], is_limited: bool, access: tuple[str, ...] = ()) -> Iterator[int]:
    """nginx before the replicas. Without its limits for each reader, as here all readers have one address; with them it
    counts so slowly that a test need not be quick to meet one."""
    http, https = free_port(), free_port()
    folder.mkdir(exist_ok=True)
    configuration = front.configured(folder, [server.port for server in servers], http, https, access)
    readers, exports = LIMITED if is_limited else UNLIMITED
    text = front.put(configuration.read_text(encoding="utf-8"), "rate=50r/s", readers)
    configuration.write_text(front.put(text, "rate=5r/s", exports), encoding="utf-8")
    with front.running(configuration, https):
        yield https


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    folder = tmp_path_factory.mktemp("replicas")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    (folder / "logs").mkdir()
    certificate = folder / "front" / "tls" / "fullchain.pem"
    service = Replicas(data, folder / "logs", [], [], 0, certificate)
    with ExitStack() as open_ones:
        for number in range(3):
            service.start(number, free_port())
        open_ones.callback(service.end)
        service.https = open_ones.enter_context(in_front(folder / "front", service.servers, is_limited=False))
        yield service


def test_replicas_give_the_same_addresses_and_the_same_validators(replicas: Replicas) -> None:
    pages = [told(server, "GET", "/")[1] for server in replicas.servers]
    links = sorted(set(re.findall(r'(?:src|href)="(/[^"#]+\.(?:js|css|ico)[^"]*)"', pages[0].decode())))
    assert len(links) > 5
    assert len(set(pages)) == 1
    paths = ["/", "/about", "/open-data", "/data.csv?by=council", "/map.svg", "/map.pptx", "/pack.zip", *links]
    tags = {path: {told(server, "HEAD", path)[0] for server in replicas.servers} for path in paths}
    assert {path: len(found) for path, found in tags.items()} == dict.fromkeys(paths, 1)
    assert [path for path, found in tags.items() if not all(found)] == []


def told(server: Server, method: str, path: str) -> tuple[str, bytes]:
    """Validator and body that a replica gives to nginx; a file is not made for a HEAD."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        forwarded = {"Host": "localhost", "X-Forwarded-Host": "atlas.example", "X-Forwarded-Proto": "https"}
        connection.request(method, path, headers=forwarded)
        answer = connection.getresponse()
        assert answer.status == 200, (path, answer.status)
        return answer.headers.get("ETag", ""), answer.read()
    finally:
        connection.close()


def test_a_picture_is_drawn_by_one_replica_and_asked_about_ever_after(replicas: Replicas) -> None:
    ask = Ask("/map.png?by=district&scale=0.4")

    def count(status: int) -> int:
        wanted = f'atlas_requests_total{{route="/map.png",status="{status}"}} '
        texts = (got(server, "/metrics")[2].decode() for server in replicas.servers)
        return sum(
            int(line.rpartition(" ")[2]) for text in texts for line in text.splitlines() if line.startswith(wanted)
        )

    first = replicas.ask(ask)
    assert first[0] == 200
    until(lambda: replicas.ask(ask) == first and count(304) > 0, "a replica was asked whether the picture is right")
    assert count(200) == 1


#: What a reader saw: of what kind, its validator or name, the status, its content.
Seen = tuple[str, str, int, str]


def go_on(replicas: Replicas, is_over: Event, seen: list[Seen]) -> None:
    """A reader who asks for the same again and again."""
    while not is_over.is_set():
        for ask in SESSION:
            status, validator, _ = replicas.ask(ask)
            seen.append((ask.path, validator, status, ""))


@contextmanager
def readers(replicas: Replicas, read: Callable[[Replicas, Event, list[Seen]], None]) -> Iterator[list[Seen]]:
    """Two readers all the time, and what they see."""
    is_over, seen = Event(), list[Seen]()
    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(read, replicas, is_over, seen) for _ in range(2)]
        try:
            yield seen
        finally:
            is_over.set()
        for one in asking:
            one.result(PATIENCE)


def watch(replicas: Replicas, is_over: Event, seen: list[Seen]) -> None:
    """A reader who looks at the page, its map and files, and asks for all that they name."""

    def look(kind: str, ask: Ask, parts: str) -> None:
        status, _, body = replicas.ask(ask)
        named = [replicas.ask(Ask(path)) for path in sorted(set(re.findall(parts, body.decode())))]
        statuses = {status, *(one[0] for one in named)}
        seen.append((kind, digest(body), max(statuses), digest(b"".join(one[2] for one in named))))

    while not is_over.is_set():
        look("page", SESSION[0], r"/search/[\w.]+\.json")
        look("map", SESSION[1], r"/geo/[\w.]+\.json")
        for ask in SESSION[2:]:
            status, validator, body = replicas.ask(ask)
            seen.append((ask.path, validator, status, digest(body)))


def digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def names(seen: list[Seen]) -> dict[str, set[str]]:
    """The different ones of each kind."""
    found: dict[str, set[str]] = {}
    for kind, name, _, _ in list(seen):
        found.setdefault(kind, set()).add(name)
    return found


def test_a_change_of_edition_one_replica_after_another_shows_nobody_a_mixture(replicas: Replicas) -> None:
    """Each answer is that of the old edition or of the new one, and what it names is there and always the same."""
    old = tag(replicas.servers[0])
    with readers(replicas, watch) as seen:
        until(lambda: len(names(seen)) == 4, "all was seen before the change")
        rename(replicas.data)
        for server in replicas.servers:
            gone = server.workers()
            server.process.send_signal(signal.SIGHUP)
            until_renewed(server, gone)
        until(lambda: min(len(found) for found in names(seen).values()) >= 2, "all was seen after the change")
    assert old not in {tag(server) for server in replicas.servers}
    assert {(kind, status) for kind, _, status, _ in seen if status != 200} == set()
    assert {kind: len(found) for kind, found in names(seen).items()} == dict.fromkeys(names(seen), 2)
    assert len({one[:2] for one in seen}) == len(set(seen))


def test_who_asks_too_often_is_told_so_and_a_password_is_asked_for(replicas: Replicas, tmp_path: Path) -> None:
    """With the limits and one of the ways in that deploy/ has: the health check needs neither."""
    folder = tmp_path / "limits"
    folder.mkdir()
    shutil.copytree(replicas.certificate.parent, folder / "tls")
    with in_front(folder, replicas.servers, is_limited=True, access=("password.conf",)) as https:
        (folder / "users.htpasswd").write_text("reader:{PLAIN}word\n", encoding="utf-8")
        allowed = {"Authorization": "Basic cmVhZGVyOndvcmQ="}
        assert replicas.ask(Ask("/about"), https)[0] == 401
        assert replicas.ask(Ask("/about"), https, allowed)[0] == 200
        assert replicas.ask(Ask("/healthz"), https)[0] == 200
        statuses = [200]
        while statuses[-1] == 200 and len(statuses) < 400:
            statuses.append(replicas.ask(Ask("/data.csv"), https, allowed)[0])
    assert statuses[-1] == 429
    assert len(statuses) > 40


def test_a_reader_goes_on_whichever_two_replicas_end(replicas: Replicas) -> None:
    """First a worker of each is lost, then 0 and 1, 1 and 2, 0 and 2; one is told to end. This is the last test."""
    with readers(replicas, go_on) as seen:
        for server in replicas.servers:
            os.kill(min(server.workers()), signal.SIGKILL)
        replicas.ways[0].close()
        replicas.lose(1)
        alone = [replicas.ask(ask)[0] for ask in SESSION]
        replicas.again(0)
        replicas.lose(2)
        alone += [replicas.ask(ask)[0] for ask in SESSION]
        replicas.again(1)
        replicas.lose(0)
        alone += [replicas.ask(ask)[0] for ask in SESSION]
    assert alone == [200] * 12
    assert {(kind, status) for kind, _, status, _ in seen if status != 200} == set()
    assert len(seen) > 20
