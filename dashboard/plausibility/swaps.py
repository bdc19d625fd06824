"""Two areas whose figures changed places: each fits the other's series, and the other's siblings, far better."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dashboard.core.figure_columns import Floats
from dashboard.core.indicator import Kind
from dashboard.plausibility import thresholds as at
from dashboard.plausibility.chance import noise
from dashboard.plausibility.grounds import Grounds, Likeness, levels_of
from dashboard.plausibility.oddity import AND, Oddity
from dashboard.plausibility.panel import Panel


def swapped_once(grounds: Grounds) -> Iterator[Oddity]:
    """Two areas of a level that changed places in one period."""
    for panel in grounds.panels.values():
        apart = panel.scaled - panel.expected
        if not np.isfinite(apart).any():
            continue
        about = noise(panel, apart)
        for _, rows in levels_of(panel, grounds.levels):
            for p, period in enumerate(panel.periods):
                pair = best_swap(panel.scaled[rows, p], panel.expected[rows, p], about[rows, p], at.SWAP_GAIN)
                if pair:
                    a, b, gain = pair
                    yield _oddity(grounds, panel, panel.codes[rows[a]], panel.codes[rows[b]], period, gain)


def swapped_throughout(grounds: Grounds, found: list[Likeness]) -> Iterator[Oddity]:
    """Two areas of a level that changed places in all periods, by what their other measures lead to expect.

    Not of ranks, which are spread evenly, so that far apart is nothing odd: other orders of the same thing tell it.
    """
    for like in (one for one in found if one.panel.indicator.kind is not Kind.RANK):
        about = np.full(len(like.codes), like.spread)
        pair = best_swap(like.numbers, like.expected, about, at.SIBLING_SWAP_GAIN)
        if pair:
            a, b, gain = pair
            yield _oddity(grounds, like.panel, like.codes[a], like.codes[b], "", gain)


def best_swap(numbers: Floats, expected: Floats, about: Floats, least: float) -> tuple[int, int, float] | None:
    """The pair that fits best if it changes places, and by how much: squared spreads; None if none fits far better."""
    before = (numbers - expected) / about
    after = (numbers[None, :] - expected[:, None]) / about[:, None]  # after[a, b]: the figure of b in the place of a
    gain = before[:, None] ** 2 + before[None, :] ** 2 - after**2 - after.T**2
    off = np.abs(before) > at.SWAP_BEFORE
    fits = after**2 + after.T**2 < at.SWAP_AFTER * (before[:, None] ** 2 + before[None, :] ** 2)
    possible = np.where(off[:, None] & off[None, :] & fits, np.nan_to_num(gain), 0.0)
    if not possible.size or possible.max() < least:
        return None
    a, b = np.unravel_index(int(np.argmax(np.triu(possible, 1))), possible.shape)
    return int(a), int(b), float(possible[a, b])


def _oddity(grounds: Grounds, panel: Panel, first: str, second: str, period: str, gain: float) -> Oddity:
    when = period or "in all periods"
    reason = "their own series" if period else "their other measures"
    found = (
        f"{panel.indicator.title}, {when}: the figures of {grounds.named(first)} and {grounds.named(second)} "
        f"fit {reason} far better if they change places"
    )
    return Oddity("swapped", found, gain, indicator=panel.indicator.id, area=f"{first}{AND}{second}", period=period)
