"""Ranks, deciles and scores of one thing beside each other: they must put the areas into one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Kind
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, as_printed
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel

_ORDERED = frozenset({Kind.RANK, Kind.SCORE})


class Disorder(NamedTuple):
    """Two measures of one thing in a period, and the areas that stand elsewhere in one than in the other."""

    first: Panel
    second: Panel
    period: str
    astray: tuple[str, ...]
    is_whole: bool

    def other(self, one: Panel) -> Panel:
        """The measure beside one of the two."""
        return self.second if one is self.first else self.first


def other_orders(grounds: Grounds) -> Iterator[Oddity]:
    """Areas, or whole measures, that stand elsewhere in their order than by another measure of the same thing."""
    found = list(_disorders(grounds))
    whole = [one for one in found if one.is_whole]
    blamed = Counter(panel.indicator.id for one in whole for panel in one[:2])
    for one in whole:
        panel = _most_blamed(one, blamed, "")
        said = f"{panel.indicator.title}, {one.period}: in another order than {one.other(panel).indicator.title}"
        yield Oddity("another order", said, 9.0, indicator=panel.indicator.id, period=one.period)
    cells = [(one, code) for one in found if not one.is_whole for code in one.astray]
    told = Counter(f"{panel.indicator.id}{code}" for one, code in cells for panel in one[:2])
    for one, code in cells:
        panel = _most_blamed(one, told, code)
        said = f"while {_figure_of(one.other(panel), code, one.period)} puts it elsewhere"
        yield grounds.of_figure("another order", said, 1.0, panel.indicator, code, one.period)


def _most_blamed(one: Disorder, blamed: Counter[str], code: str) -> Panel:
    """Which of two measures disagrees with more others, and of two alike the coarser."""
    return max(one[:2], key=lambda panel: (blamed[f"{panel.indicator.id}{code}"], -_fineness(panel)))


def _fineness(panel: Panel) -> float:
    """Of how many an order is: of two of which one must be wrong, the coarser was made of the finer."""
    return panel.indicator.per or np.inf


def _figure_of(panel: Panel, code: str, period: str) -> str:
    number = float(panel.values[panel.codes.index(code), panel.periods.index(period)])
    return f"{panel.indicator.title} ({as_printed(number, panel.indicator)})"


def _disorders(grounds: Grounds) -> Iterator[Disorder]:
    ordered = [panel for panel in grounds.panels.values() if _is_ordered(panel)]
    for first, second in combinations(ordered, 2):
        if _are_of_one_thing(first, second):
            for period in sorted({*first.periods} & {*second.periods}):
                yield from _disorder(first, second, period)


def _is_ordered(panel: Panel) -> bool:
    return panel.indicator.kind in _ORDERED and panel.indicator.has_bad_side


def _are_of_one_thing(first: Panel, second: Panel) -> bool:
    """Whether both order the same areas by the same thing: a rank beside its decile, or beside its score."""
    one, other = first.indicator, second.indicator
    same = (one.condition, one.publisher, one.levels) == (other.condition, other.publisher, other.levels)
    return same and Kind.RANK in (one.kind, other.kind)


def _disorder(first: Panel, second: Panel, period: str) -> Iterator[Disorder]:
    codes = [code for code in first.codes if code in set(second.codes)]
    sides = [_badness(panel, codes, period) for panel in (first, second)]
    known = np.isfinite(sides[0]) & np.isfinite(sides[1])
    if known.sum() < at.MANY_AREAS:
        return
    own = [code for code, is_known in zip(codes, known, strict=True) if is_known]
    astray = out_of_order(sides[0][known], sides[1][known]) | _off_its_share(first, second, known, sides)
    if astray.any():
        where = tuple(own[n] for n in np.flatnonzero(astray))
        is_turned = np.corrcoef(sides[0][known], sides[1][known])[0, 1] < 0
        yield Disorder(first, second, period, where, bool(is_turned or astray.mean() > at.DISORDER))


def _off_its_share(first: Panel, second: Panel, known: np.ndarray, sides: list[Floats]) -> np.ndarray:
    """Where a tenth is not that in which the rank lies: rank 3,285 of 32,844 begins the second."""
    (coarse, tenths), (fine, ranks) = sorted(
        zip(map(_fineness, (first, second)), sides, strict=True), key=itemgetter(0)
    )
    if not coarse < fine < np.inf:
        return np.zeros(int(known.sum()), dtype=bool)
    astray: np.ndarray = np.abs(tenths[known]) != np.ceil(np.abs(ranks[known]) * coarse / fine)
    return astray


def _badness(panel: Panel, codes: list[str], period: str) -> Floats:
    """The figures of areas, so that more is worse."""
    place = {code: n for n, code in enumerate(panel.codes)}
    numbers = panel.values[[place[code] for code in codes], panel.periods.index(period)]
    worse: Floats = -numbers if panel.indicator.is_low_worse else numbers
    return worse


def out_of_order(first: Floats, second: Floats) -> np.ndarray:
    """Where a number does not lie between the middles of those before and after it, if the others decide the order."""
    order = np.lexsort((second, first))
    padded = np.concatenate([np.full(_NEAR, -np.inf), second[order], np.full(_NEAR, np.inf)])
    middles = np.sort(sliding_window_view(padded, _NEAR), axis=1)[:, _NEAR // 2]
    before, after = middles[: len(order)], middles[_NEAR + 1 :]
    found = np.zeros(len(order), dtype=bool)
    found[order] = (second[order] < before) | (second[order] > after)
    return found


#: So many on each side are asked: one that is astray itself must not decide.
_NEAR = 5
