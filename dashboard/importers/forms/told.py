"""What is said of the tables of official files: what they are, what recipes take out of them, and what they leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from dashboard.importers.forms.known import Form
from dashboard.importers.forms.recipes import Recipe
from dashboard.importers.forms.sheet import SourceTable

#: Series or columns that nobody wants are told up to so many.
SHOWN = 6

_FIGURE = re.compile(r"[-+]?[\d.,]+%?")


@dataclass(frozen=True)
class Taken:
    """What a recipe takes out of one table: rows; the numbers of all rows that it is for; areas that are not ours."""

    recipe: Recipe
    rows: tuple[dict[str, Any], ...]
    numbers: frozenset[int]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class FoundTable:
    """A table, its form, and what each recipe takes out of it."""

    table: SourceTable
    form: Form
    taken: tuple[Taken, ...]


def found_words(found: FoundTable, recipes: Sequence[Recipe]) -> Iterator[str]:
    """What a table is of which nothing is taken, and why."""
    yield f"{found.form.name}, {_counted(len(found.table.rows), 'row')}"
    if others := [code for one in found.taken for code in one.elsewhere]:
        yield f"{_counted(len(set(others)), 'area')} that this edition has not, such as {others[0]}"
        return
    yield from (f"{_series_words(key)} ({_counted(count, 'row')})" for key, count in _unwanted(found)[:SHOWN])
    if columns := _unwanted_columns(found):
        yield column_words(columns)
    if almost := next(_almost(found, recipes), None):
        yield almost


def column_words(names: Sequence[str]) -> str:
    """Columns by their first few names."""
    named = list(filter(None, names))
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return f"the columns {', '.join(named[:SHOWN])}{more}"


def _almost(found: FoundTable, recipes: Sequence[Recipe]) -> Iterator[str]:
    """Recipes of the form that lack nothing but one column that tells of what the figures are."""
    for recipe in recipes:
        lacking = [name for name in recipe.named if not found.table.has(name)]
        if recipe.form == found.form.key and len(lacking) == 1 and lacking[0] in {*recipe.needs, *recipe.where}:
            yield f"no column {lacking[0]!r}, which the recipe of {recipe.indicator} needs"


def said_of(found: FoundTable) -> Iterator[str]:
    """What a table is and what is taken out of it, in lines."""
    yield f"{found.table.file}: {found.form.name}, {_counted(len(found.table.rows), 'row')}."
    if not found.taken and not found.form.series:
        yield "  Nothing is taken from it."
        return
    yield from (f"  {_taken_words(one)}" for one in found.taken)
    unwanted = _unwanted(found)
    for key, count in unwanted[:SHOWN]:
        yield f"  No recipe takes {_series_words(key)} ({_counted(count, 'row')})."
    if len(unwanted) > SHOWN:
        yield f"  No recipe takes {len(unwanted) - SHOWN} series more."
    if columns := _unwanted_columns(found):
        yield f"  No recipe takes {column_words(columns)}."


def _taken_words(taken: Taken) -> str:
    figures = sum(row["value"] is not None for row in taken.rows)
    periods = sorted({row["period"] for row in taken.rows})
    when = f" of {periods[0]}" if periods else ""
    until = f" to {periods[-1]}" if len(periods) > 1 else ""
    empty = len(taken.rows) - figures
    aside = f", {empty:,} suppressed or missing" if empty else ""
    others = f"; {_counted(len(taken.elsewhere), 'row')} of other areas" if taken.elsewhere else ""
    return f"{taken.recipe.indicator}: {_counted(figures, 'figure')}{when}{until}{aside}{others}."


def _unwanted(found: FoundTable) -> list[tuple[tuple[tuple[str, str], ...], int]]:
    """The series that no recipe takes, by what the columns say that tell series apart, with their rows."""
    wanted = {number for one in found.taken for number in one.numbers}
    places = [place for name in found.form.series if (place := found.table.column(name)) is not None]
    named = [(place if isinstance(place, str) else found.table.header[place], place) for place in places]
    counts = Counter(
        tuple((name, said) for name, place in named if (said := found.table.text(row, place)))
        for number, row in found.table.rows
        if number not in wanted
    )
    return sorted((key, count) for key, count in counts.items() if key)


def _unwanted_columns(found: FoundTable) -> list[str]:
    """The columns with figures that no recipe takes, where each is a series of its own."""
    table = found.table
    if found.form.series or not table.rows:
        return []
    wanted = [
        *(name for one in found.taken for name in one.recipe.named),
        *chain(*found.form.columns.values()),
    ]
    taken = {table.column(name) for name in wanted if table.has(name)}
    first = table.rows[0][1]
    return [name for place, name in enumerate(table.header) if place not in taken and _FIGURE.fullmatch(first[place])]


def _series_words(key: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} {said!r}" for name, said in key)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
