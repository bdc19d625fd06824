"""An area with its figure: the row of a table, and what a map draws."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.area import Area
from dashboard.core.value import Value


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a map or table: ``value`` is None where nobody published a figure."""

    area: Area
    value: Value | None
