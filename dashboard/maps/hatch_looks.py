"""The hatchings that there are and how each looks: the same on the page, in pictures and in legends."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class HatchKind(StrEnum):
    """What a hatching stands for."""

    DEPRIVED = "hatch"
    #: The figure is of a larger area, of which this one is a part (rule 20).
    WHOLE = "whole"
    #: The figure rests on so few events that it is unreliable (rule 8).
    FEW = "few"
    #: The rows of the 3 by 3 map but the lowest, for print in grey (rule 17).
    MIDDLE_ROW = "row-middle"
    DEPRIVED_ROW = "row-deprived"


class HatchLook(NamedTuple):
    """How far apart the lines are and how broad, in design units; whether they fall to the right.

    in_key: how far apart they are in the small field of a legend.
    """

    step: float
    width: float
    in_key: float
    falls: bool = False


HATCH_LOOKS = {
    HatchKind.DEPRIVED: HatchLook(9, 1.4, 9),
    HatchKind.WHOLE: HatchLook(15, 1.0, 11, falls=True),
    HatchKind.FEW: HatchLook(7, 0.7, 5, falls=True),
    HatchKind.MIDDLE_ROW: HatchLook(20, 0.8, 14),
    HatchKind.DEPRIVED_ROW: HatchLook(9, 0.8, 7),
}
