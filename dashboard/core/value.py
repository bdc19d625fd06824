"""One figure, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a figure comes from, or why there is none (rules 2 and 6 of the statistics)."""

    PUBLISHED = "published"
    SUM = "sum"  # exact: counts added up, or a share of sums
    ESTIMATE = "estimate"  # population-weighted mean of rates: no interval, never compared
    DERIVED = "derived"  # computed by a published method from small areas
    MODELLED = "modelled"  # the publisher itself modelled it
    DEFINITION = "definition"  # England = 100 for a standardised ratio
    SUPPRESSED = "suppressed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of one indicator, area and period; ``value`` is None only if suppressed or missing."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    status: Status = Status.PUBLISHED
    note: str = ""
