"""Addresses of linked files: a hash of the content, equal in every copy, and only the true one lasts for ever."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.core.version import PACKAGE, code_version
from dashboard.web.app import create_app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another copy of the assets, made at another time."""
    copy = shutil.copytree(ROOT / "assets", tmp_path_factory.mktemp("clone") / "assets")
    for path in Path(copy).rglob("*"):
        os.utime(path, (1, 1))
    return Path(copy)


def linked(client: FlaskClient, page: str = "/", prefix: str = "") -> list[str]:
    """The files that a page links."""
    links = re.findall(r'(?:src|href)="([^"#]+)"', client.get(f"{prefix}{page}", headers={"Accept": "text/html"}).text)
    return [link for link in links if link.startswith((f"{prefix}/assets/", f"{prefix}/_dash"))]


def kept(client: FlaskClient, address: str) -> str:
    with client.get(address) as answer:
        return str(answer.headers["Cache-Control"])


@pytest.mark.parametrize("page", ["/", "/embed", "/about", "/nowhere"])
def test_every_file_that_a_page_links_may_be_kept_for_ever(client: FlaskClient, page):
    found = linked(client, page)
    assert found
    assert [link for link in found if "immutable" not in kept(client, link)] == []


@pytest.mark.parametrize("page", ["/", "/embed"])
def test_no_script_is_linked_that_no_part_of_the_page_uses(client: FlaskClient, page):
    scripts = [link for link in linked(client, page) if link.partition("?")[0].endswith(".js")]
    assert any("dash_renderer" in script for script in scripts)
    unused = ("/dash_table/", "/dcc/", "/html/", "polyfill")
    assert [script for script in scripts if any(part in script for part in unused)] == []


def test_the_browser_has_every_component_that_the_page_is_made_of(client: FlaskClient):
    """In the place of Dash's own, of which there are hundreds."""
    made_of = set(re.findall(r'"type": ?"([A-Z]\w+|A)"', client.get("/_dash-layout").text))
    source = (ROOT / "assets-src" / "page" / "components.js").read_text(encoding="utf-8")
    (elements,) = re.findall(r"ELEMENTS = \[([^]]*)\]", source)
    assert made_of == {"Store", *re.findall(r"\w+", elements)}


def test_under_a_prefix_too(tiny: Atlas):
    client = create_app(tiny, str(ROOT / "assets"), "/atlas/nenc/").server.test_client()
    found = linked(client, prefix="/atlas/nenc")
    assert len(found) > 10
    assert [link for link in found if "immutable" not in kept(client, link)] == []


def test_two_copies_of_the_files_have_the_same_addresses(client: FlaskClient, tiny: Atlas, assets: Path):
    other = create_app(tiny, str(assets)).server.test_client()
    assert linked(other) == linked(client)
    assert linked(other, "/about") == linked(client, "/about")


def test_a_file_that_changed_has_another_address(client: FlaskClient, tiny: Atlas, assets: Path, tmp_path: Path):
    changed = Path(shutil.copytree(assets, tmp_path / "assets"))
    (changed / "20-atlas.css").write_text("/* new */")
    other = create_app(tiny, str(changed)).server.test_client()
    new = set(linked(other)) - set(linked(client))
    assert [link.partition("?")[0] for link in new] == ["/assets/20-atlas.css"]


def test_any_other_address_of_a_file_is_asked_for_again_each_time(client: FlaskClient):
    style, suite = (next(link for link in linked(client) if part in link) for part in ("atlas.css", "dash_renderer"))
    path, own = style.split("?m=")
    wrong = [
        *(f"{path}{query}" for query in ("", "?m=9999", "?m=", f"?m={own}0", f"?m={own}&x", f"?x&m={own}", "?v=1")),
        "/assets/20-atlas.css?m=" + own[::-1],
        re.sub(r"m[0-9a-f]+\.", "m0123abc.", suite),
        re.sub(r"\.v[\w]+?m", ".v9_9_9m", suite),
        re.sub(r"\.v[\w]+m[0-9a-f]+", "", suite),
        f"{suite}?m=1",
    ]
    for address in wrong:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert answer.headers["Cache-Control"] == "no-cache", address
            assert answer.headers["ETag"]
            tag = answer.headers["ETag"]
        with client.get(address, headers={"If-None-Match": tag}) as again:
            assert again.status_code == 304, address


@pytest.mark.parametrize(
    "address", ["/assets/nothing.v1m2.css", "/assets/nothing.js?m=1", "/about?m=1", "/?m=1", "/healthz?m=1"]
)
def test_what_is_no_linked_file_is_never_kept_for_ever(client: FlaskClient, address):
    assert "immutable" not in client.get(address).headers.get("Cache-Control", "")


def test_the_version_of_the_code_is_that_of_its_files(tmp_path: Path):
    one, two = (
        Path(shutil.copytree(PACKAGE, tmp_path / clone / "dashboard", ignore=shutil.ignore_patterns("__pycache__")))
        for clone in ("one", "two")
    )
    for clone in (one, two):
        shutil.copy(PACKAGE.parent / "requirements.txt", clone.parent)
    assert code_version(one) == code_version(two) == code_version()
    changes = [
        one / "export" / "writers" / "poster.typ",
        one / "web" / "page" / "templates" / "table.html",
        one.parent / "requirements.txt",
    ]
    seen = {code_version(one)}
    for changed in changes:
        changed.write_text(changed.read_text() + "\n")
        seen.add(code_version(one))
    next((one / "export" / "picture" / "fonts").glob("*.ttf")).write_bytes(b"another font")
    seen.add(code_version(one))
    assert len(seen) == len(changes) + 2
    compiled = one / "core" / "__pycache__"
    compiled.mkdir()
    for name in ("atlas.cpython-311.pyc", "atlas.cpython-311.pyc.140234567"):  # the second while it is being written
        (compiled / name).write_bytes(b"compiled")
    assert code_version(one) in seen
