"""Deaths from circulatory disease, heart disease and stroke: the converter on small tables, and the shipped table.

The last part works every figure out anew from the official files, without the converter.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import scipy.stats  # type: ignore[import-untyped]

from dashboard.importers import circulatory_deaths
from dashboard.importers.table import write_table
from tests.official import official_folder

REPO = Path(__file__).parents[2]
SHIPPED = REPO / "data" / "values" / "circulatory_deaths.csv"
AREAS = REPO / "data" / "areas.csv"
ENGLAND = "E92000001"

# --- tables small enough to check by hand ---

OF_DEATHS = ["<1", "01-04", "05-09", *(f"{first}-{first + 4}" for first in range(10, 90, 5)), "90+"]
OF_PEOPLE = ["0-4", "5-9", *OF_DEATHS[3:]]
NEWCASTLE, GATESHEAD, COPELAND, HARTLEPOOL = "E08000021", "E08000037", "E07000029", "E06000001"
CUMBRIA = tuple(f"E070000{number}" for number in range(26, 32))
YORKSHIRE = tuple(f"E07000{number}" for number in range(163, 170))
COUNCILS = (NEWCASTLE, GATESHEAD, HARTLEPOOL, *("E08000022", "E08000023", "E08000024", "E06000047", "E06000057"))
COUNCILS = (*COUNCILS, *("E06000002", "E06000003", "E06000004", "E06000005"), *CUMBRIA, *YORKSHIRE)
CAUSES = ("cardiovascular disease", "coronary heart disease", "stroke")

Files = Callable[..., list[Path]]


def deaths(areas: tuple[str, ...], middle: int, old: int) -> str:
    """So many deaths at 60 to 64 and at 80 to 84 in each sex and year, and one in the first year of life."""
    cells = {"<1": 1, "60-64": middle, "80-84": old}
    figures = ",".join(str(cells.get(age, 0)) for age in OF_DEATHS)
    header = f"year,Local Authority,LA New Code,Sex,Cause of Death,{','.join(OF_DEATHS)}\n"
    return header + "".join(
        f"{year},X,{area},{sex},{cause},{figures}\n"
        for area in areas
        for year in ("2012", "2013", "2014")
        for sex in ("Male", "Female")
        for cause in CAUSES
    )


PEOPLE = f"la_new_code,sex,year,{','.join(OF_PEOPLE)},All ages\n" + "".join(
    f"{area},{sex},{year},{','.join('2.5' for _ in OF_PEOPLE)},47.5\n"
    for area in (ENGLAND, *COUNCILS, "E10000006", "E10000023")
    for year in ("2012", "2013", "2014")
    for sex in ("Male", "Female")
)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def _files(local: str = deaths(COUNCILS, 5, 10)) -> list[Path]:
        texts = {"deaths": local, "england": deaths((ENGLAND,), 4, 8), "people": PEOPLE}
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return [tmp_path / f"{name}.csv" for name in texts]

    return _files


def row(table: pd.DataFrame, indicator: str, area: str) -> dict[str, Any]:
    (found,) = (r for r in table.to_dict("records") if (r["indicator"], r["area_code"]) == (indicator, area))
    return found


def test_a_rate_weighs_five_year_ages_by_the_european_standard_population(files: Files) -> None:
    """People: 2,500 of a sex and year, so 15,000 person-years of each age group.

    Under 75 the standard population has 91,000 people: 5,000 of 0 to 4 and 6,000 of 60 to 64. Deaths: 6 and 30.
    """
    table = circulatory_deaths.convert(files(), AREAS)
    found = row(table, "stroke-deaths-u75", HARTLEPOOL)
    assert found["value"] == pytest.approx(100_000 * (5_000 * 6 + 6_000 * 30) / 91_000 / 15_000)
    assert (found["count"], found["denominator"], found["status"]) == (36, 15 * 15_000, "derived")
    every_age = row(table, "stroke-deaths-rate", HARTLEPOOL)
    assert every_age["value"] == pytest.approx((5_000 * 6 + 6_000 * 30 + 2_500 * 60) / 15_000)
    assert (every_age["count"], every_age["denominator"]) == (96, 19 * 15_000)


def test_whole_councils_make_up_ccgs_and_icps(files: Files) -> None:
    table = circulatory_deaths.convert(files(), AREAS)
    assert row(table, "stroke-deaths-u75", "E38000212")["count"] == 2 * 36
    assert row(table, "stroke-deaths-u75", "icp-north")["count"] == 4 * 36
    assert row(table, "stroke-deaths-u75", "icp-central")["count"] == 3 * 36
    wholes = {code for code in table["area_code"] if code.startswith(("E38", "icp", "E54"))}
    assert len(wholes) == 8 + 2 + 2
    assert wholes.isdisjoint({"E38000215", "E38000069", "icp-south", "icp-north-cumbria"})


def test_two_ccgs_stand_under_the_figure_of_the_county_that_they_make_up(files: Files) -> None:
    table = circulatory_deaths.convert(files(), AREAS)
    for code in ("E38000116", "E38000047"):
        found = row(table, "stroke-deaths-u75", code)
        assert (found["count"], found["extent"], found["note"]) == (36, "merged", "County Durham")
    assert row(table, "stroke-deaths-u75", "E38000042")["extent"] == ""  # Darlington is a council of its own


def test_a_county_is_all_its_districts_and_says_that_it_is_whole(files: Files) -> None:
    table = circulatory_deaths.convert(files(), AREAS)
    found = row(table, "stroke-deaths-rate", "E10000006")
    assert (found["count"], found["denominator"], found["extent"]) == (6 * 96, 19 * 15_000, "county")
    assert row(table, "stroke-deaths-rate", COPELAND)["extent"] == "district"
    assert row(table, "stroke-deaths-rate", NEWCASTLE)["extent"] == ""
    assert "E07000027" not in set(table["area_code"])  # Barrow-in-Furness is in the county, and no area of the atlas


def test_no_rate_is_given_from_fewer_than_ten_deaths(files: Files) -> None:
    """Six deaths of the first year of life, and six more at 80 to 84."""
    table = circulatory_deaths.convert(files(deaths(COUNCILS, 0, 1)), AREAS)
    assert row(table, "stroke-deaths-u75", HARTLEPOOL)["status"] == "suppressed"
    assert row(table, "stroke-deaths-rate", HARTLEPOOL)["count"] == 12


def test_a_year_that_is_lacking_or_comes_twice_is_refused(files: Files) -> None:
    local = deaths(COUNCILS, 5, 10)
    line = next(line for line in local.splitlines() if line.startswith("2013") and COPELAND in line)
    for wrong in (local.replace(f"{line}\n", ""), f"{local}{line}\n"):
        with pytest.raises(ValueError, match=r"deaths\.csv, row \d+, column LA New Code: found 'E07000029'"):
            circulatory_deaths.convert(files(wrong), AREAS)


# --- the official files, worked out anew ---

FILES = (
    "ons_adhoc_005268_cvd_chd_stroke_deaths_2012_2014.csv",
    "DERIVED_cvd_chd_stroke_deaths_2012_2014_england_north_east.csv",
    "ons_mye_5yr_age_thousands_2012_2014.csv",
)
CCGS = {
    "E38000130": ("E06000057",),
    "E38000127": ("E08000022",),
    "E38000212": ("E08000021", "E08000037"),
    "E38000163": ("E08000023",),
    "E38000176": ("E08000024",),
    "E38000075": ("E06000001", "E06000004"),
    "E38000042": ("E06000005",),
    "E38000162": ("E06000002", "E06000003"),
    "E38000116": ("E06000047",),
    "E38000047": ("E06000047",),
}
ICPS = {
    "icp-north": ("E06000057", "E08000022", "E08000021", "E08000037"),
    "icp-central": ("E08000023", "E08000024", "E06000047"),
}
INDICATORS = {
    "cardiovascular disease": ("circulatory-deaths-u75-2012-14", "circulatory-deaths-rate"),
    "coronary heart disease": ("coronary-heart-disease-deaths-u75", "coronary-heart-disease-deaths-rate"),
    "stroke": ("stroke-deaths-u75", "stroke-deaths-rate"),
}
STANDARD = [5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000]
STANDARD += [7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000]
OURS = {*COUNCILS} - {"E07000027", "E07000031", "E07000163", "E07000165", "E07000167", "E07000169"}
Cells = tuple[float, ...]


def read(name: str) -> list[dict[str, str]]:
    with (official_folder() / "new-2026-11" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_rates() -> Iterator[tuple[tuple[str, str], Cells]]:
    """Value, limits, deaths and person-years; the limits by chi-square's quantile as Byar approximates it."""
    died = [*read(FILES[0]), *read(FILES[1])]
    lived = read(FILES[2])
    places = {code: (code,) for code in (*OURS, ENGLAND)} | CCGS | ICPS
    places |= {"E10000006": CUMBRIA, "E10000023": YORKSHIRE}
    for area, sources in places.items():
        own = {area} if area.startswith("E1") else {*sources}
        people = [sum(1_000 * float(r[age]) for r in lived if r["la_new_code"] in own) for age in OF_PEOPLE]
        for cause, names in INDICATORS.items():
            lines = [r for r in died if r["Cause of Death"] == cause and r["LA New Code"] in sources]
            by_age = [sum(int(r[age]) for r in lines) for age in OF_DEATHS]
            events = [by_age[0] + by_age[1], *by_age[2:]]
            for name, groups in zip(names, (15, 19), strict=True):
                yield (name, area), rate(events[:groups], people[:groups])


def rate(events: list[int], people: list[float]) -> Cells:
    weights = STANDARD[: len(events)]
    each = [weight / sum(weights) * 100_000 / lived for weight, lived in zip(weights, people, strict=True)]
    value = sum(share * died for share, died in zip(each, events, strict=True))
    spread = math.sqrt(sum(share**2 * died for share, died in zip(each, events, strict=True)))
    count, z = sum(events), scipy.stats.norm.ppf(0.975)
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * math.sqrt(count + 1))) ** 3
    scale = spread / math.sqrt(count)
    return value, value + scale * (low - count), value + scale * (high - count), count, sum(people)


def shipped() -> dict[tuple[str, str], Cells]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("value", "lower", "upper", "count", "denominator")
    assert {r["period"] for r in rows} == {"2012-14"}
    return {(r["indicator"], r["area_code"]): tuple(float(r[name]) for name in names) for r in rows}


@pytest.mark.official
def test_every_shipped_figure_is_that_of_the_deaths_and_none_is_lacking() -> None:
    expected, found = dict(expected_rates()), shipped()
    assert found.keys() == expected.keys()
    assert [key for key, cells in expected.items() if found[key] != pytest.approx(cells, rel=1e-10)] == []


@pytest.mark.official
def test_importing_the_official_files_gives_the_shipped_bytes(tmp_path: Path) -> None:
    paths = [official_folder() / "new-2026-11" / name for name in FILES]
    write_table(circulatory_deaths.convert(paths[::-1], AREAS), tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == SHIPPED.read_bytes()


def test_early_deaths_from_stroke_in_middlesbrough_are_above_england() -> None:
    """Known from elsewhere: 20.0 (15.4 to 25.7) from 63 deaths; England 13.8."""
    value, lower, upper, count, _ = shipped()["stroke-deaths-u75", "E06000002"]
    assert (round(value, 1), round(lower, 1), round(upper, 1), count) == (20.0, 15.4, 25.7, 63)
    assert round(shipped()["stroke-deaths-u75", ENGLAND][0], 1) == 13.8
