"""What makes the files: each from what makers work with, an order, and progress."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.model import Chart
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.export.conditions import pack_views
from dashboard.export.orders import ExportOrder, Progress, Workshop, WrongRequestError, view_stamp
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.primitives import SIZES
from dashboard.export.writers.board import board_pack
from dashboard.export.writers.chart_slides import BESIDE_MAP, chart_slide, map_and_chart_slide
from dashboard.export.writers.pack import pack_zip
from dashboard.export.writers.poster import PictureKind
from dashboard.export.writers.slides import cover_of, deck, map_slide, method_of, notes_of
from dashboard.export.writers.snapshot import snapshot
from dashboard.export.writers.typesetting import get_ready, poster
from dashboard.views.staging import scene
from dashboard.wording import captions

Maker = Callable[[Workshop, ExportOrder, Progress], bytes]


def chart_of(atlas: Atlas, order: ExportOrder) -> Chart:
    """The chart that is asked for by its name, else the first beside the map. Raises WrongRequestError without one."""
    beside = charts(atlas, order.scene)
    for chart in beside:
        if order.chart in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")


def picture_maker(kind: PictureKind) -> Maker:
    """The map as a picture."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready()
        return poster(shop.painter.picture(order.scene, order.size, order.stamp), kind, order.scale)

    return make


def chart_maker(kind: PictureKind) -> Maker:
    """The chart as a picture."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready()
        chart = chart_of(shop.atlas, order)
        credits = chart.credits or captions.credits(order.scene)[:1]
        return poster(chart_picture(chart, credits, order.size, order.stamp), kind, order.scale)

    return make


def make_slide(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The map on a slide, with the chart beside it if one stands beside it on the page and the slide is wide."""
    beside, notes = charts(shop.atlas, order.scene), notes_of(order.scene, order.stamp)
    if not beside or not order.size.wide:
        return map_slide(shop.painter.picture(order.scene, order.size, order.stamp), notes)
    picture = shop.painter.picture(order.scene, order.size, order.stamp, BESIDE_MAP)
    return map_and_chart_slide(picture, chart_of(shop.atlas, order), notes)


def make_chart_slide(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The chart on a slide, native and with its figures inside."""
    chart, credits = chart_of(shop.atlas, order), captions.credits(order.scene)[:1]
    return chart_slide(chart, credits, order.size, order.stamp, notes_of(order.scene, order.stamp))


def make_deck(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """A slide for every condition of the area."""
    views, pages = pack_views(shop.atlas, order.view), []
    for number, view in enumerate(views):
        progress(number, len(views))
        shown, stamp = scene(shop.atlas, view), view_stamp(order.stamp, view)
        pages.append((shop.painter.picture(shown, SIZES["slide"], stamp), notes_of(shown, stamp)))
    return deck(pages, cover_of(order.scene, order.stamp, len(pages)), method_of(shop.atlas.edition))


def make_zip(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """Pictures and tables of every condition of the area."""
    views = pack_views(shop.atlas, order.view)
    return pack_zip(shop.atlas, shop.painter, views, order.size, order.stamp, shop.version, progress)


def make_board(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """A page for every condition of the area."""
    views = pack_views(shop.atlas, order.view)
    return board_pack(shop.atlas, shop.painter, order.view, views, order.stamp, shop.version, progress)


def make_snapshot(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """One file with the maps of every condition of the area."""
    return snapshot(shop.atlas, shop.labeller, order.view, order.stamp, shop.version, progress)
