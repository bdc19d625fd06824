"""The own page of a small area of the shipped edition: how it is found, what it opens with, and the way back."""

from __future__ import annotations

import pytest
from shipped import ICS, Level

from dashboard.charts.ranking import ranking_charts
from dashboard.core.atlas import Atlas
from dashboard.export.picture.board_ranking import printed_ranking
from dashboard.export.writers.snapshot_sheet import SheetKey, sheet_of
from dashboard.export.writers.tables import records
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labelling import Labeller
from dashboard.views.area_profile import profile_entries
from dashboard.views.measures import has_figures
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.steps import opened, up
from dashboard.views.thirds import figure_edges
from dashboard.web.corners import corners, uncovered
from dashboard.web.page.search import SearchList, search_entries
from dashboard.web.page.table import table
from dashboard.web.windows import Windows
from dashboard.wording.area_brief import area_brief, summary
from dashboard.wording.titles import kind_of_area

ELWICK, AROUND, HARTLEPOOL = "E01012005", "E02006909", "E06000001"


def test_every_small_area_is_found_and_its_neighbourhood_named_and_none_is_among_the_places(atlas: Atlas) -> None:
    known = [entry for entry in search_entries(atlas) if entry.listed is SearchList.SMALLEST]
    assert {entry.code for entry in known} == {area.code for area in atlas.level(Level.LSOA)}
    (found,) = [entry for entry in known if entry.label == "Hartlepool 014G"]
    assert (found.code, found.kind) == (ELWICK, "small area in The Fens, Elwick & Hart")


def test_the_code_of_a_small_area_alone_opens_a_figure_of_it(atlas: Atlas) -> None:
    """The edition opens with a condition that no small area has a figure of."""
    view = resolve(atlas, f"area={ELWICK}").view
    assert (view.area, view.by, view.condition, view.measure) == (ELWICK, Level.LSOA, "deprivation", "imd-score")
    assert has_figures(atlas, view)
    for code in (HARTLEPOOL, AROUND, ICS):
        assert resolve(atlas, f"area={code}").view.condition == atlas.edition.condition, code


def test_the_way_up_from_a_small_area_goes_by_its_neighbourhood_and_keeps_the_level(atlas: Atlas) -> None:
    path = atlas.path(atlas.areas[ELWICK])
    assert [area.code for area in path] == [ICS, "icp-south", HARTLEPOOL, AROUND, ELWICK]
    view = resolve(atlas, f"area={ELWICK}").view
    there = up(atlas, view, atlas.areas[AROUND])
    assert (there.area, there.by, there.measure) == (AROUND, Level.LSOA, "imd-score")


def test_the_way_back_from_a_small_area_has_the_nine_colours_that_came_along(atlas: Atlas) -> None:
    start = resolve(atlas, "by=council&condition=stroke&measure=deaths-smr&overlay=bivariate").view
    link = f"area={ELWICK}&condition=stroke&measure=deaths-smr&period=2015-19&overlay=bivariate&from={start.step}"
    ways = [notice.way.query for notice in resolve(atlas, link).notices if notice.way]
    assert ways == [start.to_query()]


@pytest.mark.parametrize(
    ("query", "heading", "first", "last"),
    [
        ("by=lsoa&condition=deprivation&measure=imd-rank", "86 small areas, lowest figure first", "007E", "020D"),
        ("by=lsoa&condition=deprivation&measure=imd-decile", "86 small areas, lowest figure first", "001A", "020D"),
        ("by=lsoa&condition=deprivation&measure=imd-score", "86 small areas, highest figure first", "007E", "020D"),
    ],
)
def test_every_list_of_ranks_and_tenths_begins_with_the_most_deprived(
    atlas: Atlas, query: str, heading: str, first: str, last: str
) -> None:
    shown = scene(atlas, resolve(atlas, f"area=E06000002&{query}").view)
    part = table(atlas, shown, opened(atlas, shown.view, (row.area for row in shown.rows)))
    end = "lowest" if "lowest" in heading else "highest"
    (chart,) = ranking_charts(atlas, shown)
    paper = printed_ranking(atlas, shown)
    lists = (
        [line.area.name for line in part.lines],
        [record[1] for record in records(atlas, shown) if record[-1] == "area"],
        [row[1] for row in chart.table.rows],
        [row["name"] for row in (*paper["highest"], *paper["lowest"])],
    )
    assert (part.heading, chart.table.columns[0].heading) == (heading, f"Rank from the {end}")
    assert [(names[0], names[-1]) for names in lists] == len(lists) * [
        (f"Middlesbrough {first}", f"Middlesbrough {last}")
    ]
    assert chart.table.rows[0][0] in (1, None)


@pytest.mark.parametrize(
    ("query", "code", "around", "beside"),
    [
        (f"area={HARTLEPOOL}&by=lsoa", ELWICK, "The Fens, Elwick & Hart", "The Fens, Elwick & Hart"),
        (f"area={AROUND}&by=lsoa", ELWICK, "The Fens, Elwick & Hart", ""),
        ("area=icp-south&by=neighbourhood", AROUND, "Hartlepool", "Hartlepool"),
        (f"area={HARTLEPOOL}&by=neighbourhood", AROUND, "Hartlepool", ""),
        ("by=council", HARTLEPOOL, "South ICP", "South"),
    ],
)
def test_files_and_table_say_of_a_small_area_which_larger_one_it_lies_in(
    atlas: Atlas, query: str, code: str, around: str, beside: str
) -> None:
    """A file says it of every row; a list of areas that all lie in one says it not."""
    shown = scene(atlas, resolve(atlas, f"{query}&condition=deprivation&measure=imd-score").view)
    (record,) = [one for one in records(atlas, shown) if one[0] == code]
    part = table(atlas, shown, opened(atlas, shown.view, (row.area for row in shown.rows)))
    (line,) = [one for one in part.lines if one.area.code == code]
    (sheet,) = [one for one in sheet_of(atlas, SheetKey.of(shown))["areas"] if one[0] == code]
    assert (record[3], line.within, sheet[2]) == (around, beside, beside)


def test_a_small_area_is_called_by_what_lies_around_it_and_nothing_is_counted_that_nobody_compared(
    atlas: Atlas,
) -> None:
    kinds = [kind_of_area(atlas, atlas.areas[code]) for code in (ELWICK, AROUND, HARTLEPOOL, ICS)]
    assert kinds[:2] == ["Small area in The Fens, Elwick & Hart", "Neighbourhood in Hartlepool"]
    assert kinds[2:] == ["Council area", "Integrated care system"]
    for code, counted in ((ELWICK, 0), (AROUND, 0), (HARTLEPOOL, 3)):
        found = profile_entries(atlas, atlas.areas[code])
        assert len(area_brief(atlas, atlas.areas[code], found).printed_lists) == counted, code
        assert bool(summary(found)) is bool(counted), code


@pytest.mark.parametrize("area", [f"area={ELWICK}", "area=E02001686&by=neighbourhood"])
def test_a_place_whose_middle_lies_in_the_upper_right_corner_has_its_name_all_the_same(atlas: Atlas, area: str) -> None:
    what, room = scene(atlas, resolve(atlas, area).view), (760, 560)
    assert what.place
    taken = corners(room, legend(what.without_neighbours(), figure_edges(atlas, what)), has_slider=False, locators=2)
    made, _ = Windows(atlas, Labeller(atlas)).window(what, room, taken)
    assert what.place.code in {label.code for label in made.plan.labels}
    assert uncovered(made.plan, room, taken) == made.plan, "a label stands in a corner"
