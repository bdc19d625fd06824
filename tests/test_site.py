"""The address that files print, and the environment that decides it: nothing that a stranger wrote stands in a file."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.core.atlas import Atlas
from dashboard.web.app import create_app
from dashboard.web.settings import SettingsError, settings
from dashboard.web.site import LAPTOP, AskedHost, Hosts, host_name, site

ROOT = Path(__file__).parent.parent
PUBLIC = "https://atlas.example/"
FORWARDED = {"X-Forwarded-Host": "atlas.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/health"}


def visitor(tiny: Atlas, prefix: str = "/", **environment: str) -> FlaskClient:
    """A browser of an atlas with an environment."""
    hosts = settings(environment).hosts
    return create_app(tiny, str(ROOT / "assets"), prefix, hosts=hosts).server.test_client()


def printed(reader: FlaskClient, path: str = "/data.xlsx", **headers: str) -> str:
    """The address in a workbook that was asked for with some headers."""
    answer = reader.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == 200
    return str(dict(load_workbook(BytesIO(answer.data))["About"].iter_rows(values_only=True))["Address"])


@pytest.mark.parametrize(
    ("environment", "host", "address"),
    [
        ({}, "localhost", "http://localhost/"),
        ({}, "localhost:8050", "http://localhost:8050/"),
        ({}, "LOCALHOST:8050", "http://LOCALHOST:8050/"),
        ({}, "127.0.0.1:8050", "http://127.0.0.1:8050/"),
        ({}, "[::1]:8050", "http://[::1]:8050/"),
        ({}, "evil.example", "/"),
        ({}, "localhost.evil.example", "/"),
        ({}, "localhost:80.evil.example", "/"),
        ({}, "localhost:80@evil.example", "/"),
        ({}, "evil.example:8050", "/"),
        ({}, "", "/"),
        ({"HOST": "10.1.2.3"}, "10.1.2.3:8050", "http://10.1.2.3:8050/"),
        ({"HOST": "0.0.0.0"}, "localhost:8050", "/"),
        ({"HOST": "0.0.0.0"}, "0.0.0.0:8050", "/"),
        ({"HOST": "::"}, "localhost", "/"),
        ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "atlas.example, 10.1.2.3"}, "atlas.example", "http://atlas.example/"),
        ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "atlas.example, 10.1.2.3"}, "10.1.2.3:99", "http://10.1.2.3:99/"),
        ({"ALLOWED_HOSTS": "atlas.example"}, "localhost", "/"),
        ({"PUBLIC_URL": "https://atlas.example"}, "evil.example", PUBLIC),
        ({"PUBLIC_URL": "https://atlas.example/"}, "localhost", PUBLIC),
        ({"PUBLIC_URL": "https://atlas.example", "HOST": "0.0.0.0"}, "localhost", PUBLIC),
    ],
)
def test_only_hosts_that_are_known_are_printed(environment, host, address):
    assert site(settings(environment).hosts, "/", AskedHost("http", host)) == address


@pytest.mark.parametrize(
    ("public", "prefix", "address"),
    [
        ("https://a.example", "/atlas/", "https://a.example/atlas/"),
        ("https://a.example/atlas", "/atlas/", "https://a.example/atlas/"),
        ("https://a.example/atlas/", "/", "https://a.example/atlas/"),
        ("https://a.example/health", "/atlas/", "https://a.example/health/atlas/"),
    ],
)
def test_the_prefix_stands_in_the_public_address_once(public, prefix, address):
    assert site(Hosts(public_url=public), prefix, AskedHost("http", "x")) == address


@given(st.text(), st.text(), st.text())
def test_no_words_of_a_request_are_printed_for_a_strange_host(scheme, host, path):
    asked = AskedHost(scheme, host, path)
    if host_name(host) not in LAPTOP.allowed:
        assert (
            site(LAPTOP, "/", asked).strip("/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.~-") == ""
        )


@pytest.mark.parametrize(
    ("environment", "headers", "address"),
    [
        ({}, FORWARDED, "http://localhost/"),
        ({"TRUSTED_PROXIES": "1"}, FORWARDED, "https://atlas.example/health/"),
        ({"TRUSTED_PROXIES": "1"}, {}, "http://localhost/"),
        ({"TRUSTED_PROXIES": "1", "HOST": "0.0.0.0"}, FORWARDED, "https://atlas.example/health/"),
        ({"TRUSTED_PROXIES": "1", "HOST": "0.0.0.0"}, {}, "/"),
        ({"TRUSTED_PROXIES": "1"}, {"Host": "evil.example"}, "/"),
        ({"TRUSTED_PROXIES": "1"}, {"X-Forwarded-Host": "evil.example, atlas.example"}, "http://atlas.example/"),
        ({"TRUSTED_PROXIES": "2"}, {"X-Forwarded-Host": "evil.example, a.example, b.example"}, "http://a.example/"),
        ({"TRUSTED_PROXIES": "2"}, {"X-Forwarded-Host": "evil.example"}, "http://localhost/"),
        ({"TRUSTED_PROXIES": "1"}, {"X-Forwarded-Host": "a.example/<b>"}, "/"),
        ({"TRUSTED_PROXIES": "1", "ALLOWED_HOSTS": "a.example"}, {"X-Forwarded-Host": "b.example"}, "/"),
        ({"TRUSTED_PROXIES": "1", "PUBLIC_URL": "https://a.example"}, FORWARDED, "https://a.example/"),
    ],
)  # fmt: skip
def test_the_words_of_proxies_count_as_far_as_they_are_trusted(tiny: Atlas, environment, headers, address):
    assert printed(visitor(tiny, **environment), **{k.replace("-", "_"): v for k, v in headers.items()}) == address


@pytest.mark.parametrize("prefix", ["/health", "/health/", "/"])
def test_a_prefix_of_the_proxy_that_the_atlas_knows_is_printed_once(tiny: Atlas, prefix):
    reader = visitor(tiny, "/health/", TRUSTED_PROXIES="1")
    headers = {**FORWARDED, "X-Forwarded-Prefix": prefix}
    words = {name.replace("-", "_"): value for name, value in headers.items()}
    assert printed(reader, "/health/data.xlsx", **words) == "https://atlas.example/health/"


FILES = ("map.svg", "map.pptx", "chart.svg", "data.xlsx", "data.csv", "pack.zip", "snapshot.html")


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_a_strange_host_and_every_page_is_still_served(tiny: Atlas, name):
    reader = visitor(tiny)
    answer = reader.get(f"/{name}?show=ranking", headers={"Host": "evil.example"})
    assert answer.status_code == 200
    assert b"evil.example" not in unpacked(answer.data)
    for path in ("/", "/about", "/healthz", "/nowhere"):
        page = reader.get(path, headers={"Host": "evil.example", "Accept": "text/html"})
        assert page.status_code == (404 if path == "/nowhere" else 200)
        assert "evil.example" not in page.text + str(page.headers)


def unpacked(content: bytes) -> bytes:
    """A file, or all that is in it if it is an archive."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as archive:
        return b"".join(unpacked(archive.read(name)) for name in archive.namelist())


def test_a_file_of_another_host_has_a_validator_of_its_own(tiny: Atlas):
    reader = visitor(tiny)
    tags = {reader.head("/map.png", headers={"Host": host}).headers["ETag"] for host in ("localhost", "evil.example")}
    assert len(tags) == 2


WRONG = {
    "PUBLIC_URL": ["atlas.example", "ftp://atlas.example", "https://", "https://a b", "https://a.example/?x=1", "//a"],
    "TRUSTED_PROXIES": ["abc", "-1", "1.5", "99", "٣"],
    "ALLOWED_HOSTS": ["a b", "https://a.example", "a.example,,<b>", "*"],
    "PORT": ["abc", "0", "65536", "-1", "8050.0", "9" * 5_000],
    "WEB_CONCURRENCY": ["two", "0", "-2", "1000"],
    "HOST": ["127.0.0.1:8050", "a b", "http://localhost"],
    "LOG_LEVEL": ["loud", "NOTSET"],
    "ACCESS_LOG": ["yes", "json"],
    "LOG_ADDRESSES": ["all", "true"],
    "FRAME_ANCESTORS": ["a.example", "https://a.example; script-src *", "* self"],
    "URL_PREFIX": ["<path:any>", "a b", "../a", "a/./b", "a?b", "a#b", "\u00e9", "a//b", "%2e"],
    "SECURITY_CONTACT": ["it@trust.example", "http://trust.example"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_in_a_sentence_that_names_it(name, value):
    with pytest.raises(SettingsError) as refused:
        settings({name: value})
    assert str(refused.value).startswith(f"{name} ")
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_every_wrong_value_is_told_at_once_and_an_empty_one_is_none():
    with pytest.raises(SettingsError) as refused:
        settings({name: values[0] for name, values in WRONG.items()})
    assert len(str(refused.value).splitlines()) == len(WRONG)
    assert settings(dict.fromkeys(WRONG, " ")) == settings({})


@pytest.mark.parametrize("command", [["app.py"], ["-m", "gunicorn", "--check-config"]], ids=["python", "gunicorn"])
@pytest.mark.parametrize("name", ["PUBLIC_URL", "TRUSTED_PROXIES", "PORT", "LOG_LEVEL"])
def test_a_wrong_environment_stops_the_start_without_a_stack_trace(command, name):
    environment = {"PATH": "", name: WRONG[name][0]}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1
    assert f"{name} is" in done.stderr
    assert "Traceback" not in done.stderr
