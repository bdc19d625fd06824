"""Charts as files: the same marks as on the page, in every size, and their figures as CSV."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.charts.axes import named_ticks
from dashboard.charts.model import Axis, Chart, ChartTable, Point, Series
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.headline import Finding, Headline
from dashboard.core.value import Comparison
from dashboard.export.picture.chart_picture import chart_drawing, chart_picture
from dashboard.export.picture.primitives import SIZES, Picture, Size, Stamp
from dashboard.stats.comparison import Basis
from dashboard.views.area_profile import profile_entries
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording import captions

VIEWS = {
    "ranking": "by=council&condition=circulatory&measure=preventable&show=ranking",
    "trend": "by=council&condition=circulatory&measure=preventable&show=trend",
    "scatter": "by=council&condition=circulatory&measure=preventable&show=scatter",
    "tenths": "by=neighbourhood&condition=stroke&measure=deaths-smr&show=scatter",
    "life-male": "by=council&condition=life-expectancy&show=life",
    "causes": "by=ccg&measure=yll&show=causes",
}
STAMP = Stamp("https://atlas.example/?x", "22 November 2026")


def _chart(atlas: Atlas, key: str) -> tuple[Chart, Picture]:
    what = scene(atlas, resolve(atlas, VIEWS[key]).view)
    chart = next(chart for chart in charts(atlas, what) if chart.key == key)
    return chart, chart_picture(chart, captions.credits(what)[:1], SIZES["slide"], STAMP)


@pytest.mark.parametrize("key", VIEWS)
def test_every_mark_of_the_page_is_in_the_picture(atlas: Atlas, key: str) -> None:
    chart, picture = _chart(atlas, key)
    drawn = sum(
        point.x is not None and point.y is not None for s in chart.series if s.symbol for point in s.points
    ) + sum(point.low is not None for s in chart.series if s.spread == "bar" for point in s.points)
    legend = len(chart.legend)
    bars = [patch for patch in picture.areas if any(patch.name == s.name for s in chart.series if s.spread == "bar")]
    assert drawn > 0
    assert len(picture.outlines) - legend + len(bars) == drawn


@pytest.mark.parametrize("key", VIEWS)
@pytest.mark.parametrize("size", SIZES)
def test_nothing_leaves_the_picture(atlas: Atlas, key: str, size: str) -> None:
    what = scene(atlas, resolve(atlas, VIEWS[key]).view)
    chart = next(chart for chart in charts(atlas, what) if chart.key == key)
    picture = chart_picture(chart, captions.credits(what)[:1], SIZES[size], STAMP)
    room = SIZES[size]
    points = [
        p for patch in (*picture.areas, *picture.outlines) for part in patch.polygons for ring in part for p in ring
    ]
    points += [p for line in picture.hatching for p in line.points]
    assert all(-1 <= x <= room.width + 1 and -1 <= y <= room.height + 1 for x, y in points)
    for written in (*picture.texts, *picture.labels):
        left = written.x - {"left": 0, "middle": 0.5, "right": 1}[written.align] * written.width
        assert -1 <= left <= room.width + 1 - written.width, written.lines
        assert -1 <= written.y <= room.height + 1 - written.height, written.lines


@pytest.mark.parametrize("size", SIZES)
def test_labels_at_the_ends_of_lines_keep_apart_in_every_size(atlas: Atlas, size: str) -> None:
    """A line of the letters lies between the tops of two labels, as high as the drawing may be."""
    what = scene(atlas, resolve(atlas, f"area=E06000002&{VIEWS['trend']}").view)
    chart = charts(atlas, what)[0]
    labels = sorted(chart_picture(chart, captions.credits(what)[:1], SIZES[size], STAMP).labels, key=lambda one: one.y)
    assert len(labels) == 8
    assert all(below.y - above.y > 1.2 * above.size for above, below in pairwise(labels))


@pytest.mark.parametrize("key", VIEWS)
def test_the_routes_answer_with_picture_vectors_and_figures(client: FlaskClient, atlas: Atlas, key: str) -> None:
    query = f"{VIEWS[key]}&chart={key}"
    png = client.get(f"/chart.png?{query}&scale=0.3")
    assert Image.open(BytesIO(png.data)).size == (576, 324)
    assert key in png.headers["Content-Disposition"]
    svg = client.get(f"/chart.svg?{query}")
    assert ET.fromstring(svg.data).tag.endswith("svg")
    assert b"<image" not in svg.data
    chart, _ = _chart(atlas, key)
    lines = list(csv.reader(StringIO(client.get(f"/chart.csv?{query}").data.decode("utf-8-sig"))))
    assert len(lines) == len(chart.table.rows) + 1
    assert lines[0] == [column.heading for column in chart.table.columns]
    numbers = [float(cell) for row in chart.table.rows for cell in row if isinstance(cell, int | float)]
    read = [
        cell
        for line, row in zip(lines[1:], chart.table.rows, strict=True)
        for cell, is_ in zip(line, row, strict=True)
        if isinstance(is_, int | float)
    ]
    assert [float(cell) for cell in read] == numbers


def test_a_picture_does_not_ask_to_point_at_its_dots(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, VIEWS["tenths"]).view)
    (chart, _) = charts(atlas, what)
    picture = chart_picture(chart, (), SIZES["slide"], STAMP)
    assert any("pointed at" in note for note in chart.notes)
    assert not any("pointed at" in line for written in picture.texts for line in written.lines)


def test_a_picture_says_its_source_address_and_date(atlas: Atlas) -> None:
    _, picture = _chart(atlas, "ranking")
    said = " ".join(line for written in picture.texts for line in written.lines)
    assert "Office for Health Improvement" in said
    assert STAMP.address in said
    assert STAMP.date in said


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("by=council", "show=ranking"),
        (f"{VIEWS['ranking']}&chart=pie", "ranking"),
        (f"{VIEWS['trend']}&chart=life", "trend"),
    ],
)
def test_a_chart_that_is_not_there_is_refused_with_a_sentence(client: FlaskClient, query: str, word: str) -> None:
    answer = client.get(f"/chart.png?{query}")
    assert answer.status_code == 400
    assert word in answer.text
    assert "<" not in answer.text


@pytest.mark.parametrize("code", ["E06000002", "E38000162", "icp-south", "E02002496"])
def test_the_profile_of_a_place_is_a_file_of_the_same_figures(client: FlaskClient, atlas: Atlas, code: str) -> None:
    answer = client.get(f"/profile.csv?area={code}")
    assert "profile" in answer.headers["Content-Disposition"]
    lines = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    found = {entry.indicator.id: entry for entry in profile_entries(atlas, atlas.areas[code])}
    assert {line["indicator_id"] for line in lines} == set(found)
    for line in lines:
        entry = found[line["indicator_id"]]
        assert float(line["value"]) == entry.value.value
        by_hand = entry.comparison
        if entry.verdict.basis is Basis.APPROXIMATE:
            by_hand = "not clear" if entry.comparison is Comparison.SIMILAR else f"likely {entry.comparison}"
        assert line["comparison_with_england"] == by_hand
        assert ("approximate" in line["comparison_basis"]) == (entry.verdict.basis is Basis.APPROXIMATE)
        assert line["figure_of"] == (entry.area.code if entry.borrowed else "")
        assert (line["lower"] == "") == (entry.value.lower is None)


def test_the_same_chart_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(f"/chart.csv?{VIEWS['ranking']}")
    again = client.get(f"/chart.csv?{VIEWS['ranking']}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_a_long_name_has_two_lines_between_short_ones_where_rows_are_too_low_for_two_each() -> None:
    """Letters of 18.4 pixels: two lines are 46 high, and a row of 35 has room for two beside one line."""
    halves, short = ["Westmorland and Furness", "(whole\N{NO-BREAK SPACE}council\N{NO-BREAK SPACE}area)"], "Eden"
    long, cut = " ".join(halves), f"Westmorland and Fu… {halves[1]}"

    def lines(names: list[str], row: float) -> list[str]:
        points = tuple(Point(1.0, float(k)) for k in range(len(names)))
        axis = Axis("", 0.0, 2.0, ((0.0, ""), (2.0, "")))
        mark, table = Series("", points, "#000000", named=False), ChartTable((), ())
        chart = Chart("x", Headline("", Finding("")), "", (mark,), axis, named_ticks(names), "", table)
        size = Size("x", "x", 720, round(row * len(names) + 2.7 * 18.4))
        texts = chart_drawing(chart, size, Stamp("", "")).texts
        return [line for text in texts for line in text.lines if line]

    assert lines([short, long, short], 40) == [short, *halves, short]
    assert lines([short, long, short], 30) == [short, cut, short]
    assert lines([short, long, long, short], 40) == [short, cut, cut, short]
    assert lines([short, long, long, short], 60) == [short, *halves, *halves, short]
