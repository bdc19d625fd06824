"""Verdicts in words: known answers for each source of a verdict, and who says so wherever one is shown."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from dashboard.core.atlas import Atlas
from dashboard.core.numbers import interval_words
from dashboard.core.value import Comparison, IntervalKind, Value
from dashboard.export.writers.tables import csv as figures_csv
from dashboard.export.writers.tables import profile_csv
from dashboard.stats.comparison import NO_VERDICT, Basis, Verdict
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording.verdicts import basis_words, in_columns, interval_kind, verdict_against, verdict_words

MIDDLESBROUGH = "E06000002"
#: Comparison, basis, in a table, in a sentence, in the two columns of a file.
WORDS = [
    ("worse", "interval", "worse", "worse than England", ("worse", "95% interval")),
    ("similar", "interval", "similar", "similar to England", ("similar", "95% interval")),
    ("higher", "interval", "higher", "higher than England", ("higher", "95% interval")),
    ("worse", "publisher", "OHID: worse", "OHID: worse than England", ("worse", "OHID")),
    ("similar", "publisher", "OHID: similar", "OHID: similar to England", ("similar", "OHID")),
    ("worse", "approximate", "likely worse", "likely worse than England", ("likely worse", "approximate interval")),
    ("better", "approximate", "likely better", "likely better than England", ("likely better", "approximate interval")),
    (
        *("similar", "approximate", "not clear", "not clearly different from England"),
        ("not clear", "approximate interval"),
    ),
    ("not compared", "none", "", "not compared with England", ("not compared", "")),
]


@pytest.mark.parametrize(("comparison", "basis", "table", "sentence", "columns"), WORDS)
def test_a_verdict_names_its_source_and_says_no_more_than_it_bears(comparison, basis, table, sentence, columns):
    verdict = Verdict(Comparison(comparison), Basis(basis))
    assert verdict_words(verdict, "OHID") == table
    assert verdict_against(verdict, "OHID") == sentence
    assert in_columns(verdict, "OHID") == columns


def test_without_a_verdict_nothing_is_its_basis():
    assert basis_words(NO_VERDICT, "OHID") == ""


def test_an_approximate_interval_is_called_one(tiny: Atlas):
    rate = tiny.indicators["deaths-ccg"]
    about = Value(350.0, 340.0, 361.0, interval=IntervalKind.APPROXIMATE)
    assert interval_words(about, rate) == "approximate 95% interval 340.0 to 361.0"
    assert interval_words(Value(350.0, 340.0, 361.0), rate) == "95% interval 340.0 to 361.0"
    assert interval_words(Value(350.0), rate) == interval_words(None, rate) == ""
    kinds = [interval_kind(value) for value in (about, Value(350.0, 340.0, 361.0), Value(350.0), None)]
    assert kinds == ["approximate", "published or from counts", "", ""]


def _lines(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.decode("utf-8-sig"), newline="")))


def test_a_file_says_in_columns_of_its_own_what_a_comparison_rests_on(atlas: Atlas):
    """OHID called Middlesbrough's rate of 2021 worse than England's."""
    view = resolve(atlas, "by=council&condition=all-causes&measure=preventable&period=2021").view
    line = next(line for line in _lines(figures_csv(atlas, scene(atlas, view))) if line["area_code"] == MIDDLESBROUGH)
    assert (line["comparison_with_england"], line["comparison_basis"], line["interval"]) == ("worse", "OHID", "")


def test_the_profile_says_in_columns_of_its_own_what_a_comparison_rests_on(atlas: Atlas):
    lines = {line["indicator_id"]: line for line in _lines(profile_csv(atlas, atlas.areas[MIDDLESBROUGH]))}
    said = [lines[id]["comparison_basis"] for id in ("preventable-u75-rebased", "circulatory-preventable")]
    assert said == ["OHID", "95% interval"]
