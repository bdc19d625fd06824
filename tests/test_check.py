"""``check`` as its keeper meets it: exit code, order, signatures, JSON and the page; and import's trial beside it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from test_commands import deaths

from dashboard import __main__
from dashboard.__main__ import main

ROOT = Path(__file__).parent.parent
Say = pytest.CaptureFixture[str]
TABLE = "values/fingertips.csv"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    monkeypatch.delenv("ATLAS_BOUNDARIES", raising=False)
    monkeypatch.setattr(__main__, "today", lambda: date(2026, 11, 28))
    return folder


def change(data: Path, before: str, after: str, table: str = TABLE) -> int:
    """Replace the beginning of one row; return the row as a spreadsheet counts it."""
    path = data / table
    lines = path.read_text(encoding="utf-8").split("\n")
    (row,) = (n for n, line in enumerate(lines) if line.startswith(before))
    lines[row] = lines[row].replace(before, after, 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    return row + 1


def test_an_odd_figure_is_told_with_its_row_and_what_to_do_until_it_is_signed(data: Path, capsys: Say) -> None:
    row = change(data, "alcohol-deaths,E06000005,2014,", "alcohol-deaths,E06000005,2014,9")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert f"{TABLE}, row {row}: " in said
    subject = "alcohol-deaths@E06000005@2014"
    rules = re.findall(rf"sign it in accepted\.csv: ([\w ]+),{subject}", said)
    assert rules
    with (data / "accepted.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{rule},{subject},A. Keeper,2026-11-28,Looked at.\n" for rule in rules)
    assert main(["check"]) == 0
    assert f"Accepted: {3 + len(rules)} implausible" in capsys.readouterr().out


def test_a_signature_that_fits_nothing_is_odd_itself_and_one_without_a_day_is_a_fault(data: Path, capsys: Say) -> None:
    path = data / "accepted.csv"
    shipped = path.read_text(encoding="utf-8")
    rows = shipped.count("\n")
    path.write_text(f"{shipped}jump,suicide-rate@E06000005@2016-18,A. Keeper,2026-11-28,Looked at.\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert f"accepted.csv, row {rows + 1}: A. Keeper signed" in capsys.readouterr().out
    path.write_text(f"{shipped}jump,suicide-rate@E06000005@2016-18,A. Keeper,yesterday,x\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert f"accepted.csv, row {rows + 1}, column when: found 'yesterday'" in capsys.readouterr().err


def test_json_and_page_say_the_same_and_the_worst_comes_first(data: Path, tmp_path: Path, capsys: Say) -> None:
    change(data, "alcohol-deaths,E06000005,2014,", "alcohol-deaths,E06000005,2014,9")
    change(data, "E08000024,Sunderland,Sunderland,", "E08000024,Sunderland,<Gateshead>,", "areas.csv")
    page = tmp_path / "odd.html"
    assert main(["check", "--json", "--html", str(page)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == []
    assert len(found["accepted"]) == 3
    first, last = found["implausible"][0], found["implausible"][-1]
    assert (first["harm"], first["file"], first["area"]) == ("wrong_figure", TABLE, "E06000005")
    assert (last["rule"], last["harm"], last["file"]) == ("other words", "doubt", "data/areas.csv")
    written = page.read_text(encoding="utf-8")
    assert written.count("<article>") == len(found["implausible"]) + 3
    assert "&lt;Gateshead&gt;" in written
    assert "<script" not in written
    assert "http" not in written
    assert 'class="odd"' in written
    assert 'class="series"' in written


def test_faults_come_as_json_too_and_nothing_is_judged_beside_them(data: Path, capsys: Say) -> None:
    row = change(data, "alcohol-deaths,E06000005,2014,", "alcohol-deaths,E06000005,yesterday,")
    assert main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (fault,) = found["faults"]
    assert (fault["file"], fault["row"], fault["column"]) == (TABLE, row, "period")
    assert found["implausible"] == []


def test_a_page_that_cannot_be_written_is_a_failed_command(data: Path, tmp_path: Path, capsys: Say) -> None:
    assert main(["check", "--html", str(tmp_path / "nowhere" / "odd.html")]) == 2
    assert capsys.readouterr().err


def test_the_trial_of_an_import_tells_what_would_be_odd(data: Path, tmp_path: Path, capsys: Say) -> None:
    main(["import", "nomis", str(deaths(tmp_path / "deaths.csv"))])
    said = capsys.readouterr().out
    assert "fewer than imported" not in said
    source = tmp_path / "many.csv"
    source.write_text(deaths(tmp_path / "deaths.csv").read_text(encoding="utf-8").replace(",2023,", ",2028,"))
    assert main(["import", "nomis", str(source)]) == 0
    assert "sign it in accepted.csv: not over yet,lung-cancer-deaths-count@2028" in capsys.readouterr().out
