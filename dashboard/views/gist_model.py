"""What a map or a place shows first, as a value: a kind of finding and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from dashboard.core.area import Row
from dashboard.core.value import Comparison
from dashboard.stats.sides import Sides


class GistKind(StrEnum):
    """What sort of finding it is; the words are made for each."""

    UNPUBLISHED = auto()  # the measure has no figures for the level
    COUNTS = auto()  # numbers of events, which are never ranked
    NO_FIGURE = auto()
    FEW_EVENTS = auto()  # all figures rest on few events
    OWN = auto()  # one area and its figure
    IN_TENTH = auto()  # how many areas are in the most deprived tenth of an order
    SAME = auto()  # all figures print alike
    ONE_SIDE = auto()  # all areas lie on one side of England
    VERDICTS = auto()  # how many areas are worse and better
    SIDES = auto()  # how many areas lie above and below England
    FIGURES = auto()  # two or three areas with their figures
    ENDS = auto()  # the highest and the lowest
    ALIKE = auto()  # the highest and the lowest cannot be told apart
    RANGE = auto()  # from where to where, and nobody named


@dataclass(frozen=True, slots=True)
class Gist:
    """One finding. ``rows`` are those with a sound figure, highest first; ``areas`` counts all of the map.

    known: how many have a figure, sound or not. top, low: those that share the highest and the lowest printed figure.
    verdicts: how many of the rows stand how against England, empty where too few have a verdict; likely: how many of
    them rest on approximate limits. far: how many lie a fifth of England's figure from it or more, on the side that is
    told. first: how many are in the most deprived tenth.
    """

    kind: GistKind
    rows: tuple[Row, ...] = ()
    areas: int = 0
    known: int = 0
    top: tuple[Row, ...] = ()
    low: tuple[Row, ...] = ()
    sides: Sides | None = None
    far: int = 0
    first: int = 0
    verdicts: Mapping[Comparison, int] = field(default_factory=dict)
    likely: int = 0

    @property
    def count(self) -> int:
        """How many areas the finding is about."""
        return len(self.rows)

    @property
    def compared(self) -> int:
        """How many areas have a verdict."""
        return sum(count for comparison, count in self.verdicts.items() if comparison is not Comparison.NOT_COMPARED)
