"""Taking the last import back: every file that it changed as it was before, unless somebody has changed it since."""

from __future__ import annotations

from pathlib import Path

from dashboard.importers import kept
from dashboard.importers.folders import Folders
from dashboard.importers.transaction import Made, Make

NOTHING = (
    "There is nothing to take back: no import has changed these files, or the last one has been taken back already. "
    "Only the last import is kept."
)
CHANGED = (
    "Nothing was taken back: {} {} changed since the last import, and that would be lost. "
    "Undo that change first, or import an earlier file again."
)


def back_from(folders: Folders) -> Make:
    """What puts the files before the last import of an edition into a copy of it.

    It raises ValueError if there was no import, or if a file that it changed is no longer as it left it.
    """

    def make(copy: Folders) -> Made:
        path = folders.data / kept.FILE
        if not path.exists():
            raise ValueError(NOTHING)
        last = kept.read_archive(path.read_bytes())
        changed = last.changed_since({name: _content(copy.file(name)) for name in last.left})
        if changed:
            raise ValueError(CHANGED.format(", ".join(changed), "was" if len(changed) == 1 else "were"))
        for name, content in last.before.items():
            _put(copy.file(name), content)
        return Made("The last import is taken back.", takes_back=True)

    return make


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
