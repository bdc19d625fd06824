"""Rank correlation: how close two figures of the same areas lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard.stats.intervals import Z_95


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Spearman's rank correlation, from -1 to 1: Pearson's coefficient of the ranks; ties share a mean rank.

    xs, ys: two figures of the same areas in the same order, shape (n,) each. None with fewer than 3 pairs, or if all
    figures of one side are equal. Raises ValueError if the lengths differ.
    Source: Spearman (1904); Altman, Practical Statistics for Medical Research (1991).
    """
    if len(xs) != len(ys):
        raise ValueError(f"{len(xs)} figures beside {len(ys)}")
    if len(xs) < 3 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    middle = (len(xs) + 1) / 2
    pairs = [(x - middle, y - middle) for x, y in zip(_ranks(xs), _ranks(ys), strict=True)]
    return sum(x * y for x, y in pairs) / sqrt(sum(x * x for x, _ in pairs) * sum(y * y for _, y in pairs))


def _ranks(figures: Sequence[float]) -> list[float]:
    """The rank of each figure from 1, lowest first; equal figures share the mean of their places."""
    ascending = sorted(figures)
    return [(bisect_left(ascending, figure) + bisect_right(ascending, figure) + 1) / 2 for figure in figures]


#: Where each word ends and the next begins: Evans, Straightforward Statistics for the Behavioral Sciences (1996), whose
#: "very weak" is "no clear" here, and whose "very strong" (from 0.80) is "strong".
_STRENGTHS = ("no clear", "weak", "moderate", "strong")
_STRONGER_FROM = (0.20, 0.40, 0.60)


def strength(rho: float) -> str:
    """How close a tie is, in words: "no clear", "weak", "moderate" or "strong"; the caller says with or against.

    rho: a coefficient from -1 to 1. It is taken as printed, with two decimals, so that word and figure agree.
    The words say how close, not whether chance can be ruled out: among 12 areas even 0.55 may be chance (rule 13).
    """
    return _STRENGTHS[bisect_right(_STRONGER_FROM, round(abs(rho), 2))]


def chance_limit(n: int) -> float:
    """The size of Spearman's rho that chance alone passes in 1 of 20 sets of n unrelated areas.

    n: 8 or more; the normal approximation is then within 0.01 of the exact critical values.
    Source: Kendall, Rank Correlation Methods (1948): the variance of rho is 1 / (n - 1).
    """
    return Z_95 / sqrt(n - 1)


#: No coefficient is said of fewer areas.
FEWEST_FOR_RHO = 8


@dataclass(frozen=True, slots=True)
class Tendency:
    """How two figures of the same areas go together. rho: None for fewer than 8 areas, or if one side is all equal."""

    rho: float | None
    n: int

    @property
    def may_be_chance(self) -> bool:
        """Whether rho, as printed, is within what chance alone gives."""
        return self.rho is None or round(abs(self.rho), 2) <= round(chance_limit(self.n), 2)

    @property
    def word(self) -> str:
        """ "weak", "moderate" or "strong"; "" if there is no clear one."""
        if self.rho is None or self.may_be_chance:
            return ""
        word = strength(self.rho)
        return "" if word == _STRENGTHS[0] else word

    @property
    def clear(self) -> bool:
        """Whether it is plain enough for a headline."""
        return self.word in _STRENGTHS[2:]

    @property
    def rises(self) -> bool:
        """Whether both go up together."""
        return self.rho is not None and self.rho > 0


def tendency(xs: Sequence[float], ys: Sequence[float]) -> Tendency:
    """How two figures of the same areas, in the same order, go together."""
    return Tendency(spearman(xs, ys) if len(xs) >= FEWEST_FOR_RHO else None, len(xs))
