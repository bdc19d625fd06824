"""What was asked for and cannot be had, and what is shown instead, as values; ``wording.notices`` words them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from dashboard.core.area import Area
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level

#: What a notice may be about: a noun of the atlas, a word of an address, or a number.
Subject = Area | Condition | Indicator | Level | str | int


class NoticeCode(StrEnum):
    """What there is to say; the last three are said of options only, and the eight before them are no fault."""

    MENDED = auto()  # the address was damaged in a way that leaves no doubt
    LONG_ADDRESS = auto()  # shown: how many characters are read
    MANY_PARTS = auto()  # shown: how many parts are read
    UNKNOWN_KEY = auto()
    MISSPELT_KEY = auto()  # key: the nearest that there is
    REPEATED_KEY = auto()  # shown: the first of several values that differ
    EMPTY_KEY = auto()
    MANY_SLIDES = auto()  # shown: how many slides are read
    EMPTY_SLIDE = auto()
    UNKNOWN = auto()  # a value that the atlas does not know
    NO_FIGURES = auto()  # a condition that is listed but has no figures
    NO_SUCH_AREAS = auto()  # levels: that which does not exist inside the area
    NOT_FOR_LEVEL = auto()  # levels: those that the measure is published for; shown: the level instead
    NOT_FOR_AREA = auto()  # levels: those that the measure is published for; shown: the measure instead
    NOT_OF_PLACE = auto()  # asked: an area without a figure of ``about``; shown: the level of its parts
    NO_SUCH_PERIOD = auto()
    DEPRIVATION_ITSELF = auto()  # nothing is laid over the map of deprivation
    NO_SCORES = auto()  # levels: that which has no scores of deprivation to lay over a map
    NINE_COLOURS = auto()  # the 3 by 3 map is coloured by two things already
    NOT_JUDGED = auto()  # no area of the map is compared with England
    NO_EQUAL_SHAPES = auto()  # levels: that for which none are laid out
    ON_LAND_ONLY = auto()  # layers have no place on equal shapes
    NO_CHART = auto()
    ONE_PERIOD = auto()
    NO_SCATTER = auto()
    NO_MATRIX = auto()
    TOO_MANY = auto()  # areas for a chart in which each stands by itself
    NO_LIFE_CHART = auto()
    NO_CAUSES_CHART = auto()
    OF_PACKS = auto()  # asked: a key that only packs have; key: that which a map has; shown: the condition
    SAYS_LESS = auto()  # an address without a measure; about: the condition; shown: the measure that opens
    NOTHING_HERE = auto()  # asked: an area without a figure of ``about``; shown: the nearest area that has one
    NOTHING_AROUND = auto()  # the same where no single area around has one; shown: the area whose parts have
    OTHER_QUESTION = auto()  # asked, shown: two measures; levels: those of the first
    OTHER_FIGURES = auto()  # asked, shown: two indicators of one measure
    OTHER_PERIOD = auto()  # asked, shown: two periods of one measure
    OTHER_AREA = auto()  # asked, shown: two areas with one boundary
    OTHER_LEVEL = auto()  # shown: the level that a condition is published for
    OTHER_MEASURE = auto()  # levels: that which the measure is not published for
    COUNTS_NOT_MAPPED = auto()


@dataclass(frozen=True, slots=True)
class Way:
    """Where the link of a notice leads: the query of a view of an area by a level. is_back: the reader came from it."""

    query: str
    area: Area
    by: Level
    is_back: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Why something cannot be had as it was asked for, and what is shown instead.

    key: of the address that it is about. levels: what this edition holds it for, or not, as the code says. about: the
    condition, or the indicator if the condition has others there. by, period: of what is shown. count: of areas shown.
    """

    code: NoticeCode
    key: str = ""
    asked: Subject = ""
    shown: Subject = ""
    levels: tuple[Level, ...] = ()
    about: Condition | Indicator | None = None
    by: Level | None = None
    period: str = ""
    count: int = 0
    way: Way | None = None
