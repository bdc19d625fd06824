"""The suite keeps its own promises: what is quick stays quick, and no comparison is left out unseen."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from types import SimpleNamespace
from typing import cast

import pytest
from kinds import ELSEWHERE, LONG, TESTS, UNIT, WALKS, pytest_collection_modifyitems

pytest_plugins = "pytester"

CONFTEST = """
import sys
sys.path.insert(0, {tests!r})
import kinds
from pathlib import Path
kinds.OFFICIAL = Path({official!r})
from kinds import pytest_configure
"""
COLLECTS = "from kinds import pytest_collection_modifyitems"
NONE = "def test_another():\n    pass\n"
RUNS = f"import pytest\n\n@pytest.mark.official\ndef test_a_table():\n    pass\n\n{NONE}"
SKIPS = f"import pytest\n\n@pytest.mark.official\ndef test_a_table():\n    pytest.skip()\n\n{NONE}"


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite of two tests that counts its comparisons, in CI, with official files beside it."""
    monkeypatch.setenv("CI", "true")
    # Each of these suites is a process, and to load plugins that it does not use takes most of its time.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.mkdir("official")
    pytester.makeconftest(CONFTEST.format(tests=str(TESTS), official=str(pytester.path / "official")))
    ini = "[pytest]\ntestpaths = .\naddopts = -p xdist -p no:cacheprovider\nmarkers = official: compares\n"
    pytester.makefile(".ini", pytest=ini)
    return pytester


def closing_line(suite: pytest.Pytester, tests: str, *arguments: str) -> tuple[int, str]:
    suite.makepyfile(test_tables=tests)
    done = suite.runpytest_subprocess(*arguments)
    return int(done.ret), done.outlines[-1]


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_comparisons_that_were_made_are_no_fault(suite: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    code, line = closing_line(suite, RUNS, *arguments)
    assert (code, "2 passed" in line, "failed" in line) == (0, True, False)


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two processes"])
@pytest.mark.parametrize("tests", [SKIPS, NONE], ids=["skipped", "none"])
def test_a_comparison_that_was_not_made_fails_in_ci(
    suite: pytest.Pytester, tests: str, arguments: tuple[str, ...]
) -> None:
    code, line = closing_line(suite, tests, *arguments)
    assert (code, "1 failed" in line) == (1, True)


def test_without_official_files_a_copy_of_the_repository_passes(suite: pytest.Pytester) -> None:
    (suite.path / "official").rmdir()
    code, line = closing_line(suite, SKIPS)
    assert (code, "1 passed, 1 skipped" in line) == (0, True)


def test_outside_ci_and_for_some_tests_nothing_is_asked(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert closing_line(suite, NONE, "-k", "another")[0] == 0
    monkeypatch.delenv("CI")
    assert closing_line(suite, NONE)[0] == 0


def test_every_quick_and_every_long_file_exists() -> None:
    assert {path.relative_to(TESTS).with_suffix("").as_posix() for path in TESTS.rglob("test_*.py")} >= UNIT
    assert {path.stem for path in TESTS.rglob("test_*.py")} >= LONG


@pytest.mark.parametrize(
    ("name", "asks_for", "marks", "is_quick"),
    [
        ("test_words.py", "tiny", {}, True),
        ("test_words.py", "every_view", {}, False),
        ("nenc/test_recipes.py", "tmp_path", {"official": True}, False),
        ("test_pictures.py", "tiny", {}, False),
    ],
)
def test_a_walk_and_a_comparison_are_not_quick(
    name: str, asks_for: str, marks: dict[str, bool], is_quick: bool
) -> None:
    given: list[str] = []
    item = SimpleNamespace(
        path=TESTS / name, fixturenames=[asks_for], keywords=marks, add_marker=lambda mark: given.append(mark.name)
    )
    pytest_collection_modifyitems([cast("pytest.Item", item)])
    assert ("unit" in given) == is_quick


def test_every_walk_and_every_place_that_is_not_measured_exists() -> None:
    sources = [path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")]
    assert {name for name in WALKS if not any(f"\ndef {name}(" in source for source in sources)} == set()
    assert {path.name for path in TESTS.iterdir()} >= ELSEWHERE


def test_long_tests_come_first_and_the_others_keep_their_order(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_a="def test_1(): pass\ndef test_2(): pass", test_load="def test_3(): pass")
    (suite.path / "conftest.py").write_text(f"import sys; sys.path.insert(0, {str(TESTS)!r})\n{COLLECTS}")
    listed = suite.runpytest_subprocess("--collect-only", "-q").outlines
    assert [line.partition("::")[2] for line in listed if "::" in line] == ["test_3", "test_1", "test_2"]


REACHED = "def by_walk():\n    return 1\n\ndef by_test():\n    return 2\n\ndef in_walk():\n    return 3\n"
WALK = """
import pytest
import reached

@pytest.fixture(scope="module")
def told():
    return reached.by_walk()

def test_walk(told):
    assert told + reached.in_walk() == 4

def test_few():
    assert reached.by_test() == 2
"""


def test_neither_a_walk_nor_what_is_made_for_it_is_measured_and_the_others_are(suite: pytest.Pytester) -> None:
    hooks = "pytest_collection_modifyitems, pytest_fixture_setup, pytest_sessionstart"
    imports = f"import sys; sys.path.insert(0, {str(TESTS)!r})\nfrom kinds import {hooks}"
    (suite.path / "conftest.py").write_text(imports)
    suite.makepyfile(reached=REACHED, test_walk=WALK)
    done = suite.runpytest_subprocess("-p", "pytest_cov", "--cov=reached", "--cov-report=json", "-n", "1")
    assert done.ret == 0
    (found,) = json.loads((suite.path / "coverage.json").read_text(encoding="utf-8"))["files"].values()
    assert found["missing_lines"] == [2, 8]


@pytest.mark.parametrize("name", sorted(UNIT))
def test_a_quick_file_starts_no_other_program(name: str) -> None:
    """Chromium, LibreOffice, Java and Node are reached through these only."""
    tree = ast.parse((TESTS / f"{name}.py").read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert named & {"subprocess", "playwright.sync_api", "office"} == set()


def test_the_readme_states_the_coverage_that_is_held() -> None:
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]
    (stated,) = re.findall(
        r"may not fall below \*\*(\d+) %\*\*", (TESTS.parent / "README.md").read_text(encoding="utf-8")
    )
    assert settings["run"]["branch"]
    assert settings["report"]["fail_under"] == int(stated)
