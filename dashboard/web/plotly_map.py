"""The choropleth as a plain Plotly figure (a dict): rows in, figure out.

Geometry is never part of the figure: each trace names a static GeoJSON file by its address. Traces carry a
``uid`` by which the page's script and the tests know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import asin, atan2, cos, degrees, radians, sin, tan
from typing import Any

from dashboard.core import numbers
from dashboard.core.area import Area, Site
from dashboard.core.atlas import Row
from dashboard.core.colours import INK, WHITE
from dashboard.core.labels import SITES
from dashboard.core.level import Level
from dashboard.maps.grid import TO_LONLAT
from dashboard.maps.layer_marks import STROKES, SYMBOLS, Symbol
from dashboard.maps.placement.labels import Label, Lettering, Plan
from dashboard.maps.symbology import BORDER, colours, fill_class, hatched, kind_of_empty
from dashboard.stats.classification import EMPTY_FILLS
from dashboard.views.scene import OUTLINE_LAYERS, Scene, sites_by_place
from dashboard.wording import sentences

Figure = dict[str, Any]

FONT = "Arial, sans-serif"

_SMALLEST = Lettering(12.0)
#: The central meridian of the British National Grid.
_MERIDIAN = -2
_CRISP_BORDERS = 60


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a map needs beside its scene.

    geojson: level -> address of its boundary file. links: area code -> address that a click leads to.
    plan: the window and the labels. outline_names: names of the larger areas. figure_edges: the thirds of
    the indicator for the 3 by 3 map.
    """

    geojson: Mapping[Level, str]
    links: Mapping[str, str]
    plan: Plan
    outline_names: tuple[Label, ...] = ()
    figure_edges: tuple[float, ...] = ()
    lettering: Lettering = _SMALLEST


def choropleth(scene: Scene, drawing: Drawing) -> Figure:
    """Draw a scene, from below: classes, empties, hatching, layers of outlines, outlines, sites, labels."""
    traces = [
        *_coloured(scene, drawing),
        *_empties(scene, drawing),
        *_hatching(scene, drawing),
        *_borders(scene, drawing),
        *_outlines(scene, drawing),
        *_sites(scene),
        *_lettering(drawing),
    ]
    return {"data": traces, "layout": _layout(scene, drawing)}


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
        kinds.setdefault(kind_of_empty(row), []).append(row)
    return [_areas(scene, drawing, kind, rows) | _flat(len(rows), EMPTY_FILLS[kind]) for kind, rows in kinds.items()]


def _areas(scene: Scene, drawing: Drawing, uid: str, rows: Sequence[Row]) -> Figure:
    width = 0.8 if len(scene.rows) <= _CRISP_BORDERS else 0.35
    return {
        **_boundaries(drawing, scene.view.by, [row.area.code for row in rows]),
        "uid": uid,
        "text": [_hover(scene, row) for row in rows],
        "customdata": [drawing.links[row.area.code] for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"line": {"color": BORDER, "width": width}},
    }


def _boundaries(drawing: Drawing, level: Level, codes: Sequence[str]) -> Figure:
    return {
        "type": "choropleth",
        "geojson": drawing.geojson[level],
        "locations": list(codes),
        "locationmode": "geojson-id",
        "showscale": False,
        "showlegend": False,
    }


def _flat(count: int, colour: str) -> Figure:
    return {"z": [0] * count, "zmin": 0, "zmax": 1, "colorscale": [[0, colour], [1, colour]]}


def _hatching(scene: Scene, drawing: Drawing) -> list[Figure]:
    """The areas to hatch; the page's script lays the pattern on them, for a choropleth has none of its own."""
    codes = hatched(scene)
    if not codes:
        return []
    bare = {"marker": {"line": {"width": 0}}, "hoverinfo": "skip", "uid": "hatch"}
    return [_boundaries(drawing, scene.view.by, codes) | _flat(len(codes), "rgba(0,0,0,0)") | bare]


def _outlines(scene: Scene, drawing: Drawing) -> list[Figure]:
    """Larger areas as lines; they take no hover and no click."""
    by_level: dict[Level, list[Area]] = {}
    for area in scene.outlines:
        level = scene.view.by if scene.place else area.level
        by_level.setdefault(level, []).append(area)
    line = {"color": INK, "width": 3 if scene.place else 1.8}
    style = {"marker": {"line": line}, "hoverinfo": "skip", "uid": "outlines"}
    return [
        _boundaries(drawing, level, [a.code for a in areas]) | _flat(len(areas), "rgba(0,0,0,0)") | style
        for level, areas in by_level.items()
    ]


def _borders(scene: Scene, drawing: Drawing) -> Iterable[Figure]:
    """The layers of outlines, one trace for each stroke; they take no hover and no click."""
    for layer, areas in scene.borders:
        codes = [area.code for area in areas]
        for number, stroke in enumerate(STROKES[layer]):
            line = {"color": stroke.colour, "width": stroke.width}
            yield {
                **_boundaries(drawing, OUTLINE_LAYERS[layer], codes),
                **_flat(len(codes), "rgba(0,0,0,0)"),
                "marker": {"line": line},
                "hoverinfo": "skip",
                "uid": f"layer-{layer}-{number}",
            }


def _sites(scene: Scene) -> Iterable[Figure]:
    """Hospitals and stroke units, stroke units below; the hover names all that stands at one place."""
    found = sites_by_place(scene.sites)
    for kind, symbol in SYMBOLS.items():
        marked = [(site, here) for here in found for site in here if site.kind is kind]
        if marked:
            yield {
                "type": "scattergeo",
                "uid": f"site-{kind}",
                "mode": "markers",
                "lon": [_lonlat(site.easting, site.northing)[0] for site, _ in marked],
                "lat": [_lonlat(site.easting, site.northing)[1] for site, _ in marked],
                "text": [_site_hover(here) for _, here in marked],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": _site_marker(symbol),
                "showlegend": False,
            }


def _site_marker(symbol: Symbol) -> Figure:
    rim = {"color": symbol.rim, "width": symbol.rim_width}
    return {"symbol": symbol.shape, "size": symbol.size, "color": symbol.fill, "opacity": 1, "line": rim}


def _site_hover(sites: Sequence[Site]) -> str:
    """What stands at one place."""
    trusts = [site.trust for site in sites if site.trust]
    return "<br>".join([f"<b>{plain(sites[0].name)}</b>", *map(plain, trusts), *(SITES[s.kind] for s in sites)])


def _lettering(drawing: Drawing) -> Iterable[Figure]:
    """Leader lines, outline names, labels."""
    leaders = [label.leader for label in drawing.plan.labels if label.leader]
    if leaders:
        points = [point for line in leaders for point in (*line.coords, None)]
        yield _leaders("leader-halo", points, WHITE, 3.0, 7)
        yield _leaders("leaders", points, INK, 0.8, 4)
    if drawing.outline_names:
        yield _texts("outline-names", drawing.outline_names, drawing.lettering.size_px * 0.88, "#4c6272")
    if drawing.plan.labels:
        yield _texts("labels", drawing.plan.labels, drawing.lettering.size_px, INK)


def _leaders(uid: str, points: Sequence[tuple[float, ...] | None], colour: str, width: float, dot: float) -> Figure:
    """Lines from a dot in the area (every third point) to the label; None parts them."""
    lonlat = [(None, None) if point is None else _lonlat(point[0], point[1]) for point in points]
    return {
        "type": "scattergeo",
        "uid": uid,
        "mode": "lines+markers",
        "lon": [lon for lon, _ in lonlat],
        "lat": [lat for _, lat in lonlat],
        "line": {"color": colour, "width": width},
        "marker": {"size": [0 if k % 3 else dot for k in range(len(points))], "color": colour, "opacity": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _texts(uid: str, labels: Sequence[Label], size: float, colour: str) -> Figure:
    lonlat = [_lonlat(*_text_anchor(label)) for label in labels]
    return {
        "type": "scattergeo",
        "uid": uid,
        "mode": "text",
        "lon": [lon for lon, _ in lonlat],
        "lat": [lat for _, lat in lonlat],
        "text": [_label_text(label) for label in labels],
        "textposition": [_TEXT_POSITIONS[label.side] for label in labels],
        "textfont": {"size": size, "color": colour, "family": FONT},
        "hoverinfo": "skip",
        "showlegend": False,
    }


_TEXT_POSITIONS = {0: "middle center", 1: "middle right", -1: "middle left"}


def _text_anchor(label: Label) -> tuple[float, float]:
    """Where Plotly hangs the text: the middle of the box, or its side towards the land."""
    return label.x - label.side * label.width / 2, label.y


def _label_text(label: Label) -> str:
    words = "<br>".join(plain(line) for line in label.lines)
    if not label.figure:
        return words
    return f"{words.removesuffix(label.figure)}<b>{label.figure}</b>"


def _lonlat(x: float, y: float) -> tuple[float, float]:
    lon, lat = TO_LONLAT.transform(x, y)
    return round(lon, 4), round(lat, 4)


def _centre(lon: float, lat: float) -> tuple[float, float]:
    """The centre as d3 wants it: its transverse Mercator measures along and across the meridian."""
    east, north = radians(lon - _MERIDIAN), radians(lat)
    across = degrees(asin(cos(north) * sin(east)))
    along = degrees(atan2(tan(north), cos(east)))
    return round(across + _MERIDIAN, 5), round(along, 5)


def _hover(scene: Scene, row: Row) -> str:
    lines = [f"<b>{plain(row.area.name)}</b>"]
    if scene.indicator is None or row.value is None or row.value.value is None:
        words = numbers.figure_of(row.value, scene.indicator) if scene.indicator else numbers.NOT_PUBLISHED
        return "<br>".join([*lines, words])
    lines.append(f"{numbers.figure_of(row.value, scene.indicator)} {plain(scene.indicator.unit_short)}")
    interval = numbers.interval_of(row.value, scene.indicator)
    if interval:
        lines.append(f"95% interval {interval}, {sentences.against_england(scene.comparison(row.value))}")
    if sentences.caveats(row.value):
        lines.append(f"<i>{plain(sentences.caveats(row.value))}</i>")
    return "<br>".join(lines)


def plain(words: str) -> str:
    """Text from the data for Plotly, which reads some HTML tags."""
    return escape(words, quote=False)


def _layout(scene: Scene, drawing: Drawing) -> Figure:
    west, south, east, north = drawing.plan.window
    corners = [_lonlat(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    lon, lat = _centre(*_lonlat((west + east) / 2, (south + north) / 2))
    return {
        "geo": {
            "visible": False,
            "fitbounds": False,
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {"type": "transverse mercator", "rotation": {"lon": _MERIDIAN}},
            "center": {"lon": lon, "lat": lat},
            "lonaxis": {"range": [min(lons), max(lons)]},
            "lataxis": {"range": [min(lats), max(lats)]},
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        # A hospital is named when it is pointed at; near it, it is the area that one points at.
        **({"hoverdistance": 3} if scene.sites else {}),
        "uirevision": f"{scene.view.area}/{scene.view.by}",
        "hoverlabel": {
            "bgcolor": WHITE,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    }
