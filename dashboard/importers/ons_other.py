"""Healthy life expectancy by the interim method, and deaths from drug poisoning, both as ONS publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.importers.layouts import tidy

SERIES = {
    "Male healthy life expectancy": "hle-interim-male",
    "Female healthy life expectancy": "hle-interim-female",
    "Drug poisoning deaths": "drugs-deaths",
}


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Years of healthy life with their intervals, and deaths from drug poisoning, form of values/NAME.csv."""
    return tidy(paths, SERIES, areas)
