"""How figures of a kind are called beside each other: longest, widest, most; and how far they lie apart."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.core.condition import YEARS_LOST
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.numbers import number
from dashboard.core.rounding import printed
from dashboard.core.value import Direction


class ScaleWords(NamedTuple):
    """The words of a scale: its two ends, and towards them."""

    most: str
    least: str
    more: str
    less: str


_USUAL = ScaleWords("highest", "lowest", "higher", "lower")
_LENGTH = ScaleWords("longest", "shortest", "longer", "shorter")
_WIDTH = ScaleWords("widest", "narrowest", "wider", "narrower")
_NUMBER = ScaleWords("most", "fewest", "more", "fewer")


def scale_words(indicator: Indicator) -> ScaleWords:
    """The words for the figures of an indicator: years and minutes are long, a gap is wide, years lost are many."""
    if indicator.direction is Direction.NEVER_COMPARED:
        return _WIDTH
    if indicator.measure == YEARS_LOST:
        return _NUMBER
    return _LENGTH if indicator.kind in (Kind.YEARS, Kind.MINUTES) else _USUAL


def first_words(indicator: Indicator | None) -> str:
    """Which figure a list has in front: the highest, or of places in an order of which 1 is the worst the lowest."""
    return "lowest" if indicator and indicator.is_read_upwards else "highest"


def distance(figure: float, england: float, indicator: Indicator, sign: str = "") -> str:
    """How far a figure lies from England's as both are printed; "" where they print alike.

    "41%", "2.3 years", and "3.4 points" of a share in per cent. sign: stands before the number.
    """
    own, other = (printed(one, indicator.decimals) for one in (figure, england))
    if own == other:
        return ""
    if indicator.kind is Kind.YEARS:
        return f"{sign}{number(abs(own - other), indicator.decimals)} {indicator.unit_short}"
    if indicator.kind is Kind.SHARE:
        return f"{sign}{number(abs(own - other), indicator.decimals)} points"
    return percent(abs(own - other), other, sign) if other else ""


def percent(part: float, whole: float, sign: str = "") -> str:
    """ "41%", "less than 1%"; with a sign "+41%", "less than +1%"."""
    size = round(100 * part / abs(whole))
    return f"{sign}{size}%" if size else f"less than {sign}1%"
