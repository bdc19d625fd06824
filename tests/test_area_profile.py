"""The spine of a place: every figure, range and mark is that of the tables; no interval, no comparison."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from shipped import ICS, MAP_LEVELS, Level

from dashboard.charts.ranking import LOOKS
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND
from dashboard.core.value import Comparison, Status
from dashboard.stats.comparison import Basis
from dashboard.views.area_profile import (
    ORDER,
    ProfileEntry,
    by_condition,
    entry_at,
    profile_entries,
    sections,
    spine_marks,
)
from dashboard.views.resolve import resolve
from dashboard.wording.notices import notice_words

#: Areas of the tiny atlas.
ALPHA, BETA, CITY, COUNTY = "E38000001", "E38000002", "E06000001", "E10000001"
SOUTH_TEES, MIDDLESBROUGH = "E38000162", "E06000002"


def _of(atlas: Atlas, code: str, indicator: str) -> ProfileEntry:
    return next(entry for entry in profile_entries(atlas, atlas.areas[code]) if entry.indicator.id == indicator)


@pytest.fixture(scope="module")
def places(atlas: Atlas) -> list[Area]:
    """All areas above neighbourhoods, and every tenth neighbourhood."""
    above = [area for level in (Level.ICS, *MAP_LEVELS[:-1]) for area in atlas.level(level)]
    return [*{area.code: area for area in above}.values(), *atlas.level(Level.NEIGHBOURHOOD)[::10]]


@pytest.fixture(scope="module")
def everything(atlas: Atlas, places: list[Area]) -> list[tuple[Area, ProfileEntry]]:
    return [(place, entry) for place in places for entry in profile_entries(atlas, place)]


# Known answers, worked out by hand from data/values


def test_stroke_admissions_of_south_tees_stand_as_worked_out_by_hand(atlas: Atlas):
    entry = _of(atlas, SOUTH_TEES, "stroke-admissions-rate")
    assert (entry.period, round(entry.figure, 4), entry.comparison) == ("2017-19", 183.3675, Comparison.HIGHER)
    assert (round(entry.england.value, 4), len(entry.siblings)) == (143.8308, 12)
    # The CCGs run from 161.6684 (Darlington) to 221.1 (North Tyneside), which are 17.8 and 77.3 from England, and the
    # interval of South Tees ends at 192.7914: North Tyneside is furthest, so its end is the margin.
    at = spine_marks(entry)
    assert (at.england, at.high) == (50.0, 100.0)
    assert at.dot == pytest.approx(50 + 50 * (183.3675 - 143.8308) / (entry.siblings[-1] - 143.8308), abs=0.06)
    assert at.low == pytest.approx(50 + 50 * (161.6684 - 143.8308) / (entry.siblings[-1] - 143.8308), abs=0.06)


def test_healthy_life_of_men_in_middlesbrough_lies_left_of_england(atlas: Atlas):
    entry = _of(atlas, MIDDLESBROUGH, "hle-interim-male")
    at = spine_marks(entry)
    assert entry.comparison is Comparison.WORSE
    assert at.dot < at.england == 50.0
    assert at.lower < at.dot < at.upper


def test_a_tiny_place_can_be_worked_out(tiny: Atlas):
    entry = _of(tiny, ALPHA, "deaths-ccg")
    # England 200; the range is 110 to 310.04, the interval ends at 320: reach 120.
    at = spine_marks(entry)
    assert entry.siblings == (110.0, 209.96, 310.04)
    assert (at.low, at.high, at.upper, at.lower, at.dot) == pytest.approx((12.5, 95.85, 100.0, 91.67, 95.85), abs=0.06)
    assert entry.distance == pytest.approx(110.04 / 200.04)
    assert [(period, value.value) for period, value in entry.history] == [("2015-17", 100.0), ("2016-18", 310.04)]


def test_without_an_england_figure_the_line_runs_from_lowest_to_highest(tiny: Atlas):
    at = spine_marks(_of(tiny, ALPHA, "imd"))
    assert (at.england, at.low, at.high, at.dot) == (None, 0.0, 100.0, 100.0)


def test_a_figure_is_borrowed_from_the_area_with_the_same_boundary_only_if_there_is_no_own_one(tiny: Atlas):
    assert _of(tiny, ALPHA, "smr").borrowed
    assert _of(tiny, ALPHA, "smr").area.code == CITY
    assert not _of(tiny, ALPHA, "imd").borrowed
    assert not any(entry.borrowed for entry in profile_entries(tiny, tiny.areas[COUNTY]))


def test_counts_have_no_place_on_a_line(tiny: Atlas):
    entry = _of(tiny, CITY, "lung-deaths")
    assert (entry.siblings, entry.centre, entry.comparison) == ((), None, Comparison.NOT_COMPARED)


def test_an_entry_of_any_period_is_that_period(tiny: Atlas):
    entry = entry_at(tiny, tiny.areas[BETA], tiny.indicators["deaths-ccg"], Level.CCG, "2015-17")
    assert (entry.figure, entry.england.value, len(entry.history)) == (200.0, 150.0, 1)
    assert entry_at(tiny, tiny.areas["icp-south"], tiny.indicators["deaths-ccg"], Level.ICP, "2015-17") is None


# Over all places


def test_nothing_is_compared_without_an_interval_and_a_figure_for_england_or_a_verdict_of_its_publisher(everything):
    compared = [entry for _, entry in everything if entry.comparison is not Comparison.NOT_COMPARED]
    judged = [entry for entry in compared if entry.verdict.basis is Basis.PUBLISHER]
    assert len(judged) > 100
    assert all(entry.value.verdict is entry.comparison for entry in judged)
    assert len(compared) - len(judged) > 500
    for entry in (e for e in compared if e.verdict.basis is not Basis.PUBLISHER):
        assert entry.value.lower is not None
        assert entry.value.upper is not None
        assert entry.england.value is not None
        assert entry.value.status is not Status.ESTIMATE or entry.verdict.likely


def test_every_figure_and_reference_is_that_of_the_tables(atlas: Atlas, everything):
    for place, entry in everything:
        values = atlas.values[entry.indicator.id][entry.period]
        assert entry.value == values[entry.area.code]
        assert entry.area.code in {place.code, place.same_boundary}
        for reference, code in ((entry.system, ICS), (entry.england, ENGLAND)):
            known = values.get(code)
            assert reference == (known if known and known.value is not None else None)
        if entry.partnership:
            (icp,) = (c for c in (place.code, *place.parents) if c.startswith("icp-"))
            assert entry.partnership == values[icp]


def test_every_range_is_that_of_all_areas_of_the_level(atlas: Atlas, everything):
    for _, entry in everything[::7]:
        values = atlas.values[entry.indicator.id][entry.period]
        known = [values[a.code].value for a in atlas.areas.values() if entry.level in a.levels and a.code in values]
        figures = sorted(figure for figure in known if figure is not None)
        assert list(entry.siblings) == ([] if entry.indicator.kind is Kind.COUNT else figures)


def test_every_mark_stands_where_its_figure_says(everything):
    """The same scale for all marks of a line, England in its middle, one end at a margin, nothing cut off."""
    for _, entry in (pair for pair in everything if pair[1].siblings):
        at, value = spine_marks(entry), entry.value
        if at.low is None:
            continue
        pairs = [(entry.siblings[0], at.low), (entry.siblings[-1], at.high), (value.value, at.dot)]
        pairs += [(value.lower, at.lower), (value.upper, at.upper)] if value.lower is not None else []
        pairs += [(entry.centre, at.england)] if entry.centre is not None else []
        assert all(0 <= place <= 100 for _, place in pairs)
        assert at.england in (50.0, None)
        low, high = min(pairs), max(pairs)
        width = high[0] - low[0]
        if width:
            assert {low[1], high[1]} & {0.0, 100.0}
            for figure, place in pairs:
                expected = low[1] + (high[1] - low[1]) * (figure - low[0]) / width
                assert place == pytest.approx(expected, abs=0.2), entry


def test_sections_hold_every_entry_once_with_worse_first_and_the_furthest_first(atlas: Atlas, places):
    for place in places:
        found = profile_entries(atlas, place)
        split = sections(found)
        assert sorted(e.indicator.id for s in split for e in s.entries) == sorted(e.indicator.id for e in found)
        compared = [s for s in split if s.comparisons != (Comparison.NOT_COMPARED,)]
        assert split[: len(compared)] == tuple(compared)
        assert [s.comparisons for s in compared] == [
            kinds for kinds in ORDER if kinds in {s.comparisons for s in split}
        ]
        for section in compared:
            assert {entry.comparison for entry in section.entries} <= set(section.comparisons)
            distances = [entry.distance for entry in section.entries]
            assert distances == sorted(distances, reverse=True)


def test_what_is_not_compared_keeps_the_order_of_the_menu(atlas: Atlas, places):
    menu = [i.id for c in atlas.conditions.values() for i in atlas.measures(c.slug)]
    for place in places:
        rest = [s for s in sections(profile_entries(atlas, place)) if s.comparisons == (Comparison.NOT_COMPARED,)]
        assert len({s.group for s in rest}) == len(rest)
        for section in rest:
            order = [menu.index(entry.indicator.id) for entry in section.entries]
            assert order == sorted(order)
            assert {entry.condition.group for entry in section.entries} == {section.group}


def test_by_condition_every_entry_stands_once_in_the_order_and_the_groups_of_the_menu(atlas: Atlas, places):
    menu = [i.id for c in atlas.conditions.values() for i in atlas.measures(c.slug)]
    groups = list(dict.fromkeys(c.group for c in atlas.conditions.values()))
    for place in places:
        found = profile_entries(atlas, place)
        split = by_condition(found)
        assert sorted(e.indicator.id for s in split for e in s.entries) == sorted(e.indicator.id for e in found)
        titles = [section.group for section in split]
        assert titles == [group for group in groups if group in titles]
        for section in split:
            order = [menu.index(entry.indicator.id) for entry in section.entries]
            assert order == sorted(order)
            assert {entry.condition.group for entry in section.entries} == {section.group}


PLACE = f"?area={MIDDLESBROUGH}&by=council&condition=stroke&measure=admissions-rate"


def _lines(profile: str) -> list[str]:
    return re.findall(r'<a id="entry-([^"]*)"', profile)


def test_both_orders_have_the_same_lines_once_each_and_say_which_order_it_is(answer):
    by_distance, by_menu = (answer(f"{PLACE}{order}")[1]["parts"]["profile"] for order in ("", "&order=condition"))
    assert sorted(_lines(by_distance)) == sorted(_lines(by_menu))
    assert len(set(_lines(by_menu))) == len(_lines(by_menu)) > 50
    assert _lines(by_distance) != _lines(by_menu)
    assert "the furthest from England first</caption>" in by_distance
    assert "in the order of the conditions</caption>" in by_menu
    assert re.findall(r'id="order-(\w+)"[^>]*aria-current="true"', by_distance) == ["england"]
    assert re.findall(r'id="order-(\w+)"[^>]*aria-current="true"', by_menu) == ["condition"]


def test_the_order_stands_in_the_address_only_if_it_is_not_as_usual_and_leaves_the_map_alone(atlas: Atlas, answer):
    usual, other = (resolve(atlas, f"{PLACE}{order}") for order in ("&order=england", "&order=condition"))
    assert "order" not in usual.view.to_query()
    assert resolve(atlas, other.view.to_query()) == other
    assert other.view.to_query().endswith("&order=condition")
    assert answer(PLACE)[1]["likeness"] == answer(f"{PLACE}&order=condition")[1]["likeness"]


def test_an_order_that_there_is_not_is_named(atlas: Atlas):
    resolved = resolve(atlas, f"{PLACE}&order=luck")
    assert "order" not in resolved.view.to_query()
    assert len(resolved.notices) == 1
    assert "luck" in notice_words(resolved.notices)[0]


def test_distance_is_never_negative_and_nothing_without_england(everything):
    for _, entry in everything:
        assert entry.distance >= 0
        if entry.england is None or len(entry.siblings) < 2:
            assert entry.distance == 0


def test_a_history_runs_forward_from_the_first_figure_to_the_one_shown(everything):
    for _, entry in everything:
        years = [period[:4] for period, _ in entry.history]
        assert all(a <= b for a, b in pairwise(years))
        assert entry.history[0][1] is not None
        assert entry.history[-1] == (entry.period, entry.value)


def test_the_marks_of_the_style_sheet_have_the_colours_and_shapes_of_the_ranking():
    css = (Path(__file__).parent.parent / "assets" / "20-atlas.css").read_text()
    for comparison, (colour, symbol) in LOOKS.items():
        name = f"atlas-look--{comparison.replace(' ', '-')}"
        rules = " ".join(re.findall(rf"^[^\n{{]*\.{name}\b[^{{]*{{[^}}]*}}", css, re.MULTILINE))
        usual = re.search(r"^\.atlas-look, [^{]*{[^}]*}", css, re.MULTILINE)[0]
        assert colour in (rules if "background: #" in rules and "open" not in symbol else usual), name
        assert ("rotate(45deg)" in rules) == (symbol == "diamond")
        assert ("border-radius: 50%" in rules) == symbol.startswith("circle")
        assert ("background: #fff" in rules) == symbol.endswith("open")
