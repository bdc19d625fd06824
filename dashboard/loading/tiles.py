"""What an edition puts first and what it hides, against its tables.

A tile needs England's figure and areas that can be judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.core.condition import Condition
from dashboard.core.edition import Edition, Tile
from dashboard.core.indicator import Indicator
from dashboard.core.level import ENGLAND
from dashboard.core.value import Value
from dashboard.loading.named import Named
from dashboard.loading.validation import Expectation, Fault, shown

_Figures = Mapping[str, Mapping[str, Mapping[str, Value]]]
_KNOWN = Expectation("a measure that data/indicators.csv has for the condition", "correct the word")
_JUDGED = Expectation(
    "a measure with England's figure beside intervals or verdicts of areas in one period",
    "name another, or delete the tile",
)
_FAMILY = Expectation("a family of data/indicators.csv", "correct the word")
_COVERED = Expectation("a condition of data/conditions.csv that an indicator is of", "correct the word")
_MAPPED = Expectation("the key of a level that a map can be shown by", "correct the word, or take it out")
_SHOWN = Expectation("a condition that readers are shown", "begin with another, or hide less")


def first_faults(
    file: str, edition: Edition, conditions: Named[Condition], indicators: Named[Indicator]
) -> Iterator[Fault]:
    """What an edition names and the tables do not have; nothing is said of tables that are broken."""
    yield from _headline_faults(file, edition, indicators)
    if edition.by and edition.by not in edition.map_levels:
        yield Fault(file, None, "start.by", shown(edition.by), _MAPPED)
    for kind, known, ids in (
        ("conditions", conditions, edition.hidden.conditions),
        ("indicators", indicators, edition.hidden.indicators),
    ):
        for number, id in enumerate(ids, 1):
            if known.complete and id not in known.rows:
                rule = Expectation(f"a key of {known.file}", "correct it, or take it out")
                yield Fault(file, None, f"hidden.{kind}.{number}", shown(id), rule)
    if conditions.complete and indicators.complete:
        yield from _start_faults(file, edition, conditions, indicators)


def _start_faults(
    file: str, edition: Edition, conditions: Named[Condition], indicators: Named[Indicator]
) -> Iterator[Fault]:
    """A first condition that is not there, or that readers are not shown: they would all begin with a notice."""
    first = edition.condition
    ids = {id for id, row in indicators.rows.items() if row.cells["condition"] == first}
    if first not in conditions.rows or not ids:
        yield Fault(file, None, "start.condition", shown(first), _COVERED)
    elif first in edition.hidden.conditions or ids <= set(edition.hidden.indicators):
        yield Fault(file, None, "start.condition", f"{shown(first)}, which is hidden", _SHOWN)


def _headline_faults(file: str, edition: Edition, indicators: Named[Indicator]) -> Iterator[Fault]:
    """The families at the head of briefs that no indicator is of."""
    known = {indicator.family for indicator in indicators.items.values()}
    for number, family in enumerate(edition.headlines, 1):
        if family not in known:
            yield Fault(file, None, f"headlines.{number}.family", shown(family), _FAMILY)


def tile_faults(file: str, edition: Edition, indicators: Named[Indicator], values: _Figures) -> Iterator[Fault]:
    """The tiles that would have nothing to tell."""
    for number, tile in enumerate(edition.tiles, 1):
        named = [i for i in indicators.items.values() if (i.condition, i.measure) == (tile.condition, tile.measure)]
        if not named:
            yield Fault(file, None, f"tiles.{number}.measure", shown(_called(tile)), _KNOWN)
        elif not any(_is_judged(period) for one in named for period in values.get(one.id, {}).values()):
            yield Fault(file, None, f"tiles.{number}.measure", shown(_called(tile)), _JUDGED)


def _called(tile: Tile) -> str:
    return f"{tile.measure} of {tile.condition}"


def _is_judged(figures: Mapping[str, Value]) -> bool:
    areas = (value for code, value in figures.items() if code != ENGLAND)
    return ENGLAND in figures and any(value.lower is not None or value.verdict for value in areas)
