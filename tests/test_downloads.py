"""The export routes: the right file for every address, one plain sentence for a wrong one, and room for the map."""

from __future__ import annotations

import csv
import re
import runpy
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from shipped import Level
from test_web import TRACE

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.export_format import ExportFormat
from dashboard.export.formats import FORMATS, OF_COMMAND, offered
from dashboard.export.picture.primitives import SIZES
from dashboard.export.writers import pack
from dashboard.views import resolve
from dashboard.views.staging import scene
from dashboard.web import downloads
from dashboard.web.app import create_app
from dashboard.web.metrics import METRICS
from dashboard.wording import captions

ROOT = Path(__file__).parent.parent
STROKE = "by=council&condition=stroke&measure=deaths-smr"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "map.png": ("image/png", "nenc-stroke-deaths-smr-by-council-2015-19-slide.png", b"\x89PNG\r\n\x1a\n"),
    "map.svg": ("image/svg+xml", "nenc-stroke-deaths-smr-by-council-2015-19-slide.svg", b"<svg"),
    "map.pdf": ("application/pdf", "nenc-stroke-deaths-smr-by-council-2015-19-slide.pdf", b"%PDF-"),
    "map.pptx": (SLIDES, "nenc-stroke-deaths-smr-by-council-2015-19-slide.pptx", b"PK\x03\x04"),
    "data.csv": ("text/csv", "nenc-stroke-deaths-smr-by-council-2015-19.csv", b"\xef\xbb\xbfarea_code"),
    "data.xlsx": (SHEETS, "nenc-stroke-deaths-smr-by-council-2015-19.xlsx", b"PK\x03\x04"),
}
#: Sizes as the issue promises them, not as the code has them.
PROMISED = {
    "slide": (1920, 1080),
    "a4": (3508, 2480),
    "a4-portrait": (2480, 3508),
    "social": (1200, 675),
    "square": (1080, 1080),
    "story": (1080, 1920),
}
WRONG = {
    "an unknown area": ("area=E99999999", "area"),
    "all of England": ("area=E92000001", "area"),
    "an unknown condition": ("condition=plague", "condition"),
    "a condition without figures": ("condition=pneumonia", "Pneumonia"),
    "an unknown measure": ("condition=stroke&measure=luck", "measure"),
    "an unknown level": ("by=street", "level"),
    "a level without figures": ("condition=stroke&measure=yll&by=neighbourhood", "This edition holds this measure for"),
    "a level that is not inside": ("area=E06000005&by=icp", "holds no"),
    "a period without figures": (f"{STROKE}&period=1845", "1845"),
    "an unknown overlay": ("overlay=rain", "overlay"),
    "an unknown size": (f"{STROKE}&size=wallpaper", "size"),
    "a scale that is a word": (f"{STROKE}&scale=big", "scale"),
    "no scale at all": (f"{STROKE}&scale=nan", "scale"),
    "an endless scale": (f"{STROKE}&scale=inf", "scale"),
    "a scale below zero": (f"{STROKE}&scale=-1", "scale"),
    "a scale too small": (f"{STROKE}&scale=0.19", "scale"),
    "a scale too large": (f"{STROKE}&scale=2.01", "scale"),
    "an unknown set of conditions": (f"{STROKE}&conditions=some", "conditions"),
}


def pixels(png: bytes) -> tuple[int, int]:
    """Width and height out of the header of a PNG file."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[12:16] == b"IHDR"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def is_one_sentence(said: str) -> bool:
    return bool(re.fullmatch(r"[^\n<>{}]{15,400}\.", said)) and "  " not in said and not TRACE.search(said)


# The right file.


@pytest.mark.parametrize("name", FILES)
def test_an_address_gives_the_file_of_its_view(client: FlaskClient, name: str) -> None:
    mimetype, called, begins = FILES[name]
    response = client.get(f"/{name}?{STROKE}")
    assert response.status_code == 200
    assert response.mimetype == mimetype
    kind, _, rest = response.headers["Content-Disposition"].partition("; ")
    assert rest == f'filename="{called}"'
    assert kind == ("inline" if name in ("map.png", "map.svg", "map.pdf") else "attachment")
    assert response.data.startswith(begins)
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    tag, is_weak = response.get_etag()
    assert tag
    assert not is_weak


@pytest.mark.parametrize(
    ("path", "mimetype", "called"),
    [
        ("map.pptx?conditions=all&", SLIDES, "nenc-darlington-ccg-all-conditions.pptx"),
        ("pack.zip?size=social&", "application/zip", "nenc-darlington-ccg-all-conditions.zip"),
        ("pack.pdf?", "application/pdf", "nenc-darlington-ccg-all-conditions.pdf"),
    ],
    ids=["deck", "zip", "board pack"],
)
def test_a_pack_names_its_area(client: FlaskClient, path: str, mimetype: str, called: str) -> None:
    response = client.get(f"/{path}area=E38000042&by=ccg", buffered=True)
    assert response.status_code == 200
    assert response.mimetype == mimetype
    assert f'filename="{called}"' in response.headers["Content-Disposition"]
    assert response.get_etag()[1] is False


@pytest.mark.parametrize("name", FILES)
def test_the_same_address_gives_the_same_bytes_and_the_same_validator(client: FlaskClient, name: str) -> None:
    one, two = (client.get(f"/{name}?{STROKE}&size=social") for _ in range(2))
    assert one.data == two.data
    assert one.get_etag() == two.get_etag()


def test_the_zip_pack_is_the_same_bytes_each_time(client: FlaskClient) -> None:
    one, two = (client.get("/pack.zip?area=E02001682&by=neighbourhood&size=social", buffered=True) for _ in range(2))
    assert one.status_code == 200
    assert one.data == two.data
    assert ZipFile(BytesIO(one.data)).testzip() is None


def test_two_addresses_of_one_view_have_one_validator(client: FlaskClient) -> None:
    short, long = (client.head(f"/map.png?{query}") for query in ("", "area=E54000049&by=ccg&condition=all-causes"))
    assert short.get_etag() == long.get_etag()


@pytest.mark.parametrize("name", [*FILES, "pack.zip", "pack.pdf"])
def test_a_file_that_the_reader_has_is_not_sent_again(client: FlaskClient, name: str) -> None:
    query = "area=E02001682&by=neighbourhood&condition=stroke&measure=deaths-smr"
    first = client.get(f"/{name}?{query}", buffered=True)
    again = client.get(f"/{name}?{query}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get(f"/{name}?{query}", headers={"If-None-Match": '"another"'}, buffered=True).status_code == 200


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("name", ["data.csv", "data.json", "profile.csv", "chart.csv"])
def test_a_file_that_came_compressed_is_not_sent_again_either(client: FlaskClient, name: str, encoding: str) -> None:
    """Its validator is a weak one then, for the bytes differ."""
    asked = f"/{name}?{STROKE}&show=ranking"
    first = client.get(asked, headers={"Accept-Encoding": encoding})
    assert (first.status_code, first.headers["Content-Encoding"], first.get_etag()[1]) == (200, encoding, True)
    again = client.get(asked, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_everything_that_changes_the_file_changes_its_validator(client: FlaskClient) -> None:
    queries = (STROKE, f"{STROKE}&size=social", f"{STROKE}&scale=0.5", f"{STROKE}&overlay=deprivation", "")
    addresses = [f"/map.png?{query}" for query in queries]
    addresses += [f"/map.svg?{STROKE}", f"/map.pptx?{STROKE}", f"/map.pptx?{STROKE}&conditions=all"]
    tags = [client.head(address).headers["ETag"] for address in addresses if "conditions" not in address]
    tags.append(client.head(addresses[-1]).headers["ETag"])
    assert len(set(tags)) == len(addresses)


def test_new_data_and_a_new_day_make_a_new_validator(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def tag(version: str) -> str:
        server = create_app(tiny, str(ROOT / "assets"), version=version).server
        return server.test_client().get("/data.csv").headers["ETag"]

    assert tag("one") == tag("one")
    assert tag("one") != tag("two")
    today = tag("one")

    monkeypatch.setattr(downloads, "today", lambda: date(2031, 5, 1))
    assert tag("one") != today


def test_new_code_makes_a_new_validator(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def tags() -> list[str]:
        visitor = create_app(tiny, str(ROOT / "assets"), version="one").server.test_client()
        return [visitor.head(f"/{name}").headers["ETag"] for name in (*FILES, "pack.zip")]

    before = tags()
    monkeypatch.setattr(downloads, "code_version", lambda: "another")
    assert not set(before) & set(tags())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["", "br"])
def test_head_says_what_get_would_without_the_file(client: FlaskClient, name: str, encoding: str) -> None:
    address, headers = f"/{name}?{STROKE}&layers=ccg", {"Accept-Encoding": encoding}
    head, get, again = (ask(address, headers=headers) for ask in (client.head, client.get, client.head))
    for answer in (head, again):
        assert answer.status_code == 200
        assert answer.data == b""
        for header in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "Vary"):
            assert answer.headers.get(header) == get.headers.get(header)
        assert answer.headers.get("Content-Length") in (None, get.headers["Content-Length"])


ALL_FILES = tuple(dict.fromkeys(one.path for one in FORMATS))


MEDIA = {
    **{"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "pptx": SLIDES, "csv": "text/csv"},
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{"zip": "application/zip", "html": "text/html"},
    **{"json": "application/json", "geojson": "application/geo+json"},
}


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: f"{made.path} {made.query}")
def test_one_entry_makes_a_format_exist_at_its_address_on_the_page_and_for_the_command(
    client: FlaskClient, made: ExportFormat
) -> None:
    answer = client.head(f"/{made.path}?show=ranking&{made.query}")
    assert (answer.status_code, answer.mimetype) == (200, MEDIA[made.extension])
    assert answer.headers["Content-Disposition"].endswith(f'.{made.extension}"')
    assert made in offered(made.about) or not made.label
    assert made.key in OF_COMMAND or not made.named


def test_a_head_builds_nothing(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    makers = downloads._makers

    def counted(*arguments: Any) -> dict[str, Any]:
        return {name: lambda *_, name=name: built.append(name) or b"made" for name in makers(*arguments)}

    monkeypatch.setattr(downloads, "_makers", counted)
    visitor = create_app(atlas, str(ROOT / "assets")).server.test_client()
    for name in (*ALL_FILES, "map.pptx?conditions=all"):
        address = f"/{name}{'&' if '?' in name else '?'}show=ranking"
        head = visitor.head(address)
        assert head.status_code == 200
        assert head.headers["ETag"]
        assert head.headers.get("Content-Length") is None
        assert visitor.head(address, headers={"If-None-Match": head.headers["ETag"]}).status_code == 304
        assert visitor.head(f"{address}&area=nowhere").status_code == 400
    assert visitor.head("/chart.png?show=table").status_code == 400
    assert built == []
    assert visitor.get("/map.png").status_code == 200
    assert built == ["map.png"]


def test_a_picture_asked_for_again_needs_no_room_and_is_made_once(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    makers = downloads._makers

    def counted(*arguments: Any) -> dict[str, Any]:
        return makers(*arguments) | {"map.png": lambda *_: made.append("map.png") or b"a picture"}

    monkeypatch.setattr(downloads, "_makers", counted)
    visitor = create_app(tiny, str(ROOT / "assets")).server.test_client()
    first = visitor.get("/map.png")
    monkeypatch.setattr(downloads.Gate, "turn", lambda *_: pytest.fail("it waited for a turn"))
    again = visitor.get("/map.png?by=ccg")
    assert (first.data, first.headers["ETag"]) == (again.data, again.headers["ETag"])
    assert made == ["map.png"]


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx"])
def test_a_table_of_many_rows_waits_for_its_turn_and_a_short_one_does_not(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    turns: list[str] = []

    @contextmanager
    def counted(*_: Any) -> Iterator[None]:
        turns.append(name)
        yield

    monkeypatch.setattr(downloads.Gate, "turn", counted)
    visitor = create_app(atlas, str(ROOT / "assets")).server.test_client()
    assert visitor.get(f"/{name}?{STROKE}").status_code == 200
    assert turns == []
    assert visitor.get(f"/{name}?condition=stroke&measure=deaths-smr&by=neighbourhood").status_code == 200
    assert turns == [name]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_cannot_be_written(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/map.png").status_code == 405


# Sizes.


@pytest.mark.parametrize("size", PROMISED)
def test_a_picture_has_exactly_the_promised_pixels(client: FlaskClient, size: str) -> None:
    assert pixels(client.get(f"/map.png?{STROKE}&size={size}").data) == PROMISED[size]
    assert set(SIZES) == set(PROMISED)


@pytest.mark.parametrize("size", PROMISED)
@pytest.mark.parametrize("scale", ["0.2", "0.4", "0.5", "1.5", "2"])
def test_the_scale_is_that_of_the_pixels(client: FlaskClient, size: str, scale: str) -> None:
    if size.startswith("a4") and float(scale) > 1:
        pytest.skip("a picture of 35 million pixels; the bound is held by the next test")
    made = pixels(client.get(f"/map.png?{STROKE}&size={size}&scale={scale}").data)
    assert made == pytest.approx([side * float(scale) for side in PROMISED[size]], abs=1)


def test_no_picture_is_larger_than_the_bound(client: FlaskClient) -> None:
    largest = max(width * height for width, height in PROMISED.values())
    assert downloads._LARGEST_SCALE**2 * largest < 40_000_000
    assert client.get(f"/map.png?{STROKE}&scale=2").status_code == 200


# The wrong address.


@pytest.mark.parametrize("name", ["map.png", "map.svg", "map.pdf", "map.pptx", "data.csv", "data.xlsx"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_address_gives_one_sentence_and_never_a_file(client: FlaskClient, name: str, wrong: str) -> None:
    query, word = WRONG[wrong]
    response = client.get(f"/{name}?{query}")
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert word in response.text
    assert is_one_sentence(response.text), response.text
    assert "ETag" not in response.headers
    assert "Content-Disposition" not in response.headers
    assert "max-age" not in response.headers.get("Cache-Control", "no-store")


def test_a_worker_is_busy_with_a_file_in_parts_until_its_reader_has_it_or_leaves(client: FlaskClient):
    answer = client.get("/pack.zip?area=E02001682&by=neighbourhood&size=social", buffered=False)
    assert next(answer.iter_encoded())
    assert [words for words in METRICS.board.said(0) if words.startswith("GET /pack.zip area=E02001682")]
    answer.close()
    assert not [words for words in METRICS.board.said(0) if "/pack.zip" in words]


@pytest.mark.parametrize("name", ["pack.zip", "pack.pdf"])
def test_a_pack_of_a_wrong_address_gives_one_sentence(client: FlaskClient, name: str) -> None:
    response = client.get(f"/{name}?area=E99999999")
    assert response.status_code == 400
    assert is_one_sentence(response.text)


def test_two_faults_are_both_said(client: FlaskClient) -> None:
    said = client.get("/map.png?condition=plague&overlay=rain").text
    assert "plague" in said
    assert "rain" in said
    assert "Showing" not in said


def test_a_script_in_the_address_stays_text(client: FlaskClient) -> None:
    response = client.get("/map.png?condition=%3Cscript%3Ealert(1)%3C/script%3E")
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


KEYS = ("area", "by", "condition", "measure", "period", "overlay", "size", "scale", "conditions", "x", "", "\x00")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ("E54000049", "ccg", "stroke", "slide", "1e999", "0x1", "\u0661", "all", "../../etc/passwd", "%", "é")
    ),
)


@settings(max_examples=250)
@given(pairs=st.lists(st.tuples(st.sampled_from(KEYS), HOSTILE), max_size=8))
@pytest.mark.parametrize("name", ["data.csv"])
def test_no_query_breaks_the_server(client: FlaskClient, name: str, pairs: list[tuple[str, str]]) -> None:
    response = client.get(f"/{name}", query_string=pairs)
    assert response.status_code in (200, 400)
    assert not TRACE.search(response.text if response.status_code == 400 else "")
    if response.status_code == 400:
        assert response.mimetype == "text/plain"
        assert "\n" not in response.text


@settings(max_examples=250)
@given(query=st.binary(max_size=80))
def test_no_bytes_break_the_server(client: FlaskClient, query: bytes) -> None:
    raw = "".join(chr(byte) if 32 < byte < 127 and chr(byte) not in '#"<>' else f"%{byte:02X}" for byte in query)
    assert client.get(f"/data.csv?{raw}").status_code in (200, 400)


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"k{number}=1" for number in range(60)),
        "area=" + "x" * 20_000,
        "&" * 5_000,
        "a=1;b=2",
        "%ff%fe=%00",
    ],
    ids=["many keys", "a long value", "ampersands", "semicolons", "no UTF-8"],
)
@pytest.mark.parametrize("name", ["map.png", "data.csv"])
def test_an_overlong_query_is_refused_or_passed_over(client: FlaskClient, name: str, query: str) -> None:
    assert client.get(f"/{name}?{query}").status_code in (200, 400)


# Not more at once than there is room for.


def _get(server: Any, kind: str, query: str, size: str) -> int:
    status: int = server.test_client().get(f"/{kind}?{query}&size={size}").status_code
    return status


@contextmanager
def blocked(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> Iterator[FlaskClient]:
    """A server on which so many exports of one kind are under way, and stay so until the block ends."""
    released, begun = Event(), [Event() for _ in range(times)]
    waiting = iter(begun)
    makers, (kind, _, query) = downloads._makers, name.partition("?")

    def slow(*arguments: Any) -> dict[str, Callable[[Any], bytes]]:
        made = makers(*arguments)

        def wait(order: Any, look: Any) -> bytes:
            next(waiting).set()
            assert released.wait(30)
            return b"made"

        return made | {kind: wait}

    monkeypatch.setattr(downloads, "_makers", slow)
    monkeypatch.setattr(downloads, "_QUICK_PATIENCE_S", 0.01)
    monkeypatch.setattr(downloads, "_LONG_PATIENCE_S", 0.01)
    server = create_app(atlas, str(ROOT / "assets")).server
    answers: list[int] = []
    threads = [
        Thread(target=lambda size=size: answers.append(_get(server, kind, query, size)))
        for size in islice(SIZES, times)
    ]
    for thread, event in zip(threads, begun, strict=True):
        thread.start()
        assert event.wait(30)
    try:
        yield server.test_client()
    finally:
        released.set()
        for thread in threads:
            thread.join(30)
    assert answers == [200] * times
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("name", "at_once"),
    [("map.png", downloads._QUICK), ("map.pptx", downloads._QUICK), ("pack.zip", 1), ("pack.pdf", 1)],
)
def test_one_export_too_many_is_asked_to_wait(
    tiny: Atlas, monkeypatch: pytest.MonkeyPatch, name: str, at_once: int
) -> None:
    with blocked(tiny, monkeypatch, name, at_once) as visitor:
        response = visitor.get(f"/{name}{'&' if '?' in name else '?'}size=story")
        assert response.status_code == 503
        assert 1 <= int(response.headers["Retry-After"]) <= 60
        assert response.mimetype == "text/plain"
        assert "try again" in response.text
        assert "ETag" not in response.headers


@pytest.mark.parametrize(("name", "at_once"), [("map.png", downloads._QUICK), ("pack.zip", 1)])
def test_the_map_still_answers_while_exports_are_made(
    tiny: Atlas, monkeypatch: pytest.MonkeyPatch, callback: Callable[[Any], dict[str, Any]], name: str, at_once: int
) -> None:
    with blocked(tiny, monkeypatch, name, at_once) as visitor:
        posted = visitor.post("/_dash-update-component", json=callback({"search": "", "frame": [760, 520]}))
        assert posted.status_code == 200
        assert posted.get_json()["response"]["page"]["data"]["figure"]["data"]
        assert visitor.get("/healthz").status_code == 200
        assert visitor.get("/data.csv").status_code == 200


def test_a_wrong_address_and_a_known_file_need_no_room(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = create_app(tiny, str(ROOT / "assets")).server.test_client().head("/pack.zip").headers["ETag"]
    with blocked(tiny, monkeypatch, "pack.zip", 1) as visitor:
        assert visitor.get("/pack.zip?area=nowhere").status_code == 400
        assert visitor.get("/pack.zip", headers={"If-None-Match": tag}).status_code == 304


def test_a_zip_is_sent_while_it_is_made_and_its_turn_lasts_until_it_is_sent_or_its_reader_has_gone(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    files = pack.pack_files

    def counted(*arguments: Any) -> Iterator[tuple[str, bytes]]:
        for name, content in files(*arguments):
            made.append(name)
            yield name, content

    monkeypatch.setattr(pack, "pack_files", counted)
    monkeypatch.setattr(downloads, "_LONG_LINE", 0)
    visitor = create_app(atlas, str(ROOT / "assets")).server.test_client()
    address = "/pack.zip?area=E02001682&by=neighbourhood&size=social"
    answer = visitor.get(address, buffered=False)
    parts = answer.iter_encoded()
    first = next(parts)
    assert (answer.status_code, len(made), first[:4]) == (200, 1, b"PK\x03\x04")
    assert "Content-Length" not in answer.headers
    assert visitor.get(address).status_code == 503
    whole = ZipFile(BytesIO(first + b"".join(parts)))
    answer.close()
    assert whole.testzip() is None
    assert whole.namelist() == made
    assert len(made) > 5
    left = visitor.get(address, buffered=False)
    next(left.iter_encoded())
    left.close()
    assert visitor.get("/pack.pdf?area=nowhere").status_code == 400
    again = visitor.get(address, buffered=False)
    assert again.status_code == 200
    again.close()


def test_the_room_is_free_again_after_an_export_that_failed(tiny: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    makers = downloads._makers

    def broken(*arguments: Any) -> dict[str, Callable[[Any], bytes]]:
        def fail(order: Any, look: Any) -> bytes:
            raise RuntimeError("secret words of the inside")

        return makers(*arguments) | {"map.png": fail}

    monkeypatch.setattr(downloads, "_makers", broken)
    monkeypatch.setattr(downloads, "_QUICK_PATIENCE_S", 0.01)
    visitor = create_app(tiny, str(ROOT / "assets")).server.test_client()
    for _ in range(downloads._QUICK + 2):
        response = visitor.get("/map.png")
        assert response.status_code == 500
        assert "secret" not in response.text
        assert not TRACE.search(response.text)


def test_the_deck_of_all_conditions_is_made_one_at_a_time_like_the_other_packs(
    tiny: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with blocked(tiny, monkeypatch, "map.pptx?conditions=all", 1) as visitor:
        assert visitor.get("/map.pptx?conditions=all").status_code == 503


def test_exports_of_every_kind_at_once_leave_the_map_a_thread(
    tiny: Atlas, monkeypatch: pytest.MonkeyPatch, settings_of_gunicorn: dict[str, Any]
) -> None:
    held: list[int] = []
    gate = downloads.Gate

    def counted(at_once: int, waiting: int, *others: Any) -> Any:
        held.append(at_once + waiting)
        return gate(at_once, waiting, *others)

    monkeypatch.setattr(downloads, "Gate", counted)
    create_app(tiny, str(ROOT / "assets"))
    assert len(held) == 2
    assert held[0] >= 16
    assert sum(held) <= settings_of_gunicorn["threads"] - 8


@pytest.fixture
def settings_of_gunicorn() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


# What is in the files.

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
VIEWS = {
    "CCGs": "",
    "hatching": f"{STROKE}&overlay=deprivation",
    "neighbourhoods": "by=neighbourhood&condition=stroke&measure=deaths-smr",
    "counts": "by=council&condition=lung-cancer&measure=deaths-count",
    "place": "area=E38000116&by=ccg",
}


@pytest.mark.parametrize("query", VIEWS.values(), ids=VIEWS.keys())
def test_an_svg_holds_vectors_and_nothing_from_elsewhere(client: FlaskClient, atlas: Atlas, query: str) -> None:
    shown = scene(atlas, resolve.resolve(atlas, query).view)
    root = ET.fromstring(client.get(f"/map.svg?{query}&size=square").data)
    assert root.tag == f"{SVG}svg"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not tags & {"image", "foreignObject", "script", "style", "iframe", "a"}
    # Letters are text and no outlines, so the paths are those of the map: every area and every border around some.
    paths = [element.attrib.get("d", "") for element in root.iter(f"{SVG}path")]
    assert sum(path.upper().endswith("Z") for path in paths) >= len(shown.rows) + len(shown.outlines)
    assert {row.area.name for row in shown.rows} <= {
        str(title.text).split(":")[0] for title in root.iter(f"{SVG}title")
    }
    written = " ".join("".join(text.itertext()).strip() for text in root.iter(f"{SVG}text"))
    assert captions.finding(shown) in written
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            if name == LINK or name.endswith("href"):
                assert value.startswith("#"), value
            assert "url(" not in value or "url(#" in value


def test_an_svg_has_the_shape_of_its_size(client: FlaskClient) -> None:
    for size, (width, height) in PROMISED.items():
        root = ET.fromstring(client.get(f"/map.svg?{STROKE}&size={size}").data)
        _, _, across, down = (float(side) for side in root.attrib["viewBox"].split())
        assert across / down == pytest.approx(width / height, rel=0.001)


def tagged(node: Any) -> Iterator[DictionaryObject]:
    """All elements of the structure of a PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from tagged(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tagged(node["/K"])


@pytest.mark.parametrize("query", VIEWS.values(), ids=VIEWS.keys())
def test_a_pdf_is_accessible(client: FlaskClient, atlas: Atlas, query: str) -> None:
    shown = scene(atlas, resolve.resolve(atlas, query).view)
    reader = PdfReader(BytesIO(client.get(f"/map.pdf?{query}").data))
    catalog = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert catalog["/MarkInfo"]["/Marked"] is True or bool(catalog["/MarkInfo"]["/Marked"])
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == captions.finding(shown)
    xmp = catalog["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)
    elements = list(tagged(catalog["/StructTreeRoot"]["/K"]))
    kinds = [str(element["/S"]) for element in elements]
    assert kinds.count("/H1") == 1
    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [captions.alternative(shown)]
    if shown.indicator and len(shown.rows) <= 20:
        assert "/Table" in kinds
        assert kinds.count("/TH") >= 2
        assert kinds.count("/TR") == len(shown.rows) + 1
    assert reader.pages[0]["/Tabs"] == "/S"


def test_a_pdf_embeds_its_fonts_and_holds_no_bitmap(client: FlaskClient) -> None:
    page = PdfReader(BytesIO(client.get(f"/map.pdf?{STROKE}&overlay=deprivation").data)).pages[0]
    assert not list(page.images)
    for font in page["/Resources"]["/Font"].values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


# The tables and the page.


def page_table(page: dict[str, Any]) -> list[list[str]]:
    """The rows of the table of the page as text: area, figure, interval where there is one."""
    found = re.search(r"<tbody>(.*?)</tbody>", page["parts"]["table"], re.DOTALL)
    assert found
    rows = re.findall(r"<tr.*?</tr>", found[1], re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


TABLES = {
    "CCGs": "",
    "councils with intervals": "by=council&condition=circulatory&measure=preventable",
    "neighbourhoods": "area=E08000021&by=neighbourhood&condition=stroke&measure=deaths-smr",
    "with deprivation": f"{STROKE}&overlay=deprivation",
    "counts": "by=council&condition=drugs&measure=deaths",
}


@pytest.mark.parametrize("query", TABLES.values(), ids=TABLES.keys())
def test_both_files_of_figures_equal_the_table_of_the_page(
    client: FlaskClient, atlas: Atlas, answer: Any, query: str
) -> None:
    view: View = resolve.resolve(atlas, query).view
    shown = scene(atlas, view)
    assert shown.indicator is not None
    _, page = answer(view)
    on_page = page_table(page)
    lines = list(csv.DictReader(StringIO(client.get(f"/data.csv?{query}").data.decode("utf-8-sig"), newline="")))
    lines = [line for line in lines if line["row"] == "area"]
    sheet = load_workbook(BytesIO(client.get(f"/data.xlsx?{query}").data))["Figures"]
    header, *cells = sheet.iter_rows(values_only=True)
    column = {name: place for place, name in enumerate(header)}
    assert len(on_page) == len(lines) == len(shown.rows)
    for row, line, cell in zip(on_page, lines, cells, strict=False):
        assert line["area_name"] in row[0]
        assert cell[column["Area"]] == line["area_name"]
        value = cell[column["Value"]]
        assert (str(value) if value is not None else "") == "" or float(line["value"]) == value
        if value is None:
            assert line["value"] == ""
        else:
            assert numbers.number(float(line["value"]), shown.indicator.decimals) in " ".join(row[1:])
        if line["lower"]:
            limits = (numbers.number(float(line[key]), shown.indicator.decimals) for key in ("lower", "upper"))
            assert " to ".join(limits) in " ".join(row[1:])


# Under a prefix, behind a proxy.


def test_the_routes_lie_under_the_prefix(tiny: Atlas) -> None:
    visitor = create_app(tiny, str(ROOT / "assets"), prefix="/health/").server.test_client()
    for name in ("map.png", "data.csv", "pack.zip", "pack.pdf"):
        assert visitor.get(f"/health/{name}", buffered=True).status_code == 200
        assert visitor.get(f"/{name}").status_code == 404
    about = load_workbook(BytesIO(visitor.get("/health/data.xlsx").data))["About"]
    lines = dict(about.iter_rows(values_only=True))
    assert lines["Address"] == "http://localhost/health/"


def test_the_prefix_of_the_environment_reaches_the_routes() -> None:
    script = (
        "import app; client = app.server.test_client();"
        "print(client.get('/atlas/data.csv').status_code, client.get('/data.csv').status_code,"
        " len(client.head('/atlas/data.csv').headers['ETag']))"
    )
    environment = {"URL_PREFIX": "/atlas", "PATH": "/usr/bin:/bin", "LOG_LEVEL": "ERROR"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["200", "404", "34"], done.stderr


def test_the_printed_address_leads_back_to_the_view(client: FlaskClient, atlas: Atlas) -> None:
    query = f"{STROKE}&area=icp-south&overlay=deprivation"
    about = load_workbook(BytesIO(client.get(f"/data.xlsx?{query}").data))["About"]
    address = dict(about.iter_rows(values_only=True))["Address"]
    assert resolve.resolve(atlas, address.partition("?")[2]).view == resolve.resolve(atlas, query).view


# Less, or more, than the usual.


@pytest.mark.parametrize(
    "name",
    FILES,
)
@pytest.mark.parametrize(
    "query", ["area=E02001682&by=neighbourhood", "area=E06000005&by=council&condition=stroke&measure=yll"]
)
def test_a_place_for_which_the_measure_is_not_published_has_its_files_too(
    client: FlaskClient, name: str, query: str
) -> None:
    response = client.get(f"/{name}?{query}")
    assert response.status_code == 200
    assert response.data.startswith(FILES[name][2])


@pytest.mark.parametrize("level", [Level.ICP, Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD])
def test_every_level_has_a_picture(client: FlaskClient, level: Level) -> None:
    response = client.get(f"/map.png?by={level}&condition=deprivation&measure=imd-score&size=social&scale=0.2")
    assert Image.open(BytesIO(response.data)).size == (240, 135)
