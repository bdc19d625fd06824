"""The brief of a place: newest definitions fold the others, six headline measures, and one source for page and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dashboard.core.atlas import Atlas
from dashboard.core.value import Comparison, Status
from dashboard.views.area_profile import ProfileEntry, profile_entries
from dashboard.views.definitions import headline_entries, newest, older_definitions
from dashboard.wording.area_brief import AreaBrief, area_brief, summary
from dashboard.wording.key_findings import sound_entries
from dashboard.wording.responsible import responsible

MIDDLESBROUGH, NORTH_YORKSHIRE, RYTON, NORTH = "E06000002", "E10000023", "E02001682", "icp-north"
PLACES = (MIDDLESBROUGH, NORTH_YORKSHIRE, RYTON, NORTH, "E38000042", "E07000026")


def found_in(atlas: Atlas, code: str) -> tuple[ProfileEntry, ...]:
    return profile_entries(atlas, atlas.areas[code])


def brief_of(atlas: Atlas, code: str) -> AreaBrief:
    return area_brief(atlas, atlas.areas[code], found_in(atlas, code))


def entry(tiny: Atlas, id: str, period: str, **other: object) -> ProfileEntry:
    """An entry of the tiny atlas's deaths with other columns."""
    model = found_in(tiny, "E38000001")[0]
    named = {"id": id, "family": "deaths"} | {k: v for k, v in other.items() if k in ("sex", "kind", "family")}
    value = replace(model.value, status=other.get("status", Status.PUBLISHED))
    return replace(model, indicator=replace(model.indicator, **named), period=period, value=value)


def ids(entries: Sequence[ProfileEntry]) -> list[str]:
    return [one.indicator.id for one in entries]


@pytest.mark.parametrize(
    ("others", "folded"),
    [
        ([("b", "2012-14", {})], {"a": ["b"]}),
        ([("b", "2020", {})], {"b": ["a"]}),
        ([("b", "2015-17", {}), ("c", "2018/19", {})], {"c": ["a", "b"]}),
        ([("b", "2018", {})], {}),
        ([("b", "2012-14", {"sex": "male"})], {}),
        ([("b", "2012-14", {"kind": "ratio"})], {}),
        ([("b", "2012-14", {"family": "other"})], {}),
        ([("b", "2022", {"status": Status.MODELLED})], {"a": ["b"]}),
        ([("b", "2022", {"status": Status.ESTIMATE})], {"a": ["b"]}),
    ],
    ids=["older", "newer", "three", "same years", "a sex", "another kind", "a family", "modelled", "an estimate"],
)
def test_the_later_figure_of_one_question_has_the_earlier_ones_under_it(tiny: Atlas, others, folded) -> None:
    found = [entry(tiny, "a", "2016-18"), *(entry(tiny, id, period, **other) for id, period, other in others)]
    assert {head: ids(older) for head, older in older_definitions(found).items()} == folded
    under = {id for older in folded.values() for id in older}
    assert ids(newest(found)) == [one.indicator.id for one in found if one.indicator.id not in under]


def test_the_definitions_of_middlesbrough_fold_as_read_in_the_tables(atlas: Atlas) -> None:
    older = {head: ids(entries) for head, entries in older_definitions(found_in(atlas, MIDDLESBROUGH)).items()}
    assert older["preventable-u75-rebased"] == ["preventable-u75-council"]
    assert older["circulatory-preventable"] == ["circulatory-preventable-2016-definition"]
    assert older["le-rebased-male"] == ["life-expectancy-male-2015-19", "life-expectancy-male"]
    assert older["hle-interim-female"] == ["healthy-life-expectancy-female"]
    assert len(older) == 10


@pytest.mark.parametrize("code", PLACES)
def test_no_figure_is_lost_or_shown_twice_when_definitions_fold(atlas: Atlas, code: str) -> None:
    found = found_in(atlas, code)
    older = [one for entries in older_definitions(found).values() for one in entries]
    assert sorted(ids([*newest(found), *older])) == sorted(ids(found))


def test_headlines_are_six_in_the_order_of_the_edition_and_of_everybody_before_a_sex(atlas: Atlas) -> None:
    assert ids(brief_of(atlas, MIDDLESBROUGH).headlines) == [
        *("preventable-u75-rebased", "le-rebased-male", "le-rebased-female"),
        *("hle-interim-male", "hle-interim-female", "circulatory-preventable"),
    ]
    for code in PLACES:
        assert len(brief_of(atlas, code).headlines) == 6


def test_a_family_of_two_kinds_gives_its_later_figure(tiny: Atlas) -> None:
    found = [
        entry(tiny, "ratio", "2015-19", kind="ratio"),
        entry(tiny, "rate", "2024"),
        entry(tiny, "men", "2025", sex="male"),
    ]
    assert ids(headline_entries(["unknown", "deaths"], found)) == ["rate"]
    assert ids(headline_entries(["deaths"], found[2:])) == ["men"]
    assert headline_entries([], found) == ()


@pytest.mark.parametrize("code", PLACES)
def test_the_lists_count_the_newest_figures_that_bear_a_finding(atlas: Atlas, code: str) -> None:
    brief, current = brief_of(atlas, code), newest(found_in(atlas, code))
    worse, better, changing = brief.lists
    for one, side in ((worse, Comparison.WORSE), (better, Comparison.BETTER)):
        assert one.count == sum(entry.comparison is side for entry in sound_entries(current))
        assert {item.look for item in one.items} <= {side}
    assert {item.arrow for item in changing.items} <= {"up", "down"}
    for one in brief.lists:
        assert len(one.items) <= 4
        assert one.more + len(one.items) == one.count
        assert len({item.entry.condition.slug for item in one.items}) == len(one.items)
    assert len(brief.findings) <= 5


def test_a_fall_is_good_where_high_is_worse_and_bad_where_low_is(atlas: Atlas) -> None:
    looks = {item.entry.indicator.id: (item.look, item.arrow) for item in brief_of(atlas, MIDDLESBROUGH).lists[2].items}
    assert looks == {
        "circulatory-preventable": (Comparison.BETTER, "down"),
        "hle-interim-female": (Comparison.WORSE, "down"),
    }


def test_a_figure_of_the_whole_county_says_so_in_every_list(atlas: Atlas) -> None:
    """Rule 4: in the lists of a county of which a part lies in the system."""
    for one in brief_of(atlas, NORTH_YORKSHIRE).lists:
        for item in one.items:
            assert ("whole county" in item.words) == bool(item.entry.value.extent), item.words


def test_an_older_definition_is_no_finding_where_there_is_a_newer_one(atlas: Atlas) -> None:
    said = " ".join(summary(found_in(atlas, MIDDLESBROUGH)))
    assert "2016 definition" not in said
    older = [e for entries in older_definitions(found_in(atlas, NORTH)).values() for e in entries]
    assert all(e.indicator.title not in said for e in older)


def test_what_is_empty_is_said_in_a_sentence(atlas: Atlas) -> None:
    assert brief_of(atlas, RYTON).empty == (
        "None of the newest figures that bear a finding is worse than England, better than England "
        "or changing beyond chance."
    )
    assert brief_of(atlas, NORTH).empty == ""


def test_who_is_responsible_names_the_areas_around_and_how_they_lie(atlas: Atlas) -> None:
    said = {one.label: one.said for one in brief_of(atlas, MIDDLESBROUGH).responsible}
    assert said["ICP"] == "South ICP"
    assert said["CCG"] == "South Tees (which reaches further)"
    assert said["Combined authority"] == "Tees Valley Combined Authority"
    assert "North Tees" in said["Trusts of the South ICP"]


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("E01019338", {"Council area": "Cumbria", "District": "Eden", "Neighbourhood": "Hesket, Lazonby & Skelton"}),
        ("E02005757", {"Council area": "North Yorkshire", "District": "Hambleton"}),
        ("E01012041", {"Council area": "Middlesbrough", "Neighbourhood": "Ayresome"}),
        ("E02002498", {"Council area": "Middlesbrough"}),
        (MIDDLESBROUGH, {}),
    ],
)
def test_small_areas_name_their_district_if_it_is_no_council_and_the_smallest_their_neighbourhood(
    atlas: Atlas, code: str, named: dict[str, str]
) -> None:
    said = {one.label: one.said for one in responsible(atlas, atlas.areas[code])}
    assert {label: said[label] for label in ("Council area", "District", "Neighbourhood") if label in said} == named


def test_of_six_claims_one_stands_open_with_its_evidence(atlas: Atlas) -> None:
    brief = brief_of(atlas, MIDDLESBROUGH)
    assert (len(brief.claims), len(brief.more_claims)) == (1, 5)
    assert brief.claims[0].evidence


def test_a_place_without_any_figure_has_an_empty_brief(tiny: Atlas) -> None:
    bare = area_brief(tiny, tiny.areas["icp-south"], [])
    assert (bare.headlines, bare.claims, [one.items for one in bare.lists]) == ((), (), [(), (), ()])
