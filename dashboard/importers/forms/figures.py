"""What a recipe takes out of a table: rows in the form of values/NAME.csv, each once, and nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.core.figure_columns import NUMBERS
from dashboard.core.value import Status
from dashboard.importers.forms import marks
from dashboard.importers.forms.dated import require_edition
from dashboard.importers.forms.known import ROLES, Form
from dashboard.importers.forms.recipes import PERIOD, Recipe
from dashboard.importers.forms.sheet import CODE, SourceTable, plain_heading
from dashboard.importers.forms.told import Taken
from dashboard.importers.reading import SourceError, refused
from dashboard.importers.table import SUCCESSOR_NOTE, SUCCESSORS, whole_extent
from dashboard.loading.validation import Expectation

Columns = Mapping[str, int | str | None]

_WHEN = Expectation(
    "a column of periods, or a period of the recipe",
    'name the column in the recipe, as in columns = { period = "Year" }, or say the period, as in period = "2019"',
)
_ONE_FIGURE = Expectation(
    "one figure for each area and period",
    "add to `where` of the recipe a column in which the rows differ, such as area type, age or category; if there is "
    "none, tell the publisher",
)
#: What the factor of a recipe is for, besides the value.
_SCALED = ("lower", "upper")
_PEOPLE = Expectation("a number of people above 0", "correct the cell against the publication")


@dataclass(frozen=True)
class KnownAreas:
    """The areas of an edition: every code with the keys of its levels, and the health codes of some."""

    levels: Mapping[str, frozenset[str]]
    ods: Mapping[str, str]
    parents: Mapping[str, frozenset[str]]
    regions: frozenset[str] = frozenset()

    def code(self, said: str, form: Form, recipe: Recipe) -> tuple[str, str]:
        """The code of an area and the note about it; the code is "" for an area that the edition has not."""
        asked = recipe.crosswalk.get(said, form.codes.get(said, said))
        if asked in self.levels or asked in self.regions:
            return asked, ""
        if SUCCESSORS.get(asked) in self.levels:
            return SUCCESSORS[asked], SUCCESSOR_NOTE
        return self.ods.get(asked, ""), ""

    def parts_of(self, code: str) -> set[str]:
        """The areas that lie in an area whole."""
        return {part for part, parents in self.parents.items() if code in parents}

    def has_level(self, code: str, levels: Sequence[str]) -> bool:
        """Whether an area is of one of the levels, if any are asked for."""
        return not levels or code in self.regions or not self.levels[code].isdisjoint(levels)


def suits(table: SourceTable, form: Form, recipe: Recipe) -> bool:
    """Whether a recipe is for such a table: its form, and every column that it names."""
    return recipe.form == form.key and all(map(table.has, recipe.named)) and _has_values(table, form, recipe)


def _has_values(table: SourceTable, form: Form, recipe: Recipe) -> bool:
    """Whether a table has a column of figures for a recipe, or what the recipe works them out of."""
    pattern = recipe.columns.get("value", "")
    if PERIOD in pattern:
        return bool(list(_periods_in(table, pattern)))
    if recipe.share_of:
        return all(any(map(table.has, _names(form, recipe)[role])) for role in ("count", "denominator"))
    return any(map(table.has, _names(form, recipe)["value"]))


def _names(form: Form, recipe: Recipe) -> dict[str, Sequence[str]]:
    """The names that the column of each role may have."""
    return {role: [recipe.columns[role]] if role in recipe.columns else form.columns.get(role, ()) for role in ROLES}


def take(table: SourceTable, form: Form, recipe: Recipe, areas: KnownAreas) -> Taken:
    """The figures of a table that are of this recipe and of areas of the edition."""
    columns = list(_value_columns(table, form, recipe))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    numbers, elsewhere, told = set(), [], []
    for number, row in asked_rows(table, form, recipe):
        said = table.text(row, columns[0]["area"])
        if said in recipe.known:
            read = (_row(table, number, row, places, recipe) for places in columns)
            told += [(said, figures["value"], number) for figures in read if figures]
        code, note = areas.code(said, form, recipe)
        if not code and not CODE.fullmatch(said):
            continue
        numbers.add(number)
        if not code or not areas.has_level(code, recipe.levels):
            elsewhere.append(said)
            continue
        for roles in columns:
            if figures := _row(table, number, row, roles, recipe):
                _keep(found, {**figures, "area_code": code, "note": _and(figures["note"], note)}, (table.file, number))
    if numbers:
        require_edition(table.file, recipe, told)
    rows = [{**row, "indicator": recipe.indicator} for row in found.values()]
    return Taken(recipe, tuple(_stated(rows, areas)), frozenset(numbers), tuple(elsewhere))


def asked_rows(table: SourceTable, form: Form, recipe: Recipe) -> Iterator[tuple[int, list[str]]]:
    """The rows in which there stands what form and recipe ask for."""
    also = {column: said for column, said in form.where.items() if column not in recipe.where}
    wanted = {column: _texts(said) for column, said in {**recipe.where, **also}.items()}
    tests = [(place, texts) for name, texts in wanted.items() if (place := table.column(name)) is not None]
    for number, row in table.rows:
        if all(plain_heading(table.text(row, place)) in texts for place, texts in tests):
            yield number, row


def _texts(said: object) -> frozenset[str]:
    return frozenset(plain_heading(str(text)) for text in (said if isinstance(said, list) else [said]))


def _value_columns(table: SourceTable, form: Form, recipe: Recipe) -> Iterator[dict[str, int | str | None]]:
    """Where each role stands; once for each period if the periods stand in the headings ("{period}: Rate")."""
    names, pattern = _names(form, recipe), recipe.columns.get("value", "")
    if PERIOD not in pattern:
        yield {role: table.first(said) for role, said in names.items()}
        return
    for period in _periods_in(table, pattern):
        filled = {role: [name.replace(PERIOD, period) for name in said] for role, said in names.items()}
        yield {**{role: table.first(said) for role, said in filled.items()}, "said": period}


def _periods_in(table: SourceTable, pattern: str) -> Iterator[str]:
    """The periods that stand in the headings of a table, in the place of "{period}"."""
    wanted = re.escape(plain_heading(pattern)).replace(re.escape(PERIOD), "(.+?)").replace(r"\*", ".*")
    for heading in table.header:
        match = re.fullmatch(wanted, plain_heading(heading))
        if match and marks.is_period(match[1]):
            yield match[1]


def _row(table: SourceTable, number: int, row: Sequence[str], roles: Columns, recipe: Recipe) -> dict[str, Any] | None:
    """One row with its figure; None if its period is not of the length that the recipe asks for."""
    cells = {role: (table.figure_cell if role in NUMBERS else table.cell)(number, row, roles[role]) for role in ROLES}
    said = recipe.period or roles.get("said") or cells["period"]
    if not isinstance(said, str) or not said:
        raise SourceError(table.file, _WHEN, "neither", number)
    period = marks.period(said, recipe.financial)
    if recipe.years and (period.quarter or period.years != recipe.years):
        return None
    beside = {
        role: marks.number_beside(cells[role], recipe.marks, recipe.factor if role in _SCALED else 1)
        for role in NUMBERS
        if role != "value"
    }
    shown = marks.figure(cells["value"], recipe.marks, recipe.factor) if cells["value"] or not recipe.share_of else None
    if shown is None:
        shown = _share(cells, beside, recipe)
    return {
        "period": str(period),
        **_scaled(shown, beside, recipe),
        "status": _status(shown, cells["note"], recipe),
        "is_told": any(cells[role] for role in ("value", "count", "note")),
        "note": _and(cells["note"], shown.note),
        "verdict": marks.verdict(cells["verdict"]) if shown.number is not None else "",
    }


def _share(cells: Mapping[str, str], beside: Mapping[str, float | None], recipe: Recipe) -> marks.MarkedFigure:
    """A share that the recipe works out of its count and its denominator."""
    count, people = beside["count"], beside["denominator"]
    if count is None or people is None:
        return marks.MarkedFigure(None, marks.figure(cells["count"], recipe.marks).status)
    if people <= 0:
        raise refused(cells["denominator"], _PEOPLE, "no people")
    return marks.MarkedFigure(recipe.share_of * count / people, Status.PUBLISHED)


def _scaled(shown: marks.MarkedFigure, beside: Mapping[str, float | None], recipe: Recipe) -> dict[str, float | None]:
    """The numbers of a row: none beside no figure, and limits only in pairs."""
    if shown.number is None:
        return dict.fromkeys(NUMBERS)
    limits = (beside["lower"], beside["upper"])
    low, high = (None, None) if None in limits else (recipe.factor * (limit or 0) for limit in limits)
    return {**beside, "value": recipe.factor * shown.number, "lower": low, "upper": high}


def _status(shown: marks.MarkedFigure, note: str, recipe: Recipe) -> Status:
    if shown.number is not None:
        return Status(recipe.status)
    return marks.empty(note) if shown.status is Status.MISSING else shown.status


def _keep(found: dict[tuple[str, str], dict[str, Any]], row: dict[str, Any], place: tuple[str, int]) -> None:
    """Put a row to the others of its area and period; England under each parent is one."""
    key = (row["area_code"], row["period"])
    earlier = found.get(key)
    if earlier is None or earlier["value"] is None:
        found[key] = row
    elif row["value"] is not None and any(row[name] != earlier[name] for name in NUMBERS):
        told = next(name for name in NUMBERS if row[name] != earlier[name])
        what = f"{told} {_said(row[told])} for {' '.join(key)}, and {_said(earlier[told])} in a row above"
        raise SourceError(place[0], _ONE_FIGURE, what, place[1])


def _and(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _said(figure: float | None) -> str:
    return "nothing" if figure is None else f"{figure:g}"


def _stated(rows: Iterable[dict[str, Any]], areas: KnownAreas) -> Iterator[dict[str, Any]]:
    """The rows with their extent; none of areas of which nothing is told, and of regions only those with limits."""
    rows = list(rows)
    told = {row["area_code"] for row in rows if row.pop("is_told")}
    for row in rows:
        is_bare = row["area_code"] in areas.regions and None in (row["lower"], row["upper"])
        if row["area_code"] in told and not is_bare:
            yield {**row, "extent": whole_extent(row["area_code"])}
