"""What is measured: one definition, one unit, one publisher."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from dashboard.core.level import Level
from dashboard.core.value import Direction


class Standardised(StrEnum):
    """For what a figure is standardised, so that areas with older and younger people can be compared."""

    AGE = "age"
    NONE = "none"
    #: Scores, times, counts, and rates of one age alone.
    NOT_APPLICABLE = ""


class Kind(StrEnum):
    """What sort of number an indicator is; it decides what may be computed from it."""

    RATE = "rate"
    RATIO = "ratio"  # SMR, SIR, SAR: England = 100, never averaged
    SHARE = "share"
    YEARS = "years"
    SCORE = "score"
    RANK = "rank"  # a place in an order, or a tenth of one: 1 comes first, and nothing is so many times another
    MINUTES = "minutes"
    COUNT = "count"  # never mapped


#: What two indicators that differ in their sex have in common: all that decides, and where they come from.
_BUT_SEX = attrgetter(
    *("condition", "family", "kind", "unit", "per", "standardised", "event", "direction", "ages", "levels", "source")
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.csv: one definition, one unit, one publisher.

    What decides is a column of its own: ``family`` (the same question at another level or in another statistic),
    ``part_of`` (the indicator of which it is a part, and no event counts in two parts), ``per`` (so many people, births
    and so on; of ranks how many there are), ``event`` (what is counted), ``reliable`` (false where a handful of events
    decides the order of areas).
    """

    id: str
    condition: str
    family: str
    part_of: str
    measure: str
    measure_name: str
    title: str
    title_short: str
    noun: str
    unit: str
    unit_short: str
    per: int | None
    standardised: Standardised
    event: str
    decimals: int
    kind: Kind
    direction: Direction
    reliable: bool
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

    def is_of_another_sex(self, other: Indicator) -> bool:
        """Whether it is another one of another sex: the same question, of the same source, answered in the same way."""
        return self.sex != other.sex and bool(_BUT_SEX(self) == _BUT_SEX(other))

    @property
    def is_crude(self) -> bool:
        """Whether it should be standardised and is not: it bears no finding beside England (rule 13)."""
        return self.standardised is Standardised.NONE

    @property
    def has_bad_side(self) -> bool:
        """Whether one side of England is the bad one."""
        return self.direction in (Direction.HIGH_IS_WORSE, Direction.LOW_IS_WORSE)

    @property
    def is_low_worse(self) -> bool:
        """Whether low is worse, so that a map has the low figures dark (rule 15)."""
        return self.direction is Direction.LOW_IS_WORSE

    @property
    def is_read_upwards(self) -> bool:
        """Whether a list has the lowest figure in front: of places in an order of which the first is the worst."""
        return self.kind is Kind.RANK and self.is_low_worse

    @property
    def tenth(self) -> float | None:
        """The last rank of the most deprived tenth, of an order that tells how many places it has; else None."""
        return self.per / 10 if self.per and self.is_read_upwards else None

    @property
    def mapped(self) -> bool:
        """Whether it may be drawn as a map: counts never are (rule 15)."""
        return self.kind is not Kind.COUNT
