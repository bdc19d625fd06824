"""Which measure of a condition opens first, and which one asks the same question at another level.

And where a figure is that a place does not have: its own of another measure or period, else that of the area around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Standardised
from dashboard.core.level import NO_PAGE, Level
from dashboard.core.periods import parse_period
from dashboard.core.view import View


def first_measure(
    atlas: Atlas, area: Area, indicators: Sequence[Indicator], by: str, like: Indicator | None = None
) -> Indicator:
    """The measure that opens first: of the level if it has a map there, else of any level inside the area.

    like: a measure that was looked at; the same one comes first, then one of its family, then the newest of those that
    are standardised for age and have a bad side.
    """
    return min(_fitting(atlas, area, indicators, by), key=lambda i: _order(atlas, i, by, like))


def _order(atlas: Atlas, indicator: Indicator, by: str, like: Indicator | None) -> tuple[int, int, int]:
    """What opens first comes first."""
    return (_strangeness(indicator, like), *_rank(atlas, indicator, by))


def _fitting(atlas: Atlas, area: Area, indicators: Sequence[Indicator], by: str) -> Sequence[Indicator]:
    """Those with a map of the level, else of any level inside the area; where none has one, all that have maps."""
    mapped = [i for i in indicators if i.mapped] or indicators
    if len(mapped) == 1:
        return mapped
    at_level = [i for i in mapped if any(level == by and holds(atlas, area, i, level) for level in i.levels)]
    inside = (i for i in mapped if any(holds(atlas, area, i, level) for level in i.levels))
    return at_level or list(inside) or mapped


def holds(atlas: Atlas, area: Area, indicator: Indicator, level: Level) -> bool:
    """Whether there is a figure of the level: for an area of it its own, else for an area inside."""
    if level not in indicator.levels:
        return False
    shown = (area,) if level in area.levels else atlas.children(area, level)
    return any(atlas.has_figure(indicator, one.code) for one in shown)


def period_here(atlas: Atlas, area: Area, indicator: Indicator, level: Level) -> str:
    """The newest period with such a figure, of those in which the map of all areas is full if it has one; else ""."""
    shown = (area,) if level in area.levels else atlas.children(area, level)
    periods = (atlas.newest_period(indicator, level), *reversed(atlas.periods(indicator, level)))
    return next((period for period in periods if any(_has(atlas, indicator, period, one) for one in shown)), "")


def same_question(atlas: Atlas, like: Indicator, level: Level) -> Indicator | None:
    """The indicator of a level that asks what another asks: the same measure, else one of its family."""
    here = [i for i in atlas.measures(like.condition) if level in i.levels]
    asking = [i for i in here if i.measure == like.measure or (i.mapped and _strangeness(i, like) < 2)]
    return min(asking, key=lambda i: _order(atlas, i, level, like), default=None)


def _strangeness(indicator: Indicator, like: Indicator | None) -> int:
    """0 for the same measure, 1 for one of its family and of the same people, 2 for any other."""
    if like is None:
        return 2
    if (indicator.condition, indicator.measure) == (like.condition, like.measure):
        return 0
    return 1 if (indicator.family, indicator.sex) == (like.family, like.sex) else 2


def _rank(atlas: Atlas, indicator: Indicator, by: str) -> tuple[int, int]:
    """Smaller comes first; equals stay in the order of the file.

    Only what is standardised for age may be newer than what the file has first: a register or a crude rate may not.
    """
    if not indicator.has_bad_side or indicator.is_crude:
        return 2, 0
    levels = [level for level in indicator.levels if level == by] or indicator.levels
    is_standardised = indicator.standardised is Standardised.AGE
    return 0 if is_standardised else 1, -_newest(atlas, indicator, levels)


def _newest(atlas: Atlas, indicator: Indicator, levels: Iterable[Level]) -> int:
    """The year in which the last year of the newest period begins: "2015-19" is as new as "2015/16-2019/20"."""
    newest = (atlas.newest_period(indicator, level) for level in levels)
    return max((parse_period(period).last for period in newest if period), default=0)


def has_figures(atlas: Atlas, view: View) -> bool:
    """Whether the place has a figure, or in a map view any of its areas."""
    area = atlas.areas[view.area]
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    shown = (area,) if view.by in area.levels else atlas.children(area, view.by)
    return indicator is not None and any(_has(atlas, indicator, view.period, one) for one in shown)


def nearest_view(atlas: Atlas, area: Area, condition: str, like: Indicator | None = None) -> View | None:
    """The view of the smallest area around another, itself the first, that has a figure of the condition."""
    found = (view for holder in _around(atlas, area) for view in _own(atlas, holder, condition, like))
    return next(found, None) or next(_inside(atlas, area, condition, like), None)


def own_view(atlas: Atlas, area: Area, condition: str, like: Indicator | None = None) -> View | None:
    """The view of a place by its own level, with its newest figure of the measure that opens first."""
    return next(_own(atlas, area, condition, like), None)


def _around(atlas: Atlas, area: Area) -> Iterator[Area]:
    """The area, the one with the same boundary, and those that hold it, the smallest first."""
    holders = [atlas.areas[code] for code in (area.code, area.same_boundary, *area.parents) if code]
    yield from sorted((one for one in holders if one.level.role not in NO_PAGE), key=lambda one: -one.level.rung)


def _own(atlas: Atlas, area: Area, condition: str, like: Indicator | None) -> Iterator[View]:
    for level in (level for level in area.levels if level in atlas.edition.map_levels):
        for indicator in _in_order(atlas, area, condition, level, like):
            if newest := period_here(atlas, area, indicator, level):
                yield View(area.code, level, condition, indicator.measure, newest)


def _inside(atlas: Atlas, area: Area, condition: str, like: Indicator | None) -> Iterator[View]:
    """Maps of the areas around by a level that has figures, for conditions that no single area around has."""
    for holder in _around(atlas, area):
        for level in atlas.edition.map_levels:
            for indicator in _in_order(atlas, holder, condition, level, like):
                if newest := period_here(atlas, holder, indicator, level):
                    yield View(holder.code, level, condition, indicator.measure, newest)


def _in_order(atlas: Atlas, area: Area, condition: str, level: Level, like: Indicator | None) -> Iterator[Indicator]:
    """The mapped indicators of a level, the one that opens first before the others; counts where there is no map."""
    measures = atlas.measures(condition)
    maps = [i for i in measures if i.mapped] or measures
    known = [i for i in maps if level in i.levels]
    # Those that have no figure here come last, as nothing opens with them.
    yield from sorted(known, key=lambda i: (not holds(atlas, area, i, level), *_order(atlas, i, level, like)))


def _has(atlas: Atlas, indicator: Indicator, period: str, area: Area) -> bool:
    known = atlas.columns[indicator.id].get(period)
    return known is not None and known.has_number(area.code)
