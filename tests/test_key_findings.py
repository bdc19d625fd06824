"""What stands out in a place: every sentence is checked against the tables, over all places."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace

import pytest
from shipped import MAP_LEVELS, Level

from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.level import ENGLAND
from dashboard.core.numbers import figure_of
from dashboard.core.periods import period_words
from dashboard.core.value import Direction, Status
from dashboard.stats.comparison import NO_VERDICT, Basis
from dashboard.views.area_profile import ProfileEntry, profile_entries
from dashboard.wording.key_findings import FindingRule, KeyFinding, standouts
from dashboard.wording.sentences import note_of

ALPHA, CITY = "E38000001", "E06000001"


@pytest.fixture(scope="module")
def places(atlas: Atlas) -> list[Area]:
    """All areas above neighbourhoods, and every fifth neighbourhood."""
    above = {area.code: area for level in MAP_LEVELS[:-1] for area in atlas.level(level)}
    return [*above.values(), *atlas.level(Level.NEIGHBOURHOOD)[::5]]


@pytest.fixture(scope="module")
def told(atlas: Atlas, places: list[Area]) -> list[tuple[Area, tuple[KeyFinding, ...]]]:
    return [(place, standouts(profile_entries(atlas, place))) for place in places]


@pytest.fixture(scope="module")
def findings(told) -> list[KeyFinding]:
    return [finding for _, found in told for finding in found]


def _about(findings: list[KeyFinding], *rules: FindingRule) -> list[KeyFinding]:
    found = [finding for finding in findings if finding.rule in rules]
    assert found, rules
    return found


def _numbers(words: str) -> list[float]:
    return [float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"−?\d[\d,]*(?:\.\d+)?", words)]


def _printed(figure: float, entry: ProfileEntry) -> float:
    return round(figure, entry.indicator.decimals)


# Known answers


def test_what_stands_out_in_middlesbrough(atlas: Atlas):
    words = [finding.words for finding in standouts(profile_entries(atlas, atlas.areas["E06000002"]))]
    assert words[0] == (
        "Deaths from stroke at all ages, 2012 to 2014: 87.1 per 100,000 (95% interval 77.4 to 97.8), England 67.3; "
        "worse than England beyond chance."
    )
    assert (
        "Avoidable deaths under 75, 2016 to 2018: 379.7 per 100,000 (approximate 95% interval 357.8 to 402.5), "
        "the highest of 14 council areas; not compared with England."
    ) in words


def test_what_stands_out_in_hambleton_richmondshire_and_whitby(atlas: Atlas):
    words = [finding.words for finding in standouts(profile_entries(atlas, atlas.areas["E38000069"]))]
    assert (
        "Years of life lost to causes that healthcare could avoid, 2014: 1,553 years lost per 100,000 "
        "(95% interval 1,226 to 1,889), England 2,064; better than England beyond chance."
    ) in words


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "E01012041",
            "In the most deprived tenth of England's small areas, 2019, by deprivation, income deprivation, job "
            "deprivation, skills deprivation, health deprivation and crime deprivation.",
        ),
        ("E01012005", "No figure that has a better and a worse side can be compared with England here"),
    ],
    ids=["Middlesbrough 003F", "Hartlepool 014G"],
)
def test_a_small_area_says_by_what_it_is_in_the_most_deprived_tenth(atlas: Atlas, code: str, said: str) -> None:
    first, *_ = standouts(profile_entries(atlas, atlas.areas[code]))
    assert first.words.startswith(said)


# Truth over all places


def test_there_are_one_to_four_sentences_and_no_condition_twice(told):
    for place, found in told:
        assert 1 <= len(found) <= 4, place.name
        conditions = [finding.entry.condition.slug for finding in found if finding.entry]
        assert len(set(conditions)) == len(conditions), place.name


def test_worse_and_better_are_said_only_if_england_lies_outside_the_interval_on_that_side(atlas: Atlas, findings):
    for finding in _about(findings, FindingRule.WORSE, FindingRule.BETTER):
        entry = finding.entry
        if entry.verdict.basis is Basis.PUBLISHER:
            assert finding.words.endswith(f"; {entry.publisher}: {entry.value.verdict} than England.")
            continue
        if entry.verdict.likely:
            assert finding.words.endswith(f"; likely {finding.rule} than England.")
            assert "(approximate 95% interval" in finding.words
            continue
        value = atlas.values[entry.indicator.id][entry.period][entry.area.code]
        england = atlas.values[entry.indicator.id][entry.period][ENGLAND].value
        bad = value.lower > england if entry.indicator.direction is Direction.HIGH_IS_WORSE else value.upper < england
        good = value.upper < england if entry.indicator.direction is Direction.HIGH_IS_WORSE else value.lower > england
        assert (finding.rule is FindingRule.WORSE, finding.rule is FindingRule.BETTER) == (bad, good), finding.words
        assert f"{finding.rule} than England beyond chance" in finding.words
        assert entry.verdict.basis is Basis.INTERVAL
        assert value.status is not Status.ESTIMATE
        figures = finding.words.partition(period_words(entry.period))[2].partition(":")[2]
        figures = figures.replace(entry.indicator.unit_short, "")  # "England = 100" is no figure of the finding
        numbers = [n for n in _numbers(figures) if n not in (95, 1_000, 100_000)]
        assert numbers[:4] == [_printed(n, entry) for n in (value.value, value.lower, value.upper, england)]


def test_no_sentence_about_figures_without_comparison_says_worse_better_higher_or_lower_than(findings):
    for finding in (
        f for f in findings if f.rule not in (FindingRule.WORSE, FindingRule.BETTER, FindingRule.HIGHER_OR_LOWER)
    ):
        assert not re.search(r"\b(worse|better|higher|lower) than\b", finding.words), finding.words


def test_higher_and_lower_are_said_only_if_england_lies_outside_the_interval(atlas: Atlas, places: list[Area]) -> None:
    """Where nothing has a bad side, which is asked here by leaving out what has one."""
    seen = Counter()
    for place in places:
        neutral = [e for e in profile_entries(atlas, place) if e.indicator.direction is Direction.NEUTRAL]
        for finding in (f for f in standouts(neutral) if f.rule is FindingRule.HIGHER_OR_LOWER):
            entry = finding.entry
            value, england = (atlas.values[entry.indicator.id][entry.period][c] for c in (entry.area.code, ENGLAND))
            side = "higher" if value.lower > england.value else "lower" if value.upper < england.value else "similar"
            assert f"; {side} than England beyond chance" in finding.words
            assert entry.indicator.standardised is not Standardised.NONE
            seen[side] += 1
    assert seen
    assert set(seen) <= {"higher", "lower"}


def test_highest_and_lowest_are_so_alone_among_all_areas_of_the_level(atlas: Atlas, findings):
    for finding in _about(findings, FindingRule.EXTREME):
        entry = finding.entry
        values = atlas.values[entry.indicator.id][entry.period]
        known = {a.code: values[a.code].value for a in atlas.level(entry.level) if a.code in values}
        printed = {code: _printed(figure, entry) for code, figure in known.items() if figure is not None}
        own = printed.pop(entry.area.code)
        if "the highest of" in finding.words:
            assert all(figure < own for figure in printed.values()), finding.words
        else:
            assert "the lowest of" in finding.words
            assert all(figure > own for figure in printed.values()), finding.words
        assert f"of {labels.plural(entry.level, len(printed) + 1)}" in finding.words
        assert len(printed) >= 3
        assert ("95% interval" in finding.words) == (values[entry.area.code].lower is not None)
        without = values[entry.area.code].lower is None and not values[entry.area.code].verdict
        assert ("this edition holds no interval" in finding.words) == without


def test_nothing_that_varies_by_chance_is_ranked(findings):
    for finding in _about(findings, FindingRule.EXTREME):
        entry = finding.entry
        assert entry.value.status not in (Status.ESTIMATE, Status.MODELLED)
        assert entry.indicator.reliable
        if entry.level == Level.NEIGHBOURHOOD:
            assert entry.indicator.kind in (Kind.SCORE, Kind.MINUTES)


def test_no_sentence_rests_on_fewer_than_20_events(findings):
    for finding in (f for f in findings if f.entry):
        count = finding.entry.value.count
        assert count is None or count >= 20 or finding.entry.indicator.kind is Kind.COUNT


def test_every_change_is_between_figures_that_differ_by_a_test_at_5_percent(atlas: Atlas, findings):
    for finding in _about(findings, FindingRule.CHANGE):
        entry = finding.entry
        periods = {p: v[entry.area.code] for p, v in atlas.values[entry.indicator.id].items() if entry.area.code in v}
        known = {period: value for period, value in periods.items() if value.value is not None}
        first, last = min(known), max(known)
        assert len(known) >= 3
        before, after = known[first], known[last]
        log = (lambda x: x) if entry.indicator.kind in (Kind.YEARS, Kind.SHARE) else math.log
        errors = [(log(v.upper) - log(v.lower)) / 3.92 for v in (before, after)]
        apart = log(after.value) - log(before.value)
        assert abs(apart) > 1.95996 * math.hypot(*errors), finding.words
        how = "rose" if apart > 0 else "fell"
        assert f" {how} from {figure_of(before, entry.indicator)} ({period_words(first)})" in finding.words
        assert f" to {figure_of(after, entry.indicator)} " in finding.words
        assert f"({period_words(last)}), beyond chance" in finding.words


def test_that_none_differs_is_said_only_where_none_does(atlas: Atlas, told):
    seen = Counter()
    for place, found in told:
        sound = [
            entry
            for entry in profile_entries(atlas, place)
            if entry.indicator.direction is not Direction.NEUTRAL
            and ((entry.value.lower is not None and entry.england) or entry.value.verdict)
            and (entry.value.status is not Status.ESTIMATE or entry.verdict.likely)
            and not (entry.value.count is not None and entry.value.count < 20)
        ]
        limits = [e for e in sound if e.value.lower is not None]
        outside = [e for e in limits if not e.value.lower <= e.england.value <= e.value.upper]
        outside += [e for e in sound if e.value.lower is None and e.value.verdict != "similar"]
        none = [finding.words for finding in found if finding.rule is FindingRule.NONE_DIFFERS]
        assert len(none) == (not outside), place.name
        for words in none:
            kind = "nothing" if not sound else "one" if len(sound) == 1 else "many"
            seen[kind] += 1
            said = {"nothing": "No figure that has", "one": "similar to England.", "many": f"None of the {len(sound)} "}
            assert said[kind] in words
    assert seen


def test_no_figure_without_a_bad_side_is_called_worse_better_highest_lowest_or_changed(findings):
    for finding in (f for f in findings if f.entry and f.rule is not FindingRule.HIGHER_OR_LOWER):
        assert finding.entry.indicator.direction is not Direction.NEUTRAL


def test_borrowed_figures_and_whole_counties_are_said_to_be_such(findings):
    seen = Counter()
    for finding in (f for f in findings if f.entry):
        entry = finding.entry
        seen["borrowed"] += entry.borrowed
        assert ("with the same boundary" in finding.words) == entry.borrowed
        seen["note"] += bool(note_of(entry.value))
        assert note_of(entry.value) in finding.words
    assert min(seen.values()) > 0


def test_no_sentence_shows_code(findings):
    wrong = [f.words for f in findings if re.search(r"None[^ ]|\bnan\b|Level\.|  |\.\.|\( ", f.words)]
    assert wrong == []


# Tiny places


def test_few_events_silence_a_difference(tiny: Atlas):
    found = profile_entries(tiny, tiny.areas[ALPHA])
    assert [f.rule for f in standouts(found) if f.entry and f.entry.indicator.id == "deaths-ccg"] == [FindingRule.WORSE]
    few = [replace(e, value=replace(e.value, count=12.0)) for e in found]
    assert not [f for f in standouts(few) if f.rule in (FindingRule.WORSE, FindingRule.BETTER, FindingRule.CHANGE)]


def test_a_place_without_any_comparison_is_told_so(tiny: Atlas):
    bare = [replace(e, england=None, verdict=NO_VERDICT) for e in profile_entries(tiny, tiny.areas[CITY])]
    first = standouts(bare)[0]
    assert first.rule is FindingRule.NONE_DIFFERS
    assert first.words.startswith("No figure that has a better and a worse side can be compared with England here")
