"""Files to Atlas, or one DataError that names every fault of every file.

Nothing is guessed and nothing is left out: a wrong file stops the start. ``tables`` knows the form of a table
and ``checks`` what its rows must satisfy; here they come together with the boundaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from sys import intern
from typing import Any, Generic, TypeVar

import geopandas
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard import checks
from dashboard.atlas import Atlas, Fact
from dashboard.checks import Cell, Fault, Row, Rule, shown
from dashboard.model import (
    ENGLAND,
    ICS,
    Area,
    Condition,
    Direction,
    Indicator,
    Kind,
    Level,
    PostcodeDistrict,
    Priority,
    Site,
    SiteKind,
    Status,
    Value,
)
from dashboard.tables import UNREADABLE, Table, label

_BRITAIN = (0, 0, 700_000, 1_300_000)
_BRITISH_GRID, _WGS84 = 27700, 4326
_SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_LAYER = {"code", "name", "geometry"}

_ONCE = Rule("a key that no other row has", "delete or correct one of the two rows")
_ROW = Rule("a row with this code", "add the row")
_OTHERS = Rule("other areas, each once", "take out what is repeated")
_SIDECAR = Rule("the .shp, .shx, .dbf, .prj and .cpg of a shapefile", "copy all five files")
_COLUMNS = Rule("the columns code and name and a geometry", "add it, rename it or take it out")
_CRS = Rule("EPSG:27700 or WGS84", "project the file to the British National Grid")
_SHAPE = Rule("a valid polygon", "mend the geometry")
_INSIDE = Rule("metres on the British National Grid", "correct the .prj, or project the file")

T = TypeVar("T")


class DataError(Exception):
    """The files are wrong; the message lists ``faults``, all that was found in all files."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(checks.report(faults))
        self.faults = tuple(faults)


def load(data: Path, boundaries: Path) -> Atlas:
    """Read everything once. Raises DataError with every fault of every file."""
    faults: list[Fault] = []
    areas = _areas(data / "areas.csv", faults)
    conditions = _named(data / "conditions.csv", Condition, checks.CONDITION_CELLS, _condition, faults)
    indicators = _indicators(data / "indicators.csv", conditions, faults)
    values = _values(data / "values", areas, indicators, faults)
    facts = _facts(data / "facts.csv", areas, faults)
    postcodes = _postcodes(data / "postcodes.csv", areas, faults)
    sites = _named(data / "sites.csv", Site, checks.SITE_CELLS, _site, faults)
    priorities = _priorities(data / "priorities.csv", conditions, faults)
    shapes = {level: _shapes(boundaries, level, areas, faults) for level in Level}
    if faults:
        raise DataError(faults)
    return Atlas(
        areas.items,
        conditions.items,
        indicators.items,
        values,
        shapes,
        facts,
        postcodes.items,
        tuple(sites.items.values()),
        tuple(priorities.items.values()),
    )


@dataclass(frozen=True)
class Named(Generic[T]):
    """What a table defines, by its key. ``rows`` also has the rows with faults, so that one fault causes no other."""

    file: str
    complete: bool
    rows: Mapping[str, Row]
    items: Mapping[str, T]

    def unknown(self, row: Row, column: str, *keys: str) -> list[Fault]:
        """A fault for each key that this table should have and has not; none if the table itself is broken."""
        lacking = [key for key in keys if key not in self.rows] if self.complete else []
        return [
            row.fault(column, Rule(f"a key of {self.file}", "correct it, or add it there"), shown(key))
            for key in lacking
        ]


def _named(
    path: Path, kind: type[T], cells: Iterable[Cell], build: Callable[[Mapping[str, str]], T], faults: list[Fault]
) -> Named[T]:
    """Read a table whose first column is its key and whose columns are the fields of ``kind``."""
    columns = _columns(kind)
    table, rows, items = Table(path, columns), dict[str, Row](), dict[str, T]()
    for row in table:
        key = intern(row.cells[columns[0]])
        first = rows.setdefault(key, row)
        problems = checks.cell_faults(row, cells)
        if first is not row:
            problems.append(row.fault(columns[0], _ONCE, f"{shown(key)} again, first in row {first.number}"))
        if not problems:
            items[key] = build(row.cells)
        faults += problems
    faults += table.faults
    return Named(table.file, table.complete, rows, items)


def _columns(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


def _texts(cells: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: cells[name] for name in names}


def _levels(cell: str) -> tuple[Level, ...]:
    return tuple(map(Level, cell.split()))


def _area(cells: Mapping[str, str]) -> Area:
    texts = _texts(cells, "code", "name", "short_name", "same_boundary", "ods_code", "note")
    return Area(levels=_levels(cells["levels"]), parents=tuple(cells["parents"].split()), **texts)


def _condition(cells: Mapping[str, str]) -> Condition:
    return Condition(**_texts(cells, *_columns(Condition)))


def _indicator(cells: Mapping[str, str]) -> Indicator:
    parsed: dict[str, Any] = {
        **_texts(cells, *_columns(Indicator)),
        "decimals": int(cells["decimals"]),
        "kind": Kind(cells["kind"]),
        "direction": Direction(cells["direction"]),
        "levels": _levels(cells["levels"]),
    }
    return Indicator(**parsed)


def _areas(path: Path, faults: list[Fault]) -> Named[Area]:
    areas = _named(path, Area, checks.AREA_CELLS, _area, faults)
    for row in areas.rows.values():
        parents = row.cells["parents"].split()
        faults += areas.unknown(row, "parents", *parents)
        faults += areas.unknown(row, "same_boundary", *filter(None, [row.cells["same_boundary"]]))
        faults += checks.twin_faults(row, areas.rows)
        if len({row.cells["code"], *parents}) <= len(parents):
            faults.append(row.fault("parents", _OTHERS))
    if areas.complete:
        lacking = [code for code in (ENGLAND, ICS) if code not in areas.rows]
        faults += [Fault(areas.file, None, "code", f"no {code}", _ROW) for code in lacking]
    return areas


def _indicators(path: Path, conditions: Named[Condition], faults: list[Fault]) -> Named[Indicator]:
    indicators = _named(path, Indicator, checks.INDICATOR_CELLS, _indicator, faults)
    for row in indicators.rows.values():
        faults += conditions.unknown(row, "condition", row.cells["condition"])
    faults += _claimed_twice(indicators)
    if indicators.complete:
        covered = {row.cells["condition"] for row in indicators.rows.values()}
        for row in conditions.rows.values():
            faults += checks.note_faults(row, covered)
    return indicators


def _claimed_twice(indicators: Named[Indicator]) -> Iterator[Fault]:
    """Measures that would mean two indicators at one level of a condition."""
    owners: dict[tuple[str, str, Level], str] = {}
    rule = Rule("one indicator for a condition, measure and level", "give one of the two another measure")
    for indicator in indicators.items.values():
        for level in indicator.levels:
            owner = owners.setdefault((indicator.condition, indicator.measure, level), indicator.id)
            if owner != indicator.id:
                found = f"{indicator.measure} of {indicator.condition} at {level}, which {owner} has already"
                yield indicators.rows[indicator.id].fault("measure", rule, found)


def _facts(path: Path, areas: Named[Area], faults: list[Fault]) -> tuple[Fact, ...]:
    table, facts = Table(path, _columns(Fact)), list[Fact]()
    for row in table:
        faults += areas.unknown(row, "area_code", row.cells["area_code"])
        faults += checks.cell_faults(row, checks.FACT_CELLS)
        facts.append(Fact(**_texts(row.cells, *_columns(Fact))))
    faults += table.faults
    return tuple(facts)


def _postcode(cells: Mapping[str, str]) -> PostcodeDistrict:
    inside, everywhere = (int(cells[name]) for name in checks.POSTCODE_COUNTS)
    return PostcodeDistrict(cells["district"], cells["area_code"], inside, everywhere, cells["note"])


def _postcodes(path: Path, areas: Named[Area], faults: list[Fault]) -> Named[PostcodeDistrict]:
    postcodes = _named(path, PostcodeDistrict, checks.POSTCODE_CELLS, _postcode, faults)
    for row in postcodes.rows.values():
        faults += areas.unknown(row, "area_code", row.cells["area_code"])
    for key, district in postcodes.items.items():
        faults += checks.postcode_faults(postcodes.rows[key], district, areas.items.get(district.area_code))
    return postcodes


def _priority(cells: Mapping[str, str]) -> Priority:
    texts = _texts(cells, "name", "statement", "source")
    return Priority(conditions=tuple(cells["conditions"].split()), **texts)


def _priorities(path: Path, conditions: Named[Condition], faults: list[Fault]) -> Named[Priority]:
    priorities = _named(path, Priority, checks.PRIORITY_CELLS, _priority, faults)
    for row in priorities.rows.values():
        faults += conditions.unknown(row, "conditions", *row.cells["conditions"].split())
    return priorities


def _site(cells: Mapping[str, str]) -> Site:
    parsed: dict[str, Any] = {
        **_texts(cells, *_columns(Site)),
        **{name: int(cells[name]) for name in ("easting", "northing")},
        "kind": SiteKind(cells["kind"]),
    }
    return Site(**parsed)


_Periods = dict[str, dict[str, Value]]


class _Ledger:
    """All figures of all files of values/, entered row by row.

    ``complete`` turns false when it is not known what a row belongs to: then a level may seem to have no figures.
    """

    def __init__(self, areas: Named[Area], indicators: Named[Indicator]) -> None:
        self._areas = areas
        self._indicators = indicators
        self._first: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._periods: dict[str, str] = {}
        self._reached: defaultdict[str, set[Level]] = defaultdict(set)
        self.complete = True
        self.values: dict[str, _Periods] = {id: {} for id in indicators.items}

    def enter(self, row: Row) -> list[Fault]:
        """Take a row in; what is returned is wrong with it."""
        cells = row.cells
        key = (intern(cells["indicator"]), intern(cells["period"]), intern(cells["area_code"]))
        indicator, area = self._indicators.items.get(key[0]), self._areas.items.get(key[2])
        faults = self._unknown(row)
        self.complete = self.complete and area is not None and not faults
        faults += [*self._repeated(row, key), *checks.cell_faults(row, checks.VALUE_CELLS)]
        if indicator and area:
            faults += checks.level_faults(row, area, indicator)
            self._reached[indicator.id].update(area.levels if cells["value"] else ())
        if not faults:
            figure = _figure(cells)
            faults += [*checks.figure_faults(row, figure, indicator), *self._mixed(row)]
            self.values.setdefault(key[0], {}).setdefault(key[1], {})[key[2]] = figure
        return faults

    def unreached(self) -> Iterator[Fault]:
        """Levels that an indicator claims and has no figure for."""
        rule = Rule("levels with figures only", "take the level out, or add its figures to values/")
        for indicator in self._indicators.items.values():
            lacking = [level for level in indicator.levels if level not in self._reached[indicator.id]]
            row = self._indicators.rows[indicator.id]
            yield from (row.fault("levels", rule, f"{level}, without any value") for level in lacking)

    def _unknown(self, row: Row) -> list[Fault]:
        return [
            *self._indicators.unknown(row, "indicator", row.cells["indicator"]),
            *self._areas.unknown(row, "area_code", row.cells["area_code"]),
        ]

    def _repeated(self, row: Row, key: tuple[str, str, str]) -> Iterator[Fault]:
        place = (row.file, row.number)
        file, number = self._first.setdefault(key, place)
        if (file, number) != place:
            yield row.fault("indicator", _ONCE, f"{shown(' '.join(key))} again, first in {file} row {number}")

    def _mixed(self, row: Row) -> Iterator[Fault]:
        """Single years and pools of years are different indicators (rule 3 of the statistics)."""
        indicator, period = row.cells["indicator"], row.cells["period"]
        first = self._periods.setdefault(indicator, period)
        if checks.span(period) != checks.span(first):
            rule = Rule("periods of one form and length in one indicator", "make it an indicator of its own")
            yield row.fault("period", rule, f"{period}, while {indicator} began with {first}")


def _figure(cells: Mapping[str, str]) -> Value:
    value, lower, upper, count, people = (float(cells[name]) if cells[name] else None for name in checks.NUMBERS)
    return Value(value, lower, upper, count, people, Status(cells["status"]), intern(cells["note"]))


def _values(folder: Path, areas: Named[Area], indicators: Named[Indicator], faults: list[Fault]) -> dict[str, _Periods]:
    """The figures of every file in the folder, periods ascending."""
    columns = ["indicator", "area_code", "period", *_columns(Value)]
    paths = sorted(folder.glob("*.csv")) or [folder / "NAME.csv"]
    ledger = _Ledger(areas, indicators)
    for path in paths:
        table = Table(path, columns)
        for row in table:
            faults += ledger.enter(row)
        faults += table.faults
        ledger.complete = ledger.complete and table.complete
    if ledger.complete:
        faults += ledger.unreached()
    return {id: dict(sorted(periods.items())) for id, periods in ledger.values.items()}


def _shapes(folder: Path, level: Level, areas: Named[Area], faults: list[Fault]) -> dict[str, BaseGeometry]:
    """The boundaries of one level, which must be those of areas.csv, no more and no fewer."""
    path = folder / f"{'england' if level is Level.COUNTRY else level}.shp"
    file, shapes = label(path), dict[str, BaseGeometry]()
    frame = _frame(path, file, faults)
    if frame is None:
        return shapes
    for number, (code, shape) in enumerate(zip(frame["code"], frame.geometry, strict=True), 1):
        row = Row(file, number, {"code": str(code)})
        faults += [*_shape_faults(row, shape), *_code_faults(row, level, areas)]
        if shapes.setdefault(row.cells["code"], shape) is not shape:
            faults.append(row.fault("code", _ONCE))
    faults += _without_shape(file, level, shapes, areas)
    return shapes


def _frame(path: Path, file: str, faults: list[Fault]) -> geopandas.GeoDataFrame | None:
    """A shapefile in the British National Grid, or None if it cannot be had."""
    missing = [path.stem + suffix for suffix in _SIDECARS if not path.with_suffix(suffix).is_file()]
    if missing:
        faults.append(Fault(file, None, "", f"no {', '.join(missing)}", _SIDECAR))
        return None
    try:
        frame = geopandas.read_file(path, engine="pyogrio")
    except (OSError, RuntimeError, ValueError, LookupError) as error:
        faults.append(Fault(file, None, "", shown(str(error)), UNREADABLE))
        return None
    wrong = sorted(_LAYER.symmetric_difference(frame.columns))
    for name in wrong:
        found = "no such column" if name in _LAYER else "an unknown column"
        faults.append(Fault(file, None, shown(name), found, _COLUMNS))
    return None if _LAYER.intersection(wrong) else _on_grid(frame, file, faults)


def _on_grid(frame: geopandas.GeoDataFrame, file: str, faults: list[Fault]) -> geopandas.GeoDataFrame | None:
    """The same boundaries in metres; WGS84 is converted and anything else refused."""
    code = frame.crs.to_epsg() if frame.crs else None
    if code in (_BRITISH_GRID, _WGS84):
        return frame.to_crs(_BRITISH_GRID) if code == _WGS84 else frame
    faults.append(Fault(file, None, "", frame.crs.name if frame.crs else "no coordinate system", _CRS))
    return None


def _shape_faults(row: Row, shape: BaseGeometry | None) -> Iterator[Fault]:
    if shape is None or shape.is_empty:
        yield row.fault("geometry", _SHAPE, "nothing")
    elif shape.geom_type not in ("Polygon", "MultiPolygon"):
        yield row.fault("geometry", _SHAPE, shape.geom_type)
    elif not shape.is_valid:
        yield row.fault("geometry", _SHAPE, f"{row.cells['code']}: {shapely.is_valid_reason(shape)}")
    elif not shapely.box(*_BRITAIN).contains(shape):
        yield row.fault("geometry", _INSIDE, f"{row.cells['code']} at {shape.bounds}")


def _code_faults(row: Row, level: Level, areas: Named[Area]) -> Iterator[Fault]:
    code = row.cells["code"]
    yield from areas.unknown(row, "code", code)
    if code in areas.items and level not in areas.items[code].levels:
        yield row.fault("code", Rule(f"an area of level {level}", f"correct the code, or its levels in {areas.file}"))


def _without_shape(file: str, level: Level, shapes: Collection[str], areas: Named[Area]) -> Iterator[Fault]:
    rule = Rule(f"a boundary in {file}", "add the boundary, or correct the code or the levels")
    for area in areas.items.values():
        if level in area.levels and area.code not in shapes:
            yield areas.rows[area.code].fault("code", rule, f"{area.code} without one")
