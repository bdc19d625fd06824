"""Figures beside what other measures of the same areas let expect: the other sex, the same condition or source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.level import Level
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.grounds import Grounds, Likeness, as_printed, times
from dashboard.plausibility.oddity import Oddity
from dashboard.plausibility.panel import Panel, median, wideness


@dataclass(frozen=True)
class Pattern:
    """How the areas of a level differ in one indicator, over all its periods; ``numbers`` are on its scale."""

    panel: Panel
    numbers: Floats
    standing: Floats


def likenesses(grounds: Grounds) -> Iterator[Likeness]:
    """Every indicator at every level where it has siblings."""
    for level in grounds.levels:
        codes = tuple(area.code for area in grounds.atlas.level(level))
        if len(codes) >= at.FEWEST_AREAS:
            yield from _of_level(grounds, level, codes)


def _of_level(grounds: Grounds, level: Level, codes: tuple[str, ...]) -> Iterator[Likeness]:
    patterns = [found for panel in grounds.panels.values() if (found := _pattern(panel, codes))]
    if len(patterns) < 2:
        return
    standings = np.nan_to_num(np.array([pattern.standing for pattern in patterns]))
    for n, pattern in enumerate(patterns):
        alike = correlations(standings, standings[n])
        chosen = _chosen(patterns, n, alike, len(codes))
        if len(chosen):
            weights = alike[chosen]
            together = weights @ standings[chosen] / np.abs(weights).sum()
            expected = _fitted(together, pattern.numbers)
            apart = max(wideness(pattern.numbers - expected), pattern.panel.least_spread)
            yield Likeness(pattern.panel, level, codes, pattern.numbers, expected, apart)


def _pattern(panel: Panel, codes: tuple[str, ...]) -> Pattern | None:
    """None if few areas have a figure, or hardly any two differ."""
    own = {code: n for n, code in enumerate(panel.codes)}
    rows = [own.get(code, -1) for code in codes]
    apart = panel.scaled - median(panel.scaled, axis=0)
    numbers = np.where(np.array(rows) >= 0, median(apart, axis=1)[rows], np.nan)
    known = np.isfinite(numbers)
    if known.sum() < at.FEWEST_AREAS or len(np.unique(numbers[known])) < known.sum() / 2:
        return None
    return Pattern(panel, numbers, _standing(numbers))


def _standing(numbers: Floats) -> Floats:
    """The ranks of numbers between -1 and 1, so that no single wrong one weighs more than its rank."""
    known = np.isfinite(numbers)
    ranks = np.full(numbers.shape, np.nan)
    ranks[known] = np.argsort(np.argsort(numbers[known]))
    standing: Floats = (2 * ranks + 1) / known.sum() - 1
    return standing


def correlations(standings: Floats, own: Floats) -> Floats:
    """How alike each row is to one of them, without the areas that fit worst: two that are swapped must not hide it."""
    found = [_trimmed(standings, sign * own) * sign for sign in (1, -1)]
    stronger: Floats = np.where(np.abs(found[0]) >= np.abs(found[1]), *found)
    return stronger


def _trimmed(standings: Floats, own: Floats) -> Floats:
    apart = np.abs(standings - own)
    kept = apart <= np.quantile(apart, at.FITTING, axis=1, keepdims=True)
    size = np.maximum(kept.sum(axis=1), 1)[:, None]
    x = np.where(kept, standings - (standings * kept).sum(axis=1, keepdims=True) / size, 0.0)
    y = np.where(kept, own - (own * kept).sum(axis=1, keepdims=True) / size, 0.0)
    together: Floats = (x * y).sum(axis=1) / np.maximum(np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1)), 1e-9)
    return together


def _chosen(patterns: list[Pattern], n: int, alike: Floats, areas: int) -> list[int]:
    """The most alike; where areas are few, only of the same condition or source, for chance finds others."""
    own = patterns[n].panel.indicator
    order = [m for m in np.argsort(-np.abs(alike)) if m != n and abs(alike[m]) >= at.ALIKE]
    meant = [m for m in order if _belong_together(own, patterns[m].panel.indicator)]
    return (order if areas >= at.MANY_AREAS else meant)[: at.SIBLINGS]


def _belong_together(one: Indicator, other: Indicator) -> bool:
    return one.condition == other.condition or one.source == other.source


def _fitted(standing: Floats, numbers: Floats) -> Floats:
    """The numbers that lie on a straight line over the standing, drawn so that outliers do not pull at it."""
    known = np.isfinite(numbers)
    design = np.column_stack([np.ones(len(standing)), standing])
    weights = known.astype(float)
    filled = np.where(known, numbers, 0.0)
    fit = np.zeros(len(numbers))
    for _ in range(_ROUNDS):
        root = np.sqrt(weights)
        slope, *_rest = np.linalg.lstsq(design * root[:, None], filled * root, rcond=None)
        fit = design @ slope
        apart = np.abs(filled - fit)
        bearable = 1.5 * max(wideness(np.where(known, apart, np.nan)), wideness(numbers - fit), 1e-9)
        weights = known / np.maximum(1, apart / bearable)
    return fit


_ROUNDS = 5


def far_from_siblings(grounds: Grounds, found: list[Likeness]) -> Iterator[Oddity]:
    """Figures far from what the other measures of the area lead to expect, in the newest period that they have."""
    for like in found:
        if like.panel.indicator.kind is Kind.COUNT or not (
            like.panel.is_wide or like.panel.indicator.kind is Kind.YEARS
        ):
            continue
        apart = like.numbers - like.expected
        least = at.SIBLING_FACTOR if like.panel.is_wide else at.YEARS_APART
        for n in np.flatnonzero(np.abs(apart) > max(least, at.SIBLING_SPREADS * like.spread)):
            code = like.codes[n]
            said = _beside(like, float(apart[n]))
            period = _last(like.panel, code)
            yield grounds.of_figure(
                "far from its siblings", said, abs(float(apart[n])), like.panel.indicator, code, period
            )


def _last(panel: Panel, code: str) -> str:
    own = np.isfinite(panel.values[panel.codes.index(code)])
    return panel.periods[int(np.flatnonzero(own)[-1])]


def _beside(like: Likeness, apart: float) -> str:
    if like.panel.is_wide:
        return f"{times(apart)} the other measures of the area let expect"
    return f"{as_printed(abs(apart), like.panel.indicator)} off what the other measures of the area let expect"
