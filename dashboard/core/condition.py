"""What readers filter by, and the joint priorities of the system."""

from __future__ import annotations

from dataclasses import dataclass

#: The condition and the measure that have charts of their own.
LIFE_EXPECTANCY = "life-expectancy"
YEARS_LOST = "yll"
#: The condition whose maps are of deprivation itself.
DEPRIVATION = "deprivation"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that readers filter by, in a group of the menu."""

    slug: str
    name: str
    group: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """What the system works on together, under its heading, and the conditions of the atlas that belong to it."""

    name: str
    heading: str
    statement: str
    conditions: tuple[str, ...]
    source: str
