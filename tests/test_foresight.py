"""Pages that are fetched ahead: they are those of the callback, of one edition, and nobody waits because of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from dashboard.core.atlas import Atlas
from dashboard.web import answers, foresight
from dashboard.web.app import create_app
from dashboard.web.foresight import edition_of, told_in
from dashboard.web.metrics import METRICS
from dashboard.web.question import rooms

ASSETS = str(Path(__file__).parent.parent / "assets")
POSTED = {"search": "?by=council", "frame": [900, 600], "place": [620, 520], "beside": [400, 420]}
KEYS = {"search": "?by=council", "frame": "900x600", "place": "620x520", "beside": "400x420"}


@pytest.fixture
def visitor(tiny: Atlas) -> FlaskClient:
    return create_app(tiny, ASSETS, version="data-1").server.test_client()


def edition(visitor: FlaskClient, callback) -> str:
    return posted(visitor, callback, {"search": ""})["edition"]


def posted(visitor: FlaskClient, callback, told: dict) -> dict:
    return visitor.post("/_dash-update-component", json=callback(told)).get_json()["response"]["page"]["data"]


def got(visitor: FlaskClient, name: str, keys: dict[str, str], **headers: str):
    return visitor.get(f"/page/{name}?{urlencode(keys)}", headers=headers)


def test_a_page_that_is_fetched_ahead_is_the_answer_of_the_callback(tiny: Atlas, callback) -> None:
    ahead, after = (create_app(tiny, ASSETS, version="data-1").server.test_client() for _ in range(2))
    first = got(ahead, edition(ahead, callback), KEYS)
    assert first.status_code == 200
    assert first.get_json() == after.post("/_dash-update-component", json=callback(POSTED)).get_json()
    assert first.get_json()["response"]["page"]["data"]["address"].startswith("?area=")


def test_the_callback_is_answered_with_what_was_fetched_ahead(
    visitor: FlaskClient, callback, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = edition(visitor, callback)
    first = got(visitor, name, KEYS).get_json()
    monkeypatch.setattr(answers.Answers, "_counted", lambda *_: pytest.fail("it was drawn again"))
    assert posted(visitor, callback, POSTED) == first["response"]["page"]["data"]


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_a_browser_that_has_the_page_is_told_so_without_drawing(
    visitor: FlaskClient, callback, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    name = edition(visitor, callback)
    first = got(visitor, name, KEYS, Accept_Encoding=encoding)
    assert first.headers.get("Content-Encoding", "") == encoding
    assert (first.headers["Cache-Control"], first.headers["Vary"]) == ("private, max-age=600", "Accept-Encoding")
    monkeypatch.setattr(answers.Answers, "answer", lambda *_: pytest.fail("it was answered from the memory"))
    again = got(visitor, name, KEYS, Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_each_view_and_room_has_a_tag_of_its_own(visitor: FlaskClient, callback) -> None:
    name = edition(visitor, callback)
    compared = {**KEYS, "search": "?by=council&show=compare&against=area:icp-south"}
    asked_for = (
        *(KEYS, {**KEYS, "frame": "700x600"}, {**KEYS, "search": "?by=ccg"}),
        *(compared, {**compared, "beside": "340x420"}),
    )
    assert len({got(visitor, name, keys).headers["ETag"] for keys in asked_for}) == 5


def test_one_view_in_one_room_has_one_tag_however_it_is_asked_for(visitor: FlaskClient, callback) -> None:
    name = edition(visitor, callback)
    whole = posted(visitor, callback, POSTED)["address"]
    asked_for = (
        *(KEYS, {**KEYS, "search": "by=council"}, {**KEYS, "frame": "910x640"}),
        *({**KEYS, "place": "500x400"}, {**KEYS, "beside": "340x420"}, {**KEYS, "besidePlace": "340x420"}),
    )
    assert len({got(visitor, name, keys).headers["ETag"] for keys in asked_for}) == 1
    turned = "&".join(reversed(whole.removeprefix("?").split("&")))
    tags = {got(visitor, name, {**KEYS, "search": search}).headers["ETag"] for search in (whole, turned)}
    assert len(tags) == 1


def test_no_page_is_given_out_under_the_name_of_another_edition(tiny: Atlas, visitor: FlaskClient, callback) -> None:
    before = edition(visitor, callback)
    renewed = create_app(tiny, ASSETS, version="data-2").server.test_client()
    assert edition(renewed, callback) != before
    refused = got(renewed, before, KEYS)
    assert (refused.status_code, refused.data, refused.headers["Cache-Control"]) == (204, b"", "no-store")


def test_another_day_is_another_edition_for_pages_speak_of_this_year(monkeypatch: pytest.MonkeyPatch) -> None:
    now = edition_of("data-1 code-1")
    assert now == edition_of("data-1 code-1") != edition_of("data-2 code-1")
    monkeypatch.setattr(foresight, "today", lambda: date(1999, 1, 1))
    assert edition_of("data-1 code-1") != now


def test_while_a_page_is_drawn_none_is_drawn_ahead_but_what_is_there_is_given(visitor: FlaskClient, callback) -> None:
    name, seen = edition(visitor, callback), []
    known = {"search": "?by=ccg", "frame": "900x600"}
    assert got(visitor, name, known).status_code == 200

    def draw() -> bytes:
        seen.extend(got(visitor, name, keys).status_code for keys in (KEYS, known))
        return b"{}"

    with visitor.application.test_request_context():
        visitor.application.extensions[foresight.EXTENSION].answer("a reader who waits", draw)
    assert seen == [204, 200]
    assert got(visitor, name, KEYS).status_code == 200


@pytest.mark.parametrize(
    "room", ["", "900", "900x", "x600", "-1x5", "1e3x5", "900x600x1", "9" * 4_400 + "x1", "\u0661x\u0662"]
)
def test_what_is_no_room_counts_as_none(room: str) -> None:
    assert told_in({"search": "?by=ccg", "frame": room}) == {"search": "?by=ccg"}
    assert rooms(told_in({"frame": room})) == rooms({})


def test_metrics_and_the_view_of_the_log_tell_such_pages_apart(
    visitor: FlaskClient, callback, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, said = edition(visitor, callback), []
    monkeypatch.setattr(METRICS.board, "say", said.append)
    got(visitor, name, {**KEYS, "search": "?by=council&utm_source=somebody"})
    assert re.match(r"GET /page/<edition> area=\w+&by=council&", said[0])
    assert "somebody" not in said[0]
    METRICS.answered("/page/<edition>", "200", 0.001)
    assert 'atlas_requests_total{route="/page/<edition>",status="200"}' in METRICS.text("")
