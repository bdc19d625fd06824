"""The marks of layers as swatches: a site on the map or in the legend, and the line of a layer in the legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.core.area import SiteKind
from dashboard.core.colours import WHITE
from dashboard.core.level import Level, Stroke
from dashboard.export.picture.primitives import Swatch
from dashboard.maps.layer_marks import SYMBOLS

#: Design units of a picture for each pixel of the page.
SCALE = 1.45
#: In the legend a line is a low bar; a higher one would get a frame as the classes have.
_LEGEND_SCALE = 1.3


def site_mark(kind: SiteKind, x: float, y: float, unit: float, name: str = "") -> Swatch:
    """The mark of a site around a point."""
    symbol = SYMBOLS[kind]
    side = symbol.size * SCALE * unit
    rim = symbol.rim_width * SCALE * unit
    return Swatch(x - side / 2, y - side / 2, side, side, symbol.fill, symbol.shape, symbol.rim, rim, name)


def line_marks(level: Level, x: float, middle: float, across: float, unit: float) -> Iterator[Swatch]:
    """The line of a level for the legend; a double line is two."""
    strokes = [stroke for stroke in level.strokes if stroke.colour != WHITE]
    for stroke in strokes:
        for shift, height in _bars(stroke, level.strokes):
            tall = height * _LEGEND_SCALE * unit
            yield Swatch(x, middle + shift * _LEGEND_SCALE * unit - tall / 2, across, tall, stroke.colour)


def _bars(stroke: Stroke, strokes: Sequence[Stroke]) -> list[tuple[float, float]]:
    """Shift from the middle and height of the parts of a stroke that a white one above it leaves."""
    core = next((above for above in strokes[strokes.index(stroke) + 1 :] if above.colour == WHITE), None)
    if core is None:
        return [(0.0, stroke.width)]
    side = (stroke.width - core.width) / 2
    return [(shift * (core.width + side) / 2, side) for shift in (-1, 1)]
