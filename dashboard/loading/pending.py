"""Many files in one step: written beside their places, agreed by one rename, and put in place by whoever comes next.

Every new file is written whole under a hidden name in the folder that it belongs to. One rename of a list of them, the
agreement, is the moment at which the old files are given up. What follows needs no room on the disk and can be done
again from any point: who dies before the agreement leaves the old files, who dies after it the new ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dashboard.loading.folder_lock import held, settle

#: The hidden folder of what the last import replaced.
KEPT = ".undo"
_AGREED, _DRAFT, _NEW = ".import.json", ".import.json.new", ".new"


class FolderBusyError(OSError):
    """Another import is at work in the folder."""


@contextmanager
def locked_folder(data: Path) -> Iterator[None]:
    """Keep every other import out of a data folder; raises FolderBusyError if one is at work there.

    The lock is on the folder itself and ends with the process, however that ends.
    """
    with _locked(data, waits=False):
        _put_in_place(data)
        yield


def finish(data: Path) -> None:
    """Put in place what an import agreed on and did not come to do; waits for one that is about to.

    Raises OSError if that cannot be done, because then the files are neither the old ones nor the new ones.
    """
    if (data / _AGREED).exists():
        with _locked(data, waits=True):
            _put_in_place(data)


def tidy_up(data: Path, *folders: Path) -> None:
    """Finish, and sweep the folders, unless an import is at work or nobody may write here; then all stays as it is."""
    with suppress(OSError, ValueError):
        finish(data)
        with locked_folder(data):
            sweep(data, data / KEPT, *folders)


def sweep(*folders: Path) -> None:
    """Remove what an import left that died before it agreed on anything; only for who is alone."""
    for folder in folders:
        for path in folder.glob(f".*{_NEW}"):
            path.unlink(missing_ok=True)


def commit(data: Path, files: Mapping[Path, bytes | None]) -> None:
    """Replace files by new contents, all or none; only for who is alone.

    files: path of a file -> its new content, None if it is to go. Raises OSError if they cannot be written, and
    leaves the old ones.
    """
    drafts = {
        target: target.with_name(f".{target.name}{_NEW}") for target, content in files.items() if content is not None
    }
    gone = [["", os.path.relpath(target, data)] for target in files if target not in drafts]
    try:
        for target, content in files.items():
            if content is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(drafts[target], content, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        pairs = gone + [[os.path.relpath(path, data) for path in (draft, target)] for target, draft in drafts.items()]
        _write(data / _DRAFT, json.dumps(pairs).encode("utf-8"), 0o644)
        for folder in {target.parent for target in drafts}:
            settle(folder)
        (data / _DRAFT).replace(data / _AGREED)
    except OSError:
        for path in (data / _DRAFT, *drafts.values()):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    settle(data)
    _put_in_place(data)


@contextmanager
def _locked(data: Path, waits: bool) -> Iterator[None]:
    try:
        with held(data, waits):
            yield
    except BlockingIOError as error:
        raise FolderBusyError(f"Another import is at work in {data}; try again when it has ended.") from error


def _put_in_place(data: Path) -> None:
    """Rename what is agreed on; a file that is no longer there under its hidden name is in its place already.

    What has no hidden name is to go.
    """
    if not (data / _AGREED).exists():
        return
    pairs = [(draft, data / target) for draft, target in json.loads((data / _AGREED).read_bytes())]
    for draft, target in pairs:
        with suppress(FileNotFoundError):
            if draft:
                (data / draft).replace(target)
            else:
                target.unlink()
    for folder in {target.parent for _, target in pairs if target.parent.is_dir()}:
        settle(folder)
    (data / _AGREED).unlink(missing_ok=True)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a whole file down to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)
