"""The scene of a view: all that a page, picture or slide of it shows, worked out once and drawn by many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from math import hypot
from typing import TypeVar

from dashboard.core.area import Area, Row, Site
from dashboard.core.condition import Condition
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.national import NationalRank
from dashboard.core.rounding import printed
from dashboard.core.value import Comparison, Value
from dashboard.core.view import View
from dashboard.stats import classification
from dashboard.stats.class_edges import Classes
from dashboard.stats.comparison import NO_VERDICT, Verdict, judge
from dashboard.stats.correlation import Tendency

#: The decimals of a score of deprivation wherever it is printed.
SCORE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Deprivation:
    """The average deprivation score of the areas of a scene, and the edges of its thirds over the whole system."""

    scores: Mapping[str, float]
    edges: tuple[float, ...]

    def third(self, code: str) -> int | None:
        """The third of an area, from 0 for the least deprived: that of its printed score. None without a score."""
        score = self.scores.get(code)
        return None if score is None else classification.third_of(printed(score, SCORE_DECIMALS), self.edges)


@dataclass(frozen=True)  # without slots, so that what many parts of a page ask for is worked out once
class Scene:
    """What a view shows.

    rows: the areas on the map with their figures, highest first. place: the area that a place view is
    about, else None. outlines: larger areas drawn as lines over the map. indicator is None only in a place
    view of a level for which the measure is not published. borders: for each layer of outlines that is on, its areas
    that have land in common with the map, in the order of drawing. sites: hospitals and stroke units on the map, if
    their layers are on. tendency: of the figures of small areas with deprivation, where they are standardised. regions:
    those around with a figure, which stands beside England's.
    data_as_of: the day of the newest import of the figures, if that is known.
    """

    edition: Edition
    view: View
    area: Area
    condition: Condition
    indicator: Indicator | None
    rows: tuple[Row, ...]
    benchmark: Value | None
    classes: Classes
    outlines: tuple[Area, ...]
    place: Area | None
    deprivation: Deprivation | None
    borders: tuple[tuple[Level, tuple[Area, ...]], ...] = ()
    sites: tuple[Site, ...] = ()
    tendency: Tendency | None = None
    national_ranks: Mapping[str, NationalRank] = field(default_factory=dict)
    regions: tuple[Row, ...] = ()
    data_as_of: date | None = None

    @property
    def edges(self) -> tuple[float, ...]:
        """The edges between the classes."""
        return self.classes.edges

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """The rows that have a figure."""
        return tuple(row for row in self.rows if row.value is not None and row.value.value is not None)

    @cached_property
    def listed(self) -> tuple[Row, ...]:
        """The rows as a list has them: the highest first, but rank 1 first where that is the worst."""
        return as_listed(self.rows, self.indicator)

    @property
    def own(self) -> Row | None:
        """The row of the place that a place view is about; None on a map of many areas."""
        return next((row for row in self.rows if row.area == self.place), None)

    @property
    def has_figures(self) -> bool:
        """Whether there is something to show: in a place view the figure of the place itself."""
        return any(self.place is None or row.area.code == self.place.code for row in self.shown)

    def without_neighbours(self) -> Scene:
        """What has the colours of the legend: of a place view the place alone; its neighbours are pale on the page."""
        if self.place is None:
            return self
        return replace(self, rows=tuple(row for row in self.rows if row.area.code == self.place.code))

    @cached_property
    def has_intervals(self) -> bool:
        """Whether a figure has limits, published or approximate, which then have a column."""
        return any(row.value is not None and row.value.lower is not None for row in self.rows)

    @property
    def has_verdicts(self) -> bool:
        """Whether a table says how areas stand: where there are intervals, if only that they tell nothing."""
        return self.has_intervals or any(self.verdict(row.value) != NO_VERDICT for row in self.rows)

    def national_rank(self, area: Area) -> NationalRank | None:
        """Where an area stands among all areas of its level in England."""
        return self.national_ranks.get(area.code)

    def verdict(self, value: Value | None) -> Verdict:
        """How a figure of this scene stands against England, and what says so."""
        if self.indicator is None:
            return NO_VERDICT
        return judge(value, self.benchmark, self.indicator.direction)

    @property
    def publisher(self) -> str:
        """What the publisher of the figures is called beside its verdicts."""
        return self.edition.publisher_short(self.indicator.publisher) if self.indicator else ""

    def comparison(self, value: Value | None) -> Comparison:
        """How a figure of this scene stands against England."""
        return self.verdict(value).comparison


def as_listed(rows: tuple[Row, ...], indicator: Indicator | None) -> tuple[Row, ...]:
    """Rows, which come highest first, as a list of them is read; those without a figure are the last."""
    return tuple(sorted(rows, key=_lowest_first)) if indicator and indicator.is_read_upwards else rows


def _lowest_first(row: Row) -> tuple[bool, float, str]:
    figure = row.value.value if row.value else None
    return (figure is None, figure or 0.0, row.area.name)


_Found = TypeVar("_Found")


def once(work: Callable[[Scene], _Found]) -> Callable[[Scene], _Found]:
    """Something of a scene that is worked out once, however many parts of a page ask for it."""
    name = f"{work.__module__}.{work.__name__}"

    @wraps(work)
    def asked(scene: Scene) -> _Found:
        kept = scene.__dict__
        if name not in kept:
            kept[name] = work(scene)
        found: _Found = kept[name]
        return found

    return asked


#: Metres within which a stroke unit and a hospital are shown as one: two sources say where they are.
_TOGETHER = 200


def sites_together(sites: Iterable[Site]) -> tuple[tuple[Site, ...], ...]:
    """The sites that stand together, from north to south: a hospital and the stroke unit in it stand at one."""
    found: list[list[Site]] = []
    for site in sorted(sites, key=lambda site: (site.kind, -site.northing)):
        here = next((here for here in found if _apart(here[0], site) < _TOGETHER), None)
        if here is None:
            found.append([site])
        else:
            here.append(site)
    return tuple(sorted(map(tuple, found), key=lambda here: -here[0].northing))


def _apart(one: Site, other: Site) -> float:
    return hypot(one.easting - other.easting, one.northing - other.northing)
