"""Where an edition lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """The two folders of an edition: its tables and its shapefiles."""

    data: Path
    boundaries: Path

    def name_of(self, path: Path) -> str:
        """A file of one of the folders, wherever these lie: "data/values/nomis.csv"."""
        root, folder = ("data", self.data) if path.is_relative_to(self.data) else ("boundaries", self.boundaries)
        return f"{root}/{path.relative_to(folder).as_posix()}"

    def file(self, name: str) -> Path:
        """The same back."""
        root, _, inside = name.partition("/")
        return (self.data if root == "data" else self.boundaries) / inside
