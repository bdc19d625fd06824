"""An import is a trial until it is told otherwise; it is wholly done or not at all, whatever happens on the way."""

from __future__ import annotations

import csv
import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from shipped import ICS, Level
from small import GATESHEAD, ICP, NEWCASTLE, contents, deaths, draw

from dashboard.__main__ import main
from dashboard.core.version import code_version
from dashboard.importers import boundaries, transaction
from dashboard.loading import pending
from dashboard.loading.load import DataError, load

Say = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path) -> str:
    """New counts for both councils."""
    return str(deaths(tmp_path / "deaths.csv", **{NEWCASTLE: 110, GATESHEAD: 90}))


def test_without_apply_an_import_tells_what_would_change_and_writes_nothing(
    folders: tuple[Path, Path], source: str, capsys: Say
) -> None:
    before = contents(*folders)
    assert main(["import", "nomis", source]) == 0
    said = capsys.readouterr().out
    assert "values/nomis.csv: 0 added, 3 changed, 0 vanished, 1 as before" in said
    assert f"changed: {NEWCASTLE} 2023: value 100 -> 110 (10.0%)" in said
    assert "This was a trial and nothing is written" in said
    assert contents(*folders) == before


def test_with_apply_the_table_and_its_record_are_written(
    folders: tuple[Path, Path], source: str, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "today", lambda: date(2026, 11, 28))
    assert main(["import", "nomis", source, "--apply"]) == 0
    said = capsys.readouterr().out
    assert "nomis.csv is written: 4 rows, 1 indicator." in said
    assert "restart it" in said
    data, shapes = folders
    figures = load(data, shapes).values["lung-cancer-deaths-count"]["2023"]
    assert {code: value.value for code, value in figures.items()} == {NEWCASTLE: 110, GATESHEAD: 90, ICP: 200, ICS: 200}
    assert (data / "imports.csv").read_text(encoding="utf-8").splitlines() == [
        "name,indicator,rows,figures,when,file,sha256,address,form,program",
        f"nomis,lung-cancer-deaths-count,4,4,2026-11-28,deaths.csv,{sha256(Path(source).read_bytes()).hexdigest()},"
        f"https://www.nomisweb.co.uk,nomis,{code_version()}",
    ]
    assert [path for path in data.rglob(".*") if path.is_file()] == []


def test_figures_vanish_only_if_that_is_accepted(folders: tuple[Path, Path], tmp_path: Path, capsys: Say) -> None:
    less = str(deaths(tmp_path / "less.csv", 2024, **{NEWCASTLE: 100, GATESHEAD: 90}))
    before = contents(*folders)
    assert main(["import", "nomis", less, "--apply"]) == 2
    streams = capsys.readouterr()
    assert f"vanished: {GATESHEAD} 2023" in streams.out
    assert "Nothing was written: 4 rows would vanish. Add --accept-loss if that may be." in streams.err
    assert contents(*folders) == before
    assert main(["import", "nomis", less, "--apply", "--accept-loss"]) == 0
    assert "2023" not in (folders[0] / "values/nomis.csv").read_text(encoding="utf-8")


def test_what_brings_a_fault_is_never_written(folders: tuple[Path, Path], source: str, capsys: Say) -> None:
    (folders[0] / "facts.csv").unlink()
    before = contents(*folders)
    assert main(["import", "nomis", source, "--apply", "--accept-loss"]) == 1
    streams = capsys.readouterr()
    assert "3 changed" in streams.out
    assert streams.err.startswith("Nothing was written, because")
    assert contents(*folders) == before


def test_a_figure_that_a_file_has_twice_is_told_with_its_row(
    folders: tuple[Path, Path], source: str, capsys: Say
) -> None:
    path = Path(source)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("110", "111"), ""]), encoding="utf-8")
    assert main(["import", "nomis", source, "--apply"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        f"deaths.csv, row {len(lines) + 1}, column mnemonic: found '{NEWCASTLE}', expected one row for"
    )


def test_areas_that_the_edition_does_not_have_are_left_out_and_said(
    folders: tuple[Path, Path], tmp_path: Path, capsys: Say
) -> None:
    source = str(deaths(tmp_path / "deaths.csv", **{NEWCASTLE: 110, GATESHEAD: 90, "E06000002": 50}))
    assert main(["import", "nomis", source, "--apply"]) == 0
    assert "Note: 2 rows are left out, as their areas are not in areas.csv." in capsys.readouterr().out
    assert "E06000002" not in (folders[0] / "values/nomis.csv").read_text(encoding="utf-8")


def test_an_import_that_changes_nothing_says_so(folders: tuple[Path, Path], source: str, capsys: Say) -> None:
    main(["import", "nomis", source, "--apply"])
    after = contents(*folders)
    capsys.readouterr()
    assert main(["import", "nomis", source, "--apply"]) == 0
    assert "Nothing changes" in capsys.readouterr().out
    assert contents(*folders) == after


def test_a_second_import_at_the_same_time_is_refused(folders: tuple[Path, Path], source: str, capsys: Say) -> None:
    before = contents(*folders)
    with pending.locked_folder(folders[0]):
        assert main(["import", "nomis", source, "--apply"]) == 2
        assert main(["import", "nomis", source]) == 0
    assert "Another import is at work in" in capsys.readouterr().err
    assert contents(*folders) == before
    assert main(["import", "nomis", source, "--apply"]) == 0


def test_a_full_folder_for_the_copy_is_told_in_one_sentence(
    folders: tuple[Path, Path], source: str, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    """Python tells each of hundreds of files by itself."""

    def full(origin: Path, copy: Path, **_: object) -> Path:
        raise shutil.Error(
            [(origin / name, copy / name, f"[Errno 28] No space left on device: '{name}'") for name in "ab"]
        )

    before = contents(*folders)
    monkeypatch.setattr(shutil, "copytree", full)
    assert main(["import", "nomis", source, "--apply"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "where imports are tried: No space left on device. The files of the atlas are as they were" in said[0]
    assert "[" not in said[0]
    assert contents(*folders) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_disk_that_refuses_a_file_loses_nothing(
    folders: tuple[Path, Path], source: str, call: int, number: int, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    before, written = contents(*folders), pending._write
    calls = iter(range(1, 10))

    def write(path: Path, content: bytes, mode: int) -> None:
        if next(calls) == call:
            path.write_bytes(content[:5])
            raise OSError(number, os.strerror(number), str(path))
        written(path, content, mode)

    monkeypatch.setattr(pending, "_write", write)
    assert main(["import", "nomis", source, "--apply"]) == 2
    said = capsys.readouterr().err
    assert os.strerror(number) in said
    assert said.endswith("The files of the atlas are as they were.\n")
    assert contents(*folders) == before


def test_a_file_that_outgrows_the_disk_for_real_loses_nothing(folders: tuple[Path, Path], source: str) -> None:
    resource = pytest.importorskip("resource")
    before = contents(*folders)

    def limited() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        return main(["import", "nomis", source, "--apply"])

    assert os.waitstatus_to_exitcode(in_a_child(limited)) == 2
    assert contents(*folders) == before


#: What a process does to files, as Python's audit events call it.
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate", "fcntl.flock"}


def in_a_child(run: Callable[[], int]) -> int:
    """The status of a child process that does this; it says nothing."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            code = run()
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def watched(run: Callable[[], int], moment: int, log: Path | None = None) -> Callable[[], int]:
    """The same, but killed at its ``moment``-th touch of a file; each touch is written to the log."""
    told: list[str] = []

    def touch(event: str, details: tuple[object, ...]) -> None:
        if event in TOUCHES:
            told.append(f"{event} {details[0]}".replace("\n", " "))
            if len(told) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    def guarded() -> int:
        sys.addaudithook(touch)
        code = run()
        if log:
            # A copy, as opening the log is a touch itself.
            log.write_text("\n".join([*told]), encoding="utf-8")
        return code

    return guarded


def moments(touches: list[str]) -> list[int]:
    """About thirty moments of a run: at its agreement, most while files are put down, some before and after."""
    hidden = [n for n, touch in enumerate(touches, 1) if ".import.json" in touch or touch.endswith(".new")]
    agreed = max(n for n in hidden if touches[n - 1].endswith(".import.json.new"))
    commit = range(hidden[0] - 1, hidden[-1] + 3)
    around = range(agreed - 2, agreed + 3)
    others = [n for n in range(1, len(touches)) if n not in commit]
    return sorted({*around, *spread(commit, 20), *spread(others, 10)})


def spread(moments: Sequence[int], most: int) -> Sequence[int]:
    return moments[:: max(1, -(-len(moments) // most))]


def import_nomis(source: str) -> Callable[[], int]:
    return lambda: main(["import", "nomis", source, "--apply"])


def build_boundaries(source: str) -> Callable[[], int]:
    """A build that makes all shapefiles and areas.csv anew, with wider squares and another name."""

    def build(lsoa: Path, lookup: Path, out: Path, areas_csv: Path) -> None:
        for path in out.glob("*.shp"):
            draw(path, codes_of(areas_csv, path.stem), side=9_000)
        areas_csv.write_text(areas_csv.read_text(encoding="utf-8").replace("Ryton", "Ryton and Crawcrook"))

    def run() -> int:
        boundaries.build = build
        return main(["boundaries", "--lsoa", source, "--lookup", source, "--apply"])

    return run


def codes_of(areas_csv: Path, name: str) -> list[str]:
    with areas_csv.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["code"] for row in rows if (Level.COUNTRY if name == "england" else name) in row["levels"].split()]


def take_back(source: str) -> Callable[[], int]:
    """The way back from an import that wrote a table and began a record."""
    assert main(["import", "nomis", source, "--apply"]) == 0
    return lambda: main(["undo", "--apply"])


@pytest.fixture(params=[import_nomis, build_boundaries, take_back], ids=["a table", "all boundaries", "back"])
def order(request: pytest.FixtureRequest, source: str, folders: tuple[Path, Path]) -> Callable[[], int]:
    found: Callable[[], int] = request.param(source)
    return found


def test_a_kill_at_any_moment_leaves_the_old_files_or_the_new_ones(
    folders: tuple[Path, Path], order: Callable[[], int], tmp_path: Path
) -> None:
    old, keep = contents(*folders), shutil.copytree(tmp_path / "edition", tmp_path / "keep")
    assert in_a_child(watched(order, -1, tmp_path / "log")) == 0
    new, seen = contents(*folders), set()
    assert new != old
    chosen = moments((tmp_path / "log").read_text(encoding="utf-8").splitlines())
    assert len(chosen) >= 25
    for moment in chosen:
        shutil.rmtree(tmp_path / "edition")
        shutil.copytree(keep, tmp_path / "edition")
        assert os.WIFSIGNALED(in_a_child(watched(order, moment))), moment
        load(*folders)
        pending.tidy_up(folders[0], folders[0] / "values", folders[1])
        left = contents(*folders)
        assert left in (old, new), (moment, [name for name in left if left[name] != old.get(name)])
        seen.add("new" if left == new else "old")
    assert seen == {"old", "new"}


def test_an_import_cut_short_that_cannot_be_finished_is_a_fault(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders[0] / ".import.json").write_text('[["values/.nomis.csv.new", "values/nomis.csv"]]')
    (folders[0] / "values/.nomis.csv.new").write_text("x")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(target))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(DataError, match="found an import that was cut short"):
            load(*folders)
