"""``python -m dashboard`` and the server, as a person at a terminal meets them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest
import small
from ports import free_port

from dashboard.__main__ import main
from dashboard.importers import IMPORTS, boundaries, checking

HERE = Path(__file__).parents[1]
#: The four councils of the North ICP, so that there is a sum for it.
COUNCILS = ("E06000057", "E08000021", "E08000022", "E08000037")
LUNG_CANCER = "C33-C34 Malignant neoplasm of trachea, bronchus and lung"
Say = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped tables, which the commands change instead."""
    folder = Path(shutil.copytree(HERE / "data", tmp_path / "data"))
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    monkeypatch.delenv("ATLAS_BOUNDARIES", raising=False)
    return folder


@pytest.fixture
def shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(HERE / "boundaries", tmp_path / "boundaries"))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(folder))
    return folder


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A small edition, for what takes long on the shipped one: its tables and its shapefiles."""
    data, shapes = small.edition(tmp_path / "few")
    monkeypatch.setenv("ATLAS_DATA", str(data))
    monkeypatch.setenv("ATLAS_BOUNDARIES", str(shapes))
    return data, shapes


def deaths(path: Path, *, rows: int = len(COUNCILS)) -> Path:
    """A file in the form of the official one, with made-up counts for some councils."""
    lines = [f"{code},Name,2023,{100 + number}" for number, code in enumerate(COUNCILS[:rows])]
    path.write_text("\n".join([f"mnemonic,name,date,{LUNG_CANCER!r}".replace("'", '"'), *lines]), encoding="utf-8")
    return path


def test_check_lists_every_fault_of_the_folder_it_was_given(data: Path, capsys: Say) -> None:
    table = data / "values" / "nomis.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",2023,", ",yesterday,", 2), encoding="utf-8")
    (data / "facts.csv").unlink()
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert "nomis.csv, row 2, column period: found 'yesterday'" in said
    assert "nomis.csv, row 3" in said
    assert "facts.csv" in said


def test_check_reads_the_boundaries_it_was_given(data: Path, shapes: Path, capsys: Say) -> None:
    (shapes / "ccg.dbf").unlink()
    assert main(["check"]) == 1
    assert "no ccg.dbf" in capsys.readouterr().err


def test_import_writes_the_table_and_checks_everything(few: tuple[Path, Path], tmp_path: Path, capsys: Say) -> None:
    source = small.deaths(tmp_path / "deaths.csv", **{small.NEWCASTLE: 110, small.GATESHEAD: 90})
    assert main(["import", "nomis", str(source), "--apply"]) == 0
    said = capsys.readouterr().out
    written = (few[0] / "values" / "nomis.csv").read_text(encoding="utf-8")
    assert f"lung-cancer-deaths-count,{small.NEWCASTLE},2023,110,,,110,,published," in written
    assert f"nomis.csv is written: {written.count(chr(10)) - 1} rows, 1 indicator." in said
    assert "No faults" in said
    assert {path.suffix for path in (few[0] / "values").iterdir()} == {".csv"}


def test_import_tells_of_a_fault_that_the_new_table_brings(data: Path, tmp_path: Path, capsys: Say) -> None:
    before = small.contents(data)
    assert main(["import", "nomis", str(deaths(tmp_path / "deaths.csv", rows=1)), "--apply", "--accept-loss"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was written, because with the new figures the data are not right:")
    assert "icp, without any value" in said
    assert small.contents(data) == before


def unwritten(data: Path, capsys: Say, *arguments: str) -> str:
    """Run a command that must fail with one sentence and leave every file as it was; return the sentence."""
    before = small.contents(data)
    assert main(arguments) == 2
    assert small.contents(data) == before
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    return said


def test_an_unknown_import_names_those_that_exist(data: Path, capsys: Say) -> None:
    said = unwritten(data, capsys, "import", "nonsense", "file.csv")
    assert all(name in said for name in IMPORTS)


@pytest.mark.parametrize("name", IMPORTS)
@pytest.mark.parametrize(
    "content", [b"code,name\nE06000001,Name\n", b"", b"a\xff\xfe\n1\n"], ids=["other", "empty", "bytes"]
)
def test_a_file_in_another_form_is_refused(name: str, content: bytes, data: Path, tmp_path: Path, capsys: Say) -> None:
    (tmp_path / "other.csv").write_bytes(content)
    assert unwritten(data, capsys, "import", name, str(tmp_path / "other.csv"))


def test_a_file_that_is_not_there_is_named(data: Path, tmp_path: Path, capsys: Say) -> None:
    assert "There is no file" in unwritten(data, capsys, "import", "nomis", str(tmp_path / "nowhere.csv"))


def test_boundaries_that_cannot_be_built_leave_the_old_ones(
    data: Path, shapes: Path, tmp_path: Path, capsys: Say
) -> None:
    before = small.contents(shapes)
    nowhere = str(tmp_path / "nowhere")
    assert "nowhere" in unwritten(data, capsys, "boundaries", "--lsoa", nowhere, "--lookup", nowhere)
    assert small.contents(shapes) == before


def test_boundaries_that_are_built_go_where_the_environment_says(
    few: tuple[Path, Path], tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, shapes = few
    before = Path(shutil.copytree(shapes, tmp_path / "before"))
    areas = (data / "areas.csv").read_bytes()

    def build(lsoa: Path, lookup: Path, out: Path, areas_csv: Path) -> None:
        shutil.copytree(before, out, dirs_exist_ok=True)
        areas_csv.write_bytes(areas)

    for file in [*shapes.glob("ccg.*"), data / "areas.csv"]:
        file.unlink()
    monkeypatch.setattr(boundaries, "build", build)
    # Of each file its checksum is written down.
    lsoa, lookup = tmp_path / "lsoa", tmp_path / "lookup"
    for file in (lsoa, lookup):
        file.write_text("x")
    assert main(["boundaries", "--lsoa", str(lsoa), "--lookup", str(lookup), "--apply"]) == 0
    assert small.contents(shapes) == small.contents(before)
    assert "areas.csv are written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "begins"),
    [
        (["check"], 0, "No faults: 2,400 areas, 2,412 boundaries, "),
        (["import", "nonsense", "x"], 2, ""),
        ([], 2, ""),
    ],
)
def test_the_commands_run_from_a_shell(arguments: list[str], code: int, begins: str) -> None:
    command = [sys.executable, "-m", "dashboard", *arguments]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == code
    assert done.stdout.startswith(begins)
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The atlas as ``make run`` serves it, with a home folder of its own."""
    port = free_port()
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1", "HOME": str(home)}
    for name in ("HOST", "URL_PREFIX", "XDG_RUNTIME_DIR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    process = subprocess.Popen(command, cwd=HERE, env=environment, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", process)
        yield url
        assert list(home.iterdir()) == []
    finally:
        process.terminate()
        process.wait(timeout=120)


def status(url: str) -> int:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=60) as response:
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            assert status(url) == 200
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer")


def test_the_server_answers(server: str) -> None:
    assert status(f"{server}/") == 200


def test_a_value_of_ten_kilobytes_in_the_address_still_gives_a_page(server: str) -> None:
    assert status(f"{server}/?area={'a' * 10_000}") == 200


def test_the_health_check_of_the_container_tells_a_server_from_none(server: str) -> None:
    (line,) = re.findall(r"^ +CMD (\[.*\])$", (HERE / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    check = [sys.executable, *json.loads(line)[1:]]
    environment = {name: value for name, value in os.environ.items() if name != "URL_PREFIX"}
    for port, well in ((server.rpartition(":")[2], True), ("1", False)):
        done = subprocess.run(check, env={**environment, "PORT": port}, capture_output=True, timeout=120, check=False)
        assert (done.returncode == 0) is well


def test_an_address_without_end_is_refused(server: str) -> None:
    assert status(f"{server}/?area={'a' * 100_000}") == 414


def test_who_stops_a_command_gets_a_sentence_and_no_stack_trace(monkeypatch: pytest.MonkeyPatch, capsys: Say) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", stopped)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "Stopped. The files of the atlas are whole: the old ones, or the new.\n"
