"""The earlier period that a view can be set against, and whether anything can be said of the two."""

from __future__ import annotations

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.periods import parse_period
from dashboard.core.view import Against
from dashboard.stats.change import Change, change_between
from dashboard.views.scene import Scene


def earlier_period(atlas: Atlas, scene: Scene) -> str:
    """The period that the map is compared with, else the first of all, if it ends before that of the map; else ""."""
    what = scene.indicator
    if what is None:
        return ""
    kind, _, asked = scene.view.against.partition(":")
    found = asked if kind == Against.PERIOD else next(iter(atlas.periods(what, scene.view.by)), "")
    return found if found and parse_period(found).last < parse_period(scene.view.period).first else ""


def has_two_periods(atlas: Atlas, scene: Scene) -> bool:
    """Whether the place has a figure in both periods; of many areas, whether of one it can be said how it moved."""
    what, before = scene.indicator, earlier_period(atlas, scene)
    if what is None or not before:
        return False
    if scene.place:
        values = (atlas.value(what, period, scene.place.code) for period in (before, scene.view.period))
        return all(value is not None and value.value is not None for value in values)
    return any(_moved(atlas, scene, what, before, row.area.code) is not Change.NOT_SAID for row in scene.shown)


def _moved(atlas: Atlas, scene: Scene, what: Indicator, before: str, code: str) -> Change:
    earlier, later = (atlas.value(what, period, code) for period in (before, scene.view.period))
    return change_between(earlier, later, what)
