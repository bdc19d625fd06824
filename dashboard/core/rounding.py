"""One truth for one number: what is printed decides colour, class and rank; tests and sums take published digits."""

from __future__ import annotations

from math import ceil


def printed(figure: float, decimals: int) -> float:
    """The figure as it is printed: rounded to so many decimals as the formatter rounds, and never a minus nought."""
    return round(figure, decimals) or 0.0


def prints_from(edge: float, decimals: int) -> float:
    """The figure from which on what is printed, with so many decimals, reaches an edge."""
    unit: float = 10.0**-decimals
    return (ceil(round(edge / unit, 6)) - 0.5) * unit
