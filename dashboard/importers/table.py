"""What every converter shares: reading strictly, writing plainly, and the only two ways to an aggregate (rule 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.figure_columns import NUMBERS
from dashboard.core.indicator import Kind
from dashboard.core.value import Extent, Status
from dashboard.importers.reading import read_csv, refused
from dashboard.importers.tiers import Tier
from dashboard.loading.validation import Expectation

COLUMNS = (
    "indicator",
    "area_code",
    "period",
    "value",
    "lower",
    "upper",
    "count",
    "denominator",
    "status",
    "extent",
    "note",
    "verdict",
    "interval",
)
_TEXTS = ("extent", "note", "verdict", "interval")
KEY = ("indicator", "area_code", "period")

#: The areas that the edge of the ICS cuts, with what a figure of the whole is of: Cumbria and North Yorkshire;
#: Copeland (43 of its 49 LSOAs lie inside), Hambleton (44 of 52) and Scarborough (17 of 71); and a neighbourhood of
#: Copeland (1 of 7) and one of Scarborough (4 of 6). The lookups, cut down to the ICS, cannot tell.
PARTS = {
    "E10000006": Extent.COUNTY,
    "E10000023": Extent.COUNTY,
    "E07000029": Extent.DISTRICT,
    "E07000164": Extent.DISTRICT,
    "E07000168": Extent.DISTRICT,
    "E02004007": Extent.NEIGHBOURHOOD,
    "E02005798": Extent.NEIGHBOURHOOD,
}
#: Councils since 2023, of which the integrated care board of then holds a part: Cumberland, Westmorland and Furness.
LATER_PARTS = {"E06000063": Extent.COUNTY, "E06000064": Extent.COUNTY}

#: The codes of councils that came after April 2019 -> the area of then that has the very same boundary (rule 6).
SUCCESSORS = {"E06000065": "E10000023"}
SUCCESSOR_NOTE = "published for the council that followed, which has the same boundary"

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WITH_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)

_A_NUMBER = Expectation("a number such as 1234.5", "correct the cell against the publication")
_A_FIGURE = Expectation(
    "a number such as 1234.5, or an empty cell",
    "find out what the publisher means by it; if the figure is suppressed or missing, empty the cell",
)
_ONE_ROW = Expectation(
    "one row for an area, an indicator and a period",
    "an earlier row has a figure of the same; take out the one that the publication does not have",
)
_A_YEAR = Expectation("a whole number such as 2018", "correct the cell against the publication")


def parsed_number(text: str) -> float | None:
    """The number in a cell, with or without thousands separators; None if the cell is empty.

    Raises ValueError naming the text if it is anything else: a dash, a star or "nan" is for the caller to judge.
    """
    bare = text.strip()
    if not bare:
        return None
    if _PLAIN.fullmatch(bare) or _WITH_COMMAS.fullmatch(bare):
        return float(bare.replace(",", "")) + 0.0  # of -0, a rounded -0.04, a nought
    raise refused(text, _A_FIGURE, "not a number")


def required(text: str) -> float:
    """The number in a cell that may not be empty; raises ValueError if it is."""
    found = parsed_number(text)
    if found is None:
        raise refused(text, _A_NUMBER, "a number is needed, but the cell is empty")
    return found


def whole(text: str) -> int:
    """The whole number in a cell, such as a year; raises ValueError if it is anything else."""
    if not (text.isascii() and text.strip().isdecimal()):
        raise refused(text, _A_YEAR, "not a whole number")
    return int(text)


def find(tables: Iterable[pd.DataFrame], *columns: str) -> pd.DataFrame:
    """The one table that has all these columns; raises ValueError if there is none or more than one."""
    found = [table for table in tables if set(columns) <= set(table.columns)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} files with the columns {', '.join(columns)}; exactly one is needed")
    return found[0]


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A table in the form of values/NAME.csv, shape (rows, 13); what a row does not name is empty.

    Numbers become float64 with NaN for empty. Raises ValueError if a key occurs twice, with the place of the second.
    """
    table = pd.DataFrame([dict(row) for row in rows], columns=list(COLUMNS))
    for column in NUMBERS:
        table[column] = pd.to_numeric(table[column]).astype("float64")
    table["status"] = table["status"].map(str)
    for column in _TEXTS:
        table[column] = table[column].astype("object").fillna("").map(str)
    twice = table[table.duplicated(list(KEY))]
    if not twice.empty:
        indicator, code, period = twice.iloc[0][list(KEY)]
        raise refused(code, _ONE_ROW, f"more than one row for {indicator}, {period}")
    return table


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table in the form of values/NAME.csv: sorted, UTF-8, LF, the same bytes for the same figures."""
    text = table.loc[:, list(COLUMNS)].sort_values(list(KEY)).astype(object)
    for column in NUMBERS:
        text[column] = text[column].map(plain_cell)
    path.write_bytes(text.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def plain_cell(figure: float | None) -> str:
    """A number as people write it: no exponent, no ".0", no noise beyond the 12th significant digit; "" for empty."""
    if figure is None or pd.isna(figure):
        return ""
    return f"{Decimal(f'{figure:.12g}'):f}"


def whole_extent(code: str) -> Extent:
    """Of what a published figure is: of the whole area where only a part of it lies in the ICS (rule 4).

    Such a figure is no part of a sum.
    """
    return PARTS.get(code) or LATER_PARTS.get(code, Extent.OWN)


def parts(level: Tier, areas: Path) -> dict[str, tuple[str, ...]]:
    """The areas of one level that make up each ICP and the ICS, by its code, as areas.csv has them.

    Every CCG lies in one ICP, so CCGs make up ICPs and the ICS; so do councils, districts and neighbourhoods.
    """
    table = read_csv(areas)
    whole = table.loc[table["levels"].isin([Tier.ICS, Tier.ICP]), "code"]
    small = table[[level in levels.split() for levels in table["levels"]]]
    inside = {code: [code in parents.split() for parents in small["parents"]] for code in whole}
    return {code: tuple(small.loc[mask, "code"]) for code, mask in inside.items() if any(mask)}


def add_up(
    rows: pd.DataFrame, wholes: Mapping[str, Sequence[str]], kind: Kind, per: float | None = None
) -> pd.DataFrame:
    """Exact sums of counts, or shares of sums, for areas made of others (rule 6), one row per whole and period.

    rows: form of values/NAME.csv. wholes: code of the whole -> codes of all its parts.
    kind COUNT: the value is the sum of the values. kind SHARE: ``per`` x sum of counts / sum of denominators.
    A whole of which a part has no value, or only the value of a larger area, gets no row.
    Raises ValueError for every other kind: a ratio or an age-standardised rate does not add up.
    """
    if kind not in (Kind.COUNT, Kind.SHARE) or (kind is Kind.SHARE) != (per is not None):
        raise ValueError(f"a {kind} does not add up (per {per}); only a count, or a share with a factor, does")
    needed = ["value"] if per is None else ["count", "denominator"]
    return frame(_sum(found, key, per) for key, found in _complete(rows, wholes, needed))


def weighted_estimate(
    rows: pd.DataFrame, wholes: Mapping[str, Sequence[str]], people: Mapping[str, float], kind: Kind
) -> pd.DataFrame:
    """Population-weighted mean of rates, marked as an estimate and without an interval (rule 6).

    rows, wholes: as for ``add_up``. people: code of each part -> inhabitants, the weights.
    A whole of which a part has no value, or only the value of a larger area, gets no row.
    Raises ValueError unless the kind is a rate (a standardised ratio is never averaged), KeyError if a weight lacks.
    """
    if kind is not Kind.RATE:
        raise ValueError(f"a {kind} is never averaged; only a rate may be")
    return frame(_mean(found, key, people) for key, found in _complete(rows, wholes, ["value"]))


def _complete(
    rows: pd.DataFrame, wholes: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Iterable[tuple[tuple[str, str, str], pd.DataFrame]]:
    """The rows of all parts of each whole, under the key of the whole, where every part has the figures of its own."""
    is_larger = rows["extent"].map(lambda extent: Extent(extent).is_larger)
    own = rows[rows[list(needed)].notna().all(axis="columns") & ~is_larger]
    for (indicator, period), found in own.groupby(["indicator", "period"]):
        for code, codes in wholes.items():
            chosen = found[found["area_code"].isin(list(codes))]
            if codes and set(chosen["area_code"]) == set(codes):
                yield (str(indicator), code, str(period)), chosen


def _sum(found: pd.DataFrame, key: tuple[str, str, str], per: float | None) -> dict[str, Any]:
    """The row of a whole whose counts, and denominators if there are any, are added up."""
    count = found["count"].sum(skipna=False)
    people = found["denominator"].sum(skipna=False)
    value = found["value"].sum() if per is None else per * count / people
    return dict(zip(KEY, key, strict=True)) | {
        "value": value,
        "count": count,
        "denominator": people,
        "status": Status.SUM,
    }


def _mean(found: pd.DataFrame, key: tuple[str, str, str], people: Mapping[str, float]) -> dict[str, Any]:
    """The row of a whole whose rate is averaged with the people of its parts as weights."""
    weights = found["area_code"].map(lambda code: people[code])
    value = (found["value"] * weights).sum() / weights.sum()
    return dict(zip(KEY, key, strict=True)) | {"value": value, "status": Status.ESTIMATE}
