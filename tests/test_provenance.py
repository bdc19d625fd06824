"""Where figures came from: written down with an import, kept while others come, shown, and never invented."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from markupsafe import Markup
from openpyxl import load_workbook

from dashboard.core.atlas import Atlas
from dashboard.core.provenance import NOT_RECORDED, ImportRecord, Origin, data_as_of
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.open_data import data_json
from dashboard.export.writers.open_tables import open_zip
from dashboard.export.writers.tables import xlsx
from dashboard.importers import records
from dashboard.importers.forms.practices import with_sums
from dashboard.importers.forms.sheet import SourceTable
from dashboard.importers.records import ImportSize
from dashboard.loading.import_records import figure_imports, parse_imports
from dashboard.views import resolve
from dashboard.views.staging import scene
from dashboard.web.page.about import about_html, measure_html
from dashboard.wording import arrivals

HEADER = "name,indicator,rows,figures,when,file,sha256,address,form,program\n"
MAY = Origin("2026-05-04", "old.csv", "aa", "https://a.example", "nomis", "p1")
JUNE = Origin("2026-06-01", "new.csv; more.csv", "bb; cc", "https://b.example", "fingertips", "p2")


def test_an_import_takes_nothing_from_what_only_stands_in_the_same_table() -> None:
    before = f"{HEADER}t,a,1,1,2026-05-04,old.csv,aa,https://a.example,nomis,p1\nt,b,2,2,,,,,,\nu,a,5,5,,,,,,\n"
    found = {("t", "a"): ImportSize(1, 1), ("t", "b"): ImportSize(3, 3), ("t", "c"): ImportSize(4, 0)}
    assert records.update(before, found, {"c": JUNE}) == (
        f"{HEADER}t,a,1,1,2026-05-04,old.csv,aa,https://a.example,nomis,p1\nt,b,3,3,,,,,,\n"
        "t,c,4,0,2026-06-01,new.csv; more.csv,bb; cc,https://b.example,fingertips,p2\nu,a,5,5,,,,,,\n"
    )
    assert records.update(before, found, {"a": JUNE}).splitlines()[1].startswith("t,a,1,1,2026-06-01,new.csv;")


def test_a_record_of_before_is_read_and_nothing_is_invented_for_it(tmp_path: Path) -> None:
    text = "name,indicator,rows,figures\nt,a,1,1\n"
    (tmp_path / "values").mkdir()
    (tmp_path / "imports.csv").write_text(text, encoding="utf-8")
    assert figure_imports(tmp_path) == (ImportRecord("t", "a", 1, 1, NOT_RECORDED),)
    assert records.remarks(tmp_path) == []
    assert records.update(text, {("u", ""): ImportSize(1, 0)}, {}) == f"{HEADER}t,a,1,1,,,,,,\nu,,1,0,,,,,,\n"


def test_a_day_that_is_none_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "values").mkdir()
    (tmp_path / "imports.csv").write_text(f"{HEADER}t,a,1,1,4 May,f.csv,aa,,nomis,p\nt,b,1\n", encoding="utf-8")
    told = "\n".join(records.remarks(tmp_path))
    assert "row 2, column when: found '4 May', expected a day such as 2026-11-28, or nothing" in told
    assert "row 3: found 3 cells, not 10" in told
    assert data_as_of(figure_imports(tmp_path), "a") is None


def test_national_places_are_no_figures_of_an_indicator(tmp_path: Path) -> None:
    rows = "national_places,a,1,0,2026-06-01,,,,,\nt,a,1,1,2026-05-04,,,,,\nsites,,1,0,2026-06-01,,,,,\n"
    (tmp_path / "imports.csv").write_text(HEADER + rows, encoding="utf-8")
    assert data_as_of(figure_imports(tmp_path), "a") == date(2026, 5, 4)


def test_the_newest_day_of_an_indicator_counts_and_of_none_there_is_none() -> None:
    known = [ImportRecord("t", "a", 1, 1, MAY), ImportRecord("u", "a", 1, 1, JUNE), ImportRecord("v", "a", 1, 1)]
    assert data_as_of(known, "a") == date(2026, 6, 1)
    assert data_as_of(known, "b") is None
    assert data_as_of(known[2:], "a") is None


def test_the_checksum_is_that_of_the_file_and_the_page_that_of_its_indicator(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"one")
    (tmp_path / "b.csv").write_bytes(b"two")
    origin = records.origin_of([tmp_path / "a.csv", tmp_path / "b.csv"], "nomis")
    assert (origin.file, origin.form) == ("a.csv; b.csv", "nomis")
    assert origin.sha256 == f"{sha256(b'one').hexdigest()}; {sha256(b'two').hexdigest()}"
    again = records.origin_of(
        [tmp_path / "a.csv", Path(shutil.copy(tmp_path / "b.csv", _folder(tmp_path) / "a.csv"))], ""
    )
    assert (again.file, again.sha256) == ("a.csv; a.csv", origin.sha256)
    assert records.origin_of_contents([("a\nb.csv", b"")], "").file == "ab.csv"
    indicators = tmp_path / "indicators.csv"
    indicators.write_text("id,link\nx,https://x.example\n", encoding="utf-8")
    whole = records.complete({"x": origin, "": origin}, indicators, "2026-06-01", "p")
    assert (whole["x"].address, whole[""].address) == ("https://x.example", "")
    assert {(one.when, one.program) for one in whole.values()} == {("2026-06-01", "p")}


def _folder(parent: Path) -> Path:
    (parent / "other").mkdir()
    return parent / "other"


def test_registers_of_practices_are_of_both_files() -> None:
    register = SourceTable(
        "PREVALENCE_1920.csv",
        ("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PRACTICE_LIST_SIZE"),
        [(2, ["P1", "AF", "10", "100"])],
        {},
        (Path("PREVALENCE_1920.csv"),),
    )
    mapping = SourceTable("map.csv", ("PRACTICE_CODE", "CCG_CODE"), [(2, ["P1", "00L"])], {}, (Path("map.csv"),))
    (summed,) = with_sums([mapping, register])
    assert summed.paths == (Path("PREVALENCE_1920.csv"), Path("map.csv"))


@pytest.mark.parametrize(
    ("known", "day", "words"),
    [((ImportRecord("t", "deaths-ccg", 1, 1, JUNE),), '"2026-06-01"', "1 June 2026"), ((), "null", None)],
)
def test_exports_say_the_day_where_it_is_known_and_nothing_elsewhere(
    tiny: Atlas, known: tuple[ImportRecord, ...], day: str, words: str | None
) -> None:
    atlas, stamp = replace(tiny, imports=known), Stamp("https://atlas.example", "2 July 2026")
    shown = scene(atlas, resolve.resolve(tiny, "condition=all-causes&by=ccg").view)
    book = load_workbook(BytesIO(xlsx(atlas, shown, stamp, "v")))
    assert {row[0].value: row[1].value for row in book["About"].iter_rows()}.get("Data as of") == words
    assert f'"data_as_of":{day}' in data_json(atlas, shown, stamp, "v").decode()


def test_the_table_of_indicators_says_the_day_of_those_that_are_known(tiny: Atlas) -> None:
    atlas = replace(tiny, imports=(ImportRecord("t", "deaths-ccg", 1, 1, JUNE),))
    with ZipFile(BytesIO(open_zip(atlas, "v"))) as pack:
        rows = csv.DictReader(pack.read("indicators.csv").decode("utf-8-sig").splitlines())
        days = {row["id"]: row["data_as_of"] for row in rows}
    assert days == {**dict.fromkeys(tiny.indicators, ""), "deaths-ccg": "2026-06-01"}


def test_what_came_together_stands_together_the_newest_first(tiny: Atlas) -> None:
    known = (
        ImportRecord("t", "deaths-ccg", 1, 1, MAY),
        ImportRecord("u", "stroke-ccg", 1000, 1, JUNE),
        ImportRecord("u", "gone", 1, 1, JUNE),
        ImportRecord("v", "other", 1, 1),
    )
    indicators = {name: next(iter(tiny.indicators.values())) for name in ("deaths-ccg", "stroke-ccg", "other")}
    assert [one.sentence for one in arrivals.arrivals(known, indicators)] == [
        "1 June 2026: new.csv; more.csv (form: fingertips), 1,000 rows, by version p2 of the program.",
        "4 May 2026: old.csv (form: nomis), 1 row, by version p1 of the program.",
    ]
    assert arrivals.unrecorded(known, indicators) == (
        "The figures of 1 measure came in before records were kept of their files."
    )
    assert arrivals.unrecorded((), indicators) == arrivals.NOBODY_KNOWS
    assert arrivals.unrecorded(known[:1], {"deaths-ccg": indicators["other"]}) == ""


def test_the_page_about_the_data_shows_where_figures_came_from(tiny: Atlas) -> None:
    first, second = list(tiny.indicators)[:2]
    hostile = replace(MAY, file="<b>x.csv", address="javascript:alert(1)")
    atlas = replace(tiny, imports=(ImportRecord("t", first, 3, 3, JUNE), ImportRecord("u", second, 1, 1, hostile)))
    page = about_html(atlas, "/", str)
    assert "1 June 2026: new.csv; more.csv (form: fingertips), 3 rows, by version p2 of the program." in page
    assert '<a href="https://b.example" rel="noopener">' in page
    assert "SHA-256: <code>bb; cc</code>" in page
    assert str(Markup.escape("<b>x.csv")) in page
    assert "<b>x.csv" not in page
    assert "javascript:alert" not in page
    assert "Data as of 1 June 2026." in measure_html(atlas, tiny.indicators[first], "/", str)
    assert "Data as of" not in measure_html(tiny, tiny.indicators[first], "/", str)
    assert arrivals.NOBODY_KNOWS in about_html(tiny, "/", str)


@pytest.mark.parametrize("folder", ["data", "editions/icb-2024/data"])
def test_a_shipped_record_invents_nothing(folder: str) -> None:
    text = (Path(__file__).parents[1] / folder / "imports.csv").read_text(encoding="utf-8")
    assert text.startswith(HEADER)
    recorded = {one.name: one.origin for one in parse_imports(text) if one.origin != NOT_RECORDED}
    assert recorded.keys() <= _FILES.keys(), "the others came in before there were these columns"
    for name, origin in recorded.items():
        assert len(origin.file.split("; ")) == len(origin.sha256.split("; ")) == _FILES[name]


#: Tables of which it is recorded of which files they came, and how many these are.
_FILES = {"small_area_deprivation": 1, "small_areas": 8}
