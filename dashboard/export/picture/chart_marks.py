"""What is drawn in the room of a chart: zones, grid, bands and bars, then lines, then the marks of its points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from dashboard.charts.model import Axis, Chart, Series, runs
from dashboard.core.collisions import Spot
from dashboard.core.colours import WHITE, paler
from dashboard.export.picture.primitives import Box, Line, Patch, Ring

_GRID = "#dfe5e8"
_CORNERS = 24
#: How much of a colour stays in a band behind its line.
_BAND = 0.17
#: How strong the broken line of an approximate interval is.
_FAINT = 0.63
_DASH, _GAP = 9.0, 7.0
#: How much of the height of a row a mark's radius takes at most.
_FULL = 0.38


@dataclass(frozen=True, slots=True)
class Plot:
    """The room of the drawing and the way from figures to pixels."""

    room: Box
    x: Axis
    y: Axis

    @property
    def row(self) -> float:
        """The height from one tick of the upright axis to the next, in pixels; all there is for a single one."""
        first = [position for position, _ in self.y.ticks][:2]
        return abs(self.at(0, first[1])[1] - self.at(0, first[0])[1]) if len(first) > 1 else self.room.height

    def at(self, x: float, y: float) -> Spot:
        """A position in pixels."""
        across = (x - self.x.low) / (self.x.high - self.x.low)
        up = (y - self.y.low) / (self.y.high - self.y.low)
        return (
            round(self.room.x + across * self.room.width, 2),
            round(self.room.y + (1 - up) * self.room.height, 2),
        )


def grounds_of(chart: Chart, plot: Plot, unit: float) -> Iterable[Patch]:
    """Zones, the grid, bands and bars, which lie behind all lines, in this order."""
    for zone in chart.zones:
        corners = (*plot.at(zone.x0, zone.y0), *plot.at(zone.x1, zone.y1))
        yield Patch("", "Ground", "", ((rectangle(*corners),),), zone.colour, WHITE, 0.5 * unit)
    yield from _grid(plot, unit)
    for series in chart.series:
        if series.spread == "band":
            yield from _bands(series, plot)
        if series.spread == "bar":
            yield from _bars(series, plot, unit)


def _bands(series: Series, plot: Plot) -> Iterable[Patch]:
    pale = paler(series.colour, _BAND)
    for run in runs(series.points):
        low = [plot.at(p.x, p.low) for p in run if p.x is not None and p.low is not None]
        high = [plot.at(p.x, p.high) for p in reversed(run) if p.x is not None and p.high is not None]
        yield Patch("", f"{series.name}, interval", "", (((*low, *high),),), pale, pale, 0.0)


def _bars(series: Series, plot: Plot, unit: float) -> Iterable[Patch]:
    half = 0.3 * abs(plot.at(0, 1)[1] - plot.at(0, 0)[1])
    for point in series.points:
        if point.y is not None and point.low is not None and point.high is not None:
            left, middle = plot.at(point.low, point.y)
            right, _ = plot.at(point.high, point.y)
            ring = rectangle(left, middle - half, right, middle + half)
            yield Patch(point.code, series.name, "", ((ring,),), series.colour, WHITE, unit)


def lines_of(chart: Chart, plot: Plot, unit: float) -> Iterable[Line]:
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


def _grid(plot: Plot, unit: float) -> Iterable[Patch]:
    half = 0.6 * unit
    for position, _ in plot.x.ticks if plot.x.grid else ():
        (x, top), (_, bottom) = plot.at(position, plot.y.high), plot.at(position, plot.y.low)
        yield Patch("", "Grid", "", ((rectangle(x - half, top, x + half, bottom),),), _GRID, _GRID, 0.0)
    for position, _ in plot.y.ticks if plot.y.grid else ():
        (left, y), (right, _) = plot.at(plot.x.low, position), plot.at(plot.x.high, position)
        yield Patch("", "Grid", "", ((rectangle(left, y - half, right, y + half),),), _GRID, _GRID, 0.0)


def _dashes(start: Spot, end: Spot, colour: str, thick: float, unit: float) -> Iterable[Line]:
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    steps = max(int(length / ((_DASH + _GAP) * unit)), 1)
    for k in range(steps):
        parts = (k / steps, (k + _DASH / (_DASH + _GAP)) / steps)
        yield Line(tuple((_between(start[0], end[0], p), _between(start[1], end[1], p)) for p in parts), colour, thick)


def _between(start: float, end: float, part: float) -> float:
    return round(start + (end - start) * part, 2)


def _curves(series: Series, plot: Plot, unit: float) -> Iterable[Line]:
    run: list[Spot] = []
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


def _intervals(series: Series, plot: Plot, unit: float) -> Iterable[Line]:
    for point in series.points:
        if point.x is not None and point.y is not None and point.low is not None and point.high is not None:
            ends = ((point.low, point.y), (point.high, point.y))
            if series.spread == "y":
                ends = ((point.x, point.low), (point.x, point.high))
            thick = (1.2 if series.edge else 3) * unit
            if series.dash:
                yield from _dashes(plot.at(*ends[0]), plot.at(*ends[1]), paler(series.colour, _FAINT), thick, unit)
            else:
                yield Line((plot.at(*ends[0]), plot.at(*ends[1])), series.colour, thick)


def symbols_of(chart: Chart, plot: Plot, unit: float) -> Iterable[Patch]:
    """The marks of points, over all lines."""
    for series in chart.series:
        for point in series.points if series.symbol else ():
            if point.x is not None and point.y is not None:
                name = point.words[0] if point.words else series.name
                radius = min(series.size * unit, _FULL * plot.row) if chart.x.upright else series.size * unit
                yield symbol_mark(series, plot.at(point.x, point.y), name, unit, radius)


def symbol_mark(series: Series, at: Spot, name: str, unit: float, radius: float) -> Patch:
    """The mark of a series around a point."""
    hollow = series.symbol.endswith("-open")
    ring = _outline(series.symbol.removesuffix("-open"), at, radius)
    border = series.colour if hollow else series.edge or WHITE
    return Patch("", name, "", ((ring,),), WHITE if hollow else series.colour, border, (3 if hollow else 1.2) * unit)


def _outline(symbol: str, at: Spot, radius: float) -> Ring:
    x, y = at
    if symbol == "square":
        return rectangle(x - radius * 0.88, y - radius * 0.88, x + radius * 0.88, y + radius * 0.88)
    if symbol == "diamond":
        return ((x, y - radius * 1.2), (x + radius * 1.2, y), (x, y + radius * 1.2), (x - radius * 1.2, y))
    if symbol == "triangle-up":
        return ((x, y - radius * 1.15), (x + radius * 1.1, y + radius * 0.85), (x - radius * 1.1, y + radius * 0.85))
    angles = [2 * pi * k / _CORNERS for k in range(_CORNERS)]
    return tuple((round(x + radius * cos(a), 2), round(y + radius * sin(a), 2)) for a in angles)


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Ring:
    """A rectangle as a ring."""
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
