"""What was asked for, why it cannot be had, and what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.area import Area
from dashboard.core.condition import Condition
from dashboard.core.labels import _PLURALS, level_plural, listed, shortened
from dashboard.core.level import Level
from dashboard.core.periods import period_words

NO_CHART = "This measure is not published here, so there is no chart of it."
ONE_PERIOD = "This measure is published for one period only, so there is no trend."
NO_SCATTER = "There is nothing to set against deprivation here."
NO_LIFE_CHART = "This chart belongs to the condition “Life expectancy”."
NO_CAUSES_CHART = "This chart belongs to the measure “Years of life lost”."
COUNTS_NOT_MAPPED = "a count: shown in the table, never mapped"


def unknown_choice(what: str, asked: str, shown: str) -> str:
    """A value that the atlas does not know."""
    return f"There is no {what} “{shortened(asked)}” in the atlas. Showing {shown}."


def no_figures(condition: Condition, shown: Condition) -> str:
    """A condition that is listed but has no figures."""
    return f"{condition.name}: {condition.note} Showing {shown.name}."


def no_such_areas(area: Area, asked: Level, shown: Level) -> str:
    """A level that does not exist inside an area."""
    return f"{area.name} holds no {level_plural(asked)}. Showing it by {_PLURALS[shown][0]}."


def published_only_for(levels: Sequence[Level], shown: Level) -> str:
    """A level for which the measure is not published."""
    return f"This measure is {published_only(levels)}. Showing it by {_PLURALS[shown][0]}."


def published_elsewhere(levels: Sequence[Level], shown: str) -> str:
    """A measure that is published neither for an area nor for anything inside."""
    return f"This measure is {published_only(levels)}. Showing {shown}."


def no_such_period(asked: str, shown: str) -> str:
    """A period that is not published for the measure and level."""
    return f"No figures for “{shortened(asked)}” with this measure and level. Showing {period_words(shown)}."


def published_only(levels: Sequence[Level]) -> str:
    """ "published for council areas and districts only"."""
    return f"published for {listed([level_plural(level) for level in levels])} only"


def other_measure(level: Level) -> str:
    """Why a level has no figures for the chosen measure."""
    return f"this measure is not published for {level_plural(level)}"


#: Why nothing is laid over the map of deprivation.
DEPRIVATION_ITSELF = "this map shows deprivation itself"
GREY_OVERLAY = "the map itself"
NO_OVERLAY = "This map shows deprivation itself, which is not laid over it once more. Showing no overlay."


def shown_by(level: Level) -> str:
    """The hint at a condition that is published for another level."""
    return f"by {_PLURALS[level][0]}"
