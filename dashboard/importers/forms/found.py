"""Files named without a word of what they are: the tables in them, the form of each, and what the recipes take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.importers.forms.dated import dated
from dashboard.importers.forms.figures import KnownAreas, suits, take
from dashboard.importers.forms.grid import grids
from dashboard.importers.forms.known import FORMS, NEEDS, NO_FORM, Form
from dashboard.importers.forms.practices import REGISTERS, with_sums
from dashboard.importers.forms.recipes import FILE, Recipe
from dashboard.importers.forms.sheet import SourceTable, tables_of
from dashboard.importers.forms.told import FoundTable, Taken, column_words, found_words
from dashboard.importers.reading import SourceError
from dashboard.loading.validation import Expectation

_A_FORM = Expectation("a form of data/README.md", "look whether it is the file that was meant")
_A_RECIPE = Expectation(f"figures that a recipe of {FILE} takes", "add a recipe, as data/README.md says")
_OUR_AREAS = Expectation("figures of areas of areas.csv", "fetch the file of the areas and of the year of the edition")
_TABLE = Expectation(
    "a table with codes of areas, such as E06000001", "look whether it is the file that was meant, and has codes"
)


class UnclaimedError(SourceError):
    """A file that no form or no recipe is for; it may be one of an import by name."""


def find_figures(
    paths: Sequence[Path], recipes: Sequence[Recipe], areas: KnownAreas, period: str = ""
) -> list[FoundTable]:
    """What recipes take out of files. Raises SourceError if a file is of no known form, or no recipe takes anything.

    period: what somebody says of files that do not say of when they are.
    """
    read = list(with_sums([table for path in paths for table in _tables(path)]))
    formed = [(table, next((form for form in FORMS if _fits(form, table)), NO_FORM)) for table in read]
    known = [(table, form) for table, form in formed if form is not NO_FORM]
    if not known:
        raise UnclaimedError(read[0].file, _A_FORM, column_words(read[0].header))
    if period:
        fitting = [recipe for recipe in recipes if any(suits(table, form, recipe) for table, form in known)]
        recipes = dated(recipes, fitting, period, known[0][0].file)
    found = [FoundTable(table, form, tuple(_taken(table, form, recipes, areas))) for table, form in known]
    if not any(one.rows for table in found for one in table.taken):
        told = next((table for table in found if table.taken), found[0])
        rule = _OUR_AREAS if told.taken else _A_RECIPE
        raise UnclaimedError(told.table.file, rule, "; ".join(found_words(told, recipes)))
    return [*found, *(FoundTable(table, form, ()) for table, form in formed if form is NO_FORM)]


def _tables(path: Path) -> list[SourceTable]:
    needs = [*NEEDS, tuple(name.casefold() for name in REGISTERS)]
    read = grids(path)
    found = [replace(table, paths=(path,)) for grid in read for table in tables_of(grid, needs)]
    if not found:
        first = next((row for grid in read for _, row in grid.rows), [])
        raise UnclaimedError(path.name, _TABLE, f"{column_words(first)}, and no code below them" if first else "none")
    return found


def _fits(form: Form, table: SourceTable) -> bool:
    """Whether a table has a form: one of its columns of areas, and all others by which it is known."""
    return any(map(table.has, form.columns["area"])) and all(map(table.has, form.needs))


def _taken(table: SourceTable, form: Form, recipes: Sequence[Recipe], areas: KnownAreas) -> Iterator[Taken]:
    for recipe in recipes:
        if suits(table, form, recipe) and (taken := take(table, form, recipe, areas)).numbers:
            yield taken
