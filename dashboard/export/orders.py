"""What an export is made of: the order, what makers work with, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dashboard.charts.model import Chart
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.export.export_format import About, ExportFormat
from dashboard.export.naming import area_file_name, file_name
from dashboard.export.picture.own_look import AS_IT_IS, OwnLook
from dashboard.export.picture.primitives import Picture, Size, Stamp
from dashboard.export.post_templates import PostTemplate
from dashboard.maps.placement.labels import Frame, Lettered, Lettering
from dashboard.views.scene import Scene

#: Told how many views are done, of how many.
Progress = Callable[[int, int], None]


class WrongRequestError(ValueError):
    """What no file can be made of; the message says what to change."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be made: a scene in a size at a scale, of one view or of many, or one of its charts.

    conditions: those that a file about many is to have, all of the area if empty. template: of a post, else the usual.
    slides: the views of a presenter's list, of any areas, if a file is of those.
    """

    scene: Scene
    size: Size
    scale: float
    of_many: bool
    stamp: Stamp
    chart: str = ""
    own: OwnLook = AS_IT_IS
    template: PostTemplate | None = None
    conditions: tuple[str, ...] = ()
    slides: tuple[View, ...] = ()

    @property
    def view(self) -> View:
        """The view of the scene."""
        return self.scene.view


def chart_of(shop: Workshop, order: ExportOrder) -> Chart:
    """The chart that is asked for by its name, else the first beside the map. Raises WrongRequestError without one."""
    return chosen_chart(shop.charts(shop.atlas, order.scene), order.chart)


def chosen_chart(beside: Sequence[Chart], key: str) -> Chart:
    """The same of charts that are made already."""
    for chart in beside:
        if key in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")


def export_name(made: ExportFormat, order: ExportOrder) -> str:
    """What the file of an order is called."""
    if made.about in (About.AREA, About.ATLAS) or order.of_many:
        chosen = len(order.slides) or len(order.conditions)
        name = f"{chosen} chosen" if chosen else made.name
        return area_file_name(order.scene.edition, order.scene.area, name, made.extension)
    # A post and the map of the same view and size are two files.
    post = "-".join(filter(None, ("post", order.template)))
    kind = {About.CHART: order.chart or order.view.show, About.POST: post}.get(made.about, "")
    detail = "-".join(filter(None, (kind, order.size.key if made.sized else "")))
    return file_name(order.scene, detail, made.extension)


class PictureMaker(Protocol):
    """What makes the pictures of a pack, which need not know how."""

    def picture(self, scene: Scene, size: Size, stamp: Stamp, own: OwnLook = AS_IT_IS) -> Picture:
        """The picture of a scene in a size, with a look of one's own."""


class LabelMaker(Protocol):
    """What places the labels of a snapshot, which need not know how."""

    def letter(self, scene: Scene, frame: Frame, lettering: Lettering) -> Lettered:
        """The labels of a scene in a frame."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all makers work with. charts: those beside the map of a scene. version: of the data."""

    atlas: Atlas
    painter: PictureMaker
    labeller: LabelMaker
    charts: Callable[[Atlas, Scene], tuple[Chart, ...]]
    version: str


def view_stamp(stamp: Stamp, view: View) -> Stamp:
    """The stamp of one view of a pack: the address of the pack with the query of the view."""
    return replace(stamp, address=f"{stamp.address.partition('?')[0]}?{view.to_query()}")


def followed(scenes: Sequence[Scene], progress: Progress | None) -> Iterator[Scene]:
    """The scenes one after the other; after each one is told how many are done. What the telling raises ends it."""
    for done, shown in enumerate(scenes, 1):
        yield shown
        if progress:
            progress(done, len(scenes))
