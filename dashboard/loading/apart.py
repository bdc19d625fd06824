"""The atlas, loaded in a process of its own that ends with it: the server never holds what reads files."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What holds an atlas is imported while it is on its way, not before.
    from dashboard.core.atlas import Atlas

_HERE = Path(__file__).parents[2]


class NotLoadedError(RuntimeError):
    """The data are not right; the message lists every fault."""


class Loading:
    """An atlas on its way; it begins at once."""

    def __init__(self, data: Path, boundaries: Path) -> None:
        """data, boundaries: folders, relative to the working folder of this process."""
        folders = (str(folder.absolute()) for folder in (data, boundaries))
        command = [sys.executable, "-m", "dashboard.loading.loaded", *folders]
        self._process = subprocess.Popen(command, cwd=_HERE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)

    def atlas(self) -> Atlas:
        """The atlas, when it is there. Raises NotLoadedError."""
        written, _ = self._process.communicate()
        if self._process.returncode:
            raise NotLoadedError(f"The process that reads them ended with code {self._process.returncode}.")
        outcome: Atlas | str = pickle.loads(written)
        if isinstance(outcome, str):
            raise NotLoadedError(outcome)
        return outcome
