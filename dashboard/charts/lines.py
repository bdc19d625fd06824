"""The lines of a trend: whose figures stand in it, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.value import Status, Value
from dashboard.stats.comparison import limits
from dashboard.stats.turn import Turn, turn
from dashboard.views.scene import Scene

#: More chosen areas than this cannot be told apart by colour, symbol and dash.
MOST_LOOKS = 6


class Role(StrEnum):
    """What a line is there for."""

    OTHER = "other"
    PARENT = "parent"
    ENGLAND = "England"
    CHOSEN = "chosen"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The figures of one area, one for each period; None where nothing is published."""

    area: Area
    role: Role
    values: tuple[Value | None, ...]

    @property
    def known(self) -> tuple[int, ...]:
        """The places of the periods that have a figure."""
        return tuple(k for k, value in enumerate(self.values) if value is not None and value.value is not None)

    @property
    def last(self) -> Value:
        """The newest figure."""
        return next(value for value in reversed(self.values) if value is not None and value.value is not None)

    @property
    def has_intervals(self) -> bool:
        """Whether any figure has an interval that tells of a change."""
        return any(limits(value) for value in self.values)

    @property
    def _statuses(self) -> list[Status]:
        return [value.status for value in self.values if value is not None and value.value is not None]

    @property
    def is_estimated(self) -> bool:
        """Whether all figures are estimates."""
        return set(self._statuses) == {Status.ESTIMATE}

    @property
    def is_defined(self) -> bool:
        """Whether all figures are what they are by definition, as England is 100 in a ratio."""
        return set(self._statuses) == {Status.DEFINITION}

    @property
    def name(self) -> str:
        """The area in a sentence, with what must be said of its figures (rules 4 and 6)."""
        some = " (some estimates)" if Status.ESTIMATE in self._statuses else ""
        word = " (estimate)" if self.is_estimated else some
        return f"{labels.called(self.area, self.last)}{word}"


def trend_lines(atlas: Atlas, scene: Scene, indicator: Indicator) -> tuple[TrendLine, ...]:
    """All lines with at least one figure, those that lie on top last.

    In a place view the place stands out among the areas around it, on a map the area whose parts are shown. Areas that
    the reader chose stand alone beside England. A count of a larger area is no neighbour of those of its parts.
    """
    code = scene.area.code
    chosen = tuple(atlas.areas[c] for c in scene.view.chosen)
    on_map = () if chosen else tuple(row.area for row in scene.rows if row.area.code != code)
    parents = tuple(atlas.areas[c] for c in reversed(scene.area.parents))
    around = () if chosen else (*parents, *atlas.regions_of(scene.area))
    wanted = (
        *((area, Role.OTHER) for area in (*chosen[MOST_LOOKS:], *on_map)),
        *(_larger(atlas, around, indicator, scene) if indicator.mapped else ()),
        *((area, Role.CHOSEN) for area in chosen[:MOST_LOOKS]),
        *(((scene.area, Role.AREA),) if not chosen and (indicator.mapped or scene.place) else ()),
    )
    lines = (TrendLine(area, role, _values(atlas, indicator, scene.view.by, area)) for area, role in wanted)
    return tuple(line for line in lines if line.known)


def _larger(atlas: Atlas, around: Iterable[Area], indicator: Indicator, scene: Scene) -> tuple[tuple[Area, Role], ...]:
    """The nearest area above that has figures, else a region, and England."""
    lines = (TrendLine(area, Role.PARENT, _values(atlas, indicator, scene.view.by, area)) for area in around)
    parent = next((line.area for line in lines if line.known), None)
    return (
        *(((parent, Role.PARENT),) if parent else ()),
        *((area, Role.ENGLAND) for area in atlas.level(atlas.tier(LevelRole.COUNTRY))),
    )


def _values(atlas: Atlas, indicator: Indicator, level: Level, area: Area) -> tuple[Value | None, ...]:
    return tuple(atlas.value(indicator, period, area.code) for period in atlas.periods(indicator, level))


def drawn(lines: Iterable[TrendLine]) -> list[float | None]:
    """All figures of the drawing, and the ends of the intervals that it shows."""
    values = [(line.role, value) for line in lines for value in line.values if value is not None]
    figures = [value.value for _, value in values]
    return [*figures, *(end for role, v in values if role is Role.AREA for end in limits(v) or ())]


def way_of(line: TrendLine, periods: Sequence[str], indicator: Indicator) -> Turn | None:
    """The way and the turn of a line; None if it has one figure only."""
    return turn(periods, line.values, indicator)


def subject_of(lines: Sequence[TrendLine]) -> TrendLine | None:
    """The one line that stands out, if it is one."""
    bright = [line for line in lines if line.role in (Role.AREA, Role.CHOSEN)]
    return bright[0] if len(bright) == 1 else None


def is_alone(lines: Sequence[TrendLine], scene: Scene) -> bool:
    """Whether the chart is about one area, and not about the areas on a map."""
    return scene.place is not None or (all(line.role is not Role.OTHER for line in lines) and not scene.view.chosen)
