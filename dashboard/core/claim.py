"""What the documents behind the atlas claim about health, and the published figures that bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ClaimFinding(StrEnum):
    """What the figures say to a claim."""

    HOLDS = "holds"
    DIFFERS = "differs"
    UNCHECKED = "cannot be checked here"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures that bear on a claim.

    indicator: its id. about: the code of an area, or the key of a level for all its areas. period: of the figures.
    since: the period from which a change is told, "" for the figures alone.
    """

    indicator: str
    about: str
    period: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """One claim of a document about an area, with what the published figures say to it, and why."""

    area_code: str
    statement: str
    source: str
    finding: ClaimFinding
    why: str
    evidence: tuple[Evidence, ...]
