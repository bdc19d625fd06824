"""The front door: what is served was read as it is and has been drawn once, and files of older editions stay."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, Response

from dashboard.core.atlas import Atlas
from dashboard.loading.apart import NotLoadedError
from dashboard.web.app import create_app
from dashboard.web.guard import CALLBACKS
from dashboard.web.lasting import LastingFiles

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def front_door() -> ModuleType:
    return importlib.import_module("app")


class Versions:
    """What the checksum of the data is, each time that somebody asks."""

    def __init__(self, *versions: str) -> None:
        self.versions: Iterator[str] = iter(versions)

    def __call__(self, *folders: Path) -> str:
        return next(self.versions)


class Loads:
    """Loads an atlas in no time."""

    def __init__(self, *folders: Path) -> None:
        pass

    def atlas(self) -> str:
        return "atlas"


def test_data_that_change_while_they_are_read_are_read_again(
    front_door: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "Loading", Loads)
    monkeypatch.setattr(front_door, "data_version", Versions("one", "two", "two", "two"))
    assert front_door.read(ROOT, ROOT) == ("atlas", "two")


def test_data_that_never_stay_as_they_are_are_refused_in_a_sentence(
    front_door: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "Loading", Loads)
    monkeypatch.setattr(front_door, "data_version", Versions(*"abcdef"))
    with pytest.raises(NotLoadedError, match="changed while they were read"):
        front_door.read(ROOT, ROOT)


def test_what_serves_is_imported_while_the_data_are_read(
    front_door: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    class Slow(Loads):
        def __init__(self, *folders: Path) -> None:
            order.append("reading begins")

        def atlas(self) -> str:
            order.append("waits for the data")
            return "atlas"

    monkeypatch.setattr(front_door, "Loading", Slow)
    monkeypatch.setattr(front_door, "data_version", Versions("one", "one"))
    monkeypatch.setattr(front_door, "import_module", order.append)
    front_door.read(ROOT, ROOT)
    assert order == ["reading begins", "dashboard.web.app", "waits for the data"]


def test_nothing_that_serves_is_imported_before_the_data_are_asked_for() -> None:
    """Only an interpreter that has imported nothing can tell."""
    assert (
        seen_when_the_data_are_asked_for(
            "[m for m in ('dash', 'pptx', 'shapely', 'dashboard.web.app') if m in sys.modules]"
        )
        == "[]"
    )


def test_the_start_does_not_look_for_rubbish_and_what_serves_does(front_door: ModuleType) -> None:
    assert seen_when_the_data_are_asked_for("gc.isenabled()") == "False"
    assert gc.isenabled(), "the front door was opened"


def seen_when_the_data_are_asked_for(what: str) -> str:
    look = (
        f"import gc, sys; import dashboard.loading.apart as a; a.Loading = lambda *_: sys.exit(str({what})); import app"
    )
    ended = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stderr.strip()


def test_an_edition_whose_first_map_cannot_be_drawn_is_not_served(front_door: ModuleType, tiny: Atlas) -> None:
    server = create_app(tiny, str(ROOT / "assets")).server
    assert front_door.tried(server, "/") is server

    def broken(**_: Any) -> Response:
        raise KeyError("life-expectancy-male")

    server.view_functions[f"/{CALLBACKS}"] = broken
    with pytest.raises(NotLoadedError, match=r"The first map cannot be drawn \(500"):
        front_door.tried(server, "/")


def served(files: LastingFiles, path: str) -> bytes | None:
    """What a server answers that serves the files."""
    server = Flask(__name__)
    files.add(server, "/", "geo", {})
    answer = server.test_client().get(f"/geo/{path}")
    return answer.data if answer.status_code == 200 else None


def edition(former: LastingFiles | None, **files: bytes) -> LastingFiles:
    made = LastingFiles()
    made.add(Flask(__name__), "/", "geo", files)
    if former:
        made.follow(former)
    return made


def test_files_of_the_two_editions_before_are_served_and_those_of_older_ones_are_not() -> None:
    first = edition(None, a=b"1", same=b"0")
    second = edition(first, b=b"2", same=b"0")
    third = edition(second, c=b"3", same=b"0")
    fourth = edition(third, d=b"4", same=b"0")
    assert [served(third, name) for name in ("a", "b", "c", "same", "d")] == [b"1", b"2", b"3", b"0", None]
    assert [served(fourth, name) for name in ("a", "b", "c", "d", "same")] == [None, b"2", b"3", b"4", b"0"]


@pytest.mark.parametrize("prefix", ["/", "/atlas/"])
def test_only_a_file_of_another_edition_is_lacked(prefix: str) -> None:
    files = LastingFiles()
    files.add(Flask(__name__), prefix, "geo", {"a": b"1"})
    paths = ["geo/a", "geo/b", "geo", "about", "", "assets/b"]
    assert [path for path in paths if files.lacks(f"{prefix}{path}")] == ["geo/b", "geo"]


def test_a_reload_without_a_change_pushes_no_older_edition_out() -> None:
    files = edition(edition(None, a=b"1"), b=b"2")
    for _ in range(5):
        files = edition(files, b=b"2")
    assert [served(files, name) for name in ("a", "b")] == [b"1", b"2"]
