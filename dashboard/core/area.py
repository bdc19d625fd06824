"""Areas of every tier, alone and with a figure, and the sites and postcodes in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.condition import LIFE_EXPECTANCY
from dashboard.core.level import Level, LevelRole
from dashboard.core.value import Extent, Value

#: Sex -> the measures of life and of healthy life that the chart of life expectancy sets side by side.
LIFE_MEASURES = {sex: (f"{LIFE_EXPECTANCY}-{sex}", f"healthy-{LIFE_EXPECTANCY}-{sex}") for sex in ("male", "female")}
DEPRIVATION_MEASURE = "imd-score"


@dataclass(frozen=True, slots=True)
class Area:
    """One area of any tier.

    ``levels`` has two entries for the twelve single-tier councils, which are both a council and a
    district. ``parents`` are the codes of all areas that hold this one whole, nearest last.
    ``part_of_larger`` says that only a part of a whole county, district or neighbourhood lies in the system.
    ``same_boundary`` is the code of a place or council with the very same boundary, or "".
    """

    code: str
    name: str
    short_name: str
    levels: tuple[Level, ...]
    parents: tuple[str, ...] = ()
    part_of_larger: Extent = Extent.OWN
    same_boundary: str = ""
    ods_code: str = ""
    note: str = ""

    @property
    def level(self) -> Level:
        """The tier that the area is first of all."""
        return self.levels[0]

    def plays(self, *roles: LevelRole) -> bool:
        """Whether the area has one of some roles, first of all or besides."""
        return any(level.role in roles for level in self.levels)


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a map or table: ``value`` is None where nobody published a figure."""

    area: Area
    value: Value | None


@dataclass(frozen=True, slots=True)
class PostcodeDistrict:
    """The first half of a postcode, and the area that holds most of the postcodes that begin with it.

    ``postcodes`` are those in the area, ``all_postcodes`` those anywhere.
    """

    district: str
    area_code: str
    postcodes: int
    all_postcodes: int
    note: str = ""


class SiteKind(StrEnum):
    """What a place on the map is."""

    HOSPITAL = "hospital"
    STROKE_UNIT = "stroke-unit"


@dataclass(frozen=True, slots=True)
class Site:
    """A hospital or a stroke unit; ``easting`` and ``northing`` are metres of the British National Grid."""

    code: str
    name: str
    short_name: str
    kind: SiteKind
    easting: int
    northing: int
    trust: str
    source: str
