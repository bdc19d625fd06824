"""What a view shows, worked out from the atlas: areas and figures, class edges, outlines, layers and deprivation."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area, Row, Site, SiteKind
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Layer, Level, LevelRole, SiteLayer
from dashboard.core.provenance import data_as_of
from dashboard.core.view import Overlay, View
from dashboard.stats.class_edges import Classes
from dashboard.stats.correlation import Tendency, tendency
from dashboard.views.classing import classes
from dashboard.views.scene import Scene
from dashboard.views.surroundings import siblings
from dashboard.views.thirds import deprivation

SITE_LAYERS = {SiteLayer.HOSPITALS: SiteKind.HOSPITAL, SiteLayer.STROKE_UNITS: SiteKind.STROKE_UNIT}


def scene(atlas: Atlas, view: View) -> Scene:
    """The scene of a valid view (``resolve`` makes views valid)."""
    area = atlas.areas[view.area]
    place = area if view.by in area.levels else None
    areas = siblings(atlas, area, view.by) if place else atlas.children(area, view.by)
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    rows = atlas.rows(indicator, view.period, areas) if indicator else tuple(Row(a, None) for a in areas)
    outlines = _outlines(atlas, area, view.by, place)
    ground = areas if place else (area,)
    return Scene(
        edition=atlas.edition,
        view=view,
        area=area,
        condition=atlas.conditions[view.condition],
        indicator=indicator,
        rows=rows,
        benchmark=atlas.benchmark(indicator, view.period) if indicator else None,
        classes=classes(atlas, indicator, view.by) if indicator else Classes(),
        outlines=outlines,
        place=place,
        deprivation=deprivation(atlas, view.by, areas) if view.overlay is not Overlay.NONE else None,
        borders=_borders(atlas, view.layers, ground, outlines) if view.layers else (),
        sites=_sites(atlas, view.layers, ground) if view.layers else (),
        tendency=_tendency(atlas, indicator, view.by, rows) if indicator and not place else None,
        national_ranks=atlas.national_ranks.get((indicator.id, view.period, view.by), {}) if indicator else {},
        regions=_regions(atlas, indicator, view.period, area) if indicator else (),
        data_as_of=data_as_of(atlas.imports, indicator.id) if indicator else None,
    )


def _regions(atlas: Atlas, indicator: Indicator, period: str, area: Area) -> tuple[Row, ...]:
    """The regions around an area that have a figure, which has limits then."""
    rows = (Row(region, atlas.value(indicator, period, region.code)) for region in atlas.regions_of(area))
    return tuple(row for row in rows if row.value is not None)


def _tendency(atlas: Atlas, indicator: Indicator, by: Level, rows: Sequence[Row]) -> Tendency | None:
    """How figures of small areas go with deprivation; of few areas, and of what no age is taken out, none is said."""
    if not by.is_small or not indicator.mapped or indicator.is_crude:
        return None
    found = None if atlas.is_deprivation(indicator.condition) else deprivation(atlas, by, (row.area for row in rows))
    scores = found.scores if found else {}
    sound = ((scores.get(row.area.code), row.value) for row in rows if row.value and row.value.bears_a_finding)
    pairs = [(score, value.value) for score, value in sound if score is not None and value.value is not None]
    return tendency([score for score, _ in pairs], [figure for _, figure in pairs])


def _outlines(atlas: Atlas, area: Area, by: Level, place: Area | None) -> tuple[Area, ...]:
    if place:
        return (place,)
    if area.level.role is LevelRole.SYSTEM and by.role is not LevelRole.PARTNERSHIP:
        return atlas.level(atlas.tier(LevelRole.PARTNERSHIP)) or (area,)
    if area.level.role is LevelRole.PARTNERSHIP and by.is_small:
        return atlas.children(area, atlas.tier(LevelRole.COUNCIL)) or (area,)
    return (area,)


def _borders(
    atlas: Atlas, layers: tuple[Layer, ...], ground: tuple[Area, ...], outlines: tuple[Area, ...]
) -> tuple[tuple[Level, tuple[Area, ...]], ...]:
    """The areas of each layer of outlines; one that has none here, or that the outlines show anyway, is left out."""
    # From below: the broadest lines first, which are those of the levels named last.
    found = ((level, _around(atlas, ground, level)) for level in reversed(atlas.edition.outlined) if level in layers)
    return tuple((level, around) for level, around in found if around and not set(around) <= set(outlines))


def drawn_anyway(atlas: Atlas, shown: Scene) -> tuple[Level, ...]:
    """The layers of which the map shows all areas as its outlines, switched on or not."""
    ground = tuple(row.area for row in shown.rows) if shown.place else (shown.area,)
    around = {level: _around(atlas, ground, level) for level in atlas.edition.outlined}
    return tuple(level for level, areas in around.items() if areas and set(areas) <= set(shown.outlines))


def _around(atlas: Atlas, ground: tuple[Area, ...], level: Level) -> tuple[Area, ...]:
    """The areas of a level that have land in common with one of these."""
    codes = {other.code for area in ground for other in atlas.overlapping(area, level)}
    return tuple(area for area in atlas.level(level) if area.code in codes)


def _sites(atlas: Atlas, layers: tuple[Layer, ...], ground: tuple[Area, ...]) -> tuple[Site, ...]:
    """The sites of the layers that are on and that lie in one of the areas."""
    kinds = {kind for layer, kind in SITE_LAYERS.items() if layer in layers}
    shapes = [atlas.shapes[area.level][area.code] for area in ground]
    return tuple(site for site in atlas.sites if site.kind in kinds and _lies_in(site, shapes))


def _lies_in(site: Site, shapes: Sequence[BaseGeometry]) -> bool:
    """Asked of points as shapes: ``intersects_xy`` would prepare the shapes of the atlas, which all threads share."""
    point = shapely.Point(site.easting, site.northing)
    return any(shape.intersects(point) for shape in shapes)
