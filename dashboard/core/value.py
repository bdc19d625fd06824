"""One figure, where it comes from, and how figures may stand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Where a figure comes from, or why there is none (rules 2 and 6 of the statistics)."""

    PUBLISHED = "published"
    SUM = "sum"  # exact: counts added up, or a share of sums
    ESTIMATE = "estimate"  # population-weighted mean of rates: no interval but an approximate one
    DERIVED = "derived"  # computed by a published method from small areas
    MODELLED = "modelled"  # the publisher itself modelled it
    DEFINITION = "definition"  # England = 100 for a standardised ratio
    SUPPRESSED = "suppressed"
    MISSING = "missing"


class Extent(StrEnum):
    """Of which land a figure is, if not of the very area that it stands for (rule 4)."""

    OWN = ""
    COUNTY = "county"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    PART = "part"  # of the part that lies in the system, while the area itself is larger
    MERGED = "merged"  # of a larger area that this one went into; its other parts have the same figure

    @property
    def is_larger(self) -> bool:
        """Whether the figure is of a whole area, of which only a part lies in the system."""
        return self.reaches_beyond and self is not Extent.MERGED

    @property
    def reaches_beyond(self) -> bool:
        """Whether the figure is of more than the area."""
        return self not in (Extent.OWN, Extent.PART)


class Comparison(StrEnum):
    """How an area stands against the benchmark; only these words are used on the page."""

    WORSE = "worse"
    SIMILAR = "similar"
    BETTER = "better"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_COMPARED = "not compared"


class Direction(StrEnum):
    """Which way is bad, if any."""

    HIGH_IS_WORSE = "high is worse"
    LOW_IS_WORSE = "low is worse"
    NEUTRAL = "neutral"
    #: England's figure is of another kind, as the gap across a country is beside the gap inside a place.
    NEVER_COMPARED = "never compared"


class IntervalKind(StrEnum):
    """Where the limits of a figure come from (rules 5 and 9)."""

    PUBLISHED = ""  # by the publisher, or exactly worked out from published counts
    APPROXIMATE = "approximate"  # from a rate and a population: good for "likely worse", never for a test


#: Marks a field that no column of a table is read into.
NO_COLUMN = {"column": False}
#: Stands between the notes of a figure.
NOTES = "; "
#: A figure that comes of fewer events is unreliable, and of too few it is compared with nothing (rule 8).
FEW_EVENTS = 20
_TOO_FEW_EVENTS = 10


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of one indicator, area and period; ``value`` is None only if suppressed or missing.

    verdict: what the publisher itself says of the figure beside England's, or None.
    interval: where ``lower`` and ``upper`` come from, if there are any.
    extent_words: what this edition says of its extent, such as "whole county".
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    status: Status = Status.PUBLISHED
    extent: Extent = Extent.OWN
    note: str = ""
    verdict: Comparison | None = None
    interval: IntervalKind = IntervalKind.PUBLISHED
    extent_words: str = field(default="", metadata=NO_COLUMN)

    @property
    def bears_a_finding(self) -> bool:
        """Whether a title or a rank may rest on it: neither of few events (rule 8) nor of several areas."""
        return not self.rests_on_few and self.extent is not Extent.MERGED

    @property
    def rests_on_few(self) -> bool:
        """Whether a rate comes of so few events that it is unreliable; a count itself is what it is."""
        return self._rests_on_fewer_than(FEW_EVENTS)

    @property
    def rests_on_too_few(self) -> bool:
        """Whether a rate comes of so few events that even its interval says too little to compare it."""
        return self._rests_on_fewer_than(_TOO_FEW_EVENTS)

    def _rests_on_fewer_than(self, events: int) -> bool:
        return self.count is not None and self.count < events and self.count != self.value


def is_approximate(value: Value | None) -> bool:
    """Whether the limits of a figure are not published ones, and so good for no test."""
    return value is not None and value.interval is IntervalKind.APPROXIMATE
