"""All rows of a table at once, column by column: what comes many times is judged once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.loading.validation import Cell, Fault, TableRow


class TableColumns(NamedTuple):
    """All rows of a table, by column; ``numbers`` are those of the rows in the file."""

    file: str
    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]

    def row(self, at: int) -> TableRow:
        """One of the rows."""
        return TableRow(self.file, self.numbers[at], {name: column[at] for name, column in self.cells.items()})

    def holding(self, column: str, is_meant: Callable[[str], object]) -> Iterator[TableRow]:
        """The rows whose cell is meant. Each text is judged once, as most come many times."""
        meant = {text for text in set(self.cells[column]) if is_meant(text)}
        found = (at for at, text in enumerate(self.cells[column]) if text in meant) if meant else ()
        return map(self.row, found)

    def without(self, numbers: Collection[int | None]) -> TableColumns:
        """The table without some rows."""
        kept = [at for at, number in enumerate(self.numbers) if number not in numbers]
        cells = {name: [column[at] for at in kept] for name, column in self.cells.items()}
        return TableColumns(self.file, [self.numbers[at] for at in kept], cells)


def column_faults(table: TableColumns, cells: Iterable[Cell]) -> Iterator[Fault]:
    """The cells of all rows that are wrong by themselves."""
    for cell in cells:
        yield from (row.fault(cell.column, cell.rule) for row in table.holding(cell.column, cell.is_broken_by))
