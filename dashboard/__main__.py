"""The commands: ``python -m dashboard check | export | import NAME FILE... | boundaries | refresh``.

Exit code 0: all is well. 1: the files of the atlas have faults. 2: the command could not be carried out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from dashboard.atlas import Atlas
from dashboard.export import command
from dashboard.export.primitives import SIZES, Stamp
from dashboard.export.version import data_version
from dashboard.load import DataError, load
from dashboard.model import MAP_LEVELS, Layer, Level, Overlay
from dashboard.sources import IMPORTS, PACKAGED, TABLES, boundaries, refresh
from dashboard.sources.table import write

_HERE = Path(__file__).parents[1]
_FAULTS, _FAILED = 1, 2
_NAMES = ", ".join([*IMPORTS, *TABLES, *PACKAGED])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (OSError, ValueError, LookupError, BadZipFile) as error:
        return _fail(_sentence(error))
    return code


def data_folder() -> Path:
    """The tables: ATLAS_DATA, or data/ of the project."""
    return Path(os.environ.get("ATLAS_DATA") or _HERE / "data")


def boundaries_folder() -> Path:
    """The shapefiles: ATLAS_BOUNDARIES, or boundaries/ of the project."""
    return Path(os.environ.get("ATLAS_BOUNDARIES") or _HERE / "boundaries")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Look after the files of the atlas.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="load all files; list every fault, or what there is")
    check.set_defaults(run=_check)

    _add_export(commands.add_parser("export", help="write pictures, slides, tables or packs of a view"))

    imports = commands.add_parser("import", help="convert official files into data/values/NAME.csv")
    imports.add_argument("name", metavar="NAME", help=f"one of: {_NAMES}")
    imports.add_argument("files", metavar="FILE", type=Path, nargs="*", help=f"none for {', '.join(PACKAGED)}")
    imports.set_defaults(run=_import)

    build = commands.add_parser("boundaries", help="build all shapefiles and data/areas.csv")
    build.add_argument("--lsoa", metavar="FILE", type=Path, required=True, help="outlines of the LSOAs of 2011")
    build.add_argument(
        "--lookup", metavar="FILE", type=Path, required=True, help="lookup from LSOA to CCG and district"
    )
    build.set_defaults(run=_boundaries)

    fetch = commands.add_parser("refresh", help="fetch from Fingertips the figures that this edition lacks")
    fetch.add_argument("--base-url", default=refresh.SERVICE, help="another address of the service, such as a mirror")
    fetch.add_argument("--area-type", type=int, default=refresh.COUNCILS, help="its number for a set of councils")
    fetch.add_argument("--timeout", type=float, default=refresh.TIMEOUT_S, help="seconds to wait for an answer")
    fetch.set_defaults(run=_refresh)
    return parser


#: The options of "export" that are keys of an address.
_KEYS = ("area", "by", "condition", "measure", "period", "overlay", "layers")


def _add_export(export: argparse.ArgumentParser) -> None:
    what = "what to show, in the words of the address; what is left out is chosen as the page does"
    view, files = export.add_argument_group("the view", what), export.add_argument_group("the files")
    view.add_argument("--area", help="code or name of an area; else the whole system")
    view.add_argument("--by", help=f"one of: {', '.join(MAP_LEVELS)}")
    view.add_argument("--condition", help="such as all-causes or stroke")
    view.add_argument("--measure", help="such as avoidable or deaths-smr")
    view.add_argument("--period", help="such as 2018, 2015-19 or 2018/19")
    view.add_argument("--overlay", help=f"one of: {', '.join(Overlay)}")
    view.add_argument("--layers", help=f"one or more, with dots between them, of: {', '.join(Layer)}")
    forms = (*command.SINGLE, *command.WHOLE)
    files.add_argument("--format", default="png", choices=forms, help=f"one of: {', '.join(forms)} (png)")
    files.add_argument("--size", default="slide", choices=SIZES, help=f"one of: {', '.join(SIZES)} (slide)")
    files.add_argument("--all", action="store_true", help="one file for each condition with figures in the area")
    files.add_argument("--out", metavar="DIR", type=Path, default=Path(), help="folder to write into (this one)")
    files.add_argument("--site", metavar="URL", default="", help="address of the atlas, to print on the files")
    files.add_argument("--progress", action="store_true", help="show progress also if nobody watches")
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    data, shapes = data_folder(), boundaries_folder()
    try:
        atlas = load(data, shapes)
    except DataError as error:
        print(error, file=sys.stderr)
        return _FAULTS
    asked = {key: value for key in _KEYS if (value := getattr(options, key)) is not None}
    view = command.view_of(atlas, asked)
    today = date.today()
    stamp = Stamp(options.site, f"{today.day} {today:%B %Y}")
    order = command.Order(options.format, options.size, options.all, stamp, data_version(data, shapes))
    progress = command.bar if options.progress or sys.stderr.isatty() else command.silent
    for path in command.write(command.files(atlas, order, view, progress), options.out):
        print(path)
    return 0


def _check(options: argparse.Namespace) -> int:
    try:
        print(_summary(load(data_folder(), boundaries_folder())))
    except DataError as error:
        print(error, file=sys.stderr)
        return _FAULTS
    return 0


def _import(options: argparse.Namespace) -> int:
    if options.name in PACKAGED:
        return _import_packaged(options)
    if options.name not in {*IMPORTS, *TABLES}:
        return _fail(f"There is no import called {options.name!r}; there are: {_NAMES}.")
    if not options.files:
        return _fail(f"Name the official files that {options.name} is made from.")
    if options.name in TABLES:
        return _put_table(options, TABLES[options.name](options.files))
    table = IMPORTS[options.name](options.files)
    if table.empty:
        return _fail("These files hold no figure of the atlas, so nothing was written.")
    target = data_folder() / "values" / f"{options.name}.csv"
    with tempfile.TemporaryDirectory() as scratch:
        write(table, Path(scratch, target.name))
        _put(Path(scratch, target.name), target)
    print(f"{target.name} is written: {_size(table)}.")
    return _check(options)


def _import_packaged(options: argparse.Namespace) -> int:
    if options.files:
        return _fail(f"{options.name} is made from an installed package, so no file can be named.")
    return _put_table(options, PACKAGED[options.name](boundaries_folder() / f"{Level.DISTRICT}.shp"))


def _put_table(options: argparse.Namespace, table: pd.DataFrame) -> int:
    """Write a table that lies beside values/, and check everything."""
    target = data_folder() / f"{options.name}.csv"
    with tempfile.TemporaryDirectory() as scratch:
        table.to_csv(Path(scratch, target.name), index=False, lineterminator="\n")
        _put(Path(scratch, target.name), target)
    print(f"{target.name} is written: {len(table):,} rows.")
    return _check(options)


def _boundaries(options: argparse.Namespace) -> int:
    """Build everything aside first, so that a fault on the way leaves the old files as they were."""
    with tempfile.TemporaryDirectory() as scratch:
        shapes, areas = Path(scratch, "boundaries"), Path(scratch, "areas.csv")
        boundaries.build(options.lsoa, options.lookup, shapes, areas)
        files = sorted(shapes.iterdir())
        for file in files:
            _put(file, boundaries_folder() / file.name)
        _put(areas, data_folder() / areas.name)
    print(f"{len(files)} files of boundaries and areas.csv are written.")
    return _check(options)


def _refresh(options: argparse.Namespace) -> int:
    """Fetch, try the new files out on a copy of the data, and only then put them in their place."""
    data = data_folder()
    table = refresh.fetch(options.base_url, options.area_type, options.timeout, data / "areas.csv")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(data, Path(scratch, "data")))
        names = (Path("values", "refresh.csv"), Path("indicators.csv"))
        write(table, copy / names[0])
        (copy / names[1]).write_bytes(refresh.append_indicators(data / names[1]).encode("utf-8"))
        try:
            atlas = load(copy, boundaries_folder())
        except DataError as error:
            print(
                f"Nothing was written, because with the new figures the data are not right:\n{error}", file=sys.stderr
            )
            return _FAULTS
        for name in names:
            _put(copy / name, data / name)
    print(f"refresh.csv is written: {_size(table)}.\n{_summary(atlas)}")
    return 0


def _put(source: Path, target: Path) -> None:
    """Copy a finished file to its place in one step: whoever reads it sees the old one or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(source.read_bytes())
    beside = Path(part.name)
    try:
        beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _summary(atlas: Atlas) -> str:
    figures = sum(len(areas) for periods in atlas.values.values() for areas in periods.values())
    shapes = sum(map(len, atlas.shapes.values()))
    return (
        f"No faults: {len(atlas.areas):,} areas, {shapes:,} boundaries, {len(atlas.conditions):,} conditions, "
        f"{len(atlas.indicators):,} indicators, {figures:,} figures, {len(atlas.facts):,} facts, "
        f"{len(atlas.postcodes):,} postcode districts, {len(atlas.sites):,} hospitals and stroke units."
    )


def _size(table: pd.DataFrame) -> str:
    counts = {"row": len(table), "indicator": table["indicator"].nunique()}
    return ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items())


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _FAILED


def _sentence(error: Exception) -> str:
    """One line, whatever was raised."""
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"There is no file {error.filename}."
    if isinstance(error, KeyError):
        return f"The files lack {error}, so they are not in the form that is expected."
    return " ".join(str(error).split()) or type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
