"""The series of a chart in the form in which office programs keep them, one function for each form of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.charts.model import Chart, Point, Series
from dashboard.export.writers.native_model import NativeRow, NativeSeries, axis_of

#: The part of a level line that lies behind the middle of its words.
_BEFORE_END = 0.09


def marks_of(chart: Chart) -> list[NativeSeries]:
    """The series of a chart of places; names that stand at an axis, and lines across, are series of their own."""
    own = [_placed(number, series) for number, series in enumerate(chart.series, 1) if series.points]
    names = [] if chart.y.grid else [_names_series(chart)]
    names += [_upright_names(chart)] if chart.x.upright else []
    return _longest_first([*names, *own, *rules_of(chart)])


def _longest_first(found: list[NativeSeries]) -> list[NativeSeries]:
    """The series with empty rows behind the first: LibreOffice forgets what stands before a longer one."""
    first, *others = found
    lacking = max((len(one.rows) for one in others), default=0) - len(first.rows)
    return [replace(first, rows=first.rows + (NativeRow("", None, None),) * lacking), *others]


def _placed(number: int, series: Series) -> NativeSeries:
    """A series without a name gets one: office programs take two that have none for one."""
    along = series.spread if series.spread in ("x", "y") else ""
    rows = tuple(_row(point, bool(along)) for point in series.points)
    known = any(row.low is not None for row in rows)
    return NativeSeries(series.name or f"Group {number}", series, rows, along if known else "")


def _row(point: Point, with_ends: bool) -> NativeRow:
    name = point.words[0] if point.words else ""
    ends = (point.low, point.high) if with_ends else (None, None)
    return NativeRow(name, point.x, point.y, *ends, point.label, point.side)


def _names_series(chart: Chart) -> NativeSeries:
    """The words of an axis of names, as labels of marks that are not drawn."""
    axis = axis_of(chart.x)
    rows = tuple(NativeRow(words, axis.low, at, label=words, side="left") for at, words in chart.y.ticks)
    look = Series("", (), "#000000", symbol="", named=False)
    return NativeSeries("Names", look, tuple(row for row in rows if row.label))


def _upright_names(chart: Chart) -> NativeSeries:
    """The words of an axis of names that stand upright above the drawing."""
    top = min(chart.y.low, chart.y.high)
    rows = tuple(NativeRow(words, position, top, label=words, side="upright") for position, words in chart.x.ticks)
    return NativeSeries("Names above", Series("", (), "#000000", symbol="", named=False), rows)


def rules_of(chart: Chart) -> Iterator[NativeSeries]:
    """A line across the chart, with its words at the end."""
    x, y = axis_of(chart.x), axis_of(chart.y)
    for rule in chart.rules:
        if rule.axis == "x":
            # An axis of names runs from top to bottom, so its lower end is the upper edge.
            bottom, top = (y.high, y.low) if chart.y.low > chart.y.high else (y.low, y.high)
            ends: tuple[tuple[float, float], ...] = ((rule.at, bottom), (rule.at, top))
        else:
            # The words stand over the line, a little before its end.
            inner = x.high - (x.high - x.low) * _BEFORE_END
            ends = ((x.low, rule.at), (inner, rule.at), (x.high, rule.at))
        rows = tuple(
            NativeRow(rule.words, *end, label=rule.words if k == 1 else "", side="top") for k, end in enumerate(ends)
        )
        yield NativeSeries(rule.words, Series(rule.words, (), rule.colour, symbol="", line=1.5, dash="dash"), rows)


def lines_of_periods(chart: Chart) -> list[NativeSeries]:
    """The lines of a chart over the same periods; a period that is missing for all is a gap with its last year."""
    years = sorted({point.x for series in chart.series for point in series.points if point.x is not None})
    words = dict(zip(years, (str(row[0]) for row in chart.table.rows), strict=True))
    step = min((later - earlier for earlier, later in pairwise(years)), default=1.0)
    whole = [years[0] + k * step for k in range(round((years[-1] - years[0]) / step) + 1)] if years else []
    lines = [_over(series, whole, words) for series in chart.series if series.line]
    return [*lines, *_shared_names(lines), *_names_of_periods(chart, lines, whole)]


def _names_of_periods(chart: Chart, lines: Sequence[NativeSeries], years: Sequence[float]) -> Iterator[NativeSeries]:
    """The words of the lower axis as labels of marks that are not drawn: LibreOffice would write the name of each."""
    said, axis = dict(chart.x.ticks), axis_of(chart.y)
    for line in lines[:1]:
        rows = (
            NativeRow(row.name, None, axis.low, label=said.get(year, ""), side="bottom")
            for row, year in zip(line.rows, years, strict=True)
        )
        yield NativeSeries("Periods", Series("", (), "#000000", symbol="", named=False), tuple(rows))


def _shared_names(lines: Sequence[NativeSeries]) -> Iterator[NativeSeries]:
    """A series without figures for each look that several lines share: the legend names it, and not one of them."""
    looks = {line.look.name: line for line in lines if line.name != line.look.name}
    for name, line in looks.items():
        yield NativeSeries(name, replace(line.look, label=""), tuple(replace(row, y=None) for row in line.rows))


def _over(series: Series, years: Sequence[float], words: dict[float, str]) -> NativeSeries:
    at = {point.x: point for point in series.points if point.x is not None}
    banded = series.spread == "band"
    rows = tuple(
        replace(_row(at.get(year, Point(year, None)), banded), name=words.get(year, f"{year:.0f}")) for year in years
    )
    said = next((point.words[0] for point in series.points if point.words), series.name)
    known = banded and any(row.low is not None for row in rows)
    # Quiet lines share one name in the legend; in the workbook each has that of its area.
    return NativeSeries(series.name if series.symbol else said, series, rows, "y" if known else "")


def bars_of(chart: Chart) -> list[NativeSeries]:
    """The parts of stacked bars: as many lengths in each as there are names."""
    names = dict(chart.y.ticks)
    found = []
    for series in chart.series:
        at = {point.y: point for point in series.points}
        rows = tuple(NativeRow(words, None, _length(at.get(position))) for position, words in names.items())
        found.append(NativeSeries(series.name, series, rows))
    return found


def _length(point: Point | None) -> float | None:
    return None if point is None or point.low is None or point.high is None else point.high - point.low
