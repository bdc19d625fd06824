"""Slides with native charts: a chart alone, or the map with its chart beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from pptx.slide import Slide

from dashboard.charts.model import Axis, Chart, ChartForm
from dashboard.core.collisions import Rectangle
from dashboard.export.orders import ExportOrder, Progress, Workshop, chart_of, chosen_chart
from dashboard.export.picture.chart_marks import Plot
from dashboard.export.picture.chart_picture import (
    LETTERS,
    below_legend,
    chart_picture,
    legible,
    plot_below,
    with_labels_apart,
)
from dashboard.export.picture.frame import GAP, body_between
from dashboard.export.picture.own_look import OwnLook, own_chart, themed
from dashboard.export.picture.point_names import with_free_names
from dashboard.export.picture.primitives import Box, Picture, Size
from dashboard.export.picture.primitives import Text as Lettered
from dashboard.export.picture.text_metrics import width, wrap
from dashboard.export.writers.drawingml import Pen, emu_per_px
from dashboard.export.writers.native_chart import native_chart
from dashboard.export.writers.native_forms import rules_of
from dashboard.export.writers.native_model import NativeRoom, NativeRow, as_native, axis_of
from dashboard.export.writers.presentation import add_badge, add_shapes, add_slide, blank, embed_chart, packed
from dashboard.export.writers.slides import Notes, add_map, ground_shapes, map_slide, notes_of, write_notes
from dashboard.wording import captions

#: The part of a slide that a chart beside the map takes, and how much smaller its letters are.
BESIDE_MAP = 0.46
_SMALLER = 0.78
#: In heights of a letter: the key of a native legend with the room around it, and a line of it.
_KEY, _LEGEND_LINE = 4.0, 1.7
_EMU_PER_POINT = 12_700


def make_slide(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The map on a slide, with the chart beside it if one stands beside it on the page and the slide is wide."""
    lead = captions.own_title_note(captions.finding(order.scene)) if order.own.title else ""
    beside, notes = shop.charts(shop.atlas, order.scene), notes_of(order.scene, order.stamp, lead)
    if not beside or not order.size.wide:
        return map_slide(shop.painter.picture(order.scene, order.size, order.stamp, own=order.own), notes)
    picture = shop.painter.picture(order.scene, order.size, order.stamp, replace(order.own, kept_free=BESIDE_MAP))
    chart = own_chart(chosen_chart(beside, order.chart), OwnLook(highlight=order.own.highlight))
    return map_and_chart_slide(picture, chart, notes)


def make_chart_slide(shop: Workshop, order: ExportOrder, _: Progress) -> bytes:
    """The chart on a slide, native and with its figures inside."""
    found = chart_of(shop, order)
    chart = own_chart(found, order.own)
    credits = chart.credits or captions.credits(order.scene)[:1]
    notes = notes_of(order.scene, order.stamp, captions.own_title_note(found.title) if order.own.title else "")
    return chart_slide(chart, themed(chart_picture(chart, credits, order.size, order.stamp), order.own.theme), notes)


def chart_slide(chart: Chart, picture: Picture, notes: Notes) -> bytes:
    """A presentation of one slide: a chart with the headline, the notes and the sources of its picture."""
    size, (title, subtitle, foot) = picture.size, picture.texts[:3]
    presentation, pen = blank(size, picture.author), Pen(size)
    shapes = [pen.flowing("Title", title, 'type="title"'), pen.flowing("Subtitle", subtitle)]
    words = [*ground_shapes(pen, picture), *shapes, pen.lettering("Source", foot)]
    slide = add_slide(presentation, "Title Only", words)
    _add_chart(slide, chart, pen, size, body_between(size, (title, subtitle), (foot,)), size.unit)
    if picture.badge:
        add_badge(slide, size, picture.badge)
    write_notes(slide, replace(notes, caption=f"{chart.title}. {chart.alternative}"))
    return packed(presentation, chart.title, chart.alternative, picture.author)


def map_and_chart_slide(picture: Picture, chart: Chart, notes: Notes) -> bytes:
    """A presentation of one slide: the picture of a map, which keeps a part free, and a chart in that part."""
    size, unit = picture.size, picture.size.unit
    presentation = blank(size, picture.author)
    slide = add_map(presentation, picture, notes)
    pen = Pen(size, first=1_000_000)
    body = body_between(size, picture.texts[:2], picture.texts[2:3])
    left = body.x + body.width * (1 - BESIDE_MAP) + GAP * unit
    room = body.x + body.width - left
    letters, top = LETTERS * unit, body.y
    if chart.title != picture.title:
        title = Lettered(wrap(chart.title, letters, room, bold=True, most=3), left, top, letters, bold=True)
        top += title.height + 8 * unit
        add_shapes(slide, [pen.lettering("Title of the chart", title)])
    _add_chart(slide, chart, pen, size, Box(left, top, room, body.y + body.height - top), unit * _SMALLER)
    return packed(presentation, picture.title, picture.description, picture.author)


def _add_chart(slide: Slide, chart: Chart, pen: Pen, size: Size, frame: Box, unit: float) -> None:
    """A chart in a frame over its grounds of colour. unit: pixels of its letters' unit."""
    if chart.form is ChartForm.PERIODS:
        chart = legible(chart, frame, unit)
    below = _below_legend(chart, frame, unit)
    plot = plot_below(chart, frame, below, unit)
    room = NativeRoom(
        left=(plot.room.x - frame.x) / frame.width,
        top=(plot.room.y - frame.y) / frame.height,
        across=plot.room.width / frame.width,
        down=plot.room.height / frame.height,
        legend=(below - frame.y) / frame.height,
        letters=LETTERS * unit * emu_per_px(size) / _EMU_PER_POINT,
    )
    made = native_chart(_named(with_labels_apart(chart, plot, unit), plot, unit), room)
    relation = embed_chart(slide, made.xml, made.book)
    grounds = (pen.band("Ground", box, colour) for box, colour in _grounds(chart, plot))
    add_shapes(slide, [*grounds, pen.chart("Chart", chart.alternative, frame, relation)])


def _below_legend(chart: Chart, frame: Box, unit: float) -> float:
    """Where a native legend ends, which stands in columns as wide as its longest name."""
    letters = LETTERS * unit
    widest = max((width(series.name, letters) for series in chart.legend), default=0.0) + _KEY * letters
    rows = ceil(len(chart.legend) / max(1, int(frame.width / widest)))
    return max(below_legend(chart, frame, unit), frame.y + rows * _LEGEND_LINE * letters)


def _named(chart: Chart, plot: Plot, unit: float) -> Chart:
    """The chart with the names that find a place, because office programs write all over one another."""
    drawn, letters = Plot(plot.room, as_native(chart.x), as_native(chart.y)), LETTERS * unit
    said = [row for rule in rules_of(chart) for row in rule.rows if row.label]
    return with_free_names(chart, drawn, unit, letters, [_over_rule(row, drawn, letters) for row in said])


def _over_rule(row: NativeRow, plot: Plot, letters: float) -> Rectangle:
    """The room of the words of a rule."""
    (x, y), half = plot.at(row.x or 0.0, row.y or 0.0), width(row.label, letters) / 2
    return x - half, y - letters * 1.6, x + half, y


def _grounds(chart: Chart, plot: Plot) -> Iterator[tuple[Box, str]]:
    """The grounds of colour where the native axes have their places."""
    room = plot.room
    for zone in chart.zones:
        x0, x1 = sorted(_part(chart.x, position) for position in (zone.x0, zone.x1))
        y0, y1 = sorted(1 - _part(chart.y, position) for position in (zone.y0, zone.y1))
        box = Box(room.x + x0 * room.width, room.y + y0 * room.height, (x1 - x0) * room.width, (y1 - y0) * room.height)
        yield box, zone.colour


def _part(axis: Axis, position: float) -> float:
    """How far along an axis a place lies, from 0 to 1."""
    ends = axis_of(axis) if axis.grid else None
    low, high = (ends.low, ends.high) if ends else sorted((axis.low, axis.high))
    part = min(1.0, max(0.0, (position - low) / (high - low)))
    return 1 - part if axis.low > axis.high else part
