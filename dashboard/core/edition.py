"""What an atlas is about: its system, levels, credits and first view, as ``data/edition.toml`` says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.core.colours import darkened
from dashboard.core.house_style import AS_THE_ATLAS, HouseStyle
from dashboard.core.level import MAPPED_ROLES, Layer, Level, LevelRole, SiteLayer
from dashboard.core.value import Extent


@dataclass(frozen=True, slots=True)
class Enlarged:
    """A part of the map that is drawn again, larger; metres of the British National Grid."""

    name: str
    west: float
    south: float
    east: float
    north: float

    @property
    def window(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north


@dataclass(frozen=True, slots=True)
class Tile:
    """A measure that stands above every map with the number of areas that are worse than England in it."""

    condition: str
    measure: str
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the atlas, what it is short for if it is short for anything, and what it means."""

    term: str
    meaning: str
    in_full: str = ""


@dataclass(frozen=True, slots=True)
class Documents:
    """What is said of the documents behind the facts: the sources of two lists, a heading, and two notes."""

    authorities: str
    members: str
    population: str
    claims: str
    no_authority: str


@dataclass(frozen=True, slots=True)
class AreasSaid:
    """What the page about the data says of the areas and of the layers over a map, in whole sentences."""

    areas: str
    small_areas: str
    whole_areas: str
    intervals: str
    layers: str
    postcodes: str


@dataclass(frozen=True, slots=True)
class Credits:
    """Who says where hospitals, stroke units and postcodes are, as their licences ask for."""

    hospitals: str
    stroke_units: str
    postcodes: str


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the country whose figures stand beside England's, never in their place, where they have limits.

    level: what such a part is called; it has neither maps nor pages. holds: the codes of the areas that make it up.
    """

    code: str
    name: str
    level: Level
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """Another edition that is served elsewhere, to which every page of the map links."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that an edition chooses: of links, buttons and the bar at the top, and of classes, light to dark.

    What is empty is as the atlas has it.
    """

    accent: str = ""
    ramp: tuple[str, ...] = ()

    @property
    def pressed(self) -> str:
        """The accent of what the pointer is on."""
        return darkened(self.accent)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What readers are not shown: conditions with all that is measured of them, and indicators, by slug and by id."""

    conditions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of the atlas.

    system: the code of the whole system, where every path starts. updated: when its figures last changed.
    publisher, contact: who answers for the atlas and how they are reached, if they want to be named.
    system_short: its name where there is little room, as in a headline; "" if its short name is short enough.
    deprivation: the name of the index, its short name and its year. extents: what is said of a figure that is not of
    the very area on the map. publishers: full name -> short name, where one has any.
    by: the key of the level that is shown where nobody names one, if it is not the usual one.
    headlines: the families of measures of which the first six with a figure head the brief of a place.
    """

    title: str
    file_prefix: str
    system: str
    system_title: str
    updated: str
    condition: str
    measure: str
    search_hint: str
    boundary_credit: str
    boundary_vintage: str
    about: AreasSaid
    credits: Credits
    extents: Mapping[Extent, str]
    deprivation: tuple[str, str, str]
    documents: Documents
    levels: tuple[Level, ...]
    insets: tuple[Enlarged, ...] = ()
    tiles: tuple[Tile, ...] = ()
    headlines: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    regions: tuple[Region, ...] = ()
    others: tuple[OtherEdition, ...] = ()
    publisher: str = ""
    contact: str = ""
    system_short: str = ""
    publishers: Mapping[str, str] = field(default_factory=dict)
    house: HouseStyle = AS_THE_ATLAS
    by: str = ""
    hidden: Hidden = Hidden()
    palette: Palette = Palette()

    def level(self, role: LevelRole) -> Level:
        """The level of a role: there is exactly one; of layers the first."""
        return self._by_role[role]

    def levels_of(self, roles: Iterable[LevelRole]) -> tuple[Level, ...]:
        """The levels of these roles in their order, as far as the edition has them."""
        return tuple(self._by_role[role] for role in roles if role in self._by_role)

    def publisher_short(self, name: str) -> str:
        """What a publisher is called beside its verdicts."""
        return self.publishers.get(name, name)

    @cached_property
    def map_levels(self) -> tuple[Level, ...]:
        """The levels that a map can be shown by, largest areas first."""
        return tuple(sorted((x for x in self.levels if x.role in MAPPED_ROLES), key=lambda level: level.rung))

    @cached_property
    def outlined(self) -> tuple[Level, ...]:
        """The levels whose outlines can be laid over a map."""
        return tuple(level for level in self.levels if level.strokes)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All that can be switched on over a map."""
        return (*self.outlined, *SiteLayer)

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Abbreviation -> what it is short for: of the system, the levels, the index of deprivation and terms."""
        short = [level for level in self.levels if level.short.isupper()]
        return {
            **({self.system_short: self.system_title} if self.system_short else {}),
            **{level.short: level.in_full for level in short},
            **{level.plural: f"{level.in_full}s" for level in short},
            self.deprivation[1]: self.deprivation[0],
            **{one.term: one.in_full for one in self.terms if one.in_full},
        }

    @property
    def deprivation_index(self) -> str:
        """The index in full with its year."""
        name, _, year = self.deprivation
        return f"{name} {year}"

    @property
    def deprivation_score(self) -> str:
        """What a score of the index is called: its short name and year."""
        _, short, year = self.deprivation
        return f"{short} {year} score"

    @property
    def score_heading(self) -> str:
        """The same where there is little room, without the year."""
        return f"{self.deprivation[1]} score"

    @property
    def deprivation_year(self) -> str:
        """The period of the index."""
        return self.deprivation[2]

    @property
    def boundaries(self) -> str:
        """Of when the boundaries are, and whose."""
        return f"{self.boundary_vintage} {self.boundary_credit}"

    @property
    def the_system(self) -> str:
        """The system inside a sentence: "the ICS"."""
        return f"the {self.level(LevelRole.SYSTEM).short}"

    @cached_property
    def _by_role(self) -> dict[LevelRole, Level]:
        return {level.role: level for level in reversed(self.levels)}
