"""The ranking of a scene: one dot for each area with its 95 % interval, and the benchmark as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import text
from dashboard.atlas import Atlas, Row
from dashboard.charts.model import (
    BLUE,
    GREY,
    ORANGE,
    Cell,
    Chart,
    ChartTable,
    Column,
    Point,
    Rule,
    Series,
    linear,
    named_places,
)
from dashboard.compare import Comparison, compare
from dashboard.model import Area, Indicator, Level
from dashboard.scene import Scene

#: Worse and better differ in shape as well as in colour.
LOOKS = {
    Comparison.WORSE: (ORANGE, "square"),
    Comparison.HIGHER: (ORANGE, "square"),
    Comparison.SIMILAR: (GREY, "circle"),
    Comparison.BETTER: (BLUE, "diamond"),
    Comparison.LOWER: (BLUE, "diamond"),
    Comparison.NOT_COMPARED: (GREY, "circle-open"),
}
_ROW_PX, _ENDS_PX = 26, 74
_LARGE, _SMALL = 9.0, 4.0
#: More rows than this stand close together without their names.
_MOST_NAMED, _CLOSE_PX = 40, 520


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the ranking: ties share a rank."""

    rank: int
    row: Row
    comparison: Comparison


def ranking(atlas: Atlas, scene: Scene, indicator: Indicator) -> Chart:
    """The ranking of the areas of a scene, highest first; areas without a figure are named in a note."""
    benchmark = _benchmark(atlas, scene, indicator)
    rows = ranked_rows(atlas, scene, indicator)
    places = _places(rows, benchmark, indicator)
    ends = [end for p in places if p.row.value for end in (p.row.value.value, p.row.value.lower, p.row.value.upper)]
    figure = benchmark.value.value if benchmark.value else None
    return Chart(
        key="ranking",
        title=_title(places, benchmark, scene.view.by),
        subtitle=text.subtitle(indicator, scene.area, scene.view.by, scene.view.period),
        series=_series(places, benchmark, indicator),
        x=linear(text.unit_heading(indicator), [*ends, figure]),
        y=named_places([text.called(p.row.area, p.row.value) if len(places) <= _MOST_NAMED else "" for p in places]),
        alternative=_alternative(places, benchmark, indicator),
        table=_table(places, benchmark, indicator),
        notes=_notes(rows, places, benchmark, scene, indicator),
        rules=(Rule("x", figure, yardstick(benchmark.area).removeprefix("the ")),) if figure is not None else (),
        height=_ENDS_PX + _ROW_PX * len(places) if len(places) <= _MOST_NAMED else _CLOSE_PX,
    )


def ranked_rows(atlas: Atlas, scene: Scene, indicator: Indicator) -> tuple[Row, ...]:
    """The rows of a ranking: of the chosen areas, else of all areas on the map."""
    if not scene.view.chosen:
        return scene.rows
    return atlas.rows(indicator, scene.view.period, tuple(atlas.areas[code] for code in scene.view.chosen))


def _benchmark(atlas: Atlas, scene: Scene, indicator: Indicator) -> Row:
    area = atlas.areas[scene.view.benchmark]
    return Row(area, atlas.value(indicator, scene.view.period, area.code))


def _places(rows: Sequence[Row], benchmark: Row, indicator: Indicator) -> tuple[Place, ...]:
    known = [row for row in rows if row.value is not None and row.value.value is not None]
    figures = [row.value.value for row in known if row.value]
    return tuple(
        Place(figures.index(figure) + 1, row, compare(row.value, benchmark.value, indicator.direction))
        for row, figure in zip(known, figures, strict=True)
    )


def _series(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> tuple[Series, ...]:
    size = _LARGE if len(places) <= _MOST_NAMED else _SMALL
    points: dict[Comparison, list[Point]] = {}
    for at, place in enumerate(places):
        value = place.row.value
        if value is not None:
            words = mark_words(place.row, indicator, place.comparison, benchmark)
            point = Point(value.value, float(at), value.lower, value.upper, place.row.area.code, words)
            points.setdefault(place.comparison, []).append(point)
    return tuple(
        Series(against(comparison, benchmark), tuple(points[comparison]), *LOOKS[comparison], size, spread="x")
        for comparison in LOOKS
        if comparison in points
    )


def against(comparison: Comparison, benchmark: Row) -> str:
    """ "worse than England", "similar to England", "not compared"."""
    if comparison is Comparison.NOT_COMPARED:
        return str(comparison)
    link = "to" if comparison is Comparison.SIMILAR else "than"
    return f"{comparison} {link} {yardstick(benchmark.area)}"


def yardstick(area: Area) -> str:
    """The name of what areas are compared with, in a sentence."""
    return "the ICS" if area.level is Level.ICS else text.called(area)


def mark_words(row: Row, indicator: Indicator, comparison: Comparison, benchmark: Row) -> tuple[str, ...]:
    """What hover and screen reader say of a dot."""
    interval = text.interval_of(row.value, indicator)
    compared = "" if comparison is Comparison.NOT_COMPARED else against(comparison, benchmark)
    return tuple(
        line
        for line in (
            row.area.name,
            f"{text.figure_of(row.value, indicator)} {indicator.unit_short}",
            ", ".join(filter(None, (f"95% interval {interval}" if interval else "", compared))),
            text.caveats(row.value),
        )
        if line
    )


def _title(places: Sequence[Place], benchmark: Row, level: Level) -> str:
    """How many areas are on which side; without intervals only the two ends."""
    counts = Counter(place.comparison for place in places)
    compared = [c for c in LOOKS if counts[c] and c not in (Comparison.NOT_COMPARED, Comparison.SIMILAR)]
    if compared:
        sides = [f"{counts[c]} {'is' if counts[c] == 1 else 'are'} {against(c, benchmark)}" for c in compared]
        return f"Of {text.plural(level, len(places))}, {text.listed(sides)}"
    if counts[Comparison.SIMILAR]:
        return f"No {text.level_singular(level)} differs clearly from {yardstick(benchmark.area)}"
    if len(places) < 2:
        return "Ranking"
    first, last = text.called(places[0].row.area), text.called(places[-1].row.area)
    return f"Highest in {first}, lowest in {last}; not compared"


def _alternative(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> str:
    ends = dict.fromkeys((*places[:1], *places[-1:]))
    said = ["; ".join(mark_words(p.row, indicator, p.comparison, benchmark)[:2]) for p in ends]
    side = f"A line marks {yardstick(benchmark.area)}." if benchmark.value else ""
    return f"Dots for {len(places)} areas in order, from {' to '.join(said)}. {side}".strip()


def _table(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> ChartTable:
    decimals = indicator.decimals
    columns = (
        Column("Rank from the highest", 0),
        Column("Area"),
        Column(text.unit_heading(indicator), decimals),
        Column("Lower 95% limit", decimals),
        Column("Upper 95% limit", decimals),
        Column(f"Against {yardstick(benchmark.area)}"),
    )
    return ChartTable(columns, tuple(_cells(place) for place in places))


def _cells(place: Place) -> tuple[Cell, ...]:
    value = place.row.value
    numbers = (value.value, value.lower, value.upper) if value else (None, None, None)
    return place.rank, place.row.area.name, *numbers, str(place.comparison)


def _notes(
    rows: Sequence[Row], places: Sequence[Place], benchmark: Row, scene: Scene, indicator: Indicator
) -> tuple[str, ...]:
    notes = [text.missing_words(rows, scene.view.by)]
    if all(place.comparison is Comparison.NOT_COMPARED for place in places):
        notes.append(_why_not_compared(rows, benchmark))
    if len(places) > _MOST_NAMED:
        notes.append("Every dot is an area: its name shows when it is pointed at or reached by arrow keys.")
    notes.append(text.ranking_caution(indicator, scene.view.by))
    return tuple(note for note in notes if note)


def _why_not_compared(rows: Sequence[Row], benchmark: Row) -> str:
    if benchmark.value is None or benchmark.value.value is None:
        return f"No figure is published for {yardstick(benchmark.area)}, so the areas are not compared with it."
    if not any(row.value and row.value.lower is not None for row in rows):
        return "No confidence intervals are published for these figures, so they are not compared."
    return ""
