"""What an edition puts first against its tables: a tile needs England's figure and areas that can be judged by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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


def headline_faults(file: str, edition: Edition, indicators: Named[Indicator]) -> Iterator[Fault]:
    """The families at the head of briefs that no indicator is of."""
    known = {indicator.family for indicator in indicators.items.values()}
    for place, family in enumerate(edition.headlines, 1):
        if family not in known:
            yield Fault(file, None, f"headlines.{place}.family", shown(family), _FAMILY)


def tile_faults(file: str, edition: Edition, indicators: Named[Indicator], values: _Figures) -> Iterator[Fault]:
    """The tiles that would have nothing to tell."""
    for place, tile in enumerate(edition.tiles, 1):
        named = [i for i in indicators.items.values() if (i.condition, i.measure) == (tile.condition, tile.measure)]
        if not named:
            yield Fault(file, None, f"tiles.{place}.measure", shown(_called(tile)), _KNOWN)
        elif not any(_is_judged(period) for one in named for period in values.get(one.id, {}).values()):
            yield Fault(file, None, f"tiles.{place}.measure", shown(_called(tile)), _JUDGED)


def _called(tile: Tile) -> str:
    return f"{tile.measure} of {tile.condition}"


def _is_judged(figures: Mapping[str, Value]) -> bool:
    areas = (value for code, value in figures.items() if code != ENGLAND)
    return ENGLAND in figures and any(value.lower is not None or value.verdict for value in areas)
