"""The shelf that all processes of a server share: made once for all, bounded, private, and never missed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from errno import ENOSPC
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core.atlas import Atlas
from dashboard.web import answers, shelf
from dashboard.web.app import create_app
from dashboard.web.caching import Store
from dashboard.web.metrics import METRICS, Metrics, Tally
from dashboard.web.shelf import SHELF, Shelf

ASSETS = str(Path(__file__).parent.parent / "assets")


def never() -> bytes:
    pytest.fail("it was made again")


def in_a_worker(work: Callable[[], object]) -> None:
    """Do something in a process that is forked from this one and then ends at once, as one that is killed."""
    child = os.fork()
    if child == 0:
        METRICS.board.take(1)
        try:
            work()
        finally:
            # Also with a fault: the tests go on in the first process alone.
            os._exit(sys.exc_info()[0] is not None)
    assert os.waitpid(child, 0)[1] == 0


@pytest.fixture
def board() -> Metrics:
    return Metrics()


@pytest.fixture
def shared(tmp_path: Path, board: Metrics) -> Iterator[Shelf]:
    made = Shelf(board.board)
    made.open(100_000, tmp_path)
    yield made
    made.close()


def files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.glob("*/*")}


def test_what_one_worker_made_no_other_makes(shared: Shelf) -> None:
    store = Store(10_000, shelf=shared)
    in_a_worker(lambda: store.made("a", lambda: b"made by a worker"))
    assert store.made("a", never) == b"made by a worker"
    assert store.held == 0, "it lies on the shelf, so no process has it in its memory too"


def test_a_page_that_one_worker_drew_no_other_draws(
    tiny: Atlas, callback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = create_app(tiny, ASSETS, version="data-1").server.test_client()
    asked = callback({"search": "?by=council", "frame": [900, 600]})
    SHELF.open(1_000_000, tmp_path)
    try:
        drawn = posted(visitor, asked)
        assert len(files(tmp_path)) == 2, "the page, and the words of it"
        monkeypatch.setattr(answers.Answers, "_counted", lambda *_: pytest.fail("it was drawn again"))
        in_a_worker(lambda: same(posted(visitor, asked), drawn))
        assert 'atlas_cache_bytes{store="shared"} 0' not in METRICS.text("")
    finally:
        SHELF.close()
    assert list(tmp_path.iterdir()) == []


def same(one: object, other: object) -> None:
    assert one == other


def posted(visitor: FlaskClient, asked: dict) -> dict:
    return visitor.post("/_dash-update-component", json=asked).get_json()["response"]["page"]["data"]


def test_stores_never_take_the_things_of_another(shared: Shelf) -> None:
    """Those of pages and of files, and those of an edition that is read anew while the server runs."""
    one, other = Store(10_000, shelf=shared), Store(10_000, shelf=shared)
    one.made("a", lambda: b"one")
    assert other.made("a", lambda: b"other") == b"other"
    assert one.made("a", never) == b"one"


@given(st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.integers(15_000, 30_000)), max_size=40))
def test_a_shelf_never_holds_more_than_its_bytes_and_counts_them_right(
    tmp_path_factory: pytest.TempPathFactory, put: list[tuple[str, int]]
) -> None:
    folder, metrics = tmp_path_factory.mktemp("shelf"), Metrics()
    shared = Shelf(metrics.board)
    shared.open(100_000, folder)
    for name, size in put:
        assert shared.keep(name, bytes(size)) is (size <= 25_000)
        held = sum(path.stat().st_size for path in files(folder).values())
        assert held == metrics.board.total(Tally.SHARED_BYTES) <= 100_000
    shared.close()


def test_what_was_not_used_for_longest_goes(shared: Shelf, tmp_path: Path) -> None:
    for second, name in enumerate("abcdef"):
        shared.keep(name, bytes(15_000))
        os.utime(files(tmp_path)[name], (second, second))
    assert shared.get("a")
    shared.keep("g", bytes(15_000))
    assert set(files(tmp_path)) == {"a", "d", "e", "f", "g"}, "down to three quarters"


def test_what_two_workers_make_at_once_lies_there_once(shared: Shelf, board: Metrics, tmp_path: Path) -> None:
    assert shared.keep("a", b"same")
    assert shared.keep("a", b"same")
    assert [(path.name, path.read_bytes()) for path in files(tmp_path).values()] == [("a", b"same")]
    assert board.board.total(Tally.SHARED_BYTES) == 4


def test_nobody_else_can_read_it(shared: Shelf, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        shared.keep("a", b"what somebody reads")
    finally:
        os.umask(before)
    (folder,), file = tmp_path.iterdir(), files(tmp_path)["a"]
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)


def full(*_: object) -> None:
    raise OSError(ENOSPC, "No space left on device")


def no_place(tmp_path: Path, _: pytest.MonkeyPatch) -> None:
    SHELF.open(100_000, tmp_path / "that is not there")


def a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SHELF.open(100_000, tmp_path)
    monkeypatch.setattr(shelf.os, "link", full)


def a_folder_taken_away(tmp_path: Path, _: pytest.MonkeyPatch) -> None:
    SHELF.open(100_000, tmp_path)
    for folder in tmp_path.iterdir():
        folder.rmdir()


def too_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf.shutil, "disk_usage", lambda _: shelf.shutil._ntuple_diskusage(10, 10, 0))
    SHELF.open(100_000, tmp_path)


def no_temporary_folder(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(shelf.tempfile, "gettempdir", missing)
    SHELF.open(100_000)


@pytest.mark.parametrize("withhold", [no_place, a_full_disk, a_folder_taken_away, too_little_room, no_temporary_folder])
def test_without_a_disk_each_process_remembers_by_itself(
    withhold: Callable[[Path, pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        withhold(tmp_path, monkeypatch)
        store = Store(10_000)
        assert store.made("a", lambda: b"made") == b"made"
        assert store.made("a", never) == b"made"
        assert store.held > 0
        assert files(tmp_path) == {}, "nothing half written stays"
    finally:
        SHELF.close()


def test_a_shelf_whose_server_was_killed_goes_at_the_next_start_and_that_of_a_living_one_stays(
    shared: Shelf, tmp_path: Path
) -> None:
    (living,) = tmp_path.iterdir()

    def killed() -> None:
        left = Shelf(METRICS.board)
        left.open(100_000, tmp_path)
        left.keep("a", b"left behind")

    in_a_worker(killed)
    (tmp_path / "atlas-shelf-of-nobody.txt").write_text("a file is no shelf", encoding="utf-8")
    (tmp_path / "atlas-shelf-elsewhere").symlink_to(living)
    assert len(list(tmp_path.iterdir())) == 4
    new = Shelf(METRICS.board)
    new.open(100_000, tmp_path)
    assert living.is_dir()
    assert "left behind" not in {path.read_bytes().decode() for path in files(tmp_path).values()}
    assert len(list(tmp_path.iterdir())) == 4, "the living one, the new one, and what is none"
    new.close()
    assert len(list(tmp_path.iterdir())) == 3
