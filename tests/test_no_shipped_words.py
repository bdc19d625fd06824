"""An edition with words of its own: no screen and no file says a word of the shipped one, also where nobody looks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from synthetic import BOARDS, COUNCILS, WARDS, edition

from dashboard.loading.load import load
from dashboard.web.app import create_app

ASSETS = str(Path(__file__).parent.parent / "assets")
#: What the shipped edition calls its areas, levels and index, but for keys of measures, which addresses have.
OURS = re.compile(
    r"\b(?:CCGs?|ICPs?|ICS|NENC|IMD(?![-_])|MSOAs?|North East|Tyneside|Teesside|Cumbria|Durham|Yorkshire"
    r"|multiple deprivation"
    r"|council areas?|neighbourhoods?|partnerships?|districts?|count(?:y|ies)|2021 Census)\b",
    re.IGNORECASE,
)
HERE = f"area={COUNCILS[0]}&by=unitary"
VIEWS = (
    *("?by=ward&overlay=bivariate", f"?{HERE}", f"?area={WARDS[0]}&by=ward", "?show=matrix", "?show=tenths&by=ward"),
    *("?show=life", "?show=compare&against=period:2018", "?present=dark", "?condition=deprivation&by=ward"),
    *("?benchmark=S00000001&show=ranking", f"?{HERE}&condition=lungs", "?colour=comparison", "?shape=equal"),
    "?by=x&area=x&condition=x&layers=x&benchmark=x&show=x&overlay=x&period=x&measure=x&against=x&areas=x",
)
PAGES = ("glossary", "accessibility", "open-data", "about?measure=avoidable", "embed?by=ward")
FILES = (
    *(
        f"brief.pdf?{HERE}",
        f"map.pptx?area={BOARDS[0]}&conditions=all",
        "post.svg?by=ward",
        f"post.svg?area={WARDS[0]}&by=ward",
    ),
    *("chart.svg?show=matrix", "chart.svg?show=scatter&by=ward", "snapshot.html?by=ward", "pack.pdf?by=board"),
)
SAID = re.compile(r'(?:title|alt|aria-label|placeholder|content)="([^"]*)"')


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(load(*edition(tmp_path_factory.mktemp("elsewhere"))), ASSETS).server.test_client()


def said(markup: str) -> str:
    """What a reader sees or hears of a page: neither its scripts nor the names of its parts."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", lambda tag: f" {' '.join(SAID.findall(tag[0]))} ", plain))


def _strings(answer: Any) -> Iterator[str]:
    inside = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    yield from [answer] if isinstance(answer, str) else (text for one in inside for text in _strings(one))


def _texts(content: bytes) -> Iterator[str]:
    """What can be read in a file, and in all files within it."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            slides = (name for name in archive.namelist() if "/slide" in name or "/notes" in name)
            yield from (said(archive.read(name).decode("utf-8", "replace")) for name in slides if name.endswith(".xml"))
    elif content.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    else:
        yield content.decode("utf-8")


@pytest.mark.parametrize("query", VIEWS)
def test_no_view_says_one(elsewhere: FlaskClient, callback: Callable[[Any], dict[str, Any]], query: str) -> None:
    answer = elsewhere.post("/_dash-update-component", json=callback({"search": query, "frame": [1200, 760]}))
    words = said("\n".join(_strings(answer.get_json())))
    assert "Southland" in words
    assert OURS.findall(words) == []


@pytest.mark.parametrize("page", PAGES)
def test_no_other_page_says_one(elsewhere: FlaskClient, page: str) -> None:
    answer = elsewhere.get(f"/{page}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert OURS.findall(said(answer.text)) == []


@pytest.mark.parametrize("file", FILES)
def test_no_file_says_one(elsewhere: FlaskClient, file: str) -> None:
    answer = elsewhere.get(f"/{file}")
    assert answer.status_code == 200
    texts = list(_texts(answer.data))
    assert len("".join(texts)) > 200
    assert [OURS.findall(said(text) if file.startswith("snapshot") else text) for text in texts] == [[]] * len(texts)
