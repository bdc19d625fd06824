"""The ranking of a scene: one dot for each area with its 95 % interval, and the benchmark as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import text
from dashboard.atlas import Atlas, Row
from dashboard.charts.cautions import caveats, not_standardised
from dashboard.charts.model import (
    BLUE,
    GREY,
    ORANGE,
    POINT_AT,
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
from dashboard.model import Direction, Indicator, Level, Status
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
    """One line of the ranking: ties of the printed figures share a rank, a count has none."""

    rank: int | None
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
        title=_title(places, benchmark, indicator, scene.view.by),
        subtitle=text.subtitle(indicator, scene.area, scene.view.by, scene.view.period),
        series=_series(places, benchmark, indicator),
        x=linear(text.unit_heading(indicator), [*ends, figure]),
        y=named_places([text.called(p.row.area, p.row.value) if len(places) <= _MOST_NAMED else "" for p in places]),
        alternative=_alternative(places, benchmark, indicator),
        table=_table(places, benchmark, indicator),
        notes=_notes(rows, places, benchmark, scene, indicator),
        rules=(Rule("x", figure, yardstick(benchmark).removeprefix("the ")),) if figure is not None else (),
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
    printed = [text.figure_of(row.value, indicator) for row in known]
    return tuple(
        Place(
            printed.index(figure) + 1 if indicator.mapped else None,
            row,
            compare(row.value, benchmark.value, indicator.direction),
        )
        for row, figure in zip(known, printed, strict=True)
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
    return f"{comparison} {link} {yardstick(benchmark)}"


def yardstick(benchmark: Row) -> str:
    """The name of what areas are compared with, in a sentence."""
    return "the ICS" if benchmark.area.level is Level.ICS else text.called(benchmark.area, benchmark.value)


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


def _title(places: Sequence[Place], benchmark: Row, indicator: Indicator, level: Level) -> str:
    """How many areas are on which side, the benchmark itself left out; without intervals only the two ends."""
    if not places:
        return "No area here has a figure"
    if not indicator.mapped:
        return f"{indicator.title}: counts, not ranked and not compared"
    others = [place for place in places if not _is_benchmark(place, benchmark)]
    counts = Counter(place.comparison for place in others if not _rests_on_few(place))
    if not counts.total() - counts[Comparison.NOT_COMPARED]:
        return f"{text.headline([place.row for place in places], indicator, level)}; not compared"
    if len(others) == 1:
        return f"{_called(others[0])} is {against(others[0].comparison, benchmark)}"
    other = "the other " if len(others) < len(places) else ""
    finding = _sides(counts, benchmark)
    said = (
        f"Of {other}{text.plural(level, len(others))}, {finding or f'none differs clearly from {yardstick(benchmark)}'}"
    )
    unsaid = counts[Comparison.NOT_COMPARED]
    return f"{said}; {_are(unsaid)} not compared" if unsaid else said


def _is_benchmark(place: Place, benchmark: Row) -> bool:
    """Whether a place is what the others are compared with, or has the same boundary."""
    return place.row.area.code in (benchmark.area.code, benchmark.area.same_boundary)


def _rests_on_few(place: Place) -> bool:
    """Whether a figure is unreliable (rule 8): it has its mark, but no title is built on it."""
    return text.FEW_EVENTS in text.caveats(place.row.value)


def _called(place: Place) -> str:
    return text.called(place.row.area, place.row.value)


def _are(count: int) -> str:
    return f"{count} {'is' if count == 1 else 'are'}"


def _sides(counts: Counter[Comparison], benchmark: Row) -> str:
    """ "2 are worse than England and 1 is better than England"; "" if none differs."""
    silent = (Comparison.NOT_COMPARED, Comparison.SIMILAR)
    return text.listed([f"{_are(counts[c])} {against(c, benchmark)}" for c in LOOKS if counts[c] and c not in silent])


def _alternative(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> str:
    if not places:
        return "An empty chart."
    ends = dict.fromkeys((places[0], places[-1]))
    said = [", ".join(mark_words(p.row, indicator, p.comparison, benchmark)) for p in ends]
    what = f"Dots for {len(places)} areas in order, from" if len(places) > 1 else "One dot:"
    side = f"A line marks {yardstick(benchmark)}." if benchmark.value and benchmark.value.value is not None else ""
    return f"{what} {', to '.join(said)}. {side}".strip()


def _table(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> ChartTable:
    decimals = indicator.decimals
    notes = any(text.caveats(place.row.value) for place in places)
    columns = (
        Column("Rank from the highest", 0),
        Column("Area"),
        Column(text.unit_heading(indicator), decimals),
        Column("Lower 95% limit", decimals),
        Column("Upper 95% limit", decimals),
        Column(f"Against {yardstick(benchmark)}"),
        *((Column("Note"),) if notes else ()),
    )
    return ChartTable(columns, tuple(_cells(place)[: len(columns)] for place in places))


def _cells(place: Place) -> tuple[Cell, ...]:
    value = place.row.value
    numbers = (value.value, value.lower, value.upper) if value else (None, None, None)
    return place.rank, place.row.area.name, *numbers, str(place.comparison), text.caveats(value) or None


def _notes(
    rows: Sequence[Row], places: Sequence[Place], benchmark: Row, scene: Scene, indicator: Indicator
) -> tuple[str, ...]:
    level = scene.view.by
    notes = [text.missing_words(rows, level)]
    if places and all(place.comparison is Comparison.NOT_COMPARED for place in places):
        notes.append(_why_not_compared(places, benchmark, indicator))
    else:
        notes.append(_taken_as_exact(benchmark, indicator))
    if len(places) > _MOST_NAMED:
        notes.append(POINT_AT)
    if len(places) > _MOST_NAMED and any(place.row.value and place.row.value.lower is not None for place in places):
        notes.append(
            f"Of {len(places)} areas about {round(len(places) / 20)} would seem to differ by chance alone if none did."
        )
    if not indicator.mapped:
        notes.append("These are counts: larger areas have more, so they have no rank.")
    notes += caveats([place.row for place in places], level, part="the figure is of the part in the ICS")
    if any(map(_rests_on_few, places)):
        notes.append("The title leaves figures from fewer than 20 events out.")
    notes += [not_standardised(indicator), text.ranking_caution(indicator, level)]
    return tuple(note for note in notes if note)


def _why_not_compared(places: Sequence[Place], benchmark: Row, indicator: Indicator) -> str:
    name = yardstick(benchmark)
    if indicator.direction is Direction.NEVER_COMPARED:
        return "A gap inside a place and the gap across all England are two different things: they are not compared."
    if benchmark.value is None or benchmark.value.value is None:
        return f"No figure is published for {name}, so the areas are not compared with it."
    if benchmark.value.status is Status.ESTIMATE:
        return f"The figure of {name} is an estimate, with which nothing is compared."
    if all(place.row.value and place.row.value.status is Status.ESTIMATE for place in places):
        return "Estimates have no interval, so they are not compared."
    return "No confidence intervals are published for these figures, so they are not compared."


def _taken_as_exact(benchmark: Row, indicator: Indicator) -> str:
    """A single area varies by chance itself; England and the system hardly do."""
    interval = text.interval_of(benchmark.value, indicator)
    if not interval or benchmark.area.level in (Level.COUNTRY, Level.ICS):
        return ""
    return (
        f"The figure of {yardstick(benchmark)} is taken as exact, though its own 95% interval is {interval}: "
        "a small difference from it may still be chance."
    )
