"""Headlines by rules 8 to 13 and 22: known answers on made figures, and what holds of every headline that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from shipped import EDITION, ICS, MAP_LEVELS, Level

from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.headline import Finding, Headline
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.level import ENGLAND
from dashboard.core.value import Comparison, Direction, Extent, IntervalKind, Status, Value
from dashboard.core.view import View
from dashboard.stats.correlation import Tendency
from dashboard.views.gist import gist
from dashboard.views.gist_model import Gist, GistKind
from dashboard.views.resolve import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.captions import finding as headline
from dashboard.wording.fitting import LONGEST, fitted
from dashboard.wording.scales import distance
from dashboard.wording.verdict_counts import counted, counted_against, counted_without_areas

WORDS = {"noun": "stroke deaths", "unit_short": "per 100,000"}
OWN = IntervalKind.APPROXIMATE


@pytest.fixture(scope="module")
def plain(tiny: Atlas) -> Scene:
    """A map of four CCGs in an area called South, without figures; England has 100."""
    view = View("icp-south", Level.CCG, "all-causes", "avoidable", "2016-18")
    what = scene(tiny, view)
    indicator = replace(tiny.indicators["deaths-ccg"], **WORDS)
    return replace(what, area=replace(what.area, name="South"), indicator=indicator, benchmark=Value(100.0))


def shown(plain: Scene, *values: Value | None, level: Level = Level.CCG, **indicator: object) -> Scene:
    """The same map with other figures, highest first, of areas A, B, C ..."""
    areas = [Area(letter, letter, letter, (level,)) for letter in "ABCDEFGHIJKL"]
    assert plain.indicator is not None
    rows = tuple(Row(area, value) for area, value in zip(areas, values, strict=False))
    what: Indicator = replace(plain.indicator, **indicator)  # type: ignore[arg-type]
    return replace(plain, rows=rows, indicator=what, view=replace(plain.view, by=level))


def near(*figures: float) -> list[Value]:
    """Figures with intervals of 5 % on either side."""
    return [Value(figure, figure * 0.95, figure * 1.05) for figure in figures]


def bare(*figures: float) -> list[Value]:
    return [Value(figure) for figure in figures]


# All on one side of England comes first


def test_all_on_one_side_come_first_with_how_far(plain: Scene) -> None:
    assert headline(shown(plain, *bare(141, 120, 105))) == (
        "Stroke deaths in South: all 3 CCGs above England, by 5% to 41%"
    )
    assert headline(shown(plain, *bare(90, 60))) == "Stroke deaths in South: both CCGs below England, by 10% to 40%"


def test_all_on_one_side_say_how_many_clearly(plain: Scene) -> None:
    assert headline(shown(plain, *near(141, 120, 104, 103))) == (
        "Stroke deaths in South: all 4 CCGs above England, 2 worse"
    )
    assert headline(shown(plain, *near(104, 103))) == (
        "Stroke deaths in South: both CCGs above England, none of them clearly"
    )
    likely = [replace(value, interval=OWN) for value in near(141, 120, 104, 103)]
    assert headline(shown(plain, *likely)).endswith("all 4 CCGs above England, 2 likely worse")
    assert headline(shown(plain, *likely[:3], near(103)[0])).endswith("above England, 2 clearly or likely worse")


def test_a_figure_that_prints_as_englands_is_on_no_side(plain: Scene) -> None:
    assert gist(shown(plain, *bare(141, 120, 110, 100.04))).kind is GistKind.ENDS
    assert gist(shown(plain, *bare(141, 120, 110, 100.06))).kind is GistKind.ONE_SIDE


def test_areas_without_a_figure_are_not_among_all(plain: Scene) -> None:
    assert "all 3 CCGs with figures above England" in headline(shown(plain, *bare(141, 120, 105), None))


# Verdicts


def test_verdicts_are_counted_where_four_of_five_have_one(plain: Scene) -> None:
    mixed = near(141, 120, 99, 70)
    assert headline(shown(plain, *mixed)) == "Stroke deaths in South: worse than England in 2 and better in 1 of 4 CCGs"
    assert headline(shown(plain, *mixed, Value(60.0))) == (
        "Stroke deaths in South: worse than England in 2 and better in 1 of 4 CCGs, 1 not compared"
    )
    assert gist(shown(plain, *mixed[:3], Value(60.0))).kind is GistKind.ENDS


def test_the_four_of_five_are_of_all_areas_of_the_map(plain: Scene) -> None:
    """Four verdicts and one area without a figure are enough, with two such areas they are not."""
    assert gist(shown(plain, *near(141, 120, 99, 70), None)).kind is GistKind.VERDICTS
    assert gist(shown(plain, *near(141, 120, 99, 70), None, None)).kind is GistKind.ENDS


def test_none_that_differs_and_all_that_do(plain: Scene) -> None:
    assert headline(shown(plain, *near(103, 99))) == (
        "Stroke deaths in South: no clear difference from England in either CCG"
    )
    said = [Value(f, verdict=Comparison.WORSE) for f in (103.0, 104.0, 99.9)]
    assert headline(shown(plain, *said)) == "Stroke deaths in South: worse than England in all 3 CCGs"


def test_likely_is_said_of_approximate_limits_only(plain: Scene) -> None:
    likely = [replace(value, interval=OWN) for value in near(141, 120, 99)]
    assert headline(shown(plain, *likely)) == "Stroke deaths in South: likely worse than England in 2 of 3 CCGs"


# Ends


def test_ends_are_named_of_four_areas_that_can_be_told_apart(plain: Scene) -> None:
    lone = replace(plain, benchmark=None)
    assert headline(shown(lone, *near(140, 120, 110, 100))) == "Stroke deaths in South: highest in A, lowest in D"
    assert headline(shown(lone, *near(104, 103, 101, 100))) == (
        "Stroke deaths in South: highest and lowest of 4 CCGs cannot be told apart"
    )
    assert (
        headline(shown(lone, *bare(140, 120, 110)))
        == "Stroke deaths in South: A 140.0, B 120.0 and C 110.0 per 100,000"
    )


def test_ties_of_printed_figures_share_an_end(plain: Scene) -> None:
    lone = replace(plain, benchmark=None)
    assert headline(shown(lone, *bare(3.04, 3.01, 2, 1))).endswith("highest in A and B, lowest in D")
    assert headline(shown(lone, *bare(3, 3, 3, 1))).endswith("highest in 3 CCGs, lowest in D")
    assert headline(shown(lone, *bare(2, 2, 2))).endswith(": the same in all 3 CCGs")


def test_figures_without_intervals_that_are_both_similar_to_england_are_alike(plain: Scene) -> None:
    some = [Value(f, verdict=Comparison.SIMILAR if f in (103.0, 98.0) else None) for f in (103.0, 101.0, 99.0, 98.0)]
    assert gist(shown(plain, *some)).kind is GistKind.ALIKE


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": Kind.YEARS}, "longest in A, shortest in D"),
        ({"kind": Kind.MINUTES}, "longest in A, shortest in D"),
        ({"direction": Direction.NEVER_COMPARED, "kind": Kind.YEARS}, "widest in A, narrowest in D"),
        ({"measure": "yll"}, "most in A, fewest in D"),
        ({"standardised": Standardised.NONE}, "highest in A, lowest in D"),
    ],
    ids=["years", "minutes", "gap", "years lost", "crude"],
)
def test_the_kind_of_figure_has_its_words(plain: Scene, changes: dict[str, object], words: str) -> None:
    assert headline(shown(replace(plain, benchmark=None), *bare(9, 8, 7, 6), **changes)).endswith(words)


def test_what_a_handful_of_events_decides_is_never_ranked(plain: Scene) -> None:
    lone = replace(plain, benchmark=None)
    assert headline(shown(lone, *bare(9, 8, 7, 6), reliable=False)) == (
        "Stroke deaths in South: 6.0 to 9.0 per 100,000 in 4 CCGs"
    )
    few = [Value(99.0, count=19.0), *bare(9, 8, 7, 6)]
    assert headline(shown(lone, *few)).endswith("highest in B, lowest in E")
    assert headline(shown(lone, Value(99.0, count=19.0), Value(9.0, count=3.0))).endswith(
        ": too few deaths to say more than chance"
    )


# Crude figures (rule 13)


def test_a_crude_figure_is_not_set_beside_england(plain: Scene) -> None:
    crude = shown(plain, *near(141, 130, 120, 110), standardised=Standardised.NONE)
    assert headline(crude) == "Stroke deaths in South: highest in A, lowest in D"
    place = replace(crude, place=crude.rows[0].area)
    assert headline(place) == "Stroke deaths in A: 141.0 per 100,000"


# Neighbourhoods


def test_neighbourhoods_are_counted_by_side_and_never_named(plain: Scene) -> None:
    small = shown(plain, *bare(150, 130, 121, 105, 99), level=Level.NEIGHBOURHOOD)
    assert headline(small) == "Stroke deaths in South: 4 of 5 neighbourhoods above England, 3 by 20% or more"
    tied = replace(small, tendency=Tendency(0.7, 40))
    assert headline(tied) == "Stroke deaths in South: 4 of 5 neighbourhoods above England; higher where more deprived"
    weak = replace(small, tendency=Tendency(0.3, 40))
    assert headline(weak) == headline(small)
    below = shown(plain, *bare(110, 99, 98, 79), level=Level.NEIGHBOURHOOD)
    assert headline(below).endswith("3 of 4 neighbourhoods below England, 1 by 20% or more")


def test_of_a_share_that_most_places_have_none_of_those_with_more_are_counted(plain: Scene) -> None:
    """Half of them have none and two many times what England has: "3 of 5 below" would turn the truth round."""
    share = {"kind": Kind.SHARE, "standardised": Standardised.NOT_APPLICABLE, "noun": "poverty"}
    high = shown(plain, *bare(900, 400, 0, 0, 0), level=Level.NEIGHBOURHOOD, **share)
    assert headline(high) == "Poverty in South: 2 of 5 neighbourhoods above England"
    good = replace(high, indicator=replace(high.indicator, direction=Direction.LOW_IS_WORSE))  # type: ignore[arg-type]
    assert headline(good) == "Poverty in South: 3 of 5 neighbourhoods below England"
    none = shown(plain, *bare(100, 0, 0), level=Level.NEIGHBOURHOOD, **share)
    assert headline(none) == "Poverty in South: 2 of 3 neighbourhoods below England"


ORDER = {"kind": Kind.RANK, "direction": Direction.LOW_IS_WORSE, "noun": "poverty", "decimals": 0}


@pytest.mark.parametrize(
    ("ranks", "per", "said"),
    [
        ((10, 7, 1, 1), 10, "2 of 4 small areas in England's most deprived tenth"),
        ((1, 1, 1), 10, "all 3 small areas in England's most deprived tenth"),
        ((3, 2), 10, "none of 2 small areas in England's most deprived tenth"),
        ((32844, 3285, 3284, 1), 32844, "2 of 4 small areas in England's most deprived tenth"),
        ((32844, 1), None, "1 to 32,844 (1 = most deprived) in 2 small areas"),
    ],
)
def test_ranks_and_tenths_of_small_areas_say_how_many_are_in_the_most_deprived_tenth(
    plain: Scene, ranks: tuple[int, ...], per: int | None, said: str
) -> None:
    unknown = replace(plain, benchmark=None)
    small = shown(unknown, *bare(*ranks), level=Level.LSOA, per=per, unit_short="(1 = most deprived)", **ORDER)
    assert headline(small) == f"Poverty in South: {said}"


@pytest.mark.parametrize(
    ("rank", "per", "said"),
    [
        (1, 10, "in England's most deprived tenth"),
        (4, 10, "in England's 4th most deprived tenth"),
        (1, 32844, "most deprived of 32,844 small areas of England"),
        (3212, 32844, "3,212th most deprived of 32,844 small areas of England"),
    ],
)
def test_the_rank_of_a_small_area_is_said_in_words(plain: Scene, rank: int, per: int, said: str) -> None:
    small = shown(plain, *bare(rank), level=Level.LSOA, per=per, **ORDER)
    assert headline(replace(small, place=small.rows[0].area)) == f"Poverty in A: {said}"


def test_nothing_is_told_of_small_areas_that_rest_on_few_events_for_the_most_part(plain: Scene) -> None:
    """Those that do not are those with many events, so their range would be chosen by itself."""
    many, few = (Value(figure, count=count) for figure, count in ((300.0, 25), (90.0, 12)))
    known = shown(plain, many, many, few, few, few, level=Level.LSOA)
    assert headline(known) == "Stroke deaths in South: too few deaths to say more than chance"
    half = shown(plain, many, replace(many, value=200.0), few, few, level=Level.LSOA)
    assert headline(half).endswith("both small areas with sound figures above England")
    assert gist(replace(known, view=replace(known.view, by=Level.CCG))).kind is not GistKind.FEW_EVENTS


def test_a_mixed_verdict_names_its_areas_as_long_as_there_is_room(plain: Scene) -> None:
    some = [Value(figure, figure - 5, figure + 5, interval=OWN) for figure in (125, 124, 123, 122)]
    rows = shown(plain, *near(140, 130), *some, *near(80), Value(100.0), noun="early circulatory deaths")
    assert headline(rows) == "Early circulatory deaths in South: 6 of 7 CCGs (likely) worse, 1 better; 1 uncompared"


def test_england_is_named_before_what_the_areas_are_called(plain: Scene) -> None:
    rows = shown(
        plain, *near(140, 130, 125), *near(80), *near(100), Value(100.0), noun="preventable circulatory deaths"
    )
    said = headline(rows)
    assert said == "Preventable circulatory deaths in South: 3 of 5 worse than England, 1 better, 1 uncompared"


def test_neighbourhoods_without_england_have_a_range(plain: Scene) -> None:
    small = shown(replace(plain, benchmark=None), *bare(83, 80, 70.1), level=Level.NEIGHBOURHOOD, kind=Kind.YEARS)
    tied = replace(small, tendency=Tendency(-0.7, 40))
    assert headline(tied).endswith("70.1 to 83.0 per 100,000 in 3 neighbourhoods") or "shorter where" in headline(tied)


# A place


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Value(140.8), "41% above England"),
        (Value(99.9), "less than 1% below England"),
        (Value(100.04), "the same as England"),
        (Value(140.8, 130, 150), "worse than England by 41%"),
        (Value(80.0, 70, 90), "better than England by 20%"),
        (Value(103.0, 90, 110), "similar to England, 3% above"),
        (Value(140.8, 130, 150, interval=OWN), "likely worse than England by 41%"),
        (Value(103.0, 90, 110, interval=OWN), "not clearly different from England, 3% above"),
        (Value(103.0, status=Status.ESTIMATE), "3% above England (estimate)"),
        (Value(140.8, 60, 290, count=9.0), "too few deaths to say more than chance"),
        (Value(None, status=Status.SUPPRESSED), "suppressed (small numbers)"),
        (None, "not published"),
    ],
)
def test_a_place_is_set_beside_england(plain: Scene, value: Value | None, said: str) -> None:
    what = shown(plain, value, *bare(80, 70))
    assert headline(replace(what, place=what.rows[0].area)) == f"Stroke deaths in A: {said}"


def test_years_and_shares_are_apart_in_their_own_unit(tiny: Atlas) -> None:
    years = replace(tiny.indicators["deaths-ccg"], kind=Kind.YEARS, unit_short="years")
    assert distance(76.44, 79.6, years) == "3.2 years"
    assert distance(34.9, 10.0, replace(years, kind=Kind.SHARE)) == "24.9 points"


def test_a_place_of_a_whole_county_is_called_so(plain: Scene) -> None:
    what = shown(plain, Value(110.0, extent=Extent.COUNTY, extent_words="whole county"), *bare(80, 70))
    part = replace(what.rows[0].area, short_name="Cumbria", part_of_larger=True)
    rows = (Row(part, what.rows[0].value), *what.rows[1:])
    assert "Cumbria (whole\u00a0county)" in headline(replace(what, rows=rows, place=part))


def test_a_figure_of_a_larger_area_is_said_to_be_one_and_no_finding_rests_on_it(plain: Scene, atlas: Atlas) -> None:
    larger = Value(200.0, 190.0, 210.0, extent=Extent.MERGED, extent_words="whole Vale")
    said = headline(shown(plain, larger, larger, *near(80, 70, 60, 50)))
    assert "A" not in said.split(": ")[1]
    assert said.startswith("Stroke deaths in South: ")
    alone = headline(shown(plain, larger, larger))
    assert alone == "Stroke deaths in A (whole\u00a0Vale): 100% above England"
    lung = headline(scene(atlas, resolve(atlas, "area=E38000042&condition=lung-cancer&by=ccg&measure=deaths-smr").view))
    assert lung.startswith("Lung cancer deaths in Darlington (whole\u00a0Tees\u00a0Valley): ")


def test_stroke_deaths_in_middlesbrough(atlas: Atlas) -> None:
    query = "area=E06000002&by=council&condition=stroke&measure=deaths-smr"
    assert headline(scene(atlas, resolve(atlas, query).view)) == (
        "Stroke deaths in Middlesbrough: 41% above England, 2nd highest of 150 councils"
    )


def test_preventable_early_deaths_by_ccg(atlas: Atlas) -> None:
    query = "by=ccg&condition=all-causes&measure=preventable&period=2018"
    assert headline(scene(atlas, resolve(atlas, query).view)) == (
        "Preventable early deaths in NENC: likely worse than England in 8 of 12 CCGs, better in 1"
    )


# Fitting


def test_the_fullest_finding_that_fits_is_said() -> None:
    long = "x" * 80
    assert (
        str(fitted("stroke deaths", ("North East", "NE"), ("all of it", "less")))
        == "Stroke deaths in North East: all of it"
    )
    assert str(fitted("stroke deaths", (long, "NE"), ("all of it", "less"))) == "Stroke deaths in NE: all of it"
    assert str(fitted("stroke deaths", ("NE",), (long, "less"))) == "Stroke deaths in NE: less"


def test_topic_and_finding_stay_apart_whatever_marks_are_in_them() -> None:
    said = fitted("deaths: stroke", ("NE",), ("worse: 4 of 5",))
    assert (said.topic, str(said.finding)) == ("Deaths: stroke in NE", "worse: 4 of 5")
    assert str(said) == "Deaths: stroke in NE: worse: 4 of 5"
    assert str(Headline("", Finding("A title of one's own"))) == "A title of one's own"


# Every headline


@pytest.fixture(scope="module")
def told(atlas: Atlas, latest_views: tuple[View, ...]) -> list[tuple[Scene, str]]:
    """The headline of the latest period of every indicator and level, of all areas that have a map of it."""
    return [(what, headline(what)) for what in _scenes(atlas, latest_views)]


def _scenes(atlas: Atlas, views: tuple[View, ...]) -> Iterator[Scene]:
    holders = [area for level in (Level.ICP, Level.CCG, Level.COUNCIL) for area in atlas.level(level)]
    for view in views:
        yield scene(atlas, view)
        for area in holders:
            if atlas.children(area, view.by) or view.by in area.levels:
                yield scene(atlas, replace(view, area=area.code))
        for area in atlas.level(view.by)[::7] if view.by == Level.NEIGHBOURHOOD else atlas.level(view.by):
            yield scene(atlas, replace(view, area=area.code))


def test_every_headline_has_topic_place_and_finding_in_90_letters(told: list[tuple[Scene, str]]) -> None:
    assert len(told) > 5_000
    for what, said in told:
        assert len(said) <= LONGEST, said
        assert what.indicator is not None
        topic = what.indicator.noun[:1].upper() + what.indicator.noun[1:]
        assert said.startswith(f"{topic} in "), said
        place, finding = said.removeprefix(f"{topic} in ").split(": ", 1)
        assert place.replace("\u00a0", " "), said
        assert finding, said


def test_no_headline_has_an_edition_a_capital_after_a_comma_or_a_count_of_itself(told: list[tuple[Scene, str]]) -> None:
    names = {
        word
        for area in {row.area for what, _ in told for row in what.rows}
        for word in re.findall(r"[A-Z][\w'-]*", f"{area.name} {area.short_name}")
    }
    for _, said in told:
        assert not re.search(r"definition|20[012]\d|rebased|interim|method", said), said
        for word in re.findall(r"[,;:] ([A-Z]\w*)", said):
            assert word in {*names, "England"}, said
        assert not re.search(r"\b(\d+) of \1\b|\ball [012] |[^.]\b1 [a-z]+s above|^None", said), said


def test_crude_figures_are_never_beside_england_nor_deprivation(told: list[tuple[Scene, str]]) -> None:
    crude = [said for what, said in told if what.indicator and what.indicator.standardised is Standardised.NONE]
    assert len(crude) > 500
    assert [said for said in crude if re.search(r"England(?! = )|worse|better|depriv|(high|low)er\b", said)] == []


def test_no_neighbourhood_is_named_but_as_the_place_itself(told: list[tuple[Scene, str]]) -> None:
    maps = [said for what, said in told if what.view.by == Level.NEIGHBOURHOOD and what.place is None]
    assert len(maps) > 300
    assert [said for said in maps if re.search(r"(highest|lowest|longest|shortest|most|fewest) in", said)] == []


def test_the_system_is_named_in_full_or_in_short(told: list[tuple[Scene, str]]) -> None:
    names = (f" in {EDITION.system_short}: ", " in North East & North Cumbria: ")
    assert all(any(name in said for name in names) for what, said in told if what.area.code == ICS and what.shown[1:])
    assert all(len({what.view.by for what, _ in told}) == len(MAP_LEVELS) for _ in names)


def test_all_on_one_side_is_never_left_out(told: list[tuple[Scene, str]], atlas: Atlas) -> None:
    """Written anew from the rule: every sound figure above England as printed, or every one below."""
    seen = 0
    for what, said in told:
        indicator = what.indicator
        if indicator is None or what.place or not indicator.mapped or indicator.standardised is Standardised.NONE:
            continue
        england = atlas.value(indicator, what.view.period, ENGLAND)
        figures = [
            row.value.value for row in what.shown if row.value and not (row.value.count and row.value.count < 20)
        ]
        if (
            england is None
            or england.value is None
            or indicator.direction is Direction.NEVER_COMPARED
            or len(figures) < 2
        ):
            continue
        signs = {
            (round(f, indicator.decimals) > round(england.value, indicator.decimals))
            - (round(f, indicator.decimals) < round(england.value, indicator.decimals))
            for f in figures
            if f is not None
        }
        same = len({round(f, indicator.decimals) for f in figures if f is not None}) == 1
        if signs in ({1}, {-1}) and not same:
            seen += 1
            assert f"{'above' if signs == {1} else 'below'} England" in said, said
            assert re.search(r": (all|both) ", said), said
    assert seen > 100


def test_a_finding_is_a_claim_and_what_it_adds() -> None:
    claim = Finding("highest in Hambleton, Richmondshire & Whitby")
    assert str(claim.adding("", "lowest in South Tees")) == f"{claim}, lowest in South Tees"
    assert claim.adding("lowest in South Tees").claim == claim.claim
    assert claim.adding("") == claim
    assert claim.adding("5 by 20% or more").ending("; higher") == Finding(claim.claim, "5 by 20% or more; higher")
    assert claim.ending(" (estimate)") == Finding(f"{claim} (estimate)")


@pytest.mark.parametrize(
    ("verdicts", "areas", "fullest", "shortest"),
    [
        ({"worse": 2, "better": 1}, 3, "worse than X in 2 and better in 1 of 3 councils", "2 of 3 worse"),
        ({"worse": 3}, 5, "worse than X in all 3 councils, 2 not compared", "all 3 worse; 2 uncompared"),
        ({"higher": 1}, 1, "higher than X in 1 council", "all 1 higher"),
        ({"similar": 2}, 2, "no clear difference from X in either council", "no clear difference"),
        (
            {"similar": 3},
            4,
            "no clear difference from X in any of 3 councils, 1 not compared",
            "no clear difference, 1 not compared",
        ),
    ],
)
def test_verdicts_are_counted_the_fullest_words_first(
    verdicts: dict[str, int], areas: int, fullest: str, shortest: str
) -> None:
    level = replace(Level.COUNCIL, singular="council", plural="councils", plural_short="")
    found = Gist(GistKind.VERDICTS, areas=areas, verdicts={Comparison(word): n for word, n in verdicts.items()})
    said = list(map(str, counted(found, level, "X")))
    assert (said[0], said[-1]) == (fullest, shortest)
    assert all("X" in str(words) for words in counted_against(found, level, "X"))
    bare = str(counted_without_areas(found, "X"))
    assert "X" in bare
    assert "council" not in bare
