"""Charts as PowerPoint's own: python-pptx reads the figures of their table out of them, and LibreOffice draws them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from office import converted
from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pypdf import PdfReader

from dashboard.charts.axes import linear, named_ticks
from dashboard.charts.model import Axis, Chart
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.collisions import shared_area
from dashboard.export.writers.native_model import NativeAxis, axis_of
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene

FULL = "by=council&condition=circulatory&measure=preventable"
VIEWS = {
    "ranking": f"{FULL}&show=ranking",
    "trend": f"{FULL}&show=trend&area=E06000002",
    "scatter": f"{FULL}&show=scatter",
    "tenths": "by=neighbourhood&condition=stroke&measure=deaths-smr&show=scatter&chart=tenths",
    "life-male": "by=council&condition=life-expectancy&show=life",
    "causes": "by=ccg&measure=yll&show=causes",
    "matrix": "by=council&show=matrix",
}
KEYS = pytest.mark.parametrize("key", VIEWS)


def asked(client: FlaskClient, address: str) -> bytes:
    answer = client.get(f"/{address}")
    assert answer.status_code == 200, answer.text[:200]
    return answer.data


def slide_of(content: bytes) -> Any:
    (slide,) = Presentation(BytesIO(content)).slides
    return slide


def frame_on(slide: Any) -> Any:
    (found,) = [shape for shape in slide.shapes if shape.has_chart]
    return found


def native(client: FlaskClient, key: str) -> Any:
    return frame_on(slide_of(asked(client, f"chart.pptx?{VIEWS[key]}"))).chart


def ours(atlas: Atlas, key: str) -> Chart:
    return next(chart for chart in charts(atlas, scene(atlas, resolve(atlas, VIEWS[key]).view)) if chart.key == key)


def figures(series: Any, tag: str) -> list[float | None]:
    """The cached figures of a part of a series, None for a gap."""
    (cache,) = [found.find(".//" + qn("c:numCache")) for found in series._element.iter(qn(f"c:{tag}"))]
    known = {int(point.get("idx")): float(point.find(qn("c:v")).text) for point in cache.iter(qn("c:pt"))}
    return [known.get(k) for k in range(int(cache.find(qn("c:ptCount")).get("val")))]


def limits(series: Any, of: str) -> list[tuple[float | None, float | None]]:
    """The ends of the error bars of a series, worked out from their lengths."""
    ends = zip(figures(series, of), figures(series, "minus"), figures(series, "plus"), strict=True)
    return [(None if f is None or m is None else f - m, None if f is None or p is None else f + p) for f, m, p in ends]


def column(chart: Chart, heading: str) -> list[Any]:
    place = [found.heading for found in chart.table.columns].index(heading)
    return [row[place] for row in chart.table.rows]


def same(one: Iterable[float | None], two: Iterable[float | None]) -> bool:
    pairs = list(zip(one, two, strict=True))
    return all(a == b or (a is not None and b is not None and a == pytest.approx(b)) for a, b in pairs)


def test_the_ranking_is_dots_with_error_bars_of_the_figures_of_the_table(client: FlaskClient, atlas: Atlas) -> None:
    chart, made = ours(atlas, "ranking"), native(client, "ranking")
    assert made.chart_type in (XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.XY_SCATTER_LINES)
    found: dict[float, tuple[float | None, ...]] = {}
    for series in made.plots[0].series:
        if series._element.find(qn("c:errBars")) is not None:
            places = zip(figures(series, "yVal"), figures(series, "xVal"), limits(series, "xVal"), strict=True)
            found |= {y: (x, *ends) for y, x, ends in places if y is not None}
            assert series._element.find(qn("c:errBars")).find(qn("c:errDir")).get("val") == "x"
    rows = [found[place] for place in sorted(found)]
    assert len(rows) == len(chart.table.rows) > 10
    headings = [column.heading for column in chart.table.columns][2:5]
    for k, heading in enumerate(headings):
        assert same([row[k] for row in rows], column(chart, heading))


@pytest.mark.parametrize(("period", "dashes"), [("2018", {"dash"}), ("2010", set())])
def test_error_bars_are_broken_where_they_are_approximate(client: FlaskClient, period: str, dashes: set[str]) -> None:
    address = f"chart.pptx?by=ccg&measure=preventable&show=ranking&period={period}"
    made = frame_on(slide_of(asked(client, address))).chart
    bars = [bar for series in made.plots[0].series for bar in series._element.iter(qn("c:errBars"))]
    assert {dash.get("val") for bar in bars for dash in bar.iter(qn("a:prstDash"))} == dashes


def test_the_names_of_a_ranking_stand_at_its_axis_and_england_at_its_line(client: FlaskClient, atlas: Atlas) -> None:
    chart, made = ours(atlas, "ranking"), native(client, "ranking")
    said = [run.text for run in made._chartSpace.iter(qn("a:t"))]
    for _, words in chart.y.ticks:
        assert words in said
    assert "England" in said


def test_the_trend_is_lines_over_the_periods_with_gaps_and_error_bars(client: FlaskClient, atlas: Atlas) -> None:
    chart, made = ours(atlas, "trend"), native(client, "trend")
    assert made.chart_type in (XL_CHART_TYPE.LINE, XL_CHART_TYPE.LINE_MARKERS)
    (plot,) = made.plots
    assert list(plot.categories) == column(chart, "Period")
    by_name = {series.name: series for series in plot.series}
    area = by_name["Middlesbrough, band: 95% interval"]
    assert same(area.values, column(chart, "Middlesbrough"))
    low, high = (column(chart, f"Middlesbrough, {side} 95% limit") for side in ("lower", "upper"))
    assert same([end[0] for end in limits(area, "val")], low)
    assert same([end[1] for end in limits(area, "val")], high)
    assert same(by_name["England"].values, column(chart, "England"))
    assert same(by_name["Darlington"].values, column(chart, "Darlington"))
    assert None not in column(chart, "Middlesbrough")
    # Its axis writes nothing: LibreOffice would write all periods over one another.
    (axis,) = made._chartSpace.iter(qn("c:catAx"))
    assert axis.find(qn("c:tickLblPos")).get("val") == "none"
    said = [text.text for label in by_name["Periods"]._element.iter(qn("c:dLbl")) for text in label.iter(qn("a:t"))]
    assert said == [words for _, words in chart.x.ticks]
    assert said[-1] == "2022–24"


def test_a_period_that_nobody_has_is_a_gap_in_the_trend(client: FlaskClient, atlas: Atlas) -> None:
    for view in ("condition=drugs&by=council&show=trend", "condition=cancer&by=ccg&show=trend"):
        made = frame_on(slide_of(asked(client, f"chart.pptx?{view}"))).chart
        (chart,) = charts(atlas, scene(atlas, resolve(atlas, view).view))
        years = sorted({p.x for series in chart.series for p in series.points if p.x is not None})
        step = min(later - earlier for earlier, later in pairwise(years))
        assert len(list(made.plots[0].categories)) == round((years[-1] - years[0]) / step) + 1


def test_the_scatter_has_every_dot_of_the_table(client: FlaskClient, atlas: Atlas) -> None:
    chart, made = ours(atlas, "scatter"), native(client, "scatter")
    dots = [
        (x, y)
        for series in made.plots[0].series
        if series._element.find(qn("c:marker")).find(qn("c:symbol")).get("val") == "circle"
        for x, y in zip(figures(series, "xVal"), figures(series, "yVal"), strict=True)
    ]
    rows = [(row[1], row[2]) for row in chart.table.rows]
    assert sorted(dot for dot in dots if None not in dot) == sorted(rows)
    assert len(rows) > 10


@pytest.mark.parametrize("address", ["chart.pptx?", "map.pptx?"])
def test_names_of_a_scatter_hide_no_other_and_are_those_of_its_areas(client: FlaskClient, address: str) -> None:
    """A letter is about half as wide as high; a name stands beside its mark, above or below it."""
    frame = frame_on(slide_of(asked(client, f"{address}{VIEWS['scatter']}")))
    across, up = (
        scale_of(frame, *names) for names in (("valAx", 0, "w", frame.width), ("valAx", 1, "h", frame.height))
    )
    boxes = {
        words: box_of(words, side, high, x * across, y * up)
        for series in frame.chart.plots[0].series
        for words, side, high, x, y in names_of(series)
    }
    assert len(boxes) > 5
    blanks = 2 * "\N{NO-BREAK SPACE}"
    assert any(words.startswith(blanks) for words in boxes)
    assert [both for both in combinations(boxes, 2) if shared_area(boxes[both[0]], boxes[both[1]])] == []


def scale_of(frame: Any, kind: str, number: int, side: str, length: int) -> float:
    """Points on the slide for each unit of an axis."""
    space = frame.chart._chartSpace
    part = float(next(space.iter(qn(f"c:{side}"))).get("val"))
    low, high = (
        float(list(space.iter(qn(f"c:{kind}")))[number].find(f".//{qn(f'c:{end}')}").get("val"))
        for end in ("min", "max")
    )
    return length * part / 12_700 / (high - low)


def names_of(series: Any) -> Iterator[tuple[str, str, float, float, float]]:
    """The names of a series: the words, the side, the size of letters, and where the mark is."""
    places = list(zip(figures(series, "xVal"), figures(series, "yVal"), strict=True))
    for label in series._element.iter(qn("c:dLbl")):
        run = next(label.iter(qn("a:r")))
        x, y = places[int(label.find(qn("c:idx")).get("val"))]
        high = int(run.find(qn("a:rPr")).get("sz")) / 100
        yield run.find(qn("a:t")).text, label.find(qn("c:dLblPos")).get("val"), high, x or 0.0, y or 0.0


def box_of(words: str, side: str, high: float, x: float, y: float) -> tuple[float, float, float, float]:
    """The room of a name, a little away from its mark, in points."""
    wide, gap = len(words) * high / 2, 4
    left, low = {
        "r": (gap, -high / 2),
        "l": (-wide - gap, -high / 2),
        "t": (-wide / 2, gap),
        "b": (-wide / 2, -high - gap),
    }[side]
    return x + left, y + low, x + left + wide, y + low + high


def test_the_causes_are_stacked_bars_that_add_up(client: FlaskClient, atlas: Atlas) -> None:
    chart, made = ours(atlas, "causes"), native(client, "causes")
    assert made.chart_type is XL_CHART_TYPE.BAR_STACKED
    (plot,) = made.plots
    assert list(plot.categories) == [words for _, words in chart.y.ticks]
    for series in plot.series:
        assert same(series.values, column(chart, series.name))
    sums = [sum(bars) for bars in zip(*(series.values for series in plot.series), strict=True)]
    assert same(sums, column(chart, "Sum"))


@KEYS
def test_the_workbook_inside_has_the_figures_of_the_chart_and_its_table(
    client: FlaskClient, atlas: Atlas, key: str
) -> None:
    chart, made = ours(atlas, key), native(client, key)
    book = load_workbook(BytesIO(made.part.chart_workbook.xlsx_part.blob), data_only=True)
    for reference in made._chartSpace.iter(qn("c:numRef")):
        name, _, cells = reference.find(qn("c:f")).text.replace("$", "").partition("!")
        points = reference.find(qn("c:numCache")).iter(qn("c:pt"))
        known = {int(point.get("idx")): float(point.find(qn("c:v")).text) for point in points}
        written = [row[0].value for row in book[name][cells]] if ":" in cells else [book[name][cells].value]
        assert same(
            [None if cell is None else float(cell) for cell in written], [known.get(k) for k in range(len(written))]
        )
    rows = list(book["Table"].iter_rows(values_only=True))
    assert list(rows[0]) == [column.heading for column in chart.table.columns]
    for row, cells in zip(rows[1:], chart.table.rows, strict=True):
        for cell, own in zip(row, cells, strict=True):
            assert (
                cell == own or cell == pytest.approx(own)
                if isinstance(own, float | int)
                else (cell or None) == (own or None)
            )


def test_who_edits_a_limit_moves_the_interval(client: FlaskClient) -> None:
    book = load_workbook(BytesIO(native(client, "ranking").part.chart_workbook.xlsx_part.blob))
    formulas = [cell.value for row in book["Chart"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert any(formula.startswith("=B") and "-D" in formula for formula in formulas)
    assert any(formula.startswith("=E") and "-B" in formula for formula in formulas)


def test_the_chart_can_be_given_other_figures(client: FlaskClient) -> None:
    made = native(client, "causes")
    other = CategoryChartData()
    other.categories = ["Here", "There"]
    for series in list(made.plots[0].series):
        other.add_series(series.name, (1.0, 2.0))
    made.replace_data(other)
    assert [list(series.values) for series in made.plots[0].series] == [[1.0, 2.0]] * len(list(made.plots[0].series))


@KEYS
def test_a_slide_of_a_chart_says_what_the_chart_says(client: FlaskClient, atlas: Atlas, key: str) -> None:
    chart, slide = ours(atlas, key), slide_of(asked(client, f"chart.pptx?{VIEWS[key]}"))
    frame = frame_on(slide)
    assert next(frame._element.iter(qn("p:cNvPr"))).get("descr") == chart.alternative
    assert slide.shapes.title.text_frame.text == chart.title
    assert chart.alternative in slide.notes_slide.notes_text_frame.text
    ids = [shape.get("id") for shape in slide.element.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))


@KEYS
def test_equal_charts_are_equal_bytes(client: FlaskClient, key: str) -> None:
    one, two = (asked(client, f"chart.pptx?{VIEWS[key]}&scale={scale}") for scale in ("1", "0.5"))
    assert one == two
    inner = ZipFile(BytesIO(one))
    (book,) = [name for name in inner.namelist() if name.endswith(".xlsx")]
    assert {entry.date_time[0] for entry in [*inner.infolist(), *ZipFile(BytesIO(inner.read(book))).infolist()]} == {
        1980
    }


def test_the_map_with_a_chart_beside_it_has_both_on_the_slide(client: FlaskClient) -> None:
    slide = slide_of(asked(client, f"map.pptx?{VIEWS['ranking']}"))
    frame = frame_on(slide)
    (drawn,) = [shape for shape in slide.shapes if shape.name == "Map"]
    assert drawn.left + drawn.width <= frame.left
    assert frame.width > slide.part.package.presentation_part.presentation.slide_width * 0.4
    assert not [shape for shape in slide.shapes if shape.has_table]
    ids = [shape.get("id") for shape in slide.element.iter(qn("p:cNvPr"))]
    assert len(ids) == len(set(ids))
    # What the slide says already is not said again over the chart.
    titled = slide_of(asked(client, f"map.pptx?{VIEWS['ranking']}&title=Our+own"))
    said = [
        [" ".join(s.text_frame.text.split()) for s in one.shapes if s.name == "Title of the chart"]
        for one in (slide, titled)
    ]
    assert said == [[], [slide.shapes.title.text_frame.text]]
    alone = slide_of(asked(client, f"map.pptx?{FULL}"))
    assert [shape for shape in alone.shapes if shape.has_table]
    assert not [shape for shape in alone.shapes if shape.has_chart]


def test_libreoffice_draws_every_name_and_every_period(client: FlaskClient, atlas: Atlas, tmp_path: Path) -> None:
    files = []
    wanted = [(key, "chart", VIEWS[key]) for key in ("ranking", "trend", "causes", "life-male", "matrix")]
    for key, what, view in (*wanted, ("ranking", "map", "by=council&show=ranking"), ("trend", "map", VIEWS["trend"])):
        file = tmp_path / f"{what} {key}.pptx"
        file.write_bytes(asked(client, f"{what}.pptx?{view}"))
        files.append(file)
    folder = converted("sd", files, "pdf", tmp_path)
    for file in files:
        what, key = file.stem.split()
        chart = ours(atlas, key)
        said = " ".join(PdfReader(folder / f"{file.stem}.pdf").pages[0].extract_text().split())
        names = [words for _, words in chart.y.ticks] if not chart.y.grid else [chart.x.ticks[-1][1]]
        names += [words for _, words in chart.x.ticks] if chart.x.upright else []
        names += [series.name for series in chart.legend if what == "map"]
        assert [name for name in names if " ".join(str(name).split()) not in said] == [], said


# Axes.


def test_a_native_axis_holds_the_axis_and_begins_and_ends_on_a_tick() -> None:
    assert axis_of(Axis("", 73.0, 81.0, ((74.0, "74"), (76.0, "76"), (78.0, "78"), (80.0, "80")))) == NativeAxis(
        72, 82, 2
    )
    assert axis_of(Axis("", 0.0, 100.0, ((0.0, "0"), (50.0, "50"), (100.0, "100")))) == NativeAxis(0, 100, 50)
    assert axis_of(named_ticks(["One", "Two"])) == NativeAxis(-0.6, 1.6, 1)
    whole = axis_of(linear("", [3.2, 9.9]))
    assert whole.low <= 3.2
    assert whole.high >= 9.9
