"""data/imports.csv: how many rows and figures the last import of each table left, so that a loss does not go unseen."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dashboard.loading.csv_table import CsvTable

FILE = "imports.csv"
_BESIDE = ("areas.csv", "national_places.csv", "postcodes.csv", "sites.csv")
COLUMNS = ("name", "indicator", "rows", "figures")


class ImportSize(NamedTuple):
    """How much of one indicator there is in one table; figures are rows with a value."""

    rows: int
    figures: int


Sizes = Mapping[tuple[str, str], ImportSize]


def sizes(paths: Iterable[Path]) -> dict[tuple[str, str], ImportSize]:
    """(name of the table, indicator) -> how much of it there is; a table without indicators counts as one."""
    rows, figures = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in paths:
        with path.open(encoding="utf-8", newline="", errors="replace") as file:
            for cells in csv.DictReader(file):
                key = (path.stem, cells.get("indicator") or "")
                rows[key] += 1
                figures[key] += bool(cells.get("value"))
    return {key: ImportSize(rows[key], figures[key]) for key in rows}


def update(text: str, found: Sizes) -> str:
    """The record as text with new rows for the tables in ``found``; those of all other tables stay."""
    names = {name for name, _ in found}
    kept = {key: size for key, size in parsed(text).items() if key[0] not in names}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*key, *size] for key, size in sorted({**kept, **found}.items()))
    return out.getvalue()


def parsed(text: str) -> dict[tuple[str, str], ImportSize]:
    """The record of a text; what is no number of rows is left out, as ``remarks`` tells of it."""
    rows = csv.DictReader(io.StringIO(text))
    return {
        (cells["name"], cells["indicator"]): ImportSize(int(cells["rows"]), int(cells["figures"]))
        for cells in rows
        if set(COLUMNS) <= set(cells) and f"{cells['rows']}{cells['figures']}".isdecimal()
    }


def recorded(data: Path) -> dict[str, tuple[int, int]]:
    """Indicator -> rows and figures that the last import left of it in values/; empty without a record."""
    path = data / FILE
    known = parsed(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else {}
    found: dict[str, tuple[int, int]] = {}
    for (_, indicator), size in ((key, size) for key, size in known.items() if _is_of_figures(key)):
        rows, figures = found.get(indicator, (0, 0))
        found[indicator] = (rows + size.rows, figures + size.figures)
    return found


def _is_of_figures(key: tuple[str, str]) -> bool:
    """Whether a record is of a table in values/, of which the check tells by itself."""
    name, indicator = key
    return bool(indicator) and f"{name}.csv" not in _BESIDE


def shortfalls(recorded: Sizes, found: Sizes) -> Iterator[str]:
    """A sentence for each indicator of which there is less than its last import left."""
    for key, was in recorded.items():
        now = found.get(key, ImportSize(0, 0))
        if now.rows < was.rows or now.figures < was.figures:
            what = f"{key[0]}.csv{f', {key[1]}' if key[1] else ''}"
            yield (
                f"Note: {what}: found {now.rows:,} rows with {now.figures:,} figures, while its last import left "
                f"{was.rows:,} with {was.figures:,}; import it anew, or correct {FILE} if that is as it should be."
            )


def remarks(data: Path) -> list[str]:
    """What is not wrong in a data folder and yet should be known: tables beside values/ shorter than when imported.

    A folder without a record was made by hand.
    """
    path = data / FILE
    if not path.exists():
        return []
    table = CsvTable(path, COLUMNS)
    for _ in table:
        pass
    known = parsed(path.read_text(encoding="utf-8", errors="replace"))
    beside = {key: size for key, size in known.items() if not _is_of_figures(key)}
    return [*(f"Note: {fault}" for fault in table.faults), *shortfalls(beside, sizes(tables(data)))]


def tables(data: Path) -> list[Path]:
    """Every table that an import may have written."""
    beside = [data / name for name in _BESIDE if (data / name).exists()]
    return [*sorted((data / "values").glob("*.csv")), *beside]
