"""Files that lie where the atlas reads and are not read: whoever put them there thinks that they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.core.level import Level
from dashboard.loading.csv_table import label
from dashboard.loading.shapefile import AROUND, SIDECARS, name_of
from dashboard.loading.validation import Expectation, Fault

_READ = Expectation(
    "tables called NAME.csv only", "save it as CSV UTF-8 under such a name, or take it out of the folder"
)

#: Files of data/ that are read, or are for people.
_KNOWN = (
    "areas",
    "conditions",
    "indicators",
    "facts",
    "claims",
    "national_places",
    "postcodes",
    "sites",
    "priorities",
    "synonyms",
    "equal_shapes",
    "imports",
    "accepted",
)
_BESIDES = ("README.md", "edition.toml", "recipes.toml", "sources.toml", "values")


def tables_in(folder: Path) -> list[Path]:
    """The tables of values/, by name; hidden files are those of editors and of imports."""
    return sorted(path for path in folder.glob("*.csv") if path.is_file() and not path.name.startswith("."))


def unread(folder: Path) -> Iterator[Fault]:
    """What lies among the figures and is no table of them: whoever put it there thinks that it is shown."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith(".") and (path.suffix != ".csv" or not path.is_file()):
            yield Fault(label(path), None, "", "a folder" if path.is_dir() else "a file that is not read", _READ)


def stray(data: Path, boundaries: Path, levels: Iterable[Level]) -> list[str]:
    """A sentence for each file of the two folders that nobody reads; those in values/ are faults."""
    tables = {*(f"{name}.csv" for name in _KNOWN), *_BESIDES}
    layers = {f"{name}{ending}" for name in (AROUND, *map(name_of, levels)) for ending in SIDECARS} | {"README.md"}
    return [
        f"Note: {label(path)} is not read: nothing of the atlas has this name."
        for folder, known in ((data, tables), (boundaries, layers))
        for path in sorted(folder.iterdir())
        if path.name not in known and not path.name.startswith(".")
    ]
