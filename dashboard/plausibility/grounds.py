"""What the rules judge: the atlas, its figures as arrays, and what is known besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level, LevelRole
from dashboard.core.rounding import printed
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, median
from dashboard.plausibility.thresholds import OUTLINE_SHARE


@dataclass(frozen=True)
class Grounds:
    """All that the rules may look at.

    recorded: indicator -> how many rows and figures its last import left.
    drawn: level -> code -> name in the shapefile.
    """

    atlas: Atlas
    today: date
    recorded: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    drawn: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def areas(self) -> dict[str, Area]:
        """All that figures are of: areas, and regions beside England."""
        return {**self.atlas.areas, **self.atlas.regions}

    @cached_property
    def panels(self) -> dict[str, Panel]:
        """Every indicator with figures."""
        return {i.id: self._panel(i) for i in self.atlas.indicators.values() if self.atlas.values.get(i.id)}

    def _panel(self, indicator: Indicator) -> Panel:
        periods = self.atlas.values[indicator.id]
        there: set[str] = set().union(*periods.values())
        codes = tuple(code for code in self.areas if code in there)
        rows = tuple(tuple(known.get(code) for known in periods.values()) for code in codes)
        return Panel(indicator, codes, tuple(self.areas[code].levels for code in codes), tuple(periods), rows)

    @cached_property
    def people(self) -> dict[str, float]:
        """People in each area, by the count of people that most areas have."""
        counted = [p for p in self.panels.values() if p.indicator.kind is Kind.COUNT]
        if not counted:
            return {}
        widest = max(counted, key=lambda panel: int(np.isfinite(panel.values).any(axis=1).sum()))
        return {code: float(n) for code, n in zip(widest.codes, median(widest.values, axis=1), strict=True) if n > 0}

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels that there are maps by, and the whole system."""
        return (self.atlas.tier(LevelRole.SYSTEM), *self.atlas.edition.map_levels)

    @cached_property
    def astray(self) -> dict[str, tuple[str, float]]:
        """Areas that do not lie in one of their parents: that parent, and the share of the area that lies outside."""
        found: dict[str, tuple[str, float]] = {}
        for area in self.atlas.areas.values():
            own = self.outline(area)
            for larger in self._holders(area):
                around = self.outline(larger)
                share = 0.0 if own is None or around is None else own.difference(around).area / own.area
                if share > OUTLINE_SHARE and not larger.plays(LevelRole.COUNTRY, LevelRole.SYSTEM):
                    found.setdefault(area.code, (larger.code, share))
        return found

    def _holders(self, area: Area) -> tuple[Area, ...]:
        """What holds an area; of a smallest one the small area alone, which lies in all others itself."""
        larger = tuple(self.atlas.areas[code] for code in area.parents)
        small = tuple(one for one in larger if one.plays(LevelRole.SMALL))
        return small if small and area.plays(LevelRole.SMALLEST) else larger

    def outline(self, area: Area) -> BaseGeometry | None:
        """The outline of an area at the level that it is first of all."""
        return self.atlas.shapes.get(area.level, {}).get(area.code)

    def parts(self, whole: Area, level: Level) -> tuple[Area, ...]:
        """The areas of a level that make up an area, none if they leave some of its land out."""
        inside = self.atlas.children(whole, level)
        small = self.atlas.tier(LevelRole.SMALL)
        if len(inside) < 2 or level is small:
            return inside if len(inside) > 1 else ()
        covered = {a.code for part in inside for a in self.atlas.children(part, small)}
        return inside if covered >= {a.code for a in self.atlas.children(whole, small)} else ()

    def made_up(self) -> Iterator[tuple[Area, Level, tuple[Area, ...]]]:
        """Every area with every way to make it up of smaller ones."""
        for area in self.atlas.areas.values():
            for level in self.levels:
                if parts := self.parts(area, level):
                    yield area, level, parts

    def named(self, code: str) -> str:
        """An area as sentences name it."""
        return f"{self.areas[code].short_name} ({code})"

    def of_figure(self, rule: str, said: str, size: float, indicator: Indicator, code: str, period: str) -> Oddity:
        """An oddity of one figure; the sentence begins with the figure itself."""
        value = self.atlas.value(indicator, period, code)
        figure = "no figure" if value is None or value.value is None else as_printed(value.value, indicator)
        found = f"{indicator.title} in {self.named(code)}, {period}: {figure}, {said}"
        return Oddity(rule, found, size, indicator=indicator.id, area=code, period=period)


@dataclass(frozen=True)
class Likeness:
    """An indicator at a level with what its siblings lead to expect of every area."""

    panel: Panel
    level: Level
    codes: tuple[str, ...]
    numbers: Floats
    expected: Floats
    spread: float


def as_printed(number: float, indicator: Indicator) -> str:
    """A figure as the page prints it."""
    return f"{printed(number, indicator.decimals):,.{indicator.decimals}f}"


def times(distance: float) -> str:
    """A distance of logarithms in words: "10.0 times" or "a tenth of"."""
    return f"{np.exp(abs(distance)):,.1f} times {'as high as' if distance > 0 else 'lower than'}"


def levels_of(panel: Panel, levels: tuple[Level, ...]) -> Iterator[tuple[Level, NDArray[np.intp]]]:
    """The levels with areas in a panel, and their rows."""
    for level in levels:
        rows = panel.of(level)
        if rows.size:
            yield level, rows
