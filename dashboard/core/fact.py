"""What a document says of an area."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about an area, with the document that makes it."""

    area_code: str
    topic: str
    statement: str
    source: str
