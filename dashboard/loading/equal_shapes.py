"""Reads where each area stands among shapes of equal size, and makes them: hexagons in rows, laid out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.level import Level
from dashboard.loading import table_rules, validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.named import Named, columns_of
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

#: Metres, even so that two hexagons have their corners in common to the metre: half of the width, half of a side.
_HALF, _RISE = 10_000, 5_774
#: The upper left corner, on the grid's middle line, where a map in degrees is as wide as it is high.
_WEST, _NORTH = 300_000, 700_000

_LEVEL_OF_AREA = Expectation("a level that the area is of", "correct the level or the code")
_FREE = Expectation("a place of its own", "move one of the two areas")
_EVERY = Expectation("a place for every area of a level that has places", "add the row, or take out the level")

Shapes = Mapping[str, BaseGeometry]


@dataclass(frozen=True, slots=True)
class GridPosition:
    """Where an area stands: columns and rows count from 1; even rows are half a hexagon further to the right."""

    level: str
    area_code: str
    column: str
    row: str


def read_equal_shapes(path: Path, edition: Edition, areas: Named[Area], faults: list[Fault]) -> dict[Level, Shapes]:
    """Level -> the equal shapes of its areas and of the larger ones around them; none without a table."""
    if not path.exists():
        return {}
    table, found = CsvTable(path, columns_of(GridPosition)), dict[str, dict[str, Polygon]]()
    before = len(faults)
    for row in table:
        faults += [*validation.cell_faults(row, table_rules.LAID_OUT_CELLS), *_area_faults(row, areas)]
        taken = found.setdefault(row.cells["level"], {})
        shape = _hexagon(row.cells) if len(faults) == before else Polygon()
        faults += _twice(row, taken, shape)
        taken[row.cells["area_code"]] = shape
    faults += table.faults
    levels = [level for level in edition.map_levels if level in found]
    faults += [
        fault for level in levels if table.complete for fault in _lacking(table.file, level, found[level], areas)
    ]
    return {level: _with_larger(found[level], areas) for level in levels} if len(faults) == before else {}


def _area_faults(row: TableRow, areas: Named[Area]) -> Iterator[Fault]:
    code, level = row.cells["area_code"], row.cells["level"]
    yield from areas.unknown(row, "area_code", code)
    if code in areas.items and level not in areas.items[code].levels:
        yield row.fault("level", _LEVEL_OF_AREA, shown(level))


def _twice(row: TableRow, taken: Mapping[str, Polygon], shape: Polygon) -> Iterator[Fault]:
    code = row.cells["area_code"]
    if code in taken:
        yield row.fault("area_code", ONCE, f"{shown(code)} again")
    owner = next((other for other, known in taken.items() if not shape.is_empty and known == shape), "")
    if owner:
        yield row.fault("column", _FREE, f"the place of {owner}")


def _lacking(file: str, level: Level, found: Shapes, areas: Named[Area]) -> Iterator[Fault]:
    for area in areas.items.values():
        if level in area.levels and area.code not in found:
            yield Fault(file, None, "area_code", f"no {area.code} of level {level}", _EVERY)


def _hexagon(cells: Mapping[str, str]) -> Polygon:
    """The hexagon of a place, one of its corners up."""
    column, row = int(cells["column"]), int(cells["row"])
    x, y = _WEST + _HALF * (2 * column + (row % 2 == 0)), _NORTH - 3 * _RISE * row
    sides = ((0, 2), (1, 1), (1, -1), (0, -2), (-1, -1), (-1, 1))
    return Polygon([(x + across * _HALF, y + up * _RISE) for across, up in sides])


def _with_larger(found: Mapping[str, Polygon], areas: Named[Area]) -> Shapes:
    """The shapes of a level, and of every area that some of them lie in."""
    parts: dict[str, list[BaseGeometry]] = {}
    for code, shape in found.items():
        for parent in areas.items[code].parents:
            parts.setdefault(parent, []).append(shape)
    return {**{code: shapely.union_all(shapes) for code, shapes in parts.items()}, **found}
