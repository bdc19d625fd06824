"""Gathers the figures of many tables in columns: words become numbers, and texts that come many times are kept once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from dashboard.core.figure_columns import NUMBERS, FigureColumns, Floats, Manner
from dashboard.core.indicator import Indicator
from dashboard.core.value import NOTES, Comparison, Extent, IntervalKind, Status

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
W = TypeVar("W", bound=Hashable)

#: What a figure says of itself besides its numbers.
_MANNER = ("status", "extent", "note", "verdict", "interval")


class Numbering(Generic[W]):
    """A number for each word, in the order in which they come."""

    def __init__(self, words: Iterable[W] = ()) -> None:
        self.words = {word: number for number, word in enumerate(words)}

    def of(self, column: Sequence[W]) -> Integers:
        """The number of each word of a column; a new one gets the next."""
        for word in dict.fromkeys(column):
            self.words.setdefault(word, len(self.words))
        return np.fromiter(map(self.words.__getitem__, column), np.int64, len(column))


class FigureBatch(NamedTuple):
    """Figures in columns, before anybody has judged them.

    numbers: a row of five for each, NaN where there is none. manner, indicator: for each its number in ``manners``
    and ``indicators``, where None stands for one that is not known.
    """

    numbers: Floats
    manner: Integers
    manners: Sequence[Manner]
    indicator: Integers
    indicators: Sequence[Indicator | None]

    def number(self, column: str) -> Floats:
        """The numbers of a column."""
        found: Floats = self.numbers[:, NUMBERS.index(column)]
        return found

    def has(self, column: str) -> Mask:
        """Which have a number there."""
        return ~np.isnan(self.number(column))

    def says(self, is_meant: Callable[[Manner], object]) -> Mask:
        """Which are of such a manner."""
        meant: Mask = np.array([bool(is_meant(one)) for one in self.manners], np.bool_)[self.manner]
        return meant

    def of(self, is_meant: Callable[[Indicator | None], object]) -> Mask:
        """Which are of such an indicator."""
        meant: Mask = np.array([bool(is_meant(one)) for one in self.indicators], np.bool_)[self.indicator]
        return meant


class _Gathered(NamedTuple):
    """The figures of one table: of each its indicator, period and area, by number, its numbers and its manner."""

    indicator: Integers
    period: Integers
    area: Integers
    numbers: Floats
    manner: Integers


class Gathering:
    """Takes in table after table without judging, and gives everything back in columns."""

    def __init__(self, indicators: Mapping[str, Indicator], extents: Mapping[Extent, str]) -> None:
        self._indicators, self._extents = indicators, extents
        self._ids, self._periods, self._areas = Numbering(indicators), Numbering[str](), Numbering[str]()
        self._manners = Numbering[tuple[str, ...]]()
        self._tables = list[_Gathered]()

    def take(self, cells: Mapping[str, Sequence[str]]) -> FigureBatch:
        """The figures of a table by column; its cells must be right by themselves."""
        numbers = np.empty((len(cells["indicator"]), len(NUMBERS)), np.float64)
        for at, name in enumerate(NUMBERS):
            numbers[:, at] = [float(text or "nan") for text in cells[name]]
        manner = self._manners.of(list(zip(*(cells[name] for name in _MANNER), strict=True)))
        ids = self._ids.of(cells["indicator"])
        self._tables.append(
            _Gathered(ids, self._periods.of(cells["period"]), self._areas.of(cells["area_code"]), numbers, manner)
        )
        known = [self._indicators.get(id) for id in self._ids.words]
        return FigureBatch(numbers, manner, self._made_manners(), ids, known)

    def columns(self) -> dict[str, dict[str, FigureColumns]]:
        """Indicator -> period, ascending -> the figures of its areas, in the order in which they were read."""
        values: dict[str, dict[str, FigureColumns]] = {id: {} for id in self._ids.words}
        ids, periods, manners = list(self._ids.words), list(self._periods.words), self._made_manners()
        every = _Gathered(*(np.concatenate(parts) for parts in zip(*self._tables, strict=True)))
        codes, shared = list(self._areas.words), dict[bytes, dict[str, int]]()
        for rows in _blocks(every.indicator, _ranks(periods)[every.period]):
            id, period, areas = ids[every.indicator[rows[0]]], periods[every.period[rows[0]]], every.area[rows]
            if (same := areas.tobytes()) not in shared:
                shared[same] = {codes[area]: row for row, area in enumerate(areas.tolist())}
            values[id][period] = FigureColumns(
                shared[same], every.numbers[rows], every.manner[rows].astype(np.int32), manners
            )
        return values

    def _made_manners(self) -> tuple[Manner, ...]:
        return tuple(_manner(self._extents, *words) for words in self._manners.words)


def _ranks(words: Sequence[str]) -> Integers:
    """The rank of each word among them."""
    order = {word: at for at, word in enumerate(sorted(words))}
    return np.array([order[word] for word in words], np.int64)


def _blocks(first: Integers, second: Integers) -> Iterator[Integers]:
    """The rows that are alike in two columns, block by block, ascending; in a block they keep their order."""
    order = np.lexsort((second, first))
    is_new = (np.diff(first[order]) != 0) | (np.diff(second[order]) != 0)
    return (rows for rows in np.split(order, np.flatnonzero(is_new) + 1) if len(rows))


def _manner(extents: Mapping[Extent, str], status: str, extent: str, note: str, verdict: str, interval: str) -> Manner:
    said = extents.get(Extent(extent), "")
    if extent == Extent.MERGED:
        whole, _, note = note.partition(NOTES)
        said = said.format(whole)
    judged = Comparison(verdict) if verdict else None
    return Manner(Status(status), Extent(extent), note, judged, IntervalKind(interval), said)
