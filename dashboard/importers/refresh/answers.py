"""What of an answer is wanted: a Fingertips download like any other, of one series, and its longest periods."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dashboard.core.level import ENGLAND
from dashboard.core.periods import parse_period
from dashboard.importers.forms.figures import KnownAreas, asked_rows, take
from dashboard.importers.forms.grid import grids_of
from dashboard.importers.forms.known import FORMS, NEEDS
from dashboard.importers.forms.recipes import Recipe
from dashboard.importers.forms.sheet import SourceTable, tables_of
from dashboard.importers.refresh.sources import WantedSeries

_FORM = next(form for form in FORMS if form.key == "fingertips")
#: The columns that every answer must have; it has some more, and their names vary.
ANSWER_COLUMNS = (
    *(names[0] for role, names in _FORM.columns.items() if role != "verdict"),
    *("Indicator ID", "Sex", "Age", *_FORM.where),
)

Rows = list[dict[str, Any]]


def wanted_figures(content: bytes, name: str, series: WantedSeries, known: Collection[str]) -> Rows:
    """The figures of one series in an answer: the sex and ages asked for, no deprivation deciles, our areas.

    name: what to call the answer. known: codes of the areas that are wanted. An answer that has figures of none of
    them but England is empty: the areas of its kind have other codes. Raises ValueError if it is no answer about the
    indicator, or says two things.
    """
    areas = KnownAreas(dict.fromkeys(known, frozenset()), {}, {})
    table, about = _table(content, name), {"Indicator ID": str(series.number)}
    wanted = Recipe(series.indicator.id, _FORM.key, {**about, "Sex": series.sex, "Age": series.age})
    taken = take(table, _FORM, wanted, areas)
    if len(taken.numbers) == len(taken.elsewhere):
        others = sorted(set(_people(table, Recipe(series.indicator.id, _FORM.key, about), areas)))
        if others:
            raise ValueError(_other_people(others, series, name))
    has_any = any(row["value"] is not None for row in taken.rows if row["area_code"] != ENGLAND)
    return _longest(taken.rows) if has_any else []


def _table(content: bytes, name: str) -> SourceTable:
    """The table of an answer. Raises ValueError if it is not a table of the service, or not a whole one."""
    tables = [table for grid in grids_of(content, name) for table in tables_of(grid, NEEDS)]
    lacking = next((column for column in ANSWER_COLUMNS if not (tables and tables[0].has(column))), None)
    if lacking:
        raise ValueError(
            f"{name} has no column {lacking!r}, so it is no table of figures that is understood: look at it in a "
            "browser; a proxy or a change of the service may be the cause."
        )
    return tables[0]


def _people(table: SourceTable, about: Recipe, areas: KnownAreas) -> Iterator[str]:
    """Of whom an answer has figures for our areas."""
    area, *people = (table.column(name) for name in (_FORM.columns["area"][0], "Sex", "Age"))
    for _, row in asked_rows(table, _FORM, about):
        if areas.code(table.text(row, area), _FORM, about)[0]:
            yield ", ".join(table.text(row, column) for column in people)


def _other_people(others: Sequence[str], series: WantedSeries, name: str) -> str:
    return (
        f"{name} has figures of {'; '.join(others)}, and none of {series.sex}, {series.age}: if one of them is meant, "
        f"correct sex and age of series {series.number} in data/sources.toml."
    )


def _longest(rows: Sequence[dict[str, Any]]) -> Rows:
    """The rows of the longest periods: single years and pools are never mixed, and pools vary less by chance."""
    kinds = [_kind(row["period"]) for row in rows]
    return [row for row, kind in zip(rows, kinds, strict=True) if kind == max(kinds)]


def _kind(period: str) -> tuple[int, bool, bool]:
    """Of what kind a period is, the longest last; calendar years after financial ones of the same length."""
    found = parse_period(period)
    return found.years, not found.quarter, not found.financial
