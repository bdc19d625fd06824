"""The imports by name, each as a function that writes its tables into the folders that it is given."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from dashboard.core.provenance import Origin
from dashboard.importers import (
    IMPORTS,
    NAMES,
    PACKAGED,
    TABLES,
    boundaries,
    filled_in,
    filled_sheet,
    small_areas,
    surroundings,
)
from dashboard.importers.by_name import name_words
from dashboard.importers.folders import Folders
from dashboard.importers.forms.found import UnclaimedError
from dashboard.importers.forms.outlines import is_of_outlines, take_outlines
from dashboard.importers.forms.recipes import FILE, Recipe, read_recipes
from dashboard.importers.forms.written import TakenIn, take_in
from dashboard.importers.reading import SourceError, read_csv, unended
from dashboard.importers.records import origin_of
from dashboard.importers.table import write_table
from dashboard.importers.tiers import Tier
from dashboard.importers.transaction import Made, Make
from dashboard.loading.edition import load_edition
from dashboard.loading.load import DataError
from dashboard.loading.shapefile import SIDECARS
from dashboard.loading.validation import Expectation, Fault

_FIGURES = Expectation("figures of the areas in areas.csv", "check the file and NAME; nothing was written")


def add_import_options(parser: ArgumentParser) -> None:
    """What the command ``import`` can be told, besides whether to write."""
    parser.add_argument(
        "files",
        metavar="[NAME] FILE",
        nargs="+",
        help="official files, recognised by their form and taken in by data/recipes.toml; behind a NAME, files of that "
        f"import, none for {', '.join(PACKAGED)}. NAME is one of: {NAMES}",
    )
    parser.add_argument(
        "--period",
        default="",
        help="of when a file is whose columns do not say it, and which data/recipes.toml does not know, as in 2020/21",
    )


def maker_of(words: Sequence[str], period: str = "") -> Make:
    """The import of these words: NAME FILE... or FILE... only.

    period: of when files are that do not say it. Raises ValueError if the first word is neither a name nor a file,
    files are named for nothing, or a period is said of an import that knows it.
    """
    name, files = words[0], [Path(word) for word in words[1:]]
    if filled_sheet.are_filled_in([Path(word) for word in words]):
        return _without(period, by_hand([Path(word) for word in words]))
    if name in {*IMPORTS, *TABLES, *PACKAGED}:
        return _without(period, _named(name, files))
    if not Path(name).suffix and not Path(name).exists():
        raise ValueError(f"There is no import and no file called {name!r}; there are: {NAMES}.")
    return by_form([Path(name), *files], period)


def _without(period: str, make: Make) -> Make:
    if period:
        raise ValueError("These files say of when they are: leave --period out.")
    return make


def _named(name: str, files: Sequence[Path]) -> Make:
    if name in PACKAGED:
        return _packaged(name, files)
    if not files:
        raise ValueError(f"Name the official files that {name} is made from.")
    return _beside(name, files) if name in TABLES else _values(name, files)


def by_form(files: Sequence[Path], period: str = "") -> Make:
    """What comes of official files, each recognised by its form: figures by the recipes of an edition, or outlines."""

    def make(folders: Folders) -> Made:
        drawn = [path for path in files if is_of_outlines(path)]
        if drawn and len(drawn) < len(files):
            raise ValueError("Import figures and boundaries apart: first the one, then the other.")
        if drawn:
            _without(period, make)
            said = take_outlines(drawn, folders.data, folders.boundaries)
            return Made(f"The outlines of {', '.join(path.name for path in drawn)} are written.", tuple(said))
        faults: list[Fault] = []
        recipes = read_recipes(folders.data / FILE, faults)
        if faults:
            raise DataError(faults)
        said, sources = _taken_in(files, folders.data, recipes, period)
        origins = {indicator: origin_of(*source) for indicator, source in sources.items()}
        return Made(_done(files), (*said, *_cut(files)), origins=origins)

    return make


def _taken_in(files: Sequence[Path], data: Path, recipes: Sequence[Recipe], period: str) -> TakenIn:
    """What recipes take out of files. Of files that none is for, the error says which import by name is."""
    try:
        return take_in(files, data, recipes, period)
    except UnclaimedError as error:
        words = name_words(files)
        raise (ValueError(f"{error}. {words}") if words else error) from None


def by_hand(files: Sequence[Path]) -> Make:
    """What somebody has filled into workbooks of ``template``."""

    def make(folders: Folders) -> Made:
        with TemporaryDirectory() as scratch:
            tables = filled_in.with_codes(files, folders, Path(scratch))
            said, sources = take_in(tables, folders.data, filled_in.recipes_of(tables))
        unread = (line for path in files for line in filled_sheet.unread_words(path))
        books = dict(zip(tables, files, strict=True))
        origins = {name: origin_of([books[path] for path in paths], form) for name, (paths, form) in sources.items()}
        return Made(_done(files), (*unread, *said), origins=origins)

    return make


def outlines(lsoa: Path, lookup: Path, scotland: Path | None, small: Path | None) -> Make:
    """All shapefiles, and the table of areas that belongs to them; the land around only with Scotland's outline.

    small: finer outlines of the LSOAs, without which they are no level of their own.
    """

    def make(folders: Folders) -> Made:
        boundaries.build(lsoa, lookup, folders.boundaries, folders.data / "areas.csv")
        if small:
            small_areas.add(small, lookup, folders.boundaries, folders.data / "areas.csv")
        if scotland:
            surroundings.build_around(lsoa, lookup, scotland, folders.boundaries)
        count = len([path for path in folders.boundaries.iterdir() if path.suffix in SIDECARS])
        origin = origin_of([path for path in (lsoa, lookup, small, scotland) if path], "boundaries")
        return Made(f"{count} files of boundaries and areas.csv are written.", origins={"": origin})

    return make


def _values(name: str, files: Sequence[Path]) -> Make:
    def make(folders: Folders) -> Made:
        areas = folders.data / "areas.csv"
        converted = IMPORTS[name](files, areas)
        known = {*read_csv(areas)["code"], *_regions(folders.data / "edition.toml")}
        table = converted[converted["area_code"].isin(known)]
        if table.empty:
            raise SourceError(", ".join(file.name for file in files), _FIGURES, "none")
        (folders.data / "values").mkdir(exist_ok=True)
        write_table(table, folders.data / "values" / f"{name}.csv")
        notes = (*_foreign(converted, table), *_cut(files))
        return Made(f"{name}.csv is written: {_size(table)}.", notes, origins=_origins(table, name, files))

    return make


def _regions(edition: Path) -> Iterator[str]:
    """The codes of the regions of an edition."""
    found = load_edition(edition, [])
    yield from (region.code for region in (found.regions if found else ()))


def _beside(name: str, files: Sequence[Path]) -> Make:
    def make(folders: Folders) -> Made:
        return _written(TABLES[name](files, folders.data / "areas.csv"), folders.data / f"{name}.csv", files)

    return make


def _packaged(name: str, files: Sequence[Path]) -> Make:
    if files:
        raise ValueError(f"{name} is made from an installed package, so no file can be named.")

    def make(folders: Folders) -> Made:
        districts = folders.boundaries / f"{Tier.DISTRICT}.shp"
        return _written(PACKAGED[name](districts), folders.data / f"{name}.csv")

    return make


def _written(table: pd.DataFrame, path: Path, files: Sequence[Path] = ()) -> Made:
    table.to_csv(path, index=False, lineterminator="\n")
    origins = _origins(table, path.stem, files)
    return Made(f"{path.name} is written: {len(table):,} rows.", tuple(_cut(files)), origins=origins)


def _origins(table: pd.DataFrame, name: str, files: Sequence[Path]) -> dict[str, Origin]:
    """Of a table that is made of all files together: the same for each of its indicators."""
    origin = origin_of(files, name)
    return dict.fromkeys(map(str, table["indicator"].unique()) if "indicator" in table else [""], origin)


def _done(files: Sequence[Path]) -> str:
    return f"The figures of {', '.join(file.name for file in files)} are written."


def _foreign(converted: pd.DataFrame, kept: pd.DataFrame) -> list[str]:
    """How many figures are of areas that this edition does not have."""
    count = len(converted) - len(kept)
    words = "1 row is left out, as its area is" if count == 1 else f"{count:,} rows are left out, as their areas are"
    return [f"Note: {words} not in areas.csv."] if count else []


def _cut(files: Sequence[Path]) -> list[str]:
    """Files that end in the middle of a line, as a download does that broke off."""
    return [
        f"Note: the last row of {file.name} has no line end; if the file was cut off, its last figure is wrong."
        for file in files
        if unended(file)
    ]


def _size(table: pd.DataFrame) -> str:
    counts = {"row": len(table), "indicator": table["indicator"].nunique()}
    return ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items())
