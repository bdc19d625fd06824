"""How figures lie between the least and the most deprived areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.stats.classification import quantiles


@dataclass(frozen=True, slots=True)
class Spread:
    """How the figures of a group of areas lie: how many there are, their quartiles and their median."""

    n: int
    low_quartile: float
    median: float
    high_quartile: float


def spread_of(values: Iterable[float]) -> Spread | None:
    """The spread of figures in any order, or None if there are none.

    Quartiles are of type 7 (Hyndman and Fan, 1996), as are the edges of classes.
    """
    ascending = sorted(values)
    if not ascending:
        return None
    return Spread(len(ascending), *quantiles(ascending, (0.25, 0.5, 0.75)))


def by_tenth(scores: Mapping[str, float], figures: Mapping[str, float]) -> tuple[Spread | None, ...]:
    """The spread of the figures in each tenth of the areas, the least deprived tenth first, shape (10,).

    scores: area code -> deprivation score of all areas, higher is more deprived. figures: area code -> figure; an area
    without one keeps its place among the tenths, and an area without a score is left out.
    The tenths differ by one area at most, and are tenths of these areas, not of England. None for one without a figure.
    """
    return tuple(spread_of(figures[code] for code in codes if code in figures) for codes in _cut(scores, 10))


def _cut(scores: Mapping[str, float], parts: int) -> tuple[list[str], ...]:
    """Area codes in groups of as equal a size as can be, lowest scores first; equal scores go by code."""
    ranked = sorted(scores, key=lambda code: (scores[code], code))
    groups: tuple[list[str], ...] = tuple([] for _ in range(parts))
    for index, code in enumerate(ranked):
        groups[index * parts // len(ranked)].append(code)
    return groups


@dataclass(frozen=True, slots=True)
class FifthGap:
    """The figures of the least and of the most deprived fifth of an area's neighbourhoods."""

    least: Spread
    most: Spread

    @property
    def difference(self) -> float:
        """How much higher the figure of the most deprived fifth is, in the unit of the figures."""
        return self.most.median - self.least.median


#: Of a fifth with one figure there is no median to speak of; of fewer than 10 areas the last fifth is a single one.
_FEWEST_FIGURES = 2


def fifth_gap(scores: Mapping[str, float], figures: Mapping[str, float]) -> FifthGap | None:
    """The gap between the least and the most deprived fifth; of medians, as ratios are never averaged (rule 6).

    scores, figures: as for ``by_tenth``. None with fewer than 10 areas, or fewer than 2 figures in either fifth.
    """
    fifths = _cut(scores, 5)
    least, most = (spread_of(figures[code] for code in codes if code in figures) for codes in (fifths[0], fifths[-1]))
    if least is None or most is None or min(least.n, most.n) < _FEWEST_FIGURES:
        return None
    return FifthGap(least, most)
