"""The commands of ``python -m dashboard``: check, export, import, template, undo, boundaries, new-edition, refresh.

Exit code 0: all is well. 1: the files of the atlas have faults, or what can hardly be right. 2: the command could
not be carried out.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.charts.registry import charts
from dashboard.core.hiding import for_readers
from dashboard.core.today import in_words, today
from dashboard.core.version import data_version
from dashboard.export import bulk, command
from dashboard.export.formats import OF_COMMAND
from dashboard.export.orders import Workshop
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import Stamp
from dashboard.importers import checking, filled_in, makers, transaction, undo
from dashboard.importers.checking import what_there_is
from dashboard.importers.folders import Folders
from dashboard.importers.refresh import asking, running, saved
from dashboard.importers.refresh.sources import load_sources
from dashboard.importers.vintages import signing
from dashboard.importers.vintages.founding import Wish, found_edition
from dashboard.loading.house_style import HouseStyleError, load_house_style
from dashboard.loading.load import DataError, load
from dashboard.maps.placement.labelling import Labeller

_HERE = Path(__file__).parents[1]
_FAULTS, _FAILED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (OSError, ValueError, LookupError) as error:
        return _fail(_sentence(error))
    except KeyboardInterrupt:
        return _fail("Stopped. The files of the atlas are whole: the old ones, or the new.")
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

    check = commands.add_parser("check", help="load all files; list every fault, and what can hardly be")
    check.add_argument("--json", action="store_true", help="print what was found as JSON, for programs")
    check.add_argument("--html", metavar="FILE", type=Path, help="write a page with small maps of what looks wrong")
    check.set_defaults(run=_check)

    export = commands.add_parser("export", help="write pictures, slides, tables or packs of a view")
    command.add_export_options(export, OF_COMMAND)
    export.set_defaults(run=_export)

    imports = commands.add_parser("import", help="take figures out of official files; a trial unless --apply")
    makers.add_import_options(imports)
    _add_writing(imports, _import)

    form = commands.add_parser("template", help="write a workbook to fill in with figures of an indicator")
    filled_in.add_options(form)
    form.set_defaults(run=_template)

    back = commands.add_parser("undo", help="take the last import back; a trial unless --apply")
    back.add_argument("--apply", action="store_true", help="write it; without this it is a trial that writes nothing")
    back.set_defaults(run=_undo, accept_loss=False)

    build = commands.add_parser("boundaries", help="build all shapefiles and data/areas.csv; a trial unless --apply")
    build.add_argument("--lsoa", metavar="FILE", type=Path, required=True, help="outlines of the LSOAs of 2011")
    build.add_argument(
        "--lookup", metavar="FILE", type=Path, required=True, help="lookup from LSOA to health body and district"
    )
    build.add_argument("--small", metavar="FILE", type=Path, help="finer outlines, for LSOAs as a level")
    build.add_argument("--scotland", metavar="FILE", type=Path, help="its outline, to build the land around anew, too")
    _add_writing(build, _boundaries)

    _add_new_edition(commands.add_parser("new-edition", help="make an edition of another system, or of another year"))

    _add_refresh(
        commands.add_parser(
            "refresh",
            help="fetch the figures that data/sources.toml lists; a trial unless --apply",
            description="Ask the service for every series of data/sources.toml; each is imported by itself. "
            "Exit code 0: all came; 1: figures had a fault; 2: a series could not be had. What came is imported.",
        )
    )
    return parser


def _add_writing(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """What every command has that changes the files of the atlas."""
    parser.add_argument("--apply", action="store_true", help="write it; without this it is a trial that writes nothing")
    parser.add_argument("--accept-loss", action="store_true", help="write it also if figures vanish")
    parser.set_defaults(run=run)


def _add_refresh(fetch: argparse.ArgumentParser) -> None:
    fetch.add_argument("--base-url", metavar="URL", help="another address of the service, such as a mirror")
    fetch.add_argument("--timeout", type=float, default=asking.TIMEOUT_S, help="seconds to wait for an answer (60)")
    where = fetch.add_mutually_exclusive_group()
    where.add_argument(
        "--keep",
        metavar="FOLDER",
        type=Path,
        default=Path(saved.KEPT_IN),
        help=f"where answers are kept and used again for a day ({saved.KEPT_IN})",
    )
    where.add_argument(
        "--from",
        metavar="FOLDER",
        type=Path,
        dest="source",
        help="ask nobody: read the answers in a folder, and list what is to be downloaded where",
    )
    _add_writing(fetch, _refresh)


def _add_new_edition(new: argparse.ArgumentParser) -> None:
    new.add_argument("--system", metavar="CODE", required=True, help="code of the system in the lookups")
    new.add_argument("--vintage", metavar="YEAR", type=int, required=True, help="the year whose areas are wanted")
    new.add_argument("--lookups", metavar="FOLDER", type=Path, required=True, help="lookups from LSOAs, as published")
    new.add_argument("--boundaries", metavar="FOLDER", type=Path, required=True, help="outlines of the LSOAs")
    new.add_argument("--simplify", metavar="METRES", type=float, default=0, help="draw more coarsely (0)")
    new.add_argument("--out", metavar="DIR", type=Path, required=True, help="a new folder: DIR/data and DIR/boundaries")
    new.set_defaults(run=_new_edition)


def _export(options: argparse.Namespace) -> int:
    data, shapes = data_folder(), boundaries_folder()
    brand = os.environ.get("ATLAS_BRAND")
    try:
        atlas = for_readers(load(data, shapes))
        house = load_house_style(Path(brand) if brand else None)
    except (DataError, HouseStyleError) as error:
        print(error, file=sys.stderr)
        return _FAULTS
    view = command.view_of(atlas, command.asked_by(options))
    stamp = Stamp(options.site, in_words(today()), atlas.edition.title, house)
    shop = Workshop(atlas, Painter(atlas), Labeller(atlas), charts, data_version(data, shapes))
    order = command.CommandOrder(OF_COMMAND[options.format], options.size, options.all, stamp, options.captions)
    progress = command.bar if options.progress or sys.stderr.isatty() else command.silent
    if options.formats or options.sizes:
        forms = [OF_COMMAND[name] for name in options.formats or [options.format]]
        orders = command.orders_of(order, forms, options.sizes or [options.size])
        plan = [one for wanted in orders for one in command.makers_of(shop, wanted, view)]
        written = bulk.carry_out(plan, Path(options.out), shop.version, progress)
    else:
        written = iter(bulk.write_files(command.files(shop, order, view, progress), Path(options.out)))
    for path in written:
        print(path)
    return 0


def _check(options: argparse.Namespace) -> int:
    return checking.check(data_folder(), boundaries_folder(), options.json, options.html, today())


def _import(options: argparse.Namespace) -> int:
    return _carry_out(options, makers.maker_of(options.files, options.period))


def _template(options: argparse.Namespace) -> int:
    print(filled_in.write_wanted(options, _folders()))
    return 0


def _undo(options: argparse.Namespace) -> int:
    return _carry_out(options, undo.back_from(_folders()))


def _boundaries(options: argparse.Namespace) -> int:
    return _carry_out(options, makers.outlines(options.lsoa, options.lookup, options.scotland, options.small))


def _new_edition(options: argparse.Namespace) -> int:
    wish = Wish(options.system, options.vintage, options.lookups, options.boundaries, options.simplify)
    new = Folders(options.out / "data", options.out / "boundaries")
    print("\n".join(found_edition(wish, _folders(), new)))
    signing.sign(_folders(), new, today())
    return checking.check(new.data, new.boundaries, False, None, today())


def _refresh(options: argparse.Namespace) -> int:
    sources = load_sources(data_folder() / "sources.toml", options.base_url)
    caller = None if options.source else asking.Questioner(options.timeout, sources.pause_s, _say)
    answers = saved.KeptAnswers(sources, options.source or options.keep, caller)
    terms = running.Terms(options.apply, options.accept_loss, _say, _complain, _sentence)
    try:
        return running.refresh_all(_folders(), sources, answers, terms)
    except DataError as error:
        print(f"Nothing was asked, because the data are not right as they are:\n{error}", file=sys.stderr)
        return _FAULTS


def _carry_out(options: argparse.Namespace, make: transaction.Make) -> int:
    """Convert, check, compare, and write only if that is asked for and nothing is wrong."""
    try:
        result = transaction.run(_folders(), make, apply=options.apply, accept_loss=options.accept_loss, say=_say)
    except DataError as error:
        print(f"Nothing was written, because with the new figures the data are not right:\n{error}", file=sys.stderr)
        return _FAULTS
    last = [transaction.RESTART] if result.written else [] if options.apply else [result.trial]
    print("\n".join([*([result.made.done] if result.written else []), what_there_is(result.atlas), *last]))
    return 0


def _folders() -> Folders:
    return Folders(data_folder(), boundaries_folder())


def _say(line: str) -> None:
    """What goes on, at once: a run takes minutes."""
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _FAILED


def _sentence(error: Exception) -> str:
    """One line, whatever was raised."""
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"There is no file {error.filename}."
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The disk'}: {error.strerror}. The files of the atlas are as they were."
    if isinstance(error, KeyError):
        return f"The files lack {error}, so they are not in the form that is expected."
    return " ".join(str(error).split()) or type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
