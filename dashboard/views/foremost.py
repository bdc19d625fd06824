"""The areas at the bad end, where all are too many for a list: of a map, and of the smallest areas of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.indicator import Indicator
from dashboard.core.level import LevelRole
from dashboard.core.rounding import printed
from dashboard.core.view import View

#: So many are listed where all are too many.
FOREMOST = 10
#: The measures of the index that put the small areas of the country in an order, and into its tenths.
RANK, TENTH = "imd-rank", "imd-decile"


def foremost(rows: Sequence[Row], indicator: Indicator) -> tuple[Row, ...]:
    """The first ten from the bad end, or fewer: none of those that print the same figure as the next one.

    rows: all with a figure, highest first. Where no end is the bad one, the highest.
    """
    ordered = tuple(reversed(rows)) if indicator.is_low_worse else tuple(rows)
    figures = [printed(_number(row) or 0.0, indicator.decimals) for row in ordered]
    shared = figures[FOREMOST] if len(figures) > FOREMOST else None
    first = zip(ordered[:FOREMOST], figures[:FOREMOST], strict=True)
    return tuple(row for row, figure in first if figure != shared)


@dataclass(frozen=True, slots=True)
class MostDeprived:
    """The smallest areas of a place by the index of deprivation.

    first: the most deprived, the first in front. within: the area around each. in_tenth: how many of ``count`` lie in
    the most deprived tenth of the country. view: the map of all of them.
    """

    first: tuple[Row, ...]
    within: tuple[Area, ...]
    in_tenth: int
    count: int
    indicator: Indicator
    view: View


def most_deprived(atlas: Atlas, area: Area) -> MostDeprived | None:
    """None where the edition has no smallest areas, or the place no more of them than would be listed."""
    for level in atlas.edition.levels_of((LevelRole.SMALLEST,)):
        ranks, tenths = (atlas.indicator(DEPRIVATION, measure, level) for measure in (RANK, TENTH))
        inside, period = atlas.children(area, level), atlas.edition.deprivation_year
        if ranks is None or tenths is None or len(inside) <= FOREMOST:
            return None
        first = foremost([row for row in atlas.rows(ranks, period, inside) if _number(row) is not None], ranks)
        in_tenth = sum(_number(row) == 1 for row in atlas.rows(tenths, period, inside))
        within = tuple(_around(atlas, row.area) for row in first)
        return MostDeprived(
            first, within, in_tenth, len(inside), ranks, View(area.code, level, DEPRIVATION, RANK, period)
        )
    return None


def _number(row: Row) -> float | None:
    return row.value.value if row.value else None


def _around(atlas: Atlas, area: Area) -> Area:
    """The small area that holds a smallest one, whose name readers know; else the nearest that holds it."""
    around = [atlas.areas[code] for code in area.parents]
    return next((one for one in around if one.plays(LevelRole.SMALL)), around[-1] if around else area)
