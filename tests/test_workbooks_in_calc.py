"""The workbooks opened in LibreOffice Calc: the figures of the CSV, periods that stay texts, and notes that wrap."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from office import converted
from openpyxl import load_workbook
from pypdf import PdfReader

QUERIES = {
    "first": "",
    "hatched": "condition=stroke&by=council&measure=deaths-smr&overlay=deprivation",
    "years": "condition=life-expectancy&by=council",
    "financial years": "condition=stroke&measure=register&by=ccg",
    "gaps": "condition=drugs&by=council",
    "neighbourhoods": "condition=stroke&by=neighbourhood&measure=deaths-smr&area=E06000001",
    "counts": "condition=lung-cancer&by=council&measure=deaths-count",
}
NAMES = pytest.mark.parametrize("name", QUERIES)
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
OFFICE, TABLE, STYLE, FO = (f"{{{SPACES[name]}}}" for name in ("office", "table", "style", "fo"))
Cell = str | float


@pytest.fixture(scope="module")
def books(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workbook of each view, and the figures of each as CSV beside it."""
    folder = tmp_path_factory.mktemp("books")
    for name, query in QUERIES.items():
        for form in ("xlsx", "csv"):
            answer = client.get(f"/data.{form}?{query}")
            assert answer.status_code == 200, (query, answer.text[:200])
            (folder / f"{name}.{form}").write_bytes(answer.data)
    return [folder / f"{name}.xlsx" for name in QUERIES]


@pytest.fixture(scope="module")
def opened(books: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each workbook as Calc understood it, in its own form, which says of each cell what it is."""
    return converted("sc", books, "fods", tmp_path_factory.mktemp("opened"))


def cells(opened: Path, name: str, title: str) -> list[list[tuple[Cell, str]]]:
    """The cells of a sheet, each with its style: texts as texts, numbers as numbers, what is empty as an empty text."""
    table = ET.parse(opened / f"{name}.fods").find(f".//table:table[@table:name='{title}']", SPACES)
    assert table is not None
    rows = [[cell for element in row for cell in _cells(element)] for row in table.iter(f"{TABLE}table-row")]
    return [row for row in rows if any(cell != "" for cell, _ in row)]


def _cells(element: ET.Element) -> Iterator[tuple[Cell, str]]:
    kind, times = element.get(f"{OFFICE}value-type"), int(element.get(f"{TABLE}number-columns-repeated", "1"))
    words = "\n".join("".join(line.itertext()) for line in element.iterfind("text:p", SPACES))
    assert kind in (None, "string", "float"), f"Calc takes {words!r} for a {kind}"
    value = float(element.get(f"{OFFICE}value", "")) if kind == "float" else words
    yield from [(value, element.get(f"{TABLE}style-name", ""))] * times


def lines(books: list[Path], name: str) -> list[dict[str, str]]:
    """The rows of the CSV of the same view."""
    (book,) = (book for book in books if book.stem == name)
    return list(csv.DictReader(StringIO(book.with_suffix(".csv").read_text(encoding="utf-8-sig"), newline="")))


@NAMES
def test_calc_reads_the_figures_and_the_texts_of_the_csv(books: list[Path], opened: Path, name: str) -> None:
    _, *rows = cells(opened, name, "Figures")
    expected = lines(books, name)
    assert len(rows) == len(expected)
    for row, line in zip(rows, expected, strict=True):
        for (cell, _), (column, written) in zip(row, line.items(), strict=False):
            if column != "period":
                assert (float(written) if isinstance(cell, float) else written) == cell, (line["area_name"], column)


@NAMES
def test_calc_takes_every_number_for_a_number(books: list[Path], opened: Path, name: str) -> None:
    _, *rows = cells(opened, name, "Figures")
    columns = list(lines(books, name)[0])
    numbers = {"value", "lower", "upper", "count", "denominator", "imd_score"}
    numbers |= {"place_in_england", "places_in_england"}
    kinds = {(columns[place], type(cell)) for row in rows for place, (cell, _) in enumerate(row) if cell != ""}
    assert {column for column, kind in kinds if kind is float} <= numbers
    assert {column for column, kind in kinds if kind is str} & numbers == set()


@NAMES
def test_calc_leaves_a_period_a_text(books: list[Path], opened: Path, name: str) -> None:
    _, *rows = cells(opened, name, "Figures")
    place = list(lines(books, name)[0]).index("period")
    periods = {row[place][0] for row in rows}
    assert all(isinstance(period, str) for period in periods)
    assert all(re.search(r"\b(19|20)\d\d\b", str(period)) for period in periods if period)
    assert periods != {""}


@NAMES
@pytest.mark.parametrize("title", ["Figures", "About"])
def test_calc_wraps_every_text_that_is_longer_than_a_line(opened: Path, name: str, title: str) -> None:
    root = ET.parse(opened / f"{name}.fods").getroot()
    wrapped = {
        style.get(f"{STYLE}name")
        for style in root.iterfind(".//style:style", SPACES)
        for look in style.iterfind("style:table-cell-properties", SPACES)
        if look.get(f"{FO}wrap-option") == "wrap"
    }
    long = [(cell, style) for row in cells(opened, name, title) for cell, style in row if len(str(cell)) > 20]
    assert long
    assert [cell for cell, style in long if isinstance(cell, str) and style not in wrapped] == []


@pytest.fixture(scope="module")
def printed(books: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each workbook as Calc prints it."""
    return converted("sc", books, "pdf", tmp_path_factory.mktemp("printed"))


@NAMES
def test_calc_prints_figures_and_about_one_page_wide(printed: Path, books: list[Path], name: str) -> None:
    """Every page of the figures has all columns: the heads of the first and of the last."""
    said = [" ".join(page.extract_text().split()) for page in PdfReader(printed / f"{name}.pdf").pages]
    figures = [page for page in said if ": Figures Page" in page or "Area code" in page]
    assert figures
    for page in figures:
        assert "Area code" in page
        assert "Kind of row" in page.replace("Kind of\nrow", "Kind of row")
    about = [page for page in said if page not in figures]
    assert len(about) == 1
    assert "Data version" in about[0] or "Made on" in about[0]


@NAMES
def test_every_row_is_as_high_as_its_longest_text(books: list[Path], name: str) -> None:
    """At 11 points a column of n characters holds about n * 1.15 letters, and each line takes 15 points."""
    (book,) = (book for book in books if book.stem == name)
    for sheet in load_workbook(book).worksheets:
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height or 15
            for cell in row:
                width = sheet.column_dimensions[cell.column_letter].width or 13
                letters = len(cell.value) if isinstance(cell.value, str) else 0
                assert height >= 15 * -(-letters // (width * 1.15)), (sheet.title, cell.value)
