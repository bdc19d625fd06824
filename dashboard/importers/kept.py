"""data/.undo/before.zip: what the last import replaced, and how it left it, so that it can be taken back.

A hidden folder is no part of an edition: neither a copy for an import nor the version of the data has it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dashboard.loading import pending

FILE = Path(pending.KEPT, "before.zip")
_LIST = "left.json"
#: No clock time: two runs of an import leave the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)

#: Path of a file within an edition -> its content; None where there is none.
Contents = Mapping[str, bytes | None]


@dataclass(frozen=True)
class LastImport:
    """The files that an import changed, as they were; and checksums of what it left, "" where it left none."""

    before: Contents
    left: Mapping[str, str]

    def changed_since(self, now: Contents) -> list[str]:
        """The files that are no longer as the import left them."""
        return [name for name, left in self.left.items() if _checksum(now.get(name)) != left]


def archived(before: Contents, after: Contents) -> bytes:
    """What is kept of an import. before, after: the files that it changed, as they were and as it leaves them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        left = {name: _checksum(content) for name, content in sorted(after.items())}
        members = {_LIST: json.dumps(left, indent=1).encode("utf-8"), **before}
        for name, content in members.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read_archive(content: bytes) -> LastImport:
    """The same back. Raises ValueError if it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = json.loads(archive.read(_LIST))
            known = set(archive.namelist())
            return LastImport({name: archive.read(name) if name in known else None for name in left}, left)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{FILE.as_posix()} is damaged, so the last import cannot be taken back.") from error


def _checksum(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()
