"""Every sentence is true of the figures, says what it must, and reads as English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import EDITION, LEVELS, Level, a_share

from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.labels import (
    capitalised,
    listed,
    plural,
    shortened,
    unit_heading,
)
from dashboard.core.layer_names import OVERLAYS
from dashboard.core.numbers import STATUS, figure_of, interval_of, number
from dashboard.core.periods import period_words
from dashboard.core.value import Comparison, Direction, Extent, Status, Value
from dashboard.core.view import Overlay
from dashboard.stats.class_edges import Classes
from dashboard.stats.classification import class_of
from dashboard.stats.comparison import NO_VERDICT, Basis, Verdict
from dashboard.views import resolve
from dashboard.views.classing import classes
from dashboard.views.staging import scene
from dashboard.wording.captions import announcement
from dashboard.wording.captions import finding as headline
from dashboard.wording.legend_words import class_labels
from dashboard.wording.notices import notice_words
from dashboard.wording.sentences import (
    NO_INTERVALS,
    area_label,
    caveats,
    england,
    interval_notice,
    missing_words,
    ranking_caution,
    statistical_title,
    view_announcement,
)


def _faults(sentence: str) -> list[str]:
    """What is wrong with a sentence as English."""
    found = {
        "None": re.search(r"\bNone\b", sentence),
        "nan": re.search(r"\b(nan|inf)\b", sentence, re.IGNORECASE),
        "two spaces": "  " in sentence,
        "a space at an end": sentence != sentence.strip(),
        "an open bracket": sentence.count("(") != sentence.count(")") or sentence.count("“") != sentence.count("”"),
        "a space before a mark": re.search(r"\s[.,;:!?)](?!\d)", sentence),
        "two marks": re.search(r"[.,;:]{2}|\?\.|!\.", sentence.replace("…", "")),
        "an empty list": re.search(r"\bfor (only|and)\b|\bin (and|,)", sentence),
        "Python": re.search(r"[{}<>]|\bLevel\.|\bStatus\.", sentence),
    }
    return [fault for fault, hit in found.items() if hit]


# Numbers, lists, periods


@pytest.mark.parametrize(
    ("figure", "decimals", "words"),
    [
        (1234567.891, 1, "1,234,567.9"),
        (999.95, 1, "1,000.0"),
        (0, 0, "0"),
        (-3.25, 1, "−3.2"),
        (12.5, 2, "12.50"),
        (100, 0, "100"),
    ],
)
def test_a_number_has_thousands_separators_a_real_minus_and_its_decimals(figure, decimals, words):
    assert number(figure, decimals) == words


@pytest.mark.parametrize(("figure", "decimals"), [(-0.04, 1), (-0.4, 0), (-0.0, 2)])
def test_a_figure_that_prints_as_zero_has_no_minus(figure, decimals):
    assert "−" not in number(figure, decimals)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2018", "2018"),
        ("2016-18", "2016 to 2018"),
        ("2009-11", "2009 to 2011"),
        ("1999-01", "1999 to 2001"),
        ("1998-00", "1998 to 2000"),
        ("2018/19", "2018/19"),
        ("2015/16-2019/20", "2015/16 to 2019/20"),
        ("2016-2018", "2016 to 2018"),
    ],
)
def test_a_period_is_said_in_words(period, words):
    assert period_words(period) == words


def test_every_shipped_period_is_said_forwards_in_time(atlas: Atlas):
    wrong = []
    for period in {period for periods in atlas.values.values() for period in periods}:
        years = [int(year) for year in re.findall(r"\d{4}", period_words(period))]
        if not years or years != sorted(years) or years[-1] - years[0] > 10:
            wrong.append((period, period_words(period)))
    assert wrong == []


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"), (list("ABCD"), "A, B, C and D")],
)
def test_a_list_of_names_has_one_and(names, words):
    assert listed(names) == words


@pytest.mark.parametrize(
    ("level", "count", "words"),
    [
        (Level.CCG, 1, "1 CCG"),
        (Level.CCG, 12, "12 CCGs"),
        (Level.COUNCIL, 0, "0 council areas"),
        (Level.NEIGHBOURHOOD, 1, "1 neighbourhood"),
    ],
)
def test_one_area_is_singular(level, count, words):
    assert plural(level, count) == words


@pytest.mark.parametrize(("words", "answer"), [("GP register", "GP register"), ("years", "Years"), ("", "")])
def test_only_the_first_letter_is_made_a_capital(words, answer):
    assert capitalised(words) == answer


@given(st.text(max_size=300))
def test_hostile_input_is_cut_to_what_fits_a_sentence(words):
    short = shortened(words)
    assert len(short) <= 40
    assert short.splitlines() in ([], [short])


# Figures


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not published"),
        (Value(None, status=Status.SUPPRESSED), "suppressed (small numbers)"),
        (Value(None, status=Status.MISSING), "missing"),
        (Value(0.0), "0.0"),
        (Value(1234.56), "1,234.6"),
    ],
)
def test_each_kind_of_empty_has_its_own_word_and_none_is_zero(tiny: Atlas, value, words):
    assert figure_of(value, tiny.indicators["deaths-ccg"]) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(1.0, 0.5, 1.55), "0.5 to 1.6"),
        (Value(1.0), ""),
        (Value(1.0, 0.5), ""),
        (None, ""),
    ],
)
def test_an_interval_is_said_only_whole(tiny: Atlas, value, words):
    assert interval_of(value, tiny.indicators["deaths-ccg"]) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(1.0, status=Status.ESTIMATE), "estimate"),
        (Value(1.0, status=Status.ESTIMATE, note="mean of two"), "Estimate: mean of two"),
        (Value(1.0, status=Status.ESTIMATE, note="old Cumbria"), "Estimate: old Cumbria"),
        (Value(1.0, status=Status.MODELLED), "modelled"),
        (Value(1.0, extent=Extent.COUNTY, extent_words="whole county"), "whole county"),
        (Value(1.0), ""),
        (None, ""),
    ],
)
def test_what_must_be_said_with_a_figure_is_said(value, words):
    assert caveats(value) == words


def test_every_shipped_figure_says_its_status_and_note(atlas: Atlas):
    """A figure of a larger area that this one went into carries the name of that area, not the word of the table."""
    wrong, larger = [], set()
    for indicator, periods in atlas.values.items():
        for value in (value for values in periods.values() for value in values.values() if value.value is not None):
            said = caveats(value).lower()
            if value.extent is Extent.MERGED:
                larger.add(value.extent_words)
            extent = value.extent_words.lower() if value.extent is Extent.MERGED else str(value.extent)
            if (
                value.note.lower() not in said
                or extent not in said
                or (value.status is Status.ESTIMATE and "estimate" not in said)
            ):
                wrong.append((indicator, value))
    assert wrong == []
    assert larger == {"whole Tees Valley", "whole County Durham"}


# Class labels


def _bounds(label: str, are_ranks: bool) -> tuple[float, float]:
    """The half-open interval that a legend entry speaks of; ranks are whole, and those of an entry are all its own."""
    numbers = [float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"−?[\d,.]*\d", label)]
    if label == "all figures":
        return float("-inf"), float("inf")
    if label.startswith("under"):
        return float("-inf"), numbers[0]
    if label.endswith("over"):
        return numbers[0], float("inf")
    return numbers[0], numbers[-1] + 1 if are_ranks or len(numbers) == 1 else numbers[1]


@pytest.mark.parametrize(
    ("classes", "labels"),
    [
        (Classes(), ("all figures",)),
        (Classes(is_chance=True), ("no difference beyond chance between these areas",)),
        (Classes((10.0,)), ("under 10", "10 and over")),
        (Classes((10.0,), low=4.5, high=20.0), ("4.5 to under 10.0", "10.0 to under 20.0")),
        (Classes((0.5, 1.25)), ("under 0.50", "0.50 to under 1.25", "1.25 and over")),
        (Classes((-10.0, 1000.0)), ("under −10", "−10 to under 1,000", "1,000 and over")),
        (
            Classes((90.0, 110.0), diverges=True),
            ("under 90", "90 to under 110, within 10\N{NO-BREAK SPACE}% of England", "110 and over"),
        ),
        (Classes(low=90.0, high=110.0), ("90 to under 110",)),
    ],
)
def test_class_labels_have_known_answers(tiny: Atlas, classes, labels):
    assert class_labels(classes, tiny.indicators["deaths-ccg"]) == labels


def test_classes_of_ranks_name_their_first_and_last_and_no_share_is_over_100(tiny: Atlas):
    rate = tiny.indicators["deaths-ccg"]
    tenths = replace(rate, kind=Kind.RANK, direction=Direction.LOW_IS_WORSE, per=10)
    assert class_labels(Classes((2.0, 4.0, 8.0)), tenths) == ("1", "2 to 3", "4 to 7", "8 to 10")
    assert class_labels(Classes((5000.0,)), replace(tenths, per=32844)) == ("1 to 4,999", "5,000 to 32,844")
    assert class_labels(Classes((1.5, 2.5)), replace(tenths, per=None)) == (
        "under 1.5",
        "1.5 to under 2.5",
        "2.5 and over",
    )
    share = replace(rate, kind=Kind.SHARE, per=100)
    assert class_labels(Classes((70.0, 100.0)), share) == ("under 70", "70 to under 100", "100")
    assert class_labels(Classes((70.0, 90.0)), share) == ("under 70", "70 to under 90", "90 and over")


def test_class_labels_of_every_map_cover_its_figures_without_gap_or_overlap(atlas: Atlas):
    wrong = []
    for indicator in atlas.indicators.values():
        for level in indicator.levels if indicator.mapped else ():
            known, figures = classes(atlas, indicator, level), atlas.pooled(indicator, level)
            bounds = (
                []
                if known.is_chance
                else [_bounds(label, indicator.tenth is not None) for label in class_labels(known, indicator)]
            )
            is_whole = all(low[1] == high[0] and low[0] < low[1] for low, high in pairwise(bounds))
            told = [bounds[class_of(figure, known.edges)] for figure in figures] if bounds else []
            if not is_whole or any(not low <= f < high for f, (low, high) in zip(figures, told, strict=bool(bounds))):
                wrong.append((indicator.id, level, bounds))
    assert wrong == []


# What is said about one area


def _rows(*figures: float | None) -> tuple[Row, ...]:
    """Rows as the Atlas gives them, highest first, of areas A, B, C ..."""
    areas = (Area(letter, letter, letter, (Level.CCG,)) for letter in "ABCDEFGH")
    return tuple(
        Row(area, None if figure is None else Value(figure)) for area, figure in zip(areas, figures, strict=False)
    )


def test_a_screen_reader_hears_name_figure_unit_interval_comparison_and_caveat(tiny: Atlas):
    row = Row(tiny.areas["E38000001"], Value(310.04, 300.0, 320.0, extent=Extent.COUNTY, extent_words="whole county"))
    assert area_label(row, tiny.indicators["deaths-ccg"], Verdict(Comparison.WORSE, Basis.INTERVAL), "OHID") == (
        "NHS Alpha CCG: 310.0 per 100,000, 95% interval 300.0 to 320.0, worse than England, whole county"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "NHS Alpha CCG: not published"),
        (Value(None, status=Status.SUPPRESSED), "NHS Alpha CCG: suppressed (small numbers)"),
        (Value(None, status=Status.MISSING), "NHS Alpha CCG: missing"),
    ],
)
def test_a_screen_reader_hears_why_there_is_no_figure(tiny: Atlas, value, words):
    row = Row(tiny.areas["E38000001"], value)
    assert area_label(row, tiny.indicators["deaths-ccg"], NO_VERDICT, "OHID") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "This edition has no comparable figure for England."),
        (Value(None, status=Status.MISSING), "This edition has no comparable figure for England."),
        (Value(150.0), "England: 150.0"),
        (Value(100.0, status=Status.DEFINITION), "England: 100.0 by definition"),
    ],
)
def test_england_is_said_or_said_to_be_lacking(tiny: Atlas, value, words):
    assert england(value, tiny.indicators["deaths-ccg"]).rstrip(".") == words.rstrip(".")


def test_figures_without_intervals_say_that_they_are_not_compared():
    assert interval_notice(_rows(2, 1), "OHID") == NO_INTERVALS
    assert interval_notice((Row(_rows(1)[0].area, Value(1.0, 0.5, 1.5)),), "OHID") == ""


def test_figures_that_only_their_publisher_compares_say_so():
    row = Row(_rows(1)[0].area, Value(1.0, verdict=Comparison.WORSE))
    assert interval_notice((row, *_rows(2)), "OHID") == (
        "“OHID: worse”, “similar” and “better” are verdicts of OHID itself; this edition holds no interval."
    )


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((2, 1), ""),
        ((2, None), "This edition holds no figure for 1 of 2 CCGs."),
        ((None, None, None), "This edition holds no figure for 3 of 3 CCGs."),
    ],
)
def test_areas_without_a_figure_are_counted(figures, words):
    assert missing_words(_rows(*figures), Level.CCG) == words


def test_a_suppressed_or_missing_figure_is_not_called_unpublished():
    rows = [Row(_rows(1)[0].area, Value(None, status=Status.SUPPRESSED)), _rows(1, 2)[1]]
    assert "published for 1" not in missing_words(rows, Level.CCG)


@pytest.mark.parametrize(
    ("kind", "level", "warned"),
    [(Kind.RATIO, Level.NEIGHBOURHOOD, True), (Kind.RATIO, Level.COUNCIL, False), (Kind.SHARE, Level.CCG, False)],
)
def test_the_order_of_neighbourhood_ratios_is_warned_of(tiny: Atlas, kind, level, warned):
    indicator = replace(tiny.indicators["smr"], kind=kind)
    assert bool(ranking_caution(indicator, level)) is warned


@pytest.mark.parametrize("direction", Direction)
def test_the_statistical_title_says_measure_unit_place_level_and_period(tiny: Atlas, direction):
    indicator = replace(tiny.indicators["deaths-ccg"], direction=direction)
    assert statistical_title(indicator, tiny.system, Level.CCG, "2016-18") == (
        "Title of deaths-ccg, rate per 100,000 people. The System, by CCG, 2016 to 2018."
    )


def test_a_place_is_shown_among_its_neighbours(tiny: Atlas):
    said = statistical_title(tiny.indicators["deaths-ccg"], tiny.areas["E38000001"], Level.CCG, "2018")
    assert "NHS Alpha CCG among the CCGs around it" in said


# Notices

CHANGED = [
    ("area=nowhere", "There is no area “nowhere” in the atlas. Showing The System."),
    ("area=E92000001", "There is no area “E92000001” in the atlas. Showing The System."),
    ("condition=plague", "There is no condition “plague” in the atlas. Showing All causes."),
    ("condition=pneumonia", "Pneumonia: No local figure is published. Showing All causes."),
    ("measure=luck", "There is no measure “luck” in the atlas. Showing avoidable (name)."),
    ("by=moon", "There is no level “moon” in the atlas. Showing CCG."),
    (
        "condition=stroke&measure=register&by=council",
        "This edition holds this measure for CCGs only. Showing it by CCG, 2018/19.",
    ),
    ("area=icp-south&by=neighbourhood&measure=smr", "South ICP holds no neighbourhoods."),
    ("period=1901", "No figures for “1901” with this measure and level. Showing 2016 to 2018."),
    ("overlay=glitter", "There is no overlay “glitter” in the atlas."),
]


@pytest.mark.parametrize(("query", "words"), CHANGED, ids=[query for query, _ in CHANGED])
def test_each_change_of_what_was_asked_is_said(tiny: Atlas, query, words):
    notices = notice_words(resolve.resolve(tiny, query).notices)
    assert any(notice.startswith(words) for notice in notices), notices


@pytest.mark.parametrize("query", [query for query, _ in CHANGED])
def test_each_notice_reads_as_english(tiny: Atlas, query):
    for notice in notice_words(resolve.resolve(tiny, query).notices):
        assert _faults(notice) == [], notice
        assert notice.endswith(".")


def _misfits(atlas: Atlas) -> Iterator[str]:
    """Every measure asked for every level in one area of each tier, and every condition without figures."""
    for area in {area.level: area for area in atlas.areas.values()}.values():
        for condition in atlas.conditions:
            for measure in sorted({i.measure for i in atlas.measures(condition)} or {"avoidable"}):
                for level in EDITION.levels:
                    yield f"area={area.code}&condition={condition}&measure={measure}&by={level}&period=1066"


@pytest.mark.no_cover
def test_every_notice_of_a_known_choice_that_does_not_fit_reads_as_english(atlas: Atlas) -> None:
    wrong = set()
    for query in a_share(_misfits(atlas), 11):
        for notice in notice_words(resolve.resolve(atlas, query).notices):
            if _faults(notice) or not notice.endswith("."):
                wrong.add((notice, *_faults(notice)))
    assert sorted(wrong) == []


def test_every_sentence_of_every_view_reads_as_english(atlas: Atlas, every_view):
    wrong = set()
    for view in every_view:
        what = scene(atlas, view)
        indicator = what.indicator
        sentences = [
            headline(what),
            statistical_title(indicator, what.area, view.by, view.period),
            view_announcement(view),
            announcement(what),
            missing_words(what.rows, view.by),
            england(what.benchmark, indicator),
            interval_notice(what.rows, what.publisher),
            ranking_caution(indicator, view.by),
            unit_heading(indicator),
            *(
                area_label(row, indicator, what.verdict(row.value), what.publisher)
                for row in what.rows[:3] + what.rows[-3:]
            ),
            *class_labels(what.classes, indicator),
        ]
        wrong.update((sentence, *_faults(sentence)) for sentence in sentences if _faults(sentence))
    assert sorted(wrong) == []


def test_every_sentence_of_the_tables_reads_as_english(atlas: Atlas):
    wrong = [
        (indicator.id, name, found)
        for indicator in atlas.indicators.values()
        for name in ("title", "noun", "unit", "unit_short", "definition", "limits", "source", "credit", "measure_name")
        if (found := _faults(getattr(indicator, name)))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "names", [LEVELS, {level: level.in_full for level in EDITION.levels}], ids=["short", "in full"]
)
def test_every_level_has_a_name(names):
    assert set(names) == set(EDITION.levels)
    assert all(names.values())


def test_every_status_and_overlay_has_its_words():
    assert set(STATUS) == set(Status)
    assert set(OVERLAYS) == set(Overlay)


def test_a_rate_of_few_events_is_called_unreliable_and_a_count_is_not():
    assert caveats(Value(74.5, count=11)) == "unreliable: fewer than 20 events"
    assert caveats(Value(74.5, count=20)) == ""
    assert caveats(Value(12, count=12)) == ""
    both = caveats(Value(2.0, count=6, extent=Extent.DISTRICT, extent_words="whole district"))
    assert both == "whole district; unreliable: fewer than 20 events"
