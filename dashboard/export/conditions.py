"""All conditions of an area: the views that a pack has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.labels import listed
from dashboard.core.view import View
from dashboard.export.orders import ExportOrder, Workshop, WrongRequestError
from dashboard.views import settling
from dashboard.views.options import condition_options
from dashboard.views.staging import scene


def pack_views(atlas: Atlas, view: View, only: Collection[str] = ()) -> tuple[View, ...]:
    """The view that the condition menu leads to from here, for each condition with figures in this area.

    Area, level and overlay stay where the condition is published for them. A place view counts only if the
    place itself has a figure, or the council or place with the same boundary, whose view it is then. only: the slugs of
    the conditions that are wanted, all of them if empty.
    """
    own = {condition: one for condition, one in _offered(atlas, view).items() if not only or condition in only}
    twin = atlas.areas.get(atlas.areas[view.area].same_boundary)
    other = _offered(atlas, settling.valid(atlas, replace(view, area=twin.code, by=twin.level))) if twin else {}
    choices = ((one, other.get(condition)) for condition, one in own.items())
    found = (next((v for v in pair if v and scene(atlas, v).has_figures), None) for pair in choices)
    return tuple(one for one in found if one)


def chosen_views(shop: Workshop, order: ExportOrder) -> tuple[View, ...]:
    """The views of a file about many: those of a list, else of conditions.

    Raises WrongRequestError if a chosen condition has no figures here.
    """
    if order.slides:
        return order.slides
    views = pack_views(shop.atlas, order.view, order.conditions)
    lacking = [slug for slug in order.conditions if slug not in {view.condition for view in views}]
    if lacking:
        names = listed([shop.atlas.conditions[slug].name for slug in lacking])
        raise WrongRequestError(f"{order.scene.area.name} has no figures of its own for: {names}. No file was made.")
    return views


def _offered(atlas: Atlas, view: View) -> dict[str, View]:
    """The views of the condition menu by condition."""
    options = (option for group in condition_options(atlas, view).values() for option in group)
    return {option.key: option.view for option in options if option.view}
