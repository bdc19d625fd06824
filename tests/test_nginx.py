"""The atlas through nginx as deploy/ sets it up: what readers are told, what is kept, how often one may ask."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import front
import pytest
from ports import free_port
from werkzeug.serving import WSGIRequestHandler, make_server

from dashboard.core.atlas import Atlas
from dashboard.web.app import create_app
from dashboard.web.settings import settings

ASSETS = str(Path(__file__).parent.parent / "assets")
PATIENCE = 60
Callback = Callable[[Any], dict[str, Any]]
ROOMS = {"search": "?by=council", "frame": "900x600", "place": "620x520"}


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """No line for each request."""


@dataclass
class Behind:
    """What nginx leads to, and what of it was asked for."""

    application: Any
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        self.asked.append(environ["RAW_URI"])
        return self.application(environ, start)


@dataclass(frozen=True)
class Way:
    """The way to an atlas through nginx."""

    behind: Behind
    http: int
    https: int
    certificate: Path
    edition: str

    def page(self, **rooms: str) -> str:
        """The address of a page that is fetched ahead."""
        return f"/page/{self.edition}?{urlencode(ROOMS | rooms)}"

    def ask(self, path: str, **headers: str) -> tuple[int, HTTPMessage]:
        """Status and headers of an answer over HTTPS, on a connection of its own."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        return _told(HTTPSConnection("localhost", self.https, timeout=PATIENCE, context=context), path, headers)

    def ask_openly(self, path: str) -> tuple[int, HTTPMessage]:
        """The same without encryption."""
        return _told(HTTPConnection("localhost", self.http, timeout=PATIENCE), path, {})

    def is_asked_for(self, path: str, **headers: str) -> bool:
        """Whether a request goes on to the atlas."""
        before = len(self.behind.asked)
        self.ask(path, **headers)
        return len(self.behind.asked) > before


def _told(connection: HTTPConnection, path: str, headers: dict[str, str]) -> tuple[int, HTTPMessage]:
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): said for name, said in headers.items()})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


@contextmanager
def in_front(folder: Path, tiny: Atlas, callback: Callback, **limits: str) -> Iterator[Way]:
    """nginx before an atlas. limits: what it says in place of the shipped number of a zone."""
    hosts = settings({"TRUSTED_PROXIES": "1"}).hosts
    behind = Behind(create_app(tiny, ASSETS, hosts=hosts).server)
    server = make_server("127.0.0.1", 0, behind, threaded=True, request_handler=_Quiet)
    http, https = free_port(), free_port()
    configuration = front.configured(folder, [server.port], http, https)
    text = configuration.read_text(encoding="utf-8")
    for zone, said in limits.items():
        text = front.put(text, f"limit_req zone={zone} burst=200", f"limit_req zone={zone} {said}")
        text = front.put(text, f"zone={zone}:10m rate=50r/s", f"zone={zone}:10m rate=1r/m")
    configuration.write_text(text, encoding="utf-8")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with front.running(configuration, https):
            yield Way(behind, http, https, folder / "tls" / "fullchain.pem", _edition(behind.application, callback))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _edition(application: Any, callback: Callback) -> str:
    """The edition that a page says it is of."""
    told = application.test_client().post("/_dash-update-component", json=callback({"search": ""})).get_json()
    return str(told["response"]["page"]["data"]["edition"])


@pytest.fixture(scope="module")
def way(tiny: Atlas, callback: Callback, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    with in_front(tmp_path_factory.mktemp("front"), tiny, callback) as found:
        yield found


def test_who_comes_by_https_is_told_to_stay_there(way: Way) -> None:
    """The atlas says so, because nginx tells it how the reader came; what nginx has kept says it too."""
    for path in ("/", "/data.csv", "/data.csv", way.page(), way.page(), "/nowhere"):
        status, headers = way.ask(path)
        assert status == (404 if path == "/nowhere" else 200)
        assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path


def test_who_comes_without_is_sent_to_the_same_address_with_https(way: Way) -> None:
    status, headers = way.ask_openly("/?by=council")
    assert (status, headers["Location"]) == (308, "https://localhost/?by=council")
    assert "Strict-Transport-Security" not in headers


def test_a_page_that_one_reader_fetched_ahead_is_there_for_others(way: Way) -> None:
    path = way.page(frame="800x500")
    status, first = way.ask(path, Accept_Encoding="gzip, br")
    assert (status, first["Cache-Control"], first["Content-Encoding"]) == (200, "private, max-age=600", "br")
    # The last byte may be with the reader a moment before the page is in the store.
    assert not all(way.is_asked_for(path, Accept_Encoding="br") for _ in range(50))
    before = len(way.behind.asked)
    status, again = way.ask(path, Accept_Encoding="br", If_None_Match=first["ETag"])
    assert (status, again["ETag"]) == (304, first["ETag"])
    assert len(way.behind.asked) == before


def test_another_room_another_edition_and_another_packing_are_other_pages(way: Way) -> None:
    path = way.page(frame="700x500")
    way.ask(path, Accept_Encoding="br")
    for other in (way.page(frame="701x500"), way.page(search="?by=ccg", frame="700x500")):
        assert way.is_asked_for(other, Accept_Encoding="br"), other
    assert way.ask(path, Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in way.ask(path)[1]


def test_a_page_that_was_not_given_is_asked_for_again(way: Way) -> None:
    path = f"/page/0123456789ab?{urlencode(ROOMS)}"
    assert way.ask(path)[0] == 204
    assert all(way.is_asked_for(path) for _ in range(3))


def test_pages_fetched_ahead_take_nothing_from_what_a_reader_may_ask(
    tiny: Atlas, callback: Callback, tmp_path: Path
) -> None:
    with in_front(tmp_path, tiny, callback, ahead="burst=2", readers="burst=3") as way:
        assert [way.ask(way.page())[0] for _ in range(4)] == [200, 200, 200, 429]
        assert [way.ask("/about")[0] for _ in range(5)] == [200, 200, 200, 200, 429]
