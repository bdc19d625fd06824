"""Which charts stand beside the map of a scene."""

from __future__ import annotations

from dashboard.charts.causes import causes
from dashboard.charts.life import life
from dashboard.charts.model import Chart
from dashboard.charts.ranking import ranking
from dashboard.charts.scatter import scatter
from dashboard.charts.tenths import tenths
from dashboard.charts.trend import trend
from dashboard.core.atlas import Atlas
from dashboard.core.view import Show
from dashboard.views.scene import Scene


def charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The charts of a scene, at most two; none where the table, the profile or the system stands."""
    show, indicator = scene.view.show, scene.indicator
    if show is Show.RANKING and indicator is not None:
        return (ranking(atlas, scene, indicator),)
    if show is Show.TREND and indicator is not None:
        return (trend(atlas, scene, indicator),)
    if show is Show.SCATTER and indicator is not None:
        both = scatter(atlas, scene, indicator), tenths(atlas, scene, indicator)
        return tuple(chart for chart in both if chart)
    if show is Show.LIFE:
        return life(atlas, scene)
    if show is Show.CAUSES:
        return causes(atlas, scene)
    return ()
