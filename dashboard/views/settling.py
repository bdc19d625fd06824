"""The nearest valid view of what an address asks for, which may be any area, condition, measure, level and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION, Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND, NO_PAGE, Layer, Level, LevelRole
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.remembered import remembered
from dashboard.core.view import (
    BESIDE_KEYS,
    FROM_KEY,
    STEP_KEYS,
    TABLE,
    Against,
    Colour,
    Overlay,
    ProfileOrder,
    Shape,
    View,
)
from dashboard.views.listed_word import listed_word
from dashboard.views.measures import first_measure, holds, period_here
from dashboard.views.shows import SHOWS, missing_chart
from dashboard.views.view_options import MOST_CHOSEN, missing_colour, missing_layers, missing_overlay, missing_shape

#: The order in which a level is chosen when the reader did not choose one.
PREFERRED = (
    *(LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.SMALL),
    *(LevelRole.DISTRICT, LevelRole.PARTNERSHIP),
)
#: An address that names one of these and no level is about the place itself.
PLACES = (LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.DISTRICT)
#: Questions of which it is remembered how they are settled; stands for a level that there is not.
_KEPT, _UNKNOWN = 8_192, "?"


def valid(atlas: Atlas, view: View) -> View:
    """The nearest valid view of a view that was changed in one place."""
    return nearest_to(atlas, view.choices(), [])


def nearest_to(atlas: Atlas, asked: Mapping[str, str], notices: list[Notice]) -> View:
    """The nearest valid view of the keys and values of an address; notices: those of unknown words are added."""
    area = atlas.areas.get(asked.get("area", atlas.system.code))
    if area is None or area.level.role in NO_PAGE:
        notices.append(Notice(NoticeCode.UNKNOWN, "area", asked["area"], atlas.system))
        area = atlas.system
    condition = _condition(atlas, area, asked, notices)
    measure, by = _question(atlas, area.code, condition.slug, *_words(atlas, condition, asked))
    period = _period(atlas, area, atlas.indicator(condition.slug, measure, by), by, asked.get("period", ""))
    view = View(area.code, by, condition.slug, measure, period)
    if asked.get("overlay", Overlay.NONE) != Overlay.NONE:
        lack = partial(missing_overlay, atlas, view)
        view = replace(view, overlay=listed_word(asked, "overlay", Overlay, Overlay.NONE, notices, lack))
    return _beside(atlas, view, asked, notices) if asked.keys() & BESIDE_KEYS else view


def _condition(atlas: Atlas, area: Area, asked: Mapping[str, str], notices: list[Notice]) -> Condition:
    slug = asked.get("condition") or _usual_condition(atlas, area)
    condition = atlas.conditions.get(slug)
    if condition and atlas.measures(slug):
        return condition
    group = condition.group if condition else ""
    with_figures = [c for c in atlas.conditions.values() if atlas.measures(c.slug)]
    nearest = next((c for c in with_figures if c.group == group), with_figures[0])
    code = NoticeCode.NO_FIGURES if condition else NoticeCode.UNKNOWN
    notices.append(Notice(code, "condition", condition or slug, nearest))
    return nearest


def _usual_condition(atlas: Atlas, area: Area) -> str:
    """What an address without a condition shows: that of the edition, or deprivation of areas that only have that."""
    choices = (atlas.edition.condition, DEPRIVATION)
    has = (slug for slug in choices if any(_has_levels(atlas, area, one) for one in atlas.measures(slug)))
    return next(has, atlas.edition.condition)


def _words(atlas: Atlas, condition: Condition, asked: Mapping[str, str]) -> tuple[str, str, str | None]:
    """The words of an address for the measure, the one that its link starts from and the level, if they are known."""
    start = dict(zip(STEP_KEYS, asked.get(FROM_KEY, "").split("."), strict=False)).get("measure", "")
    measures, by = {i.measure for i in atlas.measures(condition.slug)}, asked.get("by")
    named, started = (word if word in measures else "" for word in (asked.get("measure", ""), start))
    return named, started, by if not by or by in atlas.edition.levels else _UNKNOWN


@remembered(_KEPT)
def _question(atlas: Atlas, code: str, condition: str, named: str, start: str, by: str | None) -> tuple[str, Level]:
    """The measure and the level of what is asked of an area, in whichever period: a page has a hundred links."""
    area = atlas.areas[code]
    measure = _measure(atlas, area, condition, named, start, by or "")
    return measure, _by(atlas, area, condition, measure, named, by)


def _measure(atlas: Atlas, area: Area, condition: str, named: str, start: str, by: str) -> str:
    """The measure asked for; without one, or where the area has no figures of it, the first that it has."""
    indicators = atlas.measures(condition)
    here = tuple(i for i in indicators if _has_levels(atlas, area, i)) if named and not by else ()
    if named and (not here or any(i.measure == named for i in here)):
        return named
    usual = atlas.edition.measure if condition == atlas.edition.condition else ""
    like = next((i for wanted in (named, start, usual) for i in indicators if i.measure == wanted), None)
    own = "" if area.level.role in (LevelRole.SYSTEM, LevelRole.PARTNERSHIP) else area.level
    return first_measure(atlas, area, indicators, by or own, like).measure


def _has_levels(atlas: Atlas, area: Area, indicator: Indicator) -> bool:
    """Whether an indicator is of a level of an area itself or of some areas inside."""
    return any(level in area.levels or atlas.children(area, level) for level in indicator.levels)


def _by(atlas: Atlas, area: Area, condition: str, measure: str, named: str, by: str | None) -> Level:
    """The level asked for where there are figures or nothing better; a place without one is shown by its own.

    A measure that is named may be asked for where it has no figure, and is then shown to have none.
    """
    held = atlas.levels(condition, measure)
    wanted = next((level for level in atlas.edition.map_levels if level == by), None)
    if wanted and wanted in held and atlas.children(area, wanted):
        return wanted
    choices = [level for level in held if atlas.children(area, level)]
    indicators = ((level, atlas.indicator(condition, measure, level)) for level in held)
    filled = [level for level, indicator in indicators if indicator and holds(atlas, area, indicator, level)]
    own = held if named == measure else filled
    if wanted and wanted in area.levels and (wanted in own or not choices):
        return wanted
    if by is None and area.level.role in PLACES and area.level in (filled or held):
        return area.level
    inside = [level for level in choices if level in filled]
    last = area.level if area.level in held or not inside else inside[0]
    return _nearest_level(atlas, wanted, inside) or last


def _nearest_level(atlas: Atlas, wanted: Level | None, choices: list[Level]) -> Level | None:
    """The level closest in size to the one that was asked for; without any the first of the edition, or the usual."""
    if wanted:
        by_size = atlas.edition.map_levels
        return min(choices, key=lambda level: abs(by_size.index(level) - by_size.index(wanted)), default=None)
    first = (level for level in atlas.edition.map_levels if level == atlas.edition.by)
    return next((level for level in (*first, *atlas.edition.levels_of(PREFERRED)) if level in choices), None)


def _period(atlas: Atlas, area: Area, indicator: Indicator | None, by: Level, wanted: str) -> str:
    """The period asked for where the measure has it, else the newest with a figure here; without any a known one."""
    periods = atlas.periods(indicator, by) if indicator else ()
    if indicator is None or not periods:
        return wanted if any(wanted in known for known in atlas.values.values()) else ""
    return (
        wanted if wanted in periods else period_here(atlas, area, indicator, by) or atlas.newest_period(indicator, by)
    )


def _beside(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> View:
    """A view with what an address asks for beside its map; what cannot be had is said in ``notices``."""
    view = replace(
        view,
        benchmark=_benchmark(atlas, asked, notices),
        chosen=_chosen(atlas, view, asked, notices),
        against=_against(atlas, view, asked.get("against", ""), notices),
        order=listed_word(asked, "order", ProfileOrder, ProfileOrder.ENGLAND, notices),
        colour=listed_word(asked, "colour", Colour, Colour.VALUE, notices, partial(missing_colour, atlas, view)),
        shape=listed_word(asked, "shape", Shape, Shape.LAND, notices, partial(missing_shape, atlas, view)),
    )
    view = replace(view, layers=_layers(atlas, view, asked, notices))
    return replace(view, show=listed_word(asked, "show", SHOWS, TABLE, notices, partial(missing_chart, atlas, view)))


def _benchmark(atlas: Atlas, asked: Mapping[str, str], notices: list[Notice]) -> str:
    wanted = asked.get("benchmark", ENGLAND)
    if wanted in atlas.areas and atlas.areas[wanted].level.role is not LevelRole.OVERLAY:
        return wanted
    notices.append(Notice(NoticeCode.UNKNOWN, "benchmark", wanted, ENGLAND))
    return ENGLAND


def _chosen(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> tuple[str, ...]:
    """The chosen areas that are of the map's level, in the order of the address; the others are of another level."""
    wanted = dict.fromkeys(code for code in asked.get("areas", "").split(".") if code)
    unknown = next((code for code in wanted if code not in atlas.areas), "")
    if unknown:
        notices.append(Notice(NoticeCode.UNKNOWN, "areas", unknown))
    return tuple(code for code in wanted if code in atlas.areas and view.by in atlas.areas[code].levels)[:MOST_CHOSEN]


def _layers(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> tuple[Layer, ...]:
    known = atlas.edition.layers
    wanted = [key for key in asked.get("layers", "").split(".") if key]
    unknown = next((key for key in wanted if key not in known), "")
    if unknown:
        notices.append(Notice(NoticeCode.UNKNOWN, "layers", unknown))
    reason = missing_layers(view)
    if reason and wanted:
        notices.append(reason)
        return ()
    return tuple(layer for layer in known if layer in wanted)


def _against(atlas: Atlas, view: View, asked: str, notices: list[Notice]) -> str:
    """The word of the address if it means something beside this view, else "" and, if it never does, a notice."""
    kind, _, what = asked.partition(":")
    if not asked:
        return ""
    possible = {Against.PERIOD: _has_period, Against.AREA: _has_area, Against.CONDITION: _has_condition}
    if kind in list(Against) and possible[Against(kind)](atlas, view, what):
        return asked
    notices.append(Notice(NoticeCode.UNKNOWN, "against", asked))
    return ""


def _has_period(atlas: Atlas, view: View, period: str) -> bool:
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    return indicator is not None and period in atlas.periods(indicator, view.by)


def _has_area(atlas: Atlas, view: View, code: str) -> bool:
    area = atlas.areas.get(code)
    return area is not None and (view.by in area.levels or bool(atlas.children(area, view.by)))


def _has_condition(atlas: Atlas, view: View, what: str) -> bool:
    condition, _, measure = what.partition("/")
    return atlas.indicator(condition, measure, view.by) is not None
