"""The edition of 2024 that ships in editions/icb-2024: it opens, and its figures are those of the official files."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from official import official_folder

from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.today import today
from dashboard.importers.deprivation_2025 import SCORE, SCORED, SHARE, SHARES
from dashboard.importers.forms.recipes import FILE, read_recipes
from dashboard.importers.forms.written import take_in
from dashboard.loading.load import load
from dashboard.loading.validation import Fault
from dashboard.plausibility.desk import look_over
from dashboard.web.app import create_app

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "editions" / "icb-2024" / "data", ROOT / "editions" / "icb-2024" / "boundaries")
TEES_VALLEY, CUMBERLAND, BOARD = "E38000247", "E06000063", "E54000050"


@pytest.fixture(scope="module")
def today_atlas() -> Atlas:
    """The edition of 2024."""
    return load(*FOLDERS)


def rows_of(*path: str) -> list[dict[str, str]]:
    with official_folder().joinpath(*path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_edition_has_the_areas_of_2024_and_nothing_odd(today_atlas: Atlas) -> None:
    counts = {level.role: len(today_atlas.level(level)) for level in today_atlas.edition.levels}
    assert counts == {
        **{LevelRole.COUNTRY: 1, LevelRole.SYSTEM: 1, LevelRole.PARTNERSHIP: 0, LevelRole.PLACE: 8},
        **{LevelRole.COUNCIL: 14, LevelRole.DISTRICT: 0, LevelRole.SMALL: 382, LevelRole.OVERLAY: 0},
    }
    assert today_atlas.areas[CUMBERLAND].part_of_larger == "county"
    assert look_over(*FOLDERS, today_atlas, today(), {}).inspection.unsigned == ()


def test_it_opens_drills_down_draws_a_picture_and_links_to_the_other_edition(today_atlas: Atlas) -> None:
    client = create_app(today_atlas, str(ROOT / "assets")).server.test_client()
    first = client.get("/").text
    assert "worse than England in 8 of 14 council areas" in first
    assert '<a href="/">NENC Health Atlas, April 2019</a>' in first
    assert (
        "Tees Valley" in client.get(f"/?area={TEES_VALLEY}&by=council&condition=circulatory&measure=preventable").text
    )
    picture = client.get("/map.png?size=social")
    assert (picture.status_code, picture.mimetype) == (200, "image/png")


def _held(atlas: Atlas, indicator: str, period: str) -> dict[str, float]:
    """Area -> what was published of the very area, by its own code."""
    values = atlas.values[indicator][period]
    return {area: one.value for area, one in values.items() if one.status == "published" and one.value is not None}


def _summaries() -> Iterator[tuple[str, dict[str, str]]]:
    yield from ((row["ltla24_code"], row) for row in rows_of("new-2026-11", "imd2025_ltla24_summary.csv"))
    yield from ((row["icb24_code"], row) for row in rows_of("new-2026-11", "imd2025_icb24_summary.csv"))


@pytest.mark.official
def test_scores_and_shares_of_2025_are_those_of_the_official_summaries_both_ways(today_atlas: Atlas) -> None:
    official = {code: row for code, row in _summaries() if code in today_atlas.areas}
    assert _held(today_atlas, SCORE, "2025") == {code: float(row[SCORED]) for code, row in official.items()}
    for (_, name), indicator in SHARES.items():
        whole = {code for code in official if not today_atlas.areas[code].part_of_larger}
        twins = {code: today_atlas.areas[code].same_boundary for code in today_atlas.areas}
        wanted = {code: twin if twin in official else code for code, twin in twins.items() if {code, twin} & whole}
        published = {code: 100 * float(official[own][SHARE.format(name)]) for code, own in wanted.items()}
        assert _held(today_atlas, indicator, "2025") == pytest.approx(published, abs=1e-9), indicator


@pytest.mark.official
def test_the_shares_of_small_areas_are_those_of_the_official_deciles(today_atlas: Atlas) -> None:
    """Counted here once more: of all sub-ICB locations, and of the parts of the two councils."""
    deciles = {row["lsoa21_code"]: row["IMD_decile"] for row in rows_of("new-2026-11", "imd2025_lsoa21.csv")}
    inside: dict[str, list[str]] = {}
    for row in rows_of("new-2026-11", "lsoa21_sicbl24_icb24_ltla24.csv"):
        if row["icb24_code"] == BOARD:
            for column in ("sicbl24_code", "ltla24_code"):
                inside.setdefault(row[column], []).append(deciles[row["lsoa21_code"]])
    values = today_atlas.values[SHARES["IMD", "imd"]]["2025"]
    shares = {code: 100 * found.count("1") / len(found) for code, found in inside.items()}
    assert {code: values[code].value for code in shares} == pytest.approx(shares, abs=0.006)


@pytest.mark.official
def test_council_figures_of_2022_to_2024_are_those_published_with_their_limits(today_atlas: Atlas) -> None:
    """To the twelfth digit, with which tables are written."""
    files = (
        ("circulatory-preventable", "fingertips_93722_u75_preventable_cvd_2001_2024.csv", ""),
        ("hle-interim-male", "ons_hle_interim_method_2011_2024.csv", "Male healthy life expectancy"),
        ("hle-interim-female", "ons_hle_interim_method_2011_2024.csv", "Female healthy life expectancy"),
    )
    for indicator, file, series in files:
        rows = [row for row in rows_of("mortality", file) if row["period"] == "2022-01-01/P3Y"]
        published = {
            row["areacd"]: tuple(float(f"{float(row[column]):.12g}") for column in ("observation", "lci_95", "uci_95"))
            for row in rows
            if row["areacd"] in today_atlas.areas and series in ("", row["indicator"])
        }
        values = today_atlas.values[indicator]["2022-24"]
        held = {area: (one.value, one.lower, one.upper) for area, one in values.items() if area in today_atlas.areas}
        assert held == published, indicator
        assert CUMBERLAND in held
        assert values[CUMBERLAND].extent == "county"


@pytest.mark.official
def test_deaths_from_lung_cancer_of_tees_valley_are_those_counted(today_atlas: Atlas) -> None:
    counted = sum(
        int(row["Count"])
        for row in rows_of("new-2026-11", "ndrs_cancer_deaths_ccg21_2001_2020.csv")
        if row["ods_code"] == "16C" and row["ICD10_code"] == "C33-C34" and row["Year"] in ("2017", "2018", "2019")
    )
    assert today_atlas.values["lung-cancer-deaths-smr"]["2017-19"][TEES_VALLEY].count == counted


#: A column of a summary as it was collected -> the heading that the publisher's own file has, as in those of 2019.
HEADINGS = {
    "imd_average_score": "IMD - Average score",
    "imd": "IMD",
    "income": "Income",
    "employment": "Employment",
    "education_skills_and_training": "Education, Skills and Training",
    "health_deprivation_and_disability": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers_to_housing_and_services": "Barriers to Housing and Services",
    "living_environment": "Living Environment",
}


@pytest.mark.official
def test_summaries_with_the_publishers_headings_give_the_shipped_figures_by_recipes(tmp_path: Path) -> None:
    data = Path(shutil.copytree(FOLDERS[0], tmp_path / "data"))
    table = data / "values" / "deprivation_2025.csv"
    shipped = table.read_text(encoding="utf-8")
    table.write_text("".join(line for line in shipped.splitlines(True) if ",E06000001," not in line), encoding="utf-8")
    share = "{} - Proportion of LSOAs in most deprived 10% nationally"
    names = {SHARE.format(key): share.format(heading) for key, heading in HEADINGS.items()} | HEADINGS
    paths = []
    for area, kind in (("ltla24", "Local Authority District"), ("icb24", "Integrated Care Board")):
        rows = rows_of("new-2026-11", f"imd2025_{area}_summary.csv")
        columns = {f"{area}_code": f"{kind} code (2024)"} | {name: names[name] for name in names if name in rows[0]}
        paths.append(tmp_path / f"{area}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns.values(), *([row[name] for name in columns] for row in rows)])
    faults: list[Fault] = []
    said = take_in(paths, data, read_recipes(data / FILE, faults)).said
    assert faults == []
    assert table.read_text(encoding="utf-8") == shipped
    assert sum("figures of 2025" in line for line in said) == 9
