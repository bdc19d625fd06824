"""Sides of England, two-sample tests, and the way and turn of a trend: known answers by hand (rules 11 and 12)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import Level

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Comparison, Direction, Status, Value
from dashboard.stats.change import BEST_OF_MANY, Change, are_alike, change_between, differ
from dashboard.stats.sides import Side, Sides, side_of, sides
from dashboard.stats.turn import Turn, share_years, turn

GATESHEAD, REDCAR, STOCKTON = "E08000037", "E06000003", "E06000004"


def way_of(atlas: Atlas, indicator: str, code: str) -> tuple[Turn | None, list[str]]:
    what = atlas.indicators[indicator]
    periods = atlas.periods(what, Level.COUNCIL)
    return turn(periods, [atlas.value(what, period, code) for period in periods], what), list(periods)


# Sides


def test_sides_go_by_what_is_printed() -> None:
    assert sides([30.24, 30.16, 40.0, 12.0], 30.2, 1) == Sides(above=1, below=1, equal=2)
    assert side_of(30.24, 30.16, 1) is Side.EQUAL
    assert side_of(30.26, 30.2, 1) is Side.ABOVE


@pytest.mark.parametrize(
    ("figures", "one"),
    [([31.0, 99.0], Side.ABOVE), ([1.0], Side.BELOW), ([31.0, 29.0], None), ([31.0, 30.04], None), ([], None)],
    ids=["all above", "all below", "both", "one equal", "none"],
)
def test_all_lie_on_one_side_only_if_none_is_equal(figures: list[float], one: Side | None) -> None:
    assert sides(figures, 30.0, 1).one is one


# Two samples

#: A standard error of 0.05 on the log scale: 100 x exp(1.96 x 0.05) and its like below.
HUNDRED = Value(100.0, 90.66, 110.30)


@pytest.mark.parametrize(
    ("figure", "at_five", "at_one"),
    [(114.0, False, False), (116.0, True, False), (119.0, True, False), (121.0, True, True)],
)
def test_two_rates_differ_by_the_distance_of_their_logs(figure: float, at_five: bool, at_one: bool) -> None:
    """The error of the difference is 0.0707: 1.96 of them are 14.9 %, 2.58 of them 20.0 %. The intervals overlap."""
    other = Value(figure, figure * 0.9066, figure * 1.1030)
    assert HUNDRED.upper is not None
    assert other.lower is not None
    assert other.lower < HUNDRED.upper
    assert differ(HUNDRED, other, Kind.RATE) is at_five
    assert differ(other, HUNDRED, Kind.RATIO, BEST_OF_MANY) is at_one


def test_years_and_shares_differ_by_their_plain_distance() -> None:
    """Half-widths of 1.96 are errors of 1, of the difference 1.414: 2.77 years are the limit."""
    sixty = Value(60.0, 58.04, 61.96)
    for years, apart in ((57.3, False), (57.2, True), (62.7, False), (62.8, True)):
        assert differ(sixty, Value(years, years - 1.96, years + 1.96), Kind.YEARS) is apart
        assert differ(sixty, Value(years, years - 1.96, years + 1.96), Kind.SHARE) is apart


@pytest.mark.parametrize(
    "other",
    [
        None,
        Value(500.0),
        Value(500.0, 450.0),
        Value(500.0, 0.0, 550.0),
        Value(500.0, 450.0, 550.0, status=Status.ESTIMATE),
        Value(None, status=Status.SUPPRESSED),
    ],
    ids=["none", "no interval", "no upper limit", "a limit of nought", "estimate", "suppressed"],
)
def test_without_two_intervals_nothing_is_said(other: Value | None, atlas: Atlas) -> None:
    assert differ(HUNDRED, other, Kind.RATE) is None
    assert differ(other, HUNDRED, Kind.RATE) is None
    assert change_between(HUNDRED, other, atlas.indicators["circulatory-preventable"]) is Change.NOT_SAID


def test_a_change_below_two_per_cent_or_the_last_digit_is_little(atlas: Atlas) -> None:
    rate = atlas.indicators["circulatory-preventable"]
    narrow = Value(100.0, 99.9, 100.1)
    for figure, said in ((98.1, Change.LITTLE_CHANGED), (97.9, Change.FELL), (102.1, Change.ROSE)):
        assert change_between(narrow, Value(figure, figure - 0.1, figure + 0.1), rate) is said
    assert change_between(Value(1.04, 1.03, 1.05), Value(0.96, 0.95, 0.97), rate) is Change.LITTLE_CHANGED


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (0.6149, 0.6241, Change.LITTLE_CHANGED),
        (0.6149, 0.6151, Change.LITTLE_CHANGED),
        (0.61, 0.59, Change.LITTLE_CHANGED),
        (0.61, 0.58, Change.FELL),
        (0.61, 0.6, Change.LITTLE_CHANGED),
    ],
    ids=["less than a unit", "a unit by rounding alone", "two units", "three units", "1.6 %"],
)
def test_a_share_changes_little_by_up_to_two_printed_units_or_less_than_two_per_cent(
    atlas: Atlas, then: float, now: float, said: Change
) -> None:
    register = atlas.indicators["palliative-care-register"]
    first, last = (Value(figure, figure - 0.0001, figure + 0.0001) for figure in (then, now))
    assert register.decimals == 2
    assert change_between(first, last, register) is said


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # ln(120 / 109) is 0.096; the error comes of 0.0426 and 0.0538: 1.96 times 0.0686 is 0.134.
        (Value(120.0, 110.0, 130.0), Value(109.0, 98.0, 121.0), True),
        (Value(120.0, 110.0, 130.0), Value(95.0, 86.0, 105.0), False),
        (Value(120.0, verdict=Comparison.SIMILAR), Value(95.0, verdict=Comparison.SIMILAR), True),
        (Value(120.0, verdict=Comparison.WORSE), Value(95.0, verdict=Comparison.SIMILAR), False),
        (Value(120.0), Value(95.0), False),
    ],
    ids=["outside the interval, but no clear difference", "a clear difference", "both similar", "one worse", "unknown"],
)
def test_two_ends_are_alike_by_a_test_else_if_both_are_similar_to_england(
    atlas: Atlas, one: Value, other: Value, alike: bool
) -> None:
    ratio = atlas.indicators["stroke-deaths-smr"]
    assert are_alike(one, other, Value(100.0), ratio) is alike
    assert are_alike(other, one, Value(100.0), ratio) is alike


# Way and turn


def test_england_fell_by_half_and_has_risen_since_2017_19(atlas: Atlas) -> None:
    found, periods = way_of(atlas, "circulatory-preventable", ENGLAND)
    assert found is not None
    assert found.best is not None
    assert (periods[found.first], periods[found.best], periods[found.last]) == ("2001-03", "2017-19", "2022-24")
    assert (found.way, found.until, found.since) == (Change.FELL, Change.FELL, Change.ROSE)
    best, last = (atlas.values["circulatory-preventable"][p][ENGLAND].value for p in ("2017-19", "2022-24"))
    assert (round(best or 0, 1), round(last or 0, 1)) == (28.2, 30.2)


def test_gateshead_fell_until_2017_19_with_no_clear_change_since(atlas: Atlas) -> None:
    found, periods = way_of(atlas, "circulatory-preventable", GATESHEAD)
    assert found is not None
    assert found.best is not None
    assert periods[found.best] == "2017-19"
    assert (found.way, found.until, found.since) == (Change.FELL, Change.FELL, Change.NO_CLEAR_CHANGE)


def whole(atlas: Atlas) -> list[str]:
    """The twelve councils that lie in the system as a whole."""
    return [area.code for area in atlas.level(Level.COUNCIL) if not area.part_of_larger]


def test_male_healthy_life_expectancy_fell_in_two_of_twelve(atlas: Atlas) -> None:
    ways = {code: way_of(atlas, "hle-interim-male", code)[0] for code in whole(atlas)}
    known = {code: found.way for code, found in ways.items() if found}
    assert len(known) == 12
    assert {code for code, way in known.items() if way is Change.FELL} == {REDCAR, STOCKTON}
    assert Change.ROSE not in known.values()


def test_eleven_of_twelve_councils_stand_above_their_own_best(atlas: Atlas) -> None:
    ways = [way_of(atlas, "circulatory-preventable", code)[0] for code in whole(atlas)]
    known = [found for found in ways if found]
    assert len(known) == 12
    assert sum(found.best is not None for found in known) == 11


YEARS = ["2010", "2011", "2012", "2013"]
POOLED = ["2010-12", "2011-13", "2012-14", "2013-15"]


def narrow(*figures: float | None) -> list[Value | None]:
    return [None if f is None else Value(f, f * 0.99, f * 1.01) for f in figures]


@pytest.fixture(scope="module")
def rate(atlas: Atlas) -> Indicator:
    return atlas.indicators["circulatory-preventable"]


def test_the_best_is_the_newest_of_the_lowest_or_of_the_highest(rate: Indicator) -> None:
    fell = turn(YEARS, narrow(90.0, 50.0, 50.0, 80.0), rate)
    assert fell == Turn(0, 3, Change.FELL, 2, Change.FELL, Change.ROSE)
    longer = replace(rate, direction=Direction.LOW_IS_WORSE)
    assert turn(YEARS, narrow(50.0, 90.0, 80.0, 60.0), longer) == Turn(0, 3, Change.ROSE, 1, Change.ROSE, Change.FELL)


def test_without_a_better_side_or_with_the_best_at_the_end_nothing_turns(rate: Indicator) -> None:
    neutral = replace(rate, direction=Direction.NEUTRAL)
    assert turn(YEARS, narrow(90.0, 50.0, 50.0, 80.0), neutral) == Turn(0, 3, Change.FELL)
    assert turn(YEARS, narrow(90.0, 60.0, 55.0, 50.0), rate) == Turn(0, 3, Change.FELL)
    assert turn(YEARS, narrow(50.0, 90.0, 60.0, 80.0), rate) == Turn(0, 3, Change.ROSE)
    assert turn(YEARS, narrow(None, None, None, 50.0), rate) is None


def test_periods_that_share_years_are_never_compared_with_each_other(rate: Indicator) -> None:
    assert share_years("2010-12", "2012-14")
    assert not share_years("2010-12", "2013-15")
    assert share_years("2015/16-2019/20", "2019/20")
    assert not share_years("1999-01", "2002-04")
    assert turn(POOLED[:3], narrow(90.0, 50.0, 50.0), rate) == Turn(0, 2, Change.NOT_SAID)
    # 2011-13 and 2012-14 are lower, but share years with the last: no turn is made of them.
    assert turn(POOLED, narrow(90.0, 50.0, 50.0, 80.0), rate) == Turn(0, 3, Change.FELL)


def test_a_best_among_many_must_pass_the_stricter_test(rate: Indicator) -> None:
    """116 differs from 100 at 5 %, but not at 1 %: see above."""
    wide = [Value(f, f * 0.9066, f * 1.1030) for f in (200.0, 100.0, 116.0)]
    assert turn(YEARS[:3], wide, rate) == Turn(0, 2, Change.FELL, 1, Change.FELL, Change.NO_CLEAR_CHANGE)
    assert change_between(wide[1], wide[2], rate) is Change.ROSE
