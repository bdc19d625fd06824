"""Estimates of rates for ICPs and the ICS where the weights change from year to year (rule 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.importers.table import KEY, add_up, weighted_estimate

NOTE = "population-weighted mean of its CCGs"

#: One decimal more than the published rates: further digits would claim what no weighted mean can know.
DECIMALS = 2


def estimates(
    rows: pd.DataFrame, wholes: Mapping[str, Sequence[str]], people: Mapping[tuple[str, str], float], note: str = NOTE
) -> pd.DataFrame:
    """Weighted means of published rates, one row per whole and period, in the form of values/NAME.csv.

    rows: age-standardised rates of the parts. wholes: code of the whole -> codes of all its parts.
    people: (area code, period) -> inhabitants or patients, the weights; a row without a weight is left out, so that a
    whole gets a row only if every part has both. Events and denominators, where the parts have them, are added up.
    """
    weighted = rows[[pair in people for pair in zip(rows["area_code"], rows["period"], strict=True)]]
    means = [
        weighted_estimate(same, wholes, {code: people[code, str(period)] for code in same["area_code"]}, Kind.RATE)
        for period, same in weighted.groupby("period")
    ]
    table = pd.concat(means).set_index(list(KEY))
    sums = add_up(weighted, wholes, Kind.COUNT).set_index(list(KEY))
    table["value"] = table["value"].round(DECIMALS)
    table["count"] = sums["count"]
    table["denominator"] = sums["denominator"]
    table["note"] = note
    return table.reset_index()
