"""The figures of values/, entered row by row: what belongs to what, what comes twice, and what is lacking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from sys import intern

from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.value import NOTES, Comparison, Extent, IntervalKind, Status, Value
from dashboard.loading import validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.figure_checks import figure_faults
from dashboard.loading.named import Named, columns_of
from dashboard.loading.strays import tables_in, unread
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

_Periods = dict[str, dict[str, Value]]


class _Ledger:
    """All figures of all files of values/, entered row by row.

    ``complete`` turns false when it is not known what a row belongs to: then a level may seem to have no figures.
    """

    def __init__(self, edition: Edition, areas: Named[Area], indicators: Named[Indicator]) -> None:
        self._extents = edition.extents
        self._areas = areas
        self._regions = {region.code for region in edition.regions}
        self._indicators = indicators
        self._first: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._periods: dict[str, str] = {}
        self._reached: defaultdict[str, set[Level]] = defaultdict(set)
        self.complete = True
        self.values: dict[str, _Periods] = {id: {} for id in indicators.items}

    def enter(self, row: TableRow) -> list[Fault]:
        """Take a row in; what is returned is wrong with it."""
        cells = row.cells
        key = (intern(cells["indicator"]), intern(cells["period"]), intern(cells["area_code"]))
        is_region = key[2] in self._regions
        indicator, area = self._indicators.items.get(key[0]), self._areas.items.get(key[2])
        faults = self._unknown(row)
        self.complete = self.complete and (area is not None or is_region) and not faults
        faults += [*self._repeated(row, key), *validation.cell_faults(row, validation.VALUE_CELLS)]
        if indicator and area:
            faults += [*validation.level_faults(row, area, indicator), *_extent_faults(row, area)]
            self._reached[indicator.id].update(area.levels if cells["value"] else ())
        if is_region and not (cells["lower"] and cells["upper"]):
            faults.append(row.fault("lower", _WITH_LIMITS))
        if not faults:
            figure = _figure(cells, self._extents)
            faults += [*figure_faults(row, figure, indicator), *self._mixed(row)]
            self.values.setdefault(key[0], {}).setdefault(key[1], {})[key[2]] = figure
        return faults

    def unreached(self) -> Iterator[Fault]:
        """Levels that an indicator claims and has no figure for."""
        rule = Expectation("levels with figures only", "take the level out, or add its figures to values/")
        for indicator in self._indicators.items.values():
            lacking = [level for level in indicator.levels if level not in self._reached[indicator.id]]
            row = self._indicators.rows[indicator.id]
            yield from (row.fault("levels", rule, f"{level}, without any value") for level in lacking)

    def _unknown(self, row: TableRow) -> list[Fault]:
        return [
            *self._indicators.unknown(row, "indicator", row.cells["indicator"]),
            *self._areas.unknown(row, "area_code", *({row.cells["area_code"]} - self._regions)),
        ]

    def _repeated(self, row: TableRow, key: tuple[str, str, str]) -> Iterator[Fault]:
        place = (row.file, row.number)
        file, number = self._first.setdefault(key, place)
        if (file, number) != place:
            yield row.fault("indicator", ONCE, f"{shown(' '.join(key))} again, first in {file} row {number}")

    def _mixed(self, row: TableRow) -> Iterator[Fault]:
        """Single years and pools of years are different indicators (rule 3 of the statistics)."""
        indicator, period = row.cells["indicator"], row.cells["period"]
        first = self._periods.setdefault(indicator, period)
        if validation.row_span(period) != validation.row_span(first):
            rule = Expectation("periods of one form and length in one indicator", "make it an indicator of its own")
            yield row.fault("period", rule, f"{period}, while {indicator} began with {first}")


_FITTING = Expectation(
    "an extent that fits the area", "correct it, or say in areas.csv, part_of_larger, of what the area is a part"
)


_WITH_LIMITS = Expectation("both limits, as a region stands beside England only with them", "take the row out")
_MERGED = Expectation("the name of the larger area that the figure is of", "write it first in the note")


def _extent_faults(row: TableRow, area: Area) -> Iterator[Fault]:
    """A figure of more or of less than the area, where the area is no part of anything, or of something else."""
    extent = row.cells["extent"]
    fitting = ("", Extent.MERGED, *((area.part_of_larger, Extent.PART) if area.part_of_larger else ()))
    if extent in frozenset(Extent) and extent not in fitting:
        yield row.fault("extent", _FITTING)
    if extent == Extent.MERGED and not row.cells["note"]:
        yield row.fault("note", _MERGED)


def _figure(cells: Mapping[str, str], extents: Mapping[Extent, str]) -> Value:
    value, lower, upper, count, people = (float(cells[name]) if cells[name] else None for name in validation.NUMBERS)
    status, extent = Status(cells["status"]), Extent(cells["extent"])
    verdict = Comparison(cells["verdict"]) if cells["verdict"] else None
    interval = IntervalKind(cells["interval"])
    note, said = intern(cells["note"]), extents.get(extent, "")
    if extent is Extent.MERGED:
        whole, _, note = note.partition(NOTES)
        said = said.format(whole)
    return Value(value, lower, upper, count, people, status, extent, note, verdict, interval, said)


def read_figures(
    folder: Path, edition: Edition, areas: Named[Area], indicators: Named[Indicator], faults: list[Fault]
) -> dict[str, _Periods]:
    """The figures of every file in the folder, periods ascending."""
    columns = ["indicator", "area_code", "period", *columns_of(Value)]
    paths = tables_in(folder) or [folder / "NAME.csv"]
    ledger = _Ledger(edition, areas, indicators)
    faults += unread(folder)
    for path in paths:
        table = CsvTable(path, columns)
        for row in table:
            faults += ledger.enter(row)
        faults += table.faults
        ledger.complete = ledger.complete and table.complete
    if ledger.complete:
        faults += ledger.unreached()
    return {id: dict(sorted(periods.items())) for id, periods in ledger.values.items()}
