"""The words of every view: true to the figures, whole sentences, nothing claimed that the figures do not show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from shipped import MAP_LEVELS, Level

from dashboard.core import labels, numbers, periods
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Kind
from dashboard.core.value import Comparison, Direction, Extent, IntervalKind, Status, Value
from dashboard.core.view import Overlay, View
from dashboard.stats.class_edges import Classes
from dashboard.views import resolve, settling
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions, titles
from dashboard.wording.sentences import (
    OLD_PERIOD,
    PUBLISH_BIVARIATE,
    PUBLISH_COUNT,
    PUBLISH_ESTIMATE,
    PUBLISH_MODELLED,
    PUBLISH_NO_INTERVALS,
    PUBLISH_ONE_SHADE,
    PUBLISH_SMALL,
    PUBLISH_WHOLE,
    ranking_caution,
)

YEAR = 2026
#: One area of every kind, and those that are special: a part of a county, a name with "&", the twins by boundary.
SAMPLED = (
    *("icp-north", "icp-north-cumbria", "icp-south", "E38000212", "E38000047", "E38000069", "E38000042"),
    *("E06000005", "E06000047", "E08000021", "E10000006", "E10000023", "E07000026", "E07000168", "E02001684"),
)
#: Words that compare; "highest" and "lowest" only rank. In units and definitions they say which way a scale runs.
COMPARING = re.compile(r"\b(higher|lower|worse|better|similar)\b")
UNFINISHED = re.compile(
    r"\b(None|nan|NaN|Status|Level|Overlay)\b|[{}<>]|\s\s|\s[.,;:]|\.\.|,\.|\(\)|^\s|\s$|\bin and\b|\$"
)
OPENING = re.compile(r"[A-Z0-9£]")


@pytest.fixture(scope="module")
def scenes(atlas: Atlas, latest_views: tuple[View, ...]) -> tuple[Scene, ...]:
    """Every condition, measure and level of the system, and in the sampled areas all that leads there."""
    views = dict.fromkeys((*latest_views, *_sampled(atlas, latest_views)))
    return tuple(scene(atlas, view) for view in views)


def _sampled(atlas: Atlas, views: tuple[View, ...]) -> Iterator[View]:
    assert all(code in atlas.areas for code in SAMPLED)
    for code in SAMPLED:
        for view in views:
            for by in (view.by, *atlas.areas[code].levels):
                if by in MAP_LEVELS:
                    yield settling.valid(atlas, replace(view, area=code, by=by))


def known(shown: Scene) -> list[tuple[float, Row]]:
    return [(row.value.value, row) for row in shown.rows if row.value and row.value.value is not None]


def sentences(said: str) -> list[str]:
    """A text by its sentences: a full stop ends one if a space and a capital follow, or nothing."""
    return re.split(r"(?<=[.])\s+(?=[A-Z])", said)


def say(shown: Scene) -> str:
    return shown.view.to_query()


# Enough to hold them to.


def test_all_that_exists_is_read(scenes: tuple[Scene, ...], latest_views: tuple[View, ...]) -> None:
    assert {shown.view for shown in scenes} >= set(latest_views)
    assert len(scenes) > 1_000
    assert {shown.view.by for shown in scenes} >= set(MAP_LEVELS)
    assert any(shown.place for shown in scenes)
    assert any(shown.indicator is None for shown in scenes)
    assert any(shown.indicator and len(shown.shown) < 2 for shown in scenes)


# Grammar.


def test_every_text_is_finished_and_tidy(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        for said in (
            captions.finding(shown),
            titles.subtitle(shown),
            captions.caption(shown),
            captions.long_caption(shown),
            captions.alternative(shown),
        ):
            assert said, say(shown)
            assert not UNFINISHED.search(said), (say(shown), said)
            assert OPENING.match(said), (say(shown), said)
        assert not captions.finding(shown).endswith("."), say(shown)
        for said in (captions.caption(shown), captions.long_caption(shown), captions.alternative(shown)):
            assert said.endswith("."), (say(shown), said)
            assert said.count("(") == said.count(")"), said
            for sentence in sentences(said):
                assert OPENING.match(sentence), (say(shown), sentence)
                assert len(sentence) > 5, (say(shown), sentence)


def test_a_caption_to_copy_fits_a_post_and_begins_with_the_headline(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        caption = captions.caption(shown)
        assert len(caption) <= 280, (say(shown), caption)
        assert caption.startswith(f"{captions.finding(shown)}. "), caption
        if shown.indicator:
            assert f" {shown.indicator.title}, {periods.period_words(shown.view.period)}" in caption, caption


def test_the_longer_caption_is_two_to_four_sentences(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        caption = captions.long_caption(shown)
        assert 2 <= len(sentences(caption)) <= 4, (say(shown), caption)


def test_a_caption_says_nothing_twice(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        for said in (captions.caption(shown), captions.long_caption(shown), captions.alternative(shown)):
            parts = [part.rstrip(".") for part in sentences(said)]
            assert len(set(parts)) == len(parts), (say(shown), said)
            for one in parts:
                assert not any(one != other and other.startswith(f"{one},") for other in parts), (say(shown), said)


def test_an_alternative_text_is_short_enough_to_listen_to(scenes: tuple[Scene, ...]) -> None:
    longest = max((captions.alternative(shown) for shown in scenes), key=len)
    assert len(longest) <= 700, longest


# Truth.


def test_the_range_names_the_two_ends_and_their_figures(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        caption, alternative = captions.long_caption(shown), captions.alternative(shown)
        if shown.indicator is None or len(known(shown)) < 2 or not shown.indicator.mapped:
            assert "The figures run" not in caption, say(shown)
            continue
        decimals, values = shown.indicator.decimals, [value for value, _ in known(shown)]
        low, high = (
            [
                f"{labels.called(row.area, row.value)} ({numbers.number(end, decimals)})"
                for value, row in known(shown)
                if numbers.number(value, decimals) == numbers.number(end, decimals)
            ]
            for end in (min(values), max(values))
        )
        unit = shown.indicator.unit
        true = [f"The figures run from {one} to {other}, {unit}; " for one in low for other in high]
        if len(low) == len(known(shown)):
            true = [f"All figures are {numbers.number(values[0], decimals)}, {unit}; "]
        assert any(sentence in caption for sentence in true), (say(shown), caption)
        assert any(sentence in alternative for sentence in true), say(shown)


def test_the_longer_caption_of_a_place_has_its_own_figure_second(scenes: tuple[Scene, ...]) -> None:
    places = [shown for shown in scenes if shown.place and shown.indicator and shown.indicator.mapped]
    assert len(places) > 50
    for shown in places:
        assert shown.place is not None
        own = next(row for row in shown.rows if row.area.code == shown.place.code)
        if own.value and own.value.value is not None:
            said = captions.long_caption(shown)
            assert said.startswith(f"{captions.finding(shown)}. {captions.of_area(shown, own)}. "), say(shown)


def test_below_its_titles_a_map_says_the_rest_of_its_caption_and_nothing_twice(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        rest, above = captions.beyond_titles(shown), f"{captions.finding(shown)}. {titles.subtitle(shown)}"
        assert all(said in captions.long_caption(shown) for said in rest), say(shown)
        assert rest == () or rest[-1] not in above, say(shown)
        if shown.indicator is not None:
            assert 1 <= len(rest) <= 2, say(shown)
            assert all(shown.indicator.title not in said for said in rest), say(shown)


def test_the_figure_of_england_is_that_of_the_table(atlas: Atlas, scenes: tuple[Scene, ...]) -> None:
    with_england = 0
    for shown in scenes:
        if shown.indicator is None or len(known(shown)) < 2 or not shown.indicator.mapped:
            continue
        england = atlas.value(shown.indicator, shown.view.period, "E92000001")
        for said in (captions.long_caption(shown), captions.alternative(shown)):
            figures = re.findall(r"England has (−?[\d,.]*\d)", said)
            if england is None or england.value is None:
                assert figures == [], say(shown)
                assert "this edition has no comparable figure for England" in said
            else:
                with_england += 1
                assert figures == [numbers.number(england.value, shown.indicator.decimals)], say(shown)
                assert ("by definition" in said) == (england.status is Status.DEFINITION)
    assert with_england > 100


def test_an_area_is_compared_only_by_its_interval_or_its_publisher(scenes: tuple[Scene, ...]) -> None:
    compared = 0
    for shown in scenes:
        if shown.indicator is None:
            continue
        for row in shown.rows:
            said = captions.of_area(shown, row)
            value, england = row.value, shown.benchmark
            word = COMPARING.search(said.replace(shown.indicator.unit_short, ""))
            too_few = value is not None and value.count is not None and value.count < 10 and value.count != value.value
            if too_few or (value is not None and value.extent is Extent.MERGED):
                assert word is None, said
                continue
            if value is not None and value.interval is IntervalKind.APPROXIMATE and not value.verdict:
                assert bool(re.search("likely|not clearly", said)) == (shown.benchmark is not None), said
                continue
            if value and value.verdict and (value.lower is None or value.interval is IntervalKind.APPROXIMATE):
                assert word is not None, said
                assert word[0] == value.verdict, said
                continue
            if value is None or value.lower is None or value.upper is None or england is None or england.value is None:
                assert word is None, said
                continue
            compared += 1
            is_about = value.interval is IntervalKind.APPROXIMATE
            if is_about and value.lower <= england.value <= value.upper:
                assert "not clearly different from England" in said
                continue
            assert word is not None, said
            assert (f"likely {word[0]}" in said) == is_about
            if value.lower <= england.value <= value.upper:
                assert word[0] == "similar"
                continue
            above = value.lower > england.value
            neutral = shown.indicator.direction is Direction.NEUTRAL
            bad = above == (shown.indicator.direction is Direction.HIGH_IS_WORSE)
            assert word[0] == (("lower", "higher")[above] if neutral else ("better", "worse")[bad]), said
    assert compared > 100


def test_what_is_missing_is_said(scenes: tuple[Scene, ...]) -> None:
    with_gaps = 0
    for shown in scenes:
        if shown.indicator is None:
            assert "this edition holds no such figure" in captions.alternative(shown), say(shown)
            continue
        gaps: dict[str, int] = defaultdict(int)
        for row in shown.rows:
            if row.value is None:
                gaps["This edition holds no figure for"] += 1
            elif row.value.value is None:
                suppressed = row.value.status is Status.SUPPRESSED
                gaps["is suppressed (small numbers) for" if suppressed else "is missing for"] += 1
        with_gaps += bool(gaps)
        said = captions.alternative(shown)
        for phrase, count in gaps.items():
            assert f"{phrase} {count} of {labels.plural(shown.view.by, len(shown.rows))}." in said, (say(shown), said)
        if not gaps:
            assert not re.search("This edition holds no figure|suppressed|missing", said), (say(shown), said)
    assert with_gaps > 20


def test_every_text_says_measure_place_level_and_period(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        if shown.indicator is None:
            continue
        for said in (captions.long_caption(shown), captions.alternative(shown), titles.subtitle(shown)):
            unit = shown.indicator.unit if shown.indicator.mapped and len(known(shown)) > 1 else ""
            for part in (shown.indicator.title, unit, periods.period_words(shown.view.period)):
                assert part in said, (say(shown), said)
            assert shown.area.name in said, (say(shown), said)
            level = shown.view.by.plural if shown.place else labels.plural(shown.view.by, 1)[2:]
            assert level in said, (say(shown), said)


def test_a_count_is_never_ranked(scenes: tuple[Scene, ...]) -> None:
    counts = [shown for shown in scenes if shown.indicator and shown.indicator.kind is Kind.COUNT]
    assert counts
    for shown in counts:
        assert not re.search("highest|lowest", captions.caption(shown)), say(shown)
        assert PUBLISH_COUNT in captions.publish_warnings(shown, YEAR)


def test_the_overlay_is_said_in_the_alternative_text(atlas: Atlas) -> None:
    view = resolve.resolve(atlas, "by=council&condition=stroke&measure=deaths-smr").view
    plain, hatched, both = (
        captions.alternative(scene(atlas, replace(view, overlay=overlay)))
        for overlay in (Overlay.NONE, Overlay.DEPRIVATION, Overlay.BIVARIATE)
    )
    assert "depriv" not in plain.lower()
    assert "depriv" in hatched.lower()
    assert "depriv" in both.lower()


def test_a_figure_of_a_whole_county_is_not_given_to_its_part(atlas: Atlas) -> None:
    view = resolve.resolve(atlas, "by=council&condition=life-expectancy&measure=life-expectancy-male").view
    shown = scene(atlas, view)
    top = shown.rows[0]
    assert top.value is not None
    assert top.value.extent == "county"
    for said in (captions.finding(shown), captions.caption(shown), captions.alternative(shown)):
        assert "(part)" not in said or "whole county" in said, said


# What is said before someone publishes: known answers.


def about(atlas: Atlas, query: str, year: int = YEAR) -> tuple[str, ...]:
    return captions.publish_warnings(scene(atlas, resolve.resolve(atlas, query).view), year)


def test_an_old_period_is_said_with_its_years(tiny: Atlas) -> None:
    old = OLD_PERIOD.format("2016 to 2018")
    assert old in about(tiny, "by=ccg", 2023)
    assert old not in about(tiny, "by=ccg", 2022)


def test_every_reason_is_said_and_no_other(tiny: Atlas) -> None:
    missing = "The figure is suppressed (small numbers) for 1 of 4 CCGs."
    caution = ranking_caution(tiny.indicators["smr"], Level.NEIGHBOURHOOD)
    assert caution
    assert about(tiny, "by=ccg", 2019) == (missing,)
    assert about(tiny, "by=ccg&overlay=bivariate", 2019) == (missing, PUBLISH_BIVARIATE)
    assert about(tiny, "by=council&measure=avoidable", 2019) == (PUBLISH_WHOLE.format("the ICS"),)
    assert about(tiny, "by=neighbourhood&area=E06000001&measure=smr", 2020) == (caution,)
    assert about(tiny, "condition=deprivation&by=ccg", 2019) == (PUBLISH_NO_INTERVALS,)
    estimate = "This edition holds no figure for 1 of 2 ICPs."
    assert about(tiny, "by=icp", 2019) == (PUBLISH_ESTIMATE, estimate, PUBLISH_NO_INTERVALS)
    counts = about(tiny, "condition=lung-cancer&by=council", 2019)
    assert counts[0] == PUBLISH_COUNT
    assert PUBLISH_SMALL not in counts


def test_nothing_is_said_against_a_good_picture(tiny: Atlas) -> None:
    assert about(tiny, "by=ccg&condition=stroke&area=icp-north&measure=register", 2019) == ()


def test_a_place_without_figures_is_one_warning(atlas: Atlas) -> None:
    (only,) = about(atlas, "area=E02001684&by=neighbourhood&measure=avoidable")
    assert "no figures" in only


def test_few_events_are_those_under_twenty(tiny: Atlas) -> None:
    view = resolve.resolve(tiny, "condition=stroke&by=ccg&measure=register").view
    shown = scene(tiny, view)
    for count, said in ((19.0, True), (20.0, False), (None, False)):
        rows = tuple(replace(row, value=Value(2.0 + k, 1.0, 9.0, count)) for k, row in enumerate(shown.rows))
        assert (PUBLISH_SMALL in captions.publish_warnings(replace(shown, rows=rows), 2019)) is said


def test_one_shade_is_said(tiny: Atlas) -> None:
    shown = scene(tiny, resolve.resolve(tiny, "condition=stroke&by=ccg&measure=register").view)
    one_shade = replace(shown, classes=Classes((100.0,)))
    assert PUBLISH_ONE_SHADE in captions.publish_warnings(one_shade, 2019)
    assert PUBLISH_ONE_SHADE not in captions.publish_warnings(shown, 2019)


def test_the_warnings_of_every_view_are_whole_sentences_that_hold(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        warnings = captions.publish_warnings(shown, YEAR)
        assert len(set(warnings)) == len(warnings)
        for warning in warnings:
            assert warning.endswith("."), (say(shown), warning)
            assert not UNFINISHED.search(warning), (say(shown), warning)
        values = [row.value for row in shown.shown if row.value]
        if shown.indicator is None:
            continue
        assert (PUBLISH_ESTIMATE in warnings) == any(v.status is Status.ESTIMATE for v in values)
        assert (PUBLISH_MODELLED in warnings) == any(v.status is Status.MODELLED for v in values)
        assert (PUBLISH_NO_INTERVALS in warnings) == all(v.lower is None for v in values)
        assert (PUBLISH_SMALL in warnings) == any(
            v.count is not None and v.count < 20 and v.count != v.value for v in values
        )
        old = OLD_PERIOD.format(periods.period_words(shown.view.period))
        assert (old in warnings) == (periods.parse_period(shown.view.period).end <= YEAR - 5)


def test_an_estimate_is_compared_by_approximate_limits_only(scenes: tuple[Scene, ...]) -> None:
    for shown in scenes:
        for row in shown.shown:
            if row.value and row.value.status is Status.ESTIMATE:
                assert shown.comparison(row.value) is Comparison.NOT_COMPARED or shown.verdict(row.value).likely
