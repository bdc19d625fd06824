"""A table whose first column is its key: what it defines, and which keys it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from sys import intern
from typing import Any, Generic, TypeVar

from dashboard.loading import validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.validation import ONCE, Cell, Expectation, Fault, TableRow, shown

T = TypeVar("T")


@dataclass(frozen=True)
class Named(Generic[T]):
    """What a table defines, by its key. ``rows`` also has the rows with faults, so that one fault causes no other."""

    file: str
    complete: bool
    rows: Mapping[str, TableRow]
    items: Mapping[str, T]

    def unknown(self, row: TableRow, column: str, *keys: str) -> list[Fault]:
        """A fault for each key that this table should have and has not; none if the table itself is broken."""
        lacking = [key for key in keys if key not in self.rows] if self.complete else []
        return [
            row.fault(column, Expectation(f"a key of {self.file}", "correct it, or add it there"), shown(key))
            for key in lacking
        ]


def named(
    path: Path, kind: type[T], cells: Iterable[Cell], build: Callable[[Mapping[str, str]], T], faults: list[Fault]
) -> Named[T]:
    """Read a table whose first column is its key and whose columns are the fields of ``kind``."""
    columns = columns_of(kind)
    table, rows, items = CsvTable(path, columns), dict[str, TableRow](), dict[str, T]()
    for row in table:
        key = intern(row.cells[columns[0]])
        first = rows.setdefault(key, row)
        problems = validation.cell_faults(row, cells)
        if first is not row:
            problems.append(row.fault(columns[0], ONCE, f"{shown(key)} again, first in row {first.number}"))
        if not problems:
            items[key] = build(row.cells)
        faults += problems
    faults += table.faults
    return Named(table.file, table.complete, rows, items)


def columns_of(kind: type[Any]) -> list[str]:
    """The columns of a table that has one for each field of a class, but for those that say that they have none."""
    return [field.name for field in fields(kind) if field.metadata.get("column", True)]
