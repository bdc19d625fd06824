"""The own page of a small area of the shipped edition: how it is found, what it opens with, and the way back."""

from __future__ import annotations

import pytest
from shipped import ICS, Level

from dashboard.charts.ranking import ranking_charts
from dashboard.core.atlas import Atlas
from dashboard.export.picture.board_ranking import printed_ranking
from dashboard.export.writers.tables import records
from dashboard.views.measures import has_figures
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.steps import opened, up
from dashboard.web.page.search import SearchList, search_entries
from dashboard.web.page.table import table

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
