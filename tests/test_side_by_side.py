"""Two maps side by side: the second is the mirror of the first, and a colour means the same on both if it can."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from html import unescape

import pytest
from shipped import ICS, Level

from dashboard.charts.side_by_side import Both, both
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.views import comparator
from dashboard.views.options import against_options
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene

CVD = "by=council&condition=circulatory&measure=preventable&show=compare"
SMR = "by=council&condition=stroke&measure=deaths-smr&show=compare"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (CVD, "period:2001-03"),
        (SMR, "condition:cancer/deaths-smr"),
        (SMR, "condition:cancer/deaths-u75"),
        (f"{SMR}&area=icp-north", "area:icp-south"),
        ("area=E06000002&by=neighbourhood&condition=stroke&measure=deaths-smr&show=compare", "area:E08000021"),
    ],
)
def test_the_second_map_looks_back_at_the_first(atlas: Atlas, query: str, word: str) -> None:
    resolved = resolve(atlas, f"{query}&against={word}")
    assert resolved.notices == ()
    assert resolved.view.against == word
    other = comparator.other(atlas, resolved.view)
    assert other
    assert other != resolved.view
    assert comparator.other(atlas, other) == resolved.view
    assert resolve(atlas, other.to_query()).view == other


@pytest.mark.parametrize(
    "word", ["period:1066", "period:", "area:E99", "area:icp-north/x", "condition:stroke/luck", "x"]
)
def test_what_cannot_stand_beside_a_map_is_named(atlas: Atlas, word: str) -> None:
    resolved = resolve(atlas, f"{CVD}&against={word}")
    assert resolved.view.against == ""
    assert len(resolved.notices) == 1


def test_two_ratios_have_each_the_classes_of_every_page_and_shades_of_one_meaning(atlas: Atlas) -> None:
    view = resolve(atlas, f"{SMR}&against=condition:cancer/deaths-smr").view
    other = comparator.other(atlas, view)
    assert other
    first, second = scene(atlas, view), scene(atlas, other)
    assert first.classes == scene(atlas, replace(view, against="", show="table")).classes
    assert second.classes == scene(atlas, replace(other, against="", show="table")).classes
    said = "On both maps a shade has the same distance from England, though not all edges are the same."
    assert (said in both(first, second).notes) == (first.edges != second.edges)


def test_two_rates_of_one_unit_keep_their_own_classes_and_it_is_said(atlas: Atlas) -> None:
    view = resolve(atlas, "by=council&condition=cancer&measure=deaths-u75&show=compare").view
    view = replace(view, against="condition:circulatory/deaths-u75")
    other = comparator.other(atlas, view)
    assert other
    first, second = scene(atlas, view), scene(atlas, other)
    assert first.edges != second.edges
    assert "Each map has classes of its own, the same as on every other page." in both(first, second).notes


def test_a_ratio_and_a_rate_keep_their_own_classes_and_it_is_said(atlas: Atlas) -> None:
    view = resolve(atlas, f"{SMR}&against=condition:cancer/deaths-u75").view
    other = comparator.other(atlas, view)
    assert other
    first, second = scene(atlas, view), scene(atlas, other)
    alone = scene(atlas, replace(view, against="", show="table"))
    assert first.edges == alone.edges != second.edges
    assert "The two measures have different units: each map has classes of its own." in both(first, second).notes


def test_two_periods_have_the_classes_of_every_page(atlas: Atlas) -> None:
    view = resolve(atlas, f"{CVD}&against=period:2001-03").view
    other = comparator.other(atlas, view)
    assert other
    usual = scene(atlas, replace(view, against="", show="table")).edges
    assert scene(atlas, view).edges == scene(atlas, other).edges == usual


def test_a_rise_or_fall_is_said_where_a_test_of_two_figures_says_so(atlas: Atlas) -> None:
    """By hand: on the log scale, with (ln upper - ln lower) / 3.92 as errors; under 2 % is little."""
    view = resolve(atlas, f"{CVD}&against=period:2017-19").view
    other = comparator.other(atlas, view)
    assert other
    first, second = scene(atlas, view), scene(atlas, other)
    old, new = ({row.area.name: row.value for row in one.rows} for one in (second, first))
    expected = {}
    for name, now in new.items():
        then = old[name]
        if not (now and then and now.lower and then.lower and now.upper and then.upper and now.value and then.value):
            expected[name] = "not compared"
            continue
        error = math.hypot(*(math.log(v.upper / v.lower) / 3.92 for v in (then, now) if v.upper and v.lower))
        far = math.log(now.value / then.value)
        moved = ("rose" if far > 0 else "fell") if abs(far) > 1.96 * error else "no clear change"
        expected[name] = "little changed" if abs(now.value / then.value - 1) < 0.02 else moved
    rows = both(first, second).table.rows
    assert {row[0]: row[-1] for row in rows} == expected
    assert len(set(expected.values())) >= 2
    mirrored = {row[0]: row[-1] for row in both(second, first).table.rows}
    assert mirrored == {row[0]: row[-1] for row in rows}


def test_periods_that_share_years_are_not_compared(atlas: Atlas) -> None:
    view = resolve(atlas, f"{CVD}&against=period:2021-23").view
    other = comparator.other(atlas, view)
    assert other
    said = both(scene(atlas, view), scene(atlas, other))
    assert {row[-1] for row in said.table.rows} == {"not compared"}
    assert any("The two periods share years" in note for note in said.notes)


def test_without_intervals_nothing_is_said_about_change(atlas: Atlas) -> None:
    view = resolve(atlas, "by=ccg&show=compare&against=period:2005").view
    other = comparator.other(atlas, view)
    assert other
    result = both(scene(atlas, view), scene(atlas, other))
    assert {row[-1] for row in result.table.rows} == {"not compared"}
    assert "Without intervals in both periods nothing is said about a rise or fall." in result.notes


def test_two_areas_stand_one_after_the_other_in_the_table(atlas: Atlas) -> None:
    view = resolve(atlas, f"{SMR}&area=icp-north&against=area:icp-south").view
    other = comparator.other(atlas, view)
    assert other
    rows = both(scene(atlas, view), scene(atlas, other)).table.rows
    assert [row[0] for row in rows] == ["North ICP"] * 4 + ["South ICP"] * 6


def _both(atlas: Atlas, query: str) -> Both:
    resolved = resolve(atlas, query)
    assert resolved.notices == ()
    other = comparator.other(atlas, resolved.view)
    assert other
    return both(scene(atlas, resolved.view), scene(atlas, other))


def test_the_figures_of_two_maps_stand_with_their_intervals_and_caveats(atlas: Atlas) -> None:
    table = _both(atlas, f"{CVD}&against=period:2001-03").table
    headings = [column.heading for column in table.columns]
    with_notes = ("95% interval", "Note")
    assert headings == ["Council", "2022 to 2024", *with_notes, "2001 to 2003", *with_notes, "Change"]
    assert all(" to " in str(row[2]) and " to " in str(row[5]) for row in table.rows if row[7] != "not compared")
    county = _both(atlas, "by=council&measure=avoidable&show=compare&against=period:2013-15").table
    assert [row[3] for row in county.rows if row[0] == "Cumbria"] == ["whole county"]
    estimates = _both(atlas, "by=icp&measure=avoidable&show=compare&against=period:2012").table
    notes = [place for place, column in enumerate(estimates.columns) if column.heading == "Note"]
    assert len(notes) == 2
    assert estimates.rows
    assert all("stimate" in str(row[place]) for row in estimates.rows for place in notes)


def test_no_figure_is_a_word_and_not_an_empty_cell(atlas: Atlas) -> None:
    table = _both(atlas, "by=ccg&measure=avoidable&show=compare&against=period:2004").table
    assert {cell for row in table.rows for cell in row if isinstance(cell, str)} >= {"not published"}
    assert all(cell is not None for row in table.rows for cell in row[1:3])


def test_two_places_of_one_map_have_one_figure_each_and_no_change(atlas: Atlas) -> None:
    table = _both(
        atlas, "area=E06000002&by=council&condition=stroke&measure=deaths-smr&show=compare&against=area:E06000001"
    ).table
    assert [column.heading for column in table.columns][:2] == ["Council", "2015 to 2019"]
    assert "Change" not in [column.heading for column in table.columns]
    assert len({column.heading for column in table.columns}) == len(table.columns)


def test_periods_that_share_years_are_said_to(atlas: Atlas) -> None:
    said = "The two periods share years, so the same events count in both figures: they are not compared."
    assert said in _both(atlas, f"{CVD}&against=period:2020-22").notes
    assert said not in _both(atlas, f"{CVD}&against=period:2019-21").notes


def test_counts_are_not_said_to_have_classes(atlas: Atlas) -> None:
    notes = _both(
        atlas, "by=council&condition=drugs&measure=deaths&show=compare&against=condition:stroke/deaths-smr"
    ).notes
    assert not any("classes" in note for note in notes)


def test_every_offer_leads_to_two_maps(atlas: Atlas) -> None:
    for query in (CVD, SMR, f"{SMR}&area=icp-north", "by=ccg&show=compare"):
        view = resolve(atlas, query).view
        options = [option for group in against_options(atlas, view).values() for option in group]
        assert options
        for option in options:
            assert option.view
            assert resolve(atlas, option.view.to_query()).notices == (), option
            other = comparator.other(atlas, option.view)
            assert other
            assert scene(atlas, other).rows


def test_the_page_has_two_maps_and_both_figures(answer) -> None:
    _, page = answer(f"?{CVD}&against=period:2001-03")
    (second,) = page["charts"]
    assert {trace["type"] for trace in second["data"]} >= {"choropleth"}
    assert "2001 to 2003" in page["parts"]["chart-0-head"]
    assert "<table" in page["parts"]["chart-0-foot"]


def test_a_map_alone_asks_what_to_compare_with(answer) -> None:
    _, page = answer(f"?{CVD}")
    assert page["charts"] == []
    assert "Compare this map with another" in page["parts"]["chart-0-head"]
    assert View(ICS, Level.COUNCIL, "stroke", "deaths-smr", "2015-19").against == ""


@pytest.mark.parametrize("word", ["period:2001-03", "condition:stroke/deaths-smr"])
def test_the_second_map_can_be_taken_away_and_the_rest_of_the_address_stays(atlas: Atlas, answer, word: str) -> None:
    _, page = answer(f"?{CVD}&period=2010-12&layers=icp&against={word}")
    (href,) = re.findall(r'id="against-none" href="([^"]*)"', page["parts"]["chart-0-head"])
    alone = resolve(atlas, unescape(href))
    assert alone.notices == ()
    assert alone.view == replace(resolve(atlas, f"{CVD}&period=2010-12&layers=icp&against={word}").view, against="")


def test_without_a_second_map_there_is_none_to_take_away(answer) -> None:
    _, page = answer(f"?{CVD}")
    assert "against-none" not in page["parts"]["chart-0-head"]


def test_the_list_that_gets_the_focus_when_the_second_map_goes_is_on_every_page(atlas: Atlas, latest_views) -> None:
    """The script gives it the focus of the link by which the map was taken away."""
    assert all(against_options(atlas, replace(view, show="compare"))["condition"] for view in latest_views)


def test_a_second_map_has_its_own_room_on_a_place_page(client, callback) -> None:
    rooms = {"frame": [760, 520], "place": [400, 380], "beside": [420, 440], "besidePlace": [640, 500]}
    place = "area=E06000002&by=council&condition=circulatory&measure=preventable&show=compare&against=period:2001-03"
    heights = []
    for query in (CVD + "&against=period:2001-03", place):
        posted = client.post("/_dash-update-component", json=callback({"search": f"?{query}", **rooms}))
        (second,) = posted.get_json()["response"]["page"]["data"]["charts"]
        heights.append(second["layout"]["height"])
    # A room is drawn as the next smaller of its kinds.
    assert heights == [440, 480]
