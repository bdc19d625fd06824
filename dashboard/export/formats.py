"""The registry of exports: one entry makes a file exist, at an address, on the page and for the command ``export``."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.model import Chart
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.export.conditions import pack_views
from dashboard.export.export_format import About, Cost, ExportFormat
from dashboard.export.naming import area_file_name, file_name
from dashboard.export.orders import ExportOrder, Progress, Workshop, WrongRequestError, view_stamp
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.primitives import SIZES
from dashboard.export.writers.board import board_pack
from dashboard.export.writers.pack import pack_zip
from dashboard.export.writers.poster import PictureKind
from dashboard.export.writers.slides import cover_of, deck, map_slide, method_of, notes_of
from dashboard.export.writers.snapshot import snapshot
from dashboard.export.writers.tables import chart_csv, csv, profile_csv, xlsx
from dashboard.export.writers.typesetting import get_ready, poster
from dashboard.views.staging import scene
from dashboard.wording import captions

_OFFICE = "application/vnd.openxmlformats-officedocument"


Maker = Callable[[Workshop, ExportOrder, Progress], bytes]


def export_name(made: ExportFormat, order: ExportOrder) -> str:
    """What the file of an order is called."""
    if made.about is About.AREA or order.all_conditions:
        return area_file_name(order.scene.edition, order.scene.area, made.name, made.extension)
    chart = (order.chart or order.view.show) if made.about is About.CHART else ""
    detail = "-".join(filter(None, (chart, order.size.key if made.sized else "")))
    return file_name(order.scene, detail, made.extension)


def chart_of(atlas: Atlas, order: ExportOrder) -> Chart:
    """The chart that is asked for by its name, else the first beside the map. Raises WrongRequestError without one."""
    beside = charts(atlas, order.scene)
    for chart in beside:
        if order.chart in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")


def _picture(kind: PictureKind) -> Maker:
    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready()
        return poster(shop.painter.picture(order.scene, order.size, order.stamp), kind, order.scale)

    return make


def _chart(kind: PictureKind) -> Maker:
    def make(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
        get_ready()
        chart, credits = chart_of(shop.atlas, order), captions.credits(order.scene)[:1]
        return poster(chart_picture(chart, credits, order.size, order.stamp), kind, order.scale)

    return make


def _slide(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    picture = shop.painter.picture(order.scene, order.size, order.stamp)
    return map_slide(picture, notes_of(order.scene, order.stamp))


def _deck(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    views, pages = pack_views(shop.atlas, order.view), []
    for number, view in enumerate(views):
        progress(number, len(views))
        shown, stamp = scene(shop.atlas, view), view_stamp(order.stamp, view)
        pages.append((shop.painter.picture(shown, SIZES["slide"], stamp), notes_of(shown, stamp)))
    return deck(pages, cover_of(order.scene, order.stamp, len(pages)), method_of(shop.atlas.edition))


def _zip(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    views = pack_views(shop.atlas, order.view)
    return pack_zip(shop.atlas, shop.painter, views, order.size, order.stamp, shop.version, progress)


def _board(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    views = pack_views(shop.atlas, order.view)
    return board_pack(shop.atlas, shop.painter, order.view, views, order.stamp, shop.version, progress)


def _snapshot(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    return snapshot(shop.atlas, shop.labeller, order.view, order.stamp, shop.version, progress)


#: Every file, in the order in which the page and the command offer them.
FORMATS = (
    ExportFormat(
        "map.png",
        "image/png",
        About.PICTURE,
        Cost.QUICK,
        _picture("png"),
        key="png",
        label="PNG: a picture for documents, e-mail and social media",
        inline=True,
    ),
    ExportFormat(
        "map.svg",
        "image/svg+xml",
        About.PICTURE,
        Cost.QUICK,
        _picture("svg"),
        key="svg",
        label="SVG: vectors for designers and the web",
        inline=True,
    ),
    ExportFormat(
        "map.pdf",
        "application/pdf",
        About.PICTURE,
        Cost.QUICK,
        _picture("pdf"),
        key="pdf",
        label="PDF: accessible, for print",
        inline=True,
    ),
    ExportFormat(
        "map.pptx",
        f"{_OFFICE}.presentationml.presentation",
        About.PICTURE,
        Cost.QUICK,
        _slide,
        key="pptx",
        label="PowerPoint: a slide in which every area can be edited",
    ),
    ExportFormat(
        "data.csv",
        "text/csv",
        About.FIGURES,
        Cost.TABLE,
        lambda shop, order, _: csv(shop.atlas, order.scene),
        key="csv",
        label="CSV",
        said="Figures as CSV",
        sized=False,
    ),
    ExportFormat(
        "data.xlsx",
        f"{_OFFICE}.spreadsheetml.sheet",
        About.FIGURES,
        Cost.TABLE,
        lambda shop, order, _: xlsx(shop.atlas, order.scene, order.stamp, shop.version),
        key="xlsx",
        label="Excel",
        said="Figures as an Excel workbook",
        sized=False,
    ),
    ExportFormat(
        "chart.png",
        "image/png",
        About.CHART,
        Cost.QUICK,
        _chart("png"),
        key="png",
        label="PNG",
        said="Chart as a PNG picture",
        inline=True,
    ),
    ExportFormat(
        "chart.svg",
        "image/svg+xml",
        About.CHART,
        Cost.QUICK,
        _chart("svg"),
        key="svg",
        label="SVG",
        said="Chart as SVG",
        inline=True,
    ),
    ExportFormat(
        "chart.csv",
        "text/csv",
        About.CHART,
        Cost.TABLE,
        lambda shop, order, _: chart_csv(chart_of(shop.atlas, order)),
        key="csv",
        label="CSV",
        said="Figures of the chart as CSV",
        sized=False,
    ),
    ExportFormat(
        "profile.csv",
        "text/csv",
        About.AREA,
        Cost.QUICK,
        lambda shop, order, _: profile_csv(shop.atlas, order.scene.area),
        name="profile",
    ),
    ExportFormat(
        "pack.zip",
        "application/zip",
        About.AREA,
        Cost.LONG,
        _zip,
        key="zip",
        label="pictures and tables (ZIP)",
        named="pack-SIZE",
    ),
    ExportFormat(
        "pack.pdf",
        "application/pdf",
        About.AREA,
        Cost.LONG,
        _board,
        key="board",
        label="board pack (PDF)",
        inline=True,
        named="board-pack",
    ),
    ExportFormat(
        "snapshot.html",
        "text/html",
        About.AREA,
        Cost.LONG,
        _snapshot,
        key="snapshot",
        label="one file to explore (HTML)",
        named="snapshot",
    ),
    ExportFormat(
        "map.pptx",
        f"{_OFFICE}.presentationml.presentation",
        About.AREA,
        Cost.LONG,
        _deck,
        key="deck",
        label="slides (PowerPoint)",
        query="conditions=all",
    ),
)


def offered(about: About) -> tuple[ExportFormat, ...]:
    """What the page offers about a picture, its figures, a chart or an area."""
    return tuple(one for one in FORMATS if one.about is about and one.label)


def format_at(path: str, all_conditions: bool) -> ExportFormat:
    """The format at an address: the one about all conditions, if there is one and they are asked for."""
    here = [one for one in FORMATS if one.path == path]
    return next((one for one in here if bool(one.query) is all_conditions), here[0])


#: The formats of the command by their names: those of one view, and those about a whole area.
SINGLE = {one.key: one for about in (About.PICTURE, About.FIGURES) for one in offered(about)}
WHOLE = {one.key: one for one in offered(About.AREA) if one.named}
