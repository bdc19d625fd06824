"""What is installed is written down to the last file: every package, its version, and the hashes of its files."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parents[1]
MAKEFILE = (HERE / "Makefile").read_text(encoding="utf-8")
LISTS = ("requirements", "requirements-dev", "requirements-bench")
#: Where a list has to be whole.
MACHINES = [
    {"sys_platform": platform, "platform_system": system, "os_name": name, "python_version": python}
    for platform, system, name in (("linux", "Linux", "posix"), ("win32", "Windows", "nt"))
    for python in ("3.11", "3.12", "3.13")
]


def unfolded(text: str) -> list[str]:
    """The lines that ``pip`` reads, without comments."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.replace("\\\n", " ").splitlines())
    return [line for line in lines if line]


def faults(text: str) -> list[str]:
    """The lines that are no package of one version with the hashes of its files."""
    whole = r"[a-z0-9-]+==[0-9][a-z0-9.]*( ; [^-]+?)?( +--hash=sha256:[0-9a-f]{64})+"
    return [line for line in unfolded(text) if not re.fullmatch(whole, line)]


def pinned(name: str) -> list[Requirement]:
    lines = unfolded((HERE / f"{name}.txt").read_text(encoding="utf-8"))
    return [Requirement(line.partition(" --hash")[0]) for line in lines]


def wanted(name: str) -> list[Requirement]:
    lines = unfolded((HERE / f"{name}.in").read_text(encoding="utf-8"))
    return [Requirement(line) for line in lines if not line.startswith("-r ")]


def applies(requirement: Requirement, machine: dict[str, str], extra: str = "") -> bool:
    here = {**machine, "python_full_version": f"{machine['python_version']}.0", "extra": extra}
    return requirement.marker is None or requirement.marker.evaluate(here)


def missing(direct: list[Requirement], pins: list[Requirement], machine: dict[str, str]) -> set[str]:
    """What these packages and those that they need ask for, and no pin gives them."""
    versions = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in pins if applies(pin, machine)}
    found, todo, seen = set(), [(one, "") for one in direct], set()
    while todo:
        one, asked_by = todo.pop()
        name = canonicalize_name(one.name)
        if (name, *one.extras) in seen or not applies(one, machine, asked_by):
            continue
        seen.add((name, *one.extras))
        if name not in versions or not one.specifier.contains(versions[name], prereleases=True):
            found.add(str(one))
        todo += [(Requirement(line), extra) for line in needs_of(name) for extra in ("", *one.extras)]
    return found


def needs_of(name: str) -> list[str]:
    """What a package asks for; one of another system is not installed here."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        (f"a-b==1.0 \\\n    {HASH} \\\n    {HASH}\n    # via c", False),
        (f"a==1.0 ; sys_platform == 'win32' {HASH}", False),
        ("# only words", False),
        ("a==1.0", True),
        (f"a>=1.0 {HASH}", True),
        (f"a=={HASH}", True),
        ("a==1.0 --hash=md5:0", True),
        (f"--index-url somewhere\na==1.0 {HASH}", True),
        (f"a @ file:///a.whl {HASH}", True),
        ("-e .", True),
    ],
)
def test_a_line_without_version_or_hash_is_a_fault(line: str, is_fault: bool) -> None:
    assert bool(faults(line)) is is_fault


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_the_hashes_of_its_files(name: str) -> None:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    assert len(unfolded(text)) > 30
    assert faults(text) == []


@pytest.mark.parametrize("name", LISTS)
def test_what_is_asked_for_by_name_is_pinned_as_it_is_asked_for(name: str) -> None:
    """Who changes one file without the other is told."""
    pins = {pin.name: pin for pin in pinned(name)}
    asked = {one.name: one for one in wanted(name)}
    assert {key: str(one.specifier) for key, one in asked.items()} == {
        key: str(pins[key].specifier) for key in asked if key in pins
    }
    assert {key: str(one.marker) for key, one in asked.items()} == {key: str(pins[key].marker) for key in asked}


def test_the_tests_run_with_what_readers_run_with() -> None:
    tested = {pin.name: pin.specifier for pin in pinned("requirements-dev")}
    assert [pin for pin in pinned("requirements") if tested.get(pin.name) != pin.specifier] == []


@pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda machine: f"{machine['sys_platform']} {machine['python_version']}"
)
def test_nothing_is_needed_that_is_not_pinned(machine: dict[str, str]) -> None:
    assert missing(wanted("requirements"), pinned("requirements"), machine) == set()
    both = wanted("requirements") + wanted("requirements-dev")
    assert missing(both, pinned("requirements-dev"), machine) == set()


def test_a_package_that_is_left_out_of_the_list_is_missed() -> None:
    pins = [pin for pin in pinned("requirements") if pin.name not in ("markupsafe", "setuptools")]
    names = {Requirement(line).name.lower() for line in missing(wanted("requirements"), pins, MACHINES[0])}
    assert names == {"markupsafe", "setuptools"}


def test_an_installation_takes_nothing_without_its_hash() -> None:
    recipe = (HERE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for text in (MAKEFILE, recipe) for line in text.splitlines() if " -r requirements" in line]
    assert len(lines) == 4
    assert [line for line in lines if "--require-hashes" not in line] == []
