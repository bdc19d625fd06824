"""The marks of layers and of charts for the legends of the page, as small SVG drawings."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.charts.model import Series
from dashboard.core.area import SiteKind
from dashboard.core.level import Level
from dashboard.maps.layer_marks import SYMBOLS

_SVG = Markup('<svg viewBox="0 0 24 18" width="24" height="18" aria-hidden="true">{}</svg>')
_LINE = Markup('<path d="M0 9h24" stroke="{}" stroke-width="{}"/>')
_SHAPE = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>')


def layer_mark(level: Level) -> Markup:
    """The line of a layer of outlines; as on the map, from below."""
    return _SVG.format(Markup("").join(_LINE.format(stroke.colour, stroke.width) for stroke in level.strokes))


def site_symbol(kind: SiteKind) -> Markup:
    """The symbol of a hospital or stroke unit, in its size on the map."""
    symbol = SYMBOLS[kind]
    half = symbol.size / 2
    corners = {
        "square": f"M{12 - half} {9 - half}h{symbol.size}v{symbol.size}h-{symbol.size}z",
        "diamond": f"M12 {9 - half}l{half} {half}l-{half} {half}l-{half}-{half}z",
    }
    return _SVG.format(_SHAPE.format(corners[symbol.shape], symbol.fill, symbol.rim, symbol.rim_width))


#: The outlines of the symbols in a box of 12 by 12, as Plotly draws them.
_SYMBOLS = {
    "circle": "M6 1a5 5 0 1 0 .01 0z",
    "square": "M2 2h8v8h-8z",
    "diamond": "M6 0l5 6l-5 6l-5-6z",
    "triangle-up": "M6 1l5 9h-10z",
}
_DASHES = {"dot": "2 3", "dash": "6 4"}


def series_mark(series: Series) -> Markup:
    """The look of a series for the legend of a chart."""
    symbol, hollow = series.symbol.removesuffix("-open"), series.symbol.endswith("-open")
    fill = "#fff" if hollow else series.colour
    way = "M12 0v12" if series.spread == "y" and not symbol else "M0 6h24"
    dashes = f' stroke-dasharray="{_DASHES[series.dash]}"' if series.dash else ""
    line = f'<path d="{way}" stroke="{series.colour}" stroke-width="{series.line or 2}"{dashes}/>'
    path = f'<path transform="translate(6)" d="{_SYMBOLS.get(symbol, "")}" fill="{fill}" stroke="{series.colour}"/>'
    bar = f'<rect width="24" height="12" fill="{series.colour}"/>'
    body = bar if series.spread == "bar" else (line if series.line or series.spread else "") + path
    return Markup('<svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">{}</svg>').format(Markup(body))
