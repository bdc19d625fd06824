"""Wrong files stop the start, and one message names every fault of all of them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import EDITION, ICS, Level, words_of_the_edition

from dashboard.core.area import Area, PostcodeDistrict, Site, SiteKind
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.fact import Fact
from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND, OPTIONAL_ROLES
from dashboard.core.value import Comparison, IntervalKind, Status, Value
from dashboard.loading.csv_table import label
from dashboard.loading.figure_checks import plausible
from dashboard.loading.load import DataError, load
from dashboard.loading.table_rules import row_span

ROOT = Path(__file__).parent.parent
ICP, CCG, COUNCIL, MSOA = "icp-north", "E38000130", "E08000037", "E02001701"
AUTHORITY = "E47000010"

INDICATOR = {
    **{"id": "deaths", "condition": "all-causes", "measure": "mortality", "measure_name": "Mortality"},
    **{"title": "Deaths under 75", "noun": "mortality under 75", "unit": "rate per 100,000 people"},
    **{"unit_short": "per 100,000", "decimals": "1", "kind": "rate", "direction": "high is worse", "sex": "persons"},
    **{"ages": "under 75", "levels": "ccg district", "definition": "Deaths before 75.", "publisher": "ONS"},
    **{"source": "Mortality, 2019", "link": "https://www.ons.gov.uk", "licence": "Open Government Licence v3.0"},
    **{"credit": "Source: ONS", "limits": "", "family": "deaths-u75", "part_of": "", "title_short": ""},
    **{"per": "100000", "standardised": "age", "event": "deaths", "reliable": "yes"},
}
RATIO = INDICATOR | {"id": "ratio", "measure": "smr", "kind": "ratio", "levels": "neighbourhood"}
SHARE = INDICATOR | {"id": "share", "measure": "share", "kind": "share", "levels": "council"}

FIGURE = {
    **{
        "indicator": "deaths",
        "area_code": COUNCIL,
        "period": "2016-18",
        "value": "350.5",
        "lower": "340",
        "upper": "361",
    },
    **{"count": "900", "denominator": "200000", "status": "published", "extent": "", "note": ""},
    **{"verdict": "", "interval": ""},
}
BARE = FIGURE | dict.fromkeys(("lower", "upper", "count", "denominator"), "")

TABLES: dict[str, list[dict[str, str]]] = {
    "data/areas.csv": [
        dict(
            zip(
                (
                    "code",
                    "name",
                    "short_name",
                    "part_of_larger",
                    "levels",
                    "parents",
                    "same_boundary",
                    "ods_code",
                    "note",
                ),
                row,
                strict=True,
            )
        )
        for row in (
            (ENGLAND, "England", "England", "", "country", "", "", "", ""),
            (ICS, "Cumbria and North East", "NENC", "", "ics", ENGLAND, "", "", ""),
            (ICP, "North", "North", "", "icp", f"{ENGLAND} {ICS}", "", "", "ours"),
            (CCG, "Gateshead", "Gateshead", "", "ccg", f"{ENGLAND} {ICS} {ICP}", COUNCIL, "00F", ""),
            (COUNCIL, "Gateshead", "Gateshead", "", "council district", f"{ENGLAND} {ICS} {ICP}", CCG, "", ""),
            (MSOA, "Gateshead 001", "Ryton", "", "neighbourhood", f"{ENGLAND} {ICS} {ICP} {CCG} {COUNCIL}", "", "", ""),
            (AUTHORITY, "North East Combined Authority", "North East", "", "authority", f"{ENGLAND} {ICS}", "", "", ""),
        )
    ],
    "data/conditions.csv": [
        {"slug": "all-causes", "name": "All causes", "group": "Overall health", "note": ""},
        {"slug": "cancer", "name": "All cancers", "group": "Cancer", "note": "Not yet, “soon”"},
    ],
    "data/indicators.csv": [INDICATOR, RATIO, SHARE],
    "data/values/a.csv": [
        FIGURE,
        BARE | {"area_code": CCG, "period": "2015-17", "value": "340", "status": "estimate"},
        BARE | {"area_code": COUNCIL, "period": "2015-17", "value": "", "status": "suppressed", "note": "small"},
        BARE | {"area_code": ENGLAND, "value": "330.0"},
        FIGURE | {"area_code": CCG, "verdict": "worse", "interval": "approximate"},
    ],
    "data/values/b.csv": [
        BARE | {"indicator": "ratio", "area_code": MSOA, "period": "2015/16-2019/20", "value": "104"},
        BARE | {"indicator": "share", "period": "2018/19", "value": "12.5", "status": "modelled"},
    ],
    "data/facts.csv": [{"area_code": ICS, "topic": "trusts", "statement": "It has trusts.", "source": "NHS, 2020"}],
    "data/postcodes.csv": [
        {"district": "NE8", "area_code": COUNCIL, "postcodes": "1313", "all_postcodes": "1315", "note": ""},
        {"district": "NE39", "area_code": COUNCIL, "postcodes": "5", "all_postcodes": "11", "note": "mostly outside"},
    ],
    "data/sites.csv": [
        {
            **{"code": "RR7EN", "name": "Queen Elizabeth Hospital", "short_name": "Queen Elizabeth"},
            **{"kind": "hospital", "easting": "426940", "northing": "560550", "trust": "Gateshead", "source": "NHS"},
        },
    ],
    "data/priorities.csv": [
        {
            **{"name": "Health", "heading": "Priorities", "statement": "To be well."},
            **{"conditions": "all-causes cancer", "source": "NHS, 2020"},
        },
        {
            **{"name": "Digital", "heading": "Priorities", "statement": "To be quick."},
            **{"conditions": "", "source": "NHS, 2020"},
        },
    ],
}
LAYERS = {"england": ENGLAND, "ics": ICS, "icp": ICP, "ccg": CCG, "council": COUNCIL, "district": COUNCIL}
LAYERS |= {"neighbourhood": MSOA, "authority": AUTHORITY}
SQUARE = shapely.box(420_000, 555_000, 430_000, 565_000)


@pytest.fixture(scope="session")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small set of files without a fault."""
    folder = tmp_path_factory.mktemp("valid")
    (folder / "data" / "values").mkdir(parents=True)
    (folder / "boundaries").mkdir()
    for name, rows in TABLES.items():
        write(folder / name, rows)
    (folder / "data" / "edition.toml").write_text(words_of_the_edition(), encoding="utf-8")
    for name, code in LAYERS.items():
        draw(folder, name, {"code": [code], "name": ["A name"]})
    return folder


@pytest.fixture
def folder(valid: Path, tmp_path: Path) -> Path:
    """A copy of the valid files, for a test to spoil."""
    return shutil.copytree(valid, tmp_path / "files")


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def draw(
    folder: Path, name: str, columns: dict[str, list[str]], *shapes: shapely.Geometry | None, crs: int = 27700
) -> None:
    frame = geopandas.GeoDataFrame(columns, geometry=list(shapes or [SQUARE]), crs=crs)
    frame.to_file(folder / "boundaries" / f"{name}.shp", engine="pyogrio", encoding="utf-8")


def change(folder: Path, name: str, row: int, /, **cells: str) -> None:
    """Put other cells into one row, counted as a spreadsheet does."""
    rows = [dict(cells) for cells in TABLES[name]]
    rows[row - 2] |= cells
    write(folder / name, rows)


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new.encode("utf-8"), 1))


def read(folder: Path) -> Atlas:
    return load(folder / "data", folder / "boundaries")


def faults(folder: Path) -> list[str]:
    """The lines of the message below its heading."""
    with pytest.raises(DataError) as caught:
        read(folder)
    return str(caught.value).splitlines()[1:]


def only_fault(folder: Path) -> str:
    """The one fault there is: a slip is told once and causes no other."""
    lines = faults(folder)
    assert len(lines) == 1, "\n".join(lines)
    return lines[0]


def test_valid_files_give_the_atlas_they_describe(folder: Path) -> None:
    atlas = read(folder)
    assert list(atlas.areas) == [ENGLAND, ICS, ICP, CCG, COUNCIL, MSOA, AUTHORITY]
    levels, parents = (Level.COUNCIL, Level.DISTRICT), (ENGLAND, ICS, ICP)
    assert atlas.areas[COUNCIL] == Area(COUNCIL, "Gateshead", "Gateshead", levels, parents, same_boundary=CCG)
    assert atlas.conditions["cancer"] == Condition("cancer", "All cancers", "Cancer", "Not yet, “soon”")
    assert atlas.indicators["deaths"].levels == (Level.CCG, Level.DISTRICT)
    assert atlas.indicators["deaths"].decimals == 1
    assert atlas.facts == (Fact(ICS, "trusts", "It has trusts.", "NHS, 2020"),)
    assert atlas.postcodes["NE8"] == PostcodeDistrict("NE8", COUNCIL, 1313, 1315)
    assert atlas.postcodes["NE39"].note == "mostly outside"
    place = (426_940, 560_550)
    hospital = Site(
        "RR7EN", "Queen Elizabeth Hospital", "Queen Elizabeth", SiteKind.HOSPITAL, *place, "Gateshead", "NHS"
    )
    assert atlas.sites == (hospital,)
    assert [priority.conditions for priority in atlas.priorities] == [("all-causes", "cancer"), ()]
    assert atlas.shapes[Level.DISTRICT][COUNCIL].equals(SQUARE)
    assert set(atlas.shapes) == set(EDITION.levels)


def test_land_around_the_system_is_read_if_it_is_there_and_judged_as_any_shape(folder: Path) -> None:
    assert read(folder).around == {}
    bow = shapely.Polygon([(400_000, 500_000), (410_000, 510_000), (410_000, 500_000), (400_000, 510_000)])
    land = geopandas.GeoDataFrame({"code": ["moor"], "name": ["Moor"]}, geometry=[bow], crs=27700)
    path = folder / "boundaries" / "around.shp"
    land.to_file(path, encoding="UTF-8")
    with pytest.raises(DataError, match=r"around\.shp.*moor"):
        read(folder)
    land.set_geometry([bow.convex_hull]).to_file(path, encoding="UTF-8")
    assert read(folder).around["moor"].equals(bow.convex_hull)


def test_figures_keep_their_interval_status_and_note_and_periods_ascend(folder: Path) -> None:
    deaths = read(folder).values["deaths"]
    assert list(deaths) == ["2015-17", "2016-18"]
    assert deaths["2016-18"][COUNCIL] == Value(350.5, 340, 361, 900, 200_000)
    assert deaths["2015-17"][COUNCIL] == Value(None, status=Status.SUPPRESSED, note="small")
    said = Value(350.5, 340, 361, 900, 200_000, verdict=Comparison.WORSE, interval=IntervalKind.APPROXIMATE)
    assert deaths["2016-18"][CCG] == said


def test_what_excel_writes_is_read_the_same(folder: Path, valid: Path) -> None:
    for path in (folder / "data").rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(folder).values == read(valid).values


def test_columns_may_come_in_any_order_and_blank_lines_do_not_count(folder: Path, valid: Path) -> None:
    write(folder / "data/facts.csv", [dict(reversed(TABLES["data/facts.csv"][0].items()))])
    with (folder / "data/facts.csv").open("a", encoding="utf-8") as file:
        file.write("\n\n")
    assert read(folder).facts == read(valid).facts


@pytest.mark.parametrize("name", [*TABLES, "boundaries/ccg.shp"])
def test_a_missing_file_is_one_fault_and_not_thousands(folder: Path, name: str) -> None:
    (folder / name).unlink()
    if name == "data/values/b.csv":
        lines = faults(folder)
        assert [line.split(":")[0] for line in lines] == [
            "data/indicators.csv, row 3, column levels",
            "data/indicators.csv, row 4, column levels",
        ]
    elif name == "data/values/a.csv":
        assert all(line.startswith("data/indicators.csv, row 2, column levels: found") for line in faults(folder))
    else:
        assert only_fault(folder).startswith(f"{name}: found no" if "shp" in name else f"{name}: found No such file")


def test_missing_folders_are_named(tmp_path: Path) -> None:
    lines = faults(tmp_path)
    assert [line.split(":")[0] for line in lines] == [
        *("data/edition.toml", "data/areas.csv", "data/conditions.csv", "data/indicators.csv", "data/facts.csv"),
        *("data/postcodes.csv", "data/sites.csv", "data/priorities.csv", "data/values"),
        f"{tmp_path.name}/boundaries",
    ]


def test_missing_tables_and_boundaries_are_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "edition.toml").write_text(words_of_the_edition(), encoding="utf-8")
    needed = [level for level in EDITION.levels[1:] if level.role not in OPTIONAL_ROLES]
    assert [line.split(":")[0] for line in faults(tmp_path)] == [
        *("data/areas.csv", "data/conditions.csv", "data/indicators.csv", "values/NAME.csv", "data/facts.csv"),
        *("data/postcodes.csv", "data/sites.csv", "data/priorities.csv"),
        *(f"boundaries/{level}.shp" for level in ("england", *needed)),
    ]


FORM = {
    "not UTF-8": (
        "data/conditions.csv",
        "row 3: found the byte 0xe9",
        "expected UTF-8 text; save the file as CSV UTF-8",
    ),
    "unclosed quote": ("data/conditions.csv", "row 2: found unexpected end of data", "every quote closed"),
    "NUL": ("data/conditions.csv", "row 2, column name: found 'All\\x00 causes'", "take out the invisible characters"),
    "10 kB cell": ("data/conditions.csv", "row 2, column name: found 'All", "at most 2000 characters"),
    "100 kB line": ("data/conditions.csv", "row 2: found field larger than field limit", "in one line"),
    "too many cells": ("data/conditions.csv", "row 2: found 5 cells, not 4", "quote the cells that hold a comma"),
    "too few cells": ("data/conditions.csv", "row 2: found 3 cells, not 4", "as many cells as the header has"),
    "column lacking": ("data/conditions.csv", "row 1, column group: found no such column", "correct the header row"),
    "column unknown": ("data/conditions.csv", "row 1, column 'remark': found an unknown column", "data/README.md"),
    "column twice": ("data/conditions.csv", "row 1, column 'note': found the column twice", "each once"),
    "semicolons": ("data/conditions.csv", "column slug, name, group, note: found no such column", "by commas"),
    "empty": ("data/conditions.csv", "column slug, name, group, note: found no such column", "by commas"),
}
CHANGES: dict[str, tuple[bytes, bytes]] = {
    "not UTF-8": ("“soon”".encode(), b"caf\xe9"),
    "unclosed quote": (b"All causes", b'"All causes'),
    "NUL": (b"All causes", b"All\x00 causes"),
    "10 kB cell": (b"All causes", b"All causes" * 1000),
    "100 kB line": (b"All causes", b"All causes" * 20_000),
    "too many cells": (b"All causes", b"All, causes"),
    "too few cells": (b"All causes,", b""),
    "column lacking": (b",group", b",heading"),
    "column unknown": (b"note", b"note,remark"),
    "column twice": (b"note", b"note,note"),
    "semicolons": (b"slug,name,group,note", b"slug;name;group;note"),
    "empty": (b"", b""),
}


@pytest.mark.parametrize("case", FORM)
def test_a_table_of_the_wrong_form_is_a_fault_with_its_place(folder: Path, case: str) -> None:
    (name, place, expectation), (old, new) = FORM[case], CHANGES[case]
    path = folder / name
    path.write_bytes(path.read_bytes().replace(old, new, 1) if old else b"")
    lines = [line for line in faults(folder) if place in line]
    assert len(lines) == 1
    assert lines[0].startswith(name)
    assert expectation in lines[0]
    assert all(line.startswith(name) and len(line) < 400 for line in faults(folder))


def test_the_first_view_is_of_a_condition_that_has_figures(folder: Path) -> None:
    edition = folder / "data" / "edition.toml"
    text = edition.read_text(encoding="utf-8")
    for word in ("cancer", "nothing"):
        edition.write_text(text.replace('condition = "all-causes"', f'condition = "{word}"', 1), encoding="utf-8")
        assert only_fault(folder) == (
            f"data/edition.toml, key start.condition: found '{word}', "
            "expected a condition of data/conditions.csv that an indicator is of; correct the word"
        )


def test_a_line_break_in_a_cell_is_a_fault(folder: Path) -> None:
    change(folder, "data/facts.csv", 2, statement="Two\nlines.")
    assert faults(folder)[0].startswith("data/facts.csv, row 2: found unexpected end of data")


_TWIN = "an area that names this one as its same_boundary"
CELLS = {
    "area: code form": ("data/areas.csv", 4, "code", {"code": "icp north"}, "letters, digits and single hyphens"),
    "area: name": ("data/areas.csv", 4, "name", {"name": " "}, "some text"),
    "area: level": ("data/areas.csv", 4, "levels", {"levels": "town"}, "one or more of: country ics icp ccg"),
    "area: no level": ("data/areas.csv", 4, "levels", {"levels": ""}, "one or more of"),
    "area: parent": ("data/areas.csv", 4, "parents", {"parents": "E99"}, "a key of data/areas.csv"),
    "area: part": ("data/areas.csv", 4, "part_of_larger", {"part_of_larger": "town"}, "one of: county, district"),
    "area: part of the part": ("data/areas.csv", 4, "part_of_larger", {"part_of_larger": "part"}, "one of: county"),
    "figure: of a whole": ("data/values/a.csv", 2, "extent", {"extent": "county"}, "an extent that fits the area"),
    "figure: of a part": ("data/values/a.csv", 2, "extent", {"extent": "part"}, "an extent that fits the area"),
    "figure: of a larger area without its name": (
        *("data/values/a.csv", 2, "note"),
        *({"extent": "merged", "note": ""}, "the name of the larger area that the figure is of"),
    ),
    "area: own parent": ("data/areas.csv", 4, "parents", {"parents": ICP}, "other areas, each once"),
    "area: same boundary": ("data/areas.csv", 4, "same_boundary", {"same_boundary": "E99"}, "a key of data/areas.csv"),
    "area: twin without an answer": ("data/areas.csv", 6, "same_boundary", {"same_boundary": ICP}, _TWIN),
    "area: twin of a pair": ("data/areas.csv", 4, "same_boundary", {"same_boundary": CCG}, _TWIN),
    "area: its own twin": ("data/areas.csv", 4, "same_boundary", {"same_boundary": ICP}, _TWIN),
    "area: no boundary": ("data/areas.csv", 4, "code", {"levels": "icp ccg"}, "a boundary in boundaries/ccg.shp"),
    "condition: slug": ("data/conditions.csv", 3, "slug", {"slug": "a/b"}, "letters, digits"),
    "condition: repeated": ("data/conditions.csv", 3, "slug", {"slug": "all-causes"}, "a key that no other row has"),
    "condition: group": ("data/conditions.csv", 3, "group", {"group": ""}, "some text; fill it in"),
    "condition: no reason": ("data/conditions.csv", 3, "note", {"note": " "}, "a note, as no indicator is of this"),
    "fact: area": ("data/facts.csv", 2, "area_code", {"area_code": "E99"}, "a key of data/areas.csv"),
    "site: kind": ("data/sites.csv", 2, "kind", {"kind": "clinic"}, "one of: hospital, stroke-unit"),
    "site: name": ("data/sites.csv", 2, "name", {"name": " "}, "some text"),
    "site: in the sea": ("data/sites.csv", 2, "easting", {"easting": "700000"}, "in England: 80,000 to 660,000"),
    "site: degrees": (
        "data/sites.csv",
        2,
        "northing",
        {"northing": "54.9"},
        "whole metres of the British National Grid",
    ),
    "priority: unknown": (
        "data/priorities.csv",
        2,
        "conditions",
        {"conditions": "gout"},
        "a key of data/conditions.csv",
    ),
    "priority: silent": ("data/priorities.csv", 3, "statement", {"statement": ""}, "some text"),
    "fact: source": ("data/facts.csv", 2, "source", {"source": ""}, "some text"),
    "postcode: form": ("data/postcodes.csv", 2, "district", {"district": "NE1 4"}, "the first half of a postcode"),
    "postcode: repeated": ("data/postcodes.csv", 3, "district", {"district": "NE8"}, "a key that no other row has"),
    "postcode: area": ("data/postcodes.csv", 2, "area_code", {"area_code": "E99"}, "a key of data/areas.csv"),
    "postcode: level": ("data/postcodes.csv", 2, "area_code", {"area_code": MSOA}, "a council area or a district"),
    "postcode: none": ("data/postcodes.csv", 2, "postcodes", {"postcodes": "0"}, "a whole number from 1 up"),
    "postcode: all": ("data/postcodes.csv", 2, "all_postcodes", {"all_postcodes": "1,315"}, "a whole number"),
    "postcode: more than all": ("data/postcodes.csv", 2, "postcodes", {"postcodes": "1316"}, "no more postcodes"),
    "indicator: condition": (
        "data/indicators.csv",
        3,
        "condition",
        {"condition": "flu"},
        "a key of data/conditions.csv",
    ),
    "indicator: kind": ("data/indicators.csv", 3, "kind", {"kind": "Ratio"}, "one of: rate, ratio, share"),
    "indicator: direction": ("data/indicators.csv", 3, "direction", {"direction": "up"}, "one of: high is worse"),
    "indicator: sex": ("data/indicators.csv", 3, "sex", {"sex": "women"}, "one of: persons, male, female"),
    "indicator: levels": ("data/indicators.csv", 3, "levels", {"levels": "msoa"}, "one or more of"),
    "indicator: level twice": ("data/indicators.csv", 3, "levels", {"levels": "ccg ccg"}, "each once"),
    "indicator: decimals": ("data/indicators.csv", 3, "decimals", {"decimals": "1.5"}, "one of: 0, 1, 2"),
    **{
        f"indicator: {column}": ("data/indicators.csv", 3, column, {column: ""}, "some text; fill it in")
        for column in ("licence", "definition", "unit", "publisher", "source", "credit", "title")
    },
    "indicator: family": ("data/indicators.csv", 3, "family", {"family": "two words"}, "letters, digits and single"),
    "indicator: family of two": (
        *("data/indicators.csv", 3, "family", {"condition": "cancer"}),
        "a family whose indicators are all of one condition",
    ),
    "indicator: part of": ("data/indicators.csv", 3, "part_of", {"part_of": "flu", "title_short": "x"}, "a key of"),
    "indicator: part unnamed": ("data/indicators.csv", 3, "title_short", {"part_of": "deaths"}, "what the part is"),
    "indicator: per": ("data/indicators.csv", 3, "per", {"per": "100,000"}, "a whole number or nothing"),
    "indicator: per nothing": ("data/indicators.csv", 2, "per", {"per": ""}, "the number that a rate, a ratio or a"),
    "indicator: per of a score": ("data/indicators.csv", 4, "per", {"kind": "score"}, "nothing, as this kind is per"),
    "indicator: standardised": ("data/indicators.csv", 2, "standardised", {"standardised": "sex"}, "one of: age, none"),
    "indicator: crude ratio": ("data/indicators.csv", 3, "standardised", {"standardised": "none"}, "age, as every"),
    "indicator: reliable": ("data/indicators.csv", 3, "reliable", {"reliable": "perhaps"}, "one of: yes, no"),
    "indicator: measure claimed": (
        *("data/indicators.csv", 4, "measure", {"measure": "mortality", "levels": "council ccg"}),
        "one indicator for a condition, measure and level",
    ),
    "value: indicator": ("data/values/a.csv", 2, "indicator", {"indicator": "births"}, "a key of data/indicators.csv"),
    "value: area": ("data/values/a.csv", 3, "area_code", {"area_code": "E99"}, "a key of data/areas.csv"),
    "value: extent": ("data/values/a.csv", 3, "extent", {"extent": "whole"}, "one of: county, district, neighbour"),
    "value: verdict": (
        "data/values/a.csv",
        3,
        "verdict",
        {"verdict": "not compared"},
        "one of: worse, similar",
    ),
    "value: verdict of an estimate": (
        *("data/values/a.csv", 3, "verdict", {"verdict": "worse"}, "a verdict only beside a figure of a publisher"),
    ),
    "value: verdict without a figure": (
        *("data/values/a.csv", 4, "verdict", {"verdict": "worse"}, "a verdict only beside a figure of a publisher"),
    ),
    "value: verdict of no side": (
        *("data/values/a.csv", 2, "verdict", {"verdict": "higher"}, "a word that fits the direction of the indicator"),
    ),
    "value: kind of interval": ("data/values/a.csv", 2, "interval", {"interval": "wide"}, "one of: approximate; or"),
    "value: kind of no interval": (
        *("data/values/a.csv", 5, "interval", {"interval": "approximate"}, "nothing, as there is no interval"),
    ),
    "value: approximate of a ratio": (
        *("data/values/b.csv", 2, "interval"),
        {"lower": "90", "upper": "120", "interval": "approximate"},
        "only an age-standardised rate gets approximate limits",
    ),
    "value: comma": ("data/values/a.csv", 5, "value", {"value": "1,234"}, "a plain number such as 1234.5"),
    "value: nan": ("data/values/a.csv", 5, "value", {"value": "nan"}, "a plain number"),
    "value: inf": ("data/values/a.csv", 5, "value", {"value": "inf"}, "a plain number"),
    "value: huge": ("data/values/a.csv", 5, "value", {"value": "1e999"}, "a plain number"),
    "value: underscore": ("data/values/a.csv", 5, "value", {"value": "1_0"}, "a plain number"),
    "value: other digits": ("data/values/a.csv", 5, "value", {"value": "١٢"}, "a plain number"),
    "value: below interval": ("data/values/a.csv", 2, "value", {"value": "339"}, "a value from lower to upper"),
    "value: above interval": ("data/values/a.csv", 2, "value", {"value": "362"}, "a value from lower to upper"),
    "value: one end": ("data/values/a.csv", 2, "lower", {"upper": ""}, "both ends of the interval, or none"),
    "value: negative": ("data/values/a.csv", 5, "value", {"value": "-1"}, "no negative rate"),
    "value: share": ("data/values/b.csv", 3, "value", {"value": "100.1"}, "at most 100"),
    "value: count": ("data/values/a.csv", 5, "count", {"count": "-1"}, "a count from 0 up"),
    "value: people": ("data/values/a.csv", 5, "denominator", {"denominator": "-1"}, "people from 0 up"),
    "value: absent": ("data/values/a.csv", 5, "value", {"value": ""}, "a number; fill it in"),
    "value: suppressed": ("data/values/a.csv", 5, "value", {"status": "suppressed"}, "no value beside the status"),
    "value: only interval": (
        *("data/values/a.csv", 4, "lower", {"lower": "1", "upper": "2"}, "no interval without a value"),
    ),
    "value: status": ("data/values/a.csv", 5, "status", {"status": "guess"}, "one of: published, sum, estimate"),
    "value: ratio averaged": ("data/values/b.csv", 2, "status", {"status": "estimate"}, "ratios are never averaged"),
    "value: ratio summed": ("data/values/b.csv", 2, "status", {"status": "sum"}, "ratios are never averaged"),
    "value: estimate": ("data/values/a.csv", 2, "lower", {"status": "estimate"}, "no interval for an estimate"),
    "value: level": ("data/values/a.csv", 5, "area_code", {"area_code": ICP}, "a level that the indicator names"),
    "value: period": ("data/values/a.csv", 5, "period", {"period": "2016-2018"}, "a period such as 2018"),
    "value: mixed periods": ("data/values/a.csv", 5, "period", {"period": "2018"}, "periods of one form and length"),
    "value: repeated": ("data/values/a.csv", 5, "indicator", {"area_code": COUNCIL}, "a key that no other row has"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_wrong_cell_is_one_fault_with_file_row_column_and_expectation(folder: Path, case: str) -> None:
    name, row, column, cells, expectation = CELLS[case]
    change(folder, name, row, **cells)
    place = f"{label(Path(name))}, row {row}, column {column}: found "
    lines = [line for line in faults(folder) if line.startswith(place) and expectation in line]
    assert len(lines) == 1, "\n".join(faults(folder))
    assert cells.get(column, "") in lines[0]


@pytest.mark.parametrize("case", [case for case in CELLS if case.startswith(("value", "fact", "postcode"))])
def test_a_wrong_cell_causes_no_other_fault(folder: Path, case: str) -> None:
    name, row, _, cells, _ = CELLS[case]
    change(folder, name, row, **cells)
    only_fault(folder)


def test_of_a_pair_whose_one_half_is_lost_the_other_is_told(folder: Path) -> None:
    change(folder, "data/areas.csv", 6, same_boundary="")
    assert only_fault(folder).startswith("data/areas.csv, row 5, column same_boundary: found ")


def test_a_condition_without_indicator_and_reason_is_the_only_fault(folder: Path) -> None:
    change(folder, "data/conditions.csv", 3, note="")
    assert only_fault(folder).startswith("data/conditions.csv, row 3, column note: found an empty cell")


def test_a_condition_with_indicators_needs_no_reason_even_if_these_have_faults(folder: Path) -> None:
    change(folder, "data/indicators.csv", 2, kind="Rate")
    assert not [line for line in faults(folder) if line.startswith("data/conditions.csv")]


@pytest.mark.parametrize("key", [ENGLAND, ICS])
def test_england_and_the_ics_must_be_there(folder: Path, key: str) -> None:
    write(folder / "data/areas.csv", [row for row in TABLES["data/areas.csv"] if row["code"] != key])
    assert f"data/areas.csv, column code: found no {key}, expected a row with this code; add the row" in faults(folder)


def test_an_indicator_claims_only_levels_with_figures(folder: Path) -> None:
    change(folder, "data/indicators.csv", 3, levels="neighbourhood icp")
    line = only_fault(folder)
    assert line.startswith("data/indicators.csv, row 3, column levels: found icp, without any value")
    assert line.endswith("take the level out, or add its figures to values/")


def test_comparators_need_no_claim(folder: Path) -> None:
    change(folder, "data/values/a.csv", 5, area_code=ICS)
    assert read(folder).values["deaths"]["2016-18"][ICS].value == 330


@pytest.mark.parametrize("period", ["2018", "2016-18", "1999-01", "2018/19", "1999/00", "2015/16-2019/20"])
def test_periods_as_publishers_write_them(period: str) -> None:
    assert row_span(period)


@pytest.mark.parametrize(
    "period", ["", "18", "2018-16", "2018-18", "2018/20", "2018/17", "2019/20-2015/16", "2015/17-2019/20", "2016.18"]
)
def test_periods_that_run_backward_or_have_another_form(period: str) -> None:
    assert row_span(period) is None


@pytest.mark.parametrize("suffix", [".dbf", ".shx", ".prj", ".cpg"])
def test_a_shapefile_needs_all_its_files(folder: Path, suffix: str) -> None:
    (folder / f"boundaries/ccg{suffix}").unlink()
    line = only_fault(folder)
    assert line.startswith(f"boundaries/ccg.shp: found no ccg{suffix}")
    assert line.endswith("copy all five files")


def test_wgs84_boundaries_are_converted_to_metres(folder: Path) -> None:
    square = geopandas.GeoSeries([SQUARE], crs=27700).to_crs(4326)[0]
    draw(folder, "ccg", {"code": [CCG], "name": ["A"]}, square, crs=4326)
    assert read(folder).shapes[Level.CCG][CCG].hausdorff_distance(SQUARE) < 0.01


BAD_SHAPES = {
    "empty": (None, "column geometry: found nothing, expected a valid polygon"),
    "crossed": (
        shapely.Polygon([(420000, 555000), (430000, 565000), (430000, 555000), (420000, 565000)]),
        f"column geometry: found {CCG}: Self-intersection",
    ),
    "degrees": (shapely.box(-2, 54, -1, 55), "expected metres on the British National Grid"),
    "point": (shapely.Point(420000, 555000), "column geometry: found Point"),
}


@pytest.mark.parametrize("case", BAD_SHAPES)
def test_a_boundary_that_is_no_valid_polygon_is_a_fault(folder: Path, case: str) -> None:
    shape, expectation = BAD_SHAPES[case]
    draw(folder, "ccg", {"code": [CCG], "name": ["A"]}, shape)
    line = only_fault(folder)
    assert line.startswith("boundaries/ccg.shp, row 1, column geometry")
    assert expectation in line


def test_another_coordinate_system_is_refused(folder: Path) -> None:
    draw(folder, "ccg", {"code": [CCG], "name": ["A"]}, crs=3857)
    assert only_fault(folder) == (
        "boundaries/ccg.shp: found WGS 84 / Pseudo-Mercator, expected EPSG:27700 or WGS84; "
        "project the file to the British National Grid"
    )


def test_a_coordinate_system_is_never_guessed(folder: Path) -> None:
    (folder / "boundaries/ccg.prj").write_text("")
    assert only_fault(folder).startswith("boundaries/ccg.shp: found no coordinate system, expected EPSG:27700 or WGS84")


def test_boundary_columns_are_code_and_name(folder: Path) -> None:
    draw(folder, "ccg", {"ccg19cd": [CCG], "name": ["A"]})
    unknown, lacking = faults(folder)
    assert unknown.startswith("boundaries/ccg.shp, column 'ccg19cd': found an unknown column")
    assert lacking.startswith("boundaries/ccg.shp, column 'code': found no such column, expected the columns code and")


def test_boundaries_and_areas_have_the_same_codes(folder: Path) -> None:
    draw(folder, "ccg", {"code": ["E99", COUNCIL], "name": ["A", "B"]}, SQUARE, SQUARE)
    lines = faults(folder)
    assert "boundaries/ccg.shp, row 1, column code: found 'E99', expected a key of data/areas.csv" in lines[0]
    assert f"boundaries/ccg.shp, row 2, column code: found '{COUNCIL}', expected an area of level ccg" in lines[1]
    assert "data/areas.csv, row 5, column code" in lines[2]
    assert "expected a boundary in boundaries/ccg.shp" in lines[2]


def test_a_boundary_code_comes_once(folder: Path) -> None:
    draw(folder, "ccg", {"code": [CCG, CCG], "name": ["A", "B"]}, SQUARE, SQUARE)
    assert only_fault(folder).startswith(
        f"boundaries/ccg.shp, row 2, column code: found '{CCG}', expected a key that no"
    )


@pytest.mark.parametrize("suffix", [".shp", ".dbf", ".shx", ".prj"])
def test_a_damaged_shapefile_is_a_fault_and_not_a_crash(folder: Path, suffix: str) -> None:
    (folder / f"boundaries/ccg{suffix}").write_bytes(b"\x00\xff" * 8)
    assert all("ccg.shp" in line for line in faults(folder))


def test_faults_of_several_files_stand_in_one_message(folder: Path) -> None:
    change(folder, "data/areas.csv", 4, name="")
    change(folder, "data/conditions.csv", 3, group="")
    change(folder, "data/values/b.csv", 3, value="12%")
    (folder / "data/facts.csv").unlink()
    draw(folder, "ics", {"code": [ICS], "name": ["A"]}, crs=3857)
    with pytest.raises(DataError, match=r"^5 faults in 5 files\n") as caught:
        read(folder)
    files = [fault.file for fault in caught.value.faults]
    assert files == ["data/areas.csv", "data/conditions.csv", "values/b.csv", "data/facts.csv", "boundaries/ics.shp"]


def test_each_fault_has_its_own_row_behind_blank_and_lost_ones_and_they_stand_in_the_order_of_rows(
    folder: Path,
) -> None:
    rows = [
        BARE | {"area_code": "X9"},
        BARE | {"area_code": CCG, "period": "2014-16", "value": "-5"},
        BARE | {"area_code": CCG, "period": "2013-15", "value": "1,0"},
        FIGURE | {"period": "2014-16", "lower": "355"},
        BARE | {"period": "2013", "value": "5"},
        FIGURE,
        BARE | {"area_code": MSOA, "period": "2014-16"},
    ]
    write(folder / "data/values/c.csv", rows)
    replace(folder, "data/values/c.csv", "\n", "\n,,,\n")
    with pytest.raises(DataError) as caught:
        read(folder)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        *((3, "area_code"), (4, "value"), (5, "value"), (6, "value")),
        *((7, "period"), (8, "indicator"), (9, "area_code")),
    ]
    assert "again, first in values/a.csv row 2, expected" in str(caught.value)


def test_thousands_of_faults_of_one_sort_make_a_short_message(folder: Path) -> None:
    rows = [FIGURE | {"area_code": f"X{number}", "value": "1,000"} for number in range(5000)]
    write(folder / "data/values/c.csv", rows)
    lines = faults(folder)
    assert len(lines) == 42
    assert "values/c.csv, column area_code: and 4980 more of this sort" in lines
    assert "values/c.csv, column value: and 4980 more of this sort" in lines


def cells() -> Iterator[tuple[str, int, str]]:
    for name, rows in TABLES.items():
        for number, row in enumerate(rows, 2):
            yield from ((name, number, column) for column in row)


words = [cell for rows in TABLES.values() for row in rows for cell in row.values()]
hostile = [
    "-0",
    "1e9",
    "٣",
    "\x00",
    "\ud7ff",
    '"',
    "=1+1",
    "<script>",
    "'; --",
    "\u202e",
    " ",
    "E08000037 ",
    "x" * 3000,
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(st.sampled_from(list(cells())), min_size=1, max_size=3),
    text=st.one_of(st.sampled_from(words), st.sampled_from(hostile), st.text(max_size=30)),
)
def test_whatever_stands_in_a_cell_gives_an_atlas_or_a_data_error(
    folder: Path, places: list[tuple[str, int, str]], text: str
) -> None:
    for name, row, column in places:
        change(folder, name, row, **{column: text})
    try:
        with suppress(DataError):
            assert isinstance(read(folder), Atlas)
    finally:
        for name, rows in TABLES.items():
            write(folder / name, rows)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(list(TABLES)), place=st.floats(0, 1), content=st.binary(max_size=40))
def test_whatever_bytes_overwrite_a_table_give_an_atlas_or_a_data_error(
    folder: Path, name: str, place: float, content: bytes
) -> None:
    path = folder / name
    whole = path.read_bytes()
    start = int(place * len(whole))
    path.write_bytes(whole[:start] + content + whole[start + len(content) :])
    try:
        with suppress(DataError):
            assert isinstance(read(folder), Atlas)
    finally:
        path.write_bytes(whole)


def test_the_files_of_the_project_have_no_fault() -> None:
    atlas = load(ROOT / "data", ROOT / "boundaries")
    assert atlas.areas[ICS].name
    assert atlas.values


OLDER = {
    "data/indicators.csv": ("family", "part_of", "title_short", "per", "standardised", "event", "reliable"),
    "data/values/a.csv": ("extent",),
}


@pytest.mark.parametrize("name", OLDER)
def test_a_folder_of_an_older_edition_is_told_each_column_it_lacks_and_what_to_put_there(
    folder: Path, name: str
) -> None:
    rows = [{key: cell for key, cell in row.items() if key not in OLDER[name]} for row in TABLES[name]]
    write(folder / name, rows)
    said = faults(folder)
    assert len(said) == len(OLDER[name])
    for column, line in zip(OLDER[name], said, strict=True):
        assert line.startswith(f"{name.removeprefix('data/')}" if "values" in name else name)
        assert f", row 1, column {column}: found no such column, expected a column that says" in line
        assert "; add it and write " in line


@pytest.mark.parametrize(
    ("kind", "per", "last"), [(Kind.RANK, 10, 10), (Kind.RATE, 1000, 1000), (Kind.RANK, None, 1e6)]
)
def test_no_rank_is_beyond_the_last_and_no_rate_beyond_all(kind: Kind, per: int | None, last: float) -> None:
    assert plausible(kind, per).high == last
