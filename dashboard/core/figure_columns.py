"""The figures of one indicator and period in columns: numbers side by side, and an object only for who asks for one.

A quarter of a million objects take 150 MB and seconds to make and to hand over; as columns they are 12 MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from math import isnan
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.core.value import Comparison, Extent, IntervalKind, Status, Value

Floats = npt.NDArray[np.float64]

#: The fields of a figure that are numbers; they are its first, in this order.
NUMBERS = ("value", "lower", "upper", "count", "denominator")
_VALUE, _LOWER, _UPPER = range(3)
_FIELDS = attrgetter(*(field.name for field in fields(Value)))


class Manner(NamedTuple):
    """What a figure says of itself besides its numbers: the other fields of a Value, in their order."""

    status: Status
    extent: Extent
    note: str
    verdict: Comparison | None
    interval: IntervalKind
    extent_words: str


class FigureColumns(Mapping[str, Value]):
    """Area code -> figure, in the order in which they were read. A figure is made when it is asked for."""

    __slots__ = ("_at", "_manner", "_manners", "_numbers")

    def __init__(
        self, at: Mapping[str, int], numbers: Floats, manner: npt.NDArray[np.int32], manners: Sequence[Manner]
    ) -> None:
        """at: area code -> its row. numbers: a row of five for each area, NaN where there is none.

        manner: for each row the place in ``manners``, which many columns share.
        """
        self._at, self._numbers, self._manner, self._manners = at, numbers, manner, manners

    def __getitem__(self, code: str) -> Value:
        """The figure of an area."""
        row = self._at[code]
        value, lower, upper, count, people = (None if n != n else n for n in self._numbers[row].tolist())
        return Value(value, lower, upper, count, people, *self._manners[self._manner[row]])

    def __contains__(self, code: object) -> bool:
        """Whether there is a row for an area, without making its figure."""
        return code in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def has_number(self, code: str) -> bool:
        """Whether an area has a number."""
        row = self._at.get(code)
        return row is not None and not isnan(self._numbers.item(row, _VALUE))

    def numbers_of(self, codes: Iterable[str]) -> dict[str, float]:
        """The numbers of those areas that have one, in their order; no figure is made."""
        rows = {code: row for code in codes if (row := self._at.get(code)) is not None}
        numbers = self._numbers[list(rows.values()), _VALUE].tolist()
        return {code: number for code, number in zip(rows, numbers, strict=True) if number == number}

    def half_widths(self, codes: Iterable[str]) -> dict[IntervalKind, list[float]]:
        """Half the widths of the intervals of some areas, by where their limits come from; in no order."""
        rows = [row for code in codes if (row := self._at.get(code)) is not None]
        half = (self._numbers[rows, _UPPER] - self._numbers[rows, _LOWER]) / 2
        kinds = np.array([manner.interval for manner in self._manners], object)[self._manner[rows]]
        return {kind: half[(kinds == kind) & ~np.isnan(half)].tolist() for kind in IntervalKind}

    def judgeable(self, codes: Iterable[str]) -> Iterator[Value]:
        """The figures of those areas that say how sure they are, or what the publisher says of them."""
        for code in codes:
            row = self._at.get(code)
            if row is not None and (
                not isnan(self._numbers.item(row, _LOWER)) or self._manners[self._manner[row]].verdict
            ):
                yield self[code]


def as_columns(figures: Mapping[str, Value]) -> FigureColumns:
    """Figures that are there as objects, in columns."""
    if isinstance(figures, FigureColumns):
        return figures
    rows = [_FIELDS(figure) for figure in figures.values()]
    many = len(NUMBERS)
    numbers = np.array([row[:many] for row in rows], np.float64).reshape(len(rows), many)
    numbers_of = {manner: number for number, manner in enumerate(dict.fromkeys(Manner(*row[many:]) for row in rows))}
    manner = np.array([numbers_of[Manner(*row[many:])] for row in rows], np.int32)
    return FigureColumns({code: row for row, code in enumerate(figures)}, numbers, manner, tuple(numbers_of))
