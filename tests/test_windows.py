"""What can be held on Linux of running on Windows, where there is no gunicorn, no fork, no fcntl and no /dev/shm."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dashboard"
#: What only systems like Linux have.
LACKING = {"fcntl", "grp", "gunicorn", "posix", "pty", "pwd", "resource", "syslog", "termios"}
#: What gunicorn alone loads.
OF_GUNICORN = {PACKAGE / "web" / f"{name}.py" for name in ("access_log", "bare_answers", "caller", "worker")}
SOURCES = [ROOT / "app.py", *sorted(PACKAGE.rglob("*.py"))]
OPENERS = {"open", "read_text", "write_text", "fdopen", "NamedTemporaryFile", "TextIOWrapper"}


def imported(path: Path) -> set[str]:
    """What a module imports as soon as it is imported, but for what it imports on other systems only."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def is_unsure(call: ast.Call) -> bool:
    """Whether a call opens a file as text and leaves its encoding to the system."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in OPENERS or ast.unparse(call.func) in ("os.open", "build_opener().open"):
        return False
    words = {keyword.arg: keyword.value for keyword in call.keywords}
    place = 1 if isinstance(call.func, ast.Name) or name == "fdopen" else 0
    mode = words.get("mode") or (call.args[place] if len(call.args) > place else ast.Constant("r"))
    is_bytes = name == "open" and isinstance(mode, ast.Constant) and "b" in str(mode.value)
    return "encoding" not in words and not is_bytes


def unsure(text: str) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if is_unsure(call)]


def test_nothing_is_imported_at_once_that_windows_lacks() -> None:
    found = {path.name: imported(path) & LACKING for path in SOURCES if path not in OF_GUNICORN}
    assert {name: what for name, what in found.items() if what} == {}
    assert all(imported(path) & LACKING for path in OF_GUNICORN)


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("open(name)", True),
        ("open(name, 'w')", True),
        ("path.open()", True),
        ("path.read_text()", True),
        ("path.write_text(words)", True),
        ("open(name, 'rb')", False),
        ("path.open('wb')", False),
        ("path.open(encoding='utf-8')", False),
        ("path.read_text(encoding='cp1252')", False),
    ],
)
def test_a_file_without_its_encoding_is_a_fault(text: str, is_fault: bool) -> None:
    assert bool(unsure(text)) is is_fault


def test_every_file_is_opened_with_its_encoding() -> None:
    """On Windows the usual one is another, in which names with accents come out wrong and others stop the start."""
    found = {path.name: unsure(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert {name: calls for name, calls in found.items() if calls} == {}
