"""The version of the data: a short name for exactly these tables and boundaries, printed in every file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

_LENGTH = 12


def data_version(data: Path, boundaries: Path) -> str:
    """A short checksum over the names and contents of all files in two folders; for computing once, at the start."""
    whole = sha256()
    for number, folder in enumerate((data, boundaries)):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{number}/{path.relative_to(folder).as_posix()}"
            whole.update(f"{name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:_LENGTH]
