"""Plausible mistakes in the shipped tables, one by one, each caught by the rule that is made for it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from mistakes import (
    Change,
    all_of,
    area_with,
    cell,
    codes_swapped,
    column_times,
    copied,
    count_times,
    cut_back,
    each,
    gone,
    grown,
    moved,
    nought,
    of_larger,
    of_other,
    of_period,
    one_row_off,
    relabelled,
    renamed,
    scaled,
    sexes_changed,
    swapped,
    times,
)

from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.value import Comparison, Extent, Status, Value
from dashboard.importers import records
from dashboard.plausibility import (
    across,
    bases,
    copies,
    coverage,
    kin,
    labels,
    names,
    orders,
    outlines,
    parts,
    series,
    sexes,
    siblings,
    swaps,
    widths,
)
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.inspection import inspect
from dashboard.plausibility.oddity import RULES, Oddity

DATA = Path(__file__).parents[2] / "data"
ROOM = Path(__file__).parents[2] / "dashboard" / "plausibility"
TODAY = date(2026, 11, 28)
HARTLEPOOL, MIDDLESBROUGH, REDCAR, STOCKTON = "E06000001", "E06000002", "E06000003", "E06000004"
DARLINGTON, DURHAM, NORTHUMBERLAND = "E06000005", "E06000047", "E06000057"
NEWCASTLE, NORTH_TYNESIDE, SOUTH_TYNESIDE, SUNDERLAND = "E08000021", "E08000022", "E08000023", "E08000024"
CUMBRIA, ALLERDALE, CARLISLE, EDEN = "E10000006", "E07000026", "E07000028", "E07000030"
CCG_NEWCASTLE, CCG_DARLINGTON, CCG_SOUTH_TEES, CCG_NORTH_DURHAM = "E38000212", "E38000042", "E38000162", "E38000116"
CCG_DALES, CCG_HAMBLETON = "E38000047", "E38000069"
RYTON, HEATON = "E02001682", "E02001725"
SYSTEM = "E54000049"
SMALL = "E01008162"

Look = Callable[[Grounds], Iterator[Oddity]]


def beside_siblings(grounds: Grounds) -> Iterator[Oddity]:
    return siblings.far_from_siblings(grounds, list(siblings.likenesses(grounds)))


def swapped_throughout(grounds: Grounds) -> Iterator[Oddity]:
    return swaps.swapped_throughout(grounds, list(siblings.likenesses(grounds)))


def narrower(factor: float) -> Callable[[Value], Value]:
    """Limits so many times nearer to their figure."""

    def rewrite(own: Value) -> Value:
        if own.value is None or own.lower is None or own.upper is None:
            return own
        nearer = (own.value + (limit - own.value) / factor for limit in (own.lower, own.upper))
        return replace(own, **dict(zip(("lower", "upper"), nearer, strict=True)))

    return rewrite


#: What went wrong, what must see it, and the subject that it must name.
MISTAKES: dict[str, tuple[Change, Look, str]] = {
    # --- a lost factor ---
    "a rate × 10": (times("alcohol-deaths", DARLINGTON, "2014", 10), series.jumps, "alcohol-deaths@E06000005@2014"),
    "a rate × 10 in the newest period": (
        *(times("suicide-rate", SUNDERLAND, "2019-21", 10), series.jumps),
        "suicide-rate@E08000024@2019-21",
    ),
    "a rate of a CCG ÷ 10": (
        *(times("treatable-u75-ccg", CCG_SOUTH_TEES, "2012", 0.1), series.jumps),
        "treatable-u75-ccg@E38000162@2012",
    ),
    "a rate of the only period × 10": (
        *(times("deaths-u75", HARTLEPOOL, "2016-18", 10), across.far_from_areas),
        "deaths-u75@E06000001@2016-18",
    ),
    "a ratio of a neighbourhood × 10": (
        *(times("stroke-deaths-smr", HEATON, "2015-19", 10), across.outside_kind),
        "stroke-deaths-smr@E02001725@2015-19",
    ),
    "a low ratio of a neighbourhood × 10, which others reach": (
        *(times("copd-emergency-admissions", RYTON, "2015/16-2019/20", 10), beside_siblings),
        "copd-emergency-admissions@E02001682@2015/16-2019/20",
    ),
    "1.12 for 112": (
        *(times("cancer-deaths-smr", STOCKTON, "2015-19", 0.01), across.outside_kind),
        "cancer-deaths-smr@E06000004@2015-19",
    ),
    "1.4 for 140 in a whole column": (
        *(column_times("lung-cancer-deaths-smr", "2012-14", 0.01), across.outside_kind),
        "lung-cancer-deaths-smr@E38000042@2012-14",
    ),
    "7.58 for a life expectancy": (
        *(times("life-expectancy-male", HARTLEPOOL, "2016-18", 0.1), across.outside_kind),
        "life-expectancy-male@E06000001@2016-18",
    ),
    "120 years of life": (
        *(cell("le-rebased-female", NORTHUMBERLAND, "2020-22", value=120.0), across.outside_kind),
        "le-rebased-female@E06000057@2020-22",
    ),
    "5.8 for years of healthy life": (
        *(times("healthy-life-expectancy-male", NEWCASTLE, "2013-15", 0.1), series.jumps),
        "healthy-life-expectancy-male@E08000021@2013-15",
    ),
    "a percentage as a fraction": (
        *(times("depression-register", CCG_NEWCASTLE, "2018/19", 0.01), series.jumps),
        "depression-register@E38000212@2018/19",
    ),
    "a percentage as a fraction where there is one period": (
        *(times("obesity-register-modelled", DURHAM, "2019/20", 0.01), across.far_from_england),
        "obesity-register-modelled@E06000047@2019/20",
    ),
    "a whole column of fractions": (
        *(column_times("asthma-register-modelled", "2019/20", 0.01), across.far_from_england),
        f"asthma-register-modelled@{ENGLAND}@2019/20",
    ),
    "the index of deprivation × 10": (
        *(times("deprivation-imd-score", REDCAR, "2019", 10), parts.beside_parts),
        "deprivation-imd-score@E06000003@2019",
    ),
    "a fraction among shares that are often nought": (
        *(times("deprivation-imd-share", MIDDLESBROUGH, "2019", 0.01), across.far_from_areas),
        "deprivation-imd-share@E06000002@2019",
    ),
    "England's rate × 10": (
        *(times("cancer-preventable", ENGLAND, "2009-11", 10), series.jumps),
        f"cancer-preventable@{ENGLAND}@2009-11",
    ),
    "minutes as hours": (
        *(times("stroke-travel-minutes", DURHAM, "2022", 1 / 60), across.far_from_areas),
        "stroke-travel-minutes@E06000047@2022",
    ),
    # --- a nought for nothing ---
    "a nought for a missing rate": (
        *(nought("cancer-preventable", SUNDERLAND, "2010-12"), series.noughts),
        "cancer-preventable@E08000024@2010-12",
    ),
    "a nought for a missing register": (
        *(nought("epilepsy-register-modelled", EDEN, "2019/20"), series.noughts),
        "epilepsy-register-modelled@E07000030@2019/20",
    ),
    "a nought for a missing ratio of a neighbourhood": (
        *(nought("respiratory-deaths-smr", HEATON, "2015-19"), series.noughts),
        "respiratory-deaths-smr@E02001725@2015-19",
    ),
    # --- the wrong place ---
    "two councils swapped in one year": (
        *(swapped("preventable-u75-council", MIDDLESBROUGH, NORTHUMBERLAND, "2014"), swaps.swapped_once),
        "preventable-u75-council@E06000002+E06000057@2014",
    ),
    "two councils swapped in a pool of years": (
        *(swapped("circulatory-preventable", MIDDLESBROUGH, NORTHUMBERLAND, "2010-12"), swaps.swapped_once),
        "circulatory-preventable@E06000002+E06000057@2010-12",
    ),
    "two CCGs swapped throughout": (
        *(swapped("copd-register", CCG_HAMBLETON, "E38000163"), parts.beside_parts),
        "copd-register@icp-central@2018/19",
    ),
    "two neighbourhoods swapped where there is one period": (
        *(swapped("all-causes-deaths-u75-smr", "E02002499", "E02005729"), swapped_throughout),
        "all-causes-deaths-u75-smr@E02002499+E02005729",
    ),
    "two councils swapped where there is one period": (
        *(swapped("circulatory-deaths-u75-smr", MIDDLESBROUGH, NORTHUMBERLAND), swapped_throughout),
        "circulatory-deaths-u75-smr@E06000002+E06000057",
    ),
    "a county's figure on a district": (
        *(of_larger("circulatory-deaths-rate", CARLISLE, CUMBRIA, "2012-14"), labels.larger_figures),
        "circulatory-deaths-rate@E07000028@2012-14",
    ),
    "a county's ratio on a district": (
        *(of_larger("stroke-deaths-smr", ALLERDALE, CUMBRIA, "2015-19"), labels.larger_figures),
        "stroke-deaths-smr@E07000026@2015-19",
    ),
    "a county's figure as that of the part in the system": (
        *(cell("cancer-deaths-smr", CUMBRIA, "2015-19", extent=Extent.OWN), labels.extents),
        f"cancer-deaths-smr@{CUMBRIA}@2015-19",
    ),
    "another figure for the same land": (
        *(times("deprivation-imd-score", CCG_DARLINGTON, "2019", 1.1), parts.unlike_twins),
        f"deprivation-imd-score@{DARLINGTON}@2019",
    ),
    # --- the wrong time ---
    "a period in the future": (
        *(relabelled("drugs-deaths", "2020", "2028"), labels.not_over),
        "drugs-deaths@2028",
    ),
    "one row in the future": (
        *(relabelled("preventable-u75-council", "2021", "2028", NEWCASTLE), labels.not_over),
        "preventable-u75-council@2028",
    ),
    "this year, which is not over": (
        *(relabelled("lung-cancer-deaths-count", "2023", "2026"), labels.not_over),
        "lung-cancer-deaths-count@2026",
    ),
    "last year's file as this year's": (
        *(relabelled("stroke-register", "2019/20", "2020/21", keep=True), series.equal_periods),
        "stroke-register@2020/21",
    ),
    "the newest year as the next one": (
        *(relabelled("yll", "2014", "2015"), labels.periods_apart),
        "yll@2015",
    ),
    "one row of a year as the next one": (
        *(relabelled("avoidable-u75-ccg", "2019", "2020", CCG_NEWCASTLE), coverage.lonely_periods),
        "avoidable-u75-ccg@2020",
    ),
    # --- what stands beside the figure ---
    "a count × 3 beside its rate": (
        *(count_times("coronary-heart-disease-deaths-u75", NEWCASTLE, "2012-14", 3), bases.unfitting_counts),
        "coronary-heart-disease-deaths-u75@E08000021@2012-14",
    ),
    "a count × 3 beside a ratio": (
        *(count_times("prostate-cancer-deaths-smr", CCG_NEWCASTLE, "2010-12", 3), bases.unfitting_counts),
        "prostate-cancer-deaths-smr@E38000212@2010-12",
    ),
    "a count of a register × 3": (
        *(count_times("dementia-register", CCG_SOUTH_TEES, "2017/18", 3), bases.unfitting_counts),
        "dementia-register@E38000162@2017/18",
    ),
    "a count of half a patient": (
        *(cell("dementia-register", CCG_SOUTH_TEES, "2017/18", count=2345.5), bases.broken_counts),
        "dementia-register@E38000162@2017/18",
    ),
    "a count of deaths and a half": (
        *(cell("lung-cancer-deaths-count", NEWCASTLE, "2023", value=103.5, count=103.5), bases.broken_counts),
        f"lung-cancer-deaths-count@{NEWCASTLE}@2023",
    ),
    "people × 2": (
        *(cell("epilepsy-register", CCG_SOUTH_TEES, "2017/18", denominator=520_000.0), bases.people_jumps),
        "epilepsy-register@E38000162@2017/18",
    ),
    "a count of a partnership that is no sum": (
        *(count_times("all-causes-population", "icp-south", "2019", 1.2), parts.beside_parts),
        "all-causes-population@icp-south@2019",
    ),
    "an estimate as published": (
        *(cell("avoidable-u75-ccg", "icp-north", "2018", status=Status.PUBLISHED), labels.unpublished),
        "avoidable-u75-ccg@icp-north@2018",
    ),
    "an estimate of the system as published": (
        *(cell("yll-male", SYSTEM, "2013", status=Status.PUBLISHED), labels.odd_statuses),
        f"yll-male@{SYSTEM}@2013",
    ),
    # --- what is gone ---
    "England gone from a ratio": (
        *(gone("cancer-deaths-smr", ENGLAND), coverage.england_gone),
        f"cancer-deaths-smr@{ENGLAND}@2015-19",
    ),
    "England gone from one year": (
        *(gone("preventable-u75-council", ENGLAND, "2015"), coverage.england_gone),
        f"preventable-u75-council@{ENGLAND}@2015",
    ),
    "England gone where the other sex has it, whatever that is called": (
        *(all_of(gone("slope-index-male", ENGLAND), renamed("slope-index-female", "gap-of-women")),),
        *(coverage.england_gone, f"slope-index-male@{ENGLAND}@2010-12"),
    ),
    "England gone from all years": (
        *(gone("drugs-deaths", ENGLAND), coverage.fewer_than_imported),
        "drugs-deaths",
    ),
    "one council gone from one year": (
        *(gone("suicide-rate", DARLINGTON, "2016-18"), coverage.areas_gone),
        f"suicide-rate@{DARLINGTON}@2016-18",
    ),
    "one neighbourhood gone": (
        *(gone("self-harm-hospital-stays", HEATON), coverage.areas_gone),
        f"self-harm-hospital-stays@{HEATON}",
    ),
    "one CCG gone from all years": (
        *(gone("obesity-register", CCG_SOUTH_TEES), coverage.fewer_than_imported),
        "obesity-register",
    ),
    # --- a lost factor in all rows ---
    "per 1,000 for per 100,000": (
        *(each("preventable-u75-council", scaled(0.01)), kin.unlike_kin),
        "preventable-u75-council",
    ),
    "per 1,000 beside its counts": (
        *(each("circulatory-deaths-rate", scaled(0.01)), bases.unfitting_counts),
        "circulatory-deaths-rate",
    ),
    "a period per million, England's figure too": (
        *(each("suicide-rate", scaled(10), ["2016-18"]), series.leaps),
        "suicide-rate@2016-18",
    ),
    "people of one year beside deaths of three": (
        *(each("circulatory-deaths-rate", lambda own: replace(own, denominator=(own.denominator or 0) / 3)),),
        *(bases.unfitting_counts, "circulatory-deaths-rate"),
    ),
    "counts and people in each other's column": (
        *(each("epilepsy-register", lambda own: replace(own, count=own.denominator, denominator=own.count)),),
        *(bases.unfitting_counts, "epilepsy-register"),
    ),
    "thousands of England read as units": (
        *(each("dementia-register", lambda own: replace(own, count=(own.count or 0) / 1000), ["2018/19"], ENGLAND),),
        *(kin.more_than_whole, f"dementia-register@{ENGLAND}@2018/19"),
    ),
    "two digits of a life expectancy in the wrong order": (
        *(
            each(
                "le-rebased-male", lambda own: replace(own, value=73.5, lower=73.0, upper=74.0), ["2015-17"], SUNDERLAND
            ),
        ),
        *(series.jumps, f"le-rebased-male@{SUNDERLAND}@2015-17"),
    ),
    "England's ratio of another publication": (
        *(cell("stroke-deaths-smr", ENGLAND, "2015-19", value=98.7), across.outside_kind),
        f"stroke-deaths-smr@{ENGLAND}@2015-19",
    ),
    # --- the figures of others ---
    "men for women in all years": (
        *(sexes_changed("le-rebased-male", "le-rebased-female"), sexes.sexes_swapped),
        "le-rebased-male",
    ),
    "men for women, whatever they are called": (
        *(all_of(sexes_changed("le-rebased-male", "le-rebased-female"), renamed("le-rebased-female", "women")),),
        *(sexes.sexes_swapped, "le-rebased-male"),
    ),
    "men for women in all years of a rate": (
        *(sexes_changed("preventable-u75-council-male", "preventable-u75-council-female"), sexes.sexes_swapped),
        "preventable-u75-council-male",
    ),
    "men for women in a period": (
        *(sexes_changed("le-rebased-male", "le-rebased-female", ["2015-17"]), sexes.sexes_swapped),
        "le-rebased-male@2015-17",
    ),
    "men for women in one place": (
        *(sexes_changed("preventable-u75-council-male", "preventable-u75-council-female", ["2014"], SUNDERLAND),),
        *(sexes.sexes_swapped, f"preventable-u75-council-male@{SUNDERLAND}@2014"),
    ),
    "England's figure of another year": (
        *(of_period("preventable-u75-council", ENGLAND, "2018", "2014"), copies.england_repeated),
        f"preventable-u75-council@{ENGLAND}@2018",
    ),
    "England's row of another year": (
        *(of_period("asthma-register", ENGLAND, "2019/20", "2016/17"), copies.rows_twice),
        f"asthma-register@{ENGLAND}@2019/20",
    ),
    "the row of another council": (
        *(copied("circulatory-preventable", NEWCASTLE, SUNDERLAND, "2010-12"), copies.rows_twice),
        f"circulatory-preventable@{SUNDERLAND}@2010-12",
    ),
    "the figure of another neighbourhood": (
        *(copied("deprivation-imd-score", RYTON, HEATON), copies.rows_twice),
        f"deprivation-imd-score@{HEATON}@2019",
    ),
    "the rows of another council in all years": (
        *(copied("alcohol-deaths", NEWCASTLE, SUNDERLAND), copies.equal_areas),
        f"alcohol-deaths@{NEWCASTLE}+{SUNDERLAND}",
    ),
    "the column of another cause": (
        *(of_other("treatable-u75-ccg", "preventable-u75-ccg", ["2012"]), copies.equal_indicators),
        "preventable-u75-ccg@2012",
    ),
    "ranks in the column of deciles": (
        *(of_other("small-area-imd-decile", "small-area-imd-rank"), copies.equal_indicators),
        "small-area-imd-decile@2019",
    ),
    "more of one cause than of all": (
        *(times("stroke-yll", CCG_SOUTH_TEES, "2010-12", 50), kin.parts_beyond),
        f"stroke-yll@{CCG_SOUTH_TEES}@2010-12",
    ),
    # --- the order of small areas ---
    "all deciles from the other end": (
        *(each("small-area-imd-decile", lambda own: replace(own, value=11 - (own.value or 0))), orders.other_orders),
        "small-area-imd-decile@2019",
    ),
    "one decile from the other end": (
        *(cell("small-area-imd-decile", SMALL, "2019", value=9.0), orders.other_orders),
        f"small-area-imd-decile@{SMALL}@2019",
    ),
    "a decile beside its own": (
        *(cell("small-area-crime-decile", SMALL, "2019", value=2.0), orders.other_orders),
        f"small-area-crime-decile@{SMALL}@2019",
    ),
    "all deciles one too high": (
        *(each("small-area-crime-decile", lambda own: replace(own, value=(own.value or 0) + 1)), orders.other_orders),
        "small-area-crime-decile@2019",
    ),
    "all ranks from the other end": (
        *(each("small-area-imd-rank", lambda own: replace(own, value=32_845 - (own.value or 0))), orders.other_orders),
        "small-area-imd-rank@2019",
    ),
    "scores that are one row off": (
        *(one_row_off("small-area-imd-score", "2019"), orders.other_orders),
        "small-area-imd-score@2019",
    ),
    # --- limits and verdicts ---
    "an interval of a quarter of its width": (
        *(each("circulatory-preventable", narrower(4), ["2010-12"], SUNDERLAND), widths.odd_widths),
        f"circulatory-preventable@{SUNDERLAND}@2010-12",
    ),
    "limits of 99.8 % for those of 95 %": (
        *(each("lung-cancer-deaths-rate", narrower(1 / 1.58)), widths.odd_widths),
        "lung-cancer-deaths-rate",
    ),
    "better for worse": (
        *(cell("alcohol-deaths", SUNDERLAND, "2008", verdict=Comparison.BETTER), labels.verdicts_against),
        f"alcohol-deaths@{SUNDERLAND}@2008",
    ),
    # --- the land ---
    "a gap of 500 m": (cut_back("ccg", CCG_NORTH_DURHAM, 500), outlines.holes_and_overlaps, f"ccg@{CCG_NORTH_DURHAM}"),
    "a gap of 500 m between neighbourhoods": (
        *(cut_back("neighbourhood", "E02004303", 500), outlines.holes_and_overlaps),
        "neighbourhood@E02004303",
    ),
    "an overlap of 1 km": (
        *(grown("council", SUNDERLAND, DURHAM, 1000), outlines.holes_and_overlaps),
        f"council@{DURHAM}+{SUNDERLAND}",
    ),
    "an area moved by 30 km": (
        *(moved("district", STOCKTON, 30_000), outlines.holes_and_overlaps),
        f"district@{STOCKTON}",
    ),
    "a neighbourhood moved by 30 km": (
        *(moved("neighbourhood", HEATON, -30_000), outlines.outside_larger),
        f"neighbourhood@{HEATON}",
    ),
    "the codes of two CCGs swapped": (
        *(codes_swapped("ccg", CCG_NORTH_DURHAM, CCG_DALES), outlines.no_union),
        f"ccg@{CCG_NORTH_DURHAM}",
    ),
    "the codes of two councils swapped": (
        *(codes_swapped("council", MIDDLESBROUGH, REDCAR), outlines.two_outlines),
        f"district@{MIDDLESBROUGH}",
    ),
    "the codes of two neighbourhoods swapped": (
        *(codes_swapped("neighbourhood", RYTON, HEATON), outlines.outside_larger),
        f"neighbourhood@{RYTON}",
    ),
    "a CCG under the wrong partnership": (
        *(area_with(CCG_DARLINGTON, parents=(SYSTEM, "icp-north")), outlines.outside_larger),
        f"ccg@{CCG_DARLINGTON}",
    ),
    "a council that is not the union of its parts": (
        *(cut_back("council", CUMBRIA, 3000), outlines.no_union),
        f"council@{CUMBRIA}",
    ),
    "a partnership that is not the union of its parts": (
        *(grown("icp", "icp-north", "icp-central", 2000), outlines.no_union),
        "icp@icp-north",
    ),
    # --- names ---
    "the name of another area": (
        *(area_with(MIDDLESBROUGH, name="Hartlepool", short_name="Hartlepool"), names.same_names),
        f"council@{HARTLEPOOL}",
    ),
    "a short name of other words": (
        *(area_with(SUNDERLAND, short_name="Gateshead"), names.other_words),
        f"council@{SUNDERLAND}",
    ),
    "two names swapped beside the shapefile": (
        *(
            all_of(
                area_with(DARLINGTON, name="Redcar and Cleveland", short_name="Redcar & Cleveland"),
                area_with(REDCAR, name="Darlington", short_name="Darlington"),
            ),
            names.drawn_as_others,
        ),
        f"council@{REDCAR}",
    ),
}


@pytest.fixture(scope="module")
def drawn(atlas: Atlas) -> dict[str, dict[str, str]]:
    """The shapefiles name their areas as areas.csv does."""
    return {level: {area.code: area.name for area in atlas.level(level)} for level in atlas.edition.levels}


@pytest.fixture(scope="module")
def grounds_of(atlas: Atlas, drawn: dict[str, dict[str, str]]) -> Callable[[Atlas], Grounds]:
    recorded = records.recorded(DATA)
    shipped = Grounds(atlas, TODAY, recorded, drawn)

    def grounds(changed: Atlas) -> Grounds:
        found = Grounds(changed, TODAY, recorded, drawn)
        if changed.areas is atlas.areas:  # then what was not changed is the same, and is made into arrays once for all
            other = {id for id, known in changed.values.items() if known is not atlas.values.get(id)}
            rows = {id: one for id, one in changed.indicators.items() if id in other}
            kept = {id: panel for id, panel in shipped.panels.items() if id in changed.values}
            vars(found)["panels"] = {**kept, **Grounds(replace(changed, indicators=rows), TODAY).panels}
        return found

    return grounds


@pytest.fixture(scope="module")
def before(atlas: Atlas, grounds_of: Callable[[Atlas], Grounds]) -> Callable[[Look], set[str]]:
    """What each rule says of the shipped atlas, asked once."""
    shipped = grounds_of(atlas)
    return cache(lambda look: subjects(look(shipped)))


def subjects(found: Iterable[Oddity]) -> set[str]:
    return {one.subject for one in found}


@pytest.mark.parametrize(("change", "look", "subject"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_seen_by_the_rule_that_is_made_for_it(
    change: Change,
    look: Look,
    subject: str,
    atlas: Atlas,
    grounds_of: Callable[[Atlas], Grounds],
    before: Callable[[Look], set[str]],
) -> None:
    assert subject in subjects(look(grounds_of(change(atlas)))) - before(look)


def test_every_rule_has_its_advice_and_every_advice_its_rule() -> None:
    room = [path for path in ROOM.glob("*.py") if path.name != "oddity.py"]
    source = " ".join(path.read_text(encoding="utf-8") for path in room)
    assert {rule for rule in RULES if f'"{rule}"' not in source} == set()
    named = re.findall(r'(?:of_figure|Oddity)\(\s*"([^"]+)"', source)
    assert set(named) == set(RULES)


def test_of_the_shipped_figures_at_most_five_are_odd_and_all_are_signed(
    atlas: Atlas, grounds_of: Callable[[Atlas], Grounds]
) -> None:
    with (DATA / "accepted.csv").open(encoding="utf-8", newline="") as file:
        signed = {(row["rule"], row["subject"]) for row in csv.DictReader(file)}
    found = {(one.rule, one.subject) for one in inspect(grounds_of(atlas), ()).unsigned}
    assert found == signed
    assert len(found) <= 5
