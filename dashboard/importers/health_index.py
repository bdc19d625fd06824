"""Underlying figures of the ONS Health Index, with England and the intervals of infant mortality from Fingertips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from dashboard.importers import approximate, infant_deaths
from dashboard.importers.layouts import tidy

#: The beta (avoid_mort, suicide, inf_mort) knows the two counties, the edition of 2021 the districts.
SERIES = {
    "avoid_mort": "avoidable-u75-council",
    "Avoidable mortality": "avoidable-u75-district",
    "Mortality from all causes": "deaths-rate",
    "Suicides": "suicide-rate",
    "suicide": "suicide-rate",
    "Infant mortality": "infant-mortality-rate",
    "inf_mort": "infant-mortality-rate",
    "Infant mortality rate": "infant-mortality-rate",
}

UNDER_75 = frozenset({"avoidable-u75-council", "avoidable-u75-district"})

#: Avoidable mortality of 2021 repeats 2020 in every district, so it is no figure of 2021.
REPEATED = ("avoidable-u75-district", "2019-21")


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Avoidable deaths, all deaths, suicides and infant deaths by council and district, form of values/NAME.csv."""
    paths, by_age = approximate.without_ages(paths)
    table = tidy(paths, SERIES, areas)
    indicator, period = REPEATED
    table = table[(table["indicator"] != indicator) | (table["period"] != period)].reset_index(drop=True)
    table = infant_deaths.with_deaths(table, infant_deaths.babies(by_age))
    return approximate.with_limits(table, UNDER_75, approximate.under_75(by_age))
