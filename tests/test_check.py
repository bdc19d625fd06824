"""``check`` as its keeper meets it: exit code, order, signatures, JSON and the page; and import's trial beside it.

All of it on small editions: what is odd in the shipped figures is told in ``nenc/test_mistakes.py``.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import small
import synthetic

from dashboard import __main__
from dashboard.__main__ import main
from dashboard.loading.load import load
from dashboard.plausibility.desk import look_over

Say = pytest.CaptureFixture[str]
TABLE = "values/figures.csv"
TODAY = date(2026, 11, 28)
#: A figure of a small area in the middle of its series, and what it is called in the list of what is odd.
FIGURE, SUBJECT = "avoidable,W00000008,2020,270,258,282,", "avoidable@W00000008@2020"
TENFOLD = "avoidable,W00000008,2020,2700,2580,2820,"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small edition of which all that is odd is signed; its tables."""
    data, shapes = synthetic.edition(tmp_path / "edition")
    odd = look_over(data, shapes, load(data, shapes), TODAY, {}).inspection.unsigned
    rows = [f"{one.rule},{one.subject},A. Keeper,2026-11-28,Made up.\n" for one in odd]
    (data / "accepted.csv").write_text("".join(["rule,subject,who,when,why\n", *rows]), encoding="utf-8")
    monkeypatch.setenv("ATLAS_DATA", str(data))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(shapes))
    monkeypatch.setattr(__main__, "today", lambda: TODAY)
    return data


def signed(data: Path) -> int:
    """How many oddities somebody has signed."""
    return (data / "accepted.csv").read_text(encoding="utf-8").count("\n") - 1


def change(data: Path, before: str, after: str, table: str = TABLE) -> int:
    """Replace the beginning of one row; return the row as a spreadsheet counts it."""
    path = data / table
    lines = path.read_text(encoding="utf-8").split("\n")
    (row,) = (n for n, line in enumerate(lines) if line.startswith(before))
    lines[row] = lines[row].replace(before, after, 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    return row + 1


def test_an_odd_figure_is_told_with_its_row_and_what_to_do_until_it_is_signed(data: Path, capsys: Say) -> None:
    assert main(["check"]) == 0
    capsys.readouterr()
    row = change(data, FIGURE, TENFOLD)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert f"{TABLE}, row {row}: " in said
    found = re.findall(r"sign it in accepted\.csv: ([\w ]+),(\S+)\.$", said, flags=re.MULTILINE)
    assert SUBJECT in {subject for _, subject in found}
    with (data / "accepted.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{rule},{subject},A. Keeper,2026-11-28,Looked at.\n" for rule, subject in found)
    assert main(["check"]) == 0
    assert f"Accepted: {signed(data)} implausible" in capsys.readouterr().out


def test_a_signature_that_fits_nothing_is_odd_itself_and_one_without_a_day_is_a_fault(data: Path, capsys: Say) -> None:
    path = data / "accepted.csv"
    before = path.read_text(encoding="utf-8")
    rows = before.count("\n")
    path.write_text(f"{before}jump,{SUBJECT},A. Keeper,2026-11-28,Looked at.\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert f"accepted.csv, row {rows + 1}: A. Keeper signed" in capsys.readouterr().out
    path.write_text(f"{before}jump,{SUBJECT},A. Keeper,yesterday,x\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert f"accepted.csv, row {rows + 1}, column when: found 'yesterday'" in capsys.readouterr().err


def test_json_and_page_say_the_same_and_the_worst_comes_first(data: Path, tmp_path: Path, capsys: Say) -> None:
    change(data, FIGURE, TENFOLD)
    change(data, "W00000002,Ward 2,Ward 2,", "W00000002,Ward 2,<Gateshead>,", "areas.csv")
    page = tmp_path / "odd.html"
    assert main(["check", "--json", "--html", str(page)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == []
    assert len(found["accepted"]) == signed(data) > 100
    first, last = found["implausible"][0], found["implausible"][-1]
    assert (first["harm"], first["file"]) == ("wrong_figure", TABLE)
    assert SUBJECT.split("@")[1] in {one["area"] for one in found["implausible"] if one["harm"] == first["harm"]}
    assert (last["rule"], last["harm"], last["file"]) == ("other words", "doubt", "data/areas.csv")
    written = page.read_text(encoding="utf-8")
    assert written.count("<article>") == len(found["implausible"]) + len(found["accepted"])
    assert "&lt;Gateshead&gt;" in written
    assert "<script" not in written
    assert "http" not in written
    assert 'class="odd"' in written
    assert 'class="series"' in written


def test_faults_come_as_json_too_and_nothing_is_judged_beside_them(data: Path, capsys: Say) -> None:
    row = change(data, FIGURE, FIGURE.replace("2020", "yesterday"))
    assert main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (fault,) = found["faults"]
    assert (fault["file"], fault["row"], fault["column"]) == (TABLE, row, "period")
    assert found["implausible"] == []


def test_a_page_that_cannot_be_written_is_a_failed_command(data: Path, tmp_path: Path, capsys: Say) -> None:
    assert main(["check", "--html", str(tmp_path / "nowhere" / "odd.html")]) == 2
    assert capsys.readouterr().err


def test_the_trial_of_an_import_tells_what_would_be_odd(
    tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, shapes = small.edition(tmp_path / "edition")
    monkeypatch.setenv("ATLAS_DATA", str(data))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(shapes))
    counts = {small.NEWCASTLE: 110, small.GATESHEAD: 90}
    one, other = (small.deaths(tmp_path / f"{year}.csv", year, **counts) for year in (2023, 2028))
    both = tmp_path / "both.csv"
    both.write_text(one.read_text() + other.read_text().partition("\n")[2], encoding="utf-8")
    assert main(["import", "nomis", str(both), "--apply"]) == 0
    assert "sign it in accepted.csv: not over yet,lung-cancer-deaths-count@2028" in capsys.readouterr().out
    assert main(["import", "nomis", str(one)]) == 0
    said = capsys.readouterr().out
    assert "4 vanished" in said
    assert "fewer than imported" not in said
