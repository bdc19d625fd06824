"""The 1,959 small areas of the shipped edition: their outlines, their figures, and how few of them a page lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from official import official_folder
from shipped import EDITION, ICS, Level

from dashboard.core.atlas import Atlas, Row
from dashboard.core.indicator import Direction
from dashboard.core.value import Status, Value
from dashboard.core.view import View
from dashboard.importers.boundaries import read_members
from dashboard.importers.small_areas import kept_back, smallest_areas
from dashboard.importers.small_outlines import cut_to_fit
from dashboard.loading.edition import load_edition
from dashboard.maps.geojson import boundary_files
from dashboard.views.foremost import foremost, most_deprived
from dashboard.views.options import by_options
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.web.page.brief import brief_part
from dashboard.web.page.table import table
from dashboard.wording import foremost_words

REPO = Path(__file__).parents[2]
NEWCASTLE, HARTLEPOOL, RYTON, FIRST = "E08000021", "E06000001", "E02001682", "E01008427"
#: No part of a page may be heavier than this before it is compressed, nor all of it than this.
MOST_BYTES = 1_000_000


@pytest.fixture(scope="module")
def outlines() -> dict[str, gpd.GeoSeries]:
    return {
        level: gpd.read_file(REPO / "boundaries" / f"{level}.shp").set_index("code").geometry
        for level in ("lsoa", "neighbourhood")
    }


# ---- outlines ----


def test_small_areas_are_one_coverage_that_makes_up_the_neighbourhoods(
    atlas: Atlas, outlines: dict[str, gpd.GeoSeries]
) -> None:
    small, around = outlines["lsoa"], outlines["neighbourhood"]
    assert list(small.index) == [area.code for area in atlas.level(Level.LSOA)]
    assert len(small) == 1_959
    assert shapely.coverage_is_valid(small.to_numpy())
    for area in atlas.level(Level.NEIGHBOURHOOD):
        inside = small[[one.code for one in atlas.children(area, Level.LSOA)]].to_numpy()
        apart = shapely.union_all(inside).symmetric_difference(around[area.code]).area
        assert apart < 0.0002 * around[area.code].area, area.code


def test_the_outlines_of_small_areas_are_small_files(atlas: Atlas) -> None:
    assert (REPO / "boundaries" / "lsoa.shp").stat().st_size < MOST_BYTES
    drawn = {level: len(file.content) for level, file in boundary_files(atlas).items()}
    assert drawn[Level.LSOA] < 1_200_000


@pytest.mark.official
def test_small_areas_look_like_the_published_ones(outlines: dict[str, gpd.GeoSeries]) -> None:
    """The published layer is finer than the neighbourhoods that they are cut out of: nine tenths are in common."""
    path = f"/vsigzip/{official_folder() / 'boundaries' / 'lsoa11_bgc.geojson.gz'}"
    published = gpd.read_file(path, columns=["LSOA11CD"]).set_index("LSOA11CD").geometry.to_crs(27700)
    ours = outlines["lsoa"]
    theirs = shapely.make_valid(published[ours.index].to_numpy())
    both = shapely.area(shapely.intersection(ours.to_numpy(), theirs))
    shares = both / (shapely.area(ours.to_numpy()) + shapely.area(theirs) - both)
    assert float(pd.Series(shares).median()) > 0.89
    assert shares.min() > 0.4


@pytest.mark.official
def test_the_rows_of_small_areas_are_what_the_lookups_say() -> None:
    lookup = official_folder() / "lookups" / "lsoa11_ccg19_lad19.csv"
    rows = {area.code: area for area in smallest_areas(read_members(lookup), lookup)}
    with (REPO / "data" / "areas.csv").open(encoding="utf-8", newline="") as file:
        shipped = [row for row in csv.DictReader(file) if row["levels"] == Level.LSOA]
    assert {row["code"]: (row["name"], row["parents"]) for row in shipped} == {
        code: (area.name, " ".join(area.parents)) for code, area in rows.items()
    }


def test_land_goes_to_the_nearest_small_area_and_none_is_left_over() -> None:
    """Two halves that reach too far to the left and leave a strip to the right: cut there, grown here."""
    whole = shapely.box(0, 0, 1_000, 1_000)
    south, north = shapely.box(-200, 0, 900, 500), shapely.box(-200, 500, 900, 1_000)
    made = cut_to_fit(
        gpd.GeoSeries({"s": south, "n": north}, crs=27700),
        gpd.GeoSeries({"w": whole}, crs=27700),
        pd.Series({"s": "w", "n": "w"}),
        5.0,
    )
    assert made["s"].symmetric_difference(shapely.box(0, 0, 1_000, 500)).area < 3_000
    assert made["n"].symmetric_difference(shapely.box(0, 500, 1_000, 1_000)).area < 3_000
    assert shapely.union_all(made.to_numpy()).symmetric_difference(whole).area < 1


# ---- figures ----

_NAMES = {
    "Index of Multiple Deprivation (IMD)": "imd",
    "Income": "income",
    "Employment": "employment",
    "Education, Skills and Training": "education",
    "Health Deprivation and Disability": "health",
    "Crime": "crime",
    "Barriers to Housing and Services": "housing",
    "Living Environment": "surroundings",
}
#: A column of File 2 -> our indicator.
OFFICIAL = {
    f"{name} {words}": f"small-area-{slug}-{measure}"
    for name, slug in _NAMES.items()
    for words, measure in (
        ("Rank (where 1 is most deprived)", "rank"),
        ("Decile (where 1 is most deprived 10% of LSOAs)", "decile"),
    )
}


def _cells(folder: Path, name: str, key: str) -> dict[str, dict[str, str]]:
    with (folder / "deprivation" / name).open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


@pytest.mark.official
def test_every_figure_of_deprivation_is_the_official_one(atlas: Atlas) -> None:
    folder = official_folder()
    domains = _cells(folder, "File_2_IoD2019_domains.csv", "LSOA code (2011)")
    scores = _cells(folder, "mysociety_UK_IMD_E_lsoa11.csv", "lsoa")
    assert len(OFFICIAL) == 16
    for column, indicator in OFFICIAL.items():
        shipped = {code: value.value for code, value in atlas.values[indicator]["2019"].items()}
        assert shipped == {code: float(row[column].replace(",", "")) for code, row in domains.items()}, indicator
    shipped = {code: value.value for code, value in atlas.values["small-area-imd-score"]["2019"].items()}
    assert shipped == pytest.approx({code: float(row["overall_local_score"]) for code, row in scores.items()})


def test_no_count_of_fewer_than_three_admissions_is_told_or_left_over_by_subtraction(atlas: Atlas) -> None:
    figures = atlas.values["small-area-stroke-admissions"]["2017-19"]
    silent = {code for code, value in figures.items() if value.status is Status.SUPPRESSED}
    assert 100 < len(silent) < 200
    assert min(value.count or 0 for code, value in figures.items() if code not in silent) >= 3
    for area in atlas.level(Level.NEIGHBOURHOOD):
        inside = {one.code for one in atlas.children(area, Level.LSOA)}
        assert len(inside & silent) != 1, area.code


def test_where_one_count_alone_would_be_kept_back_the_next_smallest_is_too() -> None:
    totals = pd.Series({"a": 2.0, "b": 9.0, "c": 5.0, "d": 1.0, "e": 0.0, "f": 7.0, "g": 3.0})
    holder = pd.Series({"a": "x", "b": "x", "c": "x", "d": "y", "e": "y", "f": "y", "g": "z"})
    assert kept_back(totals, holder) == {"a", "c", "d", "e"}


# ---- views ----


@pytest.mark.parametrize("measure", ["imd-score", "imd-rank", "imd-decile"])
def test_small_areas_are_shown_of_one_place_and_of_the_whole_system(atlas: Atlas, measure: str) -> None:
    for code, count in ((NEWCASTLE, 175), (HARTLEPOOL, 58), (RYTON, 5), ("icp-north", 629), (ICS, 1_959)):
        resolved = resolve(atlas, f"area={code}&by=lsoa&condition=deprivation&measure={measure}")
        assert (resolved.view.by, resolved.notices) == (Level.LSOA, ())
        assert len(scene(atlas, resolved.view).shown) == count, code


def test_nobody_sees_small_areas_who_did_not_ask_for_them(atlas: Atlas) -> None:
    """Old addresses without a level stay what they were: the whole system by CCG, a neighbourhood by itself."""
    assert resolve(atlas, "condition=deprivation").view.by != Level.LSOA
    for query in (f"area={RYTON}&condition=deprivation", f"area={RYTON}&condition=stroke", f"area={RYTON}"):
        assert resolve(atlas, query).view.by == Level.NEIGHBOURHOOD, query


def test_small_areas_are_offered_where_the_condition_has_figures_of_them(atlas: Atlas) -> None:
    for condition, offered in (("stroke", True), ("crime", True), ("all-causes", False), ("cancer", False)):
        view = resolve(atlas, f"area={NEWCASTLE}&condition={condition}").view
        assert (Level.LSOA in [option.key for option in by_options(atlas, view)]) is offered, condition


def test_a_measure_that_only_small_areas_have_opens_their_map(atlas: Atlas) -> None:
    for code in (ICS, NEWCASTLE, RYTON):
        assert resolve(atlas, f"area={code}&condition=deprivation&measure=imd-rank").view.by == Level.LSOA, code


def test_no_page_of_small_areas_is_heavy_and_of_many_none_but_ten_are_listed(answer: Callable) -> None:
    query = "by=lsoa&condition=deprivation&measure=imd-rank"
    figure, page = answer(f"?{query}")
    assert len(json.dumps(page)) < MOST_BYTES
    (drawn,) = [len(trace["locations"]) for trace in figure["data"] if trace.get("uid") == "areas"]
    assert drawn == 1_959
    listed = page["parts"]["table"]
    assert listed.count("<tr data-area") == 10
    assert "The ten small areas of North East and North Cumbria with the lowest figures" in listed
    assert f'data-area="{FIRST}"' in listed.partition("</tr>")[2].partition("</tr>")[0]
    assert not any(file for file in answer("")[1]["ahead"] if "lsoa" in file)
    _, place = answer(f"?area={HARTLEPOOL}&{query}")
    assert place["parts"]["table"].count("<tr data-area") >= 58


def test_where_hundreds_share_the_worst_figure_none_of_them_is_named(atlas: Atlas) -> None:
    what = scene(atlas, resolve(atlas, "by=lsoa&condition=crime").view)
    shown = table(atlas, what, {row.area.code: what.view for row in what.rows})
    assert shown.lines == ()
    assert shown.heading == "Small areas of North East and North Cumbria"
    assert any("share the next figure" in note for note in shown.notes)


def _row(atlas: Atlas, code: str, figure: float) -> Row:
    return Row(atlas.areas[code], Value(figure))


def test_the_first_ten_come_from_the_bad_end_and_stop_before_a_tie(atlas: Atlas) -> None:
    codes = [area.code for area in atlas.level(Level.LSOA)[:13]]
    low = atlas.indicators["small-area-imd-rank"]
    high = replace(low, direction=Direction.HIGH_IS_WORSE)
    rows = [_row(atlas, code, 13.0 - place) for place, code in enumerate(codes)]
    assert [row.area.code for row in foremost(rows, low)] == codes[:2:-1]
    assert [row.area.code for row in foremost(rows, high)] == codes[:10]
    tied = [*rows[:8], *(_row(atlas, code, 4.0) for code in codes[8:])]
    assert [row.area.code for row in foremost(tied, high)] == codes[:8]
    assert foremost(tied[8:], high) == tuple(tied[8:])


def test_a_place_names_its_ten_most_deprived_small_areas_and_its_share_in_the_worst_tenth(atlas: Atlas) -> None:
    area = atlas.areas[NEWCASTLE]
    found = most_deprived(atlas, area)
    assert found is not None
    assert (
        foremost_words.most_deprived_heading(found, area) == "The ten most deprived small areas of Newcastle upon Tyne"
    )
    words = foremost_words.tenth_words(found, EDITION.deprivation_index)
    # The share is that of the official summary of districts (File 10), which the atlas has as a figure of its own.
    official = atlas.value(atlas.indicators["deprivation-imd-share"], "2019", NEWCASTLE)
    assert official is not None
    assert official.value is not None
    assert round(official.value, 1) == round(100 * found.in_tenth / found.count, 1)
    assert words.startswith(f"{found.in_tenth} of its 175 small areas ({official.value:.0f}%) lie in the most deprived")
    part = brief_part(atlas, View(NEWCASTLE, Level.COUNCIL, "stroke", "deaths-smr", "2015-19"), ())
    assert part.deprived is not None
    first, *others = part.deprived.lines
    assert first == "Newcastle upon Tyne 030C (Walker South), rank 32"
    assert len(others) == 9
    assert resolve(atlas, part.deprived.view.to_query()).view == part.deprived.view


def test_a_place_with_few_small_areas_and_an_edition_without_any_list_none(atlas: Atlas, tiny: Atlas) -> None:
    assert most_deprived(atlas, atlas.areas[RYTON]) is None
    bare = replace(tiny, edition=_without(tiny))
    assert most_deprived(bare, bare.system) is None


def _without(some: Atlas) -> Any:
    return replace(some.edition, levels=tuple(level for level in some.edition.levels if level != Level.LSOA))


def test_an_edition_may_do_without_the_level_and_with_no_other(tmp_path: Path) -> None:
    words = (REPO / "data" / "edition.toml").read_text(encoding="utf-8")
    start = words.index('[[levels]]\nkey = "lsoa"')
    path = tmp_path / "edition.toml"
    path.write_text(words[:start] + words[words.index("[[levels]]", start + 1) :], encoding="utf-8")
    faults: list[Any] = []
    edition = load_edition(path, faults)
    assert faults == []
    assert edition is not None
    assert edition.map_levels == EDITION.map_levels[:-1]
    path.write_text(words.replace('role = "small"\n', 'role = "smallest"\n'), encoding="utf-8")
    assert load_edition(path, faults) is None
    assert any("no level with the role small" in fault.found for fault in faults)
