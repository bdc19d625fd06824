"""The ranking: every area once, highest first, and no word of comparison without an interval."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import log
from typing import Any

import pytest
from shipped import ICS, Level
from tiny import ALPHA, BETA, DELTA, GAMMA, QUARTERS

from dashboard.charts.model import Chart
from dashboard.charts.ranking import ranking
from dashboard.charts.ranking_words import against
from dashboard.core import numbers
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.level import ENGLAND
from dashboard.core.value import Direction, Extent, IntervalKind, Status, Value
from dashboard.core.view import View
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.stats.comparison import Basis
from dashboard.views.options import benchmark_options, chosen_options, selectable
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.plotly_chart import chart_figure
from dashboard.wording import sentences
from dashboard.wording.captions import finding as headline
from dashboard.wording.notices import notice_words

DEATHS = View(ICS, Level.CCG, "all-causes", "avoidable", "2016-18", show="ranking")


def _ranking(atlas: Atlas, view: View) -> Chart:
    what = scene(atlas, view)
    assert what.indicator
    return ranking(atlas, what, what.indicator)


@pytest.fixture(scope="module")
def rankings(atlas: Atlas, latest_views: tuple[View, ...]) -> dict[View, Chart]:
    """The ranking of every indicator and level at its latest period."""
    return {view: _ranking(atlas, view) for view in latest_views}


def test_the_areas_stand_highest_first_with_their_intervals_and_their_side_of_the_benchmark(tiny: Atlas) -> None:
    chart = _ranking(tiny, DEATHS)
    rows = [(1, "NHS Alpha CCG", 310.04, 300.0, 320.0, "worse"), (2, "NHS Beta CCG", 209.96, 200.0, 220.0, "similar")]
    assert chart.table.rows == (*rows, (3, "NHS Gamma CCG", 110.0, 100.0, 120.0, "better"))
    assert chart.title == "Noun of deaths-ccg in System: Alpha 310.0, Beta 210.0 and Gamma 110.0 per 100,000"
    assert [rule.at for rule in chart.rules] == [200.0]


def test_the_reader_chooses_what_areas_are_compared_with(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, benchmark=BETA))
    assert [row[-1] for row in chart.table.rows] == ["worse", "not compared", "better"]
    assert [(rule.at, rule.words) for rule in chart.rules] == [(209.96, "Beta")]


def test_without_a_figure_of_the_benchmark_nothing_is_compared_and_a_note_says_why(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, benchmark=DELTA))
    assert {row[-1] for row in chart.table.rows} == {"not compared"}
    assert "This edition has no figure for Delta, so the areas are not compared with it." in chart.notes


def test_chosen_areas_stand_alone_in_the_ranking(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, chosen=(GAMMA, ALPHA)))
    assert [row[1] for row in chart.table.rows] == ["NHS Alpha CCG", "NHS Gamma CCG"]


def test_ties_share_a_rank(tiny: Atlas) -> None:
    same = {q: Value(90.0 if k < 2 else 70.0 + k, 60.0, 120.0) for k, q in enumerate(QUARTERS)}
    tied = replace(tiny, values={**tiny.values, "smr": {"2015-19": same}})
    chart = _ranking(tied, View(ICS, Level.NEIGHBOURHOOD, "all-causes", "smr", "2015-19"))
    assert [row[0] for row in chart.table.rows] == [1, 1, 3, 4]


def test_a_figure_of_few_events_has_no_rank_and_takes_none_away(tiny: Atlas) -> None:
    few = {q: Value(90.0 - k, 60.0, 120.0, count=19.0 if k == 1 else 20.0) for k, q in enumerate(QUARTERS)}
    ranked = replace(tiny, values={**tiny.values, "smr": {"2015-19": few}})
    chart = _ranking(ranked, View(ICS, Level.NEIGHBOURHOOD, "all-causes", "smr", "2015-19"))
    assert [row[0] for row in chart.table.rows] == [1, None, 2, 3]


def test_an_area_without_a_figure_has_no_dot_and_is_counted_in_a_note(tiny: Atlas) -> None:
    chart = _ranking(tiny, DEATHS)
    assert DELTA not in {point.code for series in chart.series for point in series.points}
    assert any("1 of 4 CCGs" in note for note in chart.notes)


def test_every_ranking_has_every_figure_of_the_map_once(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        shown = {row.area.code: row.value for row in scene(atlas, view).shown}
        points = [point for series in chart.series for point in series.points]
        assert {p.code: (p.x, p.low, p.high) for p in points} == {
            code: (value.value, value.lower, value.upper) for code, value in shown.items() if value
        }, view
        assert len(points) == len(shown)


def test_every_word_of_comparison_is_that_of_the_map_and_has_a_source(
    atlas: Atlas, rankings: dict[View, Chart]
) -> None:
    for view, chart in rankings.items():
        what = scene(atlas, view)
        england = Row(atlas.areas[ENGLAND], what.benchmark)
        for row in what.shown:
            said = what.verdict(row.value)
            point, name = next((p, s.name) for s in chart.series for p in s.points if p.code == row.area.code)
            assert name == (
                against(said, england, what.publisher) if what.indicator and what.indicator.mapped else ""
            ), view
            if said.basis is Basis.PUBLISHER:
                assert row.value
                assert row.value.verdict is said.comparison
            elif said.basis is not Basis.NONE:
                assert point.low is not None
                assert point.high is not None
                assert row.value
                assert row.value.status is not Status.ESTIMATE or said.likely


def test_what_rests_on_approximate_limits_has_hollow_marks_and_broken_intervals(atlas: Atlas) -> None:
    """Eight CCGs were likely worse than England in 2018, one likely better, and of three it is not clear."""
    what = scene(atlas, resolve(atlas, "by=ccg&measure=preventable&period=2018").view)
    chart = ranking(atlas, what, what.indicator)
    looks = {series.name: (series.symbol, series.dash, len(series.points)) for series in chart.series}
    assert looks == {
        "likely worse than England": ("square-open", "dash", 8),
        "not clearly different from England": ("circle", "dash", 3),
        "likely better than England": ("diamond-open", "dash", 1),
    }
    assert [column.heading for column in chart.table.columns][5:7] == ["Against England", "Interval"]
    assert {row[6] for row in chart.table.rows} == {"approximate"}
    earlier = scene(atlas, resolve(atlas, "by=ccg&measure=preventable&period=2010").view)
    assert {series.dash for series in ranking(atlas, earlier, what.indicator).series} == {""}


def test_the_title_against_england_is_the_headline_of_the_map(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        assert chart.title == headline(scene(atlas, view)), view


# Against another area


ITSELF = "not compared"


def _rates(tiny: Atlas, beta: Value, gamma: Value) -> Atlas:
    """Alpha has 40 to 60; Beta and Gamma as given."""
    figures = {ALPHA: Value(50.0, 40.0, 60.0), BETA: beta, GAMMA: gamma, ENGLAND: Value(61.0)}
    return replace(tiny, values={**tiny.values, "deaths-ccg": {"2016-18": figures}})


@pytest.mark.parametrize(
    ("beta", "said"),
    [
        # The error of ln 50 is ln(60/40) / 3.92 = 0.1034. ln(65/50) = 0.262 is 2.01 errors of the difference (0.1302).
        (Value(65.0, 55.0, 75.0), "worse"),
        (Value(64.0, 54.0, 74.0), "similar"),  # 0.2469 is 1.88 errors of 0.1310
        (Value(30.0, 20.0, 40.0), "better"),  # 0.5108 is 2.49 errors of 0.2049
        (Value(40.0, 30.0, 50.0), "similar"),  # 0.2231 is 1.34 errors of 0.1664
        (Value(50.0, 45.0, 55.0), "similar"),
    ],
    ids=["above though they overlap", "not clearly above", "below", "not clearly below", "inside"],
)
def test_two_areas_differ_only_by_a_two_sample_test(tiny: Atlas, beta: Value, said: str) -> None:
    """Worked out by hand, on the log scale of a rate."""
    chart = _ranking(_rates(tiny, beta, Value(90.0)), replace(DEATHS, benchmark=ALPHA))
    rows = {row[1]: row[5] for row in chart.table.rows}
    assert rows == {"NHS Alpha CCG": ITSELF, "NHS Beta CCG": said, "NHS Gamma CCG": "not compared"}


def test_england_is_still_taken_as_exact(tiny: Atlas) -> None:
    chart = _ranking(_rates(tiny, Value(65.0, 55.0, 75.0), Value(90.0, 61.5, 120.0)), DEATHS)
    assert [row[5] for row in chart.table.rows] == ["worse", "similar", "better"]
    assert "the figure of England lies outside the 95% interval of the area" in " ".join(chart.notes)
    assert chart.zones == ()


def test_the_rule_is_said_in_the_notes_the_legend_the_alternative_and_the_table(tiny: Atlas) -> None:
    chart = _ranking(_rates(tiny, Value(71.0, 60.1, 80.0), Value(55.0, 45.0, 65.0)), replace(DEATHS, benchmark=ALPHA))
    assert chart.title == "Noun of deaths-ccg in System: only 2 of 3 CCGs can be compared with Alpha"
    assert chart.notes[0] == (
        "“Worse” and “better” are said only where a test of the two figures at 5%, from their 95% intervals, tells "
        "them apart. "
        "Pale band: the interval of Alpha, 40.0 to 60.0. Areas called similar may still differ a little."
    )
    assert "only where a test of the two figures at 5%" in chart.alternative
    assert [series.name for series in chart.legend] == [
        "worse than Alpha (tested at 5%)",
        "similar to Alpha (tested at 5%)",
        "not compared",
    ]
    assert chart.table.columns[5].heading == "Against Alpha, tested at 5%"
    assert [(zone.x0, zone.x1) for zone in chart.zones] == [(40.0, 60.0)]
    assert chart.x.low <= 40.0


def test_nothing_is_compared_with_an_area_without_an_interval_and_the_reason_is_said(tiny: Atlas) -> None:
    chart = _ranking(_rates(tiny, Value(71.0, 60.1, 80.0), Value(90.0)), replace(DEATHS, benchmark=GAMMA))
    assert {row[5] for row in chart.table.rows} == {"not compared"}
    assert chart.title.endswith(": 3 CCGs not compared with Gamma")
    assert "The figure of Gamma has no 95% interval, so the areas are not compared with it." in chart.notes
    assert chart.zones == ()


def test_areas_without_a_figure_count_among_those_that_the_title_is_about(tiny: Atlas) -> None:
    """Of Alpha, Gamma and Delta two can be compared with Beta: fewer than four of five (rule 10)."""
    chart = _ranking(tiny, replace(DEATHS, benchmark=BETA))
    assert chart.title == "Noun of deaths-ccg in System: only 2 of 3 CCGs can be compared with Beta"
    chosen = _ranking(tiny, replace(DEATHS, chosen=(ALPHA, BETA, GAMMA, DELTA)))
    assert chosen.title.startswith("Noun of deaths-ccg in chosen CCGs: "), "Delta counts there, too"
    whole = _ranking(tiny, replace(DEATHS, benchmark=BETA, chosen=(ALPHA, BETA, GAMMA)))
    assert whole.title == "Noun of deaths-ccg in chosen CCGs: worse than Beta in 1 and better in 1 of 2 CCGs"


def test_an_area_alone_with_itself_is_not_compared_and_no_reason_is_made_up(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, benchmark=ALPHA, chosen=(ALPHA,)))
    assert chart.title == "Noun of deaths-ccg in chosen CCGs: Alpha alone"
    assert chart.notes == ()


def _by_hand(value: Value, other: Value | None, indicator: Indicator) -> str:
    """The second opinion: the squared distance against 1.96 squared times the two squared errors."""
    both = [value, other or Value(None)]
    if any(v.extent is Extent.MERGED for v in both):  # one figure of both areas, or of more than one of them
        return "not compared"
    if any(v.count is not None and v.count < 10 for v in both):  # rule 8
        return "not compared"
    if indicator.direction is Direction.NEVER_COMPARED or any(v.status is Status.ESTIMATE for v in both):
        return "not compared"
    if any(v.lower is None or v.upper is None or v.interval is IntervalKind.APPROXIMATE for v in both):
        return "not compared"
    if indicator.kind in (Kind.RATE, Kind.RATIO):
        if min(v.lower for v in both) <= 0:
            return "not compared"
        both = [Value(*(log(figure) for figure in (v.value, v.lower, v.upper))) for v in both]
    errors = sum(((v.upper - v.lower) / 3.92) ** 2 for v in both)
    if (both[0].value - both[1].value) ** 2 <= 3.841458820694124 * errors:
        return "similar"
    above = both[0].value > both[1].value
    if indicator.direction is Direction.NEUTRAL:
        return "higher" if above else "lower"
    return "worse" if above == (indicator.direction is Direction.HIGH_IS_WORSE) else "better"


def test_every_word_against_every_area_is_true(atlas: Atlas, latest_views: tuple[View, ...]) -> None:
    """Of every indicator with intervals; of neighbourhoods every thirtieth is the benchmark."""
    compared = different = 0
    for view in latest_views:
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        assert indicator
        step = 30 if view.by == Level.NEIGHBOURHOOD else 1
        others = (*atlas.level(view.by)[::step], *atlas.level(Level.ICP))
        if not any(row.value and row.value.lower is not None for row in scene(atlas, view).rows):
            continue
        for other in others:
            chart = _ranking(atlas, replace(view, benchmark=other.code))
            place = atlas.value(indicator, view.period, other.code)
            values = {row.area.name: row.value for row in scene(atlas, view).shown}
            words = " ".join((chart.title, *chart.notes, *(series.name for series in chart.legend)))
            for row in chart.table.rows:
                value = values[str(row[1])]
                assert value
                own = row[1] in (other.name, atlas.areas.get(other.same_boundary, other).name)
                said = "not compared" if own else _by_hand(value, place, indicator)
                assert row[5] == said, (view, other.name, row[1])
                compared += said != "not compared"
                different += said not in ("not compared", "similar")
            told = {row[5] for row in chart.table.rows} - {"not compared"}
            assert ("at 5%" in words) == bool(told), (view, other.name)
            assert len(chart.title) <= 90, chart.title
            for word in ("worse", "better", "higher", "lower"):
                sure = [r for r in chart.table.rows if r[5] == word and sentences.FEW_EVENTS not in str(r[-1])]
                spoken = re.search(
                    rf"{word} than .+? in (\d+)|{word} in (\d+)|(\d+) of \d+(?: [^,\s]+)? {word}|(\d+) {word}",
                    chart.title,
                )
                if spoken and sure:
                    assert int(next(filter(None, spoken.groups()))) == len(sure), chart.title
                assert sure or not spoken, chart.title
    assert compared > 10_000
    assert different > 2_000


def test_councils_are_worse_than_northumberland_though_four_intervals_overlap_with_its(
    atlas: Atlas,
) -> None:
    """By hand from the shipped table: only those of Middlesbrough, Newcastle and Gateshead begin above 32.4."""
    chart = _chart_of(atlas, "by=council&condition=circulatory&measure=preventable&benchmark=E06000057")
    worse = {row[1] for row in chart.table.rows if row[5] == "worse"}
    apart = {row[1] for row in chart.table.rows if row[3] > 32.4}
    assert apart == {"Middlesbrough", "Newcastle upon Tyne", "Gateshead"}
    assert worse == apart | {"County Durham", "Sunderland", "Hartlepool", "South Tyneside"}
    assert chart.title == "Preventable circulatory deaths in NENC: 7 of 12 worse than Northumberland, 1 uncompared"


def test_how_many_differ_by_chance_is_said_of_both_rules(atlas: Atlas) -> None:
    query = "by=neighbourhood&condition=stroke&measure=admissions-rate"
    other = atlas.level(Level.NEIGHBOURHOOD)[3].code
    assert any("by chance alone" in note for note in _chart_of(atlas, query).notes)
    assert any("by chance alone" in note for note in _chart_of(atlas, f"{query}&benchmark={other}").notes)


def _chart_of(atlas: Atlas, query: str) -> Chart:
    resolved = resolve(atlas, f"{query}&show=ranking")
    assert resolved.notices == ()
    return _ranking(atlas, resolved.view)


@pytest.mark.parametrize("benchmark", [ICS, "icp-south", "E38000212"])
def test_nothing_is_compared_with_an_estimate_and_the_reason_is_said(atlas: Atlas, benchmark: str) -> None:
    chart = _chart_of(atlas, f"by=ccg&condition=stroke&measure=yll&period=2012-14&benchmark={benchmark}")
    assert {row[5] for row in chart.table.rows} == {"not compared"}
    assert " not compared with " in chart.title
    assert any("is an estimate, with which nothing is compared" in note for note in chart.notes)


def test_the_title_does_not_count_the_benchmark_among_those_compared_with_it(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&condition=circulatory&measure=preventable&benchmark=E06000002")
    assert chart.title.endswith(": 7 of 12 better than Middlesbrough, 1 uncompared"), (
        "12 others have a figure, one has none"
    )


def test_one_area_alone_is_named_and_not_counted(tiny: Atlas) -> None:
    assert (
        _ranking(tiny, replace(DEATHS, chosen=(ALPHA,))).title
        == "Noun of deaths-ccg in Alpha: worse than England by 55%"
    )
    assert (
        _ranking(tiny, replace(DEATHS, chosen=(BETA,))).title
        == "Noun of deaths-ccg in Beta: similar to England, 5% above"
    )


def test_no_title_is_built_on_fewer_than_20_events_nor_hides_who_is_not_compared(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=district&condition=infant-mortality&measure=rate&period=2016-18")
    assert chart.title == "Infant mortality in NENC: 2.5 to 4.2 per 1,000 live births in 8 districts"
    assert "11 districts: unreliable: fewer than 20 events." in chart.notes
    assert "The title and the ranks leave figures from fewer than 20 events out." in chart.notes


def test_estimates_are_called_so_in_the_notes_and_the_table(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=icp&measure=avoidable&period=2018")
    assert any("estimate" in note for note in chart.notes)
    assert chart.table.columns[-1].heading == "Note"
    assert all("stimate" in str(row[-1]) for row in chart.table.rows)
    assert chart.alternative.count("Estimate") == 2


def test_a_ranking_says_nothing_of_deprivation_and_how_many_of_399_differ_by_chance(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&condition=stroke&measure=admissions-rate")
    assert "Cumbria (part) and North Yorkshire (part): the figure is of the part in the ICS." in chart.notes
    assert not any("eprivation" in note for note in chart.notes)
    many = _chart_of(atlas, "by=neighbourhood&condition=stroke&measure=admissions-rate")
    assert "Of 396 areas about 20 would seem to differ by chance alone if none did." in many.notes


def test_what_takes_no_account_of_ages_says_so(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        assert indicator
        wanted = indicator.standardised is Standardised.NONE
        assert any("Not age-standardised" in note for note in chart.notes) == wanted, view


def test_counts_have_no_rank(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&condition=drugs&measure=deaths")
    assert chart.title == "Deaths from drug poisoning in NENC: numbers for 14 council areas, which are not ranked"
    assert {row[0] for row in chart.table.rows} == {None}


@pytest.mark.parametrize("benchmark", [ENGLAND, "E06000002"])
def test_counts_stand_on_a_scale_of_their_own_and_are_compared_with_nothing(atlas: Atlas, benchmark: str) -> None:
    counts = [i for i in atlas.indicators.values() if not i.mapped]
    assert len(counts) == 4
    for view in (
        View(ICS, level, i.condition, i.measure, atlas.periods(i, level)[-1], show="ranking", benchmark=benchmark)
        for i in counts
        for level in i.levels
        if level in (Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD)
    ):
        chart = _ranking(atlas, view)
        largest = max(float(str(row[2])) for row in chart.table.rows)
        assert (chart.rules, chart.zones, chart.legend) == ((), (), ()), view
        assert largest < chart.x.high < 1.2 * largest, view
        assert not any(column.heading.startswith("Against") for column in chart.table.columns)
        assert all(len(row) == len(chart.table.columns) for row in chart.table.rows)
        assert "line marks" not in chart.alternative
        assert "These are counts: larger areas have more, so they are neither ranked nor compared." in chart.notes
        assert not any("onfidence" in note for note in chart.notes)
        assert benchmark_options(atlas, view) == ()


DOTS = re.compile(r'atlas-dots__dot" style="--x:([\d.]+)"')


def test_the_dots_of_counts_in_the_table_are_no_pile_and_england_is_no_dot(answer: Callable[..., Any]) -> None:
    table = answer("?condition=drugs&measure=deaths&by=council")[1]["parts"]["table"]
    areas, _, references = table.partition('class="atlas-references"')
    places = [float(place) for place in DOTS.findall(areas)]
    assert len(places) == 14
    assert max(places) - min(places) > 80
    assert DOTS.findall(references) == []
    assert "atlas-dots__england" not in table
    assert "4,312" in references
    rates = answer("?condition=circulatory&measure=preventable&by=council")[1]["parts"]["table"]
    assert "atlas-dots__england" in rates
    assert DOTS.findall(rates.partition('class="atlas-references"')[2])


def test_there_is_no_picker_of_a_benchmark_for_counts(answer: Callable[..., Any]) -> None:
    counts, rates = (
        answer(f"?by=council&show=ranking&{query}")[1]["parts"]["chart-0-head"]
        for query in ("condition=drugs&measure=deaths", "condition=circulatory&measure=preventable")
    )
    assert "Compare with" not in counts
    assert "Compare with" in rates


def test_a_mark_at_0_is_whole(tiny: Atlas, rankings: dict[View, Chart]) -> None:
    zero = replace(tiny, values={**tiny.values, "deaths-ccg": {"2016-18": {ALPHA: Value(0.0), BETA: Value(80.0)}}})
    chart = _ranking(zero, DEATHS)
    assert chart.x.low == pytest.approx(-0.045 * chart.x.high)
    assert chart.x.ticks[0][0] == 0.0
    for view, shown in rankings.items():
        marks = [point.x for series in shown.series for point in series.points if point.x is not None]
        width = shown.x.high - shown.x.low
        assert all(shown.x.low + 0.02 * width < x < shown.x.high - 0.02 * width for x in marks), view


# The place of the view


def test_the_row_of_the_place_is_bold_and_said_to_be(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "area=E06000002&by=council&condition=circulatory&measure=preventable")
    names = dict(chart.y.ticks)
    assert [names[place] for place in chart.y.strong] == ["Middlesbrough"]
    assert "In bold, Middlesbrough: number 1 from the highest." in chart.alternative
    words = chart_figure(chart, {})["layout"]["yaxis"]["ticktext"]
    assert [name for name in words if "<b>" in name] == ["<b>Middlesbrough</b>"]
    picture = chart_picture(chart, (), SIZES["slide"], Stamp("https://x.example", "today"))
    beside = [written for written in picture.texts if written.align == "right" and written.lines[0] in names.values()]
    assert {written.lines[0]: written.bold for written in beside} == {
        name: name == "Middlesbrough" for name in names.values()
    }


def test_of_very_many_areas_the_place_is_the_only_one_with_its_name(atlas: Atlas) -> None:
    durham = atlas.children(atlas.areas["E06000047"], Level.NEIGHBOURHOOD)
    chart = _chart_of(atlas, f"area={durham[7].code}&by=neighbourhood&condition=stroke&measure=deaths-smr")
    assert len(chart.table.rows) > 40
    assert [words for _, words in chart.y.ticks if words] == [durham[7].short_name]
    assert len(chart.y.strong) == 1


def test_a_map_of_a_whole_area_has_no_bold_row(rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        assert chart.y.strong == (), view
        assert "In bold" not in chart.alternative


def test_a_bold_name_of_the_data_stays_words(tiny: Atlas) -> None:
    areas = {c: replace(a, short_name=f"<i>{a.short_name}</i>") for c, a in tiny.areas.items()}
    chart = _ranking(replace(tiny, areas=areas), replace(DEATHS, area=ALPHA))
    words = chart_figure(chart, {})["layout"]["yaxis"]["ticktext"]
    assert "<b>&lt;i&gt;Alpha&lt;/i&gt;</b>" in words


def test_areas_that_print_the_same_figure_share_a_rank(rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        decimals = chart.table.columns[2].decimals
        ranks: dict[str, set[object]] = {}
        for row in chart.table.rows:
            assert decimals is not None
            ranks.setdefault(numbers.number(float(str(row[2])), decimals), set()).add(row[0])
        assert all(len(rank - {None}) <= 1 for rank in ranks.values()), view


def test_a_whole_county_is_called_so_where_it_is_named(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&measure=avoidable&period=2016-18")
    assert any("North Yorkshire (whole\u00a0county)" in words for _, words in chart.y.ticks)
    assert "whole county" in chart.alternative


def test_a_chart_of_no_area_and_of_one_is_said_in_whole_sentences(atlas: Atlas) -> None:
    empty = _ranking(atlas, resolve(atlas, "area=icp-north-cumbria&by=ccg&measure=avoidable&period=2004").view)
    one = _chart_of(atlas, "area=icp-north-cumbria&by=ccg&measure=avoidable&period=2018")
    assert (empty.title, empty.alternative) == (
        "Avoidable early deaths in North Cumbria ICP: no area here has a figure",
        "An empty chart.",
    )
    assert one.alternative.startswith("One dot: ")


# Choices


def test_every_benchmark_offered_has_a_figure(atlas: Atlas, latest_views: tuple[View, ...]) -> None:
    for view in latest_views[::5]:
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        for option in benchmark_options(atlas, replace(view, show="ranking")):
            assert indicator
            assert atlas.value(indicator, view.period, option.key), (view, option.key)
            assert option.view
            assert resolve(atlas, option.view.to_query()).view == option.view


def test_each_area_can_be_chosen_and_taken_away_again(atlas: Atlas) -> None:
    view = resolve(atlas, "by=ccg&condition=stroke&measure=register&show=ranking").view
    for option in chosen_options(atlas, view):
        assert option.view
        assert option.view.chosen == (option.key,)
        back = next(o for o in chosen_options(atlas, option.view) if o.key == option.key)
        assert back.selected
        assert back.view == view
        assert resolve(atlas, option.view.to_query()).view == option.view


def test_no_more_areas_are_offered_than_can_be_told_apart(atlas: Atlas) -> None:
    codes = [area.code for area in atlas.level(Level.NEIGHBOURHOOD)[:40]]
    asked = resolve(atlas, f"by=neighbourhood&condition=stroke&measure=deaths-smr&show=ranking&areas={'.'.join(codes)}")
    assert len(asked.view.chosen) == 20
    assert all(option.selected or option.view is None for option in chosen_options(atlas, asked.view))


def test_neighbourhoods_are_chosen_inside_an_area_for_a_list_of_all_would_be_too_long(atlas: Atlas) -> None:
    whole = resolve(atlas, "by=neighbourhood&condition=stroke&measure=deaths-smr").view
    inside = resolve(atlas, "area=E06000002&by=neighbourhood&condition=stroke&measure=deaths-smr").view
    assert selectable(atlas, whole) == ()
    assert set(selectable(atlas, inside)) == set(atlas.children(atlas.areas["E06000002"], Level.NEIGHBOURHOOD))


@pytest.mark.parametrize("asked", ["benchmark=E99", "areas=E99", "show=pie", "against=luck:1", "layers=rivers"])
def test_what_is_not_known_is_named_and_the_rest_is_shown(atlas: Atlas, asked: str) -> None:
    resolved = resolve(atlas, f"by=ccg&condition=stroke&measure=register&{asked}")
    assert len(resolved.notices) == 1
    assert asked.partition("=")[2].split(":")[0] in notice_words(resolved.notices)[0]
    assert resolved.view == resolve(atlas, "by=ccg&condition=stroke&measure=register").view


def test_the_words_of_a_dot_are_those_of_the_map(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    for view, chart in list(rankings.items())[::7]:
        what = scene(atlas, view)
        figures = {row.area.code: numbers.figure_of(row.value, what.indicator) for row in what.shown if what.indicator}
        for point in (point for series in chart.series for point in series.points):
            assert point.words[1].startswith(figures[point.code])
