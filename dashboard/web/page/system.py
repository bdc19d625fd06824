"""The panel "System": what an area is in the system, who is responsible, what is decided there and what for.

Every statement comes from data/facts.csv, data/priorities.csv, the table of areas or the published populations, and
carries the number of its source. Pure: an Atlas and a view in, statements out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Priority
from dashboard.core.fact import Fact
from dashboard.core.level import Level, LevelRole
from dashboard.core.view import View
from dashboard.views import steps
from dashboard.views.option import Option
from dashboard.views.options import condition_options
from dashboard.wording import system_panel as said
from dashboard.wording.document_claims import CheckedClaim, claims_of
from dashboard.wording.notices import hint_words
from dashboard.wording.responsible import level_label, relation_words, responsible_levels, trust_facts, trusts_label

POPULATION = ("all-causes", "population")


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to a view; ``note`` is said behind it."""

    words: str
    view: View | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: a label in front or none, words, links, and the number of its source."""

    source: int
    words: str = ""
    label: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what is said under it."""

    heading: str
    statements: tuple[Statement, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """The panel of an area; the sources are numbered from 1. claims: of the documents about its health."""

    title: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    claims: tuple[CheckedClaim, ...] = ()


class _Sources:
    """Numbers the sources in the order in which they are first named."""

    def __init__(self) -> None:
        self.named: list[str] = []

    def number(self, source: str) -> int:
        """The number of a source, which is a new one if it was not named before."""
        if source not in self.named:
            self.named.append(source)
        return self.named.index(source) + 1

    def statement(self, fact: Fact, label: str = "") -> Statement:
        """A fact as it stands."""
        return Statement(self.number(fact.source), fact.statement, label)


def system(atlas: Atlas, view: View) -> System:
    """The panel of the area of a view. Parts about which nothing is known are left out."""
    area, sources = atlas.areas[view.area], _Sources()
    parts = [
        _population(atlas, area, sources),
        _who(atlas, view, area, sources),
        *_told(atlas, area, sources),
        *_priorities(atlas, view, sources),
    ]
    told = tuple(part for part in parts if part.statements)
    return System(said.panel_title(area), told, tuple(sources.named), claims_of(atlas, area))


def _population(atlas: Atlas, area: Area, sources: _Sources) -> Part:
    """The documents' figure beside the sum of the published estimates."""
    told = tuple(sources.statement(fact, said.IN_THE_DOCUMENTS) for fact in atlas.facts_of(area, "population"))
    summed = tuple(_summed(atlas, area, sources))
    return Part(
        said.POPULATION_HEADING, (*told, *summed), atlas.edition.documents.population if told and summed else ""
    )


def _summed(atlas: Atlas, area: Area, sources: _Sources) -> Iterator[Statement]:
    indicator = atlas.indicator(*POPULATION, area.level)
    period = atlas.periods(indicator, area.level)[-1] if indicator else ""
    value = atlas.value(indicator, period, area.code) if indicator else None
    if indicator and value and value.value is not None:
        source = sources.number(said.people_source(indicator))
        yield Statement(source, said.people_words(value), said.people_label(period))


def _who(atlas: Atlas, view: View, area: Area, sources: _Sources) -> Part:
    """The areas around and in this one, the trusts of its partnership, the combined authorities."""
    statements = [
        *(one for level in responsible_levels(atlas, area) for one in _areas(atlas, view, area, level, sources)),
        *_trusts(atlas, area, sources),
        *_authorities(atlas, view, area, sources),
    ]
    return Part(said.RESPONSIBLE_HEADING, tuple(statements))


def _areas(atlas: Atlas, view: View, area: Area, level: Level, sources: _Sources) -> Iterator[Statement]:
    found = atlas.overlapping(area, level)
    if found:
        # The documents themselves say which places and councils make up a partnership.
        told = [fact.source for fact in atlas.facts_of(area, f"{level}s")]
        label = level_label(level, len(found))
        links = tuple(_link(atlas, view, other, relation_words(atlas.edition, area, other)) for other in found)
        yield Statement(sources.number(told[0] if told else atlas.edition.documents.members), label=label, links=links)


def _link(atlas: Atlas, view: View, area: Area, note: str = "") -> Link:
    return Link(area.name, steps.open_area(atlas, view, area), note)


def _trusts(atlas: Atlas, area: Area, sources: _Sources) -> Iterator[Statement]:
    """The foundation trusts of the area's partnership."""
    for holder, fact in trust_facts(atlas, area):
        yield sources.statement(fact, trusts_label(holder, holder is area))


def _authorities(atlas: Atlas, view: View, area: Area, sources: _Sources) -> Iterator[Statement]:
    """The combined authorities of the area with their councils; a council's own fact says more than we could."""
    own = atlas.facts_of(area, "combined-authority")
    level, documents = atlas.tier(LevelRole.OVERLAY), atlas.edition.documents
    label = labels.capitalised(level.plural if area.level.role is LevelRole.SYSTEM else level.singular)
    yield from (sources.statement(fact, label) for fact in own)
    found = atlas.overlapping(area, level)
    if not found and not own and atlas.level(level):
        yield Statement(sources.number(documents.authorities), documents.no_authority, label)
    if area.plays(LevelRole.COUNCIL):
        return
    for authority in found:
        members = atlas.children(authority, atlas.tier(LevelRole.COUNCIL))
        links = tuple(_link(atlas, view, council) for council in members)
        yield Statement(sources.number(documents.authorities), label=authority.name, links=links)


def _told(atlas: Atlas, area: Area, sources: _Sources) -> Iterator[Part]:
    """What the documents say, as it stands; an area too small for them has what is decided in its council area."""
    for heading, topics in said.TOPICS.items():
        facts = [fact for topic in topics for fact in _facts(atlas, area, topic)]
        yield Part(heading, tuple(sources.statement(fact) for fact in facts))


def _facts(atlas: Atlas, area: Area, topic: str) -> tuple[Fact, ...]:
    if topic == "level" and (area.level.is_small or area.level.role is LevelRole.DISTRICT):
        councils = (atlas.areas[code] for code in area.parents if atlas.areas[code].plays(LevelRole.COUNCIL))
        return tuple(fact for council in councils for fact in atlas.facts_of(council, topic))
    return atlas.facts_of(area, topic)


def _priorities(atlas: Atlas, view: View, sources: _Sources) -> Iterator[Part]:
    """What the whole system works on together, each condition a link to its map of this area."""
    options = {option.key: option for group in condition_options(atlas, view).values() for option in group}
    intro = (fact for topic in ("priorities", "priority-conditions") for fact in atlas.facts_of(atlas.system, topic))
    told = [sources.statement(fact) for fact in intro]
    for heading in dict.fromkeys(priority.heading for priority in atlas.priorities):
        under = (priority for priority in atlas.priorities if priority.heading == heading)
        yield Part(heading, (*told, *(_priority(atlas, options, priority, sources) for priority in under)))
        told = []


def _priority(atlas: Atlas, options: Mapping[str, Option], priority: Priority, sources: _Sources) -> Statement:
    links = tuple(
        Link(atlas.conditions[slug].name, options[slug].view, _hint(options[slug])) for slug in priority.conditions
    )
    return Statement(sources.number(priority.source), priority.statement, priority.name, links)


def _hint(option: Option) -> str:
    return hint_words(option.hint) if option.view else said.NO_LOCAL_FIGURES
