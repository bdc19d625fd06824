"""The Atlas: every area, indicator, value and boundary, loaded once and never changed.

Only questions are answered here ("which areas lie in this one?", "what was published for it?"); files are
read in ``loading`` and sentences are written in ``wording``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar

from shapely.geometry.base import BaseGeometry

from dashboard.core import spelling
from dashboard.core.area import LIFE_MEASURES, Area, PostcodeDistrict, Row, Site
from dashboard.core.claim import DocumentClaim
from dashboard.core.condition import DEPRIVATION, LIFE_EXPECTANCY, Condition, Priority
from dashboard.core.edition import Edition
from dashboard.core.fact import Fact
from dashboard.core.figure_columns import FigureColumns, as_columns
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND, DrawnAs, Level, LevelRole
from dashboard.core.national import NationalRank
from dashboard.core.provenance import ImportRecord
from dashboard.core.rounding import printed
from dashboard.core.synonym import Synonym
from dashboard.core.value import Value

T = TypeVar("T")

#: A period is shown by itself only if more than this share of the areas that have a figure in the fullest have one.
_HALF = 0.5


@dataclass(frozen=True)
class Atlas:
    """All that the project knows.

    ``values``: indicator id -> period (ascending) -> area code -> figure.
    ``shapes``: level -> area code -> polygon in the British National Grid (EPSG:27700, metres).
    ``postcodes``: postcode district, such as "NE1" -> the area to go to. ``sites``: hospitals and stroke units.
    ``priorities``: what the system works on together. ``national_ranks``: (indicator id, period, level) -> area code
    -> its rank in England. ``equal``: level -> shapes of one size of its areas, and of the larger areas made of them.
    ``imports``: what the last imports of figures left, and out of which files.
    """

    edition: Edition
    areas: Mapping[str, Area]
    conditions: Mapping[str, Condition]
    indicators: Mapping[str, Indicator]
    values: Mapping[str, Mapping[str, Mapping[str, Value]]]
    shapes: Mapping[Level, Mapping[str, BaseGeometry]]
    facts: tuple[Fact, ...] = ()
    postcodes: Mapping[str, PostcodeDistrict] = field(default_factory=dict)
    sites: tuple[Site, ...] = ()
    priorities: tuple[Priority, ...] = ()
    claims: tuple[DocumentClaim, ...] = ()
    national_ranks: Mapping[tuple[str, str, Level], Mapping[str, NationalRank]] = field(default_factory=dict)
    synonyms: tuple[Synonym, ...] = ()
    around: Mapping[str, BaseGeometry] = field(default_factory=dict)
    equal: Mapping[Level, Mapping[str, BaseGeometry]] = field(default_factory=dict)
    imports: tuple[ImportRecord, ...] = ()

    @cached_property
    def _facts(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        groups: dict[tuple[str, str], tuple[Fact, ...]] = {}
        for fact in self.facts:
            key = (fact.area_code, fact.topic)
            groups[key] = (*groups.get(key, ()), fact)
        return groups

    @cached_property
    def _by_level(self) -> dict[Level, tuple[Area, ...]]:
        return {level: tuple(a for a in self.areas.values() if level in a.levels) for level in self.edition.levels}

    @cached_property
    def _by_measure(self) -> dict[tuple[str, str, Level], Indicator]:
        return {(i.condition, i.measure, level): i for i in self.indicators.values() for level in i.levels}

    @cached_property
    def _levels(self) -> dict[tuple[str, str], tuple[Level, ...]]:
        measures = {(i.condition, i.measure) for i in self.indicators.values()}
        mapped = self.edition.map_levels
        return {
            (condition, measure): tuple(x for x in mapped if (condition, measure, x) in self._by_measure)
            for condition, measure in measures
        }

    @cached_property
    def _by_condition(self) -> dict[str, tuple[Indicator, ...]]:
        groups: dict[str, tuple[Indicator, ...]] = dict.fromkeys(self.conditions, ())
        for indicator in self.indicators.values():
            groups[indicator.condition] += (indicator,)
        return groups

    @cached_property
    def _children(self) -> dict[tuple[str, Level], tuple[Area, ...]]:
        groups: dict[tuple[str, Level], tuple[Area, ...]] = {}
        for area in self.areas.values():
            for key in ((parent, level) for parent in area.parents for level in area.levels):
                groups[key] = (*groups.get(key, ()), area)
        return groups

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        """The codes of all that lies in an area, the area itself and its twin among them."""
        groups = {area.code: {area.code, area.same_boundary} - {""} for area in self.areas.values()}
        for area in self.areas.values():
            for parent in area.parents:
                groups[parent].add(area.code)
        return {code: frozenset(members) for code, members in groups.items()}

    @cached_property
    def columns(self) -> dict[str, dict[str, FigureColumns]]:
        """What ``values`` holds, for those who go over all areas and need no objects."""
        return {id: {period: as_columns(known) for period, known in of.items()} for id, of in self.values.items()}

    @cached_property
    def _with_figures(self) -> dict[str, frozenset[str]]:
        numbered = {id: (known.numbers_of(known) for known in of.values()) for id, of in self.columns.items()}
        return {id: frozenset(chain.from_iterable(every)) for id, every in numbered.items()}

    @cached_property
    def _periods(self) -> dict[tuple[str, Level], tuple[str, ...]]:
        return self._at_each(self._periods_of)

    @cached_property
    def _newest(self) -> dict[tuple[str, Level], str]:
        return self._at_each(self._newest_of)

    def _newest_of(self, indicator: Indicator, level: Level) -> str:
        known = {period: len(self.numbers(indicator, period, level)) for period in self.periods(indicator, level)}
        most = max(known.values(), default=0)
        return next((period for period in reversed(known) if known[period] > _HALF * most), "")

    @cached_property
    def _pooled(self) -> dict[tuple[str, Level], tuple[float, ...]]:
        """What has been asked for so far: most indicators are looked at by nobody in the life of a process."""
        return {}

    def _at_each(self, made: Callable[[Indicator, Level], T]) -> dict[tuple[str, Level], T]:
        """Something made once for every indicator at each of its levels."""
        return {(i.id, level): made(i, level) for i in self.indicators.values() for level in i.levels}

    def _periods_of(self, indicator: Indicator, level: Level) -> tuple[str, ...]:
        codes = {a.code for a in self._by_level[level]}
        return tuple(period for period, values in self.values[indicator.id].items() if not codes.isdisjoint(values))

    @cached_property
    def spellings(self) -> dict[str, dict[str, str]]:
        """How the words of an address are written, by kind."""
        words = {
            "area": self.areas,
            "by": self.edition.map_levels,
            "layers": self.edition.layers,
            "condition": self.conditions,
            "measure": {indicator.measure for indicator in self.indicators.values()},
            "period": {period for periods in self.values.values() for period in periods},
        }
        return {kind: spelling.spellings(known) for kind, known in words.items()}

    def drawn(self, how: DrawnAs) -> Mapping[Level, Mapping[str, BaseGeometry]]:
        """The shapes of every level on a map: their land, or what equal shapes make of it."""
        return dict.fromkeys(self.edition.levels, self.equal[how.level]) if how.is_equal else self.shapes

    def shapes_of(self, how: DrawnAs) -> Mapping[str, BaseGeometry]:
        """The shapes of the areas of a map."""
        return self.drawn(how)[how.level]

    @property
    def system(self) -> Area:
        """The whole system, where every path starts."""
        return self.areas[self.edition.system]

    def tier(self, role: LevelRole) -> Level:
        """The level of a role."""
        return self.edition.level(role)

    def level(self, level: Level) -> tuple[Area, ...]:
        """All areas of a tier, in file order."""
        return self._by_level[level]

    def children(self, area: Area, level: Level) -> tuple[Area, ...]:
        """The areas of ``level`` that lie whole inside ``area``; the area itself is none of them."""
        return self._children.get((area.code, level), ())

    def facts_of(self, area: Area, topic: str) -> tuple[Fact, ...]:
        """What the documents say of an area on a topic."""
        return self._facts.get((area.code, topic), ())

    def overlapping(self, area: Area, level: Level) -> tuple[Area, ...]:
        """The areas of ``level`` that have land in common with ``area``: in it, around it, over its edge, or itself."""
        own = self._members[area.code]
        return tuple(a for a in self._by_level[level] if not own.isdisjoint(self._members[a.code]))

    def path(self, area: Area) -> tuple[Area, ...]:
        """The breadcrumb of an area: system, partnership, place, itself.

        A place and a council are two ways of cutting a partnership. A neighbourhood lies in both, and its
        path goes by the council (and the district), whose names readers know; that of a smallest area by both.
        """
        wanted = {LevelRole.SYSTEM, LevelRole.PARTNERSHIP, LevelRole.COUNCIL, LevelRole.DISTRICT}
        if area.level.role in (LevelRole.PLACE, LevelRole.COUNCIL):
            wanted = {LevelRole.SYSTEM, LevelRole.PARTNERSHIP}
        if area.plays(LevelRole.SMALLEST):
            wanted.add(LevelRole.SMALL)
        parents = (self.areas[code] for code in area.parents)
        return (*(parent for parent in parents if parent.level.role in wanted), area)

    def indicator(self, condition: str, measure: str, level: Level) -> Indicator | None:
        """The indicator of a measure at a level; a measure never means two indicators at one level."""
        return self._by_measure.get((condition, measure, level))

    def levels(self, condition: str, measure: str) -> tuple[Level, ...]:
        """The levels that a measure can be mapped by, largest areas first."""
        return self._levels.get((condition, measure), ())

    def measures(self, condition: str) -> tuple[Indicator, ...]:
        """All indicators of a condition, in file order: the first is what a reader sees first."""
        return self._by_condition[condition]

    def periods(self, indicator: Indicator, level: Level) -> tuple[str, ...]:
        """The periods in which the indicator has a figure for some area of the level, oldest first."""
        return self._periods.get((indicator.id, level), ())

    def is_deprivation(self, condition: str) -> bool:
        """Whether a condition is deprivation, or stands in its group: the index is made of those."""
        whole = self.conditions.get(DEPRIVATION)
        return whole is not None and self.conditions[condition].group == whole.group

    def newest_period(self, indicator: Indicator, level: Level) -> str:
        """The newest period in which more than half as many areas have a figure as in the fullest; else "".

        Of a later one, from after a reform, a map would be half empty, so it is shown if it is asked for.
        """
        return self._newest.get((indicator.id, level), "")

    def life_measures(self, sex: str) -> tuple[Indicator, Indicator] | None:
        """Life expectancy and healthy life expectancy of a sex by council; None if one of them is not published."""
        whole, healthy = (self.indicator(LIFE_EXPECTANCY, m, self.tier(LevelRole.COUNCIL)) for m in LIFE_MEASURES[sex])
        return (whole, healthy) if whole and healthy else None

    def value(self, indicator: Indicator, period: str, code: str) -> Value | None:
        """The figure for one area, or None where nobody published one."""
        return self.values[indicator.id].get(period, {}).get(code)

    def numbers(self, indicator: Indicator, period: str, level: Level) -> dict[str, float]:
        """Area code -> number, for all areas of a level that have one, in file order."""
        known = self.columns[indicator.id].get(period)
        return known.numbers_of(area.code for area in self._by_level[level]) if known is not None else {}

    def has_figure(self, indicator: Indicator, code: str) -> bool:
        """Whether there is a figure for an area in any period."""
        return code in self._with_figures[indicator.id]

    def national_rank(
        self, indicator: Indicator, area_code: str, period: str, level: Level | None = None
    ) -> NationalRank | None:
        """The rank of an area among all areas of England; of an area of two levels that of the first, unless asked."""
        levels = (level,) if level else self.areas[area_code].levels
        found = (self.national_ranks.get((indicator.id, period, own), {}).get(area_code) for own in levels)
        return next(filter(None, found), None)

    @cached_property
    def regions(self) -> dict[str, Area]:
        """The regions of the edition as areas, by their codes; they have no maps and no pages."""
        return {one.code: Area(one.code, one.name, one.name, (one.level,)) for one in self.edition.regions}

    def regions_of(self, area: Area) -> tuple[Area, ...]:
        """The regions that an area lies in, or that have a part inside it."""
        own = self._members[area.code].union(area.parents)
        return tuple(self.regions[one.code] for one in self.edition.regions if not one.holds.isdisjoint(own))

    def benchmark(self, indicator: Indicator, period: str) -> Value | None:
        """England's figure."""
        return self.value(indicator, period, ENGLAND)

    def rows(self, indicator: Indicator, period: str, areas: tuple[Area, ...]) -> tuple[Row, ...]:
        """One row for each area, highest value first, areas without a figure last."""
        rows = (Row(area, self.value(indicator, period, area.code)) for area in areas)
        return tuple(sorted(rows, key=_highest_first))

    def pooled(self, indicator: Indicator, level: Level) -> tuple[float, ...]:
        """All figures of an indicator as printed, over all areas and periods of a level, ascending: for class edges."""
        key = (indicator.id, level)
        if level in indicator.levels and key not in self._pooled:
            every = chain.from_iterable(self.numbers(indicator, p, level).values() for p in self.values[indicator.id])
            self._pooled[key] = tuple(sorted(printed(figure, indicator.decimals) for figure in every))
        return self._pooled.get(key, ())


def _highest_first(row: Row) -> tuple[bool, float, str]:
    figure = row.value.value if row.value else None
    return (figure is None, -(figure or 0.0), row.area.name)
