"""Life expectancy with healthy life expectancy, and years of life lost by cause: every number is that of the tables."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shipped import ICS

from dashboard.charts.causes import causes
from dashboard.charts.life import life
from dashboard.charts.model import Chart
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.views.resolve import resolve
from dashboard.views.shows import missing_chart
from dashboard.views.staging import scene
from dashboard.wording.captions import finding as headline
from dashboard.wording.notices import notice_words

AREAS = [ICS, "icp-north", "icp-central", "icp-south", "icp-north-cumbria", "E06000002", "E38000162"]


def _life(atlas: Atlas, code: str) -> tuple[Chart, ...]:
    return life(atlas, scene(atlas, resolve(atlas, f"area={code}&condition=life-expectancy&show=life").view))


def _causes(atlas: Atlas, code: str) -> Chart:
    (chart,) = causes(atlas, scene(atlas, resolve(atlas, f"area={code}&measure=yll&show=causes").view))
    return chart


@pytest.mark.parametrize("code", AREAS)
@pytest.mark.parametrize(("place", "sex"), [(0, "male"), (1, "female")])
def test_every_pair_of_dots_is_what_is_published_for_2016_to_2018(
    atlas: Atlas, code: str, place: int, sex: str
) -> None:
    chart = _life(atlas, code)[place]
    for series, start in ((chart.series[1], "healthy-life"), (chart.series[2], "life")):
        values = atlas.values[f"{start}-expectancy-{sex}"]["2016-18"]
        assert series.points
        for point in series.points:
            value = values[point.code]
            assert (point.x, point.low, point.high) == (value.value, value.lower, value.upper)
    assert ENGLAND in {point.code for point in chart.series[1].points}


def test_the_title_is_the_headline_of_the_map_of_healthy_lives(atlas: Atlas) -> None:
    men, women = _life(atlas, "icp-central")
    assert men.title == "Male healthy life expectancy in Central ICP: all 3 council areas below England, all worse"
    view = resolve(
        atlas, "area=icp-central&by=council&condition=life-expectancy&measure=healthy-life-expectancy-female"
    )
    assert women.title == headline(scene(atlas, replace(view.view, period="2016-18")))


def test_an_area_without_councils_has_those_around_it_in_the_title(atlas: Atlas) -> None:
    assert _life(atlas, "E38000047")[0].title.startswith("Male healthy life expectancy in ")
    assert " around Durham Dales, Easington & Sedgefield: " in _life(atlas, "E38000047")[0].title


def test_years_in_poor_health_are_the_difference_on_the_chart_and_on_the_map(atlas: Atlas) -> None:
    for chart, sex in zip(_life(atlas, ICS), ("male", "female"), strict=True):
        mapped = atlas.values[f"years-in-poor-health-{sex}"]["2016-18"]
        names = {atlas.areas[code].name: value.value for code, value in mapped.items()}
        assert {str(row[0]).partition(" (")[0]: row[-1] for row in chart.table.rows} == pytest.approx(names)
        assert all(value.status is Status.DERIVED and value.lower is None for value in mapped.values())


def test_men_and_women_stand_on_one_axis(atlas: Atlas) -> None:
    men, women = _life(atlas, ICS)
    assert men.x == women.x
    years = [point.x for chart in (men, women) for series in chart.series for point in series.points if point.x]
    assert men.x.low < min(years) < max(years) < men.x.high


def test_both_sexes_have_all_fourteen_councils_and_england(atlas: Atlas) -> None:
    assert [len(chart.table.rows) for chart in _life(atlas, ICS)] == [15, 15]


def test_middlesbrough_2016_to_2018_as_published(atlas: Atlas) -> None:
    men = _life(atlas, ICS)[0]
    row = next(row for row in men.table.rows if row[0] == "Middlesbrough")
    assert (numbers.number(float(row[1] or 0), 1), numbers.number(float(row[4] or 0), 1)) == ("57.8", "75.3")


#: The stack, as the slides of 2018 have it.
CAUSES = ("cancer", "coronary-heart-disease", "respiratory", "stroke")


@pytest.mark.parametrize("code", [ICS, "icp-north", "icp-central", "icp-south", "E38000162", "E06000002"])
def test_the_bars_of_an_area_are_its_rates_end_to_end(atlas: Atlas, code: str) -> None:
    chart = _causes(atlas, code)
    ends: dict[str, float] = {}
    for series, slug in zip(chart.series, CAUSES, strict=True):
        values = atlas.values[f"{slug}-yll"]["2012-14"]
        for point in series.points:
            assert point.low == pytest.approx(ends.get(point.code, 0.0))
            assert point.high is not None
            assert point.low is not None
            assert point.high - point.low == pytest.approx(values[point.code].value)
            ends[point.code] = point.high
    assert ENGLAND in ends


def test_the_stacks_stand_highest_first_and_the_title_names_the_highest_ccg(atlas: Atlas) -> None:
    chart = _causes(atlas, ICS)
    sums = [float(row[-2] or 0) for row in chart.table.rows]
    assert sums == sorted(sums, reverse=True)
    assert len(sums) == 13
    assert chart.title == "Years of life lost to four causes in North East & North Cumbria: most in South Tees"
    assert chart.table.rows[0][0] == "South Tees"


def test_an_estimated_stack_is_called_so(atlas: Atlas) -> None:
    assert "Estimates: Newcastle Gateshead." in _causes(atlas, ICS).notes


def test_one_ccg_is_not_called_the_highest_and_an_estimate_is_called_one(atlas: Atlas) -> None:
    one, three = (_causes(atlas, code) for code in ("icp-north-cumbria", "icp-north"))
    assert one.title == "Years of life lost to four causes in North Cumbria: 1,768 years lost per 100,000"
    assert re.fullmatch(
        "Years of life lost to four causes in North ICP: [0-9,]+ to [0-9,]+ years lost per 100,000", three.title
    )
    assert "Newcastle Gateshead (estimate)" in three.alternative


def test_a_rate_from_fewer_than_20_deaths_is_called_unreliable(atlas: Atlas) -> None:
    assert "Unreliable, from fewer than 20 deaths: respiratory diseases in Darlington." in _causes(atlas, ICS).notes


def test_the_figures_of_a_whole_county_are_called_so_in_the_table(atlas: Atlas) -> None:
    for chart in _life(atlas, ICS):
        assert {row[0] for row in chart.table.rows} >= {"Cumbria (whole county)", "North Yorkshire (whole county)"}


def test_what_amenable_means_is_said(atlas: Atlas) -> None:
    assert any("Amenable" in note for note in _causes(atlas, ICS).notes)


@pytest.mark.parametrize(
    ("show", "query"), [("life", "condition=stroke"), ("causes", "condition=stroke&measure=deaths-smr")]
)
def test_elsewhere_the_charts_are_refused_with_a_sentence(atlas: Atlas, show: str, query: str) -> None:
    resolved = resolve(atlas, f"{query}&show={show}")
    assert resolved.view.show == "table"
    assert resolved.notices == (missing_chart(atlas, resolved.view, show),)
    assert all(said.endswith(" Showing the table.") for said in notice_words(resolved.notices))
