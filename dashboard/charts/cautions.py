"""What must be said of single figures under a chart: estimates, whole counties, few events."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core import labels
from dashboard.core.area import Row
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.value import Extent
from dashboard.wording import sentences

#: More areas than these are counted, not named.
_MOST_NAMED = 3
#: What a figure of the part in the system means beside a deprivation score, and by itself.
WITH_SCORE, ALONE = "figure and deprivation score are of the {}", "the figure is of the {}"


def not_standardised(indicator: Indicator) -> str:
    """Said of crude rates and shares of people; "" of what is standardised for age or has nothing to do with it."""
    if not indicator.is_crude:
        return ""
    return "Not age-standardised: part of a difference may come of older or younger people."


def whole_areas(rows: Sequence[Row], level: Level, edition: Edition) -> tuple[str, ...]:
    """A sentence for each kind of figure that is for more than the area whose deprivation stands beside it (rule 4)."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.value and row.value.extent.is_larger:
            groups.setdefault(row.value.extent_words, []).append(row)
    return tuple(
        f"{_who(found, level)}: the figure is for the {whole}, "
        f"the deprivation score for the {edition.extents[Extent.PART]}."
        for whole, found in groups.items()
    )


def figure_caveats(rows: Sequence[Row], level: Level, edition: Edition, said: str = WITH_SCORE) -> tuple[str, ...]:
    """The other caveats, each once with the areas that it holds for, or said of all.

    said: what is said of a figure of the part of an area that lies in the system.
    """
    part = said.format(edition.extents[Extent.PART])
    groups: dict[sentences.Caveat, list[Row]] = {}
    for row in rows:
        for caveat in sentences.each_caveat(row.value):
            if not caveat.extent.is_larger:
                groups.setdefault(caveat, []).append(row)
    return tuple(
        sentences.all_figures(caveat.words)
        if len(found) == len(rows)
        else f"{_who(found, level)}: {part if caveat.extent is Extent.PART else caveat.words}."
        for caveat, found in groups.items()
    )


def _who(rows: Sequence[Row], level: Level) -> str:
    if len(rows) <= _MOST_NAMED:
        return labels.listed([labels.called(row.area) for row in rows])
    return labels.plural(level, len(rows))
