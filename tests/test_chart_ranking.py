"""The ranking: every area once, highest first, and no word of comparison without an interval."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny import ALPHA, BETA, DELTA, GAMMA, QUARTERS

from dashboard import text
from dashboard.atlas import Atlas, Row
from dashboard.charts.model import Chart
from dashboard.charts.ranking import against, ranking
from dashboard.compare import Comparison, compare
from dashboard.model import ENGLAND, ICS, Level, Show, Status, Value, View
from dashboard.navigation import resolve
from dashboard.offers import benchmark_offers, chosen_offers, selectable
from dashboard.scene import scene

DEATHS = View(ICS, Level.CCG, "all-causes", "avoidable", "2016-18", show=Show.RANKING)


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
    assert chart.title == "Of 3 CCGs, 1 is worse than England and 1 is better than England"
    assert [rule.at for rule in chart.rules] == [200.0]


def test_the_reader_chooses_what_areas_are_compared_with(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, benchmark=BETA))
    assert [row[-1] for row in chart.table.rows] == ["worse", "similar", "better"]
    assert [(rule.at, rule.words) for rule in chart.rules] == [(209.96, "Beta")]


def test_without_a_figure_of_the_benchmark_nothing_is_compared_and_a_note_says_why(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, benchmark=DELTA))
    assert {row[-1] for row in chart.table.rows} == {"not compared"}
    assert "No figure is published for Delta, so the areas are not compared with it." in chart.notes


def test_chosen_areas_stand_alone_in_the_ranking(tiny: Atlas) -> None:
    chart = _ranking(tiny, replace(DEATHS, chosen=(GAMMA, ALPHA)))
    assert [row[1] for row in chart.table.rows] == ["NHS Alpha CCG", "NHS Gamma CCG"]


def test_ties_share_a_rank(tiny: Atlas) -> None:
    same = {q: Value(90.0 if k < 2 else 70.0 + k, 60.0, 120.0) for k, q in enumerate(QUARTERS)}
    tied = replace(tiny, values={**tiny.values, "smr": {"2015-19": same}})
    chart = _ranking(tied, View(ICS, Level.NEIGHBOURHOOD, "all-causes", "smr", "2015-19"))
    assert [row[0] for row in chart.table.rows] == [1, 1, 3, 4]


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


def test_every_word_of_comparison_has_an_interval_behind_it_and_is_true(
    atlas: Atlas, rankings: dict[View, Chart]
) -> None:
    for view, chart in rankings.items():
        what = scene(atlas, view)
        england = Row(atlas.areas[ENGLAND], what.benchmark)
        for row in what.shown:
            said = what.comparison(row.value)
            point, name = next((p, s.name) for s in chart.series for p in s.points if p.code == row.area.code)
            assert name == against(said, england), view
            if said is not Comparison.NOT_COMPARED:
                assert point.low is not None
                assert point.high is not None
                assert row.value
                assert row.value.status is not Status.ESTIMATE
        sides = [s for s in chart.series if s.name.split(" ")[0] in ("worse", "better", "higher", "lower")]
        for series in sides:
            sure = [point for point in series.points if text.FEW_EVENTS not in " ".join(point.words)]
            said = f"{'is' if len(sure) == 1 else 'are'} {series.name}"
            assert not sure or f"{len(sure)} {said}" in chart.title or len(chart.table.rows) == 1


def test_a_title_without_comparison_says_so(rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        compared = {s.name for s in chart.series} - {"not compared"}
        if not compared and len(chart.table.rows) > 1:
            assert chart.title.endswith("not compared"), view


def test_comparison_with_any_area_follows_the_same_rule(atlas: Atlas) -> None:
    view = resolve(atlas, "by=council&condition=circulatory&measure=preventable&benchmark=E06000002&show=ranking").view
    what, chart = scene(atlas, view), _ranking(atlas, view)
    assert what.indicator
    place = atlas.value(what.indicator, view.period, "E06000002")
    said = {row.area.name: str(compare(row.value, place, what.indicator.direction)) for row in what.shown}
    assert {row[1]: row[5] for row in chart.table.rows} == said
    assert len(set(said.values())) > 1


def _chart_of(atlas: Atlas, query: str) -> Chart:
    resolved = resolve(atlas, f"{query}&show=ranking")
    assert resolved.notices == ()
    return _ranking(atlas, resolved.view)


@pytest.mark.parametrize("benchmark", [ICS, "icp-south", "E38000212"])
def test_nothing_is_compared_with_an_estimate_and_the_reason_is_said(atlas: Atlas, benchmark: str) -> None:
    chart = _chart_of(atlas, f"by=ccg&condition=stroke&measure=yll&period=2012-14&benchmark={benchmark}")
    assert {row[5] for row in chart.table.rows} == {"not compared"}
    assert chart.title.endswith("not compared")
    assert any("is an estimate, with which nothing is compared" in note for note in chart.notes)


def test_the_title_does_not_count_the_benchmark_among_those_compared_with_it(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&condition=circulatory&measure=preventable&benchmark=E06000002")
    assert chart.title.startswith("Of the other 11 council areas, ")
    (note,) = [note for note in chart.notes if "taken as exact" in note]
    assert note.startswith("The figure of Middlesbrough is taken as exact, though its own 95% interval is ")


def test_one_area_alone_is_named_and_not_counted(tiny: Atlas) -> None:
    assert _ranking(tiny, replace(DEATHS, chosen=(ALPHA,))).title == "Alpha is worse than England"
    assert _ranking(tiny, replace(DEATHS, chosen=(BETA,))).title == "Beta is similar to England"


def test_no_title_is_built_on_fewer_than_20_events_nor_hides_who_is_not_compared(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=district&condition=infant-mortality&measure=rate&period=2016-18")
    assert chart.title == "Of 19 districts, 1 is better than England; 15 are not compared"
    assert "Scarborough (part) and Hambleton (part): unreliable: fewer than 20 events." in chart.notes
    assert "The title leaves figures from fewer than 20 events out." in chart.notes


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
    assert "Of 399 areas about 20 would seem to differ by chance alone if none did." in many.notes


def test_what_takes_no_account_of_ages_says_so(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    crude = {"stroke-admissions-rate", "limiting-long-term-illness-share"}
    for view, chart in rankings.items():
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        assert indicator
        wanted = indicator.id in crude or "-register" in indicator.id
        assert any("Not age-standardised" in note for note in chart.notes) == wanted, view


def test_counts_have_no_rank(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&condition=drugs&measure=deaths")
    assert chart.title == "Number of deaths from drug poisoning: counts, not ranked and not compared"
    assert {row[0] for row in chart.table.rows} == {None}


def test_areas_that_print_the_same_figure_share_a_rank(rankings: dict[View, Chart]) -> None:
    for view, chart in rankings.items():
        decimals = chart.table.columns[2].decimals
        ranks: dict[str, set[object]] = {}
        for row in chart.table.rows:
            assert decimals is not None
            ranks.setdefault(text.number(float(str(row[2])), decimals), set()).add(row[0])
        assert all(len(rank) == 1 for rank in ranks.values()), view


def test_a_whole_county_is_called_so_where_it_is_named(atlas: Atlas) -> None:
    chart = _chart_of(atlas, "by=council&measure=avoidable&period=2016-18")
    assert "North Yorkshire (whole\u00a0county)" in chart.title
    assert "whole county" in chart.alternative


def test_a_chart_of_no_area_and_of_one_is_said_in_whole_sentences(atlas: Atlas) -> None:
    empty = _chart_of(atlas, "area=icp-north-cumbria&by=ccg&measure=avoidable&period=2004")
    one = _chart_of(atlas, "area=icp-north-cumbria&by=ccg&measure=avoidable&period=2018")
    assert (empty.title, empty.alternative) == ("No area here has a figure", "An empty chart.")
    assert one.alternative.startswith("One dot: ")


# Choices


def test_every_benchmark_offered_has_a_figure(atlas: Atlas, latest_views: tuple[View, ...]) -> None:
    for view in latest_views[::5]:
        indicator = atlas.indicator(view.condition, view.measure, view.by)
        for offer in benchmark_offers(atlas, replace(view, show=Show.RANKING)):
            assert indicator
            assert atlas.value(indicator, view.period, offer.key), (view, offer.key)
            assert offer.view
            assert resolve(atlas, offer.view.to_query()).view == offer.view


def test_each_area_can_be_chosen_and_taken_away_again(atlas: Atlas) -> None:
    view = resolve(atlas, "by=ccg&condition=stroke&measure=register&show=ranking").view
    for offer in chosen_offers(atlas, view):
        assert offer.view
        assert offer.view.chosen == (offer.key,)
        back = next(o for o in chosen_offers(atlas, offer.view) if o.key == offer.key)
        assert back.selected
        assert back.view == view
        assert resolve(atlas, offer.view.to_query()).view == offer.view


def test_no_more_areas_are_offered_than_can_be_told_apart(atlas: Atlas) -> None:
    codes = [area.code for area in atlas.level(Level.NEIGHBOURHOOD)[:40]]
    asked = resolve(atlas, f"by=neighbourhood&condition=stroke&measure=deaths-smr&show=ranking&areas={'.'.join(codes)}")
    assert len(asked.view.chosen) == 20
    assert all(offer.selected or offer.view is None for offer in chosen_offers(atlas, asked.view))


def test_neighbourhoods_are_chosen_inside_an_area_for_a_list_of_all_would_be_too_long(atlas: Atlas) -> None:
    whole = resolve(atlas, "by=neighbourhood&condition=stroke&measure=deaths-smr").view
    inside = resolve(atlas, "area=E06000002&by=neighbourhood&condition=stroke&measure=deaths-smr").view
    assert selectable(atlas, whole) == ()
    assert set(selectable(atlas, inside)) == set(atlas.children(atlas.areas["E06000002"], Level.NEIGHBOURHOOD))


@pytest.mark.parametrize("asked", ["benchmark=E99", "areas=E99", "show=pie", "against=luck:1", "layers=rivers"])
def test_what_is_not_known_is_named_and_the_rest_is_shown(atlas: Atlas, asked: str) -> None:
    resolved = resolve(atlas, f"by=ccg&condition=stroke&measure=register&{asked}")
    assert len(resolved.notices) == 1
    assert asked.partition("=")[2].split(":")[0] in resolved.notices[0]
    assert resolved.view == resolve(atlas, "by=ccg&condition=stroke&measure=register").view


def test_the_words_of_a_dot_are_those_of_the_map(atlas: Atlas, rankings: dict[View, Chart]) -> None:
    for view, chart in list(rankings.items())[::7]:
        what = scene(atlas, view)
        figures = {row.area.code: text.figure_of(row.value, what.indicator) for row in what.shown if what.indicator}
        for point in (point for series in chart.series for point in series.points):
            assert point.words[1].startswith(figures[point.code])
