"""Every address leads to a view, every view to its address, and every click to something that draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import EDITION, ICS, MAP_LEVELS, Level, a_share

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.view import Overlay, View
from dashboard.views.option import Option
from dashboard.views.options import by_options, condition_options, measure_options, overlay_options, period_options
from dashboard.views.resolve import resolve
from dashboard.views.settling import valid
from dashboard.views.staging import scene
from dashboard.views.steps import open_area, up
from dashboard.wording.notices import hint_words, notice_words

KEYS = ("area", "by", "condition", "measure", "period", "overlay")


def _draws(atlas: Atlas, view: View) -> bool:
    """Whether a view shows something: areas with a figure, or the place itself."""
    what = scene(atlas, view)
    return what.place is not None or bool(what.rows)


def _is_place(atlas: Atlas, view: View) -> bool:
    return view.by in atlas.areas[view.area].levels


def _is_valid(atlas: Atlas, view: View) -> bool:
    resolved = resolve(atlas, view.to_query())
    return resolved.view == view and not resolved.faults


# The address


def test_an_empty_address_is_the_whole_system_by_ccg_with_preventable_deaths_in_the_latest_period(atlas: Atlas):
    resolved = resolve(atlas, "")
    assert resolved.notices == ()
    assert resolved.view == View(ICS, Level.CCG, "all-causes", "preventable", "2018", Overlay.NONE)
    shown = scene(atlas, resolved.view)
    assert shown.benchmark is not None
    assert shown.benchmark.value == 143.5
    assert shown.outlines == atlas.level(Level.ICP)


def test_an_address_that_names_no_measure_says_which_one_is_shown(atlas: Atlas):
    (notice,) = notice_words(resolve(atlas, "condition=stroke").notices)
    assert notice == (
        "This address names no measure. Showing Stroke: Deaths, all ages (ratio, England = 100), 2015 to 2019, "
        "by council area."
    )
    assert resolve(atlas, "condition=stroke&measure=deaths-smr").notices == ()
    assert resolve(atlas, "size=square").notices == ()


def test_every_view_of_the_whole_system_survives_the_way_to_its_address_and_back(atlas: Atlas, every_view):
    assert [view for view in every_view if not _is_valid(atlas, view)] == []


@pytest.mark.parametrize("overlay", Overlay)
def test_every_overlay_survives_the_way_to_the_address_and_back(atlas: Atlas, latest_views, overlay):
    # Of a map of deprivation there is no overlay: tests/test_map_figure.py.
    views = [replace(view, overlay=overlay) for view in latest_views if view.condition != "deprivation"]
    assert [view for view in views if not _is_valid(atlas, view)] == []


@pytest.mark.parametrize(
    "code",
    ["icp-north", "icp-north-cumbria", "E38000130", "E38000215", "E06000047", "E10000006", "E06000005", "E07000164"],
)
def test_every_view_inside_an_area_survives_the_way_to_its_address_and_back(atlas: Atlas, every_view, code):
    area = atlas.areas[code]
    views = [replace(v, area=code) for v in every_view if atlas.children(area, v.by) or v.by in area.levels]
    assert views
    assert [view for view in views if not _is_valid(atlas, view)] == []


@pytest.mark.parametrize("query", ["?by=council", "by=council", "?by=council&", "?&&by=council", "by=council#map"[:10]])
def test_the_question_mark_and_spare_marks_make_no_difference(atlas: Atlas, query):
    assert resolve(atlas, query) == resolve(atlas, "by=council")
    assert resolve(atlas, query).view.by == Level.COUNCIL


@pytest.mark.parametrize("key", KEYS)
def test_any_single_key_may_be_left_out(atlas: Atlas, key, latest_views):
    for view in latest_views[::7]:
        asked = {name: value for name, value in view.choices().items() if name != key}
        resolved = resolve(atlas, urlencode(asked)).view
        assert _is_valid(atlas, resolved)
        if key in ("area", "period", "overlay"):
            assert resolved == view


def test_a_repeated_key_counts_once(atlas: Atlas):
    assert resolve(atlas, "by=council&by=ccg&by=moon").view.by == Level.COUNCIL


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "10 kB": "x" * 10_000,
    "NUL": "a\0b",
    "percent": "%%%zz%e0%a4%a",
    "unicode": "\U0001d511\u202eeltsacweN\ud7ff",
    "surrogate": "\udcff",
    "spaces": " \t\r\n ",
    "path": "../../etc/passwd",
    "sql": "' OR 1=1 --",
    "lines": "a\nSet-Cookie: b",
    "number": "-1e999",
    "template": "{{ 7 * 7 }}{% raw %}",
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_gives_a_valid_view(atlas: Atlas, key, value):
    for query in (f"{key}={quote(value, errors='replace')}", f"{key}={value}"):
        resolved = resolve(atlas, query)
        assert _is_valid(atlas, resolved.view)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "nowhere", "x" * 500, "<" * 45, "icp'nowhere"])
def test_an_unknown_value_is_said(atlas: Atlas, key, value):
    resolved = resolve(atlas, urlencode({key: value}))
    assert len(resolved.notices) == 1
    assert all(len(said) < 300 for said in notice_words(resolved.notices))


def test_an_address_of_10_kb_of_one_value_is_said(atlas: Atlas):
    assert resolve(atlas, f"area={'x' * 10_000}").notices


@pytest.mark.parametrize(
    "query", ["&".join(["area=x"] * 5_000), "=" * 5_000, "&" * 100_000, "%" * 9_999, "a[]=1&__proto__=2"]
)
def test_an_address_of_nothing_but_noise_gives_a_valid_view(atlas: Atlas, query):
    assert _is_valid(atlas, resolve(atlas, query).view)


@given(st.text(max_size=200))
@settings(max_examples=300)
def test_no_text_at_all_is_refused(atlas: Atlas, query):
    assert _is_valid(atlas, resolve(atlas, query).view)


_CHOICES = st.one_of(st.text(max_size=30), st.sampled_from(["ccg", "council", "neighbourhood", ICS, "stroke", "2018"]))


@given(st.dictionaries(st.sampled_from(KEYS), _CHOICES))
@settings(max_examples=300)
def test_no_combination_of_values_is_refused(atlas: Atlas, asked):
    query = urlencode(asked, errors="replace")
    resolved = resolve(atlas, query)
    assert _is_valid(atlas, resolved.view)
    assert _draws(atlas, resolved.view)


def _combinations(atlas: Atlas) -> Iterator[str]:
    """Every level and measure in an area of each level."""
    for area in {area.level: area for area in atlas.areas.values()}.values():
        for level in EDITION.levels:
            for condition in atlas.conditions:
                for measure in sorted({i.measure for i in atlas.measures(condition)} | {""}):
                    yield f"area={area.code}&by={level}&condition={condition}&measure={measure}"


@pytest.mark.no_cover
def test_known_values_in_every_combination_give_a_valid_view_that_draws(atlas: Atlas):
    wrong = []
    for query in a_share(_combinations(atlas), 11):
        view = resolve(atlas, query).view
        if not (_is_valid(atlas, view) and _draws(atlas, view)):
            wrong.append((query, view))
    assert wrong == []


def test_what_was_asked_and_is_not_shown_is_always_said(atlas: Atlas):
    """No silent change: the area, level, condition or measure of the view is the one of the address, or a notice."""
    areas = {area.level: area for area in atlas.areas.values()}.values()
    wrong = []
    for area in areas:
        for level in MAP_LEVELS:
            for indicator in atlas.indicators.values():
                asked = {
                    "area": area.code, "by": level, "condition": indicator.condition, "measure": indicator.measure
                }  # fmt: skip
                resolved = resolve(atlas, urlencode(asked))
                shown = {key: getattr(resolved.view, key) for key in asked}
                if shown != asked and not resolved.notices:
                    wrong.append((asked, shown))
    assert wrong == []


# Clicks


@pytest.fixture(scope="module")
def clicks(atlas: Atlas, latest_views) -> list[tuple[View, Area]]:
    """Maps of the system, and what can be pressed on them."""
    pressed = ((view, area) for view in latest_views for area in atlas.children(atlas.system, view.by))
    return a_share(pressed, 11)


def test_a_click_on_any_area_of_any_map_ends_in_a_valid_view_that_draws(atlas: Atlas, clicks):
    wrong = []
    for view, area in clicks:
        there = open_area(atlas, view, area)
        if there.area != area.code or not _is_valid(atlas, there) or not _draws(atlas, there):
            wrong.append((view, area.code, there))
    assert wrong == []


@pytest.mark.parametrize("code", ["icp-north", "icp-north-cumbria", "E06000047", "E38000163", "E10000023"])
def test_a_click_inside_an_area_ends_in_a_valid_view_that_draws(atlas: Atlas, latest_views, code):
    holder, wrong = atlas.areas[code], []
    for view in (replace(v, area=code) for v in latest_views if atlas.children(holder, v.by)):
        for area in atlas.children(holder, view.by):
            there = open_area(atlas, view, area)
            if there.area != area.code or not _is_valid(atlas, there) or not _draws(atlas, there):
                wrong.append((view, area.code, there))
    assert wrong == []


def test_every_map_that_a_click_opens_has_a_figure_on_it_or_is_a_place(atlas: Atlas, clicks):
    wrong = []
    for view, area in clicks:
        what = scene(atlas, open_area(atlas, view, area))
        if what.place is None and not what.shown:
            wrong.append((view, area.code))
    assert wrong == []


def test_a_second_click_on_the_same_place_stays_there(atlas: Atlas, latest_views):
    wrong = []
    for view in latest_views[::3]:
        for area in atlas.children(atlas.system, view.by)[:15]:
            there = open_area(atlas, view, area)
            if _is_place(atlas, there) and open_area(atlas, there, area) != there:
                wrong.append((view, area.code))
    assert wrong == []


@pytest.mark.parametrize("middle", [Level.CCG, Level.COUNCIL])
def test_the_way_down_goes_from_the_system_by_partnership_and_place_to_the_neighbourhood(atlas: Atlas, middle):
    view = resolve(atlas, f"by={middle}&condition=stroke&measure=admissions-rate").view
    partnership = atlas.areas["icp-central"]
    view = open_area(atlas, view, partnership)
    assert (view.area, view.by) == (partnership.code, middle)
    place = atlas.children(partnership, middle)[0]
    view = open_area(atlas, view, place)
    assert (view.area, view.by) == (place.code, Level.NEIGHBOURHOOD)
    neighbourhood = atlas.children(place, Level.NEIGHBOURHOOD)[0]
    view = open_area(atlas, view, neighbourhood)
    assert (view.area, view.by) == (neighbourhood.code, Level.NEIGHBOURHOOD)
    assert scene(atlas, view).place == neighbourhood


def test_the_way_down_from_the_partnerships_goes_to_their_ccgs(atlas: Atlas):
    view = resolve(atlas, "by=icp").view
    assert open_area(atlas, view, atlas.areas["icp-north"]) == replace(view, area="icp-north", by=Level.CCG)


def test_a_place_without_smaller_figures_opens_its_own_view(atlas: Atlas):
    view = resolve(atlas, "condition=all-causes&measure=avoidable").view
    there = open_area(atlas, view, atlas.areas["E38000130"])
    assert there == replace(view, area="E38000130")
    assert _is_place(atlas, there)


def _family(atlas: Atlas, view: View) -> str:
    return next(i.family for i in atlas.measures(view.condition) if i.measure == view.measure)


def test_a_click_keeps_condition_family_and_overlay_and_the_measure_where_it_has_figures(atlas: Atlas, latest_views):
    wrong = []
    for view in (replace(v, overlay=Overlay.DEPRIVATION) for v in latest_views if v.condition != "deprivation"):
        for area in atlas.children(atlas.system, view.by)[:8]:
            there = open_area(atlas, view, area)
            same = (there.condition, _family(atlas, there), there.overlay)
            kept = there.measure == view.measure or not atlas.indicator(view.condition, view.measure, there.by)
            if same != (view.condition, _family(atlas, view), view.overlay) or not kept:
                wrong.append((view, area.code, there))
    assert wrong == []


def test_the_breadcrumb_leads_back_to_the_map_that_one_came_from(atlas: Atlas, clicks):
    wrong = []
    for view, area in clicks:
        back = up(atlas, open_area(atlas, view, area), atlas.system)
        levels = {view.by, area.level} if len(area.levels) > 1 else {view.by}
        same = (back.area, back.condition, _family(atlas, back)) == (ICS, view.condition, _family(atlas, view))
        if not same or back.by not in levels or not _is_valid(atlas, back):
            wrong.append((view, area.code, back))
    assert wrong == []


def test_every_step_of_every_breadcrumb_is_a_valid_view_of_that_area_with_figures(atlas: Atlas, latest_views):
    wrong = []
    areas = [area for level in MAP_LEVELS for area in atlas.level(level)[:6]]
    for view in latest_views[::5]:
        for area in areas:
            here = valid(atlas, replace(view, area=area.code))
            for step in atlas.path(area)[:-1]:
                there = up(atlas, here, step)
                if there.area != step.code or not _is_valid(atlas, there) or not _draws(atlas, there):
                    wrong.append((here, step.code, there))
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (ICS, ["North East and North Cumbria"]),
        ("icp-north", ["North East and North Cumbria", "North ICP"]),
        ("E38000130", ["North East and North Cumbria", "North ICP", "ccg"]),
        ("E06000005", ["North East and North Cumbria", "South ICP", "Darlington"]),
        ("E07000164", ["North East and North Cumbria", "South ICP", "North Yorkshire", "Hambleton"]),
    ],
)
def test_the_breadcrumb_goes_from_the_system_to_the_area(atlas: Atlas, code, names):
    path = atlas.path(atlas.areas[code])
    assert path[-1].code == code
    said = [area.name.split(" (")[0] for area in path]
    assert len(said) == len(names)
    assert said[:2] == names[:2]
    assert names[-1] in (said[-1], "ccg")


def test_the_breadcrumb_of_every_area_starts_at_the_system_and_each_step_holds_the_next(atlas: Atlas):
    wrong = []
    for area in atlas.areas.values():
        path = atlas.path(area)
        if area.level == Level.COUNTRY:
            continue
        nested = all(one.code in other.parents for one, other in pairwise(path))
        if path[0].code != ICS or path[-1] != area or not nested:
            wrong.append((area.code, [step.code for step in path]))
    assert wrong == []


# Offers


def _offers(atlas: Atlas, view: View) -> list[Option]:
    return [
        *by_options(atlas, view),
        *(option for options in condition_options(atlas, view).values() for option in options),
        *measure_options(atlas, view),
        *period_options(atlas, view),
        *overlay_options(atlas, view),
    ]


@pytest.fixture(scope="module")
def sampled_views(atlas: Atlas, latest_views) -> list[View]:
    """Views of the system, and of one area of each tier."""
    codes = ("icp-south", "icp-north-cumbria", "E38000130", "E06000047", "E10000006", "E06000005", "E02002536")
    inside = (valid(atlas, replace(v, area=code)) for code in codes for v in latest_views[::12])
    return list(dict.fromkeys((*latest_views[::2], *inside)))


def test_every_view_that_is_offered_is_valid_as_it_is_and_draws(atlas: Atlas, sampled_views):
    wrong = set()
    offered = {option.view for view in sampled_views for option in _offers(atlas, view) if option.view}
    for view in offered:
        if not (_is_valid(atlas, view) and _draws(atlas, view)):
            wrong.add(view)
    assert wrong == set()
    assert len(offered) > 500


def test_what_is_not_offered_carries_its_reason(atlas: Atlas, sampled_views):
    silent = {
        (view, option.key)
        for view in sampled_views
        for option in _offers(atlas, view)
        if not option.view and not hint_words(option.hint)
    }
    assert silent == set()


def test_each_control_marks_what_the_reader_sees_now_and_nothing_else(atlas: Atlas, sampled_views):
    wrong = []
    for view in sampled_views:
        controls = {
            "by": (by_options(atlas, view), view.by),
            "condition": (
                [o for group in condition_options(atlas, view).values() for o in group],
                view.condition,
            ),
            "measure": (measure_options(atlas, view), view.measure),
            "overlay": (overlay_options(atlas, view), view.overlay),
        }
        if atlas.indicator(view.condition, view.measure, view.by):
            controls["period"] = (period_options(atlas, view), view.period)
        for name, (options, current) in controls.items():
            marked = [option.key for option in options if option.selected]
            if marked != [current]:
                wrong.append((name, view, marked))
    assert wrong == []


def test_the_selected_offer_leads_to_the_view_itself(atlas: Atlas, sampled_views):
    wrong = [
        (view, option.key)
        for view in sampled_views
        for option in _offers(atlas, view)
        if option.selected and option.view != view
    ]
    assert wrong == []


def test_an_offer_that_changes_the_level_says_so(atlas: Atlas, sampled_views):
    wrong = []
    for view in sampled_views:
        conditions = [o for group in condition_options(atlas, view).values() for o in group]
        for option in (*conditions, *measure_options(atlas, view)):
            if option.view and option.view.by != view.by and not hint_words(option.hint):
                wrong.append((view, option.key, option.view))
    assert wrong == []


def test_an_offer_of_a_level_leads_to_that_level_in_the_same_area(atlas: Atlas, sampled_views):
    wrong = []
    for view in sampled_views:
        for option in by_options(atlas, view):
            if option.view and (option.view.by, option.view.area) != (option.key, view.area):
                wrong.append((view, option.key, option.view))
    assert wrong == []


def test_periods_are_offered_newest_first(atlas: Atlas, sampled_views):
    for view in sampled_views:
        keys = [option.key for option in period_options(atlas, view)]
        assert keys == sorted(keys, reverse=True)


def test_a_condition_without_local_figures_is_listed_with_the_reason(atlas: Atlas):
    groups = condition_options(atlas, resolve(atlas, "").view)
    option = next(option for options in groups.values() for option in options if option.key == "pneumonia")
    assert option.view is None
    assert hint_words(option.hint) == "This edition has no local figure."


def test_all_conditions_are_listed_once(atlas: Atlas):
    groups = condition_options(atlas, resolve(atlas, "").view)
    assert sorted(option.key for options in groups.values() for option in options) == sorted(atlas.conditions)


@pytest.mark.parametrize("level", MAP_LEVELS)
def test_stroke_has_a_map_at_every_level(atlas: Atlas, level):
    resolved = resolve(atlas, f"condition=stroke&by={level}&measure=admissions-rate")
    assert resolved.notices == ()
    what = scene(atlas, resolved.view)
    assert len(what.shown) == len(atlas.level(level))


@pytest.mark.parametrize(
    ("measure", "levels"),
    [
        ("deaths-smr", {Level.COUNCIL, Level.NEIGHBOURHOOD}),
        ("emergency-admissions", {Level.COUNCIL, Level.NEIGHBOURHOOD}),
        ("yll", {Level.CCG, Level.ICP, Level.ICS}),
        ("register", {Level.CCG, Level.ICP, Level.ICS}),
        ("admissions-rate", {Level.ICS, *MAP_LEVELS}),
        ("travel-minutes", {Level.ICS, *MAP_LEVELS}),
    ],
)
def test_each_stroke_measure_has_figures_for_its_levels(atlas: Atlas, measure, levels):
    for level in levels:
        indicator = atlas.indicator("stroke", measure, level)
        assert indicator is not None, level
        assert atlas.pooled(indicator, level), level


def test_a_map_opens_in_the_newest_period_of_which_more_than_half_is_known(atlas: Atlas):
    """Of 2019/20 only six of twelve CCGs have a register, as the others had merged; it is shown if it is asked for."""
    query = "condition=stroke&measure=register&by=ccg"
    assert atlas.periods(atlas.indicators["stroke-register"], Level.CCG)[-1] == "2019/20"
    assert resolve(atlas, query).view.period == "2018/19"
    assert resolve(atlas, f"{query}&period=2019/20").view.period == "2019/20"
    # Twelve of nineteen are more than half: the shire districts were replaced in 2023.
    assert atlas.newest_period(atlas.indicators["le-rebased-male"], Level.DISTRICT) == "2023-25"


def test_lung_cancer_maps_new_cases_by_council_and_never_maps_its_counts(atlas: Atlas):
    options = {o.key: o for o in measure_options(atlas, resolve(atlas, "condition=lung-cancer&by=council").view)}
    new_cases, counts = options["new-cases-sir"], options["deaths-count"]
    assert new_cases.view.by == Level.COUNCIL
    assert new_cases.selected
    assert "never mapped" in hint_words(counts.hint)
    assert counts.view is not None
    assert scene(atlas, counts.view).edges == ()


def test_what_is_published_for_other_levels_is_one_click_away(atlas: Atlas):
    view = resolve(atlas, "condition=stroke&measure=yll").view
    options = {option.key: option for option in by_options(atlas, view)}
    assert options[Level.COUNCIL].view.by == Level.COUNCIL
    assert "does not hold this measure for council areas" in hint_words(options[Level.COUNCIL].hint)


# ---- an address that says little ----


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("area=E06000002", "area=E06000002&by=council&condition=all-causes&measure=preventable"),
        ("area=E38000162", "area=E38000162&by=ccg&condition=all-causes&measure=preventable"),
        ("area=E07000026", "area=E07000026&by=district&condition=all-causes&measure=preventable"),
        ("area=icp-south", "area=icp-south&by=ccg&condition=all-causes&measure=preventable"),
        ("area=E06000002&condition=stroke&measure=deaths-smr", "area=E06000002&by=council&condition=stroke"),
        ("area=E02001684", "area=E02001684&by=neighbourhood&condition=all-causes&measure=preventable-smr"),
        ("by=neighbourhood", "area=E54000049&by=neighbourhood&condition=all-causes&measure=preventable-smr"),
    ],
)
def test_a_place_without_a_level_is_the_place_itself_and_without_a_measure_has_one_with_figures(
    atlas: Atlas, query: str, view: str
) -> None:
    resolved = resolve(atlas, query)
    assert resolved.faults == ()
    assert resolved.view.to_query().startswith(view)
    indicator = atlas.indicator(resolved.view.condition, resolved.view.measure, resolved.view.by)
    assert indicator is not None


def test_a_measure_that_a_place_has_no_figures_of_gives_way_and_says_so(atlas: Atlas) -> None:
    resolved = resolve(atlas, "area=E02001684&condition=all-causes&measure=avoidable")
    assert resolved.view.measure == "deaths-smr"
    (notice,) = notice_words(resolved.notices)
    assert notice.startswith(
        "This edition holds this measure for ICPs, CCGs, council areas and districts only. Showing Deaths"
    )


def test_a_condition_without_any_figure_for_a_place_is_kept(atlas: Atlas) -> None:
    resolved = resolve(atlas, "area=E02001684&condition=suicide&measure=rate")
    assert (resolved.view.condition, resolved.view.measure, resolved.faults) == ("suicide", "rate", ())


@pytest.mark.parametrize("code", ["E38000162", "E06000002", "E07000026", "icp-south", "E02001684"])
def test_every_place_can_be_shown_by_its_own_level(atlas: Atlas, code: str) -> None:
    area = atlas.areas[code]
    for by in atlas.levels("all-causes", "deaths-smr"):
        view = resolve(atlas, f"area={code}&by={by}&condition=all-causes&measure=deaths-smr").view
        options = {option.key: option.view for option in by_options(atlas, view)}
        own = options[area.level]
        assert own is not None
        assert (own.area, own.by) == (code, area.level)


def test_a_place_whose_measure_is_published_only_for_its_parts_is_shown_by_them(atlas: Atlas) -> None:
    resolved = resolve(atlas, "area=E38000162&by=ccg&condition=stroke&measure=deaths-smr")
    assert (resolved.view.area, resolved.view.by) == ("E38000162", "council")
    (notice,) = notice_words(resolved.notices)
    assert notice == (
        "South Tees has no figure of “Deaths from stroke relative to England” in this edition. "
        "Showing its two council areas, 2015 to 2019."
    )
