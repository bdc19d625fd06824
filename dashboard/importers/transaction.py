"""An import from beginning to end: convert into a copy, check the copy, compare it, and only then put it in place."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import geopandas

from dashboard.core.atlas import Atlas
from dashboard.core.provenance import Origin
from dashboard.core.today import today
from dashboard.core.version import code_version
from dashboard.importers import difference, kept, records
from dashboard.importers.difference import Cells, Key, TableDifference
from dashboard.importers.folders import Folders
from dashboard.loading import import_records, pending
from dashboard.loading.load import load
from dashboard.plausibility.desk import look_over
from dashboard.plausibility.report import unsigned_lines

_VALUES = ("indicator", "area_code", "period")
TRIAL = "This was a trial and nothing is written; add --apply to put it in place{loss}."
LOSS = ", and --accept-loss if what vanishes may be lost"
RESTART = (
    "A running atlas goes on with the old figures: restart it (make run, or docker restart), or reload it (kill -HUP)."
)


@dataclass(frozen=True)
class Made:
    """What was converted: a sentence that says what is written once it is, and what else should be known.

    takes_back: it is what was there before the last import, so that nothing of it is lost or kept. origins: of which
    files each indicator is, and of which a table is that has none, under "".
    """

    done: str
    notes: tuple[str, ...] = ()
    takes_back: bool = False
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What an import came to: what it changes, whether that is in place, and the atlas that it makes."""

    differences: dict[str, list[TableDifference]]
    made: Made
    written: bool
    atlas: Atlas

    @property
    def lost(self) -> int:
        """How many rows vanish, unless it was the last import that brought them."""
        return (
            0
            if self.made.takes_back
            else sum(len(part.vanished) for parts in self.differences.values() for part in parts)
        )

    @property
    def trial(self) -> str:
        """What is said at the end of a trial: how to write it."""
        return TRIAL.format(loss=LOSS if self.lost else "")


_Files = dict[Path, bytes | None]
#: The contents of files by their names, before and after.
Replaced = tuple[kept.Contents, kept.Contents]
#: Writes the new files into the folders that it is given: a copy of an edition, with all that it holds.
Make = Callable[[Folders], Made]


class LossError(ValueError):
    """Figures would vanish, and nobody has said that they may."""


def run(folders: Folders, make: Make, *, apply: bool, accept_loss: bool, say: Callable[[str], None]) -> Result:
    """Carry an import out; without ``apply`` it is a trial.

    say: is told what would change before anything does. Raises DataError if the files would have a fault, LossError if
    figures would vanish unaccepted, and OSError if a file cannot be read or written. Then nothing has changed.
    """
    with _turn(folders, apply), tempfile.TemporaryDirectory() as scratch:
        copy = _copied(folders, Path(scratch))
        before = _contents(copy)
        made = make(copy)
        changed = _changed(copy, before)
        if not made.takes_back:
            _record(copy, changed, made.origins)
        differences = _differences(folders, copy, changed)
        for line in (*made.notes, *change_report(differences)):
            say(line)
        result = Result(differences, made, apply and bool(changed), load(copy.data, copy.boundaries))
        for line in odd_lines(copy, result.atlas):
            say(line)
        if apply and result.lost and not accept_loss:
            raise LossError(
                f"Nothing was written: {_rows_of(result.lost)} would vanish. Add --accept-loss if that may be."
            )
        if result.written:
            _put(folders, _replaced(copy, before), made.takes_back)
        return result


def odd_lines(folders: Folders, atlas: Atlas) -> Iterator[str]:
    """What is implausible in two folders and not signed, the worst first; an import is told, and not kept from it."""
    judgement = look_over(folders.data, folders.boundaries, atlas, today(), records.recorded(folders.data))
    return unsigned_lines(judgement)


def change_report(differences: dict[str, list[TableDifference]]) -> Iterator[str]:
    """What changes, file by file and group by group, the largest changes first."""
    if not differences:
        yield "Nothing changes: these are the figures that are there already."
    for name, parts in differences.items():
        yield f"{name}: {difference.counts(parts)}"
        for part in parts:
            yield from difference.lines(part)


def _rows_of(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _turn(folders: Folders, apply: bool) -> AbstractContextManager[None]:
    """Who writes is alone; a trial changes nothing and need not wait, but must not read files in between."""
    if apply:
        return pending.locked_folder(folders.data)
    pending.tidy_up(folders.data, folders.data / "values", folders.boundaries)
    return nullcontext()


def _copied(folders: Folders, scratch: Path) -> Folders:
    """A copy of the edition to try an import on. Raises OSError in one sentence: Python tells each file by itself."""
    hidden = shutil.ignore_patterns(".*")
    try:
        return Folders(
            Path(shutil.copytree(folders.data, scratch / "data", ignore=hidden)),
            Path(shutil.copytree(folders.boundaries, scratch / "boundaries", ignore=hidden)),
        )
    except shutil.Error as error:
        file, _, told = error.args[0][0]
        why = str(told).partition(": ")[0].partition("] ")
        raise OSError(
            f"{Path(file).name} could not be copied to {scratch.parent}, where imports are tried: {why[2] or why[0]}. "
            "The files of the atlas are as they were; TMPDIR names another folder for the copy."
        ) from error


def _contents(folders: Folders) -> dict[Path, bytes]:
    """Every file of a copy, by its path."""
    roots = (folders.data, folders.boundaries)
    return {path: path.read_bytes() for root in roots for path in sorted(root.rglob("*")) if path.is_file()}


def _changed(copy: Folders, before: dict[Path, bytes]) -> _Files:
    """The files of a copy that are no longer what they were, None for those that are gone."""
    now = _contents(copy)
    return {path: now.get(path) for path in {**now, **before} if before.get(path) != now.get(path)}


def _replaced(copy: Folders, before: dict[Path, bytes]) -> Replaced:
    """Those files by their names, before and after."""
    changed = _changed(copy, before)
    return (
        {copy.name_of(path): before.get(path) for path in changed},
        {copy.name_of(path): content for path, content in changed.items()},
    )


def _record(copy: Folders, changed: _Files, origins: Mapping[str, Origin]) -> None:
    """Write down how much there now is of every table that was made anew, and where that came from."""
    made = [path for path in records.tables(copy.data) if path in changed]
    path = copy.data / import_records.FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if made:
        whole = records.complete(origins, copy.data / "indicators.csv", today().isoformat(), code_version())
        path.write_bytes(records.update(text, records.sizes(made), whole).encode("utf-8"))


def _differences(folders: Folders, copy: Folders, changed: _Files) -> dict[str, list[TableDifference]]:
    found = {}
    for path in changed:
        inside = path.is_relative_to(copy.data)
        root, own = (copy.data, folders.data) if inside else (copy.boundaries, folders.boundaries)
        name = path.relative_to(root)
        if path.suffix in _READERS:
            group = "" if name.parent.name == "values" else path.name
            found[name.as_posix()] = difference.between(_rows(own / name), _rows(path), group)
    return found


def _put(folders: Folders, replaced: Replaced, takes_back: bool) -> None:
    """Put the new files in place, and beside them what they replace: in one step, so that the two belong together."""
    before, after = replaced
    files = {folders.file(name): content for name, content in after.items()}
    files[folders.data / kept.FILE] = None if takes_back else kept.archived(before, after)
    pending.sweep(*{path.parent for path in files})
    pending.commit(folders.data, files)


def _rows(path: Path) -> dict[Key, Cells]:
    """The rows of a table or a shapefile by their key; none if there is no such file, or it cannot be read."""
    return _READERS[path.suffix](path) if path.exists() else {}


def _table(path: Path) -> dict[Key, Cells]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, restval="", restkey="")
        names = [*(reader.fieldnames or ())]
        keys = _VALUES if set(_VALUES) <= set(names) else tuple(names[:1])
        return {tuple(cells[key] for key in keys): {n: cells[n] for n in names if n not in keys} for cells in reader}


def _shapes(path: Path) -> dict[Key, Cells]:
    """The areas of a shapefile: how large each is, and a checksum of its outline."""
    try:
        frame = geopandas.read_file(path, engine="pyogrio")
        return {
            (str(code),): {"km2": f"{shape.area / 1e6:.3f}", "outline": sha256(shape.wkb).hexdigest()[:12]}
            for code, shape in zip(frame["code"], frame.geometry, strict=True)
        }
    except (OSError, RuntimeError, ValueError, LookupError):
        return {}


_READERS: dict[str, Callable[[Path], dict[Key, Cells]]] = {".csv": _table, ".shp": _shapes}
