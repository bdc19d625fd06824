"""Which place an area has among the areas of a map: by printed figures, which share one where they print alike."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.core.level import LevelRole
from dashboard.core.numbers import figure_of
from dashboard.views.scene import Scene

#: "Highest" is said of so many areas at least (rule 11).
_FEWEST = 4


def map_ranks(scene: Scene) -> Mapping[str, int]:
    """Area code -> 1 for the highest. Counts have no order, nor small areas, nor figures that bear no finding."""
    what = scene.indicator
    sound = [row for row in scene.shown if row.value and row.value.bears_a_finding]
    if what is None or not what.mapped or scene.view.by.role is LevelRole.SMALL or len(sound) < _FEWEST:
        return {}
    printed = [figure_of(row.value, what) for row in sound]
    return {row.area.code: printed.index(figure) + 1 for row, figure in zip(sound, printed, strict=True)}
