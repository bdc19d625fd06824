"""The scene of a view: all that a page, picture or slide of it shows, worked out once and drawn by many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import classes
from dashboard.atlas import Atlas, Row
from dashboard.compare import Comparison, compare
from dashboard.model import Area, Condition, Indicator, Level, Overlay, Value, View

DEPRIVATION = "deprivation"
DEPRIVATION_MEASURE = "imd-score"


@dataclass(frozen=True, slots=True)
class Deprivation:
    """The average IMD 2019 score of the areas of a scene, and the edges of its thirds over the whole system."""

    scores: Mapping[str, float]
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a view shows.

    rows: the areas on the map with their figures, highest first. place: the area that a place view is
    about, else None. outlines: larger areas drawn as lines over the map. indicator is None only in a place
    view of a level for which the measure is not published.
    """

    view: View
    area: Area
    condition: Condition
    indicator: Indicator | None
    rows: tuple[Row, ...]
    benchmark: Value | None
    edges: tuple[float, ...]
    outlines: tuple[Area, ...]
    place: Area | None
    deprivation: Deprivation | None

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that have a figure."""
        return tuple(row for row in self.rows if row.value is not None and row.value.value is not None)

    def comparison(self, value: Value | None) -> Comparison:
        """How a figure of this scene stands against England."""
        if self.indicator is None:
            return Comparison.NOT_COMPARED
        return compare(value, self.benchmark, self.indicator.direction)


def scene(atlas: Atlas, view: View) -> Scene:
    """The scene of a valid view (``navigation.resolve`` makes views valid)."""
    area = atlas.areas[view.area]
    place = area if view.by in area.levels else None
    areas = siblings(atlas, area, view.by) if place else atlas.children(area, view.by)
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    return Scene(
        view=view,
        area=area,
        condition=atlas.conditions[view.condition],
        indicator=indicator,
        rows=atlas.rows(indicator, view.period, areas) if indicator else tuple(Row(a, None) for a in areas),
        benchmark=atlas.benchmark(indicator, view.period) if indicator else None,
        edges=classes.edges(atlas.pooled(indicator, view.by)) if indicator and indicator.mapped else (),
        outlines=_outlines(atlas, area, view.by, place),
        place=place,
        deprivation=_deprivation(atlas, view, areas) if view.overlay is not Overlay.NONE else None,
    )


def references(atlas: Atlas, shown: Scene) -> tuple[Row, ...]:
    """The figures of the areas that hold the ones on the map, nearest first, and of England."""
    if shown.indicator is None:
        return ()
    drawn = {row.area.code for row in shown.rows}
    parents = (atlas.areas[code] for code in reversed(shown.area.parents))
    above = [shown.area, *parents, *atlas.level(Level.COUNTRY)]
    rows = (Row(a, atlas.value(shown.indicator, shown.view.period, a.code)) for a in above if a.code not in drawn)
    return tuple(row for row in rows if row.value is not None and row.value.value is not None)


def siblings(atlas: Atlas, area: Area, level: Level) -> tuple[Area, ...]:
    """The areas of the level around a place: those of its partnership, of its council for a neighbourhood."""
    around = {Level.ICP: Level.ICS, Level.NEIGHBOURHOOD: Level.COUNCIL}.get(level, Level.ICP)
    parents = [atlas.areas[code] for code in area.parents]
    parent = next((p for p in reversed(parents) if around in p.levels), atlas.ics)
    return atlas.children(parent, level)


def _outlines(atlas: Atlas, area: Area, by: Level, place: Area | None) -> tuple[Area, ...]:
    if place:
        return (place,)
    if area.level is Level.ICS and by is not Level.ICP:
        return atlas.level(Level.ICP)
    if area.level is Level.ICP and by is Level.NEIGHBOURHOOD:
        return atlas.children(area, Level.COUNCIL)
    return (area,)


def _deprivation(atlas: Atlas, view: View, areas: tuple[Area, ...]) -> Deprivation | None:
    indicator = atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, view.by)
    if indicator is None:
        return None
    period = atlas.periods(indicator, view.by)[-1]
    known = ((area.code, atlas.value(indicator, period, area.code)) for area in areas)
    scores = {code: value.value for code, value in known if value and value.value is not None}
    return Deprivation(scores, classes.thirds(atlas.pooled(indicator, view.by)))


def figure_edges(atlas: Atlas, shown: Scene) -> tuple[float, ...]:
    """The thirds of the indicator over all areas and periods of the level, for the 3 by 3 map."""
    if shown.indicator is None or shown.deprivation is None:
        return ()
    return classes.thirds(atlas.pooled(shown.indicator, shown.view.by))
