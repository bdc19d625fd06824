"""Many files by one command: conditions in several forms and sizes; what is there already is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dashboard.export.orders import Progress

#: Says of which data the files of a folder are: those of other data are made again.
VERSION_FILE = ".data-version"

Planned = tuple[str, Callable[[], bytes]]


def write_files(made: Iterable[tuple[str, bytes]], out: Path) -> list[Path]:
    """Write files into a folder, each in one step, and tell where they are."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in made:
        part = out / f"{name}.part"
        part.write_bytes(content)
        written.append(part.replace(out / name))
    return written


def carry_out(plan: Sequence[Planned], out: Path, version: str, progress: Progress) -> Iterator[Path]:
    """Write what is not there yet, each file in one step, and tell where it is."""
    out.mkdir(parents=True, exist_ok=True)
    stamp = out / VERSION_FILE
    is_same = stamp.is_file() and stamp.read_text(encoding="utf-8") == version
    if not is_same:
        stamp.write_text(version, encoding="utf-8")
        for name, _ in plan:
            (out / name).unlink(missing_ok=True)
    for number, (name, make) in enumerate(plan, 1):
        if not (out / name).is_file():
            yield from write_files([(name, make())], out)
        progress(number, len(plan))
