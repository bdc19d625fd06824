"""A folder of bytes that all processes of a server share: what one of them made the others need not make.

The first process opens it before the workers are forked. Where no folder can be written it stays closed, and where the
disk is full it takes no more: then each process has its own memory. Nobody else can read it, and what lies in it is
data to be sent or unpacked and nothing that runs. A thing gets its name when it is whole, so there is no half of one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock, get_ident

from dashboard.web.metrics import METRICS, Tally
from dashboard.web.scoreboard import Scoreboard

#: Of what is free on the disk it takes half at most, and no single thing takes more than a quarter of it.
_PART_OF_FREE, _LARGEST_PART = 2, 4
_PREFIX = "atlas-shelf-"


class Shelf:
    """Bytes by name in a folder, up to a number of bytes; what was not used for longest goes. Safe for many threads."""

    def __init__(self, board: Scoreboard) -> None:
        """board: where all processes count what lies there."""
        self._board = board
        self._folder, self._descriptor, self._most = "", -1, 0
        self._clearing = Lock()

    def open(self, most: int, parent: Path | None = None) -> None:
        """Make the folder, for so many bytes; of those that died with their servers nothing stays.

        parent: the folder for temporary files, if there is no other.
        """
        with suppress(OSError):
            place = parent or Path(tempfile.gettempdir())
            for former in place.glob(f"{_PREFIX}*"):
                _remove(former)
            folder = tempfile.mkdtemp(prefix=_PREFIX, dir=place)
            self._descriptor = _locked(Path(folder))
            self._most = min(most, shutil.disk_usage(folder).free // _PART_OF_FREE)
            self._folder = folder

    def close(self) -> None:
        """Take it away with all that lies there."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._descriptor)
            self._folder = ""

    def get(self, name: str) -> bytes | None:
        """What lies there under a name; now it was used last."""
        if not self._folder:
            return None
        with suppress(OSError), open(f"{self._folder}/{name}", "rb") as file:
            os.utime(file.fileno())
            return file.read()
        return None

    def keep(self, name: str, content: bytes) -> bool:
        """Put something there, if there is room for it; what another process has put there meanwhile is the same."""
        if not self._folder or len(content) * _LARGEST_PART > self._most:
            return False
        path = f"{self._folder}/{name}"
        # No name has a dot.
        unfinished = f"{path}.{os.getpid()}.{get_ident()}"
        try:
            with open(unfinished, "xb", opener=_private) as file:
                file.write(content)
            os.link(unfinished, path)
        except FileExistsError:
            return True
        except OSError:
            return False
        finally:
            with suppress(OSError):
                os.unlink(unfinished)
        self._board.add(Tally.SHARED_BYTES, len(content))
        self._make_room()
        return True

    def _make_room(self) -> None:
        """Above the bytes that it may have, go down to three quarters of them, for to look at all files takes time."""
        if self._board.total(Tally.SHARED_BYTES) <= self._most or not self._clearing.acquire(blocking=False):
            return
        try:
            files = sorted(_files(self._folder))
            held = sum(size for _, size, _ in files)
            for _, size, path in files:
                if held * _LARGEST_PART <= self._most * (_LARGEST_PART - 1):
                    break
                held -= size
                self._take_away(path, size)
        finally:
            self._clearing.release()

    def _take_away(self, path: str, size: int) -> None:
        """Whoever takes a file away counts it."""
        with suppress(OSError):
            os.unlink(path)
            if "." not in Path(path).name:
                self._board.add(Tally.SHARED_BYTES, -size)


def _files(folder: str) -> Iterator[tuple[int, int, str]]:
    """When each was used last, its bytes and its path; another process may be taking them away."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                seen = entry.stat()
                yield seen.st_mtime_ns, seen.st_size, entry.path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _locked(folder: Path) -> int:
    """The folder, opened and locked; the lock lasts as long as a process of the server has it open.

    Raises OSError if it is somebody else's or a living server's.
    """
    # Only gunicorn opens a shelf, and where that is there this is, too.
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(descriptor).st_uid != os.getuid():
            raise PermissionError
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _remove(former: Path) -> None:
    """Take a folder away whose server is gone."""
    with suppress(OSError):
        descriptor = _locked(former)
        shutil.rmtree(former, ignore_errors=True)
        os.close(descriptor)


#: The one of this server.
SHELF = Shelf(METRICS.board)
