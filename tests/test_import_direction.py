"""Who may import whom: an explicit table, read from the source with ``ast``."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dashboard"
APP = PACKAGE.parent / "app.py"

#: Part of the package -> the parts that it may import. A part is a module or a folder with all its modules.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "numbers": set(),
    "page.ids": set(),
    "classes": set(),
    "compare": {"model"},
    "statistics": {"model", "classes"},
    "atlas": {"model", "numbers"},
    # Words for a row of the Atlas and for a comparison.
    "text": {"model", "numbers", "atlas", "compare"},
    "checks": {"model"},
    "tables": {"checks"},
    "scene": {"model", "numbers", "atlas", "classes", "compare", "against"},
    "figure_checks": {"model", "checks"},
    "named": {"checks", "tables"},
    # Which coordinate system a shapefile is in; the shapefiles; files that nobody reads.
    "projection": set(),
    "shapes": {"model", "checks", "tables", "named", "projection"},
    "strays": {"model", "checks", "tables", "shapes"},
    # Files put in place in one step; what a new table would change.
    "pending": set(),
    "difference": set(),
    "load": {
        *("model", "atlas", "checks", "figure_checks", "tables"),
        *("named", "shapes", "strays", "pending"),
    },
    "scale": {"model"},
    # The day in England.
    "today": set(),
    "against": {"model", "atlas", "text"},
    # The profile of a place: its figures, what stands out among them, what matching England would mean.
    "spine": {"model", "atlas", "compare"},
    "standout": {"model", "compare", "text", "spine", "statistics"},
    "matched": {"model", "atlas", "text", "spine", "standout", "statistics"},
    "beside": {"model", "atlas", "text", "against"},
    "address": {"model", "atlas", "text", "beside"},
    "navigation": {"model", "atlas", "text", "beside", "address"},
    "offers": {"model", "atlas", "text", "against", "beside", "navigation"},
    # The way from the National Grid to degrees.
    "grid": set(),
    "geometry": {"model", "atlas", "grid"},
    "figures": {"figures", "grid", "model", "numbers", "atlas", "scene", "classes", "text", "charts"},
    # Figures of a scene as marks, axes, sentences and tables, before any drawing.
    "charts": {"charts", "model", "numbers", "atlas", "scene", "classes", "compare", "text", "statistics"},
    # What is said and explained about a whole scene, on the page and in every picture.
    "words": {"model", "numbers", "atlas", "classes", "text", "scene"},
    "legend": {"model", "atlas", "classes", "text", "scene", "figures"},
    "page": {
        # The sizes of pictures that the export panel offers.
        *("legend", "words", "export", "scale"),
        *("page", "page.ids", "model", "atlas", "text", "navigation", "scene", "compare", "figures"),
        *("charts", "spine", "standout", "matched", "beside", "offers"),
        *("page", "page.ids", "model", "atlas", "text", "navigation", "scene", "compare", "figures"),
        *("charts", "spine", "standout", "matched", "beside", "offers", "today"),
    },
    # Pictures and tables of a scene: what design.md allows, and what the page draws and says of the same scene.
    "export": {
        *("export", "model", "atlas", "compare", "text"),
        *("scene", "navigation", "offers", "figures", "words", "legend", "scale", "charts", "spine"),
    },
    # What the web side stands on: memory, room, the server's address, the files that pages link.
    "loaded": {"load"},
    "apart": {"atlas"},
    "caching": set(),
    "gates": set(),
    "site": set(),
    "settings": {"site"},
    "linked": set(),
    "compression": {"caching"},
    "answers": {"caching", "compression", "today"},
    "downloads": {
        *("export", "figures", "model", "atlas", "address", "navigation", "scene", "charts", "words"),
        *("caching", "gates", "site", "today"),
    },
    # The server underneath: it knows HTTP and nothing of the atlas.
    "framing": set(),
    "caller": {"framing"},
    "worker": {"framing", "caller"},
    "callbacks": {
        *("callbacks", "page", "page.ids", "figures", "navigation", "scene"),
        *("words", "atlas", "model", "charts", "against", "offers"),
    },
    # What a refresh fetches must pass the checks of loading.
    "sources": {
        *("sources", "model", "load", "checks", "statistics"),
        *("atlas", "tables", "shapes", "pending", "difference"),
    },
}
EVERYTHING = {"web", "__main__", "__init__"}

#: Modules and folders that may know Dash or Flask, and why. Every other module of the package is pure of them.
MAY_KNOW_DASH: dict[str, str] = {
    "web": "makes the application",
    "downloads": "answers the routes of files",
    "answers": "answers the callback from memory",
    "compression": "packs what the server sends",
    "linked": "reads the addresses that Dash writes",
    "worker": "is a worker of gunicorn",
    "callbacks": "connects the page with the server",
    "page.layout": "the few components that the templates are put into",
}
WEB_PACKAGES = {"dash", "flask", "werkzeug", "gunicorn"}

#: Modules and folders that may open files, and why. Every other module opens none.
MAY_OPEN_FILES: dict[str, str] = {
    "__main__": "the commands, which are given files",
    "load": "reads the shapefiles",
    "worker": "reads a setting of the environment, and no file",
    "tables": "reads the tables",
    "shapes": "reads the shapefiles",
    "named": "is given the path of a table",
    "strays": "looks for files that nobody reads",
    "pending": "puts files in place",
    "loaded": "is given the folders to load",
    "apart": "hands over the folders to load",
    "linked": "hashes the assets at the start",
    "web": "names the folder of assets",
    "sources": "reads what publishers publish and writes our tables",
    "export.command": "writes pictures without a server",
    "export.lettering": "measures with the shipped fonts",
    "export.poster": "sets with the shipped fonts and template",
    "export.typesetting": "sets with the shipped fonts and template",
    "export.version": "a version is a hash of the files that were loaded",
    "export.pack": "a ZIP file, in memory",
    "export.presentation": "a ZIP file, in memory",
    "export.tables": "text and workbooks, in memory",
}
FILE_PACKAGES = {
    *("pathlib", "os", "io", "shutil", "tempfile", "zipfile", "tarfile"),
    *("geopandas", "pandas", "pyogrio", "requests", "httpx"),
}
FILE_CALLS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes"),
    *("read_csv", "read_excel", "read_file", "to_csv", "to_excel", "to_file"),
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def _part(module: str) -> str:
    """The entry of the table that a module belongs to."""
    return module if module in MAY_IMPORT or module in EVERYTHING else module.partition(".")[0]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _imports(path: Path) -> set[str]:
    """Full names of all that a file imports, also inside functions and under TYPE_CHECKING."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the direction"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _own(path: Path) -> set[str]:
    """The parts of this package that a file imports."""
    names = {name.removeprefix("dashboard.") for name in _imports(path) if name.startswith("dashboard.")}
    modules = {_name(module) for module in MODULES}
    return {_part(name if name in modules else name.rpartition(".")[0] or name) for name in names}


def _packages(path: Path) -> set[str]:
    """The packages of others, and of the standard library, that a file imports."""
    return {name.partition(".")[0] for name in _imports(path)}


def _calls(path: Path) -> set[str]:
    """The last names of all functions that a file calls."""
    nodes = (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))
    return {name for node in nodes if (name := getattr(node.func, "id", None) or getattr(node.func, "attr", None))}


def _knows_dash(path: Path) -> set[str]:
    return _packages(path) & WEB_PACKAGES


def _opens_files(path: Path) -> set[str]:
    """What gives a file away: templates come through Jinja's loader, which this does not see."""
    return _packages(path) & FILE_PACKAGES | _calls(path) & FILE_CALLS


def _entry(module: str, table: Iterable[str]) -> str | None:
    """The entry of a table that covers a module: its own, or that of a folder that it lies in."""
    return next((entry for entry in table if f"{module}.".startswith(f"{entry}.")), None)


GUARDS = pytest.mark.parametrize(
    ("reasons", "sees"),
    [(MAY_KNOW_DASH, _knows_dash), (MAY_OPEN_FILES, _opens_files)],
    ids=["no Dash", "opens no files"],
)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_imports_only_what_the_table_allows(path):
    part = _part(_name(path))
    if part in EVERYTHING:
        return
    assert part in MAY_IMPORT, f"{part} is not in the table: say who may import it and whom it may import"
    assert _own(path) - MAY_IMPORT[part] == set()


def test_the_table_names_no_part_that_does_not_exist():
    assert set(MAY_IMPORT) <= {_part(_name(path)) for path in MODULES}


def test_the_table_grants_nothing_that_nobody_uses():
    parts = {part: [path for path in MODULES if _part(_name(path)) == part] for part in MAY_IMPORT}
    used = {part: set().union(*map(_own, paths)) for part, paths in parts.items()}
    # The modules of a folder may always know each other.
    unused = {part: allowed - used[part] - {part} for part, allowed in MAY_IMPORT.items()}
    assert {part: names for part, names in unused.items() if names} == {}


def test_nothing_imports_the_web_side():
    wrong = [
        _name(path) for path in MODULES if _part(_name(path)) not in EVERYTHING and {"web", "__main__"} & _own(path)
    ]
    assert wrong == []


@pytest.mark.parametrize("part", ["model", "compare", "classes", "page.ids"])
def test_the_core_needs_only_the_standard_library(part):
    outside = set().union(*(_packages(path) for path in MODULES if _part(_name(path)) == part))
    assert outside - set(sys.stdlib_module_names) - {"dashboard"} == set()


@GUARDS
@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_keeps_out_of_what_it_has_no_reason_for(path, reasons, sees):
    if _entry(_name(path), reasons) is None:
        assert sees(path) == set()


@GUARDS
def test_no_reason_is_given_that_nobody_needs(reasons, sees):
    needed = {_entry(_name(path), reasons) for path in MODULES if sees(path)}
    assert set(reasons) - needed == set()


def _public_names(path: Path) -> set[str]:
    """The names that a module defines for others."""
    nodes = _tree(path).body
    named = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    plain = {target for node in nodes if isinstance(node, ast.Assign) for target in node.targets}
    annotated = {node.target for node in nodes if isinstance(node, ast.AnnAssign)}
    named |= {target.id for target in plain | annotated if isinstance(target, ast.Name)}
    return {name for name in named if not name.startswith("_")}


def test_no_name_of_the_package_serves_tests_only():
    templates = [path for path in PACKAGE.rglob("*") if path.suffix in (".html", ".typ")]
    words = Counter(
        re.findall(
            r"\w+",
            " ".join(path.read_text() for path in [*MODULES, *templates, APP, APP.with_name("gunicorn.conf.py")]),
        )
    )
    unused = {name for path in MODULES for name in _public_names(path) if words[name] < 2}
    assert unused == set()


def test_the_check_would_see_a_forbidden_import(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("def draw():\n    from dashboard.load import load\n    import dash\n")
    assert _own(file) == {"load"}
    assert "dash" in _imports(file)


def test_the_guards_would_see_dash_and_a_file(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("def draw(path):\n    from flask import request\n    return path.read_text(), open(request)\n")
    assert _knows_dash(file) == {"flask"}
    assert _opens_files(file) == {"read_text", "open"}


def test_a_reason_covers_its_own_folder_and_no_namesake():
    assert _entry("sources.table", ["sources"]) == "sources"
    assert _entry("sources", ["sources"]) == "sources"
    assert _entry("sources_of_old", ["sources"]) is None
    assert _entry("export.versions", ["export.version"]) is None
