"""The registry of what can stand beside the map: one entry makes a chart exist, with the module that draws it.

The charts lie above the views, so an entry names what draws it, and ``charts.registry`` looks it up at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.core.area import DEPRIVATION_MEASURE, LIFE_MEASURES
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION, LIFE_EXPECTANCY, YEARS_LOST
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import TABLE, View

#: Why a view has no figures for it, as a code; None if there is nothing to say against it.
Lack = Callable[[Atlas, View], NoticeCode | None]

COMPARE, SYSTEM, RANKING, SCATTER, MATRIX = "compare", "system", "ranking", "scatter", "matrix"
_FEWEST_PERIODS = 2
#: More areas than this stand in no table and no chart one by one: nobody reads them, and the page would be heavy.
MOST_LISTED = 400


def _never(atlas: Atlas, view: View) -> NoticeCode | None:
    return None


def _no_ranking(atlas: Atlas, view: View) -> NoticeCode | None:
    if not atlas.indicator(view.condition, view.measure, view.by):
        return NoticeCode.NO_CHART
    return None if view.chosen else _many(atlas, view)


def _many(atlas: Atlas, view: View) -> NoticeCode | None:
    inside = atlas.children(atlas.areas[view.area], view.by)
    return NoticeCode.TOO_MANY if len(inside) > MOST_LISTED else None


def _one_period(atlas: Atlas, view: View) -> NoticeCode | None:
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None:
        return NoticeCode.NO_CHART
    return NoticeCode.ONE_PERIOD if len(atlas.periods(indicator, view.by)) < _FEWEST_PERIODS else None


def _nothing_against(atlas: Atlas, view: View) -> NoticeCode | None:
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None:
        return NoticeCode.NO_CHART
    scores = atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, view.by)
    there = indicator.mapped and not atlas.is_deprivation(view.condition) and scores is not None
    return _many(atlas, view) if there else NoticeCode.NO_SCATTER


def _too_many_areas(atlas: Atlas, view: View) -> NoticeCode | None:
    return NoticeCode.NO_MATRIX if view.by.is_small else None


def _no_lives(atlas: Atlas, view: View) -> NoticeCode | None:
    if view.condition != LIFE_EXPECTANCY:
        return NoticeCode.NO_LIFE_CHART
    return None if any(map(atlas.life_measures, LIFE_MEASURES)) else NoticeCode.NO_CHART


def _no_causes(atlas: Atlas, view: View) -> NoticeCode | None:
    return None if view.measure == YEARS_LOST else NoticeCode.NO_CAUSES_CHART


@dataclass(frozen=True, slots=True)
class Show:
    """One thing that can stand beside the map.

    key: in addresses. label: of its tab. question: that it answers. lack: what it needs and a view has not. draws: the
    charts of a scene, as module and function of ``charts``; "" for what is no chart. rare: offered only where there is
    one. chooses: whether readers choose its areas.
    """

    key: str
    label: str
    question: str
    lack: Lack = _never
    draws: str = ""
    rare: bool = False
    chooses: bool = False


SHOWS = {
    show.key: show
    for show in (
        Show(TABLE, "Table", "What are the figures?"),
        Show(RANKING, "Ranking", "Who is highest?", _no_ranking, "ranking:ranking_charts", chooses=True),
        Show("trend", "Trend", "How did it change?", _one_period, "trend:trend_charts", chooses=True),
        Show(SCATTER, "By deprivation", "Does it go with deprivation?", _nothing_against, "scatter:scatter_charts"),
        Show(COMPARE, "Compare", "How does it differ from another map?"),
        Show(SYSTEM, "System", "Which areas belong together?"),
        Show(MATRIX, "Grid", "Which conditions stand out where?", _too_many_areas, "matrix:matrix"),
        Show("life", "Life", "How long do people live in good health?", _no_lives, "life:life", rare=True),
        Show("causes", "Causes", "Which causes cost the most years?", _no_causes, "causes:causes", rare=True),
    )
}

BEFORE_AFTER, WORST = "before-after", "worst"
#: What stands in posts alone, and not beside the map of the page.
POST_SHOWS = (
    Show(BEFORE_AFTER, "Before and after", "What is different now?", draws="two_periods:two_periods"),
    Show(WORST, "Grid", "Which conditions stand out where?", draws="matrix:worst_conditions"),
)


def missing_chart(atlas: Atlas, view: View, show: str) -> Notice | None:
    """Why there is no such chart of a view and the table stands there; None if there is one."""
    code = SHOWS[show].lack(atlas, view)
    return Notice(code, "show", show, TABLE) if code else None
