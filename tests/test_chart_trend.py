"""The trend: its lines are the figures, its gaps are the gaps, and no sentence says more than the intervals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from shipped import MAP_LEVELS, Level
from tiny import ALPHA, BETA

from dashboard.charts.end_labels import apart, cut_label
from dashboard.charts.lines import MOST_LOOKS, Role, trend_lines
from dashboard.charts.model import Chart, Series
from dashboard.charts.registry import charts
from dashboard.charts.trend import LOOKS, trend
from dashboard.charts.trend_title import _moved, _unclear
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.labels import capitalised
from dashboard.core.level import ENGLAND
from dashboard.core.periods import parse_period, period_words
from dashboard.core.value import Extent, IntervalKind, Status, Value
from dashboard.core.view import View
from dashboard.stats.change import Change
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.web.page.controls import timeline
from dashboard.web.plotly_chart import chart_figure

DIRECTION = re.compile(r"\b(rose|fell|no clear change|little changed)\b")


def chart_of(atlas: Atlas, query: str) -> Chart:
    what = scene(atlas, resolve(atlas, f"{query}&show=trend").view)
    (chart,) = charts(atlas, what)
    return chart


def with_values(atlas: Atlas, indicator: str, periods: dict[str, dict[str, Value]]) -> Atlas:
    return replace(atlas, values={**atlas.values, indicator: periods})


@pytest.fixture(scope="module")
def every_trend(atlas: Atlas) -> list[tuple[Scene, Indicator, Chart]]:
    """The trend of every indicator with two periods, by every level, for every area of the map and as a map."""
    return list(_every_trend(atlas))


def _every_trend(atlas: Atlas) -> Iterator[tuple[Scene, Indicator, Chart]]:
    for indicator in atlas.indicators.values():
        for level in (level for level in indicator.levels if level in MAP_LEVELS):
            periods = atlas.periods(indicator, level)
            if len(periods) < 2:
                continue
            inside = [area for area in atlas.level(Level.ICP) if atlas.children(area, level)]
            for area in {a.code: a for a in (atlas.system, *inside, *atlas.level(level))}.values():
                view = View(area.code, level, indicator.condition, indicator.measure, periods[-1], show="trend")
                what = scene(atlas, view)
                yield what, indicator, trend(atlas, what, indicator)


# ---- known answers ----


def lines_of(chart: Chart) -> list[Series]:
    """The lines of a trend; the marks of the quiet ones are series of their own."""
    return [series for series in chart.series if series.line]


STEPS = {"2012-14": "2012-14", "2015-17": "2015-17", "2018-20": "2018-20"}


def stepped(tiny: Atlas, **figures: tuple[float, ...]) -> Atlas:
    """Three periods that share no year; the figures of each CCG have intervals of 2 % on either side."""
    codes = {"alpha": ALPHA, "beta": BETA, "england": ENGLAND}
    made = {
        period: {codes[name]: Value(f[k], f[k] * 0.98, f[k] * 1.02) for name, f in figures.items() if k < len(f)}
        for k, period in enumerate(STEPS)
    }
    return with_values(tiny, "deaths-ccg", made)


def test_a_place_says_its_way_with_its_size_and_that_of_england_beside_it(tiny: Atlas) -> None:
    made = stepped(tiny, alpha=(100.0, 110.0, 120.0), england=(100.0, 100.5, 101.0))
    chart = chart_of(made, f"area={ALPHA}&by=ccg")
    assert chart.title == "Noun of deaths-ccg in Alpha: rose by 20% from 2012–14 to 2018–20"
    assert chart.notes[0] == (
        "Alpha: 100.0 in 2012 to 2014, 120.0 in 2018 to 2020: rose by 20%. "
        "England: 100.0 in 2012 to 2014, 101.0 in 2018 to 2020: little changed (+1%)."
    )


def test_what_changed_by_less_than_one_per_cent_has_its_sign_before_the_number(tiny: Atlas) -> None:
    """Without intervals nothing is tested, so only the size is told."""
    made = {period: {ALPHA: Value(figure)} for period, figure in zip(STEPS, (1000.0, 990.0, 1003.0), strict=True)}
    chart = chart_of(with_values(tiny, "deaths-ccg", made), f"area={ALPHA}&by=ccg")
    assert "1,003.0 in 2018 to 2020: less than +1%. Lowest 990.0 in 2015 to 2017: −1% until then, +1% since." in (
        chart.alternative
    )


def test_a_line_that_is_england_by_definition_has_no_way(tiny: Atlas) -> None:
    fixed = {ENGLAND: Value(100.0, status=Status.DEFINITION)}
    made = with_values(tiny, "deaths-ccg", {period: {ALPHA: Value(90.0), **fixed} for period in STEPS})
    said = chart_of(made, f"area={ALPHA}&by=ccg").alternative
    assert "England: 100.0 by definition." in said
    assert "England: 100.0 in" not in said


def test_a_place_says_its_turn(tiny: Atlas) -> None:
    back = chart_of(stepped(tiny, alpha=(100.0, 50.0, 60.0)), f"area={ALPHA}&by=ccg")
    assert back.title == "Noun of deaths-ccg in Alpha: fell by 50% until 2015–17, rose by 20% since"
    assert "Lowest 50.0 in 2015 to 2017: fell by 50% until then, rose by 20% since." in back.notes[0]
    flat = chart_of(stepped(tiny, alpha=(100.0, 50.0, 51.5)), f"area={ALPHA}&by=ccg")
    assert flat.title == "Noun of deaths-ccg in Alpha: fell until 2015–17; no clear change since"
    little = chart_of(stepped(tiny, alpha=(100.0, 50.0, 50.5)), f"area={ALPHA}&by=ccg")
    assert little.title == "Noun of deaths-ccg in Alpha: fell until 2015–17; little changed since"


def test_periods_that_share_years_are_not_compared(tiny: Atlas) -> None:
    chart = chart_of(tiny, f"area={ALPHA}&by=ccg")
    assert chart.title == "Noun of deaths-ccg in Alpha: 100.0 per 100,000 in 2015–17, 310.0 in 2016–18"
    assert any("share years" in note for note in chart.notes)


def test_a_map_counts_its_areas_and_those_past_their_best(tiny: Atlas) -> None:
    made = stepped(tiny, alpha=(100.0, 50.0, 60.0), beta=(100.0, 70.0, 60.0), england=(90.0, 50.0, 60.0))
    assert chart_of(made, "by=ccg").title == "Noun of deaths-ccg in System: fell in both CCGs, 1 now above their best"
    part = stepped(tiny, alpha=(100.0, 110.0, 120.0), beta=(100.0, 100.5, 101.0))
    assert chart_of(part, "by=ccg").title == "Noun of deaths-ccg in System: rose in 1 of 2 CCGs, 2012–14 to 2018–20"


def test_a_fall_in_all_councils_does_not_hide_the_turn(atlas: Atlas) -> None:
    chart = chart_of(atlas, "by=council&condition=circulatory&measure=preventable")
    assert chart.title == "Preventable circulatory deaths in NENC: fell in all 13 councils, 12 now above their best"
    assert "Lowest 28.2 in 2017 to 2019: fell by 54% until then, rose by 7% since." in chart.notes[0]


def test_a_place_without_a_figure_says_so(atlas: Atlas) -> None:
    chart = chart_of(atlas, "area=E38000069&by=ccg&condition=pancreatic-cancer&measure=deaths-smr")
    assert chart.title.endswith("in Hambleton, Richmondshire & Whitby: no figure in any period")


def test_without_intervals_the_title_says_no_direction_and_the_note_says_why(atlas: Atlas) -> None:
    chart = chart_of(atlas, "area=E38000130&by=ccg&condition=all-causes&measure=avoidable")
    assert re.fullmatch(
        r"Avoidable early deaths in Northumberland: [0-9.]+ per 100,000 in 2004, [0-9.]+ in 2019", chart.title
    )
    said = "This edition holds no published intervals of these figures: whether it rose or fell beyond chance"
    assert f"{said} cannot be said." in chart.notes


def test_an_estimate_is_called_so_and_has_no_direction(atlas: Atlas) -> None:
    chart = chart_of(atlas, "area=icp-north&by=icp&condition=all-causes&measure=yll")
    assert " in North ICP (estimate): " in chart.title
    assert any(note.startswith("Estimates have no published intervals") for note in chart.notes)


def test_three_year_periods_stand_at_their_last_year_and_say_so(atlas: Atlas) -> None:
    chart = chart_of(atlas, "area=E06000001&by=council&condition=circulatory&measure=preventable")
    area = next(series for series in chart.series if series.spread == "band")
    assert [point.x for point in area.points] == list(range(2003, 2025))
    assert chart.subtitle.endswith("2001 to 2024, 3 years together.")
    assert area.points[0].words[1].startswith("2001 to 2003: ")


# ---- lines and gaps ----


def test_a_period_without_a_figure_is_a_gap(atlas: Atlas) -> None:
    """Healthy life expectancy of Cumbria is published for 2016-18 and 2018-20, but not for 2017-19."""
    chart = chart_of(atlas, "area=E10000006&by=council&condition=life-expectancy&measure=healthy-life-expectancy-male")
    (own,) = (s for s in chart.series if s.points[0].code == "E10000006")
    assert [point.y is None for point in own.points] == [False] * 8 + [True, False]
    figure = chart_figure(chart, {})
    assert all(trace["connectgaps"] is False for trace in figure["data"])


def test_every_figure_of_a_quiet_line_is_on_the_line_or_has_a_mark(
    every_trend: list[tuple[Scene, Indicator, Chart]],
) -> None:
    seen = alone = 0
    for what, _, chart in every_trend:
        quiet = [s for s in chart.series if s.line and not s.symbol]
        marked = {(p.code, p.x) for s in chart.series if s.symbol for p in s.points}
        for series in quiet:
            known = [point.y is not None for point in series.points]
            last = max(k for k, there in enumerate(known) if there)
            for k, point in enumerate(series.points):
                beside = known[max(k - 1, 0) : k] + known[k + 1 : k + 2]
                if known[k] and not any(beside):
                    alone += 1
                    assert (point.code, point.x) in marked, (what.view, point)
            assert (series.points[last].code, series.points[last].x) in marked, what.view
            seen += 1
    assert seen > 1000
    assert alone > 0


def test_a_period_that_is_missing_for_all_areas_breaks_every_line(tiny: Atlas) -> None:
    values = {year: {ALPHA: Value(1.0), BETA: Value(2.0)} for year in ("2010", "2011", "2012", "2015")}
    chart = chart_of(with_values(tiny, "deaths-ccg", values), "by=ccg")
    for series in lines_of(chart):
        assert [point.x for point in series.points] == [2010, 2011, 2012, None, 2015]
        assert series.points[3].y is None


def test_a_suppressed_figure_is_a_gap_and_its_cell_says_so(tiny: Atlas) -> None:
    values = {
        year: {ALPHA: Value(None, status=Status.SUPPRESSED) if year == "2011" else Value(5.0)}
        for year in ("2010", "2011", "2012")
    }
    chart = chart_of(with_values(tiny, "deaths-ccg", values), f"area={ALPHA}&by=ccg")
    assert [point.y for point in chart.series[-1].points] == [5.0, None, 5.0]
    assert chart.table.rows[1][1] == "suppressed (small numbers)"


def test_points_and_cells_are_the_published_figures(atlas: Atlas, every_trend) -> None:
    wrong, compared = [], 0
    for what, indicator, chart in every_trend:
        periods = {parse_period(p).end: p for p in atlas.periods(indicator, what.view.by)}
        for point in (p for s in chart.series for p in s.points if p.x is not None):
            value = atlas.values[indicator.id][periods[int(point.x)]].get(point.code)
            published = (value.value, value.lower, value.upper) if value and value.value is not None else (None,) * 3
            if value and (value.interval is IntervalKind.APPROXIMATE or value.extent is Extent.MERGED):
                published = (value.value, None, None)  # no whisker invites a comparison; the words have the interval
            compared += 1
            if (point.y, point.low, point.high) != published:
                wrong.append((what.view, point))
    assert wrong == []
    assert compared > 50_000


def test_the_table_has_every_line_of_the_chart_with_the_same_figures(every_trend) -> None:
    wrong, cells = [], 0
    for what, indicator, chart in every_trend:
        lines = {(s.points[0].code): [p.y for p in s.points] for s in lines_of(chart)}
        columns = list(zip(*chart.table.rows, strict=True))
        figures = [
            list(column)
            for column, heading in zip(columns, chart.table.columns, strict=True)
            if heading.decimals is not None and "95% limit" not in heading.heading
        ]
        as_drawn = [[cell if isinstance(cell, float | int) else None for cell in column] for column in figures]
        cells += sum(map(len, as_drawn))
        if sorted(map(str, as_drawn)) != sorted(map(str, lines.values())):
            wrong.append((what.view, indicator.id))
    assert wrong == []
    assert cells > 30_000


def test_the_figures_of_the_chart_on_the_page_are_those_of_the_map(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "by=council&condition=circulatory&measure=preventable&period=2016-18").view)
    chart = trend(atlas, what, what.indicator)
    marked = {p.code: p.y for s in chart.series for p in s.points if p.x == chart.rules[0].at}
    assert {row.area.code: row.value.value for row in what.shown}.items() <= marked.items()


def test_no_line_of_a_count_is_of_a_larger_area(every_trend) -> None:
    seen = 0
    for what, indicator, chart in every_trend:
        if indicator.kind is Kind.COUNT:
            seen += 1
            codes = {series.points[0].code for series in chart.series}
            assert codes <= {row.area.code for row in what.rows}
    assert seen > 50


# ---- truth of the sentences, over all indicators, levels and areas; ``truth.py`` recomputes each of them ----


def test_every_title_has_topic_place_and_finding_in_90_letters(every_trend) -> None:
    for what, indicator, chart in every_trend:
        topic = capitalised(indicator.noun)
        assert len(chart.title) <= 90, chart.title
        assert re.fullmatch(rf"{re.escape(topic)} in [^:]+: .+", chart.title), (what.view, chart.title)
        assert not re.search(r"\b(\d+) of \1\b|in all [012] | ,|  ", chart.title), chart.title


def test_a_direction_is_said_only_with_intervals(atlas: Atlas, every_trend) -> None:
    said = Counter()
    for what, indicator, chart in every_trend:
        words = re.findall(r"\b(rose|fell|no clear change|little changed)\b", chart.title)
        said.update(words)
        if words:
            codes = {what.area.code, *(row.area.code for row in what.rows)}
            values = [v for found in atlas.values[indicator.id].values() for c, v in found.items() if c in codes]
            assert any(v.lower is not None and v.status is not Status.ESTIMATE for v in values), chart.title
    assert min(said[word] for word in ("rose", "fell", "no clear change", "little changed")) > 20, said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({Change.ROSE: 1, Change.FELL: 3, Change.NO_CLEAR_CHANGE: 8}, "rose in 1 and fell in 3 of 12 districts"),
        ({Change.FELL: 4}, "fell in all 4 districts"),
        ({Change.ROSE: 2}, "rose in both districts"),
        ({Change.ROSE: 1, Change.FELL: 1}, "rose in 1 and fell in 1 of 2 districts"),
        ({Change.NO_CLEAR_CHANGE: 2}, ""),
    ],
)
def test_how_many_moved_is_said_in_words(changes: dict[Change, int], said: str) -> None:
    assert _moved(Counter(changes), "districts") == said


@pytest.mark.parametrize(
    ("unclear", "unsaid", "said"), [(4, 0, "any of 4"), (2, 0, "either of the two"), (3, 1, "3 of 4")]
)
def test_how_many_show_no_clear_change_is_said_in_words(unclear: int, unsaid: int, said: str) -> None:
    counts = Counter({Change.NO_CLEAR_CHANGE: unclear, Change.NOT_SAID: unsaid})
    assert _unclear(counts, "") == f"no clear change in {said}"


def test_nothing_is_said_of_direction_where_no_interval_is_published(atlas: Atlas, every_trend) -> None:
    without = 0
    for what, indicator, chart in every_trend:
        values = atlas.values[indicator.id].values()
        codes = {what.area.code, *(row.area.code for row in what.rows)}
        if not any(v.lower is not None for period in values for code, v in period.items() if code in codes):
            without += 1
            assert not DIRECTION.search(chart.title), chart.title
            assert any("beyond chance cannot be said" in note for note in chart.notes), chart.title
    assert without > 200


def test_a_note_says_what_a_direction_rests_on(every_trend) -> None:
    for _, _, chart in every_trend:
        if re.search(r"\b(rose|fell|no clear change)\b", chart.title):
            assert any("a test of the two figures at 5%" in note for note in chart.notes), chart.title


def test_every_estimate_is_marked_in_the_name_of_its_line(atlas: Atlas, every_trend) -> None:
    marked = 0
    for what, indicator, chart in every_trend:
        for line in trend_lines(atlas, what, indicator):
            statuses = {v.status for v in line.values if v and v.value is not None}
            if Status.ESTIMATE in statuses:
                marked += 1
                assert "estimate" in line.name
                assert any(column.heading == line.name for column in chart.table.columns)
    assert marked > 100


def test_hover_words_say_area_period_figure_unit_and_interval(atlas: Atlas) -> None:
    chart = chart_of(atlas, "area=E06000001&by=council&condition=circulatory&measure=preventable")
    point = chart.series[-1].points[-1]
    value = atlas.values["circulatory-preventable"]["2022-24"]["E06000001"]
    assert point.words == (
        "Hartlepool",
        f"2022 to 2024: {value.value:.1f} per 100,000",
        f"95% interval {value.lower:.1f} to {value.upper:.1f}",
    )


def test_other_editions_are_named_and_never_drawn(atlas: Atlas) -> None:
    chart = chart_of(atlas, "by=council&condition=all-causes&measure=preventable")
    (note,) = (note for note in chart.notes if note.startswith("Other editions"))
    assert note.endswith("Preventable deaths under 75, rebased to the 2021 Census (rate).")
    assert {len(series.points) for series in lines_of(chart)} == {12}


# ---- which lines ----


def test_a_place_stands_out_with_its_band_among_grey_siblings_its_parent_and_england(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "area=E38000130&by=ccg&condition=stroke&measure=register").view)
    lines = trend_lines(atlas, what, what.indicator)
    assert Counter(line.role for line in lines) == {Role.AREA: 1, Role.OTHER: 2, Role.PARENT: 1, Role.ENGLAND: 1}
    assert next(line.area.code for line in lines if line.role is Role.PARENT) == "icp-north"
    bands = [series for series in trend(atlas, what, what.indicator).series if series.spread == "band"]
    assert [series.points[0].code for series in bands] == ["E38000130"]


def test_chosen_areas_stand_alone_each_in_a_look_of_its_own(atlas: Atlas) -> None:
    codes = [area.code for area in atlas.level(Level.CCG)][: MOST_LOOKS + 2]
    chart = chart_of(atlas, f"by=ccg&condition=stroke&measure=register&areas={'.'.join(codes)}")
    looks = {s.points[0].code: (s.colour, s.symbol, s.dash) for s in chart.series}
    assert set(looks) == {*codes, ENGLAND}
    assert len({looks[code] for code in codes[:MOST_LOOKS]}) == MOST_LOOKS == len(LOOKS)
    assert looks[codes[-1]] == looks[codes[-2]]
    assert len({(symbol, dash) for _, symbol, dash in LOOKS}) == MOST_LOOKS, "colour alone tells two lines apart"


def test_one_chosen_area_is_what_the_title_is_about(tiny: Atlas) -> None:
    assert chart_of(tiny, f"by=ccg&areas={ALPHA}").title.startswith(
        "Noun of deaths-ccg in Alpha: 100.0 per 100,000 in 2015–17"
    )
    both = chart_of(tiny, f"by=ccg&areas={ALPHA}.{BETA}")
    assert both.title.startswith("Noun of deaths-ccg in chosen CCGs: ")
    assert both.subtitle.endswith("Chosen CCGs, 2015 to 2018, 3 years together.")


def test_the_rule_marks_the_period_of_the_map(atlas: Atlas) -> None:
    chart = chart_of(atlas, "by=ccg&condition=all-causes&measure=avoidable&period=2009")
    assert [(rule.axis, rule.at) for rule in chart.rules] == [("x", 2009)]


# ---- labels and ticks do not collide ----


def test_places_are_apart_as_near_as_can_be_and_inside() -> None:
    assert apart([5.0], 2, 0, 10) == (5.0,)
    assert apart([5.0, 5.0], 2, 0, 10) == (4.0, 6.0)
    assert apart([9.9, 1.0, 10.0], 2, 0, 10) == (8.0, 1.0, 10.0)
    assert apart([0.0, 0.0, 0.0], 2, 0, 10) == (0.0, 2.0, 4.0)


def test_a_name_is_cut_between_words() -> None:
    assert cut_label("Durham Dales, Easington & Sedgefield", 22) == "Durham Dales…"
    assert cut_label("Hartlepool & Stockton", 22) == "Hartlepool & Stockton"
    assert cut_label("Abcdefghijkl", 5) == "Abcd…"


def test_no_two_end_labels_touch_and_all_stand_beside_the_drawing(every_trend) -> None:
    labels = 0
    for what, _, chart in every_trend:
        layout = chart_figure(chart, {})["layout"]
        height = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
        px = height / (chart.y.high - chart.y.low)
        places = sorted((s.label_at - chart.y.low) * px for s in chart.series if s.label)
        labels += len(places)
        assert all(above - below > 14 for below, above in pairwise(places)), (what.view, places)
        assert all(6 <= place <= height - 6 for place in places), (what.view, places)
    assert labels > 2000


def test_the_words_of_the_axis_do_not_touch_in_a_card_of_436_pixels(every_trend) -> None:
    for what, _, chart in every_trend:
        layout = chart_figure(chart, {})["layout"]
        width = 436 - layout["margin"]["l"] - layout["margin"]["r"]
        px = width / (chart.x.high - chart.x.low)
        for (left, words), (right, _) in pairwise(chart.x.ticks):
            assert (right - left) * px > len(words) * 6.3 + 4, (what.view, chart.x.ticks, width)
        assert chart.x.ticks[-1][0] == parse_period(what.view.period).end


# ---- the slider under the map ----


def test_the_slider_has_every_period_from_oldest_to_newest_with_its_address(atlas: Atlas, latest_views) -> None:
    with_slider = 0
    for view in latest_views:
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        periods = atlas.periods(indicator, view.by)
        markup = timeline(atlas, view)
        assert bool(markup) == (len(periods) >= 4 and indicator.mapped)
        links = [link.replace("&amp;", "&") for link in re.findall(r'data-href="([^"]*)"', markup)]
        if links:
            with_slider += 1
            assert [resolve(atlas, link) for link in links] == [
                replace(resolve(atlas, ""), view=replace(view, period=period)) for period in periods
            ]
            assert f'max="{len(periods) - 1}"' in markup
            assert re.findall(r'label="([^"]*)" data-href', markup) == [period_words(p) for p in periods]
    assert with_slider > 30


def test_the_slider_is_the_same_for_all_periods_so_that_it_is_not_drawn_anew_under_the_hand(atlas: Atlas) -> None:
    view = resolve(atlas, "").view
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    assert len({timeline(atlas, replace(view, period=p)) for p in atlas.periods(indicator, view.by)}) == 1


def test_the_edges_of_the_classes_stay_the_same_in_all_periods(atlas: Atlas, every_view) -> None:
    edges: dict[tuple[Level, str, str], set[tuple[float, ...]]] = {}
    for view in every_view:
        edges.setdefault((view.by, view.condition, view.measure), set()).add(scene(atlas, view).edges)
    assert {key: found for key, found in edges.items() if len(found) > 1} == {}
    assert sum(any(found) for found in edges.values()) > 100


def test_a_trend_says_whose_figures_are_of_more_than_the_part_in_the_system(atlas: Atlas, every_trend) -> None:
    said, short = 0, {area.name: area.short_name.removesuffix(" (part)") for area in atlas.areas.values()}
    for _, _, chart in every_trend:
        whole = {p.words[0] for s in chart.series for p in s.points if any("whole " in line for line in p.words)}
        (note,) = [note for note in chart.notes if note.startswith("Figures of the whole ")] or [""]
        assert bool(whole) == bool(note), chart.title
        for name in whole:
            assert short.get(name.partition(" (")[0], name.partition(" (")[0]) in note, (name, note)
            said += 1
    assert said > 100
