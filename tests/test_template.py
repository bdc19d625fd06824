"""Figures by hand: a workbook to fill in, which Excel checks, and which comes in like a file of a publisher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from small import GATESHEAD, NEWCASTLE

from dashboard.__main__ import main
from dashboard.core.level import ENGLAND
from dashboard.loading.import_records import figure_imports
from dashboard.loading.load import load

INDICATOR = "lung-cancer-deaths-count"
Say = pytest.CaptureFixture[str]


def filled(folder: Path, cells: Mapping[str, object], period: str = "2024") -> str:
    """The workbook of the councils with these cells."""
    path = folder / "figures.xlsx"
    assert main(["template", INDICATOR, "--level", "council", "--period", period, "--out", str(path)]) == 0
    book = load_workbook(path)
    for cell, content in cells.items():
        book["Figures"][cell] = content
    book.save(path)
    return str(path)


def test_the_workbook_has_the_areas_what_to_do_and_checks(folders: tuple[Path, Path], tmp_path: Path) -> None:
    book = load_workbook(filled(tmp_path, {}, "2018/19 - 20/21"))
    rows = [[cell.value for cell in row[:4]] for row in book["Figures"].iter_rows(min_row=2)]
    assert rows == [
        [INDICATOR, ENGLAND, "England", "2018/19-2020/21"],
        [INDICATOR, NEWCASTLE, "Newcastle", "2018/19-2020/21"],
        [INDICATOR, GATESHEAD, "Gateshead", "2018/19-2020/21"],
    ]
    checks = {str(check.sqref): check.formula1 for check in book["Figures"].data_validations.dataValidation}
    assert checks["E2:E1001"] == 'OR(ISNUMBER(E2),E2="suppressed",E2="missing")'
    assert {cells[0] for cells in checks} == set("DEFGHI")
    said = [row[0].value for row in book["Instructions"].iter_rows()]
    assert "Unit: number of deaths." in said
    assert "Deaths from lung cancer." in said
    assert book["Figures"]["D2"].number_format == "@"


def test_filled_in_it_is_tried_out_and_written_with_names_as_well_as_codes(
    folders: tuple[Path, Path], tmp_path: Path, capsys: Say
) -> None:
    path = filled(
        tmp_path, {"B3": "newcastle", "E3": 70, "H3": 70, "B4": None, "C4": " gateshead ", "E4": "suppressed"}
    )
    before = (folders[0] / "values/nomis.csv").read_bytes()
    assert main(["import", path]) == 0
    said = capsys.readouterr().out
    assert "values/nomis.csv: 2 added, 0 changed, 0 vanished, 4 as before" in said
    assert (folders[0] / "values/nomis.csv").read_bytes() == before
    assert main(["import", path, "--apply"]) == 0
    figures = load(*folders).values[INDICATOR]["2024"]
    assert {code: (value.value, value.count, value.status) for code, value in figures.items()} == {
        NEWCASTLE: (70, 70, "published"),
        GATESHEAD: (None, None, "suppressed"),
    }
    (record,) = figure_imports(folders[0])
    assert (record.origin.file, record.origin.form) == ("figures.xlsx", "by-hand")
    assert record.origin.sha256 == sha256(Path(path).read_bytes()).hexdigest()


def test_a_period_may_be_written_as_publishers_write_it(folders: tuple[Path, Path], tmp_path: Path) -> None:
    table = folders[0] / "values/nomis.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",2023,", ",2021-23,"), encoding="utf-8")
    assert main(["import", filled(tmp_path, {"D3": "2022 - 24", "E3": 70}), "--apply"]) == 0
    assert load(*folders).values[INDICATOR].keys() == {"2021-23", "2022-24"}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"B3": None, "C3": "Newcastel", "E3": 1},
            "row 3, column Area: found 'Newcastel'; the nearest are Newcastle (",
        ),
        ({"B3": "E06000099", "C3": None, "E3": 1}, "row 3, column Area code: found 'E06000099', expected an area"),
        ({"B3": NEWCASTLE, "C3": "Gateshead", "E3": 1}, "found 'Gateshead' beside E08000021, expected the code and"),
        ({"B3": "Newcastle", "C3": "Gateshead", "E3": 1}, "found 'Gateshead' beside Newcastle, expected the code and"),
        ({"A4": "no-such", "E4": 1}, "row 4, column Indicator of the atlas: found 'no-such'"),
    ],
)
def test_what_is_no_area_or_no_indicator_is_said_with_what_is_near(
    folders: tuple[Path, Path], tmp_path: Path, cells: Mapping[str, object], said: str, capsys: Say
) -> None:
    assert main(["import", filled(tmp_path, cells)]) == 1
    assert said in capsys.readouterr().err


def test_a_name_of_several_areas_is_answered_by_their_codes(
    folders: tuple[Path, Path], tmp_path: Path, capsys: Say
) -> None:
    areas = folders[0] / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8").replace("North,North", "Newcastle,North"), encoding="utf-8")
    assert main(["import", filled(tmp_path, {"B3": None, "E3": 1})]) == 1
    assert f"'Newcastle', which is icp-north (icp) or {NEWCASTLE} (council district)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"E4": "about 5"}, "row 4, column Value: found 'about 5'"),
        ({"D4": "last year", "E4": 5}, "row 4, column Period: found 'last year'"),
        ({}, "expected a figure in the sheet Figures"),
    ],
)
def test_a_cell_that_is_no_figure_is_said_by_its_row(
    folders: tuple[Path, Path], tmp_path: Path, cells: Mapping[str, object], said: str, capsys: Say
) -> None:
    assert main(["import", filled(tmp_path, cells)]) in (1, 2)
    assert said in capsys.readouterr().err.replace("figures.xlsx, ", "")


WRONG: Mapping[str, tuple[Callable[[Workbook], object], str]] = {
    "per cent": (
        lambda book: setattr(book["Figures"]["E3"], "number_format", "0.0%"),
        "row 3, column Value: found '7000%', expected a number without the sign, as a cell that shows 12% holds 0.12",
    ),
    "merged figures": (
        lambda book: book["Figures"].merge_cells("E3:E4"),
        "row 4, column Value: found '70' in the merged cells E3:E4, expected a cell for each area",
    ),
    "a renamed heading": (
        lambda book: setattr(book["Figures"]["E1"], "value", "Rate"),
        "row 1, column Value: found 'Rate', expected the heading of the template",
    ),
    "a column of one's own": (
        lambda book: setattr(book["Figures"]["K1"], "value", "Value 2"),
        "row 1: found 'Value 2', expected the heading of the template",
    ),
    "two sheets of figures": (
        lambda book: book.copy_worksheet(book["Figures"]),
        "found some in Figures and in Figures Copy, expected figures in one sheet",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_would_be_read_wrongly_in_silence_is_refused(
    folders: tuple[Path, Path], tmp_path: Path, what: str, capsys: Say
) -> None:
    change, said = WRONG[what]
    path = filled(tmp_path, {"E3": 70})
    book = load_workbook(path)
    change(book)
    book.save(path)
    assert main(["import", path, "--apply"]) != 0
    assert said in capsys.readouterr().err


def test_a_sheet_that_is_not_read_is_told(folders: tuple[Path, Path], tmp_path: Path, capsys: Say) -> None:
    path = filled(tmp_path, {"E3": 70})
    book = load_workbook(path)
    book.create_sheet("More")["A1"] = "Rate"
    book.create_sheet("Empty")
    book.save(path)
    assert main(["import", path]) == 0
    said = capsys.readouterr().out
    assert "figures.xlsx: the sheet More is not read; figures are taken from Figures alone." in said
    assert said.count("is not read") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lung-cancer-death-count"], "; the nearest are lung-cancer-deaths-count."),
        ([INDICATOR, "--level", "district"], "has no figures by 'district'; there are: icp, council."),
        ([INDICATOR, "--period", "lately"], "not a period: 'lately'"),
    ],
)
def test_a_template_that_cannot_be_is_refused(
    folders: tuple[Path, Path], tmp_path: Path, words: list[str], said: str, capsys: Say
) -> None:
    assert main(["template", *words, "--out", str(tmp_path / "none.xlsx")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "none.xlsx").exists()
