"""What makes the files of which no writer's own module does: from what makers work with, an order, and progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dashboard.core.view import Overlay
from dashboard.export.conditions import chosen_views
from dashboard.export.naming import file_name
from dashboard.export.orders import ExportOrder, Progress, Workshop, chart_of, view_stamp
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.own_look import own_chart, themed
from dashboard.export.picture.post import post_picture
from dashboard.export.picture.post_chart import chart_of_post, chart_post
from dashboard.export.picture.primitives import POST_SIZES, SIZES, Picture, Size, Stamp
from dashboard.export.post_choice import templates_of, usual_template
from dashboard.export.post_templates import PostTemplate
from dashboard.export.writers.slides import cover_of, deck, method_of, notes_of
from dashboard.export.writers.typesetting import PictureKind, get_ready, picture_file
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
        return picture_file(
            shop.painter.picture(order.scene, order.size, order.stamp, own=order.own), kind, order.scale
        )

    return make


def chart_maker(kind: PictureKind) -> Maker:
    """The chart as a picture."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready(kind)
        chart = own_chart(chart_of(shop, order), order.own)
        credits = chart.credits or captions.credits(order.scene)[:1]
        picture = chart_picture(chart, credits, order.size, order.stamp)
        return picture_file(themed(picture, order.own.theme), kind, order.scale)

    return make


def post_maker(kind: PictureKind) -> Maker:
    """The finding of a view as a post."""

    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready(kind)
        shown = _plain(shop, order)
        return picture_file(_post(shop, shown, order.template, order.size, order.stamp), kind, order.scale)

    return make


def make_posts(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """Posts from every template in every size of social media, or from one, with what is to be copied beside them."""
    get_ready("png")
    shown = _plain(shop, order)
    others = (one for one in templates_of(shop.atlas, shown) if one is not usual_template(shown))
    templates = [order.template] if order.template else [None, *others]
    files = (file for template in templates for file in _posts(shop, shown, template, order.stamp))
    return zipped([*files, ("captions.txt", "\r\n\r\n".join(_post_texts(shop, shown, templates)).encode())])


def _post(shop: Workshop, shown: Scene, template: PostTemplate | None, size: Size, stamp: Stamp) -> Picture:
    """The post from a template that the view can give; without one a place is a number, and many areas are a map."""
    if chart := chart_of_post(shop.atlas, shop.charts, shown, template):
        return chart_post(shown, chart, template, size, stamp)
    return post_picture(shop.atlas, shown, size, stamp, alone=template is not PostTemplate.MAP)


def _posts(shop: Workshop, shown: Scene, template: PostTemplate | None, stamp: Stamp) -> Iterator[tuple[str, bytes]]:
    for size in POST_SIZES:
        name = file_name(shown, "-".join(filter(None, ("post", template, size))), "png")
        yield name, picture_file(_post(shop, shown, template, SIZES[size], stamp), "png", 1.0)


def _post_texts(shop: Workshop, shown: Scene, templates: Sequence[PostTemplate | None]) -> Iterator[str]:
    """Captions, alternative text and credit of the map; of a chart its headline and what it shows."""
    yield from captions.to_copy(shown)
    for template in templates:
        if chart := chart_of_post(shop.atlas, shop.charts, shown, template):
            yield f"{template}: {chart.title}. {chart.subtitle}\r\nAlternative text: {chart.alternative}"
    yield ""


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
    return deck(pages, cover_of(shop.atlas, order.scene, order.stamp, len(pages)), method, stands_out, groups)
