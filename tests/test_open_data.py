"""Open data: JSON, GeoJSON and all figures as tables, each read back by another program, and their page."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas
import pandas
import pytest
import shapely
from flask.testing import FlaskClient
from shipped import ICS, Level
from tiny import ALPHA, DELTA

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND
from dashboard.core.periods import parse_period
from dashboard.core.value import NO_COLUMN, Value
from dashboard.export.dictionary import OPEN_TABLES, VIEW_COLUMNS
from dashboard.export.formats import FORMATS
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers import tables
from dashboard.export.writers.open_data import data_geojson, data_json
from dashboard.export.writers.open_tables import open_zip
from dashboard.maps.grid import TO_LONLAT
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene

STAMP = Stamp("https://atlas.example/?by=ccg", "21 November 2026", "The Atlas")
QUERIES = (
    "",
    "condition=stroke&by=council&measure=deaths-smr&overlay=deprivation",
    "condition=stroke&by=neighbourhood&area=E06000001",
    "condition=stroke&measure=register&by=ccg&area=icp-north",
    "condition=drugs&by=council",
)


def shown(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve.resolve(atlas, query).view)


def read(content: bytes) -> Any:
    return json.loads(content.decode("utf-8"), parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


# JSON and GeoJSON.


def test_json_has_the_figures_of_the_table_with_nothing_as_null(tiny: Atlas) -> None:
    found = read(data_json(tiny, shown(tiny, "condition=all-causes&by=ccg"), STAMP, "v1"))
    rows = {row["area_code"]: row for row in found["rows"]}
    assert rows[ALPHA] == {
        "area_code": ALPHA,
        "area_name": "NHS Alpha CCG",
        "level": "CCG",
        "within": "North ICP",
        "indicator_id": "deaths-ccg",
        "title": "Title of deaths-ccg",
        "period": "2016-18",
        "sex": "persons",
        "ages": "all ages",
        "value": 310.04,
        "lower": 300,
        "upper": 320,
        "count": None,
        "denominator": None,
        "unit": "rate per 100,000 people",
        "status": "published",
        "interval": "published or from counts",
        "comparison_with_england": "worse",
        "comparison_basis": "95% interval",
        "place_in_england": None,
        "places_in_england": None,
        "note": "",
        "row": "area",
    }
    assert (rows[DELTA]["value"], rows[DELTA]["status"]) == (None, "suppressed")
    assert (found["period"], found["data_version"], found["address"]) == ("2016-18", "v1", STAMP.address)


@pytest.mark.parametrize("query", QUERIES)
def test_json_and_csv_say_the_same(atlas: Atlas, query: str) -> None:
    made = shown(atlas, query)
    rows = read(data_json(atlas, made, STAMP, "v1"))["rows"]
    lines = list(csv.DictReader(StringIO(tables.csv(atlas, made).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(lines) > 1
    for row, line in zip(rows, lines, strict=True):
        assert list(row) == list(line)
        for name, written in line.items():
            cell = row[name]
            if name == "period":
                assert cell == made.view.period
            elif isinstance(cell, str):
                assert cell == written
            else:
                assert cell == (float(written) if written else None)


def test_json_says_what_it_holds(atlas: Atlas) -> None:
    made = shown(atlas, QUERIES[1])
    found = read(data_json(atlas, made, STAMP, "v1"))
    assert made.indicator is not None
    for field in dataclasses.fields(Indicator):
        told, known = found["indicator"][field.name], getattr(made.indicator, field.name)
        assert told == (list(known) if isinstance(known, tuple) else known)
    assert [column["name"] for column in found["columns"]] == list(found["rows"][0])


def test_json_has_the_period_as_addresses_have_it(atlas: Atlas) -> None:
    found = read(data_json(atlas, shown(atlas, "condition=stroke&measure=register&by=ccg"), STAMP, ""))
    assert {row["period"] for row in found["rows"]} == {"2018/19"}


@pytest.mark.parametrize("query", QUERIES)
def test_gdal_reads_the_outlines_and_the_figures(atlas: Atlas, query: str, tmp_path: Path) -> None:
    made = shown(atlas, query)
    file = tmp_path / "areas.geojson"
    file.write_bytes(data_geojson(atlas, made, STAMP, "v1"))
    frame = geopandas.read_file(file)
    assert frame.crs.to_epsg() == 4326
    assert list(frame["area_code"]) == [row.area.code for row in made.rows]
    figures = [row.value.value if row.value else None for row in made.rows]
    assert frame["value"].astype(object).where(frame["value"].notna(), None).tolist() == figures
    assert frame.geometry.is_valid.all()
    on_grid = frame.to_crs(27700).geometry
    for code, shape in zip(frame["area_code"], on_grid, strict=True):
        own = atlas.shapes[made.view.by][code]
        assert shape.intersection(own).area == pytest.approx(own.area, rel=0.0001)


def test_geojson_has_its_rings_as_the_standard_wants_them(tiny: Atlas) -> None:
    made = shown(tiny, "condition=all-causes&by=ccg")
    found = read(data_geojson(tiny, made, STAMP, "v1"))
    assert [feature["id"] for feature in found["features"]] == [row.area.code for row in made.rows]
    for feature in found["features"]:
        ring = feature["geometry"]["coordinates"][0]
        assert shapely.LinearRing(ring).is_ccw
    west, south = TO_LONLAT.transform(*tiny.shapes[made.view.by][made.rows[0].area.code].bounds[:2])
    corners = found["features"][0]["geometry"]["coordinates"][0]
    assert min(abs(x - west) + abs(y - south) for x, y in corners) < 0.0002


def test_the_larger_areas_stand_beside_the_features(atlas: Atlas) -> None:
    found = read(data_geojson(atlas, shown(atlas, QUERIES[3]), STAMP, ""))
    assert [row["area_code"] for row in found["comparison"]] == ["icp-north", ICS, ENGLAND]
    assert {row["row"] for row in found["comparison"]} == {"comparison"}


# All figures.


@pytest.fixture(scope="module")
def pack(atlas: Atlas) -> dict[str, bytes]:
    with ZipFile(BytesIO(open_zip(atlas, "v1"))) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def frame_of(pack: dict[str, bytes], name: str) -> pandas.DataFrame:
    return pandas.read_csv(BytesIO(pack[f"{name}.csv"]), dtype=str, keep_default_na=False)


def test_every_figure_of_the_atlas_stands_in_one_row(atlas: Atlas, pack: dict[str, bytes]) -> None:
    known = {
        (indicator, code, parse_period(period).first, parse_period(period).end): value
        for indicator, periods in atlas.values.items()
        for period, values in periods.items()
        for code, value in values.items()
    }
    rows = frame_of(pack, "figures").to_dict("records")
    assert len(rows) == len(known) > 10_000
    for row in rows:
        value = known.pop((row["indicator_id"], row["area_code"], int(row["first_year"]), int(row["last_year"])))
        for field in ("value", "lower", "upper", "count", "denominator"):
            assert (float(row[field]) if row[field] else None) == getattr(value, field)
        assert (row["status"], row["extent"]) == (value.status, value.extent)
        assert (row["verdict"], row["interval"]) == (value.verdict or "", value.interval)
        assert (row["few_events"] == "yes") is value.rests_on_few
    assert known == {}


@pytest.mark.parametrize(
    ("table", "thing"),
    [("figures", Value), ("indicators", Indicator), ("areas", Area), ("conditions", Condition)],
)
def test_nothing_that_is_known_of_a_thing_is_left_out(table: str, thing: type) -> None:
    (columns,) = (one.columns for one in OPEN_TABLES if one.name == table)
    known = {field.name for field in dataclasses.fields(thing) if field.metadata != NO_COLUMN}
    assert known <= {column.name for column in columns}


PARSED = {
    "string": str,
    "date": date.fromisoformat,
    "double": float,
    "integer": int,
    "boolean": ["no", "yes"].index,
}


def test_the_tables_keep_what_their_metadata_promise(pack: dict[str, bytes]) -> None:
    """As a program that knows "CSV on the Web" would check them: columns, types, keys, and what keys refer to."""
    metadata = read(pack["csv-metadata.json"])
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    frames = {table["url"]: frame_of(pack, table["url"].removesuffix(".csv")) for table in metadata["tables"]}
    assert {*frames, "README.txt", "csv-metadata.json"} == set(pack)
    for table in metadata["tables"]:
        frame, schema = frames[table["url"]], table["tableSchema"]
        assert list(frame.columns) == [column["titles"] for column in schema["columns"]]
        for column in schema["columns"]:
            kind = column["datatype"]["base"] if isinstance(column["datatype"], dict) else column["datatype"]
            cells = frame[column["name"]]
            for cell in set(cells) - {""}:
                PARSED[kind](cell)
            assert not column.get("required") or (cells != "").all()
        assert not frame.duplicated(schema["primaryKey"]).any()
        for key in schema.get("foreignKeys", ()):
            other = key["reference"]
            known = set(frames[other["resource"]][other["columnReference"]])
            assert set(frame[key["columnReference"]]) <= known


def test_no_cell_of_the_tables_is_escaped_and_every_one_opens_in_excel(pack: dict[str, bytes]) -> None:
    for name, content in pack.items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\n") == content.count(b"\r\n")
            assert not re.search(rb"(^|[,\"])'", content, flags=re.MULTILINE)


def test_the_dictionary_tells_every_column_of_every_table(pack: dict[str, bytes]) -> None:
    told = frame_of(pack, "dictionary")
    for name in {name for name in pack if name.endswith(".csv")}:
        table = name.removesuffix(".csv")
        assert list(told[told["table"] == table]["column"]) == list(frame_of(pack, table).columns)
    assert (told["meaning"].str.len() > 3).all()


def test_every_column_of_a_view_is_told(atlas: Atlas) -> None:
    keys = {column.key for query in QUERIES for column in tables.columns(shown(atlas, query))}
    assert keys == {column.name for column in VIEW_COLUMNS}


def test_the_bytes_of_all_figures_depend_on_the_data_alone(tiny: Atlas) -> None:
    assert open_zip(tiny, "v1") == open_zip(tiny, "v1")
    assert open_zip(tiny, "v1") != open_zip(tiny, "v2")


# As they are served.


def test_all_figures_are_one_file_whatever_stands_in_the_address(client: FlaskClient) -> None:
    plain, other = (client.get(f"/data/all.zip{query}") for query in ("", "?condition=stroke&by=council&size=social"))
    assert plain.headers["ETag"] == other.headers["ETag"]
    assert plain.data == other.data
    assert plain.headers["Content-Disposition"] == 'attachment; filename="nenc-open-data.zip"'
    assert client.get("/data/all.zip", headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304
    assert client.get("/data/all.zip?condition=plague").status_code == 400


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: f"{made.path} {made.query}")
def test_open_data_and_nothing_else_may_be_read_by_other_sites(client: FlaskClient, made: Any) -> None:
    for query in ("show=ranking", "area=nowhere"):
        origin = client.head(f"/{made.path}?{query}&{made.query}").headers.get("Access-Control-Allow-Origin")
        assert origin == ("*" if made.shared else None)
    assert made.shared == (made.extension in ("csv", "json", "geojson", "xlsx") or made.path == "data/all.zip")


def test_the_page_of_open_data_leads_to_every_file_and_the_pages_lead_there(client: FlaskClient) -> None:
    page = client.get("/open-data")
    assert page.status_code == 200
    links = [unescape(link) for link in re.findall(r'href="\./([^"]*)"', page.text)]
    assert {one.path for one in FORMATS if one.shared} <= {link.partition("?")[0] for link in links}
    for link in links:
        assert client.head(f"/{link}").status_code == 200, link
    for place in ("/", "/about"):
        assert 'href="./open-data"' in client.get(place).text


def test_the_examples_for_excel_r_and_python_give_figures(client: FlaskClient) -> None:
    page = client.get("/open-data", base_url="http://localhost:8050").text
    examples = [unescape(found) for found in re.findall(r"http://localhost:8050/(data[^\s\"<]*?)(?:&#34;|\"|<)", page)]
    assert len(examples) == 5
    for example in examples:
        answer = client.get(f"/{example}")
        assert answer.status_code == 200, example
    frame = pandas.read_csv(BytesIO(client.get(f"/{examples[0]}").data))
    assert next(iter(frame.columns)) == "area_code"
    assert frame["value"].notna().any()


def test_a_strange_host_is_not_printed_on_the_page(client: FlaskClient) -> None:
    page = client.get("/open-data", base_url="http://evil.example").text
    assert "evil.example" not in page
    assert "https://address-of-the-atlas/data.csv?" in page


def test_the_page_names_the_levels_of_the_edition(client: FlaskClient) -> None:
    assert ", ".join(map(str, (Level.ICP, Level.CCG, Level.COUNCIL))) in client.get("/open-data").text
