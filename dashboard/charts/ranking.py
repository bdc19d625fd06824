"""The ranking of a scene: one dot for each area with its 95 % interval, and the benchmark as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.axes import linear, named_ticks
from dashboard.charts.model import (
    BLUE,
    GREY,
    MILD,
    ORANGE,
    Axis,
    Chart,
    ChartTable,
    Column,
    Point,
    ReferenceLine,
    Series,
    TableCell,
    Zone,
)
from dashboard.charts.ranking_words import (
    MOST_NAMED,
    RankedArea,
    benchmark_name,
    is_exact,
    is_same,
    mark_name,
    mark_words,
    ranked_name,
    ranking_alternative,
    ranking_notes,
    ranking_title,
    side_by_side,
    yardstick,
)
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.labels import unit_heading
from dashboard.core.level import LevelRole
from dashboard.core.value import Comparison, is_approximate
from dashboard.stats.change import compare_areas
from dashboard.stats.comparison import NO_VERDICT, Basis, Verdict, compare, judge, limits
from dashboard.views.map_ranks import ranks_of
from dashboard.views.scene import Scene, as_listed
from dashboard.wording import sentences
from dashboard.wording.scales import first_words
from dashboard.wording.verdicts import interval_kind, verdict_words

#: Worse and better differ in shape as well as in colour.
LOOKS = {
    Comparison.WORSE: (ORANGE, "square"),
    Comparison.HIGHER: (ORANGE, "square"),
    Comparison.SIMILAR: (GREY, "circle"),
    Comparison.BETTER: (BLUE, "diamond"),
    Comparison.LOWER: (BLUE, "diamond"),
    Comparison.NOT_COMPARED: (GREY, "circle-open"),
}
#: A verdict by approximate limits has a hollow mark and a broken interval.
_LIKELY = {
    Comparison.WORSE: (ORANGE, "square-open"),
    Comparison.HIGHER: (ORANGE, "square-open"),
    Comparison.SIMILAR: (MILD, "circle"),
    Comparison.BETTER: (BLUE, "diamond-open"),
    Comparison.LOWER: (BLUE, "diamond-open"),
}
_ROW_PX, _ENDS_PX = 26, 74
_LARGE, _SMALL = 9.0, 4.0
#: The part of the axis before 0 in which half a mark stands.
_BEFORE_ZERO = 0.045
#: The ground under the interval of an area that others are compared with.
_BAND = "#e1e9f0"
#: The height of many rows, which stand close together without their names.
_CLOSE_PX = 520


def ranking_charts(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The ranking of a scene, if its measure is published for its level."""
    return (ranking(atlas, scene, scene.indicator),) if scene.indicator else ()


def ranking(atlas: Atlas, scene: Scene, indicator: Indicator) -> Chart:
    """The ranking of the areas of a scene in the order of the page; areas without a figure are named in a note."""
    benchmark = _benchmark(atlas, scene, indicator)
    rows = ranked_rows(atlas, scene, indicator)
    ranked = _ranked(as_listed(rows, indicator), benchmark, indicator)
    figure = benchmark.value.value if benchmark.value else None
    names = _names(ranked, scene)
    return Chart(
        key="ranking",
        headline=ranking_title(rows, ranked, benchmark, scene),
        subtitle=sentences.statistical_title(indicator, scene.area, scene.view.by, scene.view.period),
        series=_series(ranked, benchmark, indicator, scene.publisher),
        x=_figures(ranked, benchmark, indicator),
        y=names,
        alternative=ranking_alternative(ranked, benchmark, scene, indicator),
        table=_table(ranked, benchmark, indicator, scene.publisher),
        notes=ranking_notes(rows, ranked, benchmark, scene, indicator),
        rules=(ReferenceLine("x", figure, benchmark_name(benchmark)),) if figure is not None else (),
        zones=_band(ranked, benchmark, names),
        height=_ENDS_PX + _ROW_PX * len(ranked) if len(ranked) <= MOST_NAMED else _CLOSE_PX,
    )


def ranked_rows(atlas: Atlas, scene: Scene, indicator: Indicator) -> tuple[Row, ...]:
    """The rows of a ranking: of the chosen areas, else of all areas on the map."""
    if not scene.view.chosen:
        return scene.rows
    return atlas.rows(indicator, scene.view.period, tuple(atlas.areas[code] for code in scene.view.chosen))


def _benchmark(atlas: Atlas, scene: Scene, indicator: Indicator) -> Row:
    """What the areas are compared with; of a count the figure of a larger area is no point among those of its parts."""
    area = atlas.areas[scene.view.benchmark]
    return Row(area, atlas.value(indicator, scene.view.period, area.code) if indicator.mapped else None)


def _ranked(rows: Sequence[Row], benchmark: Row, indicator: Indicator) -> tuple[RankedArea, ...]:
    known = [row for row in rows if row.value is not None and row.value.value is not None]
    ranks = ranks_of(known, indicator)
    return tuple(RankedArea(ranks.get(row.area.code), row, _compared(row, benchmark, indicator)) for row in known)


def _compared(row: Row, benchmark: Row, indicator: Indicator) -> Verdict:
    """How an area stands against the benchmark; the benchmark itself, under either of its names, is not compared.

    Publishers judge beside England only, and so do approximate limits.
    """
    if is_same(row, benchmark):
        return NO_VERDICT
    if benchmark.area.level.role is LevelRole.COUNTRY:
        return judge(row.value, benchmark.value, indicator.direction)
    if is_exact(benchmark):
        found = compare(row.value, benchmark.value, indicator.direction)
    else:
        found = compare_areas(row.value, benchmark.value, indicator)
    return NO_VERDICT if found is Comparison.NOT_COMPARED else Verdict(found, Basis.INTERVAL)


def _series(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator, publisher: str) -> tuple[Series, ...]:
    """The marks of each verdict, worse first, with published intervals before approximate ones, which are broken."""
    size = _LARGE if len(ranked) <= MOST_NAMED else _SMALL
    points: dict[tuple[Verdict, bool], list[Point]] = {}
    for at, one in enumerate(ranked):
        value = one.row.value
        if value is not None:
            words = mark_words(one, indicator, benchmark, publisher)
            point = Point(value.value, float(at), value.lower, value.upper, one.row.area.code, words)
            points.setdefault((one.verdict, is_approximate(value)), []).append(point)
    order = [Verdict(comparison, basis) for comparison in LOOKS for basis in Basis]
    return tuple(
        Series(
            mark_name(verdict, benchmark, indicator, publisher),
            tuple(points[verdict, about]),
            *(_LIKELY if verdict.likely else LOOKS)[verdict.comparison],
            size,
            spread="x",
            dash="dash" if about else "",
        )
        for verdict in order
        for about in (False, True)
        if (verdict, about) in points
    )


def _figures(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator) -> Axis:
    """The axis of figures with room for a whole mark at 0."""
    values = [one.row.value for one in ranked] + [benchmark.value]
    axis = linear(unit_heading(indicator), [end for v in values if v for end in (v.value, v.lower, v.upper)])
    return replace(axis, low=-_BEFORE_ZERO * axis.high) if axis.low == 0 else axis


def _names(ranked: Sequence[RankedArea], scene: Scene) -> Axis:
    """The axis of names, with that of the place of the view in bold; of very many areas it is the only one."""
    here = [float(at) for at, one in enumerate(ranked) if one.row.area == scene.place]
    named = len(ranked) <= MOST_NAMED
    return named_ticks([ranked_name(one) if named or at in here else "" for at, one in enumerate(ranked)], here)


def _band(ranked: Sequence[RankedArea], benchmark: Row, y: Axis) -> tuple[Zone, ...]:
    """The interval of the benchmark behind those of the others, where it decides."""
    own = limits(benchmark.value)
    return (Zone(*own, y.low, y.high, _BAND),) if own and side_by_side(ranked, benchmark) else ()


def _table(ranked: Sequence[RankedArea], benchmark: Row, indicator: Indicator, publisher: str) -> ChartTable:
    decimals = indicator.decimals
    are_approximate = any(is_approximate(one.row.value) for one in ranked)
    has_notes = any(sentences.caveats(one.row.value) for one in ranked)
    columns = (
        Column(f"Rank from the {first_words(indicator)}", 0),
        Column("Area"),
        Column(unit_heading(indicator), decimals),
        Column("Lower 95% limit", decimals),
        Column("Upper 95% limit", decimals),
        *((Column(_heading(ranked, benchmark)),) if indicator.mapped else ()),
        *((Column("Interval"),) if are_approximate else ()),
        *((Column("Note"),) if has_notes else ()),
    )
    rows = (_cells(one, indicator, publisher, are_approximate) for one in ranked)
    return ChartTable(columns, tuple(row[: len(columns)] for row in rows))


def _heading(ranked: Sequence[RankedArea], benchmark: Row) -> str:
    rule = ", tested at 5%" if side_by_side(ranked, benchmark) else ""
    return f"Against {yardstick(benchmark)}{rule}"


def _cells(one: RankedArea, indicator: Indicator, publisher: str, has_kinds: bool) -> tuple[TableCell, ...]:
    value = one.row.value
    numbers = (value.value, value.lower, value.upper) if value else (None, None, None)
    said = verdict_words(one.verdict, publisher) or str(one.comparison)
    compared = (said,) if indicator.mapped else ()
    kind = (interval_kind(value),) if has_kinds else ()
    return one.rank, one.row.area.name, *numbers, *compared, *kind, sentences.caveats(value) or None
