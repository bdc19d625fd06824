"""Periods of figures: how long they are, and what they are called."""

from __future__ import annotations

import re

_PERIOD = re.compile(r"(?P<first>\d{4})(/\d\d)?(-(?P<last>\d{4}|\d\d)(/\d\d)?)?")


def period_years(period: str) -> int:
    """How many years are pooled in a period as written: 1 in "2018" and "2018/19", 3 in "1999-01", 5 in "2015-19".

    Loading makes sure that periods run forward. Raises ValueError for what is no period at all.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"not a period: {period!r}")
    return (int(found["last"] or found["first"]) - int(found["first"])) % 100 + 1


def period_words(period: str) -> str:
    """ "2016 to 2018" of "2016-18"; a financial year and a single year stay."""
    first, dash, _ = period.partition("-")
    if not dash or "/" in period:
        return period.replace("-", " to ")
    return f"{first} to {last_year(period)}"


def last_year(period: str) -> int:
    """The last year of a period: 2018 of "2016-18", 2019 of "2018/19", 2001 of "1999-01"."""
    first, last = int(period[:4]), re.split(r"[-/]", period)[-1]
    if len(last) == 4:
        return int(last)
    year = first // 100 * 100 + int(last)
    return year if year >= first else year + 100
