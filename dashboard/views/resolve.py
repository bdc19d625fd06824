"""From an address to a view, and from a view to the views that a reader can go to next.

Pure functions over the Atlas. Every link of the page is the address of a view that was worked out here, so a
click, a key press, a bookmark, reload and the back button all enter at the same place: ``resolve``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION, Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import NO_PAGE, Level, LevelRole
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import Overlay, View
from dashboard.views import address
from dashboard.views.view_options import beside

#: The order in which a level is chosen when the reader did not choose one.
_PREFERRED = (
    *(LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.SMALL),
    *(LevelRole.DISTRICT, LevelRole.PARTNERSHIP),
)
_FEW = 2
#: An address that names one of these and no level is about the place itself.
_PLACES = (LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.DISTRICT)
_OVERLAYS = frozenset(Overlay)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The nearest valid view of an address, and what had to be changed.

    faults: what was asked for and cannot be had, or not without doubt. is_mended: the address was damaged in a way
    that leaves no doubt about what it meant.
    """

    view: View
    faults: tuple[Notice, ...] = ()
    is_mended: bool = False

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that the page says of the address."""
        return ((Notice(NoticeCode.MENDED),) if self.is_mended else ()) + self.faults


def resolve(atlas: Atlas, query: str) -> Resolved:
    """The nearest valid view of a query string (with or without the question mark). Never raises."""
    return answer(atlas, address.read(atlas, query))


def answer(atlas: Atlas, asked: address.Asked) -> Resolved:
    """The nearest valid view of an address that was read."""
    nearest = _nearest(atlas, asked.values)
    return Resolved(nearest.view, nearest.faults + asked.faults, asked.is_mended)


def valid(atlas: Atlas, view: View) -> View:
    """The nearest valid view of a view that was changed in one place."""
    return _nearest(atlas, view.choices()).view


def _nearest(atlas: Atlas, asked: Mapping[str, str]) -> Resolved:
    notices: list[Notice] = []
    area = atlas.areas.get(asked.get("area", atlas.system.code))
    if area is None or area.level.role in NO_PAGE:
        notices.append(Notice(NoticeCode.UNKNOWN, "area", asked["area"], atlas.system))
        area = atlas.system
    condition = _condition(atlas, asked, notices)
    measure = _measure(atlas, area, condition, asked, notices)
    by = _by(atlas, area, condition.slug, measure, asked, notices)
    period = _period(atlas, condition.slug, measure, by, asked, notices)
    overlay = _overlay(asked, condition.slug, notices)
    view = View(area.code, by, condition.slug, measure, period, overlay)
    if asked.keys() & address.BESIDE_KEYS:
        view = beside(atlas, view, asked, notices)
    return Resolved(view, tuple(notices))


def short_query(atlas: Atlas, view: View) -> str:
    """The shortest query that leads to a view: what it would be anyway is left out."""
    kept = view.choices()
    for key in reversed(tuple(kept)):
        fewer = {k: v for k, v in kept.items() if k != key}
        if _nearest(atlas, fewer).view == view:
            kept = fewer
    return "&".join(f"{key}={quote(value, safe='/')}" for key, value in kept.items())


def open_area(atlas: Atlas, view: View, area: Area) -> View:
    """Where a click on ``area`` leads: the areas inside it if the measure has figures for them, else its place view."""
    inside = (level for level in _way_down(atlas, area, view.by) if _fills_a_map(atlas, view, area, level))
    own = view.by if view.by in area.levels else area.level
    return valid(atlas, replace(view, area=area.code, by=next(inside, own)))


def up(atlas: Atlas, view: View, ancestor: Area) -> View:
    """The view of an ancestor in the breadcrumb: the area that one comes from among its siblings."""
    here = atlas.areas[view.area]
    siblings = here.level if ancestor.code in here.parents else view.by
    levels = (siblings, view.by, *map(atlas.tier, _PREFERRED))
    by = next((level for level in levels if _fills_a_map(atlas, view, ancestor, level)), ancestor.level)
    return valid(atlas, replace(view, area=ancestor.code, by=by))


def _condition(atlas: Atlas, asked: Mapping[str, str], notices: list[Notice]) -> Condition:
    slug = asked.get("condition", atlas.edition.condition)
    condition = atlas.conditions.get(slug)
    if condition and atlas.measures(slug):
        return condition
    group = condition.group if condition else ""
    with_figures = [c for c in atlas.conditions.values() if atlas.measures(c.slug)]
    nearest = next((c for c in with_figures if c.group == group), with_figures[0])
    code = NoticeCode.NO_FIGURES if condition else NoticeCode.UNKNOWN
    notices.append(Notice(code, "condition", condition or slug, nearest))
    return nearest


def _measure(atlas: Atlas, area: Area, condition: Condition, asked: Mapping[str, str], notices: list[Notice]) -> str:
    """The measure asked for; without one the default; where the area has no figures of it, the first that it has."""
    indicators, by = atlas.measures(condition.slug), asked.get("by", "")
    wanted = asked.get("measure", atlas.edition.measure)
    shown = tuple(i for i in indicators if (by in i.levels if by else _shows(atlas, area, i)))
    known = any(i.measure == wanted for i in indicators)
    if any(i.measure == wanted for i in shown) or (known and "measure" in asked and (by or not shown)):
        return wanted
    first = first_measure(atlas, area, shown or indicators, by or atlas.tier(LevelRole.PLACE))
    if "measure" in asked:
        code = NoticeCode.NOT_FOR_AREA if known else NoticeCode.UNKNOWN
        notices.append(Notice(code, "measure", wanted, first, atlas.levels(condition.slug, wanted)))
    return first.measure


def _shows(atlas: Atlas, area: Area, indicator: Indicator) -> bool:
    """Whether an indicator is published for an area itself or for some areas inside."""
    return any(level in area.levels or atlas.children(area, level) for level in indicator.levels)


def first_measure(atlas: Atlas, area: Area, indicators: tuple[Indicator, ...], by: str) -> Indicator:
    """The first mapped measure that has figures at the level; else for any level inside the area; else the first."""
    mapped = [i for i in indicators if i.mapped] or list(indicators)
    at_level = (i for i in mapped if by in i.levels)
    inside = (i for i in mapped if any(atlas.children(area, level) for level in i.levels))
    return next(at_level, next(inside, mapped[0]))


def _by(
    atlas: Atlas, area: Area, condition: str, measure: str, asked: Mapping[str, str], notices: list[Notice]
) -> Level:
    """The level asked for where there are figures or nothing better; a place without one is shown by its own."""
    published = atlas.levels(condition, measure)
    choices = [level for level in published if atlas.children(area, level)]
    wanted = asked.get("by", "")
    asked_level = _map_level(atlas, wanted)
    own_level = asked_level and asked_level in area.levels
    if asked_level and (asked_level in choices or (own_level and (asked_level in published or not choices))):
        return asked_level
    own = not wanted and area.level.role in _PLACES and area.level in published
    nearest = area.level if own else _nearest_level(atlas, asked_level, choices) or area.level
    if wanted:
        notices.append(_by_notice(atlas, area, condition, measure, wanted, nearest))
    return nearest


def _map_level(atlas: Atlas, key: str) -> Level | None:
    """The level of a key that a map can be shown by."""
    return next((level for level in atlas.edition.map_levels if level == key), None)


def _nearest_level(atlas: Atlas, wanted: Level | None, choices: list[Level]) -> Level | None:
    """The level closest in size to the one that was asked for."""
    if wanted:
        by_size = atlas.edition.map_levels
        return min(choices, key=lambda level: abs(by_size.index(level) - by_size.index(wanted)), default=None)
    return next((level for level in map(atlas.tier, _PREFERRED) if level in choices), None)


def _by_notice(atlas: Atlas, area: Area, condition: str, measure: str, wanted: str, nearest: Level) -> Notice:
    level = _map_level(atlas, wanted)
    if level is None:
        return Notice(NoticeCode.UNKNOWN, "by", wanted, nearest)
    if not atlas.children(area, level) and level not in area.levels:
        return Notice(NoticeCode.NO_SUCH_AREAS, "by", area, nearest, (level,))
    return Notice(NoticeCode.NOT_FOR_LEVEL, "by", level, nearest, atlas.levels(condition, measure))


def _period(
    atlas: Atlas, condition: str, measure: str, by: Level, asked: Mapping[str, str], notices: list[Notice]
) -> str:
    indicator = atlas.indicator(condition, measure, by)
    periods = atlas.periods(indicator, by) if indicator else ()
    if not (indicator and periods):
        return asked.get("period", "") if _known_period(atlas, asked.get("period", "")) else ""
    wanted = asked.get("period", "")
    if wanted in periods:
        return wanted
    if wanted:
        notices.append(Notice(NoticeCode.NO_SUCH_PERIOD, "period", wanted, atlas.newest_period(indicator, by)))
    return atlas.newest_period(indicator, by)


def _known_period(atlas: Atlas, period: str) -> bool:
    return any(period in periods for periods in atlas.values.values())


def _overlay(asked: Mapping[str, str], condition: str, notices: list[Notice]) -> Overlay:
    wanted = asked.get("overlay", Overlay.NONE)
    if wanted == Overlay.NONE or (wanted in _OVERLAYS and condition != DEPRIVATION):
        return Overlay(wanted)
    code = NoticeCode.DEPRIVATION_ITSELF if wanted in _OVERLAYS else NoticeCode.UNKNOWN
    notices.append(Notice(code, "overlay", wanted, Overlay.NONE))
    return Overlay.NONE


def _way_down(atlas: Atlas, area: Area, by: Level) -> Iterator[Level]:
    """The levels to try inside an area. A place and a council are peers: neither leads into the other."""
    if area.level.role is LevelRole.SMALL:
        return
    if area.level.role in _PLACES:
        yield from map(atlas.tier, (LevelRole.SMALL, LevelRole.DISTRICT))
        return
    below = atlas.edition.map_levels[1:]
    yield from (by, *below) if by in below else below


def _fills_a_map(atlas: Atlas, view: View, area: Area, level: Level) -> bool:
    """Whether the map of the area by a level would show something: several areas, and a figure for one of them."""
    indicator = atlas.indicator(view.condition, view.measure, level)
    areas = atlas.children(area, level)
    if indicator is None or len(areas) < _FEW:
        return False
    periods = atlas.periods(indicator, level)
    period = view.period if view.period in periods else atlas.newest_period(indicator, level)
    values = (atlas.value(indicator, period, child.code) for child in areas)
    return any(value is not None and value.value is not None for value in values)
