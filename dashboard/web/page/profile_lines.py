"""One measure of a place as words and marks: a line of its profile, or a headline of its brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.core import numbers, periods
from dashboard.core.atlas import Atlas
from dashboard.core.level import Level
from dashboard.core.value import Comparison, Status, Value, is_approximate
from dashboard.core.view import View
from dashboard.views.area_profile import ProfileEntry, SpineMarks, spine_marks
from dashboard.views.changes import step
from dashboard.web.page.sparkline import sparkline
from dashboard.wording import sentences, verdicts

#: The columns of larger areas beside a figure.
REFERENCES = ("partnership", "system", "england")
#: A line needs this many figures to be a trend.
_FEWEST_PERIODS = 3


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
    spine: the places of its marks, as properties of the style sheet. older: how many older definitions fold under it.
    under: the indicator under which it folds itself, if it is one.
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
    beside: Mapping[str, Reference]
    range: str
    has_england: bool
    standing: str
    spine: str
    about: bool
    likely: bool
    trend: Markup
    older: int = 0
    under: str = ""


def profile_line(atlas: Atlas, view: View, entry: ProfileEntry) -> ProfileLine:
    """The line of an entry, as a profile opened from a view has it."""
    indicator = entry.indicator
    return ProfileLine(
        indicator=indicator.id,
        title=indicator.title,
        view=entry_view(atlas, view, entry),
        within=_within(entry, view.by),
        caveat="; ".join(
            filter(None, (sentences.caveats(entry.value), sentences.owner_words(entry.area, entry.borrowed)))
        ),
        figure=numbers.figure_of(entry.value, indicator),
        interval=numbers.interval_of(entry.value, indicator),
        comparison=entry.comparison,
        said=verdicts.verdict_words(entry.verdict, entry.publisher),
        standing=verdicts.national_rank_words(entry.rank),  # the heading above says that it is not compared
        beside=_beside(entry),
        range=_range(entry),
        has_england=entry.centre is not None,
        spine=_spine(spine_marks(entry)) if entry.siblings else "",
        about=is_approximate(entry.value),
        likely=entry.verdict.likely,
        trend=_trend(entry),
    )


def entry_view(atlas: Atlas, view: View, entry: ProfileEntry) -> View:
    """The view of an entry: of the same place, or of the one with its boundary whose figure it is."""
    there = View(entry.area.code, entry.level, entry.condition.slug, entry.indicator.measure, entry.period)
    return step(atlas, view, there) if entry.borrowed else there


def _within(entry: ProfileEntry, level: Level) -> str:
    """Unit and period, and what the areas of the spine are if they are not those of the view."""
    same = entry.level == level or entry.borrowed or len(entry.siblings) < 2
    others = "" if same else f", among {entry.level.plural}"
    return f"{entry.indicator.unit_short}, {periods.period_words(entry.period)}{others}"


def _beside(entry: ProfileEntry) -> dict[str, Reference]:
    """The figures of larger areas by their columns."""
    larger = (entry.partnership, entry.system, entry.england)
    return {key: _reference(entry, value) for key, value in zip(REFERENCES, larger, strict=True)}


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
    positions = [("x", at.dot)]
    if at.low is not None and at.high is not None:
        positions += [("l", at.low), ("r", at.high - at.low)]
    if at.lower is not None and at.upper is not None:
        positions += [("a", at.lower), ("b", at.upper - at.lower)]
    return ";".join(f"--{name}:{position:.1f}" for name, position in positions)


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
