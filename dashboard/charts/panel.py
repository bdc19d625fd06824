"""Which charts stand beside the map of a scene."""

from __future__ import annotations

from dashboard.atlas import Atlas
from dashboard.charts.model import Chart
from dashboard.charts.ranking import ranking
from dashboard.model import Show
from dashboard.scene import Scene


def charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The charts of a scene, at most two; none where the table, the profile or the system stands."""
    show, indicator = scene.view.show, scene.indicator
    if show is Show.RANKING and indicator is not None:
        return (ranking(atlas, scene, indicator),)
    return ()
