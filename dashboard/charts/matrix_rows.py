"""The rows of the matrix: each condition by one measure, with the figure and the verdict of every area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.core import periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.value import Comparison, Direction, Value
from dashboard.core.view import ProfileOrder, View
from dashboard.stats.comparison import Verdict, judge
from dashboard.views.gist import ENOUGH


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The figure of one area for one condition, and how it stands against England."""

    area: Area
    value: Value | None
    verdict: Verdict

    @property
    def comparison(self) -> Comparison:
        """How it stands, be it for certain or likely."""
        return self.verdict.comparison


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A condition by the measure that can be compared in most areas: one cell for each area, in their order."""

    condition: Condition
    indicator: Indicator
    period: str
    benchmark: Value | None
    cells: tuple[MatrixCell, ...]

    def count(self, comparison: Comparison) -> int:
        """How many areas stand so."""
        return sum(cell.comparison is comparison for cell in self.cells)

    @property
    def compared(self) -> int:
        """How many areas are compared at all."""
        return len(self.cells) - self.count(Comparison.NOT_COMPARED)

    @property
    def judged(self) -> int:
        """In how many areas the comparison has a bad side; a register of diagnoses has none."""
        return self.compared if self.indicator.has_bad_side else 0

    def merit(self) -> tuple[float, int, int, int]:
        """What speaks for this measure of the condition, the strongest first."""
        newest = periods.year_position(self.period) if self.judged >= ENOUGH * len(self.cells) else 0
        return newest, self.judged, self.compared, self.figures

    @property
    def figures(self) -> int:
        """How many areas have a figure."""
        return sum(cell.value is not None for cell in self.cells)


def best_row(atlas: Atlas, view: View, condition: Condition, areas: Sequence[Area]) -> MatrixRow | None:
    """The newest measure with a good and a bad side in nearly all areas; else what is judged and compared in most."""
    measures = (i for i in atlas.measures(condition.slug) if view.by in i.levels and _belongs(i))
    lines = [_measured(atlas, view, condition, indicator, areas) for indicator in measures]
    best = max(lines, key=MatrixRow.merit, default=None)
    return best if best and best.figures else None


def can_be_compared(atlas: Atlas, view: View, areas: Sequence[Area]) -> bool:
    """Whether any condition is compared with England in any of the areas: by any measure, for the best is compared."""
    measures = (i for slug in atlas.conditions for i in atlas.measures(slug) if view.by in i.levels and _belongs(i))
    periods_of = ((indicator, atlas.newest_period(indicator, view.by)) for indicator in measures)
    cells = (_cells(atlas, one, period, atlas.benchmark(one, period), areas) for one, period in periods_of)
    return any(cell.comparison is not Comparison.NOT_COMPARED for row in cells for cell in row)


def _belongs(indicator: Indicator) -> bool:
    return indicator.mapped and indicator.direction is not Direction.NEVER_COMPARED


def _measured(atlas: Atlas, view: View, condition: Condition, indicator: Indicator, areas: Sequence[Area]) -> MatrixRow:
    period = atlas.newest_period(indicator, view.by)
    benchmark = atlas.benchmark(indicator, period)
    return MatrixRow(condition, indicator, period, benchmark, tuple(_cells(atlas, indicator, period, benchmark, areas)))


def _cells(
    atlas: Atlas, indicator: Indicator, period: str, benchmark: Value | None, areas: Sequence[Area]
) -> Iterator[MatrixCell]:
    for area in areas:
        value = atlas.value(indicator, period, area.code)
        known = value if value is not None and value.value is not None else None
        yield MatrixCell(area, known, judge(known, benchmark, indicator.direction))


def sorted_rows(
    lines: tuple[MatrixRow, ...], areas: tuple[Area, ...], order: ProfileOrder
) -> tuple[tuple[MatrixRow, ...], tuple[Area, ...]]:
    """The worst condition first and the worst area at the left; or the order of the menu, and the areas by name."""
    if order is ProfileOrder.CONDITION:
        return lines, areas
    worst = tuple(sorted(lines, key=lambda line: (-line.count(Comparison.WORSE), -line.judged, -line.compared)))
    worse = worse_counts(lines)
    return worst, tuple(sorted(areas, key=lambda area: -worse[area]))


def worse_counts(lines: Sequence[MatrixRow]) -> Counter[Area]:
    """Area -> in how many conditions it is worse than England."""
    return Counter(cell.area for line in lines for cell in line.cells if cell.comparison is Comparison.WORSE)
