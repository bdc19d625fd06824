"""The matrix: every figure once, each with the verdict that its map would give, and a way to that map."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from shipped import ICS, Level

from dashboard.charts.matrix import matrix
from dashboard.charts.model import Chart, Point
from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.notice import NoticeCode
from dashboard.core.value import Comparison, Direction
from dashboard.core.view import ProfileOrder
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.export.picture.text_metrics import width
from dashboard.stats.comparison import Basis
from dashboard.views.resolve import resolve
from dashboard.views.shows import missing_chart
from dashboard.views.staging import scene
from dashboard.web.page.templating import href
from dashboard.web.plotly_chart import chart_figure
from dashboard.wording.verdicts import verdict_against

SCREENS = [f"area={ICS}&by=icp", f"area={ICS}&by=ccg", f"area={ICS}&by=council", "area=icp-south&by=district"]


def _matrix(atlas: Atlas, query: str) -> Chart:
    (chart,) = matrix(atlas, scene(atlas, resolve(atlas, f"{query}&show=matrix").view))
    return chart


def _points(chart: Chart) -> list[tuple[str, Point]]:
    return [(series.name, point) for series in chart.series for point in series.points]


@pytest.mark.parametrize("query", SCREENS)
def test_every_cell_says_what_its_own_map_says_and_leads_there(atlas: Atlas, query: str) -> None:
    for name, point in _points(_matrix(atlas, query)):
        assert point.opens
        shown = resolve(atlas, href(point.opens))
        assert (shown.view, shown.notices) == (point.opens, ())
        there = scene(atlas, shown.view)
        assert there.indicator
        value = next(row.value for row in there.rows if row.area.code == point.code)
        assert value
        verdict = there.verdict(value)
        assert verdict_against(replace(verdict, basis=Basis.INTERVAL), "").split()[0] in name.lower() or verdict.likely
        assert ("ikely" in name or "clearly" in name) == verdict.likely
        assert f"{numbers.figure_of(value, there.indicator)} {there.indicator.unit_short}" in point.words


@pytest.mark.parametrize("query", SCREENS)
def test_a_cell_stands_where_its_row_and_column_cross_and_none_stands_twice(atlas: Atlas, query: str) -> None:
    chart = _matrix(atlas, query)
    places = [(point.x, point.y) for _, point in _points(chart)]
    assert len(places) == len(set(places)) == len(chart.table.rows)
    rows, columns = dict(chart.y.ticks), dict(chart.x.ticks)
    for _, point in _points(chart):
        assert point.x is not None
        assert point.y is not None
        assert point.words[0].startswith(rows[point.y].removesuffix("…"))
        called = labels.called(atlas.areas[point.code])
        assert columns[point.x].removesuffix("…") in called


def test_known_cells_by_hand(atlas: Atlas) -> None:
    cells = {row[0:1] + row[4:5]: row for row in _matrix(atlas, f"area={ICS}&by=council").table.rows}
    heart = cells["All circulatory diseases", "Middlesbrough"]
    # Preventable deaths under 75 from circulatory disease, 2022-24: the interval lies above England's figure.
    assert heart[3] == "2022-24"
    assert heart[9] == "worse"
    life = cells["Life expectancy", "Middlesbrough"]
    assert life[9] == "worse"


def test_the_condition_that_is_most_often_worse_comes_first_or_the_menu_decides(atlas: Atlas) -> None:
    view = resolve(atlas, f"area={ICS}&by=council&show=matrix").view
    (by_worse,) = matrix(atlas, scene(atlas, view))
    (by_menu,) = matrix(atlas, scene(atlas, replace(view, order=ProfileOrder.CONDITION)))
    worse = [0] * len(by_worse.y.ticks)
    for name, point in _points(by_worse):
        worse[int(point.y or 0)] += "orse" in name
    assert worse == sorted(worse, reverse=True)
    assert worse[0] > worse[-1]
    menu = [condition.name for condition in atlas.conditions.values()]
    first_words = {int(p.y or 0): p.words[0] for _, p in _points(by_menu)}
    shown = [next(name for name in menu if first_words[at].startswith(f"{name}, ")) for at in sorted(first_words)]
    assert shown == [name for name in menu if name in shown]
    areas = [words for _, words in by_menu.x.ticks]
    assert areas == sorted(areas)


def test_a_measure_with_a_bad_side_stands_for_a_condition_before_a_register_of_diagnoses(atlas: Atlas) -> None:
    view = resolve(atlas, f"area={ICS}&by=ccg&show=matrix").view
    (chart,) = matrix(atlas, scene(atlas, view))
    opened = {p.opens for _, p in _points(chart)}
    shown = {i.condition: i for v in opened if v and (i := atlas.indicator(v.condition, v.measure, v.by))}
    sided = (Direction.HIGH_IS_WORSE, Direction.LOW_IS_WORSE)
    assert shown["stroke"].direction in sided
    assert shown["coronary-heart-disease"].direction in sided


@pytest.mark.parametrize("query", SCREENS)
def test_the_finding_counts_as_the_marks_do_and_is_short_enough_for_a_headline(atlas: Atlas, query: str) -> None:
    chart = _matrix(atlas, query)
    assert len(chart.title) <= 90
    compared = [name for name, _ in _points(chart) if not name.startswith("Not compared")]
    worse = [name for name in compared if Comparison.WORSE in name.lower()]
    assert (f"in {len(worse)} of {len(compared)} comparisons" in chart.title) or ": most often " in chart.title
    assert ("likely" in chart.title) == any("ikely" in name for name in worse)
    if ": most often " in chart.title:
        own = Counter(point.code for name, point in _points(chart) if Comparison.WORSE in name.lower())
        named = {code for code in own if labels.called(atlas.areas[code]) in chart.title}
        assert named == {code for code, count in own.items() if count == max(own.values())}


def test_there_is_no_matrix_of_small_areas(atlas: Atlas) -> None:
    view = resolve(atlas, "area=E06000002&by=neighbourhood&condition=stroke").view
    assert view.by == Level.NEIGHBOURHOOD
    notice = missing_chart(atlas, view, "matrix")
    assert notice
    assert notice.code is NoticeCode.NO_MATRIX


def test_the_page_links_each_cell_and_sets_the_names_of_areas_upright(atlas: Atlas) -> None:
    chart = _matrix(atlas, f"area={ICS}&by=ccg")
    figure = chart_figure(chart, {})
    links = [link for trace in figure["data"] for _, link in trace.get("customdata", [])]
    assert len(links) == len(chart.table.rows)
    assert all("area=" in link for link in links)
    assert figure["layout"]["xaxis"]["tickangle"] == -90


@pytest.mark.parametrize("size", ["slide", "story", "a4-portrait"])
def test_names_of_rows_and_columns_touch_in_no_picture(atlas: Atlas, size: str) -> None:
    chart = _matrix(atlas, f"area={ICS}&by=council")
    picture = chart_picture(chart, chart.credits, SIZES[size], Stamp("here", "today", "us"))
    columns = sorted((text for text in picture.texts if text.upright), key=lambda text: text.x)
    assert len(columns) == len(chart.x.ticks)
    assert all(b.x - a.x >= a.height for a, b in pairwise(columns))
    assert all(text.y - width(text.lines[0], text.size) > 0 for text in columns)
    names = {words for _, words in chart.y.ticks}
    rows = sorted((text for text in picture.texts if text.lines[0] in names), key=lambda text: text.y)
    assert len(rows) == len(chart.y.ticks)
    assert all(b.y - a.y >= a.size for a, b in pairwise(rows))


def test_what_stands_above_many_rows_leaves_them_room_to_be_read(atlas: Atlas) -> None:
    """Thirty rows under tall names and a tall legend were written a third as large as these."""
    chart = _matrix(atlas, f"area={ICS}&by=ccg")
    few = replace(chart, y=replace(chart.y, low=chart.y.high - 5.0, ticks=chart.y.ticks[:5]))
    letters = {}
    for name, one in (("many", chart), ("few", few)):
        picture = chart_picture(one, chart.credits, SIZES["slide"], Stamp("here", "today", "us"))
        rows = min(text.size for text in picture.texts if text.lines[0] in dict(one.y.ticks).values())
        letters[name] = (rows, max(text.size for text in picture.texts if text.upright))
    assert len(chart.y.ticks) >= 30
    assert letters["many"][0] > 0.6 * letters["many"][1]
    assert letters["few"][0] == letters["few"][1] > letters["many"][1]


def test_all_whose_figures_stand_in_it_are_named(atlas: Atlas) -> None:
    chart = _matrix(atlas, f"area={ICS}&by=ccg")
    opened = {p.opens for _, p in _points(chart)}
    credits = {i.credit for v in opened if v and (i := atlas.indicator(v.condition, v.measure, v.by))}
    assert len(credits) > 2
    assert all(credit in " ".join(chart.credits) for credit in credits)


def test_the_legend_says_what_each_comparison_rests_on(atlas: Atlas) -> None:
    """Rule 9: a mark of the matrix may rest on intervals or on a publisher's word; "likely" on approximate ones."""
    (chart,) = matrix(atlas, scene(atlas, resolve(atlas, "by=council&show=matrix").view))
    names = {series.look: series.name for series in chart.legend}
    assert names["Worse than England"] == "Worse than England (95% interval or OHID)"
    assert names["Likely worse than England"] == "Likely worse than England (approximate interval)"
    assert names["Not compared with England"] == "Not compared with England"
