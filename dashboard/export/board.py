"""The board pack of an area: a PDF/UA-1 document by Typst with one page for each condition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import shapely
import typst
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard import text, words
from dashboard.atlas import Atlas
from dashboard.export.lettering import FONTS, width
from dashboard.export.pack import pack_views, view_stamp
from dashboard.export.picture import Painter, Patch, Picture, Size, Stamp, Text
from dashboard.export.ranking import ranking
from dashboard.figures.map import EMPTY_FILLS
from dashboard.legend import legend
from dashboard.model import Area, Level, View
from dashboard.scene import Scene, figure_edges, scene

Json = dict[str, Any]

_TEMPLATE = Path(__file__).with_name("board.typ")
_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
_compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts)
_one_at_a_time = Lock()

#: The picture from which a page takes its map; legend, table and texts of the page are set by the template.
_MAP = Size("board", "Map of a page", 1713, 850)
_COVER_WIDTH = 1000.0
_COVER_DETAIL_METRES = 400

_METHOD = (
    (
        "What a colour means",
        "The class edges of a measure are worked out once for a level, over all its areas and periods, and then stay "
        "the same on every page and in every picture. A colour therefore keeps its meaning from one edition to the "
        "next. Light is low. Counts are never mapped, because a large area has more people.",
    ),
    (
        "No figure is never zero",
        "White with dots means that nobody published a figure for the area. Small numbers are suppressed by the "
        "publisher, and missing figures are marked as missing. Nothing is interpolated.",
    ),
    (
        "Comparison with England",
        "“Worse”, “similar” and “better” are said only where a 95% confidence interval is published: the "
        "area is similar if the figure of England lies inside its interval. Measures without a good or bad direction "
        "say “higher” and “lower”. Without an interval nothing is compared, and a place in the ranking may be chance.",
    ),
    (
        "Estimates",
        "Where nobody published a rate for a larger area, the mean of the rates of its parts, weighted by population, "
        "stands in its place. It is marked as an estimate, has no interval and is not compared. Counts and registers "
        "add up exactly. Standardised ratios are never averaged.",
    ),
    (
        "Whole counties",
        "“Whole county” marks a figure of all Cumbria or all North Yorkshire, of which only a part lies in the system.",
    ),
    (
        "Deprivation",
        "The score of an area is the mean of the Index of Multiple Deprivation 2019 scores of its small areas "
        "(LSOAs), weighted by population. A higher score means more deprived.",
    ),
)


def board_pack(atlas: Atlas, painter: Painter, view: View, stamp: Stamp, version: str = "") -> bytes:
    """The board pack of the area of a view as PDF. The bytes depend on the arguments only.

    stamp: its address, up to the question mark, is that of the atlas. version: the version of the data.
    """
    return compiled(content(atlas, painter, view, stamp, version), "pdf")[0]


def compiled(document: Json, kind: Literal["pdf", "png"], ppi: float = 144) -> list[bytes]:
    """The document as PDF, or its pages as PNG to look at."""
    with _one_at_a_time:
        made = _compiler.compile(
            format=kind,
            ppi=ppi,
            sys_inputs={"board": json.dumps(document)},
            pdf_standards=["ua-1"] if kind == "pdf" else [],
        )
    return [made] if isinstance(made, bytes) else list(made or [])


def content(atlas: Atlas, painter: Painter, view: View, stamp: Stamp, version: str) -> Json:
    """All that the template sets."""
    scenes = [scene(atlas, shown) for shown in pack_views(atlas, view)]
    area = atlas.areas[view.area]
    groups = [shown.condition.group for shown in scenes]
    return {
        "title": f"{area.name}: board pack",
        "atlas": text.ATLAS,
        "area": area.name,
        "level": text.capitalised(text.LEVEL_IN_FULL[area.level]),
        "system": text.SYSTEM,
        "date": stamp.date,
        "version": version,
        "address": view_stamp(stamp, view).address,
        "cover": _cover(atlas, area),
        "pages": [
            _page(atlas, painter, shown, stamp) | {"first": shown.condition.group not in groups[:number]}
            for number, shown in enumerate(scenes)
        ],
        "method": [{"heading": heading, "text": paragraph} for heading, paragraph in _METHOD],
        "sources": [_source(shown) for shown in scenes],
        "boundaries": f"{text.BOUNDARY_VINTAGE} {text.BOUNDARY_CREDIT}",
    }


def _page(atlas: Atlas, painter: Painter, shown: Scene, stamp: Stamp) -> Json:
    what = shown.indicator
    mapped = what is not None and what.mapped
    return {
        "group": shown.condition.group,
        "condition": shown.condition.name,
        "headline": _headline(shown),
        "subtitle": words.subtitle(shown),
        "sentences": _sentences(shown),
        "map": _map(painter.picture(shown, _MAP, stamp)) if mapped else None,
        "legend": _legend(atlas, shown) if mapped else None,
        "table": ranking(atlas, shown),
        "definition": what.definition if what else "",
        "limits": what.limits if what else "",
        "credits": words.credits(shown)[0],
        "address": view_stamp(stamp, shown.view).address,
    }


def _headline(shown: Scene) -> str:
    """The finding; of a place, its own figure."""
    if shown.place is None:
        return words.headline(shown)
    return next(words.of_area(shown, row) for row in shown.rows if row.area.code == shown.place.code)


def _sentences(shown: Scene) -> list[str]:
    """The sentences of the caption that the page does not say in its headline and subtitle."""
    said = f"{words.headline(shown)}. {words.subtitle(shown)}"
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", words.caption(shown))
    missing = text.missing_words(shown.rows, shown.view.by) if shown.indicator else ""
    return [part for part in dict.fromkeys((*parts, missing)) if part and part not in said]


def _source(shown: Scene) -> Json:
    what = shown.indicator
    return {
        "condition": shown.condition.name,
        "title": what.title if what else "",
        "period": text.period_words(shown.view.period),
        "source": f"{what.publisher}: {what.source}. {what.licence}." if what else "",
    }


# The map: the shapes and labels of the picture, moved to the corner of what they cover.


def _map(picture: Picture) -> Json:
    patches, labels = (*picture.areas, *picture.outlines), [_label(label) for label in picture.labels]
    west, north, east, south = _covered(patches, labels)
    return {
        "alt": picture.description,
        "west": west,
        "north": north,
        "width": east - west,
        "height": south - north,
        "unit": picture.size.unit,
        "areas": [_patch(patch) for patch in picture.areas],
        "outlines": [_patch(patch) for patch in picture.outlines],
        "hatching": [{"points": line.points, "width": line.width} for line in picture.hatching],
        "leaders": [{"points": line.points, "width": line.width} for line in picture.leaders],
        "dots": picture.dots,
        "labels": labels,
    }


def _covered(patches: Iterable[Patch], labels: Iterable[Json]) -> tuple[float, float, float, float]:
    """West, north, east and south of all that is drawn."""
    corners = [point for patch in patches for polygon in patch.polygons for point in polygon[0]]
    for label in labels:
        height = label["size"] * 1.25
        corners += [(label["x"], label["y"]), (label["x"] + label["width"], label["y"] + height)]
    across, down = zip(*corners, strict=True)
    return min(across) - 2, min(down) - 2, max(across) + 2, max(down) + 2


def _patch(patch: Patch) -> Json:
    return {
        "rings": [ring for polygon in patch.polygons for ring in polygon],
        "fill": patch.fill,
        "border": patch.border,
        "width": patch.border_width,
        "pattern": patch.pattern,
    }


def _label(label: Text) -> Json:
    """A label of one line by its left edge."""
    (line,) = label.lines
    room = width(line, label.size, label.bold)
    return {
        "words": line,
        "x": label.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[label.align] * room,
        "y": label.y,
        "width": room,
        "size": label.size,
        "bold": label.bold,
        "colour": label.colour,
        "halo": label.halo,
    }


def _legend(atlas: Atlas, shown: Scene) -> Json:
    what = legend(shown, figure_edges(atlas, shown))
    return {
        "title": what.title,
        "notes": what.notes,
        "grid": what.grid,
        "entries": [
            *({"fill": colour, "kind": "fill", "words": entry} for colour, entry in what.entries),
            *([{"fill": "", "kind": "hatch", "words": what.hatch}] if what.hatch else []),
            *(_empty(kind, entry) for kind, entry in what.empties),
            {"fill": "", "kind": "line", "words": what.outlines},
        ],
    }


def _empty(kind: str, entry: str) -> Json:
    return {"fill": EMPTY_FILLS[kind], "kind": "dots" if kind == "not-published" else "fill", "words": entry}


def _cover(atlas: Atlas, area: Area) -> Json:
    """The silhouette of the area within the system."""
    land, here = atlas.shapes[Level.ICS][atlas.ics.code], atlas.shapes[area.level][area.code]
    west, south, east, north = land.bounds
    scale = _COVER_WIDTH / (east - west)

    def rings(shape: BaseGeometry) -> list[list[tuple[float, float]]]:
        parts = shapely.get_parts(shape.simplify(_COVER_DETAIL_METRES))
        outer = (part.exterior.coords for part in parts if isinstance(part, Polygon))
        return [[(round((x - west) * scale, 1), round((north - y) * scale, 1)) for x, y in ring] for ring in outer]

    return {
        "width": _COVER_WIDTH,
        "height": (north - south) * scale,
        "land": rings(land),
        "here": rings(here),
        "partnerships": [ring for shape in atlas.shapes[Level.ICP].values() for ring in rings(shape)],
        "alt": f"Map of where {area.name} lies in North East and North Cumbria."
        if area.code != atlas.ics.code
        else f"Map of {area.name} with its partnerships.",
    }
