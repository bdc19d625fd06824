"""One screen for everything: the conditions down, the areas of the view across, each cell compared with England."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from dashboard.charts.axes import named_ticks, upright_ticks
from dashboard.charts.matrix_rows import MatrixCell, MatrixRow, best_row, sorted_rows, worse_counts
from dashboard.charts.model import BLUE, GREY, ORANGE, PALE, Chart, ChartTable, Column, Point, Series
from dashboard.core import labels, numbers, periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.headline import Headline
from dashboard.core.numbers import interval_words
from dashboard.core.value import Comparison
from dashboard.core.view import ProfileOrder, View
from dashboard.stats.comparison import Basis, Verdict
from dashboard.views.gist import FEWEST_RANKED
from dashboard.views.scene import Scene
from dashboard.wording import sentences
from dashboard.wording.fitting import fitted, ground_names
from dashboard.wording.verdicts import in_columns, likely_words, verdict_against

#: Height of a row and of what stands above the rows, in pixels of a laptop.
_ROW_PX, _HEAD_PX = 22, 130
#: How a cell looks, by how it stands and whether only likely so: colour and mark tell the same, so that neither is
#: needed alone.
_LOOKS = {
    (Comparison.WORSE, False): (ORANGE, "diamond", 11.0),
    (Comparison.WORSE, True): (ORANGE, "diamond-open", 11.0),
    (Comparison.SIMILAR, False): (GREY, "circle-open", 8.0),
    (Comparison.SIMILAR, True): (GREY, "circle-open", 5.0),
    (Comparison.BETTER, False): (BLUE, "triangle-up", 10.0),
    (Comparison.BETTER, True): (BLUE, "triangle-up-open", 10.0),
    (Comparison.HIGHER, False): (GREY, "square", 9.0),
    (Comparison.LOWER, False): (GREY, "square-open", 9.0),
    (Comparison.NOT_COMPARED, False): (PALE, "circle", 4.0),
}
#: More areas at the top than this are not named.
_NAMED = 2
_LONGEST_NAME = 24
_IN_POST = 9
#: How the rows can be sorted, as a reader chooses it.
MATRIX_ORDERS = {ProfileOrder.ENGLAND: "most often worse", ProfileOrder.CONDITION: "condition"}


def matrix(atlas: Atlas, scene: Scene, most: int | None = None) -> tuple[Chart, ...]:
    """The matrix of the areas of a scene; none where no condition has figures for them. most: of its rows, else all."""
    areas = tuple(sorted((row.area for row in scene.rows), key=attrgetter("short_name")))
    found = tuple(line for c in atlas.conditions.values() if (line := best_row(atlas, scene.view, c, areas)))
    compared = tuple(line for line in found if line.compared)
    silent = tuple(line for line in found if not line.compared)
    return (_chart(scene, *sorted_rows(compared, areas, scene.view.order), silent, most),) if compared else ()


def worst_conditions(atlas: Atlas, scene: Scene) -> tuple[Chart, ...]:
    """The matrix of as many conditions as are legible in a post, those most often worse than England first."""
    return matrix(atlas, replace(scene, view=replace(scene.view, order=ProfileOrder.ENGLAND)), _IN_POST)


def _chart(
    scene: Scene, lines: Sequence[MatrixRow], areas: Sequence[Area], silent: Sequence[MatrixRow], most: int | None
) -> Chart:
    """What is said is of all lines, what is drawn of as many as there is room for."""
    drawn = lines[:most]
    title = _finding(scene, lines, areas)
    many = labels.plural(scene.view.by, len(areas))
    return Chart(
        key="matrix",
        headline=title,
        subtitle=f"{len(lines)} conditions in {many}: the newest figure of each, compared with England. "
        f"{sentences.where(scene.area, scene.view.by)}.",
        series=tuple(_series(scene, drawn, areas)),
        x=upright_ticks([_short(labels.called(area)) for area in areas]),
        y=named_ticks([_short(line.condition.name) for line in drawn]),
        alternative=f"A table of marks: {len(lines)} conditions down, {many} across. {title}. {_counts(lines)}",
        table=_table(drawn, areas, scene.edition.publisher_short),
        notes=_notes(silent),
        credits=(_sources(drawn),),
        height=_HEAD_PX + _ROW_PX * len(drawn),
    )


def _short(name: str) -> str:
    """A name in one line, for rows and columns are narrow; the cell says all of it."""
    return labels.shortened(name, _LONGEST_NAME)


def _finding(scene: Scene, lines: Sequence[MatrixRow], areas: Sequence[Area]) -> Headline:
    """Which area is most often worse than England, in so many of the conditions in which it is compared."""
    worse = worse_counts(lines)
    most = max(worse.values(), default=0)
    first = [area for area in areas if worse[area] == most]
    likely = sum(cell.verdict.likely for line in lines for cell in line.cells if cell.comparison is Comparison.WORSE)
    bad = f"{likely_words(likely, worse.total())}worse"
    if not most or len(areas) < FEWEST_RANKED or len(first) > _NAMED:
        compared = sum(line.compared for line in lines)
        found = [f"{bad} than England in {worse.total()} of {compared} comparisons"]
    else:
        names = labels.listed([labels.called(area) for area in first])
        tails = (f", {_share(first, lines, most)}", "")
        found = [*(f"most often {bad} than England in {names}{tail}" for tail in tails), f"most often {bad} in {names}"]
    return fitted("conditions", ground_names(scene), found)


def _share(first: Sequence[Area], lines: Sequence[MatrixRow], most: int) -> str:
    """ "14 of 20 compared", or "14" where two areas share the place but not what is compared."""
    known = (cell for line in lines for cell in line.cells if cell.comparison is not Comparison.NOT_COMPARED)
    compared = Counter(cell.area for cell in known)
    counts = {compared[area] for area in first}
    return f"{most} of {counts.pop()} compared" if len(counts) == 1 else f"{most} each"


def _counts(lines: Sequence[MatrixRow]) -> str:
    every = [_look(cell.verdict) for line in lines for cell in line.cells if cell.value is not None]
    counts = Counter(every)
    said = [f"{counts[look]} {_stands(*look)}" for look in _LOOKS if counts[look]]
    return f"Of {len(every)} figures, {labels.listed(said)}."


def _look(verdict: Verdict) -> tuple[Comparison, bool]:
    return verdict.comparison, verdict.likely


def _stands(comparison: Comparison, likely: bool) -> str:
    return verdict_against(Verdict(comparison, Basis.APPROXIMATE if likely else Basis.INTERVAL), "")


def _series(scene: Scene, lines: Sequence[MatrixRow], areas: Sequence[Area]) -> Iterator[Series]:
    """One series for each way to stand against England, so that the legend names each mark."""
    columns = {area: at for at, area in enumerate(areas)}
    for look, (colour, symbol, size) in _LOOKS.items():
        points = tuple(
            _point(scene, line, cell, columns[cell.area], at)
            for at, line in enumerate(lines)
            for cell in line.cells
            if _look(cell.verdict) == look and cell.value is not None
        )
        if points:
            said, basis = labels.capitalised(_stands(*look)), _bases_of(scene, lines, look)
            name = f"{said} ({basis})" if basis else said
            yield Series(name, points, colour, symbol, size, look=said, basis=basis)


def _bases_of(scene: Scene, lines: Sequence[MatrixRow], look: tuple[Comparison, bool]) -> str:
    """Who or what says so of the marks of a look (rule 9): "95% interval or OHID"."""
    publisher = scene.edition.publisher_short
    order = list(Basis)
    said = {
        (order.index(cell.verdict.basis), in_columns(cell.verdict, publisher(line.indicator.publisher))[1])
        for line in lines
        for cell in line.cells
        if _look(cell.verdict) == look and cell.value is not None
    }
    return labels.listed([words for _, words in sorted(said) if words], "or")


def _point(scene: Scene, line: MatrixRow, cell: MatrixCell, across: int, down: int) -> Point:
    what = line.indicator
    publisher = scene.edition.publisher_short(what.publisher)
    words = (
        f"{line.condition.name}, {cell.area.name}",
        f"{what.title}, {periods.period_words(line.period)}",
        f"{numbers.figure_of(cell.value, what)} {what.unit_short}",
        interval_words(cell.value, what),
        labels.capitalised(sentences.england_clause(line.benchmark, what)),
        labels.capitalised(verdict_against(cell.verdict, publisher)),
        sentences.caveats(cell.value),
    )
    opens = View(cell.area.code, scene.view.by, line.condition.slug, what.measure, line.period)
    return Point(float(across), float(down), code=cell.area.code, words=tuple(filter(None, words)), opens=opens)


def _table(lines: Sequence[MatrixRow], areas: Sequence[Area], publishers: Callable[[str], str]) -> ChartTable:
    """One row for each figure: a row of all areas would be too wide to read, and mix units."""
    order = {area: at for at, area in enumerate(areas)}
    columns = (
        *(Column(words) for words in ("Condition", "Measure", "Unit", "Period", "Area", "Figure")),
        *(
            Column(words)
            for words in ("Lower 95% limit", "Upper 95% limit", "England", "Compared with England", "By", "Note")
        ),
    )
    rows = (
        _row(line, cell, publishers)
        for line in lines
        for cell in sorted(line.cells, key=lambda cell: order[cell.area])
        if cell.value is not None
    )
    return ChartTable(columns, tuple(rows))


def _row(line: MatrixRow, cell: MatrixCell, publishers: Callable[[str], str]) -> tuple[str | float | None, ...]:
    """Figures of many units in one column, each rounded to its own digits."""
    what, value = line.indicator, cell.value
    figures = (value.value, value.lower, value.upper) if value else (None, None, None)
    england = line.benchmark.value if line.benchmark else None
    return (
        *(line.condition.name, what.title, what.unit, line.period, cell.area.name),
        *("" if figure is None else numbers.number(figure, what.decimals) for figure in (*figures, england)),
        *in_columns(cell.verdict, publishers(what.publisher)),
        sentences.caveats(value),
    )


def _sources(lines: Sequence[MatrixRow]) -> str:
    """Who published the figures: there are many sources in one matrix, and each map names its own."""
    return " ".join(dict.fromkeys(line.indicator.credit for line in lines))


def _notes(silent: Sequence[MatrixRow]) -> tuple[str, ...]:
    names = [line.condition.name for line in silent]
    return (
        "A cell is empty where this edition holds no figure. Each leads to its map.",
        "Each condition is shown by the newest measure that has a better and a worse side in nearly all areas, or else "
        "by the one that can be compared with England in most. The measures differ in kind and period, so read along a "
        "line, and across lines only how many areas are worse.",
        f"Left out, because nothing compares these with England: {labels.listed(names)}." if names else "",
    )
