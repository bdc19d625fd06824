"""From a view to those that a click leads to. The subject stays: condition, family, and where held measure and years.

A link whose view has more in it changed than the reader chose carries where it starts, and the page says what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import Level, LevelRole
from dashboard.core.view import View
from dashboard.views.changes import step
from dashboard.views.measures import has_figures, holds, same_question
from dashboard.views.settling import PLACES, PREFERRED, valid

_FEW = 2


def open_area(atlas: Atlas, view: View, area: Area) -> View:
    """Where a click on ``area`` leads: the areas inside it if the question has figures of them, else its place view."""
    return opened(atlas, view, [area])[area.code]


def opened(atlas: Atlas, view: View, areas: Iterable[Area]) -> dict[str, View]:
    """Area code -> the view that a click on the area leads to."""
    # What is asked by a level is the same of every area, and a map may have hundreds.
    measure_at = cache(partial(_measure_at, atlas, view))
    return {area.code: _open(atlas, view, area, measure_at) for area in areas}


def _open(atlas: Atlas, view: View, area: Area, measure_at: Callable[[Level], str]) -> View:
    own = view.by if view.by in area.levels else area.level
    target = next(_inside(atlas, view, area, measure_at), None)
    return step(atlas, view, target or valid(atlas, _at(view, area, own, measure_at(own))))


def up(atlas: Atlas, view: View, ancestor: Area) -> View:
    """The view of an ancestor in the breadcrumb: the area that one comes from among its siblings."""
    here = atlas.areas[view.area]
    siblings = here.level if ancestor.code in here.parents else view.by
    levels = _with_many(atlas, ancestor, (siblings, view.by, *atlas.edition.levels_of(PREFERRED)))
    maps = (asked_at(atlas, view, ancestor, level) for level in levels)
    own = replace(view, area=ancestor.code, by=ancestor.level)
    return step(atlas, view, _filled(atlas, next((one for one in maps if _fills_a_map(atlas, one)), own)))


def asked_at(atlas: Atlas, view: View, area: Area, level: Level) -> View:
    """The question of a view asked of an area by a level: by the same measure if it is held there, else its family."""
    return _at(view, area, level, _measure_at(atlas, view, level))


def _at(view: View, area: Area, level: Level, measure: str) -> View:
    return replace(view, area=area.code, by=level, measure=measure)


def _measure_at(atlas: Atlas, view: View, level: Level) -> str:
    here = atlas.indicator(view.condition, view.measure, view.by)
    like = here or next((i for i in atlas.measures(view.condition) if i.measure == view.measure), None)
    asking = same_question(atlas, like, level) if like else None
    return asking.measure if asking else view.measure


def _inside(atlas: Atlas, view: View, area: Area, measure_at: Callable[[Level], str]) -> Iterator[View]:
    """The maps inside an area: of the measure itself by any level, then of its family."""
    levels = tuple(_with_many(atlas, area, _way_down(atlas, area, view.by)))
    same = (_at(view, area, level, view.measure) for level in levels)
    family = (_at(view, area, level, measure_at(level)) for level in levels)
    maps = (one for group in (same, family) for one in group)
    yield from (_filled(atlas, one) for one in maps if _fills_a_map(atlas, one))


def _way_down(atlas: Atlas, area: Area, by: Level) -> Iterator[Level]:
    """The levels to try inside an area. A place and a council are peers: neither leads into the other."""
    if area.level.is_small:
        return
    if area.level.role in PLACES:
        yield from atlas.edition.levels_of((LevelRole.SMALL, LevelRole.DISTRICT, LevelRole.SMALLEST))
        return
    below = atlas.edition.map_levels[1:]
    yield from (by, *below) if by in below else below


def _with_many(atlas: Atlas, area: Area, levels: Iterable[Level]) -> Iterator[Level]:
    """The levels of which there are several areas inside an area: those of a map."""
    return (level for level in levels if len(atlas.children(area, level)) >= _FEW)


def _fills_a_map(atlas: Atlas, view: View) -> bool:
    """Whether the map of a view would show something: a figure for one of its areas."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    return indicator is not None and holds(atlas, atlas.areas[view.area], indicator, view.by)


def _filled(atlas: Atlas, view: View) -> View:
    """The valid view of a map, of another period if there is no figure on it in this one."""
    there = valid(atlas, view)
    return there if has_figures(atlas, there) else valid(atlas, replace(view, period=""))
