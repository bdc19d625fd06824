"""Where an edition lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """The two folders of an edition: its tables and its shapefiles."""

    data: Path
    boundaries: Path
