"""What must be said of single figures under a chart: estimates, whole counties, few events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import text
from dashboard.atlas import Row
from dashboard.model import Level

#: More areas than these are counted, not named.
_MOST_NAMED = 3
_WHOLE = "whole "
_PLAINER = {"part in the ICS": "figure and deprivation score are of the part in the ICS"}


def whole_areas(rows: Sequence[Row], level: Level) -> tuple[str, ...]:
    """A sentence for each kind of figure that is for more than the area whose deprivation stands beside it (rule 4)."""
    groups = _by_words((row, row.value.note) for row in rows if row.value and row.value.note.startswith(_WHOLE))
    return tuple(
        f"{_who(found, level)}: the figure is for the {note}, the deprivation score for the part in the ICS."
        for note, found in groups.items()
    )


def caveats(rows: Sequence[Row], level: Level) -> tuple[str, ...]:
    """The other caveats, each once with the areas that it holds for, or said of all."""
    parts = ((row, part) for row in rows for part in text.caveats(row.value).split("; "))
    groups = _by_words((row, part) for row, part in parts if not part.startswith(_WHOLE))
    return tuple(
        text.all_figures(words) if len(found) == len(rows) else f"{_who(found, level)}: {_PLAINER.get(words, words)}."
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
        return text.listed([text.called(row.area) for row in rows])
    return text.plural(level, len(rows))
