"""A file as grids of text: the sheets of a workbook, the tables of an archive, or the one table of a CSV."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.importers.reading import SourceError, check_commas, file_bytes, plain_text, text_rows
from dashboard.loading.validation import Expectation

#: A sheet, or a file in an archive, is no larger: what unpacks to more is no table of figures.
LARGEST_UNPACKED = 400_000_000

_TABLES = Expectation("an archive with tables (.csv, .xlsx) in it", "unpack it, and import what is in it")
_WHOLE = Expectation("an archive or workbook that can be opened", "fetch the file again")
_SMALL = Expectation(f"tables of at most {LARGEST_UNPACKED // 1_000_000} MB", "unpack it, and take out what is wanted")
_CALCULATED = Expectation(
    "formulas with their results", "open it in Excel or LibreOffice, save it there, and import that"
)
_ERRORS = Expectation("figures", "correct the formula in the workbook, or fetch the file again")

_SHEET = "xl/worksheets/"
#: A formula without a result, as programs write one that cannot calculate; a text without letters is a result.
_BARE_FORMULA = re.compile(rb"<c (?P<said>[^>]*)>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
#: What a number format says in words, in which a sign means nothing.
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CELL = re.compile(rb'r="(?P<cell>[A-Z]+(?P<row>[0-9]+))"')

Rows = list[tuple[int, list[str]]]


class Grid(NamedTuple):
    """The rows of a sheet or table that say something, each with its number; ``file`` is how messages name it.

    merged: row number and place of each cell that is one of several merged ones -> the range of those.
    """

    file: str
    sheet: str
    rows: Rows
    merged: Mapping[tuple[int, int], str] = MappingProxyType({})


def grids(path: Path) -> list[Grid]:
    """All tables of a file. Raises SourceError if it cannot be read, with what to do."""
    return list(grids_of(file_bytes(path), path.name))


def grids_of(content: bytes, name: str) -> Iterator[Grid]:
    """The same of its content; name: what messages call it."""
    if not content.startswith(b"PK"):
        rows = list(text_rows(plain_text(content, name), name))
        if len(rows) > 1 and any(mark in rows[0][1][0] and mark in ",".join(rows[1][1]) for mark in ";\t|"):
            check_commas(rows[0][1], name)
        yield Grid(name, "", rows)
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if "[Content_Types].xml" in archive.namelist():
                _require_results(archive, name)
                yield from _sheets(content, name)
            else:
                yield from _members(archive, name)
    except (zipfile.BadZipFile, EOFError):
        raise SourceError(name, _WHOLE, "an archive that is broken") from None


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[Grid]:
    wanted = [info for info in archive.infolist() if info.filename.lower().endswith((".csv", ".xlsx"))]
    if not wanted:
        raise SourceError(name, _TABLES, f"only {', '.join(archive.namelist()[:5]) or 'an empty archive'}")
    for info in wanted:
        if info.file_size > LARGEST_UNPACKED:
            raise SourceError(name, _SMALL, f"{info.filename} of {info.file_size // 1_000_000:,} MB")
        yield from grids_of(archive.read(info), f"{name}: {Path(info.filename).name}")


def _require_results(archive: zipfile.ZipFile, name: str) -> None:
    """Raises SourceError for a formula without a result: it would be an empty cell, and its figure be lost."""
    for sheet in (member for member in archive.infolist() if member.filename.startswith(_SHEET)):
        if sheet.file_size > LARGEST_UNPACKED:
            raise SourceError(name, _SMALL, f"a sheet of {sheet.file_size // 1_000_000:,} MB")
        said = (found["said"] for found in _BARE_FORMULA.finditer(archive.read(sheet)))
        if cell := next((_CELL.search(one) for one in said if b't="str"' not in one), None):
            found = f"a formula in {cell['cell'].decode()} that was never calculated"
            raise SourceError(name, _CALCULATED, found, int(cell["row"]))


def _sheets(content: bytes, name: str) -> Iterator[Grid]:
    try:
        with warnings.catch_warnings(action="ignore"):  # of drawings and styles, of which no figure comes
            workbook = openpyxl.load_workbook(BytesIO(content), data_only=True)
    except (KeyError, ValueError, OSError):
        raise SourceError(name, _WHOLE, "a workbook that is broken") from None
    for sheet in workbook.worksheets:
        label = f"{name}, sheet {sheet.title}"
        merged = {
            (row, column - 1): area
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        rows = [row for row in _cells(sheet, merged, label) if any(row[1])]
        yield Grid(label, sheet.title, rows, {place: area.coord for place, area in merged.items()})


def _cells(
    sheet: Worksheet, merged: Mapping[tuple[int, int], CellRange], label: str
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet; what is written in merged cells stands in each of them."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        areas = (merged.get((number, place)) for place in range(len(row)))
        cells = (
            sheet.cell(area.min_row, area.min_col) if area else cell for area, cell in zip(areas, row, strict=True)
        )
        yield number, [_said(cell, label, number) for cell in cells]


def _said(found: Cell | MergedCell, label: str, row: int) -> str:
    """A cell as text: whole numbers without a point, 0.12 that is shown in per cent as 12%, days as 2026-11-29."""
    cell = found.value
    if isinstance(cell, int | float) and found.has_style and _is_per_cent(found.number_format):
        return f"{Decimal(repr(cell)).scaleb(2).normalize():f}%"
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        raise SourceError(label, _ERRORS, f"the error {cell}", row)
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return "" if cell is None else str(cell).strip()


@lru_cache(maxsize=256)
def _is_per_cent(number_format: str) -> bool:
    """Whether a number format shows a hundred times the number of its cell."""
    return "%" in _QUOTED.sub("", number_format)
