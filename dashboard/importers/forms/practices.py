"""Practice registers of the Quality and Outcomes Framework, added up to the health bodies that the practices are of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dashboard.importers.forms.sheet import SourceTable
from dashboard.importers.reading import SourceError, refused
from dashboard.importers.table import required
from dashboard.loading.validation import Expectation

#: A file of registers and a file of practices, by the headings of each.
REGISTERS = ("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PRACTICE_LIST_SIZE")
_BODIES = ("CCG_ONS_CODE", "CCG_CODE", "SUB_ICB_LOC_ONS_CODE", "SUB_ICB_LOC_CODE", "SUB_ICB_LOCATION_ONS_CODE")
HEADER = ("CCG_CODE", "GROUP_CODE", "REGISTER", "LIST_SIZE", "PRACTICES", "Period")

_MAPPING = Expectation(
    "beside it the file that says to which CCG each practice belongs",
    "name MAPPING_NHS_GEOGRAPHIES of the same publication as another FILE",
)
_IN_MAPPING = Expectation("a practice of the file of practices", "name the file of practices of the same year")
_YEAR = Expectation("the financial year in its name, as in PREVALENCE_1920.csv", "rename it as it was published")


def is_of_practices(table: SourceTable) -> bool:
    """Whether a table holds registers of practices."""
    return all(table.column(name) is not None for name in REGISTERS)


def with_sums(tables: Sequence[SourceTable]) -> Iterator[SourceTable]:
    """The tables, with registers of practices added up, and without the file of practices that served for it."""
    registers = [table for table in tables if is_of_practices(table)]
    bodies = {code: body for table in tables if table not in registers for code, body in _mapping(table)}
    beside = tuple(path for table in tables if table not in registers and any(_mapping(table)) for path in table.paths)
    for table in tables:
        if table in registers:
            yield replace(_added_up(table, bodies), paths=(*table.paths, *beside))
        elif not any(_mapping(table)):
            yield table


def _mapping(table: SourceTable) -> Iterator[tuple[str, str]]:
    practice, body = table.column("PRACTICE_CODE"), table.first(_BODIES)
    if practice is not None and body is not None:
        yield from ((table.cell(number, row, practice), table.cell(number, row, body)) for number, row in table.rows)


def _added_up(table: SourceTable, bodies: Mapping[str, str]) -> SourceTable:
    """One row for each health body and register: its patients, its list, and of how many practices they are."""
    if not bodies:
        raise SourceError(table.file, _MAPPING, "registers of practices alone")
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0, 0])
    practice, group, register, people = map(table.column, REGISTERS)
    for number, row in table.rows:
        code = table.cell(number, row, practice)
        if code not in bodies:
            raise refused(code, _IN_MAPPING, "an unknown practice")
        added = (required(table.cell(number, row, register)), required(table.cell(number, row, people)), 1)
        total = sums[bodies[code], table.cell(number, row, group)]
        total[:] = [before + more for before, more in zip(total, added, strict=True)]
    year = _year(table)
    rows = [
        (number, [*key, *(f"{count:.0f}" for count in total), year])
        for number, (key, total) in enumerate(sums.items(), 2)
    ]
    return SourceTable(table.file, HEADER, rows, table.said)


def _year(table: SourceTable) -> str:
    """PREVALENCE_1920.csv is of 2019/20."""
    match = re.search(r"_(\d\d)(\d\d)\D*$", table.file)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise SourceError(table.file, _YEAR, "none")
    return f"20{match[1]}/{match[2]}"
