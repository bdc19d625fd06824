"""The axes of charts: of figures with readable ticks, and of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from dashboard.charts.model import Axis
from dashboard.core import numbers
from dashboard.core.nice_numbers import step_from


def span(figures: Iterable[float | None], zero: bool = False) -> tuple[float, float]:
    """The ends of an axis that holds all figures with a little room; from 0 if asked for. (0, 1) without any."""
    known = [figure for figure in figures if figure is not None]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    room = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    start = 0.0 if zero or 0 <= low < room else low - room
    return start, high + room


def ticks(low: float, high: float, about: int = 5) -> tuple[tuple[float, str], ...]:
    """Readable positions between two ends, about as many as asked for, with their numbers in words."""
    step = step_from((high - low) / about)
    decimals = max(0, -floor(log10(step)))
    first = floor(low / step) + (low % step > step * 1e-9)
    positions = (round(k * step, 6) for k in range(first, floor(high / step + 1e-9) + 1))
    return tuple((position, numbers.number(position, decimals)) for position in positions)


def linear(title: str, figures: Iterable[float | None], zero: bool = False, about: int = 5) -> Axis:
    """An axis over figures."""
    low, high = span(figures, zero)
    return Axis(title, low, high, ticks(low, high, about))


def named_ticks(names: Sequence[str], strong: Sequence[float] = ()) -> Axis:
    """An axis of names from top to bottom: the first stands at 0. strong: where the names stand that are in bold."""
    ticks = tuple((float(k), name) for k, name in enumerate(names))
    return Axis("", len(names) - 0.4, -0.6, ticks, grid=False, strong=tuple(strong))


def upright_ticks(names: Sequence[str]) -> Axis:
    """An axis of names from left to right, which stand upright above the drawing: the first stands at 0."""
    ticks = tuple((float(k), name) for k, name in enumerate(names))
    return Axis("", -0.6, len(names) - 0.4, ticks, grid=False, upright=True)
