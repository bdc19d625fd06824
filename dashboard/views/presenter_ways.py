"""Where a presenter goes from a view: along the list or the conditions, and to the areas beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.presenting import MOST_SLIDES, Presenting
from dashboard.core.view import TABLE, View
from dashboard.views.address import LONGEST
from dashboard.views.options import condition_options
from dashboard.views.settling import valid


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a presenter can go from a view. at: its place in the list, from 1; 0 if it is not in it."""

    before: View | None
    after: View | None
    area_before: View | None
    area_after: View | None
    at: int = 0


def ways(atlas: Atlas, view: View, slides: Sequence[View]) -> Ways:
    """The slides before and after a view, or the conditions if there is no list; and the areas beside it."""
    around = _around_areas(atlas, view)
    here = bare(view)
    if not slides:
        return Ways(*_in_a_round(_conditions(atlas, view), here), *around)
    if here not in slides:
        return Ways(slides[-1], slides[0], *around)
    at = slides.index(here)
    before, after = (slides[at - 1] if at else None), (slides[at + 1] if at + 1 < len(slides) else None)
    return Ways(before, after, *around, at=at + 1)


def bare(view: View) -> View:
    """A view as a slide has it: its map alone."""
    plain = View(view.area, view.by, view.condition, view.measure, view.period, view.overlay)
    return replace(plain, colour=view.colour, shape=view.shape)


def with_slide(view: View, shown: Presenting) -> Presenting | None:
    """The list with one view more; None if it is in it, or there is no room in the list or in an address."""
    longer = replace(shown, slides=(*shown.slides, bare(view)))
    has_room = len(longer.slides) <= MOST_SLIDES and len(longer.address_of(view)) <= LONGEST
    return longer if has_room and bare(view) not in shown.slides else None


def _conditions(atlas: Atlas, view: View) -> list[View]:
    """The views of the menu of conditions, that of the view in the place of its condition."""
    offered = (option for group in condition_options(atlas, view).values() for option in group)
    return [bare(view if option.selected else option.view) for option in offered if option.view]


def _around_areas(atlas: Atlas, view: View) -> tuple[View | None, View | None]:
    """The view of the areas before and after its own: the system and its partnerships, or all areas of its level."""
    area = atlas.areas[view.area]
    views = [_elsewhere(atlas, view, other) for other in _alike(atlas, area)]
    return _in_a_round(views, bare(view))


def _alike(atlas: Atlas, area: Area) -> tuple[Area, ...]:
    if area.level.role in (LevelRole.SYSTEM, LevelRole.PARTNERSHIP):
        return (atlas.system, *atlas.level(atlas.tier(LevelRole.PARTNERSHIP)))
    return atlas.level(area.level)


def _elsewhere(atlas: Atlas, view: View, area: Area) -> View:
    if area.code == view.area:
        return bare(view)
    by = area.level if view.by in atlas.areas[view.area].levels else view.by
    return bare(valid(atlas, replace(view, area=area.code, by=by, show=TABLE)))


def _in_a_round(views: Sequence[View], here: View) -> tuple[View | None, View | None]:
    """What comes before and after a view, the last before the first; none if there is nothing else."""
    if here not in views or len(views) < 2:
        return None, None
    at = views.index(here)
    return views[at - 1], views[(at + 1) % len(views)]
