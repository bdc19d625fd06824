"""Of when a file is that does not say so: some of its figures tell its edition, or whoever imports it says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isclose

from dashboard.importers.forms import marks
from dashboard.importers.forms.recipes import FILE, Recipe
from dashboard.importers.reading import SourceError
from dashboard.loading.validation import Expectation

#: A figure that is worked out of two others is the same up to so much of it.
_CLOSE = 1e-6

_SAY_IT = "find out of when the file is, and say it, as in --period 2020/21"
_DATED = Expectation("a file that does not say of when it is", "leave --period out")
_ONE_PERIOD = Expectation(
    "figures of one period, as --period says only one",
    f"correct `period` and `known` of these recipes in {FILE}, each by what the publisher says",
)


def require_edition(file: str, recipe: Recipe, figures: Iterable[tuple[str, float | None, int]]) -> None:
    """Nothing if a file without a period is of the edition of its recipe, which some of its figures tell.

    figures: code as it stands in the file, figure and row. Raises SourceError if one of those that are known is
    another one there, or if there is none of them.
    """
    seen = False
    for code, figure, row in figures:
        if code not in recipe.known or figure is None:
            continue
        if not isclose(figure, recipe.known[code], rel_tol=_CLOSE):
            found = f"{figure:g} for {recipe.indicator}, {code}"
            raise SourceError(file, _of_the_edition(recipe, f"{recipe.known[code]:g}"), found, row)
        seen = True
    if recipe.known and not seen:
        wanted = ", ".join(f"{figure:g} for {code}" for code, figure in recipe.known.items())
        advice = f"{_SAY_IT}; if it is the file of {recipe.period}, add a figure of its areas to `known` in {FILE}"
        raise SourceError(file, _of_the_edition(recipe, f"one of {wanted}", advice), f"none for {recipe.indicator}")


def _of_the_edition(recipe: Recipe, figure: str, advice: str = _SAY_IT) -> Expectation:
    return Expectation(f"{figure}, as the file of {recipe.period} has it, for no column says of when it is", advice)


def dated(recipes: Sequence[Recipe], fitting: Sequence[Recipe], period: str, file: str) -> list[Recipe]:
    """The recipes with the period that somebody says, in the place of one that no file has.

    fitting: those that fit one of the files. Raises SourceError if these say themselves of when they are, if they are
    of several periods, or if the period is of another kind than theirs.
    """
    fixed = {recipe.period: recipe.financial for recipe in fitting if recipe.known}
    if not fixed:
        raise SourceError(file, _DATED, "a file that says it")
    if len(fixed) > 1:
        raise SourceError(file, _ONE_PERIOD, f"indicators of {', '.join(sorted(fixed))}")
    said, usual = (marks.period(each, financial) for each, financial in ((period, False), *fixed.items()))
    if (said.years, said.financial, said.quarter) != (usual.years, usual.financial, usual.quarter):
        rule = Expectation(f"a period such as {usual}", "say one of that kind and length")
        raise SourceError(file, rule, f"--period {period}")
    return [replace(recipe, period=str(said), known={}) if recipe.known else recipe for recipe in recipes]
