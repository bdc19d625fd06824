"""Fingertips figures as first published, on populations from before the 2021 Census."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.core.value import Status
from dashboard.importers import approximate, editions
from dashboard.importers.layouts import tidy
from dashboard.importers.table import frame

#: The publisher's name of a series, as it stands in the files -> our indicator.
SERIES = {
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Persons": (
        "preventable-u75-council"
    ),
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Male": (
        "preventable-u75-council-male"
    ),
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Female": (
        "preventable-u75-council-female"
    ),
    "Mortality_all": "deaths-u75",
    "Stated: Under-75 mortality, all causes, Persons": "deaths-u75",
    "Mortality_Cardio": "circulatory-deaths-u75",
    "Under 75 mortality rate from all cardiovascular diseases": "circulatory-deaths-u75",
    "Mortality_Cancer": "cancer-deaths-u75",
    "Under 75 mortality rate from cancer": "cancer-deaths-u75",
    "Under 75 mortality rate from cancer considered preventable, Persons": "cancer-preventable",
    "Stated: Under-75 mortality, liver disease considered preventable, Persons": "chronic-liver-disease-preventable",
    "Under 75 mortality rate from cardiovascular diseases considered preventable (per 100,000 population)": (
        "circulatory-preventable-2016-definition"
    ),
    "Alcohol related mortality, Persons": "alcohol-deaths",
    "Excess under 75 mortality rate in adults with serious mental illness, Persons": (
        "serious-mental-illness-excess-deaths"
    ),
    "LE_Male": "life-expectancy-male",
    "LE_Female": "life-expectancy-female",
    "Male life expectancy at birth": "life-expectancy-male",
    "Female life expectancy at birth": "life-expectancy-female",
    "Healthy life expectancy at birth, Male": "healthy-life-expectancy-male",
    "Healthy life expectancy at birth, Female": "healthy-life-expectancy-female",
    "Male Healthy Life Expectancy (HLE)": "healthy-life-expectancy-male",
    "Female Healthy Life Expectancy (HLE)": "healthy-life-expectancy-female",
    "Inequality in life expectancy at birth, Male": "slope-index-male",
    "Inequality in life expectancy at birth, Female": "slope-index-female",
    "LEInequality_Male": "slope-index-male",
    "LEInequality_Female": "slope-index-female",
    "Male slope index of inquality in life expectancy at birth": "slope-index-male",
    "Female slope index of inquality in life expectancy at birth": "slope-index-female",
}
#: The rates that get approximate limits where their years and their people are known.
UNDER_75 = frozenset(
    {
        *("preventable-u75-council", "deaths-u75", "circulatory-deaths-u75", "cancer-deaths-u75"),
        *("cancer-preventable", "circulatory-preventable-2016-definition", "chronic-liver-disease-preventable"),
    }
)


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Early deaths, life expectancy and inequality by council and district, form of values/NAME.csv.

    A file rebased to the 2021 Census has the same header and names; it is refused: ``fingertips_rebased`` reads it.
    """
    paths, by_age = approximate.without_ages(paths)
    published = tidy(paths, SERIES, areas, editions.FIRST)
    published = approximate.with_limits(published, UNDER_75, approximate.under_75(by_age))
    return pd.concat([published, *(_poor_health(published, sex) for sex in ("male", "female"))], ignore_index=True)


def _poor_health(published: pd.DataFrame, sex: str) -> pd.DataFrame:
    """Years in poor health: life expectancy less healthy life expectancy of an area and period, without limits."""
    whole = published[published["indicator"] == f"life-expectancy-{sex}"]
    healthy = published[published["indicator"] == f"healthy-life-expectancy-{sex}"]
    both = whole.merge(healthy, on=["area_code", "period"], suffixes=("", "_healthy"))
    return frame(
        {
            "indicator": f"years-in-poor-health-{sex}",
            "area_code": row["area_code"],
            "period": row["period"],
            "value": row["value"] - row["value_healthy"],
            "status": Status.DERIVED,
            "extent": row["extent"],
            "note": row["note"],
        }
        for row in both.to_dict("records")
    )
