"""The scale on which figures are drawn as dots with intervals, on the page and in print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.core.value import Value


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale over all figures and intervals, with a little room at both ends."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[Value | None]) -> Scale:
        """The scale of some figures; from 0 to 1 without any."""
        ends = [end for v in values if v for end in (v.value, v.lower, v.upper) if end is not None]
        if not ends:
            return cls(0.0, 1.0)
        margin = (max(ends) - min(ends)) * 0.06 or 1.0
        low = min(ends) - margin
        return cls(max(low, 0.0) if min(ends) >= 0 else low, max(ends) + margin)

    def position(self, figure: float | None) -> float | None:
        """How far a figure lies on the way from the low end to the high one."""
        return None if figure is None else round((figure - self.low) / (self.high - self.low), 4)
