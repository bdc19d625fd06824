"""Worse, similar, better: known answers, the border cases, and when nothing is said at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.value import Comparison, Direction, Extent, IntervalKind, Status, Value
from dashboard.stats.change import compare_areas, differ
from dashboard.stats.comparison import Basis, Verdict, compare, judge

ENGLAND = Value(100.0)
ABOVE, AROUND, BELOW = Value(120.0, 110.0, 130.0), Value(105.0, 95.0, 115.0), Value(80.0, 70.0, 90.0)

COMPARED = [direction for direction in Direction if direction is not Direction.NEVER_COMPARED]


@pytest.mark.parametrize(
    ("value", "direction", "word"),
    [
        (ABOVE, Direction.HIGH_IS_WORSE, "worse"),
        (AROUND, Direction.HIGH_IS_WORSE, "similar"),
        (BELOW, Direction.HIGH_IS_WORSE, "better"),
        (ABOVE, Direction.LOW_IS_WORSE, "better"),
        (AROUND, Direction.LOW_IS_WORSE, "similar"),
        (BELOW, Direction.LOW_IS_WORSE, "worse"),
        (ABOVE, Direction.NEUTRAL, "higher"),
        (AROUND, Direction.NEUTRAL, "similar"),
        (BELOW, Direction.NEUTRAL, "lower"),
    ],
)
def test_an_area_is_named_by_the_side_on_which_england_lies_outside_its_interval(value, direction, word):
    assert compare(value, ENGLAND, direction) == word


@pytest.mark.parametrize("direction", COMPARED)
@pytest.mark.parametrize("value", [Value(110.0, 100.0, 120.0), Value(90.0, 80.0, 100.0), Value(100.0, 100.0, 100.0)])
def test_a_benchmark_exactly_on_a_limit_is_similar(value, direction):
    assert compare(value, ENGLAND, direction) is Comparison.SIMILAR


@pytest.mark.parametrize("direction", COMPARED)
@pytest.mark.parametrize("gap", [1e-9, 0.1])
def test_a_benchmark_just_outside_a_limit_is_not_similar(gap, direction):
    above, below = Value(110.0, 100.0 + gap, 120.0), Value(90.0, 80.0, 100.0 - gap)
    words = {compare(above, ENGLAND, direction), compare(below, ENGLAND, direction)}
    assert len(words) == 2
    assert words.isdisjoint({Comparison.SIMILAR, Comparison.NOT_COMPARED})


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    ("value", "benchmark"),
    [
        (None, ENGLAND),
        (Value(120.0), ENGLAND),
        (Value(120.0, 110.0), ENGLAND),
        (Value(120.0, upper=130.0), ENGLAND),
        (Value(120.0, 110.0, 130.0, status=Status.ESTIMATE), ENGLAND),
        (Value(120.0, 110.0, 130.0, extent=Extent.MERGED), ENGLAND),
        (Value(None, status=Status.SUPPRESSED), ENGLAND),
        (Value(None, status=Status.MISSING), ENGLAND),
        (ABOVE, None),
        (ABOVE, Value(None, status=Status.MISSING)),
        (ABOVE, Value(100.0, status=Status.ESTIMATE)),
    ],
    ids=[
        *(
            "no value",
            "no interval",
            "no upper limit",
            "no lower limit",
            "estimate",
            "of several areas",
            "suppressed",
            "missing",
        ),
        *("no benchmark", "empty benchmark", "estimated benchmark"),
    ],
)
def test_without_an_interval_of_its_own_or_a_benchmark_nothing_is_compared(value, benchmark, direction):
    assert compare(value, benchmark, direction) is Comparison.NOT_COMPARED


OTHER = Value(100.0, 90.0, 110.0)


@pytest.fixture
def ratio(tiny: Atlas):
    """An indicator of a direction: a ratio, which is compared on the log scale."""
    return lambda direction: replace(tiny.indicators["deaths-ccg"], kind=Kind.RATIO, direction=direction)


@pytest.mark.parametrize(
    ("value", "direction", "word"),
    [
        # The error of ln 100 is ln(110/90) / 3.92 = 0.0512. The intervals overlap, and 1.97 errors lie between.
        (Value(115.0, 104.0, 126.0), Direction.HIGH_IS_WORSE, "worse"),
        (Value(112.0, 101.0, 123.0), Direction.HIGH_IS_WORSE, "similar"),  # 1.58
        (Value(120.0, 110.0, 130.0), Direction.HIGH_IS_WORSE, "worse"),  # 2.74
        (Value(100.0, 60.0, 140.0), Direction.HIGH_IS_WORSE, "similar"),
        (Value(80.0, 70.0, 90.0), Direction.HIGH_IS_WORSE, "better"),  # 2.72
        (Value(120.0, 110.0, 130.0), Direction.LOW_IS_WORSE, "better"),
        (Value(80.0, 70.0, 90.0), Direction.LOW_IS_WORSE, "worse"),
        (Value(120.0, 110.0, 130.0), Direction.NEUTRAL, "higher"),
        (Value(80.0, 70.0, 90.0), Direction.NEUTRAL, "lower"),
        (Value(120.0, 110.0, 130.0), Direction.NEVER_COMPARED, "not compared"),
    ],
)
def test_two_areas_differ_by_a_two_sample_test_from_their_intervals(ratio, value, direction, word):
    assert compare_areas(value, OTHER, ratio(direction)) == word


@pytest.mark.parametrize("direction", COMPARED)
def test_what_one_area_is_to_another_the_other_is_not_to_it(ratio, direction):
    """Worse and better change places; similar stays."""
    turned = {"worse": "better", "better": "worse", "higher": "lower", "lower": "higher", "similar": "similar"}
    for value in (ABOVE, AROUND, BELOW, Value(130.0, 111.0, 150.0)):
        assert compare_areas(OTHER, value, ratio(direction)) == turned[compare_areas(value, OTHER, ratio(direction))]


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    "without",
    [None, Value(120.0), Value(120.0, 110.0), Value(120.0, 110.0, 130.0, status=Status.ESTIMATE)],
    ids=["no value", "no interval", "no upper limit", "estimate"],
)
def test_without_an_interval_on_both_sides_two_areas_are_not_compared(ratio, without, direction):
    assert compare_areas(without, OTHER, ratio(direction)) is Comparison.NOT_COMPARED
    assert compare_areas(OTHER, without, ratio(direction)) is Comparison.NOT_COMPARED


ABOUT = IntervalKind.APPROXIMATE


@pytest.mark.parametrize(
    ("value", "benchmark", "word", "basis"),
    [
        (Value(120.0, 110.0, 130.0), ENGLAND, "worse", "interval"),
        (Value(120.0, 110.0, 130.0, verdict=Comparison.SIMILAR), ENGLAND, "worse", "interval"),
        (Value(120.0, verdict=Comparison.WORSE), ENGLAND, "worse", "publisher"),
        (Value(120.0, verdict=Comparison.WORSE), None, "worse", "publisher"),
        (Value(120.0, 110.0, 130.0, verdict=Comparison.WORSE), None, "worse", "publisher"),
        (Value(120.0, 99.0, 141.0, verdict=Comparison.WORSE, interval=ABOUT), ENGLAND, "worse", "publisher"),
        (Value(120.0, 110.0, 130.0, interval=ABOUT), ENGLAND, "worse", "approximate"),
        (Value(105.0, 95.0, 115.0, interval=ABOUT), ENGLAND, "similar", "approximate"),
        (Value(80.0, 70.0, 90.0, interval=ABOUT), ENGLAND, "better", "approximate"),
        (Value(120.0, 110.0, 130.0, status=Status.ESTIMATE, interval=ABOUT), ENGLAND, "worse", "approximate"),
        (Value(120.0, 110.0, 130.0, interval=ABOUT), None, "not compared", "none"),
        (Value(120.0, 110.0, 130.0, status=Status.ESTIMATE), ENGLAND, "not compared", "none"),
        (Value(120.0), ENGLAND, "not compared", "none"),
        (None, ENGLAND, "not compared", "none"),
    ],
)
def test_a_verdict_comes_from_the_strongest_source_that_there_is(value, benchmark, word, basis):
    """Published limits, then the publisher's own word, then approximate limits (rule 9)."""
    assert judge(value, benchmark, Direction.HIGH_IS_WORSE) == Verdict(Comparison(word), Basis(basis))


@pytest.mark.parametrize("verdict", [None, Comparison.WORSE])
def test_a_rate_of_fewer_than_ten_events_is_compared_with_nothing(verdict):
    few, enough = (Value(120.0, 110.0, 130.0, count=count, verdict=verdict) for count in (9.0, 10.0))
    assert judge(few, ENGLAND, Direction.HIGH_IS_WORSE).basis is Basis.NONE
    assert judge(enough, ENGLAND, Direction.HIGH_IS_WORSE).comparison is Comparison.WORSE
    assert differ(few, Value(60.0, 50.0, 70.0), Kind.RATE) is None
    assert differ(enough, Value(60.0, 50.0, 70.0), Kind.RATE) is True


def test_only_a_verdict_by_approximate_limits_is_a_likely_one():
    assert [basis for basis in Basis if Verdict(Comparison.WORSE, basis).likely] == [Basis.APPROXIMATE]


@pytest.mark.parametrize("value", [Value(120.0, 110.0, 130.0), Value(120.0, verdict=Comparison.WORSE)])
def test_what_is_never_compared_has_no_verdict_of_any_source(value):
    assert judge(value, ENGLAND, Direction.NEVER_COMPARED).basis is Basis.NONE


@pytest.mark.parametrize("direction", COMPARED)
def test_approximate_limits_test_no_two_areas_against_each_other(ratio, direction):
    about = Value(130.0, 120.0, 140.0, interval=ABOUT)
    assert compare_areas(about, BELOW, ratio(direction)) is Comparison.NOT_COMPARED
    assert compare_areas(BELOW, about, ratio(direction)) is Comparison.NOT_COMPARED
    assert compare(about, ENGLAND, direction) is Comparison.NOT_COMPARED


def test_no_estimate_of_the_shipped_figures_has_an_interval_but_an_approximate_one(atlas: Atlas):
    wrong = [
        (indicator, period, code)
        for indicator, periods in atlas.values.items()
        for period, values in periods.items()
        for code, value in values.items()
        if value.status is Status.ESTIMATE
        and (value.lower is not None or value.upper is not None)
        and value.interval is not IntervalKind.APPROXIMATE
    ]
    assert wrong == []


def test_every_shipped_comparison_agrees_with_the_interval_and_the_direction(atlas: Atlas):
    """The second opinion: the sign of each limit's distance from England."""
    wrong, compared = [], 0
    for indicator in atlas.indicators.values():
        for period, values in atlas.values[indicator.id].items():
            benchmark = atlas.benchmark(indicator, period)
            for code, value in values.items():
                word = compare(value, benchmark, indicator.direction)
                compared += word is not Comparison.NOT_COMPARED
                if word != _second_opinion(value, benchmark, indicator.direction):
                    wrong.append((indicator.id, period, code, word))
    assert wrong == []
    assert compared > 500


def _second_opinion(value: Value, benchmark: Value | None, direction: Direction) -> str:
    if benchmark is None or value.lower is None or value.upper is None or value.status is Status.ESTIMATE:
        return "not compared"
    if value.interval is IntervalKind.APPROXIMATE or value.extent is Extent.MERGED:
        return "not compared"
    if value.count is not None and value.count < 10:  # rule 8: too few events, or a count itself
        return "not compared"
    if direction is Direction.NEVER_COMPARED:
        return "not compared"
    signs = {_sign(value.lower - benchmark.value), _sign(value.upper - benchmark.value)}
    if signs not in ({1}, {-1}):
        return "similar"
    names = {
        Direction.HIGH_IS_WORSE: {1: "worse", -1: "better"},
        Direction.LOW_IS_WORSE: {1: "better", -1: "worse"},
        Direction.NEUTRAL: {1: "higher", -1: "lower"},
        Direction.NEVER_COMPARED: {1: "not compared", -1: "not compared"},
    }
    return names[direction][signs.pop()]


def _sign(difference: float) -> int:
    return (difference > 0) - (difference < 0)


def test_a_gap_inside_a_place_is_never_compared_with_the_gap_across_england(atlas):
    for sex in ("male", "female"):
        indicator = atlas.indicators[f"slope-index-{sex}"]
        assert indicator.direction is Direction.NEVER_COMPARED
        assert compare(Value(5.0, 4.0, 6.0), Value(9.0), indicator.direction) is Comparison.NOT_COMPARED
