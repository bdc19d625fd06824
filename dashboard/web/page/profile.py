"""The place view as words: what stands out, what matching England would mean, the spine, and claims of documents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.core import numbers, periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import Level, LevelRole
from dashboard.core.value import Comparison, Status, Value
from dashboard.core.view import ProfileOrder, View
from dashboard.stats.comparison import is_approximate
from dashboard.views.area_profile import (
    ProfileEntry,
    Section,
    SpineMarks,
    by_condition,
    entry_at,
    profile_entries,
    sections,
    spine_marks,
)
from dashboard.views.changes import step
from dashboard.views.scene import Scene
from dashboard.web.page.sparkline import sparkline
from dashboard.wording import excess_events, sentences, verdicts
from dashboard.wording.document_claims import CheckedClaim, claims_of
from dashboard.wording.key_findings import standouts

#: A line needs this many figures to be a trend.
_FEWEST_PERIODS = 3
_TITLES = {
    Comparison.WORSE: "Worse than England",
    Comparison.SIMILAR: "Similar to England",
    Comparison.BETTER: "Better than England",
    Comparison.HIGHER: "Higher or lower than England, with no better or worse side",
    Comparison.NOT_COMPARED: "Not compared",
}
#: The same where one of the lines rests on approximate limits.
_LIKELY_TITLES = {
    Comparison.WORSE: "Worse or likely worse than England",
    Comparison.SIMILAR: "Similar to England, or not clearly different",
    Comparison.BETTER: "Better or likely better than England",
}


#: How the lines can be sorted: the word of the address, what the reader chooses, what the table says of it.
_ORDERS = {
    ProfileOrder.ENGLAND: ("distance from England", "the furthest from England first"),
    ProfileOrder.CONDITION: ("condition", "in the order of the conditions"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """The figure of a larger area beside that of the place; empty if none is published."""

    figure: str = ""
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One line of the table.

    said: the verdict in words, with who says so. standing: the place in England. about: its interval is approximate.
    likely: its verdict rests on that.
    spine: the places of its marks, as properties of the style sheet.
    """

    indicator: str
    title: str
    view: View
    within: str
    caveat: str
    figure: str
    interval: str
    comparison: Comparison
    said: str
    references: tuple[Reference, ...]
    range: str
    has_england: bool
    standing: str
    spine: str
    about: bool
    likely: bool
    trend: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, with the marks that they have on the spine."""

    title: str
    looks: tuple[Comparison, ...]
    lines: tuple[ProfileLine, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that stands in the card of a place. borrowed: what is said beside a figure of its twin, if any.

    partnership, system: what their columns are called.

    orders: how the lines can be sorted, as words and views. sorting: how they are, in words.
    """

    place: Area
    standouts: tuple[str, ...]
    matches: tuple[str, ...]
    caution: str
    method: str
    orders: tuple[tuple[ProfileOrder, str, View], ...]
    order: ProfileOrder
    sorting: str
    groups: tuple[Group, ...]
    borrowed: str
    partnership: str
    system: str
    claims: tuple[CheckedClaim, ...]


def profile(atlas: Atlas, scene: Scene) -> Profile:
    """The profile of the place that a scene shows; the chosen measure comes first under "if it matched England"."""
    place, view = scene.area, scene.view
    found = profile_entries(atlas, place)
    chosen = entry_at(atlas, place, scene.indicator, view.by, view.period) if scene.indicator else None
    matches = excess_events.matches(atlas, found, chosen)
    return Profile(
        place=place,
        standouts=tuple(finding.words for finding in standouts(found)),
        matches=tuple(excess_events.words(match) for match in matches),
        caution=excess_events.caution(matches),
        method=excess_events.method(matches),
        orders=tuple((order, words, replace(view, order=order)) for order, (words, _) in _ORDERS.items()),
        order=view.order,
        sorting=_ORDERS[view.order][1],
        groups=tuple(_group(atlas, view, section) for section in _SORTED[view.order](found)),
        borrowed=next(filter(None, map(_owner, found)), ""),
        partnership=atlas.tier(LevelRole.PARTNERSHIP).heading,
        system=atlas.tier(LevelRole.SYSTEM).heading,
        claims=claims_of(atlas, place),
    )


_SORTED = {ProfileOrder.ENGLAND: sections, ProfileOrder.CONDITION: by_condition}


def _group(atlas: Atlas, view: View, section: Section) -> Group:
    titles = _TITLES | (_LIKELY_TITLES if any(entry.verdict.likely for entry in section.entries) else {})
    about = [titles[comparison] for comparison in section.comparisons[:1]]
    lines = tuple(_line(atlas, view, entry) for entry in section.entries)
    title = ": ".join(filter(None, (*about, section.group)))
    return Group(f"{title} ({len(lines)})", section.comparisons, lines)


def _line(atlas: Atlas, view: View, entry: ProfileEntry) -> ProfileLine:
    indicator = entry.indicator
    return ProfileLine(
        indicator=indicator.id,
        title=indicator.title,
        view=_view(atlas, view, entry),
        within=_within(entry, view.by),
        caveat="; ".join(filter(None, (sentences.caveats(entry.value), _owner(entry)))),
        figure=numbers.figure_of(entry.value, indicator),
        interval=numbers.interval_of(entry.value, indicator),
        comparison=entry.comparison,
        said=verdicts.verdict_words(entry.verdict, entry.publisher),
        standing=verdicts.standing(entry.value, entry.verdict, entry.place),
        references=tuple(_reference(entry, value) for value in (entry.partnership, entry.system, entry.england)),
        range=_range(entry),
        has_england=entry.centre is not None,
        spine=_spine(spine_marks(entry)) if entry.siblings else "",
        about=is_approximate(entry.value),
        likely=entry.verdict.likely,
        trend=_trend(entry),
    )


def _owner(entry: ProfileEntry) -> str:
    """ "of the council area": said of a borrowed figure, and explained once under the table."""
    return f"of the {entry.area.level.singular}" if entry.borrowed else ""


def _view(atlas: Atlas, view: View, entry: ProfileEntry) -> View:
    """The view of an entry: of the same place, or of the one with its boundary whose figure it is."""
    there = View(entry.area.code, entry.level, entry.condition.slug, entry.indicator.measure, entry.period)
    return step(atlas, view, there) if entry.borrowed else there


def _within(entry: ProfileEntry, level: Level) -> str:
    """Unit and period, and what the areas of the spine are if they are not those of the view."""
    same = entry.level == level or entry.borrowed or len(entry.siblings) < 2
    others = "" if same else f", among {entry.level.plural}"
    return f"{entry.indicator.unit_short}, {periods.period_words(entry.period)}{others}"


def _reference(entry: ProfileEntry, value: Value | None) -> Reference:
    if value is None or value.value is None:
        return Reference()
    return Reference(numbers.number(value.value, entry.indicator.decimals), value.status is Status.ESTIMATE)


def _range(entry: ProfileEntry) -> str:
    if len(entry.siblings) < 2:
        return ""
    low, high = (numbers.number(figure, entry.indicator.decimals) for figure in (entry.siblings[0], entry.siblings[-1]))
    return f"{low} to {high}"


def _spine(at: SpineMarks) -> str:
    """ "--x:82.4;--l:47.1;--r:35.3;--a:66.7;--b:33.3": dot, start and width of the range and of the interval."""
    places = [("x", at.dot)]
    if at.low is not None and at.high is not None:
        places += [("l", at.low), ("r", at.high - at.low)]
    if at.lower is not None and at.upper is not None:
        places += [("a", at.lower), ("b", at.upper - at.lower)]
    return ";".join(f"--{name}:{place:.1f}" for name, place in places)


def _trend(entry: ProfileEntry) -> Markup:
    """A small line through the figures of the place, with a gap where nothing is published; empty without a trend."""
    known = [(period, value) for period, value in entry.history if value]
    if len(known) < _FEWEST_PERIODS:
        return Markup("")
    (then, first), (now, last) = known[0], known[-1]
    said = f"From {_dated(entry, then, first)} to {_dated(entry, now, last)}"
    return sparkline(entry.history, said)


def _dated(entry: ProfileEntry, period: str, value: Value) -> str:
    return f"{numbers.figure_of(value, entry.indicator)} in {periods.period_words(period)}"
