"""The layouts in which mortality figures come, and the one way from any of them to our table.

A reader turns one line of a file into rows with a ``series`` (the publisher's name of the figure, with the sex where it
is a column of its own), ``area_code``, ``period`` in our form and the cells as text. ``tidy`` picks the series that a
converter asks for, so that a converter is little more than a table of names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard.core.figure_columns import NUMBERS
from dashboard.core.periods import Period
from dashboard.core.value import Comparison, Status
from dashboard.importers import editions
from dashboard.importers.editions import Anchors
from dashboard.importers.forms.sheet import CODE
from dashboard.importers.reading import SourceError, position_of, read_csv, refused
from dashboard.importers.table import (
    KEY,
    SUCCESSOR_NOTE,
    SUCCESSORS,
    frame,
    parsed_number,
    whole,
    whole_extent,
)
from dashboard.importers.tiers import REGION
from dashboard.loading.validation import Expectation

Row = dict[str, Any]
Cells = Mapping[str, str]

#: Two publications of one figure may differ by the rounding of the coarser one; all that overlap have decimals.
ROUNDING = 0.0501

_HEADER = Expectation(
    "a header that this import knows", "check NAME: the file is of another publication, or of a new form"
)
_OWN = Expectation(
    "at least one series of this import", "leave the file out, or check NAME: it belongs to another import"
)
_CODE = Expectation(
    "the code of an area, such as E06000001", "correct it against the publication, also spaces and small letters"
)
_THREE_YEARS = Expectation("three years, such as 2016-01-01/P3Y", "leave out what is not a mean of three years")


def three_years(last: int) -> str:
    """The period of three years that ends with ``last``: 2018 is "2016-18"."""
    return str(Period(last - 2, last))


def tidy(
    paths: Sequence[Path], series: Mapping[str, str], areas: Path, anchors: Anchors = MappingProxyType({})
) -> pd.DataFrame:
    """The chosen series of these files as one table in the form of values/NAME.csv, shape (rows, 13).

    series: publisher's name of the series -> id of our indicator; every other series is left out.
    areas: areas.csv; regions and the councils of 2023 are not in it and are left out, but for the one that has the
    boundary of a county of 2019, and for the region that stands beside England, where it has limits.
    anchors: what tells the edition of the figures of an indicator from every other one.
    An empty cell is "missing" where the area has figures of other periods; an area without any has no row at all.
    Raises ValueError if a header is unknown, a file has none of the series, two files disagree by more than rounding,
    or a file is not of the edition that the anchors are of.
    """
    tables = [read_csv(path) for path in paths]
    for path, table in zip(paths, tables, strict=True):
        editions.require(path.name, _own(path.name, table, series), anchors)
    known = set(read_csv(areas)["code"])
    chosen = (row for row in _chosen(tables, series) if row["area_code"] in known or _is_region(row))
    table = frame(_finished(row) for row in merged(chosen))
    figures = table.groupby(["indicator", "area_code"])["value"].transform("count")
    return table[figures > 0].reset_index(drop=True)


def _is_region(row: Row) -> bool:
    return row["area_code"] == REGION and None not in (row["lower"], row["upper"])


def _own(file: str, table: pd.DataFrame, series: Mapping[str, str]) -> list[Row]:
    """The figures of one file; raises SourceError if it is not one of those that the series come from."""
    if not any(columns <= set(table.columns) for columns, _ in LAYOUTS):
        raise SourceError(file, _HEADER, f"unknown header: {', '.join(table.columns[:12])}", 1)
    if found := list(_chosen([table], series)):
        return found
    names = dict.fromkeys(str(row["series"]) for row in observations([table]))
    raise SourceError(file, _OWN, f"only {'; '.join(list(names)[:3]) or 'a header'}")


def _chosen(tables: Sequence[pd.DataFrame], series: Mapping[str, str]) -> Iterator[Row]:
    return (_figures(row, series[row["series"]]) for row in observations(tables) if row["series"] in series)


def observations(tables: Sequence[pd.DataFrame]) -> Iterator[Row]:
    """The rows of all tables, those of the layout named first in LAYOUTS first."""
    for columns, read in LAYOUTS:
        for table in tables:
            if columns <= set(table.columns):
                for cells in table.to_dict("records"):
                    yield from read({str(column): cell for column, cell in cells.items()})


def merged(rows: Iterable[Row]) -> list[Row]:
    """One row per key: the first row wins, a later one fills what is empty in it.

    Raises SourceError if the values differ by more than rounding, because then nobody can say which one is right.
    """
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row[column] for column in KEY)
        earlier = kept.get(key, {})
        if None not in (earlier.get("value"), row["value"]) and abs(earlier["value"] - row["value"]) > ROUNDING:
            raise _disagreement(earlier, row, f"{row['value']:g}", f"{earlier['value']:g}")
        said = {verdict for verdict in (earlier.get("verdict"), row.get("verdict")) if verdict}
        if len(said) > 1:
            raise _disagreement(earlier, row, row["verdict"], earlier["verdict"])
        kept[key] = row | {name: cell for name, cell in earlier.items() if cell is not None}
    return list(kept.values())


def _disagreement(earlier: Row, row: Row, found: str, known: str) -> ValueError:
    """What to raise where two rows say two things of one figure: the place of the later one, and that of the first."""
    places = [position_of(one["area_code"]) for one in (earlier, row)]
    first, second = ((f"{at.file}, row {at.row}" if at else "another row") for at in places)
    about = ", ".join(row[column] for column in KEY)
    file, number = (places[1].file, places[1].row) if places[1] else (second, None)
    rule = Expectation(
        f"{known}, as in {first}", "find out which of the two the publication has, and take out the other"
    )
    return SourceError(file, rule, f"{found} for {about}", number)


def _figures(row: Row, indicator: str) -> Row:
    """The row with its cells as numbers, or None where the cell is empty, under the id of our indicator.

    Raises SourceError for what is no code: its figures would vanish as those of areas do that the edition has not.
    """
    numbers = {column: parsed_number(row.get(column, "")) for column in NUMBERS}
    code, note = row["area_code"], row.get("note")
    if not CODE.fullmatch(code):
        raise refused(code, _CODE, "not a code of an area")
    if code in SUCCESSORS:
        code, note = SUCCESSORS[code], SUCCESSOR_NOTE
    key = {"indicator": indicator, "area_code": code, "period": row["period"]}
    return key | numbers | {"note": note, "verdict": row.get("verdict")}


def _finished(row: Row) -> Row:
    """The row with its status, and with the extent of its figure."""
    if row["value"] is None:
        row = row | dict.fromkeys((*NUMBERS, "verdict"))
    status = Status.MISSING if row["value"] is None else Status.PUBLISHED
    return row | {"status": status, "extent": whole_extent(row["area_code"])}


def _fingertips(cells: Cells) -> Iterator[Row]:
    """Fingertips as Trafford Data Lab keeps it; the sex stands in any of three columns, one of them called "unit"."""
    sex = cells.get("group") or cells.get("inequality") or cells["unit"]
    yield {
        "series": f"{cells['indicator']}, {sex}",
        "area_code": cells["area_code"],
        "period": cells["period"].replace(" ", ""),
        "value": cells["value"],
        "verdict": _verdict(cells.get("compared_to_England") or cells.get("significance") or ""),
    }


#: What Fingertips says of a figure beside England's; of England itself, and of what has no limits, it says nothing.
_VERDICTS = {
    **{"Worse": Comparison.WORSE, "Similar": Comparison.SIMILAR, "Better": Comparison.BETTER},
    **{"Higher": Comparison.HIGHER, "Lower": Comparison.LOWER},
    **{"Not compared": None, "": None},
}
_VERDICT = Expectation(
    f"one of: {', '.join(filter(None, _VERDICTS))}; or an empty cell", "find out what the publisher means by it"
)


def _verdict(cell: str) -> Comparison | None:
    if cell not in _VERDICTS:
        raise refused(cell, _VERDICT, "not a verdict of Fingertips")
    return _VERDICTS[cell]


def _explore(cells: Cells) -> Iterator[Row]:
    """ONS "explore local statistics": a period is its first day and its length, 2016-01-01/P3Y."""
    start = re.fullmatch(r"(\d{4})-01-01/P3Y", cells["period"])
    if start is None:
        raise refused(cells["period"], _THREE_YEARS, "not a period of three years")
    yield {
        "series": cells["indicator"],
        "area_code": cells["areacd"],
        "period": three_years(int(start[1]) + 2),
        "value": cells["observation"],
        "lower": cells["lci_95"],
        "upper": cells["uci_95"],
    }


def _subnational(cells: Cells) -> Iterator[Row]:
    """ONS subnational indicators explorer: 201618 is 2016-18."""
    period = f"{cells['Period'][:4]}-{cells['Period'][4:]}"
    yield {"series": cells["Indicator"], "area_code": cells["AREACD"], "period": period, "value": cells["Value"]}


def _snapshot(cells: Cells) -> Iterator[Row]:
    """Fingertips 2016-18 as one line per council; the period is not stated in the file (see its README)."""
    for column, cell in cells.items():
        if column not in ("ctyua19cd", "ctyua19nm"):
            yield {"series": column, "area_code": cells["ctyua19cd"], "period": "2016-18", "value": cell}


def _counted(cells: Cells) -> Iterator[Row]:
    """Fingertips with limits and deaths; both limits 0 means that there are none, as life expectancy shows."""
    limits = (cells["Lower_CI"], cells["Upper_CI"])
    lower, upper = ("", "") if all(parsed_number(limit) == 0 for limit in limits) else limits
    yield {
        "series": cells["Name"],
        "area_code": cells["Area_code"],
        "period": cells["Time period"].replace(" ", ""),
        "value": cells["Value"],
        "lower": lower,
        "upper": upper,
        "count": cells["Numerator"],
        "denominator": cells["Denominator"],
    }


def _stated(cells: Cells) -> Iterator[Row]:
    """A single figure stated on a public page, kept apart from the series of the same name in the publisher's file."""
    yield {
        "series": f"Stated: {cells['measure']}, {cells['sex']}",
        "area_code": cells["area_code"],
        "period": cells["period"],
        "value": cells["value"],
        "note": "rounded to a whole number" if "rounded" in cells["unit"] else None,
    }


def _health_index(cells: Cells) -> Iterator[Row]:
    """ONS Health Index 2021: the year is the last of three, but for deaths from all causes it is the year."""
    single = cells["indicator"] == "Mortality from all causes"
    period = cells["year"] if single else three_years(whole(cells["year"]))
    yield {"series": cells["indicator"], "area_code": cells["ltla21_code"], "period": period, "value": cells["value"]}


def _health_index_beta(cells: Cells) -> Iterator[Row]:
    """ONS Health Index, beta: one line per upper-tier council and year, the last of three."""
    period = three_years(whole(cells["year"]))
    for column, cell in cells.items():
        if column not in ("Area code", "Area name", "year"):
            yield {"series": column, "area_code": cells["Area code"], "period": period, "value": cell}


def _drug_poisoning(cells: Cells) -> Iterator[Row]:
    """ONS deaths related to drug poisoning: one column per year of registration."""
    for column, cell in cells.items():
        if column.isdigit():
            row = {"series": "Drug poisoning deaths", "area_code": cells["code"], "period": column}
            yield row | {"value": cell, "count": cell}


#: The columns by which a file is known, and its reader. Where two files hold one figure, the layout named first wins.
LAYOUTS: tuple[tuple[frozenset[str], Callable[[Cells], Iterator[Row]]], ...] = (
    (frozenset({"area_code", "period", "value", "indicator", "unit"}), _fingertips),
    (frozenset({"ctyua19cd", "Mortality_all", "LE_Male"}), _snapshot),
    (frozenset({"ltla21_code", "year", "indicator", "value"}), _health_index),
    (frozenset({"Area code", "year", "avoid_mort", "suicide", "inf_mort"}), _health_index_beta),
    (frozenset({"Area_code", "Name", "Time period", "Value", "Lower_CI", "Numerator"}), _counted),
    (frozenset({"areacd", "period", "observation", "lci_95", "uci_95"}), _explore),
    (frozenset({"AREACD", "Indicator", "Period", "Value"}), _subnational),
    (frozenset({"area_code", "measure", "period", "sex", "value", "source_page"}), _stated),
    (frozenset({"code", "name", "1993", "2020"}), _drug_poisoning),
)
