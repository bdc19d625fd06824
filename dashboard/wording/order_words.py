"""Ranks and tenths of deprivation in words: how many areas are in the most deprived tenth, and where one area is."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.core.indicator import Indicator
from dashboard.core.labels import every
from dashboard.core.level import Level
from dashboard.wording.verdicts import ordinal

#: An order of so many places is one of tenths.
_TENTHS = 10


def counted_in_tenth(count: int, areas: int, level: Level) -> Iterator[str]:
    """ "55 of 86 small areas in England's most deprived tenth"; of two areas or more."""
    said = every(areas) if count == areas else f"{f'{count:,}' if count else 'none'} of {areas:,}"
    yield f"{said} {level.plural} in England's most deprived tenth"
    yield f"{said} {level.plural} in the most deprived tenth"
    yield f"{said} in most deprived 10%"


def own_rank(rank: float, indicator: Indicator, level: Level) -> Iterator[str]:
    """ "in England's 4th most deprived tenth", "51st most deprived of 32,844 small areas of England"."""
    nth = "" if rank == 1 else f"{ordinal(int(rank))} "
    if indicator.per == _TENTHS:
        yield f"in England's {nth}most deprived tenth"
        yield f"{nth}most deprived tenth"
        return
    yield f"{nth}most deprived of {indicator.per:,} {level.plural} of England"
    yield f"{nth}most deprived of {indicator.per:,}"
