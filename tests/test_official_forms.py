"""Official files as they are published: each form, with every fault of its kind, taken in by a recipe and no code."""

from __future__ import annotations

import csv
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from shipped import ICS
from small import CCG, GATESHEAD, ICP, NEWCASTLE, tables

from dashboard.core.level import ENGLAND
from dashboard.importers import IMPORTS
from dashboard.importers import TABLES as BESIDE
from dashboard.importers.by_name import COLUMNS_OF, SERIES_OF, name_words, names_of
from dashboard.importers.forms.grid import grids
from dashboard.importers.forms.recipes import FILE, read_recipes
from dashboard.importers.forms.written import take_in
from dashboard.importers.reading import LARGEST_BYTES, read_csv
from dashboard.loading.load import DataError
from dashboard.loading.validation import Fault

FINGERTIPS = (
    *(
        "Indicator ID",
        "Indicator Name",
        "Parent Code",
        "Parent Name",
        "Area Code",
        "Area Name",
        "Area Type",
        "Sex",
        "Age",
    ),
    *("Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    *("Lower CI 99.8 limit", "Upper CI 99.8 limit", "Count", "Denominator", "Value note", "Recent Trend"),
    *("Compared to England value or percentiles", "Compared to Counties value or percentiles"),
    *("Time period Sortable", "New data", "Compared to goal", "Time period range"),
)
RATE = """
indicator = "lung-cancer-deaths-u75"
form = "fingertips"
where = { "Indicator ID" = "1203", Sex = "Persons", Age = "<75 yrs" }
years = 3
like = "lung-cancer-deaths-count"
new = { family = "lung-cancer-u75", measure = "u75", kind = "rate", per = "100000", standardised = "age", \
unit = "rate", levels = "council ccg", direction = "high is worse", decimals = "1" }
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The tables of a small edition."""
    return tables(tmp_path / "edition")


def recipes(data: Path, *texts: str) -> None:
    (data / "recipes.toml").write_text("".join(f"[[recipes]]\n{text}\n" for text in texts), encoding="utf-8")


def figures(data: Path, name: str = "imported") -> dict[tuple[str, str], dict[str, str]]:
    """The cells of a table that are filled in, by area and period."""
    with (data / "values" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = ("indicator", "area_code", "period")
    return {
        (row["area_code"], row["period"]): {key: cell for key, cell in row.items() if cell and key not in keys}
        for row in rows
    }


def fingertips(path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str] = FINGERTIPS) -> Path:
    """A download: with a byte order mark; cells that a row does not name are those of one persons' rate."""
    usual = {"Indicator ID": "1203", "Indicator Name": "Lung cancer", "Sex": "Persons", "Age": "<75 yrs"}
    usual |= {"Time period": "2016 - 18", "Value": "100.25", "Lower CI 95.0 limit": "90", "Upper CI 95.0 limit": "110"}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows({**usual, **row} for row in rows)
    return path


def taken(data: Path, *paths: Path, period: str = "") -> str:
    faults: list[Fault] = []
    found = read_recipes(data / FILE, faults)
    if faults:
        raise DataError(faults)
    return "\n".join(take_in(paths, data, found, period).said)


def test_a_fingertips_download_gives_what_its_recipe_asks_for_and_nothing_else(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    path = fingertips(
        tmp_path / "download.csv",
        [
            {"Area Code": ENGLAND, "Area Type": "England", "Count": "1000"},
            {"Area Code": ENGLAND, "Area Type": "England", "Count": "1000", "Parent Code": "E12000001"},
            {"Area Code": ENGLAND, "Category Type": "Deprivation deciles", "Category": "Most deprived", "Value": "150"},
            {
                "Area Code": NEWCASTLE,
                "Count": "287",
                "Denominator": "900,000",
                "Compared to England value or percentiles": "Worse",
                "Value note": "Aggregated from all known lower geography values",
            },
            {"Area Code": NEWCASTLE, "Sex": "Male", "Value": "120"},
            {"Area Code": NEWCASTLE, "Age": "All ages", "Value": "60"},
            {"Area Code": NEWCASTLE, "Time period": "2018", "Value": "99"},
            {"Area Code": NEWCASTLE, "Indicator ID": "1204", "Value": "5"},
            {
                "Area Code": GATESHEAD,
                "Value": "",
                "Lower CI 95.0 limit": "",
                "Count": "3",
                "Value note": "Value suppressed for disclosure control due to small count",
            },
            {"Area Code": "E06000999"},
        ],
    )
    said = taken(data, path)
    assert figures(data) == {
        (ENGLAND, "2016-18"): {
            **{"value": "100.25", "lower": "90", "upper": "110", "count": "1000", "status": "published"},
        },
        (NEWCASTLE, "2016-18"): {
            **{"value": "100.25", "lower": "90", "upper": "110", "count": "287", "denominator": "900000"},
            **{"status": "published", "note": "Aggregated from all known lower geography values", "verdict": "worse"},
        },
        (GATESHEAD, "2016-18"): {
            **{"status": "suppressed", "note": "Value suppressed for disclosure control due to small count"},
        },
    }
    assert "download.csv: a Fingertips download (OHID), 10 rows." in said
    assert "lung-cancer-deaths-u75: 2 figures of 2016-18, 1 suppressed or missing; 1 row of other areas." in said
    assert (
        "No recipe takes Indicator ID '1204', Indicator Name 'Lung cancer', Sex 'Persons', Age '<75 yrs' (1 row)"
        in said
    )
    assert "lung-cancer-deaths-u75: of 2016-18 nothing for Gateshead (council)." in said
    assert "lung-cancer-deaths-u75: of 2016-18 nothing for Clinical (ccg)." in said


def test_a_download_of_26_columns_with_another_comparison_is_read_too(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    columns = [name for name in FINGERTIPS if not name.startswith("Compared to")] + ["Compared to percentiles"]
    row = {"Area Code": NEWCASTLE, "Compared to percentiles": "Highest quintile"}
    taken(data, fingertips(tmp_path / "download.csv", [row], columns))
    assert figures(data)[NEWCASTLE, "2016-18"].get("verdict") is None
    assert figures(data)[NEWCASTLE, "2016-18"]["value"] == "100.25"


def test_a_new_indicator_is_described_by_its_recipe(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    before = (data / "indicators.csv").read_text(encoding="utf-8")
    taken(data, fingertips(tmp_path / "download.csv", [{"Area Code": NEWCASTLE}]))
    after = (data / "indicators.csv").read_text(encoding="utf-8")
    assert after.startswith(before)
    (row,) = list(csv.reader(after.removeprefix(before).splitlines()))
    assert row[:6] == ["lung-cancer-deaths-u75", "lung-cancer", "lung-cancer-u75", "", "u75", "Deaths (number)"]


def test_a_new_indicator_has_the_levels_of_its_figures(data: Path, tmp_path: Path) -> None:
    """It is like one of partnerships and councils, and its file has councils alone; what a recipe says stays."""
    path = tmp_path / "nomis.csv"
    path.write_text(f"Area code,Year,Rate\n{NEWCASTLE},2024,70\n", encoding="utf-8")
    for name, levels in (("a", ""), ("b", "council icp")):
        new = f'new = {{ measure = "{name}"{f", levels = {chr(34)}{levels}{chr(34)}" if levels else ""} }}'
        like = 'form = "ons"\nlike = "lung-cancer-deaths-count"\ncolumns = { value = "Rate" }'
        recipes(data, f'indicator = "{name}"\n{like}\n{new}\n')
        taken(data, path)
    with (data / "indicators.csv").open(encoding="utf-8") as file:
        found = {row["id"]: row["levels"] for row in csv.DictReader(file)}
    assert found["lung-cancer-deaths-count"] == "icp council"
    assert (found["a"], found["b"]) == ("council", "council icp")


def test_one_area_in_two_vintages_is_one_figure_and_two_figures_are_refused(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    old = {"Area Code": NEWCASTLE, "Area Type": "Counties & UAs (pre Apr 2019)"}
    new = {"Area Code": NEWCASTLE, "Area Type": "Counties & UAs (from Apr 2023)"}
    path = fingertips(tmp_path / "download.csv", [old, new])
    taken(data, path)
    assert list(figures(data)) == [(NEWCASTLE, "2016-18")]
    fingertips(path, [old, {**new, "Value": "101.5"}])
    with pytest.raises(ValueError, match=r"^download\.csv, row 3: found value 101\.5 for E08000021 2016-18") as error:
        taken(data, path)
    assert "add to `where` of the recipe a column in which the rows differ" in str(error.value)
    recipes(data, RATE.replace("where = {", 'where = { "Area Type" = "Counties & UAs (from Apr 2023)",'))
    taken(data, path)
    assert figures(data)[NEWCASTLE, "2016-18"]["value"] == "101.5"


def test_earlier_figures_stay_beside_new_ones_and_the_same_key_is_replaced(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    path = tmp_path / "download.csv"
    taken(data, fingertips(path, [{"Area Code": NEWCASTLE}, {"Area Code": NEWCASTLE, "Time period": "2017 - 19"}]))
    said = taken(data, fingertips(path, [{"Area Code": NEWCASTLE, "Value": "101"}]))
    assert {key: cells["value"] for key, cells in figures(data).items()} == {
        (NEWCASTLE, "2016-18"): "101",
        (NEWCASTLE, "2017-19"): "100.25",
    }
    assert "1 earlier row stays; the files have nothing in their place." in said
    assert "of 2016-18 nothing for Gateshead (council)" in said
    said = taken(data, fingertips(path, [{"Area Code": GATESHEAD}]))
    assert "lung-cancer-deaths-u75: of 2016-18 nothing for Clinical (ccg)" in said
    assert "(council)" not in said


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Value": "12,5"}, r"row 2, column Value: found '12,5', expected a number, an empty cell, or a mark"),
        ({"Value": "-"}, r"row 2, column Value: found '-', expected a number.*marks = \{ \"-\" = \"missing\" \}"),
        ({"Time period": "Jan 2018"}, r"row 2, column Time period: found 'Jan 2018', expected a period"),
        (
            {"Compared to England value or percentiles": "Bad"},
            r"row 2, column Compared to England value or percentiles: found 'Bad', expected better",
        ),
    ],
)
def test_a_cell_that_nobody_understands_is_told_with_its_place(
    data: Path, tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    recipes(data, RATE)
    path = fingertips(tmp_path / "download.csv", [{"Area Code": NEWCASTLE, **cells}])
    with pytest.raises(ValueError, match=rf"^download\.csv, {said}"):
        taken(data, path)


def test_a_file_that_no_recipe_wants_is_told_with_what_is_in_it(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    path = fingertips(tmp_path / "download.csv", [{"Area Code": NEWCASTLE, "Indicator ID": "1204"}])
    with pytest.raises(ValueError, match=r"found a Fingertips download .*Indicator ID '1204'.*add a recipe"):
        taken(data, path)


def test_an_indicator_is_said_to_be_of_the_files_that_it_was_taken_out_of(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    other = fingertips(tmp_path / "other.csv", [{"Area Code": NEWCASTLE, "Indicator ID": "1204"}])
    first = fingertips(tmp_path / "first.csv", [{"Area Code": NEWCASTLE}])
    second = fingertips(tmp_path / "second.csv", [{"Area Code": GATESHEAD}])
    sources = take_in([other, first, second], data, read_recipes(data / FILE, [])).sources
    assert sources == {"lung-cancer-deaths-u75": ((first, second), "fingertips")}


def test_a_file_that_no_recipe_wants_is_told_with_the_columns_that_it_has_or_lacks(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Code,Label,Deaths,Stays\n{NEWCASTLE},N,1,2\n")
    with pytest.raises(ValueError, match="1 row; the columns Deaths, Stays, expected figures that a recipe"):
        taken(data, path)
    recipes(data, recipe("a", "nomis-table", 'where = { sex = "Total" }\ncolumns = { value = "Lung" }'))
    path.write_text(f"mnemonic,Lung,date\n{NEWCASTLE},5,2023\n")
    with pytest.raises(ValueError, match="; no column 'sex', which the recipe of a needs, expected"):
        taken(data, path)
    recipes(data, recipe("a", "local-health", 'columns = { value = "Deaths" }\nperiod = "2019"'))
    path.write_text(f"Code,Label,Deaths,Stays,Pain\n{NEWCASTLE},N,1,2,3\n")
    assert "  No recipe takes the columns Stays, Pain." in taken(data, path)


def test_the_import_by_name_is_told_that_a_file_is_meant_for(tmp_path: Path) -> None:
    assert {*COLUMNS_OF, *SERIES_OF} <= {*IMPORTS, *BESIDE}
    path = tmp_path / "a.csv"
    for text, names in NAMED.items():
        path.write_text(text, encoding="utf-8")
        assert names_of(path) == names
    assert name_words([path]) == (
        "It is a file of the imports deprivation, deprivation_domains, population and stroke: write the NAME first, "
        "and all files that it is made of: import deprivation FILE..."
    )


NAMED = {
    "area_code,period,value,indicator,unit\nE1,2018,5,Alcohol related mortality,Persons\n": ["fingertips"],
    "areacd,period,observation,lci_95,uci_95,indicator\nE1,2016-01-01/P3Y,5,4,6,Male healthy life expectancy\n": [
        "ons_other"
    ],
    "Region,Year,Gender,Age.group,population\nE1,2018,Male,a,5\n": ["cancer"],
    "what,where\n1,2\n": [],
    "\n": [],
    "lsoa11_code,msoa11_code\nE1,E2\n": ["deprivation", "deprivation_domains", "population", "stroke"],
}


def test_a_file_of_other_areas_only_is_told(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    path = fingertips(tmp_path / "download.csv", [{"Area Code": "E06000999"}])
    with pytest.raises(ValueError, match="1 area that this edition has not, such as E06000999, expected figures of"):
        taken(data, path)


WRITERS: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "semicolons": (lambda path: path.write_text("Area code;Value\nE08000021;1,5\n"), r"row 1: found ';' between"),
    "UTF-16": (lambda path: path.write_text("Area code,Value\n", encoding="utf-16"), "found UTF-16 text"),
    "Windows": (lambda path: path.write_bytes(b"Area code,Name\nE08000021,caf\xe9\n"), "row 2, column Name"),
    "a page": (lambda path: path.write_text("<html>E08000021</html>"), "found a web page"),
    "another table": (lambda path: path.write_text("what,where\n1,2\n"), "a table with codes of areas"),
    "a cut row": (lambda path: path.write_text("Area code,A,B\nE08000021,1\n"), "row 2: found 2 cells, not 3"),
    "of a NAME": (
        lambda path: path.write_text("area_code,period,value,indicator,unit\nE08000021,2018,*,x,Persons\n"),
        "found the columns area_code, period, value, indicator, unit, expected a form of data/README.md",
    ),
}


@pytest.mark.parametrize("what", WRITERS)
def test_a_file_that_cannot_be_read_is_told_with_the_way_to_mend_it(data: Path, tmp_path: Path, what: str) -> None:
    write, said = WRITERS[what]
    write(tmp_path / "file.csv")
    with pytest.raises(ValueError, match=rf"^file\.csv.*{said}"):
        taken(data, tmp_path / "file.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('indicator = "a"', "recipes, number 1, form: found an empty cell, expected one of: fingertips"),
        ('indicator = "a"\nform = "fingertips"\nyear = 3', "recipes, number 1, year: found an unknown key"),
        ('indicator = "a"\nform = "fingertips"\nwhere = "b"', "recipes, number 1, where: found 'b'"),
        ('indicator = "a"\nform = "fingertips"\ncolumns = { price = "b" }', "recipes, number 1, columns: found"),
        ('indicator = "a"\nform = "fingertips"\nknown = { E06 = "b" }', "number 1, known: found .*codes of areas"),
        ("indicator = ", "expected TOML"),
    ],
)
def test_a_wrong_recipe_is_told_by_its_key(data: Path, text: str, said: str) -> None:
    recipes(data, text)
    with pytest.raises(DataError, match=said):
        taken(data)


def test_a_recipe_of_an_indicator_that_nobody_describes_is_told(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE.replace('like = "lung-cancer-deaths-count"', ""))
    path = fingertips(tmp_path / "download.csv", [{"Area Code": NEWCASTLE}])
    with pytest.raises(ValueError, match=r"recipes\.toml: found the indicator lung-cancer-deaths-u75"):
        taken(data, path)
    fingertips(path, [{"Area Code": NEWCASTLE, "Indicator ID": "1204"}])
    with pytest.raises(ValueError, match="found a Fingertips download"):
        taken(data, path)


def test_the_health_code_of_an_area_and_a_crosswalk_lead_to_its_code(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE + 'crosswalk = { "13T" = "' + CCG + '" }')
    taken(data, fingertips(tmp_path / "download.csv", [{"Area Code": "13T"}]))
    assert list(figures(data)) == [(CCG, "2016-18")]


def workbook(path: Path, *sheets: tuple[str, Sequence[Sequence[object]], Sequence[str]]) -> Path:
    """A workbook: the name, the rows and the merged cells of each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    """Its figure would be lost without a word. A formula whose result is a text without letters has one."""
    path = workbook(tmp_path / "sums.xlsx", ("Table", [["Area", "Rate"], ["E06000001", "=100+20.5"]], ()))
    with pytest.raises(ValueError, match=r"^sums\.xlsx, row 2: found a formula in B2 that was never calculated"):
        grids(path)
    told = b'<c r="B2" t="str"><f>100+20.5</f><v></v></c>'
    with zipfile.ZipFile(path) as found, zipfile.ZipFile(tmp_path / "told.xlsx", "w") as made:
        for name in found.namelist():
            made.writestr(name, re.sub(rb'<c r="B2".*?</c>', told, found.read(name)))
    assert grids(tmp_path / "told.xlsx")[0].rows == [(1, ["Area", "Rate"]), (2, ["E06000001", ""])]


def recipe(indicator: str, form: str, rest: str) -> str:
    """A recipe of a new indicator; a rate of councils and CCGs, described by another one."""
    new = f'new = {{ measure = "{indicator}", family = "{indicator}", kind = "rate", levels = "council ccg" }}'
    return f'indicator = "{indicator}"\nform = "{form}"\nlike = "lung-cancer-deaths-count"\n{new}\n{rest}\n'


def values(data: Path, name: str = "imported") -> dict[tuple[str, str], str]:
    """The value of each area and period, or why there is none."""
    return {key: cells.get("value", cells["status"]) for key, cells in figures(data, name).items()}


def test_a_workbook_of_ons_is_read_below_its_titles_with_its_notes_and_marks(data: Path, tmp_path: Path) -> None:
    rows = [
        ["Table 10: Avoidable mortality [note 1]"],
        ["Some cells refer to notes [note 1]"],
        [],
        [
            *("Area code", "Area name", "Sex", "Year [note 3]", "Number of deaths", "Rate per 100,000 [note 2]"),
            *("Lower confidence limit [note 4]", "Upper confidence limit"),
        ],
        ["K04000001", "England and Wales", "Persons", "2020 to 2022", 9, 1.5, 1, 2],
        [ENGLAND, "England", "Persons", "2020 to 2022", 1000, 250.5, 249, 252],
        [NEWCASTLE, "Newcastle", "Persons", "2020 to 2022", 812, 300, 290, 310],
        [NEWCASTLE, "Newcastle", "Males", "2020 to 2022", 500, 400, 390, 410],
        [NEWCASTLE, "Newcastle", "Persons", "2019 to 2021", 15, "301.5 [u]", "[x]", "[x]"],
        [GATESHEAD, "Gateshead", "Persons", "2020 to 2022", "[c]", "[c]", "[c]", "[c]"],
        [GATESHEAD, "Gateshead", "Persons", "2019 to 2021", "[x]", "[x]", "[x]", "[x]"],
        [],
        ["[note 1] Whatever this says."],
    ]
    cover = [["Avoidable mortality in Great Britain"], ["Published on a day"]]
    path = workbook(tmp_path / "ons.xlsx", ("Cover", cover, []), ("Table_10", rows, ["A1:H1"]))
    recipes(
        data, recipe("a", "ons", 'where = { Sex = "Persons" }\ncolumns = { value = "Rate per 100,000" }\nyears = 3')
    )
    said = taken(data, path)
    assert figures(data) == {
        (ENGLAND, "2020-22"): {
            **{"value": "250.5", "lower": "249", "upper": "252", "count": "1000", "status": "published"},
        },
        (NEWCASTLE, "2020-22"): {
            **{"value": "300", "lower": "290", "upper": "310", "count": "812", "status": "published"},
        },
        (NEWCASTLE, "2019-21"): {
            **{"value": "301.5", "count": "15", "status": "published"},
            "note": "marked by the publisher as of low reliability",
        },
        (GATESHEAD, "2020-22"): {"status": "suppressed"},
        (GATESHEAD, "2019-21"): {"status": "missing"},
    }
    assert "ons.xlsx, sheet Table_10: a table of areas as ONS publishes it, 7 rows." in said
    assert "No recipe takes Sheet 'Table_10', Sex 'Males' (1 row)." in said


def test_a_cell_of_a_workbook_that_nobody_understands_is_told_with_its_sheet(data: Path, tmp_path: Path) -> None:
    head = ["Area code", "Year", "Rate"]
    recipes(data, recipe("a", "ons", 'columns = { value = "Rate" }'))
    path = workbook(tmp_path / "ons.xlsx", ("T", [["Title"], head, [NEWCASTLE, 2020, "about 5"]], []))
    with pytest.raises(ValueError, match=r"^ons\.xlsx, sheet T, row 3, column Rate: found 'about 5', expected"):
        taken(data, path)
    workbook(path, ("T", [["Title"], head, [NEWCASTLE, 2020, "#REF!"]], []))
    with pytest.raises(ValueError, match=r"^ons\.xlsx, sheet T, row 3: found the error #REF!"):
        taken(data, path)


def test_merged_headings_and_a_column_for_each_period_are_read(data: Path, tmp_path: Path) -> None:
    rows = [
        ["Table 1: stroke"],
        [],
        ["CCG ODS code", "CCG name", "2018-19", None, None, "2019-20", None, None],
        [None, None, *("List size", "Register", "Prevalence (per cent)") * 2],
        ["00L", "Northumberland", 1000, 20, 2, 1100, 33, 3],
    ]
    merged = ["A3:A4", "B3:B4", "C3:E3", "F3:H3"]
    path = workbook(tmp_path / "qof.xlsx", ("STIA", rows, merged), ("AF", rows, merged))
    columns = '{ count = "{period}: Register", denominator = "{period}: List size", value = "{period}: Prevalence*" }'
    rest = f'where = {{ Sheet = "STIA" }}\ncolumns = {columns}\nfinancial = true\ncrosswalk = {{ "00L" = "{CCG}" }}'
    recipes(data, recipe("a", "qof-workbook", rest))
    taken(data, path)
    assert figures(data) == {
        (CCG, "2018/19"): {"value": "2", "count": "20", "denominator": "1000", "status": "published"},
        (CCG, "2019/20"): {"value": "3", "count": "33", "denominator": "1100", "status": "published"},
    }


def test_an_area_in_merged_cells_is_that_of_all_their_rows(data: Path, tmp_path: Path) -> None:
    rows = [["Area code", "Sex", "Year", "Rate"], [NEWCASTLE, "Males", 2020, 1.5], [None, "Females", None, 2.5]]
    path = workbook(tmp_path / "ons.xlsx", ("T", rows, ["A2:A3", "C2:C3"]))
    recipes(data, recipe("a", "ons", 'where = { Sex = "Females" }\ncolumns = { value = "Rate" }'))
    taken(data, path)
    assert values(data) == {(NEWCASTLE, "2020"): "2.5"}


def test_a_sheet_of_which_nothing_is_taken_is_told(data: Path, tmp_path: Path) -> None:
    known = [["Area code", "Year", "Rate"], [NEWCASTLE, 2020, 1.5]]
    odd = [["LAD23CD", "Rate"], [NEWCASTLE, 1.5]]
    recipes(data, recipe("a", "ons", 'columns = { value = "Rate" }'))
    path = workbook(tmp_path / "ons.xlsx", ("T", known, []), ("Notes", [["Whatever"]], []), ("Odd", odd, []))
    said = taken(data, path)
    assert "ons.xlsx, sheet Odd: a table of no known form, 1 row.\n  Nothing is taken from it." in said
    assert "Notes" not in said


def test_a_table_that_takes_minutes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.touch()
    os.truncate(path, LARGEST_BYTES + 1_000_000)
    for read in (grids, read_csv):
        with pytest.raises(
            ValueError, match=r"^huge\.csv: found 61 MB, expected a table of at most 60 MB; take out of it"
        ):
            read(path)


def test_a_table_in_an_archive_may_be_no_larger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tables.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deaths.csv", "Area code,Year\n" * 1000)
    monkeypatch.setattr("dashboard.importers.reading.LARGEST_BYTES", 14_000)
    with pytest.raises(ValueError, match=r"^tables\.zip: deaths.csv: found 0 MB, expected a table of at most"):
        grids(path)


def test_a_figure_in_merged_cells_is_nobodys(data: Path, tmp_path: Path) -> None:
    rows = [["Area code", "Year", "Rate", "LCI"], [NEWCASTLE, 2020, 1.5, None], [GATESHEAD, 2020, None, None]]
    recipes(data, recipe("a", "ons", 'columns = { value = "Rate" }'))
    for area in ("C2:C3", "C2:D2"):
        path = workbook(tmp_path / "ons.xlsx", ("T", rows, [area]))
        with pytest.raises(
            ValueError, match=rf"^ons\.xlsx, sheet T, row 2, column Rate: .*'1\.5' in the .* cells {area}, "
        ):
            taken(data, path)
    rows[1][2] = "[c]"
    taken(data, workbook(path, ("T", rows, ["C2:C3"])))
    assert values(data) == {(NEWCASTLE, "2020"): "suppressed", (GATESHEAD, "2020"): "suppressed"}


def per_cent(path: Path, number_format: str) -> Path:
    """A workbook with a share of 0.07 that is shown in this format."""
    workbook(path, ("T", [["Area code", "Year", "Share", "Count"], [NEWCASTLE, 2020, 0.07, 3]], []))
    book = openpyxl.load_workbook(path)
    book["T"]["C2"].number_format = number_format
    book.save(path)
    return path


def test_a_cell_that_shows_per_cent_is_taken_only_by_a_recipe_that_multiplies(data: Path, tmp_path: Path) -> None:
    """It holds 0.07 and shows 7%: which of the two is meant nobody should guess."""
    recipes(data, recipe("a", "ons", 'columns = { value = "Share" }'))
    for form in ("0%", "0.0 %", "[Red]0.00%"):
        with pytest.raises(ValueError, match=r"row 2, column Share: found '7%', expected a number without the sign"):
            taken(data, per_cent(tmp_path / "ons.xlsx", form))
    taken(data, per_cent(tmp_path / "ons.xlsx", '0.00" %"'))
    assert values(data) == {(NEWCASTLE, "2020"): "0.07"}
    recipes(data, recipe("a", "ons", 'columns = { value = "Share" }\nfactor = 100'))
    taken(data, per_cent(tmp_path / "ons.xlsx", "0%"))
    assert values(data) == {(NEWCASTLE, "2020"): "7"}
    recipes(data, recipe("a", "ons", 'columns = { value = "Count", count = "Share" }\nfactor = 100'))
    with pytest.raises(ValueError, match=r"column Share: found '7%'"):
        taken(data, per_cent(tmp_path / "ons.xlsx", "0%"))


def test_limits_of_what_is_counted_are_worked_out_for_it_and_for_its_sums(data: Path, tmp_path: Path) -> None:
    new = 'new = { measure = "a", family = "a", kind = "share", per = "100", levels = "council" }'
    rest = 'columns = { value = "Share", count = "Register", denominator = "List" }\nsums_of = "council"\nlimits = true'
    recipes(data, f'indicator = "a"\nform = "ons"\nlike = "lung-cancer-deaths-count"\n{new}\n{rest}\n')
    rows = f"{NEWCASTLE},2019,10,20,200,,\n{GATESHEAD},2019,5,5,100,4,6\n"
    (tmp_path / "a.csv").write_text(f"Area code,Year,Share,Register,List,Lower CI,Upper CI\n{rows}")
    taken(data, tmp_path / "a.csv")
    found = {code: (float(cells["lower"]), float(cells["upper"])) for (code, _), cells in figures(data).items()}
    assert found[GATESHEAD] == (4, 6)
    # By hand: (2 n + z2 -+ z sqrt(z2 + 4 n (1 - n / N))) / 2 (N + z2) with z = 1.96, of 20 in 200 and of 25 in 300.
    assert found[NEWCASTLE] == pytest.approx((6.567, 14.941), abs=0.001)
    assert found[ICP] == found[ICS] == pytest.approx((5.708, 12.012), abs=0.001)


PRACTICES = "PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PRACTICE_LIST_SIZE\nA81001,STIA,80,TOTAL,4000\n"
MAPPING = f"PRACTICE_CODE,PRACTICE_NAME,CCG_CODE,CCG_ONS_CODE\nA81001,One,13T,{CCG}\nA81002,Two,13T,{CCG}\n"
REGISTER = recipe("a", "qof-practices", 'where = { GROUP_CODE = "STIA" }\nshare_of = 100')


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"folder/{name}.csv", text)
    return path


def test_registers_of_practices_in_an_archive_are_added_up(data: Path, tmp_path: Path) -> None:
    recipes(data, REGISTER)
    text = f"{PRACTICES}A81002,STIA,40,TOTAL,2000\nA81002,AF,1,TOTAL,2000\n"
    taken(data, packed(tmp_path / "QOF_1920.zip", PREVALENCE_1920=text, MAPPING_1920=MAPPING))
    assert figures(data) == {
        (CCG, "2019/20"): {"value": "2", "count": "120", "denominator": "6000", "status": "published"},
    }


def test_registers_of_practices_want_the_file_of_practices(data: Path, tmp_path: Path) -> None:
    recipes(data, REGISTER)
    path = packed(tmp_path / "QOF_1920.zip", PREVALENCE_1920=PRACTICES)
    with pytest.raises(ValueError, match=r"^QOF_1920\.zip: PREVALENCE_1920\.csv: found registers.*MAPPING_NHS"):
        taken(data, path)
    (tmp_path / "mapping.csv").write_text(MAPPING, encoding="utf-8")
    taken(data, path, tmp_path / "mapping.csv")
    assert values(data) == {(CCG, "2019/20"): "2"}
    packed(path, PREVALENCE_1920=PRACTICES.replace("A81001", "A81009"))
    with pytest.raises(ValueError, match=r"row 2, column PRACTICE_CODE: found 'A81009', expected a practice of"):
        taken(data, path, tmp_path / "mapping.csv")


NOMIS = '"Mortality statistics"\n"ONS Crown Copyright Reserved [from Nomis]"\n\n'


def nomis(year: int, cell: str) -> str:
    return (
        f'"date:","{year}"\n"sex:","Total"\n\n"local authority (as of April 2023)","mnemonic","C33-C34 Lung"\n'
        f'"Newcastle","{NEWCASTLE}",{cell}\n"Gateshead","{GATESHEAD}",0\n"Column Total",,{cell}\n\n'
    )


def test_nomis_tables_are_read_by_the_lines_above_each(data: Path, tmp_path: Path) -> None:
    rest = 'where = { sex = "Total" }\ncolumns = { value = "C33-C34 Lung" }\nmarks = { "0" = "missing" }'
    recipes(data, recipe("a", "nomis-table", rest))
    path = tmp_path / "nomis.csv"
    path.write_text(f'{NOMIS}{nomis(2023, "70")}{nomis(2024, chr(34) + "1,071" + chr(34))}"These are rounded"\n')
    taken(data, path)
    gaps = {(GATESHEAD, year): "missing" for year in ("2023", "2024")}
    assert values(data) == {(NEWCASTLE, "2023"): "70", (NEWCASTLE, "2024"): "1071"} | gaps


TABLES: Mapping[str, tuple[str, str, str, dict[tuple[str, str], str]]] = {
    "the API of Nomis": (
        "nomis-api",
        'where = { GENDER_NAME = "Total", MEASURES_NAME = "Value" }',
        "DATE,DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,MEASURES_NAME,OBS_VALUE,OBS_STATUS_NAME\n"
        f"2024,2024,{NEWCASTLE},Total,Value,70,Normal Value\n2024,2024,{NEWCASTLE},Male,Value,40,Normal Value\n",
        {(NEWCASTLE, "2024"): "70"},
    ),
    "the indices of deprivation": (
        "deprivation",
        'columns = { value = "IMD - Proportion*" }\nperiod = "2019"\nfactor = 100',
        "Local Authority District code (2019),Local Authority District name (2019),IMD - Proportion of LSOAs \n"
        f"{NEWCASTLE},Newcastle,0.25\nE06000999,Elsewhere,0.5\n",
        {(NEWCASTLE, "2019"): "25"},
    ),
    "Local Health": (
        "local-health",
        'columns = { value = "Deaths, all ages" }\nperiod = "2015-19"\nengland = 100',
        f'Code,Label,"Deaths,  all ages"\n{NEWCASTLE},Newcastle,116.5\n{GATESHEAD},Gateshead,N/A\n',
        {(NEWCASTLE, "2015-19"): "116.5", (GATESHEAD, "2015-19"): "missing", (ENGLAND, "2015-19"): "100"},
    ),
    "the Commons Library": (
        "commons-library",
        'where = { group_code = "AF" }\nperiod = "2019/20"\nshare_of = 100\nstatus = "modelled"',
        f"lad_code,lad_name,group_code,register,list,prevalence\n{NEWCASTLE},N,AF,20.5,1000,0.0205\n{NEWCASTLE},N,HF,1,9,1\n",
        {(NEWCASTLE, "2019/20"): "2.05"},
    ),
    "CCG outcomes": (
        "ccg-outcomes",
        f'where = {{ Gender = "Person" }}\ncrosswalk = {{ "13T" = "{CCG}", "00L" = "" }}\nyears = 3',
        "Reporting period,Breakdown,Level,Level description,Gender,DSR,CI lower,CI upper,"
        "Registered patients,Observed deaths\n2012-2014,National,National,England,Person,2064.5,2044.4,2084.6,100,10\n"
        "2012-2014,CCG,13T,NG,Person,2100,2000,2200,9,1\n"
        "2012-2014,CCG,00L,N,Person,1,1,1,1,1\n2014,CCG,13T,NG,Person,5,4,6,9,1\n2012-2014,CCG,13T,NG,Male,7,6,8,9,1\n",
        {(ENGLAND, "2012-14"): "2064.5", (CCG, "2012-14"): "2100"},
    ),
    "pooled years": (
        "ons",
        'columns = { value = "Ratio" }',
        f"Area code,Period,Ratio\n{NEWCASTLE},2018/19 - 20/21,99\n{NEWCASTLE},2015/16 to 2019/20,98\n",
        {(NEWCASTLE, "2018/19-2020/21"): "99", (NEWCASTLE, "2015/16-2019/20"): "98"},
    ),
    "a difference that is rounded to nought": (
        "ons",
        'columns = { value = "Rate" }',
        f"Area code,Year,Rate\n{NEWCASTLE},2024,-0.0\n",
        {(NEWCASTLE, "2024"): "0"},
    ),
    "quarters among years": (
        "ons",
        'columns = { value = "Rate" }\nyears = 1',
        f"Area code,Period,Rate\n{NEWCASTLE},2024/25,99\n{NEWCASTLE},2024/25 Q4,25\n{NEWCASTLE},2022/23 - 24/25,98\n",
        {(NEWCASTLE, "2024/25"): "99"},
    ),
    "quarters": (
        "ons",
        'columns = { value = "Rate" }',
        f"Area code,Period,Rate\n{NEWCASTLE},2024/25 Q4,25\n{NEWCASTLE},Q1 2025,26\n",
        {(NEWCASTLE, "2024/25 Q4"): "25", (NEWCASTLE, "2025 Q1"): "26"},
    ),
}


@pytest.mark.parametrize("what", TABLES)
def test_a_table_of_each_form_gives_the_figures_of_its_recipe(data: Path, tmp_path: Path, what: str) -> None:
    form, rest, text, expected = TABLES[what]
    recipes(data, recipe("a", form, rest))
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    taken(data, tmp_path / "table.csv")
    assert values(data) == expected


UNDATED = 'columns = { value = "Deaths" }\nperiod = "2015-19"\nknown = { E06000001 = 116, ' + f"{NEWCASTLE} = 99.5 }}"


def ratios(path: Path, **figures: float) -> Path:
    path.write_text("Code,Label,Deaths\n" + "".join(f"{code},A,{figure}\n" for code, figure in figures.items()))
    return path


def test_a_file_without_a_period_is_known_by_its_figures(data: Path, tmp_path: Path) -> None:
    recipes(data, recipe("a", "local-health", UNDATED))
    taken(data, ratios(tmp_path / "a.csv", **{NEWCASTLE: 99.5, GATESHEAD: 101}))
    assert values(data) == {(NEWCASTLE, "2015-19"): "99.5", (GATESHEAD, "2015-19"): "101"}
    taken(data, ratios(tmp_path / "a.csv", **{"E06000001": 116, GATESHEAD: 102}))
    assert values(data)[GATESHEAD, "2015-19"] == "102"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({NEWCASTLE: 99.6}, "row 2: found 99.6 for a, E08000021, expected 99.5, as the file of 2015-19 has it"),
        ({"E06000001": 116, NEWCASTLE: 99.4}, "row 3: found 99.4 for a, E08000021, expected 99.5"),
        ({GATESHEAD: 99.5}, "found none for a, expected one of 116 for E06000001, 99.5 for E08000021.*add a figure"),
    ],
    ids=["another figure", "one of two", "none"],
)
def test_a_later_file_with_the_same_headings_is_not_dated_like_the_earlier(
    data: Path, tmp_path: Path, figures: dict[str, float], said: str
) -> None:
    recipes(data, recipe("a", "local-health", UNDATED))
    with pytest.raises(ValueError, match=rf"^a\.csv.*{said}") as error:
        taken(data, ratios(tmp_path / "a.csv", **figures))
    assert "find out of when the file is, and say it, as in --period 2020/21" in str(error.value)


def test_whoever_imports_a_file_without_a_period_may_say_it(data: Path, tmp_path: Path) -> None:
    recipes(data, recipe("a", "local-health", UNDATED))
    path = ratios(tmp_path / "a.csv", **{NEWCASTLE: 99.6})
    taken(data, path, period="2016 to 2020")
    assert values(data) == {(NEWCASTLE, "2016-20"): "99.6"}
    for period in ("2016", "2016/17-2020/21", "2019 Q1"):
        with pytest.raises(ValueError, match=f"found --period {period}, expected a period such as 2015-19; say one of"):
            taken(data, path, period=period)
    with pytest.raises(ValueError, match="not a period: 'lately'"):
        taken(data, path, period="lately")


def test_a_period_is_not_said_of_files_that_say_it_or_that_have_several(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE)
    with pytest.raises(ValueError, match="expected a file that does not say of when it is; leave --period out"):
        taken(data, fingertips(tmp_path / "f.csv", [{"Area Code": NEWCASTLE}]), period="2016-18")
    other = UNDATED.replace("2015-19", "2014-18")
    recipes(data, recipe("a", "local-health", UNDATED), recipe("b", "local-health", other))
    with pytest.raises(ValueError, match="found indicators of 2014-18, 2015-19, expected figures of one period"):
        taken(data, ratios(tmp_path / "a.csv", **{NEWCASTLE: 99.5}), period="2016-20")


def test_a_recipe_may_need_a_column_that_it_takes_nothing_of(data: Path, tmp_path: Path) -> None:
    rest = 'columns = { value = "Score" }\nneeds = ["Local Authority District code (2019)"]\nperiod = "2019"'
    recipes(data, recipe("a", "deprivation", rest))
    path, head = tmp_path / "a.csv", "LSOA code (2011),Local Authority District code ({}),Score\n{},E1,5\n"
    path.write_text(head.format(2013, NEWCASTLE))
    with pytest.raises(ValueError, match="found a file of the English indices of deprivation"):
        taken(data, path)
    path.write_text(head.format(2019, NEWCASTLE))
    taken(data, path)
    assert values(data) == {(NEWCASTLE, "2019"): "5"}


def test_a_figure_that_was_worked_out_here_stays_where_its_rounding_is_printed(data: Path, tmp_path: Path) -> None:
    rest = 'columns = { value = "Share" }\nperiod = "2019"\nfactor = 100\nwithin = 0.05'
    recipes(data, recipe("a", "deprivation", rest))
    cells = ("{},E08000021,2019,{},,,,,{},,,,", "{},E08000037,2019,{},,,,,{},,,,")
    before = [cells[0].format("a", 22.7654, "derived"), cells[1].format("a", 22.7654, "derived")]
    head = (data / "values/nomis.csv").read_text(encoding="utf-8").splitlines()[0]
    table, path = data / "values/imported.csv", tmp_path / "a.csv"
    table.write_text("\n".join([head, *before, ""]), encoding="utf-8")
    path.write_text(f"LSOA code (2011),Share\n{NEWCASTLE},0.228\n{GATESHEAD},0.227\n")
    assert "a: 1 earlier row stays, worked out here to more digits and agreeing." in taken(data, path)
    assert values(data) == {(NEWCASTLE, "2019"): "22.7654", (GATESHEAD, "2019"): "22.7"}
    table.write_text("\n".join([head, before[0].replace("derived", "published"), ""]), encoding="utf-8")
    taken(data, path)
    assert values(data)[NEWCASTLE, "2019"] == "22.8"


def test_sums_are_made_anew_where_a_part_has_moved_and_stay_where_none_has(data: Path, tmp_path: Path) -> None:
    sums = 'sums_of = "council"\n'
    counts = 'indicator = "lung-cancer-deaths-count"\nform = "ons"\ncolumns = { value = "Deaths", count = "Deaths" }\n'
    path = tmp_path / "table.csv"
    path.write_text(f"Area code,Year,Deaths\n{NEWCASTLE},2023,100\n", encoding="utf-8")
    before = (data / "values/nomis.csv").read_bytes()
    recipes(data, counts)
    taken(data, path)
    assert (data / "values/nomis.csv").read_text().splitlines()[1:] == sorted(before.decode().splitlines()[1:])
    path.write_text(f"Area code,Year,Deaths\n{NEWCASTLE},2023,110\n", encoding="utf-8")
    taken(data, path)
    assert values(data, "nomis") == {(NEWCASTLE, "2023"): "110", (GATESHEAD, "2023"): "90"}
    recipes(data, counts + sums)
    taken(data, path)
    assert values(data, "nomis") == {
        **{(NEWCASTLE, "2023"): "110", (GATESHEAD, "2023"): "90"},
        **{(ICP, "2023"): "200", (ICS, "2023"): "200"},
    }
