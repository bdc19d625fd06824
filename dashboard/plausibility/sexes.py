"""Men and women beside each other: which of them has the higher figures is the same nearly everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from dashboard.core.condition import LIFE_EXPECTANCY
from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Indicator, Kind
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, median, wideness

_LEAST = 1e-9


class Sexes(NamedTuple):
    """A measure of men, and how much higher it is than the same of women, by its areas and periods."""

    male: Panel
    apart: Floats

    @property
    def usual(self) -> float:
        """What is usual; not a number if it is now this, now that."""
        middle = float(median(self.apart))
        one_way = np.mean(np.sign(self.apart[np.isfinite(self.apart)]) == np.sign(middle))
        return middle if self.spreads > at.SEXES_APART and one_way > at.MOST else np.nan

    @property
    def spreads(self) -> float:
        """How far the sexes are apart, in spreads."""
        return abs(float(median(self.apart))) / max(wideness(self.apart), _LEAST)


def sexes_swapped(grounds: Grounds) -> Iterator[Oddity]:
    """Areas, periods and whole measures in which men have what women have elsewhere."""
    pairs = list(_pairs(grounds))
    yield from _throughout(pairs)
    for pair in pairs:
        yield from _in_cells(grounds, pair)


def _pairs(grounds: Grounds) -> Iterator[Sexes]:
    males, females = ([p for p in grounds.panels.values() if p.indicator.sex == sex] for sex in ("male", "female"))
    for panel, sister in product(males, females):
        if panel.indicator.is_of_another_sex(sister.indicator):
            yield Sexes(panel, panel.scaled - _aligned(sister, panel))


def _aligned(sister: Panel, panel: Panel) -> Floats:
    """The figures of the other sex by the areas and periods of a panel."""
    rows = {code: n for n, code in enumerate(sister.codes)}
    columns = {period: n for n, period in enumerate(sister.periods)}
    found = np.full(panel.values.shape, np.nan)
    for a, code in enumerate(panel.codes):
        for p, period in enumerate(panel.periods):
            if code in rows and period in columns:
                found[a, p] = sister.scaled[rows[code], columns[period]]
    return found


def _throughout(pairs: list[Sexes]) -> Iterator[Oddity]:
    """Women live longer everywhere; else two measures of a condition and kind decide over the third."""
    groups: defaultdict[tuple[object, ...], list[Sexes]] = defaultdict(list)
    for pair in pairs:
        own = pair.male.indicator
        groups[own.condition, own.kind, own.direction].append(pair)
    for group in groups.values():
        ways = Counter(np.sign(pair.usual) for pair in group if np.isfinite(pair.usual))
        for pair in group:
            if np.isfinite(pair.usual) and _is_the_other_way(pair, ways):
                yield _whole(pair.male.indicator, "")


def _is_the_other_way(pair: Sexes, ways: Counter[float]) -> bool:
    if pair.male.indicator.kind is Kind.YEARS and pair.male.indicator.family == LIFE_EXPECTANCY:
        return pair.usual > 0
    own = float(np.sign(pair.usual))
    return ways[own] == 1 and ways[-own] > 1


def _in_cells(grounds: Grounds, pair: Sexes) -> Iterator[Oddity]:
    if not np.isfinite(pair.usual) or pair.spreads < at.SEXES_APART_EVERYWHERE:
        return
    turned = pair.apart / pair.usual < -0.5
    known = np.isfinite(pair.apart)
    for p, period in enumerate(pair.male.periods):
        if turned[:, p].sum() > max(1, 0.5 * known[:, p].sum()):
            yield _whole(pair.male.indicator, period)
            turned[:, p] = False
    for code, period, _, _ in pair.male.cells(turned):
        said = "while in nearly all other places the sexes differ the other way round"
        yield grounds.of_figure("sexes swapped", said, 1.0, pair.male.indicator, code, period)


def _whole(indicator: Indicator, period: str) -> Oddity:
    when = period or "in all periods"
    found = f"{indicator.title}, {when}: men and women differ the other way round than elsewhere"
    return Oddity("sexes swapped", found, 2.0, indicator=indicator.id, period=period)
