"""data/recipes.toml: which rows and columns of which form are an indicator, with every fault of it by its key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.importers.forms.known import KEYS, ROLES
from dashboard.loading.csv_table import label
from dashboard.loading.validation import Expectation, Fault, shown

FILE = "recipes.toml"
#: What stands for a period in the name of a column.
PERIOD = "{period}"

_TOML = Expectation("TOML in UTF-8", "correct the line")
_LIST = Expectation("a list of tables", "put [[recipes]] above each recipe, as data/README.md does")
_KEY = Expectation("a key of data/README.md", "correct it, or take it out")
_TEXT = Expectation("some text", "fill it in")
_FORM = Expectation(f"one of: {', '.join(KEYS)}", "correct the word")
_ROLE = Expectation(f"columns for: {', '.join(ROLES)}", "correct the word")
_TEXTS = Expectation("a table of texts", 'write it like { Sex = "Persons" }')
_SEVERAL = Expectation("a list of texts", 'write it like ["council", "district"]')
_YEARS = Expectation("a whole number of years from 1 up", "correct it")
_FACTOR = Expectation("a number such as 100", "correct it")
_FIGURES = Expectation("codes of areas and a figure of each", "write it like { E06000002 = 140.8 }")
_TRUTH = Expectation("true or false", "correct it")


@dataclass(frozen=True)
class Recipe:
    """How the figures of an indicator are found in a file of a form; the keys are those of data/README.md."""

    indicator: str
    form: str
    where: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    period: str = ""
    known: Mapping[str, float] = field(default_factory=dict)
    years: int = 0
    financial: bool = False
    levels: tuple[str, ...] = ()
    crosswalk: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    factor: float = 1
    within: float = 0
    share_of: float = 0
    sums_of: str = ""
    limits: bool = False
    england: float = 0
    status: str = "published"
    like: str = ""
    new: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> list[str]:
        """The columns that it names, but those with a period in their names."""
        return [*self.needs, *self.where, *(name for name in self.columns.values() if PERIOD not in name)]


def _is_text(said: object) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _are_texts(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(text, str) for text in said.values())


def _is_where(said: object) -> bool:
    """Texts, or lists of texts of which a cell must be one."""
    texts = (
        [text for entry in said.values() for text in (entry if isinstance(entry, list) else [entry])]
        if isinstance(said, dict)
        else [0]
    )
    return all(isinstance(text, str) for text in texts)


def _are_figures(said: object) -> bool:
    return isinstance(said, dict) and bool(said) and all(type(figure) in (int, float) for figure in said.values())


_Check = tuple[Callable[[Any], bool], Expectation]
_CHECKS: Mapping[str, _Check] = {
    "indicator": (_is_text, _TEXT),
    "form": (lambda said: said in KEYS, _FORM),
    "where": (_is_where, _TEXTS),
    "columns": (lambda said: _are_texts(said) and set(said) <= set(ROLES), _ROLE),
    "needs": (lambda said: isinstance(said, list) and all(map(_is_text, said)), _SEVERAL),
    "period": (_is_text, _TEXT),
    "known": (_are_figures, _FIGURES),
    "years": (lambda said: type(said) is int and said > 0, _YEARS),
    "financial": (lambda said: isinstance(said, bool), _TRUTH),
    "levels": (lambda said: isinstance(said, list) and all(map(_is_text, said)), _SEVERAL),
    "crosswalk": (_are_texts, _TEXTS),
    "marks": (lambda said: _are_texts(said) and set(said.values()) <= {"suppressed", "missing"}, _TEXTS),
    "factor": (lambda said: type(said) in (int, float) and said != 0, _FACTOR),
    "within": (lambda said: type(said) in (int, float) and said > 0, _FACTOR),
    "share_of": (lambda said: type(said) in (int, float) and said > 0, _FACTOR),
    "sums_of": (_is_text, _TEXT),
    "limits": (lambda said: isinstance(said, bool), _TRUTH),
    "england": (lambda said: type(said) in (int, float) and said > 0, _FACTOR),
    "status": (lambda said: said in ("published", "modelled"), Expectation("published or modelled", "correct it")),
    "like": (_is_text, _TEXT),
    "new": (_are_texts, _TEXTS),
}
_NEEDED = ("indicator", "form")


def read_recipes(path: Path, faults: list[Fault]) -> list[Recipe]:
    """All recipes of an edition, or none with its faults; none if it has no such file."""
    if not path.exists():
        return []
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        faults.append(Fault(label(path), None, "", str(error), _TOML))
        return []
    found = list(_faults(label(path), read))
    faults += found
    return [] if found else [_recipe(entry) for entry in read.get("recipes", [])]


def _faults(file: str, read: Mapping[str, Any]) -> Iterator[Fault]:
    for name in read.keys() - {"recipes"}:
        yield Fault(file, None, name, "an unknown key", _KEY)
    entries = read.get("recipes", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield Fault(file, None, "recipes", shown(str(entries)), _LIST)
        return
    for number, entry in enumerate(entries, 1):
        yield from _entry_faults(file, f"recipes, number {number}", entry)


def _entry_faults(file: str, name: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    for key in entry.keys() - _CHECKS.keys():
        yield Fault(file, None, f"{name}, {key}", "an unknown key", _KEY)
    for key, (holds, rule) in _CHECKS.items():
        if (key in entry or key in _NEEDED) and not holds(entry.get(key)):
            yield Fault(file, None, f"{name}, {key}", shown(str(entry.get(key, ""))), rule)


def _recipe(entry: Mapping[str, Any]) -> Recipe:
    cells: dict[str, Any] = {key: tuple(said) if isinstance(said, list) else said for key, said in entry.items()}
    return Recipe(**cells)
