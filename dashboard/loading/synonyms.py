"""Reads what people call places and conditions besides their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.core.area import Area
from dashboard.core.condition import Condition
from dashboard.core.synonym import Synonym
from dashboard.loading import table_rules, validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.named import Named, columns_of
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

_ONE = Expectation("the code of an area or the slug of a condition", "fill in one of the two, and not both")


def read_synonyms(
    path: Path, areas: Named[Area], conditions: Named[Condition], faults: list[Fault]
) -> tuple[Synonym, ...]:
    """The synonyms in the order of their table; an edition without any has none."""
    if not path.exists():
        return ()
    table, found = CsvTable(path, columns_of(Synonym)), dict[Synonym, None]()
    for row in table:
        one = Synonym(**{name: row.cells[name] for name in columns_of(Synonym)})
        faults += validation.cell_faults(row, table_rules.SYNONYM_CELLS)
        faults += _target_faults(row, one, areas, conditions)
        faults += [row.fault("synonym", ONCE, f"{shown(one.synonym)} again")] if one in found else []
        found[one] = None
    faults += table.faults
    return tuple(found)


def _target_faults(row: TableRow, one: Synonym, areas: Named[Area], conditions: Named[Condition]) -> Iterator[Fault]:
    if bool(one.area_code) == bool(one.condition):
        yield row.fault("area_code", _ONE, shown(one.area_code))
    elif one.area_code:
        yield from areas.unknown(row, "area_code", one.area_code)
    else:
        yield from conditions.unknown(row, "condition", one.condition)
