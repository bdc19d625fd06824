"""Official files that cannot be used are refused with file, row, column, what was found and how to mend it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from dashboard.importers import IMPORTS, TABLES, editions, fingertips, fingertips_rebased
from dashboard.importers.reading import SourceError, read_csv
from dashboard.importers.table import parsed_number, whole

SAVE = "in Excel choose Save As, CSV UTF-8"
HEADER = "area_code,period,value,indicator,unit\n"


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text("code,levels,parents,ods_code\nE92000001,country,,\nE06000001,council,,\nE06000002,council,,\n")
    return path


FORMS = {
    "windows text": (
        (HEADER + "E06000001,2018,1,café,Persons\n").encode("cp1252"),
        "source.csv, row 2, column indicator: found 'café', saved as Windows text (the byte 0xe9), expected a table",
    ),
    "windows text in the header": ("área,b\n1,2\n".encode("cp1252"), "source.csv, row 1, column área: found 'área'"),
    "letters of a mainframe, all in one line": ((HEADER * 40).encode("cp500"), "source.csv, row 1: found '"),
    "UTF-16": ((HEADER + "E1,2018\n").encode("utf-16"), "source.csv: found UTF-16 text, which Excel calls Unicode"),
    "UTF-16 without a mark": (HEADER.encode("utf-16-le"), "source.csv, row 1: found bytes that are no text"),
    "semicolons": (HEADER.replace(",", ";").encode(), "source.csv, row 1: found ';' between the columns, expected"),
    "tabs": (HEADER.replace(",", "\t").encode(), "source.csv, row 1: found tabs between the columns, expected"),
    "empty": (b"", "source.csv: found an empty file, expected a header and rows; fetch the file again"),
    "commas only": (b",,,\n,,,\n", "source.csv: found an empty file"),
    "web page": (b"<!DOCTYPE html>\n<html><title>Sorry</title></html>", "source.csv, row 1: found a web page, which"),
    "JSON": (b'{"error": "not found"}', "source.csv, row 1: found JSON, which begins with"),
    "PDF": (b"%PDF-1.7\n", "source.csv: found a PDF, expected a table as text"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "source.csv: found an old workbook (.xls), expected"),
    "packed": (b"\x1f\x8b\x08\x00", "source.csv: found a packed file (.gz), expected a table as text"),
    "cut row": (
        b"a,b,c\n1,2,3\n4,5\n",
        "source.csv, row 3: found 2 cells, not 3, expected as many cells as the header",
    ),
    "open quote": (b'a,b\n1,"2\n', "source.csv, row 2: found unexpected end of data, expected a row with every quote"),
    "column twice": (b"a,b,a\n1,2,3\n", "source.csv, row 1: found 'a' twice, expected every column once"),
}


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_in_another_form_is_told_as_check_tells_it(form: str, name: str, areas: Path, tmp_path: Path) -> None:
    content, said = FORMS[form]
    (tmp_path / "source.csv").write_bytes(content)
    with pytest.raises(SourceError) as refused:
        IMPORTS[name]([tmp_path / "source.csv"], areas)
    assert str(refused.value).startswith(said)
    assert len(str(refused.value)) < 500
    assert "; " in str(refused.value)


@pytest.mark.parametrize("form", FORMS)
def test_lists_of_sites_are_read_as_strictly(form: str, areas: Path, tmp_path: Path) -> None:
    (tmp_path / "source.csv").write_bytes(FORMS[form][0])
    with pytest.raises(SourceError):
        TABLES["sites"]([tmp_path / "source.csv"], areas)


def test_a_workbook_and_an_archive_are_told_apart(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_excel(tmp_path / "book.csv", engine="openpyxl")
    with zipfile.ZipFile(tmp_path / "packed.csv", "w") as archive:
        archive.writestr("table.csv", "a\n1\n")
    with pytest.raises(SourceError, match=rf"^book.csv: found a workbook \(.xlsx\), expected .*{SAVE}"):
        read_csv(tmp_path / "book.csv")
    with pytest.raises(SourceError, match=r"^packed.csv: found an archive \(.zip\), expected .*; unpack it"):
        read_csv(tmp_path / "packed.csv")


@pytest.mark.parametrize("cell", ["*", "-", "[c]", "1.2.3", "n/a", "<5"])
def test_a_mark_in_place_of_a_figure_is_shown_with_its_place(cell: str, areas: Path, tmp_path: Path) -> None:
    name = "Under 75 mortality rate from cancer considered preventable"
    text = f'{HEADER}E06000001,2016 - 18,90,"{name}",Persons\n,,,,\nE06000002,2016 - 18,{cell},"{name}",Persons\n'
    (tmp_path / "source.csv").write_text(text)
    with pytest.raises(SourceError) as refused:
        fingertips.convert([tmp_path / "source.csv"], areas)
    assert str(refused.value).startswith(f"source.csv, row 4, column value: found {cell!r}, expected a number such as")
    assert "if the figure is suppressed or missing, empty the cell" in str(refused.value)


def test_rows_of_commas_are_passed_over_and_lines_counted_as_an_editor_does(tmp_path: Path) -> None:
    (tmp_path / "source.csv").write_bytes(b'\xef\xbb\xbfa,b\r\n\r\n"two\r\nlines",2\r\n,,,\r\nx,*\r\n,\r\n')
    table = read_csv(tmp_path / "source.csv")
    assert table.to_dict("list") == {"a": ["two\r\nlines", "x"], "b": ["2", "*"]}
    with pytest.raises(SourceError, match=r"^source.csv, row 6, column b: found '\*'"):
        parsed_number(table["b"].iloc[1])


def test_a_year_that_is_none_is_shown_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "source.csv").write_text("year\n2018\nlast\n")
    years = read_csv(tmp_path / "source.csv")["year"]
    assert whole(years.iloc[0]) == 2018
    with pytest.raises(SourceError, match="row 3, column year: found 'last', expected a whole number such as 2018"):
        whole(years.iloc[1])


def test_a_file_of_another_import_is_refused_beside_those_of_this_one(areas: Path, tmp_path: Path) -> None:
    own, other = tmp_path / "own.csv", tmp_path / "other.csv"
    own.write_text(f"{HEADER}E06000001,2016,90,Alcohol related mortality,Persons\n")
    other.write_text(f"{HEADER}E06000001,2016,90,Deaths from envy,Persons\n")
    with pytest.raises(SourceError, match=r"^other.csv: found only Deaths from envy, Persons, expected at least one"):
        fingertips.convert([own, other], areas)


def test_a_figure_of_another_edition_is_refused_for_every_series_that_is_known(areas: Path, tmp_path: Path) -> None:
    path = tmp_path / "source.csv"
    path.write_text(f"{HEADER}E92000001,2017,46.3,Alcohol related mortality,Persons\n")
    with pytest.raises(SourceError, match=r"^source.csv, row 2: found 46.3 for alcohol-deaths.*, expected 46.2"):
        fingertips.convert([path], areas)


def test_the_two_editions_are_told_apart_by_figures_that_differ_by_more_than_rounding() -> None:
    first, rebased = editions.FIRST["preventable-u75-council"], editions.REBASED["preventable-u75-rebased"]
    both = first.keys() & rebased.keys()
    assert len(both) > 10
    assert min(abs(first[key] - rebased[key]) for key in both) > 2 * editions.ROUNDING
    assert set(editions.FIRST) - {"preventable-u75-ccg"} <= set(fingertips.SERIES.values())
    assert set(editions.REBASED) == set(fingertips_rebased.SERIES.values())
