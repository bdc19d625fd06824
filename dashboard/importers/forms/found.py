"""Files named without a word of what they are: the tables in them, the form of each, and what the recipes take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.importers.forms.dated import dated
from dashboard.importers.forms.figures import KnownAreas, Taken, suits, take
from dashboard.importers.forms.grid import grids
from dashboard.importers.forms.known import FORMS, NEEDS, Form
from dashboard.importers.forms.practices import REGISTERS, with_sums
from dashboard.importers.forms.recipes import FILE, Recipe
from dashboard.importers.forms.sheet import SourceTable, tables_of
from dashboard.importers.layouts import LAYOUTS
from dashboard.importers.reading import SourceError
from dashboard.loading.validation import Expectation

#: Series or columns that nobody wants are told up to so many.
SHOWN = 6

_A_FORM = Expectation(
    "a form of data/README.md",
    "look whether it is the file that was meant; a file of an import with a NAME is imported by it",
)
_A_NAME = Expectation(
    "the NAME of an import before a file that was put together from several",
    "write it first, as in import fingertips FILE",
)
_A_RECIPE = Expectation(f"figures that a recipe of {FILE} takes", "add a recipe, as data/README.md says")
_OUR_AREAS = Expectation("figures of areas of areas.csv", "fetch the file of the areas and of the year of the edition")
_TABLE = Expectation(
    "a table with codes of areas, such as E06000001", "look whether it is the file that was meant, and has codes"
)


@dataclass(frozen=True)
class FoundTable:
    """A table, its form, and what each recipe takes out of it."""

    table: SourceTable
    form: Form
    taken: tuple[Taken, ...]


def find_figures(
    paths: Sequence[Path], recipes: Sequence[Recipe], areas: KnownAreas, period: str = ""
) -> list[FoundTable]:
    """What recipes take out of files. Raises SourceError if a file is of no known form, or no recipe takes anything.

    period: what somebody says of files that do not say of when they are.
    """
    read = list(with_sums([table for path in paths for table in _tables(path)]))
    known = list(_of_forms(read))
    if not known:
        rule = _A_NAME if any(columns <= set(read[0].header) for columns, _ in LAYOUTS) else _A_FORM
        raise SourceError(read[0].file, rule, f"the columns {', '.join(filter(None, read[0].header[:6]))}")
    if period:
        fitting = [recipe for recipe in recipes if any(suits(table, form, recipe) for table, form in known)]
        recipes = dated(recipes, fitting, period, known[0][0].file)
    found = [FoundTable(table, form, tuple(_taken(table, form, recipes, areas))) for table, form in known]
    if not any(one.rows for table in found for one in table.taken):
        told = next((table for table in found if table.taken), found[0])
        raise SourceError(told.table.file, _OUR_AREAS if told.taken else _A_RECIPE, "; ".join(_found_words(told)))
    return found


def _tables(path: Path) -> list[SourceTable]:
    needs = [*NEEDS, tuple(name.casefold() for name in REGISTERS)]
    found = [replace(table, paths=(path,)) for grid in grids(path) for table in tables_of(grid, needs)]
    if not found:
        raise SourceError(path.name, _TABLE, "none")
    return found


def _of_forms(read: Sequence[SourceTable]) -> Iterator[tuple[SourceTable, Form]]:
    for table in read:
        form = next((form for form in FORMS if _fits(form, table)), None)
        if form:
            yield table, form


def _fits(form: Form, table: SourceTable) -> bool:
    """Whether a table has a form: one of its columns of areas, and all others by which it is known."""
    return any(map(table.has, form.columns["area"])) and all(map(table.has, form.needs))


def _taken(table: SourceTable, form: Form, recipes: Sequence[Recipe], areas: KnownAreas) -> Iterator[Taken]:
    for recipe in recipes:
        if suits(table, form, recipe) and (taken := take(table, form, recipe, areas)).numbers:
            yield taken


def _found_words(found: FoundTable) -> Iterator[str]:
    yield f"{found.form.name}, {_counted(len(found.table.rows), 'row')}"
    yield from (f"{_series_words(key)} ({_counted(count, 'row')})" for key, count in _unwanted(found)[:SHOWN])
    if others := sum(one.elsewhere for one in found.taken):
        yield f"{_counted(others, 'row')} of areas that this edition has not"


def said_of(found: FoundTable) -> Iterator[str]:
    """What a table is and what is taken out of it, in lines."""
    if not found.taken and not found.form.series:
        return
    yield f"{found.table.file}: {found.form.name}, {_counted(len(found.table.rows), 'row')}."
    yield from (f"  {_taken_words(one)}" for one in found.taken)
    unwanted = _unwanted(found)
    for key, count in unwanted[:SHOWN]:
        yield f"  No recipe takes {_series_words(key)} ({_counted(count, 'row')})."
    if len(unwanted) > SHOWN:
        yield f"  No recipe takes {len(unwanted) - SHOWN} series more."


def _taken_words(taken: Taken) -> str:
    figures = sum(row["value"] is not None for row in taken.rows)
    periods = sorted({row["period"] for row in taken.rows})
    when = f" of {periods[0]}" if periods else ""
    until = f" to {periods[-1]}" if len(periods) > 1 else ""
    empty = len(taken.rows) - figures
    aside = f", {empty:,} suppressed or missing" if empty else ""
    others = f"; {_counted(taken.elsewhere, 'row')} of other areas" if taken.elsewhere else ""
    return f"{taken.recipe.indicator}: {_counted(figures, 'figure')}{when}{until}{aside}{others}."


def _unwanted(found: FoundTable) -> list[tuple[tuple[tuple[str, str], ...], int]]:
    """The series that no recipe takes, by what the columns say that tell series apart, with their rows."""
    wanted = {number for one in found.taken for number in one.numbers}
    places = [place for name in found.form.series if (place := found.table.column(name)) is not None]
    named = [(place if isinstance(place, str) else found.table.header[place], place) for place in places]
    counts = Counter(
        tuple((name, found.table.text(row, place)) for name, place in named)
        for number, row in found.table.rows
        if number not in wanted
    )
    return sorted(counts.items()) if named else []


def _series_words(key: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} {said!r}" for name, said in key if said)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
