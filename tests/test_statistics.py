"""Intervals, ties and gaps: known answers from print or by hand, a second opinion by scipy, and what always holds."""

from __future__ import annotations

import math
from itertools import chain, pairwise

import pytest
import scipy.stats  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core.atlas import Atlas
from dashboard.core.periods import parse_period
from dashboard.core.value import Status, Value
from dashboard.loading import table_rules
from dashboard.stats import change, correlation, inequality, intervals
from dashboard.stats.change import Difference
from dashboard.stats.inequality import FifthGap, Spread

#: Some causes of death count half.
COUNTS = st.integers(0, 5_000) | st.integers(0, 60).map(lambda count: count / 2) | st.floats(0.01, 9.999)

# --- intervals ---


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        (0, 0, 3.689),
        (1, 0.025, 5.572),
        (2, 0.242, 7.225),
        (3, 0.619, 8.767),
        (5, 1.623, 11.668),
        (7, 2.814, 14.423),
        (9, 4.115, 17.085),
    ],
)
def test_below_ten_events_the_limits_are_the_exact_ones_of_the_printed_tables(events, low, high):
    """Garwood (1936), as printed in Altman and others, Statistics with Confidence (2000)."""
    assert intervals.poisson_interval(events) == pytest.approx((low, high), abs=0.0006)


def test_from_ten_events_on_the_limits_are_byars():
    """By hand: 10 x (1 - 1/90 - 1.96/9.4868)^3 = 4.7865; 101 x (1 - 1/909 + 1.96/30.1496)^3 = 121.628."""
    assert intervals.poisson_interval(10) == pytest.approx((4.7865, 18.391), abs=0.0015)
    assert intervals.poisson_interval(100) == pytest.approx((81.362, 121.628), abs=0.002)
    assert intervals.poisson_interval(10)[0] != pytest.approx(4.7954, abs=0.005)  # which is the exact one


@given(COUNTS)
def test_a_count_agrees_with_the_chi_square_distribution(events):
    """Exactly below 10; from 10 on within 0.2 %, as the technical guide says of Byar's method."""
    low = scipy.stats.chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    high = scipy.stats.chi2.ppf(0.975, 2 * events + 2) / 2
    close = pytest.approx((low, high), rel=1e-8, abs=1e-12) if events < 10 else pytest.approx((low, high), rel=0.002)
    assert intervals.poisson_interval(events) == close


@given(COUNTS)
def test_the_interval_of_a_count_holds_the_count_and_moves_up_with_it(events):
    low, high = intervals.poisson_interval(events)
    assert 0 <= low <= events < high
    above = intervals.poisson_interval(events + 1)
    assert low < above[0]
    assert high < above[1]


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        intervals.poisson_interval(-1)


@pytest.mark.parametrize(
    ("events", "people", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_of_a_share_are_those_of_the_printed_examples(events, people, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3."""
    assert intervals.wilson_interval(events, people) == pytest.approx((low, high), abs=0.00006)


@given(st.integers(1, 10**8), st.floats(0, 1))
def test_the_limits_of_a_share_agree_with_the_textbooks_form_and_with_scipy(people, part):
    events = round(people * part)
    share, z = events / people, scipy.stats.norm.ppf(0.975)
    reach = z * math.sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    textbook = [(share + z * z / (2 * people) + sign * reach) / (1 + z * z / people) for sign in (-1, 1)]
    theirs = scipy.stats.binomtest(events, people).proportion_ci(method="wilson")
    found = intervals.wilson_interval(events, people)
    assert found == pytest.approx(tuple(textbook), rel=1e-9, abs=1e-15)
    assert found == pytest.approx((theirs.low, theirs.high), rel=1e-9, abs=1e-15)


@given(st.integers(1, 10**8), st.floats(0, 1))
def test_the_interval_of_a_share_holds_it_and_is_mirrored_by_that_of_the_rest(people, part):
    events = round(people * part)
    low, high = intervals.wilson_interval(events, people)
    assert 0 <= low <= events / people <= high <= 1
    rest = intervals.wilson_interval(people - events, people)
    assert (1 - rest[1], 1 - rest[0]) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("events", "people"), [(-1, 10), (11, 10), (0, 0), (5, -5)])
def test_what_is_no_share_is_refused(events, people):
    with pytest.raises(ValueError, match="no share"):
        intervals.wilson_interval(events, people)


def test_the_interval_of_a_rate_is_that_of_its_count_over_the_people():
    """65 events among 100 people, per 100, by hand with Byar's formula; 3 events, exact, from the printed tables."""
    by_hand = (65 * (1 - 1 / 585 - 1.96 / (3 * 8.06226)) ** 3, 66 * (1 - 1 / 594 + 1.96 / (3 * 8.12404)) ** 3)
    assert intervals.rate_interval(65, 100, 100) == pytest.approx(by_hand, rel=1e-4)
    assert intervals.rate_interval(3, 200_000, 100_000) == pytest.approx((0.619 / 2, 8.767 / 2), abs=0.0005)


@given(COUNTS, st.integers(1, 10**7), st.sampled_from([1, 100, 1_000, 100_000]))
def test_a_rate_scales_with_its_multiplier_and_its_people(events, people, multiplier):
    found = intervals.rate_interval(events, people, multiplier)
    assert intervals.rate_interval(events, 2 * people, 2 * multiplier) == pytest.approx(found)
    assert found[0] <= multiplier * events / people <= found[1]


@pytest.mark.parametrize("people", [0, -1])
def test_a_rate_of_nobody_is_refused(people):
    with pytest.raises(ValueError, match="no rate"):
        intervals.rate_interval(1, people, 100)


# --- rank correlation ---

FEW = st.integers(-3, 3)  # so that ties are common
PAIRS = st.lists(st.tuples(FEW | st.floats(-1e6, 1e6), FEW), min_size=3, max_size=40)


def test_a_textbook_example_of_rank_correlation():
    """Ten pupils' test scores and hours of television: the squared differences of rank add up to 194, so -29/165."""
    scores = (106, 100, 86, 101, 99, 103, 97, 113, 112, 110)
    hours = (7, 27, 2, 50, 28, 29, 20, 12, 6, 17)
    assert correlation.spearman(scores, hours) == pytest.approx(-29 / 165, rel=1e-12)


def test_ties_share_a_mean_rank():
    """Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 x 5)."""
    assert correlation.spearman((10, 20, 20, 30), (1, 2, 3, 4)) == pytest.approx(math.sqrt(0.9), rel=1e-12)


@pytest.mark.parametrize(("ys", "rho"), [((1, 10, 100, 1000), 1), ((4, 3, 2, 1), -1)])
def test_any_order_that_is_kept_or_turned_round_is_a_perfect_tie(ys, rho):
    assert correlation.spearman((1, 2, 3, 4), ys) == rho


@pytest.mark.parametrize(
    ("xs", "ys"),
    [((), ()), ((1, 2), (1, 2)), ((1, 1, 1), (1, 2, 3)), ((1, 2, 3), (5, 5, 5))],
    ids=["none", "two pairs", "one side constant", "the other side constant"],
)
def test_too_few_pairs_or_a_constant_side_have_no_correlation(xs, ys):
    assert correlation.spearman(xs, ys) is None


def test_figures_that_do_not_pair_up_are_refused():
    with pytest.raises(ValueError, match="3 figures beside 4"):
        correlation.spearman((1, 2, 3), (1, 2, 3, 4))


@given(PAIRS)
def test_rank_correlation_agrees_with_scipy_also_with_ties(pairs):
    xs, ys = zip(*pairs, strict=True)
    found = correlation.spearman(xs, ys)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(scipy.stats.spearmanr(xs, ys).statistic, abs=1e-12)


@given(PAIRS)
def test_only_ranks_count_and_a_turned_side_turns_the_sign(pairs):
    xs, ys = zip(*pairs, strict=True)
    rho = correlation.spearman(xs, ys)
    if rho is None:
        return
    assert -1 <= rho <= 1
    assert correlation.spearman(ys, xs) == rho
    assert correlation.spearman(xs, [math.exp(y) + 3 for y in ys]) == rho
    assert correlation.spearman([-x for x in xs], ys) == pytest.approx(-rho, abs=1e-12)


@pytest.mark.parametrize(
    ("rho", "words"),
    [
        *((0, "no clear"), (0.19, "no clear"), (0.194, "no clear")),
        *((0.196, "weak"), (0.2, "weak"), (0.39, "weak"), (0.3949, "weak")),
        *((0.4, "moderate"), (0.5949, "moderate")),
        *((0.595001, "strong"), (0.6, "strong"), (1, "strong")),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_the_word_for_a_tie_follows_the_printed_coefficient_whatever_its_sign(rho, words, sign):
    assert correlation.strength(sign * rho) == words


# --- spread and gaps ---

CODES = st.text("ABCDEF", min_size=1, max_size=4)
SCORES = st.dictionaries(CODES, st.integers(0, 5).map(float), max_size=60)


def test_quartiles_are_of_type_7_in_any_order():
    assert inequality.spread_of([4, 1, 3, 2]) == Spread(4, 1.75, 2.5, 3.25)
    assert inequality.spread_of([7]) == Spread(1, 7, 7, 7)
    assert inequality.spread_of([]) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50))
def test_a_spread_agrees_with_scipy(values):
    found = inequality.spread_of(values)
    theirs = scipy.stats.mstats.mquantiles(values, (0.25, 0.5, 0.75), alphap=1, betap=1)  # type 7
    assert found is not None
    assert (found.low_quartile, found.median, found.high_quartile) == pytest.approx(tuple(theirs), abs=1e-6)
    assert found.n == len(values)


def test_tenths_go_from_the_least_to_the_most_deprived():
    """20 areas, the score falling with the number: the first tenth is 19 and 18, whose figures are 190 and 180."""
    scores = {f"{number:02d}": 20.0 - number for number in range(20)}
    figures = {code: 10.0 * int(code) for code in scores}
    medians = [tenth.median for tenth in inequality.by_tenth(scores, figures) if tenth]
    assert medians == [185, 165, 145, 125, 105, 85, 65, 45, 25, 5]


def test_an_area_without_a_figure_keeps_its_place_among_the_tenths():
    scores = {f"{number:02d}": float(number) for number in range(20)}
    figures = {code: float(code) for code in scores if code not in ("00", "18", "19")}
    tenths = inequality.by_tenth(scores, figures | {"no score": 1e9})
    assert tenths[0] == Spread(1, 1, 1, 1)
    assert tenths[1] == Spread(2, 2.25, 2.5, 2.75)
    assert tenths[9] is None


def test_equal_scores_are_told_apart_by_code_and_not_by_the_order_of_the_file():
    codes = [f"{number:02d}" for number in range(20)]
    figures = {code: float(code) for code in codes}
    forward = inequality.by_tenth(dict.fromkeys(codes, 5.0), figures)
    assert forward == inequality.by_tenth(dict.fromkeys(reversed(codes), 5.0), figures)
    assert [tenth.median for tenth in forward if tenth] == [0.5 + 2 * tenth for tenth in range(10)]


@given(SCORES)
def test_the_tenths_partition_all_areas_in_order_and_differ_by_one_at_most(scores):
    """Each figure is the area's rank, so that the spreads say which areas a tenth holds."""
    ranked = sorted(scores, key=lambda code: (scores[code], code))
    tenths = inequality.by_tenth(scores, {code: float(place) for place, code in enumerate(ranked)})
    sizes = [tenth.n if tenth else 0 for tenth in tenths]
    assert len(tenths) == 10
    assert sum(sizes) == len(scores)
    assert max(sizes) - min(sizes) <= 1
    starts = [sum(sizes[:number]) for number in range(11)]
    middles = [(start + end - 1) / 2 for start, end in pairwise(starts) if end > start]
    assert [tenth.median for tenth in tenths if tenth] == middles


def _areas(number: int) -> dict[str, float]:
    return {f"{place:03d}": float(place) for place in range(number)}


def test_the_gap_is_between_the_medians_of_the_two_outer_fifths():
    """Fifths of 12 areas have 3, 2, 3, 2 and 2: the least deprived are 0, 1 and 2, the most deprived 10 and 11."""
    found = inequality.fifth_gap(_areas(12), {code: score * score for code, score in _areas(12).items()})
    assert found == FifthGap(Spread(3, 0.5, 1, 2.5), Spread(2, 105.25, 110.5, 115.75))
    assert found.difference == 109.5


@pytest.mark.parametrize("number", range(10))
def test_fewer_than_ten_areas_have_no_gap(number):
    assert inequality.fifth_gap(_areas(number), _areas(number)) is None


@pytest.mark.parametrize("lost", [("000",), ("009",), ("000", "001"), ("008", "009")])
def test_a_fifth_with_fewer_than_two_figures_has_no_gap(lost):
    figures = {code: score for code, score in _areas(10).items() if code not in lost}
    assert inequality.fifth_gap(_areas(10), figures) is None
    assert inequality.fifth_gap(_areas(10), dict.fromkeys(("000", "001", "008", "009"), 1.0)) is not None


@given(st.dictionaries(CODES, st.floats(0, 1000), min_size=10, max_size=60))
def test_turning_the_scores_round_turns_the_gap_round(figures):
    scores = {code: float(place) for place, code in enumerate(figures)}
    gap = inequality.fifth_gap(scores, figures)
    turned = inequality.fifth_gap({code: -score for code, score in scores.items()}, figures)
    assert gap is not None
    assert turned is not None
    if len(figures) % 5 == 0:  # otherwise the larger fifths change their place
        assert (turned.least, turned.most) == (gap.most, gap.least)
    mirrored = inequality.fifth_gap(scores, {code: -figure for code, figure in figures.items()})
    assert mirrored is not None
    assert mirrored.difference == pytest.approx(-gap.difference)


def test_the_neighbourhoods_of_the_atlas_make_tenths_of_39_and_40(atlas: Atlas):
    scores = {code: value.value for code, value in atlas.values["deprivation-imd-score"]["2019"].items() if value.value}
    scores = {code: score for code, score in scores.items() if code.startswith("E02")}
    sizes = [tenth.n for tenth in inequality.by_tenth(scores, scores) if tenth]
    assert (sum(sizes), set(sizes)) == (399, {39, 40})


# --- if this place matched England ---

ENGLAND = Value(100.0, 99.0, 101.0)


def test_with_a_count_the_difference_is_the_excess_over_the_expected_events_of_one_year():
    """60 events in 3 years at 120 against 100: 50 expected, so 10 too many, 3.33 a year; low 60 x 108/120 - 50."""
    found = change.matched(Value(120.0, 108.0, 132.0, count=60.0), ENGLAND, None, 100_000, 3)
    assert found == Difference(pytest.approx(10 / 3), pytest.approx(4 / 3), pytest.approx(16 / 3))


def test_a_count_goes_before_people():
    value = Value(120.0, 108.0, 132.0, count=60.0)
    assert change.matched(value, ENGLAND, 1e9, 7, 3) == change.matched(value, ENGLAND, None, 100_000, 3)


def test_without_a_count_the_difference_is_that_of_the_rates_times_the_people():
    """20 per 100,000 too many among 85,000 people: 17 a year, limits 8 and 32 per 100,000."""
    found = change.matched(Value(120.0, 108.0, 132.0), ENGLAND, 85_000, 100_000, 3)
    assert found == Difference(pytest.approx(17), pytest.approx(6.8), pytest.approx(27.2))


def test_an_area_with_a_lower_figure_has_fewer_events_already():
    found = change.matched(Value(80.0, 70.0, 90.0, count=40.0), ENGLAND, None, 100_000, 1)
    assert found == Difference(pytest.approx(-10), pytest.approx(-15), pytest.approx(-5))


def test_the_uncertainty_of_england_is_ignored():
    value = Value(120.0, 108.0, 132.0, count=60.0)
    assert change.matched(value, Value(100.0), None, 1, 1) == change.matched(value, ENGLAND, None, 1, 1)


WHOLE = Value(120.0, 108.0, 132.0)


@pytest.mark.parametrize(
    ("value", "benchmark", "people", "per", "years"),
    [
        (Value(120.0, count=60.0), ENGLAND, 1000, 100, 1),
        (Value(120.0, 108.0, count=60.0), ENGLAND, 1000, 100, 1),
        (Value(120.0, 108.0, 132.0, 60.0, status=Status.ESTIMATE), ENGLAND, 1000, 100, 1),
        (Value(None, status=Status.SUPPRESSED), ENGLAND, 1000, 100, 1),
        (Value(0.0, 0.0, 1.0, count=0.0), ENGLAND, 1000, 100, 1),
        (Value(0.0, 0.0, 1.0), ENGLAND, 1000, 100, 1),
        (Value(120.0, 108.0, 132.0, count=0.0), ENGLAND, 1000, 100, 1),
        (Value(120.0, 108.0, 132.0, count=60.0), ENGLAND, 1000, 100, 0),
        (WHOLE, Value(None, status=Status.MISSING), 1000, 100, 1),
        (WHOLE, Value(0.0), 1000, 100, 1),
        (WHOLE, ENGLAND, None, 100, 1),
        (WHOLE, ENGLAND, 0, 100, 1),
        (WHOLE, ENGLAND, 1000, 0, 1),
    ],
    ids=[
        *("no interval", "no upper limit", "estimate", "suppressed", "no events", "rate of 0", "count of 0", "0 years"),
        *("empty benchmark", "benchmark of 0", "no people", "0 people", "per 0"),
    ],
)
def test_where_something_is_lacking_nothing_is_said_of_matching(value, benchmark, people, per, years):
    assert change.matched(value, benchmark, people, per, years) is None


@given(st.integers(1, 5000), st.integers(1000, 10**6), st.floats(1, 1000), st.sampled_from([1, 3, 5]))
def test_both_methods_agree_on_a_crude_rate(events, people, england, years):
    """A crude rate is its count over the people, so that it makes no difference which of the two is used."""
    per = 100_000
    person_years = years * people
    limits = intervals.rate_interval(events, person_years, per)
    rate = per * events / person_years
    with_count = change.matched(Value(rate, *limits, float(events)), Value(england), None, per, years)
    with_people = change.matched(Value(rate, *limits), Value(england), people, per, years)
    assert with_count is not None
    assert with_people is not None
    assert with_count.events == pytest.approx(with_people.events, abs=1e-6)
    assert (with_count.low, with_count.high) == pytest.approx((with_people.low, with_people.high), abs=1e-6)
    assert with_count.low <= with_count.events <= with_count.high


# --- periods ---


@pytest.mark.parametrize(
    ("period", "years"),
    [
        *(("2018", 1), ("2018/19", 1), ("1999/00", 1)),
        *(("2016-18", 3), ("1999-01", 3), ("2015-19", 5), ("2016-2018", 3)),
        *(("2015/16-2019/20", 5), ("2017/18-2019/20", 3)),
    ],
)
def test_a_period_says_how_many_years_are_pooled_in_it(period, years):
    assert parse_period(period).years == years


@pytest.mark.parametrize(
    "period", ["", "18", "2018-", "2016 - 18", "2016-8", "latest", "2018/19/20", "2018/20", "2018-16", "1966-86"]
)
def test_what_is_no_period_is_refused(period):
    with pytest.raises(ValueError, match="not a period"):
        parse_period(period)


def test_the_years_of_every_shipped_period_are_those_that_loading_found(atlas: Atlas):
    periods = set(chain.from_iterable(atlas.values.values()))
    assert {period: parse_period(period).years for period in periods} == {
        period: table_rules.row_span(period)[1] for period in periods
    }
