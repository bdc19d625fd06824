"""Which charts stand beside the map of a scene: those that its entry in ``views.shows`` names.

They are looked up by name, for an import of each would be a third place to touch for a new chart. The test of the house
counts what the entries name among the imports of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pkgutil import resolve_name

from dashboard.charts.model import Chart
from dashboard.core.atlas import Atlas
from dashboard.views.scene import Scene
from dashboard.views.shows import POST_SHOWS, SHOWS, Show

Draw = Callable[[Atlas, Scene], tuple[Chart, ...]]


def drawn_by(shows: Iterable[Show]) -> dict[str, Draw]:
    """Key -> the function that an entry names. Raises ImportError or AttributeError for one that is not there."""
    return {show.key: resolve_name(f"dashboard.charts.{show.draws}") for show in shows if show.draws}


#: Looked up at the start, so that a wrong name stops it.
_DRAWN = drawn_by((*SHOWS.values(), *POST_SHOWS))


def charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The charts of a scene, at most two; none where the table, the profile or the system stands."""
    draw = _DRAWN.get(scene.view.show)
    return draw(atlas, scene) if draw else ()
