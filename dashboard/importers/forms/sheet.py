"""From a grid to the tables in it: titles above, headings over several rows, notes in brackets, remarks below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from dashboard.importers.forms.grid import Grid, Rows
from dashboard.importers.reading import FileCell, FilePosition, SourceError
from dashboard.loading.validation import Expectation, shown

#: Codes of areas (ONS), of practices and of health bodies (ODS): the first row with one is a row of figures.
CODE = re.compile(r"[EJKNSW]\d{8}|[A-Z]\d{5}|\d{2}[A-Z]", re.ASCII)

_NOTES = re.compile(r"\s*\[(note|notes|footnote)[^\]]*\]", re.IGNORECASE)
_WIDTH = Expectation("as many cells as the header has", "fetch the file again; if it was cut off, its end is lacking")
_OWN = Expectation(
    "a figure in a cell of its own", "take the cells apart, and write into each the figure of its own area"
)
_ONE = Expectation("one column of this name", "name the column in the recipe so that only one has it")


@dataclass(frozen=True)
class SourceTable:
    """One table of a file; ``said`` is what stands around it: the lines above, the names of the file and the sheet.

    file: as messages name it. paths: the official files that it was read from. merged: as that of its grid.
    """

    file: str
    header: tuple[str, ...]
    rows: Rows
    said: dict[str, str]
    paths: tuple[Path, ...] = ()
    merged: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def _names(self) -> list[str]:
        return [plain_heading(name) for name in self.header]

    def column(self, name: str) -> int | str | None:
        """The place of a column, or the name of what is said around the table; None if there is neither.

        ``*`` in a name stands for any text. Raises SourceError if several columns have the name.
        """
        found = self.places(name)
        if len(found) > 1:
            both = " and ".join(place if isinstance(place, str) else self.header[place] for place in found[:2])
            raise SourceError(self.file, _ONE, both, None, name)
        return found[0] if found else None

    def has(self, name: str) -> bool:
        """Whether there is at least one column of this name."""
        return bool(self.places(name))

    def places(self, name: str) -> Sequence[int | str]:
        """The places of all columns of this name."""
        wanted = re.compile(re.escape(plain_heading(name)).replace(r"\*", ".*"))
        found = [place for place, heading in enumerate(self._names) if wanted.fullmatch(heading)]
        return found or [key for key in self.said if wanted.fullmatch(plain_heading(key))]

    def first(self, names: Iterable[str]) -> int | str | None:
        """The first of several columns that the table has."""
        return next((self.column(name) for name in names if self.has(name)), None)

    def text(self, row: Sequence[str], column: int | str | None) -> str:
        """The text of a cell; a column that there is not is empty."""
        return (self.said[column] if isinstance(column, str) else "" if column is None else row[column]).strip()

    def cell(self, number: int, row: Sequence[str], column: int | str | None) -> FileCell:
        """The cell of a row, which knows its place."""
        name = column if isinstance(column, str) else "" if column is None else self.header[column]
        return FileCell.at(self.text(row, column), FilePosition(self.file, number, name))

    def figure_cell(self, number: int, row: Sequence[str], column: int | str | None) -> FileCell:
        """The same of a column of figures; raises SourceError if its number stands in merged cells: whose is it?"""
        found = self.cell(number, row, column)
        area = self.merged.get((number, column)) if isinstance(column, int) else None
        if area and any(map(str.isdigit, found)):
            raise SourceError(
                self.file, _OWN, f"{shown(found)} in the merged cells {area}", number, found.position.column
            )
        return found


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """A heading as it is compared: without notes in brackets, in small letters, with single spaces."""
    return " ".join(_NOTES.sub("", heading).split()).casefold()


def tables_of(grid: Grid, needs: Sequence[Sequence[str]]) -> Iterator[SourceTable]:
    """The tables of a grid. needs: for each form that is known the headings by which it is known."""
    for rows in _segments(grid.rows):
        if (place := _heading(rows, needs)) is not None:
            yield _table(grid, rows, place)


def _segments(rows: Rows) -> Iterator[Rows]:
    """A grid in parts: some programs print several tables under each other, each with its own lines above."""
    start, seen = 0, False
    for place, (_, row) in enumerate(rows):
        if seen and _is_line_above(row):
            yield rows[start:place]
            start, seen = place, False
        seen = seen or any(CODE.fullmatch(cell) for cell in row)
    yield rows[start:]


def _is_line_above(row: Sequence[str]) -> bool:
    """A line such as "date:","2024"."""
    said = [cell for cell in row if cell]
    return len(said) == 2 and row[0].strip().endswith(":")


def _heading(rows: Rows, needs: Sequence[Sequence[str]]) -> int | None:
    """The place of the lowest row of headings; None if the grid has no table with codes of areas."""
    first = next((place for place, (_, row) in enumerate(rows) if any(map(CODE.fullmatch, row))), len(rows))
    known = [place for place, (_, row) in enumerate(rows[:first]) if _is_known(row, needs)]
    if known:
        return known[-1]
    return first - 1 if 0 < first < len(rows) else None


def _is_known(row: Sequence[str], needs: Sequence[Sequence[str]]) -> bool:
    names = {plain_heading(cell) for cell in row}
    return any(names.issuperset(wanted) for wanted in needs)


def _table(grid: Grid, rows: Rows, place: int) -> SourceTable:
    top = place
    while top > 0 and rows[top - 1][0] == rows[top][0] - 1 and _is_heading(rows[top - 1][1]):
        top -= 1
    above = [row for _, row in rows[:top]]
    titles = [next(cell for cell in row if cell) for row in above if not _is_line_above(row)]
    lines = {row[0].strip().rstrip(":"): next(cell for cell in row[1:] if cell) for row in above if _is_line_above(row)}
    said = {"File": Path(grid.file).name, "Sheet": grid.sheet, "Title": " ".join(titles), **lines}
    header = _joined([row for _, row in rows[top : place + 1]])
    return SourceTable(
        grid.file, header, list(_of_width(grid.file, rows[place + 1 :], len(header))), said, (), grid.merged
    )


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row above the headings is one of them: it stands over some of the columns, and is no title."""
    return not _is_line_above(row) and (not row[0] or len({cell for cell in row if cell}) > 1)


def _joined(headings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The headings of each column, from above, each said once; an upper one stands over the empty cells after it."""
    width = max(map(len, headings))
    lines = [_spread(row, width) for row in headings[:-1]] + [[*headings[-1], *[""] * (width - len(headings[-1]))]]
    columns = (dict.fromkeys(" ".join(cell.split()) for cell in column if cell) for column in zip(*lines, strict=True))
    return tuple(": ".join(parts) for parts in columns)


def _spread(row: Sequence[str], width: int) -> list[str]:
    spread, last = [], ""
    for cell in [*row, *[""] * (width - len(row))]:
        last = cell or last
        spread.append(last)
    return spread


def _of_width(file: str, rows: Rows, width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows as wide as the headings; a lone cell is a remark below the table, and everything else is a fault."""
    for number, row in rows:
        if len([cell for cell in row if cell]) == 1 and not any(map(CODE.fullmatch, row)):
            continue
        if len(row) < width or any(row[width:]):
            raise SourceError(file, _WIDTH, f"{len(row)} cells, not {width}", number)
        yield number, row[:width]
