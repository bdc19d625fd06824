"""What is said where only the areas at the bad end are listed, and of the most deprived areas of a place."""

from __future__ import annotations

from dashboard.core.area import Area, Row
from dashboard.core.indicator import Indicator
from dashboard.core.labels import capitalised, count_in_words, plural
from dashboard.core.level import Level
from dashboard.core.numbers import figure_of
from dashboard.views.foremost import FOREMOST, MostDeprived
from dashboard.wording.scales import scale_words

SEE_ALL = "All of them on the map"


def foremost_heading(level: Level, area: Area, listed: int, indicator: Indicator) -> str:
    """ "The ten small areas of Somewhere with the highest figures"; without any listed, whose they are."""
    if not listed:
        return f"{capitalised(level.plural)} of {area.name}"
    words = scale_words(indicator)
    end = words.least if indicator.is_low_worse else words.most
    areas = level.singular if listed == 1 else f"{count_in_words(listed)} {level.plural}"
    return f"The {areas} of {area.name} with the {end} {'figure' if listed == 1 else 'figures'}"


def foremost_note(level: Level, areas: int, listed: int) -> str:
    """Where the others are, and why fewer than ten are listed."""
    alike = "" if listed == FOREMOST else "Too many others share the next figure to name some of them. "
    many = plural(level, areas)
    return f"{alike}The map and the files to download have all {many}; the page of a place lists all that lie in it."


def most_deprived_heading(found: MostDeprived, area: Area) -> str:
    """ "The ten most deprived small areas of Somewhere"."""
    level = found.view.by
    areas = (
        level.singular if len(found.first) == 1 else f"{count_in_words(len(found.first))} most deprived {level.plural}"
    )
    return f"The {areas} of {area.name}"


def tenth_words(found: MostDeprived, index: str) -> str:
    """How many of the smallest areas of a place lie in the most deprived tenth of the country, and which share."""
    level, share = found.view.by, 100 * found.in_tenth / found.count
    return (
        f"{found.in_tenth:,} of its {plural(level, found.count)} ({share:.0f}%) lie in the most deprived tenth of "
        f"England by the {index}."
    )


def rank_said(row: Row, around: Area, indicator: Indicator) -> str:
    """ "Somewhere 030C (Byker), rank 32": an area of the list, in which neighbourhood it lies, and its rank."""
    return f"{row.area.name} ({around.name}), rank {figure_of(row.value, indicator)}"
