"""The figures that the present edition holds -> those that are true of a new one, and what was left behind.

A figure goes along if its area is there with the same land. Sums, estimates and figures worked out from small areas do
not outlive their parts: they are added up anew from the parts of now (rule 6), or they are left out and said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dashboard.core.area import Area
from dashboard.core.figure_columns import NUMBERS
from dashboard.core.indicator import Kind
from dashboard.core.value import NOTES, Extent
from dashboard.importers import table
from dashboard.importers.reading import read_csv
from dashboard.importers.vintages.footprint import Footprint

_FOR_GOOD = ("published", "modelled", "suppressed", "missing")
#: The levels that a whole is added up from, the largest parts first.
_PARTS = ("place", "council", "district", "small")


class Fate(NamedTuple):
    """What becomes of the areas of the present edition.

    stays: codes with the same land. cut: councils and the like of which another part lies in the system now.
    """

    stays: Collection[str]
    cut: Collection[str]


def read_values(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table of values/ by its name, numbers as numbers."""
    return {path.stem: _numbers(read_csv(path)) for path in sorted(folder.glob("*.csv"))}


def _numbers(text: pd.DataFrame) -> pd.DataFrame:
    found = pd.DataFrame({column: [str(cell) for cell in text[column]] for column in text.columns})
    for column in NUMBERS:
        found[column] = pd.to_numeric(found[column])
    return found


def still_true(values: pd.DataFrame, fate: Fate) -> pd.DataFrame:
    """The rows whose areas have the same land; of cut ones what was published for the whole."""
    whole = values["status"].isin(_FOR_GOOD) & (values["extent"] != Extent.PART)
    is_true = values["area_code"].isin(list(fate.stays)) | (values["area_code"].isin(list(fate.cut)) & whole)
    return values[is_true]


def of_merged(values: pd.DataFrame, areas: Mapping[str, Area], before: Mapping[str, str]) -> pd.DataFrame:
    """Figures of a larger area that stood under the areas that went into it, now under that area itself.

    before: code of an area that is no more -> the new area that holds it.
    """
    merged = values[(values["extent"] == Extent.MERGED) & values["area_code"].isin(list(before))]
    whole = [areas[before[code]].name for code in merged["area_code"]]
    own = merged.loc[[note.partition(NOTES)[0] == name for note, name in zip(merged["note"], whole, strict=True)]]
    moved = own.assign(
        area_code=own["area_code"].map(dict(before)),
        extent="",
        note=[note.partition(NOTES)[2] for note in own["note"]],
    )
    return moved.drop_duplicates(list(table.KEY))


def added_up(
    values: pd.DataFrame,
    kinds: Mapping[str, tuple[Kind, float | None]],
    ground: Mapping[str, Footprint],
    wanted: Iterable[str],
) -> pd.DataFrame:
    """Counts and shares of sums for areas that have none yet, from the first level whose areas make them up exactly."""
    counted = values[~values["status"].isin(["modelled", "estimate"])]
    found = [values]
    for role in _PARTS:
        wholes = {code: parts for code in wanted if (parts := _made_of(ground, code, role))}
        for kind, per, rows in _by_kind(counted, kinds):
            found.append(table.add_up(rows, wholes, kind, per))
    new = pd.concat(found, ignore_index=True).drop_duplicates(list(table.KEY))
    return new.iloc[len(values) :]


def _made_of(ground: Mapping[str, Footprint], code: str, role: str) -> tuple[str, ...]:
    """The areas of a role that make up another exactly; none if there is a gap."""
    whole = ground[code].lsoas
    if role in ground[code].roles:
        return ()
    inside = tuple(other for other, one in ground.items() if role in one.roles and one.lsoas <= whole)
    return inside if frozenset().union(*(ground[other].lsoas for other in inside)) == whole else ()


def _by_kind(
    values: pd.DataFrame, kinds: Mapping[str, tuple[Kind, float | None]]
) -> Iterator[tuple[Kind, float | None, pd.DataFrame]]:
    """What adds up: all counts together, and the shares with numbers, for each that they are per."""
    of = values["indicator"].map(lambda indicator: kinds.get(indicator, (None, None)))
    for kind, per in sorted({pair for pair in of if pair[0] in (Kind.COUNT, Kind.SHARE)}, key=str):
        yield kind, per if kind is Kind.SHARE else None, values.loc[[pair == (kind, per) for pair in of]]


def at_claimed_levels(rows: pd.DataFrame, areas: Mapping[str, Area], claims: Mapping[str, Set[str]]) -> pd.DataFrame:
    """The rows of areas of a level that the indicator is for. claims: indicator -> levels."""
    pairs = zip(rows["indicator"], rows["area_code"], strict=True)
    return rows.loc[[not claims[indicator].isdisjoint(areas[code].levels) for indicator, code in pairs]]


def left_behind(
    before: pd.DataFrame, now: pd.DataFrame, names: Mapping[str, str], sources: Mapping[str, str]
) -> list[str]:
    """Figures of areas that are no more, by area; and sums that could not be made anew, by indicator."""
    kept = set(now["area_code"])
    gone = before[~before["area_code"].isin(kept)]
    lines = [f"Left out: {number:,} figures of {names[code]} ({code})." for code, number in _counted(gone["area_code"])]
    rest = before[before["area_code"].isin(kept)]
    keys = set(zip(*(now[column] for column in table.KEY), strict=True))
    lost = rest.loc[[key not in keys for key in zip(*(rest[column] for column in table.KEY), strict=True)]]
    for indicator, rows in lost.groupby("indicator"):
        areas = sorted({names[code] for code in rows["area_code"]})
        said = ", ".join(areas) if len(areas) < 5 else f"{len(areas)} areas"
        anew = f"Import it anew: {sources[str(indicator)]}."
        lines.append(f"Empty: {indicator} of {said}, whose land is another now. {anew}")
    return lines


def _counted(codes: Sequence[str] | pd.Series[str]) -> list[tuple[str, int]]:
    return [(str(code), int(number)) for code, number in pd.Series(codes).value_counts().sort_index().items()]


def claimed(
    indicators: pd.DataFrame, values: pd.DataFrame, areas: Mapping[str, Area], keys: Mapping[str, str]
) -> pd.DataFrame:
    """The indicators that have figures, each with the levels that it has them at.

    keys: level of the present edition -> the level in its place.
    """
    reached = {
        str(indicator): [set(map(str, areas[code].levels)) for code in rows["area_code"] if code in areas]
        for indicator, rows in values[values["value"].notna()].groupby("indicator")
    }
    kept = indicators[indicators["id"].isin(list(reached))].copy()
    kept["levels"] = [
        " ".join(_levels(said.split(), reached[indicator], keys))
        for indicator, said in zip(kept["id"], kept["levels"], strict=True)
    ]
    kept["part_of"] = [whole if whole in set(kept["id"]) else "" for whole in kept["part_of"]]
    return kept[kept["levels"] != ""]


def _levels(said: Sequence[str], reached: Sequence[set[str]], keys: Mapping[str, str]) -> list[str]:
    wanted = [keys[level] for level in said if level in keys]
    return [level for level in dict.fromkeys(wanted) if any(level in levels for levels in reached)]
