"""The recipes of the shipped edition: each indicator is described, and official files give the shipped figures."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from dashboard.importers.forms.definitions import definitions_of, read_definitions
from dashboard.importers.forms.figures import KnownAreas
from dashboard.importers.forms.found import find_figures
from dashboard.importers.forms.recipes import FILE, Recipe, read_recipes
from dashboard.importers.forms.written import take_in
from dashboard.loading.validation import Fault
from tests.official import official_folder

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def recipes() -> list[Recipe]:
    faults: list[Fault] = []
    found = read_recipes(DATA / FILE, faults)
    assert faults == []
    return found


def test_every_recipe_is_of_an_indicator_that_somebody_describes(recipes: list[Recipe]) -> None:
    defined = read_definitions(DATA / "indicators.csv")
    assert definitions_of(recipes, defined).keys() == {recipe.indicator for recipe in recipes}
    new = {name: cells for name, cells in definitions_of(recipes, defined).items() if name not in defined}
    assert new.keys() <= {recipe.indicator for recipe in recipes if recipe.like}
    measures = {(cells["condition"], cells["measure"]) for cells in (*defined.values(), *new.values())}
    taken = {(cells["condition"], cells["measure"]) for cells in defined.values()}
    assert len(measures) == len(taken) + len(new)


def test_no_two_recipes_ask_for_the_same_series(recipes: list[Recipe]) -> None:
    asked = [str((recipe.form, sorted(recipe.where.items()), sorted(recipe.columns.items()))) for recipe in recipes]
    assert len(asked) == len(set(asked))


def test_the_indices_of_another_year_are_not_taken_for_those_of_2019(tmp_path: Path, recipes: list[Recipe]) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = tmp_path / "File_10.csv"
    head = "Local Authority District code ({}),Name,IMD - Average score\nE06000001,Hartlepool,37.58\n"
    path.write_text(head.format(2024), encoding="utf-8")
    with pytest.raises(ValueError, match="found a file of the English indices of deprivation"):
        take_in([path], data, recipes)
    path.write_text(head.format(2019), encoding="utf-8")
    take_in([path], data, recipes)
    assert "deprivation-imd-score,E06000001,2019,37.58," in (data / "values/deprivation.csv").read_text(
        encoding="utf-8"
    )


def test_no_recipe_dates_a_file_that_nothing_tells_from_the_next_edition(recipes: list[Recipe]) -> None:
    fixed = [recipe for recipe in recipes if recipe.period]
    assert len(fixed) > 40
    for recipe in fixed:
        named = [*recipe.needs, *recipe.where, *recipe.columns.values()]
        assert recipe.known or any(f"({recipe.period})" in name for name in named), recipe.indicator


@pytest.mark.official
def test_a_later_export_of_local_health_is_refused_whatever_has_changed_in_it(
    tmp_path: Path, recipes: list[Recipe]
) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    source = official_folder() / OFFICIAL_FILES["local_health"][0]
    later = tmp_path / "later.csv"
    later.write_text(source.read_text(encoding="utf-8").replace(",140.8,", ",139.2,"), encoding="utf-8")
    said = r"row 3: found 139\.2 for stroke-deaths-smr, E06000002, expected 140\.8, as the file of 2015-19 has it"
    with pytest.raises(ValueError, match=said):
        take_in([later], data, recipes)


OFFICIAL_FILES = {
    "small_area_deprivation": ("deprivation/File_2_IoD2019_domains.csv",),
    "local_health": ("conditions/localhealth_2021_councils_districts.csv", "conditions/localhealth_2021_msoa.csv"),
    "qof": ("conditions/hcl_qof_2019_20_districts.csv",),
    "pyll": ("mortality/nhsdigital_ccgois_1_1_pyll_amenable_2009_2014.csv",),
    "deprivation": (
        "deprivation/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
        "deprivation/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx",
        "conditions/File_13_IoD2019_clinical_commissioning_group_summaries.xlsx",
    ),
}


@pytest.mark.official
@pytest.mark.parametrize("table", ["local_health", "small_area_deprivation"])
def test_a_table_that_recipes_alone_make_comes_back_byte_for_byte_from_the_first_row_of_each_indicator(
    table: str, tmp_path: Path, recipes: list[Recipe]
) -> None:
    folder = official_folder()
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "values" / f"{table}.csv"
    shipped = path.read_bytes()
    head, *rows = shipped.decode("utf-8").splitlines(keepends=True)
    firsts = {row.partition(",")[0]: row for row in reversed(rows)}
    path.write_text(head + "".join(firsts.values()), encoding="utf-8")
    take_in([folder / file for file in OFFICIAL_FILES[table]], data, recipes)
    assert path.read_bytes() == shipped


@pytest.mark.official
def test_official_files_give_the_shipped_figures_cell_by_cell(tmp_path: Path, recipes: list[Recipe]) -> None:
    folder = official_folder()
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    taken = {
        name: take_in([folder / file for file in files], data, recipes).said for name, files in OFFICIAL_FILES.items()
    }
    for said in taken.values():
        assert any(" figures of " in line for line in said)
    for table in (DATA / "values").iterdir():
        assert (data / "values" / table.name).read_bytes() == table.read_bytes(), table.name
    agreeing = [line for line in taken["deprivation"] if line.endswith("worked out here to more digits and agreeing.")]
    assert len(agreeing) == 11
    assert sorted(path.name for path in (data / "values").iterdir()) == sorted(
        p.name for p in (DATA / "values").iterdir()
    )
    assert (data / "indicators.csv").read_bytes() == (DATA / "indicators.csv").read_bytes()


@pytest.mark.official
def test_the_summaries_of_the_indices_fill_in_the_domains_where_nothing_was_worked_out(
    tmp_path: Path, recipes: list[Recipe]
) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "values" / "deprivation_domains.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ",E06000001," not in line), encoding="utf-8")
    take_in([official_folder() / OFFICIAL_FILES["deprivation"][0]], data, recipes)
    with path.open(encoding="utf-8", newline="") as file:
        found = {row["indicator"]: row["value"] for row in csv.DictReader(file) if row["area_code"] == "E06000001"}
    assert found == {
        **{"income-deprived-areas": "37.93", "employment-deprived-areas": "43.1", "education-deprived-areas": "20.69"},
        **{"health-deprived-areas": "36.21", "crime-deprived-areas": "32.76", "housing-deprived-areas": "0"},
        **{"surroundings-deprived-areas": "0", "child-income-deprived-areas": "43.1"},
        **{
            "older-income-deprived-areas": "29.31",
            "income-deprived-people": "22.8",
            "employment-deprived-people": "18.5",
        },
    }


@pytest.mark.official
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("File_1_IMD2019_rank_decile.csv", {"imd-rank": 11206, "imd-decile": 4}),
        (
            "File_2_IoD2019_domains.csv",
            {
                **{"imd-rank": 11206, "imd-decile": 4, "income-decile": 4, "employment-decile": 5},
                **{"education-decile": 5, "health-decile": 3, "crime-decile": 1, "housing-decile": 4},
                **{"income-rank": 12600, "employment-rank": 13843, "education-rank": 15771, "health-rank": 7203},
                **{"crime-rank": 1648, "housing-rank": 12966, "surroundings-decile": 9, "surroundings-rank": 27850},
            },
        ),
    ],
)
def test_files_of_small_areas_give_ranks_and_deciles_of_the_index_and_its_domains(
    file: str, expected: dict[str, float], recipes: list[Recipe]
) -> None:
    assert small_area(official_folder() / "deprivation" / file, recipes) == expected


def test_file_7_gives_the_score_too_and_of_2015_nothing(tmp_path: Path, recipes: list[Recipe]) -> None:
    path = tmp_path / "File_7.csv"
    head = "LSOA code (2011),Local Authority District code ({}),Index of Multiple Deprivation (IMD) Score,"
    path.write_text(head.format(2019) + "Crime Decile (where 1 is most deprived 10% of LSOAs)\nE01008162,a,25.3,1\n")
    assert small_area(path, recipes) == {"imd-score": 25.3, "crime-decile": 1}
    path.write_text(path.read_text().replace("2019", "2013"))
    with pytest.raises(ValueError, match="expected figures that a recipe of"):
        small_area(path, recipes)


def small_area(path: Path, recipes: list[Recipe]) -> dict[str, float]:
    """What an edition with a level of LSOAs gets of one of them."""
    areas = KnownAreas({"E01008162": frozenset({"lsoa"})}, {}, {})
    rows = [row for table in find_figures([path], recipes, areas) for taken in table.taken for row in taken.rows]
    return {row["indicator"].removeprefix("small-area-"): row["value"] for row in rows if row["period"] == "2019"}


def test_deaths_of_a_new_year_add_up_to_the_partnerships_of_whole_councils(
    tmp_path: Path, recipes: list[Recipe]
) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = tmp_path / "nomis.csv"
    cause = "C33-C34 Malignant neoplasm of trachea, bronchus and lung"
    counts = "".join(f'"A","{code}",{n}\n' for code, n in (("E06000047", 300), ("E08000023", 90), ("E08000024", 200)))
    path.write_text(f'"date:","2025"\n"sex:","Total"\n\n"area","mnemonic","{cause}"\n{counts}', encoding="utf-8")
    take_in([path], data, recipes)
    with (data / "values" / "nomis.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["area_code"]: (row["value"], row["status"]) for row in csv.DictReader(file) if row["period"] == "2025"
        }
    assert found.pop("icp-central") == ("590", "sum")
    assert {code: status for code, (_, status) in found.items()} == dict.fromkeys(
        ("E06000047", "E08000023", "E08000024"), "published"
    )


@pytest.mark.official
def test_a_workbook_of_registers_gives_the_shipped_shares_with_their_limits(
    tmp_path: Path, recipes: list[Recipe]
) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    with (official_folder() / "conditions/qof_ccg_prevalence_2016_17_to_2019_20.csv").open(encoding="utf-8") as file:
        lines = [row for row in csv.DictReader(file) if row["qof_year"] == "2018-19"]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for group in dict.fromkeys(row["group_code"] for row in lines):
        sheet = book.create_sheet(group)
        sheet.append(["CCG ODS code", "CCG ONS code", "CCG name", "2018-19", None, None])
        sheet.append([None, None, None, "List size", "Register", "Prevalence (per cent)"])
        for row in lines:
            if row["group_code"] == group:
                numbers = (int(row["list_size"]), int(row["register"]), float(row["prevalence_pct"]))
                sheet.append([row["ccg_code"], row["ccg_ons_code"], row["ccg_name"], *numbers])
        sheet.merge_cells("D1:F1")
    book.save(tmp_path / "qof.xlsx")
    table = data / "values" / "qof.csv"
    shipped = table.read_text(encoding="utf-8").splitlines()
    counted = [line for line in shipped if "-register,E38" in line and ",2018/19," in line]
    kept = [line for line in shipped if line not in counted]
    table.write_text("\n".join([*kept, ""]), encoding="utf-8")
    take_in([tmp_path / "qof.xlsx"], data, recipes)
    assert len(counted) == 240
    assert table.read_text(encoding="utf-8").splitlines() == shipped
