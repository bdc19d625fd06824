"""What an export is made of: the order, what makers work with, and the chart that is meant."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.model import Chart
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import Size, Stamp
from dashboard.maps.placement.labelling import Labeller
from dashboard.views.scene import Scene


class WrongRequestError(ValueError):
    """What no file can be made of; the message says what to change."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be made: a scene in a size at a scale, of one condition or of all, or one of its charts."""

    scene: Scene
    size: Size
    scale: float
    all_conditions: bool
    stamp: Stamp
    chart: str = ""

    @property
    def view(self) -> View:
        """The view of the scene."""
        return self.scene.view


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all makers work with. version: of the data."""

    atlas: Atlas
    painter: Painter
    labeller: Labeller
    version: str


def chart_of(atlas: Atlas, order: ExportOrder) -> Chart:
    """The chart that is asked for by its name, else the first beside the map. Raises WrongRequestError without one."""
    beside = charts(atlas, order.scene)
    for chart in beside:
        if order.chart in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")
