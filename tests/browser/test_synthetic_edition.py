"""An edition of made-up squares with words of its own opens, drills, and is exported in every format."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from conftest import DESKTOP, Reader, serving
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from synthetic import BOARDS, COUNCILS, LOCATIONS, edition

#: Words of the shipped edition, which no other may show.
OURS = re.compile(r"CCG|\bICPs?\b|\bICS\b|\bNENC\b|\bnenc\b|North East|Tyneside|Teesside|Cumbria")
VIEWS = (
    *("", "?by=ward&layers=board.location.unitary.alliance.hospitals", f"?area={COUNCILS[0]}&by=unitary"),
    *("?show=system", f"?show=system&area={COUNCILS[0]}&by=ward", f"?show=system&area={BOARDS[0]}"),
    *("?show=ranking", "?show=trend&by=board", "?show=scatter&by=ward", "?show=scatter&by=unitary"),
    *("?show=causes&condition=hearts&measure=yll", f"?show=compare&against=area:{BOARDS[0]}", "?by=icp&area=nowhere"),
)
FILES = (
    *("map.png", "map.svg", "map.pdf", "map.pptx", "data.csv", "data.xlsx", "chart.png", "chart.svg", "profile.csv"),
    *("pack.zip", "pack.pdf", "snapshot.html"),
)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("synthetic")
    data, boundaries = edition(folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ATLAS_DATA", str(data))
        environment.setenv("ATLAS_BOUNDARIES", str(boundaries))
        with serving(folder / "gunicorn.log", options=("--workers", "1")) as (address, _):
            yield address


@pytest.fixture
def visitor(browser: Browser, elsewhere: str) -> Iterator[Reader]:
    reader = Reader(browser.new_context(viewport=DESKTOP), elsewhere)
    yield reader
    reader.context.close()
    assert not reader.complaints


def test_it_opens_and_leads_from_the_system_to_a_partnership_to_a_place(visitor: Reader) -> None:
    page = visitor.open("?by=board")
    expect(page.locator(".atlas-header__name")).to_have_text("Southland Atlas")
    assert visitor.areas.count() == len(BOARDS)
    visitor.click_area(BOARDS[0])
    assert visitor.areas.count() == 2
    expect(page.locator("#by")).to_contain_text("Sub-ICB location")
    visitor.click_area(LOCATIONS[0])
    expect(page.locator("#breadcrumb")).to_contain_text("A Health Board")
    assert visitor.areas.count() == 6


@pytest.mark.parametrize("query", VIEWS)
def test_no_view_has_a_word_of_the_shipped_edition(visitor: Reader, query: str) -> None:
    page = visitor.open(query)
    assert OURS.findall(page.content().replace("by=icp", "")) == []


@pytest.mark.parametrize("path", ["about", "nowhere"])
def test_no_other_page_has_one(elsewhere: str, path: str) -> None:
    request = urllib.request.Request(f"{elsewhere}/{path}", headers={"Accept": "text/html"})
    opener = urllib.request.build_opener(_Anything)
    with opener.open(request) as answer:
        assert OURS.findall(answer.read().decode()) == []


@pytest.mark.parametrize("name", FILES)
def test_no_file_has_one(elsewhere: str, name: str) -> None:
    show = "&show=ranking" if name.startswith("chart") else ""
    with urllib.request.urlopen(f"{elsewhere}/{name}?area={BOARDS[0]}&by=location{show}") as answer:
        called, content = answer.headers["Content-Disposition"], answer.read()
    assert 'filename="south-' in called
    assert OURS.findall(called) == []
    assert OURS.findall("\n".join(_texts(content))) == []


class _Anything(urllib.request.HTTPErrorProcessor):
    """Takes a page of any status as it is."""

    def http_response(self, request, response):
        return response


def _texts(content: bytes) -> Iterator[str]:
    """What can be read in a file, and in all files within it."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from (name, *_texts(archive.read(name)))
    elif content.startswith(b"%PDF"):
        document = PdfReader(BytesIO(content))
        yield str(document.metadata)
        yield from (page.extract_text() for page in document.pages)
    elif not content.startswith(b"\x89PNG"):
        yield content.decode("utf-8", "replace")
