"""Who is responsible for an area, as the documents and the table of areas say it: for its brief and its panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.fact import Fact
from dashboard.core.level import Level, LevelRole
from dashboard.core.value import Extent


@dataclass(frozen=True, slots=True)
class Responsible:
    """Areas of one level, each with how it lies to the place, or what a document says; ``label`` says of what."""

    label: str
    areas: tuple[tuple[Area, str], ...] = ()
    words: str = ""

    @property
    def said(self) -> str:
        """The same as plain words: "First (same boundary), Second"."""
        named = (f"{area.name} ({note})" if note else area.name for area, note in self.areas)
        return self.words or ", ".join(named)


def responsible(atlas: Atlas, area: Area) -> tuple[Responsible, ...]:
    """The areas around and in a place, the trusts of its partnership, and its combined authority."""
    levels = (*responsible_levels(atlas, area), atlas.tier(LevelRole.OVERLAY))
    around = (one for level in levels for one in _areas(atlas, area, level))
    trusts = (
        Responsible(trusts_label(holder, holder is area), words=fact.statement)
        for holder, fact in trust_facts(atlas, area)
    )
    return (*around, *trusts)


def responsible_levels(atlas: Atlas, area: Area) -> tuple[Level, ...]:
    """The levels whose areas are named for an area: not its own; for small ones the district, if it is no council.

    A smallest area is named beside its neighbourhood, whose name readers know.
    """
    if area.level.role is LevelRole.SYSTEM:
        return (atlas.tier(LevelRole.PARTNERSHIP),)
    roles = [LevelRole.PARTNERSHIP, LevelRole.PLACE, LevelRole.COUNCIL]
    if area.level.is_small and not any(atlas.areas[code].plays(LevelRole.COUNCIL) for code in _districts(atlas, area)):
        roles.append(LevelRole.DISTRICT)
    if area.plays(LevelRole.SMALLEST):
        roles.append(LevelRole.SMALL)
    return tuple(atlas.tier(role) for role in roles if not area.plays(role))


def _districts(atlas: Atlas, area: Area) -> Iterator[str]:
    return (code for code in area.parents if atlas.areas[code].plays(LevelRole.DISTRICT))


def level_label(level: Level, count: int) -> str:
    """What areas of a level are called in front of their names."""
    return labels.capitalised(level.plural if count > 1 else level.singular)


def trust_facts(atlas: Atlas, area: Area) -> Iterator[tuple[Area, Fact]]:
    """The foundation trusts of the partnership that the area is or lies in; those of the system for the system."""
    wanted = LevelRole.SYSTEM if area.level.role is LevelRole.SYSTEM else LevelRole.PARTNERSHIP
    for holder in (area, *(atlas.areas[code] for code in area.parents)):
        if holder.level.role is wanted:
            yield from ((holder, fact) for fact in atlas.facts_of(holder, "trusts"))


def _areas(atlas: Atlas, area: Area, level: Level) -> Iterator[Responsible]:
    if found := atlas.overlapping(area, level):
        named = tuple((other, relation_words(atlas.edition, area, other)) for other in found)
        yield Responsible(level_label(level, len(found)), named)


def trusts_label(holder: Area, is_own: bool) -> str:
    """Whose trusts are named."""
    return "Trusts" if is_own else f"Trusts of the {holder.name}"


def relation_words(edition: Edition, area: Area, other: Area) -> str:
    """How another area lies to this one, where it could be taken for something else."""
    if other.code == area.same_boundary:
        return "same boundary"
    if not area.level.crosses(other.level):
        around = area.level.role in (LevelRole.PARTNERSHIP, LevelRole.SYSTEM)
        return "in part" if other.part_of_larger and around else ""
    if area.code in other.parents:
        return "a part of it"
    if other.code in area.parents or other.part_of_larger:
        return "which reaches further"
    return f"for the {edition.extents[Extent.PART]}" if area.part_of_larger else ""
