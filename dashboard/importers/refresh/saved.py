"""Answers as files: what has come is kept, so that a run that broke off goes on, and another computer can use it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import time

from dashboard.importers.refresh.asking import Questioner
from dashboard.importers.refresh.sources import Sources

#: So long an answer is used again instead of asking anew: a trial and what follows it see the same figures.
KEPT_S = 24 * 3600
KEPT_IN = "refresh-answers"


class LackingError(ValueError):
    """A file is not there, and nobody may be asked."""


class KeptAnswers:
    """The answers of a folder, and where a caller is given, of the service."""

    def __init__(self, sources: Sources, folder: Path, caller: Questioner | None) -> None:
        self._sources, self._folder, self._caller = sources, folder, caller

    def name(self, number: int, area_type: int) -> str:
        """What to call an answer in a sentence."""
        return f"{self._path(number, area_type)}" if self._caller is None else f"The answer about indicator {number}"

    def file(self, number: int, area_type: int) -> str:
        """What the file is called that an answer is kept in."""
        return self._path(number, area_type).name

    def content(self, number: int, area_type: int) -> bytes:
        """The answer: a file, if there is one that is not old, else what the service says.

        Raises LackingError if there is no file and no caller, and whatever the caller raises.
        """
        path, address = self._path(number, area_type), self._sources.question(number, area_type)
        if self._caller is None:
            if not path.is_file():
                raise LackingError(f"Save {address} as {path}.")
            return path.read_bytes()
        if path.is_file() and time() - path.stat().st_mtime < KEPT_S:
            return path.read_bytes()
        return self._caller.ask(address)

    def keep(self, number: int, area_type: int, content: bytes) -> None:
        """Keep an answer that was understood; what cannot be written is asked again the next time."""
        path = self._path(number, area_type)
        if self._caller is None or (path.is_file() and path.read_bytes() == content):
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".new")
            draft.write_bytes(content)
            draft.replace(path)

    def _path(self, number: int, area_type: int) -> Path:
        return self._folder / f"{number}-{area_type}.csv"
