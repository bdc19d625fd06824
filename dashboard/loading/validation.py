"""What a fault is, and what one cell must be: pure checks that turn rows into faults, and read nothing.

A fault says where it is, what was found, what was expected and how to mend it. A check that cannot be made because of
an earlier fault (a column that is not a number) is left out, so that one slip is told once. What each table must
satisfy stands in ``table_rules``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Faults of one sort that are shown in full; the rest are counted.
SHOWN = 20


class Expectation(NamedTuple):
    """What is expected, and in a few words how to mend what is not so."""

    expected: str
    mend: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one file; ``row`` counts from 1 as a text editor and a spreadsheet do."""

    file: str
    row: int | None
    column: str
    found: str
    rule: Expectation

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        kind = "key" if self.file.endswith(".toml") else "column"
        column = f", {kind} {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: found {self.found}, expected {self.rule.expected}; {self.rule.mend}"


ONCE = Expectation("a key that no other row has", "delete or correct one of the two rows")


class TableRow(NamedTuple):
    """One row of a table, by column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def fault(self, column: str, rule: Expectation, found: str = "") -> Fault:
        """A fault in a cell of this row; what was found is the cell itself unless said otherwise."""
        return Fault(self.file, self.number, column, found or shown(self.cells[column]), rule)


def shown(text: str) -> str:
    """A cell as a message shows it: quoted, in one line, and cut if it is long."""
    if not text:
        return "an empty cell"
    return repr(text) if len(text) <= 60 else f"{text[:60]!r}… ({len(text)} characters)"


def report(faults: Sequence[Fault]) -> str:
    """All faults in one message, those of one sort together, and no more than ``SHOWN`` of a sort."""
    sorts: dict[tuple[str, str, Expectation], list[Fault]] = {}
    for fault in faults:
        sorts.setdefault((fault.file, fault.column, fault.rule), []).append(fault)
    files = {fault.file for fault in faults}
    lines = [f"{_counted(len(faults), 'fault')} in {_counted(len(files), 'file')}"]
    for (file, column, _), alike in sorts.items():
        lines += map(str, alike[:SHOWN])
        if len(alike) > SHOWN:
            lines.append(f"{file}, column {column}: and {len(alike) - SHOWN} more of this sort")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Cell(NamedTuple):
    """What one cell must be, whatever the rest of the row says."""

    column: str
    holds: Callable[[str], object]
    rule: Expectation

    def is_broken_by(self, text: str) -> bool:
        """Whether a text is not what it must be."""
        return not self.holds(text)


def cell_faults(row: TableRow, cells: Iterable[Cell]) -> list[Fault]:
    """The cells of a row that are wrong by themselves."""
    return [row.fault(cell.column, cell.rule) for cell in cells if not cell.holds(row.cells[cell.column])]


def filled(*columns: str) -> Iterator[Cell]:
    """Columns that must not be empty."""
    rule = Expectation("some text", "fill it in")
    return (Cell(column, str.strip, rule) for column in columns)
