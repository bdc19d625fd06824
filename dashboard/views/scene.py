"""The scene of a view: all that a page, picture or slide of it shows, worked out once and drawn by many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import DEPRIVATION_MEASURE, Area, Site, SiteKind
from dashboard.core.atlas import Atlas, Row
from dashboard.core.condition import DEPRIVATION, Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.rounding import printed
from dashboard.core.value import Value
from dashboard.core.view import Layer, Overlay, View
from dashboard.stats import classification
from dashboard.stats.comparison import Comparison, compare
from dashboard.views import comparator

#: The decimals of a score of deprivation wherever it is printed.
SCORE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Deprivation:
    """The average IMD 2019 score of the areas of a scene, and the edges of its thirds over the whole system."""

    scores: Mapping[str, float]
    edges: tuple[float, ...]

    def third(self, code: str) -> int | None:
        """The third of an area, from 0 for the least deprived: that of its printed score. None without a score."""
        score = self.scores.get(code)
        return None if score is None else classification.third_of(printed(score, SCORE_DECIMALS), self.edges)


#: The layers of outlines from below, the broadest lines first.
OUTLINE_LAYERS = {
    Layer.AUTHORITY: Level.AUTHORITY,
    Layer.COUNCIL: Level.COUNCIL,
    Layer.CCG: Level.CCG,
    Layer.ICP: Level.ICP,
}
SITE_LAYERS = {Layer.HOSPITALS: SiteKind.HOSPITAL, Layer.STROKE_UNITS: SiteKind.STROKE_UNIT}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a view shows.

    rows: the areas on the map with their figures, highest first. place: the area that a place view is
    about, else None. outlines: larger areas drawn as lines over the map. indicator is None only in a place
    view of a level for which the measure is not published. borders: for each layer of outlines that is on, its areas
    that have land in common with the map, in the order of drawing. sites: hospitals and stroke units on the map, if
    their layers are on.
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
    borders: tuple[tuple[Layer, tuple[Area, ...]], ...] = ()
    sites: tuple[Site, ...] = ()

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that have a figure."""
        return tuple(row for row in self.rows if row.value is not None and row.value.value is not None)

    @property
    def has_figures(self) -> bool:
        """Whether there is something to show: in a place view the figure of the place itself."""
        return any(self.place is None or row.area.code == self.place.code for row in self.shown)

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
    outlines = _outlines(atlas, area, view.by, place)
    ground = areas if place else (area,)
    return Scene(
        view=view,
        area=area,
        condition=atlas.conditions[view.condition],
        indicator=indicator,
        rows=atlas.rows(indicator, view.period, areas) if indicator else tuple(Row(a, None) for a in areas),
        benchmark=atlas.benchmark(indicator, view.period) if indicator else None,
        edges=_edges(atlas, view, indicator) if indicator and indicator.mapped else (),
        outlines=outlines,
        place=place,
        deprivation=deprivation(atlas, view.by, areas) if view.overlay is not Overlay.NONE else None,
        borders=_borders(atlas, view.layers, ground, outlines) if view.layers else (),
        sites=_sites(atlas, view.layers, ground) if view.layers else (),
    )


def _edges(atlas: Atlas, view: View, indicator: Indicator) -> tuple[float, ...]:
    """The class edges: of the indicator alone, or shared with the one of the same unit that it is compared with."""
    beside = comparator.shared(atlas, view, indicator)
    pooled = atlas.pooled(indicator, view.by)
    return classification.edges(sorted((*pooled, *atlas.pooled(beside, view.by))) if beside else pooled)


def references(atlas: Atlas, shown: Scene) -> tuple[Row, ...]:
    """The figures of the areas that hold the ones on the map, nearest first, and of England."""
    if shown.indicator is None:
        return ()
    drawn = {row.area.code for row in shown.rows}
    parents = (atlas.areas[code] for code in reversed(shown.area.parents))
    above = [shown.area, *parents, *atlas.level(Level.COUNTRY)]
    rows = (Row(a, atlas.value(shown.indicator, shown.view.period, a.code)) for a in above if a.code not in drawn)
    return tuple(row for row in rows if row.value is not None and row.value.value is not None)


def areas_around(atlas: Atlas, area: Area, level: Level) -> tuple[Area, ...]:
    """The areas of a level inside an area; for one that holds none, those around it."""
    return atlas.children(area, level) or siblings(atlas, area, level)


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
        return atlas.level(Level.ICP) or (area,)
    if area.level is Level.ICP and by is Level.NEIGHBOURHOOD:
        return atlas.children(area, Level.COUNCIL) or (area,)
    return (area,)


def _borders(
    atlas: Atlas, layers: tuple[Layer, ...], ground: tuple[Area, ...], outlines: tuple[Area, ...]
) -> tuple[tuple[Layer, tuple[Area, ...]], ...]:
    """The areas of each layer of outlines; one that has none here, or that the outlines show anyway, is left out."""
    found = ((layer, _around(atlas, ground, level)) for layer, level in OUTLINE_LAYERS.items() if layer in layers)
    return tuple((layer, around) for layer, around in found if around and not set(around) <= set(outlines))


def drawn_anyway(atlas: Atlas, shown: Scene) -> tuple[Layer, ...]:
    """The layers of which the map shows all areas as its outlines, switched on or not."""
    ground = tuple(row.area for row in shown.rows) if shown.place else (shown.area,)
    around = {layer: _around(atlas, ground, level) for layer, level in OUTLINE_LAYERS.items()}
    return tuple(layer for layer, areas in around.items() if areas and set(areas) <= set(shown.outlines))


def _around(atlas: Atlas, ground: tuple[Area, ...], level: Level) -> tuple[Area, ...]:
    """The areas of a level that have land in common with one of these."""
    codes = {other.code for area in ground for other in atlas.overlapping(area, level)}
    return tuple(area for area in atlas.level(level) if area.code in codes)


def _sites(atlas: Atlas, layers: tuple[Layer, ...], ground: tuple[Area, ...]) -> tuple[Site, ...]:
    """The sites of the layers that are on and that lie in one of the areas."""
    kinds = {kind for layer, kind in SITE_LAYERS.items() if layer in layers}
    shapes = [atlas.shapes[area.level][area.code] for area in ground]
    return tuple(site for site in atlas.sites if site.kind in kinds and _lies_in(site, shapes))


#: Metres within which a stroke unit and a hospital are one place: they were placed by two sources.
_SAME_PLACE = 200


def sites_by_place(sites: Iterable[Site]) -> tuple[tuple[Site, ...], ...]:
    """The sites by place, from north to south: a hospital and the stroke unit in it stand at one."""
    found: list[list[Site]] = []
    for site in sorted(sites, key=lambda site: (site.kind, -site.northing)):
        place = next((place for place in found if _apart(place[0], site) < _SAME_PLACE), None)
        if place is None:
            found.append([site])
        else:
            place.append(site)
    return tuple(sorted(map(tuple, found), key=lambda place: -place[0].northing))


def _apart(one: Site, other: Site) -> float:
    return hypot(one.easting - other.easting, one.northing - other.northing)


def _lies_in(site: Site, shapes: Sequence[BaseGeometry]) -> bool:
    return any(shapely.intersects_xy(shape, site.easting, site.northing) for shape in shapes)


def deprivation(atlas: Atlas, level: Level, areas: Iterable[Area]) -> Deprivation | None:
    """The scores of some areas of a level and the thirds of the level; None if the level has no scores."""
    indicator = atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, level)
    if indicator is None:
        return None
    period = atlas.periods(indicator, level)[-1]
    known = ((area.code, atlas.value(indicator, period, area.code)) for area in areas)
    scores = {code: value.value for code, value in known if value and value.value is not None}
    return Deprivation(scores, _thirds(atlas, indicator, level))


def figure_edges(atlas: Atlas, shown: Scene) -> tuple[float, ...]:
    """The thirds of the indicator over all areas and periods of the level, for the 3 by 3 map and the scatter."""
    if shown.indicator is None:
        return ()
    return _thirds(atlas, shown.indicator, shown.view.by)


def _thirds(atlas: Atlas, indicator: Indicator, level: Level) -> tuple[float, ...]:
    """The edges of thirds as a legend prints them, so that an edge and a figure that read alike are alike."""
    edges = classification.thirds(atlas.pooled(indicator, level))
    return tuple(printed(edge, max(indicator.decimals, SCORE_DECIMALS)) for edge in edges)
