"""What people call a place or a condition besides its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Synonym:
    """One more name of an area, or of a condition: the other of the two is ""."""

    synonym: str
    area_code: str
    condition: str
