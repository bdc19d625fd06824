"""If a place matched England: how many fewer events a year that would be, as an estimate of a difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.condition import YEARS_LOST
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.periods import parse_period
from dashboard.core.value import Direction, is_approximate
from dashboard.stats.change import Difference, matched
from dashboard.views.area_profile import ProfileEntry, entry_at, furthest_first
from dashboard.wording.key_findings import about

MOST_LINES, FEWEST_LINES = 6, 5
_UNDER_75 = "under 75"
#: The indicator that counts the people under 75.
_ALL_CAUSES, _POPULATION_UNDER_75 = "all-causes", "population-u75"
#: A population may be of one year before or after the period, not more.
_YEARS_APART = 1
#: What is counted, if the indicator does not say.
_EVENTS = "events"

ESTIMATES = "Estimates of a difference, not counts of cases that could have been avoided."
BY_COUNT = (
    "About: the published number a year, less what it would be at England's rate; the limits are those of the "
    "place's 95% interval, with England's figure taken as exact."
)
BY_PEOPLE = (
    "Roughly: people times the difference of the two rates, as if they had the ages of the standard population; "
    "where deaths are published too, this way gives from a quarter too few to a third too many. "
    "The number of people under 75 is an estimate too; the page about the data has its limits."
)
APPROXIMATE = "“Likely”: the limits are approximate, worked out from the rate and the population."
FEW_LINES = (
    "There are no more lines: the other measures here have no interval and no number of events or people in this "
    "edition, have no figure for England beside them, or are not standardised for age."
)
OVERLAP = "The same event may count in several lines: do not add them up."


@dataclass(frozen=True, slots=True)
class Match:
    """One indicator of a place, and how many fewer events a year England's figure would mean.

    roughly: whether it comes of the number of people, as the number of events is not published.
    """

    entry: ProfileEntry
    difference: Difference
    roughly: bool

    @property
    def clear(self) -> bool:
        """Whether chance can be ruled out: the limits lie on one side of 0."""
        return not self.difference.low <= 0 <= self.difference.high


def match(atlas: Atlas, entry: ProfileEntry) -> Match | None:
    """What matching England would mean for one figure of a place.

    Only for a rate or ratio of events that is standardised for age and has a bad side (rule 14); None without limits or
    England's figure, from fewer than 20 events, or if neither the number of events nor the people are known.
    """
    indicator, value = entry.indicator, entry.value
    if not _may_match(indicator) or not entry.england or not value.bears_a_finding:
        return None
    period = parse_period(entry.period)
    if period.quarter:  # nobody says whether a rate of three months is of a year
        return None
    roughly = value.count is None or indicator.measure.startswith(YEARS_LOST)
    people = _people(atlas, entry, period.years) if roughly else None
    own = replace(value, count=None) if roughly else value
    difference = matched(own, entry.england, people, float(indicator.per or 0), period.years)
    return Match(entry, difference, roughly) if difference else None


def _may_match(indicator: Indicator) -> bool:
    """Whether it counts events that are bad, standardised for age (rule 14)."""
    is_standardised = indicator.kind in (Kind.RATE, Kind.RATIO) and indicator.standardised is Standardised.AGE
    return is_standardised and indicator.direction is Direction.HIGH_IS_WORSE


def _newest(atlas: Atlas, entry: ProfileEntry) -> Match | None:
    """The same for the newest figure of an entry of which it can be said, back from that of the entry."""
    if not _may_match(entry.indicator):
        return None
    periods_back = [period for period, value in reversed(entry.history) if value]
    entries = (_at(atlas, entry, period) for period in periods_back)
    return next((found for found in (match(atlas, past) for past in entries if past) if found), None)


def _at(atlas: Atlas, entry: ProfileEntry, period: str) -> ProfileEntry | None:
    if period == entry.period:
        return entry
    past = entry_at(atlas, entry.area, entry.indicator, entry.level, period)
    return replace(past, borrowed=entry.borrowed) if past else None


def _people(atlas: Atlas, entry: ProfileEntry, years: int) -> float | None:
    """Those at risk at one time."""
    if entry.indicator.kind is not Kind.RATE:
        return None
    if entry.value.denominator:  # person-years, or the patients of all years of a period together
        return entry.value.denominator / years
    if entry.indicator.measure.startswith(YEARS_LOST):
        return None
    return _people_under_75(atlas, entry, years) if entry.indicator.ages == _UNDER_75 else None


def _people_under_75(atlas: Atlas, entry: ProfileEntry, years: int) -> float | None:
    """The people in the middle of the period, or in the nearest year that lies in it or next to it.

    Only of the very area that the figure is of: both the whole county, or both the part in the system.
    """
    indicator = atlas.indicator(_ALL_CAUSES, _POPULATION_UNDER_75, entry.level)
    last = parse_period(entry.period).end
    first, middle = last - years + 1, last - (years - 1) / 2
    known = atlas.periods(indicator, entry.level) if indicator else ()
    near = [year for year in known if first - _YEARS_APART <= int(year) <= last + _YEARS_APART]
    for year in sorted(near, key=lambda year: abs(int(year) - middle)):
        people = atlas.value(indicator, year, entry.area.code) if indicator else None
        if people and people.value and people.extent is entry.value.extent:
            return people.value
    return None


def matches(atlas: Atlas, entries: Iterable[ProfileEntry], chosen: ProfileEntry | None) -> tuple[Match, ...]:
    """At most six lines for a place, one for each question: what the reader has chosen, then the furthest from England.

    Clear ones come first, then those that are above England and not clearly so.
    """
    first = match(atlas, chosen) if chosen else None
    found = [one for one in (_newest(atlas, entry) for entry in furthest_first(entries)) if one]
    ordered = sorted(found, key=lambda one: (one.difference.events <= 0, not one.clear))
    questions = {one.entry.indicator.family: one for one in (*reversed(ordered), *([first] if first else []))}
    lines = [one for one in ([first] if first else []) + ordered if questions[one.entry.indicator.family] is one]
    return tuple(lines[:MOST_LINES])


def words(match: Match) -> str:
    """The line as a sentence: never of avoidable events, unless the indicator's own title says so, nor of more."""
    difference, events = match.difference, match.entry.indicator.event or _EVENTS
    low, high = (rounded(max(0.0, end)) for end in (difference.low, difference.high))
    said = about(match.entry)
    if difference.events <= 0:
        return f"{said}: no fewer {events} a year, as its {match.entry.indicator.kind} is not above England's."
    if not match.clear:
        return f"{said}: no clear difference, at most {high} fewer {events} a year."
    likely = "likely " if is_approximate(match.entry.value) else ""
    how = f"{likely}{'roughly' if match.roughly else 'about'} {rounded(difference.events)}"
    return f"{said}: {how} fewer {events} a year (between {low} and {high}) if its rate were England's."


def rounded(events: float) -> str:
    """A number of events in two digits at most, whole from 1 on: "fewer than 1", "47", "1,200"."""
    if events < 1:
        return "fewer than 1" if events > 0 else "0"
    size = max(len(str(int(events))) - 2, 0)
    return numbers.number(round(events / 10**size) * 10**size, 0)


def caution(found: Sequence[Match]) -> str:
    """What not to make of some lines, and why there are not more."""
    parts = (
        (bool(found), ESTIMATES),
        (any(is_approximate(m.entry.value) for m in found), APPROXIMATE),
        (len(found) > 1, OVERLAP),
        (len(found) < FEWEST_LINES, FEW_LINES),
    )
    return " ".join(words for holds, words in parts if holds)


def method(found: Sequence[Match]) -> str:
    """How some lines were worked out."""
    parts = ((any(not m.roughly for m in found), BY_COUNT), (any(m.roughly for m in found), BY_PEOPLE))
    return " ".join(words for holds, words in parts if holds)
