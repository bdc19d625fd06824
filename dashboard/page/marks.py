"""The marks of layers for the legend of the page, as small SVG drawings."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.figures.layers import STROKES, SYMBOLS
from dashboard.model import Layer, SiteKind

_SVG = Markup('<svg viewBox="0 0 24 18" width="24" height="18" aria-hidden="true">{}</svg>')
_LINE = Markup('<path d="M0 9h24" stroke="{}" stroke-width="{}"/>')
_SHAPE = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>')


def layer_mark(layer: Layer) -> Markup:
    """The line of a layer of outlines; as on the map, from below."""
    return _SVG.format(Markup("").join(_LINE.format(stroke.colour, stroke.width) for stroke in STROKES[layer]))


def site_mark(kind: SiteKind) -> Markup:
    """The symbol of a hospital or stroke unit, in its size on the map."""
    symbol = SYMBOLS[kind]
    half = symbol.size / 2
    corners = {
        "square": f"M{12 - half} {9 - half}h{symbol.size}v{symbol.size}h-{symbol.size}z",
        "diamond": f"M12 {9 - half}l{half} {half}l-{half} {half}l-{half}-{half}z",
    }
    return _SVG.format(_SHAPE.format(corners[symbol.shape], symbol.fill, symbol.rim, symbol.rim_width))
