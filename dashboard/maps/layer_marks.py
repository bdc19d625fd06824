"""How the layers over a map look: the strokes of the outlines and the marks of hospitals and stroke units.

Each kind of outline is told apart by the build and the width of its line as well as by its colour, and has white in or
around it, so that it stands out on a light and on a dark area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.core.area import SiteKind
from dashboard.core.colours import INK, WHITE
from dashboard.core.view import Layer


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of an outline; the width is in pixels of the page."""

    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """The mark of a site: a "square" or a "diamond" in pixels of the page, its fill and its rim."""

    shape: str
    size: float
    fill: str
    rim: str
    rim_width: float


#: Strokes from below: combined authority a double line, council a broad brown one, CCG a thin purple one, ICP a dark
#: one. Where they run together the edges of the broader ones stay in sight; an ICP boundary is always one of CCGs too.
STROKES: Mapping[Layer, tuple[Stroke, ...]] = {
    Layer.AUTHORITY: (Stroke("#00524c", 7.4), Stroke(WHITE, 4.6)),
    Layer.COUNCIL: (Stroke(WHITE, 4.6), Stroke("#7d3400", 3.6)),
    Layer.CCG: (Stroke(WHITE, 2.6), Stroke("#7a1f87", 1.5)),
    Layer.ICP: (Stroke(WHITE, 3.4), Stroke(INK, 2.2)),
}
#: The stroke unit lies under the hospital that it is in and shows around it.
SYMBOLS: Mapping[SiteKind, Symbol] = {
    SiteKind.STROKE_UNIT: Symbol("diamond", 15, WHITE, "#860047", 2.2),
    SiteKind.HOSPITAL: Symbol("square", 7, INK, WHITE, 1.2),
}
