"""The legend: each class with its colour, England at its place, what dark means, and nothing that is not on the map."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import MAP_LEVELS
from tiny import ALPHA

from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.value import Direction, Value
from dashboard.maps.legend import EntryMark, Legend
from dashboard.maps.legend_entries import legend
from dashboard.stats import classification
from dashboard.stats.class_edges import Classes
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene

RAMP, DIVERGING = classification.RAMP, classification.DIVERGING


def _scene(tiny: Atlas, classes: Classes, england: float | None = 200.0, **other: object) -> Scene:
    """The first map of the tiny atlas (110.0, 210.0, 310.0) with classes and a figure of England."""
    shown = scene(tiny, resolve(tiny, "").view)
    return replace(
        shown,
        classes=classes,
        benchmark=None if england is None else Value(england),
        indicator=replace(shown.indicator, **other),
    )


def _said(what: Legend) -> list[tuple[str, str]]:
    return [(entry.words, str(entry.mark)) for entry in what.entries]


@pytest.mark.parametrize(
    ("england", "said"),
    [
        (200.0, [("under 200", ""), ("England: 200.0", "england"), ("200 to under 300", ""), ("300 and over", "")]),
        (150.0, [("under 200; England: 150.0", "within"), ("200 to under 300", ""), ("300 and over", "")]),
        (300.0, [("under 200", ""), ("200 to under 300", ""), ("England: 300.0", "england"), ("300 and over", "")]),
        (350.0, [("under 200", ""), ("200 to under 300", ""), ("300 and over; England: 350.0", "within")]),
        (None, [("under 200", ""), ("200 to under 300", ""), ("300 and over", "")]),
    ],
)
def test_england_has_its_mark_at_its_place(tiny: Atlas, england, said):
    assert _said(legend(_scene(tiny, Classes((200.0, 300.0)), england), ())) == said


def test_england_beyond_all_figures_stands_at_the_outer_end(tiny: Atlas):
    below = legend(_scene(tiny, Classes((200.0,), low=90.0), 90.0), ())
    assert _said(below) == [("England: 90.0", "england"), ("90 to under 200", ""), ("200 and over", "")]
    above = legend(_scene(tiny, Classes((200.0,), high=400.0), 400.0), ())
    assert _said(above) == [("under 200", ""), ("200 to under 400", ""), ("England: 400.0", "england")]


def test_a_ratio_says_within_how_much_of_england_its_middle_class_is(tiny: Atlas):
    what = legend(_scene(tiny, Classes((90.0, 110.0, 140.0), diverges=True), 100.0), ())
    assert _said(what) == [
        ("under 90", ""),
        ("90 to under 110, within 10\N{NO-BREAK SPACE}% of England", "within"),
        ("110 to under 140", ""),
        ("140 and over", ""),
    ]
    assert [entry.colour for entry in what.entries] == [DIVERGING[2], DIVERGING[3], DIVERGING[4], DIVERGING[6]]


def test_a_still_picture_leaves_out_the_classes_that_are_empty_in_its_period(tiny: Atlas):
    """110, 210 and 310: nothing lies from 120 to 200."""
    shown = _scene(tiny, Classes((120.0, 200.0, 300.0)))
    assert [words for words, _ in _said(legend(shown, ()))] == [
        *("under 120", "120 to under 200", "England: 200.0", "200 to under 300", "300 and over")
    ]
    still = legend(shown, (), still=True)
    assert [words for words, _ in _said(still)] == ["under 120", "England: 200.0", "200 to under 300", "300 and over"]
    assert [entry.colour for entry in still.entries if entry.colour] == [
        c for k, c in enumerate(classification.ramp(4)) if k != 1
    ]


STEPS, BOTH = Classes((200.0, 300.0)), Classes((90.0, 110.0), diverges=True)
LOW, HIGH = Classes((90.0,), high=110.0, diverges=True), Classes((110.0,), low=90.0, diverges=True)


@pytest.mark.parametrize(
    ("direction", "classes", "words"),
    [
        (Direction.HIGH_IS_WORSE, STEPS, "Darker is worse."),
        (Direction.LOW_IS_WORSE, STEPS, "Darker is worse."),
        (Direction.NEUTRAL, STEPS, "Darker is higher."),
        (Direction.NEVER_COMPARED, STEPS, "Darker is higher."),
        (Direction.HIGH_IS_WORSE, BOTH, "Orange is worse, blue is better."),
        (Direction.LOW_IS_WORSE, BOTH, "Orange is worse, blue is better."),
        (Direction.NEUTRAL, BOTH, "Orange is higher, blue is lower."),
        (Direction.HIGH_IS_WORSE, HIGH, "Orange is worse."),
        (Direction.LOW_IS_WORSE, HIGH, "Blue is better."),
        (Direction.HIGH_IS_WORSE, LOW, "Blue is better."),
        (Direction.NEUTRAL, LOW, "Blue is lower."),
    ],
)
def test_the_legend_says_what_the_colours_mean(tiny: Atlas, direction, classes, words):
    assert legend(_scene(tiny, classes, direction=direction), ()).notes == (words,)


@pytest.mark.parametrize(("england", "is_said"), [(200.0, False), (150.0, True), (None, True)])
def test_the_legend_says_where_steps_begin_if_england_of_the_period_is_elsewhere(tiny: Atlas, england, is_said):
    notes = legend(_scene(tiny, Classes((200.0, 300.0), england=200.0), england), ()).notes
    assert ("Steps go from England's figure of another period, 200.0." in notes) == is_said


def test_a_still_picture_says_nothing_of_colours_that_are_not_in_it(tiny: Atlas):
    """110, 210 and 310: the first class of three is empty, and with it all that is blue."""
    classes = Classes((90.0, 110.0), diverges=True)
    assert legend(_scene(tiny, classes, 100.0), (), still=True).notes == ("Orange is worse.",)
    grey = replace(_scene(tiny, classes, 100.0), rows=())
    assert legend(grey, (), still=True).notes == ()


def test_low_is_dark_where_low_is_worse(tiny: Atlas):
    steps = Classes((200.0, 300.0))
    low = legend(_scene(tiny, steps, None, direction=Direction.LOW_IS_WORSE), ())
    high = legend(_scene(tiny, steps, None, direction=Direction.HIGH_IS_WORSE), ())
    assert [entry.colour for entry in high.entries] == [RAMP[0], RAMP[2], RAMP[4]]
    assert [entry.colour for entry in low.entries] == [RAMP[4], RAMP[2], RAMP[0]]
    ratio = legend(_scene(tiny, Classes((90.0,), high=110.0, diverges=True), direction=Direction.LOW_IS_WORSE), ())
    assert ratio.entries[0].colour == DIVERGING[4]


def test_one_class_has_one_colour_and_says_that_chance_is_all(tiny: Atlas):
    what = legend(_scene(tiny, Classes(is_chance=True)), ())
    assert _said(what) == [("no difference beyond chance between these areas; England: 200.0", "within")]
    assert what.notes == ()


def test_the_gap_across_england_has_no_mark(tiny: Atlas):
    what = legend(_scene(tiny, Classes((200.0,)), direction=Direction.NEVER_COMPARED), ())
    assert EntryMark.ENGLAND not in {entry.mark for entry in what.entries}


@given(st.floats(0, 400), st.lists(st.integers(1, 399), min_size=1, max_size=4, unique=True).map(sorted))
def test_england_is_marked_once_wherever_it_lies(tiny: Atlas, england, edges):
    what = legend(_scene(tiny, Classes(tuple(map(float, edges))), england), ())
    marked = [k for k, entry in enumerate(what.entries) if entry.mark]
    assert len(marked) == 1
    below = sum(edge <= round(england, 1) for edge in edges)
    assert marked[0] == below


def test_every_map_with_a_figure_of_england_has_its_mark(atlas: Atlas, latest_views):
    wrong = []
    for view in latest_views:
        what = scene(atlas, view)
        is_known = what.benchmark is not None and what.indicator.direction is not Direction.NEVER_COMPARED
        for still in (False, True):
            marks = [entry for entry in legend(what, (), still).entries if entry.mark]
            if len(marks) != (is_known and what.indicator.mapped):
                wrong.append((view, still))
    assert wrong == []


def test_every_dark_shade_of_a_shipped_map_is_on_its_worse_side(atlas: Atlas, latest_views):
    """By the figures alone: the darkest class of a map has the worst areas, unless it parts to two sides."""
    wrong = []
    for view in latest_views:
        what = scene(atlas, view)
        entries = [entry.colour for entry in legend(what, ()).entries if entry.colour]
        if what.classes.diverges or len(entries) < 2:
            continue
        darkest = min(range(len(entries)), key=lambda k: int(entries[k][1:3], 16))
        if darkest != (0 if what.indicator.direction is Direction.LOW_IS_WORSE else len(entries) - 1):
            wrong.append(view)
    assert wrong == []
    assert {view.by for view in latest_views} == set(MAP_LEVELS)


def test_the_figures_of_the_tiny_map_are_what_these_tests_say(tiny: Atlas):
    shown = scene(tiny, resolve(tiny, "").view)
    assert [round(row.value.value, 1) for row in shown.shown] == [310.0, 210.0, 110.0]
    assert shown.shown[0].area.code == ALPHA
    assert tiny.value(shown.indicator, shown.view.period, ENGLAND).value == 200.0
