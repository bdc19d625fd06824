"""The figures of recipes written into an edition: beside those that are there, each indicator in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.core.level import LevelRole
from dashboard.core.value import Status
from dashboard.importers import editions
from dashboard.importers.forms.definitions import append, definitions_of, read_definitions
from dashboard.importers.forms.figures import KnownAreas
from dashboard.importers.forms.found import FoundTable, find_figures, said_of
from dashboard.importers.forms.recipes import Recipe
from dashboard.importers.reading import SourceError, read_csv
from dashboard.importers.table import KEY, NUMBERS, add_up, frame, parsed_number, parts, write_table
from dashboard.importers.tiers import Tier
from dashboard.loading.edition import load_edition
from dashboard.loading.validation import Expectation

#: The table of an indicator that has no figures yet.
TABLE = "imported"
_COMPUTED = (Status.SUM, Status.ESTIMATE, Status.DERIVED)
#: Areas without a figure are named up to so many.
_NAMED = 6

_AGREE = Expectation("one figure in all files", "import the files apart, and compare what the trial of each says")

Rows = list[dict[str, Any]]


def take_in(paths: Sequence[Path], data: Path, recipes: Sequence[Recipe]) -> list[str]:
    """Recognise files, write what recipes take out of them, and say what was found and what stays empty."""
    defined = read_definitions(data / "indicators.csv")
    definitions = definitions_of(recipes, defined)
    areas, comparators = _areas(data)
    found = find_figures(paths, [_with_levels(recipe, definitions, comparators) for recipe in recipes], areas)
    said = [line for table in found for line in said_of(table)]
    merged = _merged(found)
    append(data / "indicators.csv", [definitions[name] for name in merged if name not in defined])
    names = _names(data / "areas.csv")
    for indicator, rows in merged.items():
        recipe = next(one for one in recipes if one.indicator == indicator)
        said += _write(data, recipe, definitions[indicator], rows)
        said += _empty_words(indicator, rows, definitions[indicator]["levels"].split(), areas, names)
    return said


def _with_levels(recipe: Recipe, definitions: Mapping[str, Mapping[str, str]], comparators: set[str]) -> Recipe:
    """The recipe with the levels of its indicator, if it names none, and with those that serve as comparators."""
    own = recipe.levels or tuple(definitions[recipe.indicator]["levels"].split())
    return replace(recipe, levels=(*own, *comparators))


def _areas(data: Path) -> tuple[KnownAreas, set[str]]:
    """The areas of an edition, and the keys of the levels that serve as comparators."""
    table = read_csv(data / "areas.csv")
    edition = load_edition(data / "edition.toml", [])
    levels = {str(row["code"]): frozenset(row["levels"].split()) for row in table.to_dict("records")}
    ods = {str(row["ods_code"]): str(row["code"]) for row in table.to_dict("records") if row["ods_code"]}
    regions = frozenset(region.code for region in (edition.regions if edition else ()))
    roles = (LevelRole.COUNTRY, LevelRole.SYSTEM)
    comparators = {str(level.key) for level in (edition.levels if edition else ()) if level.role in roles}
    return KnownAreas(levels, ods, regions), comparators


def _names(path: Path) -> dict[str, str]:
    table = read_csv(path)
    return dict(zip(map(str, table["code"]), map(str, table["name"]), strict=True))


def _merged(found: Iterable[FoundTable]) -> dict[str, Rows]:
    """The rows of each indicator from all tables. Raises SourceError if two tables disagree, or of another edition."""
    kept: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    for table in found:
        for taken in table.taken:
            editions.require(table.table.file, taken.rows, {**editions.FIRST, **editions.REBASED})
            rows = kept.setdefault(taken.recipe.indicator, {})
            for row in taken.rows:
                _join(rows, row, table.table.file)
    return {indicator: list(rows.values()) for indicator, rows in kept.items() if rows}


def _join(rows: dict[tuple[str, str], dict[str, Any]], row: dict[str, Any], file: str) -> None:
    key = (row["area_code"], row["period"])
    earlier = rows.get(key)
    if earlier is not None and None not in (earlier["value"], row["value"]) and earlier["value"] != row["value"]:
        what = f"{row['value']:g} for {row['indicator']}, {' '.join(key)}, and {earlier['value']:g} in another table"
        raise SourceError(file, _AGREE, what)
    if earlier is None or earlier["value"] is None:
        rows[key] = row


def _write(data: Path, recipe: Recipe, definition: Mapping[str, str], rows: Rows) -> Iterator[str]:
    """Put the figures of an indicator into its table; says which of the earlier ones stay beside them."""
    path = _table_of(data / "values", recipe.indicator)
    old = _read(path)
    keys = {(row["indicator"], row["area_code"], row["period"]) for row in rows}
    periods = {row["period"] for row in rows}
    own = [row for row in old if row["indicator"] == recipe.indicator]
    stale = [row for row in own if row["status"] in _COMPUTED and row["period"] in periods]
    stay = [row for row in own if _key(row) not in keys and row not in stale]
    published = frame([*rows, *(row for row in stay if row["status"] not in _COMPUTED)])
    sums = _sums(published[published["period"].isin(list(periods))], data / "areas.csv", recipe, definition)
    others = [row for row in old if row["indicator"] != recipe.indicator]
    path.parent.mkdir(exist_ok=True)
    write_table(pd.concat([frame([*others, *stay, *rows]), *sums], ignore_index=True), path)
    if stay:
        words = "1 earlier row stays" if len(stay) == 1 else f"{len(stay):,} earlier rows stay"
        yield f"  {recipe.indicator}: {words}; the files have nothing in their place."


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def _sums(published: pd.DataFrame, areas: Path, recipe: Recipe, definition: Mapping[str, str]) -> list[pd.DataFrame]:
    """Exact sums of counts, or shares of sums, for the areas that are made of those of a level."""
    if not recipe.sums_of:
        return []
    kind = Kind(definition["kind"])
    per = float(definition["per"]) if kind is Kind.SHARE else None
    sums = add_up(published, parts(Tier(recipe.sums_of), areas), kind, per)
    return [sums[~sums["area_code"].isin(list(published["area_code"]))]]


def _table_of(folder: Path, indicator: str) -> Path:
    """The table that holds an indicator, or the one for those that have no table yet."""
    for path in sorted(folder.glob("*.csv")):
        if any(line.startswith(f"{indicator},") for line in path.read_text(encoding="utf-8").splitlines()):
            return path
    return folder / f"{TABLE}.csv"


def _read(path: Path) -> Rows:
    if not path.exists():
        return []
    rows = read_csv(path).to_dict("records")
    return [
        {**{str(key): str(cell) for key, cell in row.items()}, **{name: parsed_number(row[name]) for name in NUMBERS}}
        for row in rows
    ]


def _empty_words(
    indicator: str, rows: Rows, levels: Sequence[str], areas: KnownAreas, names: Mapping[str, str]
) -> Iterator[str]:
    """Which areas of the levels of an indicator have no figure of the newest period."""
    newest = max(row["period"] for row in rows)
    filled = {row["area_code"] for row in rows if row["period"] == newest and row["value"] is not None}
    for level in levels:
        lacking = [code for code, own in areas.levels.items() if level in own and code not in filled]
        if lacking:
            named = ", ".join(names[code] for code in lacking[:_NAMED])
            more = f" and {len(lacking) - _NAMED:,} more" if len(lacking) > _NAMED else ""
            yield f"  {indicator}: of {newest} nothing for {named}{more} ({level})."
