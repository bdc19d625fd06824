"""The figures as CSV and Excel: what the page shows, at full precision, and never a formula."""

from __future__ import annotations

import csv
import dataclasses
import re
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from openpyxl import load_workbook
from shipped import EDITION, ICS, Level

from dashboard.charts.registry import charts
from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND
from dashboard.core.version import data_version
from dashboard.core.view import Overlay, View
from dashboard.export.cells import FORMULA_STARTS, left_alone
from dashboard.export.naming import area_file_name, file_name, slug
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers import tables
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.sentences import note_of

STAMP = Stamp("https://atlas.example/?area=E54000049", "21 November 2026")
QUERIES = (
    "",
    "condition=stroke&by=council&measure=deaths-smr&overlay=deprivation",
    "condition=life-expectancy&by=council",
    "condition=stroke&by=neighbourhood&area=E06000001",
    "condition=alcohol&by=council",
    "condition=drugs&by=council",
    "condition=stroke&measure=register&area=E38000075&by=ccg",
    "condition=stroke&by=ccg&overlay=bivariate",
)


def shown(atlas: Atlas, query: str) -> Scene:
    return scene(atlas, resolve.resolve(atlas, query).view)


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def number(cell: str) -> float | None:
    return float(cell) if cell else None


def test_every_row_of_every_view_equals_the_atlas(atlas: Atlas, latest_views: tuple[View, ...]) -> None:
    for view in latest_views:
        made = scene(atlas, view)
        lines = [line for line in read_csv(tables.csv(atlas, made)) if line["row"] == "area"]
        assert [line["area_code"] for line in lines] == [row.area.code for row in made.rows]
        for line, row in zip(lines, made.rows, strict=True):
            assert line["area_name"] == row.area.name
            assert made.indicator is not None
            assert line["indicator_id"] == made.indicator.id
            if row.value is None:
                assert (line["value"], line["status"]) == ("", numbers.NOT_PUBLISHED)
                continue
            assert number(line["value"]) == row.value.value
            assert (number(line["lower"]), number(line["upper"])) == (row.value.lower, row.value.upper)
            assert (number(line["count"]), number(line["denominator"])) == (row.value.count, row.value.denominator)
            assert line["status"] == row.value.status
            assert line["note"] == note_of(row.value)


@pytest.mark.parametrize("query", QUERIES)
def test_the_workbook_holds_the_same_cells_as_the_csv(atlas: Atlas, query: str) -> None:
    made = shown(atlas, query)
    sheet = load_workbook(BytesIO(tables.xlsx(atlas, made, STAMP, "abc")))["Figures"]
    heads, *rows = sheet.iter_rows()
    lines = read_csv(tables.csv(atlas, made))
    assert [cell.value for cell in heads] == [column.heading for column in tables.columns(made)]
    assert all(cell.font.bold for cell in heads)
    assert len(rows) == len(lines)
    for cells, line in zip(rows, lines, strict=True):
        for cell, written in zip(cells, line.values(), strict=True):
            if isinstance(cell.value, int | float):
                assert float(written) == cell.value
            else:
                assert (cell.value or "") == written
            assert cell.data_type != "f"


def test_the_workbook_can_be_worked_with(atlas: Atlas) -> None:
    made = shown(atlas, "condition=stroke&by=ccg&measure=register")
    book = load_workbook(BytesIO(tables.xlsx(atlas, made, STAMP, "abc123")))
    assert book.sheetnames == ["Figures", "About"]
    sheet = book["Figures"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:W{sheet.max_row}"
    assert sheet["J2"].number_format == "#,##0.00"
    assert sheet["M2"].number_format == "#,##0"
    assert sheet.column_dimensions["B"].width > 25
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert made.indicator is not None
    assert about["Definition"] == made.indicator.definition
    assert about["Limits"] == made.indicator.limits
    assert about["Licence"] == made.indicator.licence
    assert about["Address"] == STAMP.address
    assert about["Made on"] == STAMP.date
    assert about["Data version"] == "abc123"
    assert EDITION.boundary_credit in about["Boundaries"]


@pytest.mark.parametrize("query", ["condition=coronary-heart-disease&measure=yll", "condition=lung-cancer"])
def test_no_cell_of_the_workbook_is_cut_off_on_the_screen(atlas: Atlas, query: str) -> None:
    sheet = load_workbook(BytesIO(tables.xlsx(atlas, shown(atlas, query), STAMP)))["Figures"]
    for column in sheet.iter_cols(min_row=2):
        across = sheet.column_dimensions[column[0].column_letter].width or 13
        for cell in column:
            if isinstance(cell.value, str):
                assert cell.alignment.wrap_text or len(cell.value) <= across, cell.value
            elif cell.value is not None:
                decimals = cell.number_format.partition(".")[2].count("0")
                assert len(f"{cell.value:,.{decimals}f}") < across, cell.value


def test_the_workbook_can_be_printed(atlas: Atlas) -> None:
    book = load_workbook(BytesIO(tables.xlsx(atlas, shown(atlas, "condition=stroke&by=ccg"), STAMP)))
    figures, about = book["Figures"], book["About"]
    assert (figures.print_title_rows, figures.print_title_cols) == ("$1:$1", "$A:$B")
    assert figures.page_setup.orientation == "landscape"
    assert about.page_setup.fitToHeight == 0
    for sheet in (figures, about):
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert str(sheet.page_setup.paperSize) == "9"


def test_excel_does_not_mark_a_year_as_a_fault(atlas: Atlas) -> None:
    made = tables.xlsx(atlas, shown(atlas, "condition=stroke&by=ccg"), STAMP)
    sheet = ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<ignoredError sqref="A2:W\d+" numberStoredAsText="1"/>', sheet)


def test_the_larger_areas_stand_below_and_are_flagged(atlas: Atlas) -> None:
    made = shown(atlas, "area=icp-north&condition=stroke&by=ccg&measure=register")
    lines = read_csv(tables.csv(atlas, made))
    assert [line["area_code"] for line in lines if line["row"] == "comparison"] == ["icp-north", ICS, ENGLAND]
    assert [line["row"] for line in lines] == sorted(line["row"] for line in lines)
    assert lines[-1]["level"] == "England"
    assert lines[-1]["comparison_with_england"] == ""


def test_comparison_and_deprivation_stand_in_the_row(atlas: Atlas) -> None:
    made = shown(atlas, "condition=life-expectancy&by=council&overlay=deprivation")
    lines = {line["area_name"]: line for line in read_csv(tables.csv(atlas, made))}
    assert lines["North Tyneside"]["comparison_with_england"] == "worse"
    assert lines["Darlington"]["comparison_basis"] == "OHID"
    assert made.deprivation is not None
    assert float(lines["Darlington"]["imd_score"]) == made.deprivation.scores["E06000005"]
    assert "imd_score" not in read_csv(tables.csv(atlas, shown(atlas, "")))[0]


def test_suppressed_missing_and_not_published_are_told_apart(tiny: Atlas) -> None:
    lines = read_csv(tables.csv(tiny, shown(tiny, "condition=all-causes&by=ccg")))
    assert {line["area_name"]: line["status"] for line in lines}["NHS Delta CCG"] == "suppressed"
    lines = read_csv(tables.csv(tiny, shown(tiny, "condition=stroke&by=ccg")))
    assert {line["area_name"]: line["status"] for line in lines}["NHS Delta CCG"] == "not published"
    assert [line["value"] for line in lines if not line["value"]] == ["", ""]


def test_excel_sees_utf8_and_windows_lines(atlas: Atlas) -> None:
    content = tables.csv(atlas, shown(atlas, ""))
    assert content.startswith(b"\xef\xbb\xbfarea_code,area_name,")
    assert content.count(b"\n") == content.count(b"\r\n") > 12


@pytest.mark.parametrize("query", QUERIES[:3])
def test_the_same_figures_are_the_same_bytes(atlas: Atlas, query: str) -> None:
    made = shown(atlas, query)
    assert tables.csv(atlas, made) == tables.csv(atlas, made)
    book = tables.xlsx(atlas, made, STAMP, "v")
    assert book == tables.xlsx(atlas, made, STAMP, "v")
    with ZipFile(BytesIO(book)) as parts:
        assert all(entry.date_time[0] == 1980 for entry in parts.infolist())
        assert str(datetime.now().year).encode() not in parts.read("docProps/core.xml")


SIGNS = st.text(st.sampled_from("=+-@\t\r\n'\",;|&<>#$ \uff1dA1!\x00\x0b_x0D_é"), min_size=1, max_size=12)


@examples(max_examples=60)
@given(name=st.one_of(SIGNS, st.text(max_size=20)), note=SIGNS)
def test_no_text_of_the_data_becomes_a_formula(tiny: Atlas, name: str, note: str) -> None:
    made = shown(tiny, "condition=all-causes&by=ccg")
    first = made.rows[0]
    assert first.value is not None
    hostile = dataclasses.replace(
        first,
        area=dataclasses.replace(first.area, name=name),
        value=dataclasses.replace(first.value, value=-1.5, note=note),
    )
    made = dataclasses.replace(made, rows=(hostile, *made.rows[1:]))
    line = read_csv(tables.csv(tiny, made))[0]
    for cell, original in ((line["area_name"], name), (line["note"], note)):
        assert not cell.startswith(FORMULA_STARTS)
        assert cell.removeprefix("'") == original.removeprefix("'")
    assert line["value"] == "-1.5"
    sheet = load_workbook(BytesIO(tables.xlsx(tiny, made, STAMP, note)))["Figures"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["J2"].value == -1.5


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("2009/10", "2009/2010"),
        ("2011/12", "2011/2012"),
        ("2018/19", "2018/2019"),
        ("1999/00", "1999/2000"),
        ("2015/16 to 2019/20", "2015/2016 to 2019/2020"),
        ("2011-12", "'2011-12"),
        ("2009/11", "'2009/11"),
        ("10-12", "'10-12"),
        ("1/2", "'1/2"),
        ("1.2.2020", "'1.2.2020"),
        ("Mar-05", "'Mar-05"),
        ("3 sept", "'3 sept"),
        ("10:30", "'10:30"),
        ("1E5", "'1E5"),
        ("007", "'007"),
        ("1234567890123456", "'1234567890123456"),
        ("5%", "'5%"),
        ("1,234", "'1,234"),
        ("TRUE", "'TRUE"),
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("2018", "2018"),
        ("2016 to 2018", "2016 to 2018"),
        ("2016-18", "2016-18"),
        ("E07000026", "E07000026"),
        ("60.4 to 63.1", "60.4 to 63.1"),
        ("GP registers of 2009/10", "GP registers of 2009/10"),
        ("Newcastle upon Tyne 001", "Newcastle upon Tyne 001"),
        ("May", "May"),
    ],
)
def test_a_text_is_written_as_spreadsheets_leave_it_alone(words: str, written: str) -> None:
    assert left_alone(words) == written


#: What Excel makes a date of: a day or a year with a month.
DATES = re.compile(r"(\d{1,2}[-/]\d{1,4}|\d{4}[-/](0?[1-9]|1[0-2]))([-/]\d{1,4})?")


def test_no_period_of_any_csv_file_is_a_date_for_excel(atlas: Atlas, every_view: tuple[View, ...]) -> None:
    periods, seen = set(), set()
    for view in (view for view in every_view if "/" in view.period and view.by != Level.NEIGHBOURHOOD):
        periods.add(view.period)
        trend = scene(atlas, dataclasses.replace(view, show="trend"))
        made = [tables.csv(atlas, trend), *map(tables.chart_csv, charts(atlas, trend))]
        seen |= {
            cell for content in made for line in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in line
        }
    made = [tables.profile_csv(atlas, area) for area in atlas.level(Level.CCG)]
    seen |= {cell for content in made for line in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in line}
    assert "2009/10" in periods
    assert {"2009/2010", "2018/2019"} <= seen
    assert [cell for cell in seen if DATES.fullmatch(cell)] == []


def test_a_workbook_has_its_periods_as_text(atlas: Atlas) -> None:
    made = shown(atlas, "condition=serious-mental-illness&by=council&measure=excess-deaths&period=2009/10")
    sheet = load_workbook(BytesIO(tables.xlsx(atlas, made, STAMP)))["Figures"]
    column = [cell.value for cell in sheet[1]].index("Period") + 1
    cells = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
    assert {(cell.data_type, cell.value) for cell in cells} == {("s", "2009/2010")}


def test_a_file_name_says_what_is_in_the_file(atlas: Atlas) -> None:
    made = shown(atlas, "condition=stroke&by=council&measure=deaths-smr")
    assert file_name(made, "slide", "png") == "nenc-stroke-deaths-smr-by-council-2015-19-slide.png"
    made = shown(atlas, "area=E38000042&condition=stroke&by=ccg&measure=register&overlay=deprivation")
    assert file_name(made, "", "csv") == "nenc-darlington-ccg-stroke-register-by-ccg-2018-19-deprivation.csv"
    view, name = (
        "condition=circulatory&by=council&measure=preventable",
        "nenc-circulatory-preventable-by-council-2022-24",
    )
    for how, word in (("colour=comparison&layers=hospitals", "comparison-hospitals"), ("shape=equal", "equal")):
        drawn = shown(atlas, f"{view}&{how}")
        assert file_name(drawn, "slide", "png") == f"{name}-{word}-slide.png"
        assert file_name(drawn, "", "csv") == f"{name}.csv"
    assert area_file_name(EDITION, atlas.areas["E06000005"], "board-pack", "pdf") == "nenc-darlington-board-pack.pdf"
    assert slug("Ménière & “co”") == "meniere-co"


def test_no_two_views_share_a_file_name(atlas: Atlas, every_view: tuple[View, ...]) -> None:
    views = [*every_view, *(dataclasses.replace(view, overlay=Overlay.DEPRIVATION) for view in every_view)]
    names = {file_name(scene(atlas, view), "slide", "png") for view in views}
    assert len(names) == len(views)
    assert all(name.isascii() and name == name.lower() and len(name) < 200 for name in names)


def test_no_two_large_areas_share_a_file_name(atlas: Atlas) -> None:
    areas = [a for a in atlas.areas.values() if a.level not in (Level.COUNTRY, Level.NEIGHBOURHOOD)]
    assert len({area_file_name(EDITION, area, "pack", "zip") for area in areas}) == len(areas)


def test_the_version_changes_with_any_byte_and_any_name(tmp_path) -> None:
    data, shapes = tmp_path / "data", tmp_path / "boundaries"
    for folder in (data / "values", shapes):
        folder.mkdir(parents=True)
    (data / "values" / "a.csv").write_bytes(b"1")
    (shapes / "ccg.shp").write_bytes(b"2")
    first = data_version(data, shapes)
    assert first == data_version(data, shapes)
    assert len(first) == 12
    (shapes / "ccg.shp").write_bytes(b"3")
    second = data_version(data, shapes)
    (shapes / "ccg.shp").rename(shapes / "icp.shp")
    assert len({first, second, data_version(data, shapes)}) == 3
