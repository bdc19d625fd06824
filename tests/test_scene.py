"""The scene of a view: the right areas with the right figures, the right outlines, the right edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shipped import ICS, Level, but_few_of_the_smallest

from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.view import Overlay, View
from dashboard.stats.classification import thirds
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.surroundings import siblings

ALPHA, BETA, GAMMA, DELTA = "E38000001", "E38000002", "E38000003", "E38000004"


def _of(tiny: Atlas, query: str):
    return scene(tiny, resolve(tiny, query).view)


def _codes(rows) -> list[str]:
    return [row.area.code for row in rows]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", [ALPHA, BETA, GAMMA, DELTA]),
        ("period=2015-17", [BETA, ALPHA, DELTA, GAMMA]),
        ("area=icp-north", [ALPHA, BETA]),
        ("by=council", ["E06000001", "E06000002", "E10000001"]),
        ("by=district", ["E06000001", "E06000002", "E07000001", "E07000002"]),
        ("area=E06000001&by=neighbourhood&measure=smr", [f"E0200000{k}" for k in (4, 3, 2, 1)]),
    ],
)
def test_the_rows_are_the_areas_inside_highest_figure_first_and_empty_ones_last(tiny: Atlas, query, codes):
    assert _codes(_of(tiny, query).rows) == codes


def test_a_place_view_shows_the_place_among_the_areas_of_its_partnership(tiny: Atlas):
    what = _of(tiny, f"area={ALPHA}&by=ccg")
    assert what.place == tiny.areas[ALPHA]
    assert _codes(what.rows) == [ALPHA, BETA]
    assert what.outlines == (tiny.areas[ALPHA],)


@pytest.mark.parametrize(
    ("code", "level", "around"),
    [
        ("icp-north", Level.ICP, {"icp-north", "icp-south"}),
        (GAMMA, Level.CCG, {GAMMA, DELTA}),
        ("E07000001", Level.DISTRICT, {"E07000001", "E07000002"}),
        ("E02000001", Level.NEIGHBOURHOOD, {f"E0200000{k}" for k in (1, 2, 3, 4)}),
    ],
)
def test_siblings_are_the_areas_of_the_same_level_around(tiny: Atlas, code, level, around):
    assert {area.code for area in siblings(tiny, tiny.areas[code], level)} == around


def test_every_area_is_among_its_own_siblings(atlas: Atlas):
    wrong = [
        (area.code, level)
        for area in but_few_of_the_smallest(atlas)
        for level in area.levels
        if level not in (Level.COUNTRY, Level.ICS) and area not in siblings(atlas, area, level)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("query", "outlines"),
    [
        ("", ["icp-north", "icp-south"]),
        ("by=icp", [ICS]),
        ("area=icp-north", ["icp-north"]),
        ("area=icp-north&by=neighbourhood&measure=smr", ["E06000001", "E06000002"]),
        ("area=E06000001&by=neighbourhood&measure=smr", ["E06000001"]),
    ],
)
def test_the_outlines_are_the_next_larger_areas(tiny: Atlas, query, outlines):
    assert [area.code for area in _of(tiny, query).outlines] == outlines


def test_the_benchmark_is_the_figure_of_england_in_the_period_shown(tiny: Atlas):
    assert _of(tiny, "period=2015-17").benchmark == tiny.values["deaths-ccg"]["2015-17"][ENGLAND]
    assert _of(tiny, "by=council").benchmark is None


def test_only_rows_with_a_figure_count_as_shown(tiny: Atlas):
    assert _codes(_of(tiny, "").shown) == [ALPHA, BETA, GAMMA]
    assert _codes(_of(tiny, "period=2015-17").shown) == [BETA, ALPHA]


def test_counts_have_no_classes(tiny: Atlas):
    assert _of(tiny, "condition=lung-cancer&measure=deaths&by=council").edges == ()


def test_every_view_shows_every_area_of_its_level_once_with_the_published_figure(atlas: Atlas, every_view):
    wrong = []
    for view in every_view:
        what = scene(atlas, view)
        codes = _codes(what.rows)
        published = atlas.values[what.indicator.id][view.period]
        if sorted(codes) != sorted(area.code for area in atlas.level(view.by)):
            wrong.append((view, "areas"))
        if any(row.value != published.get(row.area.code) for row in what.rows):
            wrong.append((view, "figures"))
        figures = [row.value.value for row in what.shown]
        if figures != sorted(figures, reverse=True) or _codes(what.shown) != codes[: len(figures)]:
            wrong.append((view, "order"))
    assert wrong == []


def test_the_edges_of_a_view_inside_an_area_are_those_of_the_whole_system(atlas: Atlas, latest_views):
    """A colour keeps its meaning on the way down."""
    wrong = []
    for view in latest_views:
        inside = replace(view, area="icp-north")
        if atlas.children(atlas.areas["icp-north"], view.by) and scene(atlas, inside).edges != scene(atlas, view).edges:
            wrong.append(view)
    assert wrong == []


def test_without_an_overlay_no_deprivation_is_worked_out(tiny: Atlas):
    assert _of(tiny, "").deprivation is None


@pytest.mark.parametrize("overlay", [Overlay.DEPRIVATION, Overlay.BIVARIATE])
def test_an_overlay_has_the_score_of_every_area_and_the_thirds_of_the_level(tiny: Atlas, overlay):
    what = _of(tiny, f"overlay={overlay}")
    assert what.deprivation.scores == {ALPHA: 40.0, BETA: 30.0, GAMMA: 20.0, DELTA: 10.0}
    assert what.deprivation.edges == pytest.approx((20.0, 30.0))


@pytest.mark.parametrize("level", ["icp", "ccg", "council", "district", "neighbourhood"])
def test_every_level_has_deprivation_for_all_its_areas(atlas: Atlas, level):
    levels = {str(one): one for one in atlas.edition.levels}
    view = View(ICS, levels[level], "stroke", "admissions-rate", "2017-19", Overlay.DEPRIVATION)
    assert set(scene(atlas, view).deprivation.scores) == {area.code for area in atlas.level(levels[level])}


def test_the_thirds_of_a_figure_are_over_all_periods(tiny: Atlas):
    indicator = tiny.indicators["deaths-ccg"]
    figures = [100.0, 110.0, 200.0, 210.0, 310.0]  # 209.96 and 310.04 as printed
    assert thirds(tiny.pooled(indicator, Level.CCG)) == pytest.approx(np.quantile(figures, [1 / 3, 2 / 3]))
    assert _of(tiny, "period=2015-17").edges == _of(tiny, "period=2016-18").edges
