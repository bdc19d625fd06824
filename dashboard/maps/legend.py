"""The legend of a map as a value, the same on the page and in every picture."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.area import SiteKind
from dashboard.core.level import Level


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours mean: entries of colour and words, lightest first; the kinds of empty; the other marks.

    layers and sites: what is switched on over the map and found on it; ``layer_marks`` has their looks.
    """

    title: str
    entries: tuple[tuple[str, str], ...]
    empties: tuple[tuple[str, str], ...]
    outlines: str
    grid: tuple[tuple[str, ...], ...] = ()
    hatch: str = ""
    notes: tuple[str, ...] = ()
    layers: tuple[tuple[Level, str], ...] = ()
    sites: tuple[tuple[SiteKind, str], ...] = ()
