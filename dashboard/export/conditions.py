"""All conditions of an area: the views that a pack has."""

from __future__ import annotations

from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.views import settling
from dashboard.views.options import condition_options
from dashboard.views.staging import scene


def pack_views(atlas: Atlas, view: View) -> tuple[View, ...]:
    """The view that the condition menu leads to from here, for each condition with figures in this area.

    Area, level and overlay stay where the condition is published for them. A place view counts only if the
    place itself has a figure, or the council or place with the same boundary, whose view it is then.
    """
    own = _offered(atlas, view)
    twin = atlas.areas.get(atlas.areas[view.area].same_boundary)
    other = _offered(atlas, settling.valid(atlas, replace(view, area=twin.code, by=twin.level))) if twin else {}
    choices = ((one, other.get(condition)) for condition, one in own.items())
    found = (next((v for v in pair if v and scene(atlas, v).has_figures), None) for pair in choices)
    return tuple(one for one in found if one)


def _offered(atlas: Atlas, view: View) -> dict[str, View]:
    """The views of the condition menu by condition."""
    options = (option for group in condition_options(atlas, view).values() for option in group)
    return {option.key: option.view for option in options if option.view}
