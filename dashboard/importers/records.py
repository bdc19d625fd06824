"""data/imports.csv: what the last import of each table left, so that no loss goes unseen, and where it came from."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dashboard.core.provenance import NOT_RECORDED, ImportRecord, Origin
from dashboard.loading.accepted import is_day
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.import_records import BESIDE, COLUMNS, FILE, SIZES, figure_imports, parse_imports
from dashboard.loading.validation import Cell, Expectation, cell_faults

#: Between the names of several files in a cell, and between their checksums.
_BETWEEN = "; "
_CELLS = (
    Cell(
        "when", lambda cell: not cell or is_day(cell), Expectation("a day such as 2026-11-28, or nothing", "correct it")
    ),
)


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


def update(text: str, found: Sizes, origins: Mapping[str, Origin]) -> str:
    """The record as text with new rows for the tables in ``found``; those of all other tables stay.

    origins: indicator -> where it came from just now. What only stands in the same table came from where it did.
    """
    before = {(one.name, one.indicator): one for one in parse_imports(text)}
    names = {name for name, _ in found}
    kept = {key: one for key, one in before.items() if key[0] not in names}
    earlier = {key: one.origin for key, one in before.items()}
    made = {
        key: ImportRecord(*key, *size, origins.get(key[1]) or earlier.get(key, NOT_RECORDED))
        for key, size in found.items()
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, one in sorted({**kept, **made}.items()):
        writer.writerow([*key, one.rows, one.figures, *astuple(one.origin)])
    return out.getvalue()


def origin_of(files: Sequence[Path], form: str) -> Origin:
    """Where figures come from that are taken out of files."""
    return origin_of_contents([(path.name, path.read_bytes()) for path in files], form)


def origin_of_contents(files: Sequence[tuple[str, bytes]], form: str) -> Origin:
    """The same of names and contents; what cannot stand in a table is left out of a name."""
    names = ("".join(filter(str.isprintable, name)) for name, _ in files)
    sums = (sha256(content).hexdigest() for _, content in files)
    return Origin(file=_BETWEEN.join(names), sha256=_BETWEEN.join(sums), form=form)


def complete(origins: Mapping[str, Origin], indicators: Path, day: str, program: str) -> dict[str, Origin]:
    """Origins with the day, the version of the program, and the publisher's page that indicators.csv names."""
    text = indicators.read_text(encoding="utf-8", errors="replace") if indicators.exists() else ""
    pages = {cells.get("id"): cells.get("link") or "" for cells in csv.DictReader(io.StringIO(text))}
    return {
        indicator: replace(origin, when=day, address=pages.get(indicator, ""), program=program)
        for indicator, origin in origins.items()
    }


def parsed(text: str) -> dict[tuple[str, str], ImportSize]:
    """How much there was by the record of a text; what is no number of rows ``remarks`` tells of."""
    return {(one.name, one.indicator): ImportSize(one.rows, one.figures) for one in parse_imports(text)}


def recorded(data: Path) -> dict[str, tuple[int, int]]:
    """Indicator -> rows and figures that the last import left of it in values/; empty without a record."""
    found: dict[str, tuple[int, int]] = {}
    for one in figure_imports(data):
        rows, figures = found.get(one.indicator, (0, 0))
        found[one.indicator] = (rows + one.rows, figures + one.figures)
    return found


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
    text = path.read_text(encoding="utf-8", errors="replace")
    # A record of before tells no origin; the next import adds the columns.
    is_of_before = text.partition("\n")[0].rstrip("\r") == ",".join(SIZES)
    table = CsvTable(path, SIZES if is_of_before else COLUMNS)
    faults = [fault for row in table for fault in cell_faults(row, () if is_of_before else _CELLS)]
    of_figures = {(one.name, one.indicator) for one in figure_imports(data)}
    beside = {key: size for key, size in parsed(text).items() if key not in of_figures}
    return [*(f"Note: {fault}" for fault in (*table.faults, *faults)), *shortfalls(beside, sizes(tables(data)))]


def tables(data: Path) -> list[Path]:
    """Every table that an import may have written."""
    beside = [data / name for name in BESIDE if (data / name).exists()]
    return [*sorted((data / "values").glob("*.csv")), *beside]
