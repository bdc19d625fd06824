"""If a place matched England: known answers, what qualifies, and the truth of every line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shipped import MAP_LEVELS, Level

from dashboard.core import numbers
from dashboard.core.area import ENGLAND, Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.value import Comparison, Status
from dashboard.views.area_profile import ProfileEntry, entry_at, profile_entries
from dashboard.wording.excess_events import BY_PEOPLE, CRUDE, Match, caution, match, matches, method, rounded, words
from dashboard.wording.sentences import note_of

MIDDLESBROUGH, SOUTH_TEES, DARLINGTON_CCG = "E06000002", "E38000162", "E38000042"


def _entry(atlas: Atlas, code: str, indicator: str, level: Level, period: str) -> ProfileEntry:
    entry = entry_at(atlas, atlas.areas[code], atlas.indicators[indicator], level, period)
    assert entry
    return entry


@pytest.fixture(scope="module")
def places(atlas: Atlas) -> list[Area]:
    above = {area.code: area for level in MAP_LEVELS[:-1] for area in atlas.level(level)}
    return [*above.values(), *atlas.level(Level.NEIGHBOURHOOD)[::5]]


@pytest.fixture(scope="module")
def found(atlas: Atlas, places: list[Area]) -> list[Match]:
    """The matches of every entry of every place, and of every period of what has people instead of events."""
    latest = [entry for place in places for entry in profile_entries(atlas, place)]
    older = [
        entry
        for council in atlas.level(Level.COUNCIL)
        for period in atlas.values["circulatory-preventable"]
        if (entry := entry_at(atlas, council, atlas.indicators["circulatory-preventable"], Level.COUNCIL, period))
    ]
    return [made for entry in (*latest, *older) if (made := match(atlas, entry))]


def test_stroke_admissions_of_south_tees_by_hand(atlas: Atlas):
    """1,530 admissions in 3 years are 510 a year at 183.3675; at England's 143.8308 they would be 400.04."""
    made = match(atlas, _entry(atlas, SOUTH_TEES, "stroke-admissions-rate", Level.CCG, "2017-19"))
    assert made.difference.events == pytest.approx(109.96, abs=0.01)
    assert (made.difference.low, made.difference.high) == pytest.approx((84.73, 136.17), abs=0.01)
    assert words(made) == (
        "Hospital admissions for stroke, 2017 to 2019: about 110 fewer admissions a year (between 85 and 140) "
        "if its rate were England's."
    )


def test_stroke_admissions_of_middlesbrough_by_hand(atlas: Atlas):
    """708 in 3 years are 236 a year at 167.3996; 236 x (167.3996 - 143.8308) / 167.3996 = 33.23."""
    made = match(atlas, _entry(atlas, MIDDLESBROUGH, "stroke-admissions-rate", Level.COUNCIL, "2017-19"))
    assert words(made) == (
        "Hospital admissions for stroke, 2017 to 2019: about 33 fewer admissions a year (between 16 and 51) "
        "if its rate were England's."
    )


def test_years_of_life_of_darlington_by_hand_take_patients_of_one_year_and_no_deaths(atlas: Atlas):
    """318,946 patients of three years are 106,315; 106,315 x (795.0 - 620.3) / 100,000 is about 186 years of life."""
    entry = _entry(atlas, DARLINGTON_CCG, "cancer-yll", Level.CCG, "2012-14")
    made = match(atlas, entry)
    england = atlas.values["cancer-yll"]["2012-14"][ENGLAND].value
    people = atlas.values["cancer-yll"]["2012-14"][DARLINGTON_CCG].denominator / 3
    assert made.roughly
    assert made.difference.events == pytest.approx(people * (entry.figure - england) / 100_000)
    assert "roughly 190 fewer years of life lost a year" in words(made)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2012-14", None),
        ("2013-15", "2016"),
        ("2015-17", "2016"),
        ("2016-18", "2017"),
        ("2018-20", "2019"),
        ("2019-21", "2019"),
        ("2020-22", "2019"),
        ("2021-23", None),
        ("2022-24", None),
    ],
)
def test_people_under_75_are_those_of_the_nearest_year_at_most_one_from_the_period(atlas: Atlas, period, year):
    entry = _entry(atlas, MIDDLESBROUGH, "circulatory-preventable", Level.COUNCIL, period)
    made = match(atlas, entry)
    assert (made is None) == (year is None)
    if made:
        people = atlas.values["all-causes-population-u75"][year][MIDDLESBROUGH].value
        assert made.difference.events == pytest.approx(people * (entry.figure - entry.england.value) / 100_000)


def test_only_rates_and_ratios_with_interval_and_england_qualify(found):
    assert len(found) > 100
    for made in found:
        entry = made.entry
        assert entry.indicator.kind in (Kind.RATE, Kind.RATIO)
        assert entry.value.lower is not None
        assert entry.england.value is not None
        assert entry.value.status is not Status.ESTIMATE
        assert entry.value.count is None or entry.value.count >= 20


def test_recorded_diagnoses_life_expectancy_and_estimates_never_qualify(atlas: Atlas):
    for code in (SOUTH_TEES, MIDDLESBROUGH, "icp-south"):
        for entry in profile_entries(atlas, atlas.areas[code]):
            estimate = entry.value.status is Status.ESTIMATE
            if entry.indicator.kind in (Kind.SHARE, Kind.YEARS, Kind.SCORE, Kind.MINUTES, Kind.COUNT) or estimate:
                assert match(atlas, entry) is None, entry.indicator.id


def test_a_line_is_clear_exactly_if_the_comparison_is(found):
    for made in found:
        assert made.clear == (made.entry.comparison is not Comparison.SIMILAR)
        line = words(made)
        if not made.clear:
            assert "no clear difference" in line
            assert "if its rate" not in line
        else:
            side = "fewer" if made.entry.figure > made.entry.england.value else "more"
            assert f" {side} " in line
            assert ("more" if side == "fewer" else "fewer") not in line.replace("between fewer than 1 and", "")


def test_avoidable_is_said_only_if_the_title_of_the_indicator_says_so(found):
    for made in found:
        rest = words(made).replace(made.entry.indicator.title, "")
        assert not re.search(r"avoid|prevent|excess|needless|saved", rest, re.IGNORECASE)
    assert "not counts of cases that could have been avoided" in caution(found[:1])


def test_that_a_rate_is_crude_is_said_with_its_lines_and_no_others(found):
    for made in found:
        assert (CRUDE in caution([made])) == made.entry.indicator.unit.startswith("crude")


def test_every_event_is_of_the_indicator(found):
    for made in found:
        kind = (
            "years of life lost"
            if made.entry.indicator.measure == "yll"
            else "admissions"
            if "admissions" in made.entry.indicator.title
            else "new cases"
            if "New cases" in made.entry.indicator.title
            else "deaths"
        )
        assert f" {kind} a year" in words(made)
        assert note_of(made.entry.value) in words(made)
        assert ("same boundary" in words(made)) == made.entry.borrowed


def test_a_rough_line_is_called_so_and_explained(found):
    for made in (made for made in found if made.clear):
        assert ("roughly" if made.roughly else "about") in words(made)
        assert (BY_PEOPLE in method([made])) == made.roughly


def test_how_far_the_rough_way_is_off_is_as_it_says(atlas: Atlas):
    """Rate x people / 100,000 beside the published deaths, wherever both are known."""
    off = [
        value.value * value.denominator / 100_000 / value.count
        for indicator in ("cancer-deaths-u75", "circulatory-deaths-u75")
        for value in atlas.values[indicator]["2016-18"].values()
        if value.count and value.denominator
    ]
    assert len(off) == 10
    assert 0.75 <= min(off) < 0.8
    assert 1.3 < max(off) <= 1.35
    assert "from a quarter too few to a third too many" in BY_PEOPLE


def test_what_the_reader_has_chosen_comes_first_and_there_are_at_most_three_lines(atlas: Atlas, places):
    for place in places:
        everything = profile_entries(atlas, place)
        assert len(matches(atlas, everything, None)) <= 3
        for chosen in everything:
            lines = matches(atlas, everything, chosen)
            assert len({line.entry.indicator.id for line in lines}) == len(lines)
            if match(atlas, chosen):
                assert lines[0].entry is chosen


def test_clear_differences_come_before_unclear_ones(atlas: Atlas, places):
    for place in places:
        clear = [line.clear for line in matches(atlas, profile_entries(atlas, place), None)]
        assert clear == sorted(clear, reverse=True)


def test_an_interval_that_ends_at_england_is_no_clear_difference(atlas: Atlas):
    entry = _entry(atlas, MIDDLESBROUGH, "stroke-admissions-rate", Level.COUNCIL, "2017-19")
    touching = replace(entry, value=replace(entry.value, lower=entry.england.value))
    assert words(match(atlas, touching)).startswith(
        "Hospital admissions for stroke, 2017 to 2019: no clear difference, between 51 fewer and 0 more admissions"
    )


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (0, "0"),
        (0.4, "fewer than 1"),
        (1.4, "1"),
        (9.6, "10"),
        (47.2, "47"),
        (99.6, "100"),
        (114, "110"),
        (1_234, "1,200"),
        (27_800, "28,000"),
    ],
)
def test_events_are_rounded_to_two_digits(events, said):
    assert rounded(events) == said
    assert numbers.number(0, 0) == "0"
