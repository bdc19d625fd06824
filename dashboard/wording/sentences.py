"""Sentences about figures: caveats, and what a screen reader says; ``headlines`` and ``titles`` have the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dashboard.core.area import Area, Row
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.labels import capitalised, in_sentence, level_heading, listed, plural
from dashboard.core.level import Level, LevelRole
from dashboard.core.national import NationalRank
from dashboard.core.numbers import STATUS, figure_of, interval_words, number
from dashboard.core.periods import period_words
from dashboard.core.value import NOTES, Extent, Status, Value, is_approximate
from dashboard.core.view import Overlay, View
from dashboard.stats.comparison import Basis, Verdict
from dashboard.wording.verdicts import standing, verdict_against

NEEDS_SCRIPT = "The map needs JavaScript. These are its figures."
FEW_EVENTS = "unreliable: fewer than 20 events"
NO_INTERVALS = "This edition holds no interval for these figures, so they are not compared with England."
APPROXIMATE_INTERVALS = (
    "“Approx.”: this edition holds no published interval; limits worked out from the rate and the population stand in "
    "its place, and bear no more than “likely worse”, “likely better” or “not clear”."
)
PUBLISH_APPROXIMATE = "The intervals are approximate, not published: say “likely”, and say that they are approximate."
BY_PUBLISHER = "“{0}: worse”, “similar” and “better” are verdicts of {0} itself; this edition holds no interval."
OLD_PERIOD = "The figures are for {}: say the period wherever the picture goes."
PUBLISH_COUNT = "These are counts: larger areas have more. The map has no shading; do not rank areas by them."
PUBLISH_ESTIMATE = "Some figures are estimates from the parts of an area: call them estimates."
PUBLISH_MODELLED = "The figures are modelled by the publisher, not counted: say so."
PUBLISH_SMALL = "Some figures rest on fewer than 20 events and vary much by chance: make no story of one of them."
PUBLISH_WHOLE = "Figures of larger areas are drawn on parts of them that lie in {}: keep the note."
PUBLISH_NO_INTERVALS = "This edition holds no interval: do not write that one area truly differs from another."
PUBLISH_BIVARIATE = "A map in nine colours needs explaining: show the two single maps beside it."
PUBLISH_ONE_SHADE = "All areas fall into one class: the table tells more than the map."


class Caveat(NamedTuple):
    """One thing that must be said of a figure; ``extent`` is of which land it is, if that is what is said."""

    words: str
    extent: Extent = Extent.OWN


def caveats(value: Value | None) -> str:
    """What must be said wherever the figure is shown: "estimate", "whole county" ..."""
    return "; ".join(caveat.words for caveat in each_caveat(value))


def each_caveat(value: Value | None) -> tuple[Caveat, ...]:
    """The caveats of a figure, each for itself."""
    if value is None or value.value is None:
        return ()
    status = Caveat("" if value.note else STATUS[value.status])
    few = Caveat(FEW_EVENTS if value.rests_on_few else "")
    return tuple(caveat for caveat in (status, *_noted(value), few) if caveat.words)


def note_of(value: Value) -> str:
    """What a column of notes says: of which land the figure is, and what its publisher or its making asks to mind."""
    return "; ".join(caveat.words for caveat in _noted(value) if caveat.words)


def _noted(value: Value) -> tuple[Caveat, ...]:
    """Extent and notes; a figure that was not counted is called so before what is said of it."""
    called = capitalised(STATUS[value.status]) if value.value is not None else ""
    first, *more = value.note.split(NOTES)
    first = f"{called}: {first}" if called and first else first
    return (Caveat(value.extent_words, value.extent), *map(Caveat, (first, *more)))


def owner_words(owner: Area, borrowed: bool) -> str:
    """ "of the council area": said of a figure that is borrowed from it, and explained once under the table."""
    return f"of the {owner.level.singular}" if borrowed else ""


def edition_words(edition: Edition) -> str:
    """Of when the figures are, who publishes the atlas and where to write to, as far as they are named."""
    by = f"Published by {edition.publisher}." if edition.publisher else ""
    contact = f"Contact: {edition.contact}." if edition.contact else ""
    return " ".join(filter(None, (f"The figures of this edition last changed in {edition.updated}.", by, contact)))


def whole_words(figures: Iterable[tuple[Area, Value | None]]) -> str:
    """Whose figures are of more than the part that lies in the system (rule 4); "" if there are none."""
    names: dict[str, list[str]] = {}
    for area, value in figures:
        if value is not None and value.value is not None and value.extent.reaches_beyond:
            names.setdefault(value.extent_words, []).append(area.short_name)
    return " ".join(f"Figures of the {note}: {listed(who)}." for note, who in names.items())


def statistical_title(indicator: Indicator, area: Area, level: Level, period: str) -> str:
    """The statistical title: measure, unit, place, level, period."""
    return f"{indicator.title}, {indicator.unit}. {where(area, level)}, {period_words(period)}."


def where(area: Area, level: Level) -> str:
    """ "Darlington, by neighbourhood", or the place among its siblings."""
    return place_among(area, level) if level in area.levels else f"{area.name}, by {level.singular}"


def place_among(area: Area, level: Level) -> str:
    """ "Darlington among the council areas around it"."""
    return f"{area.name} among the {level.plural} around it"


def interval_notice(rows: Sequence[Row], publisher: str) -> str:
    """Said once under the table: what approximate limits are; without any who compares, or that nobody does."""
    values = [row.value for row in rows if row.value]
    if any(map(is_approximate, values)):
        return APPROXIMATE_INTERVALS
    if any(value.lower is not None for value in values):
        return ""
    return BY_PUBLISHER.format(publisher) if any(value.verdict for value in values) else NO_INTERVALS


def area_label(
    row: Row, indicator: Indicator, verdict: Verdict, publisher: str, rank: NationalRank | None = None
) -> str:
    """What a screen reader says of an area of the map. publisher: its short name. rank: among all of England."""
    parts = [f"{row.area.name}: {figure_of(row.value, indicator)}"]
    if row.value and row.value.value is not None:
        parts[0] += f" {indicator.unit_short}"
    compared = verdict_against(verdict, publisher) if verdict.basis is not Basis.NONE else ""
    parts += [
        interval_words(row.value, indicator),
        compared,
        standing(row.value, verdict, rank),
        caveats(row.value),
    ]
    return ", ".join(filter(None, parts))


def england(value: Value | None, indicator: Indicator) -> str:
    """England's figure as a reader sees it."""
    if value is None or value.value is None:
        return "This edition has no comparable figure for England."
    by_definition = " by definition" if value.status is Status.DEFINITION else ""
    return f"England: {number(value.value, indicator.decimals)}{by_definition}"


def england_clause(value: Value | None, indicator: Indicator) -> str:
    """England's figure inside a sentence."""
    if value is None or value.value is None:
        return "this edition has no comparable figure for England"
    by_definition = " by definition" if value.status is Status.DEFINITION else ""
    return f"England has {number(value.value, indicator.decimals)}{by_definition}"


def view_announcement(view: View) -> str:
    """How a view shows its figures, for a screen reader: "By council area, 2016 to 2018."."""
    period = f", {period_words(view.period)}" if view.period else ""
    return f"By {view.by.singular}{period}.{ANNOUNCED[view.overlay]}"


ANNOUNCED = {
    Overlay.NONE: "",
    Overlay.DEPRIVATION: " The most deprived third is striped.",
    Overlay.BIVARIATE: " Nine colours for figure and deprivation.",
}


def missing_words(rows: Sequence[Row], level: Level) -> str:
    """How many areas have no figure, said under the map."""
    empty = [row.value for row in rows if row.value is None or row.value.value is None]
    of_all = plural(level, len(rows))
    counts = (
        (sum(value is None for value in empty), "This edition holds no figure for {} of {}."),
        (_with_status(empty, Status.SUPPRESSED), "The figure is suppressed (small numbers) for {} of {}."),
        (_with_status(empty, Status.MISSING), "The figure is missing for {} of {}."),
    )
    return " ".join(words.format(count, of_all) for count, words in counts if count)


def _with_status(values: Sequence[Value | None], status: Status) -> int:
    return sum(value is not None and value.status is status for value in values)


def all_figures(caveat: str) -> str:
    """A caveat that holds for every figure of a table."""
    return f"All figures here: {in_sentence(caveat)}." if caveat else ""


def ranking_caution(indicator: Indicator, level: Level) -> str:
    """Neighbourhood ratios rest on few events: read the classes, not the order."""
    if level.role is LevelRole.SMALL and indicator.kind is Kind.RATIO:
        ratios = f"{level_heading(level)} ratios rest on few events"
        return f"{ratios}: read the shade of an area, not its exact place in the order."
    return ""
