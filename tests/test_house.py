"""The house: rooms on floors, who may import whom, who knows Dash, who opens files, and how large things get.

Read from the source with ``ast``.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from dashboard.views.shows import SHOWS

PACKAGE = Path(__file__).parent.parent / "dashboard"
APP = PACKAGE.parent / "app.py"
DOCS = PACKAGE.parent / "docs"

#: Room -> the rooms that its modules may import. ``__main__`` and ``__init__`` lie outside and may import all.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "stats": {"core"},
    "loading": {"core"},
    "plausibility": {"core", "loading"},
    "importers": {"core", "stats", "loading", "plausibility"},
    "views": {"core", "stats"},
    "wording": {"core", "stats", "views"},
    "charts": {"core", "stats", "views", "wording"},
    "maps": {"core", "stats", "views", "wording"},
    "export": {"core", "views", "wording", "charts", "maps"},
    "web": {"core", "views", "wording", "charts", "maps", "export"},
}
OUTSIDE = {"__main__", "__init__"}

#: Folders that may know Dash or Flask, and why. Every other module of the package is pure of them.
MAY_KNOW_DASH: dict[str, str] = {"web": "serves the atlas"}
WEB_PACKAGES = {"dash", "flask", "werkzeug", "gunicorn"}

#: Modules and folders that may open files, and why. Every other module opens none.
MAY_OPEN_FILES: dict[str, str] = {
    "__main__": "the commands, which are given files",
    "loading": "reads tables and shapefiles",
    "plausibility.desk": "is given the folders, so that it can say in which row something stands",
    "importers": "reads what publishers publish and writes our tables",
    "web": "serves files, and reads the environment",
    "export.writers": "writes files in memory, with the shipped fonts and templates",
    "export.bulk": "writes the files of the command, and looks which are there",
    "export.picture.text_metrics": "measures with the shipped fonts",
    "core.version": "a version is a hash of the files that were loaded",
}
FILE_PACKAGES = {
    *("pathlib", "os", "io", "shutil", "tempfile", "zipfile", "tarfile"),
    *("geopandas", "pandas", "pyogrio", "requests", "httpx"),
}
FILE_CALLS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes"),
    *("read_csv", "read_excel", "read_file", "to_csv", "to_excel", "to_file"),
}

#: Names that several modules share on purpose, and why.
SHARED_NAMES = {"convert": "each importer has one, and the table of imports calls it"}
#: The same of short names for types of what is plain.
SHARED_TYPES = {
    "T": "any type, as the language has it",
    "Json": "what is written as JSON, without an import for it",
    **dict.fromkeys(
        ("Row", "Rows", "Cells", "Key"), "rows of a table as its importer or writer has them, in plain types"
    ),
}

MODULES = sorted(PACKAGE.rglob("*.py"))
#: The charts that their entries name and the registry looks up by name: arrows like any other.
REGISTRY = PACKAGE / "charts" / "registry.py"
_DRAWING = {f"charts.{show.draws.partition(':')[0]}" for show in SHOWS.values() if show.draws}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def _room(module: str) -> str:
    return module.partition(".")[0]


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
    """The modules of this package that a file imports."""
    names = {name.removeprefix("dashboard.") for name in _imports(path) if name.startswith("dashboard.")}
    modules = {_name(module) for module in MODULES}
    own = {name if name in modules else name.rpartition(".")[0] or name for name in names}
    return own | _DRAWING if path == REGISTRY else own


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


def test_every_module_lies_in_a_room():
    assert {_room(_name(path)) for path in MODULES} == {*MAY_IMPORT, *OUTSIDE}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_imports_downwards_only(path):
    room = _room(_name(path))
    if room not in OUTSIDE:
        assert {_room(module) for module in _own(path)} - {room} - MAY_IMPORT[room] == set()


def test_the_table_grants_nothing_that_nobody_uses():
    used = defaultdict(set)
    for path in MODULES:
        used[_room(_name(path))] |= {_room(module) for module in _own(path)}
    assert {room: rooms - used[room] for room, rooms in MAY_IMPORT.items() if rooms - used[room]} == {}


@GUARDS
@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_keeps_out_of_what_it_has_no_reason_for(path, reasons, sees):
    if _entry(_name(path), reasons) is None:
        assert sees(path) == set()


@GUARDS
def test_no_reason_is_given_that_nobody_needs(reasons, sees):
    needed = {_entry(_name(path), reasons) for path in MODULES if sees(path)}
    assert set(reasons) - needed == set()


def _definitions(path: Path) -> list[ast.FunctionDef | ast.ClassDef]:
    return [node for node in _tree(path).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def test_no_class_and_no_public_function_has_its_name_twice():
    names = Counter(node.name for path in MODULES for node in _definitions(path) if not node.name.startswith("_"))
    assert {name for name, times in names.items() if times > 1} == set(SHARED_NAMES)


def test_no_type_and_no_function_that_is_put_together_has_a_name_of_another():
    """Short names for types, and functions that remember; constants in capitals belong to their modules."""
    names = Counter(name for path in MODULES for name in _public_names(path) if not name.isupper() or len(name) == 1)
    assert {name for name, times in names.items() if times > 1} == {*SHARED_NAMES, *SHARED_TYPES}


def test_functions_are_short_and_files_too():
    functions = {
        f"{_name(path)}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    files = {_name(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in functions.items() if lines > 50} == {}
    assert {name: lines for name, lines in files.items() if lines > 300} == {}
    assert 5 <= median(functions.values()) <= 12
    assert median(files.values()) <= 130


def _longest_chain(arrows: Mapping[str, set[str]]) -> int:
    """The modules in the longest chain of imports; a cycle ends in a RecursionError."""

    @cache
    def below(module: str) -> int:
        return 1 + max((below(other) for other in arrows[module]), default=0)

    return max(map(below, arrows))


def test_no_import_goes_in_a_circle_and_no_chain_is_long():
    arrows = {_name(path): _own(path) & {_name(other) for other in MODULES} for path in MODULES}
    assert _longest_chain({name: others - {""} for name, others in arrows.items()}) <= LONGEST_CHAIN


#: From the server, or from the commands, down to the tiers of geography.
LONGEST_CHAIN = 10


def _public_names(path: Path) -> set[str]:
    """The names that a module defines for others."""
    nodes = _tree(path).body
    named = {node.name for node in _definitions(path)}
    plain = {target for node in nodes if isinstance(node, ast.Assign) for target in node.targets}
    annotated = {node.target for node in nodes if isinstance(node, ast.AnnAssign)}
    named |= {target.id for target in plain | annotated if isinstance(target, ast.Name)}
    return {name for name in named if not name.startswith("_")}


def test_every_plain_colour_is_written_down_once():
    """Ink and white, land, paper, and the fills of what is empty."""
    written = {_name(path): set(re.findall(r'"(#\w{6})"', path.read_text())) for path in MODULES}
    plain = written["core.colours"]
    assert {name for name, colours in written.items() if colours & plain} == {"core.colours"}


def test_one_function_makes_the_first_letter_large_or_small():
    """``str.capitalize`` would spoil "GP areas"."""
    makes = re.compile(r"\[:1\]\.(?:upper|lower)\(|\.capitalize\(")
    assert {_name(path) for path in MODULES if makes.search(path.read_text())} == {"core.labels"}


def test_no_name_of_the_package_serves_tests_only():
    outside = [APP, PACKAGE.parent / "gunicorn.conf.py"]
    templates = [path for path in PACKAGE.rglob("*") if path.suffix in (".html", ".typ")]
    words = Counter(re.findall(r"\w+", " ".join(path.read_text() for path in [*MODULES, *templates, *outside])))
    unused = {name for path in MODULES for name in _public_names(path) if words[name] < 2}
    assert unused == set()


def test_every_folder_says_in_two_lines_what_lives_there():
    folders = [path for path in MODULES if path.name == "__init__.py"]
    said = {path: ast.get_docstring(_tree(path)) or "" for path in folders}
    assert {_name(path) for path, words in said.items() if len(words.split()) < 8} == set()


@pytest.mark.parametrize("document", ["architecture.md", "glossary.md"])
def test_no_row_of_a_table_stands_twice(document):
    for table in (DOCS / document).read_text(encoding="utf-8").split("\n## "):
        firsts = Counter(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE))
        assert [first for first, times in firsts.items() if times > 1] == []


@pytest.mark.parametrize("document", ["architecture.md", "glossary.md"])
def test_every_file_that_the_design_names_is_there(document):
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", (DOCS / document).read_text(encoding="utf-8"))
    assert [name for name in named if not (PACKAGE.parent / name).exists()] == []
    assert len(named) > 20 or document == "glossary.md"


def test_the_check_would_see_a_forbidden_import(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("def draw():\n    from dashboard.loading.load import load\n    import dash\n")
    assert _own(file) == {"loading.load"}
    assert "dash" in _imports(file)


def test_the_check_sees_the_charts_that_the_registry_looks_up_by_name():
    assert "charts.ranking" in _own(REGISTRY)
    assert {_name(path) for path in MODULES} >= _DRAWING


def test_the_check_would_see_a_long_chain():
    assert _longest_chain({"web": {"views"}, "views": {"core"}, "core": set()}) == 3


def test_the_guards_would_see_dash_and_a_file(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("def draw(path):\n    from flask import request\n    return path.read_text(), open(request)\n")
    assert _knows_dash(file) == {"flask"}
    assert _opens_files(file) == {"read_text", "open"}


def test_a_reason_covers_its_own_folder_and_no_namesake():
    assert _entry("importers.table", ["importers"]) == "importers"
    assert _entry("importers", ["importers"]) == "importers"
    assert _entry("importers_of_old", ["importers"]) is None
    assert _entry("core.versions", ["core.version"]) is None
