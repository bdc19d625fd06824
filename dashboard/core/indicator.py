"""What is measured: one definition, one unit, one publisher."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.level import Level


class Direction(StrEnum):
    """Which way is bad, if any."""

    HIGH_IS_WORSE = "high is worse"
    LOW_IS_WORSE = "low is worse"
    NEUTRAL = "neutral"
    #: England's figure is of another kind, as the gap across a country is beside the gap inside a place.
    NEVER_COMPARED = "never compared"


class Kind(StrEnum):
    """What sort of number an indicator is; it decides what may be computed from it."""

    RATE = "rate"
    RATIO = "ratio"  # SMR, SIR, SAR: England = 100, never averaged
    SHARE = "share"
    YEARS = "years"
    SCORE = "score"
    MINUTES = "minutes"
    COUNT = "count"  # never mapped


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.csv: one definition, one unit, one publisher."""

    id: str
    condition: str
    measure: str
    measure_name: str
    title: str
    noun: str
    unit: str
    unit_short: str
    decimals: int
    kind: Kind
    direction: Direction
    sex: str
    ages: str
    levels: tuple[Level, ...]
    definition: str
    publisher: str
    source: str
    link: str
    licence: str
    credit: str
    limits: str

    @property
    def mapped(self) -> bool:
        """Whether it may be drawn as a map: counts never are (rule 15)."""
        return self.kind is not Kind.COUNT
