"""The tiers of geography: values that an edition brings along. Code asks for their roles, never for their keys.

And what of them a map shows: what its areas are drawn as, and which layers can lie over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class LevelRole(StrEnum):
    """What a tier is to the others, whatever it is called."""

    COUNTRY = "country"
    SYSTEM = "system"
    PARTNERSHIP = "partnership"
    PLACE = "place"  # how the health service cuts a partnership
    COUNCIL = "council"  # how local government cuts it
    DISTRICT = "district"
    SMALL = "small"
    SMALLEST = "smallest"  # within the small ones; an edition may do without
    OVERLAY = "overlay"  # a layer over maps, never a map of its own


#: The roles of levels that a map can be shown by.
MAPPED_ROLES = (
    *(LevelRole.PARTNERSHIP, LevelRole.PLACE, LevelRole.COUNCIL),
    *(LevelRole.DISTRICT, LevelRole.SMALL, LevelRole.SMALLEST),
)
#: The code of the country: what areas are compared with unless another is chosen.
ENGLAND = "E92000001"
#: Roles that an edition need not have a level for.
OPTIONAL_ROLES = frozenset({LevelRole.SMALLEST})
#: The roles of levels that readers cannot go to.
NO_PAGE = (LevelRole.COUNTRY, LevelRole.OVERLAY)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of an outline; the width is in pixels of the page."""

    colour: str
    width: float


@dataclass(frozen=True, eq=False, repr=False)
class Level(str):
    """A tier of geography with its names. It is the text of its key, as tables, addresses and file names have it.

    tree: who cuts the land so, where there are two ways to cut it: areas of two trees may lie across each other.
    short: before another noun, as in "council boundary". found_as: in the search box, with {} for the area around.
    meaning: what such an area is, for readers who were never told.
    """

    key: str
    role: LevelRole
    rung: int
    short: str
    in_full: str
    singular: str
    plural: str
    found_as: str = ""
    tree: str = ""
    strokes: tuple[Stroke, ...] = ()
    plural_short: str = ""
    meaning: str = ""

    def __new__(cls, key: str, *_: object, **__: object) -> Level:
        """A text that is the key; the other fields are set by the dataclass."""
        return super().__new__(cls, key)

    def crosses(self, other: Level) -> bool:
        """Whether the two are two ways to cut the same land, so that their areas may lie across each other."""
        return self.rung == other.rung and self.tree != other.tree

    @property
    def is_small(self) -> bool:
        """Whether its areas are so many, and their figures so uncertain, that none is named, ranked or labelled."""
        return self.role in (LevelRole.SMALL, LevelRole.SMALLEST)

    @property
    def brief(self) -> str:
        """The plural where there is little room: "councils"."""
        return self.plural_short or self.plural


class SiteLayer(StrEnum):
    """The points that can be switched on over any map."""

    HOSPITALS = "hospitals"
    STROKE_UNITS = "stroke-units"


#: What can be switched on over any map: the outlines of a level, or points.
Layer = Level | SiteLayer


class DrawnAs(NamedTuple):
    """What the areas of a map are drawn as: their land, or shapes of one size that are laid out for a level."""

    level: Level
    is_equal: bool = False
