"""The limits of figures that a publisher only counts: worked out from the events and the people of each row."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.stats.intervals import rate_interval, wilson_interval


def with_limits_of_counts(table: pd.DataFrame, definition: Mapping[str, str]) -> pd.DataFrame:
    """The table with 95 % limits where a row has a count and people, and no limits of its own.

    table: form of values/NAME.csv, of one indicator, a share (Wilson) or a crude rate (Byar, exact below 10 events).
    """
    bare = table["value"].notna() & table["lower"].isna() & table["count"].notna() & (table["denominator"] > 0)
    counted = table[bare]
    limits = [
        _limits(definition, events, people)
        for events, people in zip(counted["count"], counted["denominator"], strict=True)
    ]
    found = table.copy()
    found.loc[bare, ["lower", "upper"]] = limits
    return found


def _limits(definition: Mapping[str, str], events: float, people: float) -> tuple[float, float]:
    per = float(definition["per"])
    if Kind(definition["kind"]) is Kind.SHARE:
        low, high = wilson_interval(events, people)
        return per * low, per * high
    return rate_interval(events, people, per)
