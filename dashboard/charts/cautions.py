"""What must be said of single figures under a chart: estimates, whole counties, few events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.core import labels
from dashboard.core.atlas import Row
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level
from dashboard.wording import sentences

#: More areas than these are counted, not named.
_MOST_NAMED = 3
_WHOLE = "whole "
_PART = "part in the ICS"
#: What that note means beside a deprivation score.
WITH_SCORE = "figure and deprivation score are of the part in the ICS"


#: How the unit begins of a rate, and ends of a share, that takes no account of ages.
_CRUDE, _OF_PEOPLE = "crude rate", ("patients", "residents")


def not_standardised(indicator: Indicator) -> str:
    """Said of crude rates and shares of people; "" of what is standardised for age or has nothing to do with it."""
    share = indicator.kind is Kind.SHARE and indicator.unit_short.endswith(_OF_PEOPLE)
    if not (share or indicator.unit.startswith(_CRUDE)):
        return ""
    return "Not age-standardised: part of a difference may come of older or younger people."


def whole_areas(rows: Sequence[Row], level: Level) -> tuple[str, ...]:
    """A sentence for each kind of figure that is for more than the area whose deprivation stands beside it (rule 4)."""
    groups = _by_words((row, row.value.note) for row in rows if row.value and row.value.note.startswith(_WHOLE))
    return tuple(
        f"{_who(found, level)}: the figure is for the {note}, the deprivation score for the part in the ICS."
        for note, found in groups.items()
    )


def figure_caveats(rows: Sequence[Row], level: Level, part: str = WITH_SCORE) -> tuple[str, ...]:
    """The other caveats, each once with the areas that it holds for, or said of all.

    part: what is said of a figure of the part of an area that lies in the system.
    """
    parts = ((row, part) for row in rows for part in sentences.caveats(row.value).split("; "))
    groups = _by_words((row, part) for row, part in parts if not part.startswith(_WHOLE))
    return tuple(
        sentences.all_figures(words)
        if len(found) == len(rows)
        else f"{_who(found, level)}: {part if words == _PART else words}."
        for words, found in groups.items()
    )


def _by_words(pairs: Iterable[tuple[Row, str]]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row, words in pairs:
        if words:
            groups.setdefault(words, []).append(row)
    return groups


def _who(rows: Sequence[Row], level: Level) -> str:
    if len(rows) <= _MOST_NAMED:
        return labels.listed([labels.called(row.area) for row in rows])
    return labels.plural(level, len(rows))
