"""Which place an area has among the areas of a map: by printed figures, which share one where they print alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.core.area import Row
from dashboard.core.indicator import Indicator
from dashboard.core.numbers import figure_of
from dashboard.views.scene import Scene, once

#: "Highest" is said of so many areas at least (rule 11).
_FEWEST = 4


@once
def map_ranks(scene: Scene) -> Mapping[str, int]:
    """Area code -> 1 for the highest. Counts have no order, nor small areas, nor figures that bear no finding."""
    what = scene.indicator
    if what is None or scene.view.by.is_small:
        return {}
    ranks = ranks_of(scene.shown, what)
    return ranks if len(ranks) >= _FEWEST else {}


def ranks_of(rows: Iterable[Row], indicator: Indicator) -> Mapping[str, int]:
    """The ranks of the areas whose figures bear one, from rows in the order of a list; none of counts (rule 8)."""
    sound = [row for row in rows if indicator.mapped and row.value and row.value.bears_a_finding]
    printed = [figure_of(row.value, indicator) for row in sound]
    return {row.area.code: printed.index(figure) + 1 for row, figure in zip(sound, printed, strict=True)}
