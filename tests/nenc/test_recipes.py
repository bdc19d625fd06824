"""The recipes of the shipped edition: each indicator is described, and official files give the shipped figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.importers.forms.definitions import definitions_of, read_definitions
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
    assert new.keys() == {recipe.indicator for recipe in recipes if recipe.like}
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
def test_a_table_that_recipes_alone_make_comes_back_byte_for_byte_from_the_first_row_of_each_indicator(
    tmp_path: Path, recipes: list[Recipe]
) -> None:
    folder = official_folder()
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "values" / "local_health.csv"
    shipped = path.read_bytes()
    head, *rows = shipped.decode("utf-8").splitlines(keepends=True)
    firsts = {row.partition(",")[0]: row for row in reversed(rows)}
    path.write_text(head + "".join(firsts.values()), encoding="utf-8")
    take_in([folder / file for file in OFFICIAL_FILES["local_health"]], data, recipes)
    assert path.read_bytes() == shipped


@pytest.mark.official
def test_official_files_give_the_shipped_figures_cell_by_cell(tmp_path: Path, recipes: list[Recipe]) -> None:
    folder = official_folder()
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    taken = {
        name: take_in([folder / file for file in files], data, recipes).said for name, files in OFFICIAL_FILES.items()
    }
    for name, said in taken.items():
        table = f"values/{name}.csv"
        assert (data / table).read_bytes() == (DATA / table).read_bytes()
        assert any(" figures of " in line for line in said)
    assert sorted(path.name for path in (data / "values").iterdir()) == sorted(
        p.name for p in (DATA / "values").iterdir()
    )
    assert (data / "indicators.csv").read_bytes() == (DATA / "indicators.csv").read_bytes()
