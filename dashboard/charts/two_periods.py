"""Before and after: the figures of two periods that share no year, for a place beside England or for all areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.charts.axes import linear, named_ticks
from dashboard.charts.lines import Role, TrendLine, way_of
from dashboard.charts.model import BLUE, MILD, PALE, Chart, ChartTable, Column, Point, ReferenceLine, Series
from dashboard.charts.trend_title import trend_title
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND
from dashboard.core.periods import period_words
from dashboard.core.value import Value
from dashboard.stats.change import Change
from dashboard.stats.comparison import limits
from dashboard.views.earlier import earlier_period, has_two_periods
from dashboard.views.scene import Scene
from dashboard.wording import sentences

_ROW_PX, _ENDS_PX, _WAY_PX = 30, 90, 4.0
#: An arrow that no line ends at.
_TO = "\u00a0→\u00a0"
#: So few areas have their figures beside their names.
_FEW = 4
_TESTED = (
    "“Rose” and “fell” are said where a test of the two figures at 5%, from their 95% intervals, tells them apart."
)
_NOT_TESTED = (
    "Nothing tells whether the figures differ by more than chance: this edition lacks an interval of one or both."
)

Periods = tuple[str, str]


def two_periods(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The chart of a scene, if two periods that share no year have figures for what it is about."""
    what, periods = scene.indicator, (earlier_period(atlas, scene), scene.view.period)
    if what is None or not has_two_periods(atlas, scene):
        return ()
    return (_chart(scene, what, periods, _lines(atlas, scene, what, periods)),)


def _lines(atlas: Atlas, scene: Scene, what: Indicator, periods: Periods) -> list[TrendLine]:
    """The place, or the areas in the order of the map, and England last, where both figures are known."""
    on_map = [(scene.place, Role.AREA)] if scene.place else [(row.area, Role.OTHER) for row in scene.rows]
    wanted = [*on_map, *([(atlas.areas[ENGLAND], Role.ENGLAND)] if what.mapped else [])]
    lines = (
        TrendLine(area, role, tuple(atlas.value(what, period, area.code) for period in periods))
        for area, role in wanted
    )
    return [line for line in lines if len(line.known) == len(periods)]


def _chart(scene: Scene, what: Indicator, periods: Periods, lines: Sequence[TrendLine]) -> Chart:
    rows = [line for line in lines if not line.is_defined]
    values = [value for line in lines for value in line.values if value]
    is_tested = any(_is_tested(periods, what, line) for line in rows if line.role is not Role.ENGLAND)
    words = [period_words(period) for period in periods]
    return Chart(
        key="before-after",
        headline=trend_title(rows, periods, replace(scene, view=replace(scene.view, chosen=())), what),
        subtitle=f"{what.title}, {what.unit}. {sentences.where(scene.area, scene.view.by)}, {' and '.join(words)}.",
        series=tuple(_series(rows, periods, what)),
        x=linear(labels.unit_heading(what), [end for v in values for end in (v.value, *(limits(v) or ()))]),
        y=named_ticks([_row_name(line, what, len(rows)) for line in rows], [0.0] if scene.place else ()),
        alternative=_alternative(rows, words, what),
        table=_table(rows, periods, what),
        notes=(_TESTED if is_tested else _NOT_TESTED,),
        rules=tuple(_yardstick(lines)),
        height=_ENDS_PX + _ROW_PX * len(rows),
    )


def _row_name(line: TrendLine, what: Indicator, rows: int) -> str:
    """The name of an area, of few with both figures."""
    before, after = (numbers.figure_of(value, what) for value in line.values)
    return f"{line.name}: {before}{_TO}{after}" if rows <= _FEW else line.name


def _is_tested(periods: Periods, what: Indicator, line: TrendLine) -> bool:
    way = way_of(line, periods, what)
    return way is not None and way.way is not Change.NOT_SAID


def _yardstick(lines: Sequence[TrendLine]) -> Iterator[ReferenceLine]:
    """England where it is the yardstick itself, as it is 100 in a ratio: it cannot change."""
    for line in lines:
        if line.is_defined and line.last.value is not None:
            yield ReferenceLine("x", line.last.value, line.name)


def _series(rows: Sequence[TrendLine], periods: Periods, what: Indicator) -> Iterator[Series]:
    """The marks of both periods with their intervals, over a pale line from the one to the other."""
    ways = [
        (*(Point(value.value, float(at)) for value in line.values if value), Point(None, None))
        for at, line in enumerate(rows)
    ]
    yield Series("", tuple(point for way in ways for point in way), PALE, "", line=_WAY_PX, named=False)
    looks = ((MILD, "circle-open", 9.0), (BLUE, "circle", 10.0))
    for k, (period, look) in enumerate(zip(periods, looks, strict=True)):
        points = (_point(line, line.values[k], period, at, what) for at, line in enumerate(rows))
        yield Series(period_words(period), tuple(points), *look, spread="x")


def _point(line: TrendLine, value: Value | None, period: str, at: int, what: Indicator) -> Point:
    figure = numbers.figure_of(value, what)
    words = (line.name, f"{period_words(period)}: {figure} {what.unit_short}", sentences.caveats(value))
    low, high = limits(value) or (None, None)
    told = tuple(filter(None, words))
    return Point(value.value if value else None, float(at), low, high, line.area.code, told)


def _alternative(rows: Sequence[TrendLine], words: Sequence[str], what: Indicator) -> str:
    """The figures of all areas of the chart."""
    said = (f"{line.name} {', then '.join(numbers.figure_of(value, what) for value in line.values)}" for line in rows)
    return f"Two marks for each area, {' and '.join(words)}, {what.unit}: {'; '.join(said)}."


def _table(rows: Sequence[TrendLine], periods: Periods, what: Indicator) -> ChartTable:
    columns = (Column("Area"), *(Column(period_words(period), what.decimals) for period in periods), Column("Change"))
    return ChartTable(columns, tuple(_cells(line, periods, what) for line in rows))


def _cells(line: TrendLine, periods: Periods, what: Indicator) -> tuple[str | float | None, ...]:
    way = way_of(line, periods, what)
    return (line.name, *(value.value if value else None for value in line.values), str(way.way) if way else "")
