"""A lock on a folder that ends with the process, however that ends; and what a folder's names need to be on the disk.

Elsewhere than on Windows the folder itself is locked. Windows locks files only, so there it is a file in the temporary
folder, named by the folder's path: a file beside the data would be part of their version.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, waits: bool) -> None:
        """Windows gives up after ten seconds; who waits asks again."""
        while True:
            try:
                return msvcrt.locking(descriptor, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if not waits:
                    raise BlockingIOError from error

    def settle(folder: Path) -> None:
        """Windows writes names down by itself and opens no folder."""

else:
    import fcntl

    def _take(descriptor: int, waits: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def settle(folder: Path) -> None:
        """Write the names in a folder down to the disk."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def held(folder: Path, waits: bool) -> Iterator[None]:
    """The folder for oneself. Raises BlockingIOError if another process has it and one does not wait."""
    descriptor = os.open(*_opened(folder))
    try:
        _take(descriptor, waits)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> tuple[Path, int]:
    """What is locked for a folder, and how it is opened."""
    if sys.platform != "win32":
        return folder, os.O_RDONLY
    name = sha256(str(folder.resolve()).encode("utf-8")).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"atlas-{name}.lock", os.O_RDWR | os.O_CREAT
