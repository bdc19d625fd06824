"""Names that would be something else in a file's own language stay names, in every file that can be had."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import cycle
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader
from synthetic import BOARDS, edition

from dashboard.export.export_format import About, ExportFormat
from dashboard.export.formats import FORMATS
from dashboard.loading.load import load
from dashboard.web.app import create_app

ROOT = Path(__file__).parents[1]
#: Each would do harm in one of the languages of our files: formulas, markup, paths, templates, links.
NAMES = (
    '=HYPERLINK("http://evil.example/","here")',
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)><a href='javascript:alert(1)'>",
    "../../../../etc/passwd",
    '#eval("1/0") #link("http://evil.example") $x$ *y* _z_',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "]]><!-- --><![CDATA[",
    "&amp;&lt;b&gt; &#60;i",
    "C:\\CON\\..\\a.exe",
    "Łódź مرحبا 漢字 &#x202e;",
    "%s%n{0}{{7*7}}${7*7}</title></style>",
    "-1+1",
    "https://evil.example/a.exe",
)
#: The columns of each table that hold words and no keys.
WORDS = {
    "areas.csv": ("name", "short_name"),
    "conditions.csv": ("name",),
    "facts.csv": ("statement", "source"),
    "sites.csv": ("name", "short_name", "trust"),
    "priorities.csv": ("statement",),
    "indicators.csv": ("title", "measure_name", "noun", "definition", "publisher", "source", "limits", "credit"),
}
VIEW, AREA = "by=board&show=ranking", f"area={BOARDS[0]}"
#: What our own workbooks work out: from one cell to another.
OWN = re.compile(r"=[A-Z]\d+-[A-Z]\d+")


def poisoned(data: Path) -> None:
    """Put the names in place of all words, in turn."""
    names = cycle(NAMES)
    for table, columns in WORDS.items():
        path = data / table
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({column: f"{next(names)} {row[column]}"[:120] for column in columns if row[column]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    toml = data / "edition.toml"
    text = toml.read_text(encoding="utf-8")
    for sound in ("Southland Atlas", "Southland Council of Boards"):
        assert sound in text
        text = text.replace(f'"{sound}"', json.dumps(f"{sound} {NAMES[2]}", ensure_ascii=False))
    toml.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data, boundaries = edition(tmp_path_factory.mktemp("hostile"))
    poisoned(data)
    return create_app(load(data, boundaries), str(ROOT / "assets")).server.test_client()


class Markup(HTMLParser):
    """What in a page would do something: scripts, their words, and attributes that act or lead elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.harm: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        for name, value in attrs:
            if name.startswith("on") or re.match(r"\s*(javascript|data:text)", value or "") or value == "x":
                self.harm.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script" and data.strip().startswith("alert(1)"):
            self.harm.append("a script")


def of_csv(content: bytes) -> list[str]:
    rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    return [
        cell for row in rows for cell in row if (cell[:1] in "=+@\t\r" and cell) or re.match(r"-\D|-\d+[^\d.]", cell)
    ]


def of_workbook(content: bytes) -> list[str]:
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [
        str(cell.value)
        for cell in cells
        if (cell.data_type == "f" and not OWN.fullmatch(str(cell.value)))
        or (cell.hyperlink and is_evil(cell.hyperlink.target))
    ]


def is_evil(target: object) -> bool:
    return bool(re.search(r"evil|javascript", str(target)))


def of_slides(content: bytes) -> list[str]:
    deck = Presentation(BytesIO(content))
    links = [link for slide in deck.slides for link in slide.part.rels.values() if link.is_external]
    inside = [sheet for name, sheet in files(content) if name.endswith(".xlsx")]
    return [link.target_ref for link in links if is_evil(link.target_ref)] + [
        f for sheet in inside for f in of_workbook(sheet)
    ]


def of_pdf(content: bytes) -> list[str]:
    reader = PdfReader(BytesIO(content))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or ()]
    actions = [str(note["/A"]) for note in notes if "/A" in note]
    return [action for action in actions if is_evil(action) or "/JavaScript" in action or "/Launch" in action]


def of_svg(content: bytes) -> list[str]:
    parts = list(ET.fromstring(content).iter())
    acting = [part.tag for part in parts if str(part.tag).endswith(("}script", "}foreignObject"))]
    return acting + [
        str(value) for part in parts for name, value in part.attrib.items() if name.startswith("on") or is_evil(value)
    ]


def of_zip(content: bytes) -> list[str]:
    """Names that lead out of the folder or into a device; and what is inside."""
    found = []
    for name, inside in files(content):
        parts = PurePosixPath(name).parts
        if ".." in parts or name.startswith("/") or not re.fullmatch(r"[\w./ -]+", name, re.ASCII):
            found.append(name)
        found += [f"{name}: {harm}" for harm in harm_of(PurePosixPath(name).suffix, inside)]
    return found


def files(content: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as archive:
        yield from ((name, archive.read(name)) for name in archive.namelist())


def of_json(content: bytes) -> list[str]:
    json.loads(content)
    return []


def of_picture(content: bytes) -> list[str]:
    return [] if content.startswith(b"\x89PNG\r\n") else ["no picture"]


def of_text(content: bytes) -> list[str]:
    content.decode("utf-8-sig")
    return []


HARM: dict[str, Callable[[bytes], list[str]]] = {
    **{".csv": of_csv, ".xlsx": of_workbook, ".pptx": of_slides, ".pdf": of_pdf, ".svg": of_svg, ".zip": of_zip},
    **{".json": of_json, ".geojson": of_json, ".png": of_picture, ".txt": of_text, ".md": of_text},
    ".html": lambda content: Markup(content.decode("utf-8")).harm,
}


def harm_of(suffix: str, content: bytes) -> list[str]:
    return HARM[suffix](content)


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".csv", b"name\n=1+1\n"),
        (".csv", b"name\n-1+1\n"),
        (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"/></svg>'),
        (".html", b"<p><script>alert(1)</script>"),
        (".html", b"<img src=x>"),
        (".html", b"<a href='javascript:alert(1)'>"),
    ],
)
def test_harm_is_seen_where_there_is_some(suffix: str, content: bytes) -> None:
    assert harm_of(suffix, content)


def asked(one: ExportFormat) -> str:
    """An address of a file with as many names in it as it can have."""
    if one.about is About.AREA:
        return f"{AREA}&conditions=hearts.all-causes" if one.chooses else AREA
    return f"{VIEW}&conditions=hearts.all-causes" if one.chooses else f"{VIEW}&{one.query}".rstrip("&")


@pytest.mark.parametrize("path", sorted({one.path for one in FORMATS}))
def test_a_name_stays_a_name_in_every_file(visitor: FlaskClient, path: str) -> None:
    queries = {asked(one) for one in FORMATS if one.path == path}
    for query in sorted(queries):
        answer = visitor.get(f"/{path}?{query}")
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        assert harm_of(PurePosixPath(path).suffix, answer.data) == []
        said = answer.headers.get("Content-Disposition", "")
        assert re.fullmatch(r"(inline|attachment)?(; filename=\"?[\w.-]+\"?)?", said, re.ASCII), said


@pytest.mark.parametrize("path", ["/", "/embed", "/about", "/open-data", "/accessibility"])
def test_a_name_stays_a_name_in_every_page(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(f"{path}?{AREA}" if path in ("/", "/embed") else path)
    assert answer.status_code == 200
    assert Markup(answer.get_data(as_text=True)).harm == []
    assert "evil.example" in answer.get_data(as_text=True) or "alert(1)" in answer.get_data(as_text=True)


@pytest.mark.parametrize("search", ["", f"?{AREA}", "?by=ward&show=trend", "?show=system", "?show=scatter&by=ward"])
def test_a_name_stays_a_name_in_every_part_of_the_page(visitor: FlaskClient, callback, search: str) -> None:
    answer = visitor.post("/_dash-update-component", json=callback({"search": search, "frame": [760, 520]}))
    assert answer.status_code == 200
    parts = [text for text in texts(answer.get_json()) if "<" in text]
    assert any("alert(1)" in text for text in parts)
    assert [harm for text in parts for harm in Markup(text).harm if text.startswith("<")] == []


def texts(said: object) -> Iterator[str]:
    """Every text of an answer."""
    if isinstance(said, str):
        yield said
    for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from texts(part)
