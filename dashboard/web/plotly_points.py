"""What lies on a map as points, for Plotly: hospitals and stroke units, labels and their leaders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import atan2, atanh, cos, radians, sin, tan
from typing import Any

from dashboard.core.area import Site
from dashboard.core.colours import INK, WHITE
from dashboard.core.labels import SITES
from dashboard.maps.grid import TO_LONLAT
from dashboard.maps.layer_marks import SYMBOLS, Symbol
from dashboard.maps.placement.labels import Label, Plan, outline_size
from dashboard.views.scene import Scene, sites_together

Figure = dict[str, Any]

FONT = "Arial, sans-serif"
#: The central meridian of the British National Grid.
MERIDIAN = -2


def sites_traces(scene: Scene) -> Iterable[Figure]:
    """Hospitals and stroke units, stroke units below; the hover names all that stands at one place."""
    found = sites_together(scene.sites)
    for kind, symbol in SYMBOLS.items():
        marked = [(site, here) for here in found for site in here if site.kind is kind]
        if marked:
            yield {
                "type": "scattergeo",
                "uid": f"site-{kind}",
                "mode": "markers",
                "lon": [lonlat(site.easting, site.northing)[0] for site, _ in marked],
                "lat": [lonlat(site.easting, site.northing)[1] for site, _ in marked],
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


def lettering_traces(
    plan: Plan, outline_names: Sequence[tuple[Label, str]], size_px: float, dark: Mapping[str, str]
) -> Iterable[Figure]:
    """Leader lines, outline names, labels.

    outline_names: with the code of the area on which each lies. dark: area code -> colour of a ground on which words
    are white.
    """
    leaders = [label.leader for label in plan.labels if label.leader]
    if leaders:
        points = [point for line in leaders for point in (*line.coords, None)]
        yield _leaders("leader-halo", points, WHITE, 3.0, 7)
        yield _leaders("leaders", points, INK, 0.8, 4)
    if outline_names:
        grounds = [dark.get(code, "") for _, code in outline_names]
        yield _texts("outline-names", [label for label, _ in outline_names], outline_size(size_px), INK, grounds)
    if plan.labels:
        grounds = ["" if label.side else dark.get(label.code, "") for label in plan.labels]
        yield {**_texts("labels", plan.labels, size_px, INK, grounds), "ids": [label.code for label in plan.labels]}


def _leaders(uid: str, points: Sequence[tuple[float, ...] | None], colour: str, width: float, dot: float) -> Figure:
    """Lines from a dot in the area (every third point) to the label; None parts them."""
    positions = [(None, None) if point is None else lonlat(point[0], point[1]) for point in points]
    return {
        "type": "scattergeo",
        "uid": uid,
        "mode": "lines+markers",
        "lon": [lon for lon, _ in positions],
        "lat": [lat for _, lat in positions],
        "line": {"color": colour, "width": width},
        "marker": {"size": [0 if k % 3 else dot for k in range(len(points))], "color": colour, "opacity": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _inks(colour: str, grounds: Sequence[str]) -> Figure:
    """White letters on dark grounds; the page's script gives each a halo of its ground, and all others a white one."""
    if not any(grounds):
        return {"color": colour}
    return {"color": [WHITE if ground else colour for ground in grounds]}


def _texts(uid: str, labels: Sequence[Label], size: float, colour: str, grounds: Sequence[str]) -> Figure:
    positions = [lonlat(*_text_anchor(label)) for label in labels]
    return {
        "type": "scattergeo",
        "uid": uid,
        "mode": "text",
        "lon": [lon for lon, _ in positions],
        "lat": [lat for _, lat in positions],
        "text": [_label_text(label) for label in labels],
        "textposition": [_TEXT_POSITIONS[label.side] for label in labels],
        "textfont": {"size": size, "family": FONT, **_inks(colour, grounds)},
        "hoverinfo": "skip",
        "showlegend": False,
        **({"meta": list(grounds)} if any(grounds) else {}),
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


def lonlat(x: float, y: float) -> tuple[float, float]:
    """A point of the National Grid in degrees, to ten metres."""
    lon, lat = TO_LONLAT.transform(x, y)
    return round(lon, 4), round(lat, 4)


def projected(x: float, y: float) -> tuple[float, float]:
    """A point of the National Grid on the browser's map, the transverse Mercator map of a sphere, in radians."""
    lon, lat = TO_LONLAT.transform(x, y)
    east, north = radians(lon - MERIDIAN), radians(lat)
    return round(atanh(cos(north) * sin(east)), 7), round(atan2(tan(north), cos(east)), 7)


def plain(words: str) -> str:
    """Text from the data for Plotly, which reads some HTML tags."""
    return escape(words, quote=False)
