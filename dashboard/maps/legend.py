"""The legend of a map as a value, the same on the page and in every picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dashboard.core.area import SiteKind
from dashboard.core.level import Level


class EntryMark(StrEnum):
    """What an entry has beside its colour."""

    NONE = ""
    #: England's figure at an edge: its line alone, between two classes.
    ENGLAND = "england"
    #: England's figure inside a class: its line through the colour.
    WITHIN = "within"


class LegendEntry(NamedTuple):
    """One line of a legend: a colour, words and a mark."""

    colour: str
    words: str
    mark: EntryMark = EntryMark.NONE


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours mean: entries, lowest class first; the kinds of empty; the other marks.

    layers and sites: what is switched on over the map and found on it; ``layer_marks`` has their looks.
    """

    title: str
    entries: tuple[LegendEntry, ...]
    empties: tuple[tuple[str, str], ...]
    outlines: str
    grid: tuple[tuple[str, ...], ...] = ()
    #: The kinds of hatching with their words.
    hatches: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    layers: tuple[tuple[Level, str], ...] = ()
    sites: tuple[tuple[SiteKind, str], ...] = ()
