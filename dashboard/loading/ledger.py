"""The figures of values/, entered table by table: what belongs to what, what comes twice, and what is lacking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.figure_columns import FigureColumns
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.value import Extent, Value
from dashboard.loading import table_rules
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.figure_checks import figure_faults
from dashboard.loading.gathering import Gathering, Integers, Numbering
from dashboard.loading.named import Named, columns_of
from dashboard.loading.strays import tables_in, unread
from dashboard.loading.table_columns import TableColumns, column_faults
from dashboard.loading.validation import ONCE, Expectation, Fault, TableRow, shown

#: What makes a figure the one that it is, and the bits for the number of each of the three words.
_KEY, _BITS = ("indicator", "period", "area_code"), 21


class _Ledger:
    """All figures of all files of values/, entered table by table.

    ``complete`` turns false when it is not known what a row belongs to: then a level may seem to have no figures.
    """

    def __init__(self, edition: Edition, areas: Named[Area], indicators: Named[Indicator]) -> None:
        self._areas = areas
        self._regions = {region.code for region in edition.regions}
        self._indicators = indicators
        self._levels = {code: area.levels for code, area in areas.items.items()}
        self._seen = _Seen()
        self._periods: dict[str, str] = {}
        self._reached: defaultdict[str, set[Level]] = defaultdict(set)
        self._gathering = Gathering(indicators.items, edition.extents)
        self.complete = True

    def enter(self, table: TableColumns) -> list[Fault]:
        """Take a table in; what is returned is wrong with it, row by row."""
        unknown = [*self._unknown_indicators(table), *self._unknown_areas(table)]
        placed = self._levels.keys() | self._regions
        self.complete = self.complete and not unknown and placed >= set(table.cells["area_code"])
        faults = [*unknown, *self._seen.again(table), *column_faults(table, table_rules.VALUE_CELLS)]
        faults += [*self._unclaimed(table), *self._beyond(table), *self._without_limits(table)]
        lost = {fault.row for fault in faults}
        sound = table.without(lost) if lost else table
        faults += [*figure_faults(sound, self._gathering.take(sound.cells)), *self._mixed(sound)]
        return sorted(faults, key=lambda fault: fault.row or 0)

    def values(self) -> dict[str, dict[str, FigureColumns]]:
        """What was taken in: indicator -> period, ascending -> figures."""
        return self._gathering.columns()

    def unreached(self) -> Iterator[Fault]:
        """Levels that an indicator claims and has no figure for."""
        rule = Expectation("levels with figures only", "take the level out, or add its figures to values/")
        for indicator in self._indicators.items.values():
            lacking = [level for level in indicator.levels if level not in self._reached[indicator.id]]
            row = self._indicators.rows[indicator.id]
            yield from (row.fault("levels", rule, f"{level}, without any value") for level in lacking)

    def _unknown_indicators(self, table: TableColumns) -> Iterator[Fault]:
        known = self._indicators
        for row in table.holding("indicator", lambda word: word not in known.rows):
            yield from known.unknown(row, "indicator", row.cells["indicator"])

    def _unknown_areas(self, table: TableColumns) -> Iterator[Fault]:
        known, regions = self._areas, self._regions
        for row in table.holding("area_code", lambda code: code not in known.rows and code not in regions):
            yield from known.unknown(row, "area_code", row.cells["area_code"])

    def _unclaimed(self, table: TableColumns) -> Iterator[Fault]:
        """Figures at levels that their indicators do not claim. Which levels have figures is noted on the way."""
        ids, codes, values = (table.cells[name] for name in ("indicator", "area_code", "value"))
        levels = [self._levels.get(code, ()) for code in codes]
        wrong = set[tuple[str, tuple[Level, ...]]]()
        for id, of, has_value in set(zip(ids, levels, map(bool, values), strict=True)):
            if of and (indicator := self._indicators.items.get(id)):
                self._reached[id].update(of if has_value else ())
                if not _is_claimed(of, indicator):
                    wrong.add((id, of))
        for at, (id, of) in enumerate(zip(ids, levels, strict=True)) if wrong else ():
            if (id, of) in wrong:
                area, indicator = self._areas.items[codes[at]], self._indicators.items[id]
                yield _level_fault(table.row(at), area, indicator)

    def _beyond(self, table: TableColumns) -> Iterator[Fault]:
        """Figures of more or of less than their area that do not fit it."""
        for row in table.holding("extent", bool):
            area = self._areas.items.get(row.cells["area_code"])
            if area and row.cells["indicator"] in self._indicators.items:
                yield from _extent_faults(row, area)

    def _without_limits(self, table: TableColumns) -> Iterator[Fault]:
        for row in table.holding("area_code", self._regions.__contains__):
            if not (row.cells["lower"] and row.cells["upper"]):
                yield row.fault("lower", _WITH_LIMITS)

    def _mixed(self, table: TableColumns) -> Iterator[Fault]:
        """Single years and pools of years are different indicators (rule 3 of the statistics)."""
        pairs = list(zip(table.cells["indicator"], table.cells["period"], strict=True))
        mixed = set[tuple[str, str]]()
        for indicator, period in dict.fromkeys(pairs):
            first = self._periods.setdefault(indicator, period)
            if table_rules.row_span(period) != table_rules.row_span(first):
                mixed.add((indicator, period))
        rule = Expectation("periods of one form and length in one indicator", "make it an indicator of its own")
        for at, (indicator, period) in enumerate(pairs) if mixed else ():
            if (indicator, period) in mixed:
                found = f"{period}, while {indicator} began with {self._periods[indicator]}"
                yield table.row(at).fault("period", rule, found)


class _Seen:
    """The keys of all rows so far, by number. Only where one comes again is it looked up where it was first."""

    def __init__(self) -> None:
        self._words = tuple(Numbering[str]() for _ in _KEY)
        self._known = set[int]()
        self._tables = list[tuple[str, Integers, Sequence[int]]]()

    def again(self, table: TableColumns) -> Iterator[Fault]:
        """A fault for each row whose key an earlier row has."""
        parts = [words.of(table.cells[name]) for name, words in zip(_KEY, self._words, strict=True)]
        keys = (parts[0] << _BITS | parts[1]) << _BITS | parts[2]
        before = len(self._known)
        self._known.update(keys.tolist())
        self._tables.append((table.file, keys, table.numbers))
        if len(self._known) < before + len(keys):
            yield from self._told(table)

    def _told(self, table: TableColumns) -> Iterator[Fault]:
        first: dict[int, tuple[str, int]] = {}
        for file, keys, numbers in self._tables:
            for at, key in enumerate(keys.tolist()):
                known = first.setdefault(key, (file, numbers[at]))
                if file == table.file and known != (file, numbers[at]):
                    row = table.row(at)
                    words = shown(" ".join(row.cells[name] for name in _KEY))
                    yield row.fault("indicator", ONCE, f"{words} again, first in {known[0]} row {known[1]}")


#: Levels whose figures serve as comparators, claimed by the indicator or not.
_COMPARATORS = (LevelRole.COUNTRY, LevelRole.SYSTEM)
_CLAIMED = Expectation(
    "an area of a level that the indicator names", "add the level in indicators.csv, or delete the row"
)


def _is_claimed(levels: tuple[Level, ...], indicator: Indicator) -> bool:
    """Whether figures at a level are those of an indicator; of an area with two levels one is enough."""
    return any(level.role in _COMPARATORS or level in indicator.levels for level in levels)


def _level_fault(row: TableRow, area: Area, indicator: Indicator) -> Fault:
    """A figure at a level that its indicator does not claim."""
    found = f"{area.code} ({' '.join(area.levels)}), while {indicator.id} names {' '.join(indicator.levels)}"
    return row.fault("area_code", _CLAIMED, found)


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


def read_figures(
    folder: Path, edition: Edition, areas: Named[Area], indicators: Named[Indicator], faults: list[Fault]
) -> dict[str, dict[str, FigureColumns]]:
    """The figures of every file in the folder, periods ascending."""
    columns = ["indicator", "area_code", "period", *columns_of(Value)]
    paths = tables_in(folder) or [folder / "NAME.csv"]
    ledger = _Ledger(edition, areas, indicators)
    faults += unread(folder)
    for path in paths:
        table = CsvTable(path, columns)
        for some in table.columns():
            faults += ledger.enter(TableColumns(table.file, *some))
        faults += table.faults
        ledger.complete = ledger.complete and table.complete
    if ledger.complete:
        faults += ledger.unreached()
    return ledger.values()
