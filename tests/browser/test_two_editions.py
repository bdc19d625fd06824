"""Two editions on one host, one below the other: a link leads across, and nothing of the one is ever in the other.

The outer one lies at "/", so that its paths begin those of the inner one, as is hardest to keep apart.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import DESKTOP, ROOT, Reader
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from dashboard.core.atlas import Atlas
from dashboard.core.edition import OtherEdition, Palette
from dashboard.core.version import data_version
from dashboard.loading.load import load
from dashboard.web.app import create_app

INNER = "/icb-2024/"
OUTER_FOLDERS = (ROOT / "data", ROOT / "boundaries")
INNER_FOLDERS = (ROOT / "editions" / "icb-2024" / "data", ROOT / "editions" / "icb-2024" / "boundaries")
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def _served(atlas: Atlas, folders: tuple[Path, Path], prefix: str) -> Any:
    return create_app(atlas, str(ROOT / "assets"), prefix, data_version(*folders)).server


@pytest.fixture(scope="module")
def servers() -> tuple[Any, Any]:
    """The shipped edition, with a link to the one of 2024 and a colour of its own, and that one, as it ships."""
    outer = load(*OUTER_FOLDERS)
    linked = replace(
        outer.edition, others=(OtherEdition("The edition of 2024", INNER),), palette=Palette(accent="#6a1f7a")
    )
    return (
        _served(replace(outer, edition=linked), OUTER_FOLDERS, "/"),
        _served(load(*INNER_FOLDERS), INNER_FOLDERS, INNER),
    )


@pytest.fixture(scope="module")
def clients(servers: tuple[Any, Any]) -> tuple[FlaskClient, FlaskClient]:
    return servers[0].test_client(), servers[1].test_client()


@pytest.fixture(scope="module")
def host(servers: tuple[Any, Any]) -> Iterator[str]:
    """One host for both, as a proxy makes it: what begins with the path of the inner one is for that."""
    outer, inner = servers

    def by_path(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        wanted: Wsgi = inner if environ["PATH_INFO"].startswith(INNER) else outer
        return wanted(environ, start)

    server = make_server("127.0.0.1", 0, by_path, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_reader_goes_across_and_back_and_each_page_has_only_what_is_its_own(browser: Browser, host: str) -> None:
    reader = Reader(browser.new_context(viewport=DESKTOP, reduced_motion="reduce"), host)
    paths: list[str] = []
    reader.page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    page = reader.open()
    name = page.locator(".atlas-header__name")
    expect(name).to_have_text("NENC Health Atlas")
    reader.choose("condition", "deprivation")
    expect(page.locator(".atlas-footer a[href='./about']")).to_have_css("color", "rgb(106, 31, 122)")
    reader.rest()
    assert [path for path in paths if path.startswith(INNER)] == []

    paths.clear()
    page.locator(".atlas-footer").get_by_role("link", name="The edition of 2024").click()
    page.wait_for_url(f"{host}{INNER}")
    reader.settled(None)
    expect(name).to_have_text("NENC Health Atlas 2024")
    reader.choose("condition", "deprivation")
    expect(page.locator(".atlas-footer a[href='./about']")).to_have_css("color", "rgb(0, 94, 184)")
    reader.rest()
    assert f"{INNER}_dash-update-component" in paths
    assert [path for path in paths if not path.startswith(INNER)] == []

    page.locator(".atlas-footer").get_by_role("link", name="April 2019").click()
    page.wait_for_url(f"{host}/")
    reader.settled(None)
    expect(name).to_have_text("NENC Health Atlas")

    assert reader.context.cookies() == []
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    reader.context.close()
    assert not reader.complaints


#: What both have under one name, as pages, files and for programs.
PATHS = ("", "about", "glossary", "open-data", "data.csv", "map.svg", "version")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_of_one_is_never_taken_for_one_of_the_other(
    clients: tuple[FlaskClient, FlaskClient], path: str
) -> None:
    outer, inner = clients
    one, other = outer.get(f"/{path}"), inner.get(f"{INNER}{path}")
    assert one.data != other.data
    assert one.status_code == other.status_code
    assert {*one.headers.getlist("Set-Cookie"), *other.headers.getlist("Set-Cookie")} == set()
    for client, address, known in ((outer, f"/{path}", other), (inner, f"{INNER}{path}", one)):
        again = client.get(address, headers={"If-None-Match": known.headers.get("ETag", '"none"')})
        assert again.status_code == one.status_code


def test_a_page_fetched_ahead_is_given_by_its_own_edition_alone(
    clients: tuple[FlaskClient, FlaskClient], callback: Callable[[Any], dict[str, Any]]
) -> None:
    names = [
        client.post(f"{path}_dash-update-component", json=callback({"search": "", "frame": [760, 520]})).get_json()[
            "response"
        ]["page"]["data"]["edition"]
        for client, path in zip(clients, ("/", INNER), strict=True)
    ]
    assert names[0] != names[1]
    given = [
        [client.get(f"{path}page/{name}?frame=760x520").status_code for name in names]
        for client, path in zip(clients, ("/", INNER), strict=True)
    ]
    assert given == [[200, 204], [204, 200]]
