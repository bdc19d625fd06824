"""The picture of a chart: the same marks, axes and sentences as on the page, laid out anew for its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from dashboard.charts.end_labels import apart
from dashboard.charts.model import MILD, POINT_AT, Chart, Series
from dashboard.core.colours import QUIET
from dashboard.core.house_style import AS_THE_ATLAS
from dashboard.export.picture.chart_marks import Plot, grounds_of, lines_of, rectangle, symbol_mark, symbols_of
from dashboard.export.picture.frame import body_between, foot_of, head_of
from dashboard.export.picture.house_style import styled
from dashboard.export.picture.point_names import free_names
from dashboard.export.picture.primitives import LINE, Box, Patch, Picture, Size, Stamp, Text
from dashboard.export.picture.text_metrics import cut, width, wrap

LETTERS = 23
#: The part of the height of a drawing that names above it may take.
_UPRIGHT = 0.46
#: What stands above many rows is as much smaller at most.
_PARTS = (1.0, 0.9, 0.8, 0.7, 0.6)
#: The part of the width of a drawing that names beside it may take, in two lines or in one, and how much smaller than
#: other words those in one line may be before they are cut.
_NAMES, _NAMES_IN_ONE_LINE, _SMALLEST_NAMES = 0.3, 0.4, 0.8
#: In design units: between names and drawing, and how far they may reach into the margin.
_BESIDE_NAMES, _INTO_MARGIN = 14, 2


def chart_picture(chart: Chart, credits: Sequence[str], size: Size, stamp: Stamp) -> Picture:
    """The picture of a chart with headline, legend, axes, notes, sources and address. credits: source and licence."""
    head = head_of(chart.title, chart.subtitle, size)
    foot = foot_of((*(note for note in chart.notes if note != POINT_AT), *credits), size, stamp)
    return chart_within(chart, body_between(size, head, foot), size.unit, size, stamp, (*head, *foot))


def chart_drawing(chart: Chart, size: Size, stamp: Stamp) -> Picture:
    """The drawing of a chart alone, for a page that says the rest and has the house style itself."""
    plain = replace(stamp, house=AS_THE_ATLAS)
    return chart_within(chart, Box(0, 0, size.width, size.height), size.unit, size, plain, ())


def chart_within(chart: Chart, body: Box, unit: float, size: Size, stamp: Stamp, around: Sequence[Text]) -> Picture:
    """A picture with a chart in a box of it. around: the other texts, headline first and foot third."""
    unit *= _smaller(chart, body, unit)
    marks, entries, below = _legend(chart, body, unit)
    chart = _cut_names(chart, (body.y + body.height - below) * _UPRIGHT, unit)
    plot = plot_below(chart, body, below, unit)
    chart = with_labels_apart(chart, plot, unit)
    picture = Picture(
        size=size,
        author=stamp.made_by,
        address=stamp.address,
        title=chart.title,
        description=chart.alternative,
        areas=tuple(grounds_of(chart, plot, unit)),
        hatching=tuple(lines_of(chart, plot, unit)),
        outlines=(*symbols_of(chart, plot, unit), *marks),
        leaders=(),
        dots=(),
        swatches=(),
        labels=(*_end_labels(chart, plot, unit), *_names(chart, plot, unit)),
        texts=(*around, *entries, *_axis_texts(chart, plot, body.x, unit)),
        table=None,
    )
    return styled(picture, stamp.house)


def _smaller(chart: Chart, body: Box, unit: float) -> float:
    """How much smaller legend and upright names are drawn, so that rows below them can be read as they can."""
    if not chart.x.upright:
        return 1.0
    return next((part for part in _PARTS if _row(chart, body, unit * part) >= LETTERS * unit * part), _PARTS[-1])


def _row(chart: Chart, body: Box, unit: float) -> float:
    """How large the words of a row can be under the legend and the upright names."""
    below = _legend(chart, body, unit)[2]
    chart = _cut_names(chart, (body.y + body.height - below) * _UPRIGHT, unit)
    return plot_below(chart, body, below, unit).row / LINE


def with_labels_apart(chart: Chart, plot: Plot, unit: float) -> Chart:
    """A chart whose labels at the ends of lines keep apart in a drawing of this height."""
    at = [k for k, series in enumerate(chart.series) if series.label_at is not None]
    if not at:
        return chart
    line = (chart.y.high - chart.y.low) * LINE * LETTERS * unit / plot.room.height
    ends = [next(p.y for p in reversed(chart.series[k].points) if p.y is not None) for k in at]
    heights = dict(zip(at, apart(ends, line, chart.y.low + line / 2, chart.y.high - line / 2), strict=True))
    series = (replace(one, label_at=heights.get(k, one.label_at)) for k, one in enumerate(chart.series))
    return replace(chart, series=tuple(series))


def _cut_names(chart: Chart, room: float, unit: float) -> Chart:
    """A chart whose upright names are no longer than their room."""
    if not chart.x.upright:
        return chart
    ticks = tuple((position, cut(words, LETTERS * unit, room)) for position, words in chart.x.ticks)
    return replace(chart, x=replace(chart.x, ticks=ticks))


def below_legend(chart: Chart, body: Box, unit: float) -> float:
    """Where the legend at the top of a box ends."""
    return _legend(chart, body, unit)[2]


def plot_below(chart: Chart, whole: Box, below: float, unit: float) -> Plot:
    """Names stand left of the drawing, the labels of lines right of it, the axis of figures below."""
    body = Box(whole.x, below, whole.width, whole.y + whole.height - below)
    letters = LETTERS * unit
    ends = max((width(series.label, letters) for series in chart.series if series.label), default=0.0)
    top = (2.2 if chart.y.title or chart.rules else 0.8) * letters
    bottom = (3.4 if chart.x.title else 1.9) * letters
    if chart.x.upright:
        highest = max((width(words, letters) for _, words in chart.x.ticks), default=0.0)
        top, bottom = min(highest, body.height * _UPRIGHT) + letters, 0.5 * letters
    left = _room_of_names(chart, body.width, body.height - top - bottom, letters) + _BESIDE_NAMES * unit
    room = Box(
        body.x + left, body.y + top, body.width - left - max(ends + 12 * unit, letters), body.height - top - bottom
    )
    return Plot(room, chart.x, chart.y)


def _room_of_names(chart: Chart, across: float, down: float, letters: float) -> float:
    """How wide the words of the upright axis are; those that have room for one line only may take more of the width."""
    names = max((width(words, letters, position in chart.y.strong) for position, words in chart.y.ticks), default=0.0)
    in_one_line = not chart.y.grid and down < len(chart.y.ticks) * _two_lines(letters)
    return min(names, across * (_NAMES_IN_ONE_LINE if in_one_line else _NAMES))


def _have_two_lines(chart: Chart, row: float, letters: float, room: float) -> bool:
    """Whether names may have two lines: in high rows all; before one is cut, those between short ones in lower rows."""
    if row >= _two_lines(letters):
        return True
    widths = [width(words, letters, position in chart.y.strong) for position, words in chart.y.ticks]
    is_low = row < 0.75 * _two_lines(letters) or max(widths, default=0.0) * _SMALLEST_NAMES <= room
    return not is_low and not any(min(both) > room for both in pairwise(widths))


def _two_lines(letters: float) -> float:
    """The height of a row in which a name has two lines."""
    return 2 * LINE * letters


def legible(chart: Chart, room: Box, unit: float) -> Chart:
    """A chart with as many words along its lower axis as have room there, its end always among them."""
    if chart.x.upright:
        return chart
    widest = max((width(words, LETTERS * unit) for _, words in chart.x.ticks), default=0.0)
    free = plot_below(chart, room, room.y, unit).room.width
    every = max(1, ceil(len(chart.x.ticks) * (widest + LETTERS * unit) / free))
    ticks = chart.x.ticks[::-1][::every][::-1]
    return replace(chart, x=replace(chart.x, ticks=ticks))


def _legend(chart: Chart, body: Box, unit: float) -> tuple[list[Patch], list[Text], float]:
    """The marks and words of the legend in lines from the top of a box, and where it ends."""
    letters, step = LETTERS * unit, LETTERS * unit * 1.7
    marks: list[Patch] = []
    entries: list[Text] = []
    x, y = body.x, body.y
    for series in chart.legend:
        room = 34 * unit + width(series.name, letters)
        if x > body.x and x + room > body.x + body.width:
            x, y = body.x, y + step
        middle = y + letters * 0.625
        marks.append(_legend_mark(series, x, middle, unit))
        entries.append(Text((series.name,), x + 34 * unit, y, letters))
        x += room + 34 * unit
    return marks, entries, y + step if entries else body.y


def _legend_mark(series: Series, x: float, middle: float, unit: float) -> Patch:
    if series.spread == "y" and not series.symbol:
        half = 0.6 * unit
        ring = rectangle(x + 12 * unit - half, middle - 11 * unit, x + 12 * unit + half, middle + 11 * unit)
        return Patch("", series.name, "", ((ring,),), series.colour, series.colour, 0.5 * unit)
    if series.spread == "bar" or not series.symbol:
        height = 8 * unit if series.spread == "bar" else series.line * unit
        ring = rectangle(x, middle - height, x + 24 * unit, middle + height)
        return Patch("", series.name, "", ((ring,),), series.colour, series.colour, 0.5 * unit)
    return symbol_mark(series, (x + 12 * unit, middle), series.name, unit, 11 * unit)


def _axis_texts(chart: Chart, plot: Plot, left: float, unit: float) -> Iterable[Text]:
    letters, room = LETTERS * unit, plot.room
    bottom = room.y + room.height
    for position, words in chart.x.ticks:
        x = plot.at(position, plot.y.low)[0]
        if chart.x.upright:
            yield Text((words,), x, room.y - letters * 0.4, letters, upright=True)
        else:
            yield Text((words,), x, bottom + letters * 0.4, letters, align="middle")
    if chart.x.title:
        yield Text((chart.x.title,), room.x + room.width / 2, bottom + letters * 1.9, letters, True, QUIET, "middle")
    yield from _names_of_rows(chart, plot, max(left - _INTO_MARGIN * unit, 0.0), unit)
    if chart.y.title:
        yield Text((chart.y.title,), room.x, room.y - letters * 1.9, letters, True, QUIET)
    for rule in chart.rules:
        x, y = plot.at(rule.at, plot.y.high) if rule.axis == "x" else plot.at(plot.x.high, rule.at)
        align = "middle" if rule.axis == "x" else "right"
        above = room.y if rule.axis == "x" else y
        yield Text((rule.words,), x, above - letters * 1.3, letters, False, rule.colour, align)


def _names_of_rows(chart: Chart, plot: Plot, left: float, unit: float) -> Iterable[Text]:
    """The words of the upright axis; those of many rows are as small as a row asks for, in one line each.

    left: how far the names may reach at most.
    """
    letters, room = min(LETTERS * unit, plot.row / LINE), plot.room.x - _BESIDE_NAMES * unit - left
    most_lines = 2 if _have_two_lines(chart, plot.row, letters, room) else 1
    if most_lines == 1:
        widths = (width(words, letters, position in chart.y.strong) for position, words in chart.y.ticks)
        letters *= max(_SMALLEST_NAMES, room / max((room, *widths)))
    for position, words in chart.y.ticks:
        strong, x = position in chart.y.strong, plot.room.x - _BESIDE_NAMES * unit
        lines = wrap(words, letters, room, strong, most=most_lines)
        y = plot.at(plot.x.low, position)[1] - letters * 0.625 * len(lines)
        for k, line in enumerate(lines):
            yield Text((line,), x, y + k * letters * LINE, letters, strong, align="right")


def _end_labels(chart: Chart, plot: Plot, unit: float) -> Iterable[Text]:
    letters = LETTERS * unit
    for series in chart.series:
        known = [p for p in series.points if p.x is not None and p.y is not None]
        if series.label and known and known[-1].x is not None and known[-1].y is not None:
            x, y = plot.at(known[-1].x, known[-1].y if series.label_at is None else series.label_at)
            x = x if series.label_at is None else plot.room.x + plot.room.width
            colour = QUIET if series.colour == MILD else series.colour
            yield Text((series.label,), x + 10 * unit, y - letters * 0.625, letters, False, colour)


def _names(chart: Chart, plot: Plot, unit: float) -> Iterable[Text]:
    """Names beside their marks."""
    letters = LETTERS * unit * 0.9
    for name in free_names(chart, plot, unit, letters):
        yield Text((name.point.label,), name.box[0], name.box[1], letters)
