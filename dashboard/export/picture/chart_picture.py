"""The picture of a chart: the same marks, axes and sentences as on the page, laid out anew for its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from shapely.geometry import Polygon, box

from dashboard.charts.model import MILD, POINT_AT, Axis, Chart, Series, runs
from dashboard.core.colours import WHITE
from dashboard.export.picture.frame import body_between, foot_of, head_of
from dashboard.export.picture.primitives import LINE, QUIET, Box, Line, Patch, Picture, Point, Ring, Size, Stamp, Text
from dashboard.export.picture.text_metrics import width, wrap

_GRID = "#dfe5e8"
_LETTERS = 23
_CORNERS = 24
#: How much of a colour stays in a band behind its line.
_BAND = 0.17
_DASH, _GAP = 9.0, 7.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """The room of the drawing and the way from figures to pixels."""

    room: Box
    x: Axis
    y: Axis

    def at(self, x: float, y: float) -> Point:
        """A place in pixels."""
        across = (x - self.x.low) / (self.x.high - self.x.low)
        up = (y - self.y.low) / (self.y.high - self.y.low)
        return (
            round(self.room.x + across * self.room.width, 2),
            round(self.room.y + (1 - up) * self.room.height, 2),
        )


def chart_picture(chart: Chart, credits: Sequence[str], size: Size, stamp: Stamp) -> Picture:
    """The picture of a chart with headline, legend, axes, notes, sources and address. credits: source and licence."""
    unit = size.unit
    head = head_of(chart.title, chart.subtitle, size)
    foot = foot_of((*(note for note in chart.notes if note != POINT_AT), *credits), size, stamp)
    body = body_between(size, head, foot)
    marks, entries, below = _legend(chart, body, unit)
    plot = _plot(chart, Box(body.x, below, body.width, body.y + body.height - below), unit)
    return Picture(
        size=size,
        title=chart.title,
        description=chart.alternative,
        areas=tuple(_grounds(chart, plot, unit)),
        hatching=tuple(_lines(chart, plot, unit)),
        outlines=(*_symbols(chart, plot, unit), *marks),
        leaders=(),
        dots=(),
        swatches=(),
        labels=(*_end_labels(chart, plot, unit), *_names(chart, plot, unit)),
        texts=(*head, *foot, *entries, *_axis_texts(chart, plot, unit)),
        table=None,
    )


def _plot(chart: Chart, body: Box, unit: float) -> _Plot:
    """Names stand left of the drawing, the labels of lines right of it, the axis of figures below."""
    letters = _LETTERS * unit
    names = max((width(words, letters, place in chart.y.strong) for place, words in chart.y.ticks), default=0.0)
    names = min(names, body.width * 0.3)
    ends = max((width(series.label, letters) for series in chart.series if series.label), default=0.0)
    left = names + 14 * unit
    top = (2.2 if chart.y.title or chart.rules else 0.8) * letters
    bottom = (3.4 if chart.x.title else 1.9) * letters
    room = Box(
        body.x + left, body.y + top, body.width - left - max(ends + 12 * unit, letters), body.height - top - bottom
    )
    return _Plot(room, chart.x, chart.y)


def _legend(chart: Chart, body: Box, unit: float) -> tuple[list[Patch], list[Text], float]:
    """The marks and words of the legend in lines from the top of a box, and where it ends."""
    letters, step = _LETTERS * unit, _LETTERS * unit * 1.7
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
        ring = _rectangle(x + 12 * unit - half, middle - 11 * unit, x + 12 * unit + half, middle + 11 * unit)
        return Patch("", series.name, "", ((ring,),), series.colour, series.colour, 0.5 * unit)
    if series.spread == "bar" or not series.symbol:
        height = 8 * unit if series.spread == "bar" else series.line * unit
        ring = _rectangle(x, middle - height, x + 24 * unit, middle + height)
        return Patch("", series.name, "", ((ring,),), series.colour, series.colour, 0.5 * unit)
    return _symbol(series, (x + 12 * unit, middle), series.name, unit, 11 * unit)


def _grounds(chart: Chart, plot: _Plot, unit: float) -> Iterable[Patch]:
    """Zones, the grid, bands and bars, which lie behind all lines, in this order."""
    for zone in chart.zones:
        corners = (*plot.at(zone.x0, zone.y0), *plot.at(zone.x1, zone.y1))
        yield Patch("", "Ground", "", ((_rectangle(*corners),),), zone.colour, WHITE, 0.5 * unit)
    yield from _grid(plot, unit)
    for series in chart.series:
        if series.spread == "band":
            yield from _bands(series, plot)
        if series.spread == "bar":
            yield from _bars(series, plot, unit)


def _bands(series: Series, plot: _Plot) -> Iterable[Patch]:
    pale = _paler(series.colour)
    for run in runs(series.points):
        low = [plot.at(p.x, p.low) for p in run if p.x is not None and p.low is not None]
        high = [plot.at(p.x, p.high) for p in reversed(run) if p.x is not None and p.high is not None]
        yield Patch("", f"{series.name}, interval", "", (((*low, *high),),), pale, pale, 0.0)


def _bars(series: Series, plot: _Plot, unit: float) -> Iterable[Patch]:
    half = 0.3 * abs(plot.at(0, 1)[1] - plot.at(0, 0)[1])
    for point in series.points:
        if point.y is not None and point.low is not None and point.high is not None:
            left, middle = plot.at(point.low, point.y)
            right, _ = plot.at(point.high, point.y)
            ring = _rectangle(left, middle - half, right, middle + half)
            yield Patch(point.code, series.name, "", ((ring,),), series.colour, WHITE, unit)


def _lines(chart: Chart, plot: _Plot, unit: float) -> Iterable[Line]:
    """Rules, lines through points, intervals."""
    for rule in chart.rules:
        ends = ((rule.at, plot.y.low), (rule.at, plot.y.high))
        if rule.axis == "y":
            ends = ((plot.x.low, rule.at), (plot.x.high, rule.at))
        yield from _dashes(plot.at(*ends[0]), plot.at(*ends[1]), rule.colour, 2 * unit, unit)
    for series in chart.series:
        if series.line:
            yield from _curves(series, plot, unit)
        if series.spread in ("x", "y"):
            yield from _intervals(series, plot, unit)
        if series.label_at is not None:
            last = next(point for point in reversed(series.points) if point.y is not None)
            ends = (plot.at(last.x or 0.0, last.y or 0.0), plot.at(plot.x.high, series.label_at))
            yield Line(ends, series.colour, unit)


def _grid(plot: _Plot, unit: float) -> Iterable[Patch]:
    half = 0.6 * unit
    for place, _ in plot.x.ticks if plot.x.grid else ():
        (x, top), (_, bottom) = plot.at(place, plot.y.high), plot.at(place, plot.y.low)
        yield Patch("", "Grid", "", ((_rectangle(x - half, top, x + half, bottom),),), _GRID, _GRID, 0.0)
    for place, _ in plot.y.ticks if plot.y.grid else ():
        (left, y), (right, _) = plot.at(plot.x.low, place), plot.at(plot.x.high, place)
        yield Patch("", "Grid", "", ((_rectangle(left, y - half, right, y + half),),), _GRID, _GRID, 0.0)


def _dashes(start: Point, end: Point, colour: str, thick: float, unit: float) -> Iterable[Line]:
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    steps = max(int(length / ((_DASH + _GAP) * unit)), 1)
    for k in range(steps):
        parts = (k / steps, (k + _DASH / (_DASH + _GAP)) / steps)
        yield Line(tuple((_between(start[0], end[0], p), _between(start[1], end[1], p)) for p in parts), colour, thick)


def _between(start: float, end: float, part: float) -> float:
    return round(start + (end - start) * part, 2)


def _curves(series: Series, plot: _Plot, unit: float) -> Iterable[Line]:
    run: list[Point] = []
    for point in (*series.points, None):
        if point is not None and point.x is not None and point.y is not None:
            run.append(plot.at(point.x, point.y))
            continue
        thick = 1.5 * series.line * unit
        if series.dash:
            yield from (dash for pair in pairwise(run) for dash in _dashes(*pair, series.colour, thick, unit))
        elif len(run) > 1:
            yield Line(tuple(run), series.colour, thick)
        run = []


def _intervals(series: Series, plot: _Plot, unit: float) -> Iterable[Line]:
    for point in series.points:
        if point.x is not None and point.y is not None and point.low is not None and point.high is not None:
            ends = ((point.low, point.y), (point.high, point.y))
            if series.spread == "y":
                ends = ((point.x, point.low), (point.x, point.high))
            yield Line((plot.at(*ends[0]), plot.at(*ends[1])), series.colour, (1.2 if series.edge else 3) * unit)


def _symbols(chart: Chart, plot: _Plot, unit: float) -> Iterable[Patch]:
    for series in chart.series:
        for point in series.points if series.symbol else ():
            if point.x is not None and point.y is not None:
                name = point.words[0] if point.words else series.name
                yield _symbol(series, plot.at(point.x, point.y), name, unit, series.size * unit)


def _symbol(series: Series, at: Point, name: str, unit: float, radius: float) -> Patch:
    hollow = series.symbol.endswith("-open")
    ring = _outline(series.symbol.removesuffix("-open"), at, radius)
    border = series.colour if hollow else series.edge or WHITE
    return Patch("", name, "", ((ring,),), WHITE if hollow else series.colour, border, (3 if hollow else 1.2) * unit)


def _outline(symbol: str, at: Point, radius: float) -> Ring:
    x, y = at
    if symbol == "square":
        return _rectangle(x - radius * 0.88, y - radius * 0.88, x + radius * 0.88, y + radius * 0.88)
    if symbol == "diamond":
        return ((x, y - radius * 1.2), (x + radius * 1.2, y), (x, y + radius * 1.2), (x - radius * 1.2, y))
    if symbol == "triangle-up":
        return ((x, y - radius * 1.15), (x + radius * 1.1, y + radius * 0.85), (x - radius * 1.1, y + radius * 0.85))
    angles = [2 * pi * k / _CORNERS for k in range(_CORNERS)]
    return tuple((round(x + radius * cos(a), 2), round(y + radius * sin(a), 2)) for a in angles)


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> Ring:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def _axis_texts(chart: Chart, plot: _Plot, unit: float) -> Iterable[Text]:
    letters, room = _LETTERS * unit, plot.room
    bottom = room.y + room.height
    for place, words in chart.x.ticks:
        yield Text((words,), plot.at(place, plot.y.low)[0], bottom + letters * 0.4, letters, align="middle")
    if chart.x.title:
        yield Text((chart.x.title,), room.x + room.width / 2, bottom + letters * 1.9, letters, True, QUIET, "middle")
    most = room.x - 40 * unit
    for place, words in chart.y.ticks:
        strong = place in chart.y.strong
        lines = wrap(words, letters, most, strong, most=2)
        y = plot.at(plot.x.low, place)[1] - letters * 0.625 * len(lines)
        for k, line in enumerate(lines):
            yield Text((line,), room.x - 14 * unit, y + k * letters * LINE, letters, strong, align="right")
    if chart.y.title:
        yield Text((chart.y.title,), room.x, room.y - letters * 1.9, letters, True, QUIET)
    for rule in chart.rules:
        x, y = plot.at(rule.at, plot.y.high) if rule.axis == "x" else plot.at(plot.x.high, rule.at)
        align = "middle" if rule.axis == "x" else "right"
        above = room.y if rule.axis == "x" else y
        yield Text((rule.words,), x, above - letters * 1.3, letters, False, rule.colour, align)


def _end_labels(chart: Chart, plot: _Plot, unit: float) -> Iterable[Text]:
    letters = _LETTERS * unit
    for series in chart.series:
        known = [p for p in series.points if p.x is not None and p.y is not None]
        if series.label and known and known[-1].x is not None and known[-1].y is not None:
            x, y = plot.at(known[-1].x, known[-1].y if series.label_at is None else series.label_at)
            x = x if series.label_at is None else plot.room.x + plot.room.width
            colour = QUIET if series.colour == MILD else series.colour
            yield Text((series.label,), x + 10 * unit, y - letters * 0.625, letters, False, colour)


def _names(chart: Chart, plot: _Plot, unit: float) -> Iterable[Text]:
    """Names beside their marks, on the first side where they hide neither a mark nor another name; else none."""
    letters = _LETTERS * unit * 0.9
    marks = [(p, s) for s in chart.series for p in s.points if p.x is not None and p.y is not None and s.symbol]
    taken = [_around(plot.at(p.x or 0.0, p.y or 0.0), s.size * unit) for p, s in marks]
    for point in (point for series in chart.series for point in series.points if point.label):
        x, y = plot.at(point.x or 0.0, point.y or 0.0)
        room, gap = width(point.label, letters), 16 * unit
        beside, above, below = y - letters * 0.62, y - gap - letters * 1.1, y + gap * 0.8
        corners = ((x + gap, beside), (x - gap - room, beside), (x - room / 2, above), (x - room / 2, below))
        boxes = [box(cx, cy, cx + room, cy + letters * 1.2) for cx, cy in corners]
        free = (b for b in boxes if _within(b, plot.room) and not any(b.intersects(other) for other in taken))
        place = next(free, None)
        if place is not None:
            taken.append(place)
            yield Text((point.label,), place.bounds[0], place.bounds[1], letters)


def _around(at: Point, reach: float) -> Polygon:
    return box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _within(place: Polygon, room: Box) -> bool:
    left, top, right, bottom = place.bounds
    return bool(left >= room.x and top >= room.y and right <= room.x + room.width and bottom <= room.y + room.height)


def _paler(colour: str) -> str:
    """A colour as it looks through a thin veil over white."""
    parts = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * _BAND):02x}" for part in parts)
