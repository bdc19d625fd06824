"""Reading official files strictly: every cell knows where it stands, so that whoever cannot use it can say where.

Nothing is guessed: a file in another form than UTF-8 text with commas is refused with the way to save it anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd

from dashboard.loading.validation import Expectation, Fault, shown

T = TypeVar("T")

_SAVE = "in Excel choose Save As, CSV UTF-8 (Comma delimited), and import that file"
_CSV = Expectation("a table as text: CSV, UTF-8, separated by commas", _SAVE)
_ARCHIVE = Expectation("a table as text: CSV, UTF-8, separated by commas", "unpack it, and import the table in it")
_PAGE = Expectation("a table", "open the address in a browser, save the file itself and not the page about it")
_COMPLETE = Expectation("a header and rows", "fetch the file again")
_COMMAS = Expectation("columns separated by commas", _SAVE)
_ONCE = Expectation("every column once", "rename or delete one of the two")
_QUOTES = Expectation("a row with every quote closed", "fetch the file again, or close the quote")
_WIDTH = Expectation("as many cells as the header has", "fetch the file again; if it was cut off, its end is lacking")
_KNOWN = "fetch the file anew from its publisher, or take the row out"

#: The largest official table at hand has 2 MB; one of 140 was not taken in after four minutes.
LARGEST_BYTES = 60_000_000
_SMALLER = Expectation(
    f"a table of at most {LARGEST_BYTES // 1_000_000} MB",
    "take out of it the rows that are wanted, or fetch it for fewer areas or indicators",
)

#: A longer heading is no name: the bytes are no lines of text at all.
_LONGEST_NAME = 200

#: How the bytes of a file begin that is no text -> what it is. A UTF-16 text without a mark begins with a nought.
_BEGINNINGS: tuple[tuple[bytes, str, Expectation], ...] = (
    (b"PK\x03\x04", "an archive (.zip)", _ARCHIVE),
    (b"PK\x05\x06", "an empty archive (.zip)", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0", "an old workbook (.xls)", _CSV),
    (b"\x1f\x8b", "a packed file (.gz)", _ARCHIVE),
    (b"%PDF", "a PDF", _CSV),
    (b"\xff\xfe", "UTF-16 text, which Excel calls Unicode Text", _CSV),
    (b"\xfe\xff", "UTF-16 text, which Excel calls Unicode Text", _CSV),
)


class SourceError(ValueError):
    """An official file cannot be used; the message is that of a fault, as ``check`` words it."""

    def __init__(self, file: str, rule: Expectation, found: str, row: int | None = None, column: str = "") -> None:
        super().__init__(str(Fault(file, row, column, found, rule)))


class FilePosition(NamedTuple):
    """Where a cell stands; rows count from 1 as a text editor does."""

    file: str
    row: int
    column: str


class FileCell(str):
    """The text of a cell that knows where it stands; to all who only read it, a string like any other."""

    position: FilePosition

    @staticmethod
    def at(text: str, position: FilePosition) -> FileCell:
        """A cell with its position."""
        cell = FileCell(text)
        cell.position = position
        return cell


def position_of(text: str) -> FilePosition | None:
    """Where a cell stands, if that is known."""
    return text.position if isinstance(text, FileCell) else None


def refused(text: str, rule: Expectation, what: str) -> ValueError:
    """What to raise for a cell that cannot be used: with its place and the way to mend it, if it has a place."""
    if isinstance(text, FileCell):
        return SourceError(text.position.file, rule, shown(text), text.position.row, text.position.column)
    return ValueError(f"{what}: {str(text)!r}")


def known_columns(names: Mapping[str, T], text: str, what: str) -> T:
    """The entry of a table of names; raises ValueError with the place of the cell if there is none."""
    if text not in names:
        raise refused(text, Expectation(f"{what}, such as {next(iter(names))}", _KNOWN), f"not {what}")
    return names[text]


def read_csv(path: Path) -> pd.DataFrame:
    """All cells as text that knows its place, an empty cell as "", so that no code or dash is guessed into a number.

    Rows of commas only are passed over. Raises SourceError for a file that is no CSV in UTF-8 separated by commas; a
    byte order mark is allowed.
    """
    rows = text_rows(plain_text(file_bytes(path), path.name), path.name)
    header = next(rows, (1, []))[1]
    _check_header(header, path.name)
    cells = [
        [FileCell.at(text, FilePosition(path.name, number, column)) for column, text in zip(header, row, strict=True)]
        for number, row in _even(rows, header, path.name)
    ]
    return pd.DataFrame(cells, columns=pd.Index(header, dtype=object), dtype=object)


def read_own(paths: Iterable[Path], *forms: Sequence[str]) -> list[pd.DataFrame]:
    """The tables of these files, each of which must have all the columns of one of the forms.

    Raises SourceError for a file that has none: it is not one of those that the table is made from.
    """
    return [_of_a_form(path, read_csv(path), forms) for path in paths]


def unended(path: Path) -> bool:
    """Whether a text does not end with a line end, as one does that was cut off."""
    content = path.read_bytes()
    return not content.startswith(tuple(mark for mark, *_ in _BEGINNINGS)) and not content.endswith((b"\n", b"\r"))


def _of_a_form(path: Path, table: pd.DataFrame, forms: Sequence[Sequence[str]]) -> pd.DataFrame:
    if not any(set(form) <= set(table.columns) for form in forms):
        wanted = "; or ".join(", ".join(form[:3]) for form in forms)
        rule = Expectation(f"the columns {wanted}", "it is not one of the files that this import is made from")
        raise SourceError(path.name, rule, ", ".join(map(str, table.columns[:6])), 1)
    return table


def file_bytes(path: Path) -> bytes:
    """The content of a file with tables. Raises SourceError for one that is too large, before it is read."""
    _require_size(path.stat().st_size, path.name)
    return path.read_bytes()


def _require_size(size: int, file: str) -> None:
    if size > LARGEST_BYTES:
        raise SourceError(file, _SMALLER, f"{size / 1_000_000:,.0f} MB")


def plain_text(content: bytes, file: str) -> str:
    """The bytes of a table as text. Raises SourceError for what is no CSV in UTF-8, with the way to save it anew."""
    for mark, what, rule in _BEGINNINGS:
        if content.startswith(mark):
            is_workbook = rule is _ARCHIVE and b"[Content_Types].xml" in content
            raise SourceError(file, *((_CSV, "a workbook (.xlsx)") if is_workbook else (rule, what)))
    _require_size(len(content), file)
    if not content.strip(b"\xef\xbb\xbf\r\n\t ,;"):
        raise SourceError(file, _COMPLETE, "an empty file")
    if b"\0" in content:
        raise SourceError(file, _CSV, "bytes that are no text, such as UTF-16", _line(content, content.index(b"\0")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecoded(file, content, error.start) from None
    if text.lstrip()[:1] in "<{[":
        what = "a web page" if text.lstrip()[:1] == "<" else "JSON"
        raise SourceError(file, _PAGE, f"{what}, which begins with {shown(text.lstrip()[:40])}", 1)
    return text


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _undecoded(file: str, content: bytes, position: int) -> SourceError:
    """The error for a byte that is no UTF-8; the text around it is shown as Windows writes it, which it mostly is."""
    start, end = content.rfind(b"\n", 0, position) + 1, content.find(b"\n", position)
    line = content[start : end if end >= 0 else None].decode("cp1252", "replace").rstrip("\r")
    header = content.split(b"\n", 1)[0].decode("cp1252", "replace").rstrip("\r").removeprefix("ï»¿")
    index = len(next(csv.reader([content[start : position + 1].decode("cp1252", "replace")]), [""])) - 1
    names, cells = next(csv.reader([header]), []), next(csv.reader([line]), [])
    column = names[index] if index < len(names) and len(names[index]) <= _LONGEST_NAME else ""
    cell = cells[index] if index < len(cells) else line
    found = f"{shown(cell)}, saved as Windows text (the byte {content[position]:#04x})"
    return SourceError(file, _CSV, found, _line(content, position), column)


def text_rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, each with the number of its line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise SourceError(file, _QUOTES, str(error), number) from None
        if row is None:
            return
        if any(row):
            yield number, row
        number = reader.line_num + 1


def check_commas(header: Sequence[str], file: str) -> None:
    """Raises SourceError for a header that other marks than commas divide."""
    if len(header) == 1 and (mark := next((mark for mark in ";\t|" if mark in header[0]), "")):
        raise SourceError(file, _COMMAS, f"{'tabs' if mark == chr(9) else repr(mark)} between the columns", 1)


def _check_header(header: Sequence[str], file: str) -> None:
    check_commas(header, file)
    twice = next((name for number, name in enumerate(header) if name in header[:number]), None)
    if twice is not None:
        raise SourceError(file, _ONCE, f"{shown(twice)} twice", 1)


def _even(rows: Iterable[tuple[int, list[str]]], header: Sequence[str], file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each of which must be as wide as the header."""
    for number, row in rows:
        if len(row) != len(header):
            raise SourceError(file, _WIDTH, f"{len(row)} cells, not {len(header)}", number)
        yield number, row
