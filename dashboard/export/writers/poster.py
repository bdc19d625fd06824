"""PNG and PDF of a picture by Typst: the shipped font, no browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import typst

from dashboard.core.colours import WHITE
from dashboard.export.picture.primitives import Badge, FigureTable, Line, Patch, Picture, Swatch, Text
from dashboard.export.picture.text_metrics import FONTS

SetKind = Literal["png", "pdf"]

_TEMPLATE = Path(__file__).with_name("poster.typ")
_POINTS_PER_INCH = 72
#: Screens count pixels, paper counts inches.
_SCREEN_PPI = 144
_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
_compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts)


def typeset(picture: Picture, kind: SetKind, scale: float = 1.0) -> bytes:
    """The file of a picture. scale: pixels of the PNG for each pixel of its size, 0.2 to 2.

    Typst keeps what it has set for ever: servers call ``typesetting.picture_file``, whose process for it ends.
    """
    ppi = picture.size.dpi or _SCREEN_PPI
    content = json.dumps(_content(picture, _POINTS_PER_INCH / ppi))
    standards: list[typst.PDFStandard] = ["ua-1"] if kind == "pdf" else []
    made = _compiler.compile(format=kind, ppi=ppi * scale, sys_inputs={"picture": content}, pdf_standards=standards)
    return made if isinstance(made, bytes) else b"".join(made or [])


def _content(picture: Picture, points_per_px: float) -> dict[str, Any]:
    """The picture as the template reads it."""
    return {
        "width": picture.size.width,
        "height": picture.size.height,
        "unit": picture.size.unit,
        "pt": points_per_px,
        "title": picture.title,
        "ground": picture.ground or WHITE,
        "card": [picture.card.x, picture.card.y, picture.card.width, picture.card.height] if picture.card else None,
        "alt": picture.description,
        "author": picture.author,
        "areas": [_patch(area) for area in (*picture.land, *picture.areas)],
        "outlines": [_patch(area) for area in picture.outlines],
        "hatching": [_line(line) for line in picture.hatching],
        "leaders": [_line(line) for line in picture.leaders],
        "dots": picture.dots,
        "labels": [_text(label) for label in picture.labels],
        "heads": [_text(text) for text in picture.texts[:1]],
        "texts": [_text(text) for text in picture.texts[1:]],
        "swatches": [_swatch(swatch) for swatch in picture.swatches],
        "layers": [_line(line) for track in picture.layers for line in track.lines],
        "sites": [_swatch(site) for site in picture.sites],
        "table": _table(picture.table) if picture.table else None,
        "badge": _badge(picture.badge) if picture.badge else None,
    }


def _badge(badge: Badge) -> dict[str, Any]:
    """The band and the logo of a house style; Typst takes a bitmap as numbers."""
    band, place, logo = badge.band, badge.place, badge.logo
    return {
        "band": band.height if band else 0,
        "colour": badge.colour,
        "place": [place.x, place.y, place.width, place.height] if place else None,
        "png": list(logo.png) if logo else [],
        "words": logo.words if logo else "",
    }


def _line(line: Line) -> dict[str, Any]:
    return {"points": line.points, "colour": line.colour, "width": line.width}


def _patch(patch: Patch) -> dict[str, Any]:
    return {
        "rings": [ring for polygon in patch.polygons for ring in polygon],
        "fill": patch.fill,
        "border": patch.border,
        "width": patch.border_width,
        "pattern": patch.pattern,
    }


def _swatch(swatch: Swatch) -> dict[str, Any]:
    return {
        "x": swatch.x,
        "y": swatch.y,
        "width": swatch.width,
        "height": swatch.height,
        "fill": swatch.fill,
        "pattern": swatch.pattern,
        "rim": swatch.rim,
        "rim_width": swatch.rim_width,
    }


def _text(text: Text) -> dict[str, Any]:
    """A text by its left edge: the widths are those of the shipped font, the same for every writer."""
    return {
        "x": text.x - text.height / 2 if text.upright else text.left,
        "y": text.y,
        "lines": text.lines,
        "size": text.size,
        "bold": text.bold,
        "colour": text.colour,
        "halo": text.halo,
        "upright": text.upright,
    }


def _table(table: FigureTable) -> dict[str, Any]:
    return {
        "x": table.x,
        "y": table.y,
        "widths": table.widths,
        "row": table.row_height,
        "size": table.size,
        "header": table.header,
        "rows": table.rows,
    }
