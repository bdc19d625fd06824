"""The versions of the data and of the code: short names for exactly these files. That of the data is printed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_LENGTH = 12
#: What Python makes while it runs, half-written files among it.
_COMPILED = "__pycache__"


def data_version(data: Path, boundaries: Path) -> str:
    """A short checksum over the names and contents of all files in two folders; for computing once, at the start."""
    files = (
        (f"{number}/{path.relative_to(folder).as_posix()}", path)
        for number, folder in enumerate((data, boundaries))
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, folder))
    )
    return _checksum(files)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether it is of an editor or an import, and so no part of the data."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def code_version(package: Path = PACKAGE) -> str:
    """A short checksum over the package's own files, its fonts and templates too, and the list of what it needs.

    Equal in two copies of the same files, with or without git.
    """
    own = sorted(path for path in package.rglob("*") if path.parent.name != _COMPILED and path.is_file())
    files = [(path.relative_to(package.parent).as_posix(), path) for path in own]
    needed = package.parent / "requirements.txt"
    return _checksum([*files, (needed.name, needed)] if needed.is_file() else files)


def _checksum(files: Iterable[tuple[str, Path]]) -> str:
    whole = sha256()
    for name, path in files:
        whole.update(f"{name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:_LENGTH]
