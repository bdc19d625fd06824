"""The registry of exports: one entry makes a file exist, at an address, on the page and for the command ``export``."""

from __future__ import annotations

from dashboard.export.export_format import About, Cost, ExportFormat
from dashboard.export.makers import chart_maker, make_deck, picture_maker
from dashboard.export.orders import chart_of
from dashboard.export.writers.board import make_board
from dashboard.export.writers.brief import make_brief
from dashboard.export.writers.chart_slides import make_chart_slide, make_slide
from dashboard.export.writers.open_data import data_geojson, data_json
from dashboard.export.writers.open_tables import open_zip
from dashboard.export.writers.pack import make_zip
from dashboard.export.writers.snapshot import make_snapshot
from dashboard.export.writers.tables import chart_csv, csv, profile_csv, xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument"


#: Every file, in the order in which the page and the command offer them.
FORMATS = (
    ExportFormat(
        "map.png",
        "image/png",
        About.PICTURE,
        Cost.QUICK,
        picture_maker("png"),
        key="png",
        label="PNG: a picture for documents, e-mail and social media",
        inline=True,
    ),
    ExportFormat(
        "map.svg",
        "image/svg+xml",
        About.PICTURE,
        Cost.QUICK,
        picture_maker("svg"),
        key="svg",
        label="SVG: vectors for designers and the web",
        inline=True,
    ),
    ExportFormat(
        "map.pdf",
        "application/pdf",
        About.PICTURE,
        Cost.QUICK,
        picture_maker("pdf"),
        key="pdf",
        label="PDF: accessible, for print",
        inline=True,
    ),
    ExportFormat(
        "map.pptx",
        f"{_OFFICE}.presentationml.presentation",
        About.PICTURE,
        Cost.QUICK,
        make_slide,
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
        shared=True,
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
        shared=True,
    ),
    ExportFormat(
        "data.json",
        "application/json",
        About.OPEN,
        Cost.TABLE,
        lambda shop, order, _: data_json(shop.atlas, order.scene, order.stamp, shop.version),
        key="json",
        label="JSON",
        said="Figures as JSON",
        inline=True,
        sized=False,
        shared=True,
    ),
    ExportFormat(
        "data.geojson",
        "application/geo+json",
        About.OPEN,
        Cost.TABLE,
        lambda shop, order, _: data_geojson(shop.atlas, order.scene, order.stamp, shop.version),
        key="geojson",
        label="GeoJSON",
        said="Figures with the outlines of the areas as GeoJSON",
        sized=False,
        shared=True,
    ),
    ExportFormat(
        "chart.png",
        "image/png",
        About.CHART,
        Cost.QUICK,
        chart_maker("png"),
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
        chart_maker("svg"),
        key="svg",
        label="SVG",
        said="Chart as SVG",
        inline=True,
    ),
    ExportFormat(
        "chart.pdf",
        "application/pdf",
        About.CHART,
        Cost.QUICK,
        chart_maker("pdf"),
        key="pdf",
        label="PDF",
        said="Chart as an accessible PDF",
        inline=True,
    ),
    ExportFormat(
        "chart.pptx",
        f"{_OFFICE}.presentationml.presentation",
        About.CHART,
        Cost.QUICK,
        make_chart_slide,
        key="pptx",
        label="PowerPoint",
        said="Chart as a PowerPoint slide in which it can be edited",
    ),
    ExportFormat(
        "chart.csv",
        "text/csv",
        About.CHART,
        Cost.TABLE,
        lambda shop, order, _: chart_csv(chart_of(shop, order)),
        key="csv",
        label="CSV",
        said="Figures of the chart as CSV",
        sized=False,
        shared=True,
    ),
    ExportFormat(
        "profile.csv",
        "text/csv",
        About.AREA,
        Cost.QUICK,
        lambda shop, order, _: profile_csv(shop.atlas, order.scene.area),
        said="The latest figure of every indicator of an area as CSV",
        shared=True,
        name="profile",
    ),
    ExportFormat(
        "data/all.zip",
        "application/zip",
        About.ATLAS,
        Cost.QUICK,
        lambda shop, order, _: open_zip(shop.atlas, shop.version),
        key="open-data",
        said="All figures as tables with a dictionary (ZIP)",
        shared=True,
        name="open-data",
        named="open-data",
    ),
    ExportFormat(
        "pack.zip",
        "application/zip",
        About.AREA,
        Cost.LONG,
        make_zip,
        key="zip",
        label="pictures and tables (ZIP)",
        named="pack-SIZE",
        chooses=True,
    ),
    ExportFormat(
        "pack.pdf",
        "application/pdf",
        About.AREA,
        Cost.LONG,
        make_board,
        key="board",
        label="board pack (PDF)",
        inline=True,
        named="board-pack",
        chooses=True,
    ),
    ExportFormat(
        "brief.pdf",
        "application/pdf",
        About.AREA,
        Cost.QUICK,
        make_brief,
        key="brief",
        label="brief (PDF)",
        inline=True,
        sized=False,
        name="brief",
        named="brief",
    ),
    ExportFormat(
        "snapshot.html",
        "text/html",
        About.AREA,
        Cost.LONG,
        make_snapshot,
        key="snapshot",
        label="one file to explore (HTML)",
        named="snapshot",
    ),
    ExportFormat(
        "map.pptx",
        f"{_OFFICE}.presentationml.presentation",
        About.AREA,
        Cost.LONG,
        make_deck,
        key="deck",
        label="slides (PowerPoint)",
        query="conditions=all",
        chooses=True,
    ),
)


def offered(about: About) -> tuple[ExportFormat, ...]:
    """What the page offers about a picture, its figures, open data, a chart or an area."""
    return tuple(one for one in FORMATS if one.about is about and one.label)


#: The formats of the command by their names: those of one view, and those about a whole area.
SINGLE = {one.key: one for about in (About.PICTURE, About.FIGURES, About.OPEN) for one in offered(about)}
WHOLE = {one.key: one for one in FORMATS if one.named}
