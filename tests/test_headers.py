"""What browsers are told: who may frame and show the atlas, how it is reached, how long an answer may be kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.core.today import today
from dashboard.web.app import create_app
from dashboard.web.settings import SettingsError, settings
from dashboard.web.site import Hosts, security_txt

ASSETS = str(Path(__file__).parent.parent / "assets")
PAGES = ["/", "/?by=council", "/embed", "/about", "/open-data", "/_dash-layout", "/_dash-dependencies"]


def visitor(tiny: Atlas, **environment: str) -> FlaskClient:
    """A browser of an atlas with an environment."""
    return create_app(tiny, ASSETS, hosts=settings(environment).hosts).server.test_client()


@pytest.fixture(scope="module")
def usual(tiny: Atlas) -> FlaskClient:
    return visitor(tiny)


@pytest.mark.parametrize(
    ("environment", "headers", "is_told"),
    [
        ({}, {}, False),
        ({}, {"X-Forwarded-Proto": "https"}, False),
        ({"TRUSTED_PROXIES": "1"}, {"X-Forwarded-Proto": "https"}, True),
        ({"TRUSTED_PROXIES": "1"}, {"X-Forwarded-Proto": "http"}, False),
        ({"TRUSTED_PROXIES": "1"}, {}, False),
        ({"TRUSTED_PROXIES": "2"}, {"X-Forwarded-Proto": "https"}, False),
        ({"PUBLIC_URL": "https://atlas.example"}, {}, False),
    ],
)
def test_https_is_demanded_only_of_a_reader_who_came_by_it(
    tiny: Atlas, environment: dict[str, str], headers: dict[str, str], is_told: bool
) -> None:
    reader = visitor(tiny, **environment)
    for path in ("/", "/map.svg", "/nowhere"):
        found = reader.get(path, headers=headers).headers.get("Strict-Transport-Security")
        assert found == ("max-age=31536000" if is_told else None), path


FRAMERS = [
    ("", "*"),
    ("*", "*"),
    ("none", "'none'"),
    ("self", "'self'"),
    ("self https://a.example", "'self' https://a.example"),
    ("  https://*.trust.example:8443   http://intranet ", "https://*.trust.example:8443 http://intranet"),
]


@pytest.mark.parametrize(("asked", "told"), FRAMERS)
def test_who_may_frame_the_page_for_frames_is_the_operators_word(tiny: Atlas, asked: str, told: str) -> None:
    reader = visitor(tiny, FRAME_ANCESTORS=asked)
    assert reader.get("/embed").headers["Content-Security-Policy"].endswith(f"; frame-ancestors {told}")
    for path in ("/", "/about", "/map.png", "/nowhere", "/embed/"):
        assert reader.get(path).headers["Content-Security-Policy"].endswith("; frame-ancestors 'self'"), path


@pytest.mark.parametrize(
    "asked",
    [
        *("a.example", "https://a.example/path", "https://a.example; script-src *", "'self'", "* self", "none self"),
        *("https://", "https://a.example,https://b.example", "javascript:", "https://a..example"),
    ],
)
def test_words_that_could_end_or_widen_the_policy_stop_the_start(asked: str) -> None:
    with pytest.raises(SettingsError, match="FRAME_ANCESTORS is "):
        settings({"FRAME_ANCESTORS": asked})


@pytest.mark.parametrize("path", ["/map.svg", "/data.csv", "/embed", "/chart.svg?show=ranking", "/map.png?by=nonsense"])
def test_pictures_and_data_may_stand_in_any_page_and_nothing_else(usual: FlaskClient, path: str) -> None:
    assert usual.get(path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    for own in (*(page for page in PAGES if page != "/embed"), "/nowhere", "/assets/20-atlas.js", "/map.svgz"):
        assert usual.get(own, buffered=True).headers["Cross-Origin-Resource-Policy"] == "same-origin", own


def test_a_page_asks_for_no_device_and_opens_to_no_other_window(usual: FlaskClient) -> None:
    headers = usual.get("/").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    refused = headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(refused)
    assert all(part.endswith("=()") for part in refused)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_a_page_is_sent_again_only_if_it_changed(usual: FlaskClient, path: str, encoding: str) -> None:
    packed = {"Accept-Encoding": encoding}
    first = usual.get(path, headers=packed)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
    tag = first.headers["ETag"]
    again = usual.get(path, headers={**packed, "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"].removeprefix("W/")) == (
        304,
        b"",
        tag.removeprefix("W/"),
    )
    assert again.headers["Cache-Control"] == "no-cache"
    assert usual.get(path, headers={**packed, "If-None-Match": '"another"'}).status_code == 200


def test_what_failed_and_what_was_posted_is_not_kept(usual: FlaskClient, callback) -> None:
    for path in ("/nowhere", "/map.png?by=nonsense", "/assets/nothing.css", "/_dash-component-suites/dash/x.js"):
        assert usual.get(path).headers["Cache-Control"] == "no-store", path
    assert usual.delete("/").headers["Cache-Control"] == "no-store"
    posted = usual.post("/_dash-update-component", json=callback({"search": "", "frame": [700, 500]}))
    assert (posted.status_code, posted.headers["Cache-Control"]) == (200, "no-store")


def test_no_answer_sets_a_cookie(usual: FlaskClient, callback) -> None:
    asked = [*PAGES, "/nowhere", "/map.svg", "/data.csv", "/assets/20-atlas.js", "/healthz"]
    answers = [usual.get(path, headers={"Cookie": "a=b"}, buffered=True) for path in asked]
    answers.append(usual.post("/_dash-update-component", json=callback({"search": "", "frame": [700, 500]})))
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * len(answers)


def test_a_number_for_a_request_is_taken_from_a_trusted_proxy_only(tiny: Atlas, usual: FlaskClient) -> None:
    given = {"X-Request-ID": "abc-1"}
    assert usual.get("/about", headers=given).headers["X-Request-ID"] != "abc-1"
    trusting = visitor(tiny, TRUSTED_PROXIES="1")
    assert trusting.get("/about", headers=given).headers["X-Request-ID"] == "abc-1"
    assert trusting.get("/about", headers={"X-Request-ID": "a b"}).headers["X-Request-ID"] != "a b"


def test_whom_to_tell_of_a_weakness_is_said_if_the_operator_says_it(tiny: Atlas, usual: FlaskClient) -> None:
    assert usual.get("/.well-known/security.txt").status_code == 404
    answer = visitor(tiny, SECURITY_CONTACT="mailto:it@trust.example").get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:it@trust.example"
    expires = date.fromisoformat(fields["Expires"].partition("T")[0])
    assert timedelta(days=30) < expires - today() < timedelta(days=366)


def test_the_file_has_its_own_address_where_that_is_known() -> None:
    hosts = Hosts(public_url="https://atlas.example", contact="https://trust.example/security")
    assert security_txt(hosts, "/health/", date(2026, 1, 1)) == (
        "Contact: https://trust.example/security\n"
        "Expires: 2026-06-30T00:00:00.000Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://atlas.example/health/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    "contact", ["it@trust.example", "http://trust.example", "mailto:a\nX: b", "mailto:a b@c.d", "x"]
)
def test_a_contact_that_could_not_be_reached_stops_the_start(contact: str) -> None:
    with pytest.raises(SettingsError, match="SECURITY_CONTACT is "):
        settings({"SECURITY_CONTACT": contact})
