"""The edges of the classes of a map, by what its figures are (rules 15 and 16): computed once, and never moved.

A ratio has round edges out of one list, around England's 100. Other figures go in equal readable steps from England's
figure; without one, on round numbers. Quantiles are for the rates and shares of many areas alone. Of all edges that the
rules allow, those are taken around which the figures lie closest to the medians of their classes: those of all periods,
and once more those of the newest, which readers see first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, count, pairwise
from math import ceil, floor, inf, isinf, log10
from statistics import median

from dashboard.core.nice_numbers import step_up_to
from dashboard.stats.classification import quantiles

#: England's figure where a ratio is one to England.
ENGLAND_IS = 100.0
#: The edges of ratios, from England outwards: 10, 20 and 40 % of England away.
BELOW, ABOVE = (90.0, 80.0, 60.0), (110.0, 120.0, 140.0)
#: From so many areas on quantiles say more than steps, and a class is at least this share of its figures wide.
_MANY_AREAS, _LEAST_SHARE = 100, 0.03
#: So many areas at least -> so many classes at most; fewer areas still have a class each, of three at most.
_MOST_CLASSES = ((20, 5), (8, 4))
_FEW_CLASSES = 3
#: Steps that people read easily, as parts of a power of ten; around England's figure edges are not round anyway, so
#: there are more of them. And how many steps at most go into all figures.
_STEPS, _STEPS_AROUND, _MOST_STEPS = (1.0, 2.0, 2.5, 5.0), (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0), 20
#: Quantiles are rounded to a step that goes so often into the spread of the figures.
_ROUNDING = 40


@dataclass(frozen=True, slots=True)
class Distribution:
    """What the classes of an indicator and geography hang on.

    figures: all that were ever printed, of all areas and periods, ascending. newest: those of the period that a map
    opens with, ascending. areas: how many the geography has. england: its printed figure of then. half_width: the
    median one of the 95 % intervals. is_ratio: to England's 100. may_rank: whether quantiles are for it.
    """

    figures: tuple[float, ...]
    newest: tuple[float, ...]
    areas: int
    decimals: int
    england: float | None = None
    half_width: float | None = None
    is_ratio: bool = False
    may_rank: bool = False

    @property
    def most_edges(self) -> int:
        """The most edges between classes."""
        return next((most for least, most in _MOST_CLASSES if self.areas >= least), min(_FEW_CLASSES, self.areas)) - 1

    def narrowest(self, figure: float) -> float:
        """The least width of a class around a figure: what chance does, and a share of the figure."""
        return max(self.half_width or 0.0, _LEAST_SHARE * abs(figure))


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a map: ``edges`` between them, ascending, with figures on both sides of each.

    low, high: an edge at the outer end of the first or last class, beyond which there never was a figure; None where
    the class is open. england: the figure from which they go in steps. diverges: from England's 100 to both sides.
    is_chance: one class, as no wider ones fit.
    """

    edges: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    england: float | None = None
    diverges: bool = False
    is_chance: bool = False

    @property
    def bounds(self) -> tuple[tuple[float, float], ...]:
        """From where to below where each class goes, lowest first; infinite where it is open."""
        low = -inf if self.low is None else self.low
        high = inf if self.high is None else self.high
        return tuple(pairwise((low, *self.edges, high)))

    @property
    def distances(self) -> tuple[int, ...]:
        """Of a ratio: how many edges of the list each class is away from England, below nought on the lower side."""
        return tuple(_distance(low, high) for low, high in self.bounds)


def _distance(low: float, high: float) -> int:
    if low >= ENGLAND_IS:
        return ABOVE.index(low) + 1
    return -BELOW.index(high) - 1 if high <= ENGLAND_IS else 0


@lru_cache(maxsize=2048)
def classes_of(spread: Distribution) -> Classes:
    """The classes of an indicator and geography."""
    if not spread.figures:
        return Classes()
    low, high = spread.figures[0], spread.figures[-1]
    if spread.is_ratio:
        return _of_ratio(spread)
    england = spread.england
    start = england if england is not None and england <= low else None
    end = england if england is not None and england > high else None
    if low == high:
        return Classes() if england == low else Classes((), start, end, england)
    if high - low < spread.narrowest(median(spread.figures)):
        return Classes(is_chance=True)
    if england is None and spread.may_rank and spread.areas >= _MANY_AREAS:
        return Classes(tuple(_quantiles(spread)))
    return _best(spread, (Classes(edges, start, end, england) for edges in _stepped(spread)))


def _of_ratio(spread: Distribution) -> Classes:
    """Out of the list: both ends of the middle class where figures lie beyond them, and as many more as are allowed."""
    low, high = spread.figures[0], spread.figures[-1]
    middle = next((k for k, edge in enumerate(ABOVE) if edge - BELOW[k] >= spread.narrowest(edge)), len(ABOVE) - 1)
    below, above = BELOW[middle:], ABOVE[middle:]
    known = sorted((*below, *above))
    useful = [edge for edge in known if low < edge <= high]
    start = None if low < below[0] else max(edge for edge in known if edge <= low)
    end = None if high >= above[0] else min(edge for edge in known if edge > high)
    if useful and high - low < spread.narrowest(median(spread.figures)):
        around = [edge for edge in known if edge <= low], [edge for edge in known if edge > high]
        return Classes((), max(around[0], default=None), min(around[1], default=None), diverges=True, is_chance=True)
    needed = {below[0], above[0]} & set(useful)
    subsets = (
        Classes(edges, start, end, diverges=True)
        for size in range(len(needed), max(len(needed), spread.most_edges) + 1)
        for edges in combinations(useful, size)
        if needed <= set(edges)
    )
    return _best(spread, subsets)


def _stepped(spread: Distribution) -> Iterator[tuple[float, ...]]:
    """Runs of edges in equal steps from England's figure, which is one of them where figures lie on both its sides."""
    low, high = spread.figures[0], spread.figures[-1]
    anchor = spread.england or 0.0
    is_between = spread.england is not None and low < anchor <= high
    for step in _readable(spread):
        first = floor((low - anchor) / step) + 1
        last = floor((high - anchor) / step)
        grid = [printed for k in range(first, last + 1) if low < (printed := _rounded(anchor + k * step)) <= high]
        for size in range(spread.most_edges, 0, -1):
            runs = (tuple(grid[k : k + size]) for k in range(len(grid) - size + 1))
            yield from (run for run in runs if not is_between or anchor in run)


def _readable(spread: Distribution) -> Iterator[float]:
    """Readable steps as printed figures have them, coarse ones first, none narrower than a class may be."""
    width = spread.figures[-1] - spread.figures[0]
    least = max(spread.half_width or 0.0, width / _MOST_STEPS, 10.0**-spread.decimals)
    power = floor(log10(least))
    parts = _STEPS if spread.england is None else _STEPS_AROUND
    ladder = (_rounded(part * 10.0**k) for k in count(power) for part in parts)
    steps = []
    for step in ladder:
        if step >= least and round(step, spread.decimals) == step:
            steps.append(step)
        if step >= width:
            return iter(steps[::-1])
    raise AssertionError("the ladder of steps has no end")


def _quantiles(spread: Distribution) -> Iterator[float]:
    """Quantiles at readable numbers, each as far above the last as a class must be wide."""
    figures, parts = spread.figures, spread.most_edges + 1
    if figures[0] == figures[-1]:
        return
    step = step_up_to((figures[-1] - figures[0]) / _ROUNDING)
    last = -inf
    for wanted in quantiles(figures, [part / parts for part in range(1, parts)]):
        edge = _rounded(ceil(round(wanted / step, 6) - 0.5) * step)
        if figures[0] < edge <= figures[-1] and edge - last >= spread.narrowest(edge):
            yield edge
            last = edge


def _best(spread: Distribution, candidates: Iterator[Classes]) -> Classes:
    """The classes that fit the figures best; of equal ones the first."""
    every, newest = _Sorted(spread.figures), _Sorted(spread.newest)
    allowed = (classes for classes in candidates if _is_allowed(spread, classes))
    fits = ((round(every.misfit(classes.edges) + newest.misfit(classes.edges), 6), classes) for classes in allowed)
    return min(fits, key=lambda fit: fit[0], default=(0.0, Classes(is_chance=True)))[1]


def _is_allowed(spread: Distribution, classes: Classes) -> bool:
    """Whether no class is too narrow, or without any figure; the middle one of a ratio stays without."""
    indices = (0, *(bisect_left(spread.figures, edge) for edge in classes.edges), len(spread.figures))
    for (low, high), (start, end) in zip(classes.bounds, pairwise(indices), strict=True):
        is_middle = classes.diverges and low < ENGLAND_IS < high
        if not (is_middle or (start < end and (isinf(high - low) or high - low >= spread.narrowest(high) - 1e-9))):
            return False
    return True


class _Sorted:
    """Ascending figures, and how well classes fit them."""

    def __init__(self, figures: Sequence[float]) -> None:
        self._figures = figures
        self._sums = (0.0, *accumulate(figures))
        self._whole = self._deviation(0, len(figures))

    def misfit(self, edges: Sequence[float]) -> float:
        """How far the figures lie from the medians of their classes, as a share of how far they lie from their own."""
        indices = (0, *(bisect_left(self._figures, edge) for edge in edges), len(self._figures))
        return sum(self._deviation(start, end) for start, end in pairwise(indices)) / (self._whole or 1.0)

    def _deviation(self, start: int, end: int) -> float:
        half = (end - start) // 2
        return (self._sums[end] - self._sums[end - half]) - (self._sums[start + half] - self._sums[start])


def _rounded(edge: float) -> float:
    """An edge without the dust of floating point."""
    return round(edge, 6) or 0.0
