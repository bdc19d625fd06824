"""Fingertips figures published again since February 2024, on populations rebased to the 2021 Census."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.sources.layouts import tidy
from dashboard.sources.table import AREAS

#: The names are those of the figures as first published: only who calls this module knows that a file is rebased.
SERIES = {
    "Under 75 mortality rate from causes considered preventable (per 100,000 population), Persons": (
        "preventable-u75-rebased"
    ),
    "Preventable cardiovascular mortality (England)": "circulatory-preventable",
    "Life expectancy at birth, Male": "le-rebased-male",
    "Life expectancy at birth, Female": "le-rebased-female",
}


def convert(paths: Sequence[Path], areas: Path = AREAS) -> pd.DataFrame:
    """Preventable deaths and life expectancy on rebased populations, form of values/NAME.csv."""
    return tidy(paths, SERIES, areas)
