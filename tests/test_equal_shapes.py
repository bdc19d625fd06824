"""Maps on which all areas have one size: how they are laid out, where they can be had, and how they are drawn."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
from shipped import ICS, Level
from small import CCG, edition

from dashboard.core.atlas import Atlas
from dashboard.core.notice import NoticeCode
from dashboard.core.presenting import slide_word
from dashboard.core.view import Shape, View
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.export.writers.snapshot_sheet import SheetKey, sheet_of
from dashboard.export.writers.vector import vector_picture
from dashboard.loading.load import DataError, load
from dashboard.maps.geojson import boundary_files, equal_files
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import Lettering
from dashboard.views.options import by_options, layer_options, shape_options
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.views.steps import open_area
from dashboard.wording.captions import alternative
from dashboard.wording.legend_words import EQUAL_SIZES
from dashboard.wording.notices import hint_words

TABLE = Path(__file__).parents[1] / "data" / "equal_shapes.csv"
STAMP = Stamp("https://example.org/?", "1 May 2027")
EQUAL = "by=council&condition=circulatory&measure=preventable&shape=equal"
SMALL = Lettering(12.0)
SIX_SIDES = 7  # a ring ends where it begins


def view_of(atlas: Atlas, query: str) -> View:
    found = resolve(atlas, query)
    assert found.faults == ()
    return found.view


def test_each_area_of_a_level_has_one_place_and_no_two_have_the_same() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = [(row["level"], row["column"], row["row"]) for row in rows]
    assert len(set(places)) == len(places) == 4 + 12 + 14 + 19


def test_all_shapes_of_a_level_are_hexagons_of_one_size_that_lie_side_by_side(atlas: Atlas) -> None:
    assert list(atlas.equal) == [Level.ICP, Level.CCG, Level.COUNCIL, Level.DISTRICT]
    for level, shapes in atlas.equal.items():
        own = [shapes[area.code] for area in atlas.level(level)]
        assert {len(shape.exterior.coords) for shape in own} == {SIX_SIDES}
        assert len({shape.area for shape in own}) == 1
        assert shapely.union_all(own).area == pytest.approx(len(own) * own[0].area)
        # Nothing stands alone, and what is made of several parts has no seam.
        assert shapes[ICS].geom_type == "Polygon", level
        assert shapes[ICS].area == pytest.approx(len(own) * own[0].area)


def test_the_map_is_laid_out_as_the_land_lies(atlas: Atlas) -> None:
    """Known by heart: the Tees runs between Hartlepool and Redcar, Newcastle lies across the Tyne from Gateshead."""
    for level in (Level.COUNCIL, Level.DISTRICT):
        at = {code: shape.centroid for code, shape in atlas.equal[level].items()}
        newcastle, gateshead = at["E08000021"], at["E08000037"]
        assert newcastle.distance(gateshead) < 20_002
        assert newcastle.y > gateshead.y
        northumberland, hartlepool, redcar = at["E06000057"], at["E06000001"], at["E06000003"]
        assert northumberland.y > hartlepool.y > redcar.y
    councils = atlas.equal[Level.COUNCIL]
    assert councils["E10000006"].centroid.x == min(shape.centroid.x for shape in councils.values())


def small(tmp_path: Path, rows: str) -> tuple[Path, Path]:
    folders = edition(tmp_path)
    (folders[0] / "equal_shapes.csv").write_text(f"level,area_code,column,row\n{rows}", encoding="utf-8")
    return folders


FAULTS = {
    "two on one place": ("{0},1,1\n{1},1,1\n", "row 3, column column: found the place of {0}"),
    "an area twice": ("{0},1,1\n{0},2,1\n{1},3,1\n", "row 3, column area_code: found '{0}' again"),
    "an area left out": ("{0},1,1\n", "column area_code: found no {1} of level council"),
    "an area of another level": ("{0},1,1\n{1},2,1\n{2},3,1\n", "row 4, column level: found 'council'"),
    "an unknown area": ("{0},1,1\n{1},2,1\nE99,3,1\n", "row 4, column area_code: found 'E99'"),
    "no number": ("{0},1,1\n{1},2,x\n", "row 3, column row: found 'x'"),
    "nought": ("{0},0,1\n{1},2,1\n", "row 2, column column: found '0'"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_table_that_leaves_a_doubt_stops_the_start(case: str, tmp_path: Path) -> None:
    rows, said = FAULTS[case]
    whole = load(*edition(tmp_path / "whole"))
    codes = [area.code for area in whole.level(whole.edition.map_levels[2])]
    cells = "".join(f"council,{line}\n" for line in rows.format(*codes, CCG).splitlines())
    with pytest.raises(DataError) as refused:
        load(*small(tmp_path / "faulty", cells))
    assert any(f"equal_shapes.csv, {said.format(*codes)}" in str(fault) for fault in refused.value.faults)


def test_an_edition_without_the_table_offers_no_choice(tiny: Atlas) -> None:
    assert tiny.equal == {}
    view = resolve(tiny, "").view
    assert shape_options(tiny, view) == ()
    found = resolve(tiny, "shape=equal")
    assert found.view.shape is Shape.LAND
    assert [fault.code for fault in found.faults] == [NoticeCode.NO_EQUAL_SHAPES]


def test_the_shape_is_part_of_the_address_and_only_if_it_is_not_as_usual(atlas: Atlas) -> None:
    view = view_of(atlas, EQUAL)
    assert view.shape is Shape.EQUAL
    assert view.to_query().endswith("&shape=equal")
    assert view_of(atlas, view.to_query()) == view
    assert "shape" not in replace(view, shape=Shape.LAND).to_query()
    assert slide_word(view).endswith(".none.value.equal")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("shape=round", NoticeCode.UNKNOWN),
        ("by=neighbourhood&condition=stroke&measure=deaths-smr&shape=equal", NoticeCode.NO_EQUAL_SHAPES),
        (f"{EQUAL}&layers=ccg.hospitals", NoticeCode.ON_LAND_ONLY),
    ],
)
def test_what_cannot_be_drawn_so_is_said(atlas: Atlas, query: str, code: NoticeCode) -> None:
    found = resolve(atlas, query)
    assert [notice.code for notice in found.faults] == [code]
    assert found.view.layers == ()
    assert (found.view.shape is Shape.EQUAL) == (code is NoticeCode.ON_LAND_ONLY)


def test_a_choice_that_cannot_be_had_is_grey_with_its_reason(atlas: Atlas) -> None:
    small_areas = resolve(atlas, "by=neighbourhood&condition=stroke&measure=deaths-smr").view
    land, equal = shape_options(atlas, small_areas)
    assert (land.view, land.selected) == (small_areas, True)
    assert (equal.view, hint_words(equal.hint)) == (None, "there are none for neighbourhoods")
    layers = layer_options(atlas, view_of(atlas, EQUAL))
    assert {(option.view, hint_words(option.hint)) for option in layers} == {(None, "not on equal shapes")}


def test_the_shapes_stay_on_the_way_where_they_can_be_had(atlas: Atlas) -> None:
    view = view_of(atlas, EQUAL)
    north = open_area(atlas, view, atlas.areas["icp-north"])
    assert (north.by, north.shape) == (Level.COUNCIL, Shape.EQUAL)
    ways = {option.key: option.view for option in by_options(atlas, view)}
    assert ways["ccg"].shape is Shape.EQUAL
    assert ways["neighbourhood"].shape is Shape.LAND
    for way in ways.values():
        assert resolve(atlas, way.to_query()).faults == ()


def test_the_page_draws_them_with_the_links_colours_and_words_of_the_land(atlas: Atlas, answer) -> None:
    equal = view_of(atlas, EQUAL)
    (shaped, page), (plain, _) = answer(equal), answer(replace(equal, shape=Shape.LAND))
    own, other = (next(t for t in figure["data"] if t["uid"] == "areas") for figure in (shaped, plain))
    for key in ("locations", "z", "colorscale", "text", "meta"):
        assert own[key] == other[key], key
    assert [link.replace("&shape=equal", "") for link in own["customdata"]] == other["customdata"]
    names = {file.name for file in equal_files(atlas).values()}
    assert names.isdisjoint(file.name for file in boundary_files(atlas).values())
    drawn = {trace["geojson"].rpartition("/")[2] for trace in shaped["data"] if "geojson" in trace}
    assert drawn == {equal_files(atlas)[Level.COUNCIL].name}
    assert any(link.endswith("&shape=equal") for link in own["customdata"])
    assert 'id="shape-land"' in page["parts"]["layers"]
    assert EQUAL_SIZES in page["parts"]["legend"]
    labelled = next(trace for trace in shaped["data"] if trace["uid"].startswith("labels"))
    assert labelled["text"]


def test_each_hexagon_has_its_own_name_alone_which_is_broken_at_its_hyphens_where_it_is_too_wide(atlas: Atlas) -> None:
    equal = view_of(atlas, EQUAL)
    labeller, room, stockton = Labeller(atlas), (820, 560), "E06000004"
    shown, land = (scene(atlas, replace(equal, shape=shape)) for shape in (Shape.EQUAL, Shape.LAND))
    large = labeller.letter(scene(atlas, replace(equal, area="icp-south", shape=Shape.LAND)), (1080, 1080), SMALL)
    assert ("Stockton-on-Tees 30.7",) in [label.lines for label in large.plan.labels], "on land names stay whole"
    for way in (labeller.letter, labeller.letter_named):
        on_hexagons, on_land = (way(one, room, SMALL) for one in (shown, land))
        lines = [
            next(label.lines for label in made.plan.labels if label.code == stockton) for made in (on_hexagons, on_land)
        ]
        assert lines == [("Stockton-", "on-Tees", "30.7"), ("Stockton-on-Tees 30.7",)]
        assert on_hexagons.outline_names == ()
        assert on_land.outline_names


def test_on_a_phone_nothing_stands_beside_the_hexagons_and_names_stand_on_them_if_all_have_room(atlas: Atlas) -> None:
    labeller, phone = Labeller(atlas), (360, 280)
    councils, partnerships = (
        labeller.letter(scene(atlas, replace(view_of(atlas, query), shape=Shape.EQUAL)), phone, SMALL).plan.labels
        for query in (EQUAL, "by=icp&condition=all-causes&measure=preventable&shape=equal")
    )
    assert {label.lines for label in councils} == {(label.figure,) if label.figure else () for label in councils}
    assert {label.anchor for label in (*councils, *partnerships)} == {None}
    assert sum(bool(label.figure) for label in councils) == 13
    assert "Central ICP" in {" ".join(label.lines[:-1]) for label in partnerships}


def test_the_file_of_a_level_has_all_that_is_drawn_over_it(atlas: Atlas) -> None:
    file = json.loads(equal_files(atlas)[Level.DISTRICT].content)
    codes = {feature["id"] for feature in file["features"]}
    assert {ICS, "icp-south", "E10000006", "E38000069"} < codes
    assert len(codes) == len(file["features"])


@pytest.mark.parametrize("query", [EQUAL, "area=icp-south&by=district&condition=deprivation&shape=equal"])
def test_pictures_and_snapshots_draw_the_same_hexagons(atlas: Atlas, query: str) -> None:
    shown = scene(atlas, view_of(atlas, query))
    picture = Painter(atlas).picture(shown, SIZES["slide"], STAMP)
    assert {len(ring) for patch in picture.areas for polygon in patch.polygons for ring in polygon} <= {6, SIX_SIDES}
    drawn = ElementTree.fromstring(vector_picture(picture))
    assert "".join(drawn.itertext()).count(EQUAL_SIZES) >= 1
    sheet = sheet_of(atlas, SheetKey.of(shown))
    assert {path.count(" ") for *_, path in sheet["areas"]} == {10}
    assert EQUAL_SIZES in alternative(shown)
    assert legend(shown, ()).notes[-1] == EQUAL_SIZES
