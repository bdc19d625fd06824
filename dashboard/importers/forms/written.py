"""The figures of recipes written into an edition: beside those that are there, each indicator in one table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dashboard.core.figure_columns import NUMBERS
from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.core.value import Status
from dashboard.importers import editions
from dashboard.importers.forms.definitions import (
    Definitions,
    append,
    definitions_of,
    read_definitions,
    require_definitions,
    with_figures,
)
from dashboard.importers.forms.figures import KnownAreas
from dashboard.importers.forms.found import find_figures
from dashboard.importers.forms.limits import with_limits_of_counts
from dashboard.importers.forms.recipes import Recipe
from dashboard.importers.forms.told import FoundTable, Taken, said_of
from dashboard.importers.reading import SourceError, read_csv
from dashboard.importers.table import KEY, add_up, frame, parsed_number, parts, write_table
from dashboard.importers.tiers import Tier
from dashboard.loading.edition import load_edition
from dashboard.loading.validation import Expectation

#: The table of an indicator that has no figures yet.
TABLE = "imported"
#: What sums and means are made of.
_SUMMED = ("value", "count", "denominator")
#: What a computer adds to a number with few decimals.
_NOISE = 1e-9
#: Areas without a figure are named up to so many.
_NAMED = 6

_AGREE = Expectation("one figure in all files", "import the files apart, and compare what the trial of each says")

Rows = list[dict[str, Any]]
#: What comes of an indicator, and the recipe that it comes by.
Merged = tuple[Recipe, Rows]


class TakenIn(NamedTuple):
    """What was found and what stays empty, in lines; and out of which files, of which forms, each indicator came."""

    said: list[str]
    sources: Mapping[str, tuple[tuple[Path, ...], str]]


def take_in(paths: Sequence[Path], data: Path, recipes: Sequence[Recipe], period: str = "") -> TakenIn:
    """Recognise files, write what recipes take out of them, and say what was found and what stays empty.

    period: that of files that do not say of when they are, if they are not the ones that the recipes know.
    """
    defined = read_definitions(data / "indicators.csv")
    definitions = definitions_of(recipes, defined)
    areas, comparators = _areas(data)
    levelled = [_with_levels(recipe, definitions, comparators) for recipe in recipes]
    found = find_figures(paths, levelled, areas, period)
    merged = _merged(found)
    require_definitions(merged, definitions)
    said, added = [line for table in found for line in said_of(table)], list[Mapping[str, str]]()
    called = _names(data / "areas.csv")
    for path, names in _tables_of(data / "values", merged).items():
        said += _write(path, data / "areas.csv", {name: merged[name] for name in names}, definitions, areas)
        there = _read(path)
        for name in names:
            codes = [row["area_code"] for row in there if row["indicator"] == name and row["value"] is not None]
            if name not in defined:
                added.append(
                    with_figures(definitions[name], merged[name][0], [areas.levels.get(code) for code in codes])
                )
            newest = max(row["period"] for row in merged[name][1])
            rows = [row for row in there if (row["indicator"], row["period"]) == (name, newest)]
            said += _empty_words(name, rows, definitions[name]["levels"].split(), areas, called)
    append(data / "indicators.csv", added)
    return TakenIn(said, {indicator: _source(found, indicator) for indicator in merged})


def _source(found: Iterable[FoundTable], indicator: str) -> tuple[tuple[Path, ...], str]:
    """The files that the figures of an indicator were taken out of, and the keys of their forms."""
    holds = [table for table in found if any(one.recipe.indicator == indicator and one.rows for one in table.taken)]
    paths = dict.fromkeys(path for table in holds for path in table.table.paths)
    return tuple(paths), "; ".join(dict.fromkeys(table.form.key for table in holds))


def _with_levels(recipe: Recipe, definitions: Mapping[str, Mapping[str, str]], comparators: set[str]) -> Recipe:
    """The recipe with the levels of its indicator, if it names none, and with those that serve as comparators."""
    if recipe.indicator not in definitions:
        return recipe
    own = recipe.levels or tuple(definitions[recipe.indicator]["levels"].split())
    return replace(recipe, levels=(*own, *comparators))


def _areas(data: Path) -> tuple[KnownAreas, set[str]]:
    """The areas of an edition, and the keys of the levels that serve as comparators."""
    table = read_csv(data / "areas.csv")
    edition = load_edition(data / "edition.toml", [])
    levels = {str(row["code"]): frozenset(row["levels"].split()) for row in table.to_dict("records")}
    parents = {str(row["code"]): frozenset(row["parents"].split()) for row in table.to_dict("records")}
    ods = {str(row["ods_code"]): str(row["code"]) for row in table.to_dict("records") if row["ods_code"]}
    regions = frozenset(region.code for region in (edition.regions if edition else ()))
    roles = (LevelRole.COUNTRY, LevelRole.SYSTEM)
    comparators = {str(level.key) for level in (edition.levels if edition else ()) if level.role in roles}
    return KnownAreas(levels, ods, parents, regions), comparators


def _names(path: Path) -> dict[str, str]:
    table = read_csv(path)
    return dict(zip(map(str, table["code"]), map(str, table["name"]), strict=True))


def _merged(found: Iterable[FoundTable]) -> dict[str, Merged]:
    """The rows of each indicator from all tables. Raises SourceError if two tables disagree, or of another edition."""
    kept: dict[str, tuple[Recipe, dict[tuple[str, str], dict[str, Any]]]] = {}
    for table in found:
        for taken in table.taken:
            editions.require(table.table.file, taken.rows, {**editions.FIRST, **editions.REBASED})
            rows = kept.setdefault(taken.recipe.indicator, (taken.recipe, {}))[1]
            for row in (*taken.rows, *_england(taken)):
                _join(rows, row, table.table.file)
    return {indicator: (recipe, [*rows.values()]) for indicator, (recipe, rows) in kept.items() if rows}


def _england(taken: Taken) -> Iterator[dict[str, Any]]:
    """England where its figure is one by definition, and the file has none."""
    told = {row["period"] for row in taken.rows if row["area_code"] == ENGLAND}
    for period in sorted({row["period"] for row in taken.rows} - told) if taken.recipe.england else ():
        key = {"indicator": taken.recipe.indicator, "area_code": ENGLAND, "period": period}
        yield {**key, **dict.fromkeys(NUMBERS), "value": taken.recipe.england, "status": Status.DEFINITION}


def _join(rows: dict[tuple[str, str], dict[str, Any]], row: dict[str, Any], file: str) -> None:
    key = (row["area_code"], row["period"])
    earlier = rows.get(key)
    if earlier is not None and None not in (earlier["value"], row["value"]) and earlier["value"] != row["value"]:
        what = f"{row['value']:g} for {row['indicator']}, {' '.join(key)}, and {earlier['value']:g} in another table"
        raise SourceError(file, _AGREE, what)
    if earlier is None or earlier["value"] is None:
        rows[key] = row


def _write(
    path: Path, areas: Path, merged: Mapping[str, Merged], definitions: Definitions, known: KnownAreas
) -> list[str]:
    """Put the figures of indicators into their table; says which of the earlier ones stay beside them."""
    old = _read(path)
    parts, said = [frame(row for row in old if row["indicator"] not in merged)], []
    for indicator, (recipe, rows) in merged.items():
        own = [row for row in old if row["indicator"] == indicator]
        rows, finer = _with_finer(rows, own, recipe)
        keys, moved = {_key(row) for row in rows}, _moved(own, rows)
        stay = [row for row in own if _key(row) not in keys and not _is_stale(row, moved, known)]
        table = frame([*rows, *stay])
        table = pd.concat([table, *_sums(table, areas, recipe, definitions[indicator])])
        parts.append(with_limits_of_counts(table, definitions[indicator]) if recipe.limits else table)
        if stay:
            said.append(f"  {indicator}: {_stay_words(len(stay))}; the files have nothing in their place.")
        if finer:
            said.append(f"  {indicator}: {_stay_words(finer)}, worked out here to more digits and agreeing.")
    path.parent.mkdir(exist_ok=True)
    write_table(pd.concat([part for part in parts if not part.empty], ignore_index=True), path)
    return said


def _stay_words(count: int) -> str:
    return "1 earlier row stays" if count == 1 else f"{count:,} earlier rows stay"


def _with_finer(rows: Rows, own: Rows, recipe: Recipe) -> tuple[Rows, int]:
    """The rows, but those of before that were worked out here and say the same to more digits; how many these are."""
    before = {_key(row): row for row in own if row["status"] == Status.DERIVED and recipe.within}
    finer = {key for row in rows if (key := _key(row)) in before and _agree(row, before[key], recipe.within)}
    return [before[_key(row)] if _key(row) in finer else row for row in rows], len(finer)


def _agree(row: Mapping[str, Any], other: Mapping[str, Any], within: float) -> bool:
    return None not in (row["value"], other["value"]) and abs(row["value"] - other["value"]) <= within + _NOISE


def _moved(own: Rows, rows: Rows) -> set[tuple[str, str]]:
    """The areas and periods whose figures are no longer what they were."""
    before = {_key(row): row for row in own}
    pairs = [(before[_key(row)], row) for row in rows if _key(row) in before]
    return {(row["area_code"], row["period"]) for old, row in pairs if any(old[n] != row[n] for n in _SUMMED)}


def _is_stale(row: Mapping[str, Any], moved: set[tuple[str, str]], areas: KnownAreas) -> bool:
    """Whether a row was added up or averaged of figures that have moved."""
    whole = row["status"] in (Status.SUM, Status.ESTIMATE)
    return whole and any((part, row["period"]) in moved for part in areas.parts_of(row["area_code"]))


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def _sums(published: pd.DataFrame, areas: Path, recipe: Recipe, definition: Mapping[str, str]) -> list[pd.DataFrame]:
    """Exact sums of counts, or shares of sums, for the areas that are made of those of a level."""
    if not recipe.sums_of:
        return []
    kind = Kind(definition["kind"])
    per = float(definition["per"]) if kind is Kind.SHARE else None
    sums = add_up(published, parts(Tier(recipe.sums_of), areas), kind, per)
    known = pd.MultiIndex.from_frame(published[["area_code", "period"]])
    return [sums[~pd.MultiIndex.from_frame(sums[["area_code", "period"]]).isin(known)]]


def _tables_of(folder: Path, indicators: Iterable[str]) -> dict[Path, list[str]]:
    """The table that holds each indicator, or the one for those that have no table yet, with its indicators."""
    holds = {path: _first_cells(path) for path in sorted(folder.glob("*.csv"))}
    found: dict[Path, list[str]] = {}
    for indicator in indicators:
        path = next((path for path, names in holds.items() if indicator in names), folder / f"{TABLE}.csv")
        found.setdefault(path, []).append(indicator)
    return found


def _first_cells(path: Path) -> set[str]:
    return {line.partition(",")[0] for line in path.read_text(encoding="utf-8").splitlines()}


def _read(path: Path) -> Rows:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, **{name: parsed_number(row[name]) for name in NUMBERS}} for row in csv.DictReader(file)]


def _empty_words(
    indicator: str, rows: Rows, levels: Sequence[str], areas: KnownAreas, names: Mapping[str, str]
) -> Iterator[str]:
    """Which areas of the levels of an indicator have no figure of the newest period of the files, nor had one before.

    rows: what the table has of that period now.
    """
    newest = rows[0]["period"]
    filled = {row["area_code"] for row in rows if row["value"] is not None}
    for level in levels:
        lacking = [code for code, own in areas.levels.items() if level in own and code not in filled]
        if lacking:
            named = ", ".join(names[code] for code in lacking[:_NAMED])
            more = f" and {len(lacking) - _NAMED:,} more" if len(lacking) > _NAMED else ""
            yield f"  {indicator}: of {newest} nothing for {named}{more} ({level})."
