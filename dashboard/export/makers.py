"""What makes the files of which no writer's own module does: from what makers work with, an order, and progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.core.view import Overlay
from dashboard.export.conditions import chosen_views
from dashboard.export.naming import file_name
from dashboard.export.orders import ExportOrder, Progress, Workshop, chart_of, view_stamp
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.own_look import own_chart, themed
from dashboard.export.picture.post import post_picture
from dashboard.export.picture.primitives import POST_SIZES, SIZES
from dashboard.export.writers.slides import cover_of, deck, method_of, notes_of
from dashboard.export.writers.typesetting import PictureKind, get_ready, poster
from dashboard.export.writers.zipped import zipped
from dashboard.views.area_profile import profile_entries
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions
from dashboard.wording.area_brief import summary

Maker = Callable[[Workshop, ExportOrder, Progress], bytes]


def picture_maker(kind: PictureKind) -> Maker:
    """The map as a picture."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready(kind)
        return poster(shop.painter.picture(order.scene, order.size, order.stamp, own=order.own), kind, order.scale)

    return make


def chart_maker(kind: PictureKind) -> Maker:
    """The chart as a picture."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready(kind)
        chart = own_chart(chart_of(shop, order), order.own)
        credits = chart.credits or captions.credits(order.scene)[:1]
        picture = chart_picture(chart, credits, order.size, order.stamp)
        return poster(themed(picture, order.own.theme), kind, order.scale)

    return make


def post_maker(kind: PictureKind) -> Maker:
    """The finding of a view as a post."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready(kind)
        return poster(post_picture(shop.atlas, _plain(shop, order), order.size, order.stamp), kind, order.scale)

    return make


def make_posts(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The post in every size of social media, with what is to be copied beside it."""
    get_ready("png")
    shown = _plain(shop, order)
    posts = [
        (
            file_name(shown, f"post-{size}", "png"),
            poster(post_picture(shop.atlas, shown, SIZES[size], order.stamp), "png", 1.0),
        )
        for size in POST_SIZES
    ]
    return zipped([*posts, ("captions.txt", "\r\n\r\n".join((*captions.to_copy(shown), "")).encode())])


def _plain(shop: Workshop, order: ExportOrder) -> Scene:
    """One finding: what is laid over the map would need a key that a post has no room for."""
    return scene(shop.atlas, replace(order.view, overlay=Overlay.NONE))


def make_deck(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """A slide for every condition of the area, or for every view of a list, which has no cover of one area."""
    views, pages, groups = chosen_views(shop, order), [], []
    for number, view in enumerate(views):
        progress(number, len(views))
        shown, stamp = scene(shop.atlas, view), view_stamp(order.stamp, view)
        pages.append((shop.painter.picture(shown, SIZES["slide"], stamp), notes_of(shown, stamp)))
        groups.append(shown.condition.group)
    method = method_of(shop.atlas.edition)
    if order.slides:
        return deck(pages, None, method)
    stands_out = [("", words) for words in summary(profile_entries(shop.atlas, order.scene.area))]
    return deck(pages, cover_of(order.scene, order.stamp, len(pages)), method, stands_out, groups)
