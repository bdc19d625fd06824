"""The spine of a place: its latest figure of every indicator, beside England and all areas of its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level, LevelRole
from dashboard.core.national import NationalRank
from dashboard.core.value import Comparison, Value
from dashboard.stats.comparison import Verdict, judge

#: England stands in the middle of every line, in per cent of its width.
MIDDLE = 50.0
#: Fewer areas than this have no range.
_FEW = 2


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """One indicator of a place at one period, with all that stands beside it.

    area: whose figure it is, the place itself or the one with the same boundary. siblings: the figures of all areas of
    the level in the system at that period, ascending; none for a count, which is never ranked. ends: the values of the
    lowest and the highest of them. history: periods and
    figures of the area from its first figure to this one, None where nothing is published. publisher: its short name.
    rank: among all areas of the level in England, if known.
    """

    condition: Condition
    indicator: Indicator
    area: Area
    borrowed: bool
    level: Level
    period: str
    value: Value
    partnership: Value | None
    system: Value | None
    england: Value | None
    siblings: tuple[float, ...]
    ends: tuple[Value, ...]
    history: tuple[tuple[str, Value | None], ...]
    verdict: Verdict
    publisher: str
    rank: NationalRank | None = None

    @property
    def comparison(self) -> Comparison:
        """On which side of England the figure stands."""
        return self.verdict.comparison

    @property
    def figure(self) -> float:
        """The figure; an entry always has one."""
        return self.value.value or 0.0

    @property
    def centre(self) -> float | None:
        """England's figure, unless the numbers are counts: those of a place and a country say nothing side by side."""
        return self.england.value if self.england and self.indicator.kind is not Kind.COUNT else None

    @property
    def distance(self) -> float:
        """How far the figure lies from England's, in widths of the range of all areas of the level."""
        width = self.siblings[-1] - self.siblings[0] if self.siblings else 0.0
        return abs(self.figure - self.centre) / width if width and self.centre is not None else 0.0


def profile_entries(atlas: Atlas, area: Area) -> tuple[ProfileEntry, ...]:
    """Every indicator that has a figure for the area, or for one with the same boundary, in the order of the menu."""
    everything = ((c, i) for c in atlas.conditions.values() for i in atlas.measures(c.slug))
    found = (_latest(atlas, area, condition, indicator) for condition, indicator in everything)
    return tuple(entry for entry in found if entry)


def entry_at(atlas: Atlas, area: Area, indicator: Indicator, level: Level, period: str) -> ProfileEntry | None:
    """The entry of an indicator at any period, or None if the area itself has no figure then."""
    value = atlas.value(indicator, period, area.code)
    if value is None or value.value is None:
        return None
    return _entry(atlas, area, atlas.conditions[indicator.condition], indicator, (area, level, period, value))


Found = tuple[Area, Level, str, Value]


def _latest(atlas: Atlas, area: Area, condition: Condition, indicator: Indicator) -> ProfileEntry | None:
    found = next(_newest_first(atlas, area, indicator), None)
    return _entry(atlas, area, condition, indicator, found) if found else None


def _newest_first(atlas: Atlas, area: Area, indicator: Indicator) -> Iterator[Found]:
    """The figures that hold for the area: its own, else those of the area with the same boundary."""
    for owner in (area, atlas.areas.get(area.same_boundary)):
        level = next((level for level in owner.levels if level in indicator.levels), None) if owner else None
        if owner is None or level is None:
            continue
        for period in reversed(atlas.periods(indicator, level)):
            value = atlas.value(indicator, period, owner.code)
            if value and value.value is not None:
                yield owner, level, period, value


def _entry(atlas: Atlas, place: Area, condition: Condition, indicator: Indicator, found: Found) -> ProfileEntry:
    owner, level, period, value = found
    figures = atlas.values[indicator.id][period]
    partnership = next((c for c in (place.code, *place.parents) if atlas.areas[c].plays(LevelRole.PARTNERSHIP)), "")
    england = atlas.benchmark(indicator, period)
    siblings = _siblings(atlas, indicator, level, period) if indicator.kind is not Kind.COUNT else []
    return ProfileEntry(
        condition=condition,
        indicator=indicator,
        area=owner,
        borrowed=owner is not place,
        level=level,
        period=period,
        value=value,
        partnership=_known(figures.get(partnership)),
        system=_known(figures.get(atlas.edition.system)),
        england=_known(england),
        siblings=tuple(figure for _, figure in siblings),
        ends=tuple(figures[code] for code, _ in (*siblings[:1], *siblings[-1:])),
        history=_history(atlas, indicator, level, period, owner.code),
        verdict=judge(value, england, indicator.direction),
        publisher=atlas.edition.publisher_short(indicator.publisher),
        rank=atlas.national_rank(indicator, owner.code, period, level),
    )


def _known(value: Value | None) -> Value | None:
    return value if value is not None and value.value is not None else None


def _siblings(atlas: Atlas, indicator: Indicator, level: Level, period: str) -> list[tuple[str, float]]:
    """The areas of a level that have a number, lowest first; in one sweep, for there are 400 neighbourhoods."""
    return sorted(atlas.numbers(indicator, period, level).items(), key=itemgetter(1))


def _history(
    atlas: Atlas, indicator: Indicator, level: Level, period: str, code: str
) -> tuple[tuple[str, Value | None], ...]:
    periods = atlas.periods(indicator, level)
    until = periods[: periods.index(period) + 1]
    known = [(past, _known(atlas.value(indicator, past, code))) for past in until]
    first = next(at for at, (_, value) in enumerate(known) if value)
    return tuple(known[first:])


@dataclass(frozen=True, slots=True)
class SpineMarks:
    """Where everything stands on the line of an entry, in per cent of its width: left is lower, right is higher.

    low, high: the range of all areas of the level. lower, upper: the interval. england: None if it has no figure.
    """

    dot: float
    low: float | None
    high: float | None
    lower: float | None
    upper: float | None
    england: float | None


def spine_marks(entry: ProfileEntry) -> SpineMarks:
    """The marks of an entry: England in the middle, and the furthest end at a margin.

    The furthest end is that of range, figure or interval, so that nothing is cut off. Without an England figure the
    line reaches from the lowest to the highest of them.
    """
    value, siblings = entry.value, entry.siblings if len(entry.siblings) >= _FEW else ()
    ends = [end for end in (*siblings[:1], *siblings[-1:], value.value, value.lower, value.upper) if end is not None]
    low, high = _window(ends, entry.centre)

    def position(figure: float | None) -> float | None:
        if figure is None:
            return None
        return round(100 * (figure - low) / (high - low), 1) if high > low else MIDDLE

    return SpineMarks(
        dot=position(entry.figure) or 0.0,
        low=position(siblings[0]) if siblings else None,
        high=position(siblings[-1]) if siblings else None,
        lower=position(value.lower),
        upper=position(value.upper),
        england=position(entry.centre),
    )


def _window(ends: Sequence[float], centre: float | None) -> tuple[float, float]:
    if centre is None:
        return min(ends), max(ends)
    reach = max(abs(end - centre) for end in ends)
    return centre - reach, centre + reach


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that stand alike against England; ``group`` is their part of the menu where nothing is compared.

    In the order of the menu a section is a group, and has no comparisons of its own.
    """

    comparisons: tuple[Comparison, ...]
    entries: tuple[ProfileEntry, ...]
    group: str = ""


#: What comes first. Figures that have no bad side share a section.
ORDER = (
    (Comparison.WORSE,),
    (Comparison.SIMILAR,),
    (Comparison.BETTER,),
    (Comparison.HIGHER, Comparison.LOWER),
)


def sections(found: Iterable[ProfileEntry]) -> tuple[Section, ...]:
    """The entries by comparison, the furthest from England first; those not compared in the order of the menu."""
    found = tuple(found)
    compared = (Section(kinds, furthest_first(e for e in found if e.comparison in kinds)) for kinds in ORDER)
    groups: dict[str, list[ProfileEntry]] = {}
    for entry in found:
        if entry.comparison is Comparison.NOT_COMPARED:
            groups.setdefault(entry.condition.group, []).append(entry)
    rest = (Section((Comparison.NOT_COMPARED,), tuple(alike), group) for group, alike in groups.items())
    return (*(section for section in compared if section.entries), *rest)


def by_condition(found: Iterable[ProfileEntry]) -> tuple[Section, ...]:
    """The entries in the order and the groups of the menu."""
    groups: dict[str, list[ProfileEntry]] = {}
    for entry in found:
        groups.setdefault(entry.condition.group, []).append(entry)
    return tuple(Section((), tuple(alike), group) for group, alike in groups.items())


def furthest_first(found: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
    """Entries by their distance from England; equals stay in the order of the menu."""
    return tuple(sorted(found, key=lambda entry: -entry.distance))
