"""The choropleth as a plain Plotly figure (a dict): rows in, figure out.

Geometry is never part of the figure: each trace names a static GeoJSON file by its address. Traces carry a
``uid`` by which the page's script and the tests know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, atan2, cos, degrees, radians, sin, tan

from dashboard.core.area import Area, Row
from dashboard.core.colours import EMPTY_FILLS, INK, LAND, NEIGHBOUR, WHITE
from dashboard.core.level import Level, LevelRole
from dashboard.maps.dark_grounds import dark_grounds
from dashboard.maps.hatching import hatchings
from dashboard.maps.placement.labels import Label, Lettering, Plan
from dashboard.maps.symbology import BORDER, colours, fill_class, kind_of_empty
from dashboard.views.scene import Scene
from dashboard.web.insets import NOTHING_ENLARGED, Enlargement, drawn_again, frames
from dashboard.web.plotly_points import FONT, MERIDIAN, Figure, lettering_traces, lonlat, projected, sites_traces
from dashboard.wording.map_card import card_lines, card_marks, common_lines

_SMALLEST = Lettering(12.0)
_CRISP_BORDERS = 60
#: The width of the borders of partnerships, whether they are the areas of a map or lie over smaller ones.
_STRONG = 1.8


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a map needs beside its scene.

    land: addresses of boundary files, each with the codes in it that are land around the areas of the scene.
    geojson: level -> address of its boundary file. links: area code -> address that a click leads to. plan: the window
    and the labels. neighbours: those of a place that are seen. outline_names: names of the larger areas. figure_edges:
    the thirds of the indicator for the 3 by 3 map. names_on: the area on which each of those names lies wholly, "" for
    none. has_locator: whether its corner is free. insets: the towns that are drawn again. cards: what the cards of
    areas say, as far as it is known.
    """

    land: Sequence[tuple[str, Sequence[str]]]
    geojson: Mapping[Level, str]
    links: Mapping[str, str]
    plan: Plan
    neighbours: frozenset[str] = frozenset()
    outline_names: tuple[Label, ...] = ()
    names_on: tuple[str, ...] = ()
    figure_edges: tuple[float, ...] = ()
    lettering: Lettering = _SMALLEST
    has_locator: bool = True
    insets: Enlargement = NOTHING_ENLARGED
    cards: Mapping[str, str] = field(default_factory=dict)


def choropleth(scene: Scene, drawing: Drawing) -> Figure:
    """Draw a scene, from below: land, classes, empties, hatching, layers of outlines, outlines, sites, labels."""
    coloured, size = scene.without_neighbours(), drawing.lettering.size_px
    dark = (
        dark_grounds(coloured, drawing.figure_edges)
        if drawing.plan.labels or any((*drawing.names_on, *drawing.insets.labels))
        else {}
    )
    traces = [
        *_land(drawing),
        *_coloured(coloured, drawing),
        *_empties(coloured, drawing),
        *_neighbours(scene, drawing),
        *_hatching(coloured, drawing),
        *_borders(scene, drawing),
        *_outlines(scene, drawing),
        *sites_traces(scene),
        *frames(drawing.insets),
        *lettering_traces(drawing.plan, tuple(zip(drawing.outline_names, drawing.names_on, strict=True)), size, dark),
    ]
    west, south, east, north = drawing.plan.window
    # The page's script frames the window anew, for the room that the map has to the pixel.
    window = [*projected(west, south), *projected(east, north)]
    insets = {"insets": drawn_again(drawing.insets, size, dark)} if drawing.insets.towns else {}
    beside = {"window": window, "locator": drawing.has_locator}
    return {"data": traces, "layout": _layout(scene, drawing), **beside, **insets}


def _land(drawing: Drawing) -> Iterable[Figure]:
    """Land without figures, which nothing is asked of."""
    for number, (file, codes) in enumerate(drawing.land):
        line = {"color": WHITE, "width": 0.8}
        shapes = _shapes(file, codes) | _flat(len(codes), LAND)
        yield shapes | {"marker": {"line": line}, "hoverinfo": "skip", "uid": f"land-{number}"}


def _neighbours(scene: Scene, drawing: Drawing) -> Iterable[Figure]:
    """The areas around a place, pale, so that every colour of the map is one of the legend."""
    place = scene.place.code if scene.place else ""
    rows = [row for row in scene.rows if row.area.code in drawing.neighbours and row.area.code != place]
    if rows:
        yield _areas(scene, drawing, "neighbours", rows) | _flat(len(rows), NEIGHBOUR)


def _coloured(scene: Scene, drawing: Drawing) -> list[Figure]:
    pairs = [(row, fill_class(scene, row, drawing.figure_edges)) for row in scene.rows]
    filled = [(row, index) for row, index in pairs if index is not None]
    if not filled:
        return []
    palette = colours(scene)
    scale = [[edge / len(palette), colour] for k, colour in enumerate(palette) for edge in (k, k + 1)]
    return [
        _areas(scene, drawing, "areas", [row for row, _ in filled])
        | {"z": [index + 0.5 for _, index in filled], "zmin": 0, "zmax": len(palette), "colorscale": scale}
    ]


def _empties(scene: Scene, drawing: Drawing) -> list[Figure]:
    """One trace for each kind of empty, so that each has its own mark (rule 2)."""
    empty = [row for row in scene.rows if fill_class(scene, row, drawing.figure_edges) is None]
    kinds: dict[str, list[Row]] = {}
    for row in empty:
        kinds.setdefault(kind_of_empty(scene, row), []).append(row)
    return [_areas(scene, drawing, kind, rows) | _flat(len(rows), EMPTY_FILLS[kind]) for kind, rows in kinds.items()]


def _areas(scene: Scene, drawing: Drawing, uid: str, rows: Sequence[Row]) -> Figure:
    is_few = len(scene.rows) <= _CRISP_BORDERS
    line = {"color": BORDER, "width": 0.8 if is_few else 0.35}
    if scene.view.by.role is LevelRole.PARTNERSHIP:
        line = {"color": INK, "width": _STRONG}
    codes = [row.area.code for row in rows]
    known = [drawing.cards[code] for code in codes if code in drawing.cards]
    return {
        **_boundaries(drawing, scene.view.by, codes),
        "uid": uid,
        "text": known if len(known) == len(rows) else list(card_lines(scene, rows)),
        "meta": card_marks(scene, rows),
        "customdata": [drawing.links[code] for code in codes],
        "hoverinfo": "none",
        "marker": {"line": line},
    }


def _boundaries(drawing: Drawing, level: Level, codes: Sequence[str]) -> Figure:
    return _shapes(drawing.geojson[level], codes)


def _shapes(file: str, codes: Sequence[str]) -> Figure:
    return {
        "type": "choropleth",
        "geojson": file,
        "locations": list(codes),
        "locationmode": "geojson-id",
        "showscale": False,
        "showlegend": False,
    }


def _flat(count: int, colour: str) -> Figure:
    return {"z": [0] * count, "zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]]}


def _hatching(scene: Scene, drawing: Drawing) -> list[Figure]:
    """The areas to hatch; the page's script lays the patterns on them, for a choropleth has none of its own."""
    bare = {"marker": {"line": {"width": 0}}, "hoverinfo": "skip"}
    return [
        _boundaries(drawing, scene.view.by, codes) | _flat(len(codes), "rgba(0,0,0,0)") | bare | {"uid": str(kind)}
        for kind, codes in hatchings(scene)
    ]


def _outlines(scene: Scene, drawing: Drawing) -> list[Figure]:
    """Larger areas as lines; they take no hover and no click."""
    by_level: dict[Level, list[Area]] = {}
    for area in scene.outlines:
        level = scene.view.by if scene.place else area.level
        by_level.setdefault(level, []).append(area)
    is_edge = scene.view.by.role is LevelRole.PARTNERSHIP
    line = {"color": INK, "width": 3 if scene.place else 0.8 if is_edge else _STRONG}
    style = {"marker": {"line": line}, "hoverinfo": "skip", "uid": "outlines"}
    return [
        _boundaries(drawing, level, [a.code for a in areas]) | _flat(len(areas), "rgba(0,0,0,0)") | style
        for level, areas in by_level.items()
    ]


def _borders(scene: Scene, drawing: Drawing) -> Iterable[Figure]:
    """The layers of outlines, one trace for each stroke; they take no hover and no click."""
    for layer, areas in scene.borders:
        codes = [area.code for area in areas]
        for number, stroke in enumerate(layer.strokes):
            line = {"color": stroke.colour, "width": stroke.width}
            yield {
                **_boundaries(drawing, layer, codes),
                **_flat(len(codes), "rgba(0,0,0,0)"),
                "marker": {"line": line},
                "hoverinfo": "skip",
                "uid": f"layer-{layer}-{number}",
            }


def _centre(lon: float, lat: float) -> tuple[float, float]:
    """The centre as d3 wants it: its transverse Mercator measures along and across the meridian."""
    east, north = radians(lon - MERIDIAN), radians(lat)
    across = degrees(asin(cos(north) * sin(east)))
    along = degrees(atan2(tan(north), cos(east)))
    return round(across + MERIDIAN, 5), round(along, 5)


def _layout(scene: Scene, drawing: Drawing) -> Figure:
    west, south, east, north = drawing.plan.window
    corners = [lonlat(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    lon, lat = _centre(*lonlat((west + east) / 2, (south + north) / 2))
    return {
        "geo": {
            "visible": False,
            "fitbounds": False,
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {"type": "transverse mercator", "rotation": {"lon": MERIDIAN}},
            "center": {"lon": lon, "lat": lat},
            "lonaxis": {"range": [min(lons), max(lons)]},
            "lataxis": {"range": [min(lats), max(lats)]},
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "meta": list(common_lines(scene)),
        # A hospital is named when it is pointed at; near it, it is the area that one points at.
        **({"hoverdistance": 3} if scene.sites else {}),
        "uirevision": f"{scene.view.area}/{scene.view.by}/{scene.view.shape}",
        "hoverlabel": {
            "bgcolor": WHITE,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    }
