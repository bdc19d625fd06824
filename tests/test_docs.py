"""What the documents promise is so."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from dashboard.__main__ import _parser
from dashboard.core.atlas import Atlas
from dashboard.export.formats import FORMATS
from dashboard.views import resolve
from dashboard.views.shows import SHOWS

HERE = Path(__file__).parents[1]
VENDORED = HERE / "assets" / "10-vendor"
README = (HERE / "README.md").read_text(encoding="utf-8")
MAKEFILE = (HERE / "Makefile").read_text(encoding="utf-8")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".csv",
    ".js",
    ".css",
    ".scss",
    ".html",
    ".jinja",
    ".yml",
    ".yaml",
    ".json",
    ".in",
    ".conf",
    ".service",
    "",
}
#: Made by tools, or by others.
NOT_OURS = {".venv", ".git", "__pycache__", "vendor", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
NOT_OURS |= {".coverage", "node_modules"}


def section(title: str) -> str:
    """The part of the README under a heading."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def python_files() -> list[Path]:
    return [HERE / "app.py", HERE / "gunicorn.conf.py", *sorted((HERE / "dashboard").rglob("*.py"))]


def environment_read(path: Path) -> Iterator[str]:
    """Every name that a module looks up in os.environ."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        key: ast.expr | None = None
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv", "said.get"):
            key = node.args[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("_number", "_one_of") and len(node.args) > 1:
            key = node.args[1]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            key = node.slice
        if isinstance(key, ast.Constant) and str(key.value).isupper():
            yield str(key.value)


def texts() -> list[Path]:
    """The project's own text files."""
    files = (path for path in sorted(HERE.rglob("*")) if NOT_OURS.isdisjoint(path.relative_to(HERE).parts))
    return [path for path in files if path.is_file() and path.suffix in TEXTS and path.parent != VENDORED]


def test_the_readme_tells_the_address_of_every_file() -> None:
    told = re.findall(r"`/([a-z/]+\.[a-z]+)`", README)
    assert set(told) == {one.path for one in FORMATS}


def test_the_readme_tells_what_can_stand_beside_the_map_and_what_it_answers() -> None:
    told = re.findall(r"^\| `show=(\w+)` \| (.*) \|$", README, flags=re.MULTILINE)
    assert told == [(show.key, show.question) for show in SHOWS.values()]


def test_every_make_command_of_the_readme_exists_and_every_one_that_exists_is_told() -> None:
    told = set(re.findall(r"\bmake (?:[A-Z]+=\S+ )?([a-z]+)\b", section("Commands") + section("Two commands")))
    public = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, flags=re.MULTILINE))
    assert told == public
    targets = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)[0].split()
    assert public | {"browser", "firefox", "fonts", "office", "verapdf", "front", "node"} == set(targets)


def test_every_command_of_the_readme_exists_and_every_one_that_exists_is_told() -> None:
    (commands,) = [action.choices for action in _parser()._actions if action.choices]
    assert set(re.findall(r"`python -m dashboard ([a-z-]+)", section("Commands"))) == set(commands)


def test_the_address_that_the_readme_shows_is_a_view_of_the_atlas(atlas: Atlas) -> None:
    (query,) = re.findall(r"/\?(\S+=\S+)", section("What you can do"))
    resolved = resolve.resolve(atlas, query)
    assert resolved.notices == ()
    assert resolved.view.to_query() == query


def test_the_environment_of_the_readme_is_what_the_code_reads() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", section("Environment"), flags=re.MULTILINE))
    assert told == {name for path in python_files() for name in environment_read(path)}


def test_every_link_to_a_file_of_the_project_leads_somewhere() -> None:
    pages = [path for path in texts() if path.suffix == ".md"]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))]
    local = [(page, link) for page, link in links if not link.startswith("http")]
    assert [(page.name, link) for page, link in local if not (page.parent / link).exists()] == []


def test_the_browser_gets_the_plotly_that_python_writes_for() -> None:
    version = get_plotlyjs_version()
    (bundle,) = VENDORED.glob("plotly*.js")
    assert bundle.name == f"plotly-geo-{version}.min.js"
    assert f"v{version}\n" in bundle.read_text(encoding="utf-8")[:200]
    assert bundle.name in (VENDORED / "README.md").read_text(encoding="utf-8")


def test_every_vendored_file_is_told_with_its_licence() -> None:
    page = (VENDORED / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in VENDORED.iterdir() if path.name not in (*("README.md",), *_told(page))] == []


def _told(page: str) -> list[str]:
    return re.findall(r"`([^`\s]+)`", page)


#: Written so that this line is no match of itself.
ELSEWHERE = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|registry\.(?!gov|py)|/(?:work|root|home|Users)/\w"
)


def test_no_file_names_a_package_host_or_a_path_of_somebodys_machine() -> None:
    found = {
        f"{path.relative_to(HERE)}: {match[0]}"
        for path in texts()
        for match in ELSEWHERE.finditer(path.read_text(encoding="utf-8"))
    }
    assert sorted(found) == []


def test_the_container_copies_what_is_there_and_runs_as_nobody_special() -> None:
    recipe = (HERE / "Dockerfile").read_text(encoding="utf-8")
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", recipe, flags=re.MULTILINE) for word in line.split()]
    assert [word for word in copied if not (HERE / word).exists()] == []
    allowed = (HERE / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [word for word in copied if f"!{word}" not in allowed] == []
    assert re.search(r"^USER (?!root)\w+$", recipe, flags=re.MULTILINE)
    assert isinstance(json.loads(re.findall(r"^ +CMD (\[.*\])$", recipe, flags=re.MULTILINE)[0]), list)


def test_every_test_that_holds_a_promise_of_security_is_there() -> None:
    page = (HERE / "docs" / "security.md").read_text(encoding="utf-8")
    promises = page.split("\n## ")[0].split("\n|---|---|\n")[1].strip().splitlines()
    held = [re.fullmatch(r"\| .+ \| `(tests/[\w/]+\.py)::(test_\w+)` \|", line) for line in promises]
    assert len(held) > 20
    assert [line for line, one in zip(promises, held, strict=True) if one is None] == []
    missing = [one[2] for one in held if one and f"\ndef {one[2]}(" not in (HERE / one[1]).read_text(encoding="utf-8")]
    assert missing == []


def test_every_rule_that_the_code_cites_is_a_rule_of_the_statistics() -> None:
    written = (HERE / "docs" / "statistics.md").read_text(encoding="utf-8")
    rules = set(re.findall(r"^(\d+)\. ", written, flags=re.MULTILINE))
    assert rules == {str(number) for number in range(1, 23)}
    cited = {
        number
        for path in [*python_files(), *sorted((HERE / "tests").rglob("*.py"))]
        for words in re.findall(r"\brules? (\d+(?:(?:,| and| to) \d+)*)", path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", words)
    }
    assert cited <= rules
    assert len(cited) > 8
