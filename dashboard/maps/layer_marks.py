"""How hospitals and stroke units look over a map; the edition has the strokes of the outlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.core.area import SiteKind
from dashboard.core.colours import INK, WHITE


@dataclass(frozen=True, slots=True)
class Symbol:
    """The mark of a site: a "square" or a "diamond" in pixels of the page, its fill and its rim."""

    shape: str
    size: float
    fill: str
    rim: str
    rim_width: float


#: The stroke unit lies under the hospital that it is in and shows around it.
SYMBOLS: Mapping[SiteKind, Symbol] = {
    SiteKind.STROKE_UNIT: Symbol("diamond", 15, WHITE, "#860047", 2.2),
    SiteKind.HOSPITAL: Symbol("square", 7, INK, WHITE, 1.2),
}
