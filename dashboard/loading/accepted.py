"""accepted.csv: what somebody has looked at and found right; and the rows in which things stand, for messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboard.core.signature import FileRow, Signature
from dashboard.loading import validation
from dashboard.loading.csv_table import CsvTable, label
from dashboard.loading.named import columns_of
from dashboard.loading.strays import tables_in
from dashboard.loading.validation import Cell, Expectation, Fault

FILE = "accepted.csv"
#: What makes a figure the one that it is.
_FIGURE = ("indicator", "area_code", "period")


def is_day(cell: str) -> bool:
    """Whether a cell is a day as 2026-11-28."""
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_CELLS = (
    *validation.filled("rule", "subject", "who", "why"),
    Cell("when", is_day, Expectation("a day such as 2026-11-28", "write the day on which it was signed")),
)


def read_signatures(data: Path) -> tuple[tuple[Signature, ...], list[Fault]]:
    """The signatures of a folder, and what is wrong with them; a folder without the table has none."""
    path = data / FILE
    if not path.exists():
        return (), []
    table, signatures, faults = CsvTable(path, columns_of(Signature)), list[Signature](), list[Fault]()
    for row in table:
        problems = validation.cell_faults(row, _CELLS)
        if not problems:
            signatures.append(Signature(**row.cells))
        faults += problems
    return tuple(signatures), [*faults, *table.faults]


def value_rows(data: Path) -> dict[tuple[str, str, str], FileRow]:
    """(indicator, area, period) -> where the figure stands; with "" for area or period the first such row."""
    rows: dict[tuple[str, str, str], FileRow] = {}
    for path in tables_in(data / "values"):
        for numbers, cells in CsvTable(path, _FIGURE).columns():
            for number, *own in zip(numbers, *(cells[name] for name in _FIGURE), strict=True):
                for key in _and_wider(*own):
                    rows.setdefault(key, (label(path), number))
    return rows


def _and_wider(indicator: str, area: str, period: str) -> Iterator[tuple[str, str, str]]:
    yield from ((indicator, area, period), (indicator, area, ""), (indicator, "", period), (indicator, "", ""))


def named_rows(path: Path, column: str) -> dict[str, FileRow]:
    """Key -> where its row stands in a table; none if there is no such table."""
    if not path.exists():
        return {}
    return {row.cells.get(column, ""): (label(path), row.number) for row in CsvTable(path, (column,))}
