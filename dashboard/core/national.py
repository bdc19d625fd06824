"""The rank of an area among all areas of England of its kind (rule 9d), which is never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.level import Level


@dataclass(frozen=True, slots=True)
class NationalRank:
    """How high a figure stands among those of all areas of its level in England: 1 is the highest, ties share it."""

    rank: int
    of: int
    level: Level
