"""Where the parts of an area have figures of their own, while the area itself shows that of more land (rule 20)."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.value import Extent
from dashboard.core.view import View
from dashboard.views.changes import step
from dashboard.views.scene import Scene
from dashboard.views.settling import valid
from dashboard.views.steps import asked_at


def own_parts(atlas: Atlas, scene: Scene) -> Iterator[tuple[Area, View]]:
    """The areas under a figure of more land, each with the map of its districts, if some have their own."""
    level = atlas.tier(LevelRole.DISTRICT)
    for row in scene.shown:
        if row.value and row.value.extent.is_larger and atlas.children(row.area, level):
            view = valid(atlas, asked_at(atlas, scene.view, row.area, level))
            if view.by == level and _has_own(atlas, view, row.area):
                yield row.area, step(atlas, scene.view, view)


def _has_own(atlas: Atlas, view: View, area: Area) -> bool:
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None:
        return False
    values = (atlas.value(indicator, view.period, part.code) for part in atlas.children(area, view.by))
    return any(value and value.value is not None and value.extent is Extent.OWN for value in values)
