"""The command ``export``: files with the right names, and errors that say what to write."""

from __future__ import annotations

import csv
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from dashboard import __main__ as commands
from dashboard.__main__ import main
from dashboard.core.atlas import Atlas
from dashboard.export.conditions import pack_views
from dashboard.views.resolve import resolve

Say = pytest.CaptureFixture[str]
STROKE = ("--condition", "stroke", "--measure", "deaths-smr", "--by", "council")


@pytest.fixture(autouse=True)
def _loaded_once(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_DATA", raising=False)
    monkeypatch.delenv("ATLAS_BOUNDARIES", raising=False)
    monkeypatch.setattr(commands, "load", lambda data, boundaries: atlas)


def made(capsys: Say, out: Path, *arguments: str) -> list[Path]:
    """Run the command; the files that it says it wrote are those in the folder."""
    assert main(["export", *arguments, "--out", str(out)]) == 0
    streams = capsys.readouterr()
    assert streams.err == ""
    paths = [Path(line) for line in streams.out.splitlines()]
    assert sorted(paths) == sorted(out.iterdir())
    return paths


def refused(capsys: Say, out: Path, *arguments: str) -> str:
    """Run a command that must fail with one sentence and write nothing; return the sentence."""
    assert main(["export", *arguments, "--out", str(out)]) == 2
    streams = capsys.readouterr()
    assert streams.err.count("\n") == 1
    assert streams.out == ""
    assert "Traceback" not in streams.err
    assert not out.exists()
    return streams.err


@pytest.mark.parametrize("form", ["png", "svg", "pdf", "pptx", "csv", "xlsx"])
def test_one_view_becomes_one_file_of_that_form(form: str, tmp_path: Path, capsys: Say) -> None:
    (path,) = made(capsys, tmp_path / "out", *STROKE, "--format", form, "--size", "social")
    size = "" if form in ("csv", "xlsx") else "-social"
    assert path.name == f"nenc-stroke-deaths-smr-by-council-2015-19{size}.{form}"
    content = path.read_bytes()
    if form == "png":
        assert Image.open(BytesIO(content)).size == (1200, 675)
    elif form == "svg":
        assert b"<svg" in content[:200]
        assert b"<image" not in content
    elif form == "pdf":
        assert len(PdfReader(BytesIO(content)).pages) == 1
    elif form == "pptx":
        assert len(Presentation(BytesIO(content)).slides) == 1
    elif form == "csv":
        assert len(list(csv.reader(content.decode("utf-8-sig").splitlines()))) == 16
    else:
        assert load_workbook(BytesIO(content)).sheetnames == ["Figures", "About"]


def conditions_of(atlas: Atlas, query: str) -> int:
    return len(pack_views(atlas, resolve(atlas, query).view))


def test_captions_lie_beside_a_picture_when_asked_for(tmp_path: Path, capsys: Say) -> None:
    picture, text = made(capsys, tmp_path / "out", *STROKE, "--format", "svg", "--captions")
    assert text.name == f"{picture.name}.txt"
    short, longer, *_ = text.read_text(encoding="utf-8").split("\n\n")
    assert short.startswith("Caption: Stroke deaths in NENC: ")
    assert len(short) <= len("Caption: ") + 280
    assert longer.startswith("Longer caption: Stroke deaths in NENC: ")
    assert "The figures run from " in longer


def test_all_makes_a_file_of_every_condition(atlas: Atlas, tmp_path: Path, capsys: Say) -> None:
    paths = made(capsys, tmp_path, "--all", "--format", "csv", "--area", "north icp")
    assert len(paths) == conditions_of(atlas, "area=icp-north") > 30
    assert all(path.name.startswith("nenc-north-icp-") for path in paths)


def test_a_pack_and_a_board_pack_are_named_after_the_area(tmp_path: Path, capsys: Say) -> None:
    place = ("--area", "E07000026")
    (pack,) = made(capsys, tmp_path / "zip", *place, "--format", "zip", "--size", "social")
    assert re.fullmatch(r"nenc-[a-z-]+-pack-social\.zip", pack.name)
    assert "manifest.json" in ZipFile(pack).namelist()
    (board,) = made(capsys, tmp_path / "board", *place, "--format", "board", "--site", "https://atlas.example/")
    assert board.name.endswith("-board-pack.pdf")
    assert "https://atlas.example/?area=E07000026" in (PdfReader(board).pages[0].extract_text())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--area", "Hartlepol"], ["Hartlepol", "E06000001", "E38000075"]),
        (["--area", "E3800004"], ["E38000042"]),
        (["--area", "Darlington"], ["2 areas", "E38000042", "E06000005"]),
        (["--area", "E92000001"], ["There is no area"]),
        (["--area", "qqqqqqqq"], ["data/areas.csv"]),
        (["--condition", "strok"], ["--condition stroke"]),
        (["--condition", "pneumonia"], ["Pneumonia", "This edition has no local figure"]),
        (["--measure", "smr"], ["--measure"]),
        (["--by", "county"], ["There is no level", "council"]),
        (["--by", "council", "--period", "1066"], ["1066", "--period", "2018"]),
        (["--condition", "stroke", "--measure", "register", "--by", "council"], ["--by ccg"]),
        (["--area", "E38000042", "--by", "icp"], ["holds no ICPs"]),
        (["--overlay", "all"], ["none, deprivation or bivariate"]),
        (["--layers", "icp.hospital"], ["There is no layer “hospital”", "--layers hospitals"]),
        (
            ["--area", "Middlesbrough", "--condition", "stroke", "--measure", "yll"],
            ["This edition holds", "--measure deaths-smr"],
        ),
    ],
)
def test_a_wrong_word_is_an_error_that_says_what_to_write(
    arguments: list[str], words: list[str], tmp_path: Path, capsys: Say
) -> None:
    said = refused(capsys, tmp_path / "out", *arguments)
    assert all(word in said for word in words), said
    assert "Showing" not in said


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: Say) -> None:
    (tmp_path / "file").write_text("")
    assert main(["export", "--format", "csv", "--out", str(tmp_path / "file" / "out")]) == 2
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--format", "gif"], ["--size", "huge"], ["--sizes"]])
def test_an_unknown_form_size_or_option_is_refused(arguments: list[str], capsys: Say) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", *arguments])
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_progress_is_shown_when_asked_for(atlas: Atlas, tmp_path: Path, capsys: Say) -> None:
    assert main(["export", "--all", "--format", "csv", "--progress", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    whole = conditions_of(atlas, "")
    assert said.endswith(f"[{'#' * 30}] {whole} of {whole}\n")
    assert said.count("\r") == whole


BULK = ("--all", "--area", "E02001682", "--by", "neighbourhood", "--formats", "csv,svg", "--sizes", "slide,social")


def test_many_forms_and_sizes_are_made_by_one_command_and_only_once(
    atlas: Atlas, tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["export", *BULK, "--out", str(tmp_path)]) == 0
    first = capsys.readouterr().out.splitlines()
    conditions = conditions_of(atlas, "area=E02001682&by=neighbourhood")
    assert len(first) == 3 * conditions
    (tmp_path / Path(first[1]).name).unlink()
    assert main(["export", *BULK, "--progress", "--out", str(tmp_path)]) == 0
    streams = capsys.readouterr()
    assert streams.out.splitlines() == [first[1]]
    assert f"{3 * conditions} of {3 * conditions}" in streams.err
    monkeypatch.setattr(commands, "data_version", lambda *_: "other data")
    assert main(["export", *BULK, "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == first


def test_an_unknown_word_among_several_is_refused(capsys: Say) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--formats", "png,gif"])
    assert "“gif” is none of" in capsys.readouterr().err
