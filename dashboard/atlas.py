"""The Atlas: every area, indicator, value and boundary, loaded once and never changed.

Only questions are answered here ("which areas lie in this one?", "what was published for it?"); files are
read in ``load`` and sentences are written in ``text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry.base import BaseGeometry

from dashboard.model import ENGLAND, ICS, MAP_LEVELS, Area, Condition, Indicator, Level, Value


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about an area, with the document that makes it."""

    area_code: str
    topic: str
    statement: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a map or table: ``value`` is None where nobody published a figure."""

    area: Area
    value: Value | None


@dataclass(frozen=True)
class Atlas:
    """All that the project knows.

    ``values``: indicator id -> period (ascending) -> area code -> figure.
    ``shapes``: level -> area code -> polygon in the British National Grid (EPSG:27700, metres).
    """

    areas: Mapping[str, Area]
    conditions: Mapping[str, Condition]
    indicators: Mapping[str, Indicator]
    values: Mapping[str, Mapping[str, Mapping[str, Value]]]
    shapes: Mapping[Level, Mapping[str, BaseGeometry]]
    facts: tuple[Fact, ...] = ()

    @cached_property
    def _by_level(self) -> dict[Level, tuple[Area, ...]]:
        return {level: tuple(a for a in self.areas.values() if level in a.levels) for level in Level}

    @cached_property
    def _by_measure(self) -> dict[tuple[str, str, Level], Indicator]:
        return {(i.condition, i.measure, level): i for i in self.indicators.values() for level in i.levels}

    @property
    def ics(self) -> Area:
        """The whole system, where every path starts."""
        return self.areas[ICS]

    def level(self, level: Level) -> tuple[Area, ...]:
        """All areas of a tier, in file order."""
        return self._by_level[level]

    def children(self, area: Area, level: Level) -> tuple[Area, ...]:
        """The areas of ``level`` that lie whole inside ``area``; the area itself is none of them."""
        return tuple(a for a in self._by_level[level] if area.code in a.parents)

    def path(self, area: Area) -> tuple[Area, ...]:
        """The breadcrumb of an area: system, partnership, place, itself.

        A CCG and a council are two ways of cutting a partnership. A neighbourhood lies in both, and its
        path goes by the council (and the district), whose names readers know.
        """
        wanted = {Level.ICS, Level.ICP, Level.COUNCIL, Level.DISTRICT}
        if area.level in (Level.CCG, Level.COUNCIL):
            wanted = {Level.ICS, Level.ICP}
        parents = (self.areas[code] for code in area.parents)
        return (*(parent for parent in parents if parent.level in wanted), area)

    def indicator(self, condition: str, measure: str, level: Level) -> Indicator | None:
        """The indicator of a measure at a level; a measure never means two indicators at one level."""
        return self._by_measure.get((condition, measure, level))

    def measures(self, condition: str) -> tuple[Indicator, ...]:
        """All indicators of a condition, in file order: the first is what a reader sees first."""
        return tuple(i for i in self.indicators.values() if i.condition == condition)

    def periods(self, indicator: Indicator, level: Level) -> tuple[str, ...]:
        """The periods in which the indicator has a figure for some area of the level, oldest first."""
        codes = {a.code for a in self._by_level[level]}
        return tuple(period for period, values in self.values[indicator.id].items() if not codes.isdisjoint(values))

    def value(self, indicator: Indicator, period: str, code: str) -> Value | None:
        """The figure for one area, or None where nobody published one."""
        return self.values[indicator.id].get(period, {}).get(code)

    def benchmark(self, indicator: Indicator, period: str) -> Value | None:
        """England's figure."""
        return self.value(indicator, period, ENGLAND)

    def rows(self, indicator: Indicator, period: str, areas: tuple[Area, ...]) -> tuple[Row, ...]:
        """One row for each area, highest value first, areas without a figure last."""
        rows = (Row(area, self.value(indicator, period, area.code)) for area in areas)
        return tuple(sorted(rows, key=_highest_first))

    def pooled(self, indicator: Indicator, level: Level) -> list[float]:
        """All figures of an indicator over all areas and periods of a level, ascending: what class edges are made of."""
        codes = [a.code for a in self._by_level[level]]
        periods = self.values[indicator.id].values()
        figures = (values[code].value for values in periods for code in codes if code in values)
        return sorted(figure for figure in figures if figure is not None)

    def finest_level(self, area: Area) -> Level | None:
        """The tier of neighbourhoods if the area holds any, else None."""
        return next((level for level in reversed(MAP_LEVELS) if self.children(area, level)), None)


def _highest_first(row: Row) -> tuple[bool, float, str]:
    figure = row.value.value if row.value else None
    return (figure is None, -(figure or 0.0), row.area.name)
