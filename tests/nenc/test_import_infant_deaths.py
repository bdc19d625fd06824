"""The shipped infant deaths: those that were published, and whether the births that were worked out go together."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.importers.infant_deaths import INDICATOR, NOTE, fraction
from tests.official import official_folder

SHIPPED = Path(__file__).parents[2] / "data" / "values" / "health_index.csv"
PUBLISHED = {"E08000021": (25, 9_864), "E08000022": (22, 6_675), "E07000164": (3, 2_292), "E07000168": (6, 2_930)}


def shipped() -> list[dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["indicator"] == INDICATOR]


@pytest.mark.official
def test_the_deaths_that_were_published_are_those_that_the_rates_give() -> None:
    folder = official_folder() / "mortality"
    with (folder / "ons_midyear_population_la_by_age_2016_2019.csv").open(encoding="utf-8", newline="") as file:
        babies = {(row["code"], row["year"]): float(row["Age 0"]) for row in csv.DictReader(file)}
    with (folder / "ons_health_index_ltla_mortality_2015_2021.csv").open(encoding="utf-8", newline="") as file:
        lines = [r for r in csv.DictReader(file) if r["indicator"] == "Infant mortality" and r["year"] == "2018"]
    rates = {row["ltla21_code"]: float(row["value"]) for row in lines}
    for area, known in PUBLISHED.items():
        children = sum(babies[area, year] for year in ("2016", "2017", "2018"))
        assert fraction(rates[area], children) == known


def test_the_deaths_behind_all_but_a_few_rates_are_known() -> None:
    rows = shipped()
    assert (len(rows), sum(row["count"] != "" for row in rows)) == (142, 126)
    assert {row["note"] for row in rows} == {"", NOTE}
    one = next(row for row in rows if (row["area_code"], row["period"]) == ("E07000166", "2019-21"))
    assert (one["count"], one["denominator"]) == ("1", "1277")


def test_births_of_an_area_change_little_from_one_period_to_the_next() -> None:
    births: dict[str, list[float]] = {}
    for row in shipped():
        if row["note"] == NOTE:
            births.setdefault(row["area_code"], []).append(float(row["denominator"]))
    assert len(births) == 19
    steps = [abs(later / earlier - 1) for numbers in births.values() for earlier, later in pairwise(numbers)]
    assert len(steps) > 90
    assert max(steps) < 0.12
    assert sorted(steps)[len(steps) // 2] < 0.025
