"""The form of a table: a UTF-8 CSV file, read row by row with the csv module, which is far lighter than pandas."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dashboard.loading.added_columns import ADDED
from dashboard.loading.validation import Expectation, Fault, TableRow, shown

#: Longer cells are a lost quote or a paste that went wrong, not text for a page.
LONGEST_CELL = 2000
#: Lines that are taken apart together: of a quarter of a million at once the cells alone would be 200 MB.
_AT_ONCE = 10_000

UNREADABLE = Expectation("a file that can be read", "put the file there, or correct ATLAS_DATA or ATLAS_BOUNDARIES")
_UTF8 = Expectation("UTF-8 text", "save the file as CSV UTF-8")
_HEADER = Expectation("the columns of data/README.md, each once, separated by commas", "correct the header row")
_QUOTES = Expectation("a row in one line with every quote closed", "close the quote, or take out the line break")
_RAGGED = Expectation("as many cells as the header has", "quote the cells that hold a comma, or add what is missing")
_VISIBLE = Expectation("letters, signs and plain spaces only", "take out the invisible characters")
_ENDED = Expectation("a last row that ends with a line end", "import the table again; if it is whole, add the line end")
_SHORT = Expectation(f"at most {LONGEST_CELL} characters", "shorten the text, or look for an open quote above")


def label(path: Path) -> str:
    """How messages name a file: with its folder, and without the way there."""
    return f"{path.parent.name}/{path.name}"


class CsvTable:
    """One CSV file. Iterating reads its rows and gathers in ``faults`` what is wrong with their form.

    ``complete`` turns false when a row, or the whole file, is lost, so that nobody misses what it held.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.file = label(path)
        self._columns = columns
        self.faults: list[Fault] = []
        self.complete = True
        self._lines = self._read(path).replace("\r\n", "\n").split("\n")
        self._drop_what_is_cut()
        self._header = self._cells(1, self._lines[0]) if self.complete else []
        if self.complete:
            self._check_header(columns)

    def __iter__(self) -> Iterator[TableRow]:
        for numbers, rows in self._rows():
            for number, cells in zip(numbers, rows, strict=True):
                yield TableRow(self.file, number, dict(zip(self._header, cells, strict=True)))

    def columns(self) -> Iterator[tuple[Sequence[int], Mapping[str, Sequence[str]]]]:
        """The numbers of some thousand rows, and of each column their cells, until all were given; at least once."""
        for numbers, rows in self._rows() if self._header else [([], [])]:
            columns = zip(*rows, strict=True) if rows else iter([()] * len(self._header))
            yield numbers, dict(zip(self._header, columns, strict=True)) or dict.fromkeys(self._columns, ())

    def _rows(self) -> Iterator[tuple[Sequence[int], Sequence[list[str]]]]:
        """The numbers and the cells of some thousand lines that are not blank, without those that are lost."""
        for first in range(1, max(len(self._lines), 2), _AT_ONCE) if self._header else ():
            some = enumerate(self._lines[first : first + _AT_ONCE], first + 1)
            lines = [(number, line) for number, line in some if line.strip(", \t")]
            rows = self._whole([line for _, line in lines]) or [self._cells(number, line) for number, line in lines]
            yield [number for (number, _), cells in zip(lines, rows, strict=True) if cells], [*filter(None, rows)]

    def _whole(self, lines: list[str]) -> list[list[str]]:
        """The cells of lines, or none where one of them is not of the right form: then each is looked at by itself.

        A quote that is open at the end of a line takes in the next one, so that there are fewer rows than lines.
        """
        try:
            rows = list(csv.reader(lines, strict=True))
        except csv.Error:
            return []
        are_plain = all(map(str.isprintable, lines)) and max(map(len, lines), default=0) <= LONGEST_CELL
        are_even = len(rows) == len(lines) and set(map(len, rows)) <= {len(self._header)}
        return rows if are_plain and are_even else []

    def _drop_what_is_cut(self) -> None:
        """Take the last row out if it has no line end: a file that was cut off ends so, and its last cell is wrong."""
        if len(self._lines) > 1 and (last := self._lines.pop()):
            self._lose(len(self._lines) + 1, "", f"{shown(last)} without a line end", _ENDED)

    def _lose(self, number: int | None, column: str, found: str, rule: Expectation) -> None:
        self.complete = False
        self.faults.append(Fault(self.file, number, column, found, rule))

    def _read(self, path: Path) -> str:
        try:
            content = path.read_bytes()
        except OSError as error:
            self._lose(None, "", error.strerror or "an error", UNREADABLE)
            return ""
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = content.count(b"\n", 0, error.start) + 1
            self._lose(row, "", f"the byte {content[error.start]:#04x}", _UTF8)
            return ""

    def _cells(self, number: int, line: str) -> list[str]:
        """The cells of a line, or none if its form is wrong."""
        try:
            cells = next(csv.reader([line], strict=True), [])
        except csv.Error as error:
            self._lose(number, "", f"{error} in {shown(line)}", _QUOTES)
            return []
        if number > 1 and len(cells) != len(self._header):
            self._lose(number, "", f"{len(cells)} cells, not {len(self._header)}", _RAGGED)
            return []
        return cells if line.isprintable() and len(line) <= LONGEST_CELL else self._plain(number, cells)

    def _plain(self, number: int, cells: list[str]) -> list[str]:
        """The cells of a line that is long or has invisible characters somewhere, if none of them is at fault."""
        names = self._header if number > 1 else [""] * len(cells)
        before = len(self.faults)
        for name, cell in zip(names, cells, strict=True):
            if len(cell) > LONGEST_CELL:
                self._lose(number, name, shown(cell), _SHORT)
            elif not cell.isprintable():
                self._lose(number, name, shown(cell), _VISIBLE)
        return cells if len(self.faults) == before else []

    def _check_header(self, columns: Sequence[str]) -> None:
        header = self._header
        missing = [name for name in columns if name not in header]
        repeated = sorted({name for name in header if header.count(name) > 1})
        if missing or repeated:
            self._header = []
        for name in filter(ADDED.get, missing):
            meaning, words = ADDED[name]
            rule = Expectation(f"a column that says {meaning}", f"add it and write {words}")
            self._lose(1, name, "no such column", rule)
        if others := [name for name in missing if name not in ADDED]:
            self._lose(1, ", ".join(others), "no such column", _HEADER)
        for name in repeated:
            self._lose(1, shown(name), "the column twice", _HEADER)
        for name in header:
            if name not in columns:
                self.faults.append(Fault(self.file, 1, shown(name), "an unknown column", _HEADER))
