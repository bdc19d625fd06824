"""The subject is never lost: what differs from what was asked or looked at stands in one line, with a way back."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import product

import pytest
from shipped import ICS, MAP_LEVELS, Level, a_share, but_few_of_the_smallest

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.labels import called
from dashboard.core.level import NO_PAGE
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import View
from dashboard.views.area_profile import profile_entries
from dashboard.views.measures import has_figures
from dashboard.views.option import Option
from dashboard.views.options import by_options, condition_options
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.steps import open_area
from dashboard.web.page.profile import profile
from dashboard.wording.notices import notice_lines, way_words

JESMOND, SOUTH_TEES, MIDDLESBROUGH, NORTHUMBERLAND_CCG = "E02001724", "E38000162", "E06000002", "E38000130"


def _places(atlas: Atlas) -> list[Area]:
    return [area for area in but_few_of_the_smallest(atlas) if area.level.role not in NO_PAGE]


def _said(atlas: Atlas, query: str) -> tuple[str, str, str]:
    """The only notice of an address: its words, those of its link and where it leads."""
    ((words, way),) = notice_lines(resolve(atlas, query).notices)
    return words, way_words(way) if way else "", way.query if way else ""


# ---- the walk ----


def _differs(view: View, area: Area, condition: str, level: Level) -> set[str]:
    asked = {"area": area.code, "condition": condition, "by": level}
    return {key for key, value in asked.items() if getattr(view, key) != value}


def _told(atlas: Atlas, notices: tuple[Notice, ...], view: View, asked: Level) -> bool:
    """Whether the notices name the level that is shown instead, and where the nearest figure is if there is none."""
    words = " ".join(said for said, _ in notice_lines(notices))
    shown = (view.by.singular, view.by.plural, view.by.short)
    level_is_told = view.by == asked or any(name in words for name in shown)
    return level_is_told and (has_figures(atlas, view) or any(way for _, way in notice_lines(notices)))


@pytest.mark.no_cover
def test_whatever_differs_from_what_was_asked_stands_in_the_notice_and_nothing_else_is_said(atlas: Atlas) -> None:
    """Every area, condition and level of the atlas, but of the neighbourhoods every sixteenth and few smaller areas."""
    small = atlas.level(Level.NEIGHBOURHOOD)[::16]
    areas = [area for area in _places(atlas) if area.level != Level.NEIGHBOURHOOD or area in small]
    conditions = [slug for slug in atlas.conditions if atlas.measures(slug)]
    silent, walked = [], 0
    for area, condition, level in a_share(product(areas, conditions, MAP_LEVELS), 11):
        query = f"area={area.code}&condition={condition}&by={level}"
        resolved = resolve(atlas, query)
        walked += 1
        view, notices = resolved.view, resolved.notices
        is_other = bool(_differs(view, area, condition, level)) or not has_figures(atlas, view)
        is_told = [n for n in notices if n.code is not NoticeCode.SAYS_LESS] != []
        if is_other != is_told or (is_other and not _told(atlas, notices, view, level)):
            silent.append(query)
    assert silent == []
    assert walked > 900


def test_where_a_place_has_no_figure_the_nearest_is_one_click_away(atlas: Atlas) -> None:
    missing = 0
    for area in (*atlas.level(Level.CCG), *atlas.level(Level.COUNCIL), atlas.areas[JESMOND]):
        for condition in (slug for slug in atlas.conditions if atlas.measures(slug)):
            resolved = resolve(atlas, f"area={area.code}&condition={condition}&by={area.level}")
            if has_figures(atlas, resolved.view):
                continue
            missing += 1
            (notice,) = resolved.notices
            assert notice.way is not None
            there = resolve(atlas, notice.way.query)
            assert (there.view.to_query(), there.notices) == (notice.way.query, ()), (area.code, condition)
            assert has_figures(atlas, there.view)
            assert there.view.condition == condition
    assert missing > 20


# ---- known answers ----


def test_a_condition_that_a_place_has_no_figure_of_is_shown_by_its_parts_with_the_way_back(atlas: Atlas) -> None:
    here = resolve(atlas, f"area={SOUTH_TEES}&by=ccg&condition=all-causes&measure=preventable&period=2018").view
    option = _offer(atlas, here, "suicide")
    assert option.view is not None
    assert option.view.by == Level.COUNCIL
    assert _said(atlas, option.view.to_query()) == (
        "South Tees has no figure of suicide in this edition. Showing its two council areas, 2019 to 2021.",
        "Back to South Tees",
        here.to_query(),
    )


def test_a_typed_address_of_the_same_is_answered_alike(atlas: Atlas) -> None:
    words, link, back = _said(atlas, f"area={SOUTH_TEES}&by=ccg&condition=suicide")
    assert words == "South Tees has no figure of suicide in this edition. Showing its two council areas, 2019 to 2021."
    assert link == "Back to South Tees"
    assert resolve(atlas, back).view.area == SOUTH_TEES
    assert has_figures(atlas, resolve(atlas, back).view)


def test_a_neighbourhood_without_a_figure_says_where_the_nearest_is(atlas: Atlas) -> None:
    assert _said(atlas, f"area={JESMOND}&by=neighbourhood&condition=suicide") == (
        "South Jesmond & Sandyford has no figure of suicide in this edition; the nearest is that of Newcastle "
        "(council area), 2019 to 2021.",
        "Show Newcastle",
        "area=E08000021&by=council&condition=suicide&measure=rate&period=2019-21&overlay=none",
    )


def test_the_nearest_figure_of_a_place_is_that_of_the_one_with_its_boundary(atlas: Atlas) -> None:
    words, _, there = _said(atlas, f"area={NORTHUMBERLAND_CCG}&by=ccg&condition=suicide")
    assert "the nearest is that of Northumberland (council area)" in words
    assert there.startswith("area=E06000057&by=council&condition=suicide")


def _on_first_map(atlas: Atlas) -> View:
    return resolve(atlas, "").view


def test_a_click_on_a_ccg_keeps_measure_and_year_and_says_the_other_source(atlas: Atlas) -> None:
    start = _on_first_map(atlas)
    there = open_area(atlas, start, atlas.areas[SOUTH_TEES])
    assert (there.by, there.measure, there.period) == (Level.DISTRICT, "preventable", "2018")
    words, link, back = _said(atlas, there.to_query())
    assert words.startswith("For districts the figures are from another source or by another definition. Showing ")
    assert "Fingertips" in words
    assert (link, back) == ("Back to North East & North Cumbria by CCG", start.to_query())


def test_a_click_on_a_ccg_without_that_measure_inside_asks_the_same_question_of_its_neighbourhoods(
    atlas: Atlas,
) -> None:
    there = open_area(atlas, _on_first_map(atlas), atlas.areas[NORTHUMBERLAND_CCG])
    assert (there.by, there.measure) == (Level.NEIGHBOURHOOD, "preventable-smr")
    words, link, _ = _said(atlas, there.to_query())
    assert words == (
        "This edition holds “Preventable deaths under 75 (rate)” for ICPs, CCGs, council areas and districts only. "
        "Showing “Preventable deaths under 75 (ratio, England = 100)” for neighbourhoods, 2015 to 2019."
    )
    assert link == "Back to North East & North Cumbria by CCG"


@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_click_keeps_the_sex(atlas: Atlas, sex: str) -> None:
    start = resolve(atlas, f"by=council&condition=life-expectancy&measure=life-expectancy-{sex}").view
    there = open_area(atlas, start, atlas.areas[MIDDLESBROUGH])
    assert (there.by, there.measure) == (Level.NEIGHBOURHOOD, f"life-expectancy-{sex}-2015-19")


def test_a_click_that_changes_nothing_but_place_and_level_says_nothing(atlas: Atlas) -> None:
    start = resolve(atlas, "by=council&condition=stroke&measure=deaths-smr").view
    there = open_area(atlas, start, atlas.areas[MIDDLESBROUGH])
    assert (there.by, there.origin) == (Level.NEIGHBOURHOOD, None)
    assert resolve(atlas, there.to_query()).notices == ()


def test_every_click_whose_figures_are_others_says_so_with_the_way_back(atlas: Atlas, latest_views) -> None:
    silent, told = [], 0
    for view in latest_views:
        for area in atlas.children(atlas.system, view.by)[:6]:
            there = open_area(atlas, view, area)
            before, after = (atlas.indicator(v.condition, v.measure, v.by) for v in (view, there))
            if after and (before, view.period) != (after, there.period):
                told += 1
                _, _, back = _said(atlas, there.to_query())
                if back != view.to_query():
                    silent.append((view, area.code))
    assert silent == []
    assert told > 100


def _offer(atlas: Atlas, view: View, condition: str) -> Option:
    return next(o for options in condition_options(atlas, view).values() for o in options if o.key == condition)


def test_a_condition_without_a_map_by_the_level_says_by_which_levels_it_has_one(atlas: Atlas) -> None:
    option = _offer(atlas, _on_first_map(atlas), "suicide")
    assert option.view is not None
    assert _said(atlas, option.view.to_query())[:2] == (
        "This edition holds suicide figures for council areas and districts only. "
        "Showing them by council area, 2019 to 2021.",
        "Back to North East & North Cumbria by CCG",
    )


def test_another_level_keeps_the_family_of_the_measure(atlas: Atlas) -> None:
    options = {option.key: option.view for option in by_options(atlas, _on_first_map(atlas))}
    assert options[Level.NEIGHBOURHOOD].measure == "preventable-smr"
    assert options[Level.COUNCIL].measure == "preventable"
    assert options[Level.COUNCIL].period == "2018"


def test_a_count_is_never_the_map_that_opens(atlas: Atlas, latest_views) -> None:
    wrong = []
    for view in latest_views[::5]:
        for options in condition_options(atlas, view).values():
            for target in (option.view for option in options if option.view and not option.selected):
                indicator = atlas.indicator(target.condition, target.measure, target.by)
                maps = any(i.mapped for i in atlas.measures(target.condition))
                if indicator and not indicator.mapped and maps:
                    wrong.append(target)
    assert wrong == []


def test_every_line_of_a_profile_keeps_the_place_or_says_which_one_has_its_boundary(atlas: Atlas) -> None:
    for code in (MIDDLESBROUGH, NORTHUMBERLAND_CCG, JESMOND, "E07000026", SOUTH_TEES):
        area = atlas.areas[code]
        shown = scene(atlas, resolve(atlas, f"area={code}&by={area.level}").view)
        lines = [line.view for group in profile(atlas, shown).groups for line in group.lines]
        assert len(lines) == len(profile_entries(atlas, area)) > 10
        for view in lines:
            assert view.area in (code, area.same_boundary)
            assert resolve(atlas, view.to_query()).view == view
            assert has_figures(atlas, view)
            if view.area != code:
                words, link, _ = _said(atlas, view.to_query())
                assert f"has the same boundary as {called(area)}." in words
                assert link == f"Back to {called(area)}"


# ---- where a link starts is no part of a view ----


def test_a_view_with_a_start_is_the_same_view(atlas: Atlas) -> None:
    start = _on_first_map(atlas)
    view = replace(start, by=Level.COUNCIL)
    linked = replace(view, origin=start)
    assert linked == view
    assert linked.to_query() == f"{view.to_query()}&from={ICS}.ccg.all-causes.preventable.2018"
    assert resolve(atlas, linked.to_query()).view.origin is None


@pytest.mark.parametrize(
    "word", ["x", "E54000049.ccg.all-causes.preventable", "E54000049.ccg.stroke.plague.2018", "...."]
)
def test_a_start_that_is_no_view_is_said(atlas: Atlas, word: str) -> None:
    words, _, _ = _said(atlas, f"by=council&condition=stroke&measure=deaths-smr&from={word}")
    assert words == f"There is no view “{word}” in the atlas. Showing what the rest says."


def test_a_start_in_a_financial_year_is_understood(atlas: Atlas) -> None:
    query = (
        "by=council&condition=hypertension&measure=register-modelled&from=E54000049.ccg.hypertension.register.2018/19"
    )
    words, _, back = _said(atlas, query)
    assert words.startswith("This edition holds “Patients on GP registers (share)” for ")
    assert back == resolve(atlas, "by=ccg&condition=hypertension&measure=register&period=2018/19").view.to_query()


def test_the_page_names_its_address_with_where_the_link_started(answer, atlas: Atlas) -> None:
    """What the browser has in its bar and what the server says are one address."""
    there = open_area(atlas, _on_first_map(atlas), atlas.areas[SOUTH_TEES])
    _, page = answer(f"?{there.to_query()}")
    assert page["address"] == f"?{there.to_query()}"
    assert "from=" not in page["parts"]["export"]


def test_what_is_laid_over_the_map_leaves_the_line_and_stays_on_the_way_back(answer, atlas: Atlas) -> None:
    there = open_area(atlas, _on_first_map(atlas), atlas.areas[SOUTH_TEES])
    _, page = answer(f"?{there.to_query()}")
    links = re.findall(r'id="overlay-deprivation" href="([^"]+)"', page["parts"]["overlay"])
    _, other = answer(unescape(links[0]))
    before, now = page["parts"]["notice"], other["parts"]["notice"]
    assert "overlay=none" in before
    assert now == before.replace("overlay=none", "overlay=deprivation")
