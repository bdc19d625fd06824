"""The rows of indicators.csv: those that are there, and those that a recipe describes for a new indicator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dashboard.importers.forms.recipes import FILE, Recipe
from dashboard.importers.reading import SourceError
from dashboard.loading.validation import Expectation

_DEFINED = Expectation(
    "an indicator of indicators.csv, or one that the recipe describes",
    "add its row there, or `like` and `new` to the recipe, as data/README.md says",
)
_COLUMNS = Expectation("columns of indicators.csv in `new`", "correct the names")

#: Indicator -> its cells by column.
Definitions = Mapping[str, Mapping[str, str]]


def read_definitions(path: Path) -> dict[str, dict[str, str]]:
    """The rows of indicators.csv by the id of each."""
    return {row["id"]: row for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))}


def definitions_of(recipes: Iterable[Recipe], defined: Definitions) -> dict[str, Mapping[str, str]]:
    """The definition of each indicator of the recipes: its own, or that of the one that it is like, with what is new.

    A recipe whose indicator nobody describes has none: an edition may have fewer indicators than recipes.
    """
    known = [recipe for recipe in recipes if {recipe.indicator, recipe.like} & defined.keys()]
    return {recipe.indicator: _described(recipe, defined) for recipe in known}


def require_definitions(indicators: Iterable[str], definitions: Definitions) -> None:
    """Raises SourceError for an indicator with figures that nobody describes."""
    for indicator in indicators:
        if indicator not in definitions:
            raise SourceError(FILE, _DEFINED, f"the indicator {indicator}")


def _described(recipe: Recipe, defined: Definitions) -> Mapping[str, str]:
    if recipe.indicator in defined:
        return defined[recipe.indicator]
    if unknown := recipe.new.keys() - defined[recipe.like].keys():
        raise SourceError(FILE, _COLUMNS, f"{', '.join(sorted(unknown))} of {recipe.indicator}")
    return {**defined[recipe.like], **recipe.new, "id": recipe.indicator}


def with_figures(
    definition: Mapping[str, str], recipe: Recipe, filled: Iterable[frozenset[str] | None]
) -> Mapping[str, str]:
    """The definition of a new indicator; of the levels that only the one that it is like has, those with figures.

    filled: the levels of each area with a figure.
    """
    if "levels" in recipe.new:
        return definition
    there = frozenset[str]().union(*filter(None, filled))
    return {**definition, "levels": " ".join(level for level in definition["levels"].split() if level in there)}


def append(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows to indicators.csv; what stands there stays as it is."""
    text = path.read_text(encoding="utf-8")
    out = io.StringIO()
    writer = csv.DictWriter(out, next(csv.reader(io.StringIO(text))), lineterminator="\n")
    writer.writerows(rows)
    path.write_bytes(f"{text}{'' if text.endswith(chr(10)) else chr(10)}{out.getvalue()}".encode())
