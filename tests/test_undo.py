"""The last import can be taken back: every file as it was before, in one step, and nothing that a hand did is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import GATESHEAD, NEWCASTLE, contents, deaths

from dashboard.__main__ import main
from dashboard.core.version import data_version
from dashboard.importers import kept

Folders = tuple[Path, Path]
Say = pytest.CaptureFixture[str]


def take_in(folder: Path, *more: str, year: int = 2023, count: int = 110) -> None:
    source = deaths(folder / f"{year}-{count}.csv", year, **{NEWCASTLE: count, GATESHEAD: 90})
    assert main(["import", "nomis", str(source), "--apply", *more]) == 0


def test_a_trial_says_what_would_change_back_and_writes_nothing(folders: Folders, tmp_path: Path, capsys: Say) -> None:
    take_in(tmp_path)
    after = contents(*folders)
    capsys.readouterr()
    assert main(["undo"]) == 0
    said = capsys.readouterr().out
    assert f"changed: {NEWCASTLE} 2023: value 110 -> 100" in said
    assert "This was a trial and nothing is written; add --apply to put it in place." in said
    assert contents(*folders) == after


def test_every_file_is_as_before_the_import_and_a_second_time_there_is_nothing(
    folders: Folders, tmp_path: Path, capsys: Say
) -> None:
    before, version = contents(*folders), data_version(*folders)
    take_in(tmp_path)
    assert data_version(*folders) != version
    assert main(["undo", "--apply"]) == 0
    said = capsys.readouterr().out
    assert "The last import is taken back." in said
    assert "restart it" in said
    assert (contents(*folders), data_version(*folders)) == (before, version)
    for words in (["undo"], ["undo", "--apply"]):
        assert main(words) == 2
        assert capsys.readouterr().err.startswith(
            "There is nothing to take back: no import has changed these files, or"
        )
    assert contents(*folders) == before


def test_what_is_kept_of_an_import_is_no_part_of_the_data(folders: Folders, tmp_path: Path) -> None:
    take_in(tmp_path)
    version = data_version(*folders)
    (folders[0] / kept.FILE).unlink()
    assert data_version(*folders) == version


def test_only_the_last_import_is_taken_back_with_what_it_let_vanish(folders: Folders, tmp_path: Path) -> None:
    take_in(tmp_path)
    first = {name: content for name, content in contents(*folders).items() if not name.endswith(kept.FILE.name)}
    take_in(tmp_path, "--accept-loss", year=2024)
    assert main(["undo", "--apply"]) == 0
    assert contents(*folders) == first
    assert main(["undo", "--apply"]) == 2


def test_an_import_that_changes_nothing_leaves_the_one_before_it_to_be_taken_back(
    folders: Folders, tmp_path: Path
) -> None:
    before = contents(*folders)
    take_in(tmp_path)
    take_in(tmp_path)
    assert main(["undo", "--apply"]) == 0
    assert contents(*folders) == before


@pytest.mark.parametrize("name", ["values/nomis.csv", "imports.csv"])
@pytest.mark.parametrize("gone", [True, False], ids=["removed", "changed"])
def test_a_file_that_a_hand_changed_since_is_not_overwritten(
    folders: Folders, tmp_path: Path, name: str, gone: bool, capsys: Say
) -> None:
    take_in(tmp_path)
    path = folders[0] / name
    path.unlink() if gone else path.write_bytes(path.read_bytes() + b"\n")
    by_hand = contents(*folders)
    for words in (["undo"], ["undo", "--apply"]):
        assert main(words) == 2
        assert f"Nothing was taken back: data/{name} was changed since the last import" in capsys.readouterr().err
    assert contents(*folders) == by_hand


def test_what_a_hand_changed_elsewhere_stays(folders: Folders, tmp_path: Path) -> None:
    before = contents(*folders)
    take_in(tmp_path)
    facts = folders[0] / "facts.csv"
    facts.write_text(f"area_code,topic,statement,source\n{NEWCASTLE},level,A fact.,Slides\n", encoding="utf-8")
    assert main(["undo", "--apply"]) == 0
    assert contents(*folders) == {**before, facts.name: facts.read_bytes()}


def test_a_damaged_record_is_said_and_nothing_is_written(folders: Folders, tmp_path: Path, capsys: Say) -> None:
    take_in(tmp_path)
    (folders[0] / kept.FILE).write_bytes(b"PK")
    after = contents(*folders)
    assert main(["undo", "--apply"]) == 2
    assert ".undo/before.zip is damaged" in capsys.readouterr().err
    assert contents(*folders) == after
