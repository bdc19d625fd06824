"""What a map can be coloured by, drawn as and covered with, and why not."""

from __future__ import annotations

from dashboard.core.area import DEPRIVATION_MEASURE
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import Colour, Overlay, Shape, View
from dashboard.stats.comparison import NO_VERDICT, judge

#: More areas than this in one ranking or trend cannot be told apart.
MOST_CHOSEN = 20


def missing_overlay(atlas: Atlas, view: View, overlay: str) -> Notice | None:
    """Why deprivation cannot be laid over a map so; None if it can."""
    if overlay == Overlay.NONE:
        return None
    if view.condition == DEPRIVATION:
        return Notice(NoticeCode.DEPRIVATION_ITSELF, "overlay", overlay, Overlay.NONE)
    if atlas.indicator(DEPRIVATION, DEPRIVATION_MEASURE, view.by) is None:
        return Notice(NoticeCode.NO_SCORES, "overlay", overlay, Overlay.NONE, levels=(view.by,))
    return None


def missing_colour(atlas: Atlas, view: View, colour: str) -> Notice | None:
    """Why a map cannot be coloured so; None if it can."""
    if colour == Colour.VALUE:
        return None
    if view.overlay is Overlay.BIVARIATE:
        return Notice(NoticeCode.NINE_COLOURS, "colour", colour)
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None or not is_judged(atlas, indicator, view.by):
        return Notice(NoticeCode.NOT_JUDGED, "colour", colour)
    return None


def is_judged(atlas: Atlas, indicator: Indicator, level: Level) -> bool:
    """Whether some area of a level is compared with England in some period (rule 9), for a reader may play them all."""
    periods = reversed(atlas.periods(indicator, level)) if indicator.mapped else ()
    return any(_has_verdict(atlas, indicator, level, period) for period in periods)


def _has_verdict(atlas: Atlas, indicator: Indicator, level: Level, period: str) -> bool:
    england = atlas.benchmark(indicator, period)
    values = atlas.columns[indicator.id][period].judgeable(area.code for area in atlas.level(level))
    return any(judge(value, england, indicator.direction) != NO_VERDICT for value in values)


def missing_shape(atlas: Atlas, view: View, shape: str) -> Notice | None:
    """Why areas cannot be drawn so; None if they can."""
    if shape == Shape.LAND or view.by in atlas.equal:
        return None
    return Notice(NoticeCode.NO_EQUAL_SHAPES, "shape", shape, levels=(view.by,))


def missing_layers(view: View) -> Notice | None:
    """Why nothing can be drawn over a map; None if it can. Borders and hospitals are where they are on land alone."""
    return Notice(NoticeCode.ON_LAND_ONLY, "layers") if view.shape is Shape.EQUAL else None
