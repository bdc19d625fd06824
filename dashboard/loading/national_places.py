"""Reads the ranks among all areas of England; each must be of a figure that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.national import NationalRank
from dashboard.core.value import Value
from dashboard.loading import table_rules, validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.named import Named
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

#: (indicator, period, level) -> area code -> rank.
Ranks = dict[tuple[str, str, Level], dict[str, NationalRank]]

COLUMNS = ("indicator", "area_code", "period", "level", "rank", "of")

_LEVEL = Expectation("a level of the area and of the indicator", "correct it, or take the row out")
_FIGURE = Expectation("a figure of the area itself in this period", "correct the key, or take the row out")
_RANK = Expectation("a rank from 1 to the number of areas", "correct the two numbers")


def read_national_ranks(
    path: Path,
    edition: Edition,
    areas: Named[Area],
    indicators: Named[Indicator],
    values: Mapping[str, Mapping[str, Mapping[str, Value]]],
    faults: list[Fault],
) -> Ranks:
    """The ranks by indicator, period and level; an edition that knows of none has no such table."""
    if not path.exists():
        return {}
    table, ranks = CsvTable(path, COLUMNS), Ranks()
    levels = {str(level): level for level in edition.levels}
    for row in table:
        cells = row.cells
        problems = [
            *indicators.unknown(row, "indicator", cells["indicator"]),
            *areas.unknown(row, "area_code", cells["area_code"]),
            *validation.cell_faults(row, table_rules.RANK_CELLS),
        ]
        area, indicator = areas.items.get(cells["area_code"]), indicators.items.get(cells["indicator"])
        if area and indicator and not problems:
            value = values.get(indicator.id, {}).get(cells["period"], {}).get(area.code)
            problems += _against(row, area, indicator, value)
        if not problems and area and indicator:
            level = levels[cells["level"]]
            own = ranks.setdefault((indicator.id, cells["period"], level), {})
            problems += [row.fault("area_code", ONCE, f"{shown(area.code)} again")] if area.code in own else []
            own[area.code] = NationalRank(int(cells["rank"]), int(cells["of"]), level)
        faults += problems
    faults += table.faults
    return ranks


def _against(row: TableRow, area: Area, indicator: Indicator, value: Value | None) -> Iterator[Fault]:
    """What a row says against the other tables, or against itself."""
    if row.cells["level"] not in {str(level) for level in area.levels if level in indicator.levels}:
        yield row.fault("level", _LEVEL)
    if value is None or value.value is None:
        found = f"no figure of {indicator.id} for {area.code}, {row.cells['period']}"
        yield row.fault("period", _FIGURE, found)
    if int(row.cells["rank"]) > int(row.cells["of"]):
        yield row.fault("rank", _RANK)
