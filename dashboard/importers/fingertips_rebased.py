"""Fingertips figures published again since February 2024, on populations rebased to the 2021 Census."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.importers import approximate, editions
from dashboard.importers.layouts import tidy

#: The names are those of the figures as first published; ``editions`` tells the files apart by their figures.
SERIES = {
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Persons": (
        "preventable-u75-rebased"
    ),
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Male": (
        "preventable-u75-rebased-male"
    ),
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Female": (
        "preventable-u75-rebased-female"
    ),
    "Preventable cardiovascular mortality (England)": "circulatory-preventable",
    "Life expectancy at birth, Male": "le-rebased-male",
    "Life expectancy at birth, Female": "le-rebased-female",
}
UNDER_75 = frozenset({"preventable-u75-rebased"})


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Preventable deaths and life expectancy on rebased populations, form of values/NAME.csv."""
    paths, by_age = approximate.without_ages(paths)
    published = tidy(paths, SERIES, areas, editions.REBASED)
    return approximate.with_limits(published, UNDER_75, approximate.under_75(by_age))
