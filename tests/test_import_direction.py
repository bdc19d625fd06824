"""Who may import whom: an explicit table, read from the source with ``ast``."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dashboard"

#: Part of the package -> the parts that it may import. A part is a module or a folder with all its modules.
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "page.ids": set(),
    "classes": {"model"},
    "compare": {"model"},
    "statistics": {"model", "classes"},
    "atlas": {"model"},
    # Words for a row of the Atlas and for a comparison.
    "text": {"model", "atlas", "compare"},
    "checks": {"model"},
    "tables": {"checks"},
    "load": {"model", "atlas", "checks", "tables"},
    "scene": {"model", "atlas", "classes", "compare", "against"},
    "scale": {"model"},
    "against": {"model", "atlas", "text"},
    # The profile of a place: its figures, what stands out among them, what matching England would mean.
    "spine": {"model", "atlas", "compare"},
    "standout": {"model", "compare", "text", "spine", "statistics"},
    "matched": {"model", "atlas", "text", "spine", "standout", "statistics"},
    "beside": {"model", "atlas", "text", "against"},
    "navigation": {"model", "atlas", "text", "beside"},
    "offers": {"model", "atlas", "text", "against", "beside", "navigation"},
    # The way from the National Grid to degrees.
    "grid": set(),
    "geometry": {"model", "atlas", "grid"},
    "figures": {"figures", "grid", "model", "atlas", "scene", "classes", "compare", "text", "charts"},
    # Figures of a scene as marks, axes, sentences and tables, before any drawing.
    "charts": {"charts", "model", "atlas", "scene", "classes", "compare", "text", "against", "statistics"},
    # What is said and explained about a whole scene, on the page and in every picture.
    "words": {"model", "atlas", "classes", "text", "scene"},
    "legend": {"model", "atlas", "classes", "text", "scene", "figures"},
    "page": {
        # The sizes of pictures that the export panel offers.
        *("legend", "words", "export", "scale"),
        *("page", "page.ids", "model", "atlas", "text", "navigation", "scene", "classes", "compare", "figures"),
        *("charts", "statistics", "against", "spine", "standout", "matched", "beside", "offers"),
    },
    # Pictures and tables of a scene: what design.md allows, and what the page draws and says of the same scene.
    "export": {
        *("export", "model", "atlas", "classes", "compare", "text"),
        *("scene", "navigation", "offers", "figures", "words", "legend", "scale", "charts", "spine"),
    },
    "downloads": {"export", "figures", "model", "atlas", "navigation", "scene", "charts", "words"},
    "callbacks": {
        *("callbacks", "page", "page.ids", "figures", "geometry", "navigation", "scene"),
        *("legend", "words", "text", "compare", "classes", "atlas", "model", "charts", "against", "offers"),
    },
    # What a refresh fetches must pass the checks of loading.
    "sources": {"sources", "model", "load", "checks", "statistics"},
}
EVERYTHING = {"web", "__main__", "__init__"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def _part(module: str) -> str:
    """The entry of the table that a module belongs to."""
    return module if module in MAY_IMPORT or module in EVERYTHING else module.partition(".")[0]


def _imports(path: Path) -> set[str]:
    """Full names of all that a file imports, also inside functions and under TYPE_CHECKING."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
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


def _all_imports_of(folder: str) -> set[str]:
    return {name.partition(".")[0] for path in MODULES if _part(_name(path)) == folder for name in _imports(path)}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_imports_only_what_the_table_allows(path):
    part = _part(_name(path))
    if part in EVERYTHING:
        return
    assert part in MAY_IMPORT, f"{part} is not in the table: say who may import it and whom it may import"
    assert _own(path) - MAY_IMPORT[part] == set()


def test_the_table_names_no_part_that_does_not_exist():
    assert set(MAY_IMPORT) <= {_part(_name(path)) for path in MODULES}


def test_nothing_imports_the_web_side():
    wrong = [
        _name(path) for path in MODULES if _part(_name(path)) not in EVERYTHING and {"web", "__main__"} & _own(path)
    ]
    assert wrong == []


@pytest.mark.parametrize("part", ["model", "compare", "classes", "page.ids"])
def test_the_core_needs_only_the_standard_library(part):
    outside = _all_imports_of(part) - set(sys.stdlib_module_names) - {"dashboard"}
    assert outside == set()


@pytest.mark.parametrize(
    "part", ["figures", "scene", "navigation", "text", "words", "legend", "atlas", "load", "sources"]
)
def test_dash_and_flask_stay_in_the_shell(part):
    assert _all_imports_of(part) & {"dash", "flask", "werkzeug", "gunicorn"} == set()


@pytest.mark.parametrize(
    "part", ["figures", "scene", "navigation", "text", "words", "legend", "compare", "classes", "model", "page"]
)
def test_pure_modules_open_no_files(part):
    """No ``open``, no ``pathlib``, no readers; templates of the page come through Jinja's loader."""
    readers = {"open", "read_text", "read_bytes", "read_csv", "read_file", "write_text", "write_bytes", "to_csv"}
    assert (
        _all_imports_of(part) & {"pathlib", "os", "io", "geopandas", "pandas", "pyogrio", "shutil", "requests"} == set()
    )
    called = set()
    for path in (path for path in MODULES if _part(_name(path)) == part):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                called.add(getattr(node.func, "id", None) or getattr(node.func, "attr", None))
    assert called & readers == set()


def test_the_check_would_see_a_forbidden_import(tmp_path):
    file = tmp_path / "bad.py"
    file.write_text("def draw():\n    from dashboard.load import load\n    import dash\n")
    assert _own(file) == {"load"}
    assert "dash" in _imports(file)
