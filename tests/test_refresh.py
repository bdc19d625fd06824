"""``refresh`` against a small server of our own; the live service could not be reached when this was written."""

from __future__ import annotations

import csv
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.__main__ import main
from dashboard.core.value import Status
from dashboard.importers import refresh
from dashboard.loading.load import load

HERE = Path(__file__).parents[1]
HARTLEPOOL, MIDDLESBROUGH, CUMBRIA, ENGLAND = "E06000001", "E06000002", "E10000006", "E92000001"

HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,"
    "Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal"
)


def line(
    area: str,
    period: str = "2016 - 18",
    figures: str = "20,15,26,13,28",
    *,
    number: int = 40601,
    age: str = "<75 yrs",
    sex: str = "Persons",
    category: str = "",
    note: str = "",
) -> str:
    """One line of an answer; all figures are made up."""
    return (
        f'{number},"Some, mortality",E12000001,North East region,{area},Name,UA,{sex},{age},{category},,'
        f"{period},{figures},120,600000,{note},,,,20160000,,"
    )


LIVER = [
    line(ENGLAND, figures="18.5,18,19,17.9,19.2"),
    line(ENGLAND, figures="18.5,18,19,17.9,19.2"),
    line(ENGLAND, figures="25.5,18,29,17.9,29.2", category="Deprivation deciles"),
    line(HARTLEPOOL),
    line(HARTLEPOOL, figures="30,15,46,13,48", sex="Male"),
    line(HARTLEPOOL, "2018", figures="40,15,66,13,68"),
    line(HARTLEPOOL, "2017 - 19"),
    line(CUMBRIA),
    line(MIDDLESBROUGH, figures=",,,,", note="Value suppressed for disclosure control"),
    line("E06000063"),
]
PNEUMONIA = [line(area, number=93640, age="All ages") for area in (ENGLAND, HARTLEPOOL, MIDDLESBROUGH)]


class Service:
    """What the server answers, by indicator, and what it was asked."""

    def __init__(self) -> None:
        self.answers = {"40601": "\n".join([HEADER, *LIVER]), "93640": "\n".join([HEADER, *PNEUMONIA])}
        self.status = 200
        self.asked: list[str] = []
        self.url = ""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    known = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            number = parse_qs(urlsplit(self.path).query)["indicator_ids"][0]
            self.send_response(known.status)
            self.end_headers()
            self.wfile.write(known.answers[number].encode("utf-8"))

        def do_CONNECT(self) -> None:
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        known.url = f"http://127.0.0.1:{server.server_port}/api"
        yield known
        server.shutdown()
        thread.join()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped tables, which the commands change instead."""
    folder = Path(shutil.copytree(HERE / "data", tmp_path / "data"))
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    monkeypatch.delenv("ATLAS_BOUNDARIES", raising=False)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def figures(path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["indicator"], row["area_code"], row["period"]): row for row in csv.DictReader(file)}


def test_what_was_missing_is_fetched_and_loads(
    service: Service, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["refresh", "--apply", "--base-url", service.url]) == 0
    assert "refresh.csv is written: 8 rows, 2 indicators." in capsys.readouterr().out
    atlas = load(data, HERE / "boundaries")
    for condition in ("chronic-liver-disease", "pneumonia"):
        indicator = atlas.measures(condition)[-1]
        value = atlas.value(indicator, "2016-18", HARTLEPOOL)
        assert value is not None
        assert (value.value, value.lower, value.upper, value.count, value.denominator) == (20, 15, 26, 120, 600000)
        assert atlas.benchmark(indicator, "2016-18") is not None


def test_the_service_is_asked_for_upper_tier_councils_of_england(service: Service, data: Path) -> None:
    main(["refresh", "--apply", "--base-url", f"{service.url}/"])
    query = "?indicator_ids={}&child_area_type_id=302&parent_area_type_id=15"
    assert service.asked == [f"/api/all_data/csv/by_indicator_id{query.format(n)}" for n in (40601, 93640)]


def test_only_both_sexes_of_our_councils_in_pools_of_years_are_taken(service: Service, data: Path) -> None:
    main(["refresh", "--apply", "--base-url", service.url])
    liver = {key[1:] for key in figures(data / "values" / "refresh.csv") if key[0] == "liver-deaths-u75"}
    areas = (ENGLAND, HARTLEPOOL, CUMBRIA, MIDDLESBROUGH)
    assert liver == {(HARTLEPOOL, "2017-19"), *((area, "2016-18") for area in areas)}


def test_an_empty_figure_says_why_and_a_county_says_that_it_is_whole(service: Service, data: Path) -> None:
    main(["refresh", "--apply", "--base-url", service.url])
    found = figures(data / "values" / "refresh.csv")
    empty = found["liver-deaths-u75", MIDDLESBROUGH, "2016-18"]
    assert (empty["value"], empty["status"]) == ("", Status.SUPPRESSED)
    assert empty["note"] == "Value suppressed for disclosure control"
    assert found["liver-deaths-u75", CUMBRIA, "2016-18"]["extent"] == "county"


def test_a_second_run_changes_nothing(service: Service, data: Path) -> None:
    main(["refresh", "--apply", "--base-url", service.url])
    once = contents(data)
    assert main(["refresh", "--apply", "--base-url", service.url]) == 0
    assert contents(data) == once
    assert once["indicators.csv"].startswith((HERE / "data" / "indicators.csv").read_bytes())


def unwritten(data: Path, *arguments: str, code: int = 2) -> None:
    """Run ``refresh``; it must fail with the code and leave every file as it was."""
    before = contents(data)
    assert main(["refresh", "--apply", *arguments]) == code
    assert contents(data) == before


WEB_PAGE = "<html><title>Access denied</title></html>"
NO_COUNCIL = "\n".join([HEADER, line(ENGLAND, number=93640, age="All ages")])
ODD_PERIOD = "\n".join([HEADER, line(HARTLEPOOL, "2016 Q1", number=93640, age="All ages")])
WORDS = "\n".join([HEADER, line(HARTLEPOOL, figures="many,1,2,1,2", number=93640, age="All ages")])
TWO_ANSWERS = "\n".join(
    [HEADER, *PNEUMONIA, line(HARTLEPOOL, figures="99,15,126,13,128", number=93640, age="All ages")]
)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (WEB_PAGE, "is no table of figures"),
        ("", "is no table of figures"),
        (HEADER, "has no figure for any council"),
        (NO_COUNCIL, "has no figure for any council"),
        (ODD_PERIOD, "'2016 Q1'"),
        (WORDS, "not a number: 'many'"),
        (TWO_ANSWERS, "disagree"),
    ],
    ids=["web page", "nothing", "header only", "England only", "odd period", "words", "two answers"],
)
def test_an_unexpected_answer_is_one_sentence_and_writes_nothing(
    answer: str, sentence: str, service: Service, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answers["93640"] = answer
    unwritten(data, "--base-url", service.url)
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_figures_with_a_fault_are_not_written(service: Service, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    service.answers["93640"] = "\n".join(
        [HEADER, line(HARTLEPOOL, figures="9,15,26,1,2", number=93640, age="All ages")]
    )
    unwritten(data, "--base-url", service.url, code=1)
    said = capsys.readouterr().err
    assert said.startswith("Nothing was written")
    assert "refresh.csv, row 7, column value" in said


@pytest.mark.parametrize(
    ("status", "sentence"), [(403, "blocked"), (407, "user name"), (500, "status 500")], ids=["403", "407", "500"]
)
def test_a_refusal_is_one_sentence(
    status: int, sentence: str, service: Service, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service.status = status
    unwritten(data, "--base-url", service.url)
    assert sentence in capsys.readouterr().err


def test_without_a_network_it_says_so(service: Service, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unwritten(data, "--base-url", "http://127.0.0.1:1/api")
    assert "127.0.0.1:1 cannot be reached" in capsys.readouterr().err


def test_a_proxy_that_blocks_the_service_is_named(
    service: Service, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, service.url.removesuffix("/api"))
    unwritten(data, "--base-url", "https://fingertips.invalid/api")
    assert "The proxy does not let the atlas through to fingertips.invalid" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["file:///etc/passwd", "fingertips.phe.org.uk"])
def test_only_web_addresses_are_asked(address: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unwritten(data, "--base-url", address)
    assert "must begin with http" in capsys.readouterr().err


def test_the_rows_of_indicators_csv_keep_the_order_of_its_columns() -> None:
    with (HERE / "data" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    assert list(refresh.WANTED[0].indicator.__dataclass_fields__) == columns
