"""The trend of a scene: a line over all periods for the area, the areas around it, the one that holds it and England.

One indicator has one definition, so no line ever crosses a change of it; where nothing is published there is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.charts.axes import linear
from dashboard.charts.end_labels import apart, cut_label
from dashboard.charts.lines import Role, TrendLine, drawn, trend_lines
from dashboard.charts.model import (
    BLUE,
    MILD,
    ORANGE,
    Axis,
    Chart,
    ChartForm,
    ChartTable,
    Column,
    Point,
    ReferenceLine,
    Series,
    TableCell,
)
from dashboard.charts.trend_title import trend_title
from dashboard.charts.trend_words import trend_alternative, trend_notes, trend_place, years_together
from dashboard.core import labels, numbers
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK, QUIET
from dashboard.core.indicator import Indicator
from dashboard.core.level import LevelRole
from dashboard.core.numbers import interval_words
from dashboard.core.periods import period_words, year_position
from dashboard.core.value import Value
from dashboard.stats.comparison import limits
from dashboard.views.scene import Scene
from dashboard.wording import sentences

#: Colour, symbol and dash of the chosen areas, in the order in which they were chosen; more cannot be told apart.
LOOKS = (
    (BLUE, "circle", ""),
    (ORANGE, "square", ""),
    ("#7c2855", "diamond", ""),
    ("#00707f", "triangle-up", "dash"),
    ("#330072", "circle-open", "dash"),
    ("#6b4400", "square-open", "dash"),
)
_HEIGHT_PX = 330
#: What the drawing has of the height, and what one label and one letter of the axis take, in pixels.
_DRAWING_PX, _LABEL_PX, _LETTER_PX = 270, 15, 6.3
#: The axis of periods on a narrow screen, and the least room between two of its words.
_AXIS_PX, _BETWEEN_PX = 210, 14
_LABEL_LETTERS = 22
#: So few lines of other areas have labels too; the table has columns for no more than so many.
_FEW_OTHERS, _MOST_COLUMNS = 6, 20


def trend_charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The trend of a scene, if its measure is published for its level."""
    return (trend(atlas, scene, scene.indicator),) if scene.indicator else ()


def trend(atlas: Atlas, scene: Scene, indicator: Indicator) -> Chart:
    """The lines of a scene over all periods that are published for its level."""
    periods = atlas.periods(indicator, scene.view.by)
    lines = trend_lines(atlas, scene, indicator)
    y = linear(labels.unit_heading(indicator), drawn(lines))
    return Chart(
        key="trend",
        headline=trend_title(lines, periods, scene, indicator),
        subtitle=f"{indicator.title}, {indicator.unit}. {trend_place(scene)}, {years_together(periods)}.",
        series=_labelled(tuple(_series(lines, periods, scene, indicator)), y),
        x=_axis(periods),
        y=y,
        alternative=trend_alternative(lines, periods, indicator),
        table=_table(lines, periods, indicator),
        notes=tuple(filter(None, trend_notes(atlas, scene, lines, indicator))),
        rules=(ReferenceLine("x", year_position(scene.view.period), "on the map"),),
        height=_HEIGHT_PX,
        form=ChartForm.PERIODS,
    )


def _series(lines: Sequence[TrendLine], periods: Sequence[str], scene: Scene, indicator: Indicator) -> Iterable[Series]:
    """One series for each line; the other areas look the same, and the legend names them once."""
    others = sum(line.role is Role.OTHER for line in lines)
    for line in lines:
        points = _points(line, periods, indicator)
        name = cut_label(_label(line), _LABEL_LETTERS)
        if line.role is Role.OTHER:
            label = name if others <= _FEW_OTHERS else ""
            yield Series(_others(scene), points, MILD, "", line=1.2, label=label)
            yield Series("", _seen(points), MILD, size=3.5, named=False)
        elif line.role is Role.PARENT:
            yield Series(line.name, points, QUIET, size=4, line=1.8, label=name, dash="dash")
        elif line.role is Role.ENGLAND:
            yield Series(line.name, points, INK, size=4, line=2, label=name, dash="dot")
        else:
            yield _bright(line, lines, points, name)


def _seen(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points of a quiet line that have a mark: its last, and those between two gaps, which no line shows."""
    known = [point.y is not None for point in points]
    last = max((k for k, there in enumerate(known) if there), default=None)
    parted = zip([False, *known], known, [*known[1:], False], strict=False)
    alone = {k for k, (before, there, after) in enumerate(parted) if there and not before and not after}
    return tuple(point for k, point in enumerate(points) if k == last or k in alone)


def _label(line: TrendLine) -> str:
    """The name at the end of a line; the legend above says which lines are estimates."""
    level = line.area.level
    return labels.level_heading(level) if level.role is LevelRole.SYSTEM else labels.called(line.area, line.last)


def _bright(line: TrendLine, lines: Sequence[TrendLine], points: tuple[Point, ...], label: str) -> Series:
    """The line of the area, with its band, or of a chosen area in its own look."""
    if line.role is Role.AREA:
        band = ", band: 95% interval" if line.has_intervals else ""
        spread = "band" if band else ""
        symbol = "circle-open" if line.is_estimated else "circle"
        return Series(f"{line.name}{band}", points, BLUE, symbol, size=6, line=2.6, spread=spread, label=label)
    chosen = [other.area.code for other in lines if other.role is Role.CHOSEN]
    colour, symbol, dash = LOOKS[chosen.index(line.area.code)]
    return Series(line.name, points, colour, symbol, size=6, line=2.2, label=label, dash=dash)


def _others(scene: Scene) -> str:
    """What the grey lines are."""
    if scene.view.chosen:
        return f"More chosen {scene.view.by.plural}"
    return f"{labels.capitalised(scene.view.by.plural)} {'around it' if scene.place else 'on the map'}"


def _points(line: TrendLine, periods: Sequence[str], indicator: Indicator) -> tuple[Point, ...]:
    """A point for each period; a gap where there is no figure, and where a period is missing for all areas."""
    years = [year_position(period) for period in periods]
    step = min((later - earlier for earlier, later in pairwise(years)), default=1)
    points: list[Point] = []
    for k, (period, value) in enumerate(zip(periods, line.values, strict=True)):
        if k and years[k] - years[k - 1] > step:
            points.append(Point(None, None))
        points.append(_point(line.area, period, value, indicator))
    return tuple(points)


def _point(area: Area, period: str, value: Value | None, indicator: Indicator) -> Point:
    year = year_position(period)
    if value is None or value.value is None:
        return Point(year, None, code=area.code)
    low, high = limits(value) or (None, None)  # a band of a few years with approximate limits would tell of a change
    return Point(year, value.value, low, high, area.code, _point_words(area, period, value, indicator))


def _point_words(area: Area, period: str, value: Value, indicator: Indicator) -> tuple[str, ...]:
    words = (
        area.name,
        f"{period_words(period)}: {numbers.figure_of(value, indicator)} {indicator.unit_short}",
        interval_words(value, indicator),
        sentences.caveats(value),
    )
    return tuple(filter(None, words))


def _labelled(series: Sequence[Series], y: Axis) -> tuple[Series, ...]:
    """The series with their labels kept apart at the right of the drawing."""
    ends = {k: next(p.y for p in reversed(s.points) if p.y is not None) for k, s in enumerate(series) if s.label}
    half = (y.high - y.low) * _LABEL_PX / _DRAWING_PX / 2
    heights = dict(zip(ends, apart(tuple(ends.values()), 2 * half, y.low + half, y.high - half), strict=True))
    return tuple(replace(s, label_at=heights[k]) if k in heights else s for k, s in enumerate(series))


def _axis(periods: Sequence[str]) -> Axis:
    """Years, each period at its last one; words at every so manieth period, back from the newest."""
    years = [year_position(period) for period in periods]
    words = [period.replace("-", "–") for period in periods]
    room = max(map(len, words)) * _LETTER_PX + _BETWEEN_PX
    every = max(1, -int(-room * (len(periods) - 1) // _AXIS_PX))
    shown = range(len(periods) - 1, -1, -every)
    across = years[-1] - years[0]
    ticks = tuple((years[k], words[k]) for k in reversed(shown))
    return Axis("", years[0] - 0.02 * across, years[-1] + 0.05 * across, ticks, grid=False)


def _table(lines: Sequence[TrendLine], periods: Sequence[str], indicator: Indicator) -> ChartTable:
    """A row for each period: the bright lines with their limits, then the larger areas, then the others."""
    order = (Role.AREA, Role.CHOSEN, Role.PARENT, Role.ENGLAND, Role.OTHER)
    shown = sorted(lines, key=lambda line: order.index(line.role))
    if sum(line.role is Role.OTHER for line in lines) > _MOST_COLUMNS:
        shown = [line for line in shown if line.role is not Role.OTHER]
    columns = [column for line in shown for column in _columns(line, indicator)]
    rows = (
        (period_words(period), *(cell for line in shown for cell in _cells(line, line.values[k], indicator)))
        for k, period in enumerate(periods)
    )
    return ChartTable((Column("Period"), *columns), tuple(rows))


def _with_limits(line: TrendLine) -> bool:
    return line.has_intervals and line.role is not Role.OTHER


def _with_note(line: TrendLine) -> bool:
    return line.role in (Role.AREA, Role.CHOSEN) and any(sentences.caveats(value) for value in line.values)


def _columns(line: TrendLine, indicator: Indicator) -> Iterable[Column]:
    yield Column(line.name, indicator.decimals)
    if _with_limits(line):
        yield Column(f"{line.name}, lower 95% limit", indicator.decimals)
        yield Column(f"{line.name}, upper 95% limit", indicator.decimals)
    if _with_note(line):
        yield Column(f"{line.name}, note")


def _cells(line: TrendLine, value: Value | None, indicator: Indicator) -> Iterable[TableCell]:
    yield numbers.figure_of(value, indicator) if value is None or value.value is None else value.value
    if _with_limits(line):
        yield from limits(value) or (None, None)
    if _with_note(line):
        yield sentences.caveats(value) or None
