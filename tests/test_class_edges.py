"""Classes mean something (rules 15 and 16): known answers by hand, any figures at all, every map that is shipped."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import MAP_LEVELS

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import ENGLAND, Level
from dashboard.core.value import Direction
from dashboard.stats.class_edges import Classes, Distribution, classes_of
from dashboard.stats.classification import class_of
from dashboard.views.classing import classes, distribution
from dashboard.views.staging import scene

STROKE = (108.3, 111.5, 111.8, 113.3, 113.6, 113.6, 115.0, 115.1, 116.0, 116.0, 119.1, 120.7, 121.8, 140.8)
HEART = (61.0, 74.4, 74.5, 74.8, 76.7, 78.2, 79.8, 83.3, 84.7, 87.0, 88.4, 90.1, 96.3, 118.6)
LIFE = (75.3, 76.8, 77.0, 77.2, 77.5, 77.9, 78.0, 78.0, 78.1, 78.2, 78.7, 79.4, 79.4, 80.7)


def _spread(*figures: float, areas: int = 14, decimals: int = 1, **other: object) -> Distribution:
    ascending = tuple(sorted(figures))
    return Distribution(**{"figures": ascending, "newest": ascending, "areas": areas, "decimals": decimals, **other})


def _ratio(*figures: float, **other: object) -> Classes:
    return classes_of(_spread(*figures, is_ratio=True, england=100.0, **other))


def _members(found: Classes, figures: tuple[float, ...]) -> list[int]:
    """How many figures each class has, by counting."""
    return [sum(low <= figure < high for figure in figures) for low, high in found.bounds]


# Ratios


def test_stroke_deaths_by_council_leave_the_outlier_alone_and_the_bunch_together():
    """Nothing lies below 108.3, so the first class is the middle one, and three edges are left for four classes."""
    found = _ratio(*STROKE)
    assert (found.low, found.edges, found.high) == (90.0, (110.0, 120.0, 140.0), None)
    assert _members(found, STROKE) == [1, 10, 2, 1]


def test_a_ratio_by_four_partnerships_has_three_classes():
    """96.2 is like England; beyond it there is one edge more, which parts 133 and 141 from 112."""
    found = _ratio(96.2, 112.4, 133.0, 141.0, areas=4)
    assert (found.low, found.edges) == (90.0, (110.0, 120.0))


@pytest.mark.parametrize(
    ("figures", "areas", "half_width", "low", "edges", "high"),
    [
        # All below England: the last class ends where "within 10 %" ends.
        ((76.2, 77.5, 82.8, 83.9, 85.9, 92.8, 98.4), 14, None, None, (80, 90), 110),
        # Both sides and five classes: both ends of the middle, and the two edges that part the rest best.
        ((50, 55, 59, 82, 84, 87, 95, 99, 104, 112, 115, 118, 145, 150, 155), 20, None, None, (60, 90, 110, 120), None),
        # Figures on both sides and none in the middle: the middle class stays, though it is empty.
        ((70, 72, 130, 132), 4, None, None, (90, 110), None),
        # Two areas, one on each side: they are no more of one colour than four are.
        ((80, 130), 2, None, None, (90, 110), None),
        # Chance alone is 12: no class of 10 between 110 and 120.
        ((95, 112, 115, 123, 131, 150), 14, 12.0, 90, (110, 140), None),
        # Chance alone is 25: the middle class is wider, too.
        ((60, 75, 95, 112, 125, 150), 14, 25.0, None, (80, 120), None),
        # Far above England all of them.
        ((141, 150, 190), 14, None, 140, (), None),
        ((112, 115, 118), 14, None, 110, (), None),
        ((98, 101, 104), 14, None, 90, (), 110),
    ],
)  # fmt: skip
def test_classes_of_ratios_have_known_answers(figures, areas, half_width, low, edges, high):
    found = _ratio(*figures, areas=areas, half_width=half_width)
    assert (found.low, found.edges, found.high) == (low, edges, high)
    assert found.diverges
    assert not found.is_chance


def test_ratios_that_differ_by_less_than_chance_are_of_one_colour():
    found = _ratio(106, 108, 112, 114, half_width=9.0)
    assert (found.edges, found.is_chance) == ((), True)


# Figures beside England's


def test_early_heart_deaths_by_council_go_in_equal_steps_from_england():
    """One council is below England's 71.7; 15 above it and 30 above it are the ends of the next two classes."""
    found = classes_of(_spread(*HEART, england=71.7, half_width=7.35))
    assert (found.low, found.edges, found.high) == (None, (71.7, 86.7, 101.7), None)
    assert _members(found, HEART) == [1, 8, 4, 1]


def test_life_expectancy_is_parted_by_no_less_than_three_per_cent():
    """3 % of 79.6 years are 2.4, so the next readable step below England is 2.5."""
    found = classes_of(_spread(*LIFE, england=79.6, half_width=0.43))
    assert found.edges == (77.1, 79.6)
    assert _members(found, LIFE) == [3, 10, 1]


@pytest.mark.parametrize(
    ("figures", "england", "areas", "half_width", "low", "edges", "high"),
    [
        # All above England: it is where the first class begins.
        ((12, 14, 21, 22), 10.0, 4, None, 10, (14, 18), None),
        # All below England: it is where the last class ends.
        ((2, 3, 8, 9), 10.0, 4, 2.0, None, (4,), 10),
        # One figure on England's own: it belongs to the class above.
        ((8, 10), 10.0, 4, None, None, (10,), None),
        # Steps of 8 would be narrower than chance.
        ((41, 48, 52, 59), 50.0, 14, 10.0, None, (50,), None),
    ],
)
def test_classes_beside_england_have_known_answers(figures, england, areas, half_width, low, edges, high):
    found = classes_of(_spread(*figures, england=england, areas=areas, decimals=0, half_width=half_width))
    assert (found.low, found.edges, found.high) == (low, edges, high)


# Figures without England's


@pytest.mark.parametrize(
    ("figures", "areas", "edges"),
    [
        # A share of residents: round steps of two.
        ((17.5, 18.8, 19.0, 19.6, 20.3, 20.6, 20.7, 20.9, 22.2, 22.7, 23.2, 23.3, 23.4, 23.6), 14, (18, 20, 22)),
        # A score by partnership: three classes.
        ((21.9, 25.6, 27.8, 28.6), 4, (25, 27.5)),
        ((0, 10), 2, (10,)),
        ((7,), 1, ()),
        ((5, 5, 5), 4, ()),
        ((0, 0), 4, ()),
        ((), 4, ()),
    ],
)
def test_classes_without_england_have_known_answers(figures, areas, edges):
    found = classes_of(_spread(*figures, areas=areas))
    assert (found.edges, found.low, found.high, found.is_chance) == (edges, None, None, False)


def test_quantiles_are_for_rates_and_shares_of_a_hundred_areas_alone():
    figures = [float(k * k) for k in range(101)]
    fifths = (400, 1600, 3600, 6400)
    assert classes_of(_spread(*figures, areas=101, may_rank=True)).edges == fifths
    for other in ({"areas": 99, "may_rank": True}, {"areas": 101}, {"areas": 101, "may_rank": True, "england": 900.0}):
        edges = classes_of(_spread(*figures, **other)).edges
        assert edges != fifths
        assert len({round(high - low, 6) for low, high in pairwise(edges)}) == 1


def test_a_spread_that_chance_alone_makes_is_one_class():
    assert classes_of(_spread(50, 52, 53, half_width=4.0, england=51.0)) == Classes(is_chance=True)
    assert not classes_of(_spread(50, 52, 55, half_width=4.0, england=51.0)).is_chance
    # 3 % of 80 are 2.4.
    assert classes_of(_spread(79.0, 80.0, 81.0)).is_chance
    assert not classes_of(_spread(78.0, 80.0, 81.0)).is_chance


@pytest.mark.parametrize(("areas", "most"), [(1, 1), (3, 3), (4, 3), (7, 3), (8, 4), (19, 4), (20, 5), (399, 5)])
def test_there_are_as_many_classes_as_the_geography_can_bear(areas, most):
    figures = tuple(float(k) for k in range(1, 101))
    assert len(classes_of(_spread(*figures, areas=areas)).bounds) == most


def test_the_newest_period_counts_as_much_as_all_of_them():
    """Twenty years ago the figures were twice as high; today's map must not be of one colour."""
    old, new = (60.0, 65.0, 70.0, 75.0, 80.0), (30.0, 34.0, 35.0, 39.0, 44.0)
    found = classes_of(_spread(*old, *old, *old, *new, newest=new, england=30.0))
    assert max(_members(found, new)) <= 3


# Any figures at all

FIGURES = st.lists(st.floats(-1e5, 1e5).map(lambda x: round(x, 1)), max_size=60)
SPREADS = st.builds(
    lambda figures, **other: _spread(*figures, **other),
    FIGURES,
    areas=st.sampled_from((1, 4, 12, 19, 20, 399)),
    england=st.none() | st.floats(-1e5, 1e5).map(lambda x: round(x, 1)),
    half_width=st.none() | st.floats(0, 1e4),
    may_rank=st.booleans(),
)
RATIOS = st.builds(
    lambda figures, **other: _spread(*figures, is_ratio=True, england=100.0, **other),
    st.lists(st.floats(0, 400).map(lambda x: round(x, 1)), max_size=60),
    areas=st.sampled_from((4, 12, 19, 20, 399)),
    half_width=st.none() | st.floats(0, 60),
)


@given(SPREADS | RATIOS)
def test_every_figure_has_its_class_and_no_class_is_too_narrow(spread: Distribution):
    found = classes_of(spread)
    for figure in spread.figures:
        low, high = found.bounds[class_of(figure, found.edges)]
        assert low <= figure < high
    for low, high in () if found.is_chance else found.bounds:
        if -inf < low and high < inf and not low < 100 < high:
            assert high - low >= spread.narrowest(high) - 1e-6
    assert list(found.edges) == sorted(set(found.edges))


@given(RATIOS)
def test_no_class_of_a_ratio_but_the_middle_one_has_both_sides(spread: Distribution):
    found = classes_of(spread)
    for low, high in () if found.is_chance else found.bounds:
        has_both = any(low <= f < min(high, 100) for f in spread.figures) and any(
            100 < f < high for f in spread.figures
        )
        assert not has_both or high - 100 == pytest.approx(100 - low)


# Every map that is shipped

MOST = {4: 3, 12: 4, 14: 4, 19: 4, 399: 5}


def _maps(atlas: Atlas) -> list[tuple[Indicator, Level]]:
    kinds = atlas.indicators.values()
    return [(what, level) for what in kinds for level in what.levels if what.mapped and level in MAP_LEVELS]


def _half_width(atlas: Atlas, what: Indicator, level: Level) -> float:
    codes = {area.code for area in atlas.level(level)}
    known = [v for values in atlas.values[what.id].values() for code, v in values.items() if code in codes and v.lower]
    published = [value for value in known if value.interval != "approximate"]
    return median([(value.upper - value.lower) / 2 for value in published or known] or [0.0])


def _faults(atlas: Atlas, what: Indicator, level: Level) -> list[str]:
    """What rules 15 and 16 forbid in the classes of one map, worked out anew from its figures."""
    found, figures = classes(atlas, what, level), atlas.pooled(what, level)
    england = [
        round(values[ENGLAND].value, what.decimals)
        for period in atlas.periods(what, level)
        if period <= atlas.newest_period(what, level)
        and (values := atlas.values[what.id][period]).get(ENGLAND)
        and what.direction is not Direction.NEVER_COMPARED
    ]
    is_ratio = what.kind is Kind.RATIO and set(england) <= {100.0}
    areas = len(atlas.level(level))
    least = _half_width(atlas, what, level)
    closed = [bounds for bounds in found.bounds if -inf < bounds[0] and bounds[1] < inf]
    ends = {edge for bounds in found.bounds for edge in bounds}
    steps = {round(high - low, 6) for low, high in pairwise(found.edges)}
    counts = dict(zip(found.bounds, _members(found, figures), strict=True))
    may_rank = areas >= 100 and what.kind in (Kind.RATE, Kind.SHARE)
    checks = {
        "too many classes": len(found.bounds) > MOST[areas],
        "an unused class": any(not n and not low < 100 < high for (low, high), n in counts.items()),
        "a figure without a class": sum(counts.values()) != len(figures),
        "a class that chance alone fills": any(high - low < max(least, 0.03 * high) - 1e-6 for low, high in closed),
        "another edge of a ratio": is_ratio and not set(found.edges) <= {60, 80, 90, 110, 120, 140},
        "both sides in one class": is_ratio
        and any(low < 100 < high and high - 100 != 100 - low for low, high in found.bounds),
        "England is no edge": bool(england) and not is_ratio and not found.is_chance and england[-1] not in ends,
        "unequal steps": len(steps) > 1 and not is_ratio and not may_rank,
        "one class without the word": len(found.bounds) == 1 < len(set(figures)) and not (is_ratio or found.is_chance),
    }
    return [fault for fault, holds in checks.items() if holds]


def test_no_class_of_a_shipped_map_breaks_a_rule(atlas: Atlas):
    maps = _maps(atlas)
    assert len(maps) > 200
    wrong = {f"{what.id} by {level}": _faults(atlas, what, level) for what, level in maps}
    assert {where: faults for where, faults in wrong.items() if faults} == {}


def test_one_set_of_classes_holds_for_all_periods_of_an_indicator_and_level(atlas: Atlas, every_view):
    seen: dict[tuple[str, str], set[Classes]] = {}
    for view in every_view:
        what = scene(atlas, view)
        seen.setdefault((what.indicator.id, view.by), set()).add(what.classes)
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}


def test_the_gap_across_england_is_no_edge_for_gaps_inside_places(atlas: Atlas):
    council = next(level for level in MAP_LEVELS if level == "council")
    assert distribution(atlas, atlas.indicators["slope-index-male"], council).england is None
    assert distribution(atlas, atlas.indicators["circulatory-preventable"], council).england == 30.2


def test_a_ratio_to_something_else_than_england_goes_in_steps_from_england(atlas: Atlas):
    """Deaths of people with serious mental illness: the general population is 100, and England 370."""
    council = next(level for level in MAP_LEVELS if level == "council")
    found = classes(atlas, atlas.indicators["serious-mental-illness-excess-deaths"], council)
    assert (found.diverges, found.edges[0]) == (False, 370.0)
