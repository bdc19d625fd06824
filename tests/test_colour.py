"""Colours by comparison with England: blue, grey and orange, paler for "likely", white for what nobody compares."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from shipped import ICS, Level
from tiny import ALPHA, BETA, DELTA, GAMMA

from dashboard.core.atlas import Atlas
from dashboard.core.notice import NoticeCode
from dashboard.core.value import Comparison, Direction, IntervalKind, Value
from dashboard.core.view import Colour, Overlay, View
from dashboard.maps.legend_entries import legend
from dashboard.maps.symbology import colours, fill_class, fills_of, kind_of_empty
from dashboard.stats.classification import COMPARED
from dashboard.stats.comparison import NO_VERDICT
from dashboard.views import comparator
from dashboard.views.options import colour_options, overlay_options, period_options
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene

BETTER, LIKELY_BETTER, SIMILAR, NOT_CLEAR, LIKELY_WORSE, WORSE = COMPARED


def _scene(tiny: Atlas, values: dict[str, Value], direction: Direction = Direction.HIGH_IS_WORSE) -> Scene:
    """The CCGs of the tiny atlas beside England's 200, coloured by comparison."""
    shown = scene(tiny, resolve(tiny, "by=ccg&colour=comparison").view)
    rows = tuple(replace(row, value=values.get(row.area.code)) for row in shown.rows)
    return replace(shown, rows=rows, indicator=replace(shown.indicator, direction=direction))


def _about(value: float, half: float) -> Value:
    return Value(value, value - half, value + half, interval=IntervalKind.APPROXIMATE)


def test_the_tiny_map_has_known_colours(tiny: Atlas):
    """Beside England's 200: 310 (300 to 320) is worse, 110 (100 to 120) better, 210 (200 to 220) similar."""
    shown = scene(tiny, resolve(tiny, "colour=comparison").view)
    assert fills_of(shown, ()) == {ALPHA: WORSE, BETA: SIMILAR, GAMMA: BETTER}


@pytest.mark.parametrize(
    ("direction", "value", "fill"),
    [
        (Direction.HIGH_IS_WORSE, Value(300, 290, 310), WORSE),
        (Direction.HIGH_IS_WORSE, Value(100, 90, 110), BETTER),
        (Direction.HIGH_IS_WORSE, Value(205, 190, 220), SIMILAR),
        (Direction.LOW_IS_WORSE, Value(100, 90, 110), WORSE),
        (Direction.LOW_IS_WORSE, Value(300, 290, 310), BETTER),
        (Direction.NEUTRAL, Value(300, 290, 310), WORSE),
        (Direction.NEUTRAL, Value(100, 90, 110), BETTER),
        (Direction.HIGH_IS_WORSE, _about(300, 10), LIKELY_WORSE),
        (Direction.HIGH_IS_WORSE, _about(100, 10), LIKELY_BETTER),
        (Direction.HIGH_IS_WORSE, _about(205, 10), NOT_CLEAR),
        (Direction.HIGH_IS_WORSE, Value(300, verdict=Comparison.WORSE), WORSE),
        (Direction.HIGH_IS_WORSE, Value(300), None),
        (Direction.NEVER_COMPARED, Value(300, 290, 310), None),
    ],
)
def test_a_colour_is_that_of_the_verdict(tiny: Atlas, direction, value, fill):
    shown = _scene(tiny, {ALPHA: value}, direction)
    assert fills_of(shown, ()) == ({ALPHA: fill} if fill else {})


def test_what_is_not_compared_is_white_and_named(tiny: Atlas):
    shown = _scene(tiny, {ALPHA: Value(300, 290, 310), BETA: Value(210)})
    kinds = {row.area.code: kind_of_empty(shown, row) for row in shown.rows if fill_class(shown, row, ()) is None}
    assert kinds == {BETA: "not-compared", GAMMA: "not-published", DELTA: "not-published"}
    assert ("not-compared", "not compared") in legend(shown, ()).empties


def test_the_legend_names_what_the_verdicts_rest_on(tiny: Atlas):
    values = {
        ALPHA: Value(300, 290, 310),
        BETA: Value(210, verdict=Comparison.SIMILAR),
        GAMMA: _about(300, 10),
        DELTA: Value(250),
    }
    what = legend(_scene(tiny, values), (), still=True)
    assert what.title == "Against England"
    assert [(entry.words, entry.colour) for entry in what.entries] == [
        ("worse", WORSE), ("likely worse", LIKELY_WORSE), ("similar", SIMILAR),
    ]  # fmt: skip
    assert what.notes == (
        "By 95% intervals.",
        "By the verdict of Publisher.",
        "Likely: by approximate intervals.",
    )
    assert what.empties == (("not-compared", "not compared"),)


def test_the_legend_of_a_page_has_all_that_can_be_while_periods_are_played(tiny: Atlas):
    one = legend(_scene(tiny, {ALPHA: Value(300, 290, 310)}), ())
    assert [entry.words for entry in one.entries] == ["worse", "similar", "better"]
    likely = legend(_scene(tiny, {ALPHA: _about(300, 10)}), ())
    assert [entry.words for entry in likely.entries] == ["likely worse", "not clear", "likely better"]
    neutral = legend(_scene(tiny, {ALPHA: Value(300, 290, 310)}, Direction.NEUTRAL), ())
    assert [entry.words for entry in neutral.entries] == ["higher", "similar", "lower"]


# The address


def test_the_colour_is_part_of_the_address_and_only_if_it_is_not_as_usual(atlas: Atlas):
    view = resolve(atlas, "by=council&condition=circulatory&measure=preventable&colour=comparison").view
    assert view.colour is Colour.COMPARISON
    assert view.to_query().endswith("&colour=comparison")
    assert resolve(atlas, view.to_query()).view == view
    assert "colour" not in replace(view, colour=Colour.VALUE).to_query()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("colour=red", NoticeCode.UNKNOWN),
        ("by=neighbourhood&condition=stroke&measure=deaths-smr&colour=comparison", NoticeCode.NOT_JUDGED),
        ("by=council&condition=lung-cancer&measure=deaths-count&colour=comparison", NoticeCode.NOT_JUDGED),
        (
            "by=council&condition=circulatory&measure=preventable&overlay=bivariate&colour=comparison",
            NoticeCode.NINE_COLOURS,
        ),
    ],
)
def test_a_colour_that_cannot_be_had_is_said_and_the_figures_are_shown(atlas: Atlas, query, code):
    found = resolve(atlas, query)
    assert found.view.colour is Colour.VALUE
    assert [notice.code for notice in found.faults] == [code]


def test_the_switch_stands_beside_the_legend_of_every_map_and_says_why_it_is_grey(atlas: Atlas, answer):
    judged = resolve(atlas, "by=council&condition=circulatory&measure=preventable").view
    part = answer(judged)[1]["parts"]["legend"]
    assert 'id="colour-value"' in part
    assert f'href="?{replace(judged, colour=Colour.COMPARISON).to_query()}"'.replace("&", "&amp;") in part
    other = resolve(atlas, "by=neighbourhood&condition=stroke&measure=deaths-smr").view
    part = answer(other)[1]["parts"]["legend"]
    assert 'id="colour-comparison"' not in part
    assert "No area of this map can be compared with England" in part


def test_links_from_a_comparison_lead_where_a_comparison_can_be_had(atlas: Atlas):
    view = resolve(atlas, "by=council&condition=circulatory&measure=preventable&colour=comparison").view
    options = [*overlay_options(atlas, view), *period_options(atlas, view), *colour_options(atlas, view)]
    for option in options:
        assert option.view is None or resolve(atlas, option.view.to_query()).notices == (), option
    nine = next(option.view for option in options if option.key == Overlay.BIVARIATE)
    assert nine.colour is Colour.VALUE
    beside = comparator.other(atlas, replace(view, show="compare", against="condition:stroke/deaths-smr"))
    assert beside.colour is Colour.VALUE


def test_all_maps_that_offer_a_comparison_have_one(atlas: Atlas, every_view):
    """An area in colour in some period, and every colour that of the verdict."""
    judged: dict[tuple[str, str], bool] = {}
    for view in every_view:
        what = scene(atlas, replace(view, colour=Colour.COMPARISON))
        offered = any(option.view for option in colour_options(atlas, view) if option.key == Colour.COMPARISON)
        verdicts = {row.area.code for row in what.shown if what.verdict(row.value) != NO_VERDICT}
        key = (what.indicator.id, view.by)
        judged[key] = judged.get(key, not offered) or bool(verdicts)
        if what.indicator.mapped:
            assert set(fills_of(what, ())) == verdicts, view
        assert offered or not verdicts, view
    assert [key for key, is_so in judged.items() if not is_so] == []


def test_the_picture_and_the_snapshot_have_the_colours_of_the_page(atlas: Atlas, answer):
    view = View(ICS, Level.COUNCIL, "circulatory", "preventable", "2022-24", colour=Colour.COMPARISON)
    trace = next(trace for trace in answer(view)[0]["data"] if trace["uid"] == "areas")
    shades = [colour for (_, colour), (_, other) in pairwise(trace["colorscale"]) if colour == other]
    fills = fills_of(scene(atlas, view), ())
    assert tuple(shades) == COMPARED == colours(scene(atlas, view))
    assert {code: shades[int(z)] for code, z in zip(trace["locations"], trace["z"], strict=True)} == fills


@pytest.mark.parametrize("file", ["data.csv", "data.json"])
def test_the_figures_of_a_file_are_the_same_whatever_the_colour(client, file):
    query = "by=council&condition=circulatory&measure=preventable&period=2022-24"
    plain, coloured = (client.get(f"/{file}?{query}{more}") for more in ("", "&colour=comparison"))
    assert plain.status_code == coloured.status_code == 200
    assert plain.get_data(as_text=True) == coloured.get_data(as_text=True).replace("&colour=comparison", "")
