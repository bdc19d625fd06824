"""If a place matched England: known answers, what qualifies, and the truth of every line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shipped import MAP_LEVELS, Level, a_share

from dashboard.core import numbers
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.level import ENGLAND
from dashboard.core.value import Direction, Status, is_approximate
from dashboard.views.area_profile import ProfileEntry, entry_at, profile_entries
from dashboard.wording.excess_events import BY_PEOPLE, FEW_LINES, Match, caution, match, matches, method, rounded, words
from dashboard.wording.key_findings import about
from dashboard.wording.sentences import note_of

MIDDLESBROUGH, SOUTH_TEES, DARLINGTON_CCG = "E06000002", "E38000162", "E38000042"
SOUTH_TYNESIDE = "E38000163"


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


def test_stroke_deaths_of_middlesbrough_by_hand(atlas: Atlas):
    """292 in 3 years are 97.33 a year at 87.1473; 97.33 x (87.1473 - 67.2716) / 87.1473 = 22.20."""
    made = match(atlas, _entry(atlas, MIDDLESBROUGH, "stroke-deaths-rate", Level.COUNCIL, "2012-14"))
    assert made.difference.events == pytest.approx(22.20, abs=0.01)
    assert (made.difference.low, made.difference.high) == pytest.approx((11.27, 34.12), abs=0.01)
    assert words(made) == (
        "Deaths from stroke at all ages, 2012 to 2014: about 22 fewer deaths a year (between 11 and 34) "
        "if its rate were England's."
    )


def test_a_ratio_takes_the_events_that_were_counted(atlas: Atlas):
    """(153.02 - 100) / 153.02 of 377 lung cancer deaths in 3 years: 43.54 a year."""
    made = match(atlas, _entry(atlas, SOUTH_TYNESIDE, "lung-cancer-deaths-smr", Level.CCG, "2017-19"))
    assert made.difference.events == pytest.approx(43.54, abs=0.01)


def test_a_rate_with_approximate_limits_takes_its_people_and_says_likely(atlas: Atlas):
    """390,574 person-years are 130,191 people; 130,191 x (184.8 - 132.3) / 100,000 = 68.35."""
    made = match(atlas, _entry(atlas, MIDDLESBROUGH, "cancer-deaths-u75", Level.COUNCIL, "2016-18"))
    assert made.difference.events == pytest.approx(68.35, abs=0.01)
    assert (made.difference.low, made.difference.high) == pytest.approx((48.53, 89.30), abs=0.01)
    assert ": likely roughly 68 fewer deaths a year (between 49 and 89) if its rate were England's." in words(made)
    assert "“Likely”" in caution([made])


def test_a_crude_rate_has_no_excess(atlas: Atlas):
    """Of South Tyneside's stroke admissions a crude rate said 49 fewer, while its standardised ratio is 98."""
    for code in ("E08000023", "E08000021", MIDDLESBROUGH):
        assert match(atlas, _entry(atlas, code, "stroke-admissions-rate", Level.COUNCIL, "2017-19")) is None


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


def test_only_standardised_rates_and_ratios_with_interval_and_england_qualify(found):
    assert len(found) > 100
    for made in found:
        entry = made.entry
        assert entry.indicator.kind in (Kind.RATE, Kind.RATIO)
        assert entry.indicator.standardised is Standardised.AGE
        assert entry.indicator.direction is Direction.HIGH_IS_WORSE
        assert entry.value.lower is not None
        assert entry.england.value is not None
        assert entry.value.status is not Status.ESTIMATE or is_approximate(entry.value)
        assert entry.value.count is None or entry.value.count >= 20


def test_recorded_diagnoses_life_expectancy_and_estimates_without_limits_never_qualify(atlas: Atlas):
    for code in (SOUTH_TEES, MIDDLESBROUGH, "icp-south"):
        for entry in profile_entries(atlas, atlas.areas[code]):
            estimate = entry.value.status is Status.ESTIMATE and entry.value.lower is None
            if entry.indicator.kind in (Kind.SHARE, Kind.YEARS, Kind.SCORE, Kind.MINUTES, Kind.COUNT) or estimate:
                assert match(atlas, entry) is None, entry.indicator.id


def test_a_line_is_clear_exactly_if_the_limits_are_and_never_tells_of_more(found):
    sides = set()
    for made in found:
        low, high, england = made.entry.value.lower, made.entry.value.upper, made.entry.england.value
        assert made.clear == (not low <= england <= high)
        line = words(made).removeprefix(about(made.entry))
        side = "none" if made.entry.figure <= england else "clear" if made.clear else "unclear"
        sides.add(side)
        assert ("no fewer" in line) == (side == "none")
        assert ("no clear difference, at most" in line) == (side == "unclear")
        assert ("if its rate were England" in line) == (side == "clear")
        assert ("likely" in line) == (side == "clear" and is_approximate(made.entry.value))
        assert " more " not in line
    assert sides == {"none", "clear", "unclear"}


def test_avoidable_is_said_only_if_the_title_of_the_indicator_says_so(found):
    for made in found:
        rest = words(made).replace(made.entry.indicator.title, "")
        assert not re.search(r"avoid|prevent|excess|needless|saved", rest, re.IGNORECASE)
    assert "not counts of cases that could have been avoided" in caution(found[:1])


def test_every_event_is_of_the_indicator(found):
    for made in found:
        kind = (
            "years of life lost"
            if made.entry.indicator.measure.startswith("yll")
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
    for made in (made for made in found if made.clear and made.difference.events > 0):
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


def test_what_the_reader_has_chosen_comes_first_and_no_question_has_two_lines(atlas: Atlas, places):
    for place in a_share(places, 5):
        everything = profile_entries(atlas, place)
        assert len(matches(atlas, everything, None)) <= 6
        for chosen in everything[::5]:
            lines = matches(atlas, everything, chosen)
            assert len({line.entry.indicator.family for line in lines}) == len(lines)
            if match(atlas, chosen):
                assert lines[0].entry is chosen


def test_every_council_has_five_lines_or_the_reason(atlas: Atlas):
    for place in atlas.level(Level.COUNCIL):
        lines = matches(atlas, profile_entries(atlas, place), None)
        assert len(lines) >= 5, place.name
        assert FEW_LINES not in caution(lines)
        assert FEW_LINES in caution(lines[:4])


def test_clear_excess_comes_before_what_is_unclear_and_both_before_none(atlas: Atlas, places):
    for place in a_share(places, 3):
        lines = matches(atlas, profile_entries(atlas, place), None)
        ranks = [2 if line.difference.events <= 0 else 0 if line.clear else 1 for line in lines]
        assert ranks == sorted(ranks)


def test_a_newer_figure_without_limits_gives_way_to_an_older_one_with_some(atlas: Atlas):
    """The rebased rates of preventable deaths run to 2024; only to 2019 the people under 75 are known."""
    lines = matches(atlas, profile_entries(atlas, atlas.areas["E06000057"]), None)
    assert "Preventable deaths under 75 (rebased to the 2021 Census), 2019: likely roughly 47 fewer" in words(lines[0])


def test_an_interval_that_ends_at_england_is_no_clear_difference(atlas: Atlas):
    entry = _entry(atlas, MIDDLESBROUGH, "stroke-deaths-rate", Level.COUNCIL, "2012-14")
    touching = replace(entry, value=replace(entry.value, lower=entry.england.value))
    assert words(match(atlas, touching)) == (
        "Deaths from stroke at all ages, 2012 to 2014: no clear difference, at most 34 fewer deaths a year."
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
