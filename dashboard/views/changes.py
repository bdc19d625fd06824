"""What a view shows in another way than it was asked for or looked at before, as notices: none of it in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.notice import Notice, NoticeCode, Way
from dashboard.core.view import View
from dashboard.views.measures import has_figures, nearest_view, own_view


def differences(atlas: Atlas, asked: Mapping[str, str], view: View) -> Iterator[Notice]:
    """What an address asks for of measure, level and period, and its view has not."""
    measure, by, period = (asked.get(key, "") for key in ("measure", "by", "period"))
    if measure and measure != view.measure:
        yield _other_measure(atlas, measure, view)
    if by and by != view.by:
        yield _other_level(atlas, by, view, is_named=bool(measure))
    elif period and view.period not in ("", period) and measure in ("", view.measure):
        yield Notice(NoticeCode.NO_SUCH_PERIOD, "period", period, view.period)


def elsewhere(atlas: Atlas, view: View) -> Notice | None:
    """Where the nearest figure is, for a view that has none."""
    if has_figures(atlas, view):
        return None
    area, like = atlas.areas[view.area], _indicator(atlas, view)
    found = nearest_view(atlas, area, view.condition, like)
    if found is None:
        return None
    there = atlas.areas[found.area]
    about = _missing(atlas, area, view.by, view)
    code = NoticeCode.NOTHING_HERE if found.by in there.levels else NoticeCode.NOTHING_AROUND
    way = Way(found.to_query(), there, found.by, is_back=False)
    return Notice(code, "area", area, there, about=about, by=found.by, period=found.period, way=way)


def said_less(atlas: Atlas, view: View) -> Notice:
    """What an address shows that names no measure: another edition may choose another one."""
    about, shown = atlas.conditions[view.condition], _indicator(atlas, view) or view.measure
    return Notice(NoticeCode.SAYS_LESS, "measure", shown=shown, about=about, by=view.by, period=view.period)


def moved_on(atlas: Atlas, start: View, view: View) -> Notice | None:
    """What is not as it was where a link starts, besides what every such link changes.

    None if nothing is, or there is no figure that could be another.
    """
    area = atlas.areas[start.area]
    is_place = start.by in area.levels
    then, now = _indicator(atlas, start), _indicator(atlas, view)
    if now is None or not has_figures(atlas, view):
        return None
    if is_place and view.area == area.same_boundary:
        return Notice(NoticeCode.OTHER_AREA, "from", area, atlas.areas[view.area], about=now, way=_back(atlas, start))
    if view.condition != start.condition:
        return _other_condition(atlas, start, view)
    if then is None or then.measure != now.measure:
        levels = atlas.levels(start.condition, start.measure)
        asked = then or start.measure
        way = _back(atlas, start)
        return Notice(NoticeCode.OTHER_QUESTION, "from", asked, now, levels, by=view.by, period=view.period, way=way)
    if then.id != now.id:
        way = _back(atlas, start)
        return Notice(NoticeCode.OTHER_FIGURES, "from", then, now, by=view.by, period=view.period, way=way)
    return _other_period(atlas, start, view)


def step(atlas: Atlas, start: View, view: View) -> View:
    """A view with the one where the link to it starts, if something changes on the way that the page should say."""
    return replace(view, origin=start) if moved_on(atlas, start, view) else view


def _back(atlas: Atlas, start: View) -> Way:
    """Where a link starts: an address, so it is made only for what is said, not for each of a hundred links."""
    return Way(start.to_query(), atlas.areas[start.area], start.by)


def _other_condition(atlas: Atlas, start: View, view: View) -> Notice | None:
    if view.by == start.by:
        return _other_period(atlas, start, view) if start.measure == view.measure else None
    if start.by in atlas.areas[view.area].levels:
        return _not_of_place(atlas, start.by, view, _back(atlas, start))
    return _condition_by_others(atlas, start.by, view, _back(atlas, start))


def _condition_by_others(atlas: Atlas, level: Level, view: View, way: Way | None = None) -> Notice:
    """A condition that has no map by a level, and the levels that it has one by."""
    held = {level for i in atlas.measures(view.condition) if i.mapped for level in i.levels}
    levels = tuple(level for level in atlas.edition.map_levels if level in held)
    about = atlas.conditions[view.condition]
    return Notice(NoticeCode.NOT_FOR_LEVEL, "by", level, view.by, levels, about=about, period=view.period, way=way)


def _other_period(atlas: Atlas, start: View, view: View) -> Notice | None:
    if view.period == start.period:
        return None
    way = _back(atlas, start)
    return Notice(NoticeCode.OTHER_PERIOD, "from", start.period, view.period, by=view.by, way=way)


def _other_measure(atlas: Atlas, wanted: str, view: View) -> Notice:
    shown = _indicator(atlas, view) or view.measure
    levels = atlas.levels(view.condition, wanted)
    code = NoticeCode.NOT_FOR_AREA if any(i.measure == wanted for i in atlas.measures(view.condition)) else None
    return Notice(code or NoticeCode.UNKNOWN, "measure", wanted, shown, levels, by=view.by, period=view.period)


def _other_level(atlas: Atlas, wanted: str, view: View, is_named: bool) -> Notice:
    level = next((level for level in atlas.edition.map_levels if level == wanted), None)
    area = atlas.areas[view.area]
    if level is None:
        return Notice(NoticeCode.UNKNOWN, "by", wanted, view.by)
    if level in area.levels:
        return _not_of_place(atlas, level, view)
    if not atlas.children(area, level):
        return Notice(NoticeCode.NO_SUCH_AREAS, "by", area, view.by, (level,))
    if is_named:
        levels = atlas.levels(view.condition, view.measure)
        return Notice(NoticeCode.NOT_FOR_LEVEL, "by", level, view.by, levels, period=view.period)
    return _condition_by_others(atlas, level, view)


def _not_of_place(atlas: Atlas, level: Level, view: View, way: Way | None = None) -> Notice:
    """A place without a figure of its own, shown by its parts; without another way, back to a figure that it has."""
    area = atlas.areas[view.area]
    return Notice(
        *(NoticeCode.NOT_OF_PLACE, "by", area, view.by),
        about=_missing(atlas, area, level, view),
        period=view.period,
        count=len(atlas.children(area, view.by)),
        way=way or _own_way(atlas, area, view.condition),
    )


def _own_way(atlas: Atlas, area: Area, condition: str) -> Way | None:
    """Back to a figure that an area has: of the condition, else of the first view."""
    edition = atlas.edition
    first = next((i for i in atlas.measures(edition.condition) if i.measure == edition.measure), None)
    own = own_view(atlas, area, condition) or own_view(atlas, area, edition.condition, first)
    return Way(own.to_query(), area, own.by) if own else None


def _missing(atlas: Atlas, area: Area, level: Level, view: View) -> Condition | Indicator:
    """What an area has no figure of: the condition, or the measure where it has others of the condition."""
    named = next((i for i in atlas.measures(view.condition) if i.measure == view.measure), None)
    others = level in area.levels and own_view(atlas, area, view.condition) is not None
    return named if named and others else atlas.conditions[view.condition]


def _indicator(atlas: Atlas, view: View) -> Indicator | None:
    return atlas.indicator(view.condition, view.measure, view.by)
