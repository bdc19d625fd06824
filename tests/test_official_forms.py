"""Official files as they are published: each form, with every fault of its kind, taken in by a recipe and no code."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from small import CCG, GATESHEAD, NEWCASTLE, tables

from dashboard.core.area import ENGLAND
from dashboard.importers.forms.recipes import FILE, read_recipes
from dashboard.importers.forms.written import take_in
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


def taken(data: Path, *paths: Path) -> str:
    faults: list[Fault] = []
    found = read_recipes(data / FILE, faults)
    if faults:
        raise DataError(faults)
    return "\n".join(take_in(paths, data, found))


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


WRITERS: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "semicolons": (lambda path: path.write_text("Area code;Value\nE08000021;1,5\n"), r"row 1: found ';' between"),
    "UTF-16": (lambda path: path.write_text("Area code,Value\n", encoding="utf-16"), "found UTF-16 text"),
    "Windows": (lambda path: path.write_bytes(b"Area code,Name\nE08000021,caf\xe9\n"), "row 2, column Name"),
    "a page": (lambda path: path.write_text("<html>E08000021</html>"), "found a web page"),
    "another table": (lambda path: path.write_text("what,where\n1,2\n"), "a table with codes of areas"),
    "a cut row": (lambda path: path.write_text("Area code,A,B\nE08000021,1\n"), "row 2: found 2 cells, not 3"),
    "of a NAME": (
        lambda path: path.write_text("area_code,period,value,indicator,unit\nE08000021,2018,*,x,Persons\n"),
        "the NAME of an import",
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
        ("indicator = ", "expected TOML"),
    ],
)
def test_a_wrong_recipe_is_told_by_its_key(data: Path, text: str, said: str) -> None:
    recipes(data, text)
    with pytest.raises(DataError, match=said):
        taken(data)


def test_a_recipe_of_an_indicator_that_nobody_describes_is_told(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE.replace('like = "lung-cancer-deaths-count"', ""))
    with pytest.raises(ValueError, match=r"recipes\.toml: found the indicator lung-cancer-deaths-u75"):
        taken(data, fingertips(tmp_path / "download.csv", [{"Area Code": NEWCASTLE}]))


def test_the_health_code_of_an_area_and_a_crosswalk_lead_to_its_code(data: Path, tmp_path: Path) -> None:
    recipes(data, RATE + 'crosswalk = { "13T" = "' + CCG + '" }')
    taken(data, fingertips(tmp_path / "download.csv", [{"Area Code": "13T"}]))
    assert list(figures(data)) == [(CCG, "2016-18")]
