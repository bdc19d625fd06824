"""The areas of a scatter, and its figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.model import ChartTable, Column, TableCell
from dashboard.core import labels
from dashboard.core.area import Row
from dashboard.core.indicator import Indicator
from dashboard.core.value import is_approximate
from dashboard.wording import sentences
from dashboard.wording.verdicts import interval_kind

#: What the thirds of deprivation and of figures are called, from the lowest.
THIRDS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Pair:
    """An area with both a figure and a score, and its field of the 3 by 3 map, from 0 to 8."""

    row: Row
    score: float
    figure: float
    field: int
    heading: str


def scatter_table(pairs: Sequence[Pair], indicator: Indicator, score: str) -> ChartTable:
    """Name, score, figure, limits and thirds of each area."""
    decimals = indicator.decimals
    has_kinds = any(is_approximate(pair.row.value) for pair in pairs)
    columns = (
        Column("Area"),
        Column(score, 1),
        Column(labels.unit_heading(indicator), decimals),
        Column("Lower 95% limit", decimals),
        Column("Upper 95% limit", decimals),
        Column("Third of deprivation / of figure"),
        *((Column("Interval"),) if has_kinds else ()),
        *((Column("Note"),) if any(sentences.caveats(pair.row.value) for pair in pairs) else ()),
    )
    return ChartTable(columns, tuple(_cells(pair, has_kinds)[: len(columns)] for pair in pairs))


def _cells(pair: Pair, has_kinds: bool) -> tuple[TableCell, ...]:
    low, high = (pair.row.value.lower, pair.row.value.upper) if pair.row.value else (None, None)
    thirds = f"{THIRDS[pair.field // 3]} / {THIRDS[pair.field % 3]}"
    kind = (interval_kind(pair.row.value),) if has_kinds else ()
    return (
        pair.row.area.name,
        pair.score,
        pair.figure,
        low,
        high,
        thirds,
        *kind,
        sentences.caveats(pair.row.value) or None,
    )
