"""What is counted of the server: over all processes, in the form that Prometheus reads."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.web.access_log import client_of, coarsened
from dashboard.web.metrics import OF_NOW, STEPS, Metrics, Tally
from dashboard.web.observing import http_method
from dashboard.web.scoreboard import Scoreboard
from dashboard.web.settings import Addresses, SettingsError, settings

OPERATIONS = Path(__file__).parent.parent / "docs" / "operations.md"
#: A line of the text format 0.0.4: a name, perhaps labels, a number.
SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"(,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? \d+(\.\d+)?')


def in_a_process(row: int, board: Scoreboard, work: Callable[[], object]) -> None:
    """Do something as a worker with a row of its own, which then ends at once."""
    child = os.fork()
    if child == 0:
        board.take(row)
        work()
        os._exit(0)
    os.waitpid(child, 0)


def test_what_workers_counted_is_added_up_and_outlives_them() -> None:
    metrics = Metrics()
    metrics.name(["/map.png"])
    metrics.answered("/map.png", "200", 0.004)
    for row in (1, 2):
        in_a_process(row, metrics.board, lambda: metrics.answered("/map.png", "503", 0.3))
    text = metrics.text('data="abc"')
    assert 'atlas_requests_total{route="/map.png",status="200"} 1\n' in text
    assert 'atlas_requests_total{route="/map.png",status="503"} 2\n' in text
    assert 'atlas_request_seconds_bucket{route="/map.png",le="0.005"} 1\n' in text
    assert 'atlas_request_seconds_bucket{route="/map.png",le="0.25"} 1\n' in text
    assert 'atlas_request_seconds_bucket{route="/map.png",le="0.5"} 3\n' in text
    assert 'atlas_request_seconds_bucket{route="/map.png",le="+Inf"} 3\n' in text
    assert 'atlas_request_seconds_sum{route="/map.png"} 0.604000\n' in text
    assert 'atlas_request_seconds_count{route="/map.png"} 3\n' in text
    assert 'atlas_edition_info{data="abc"} 1\n' in text


def test_a_worker_that_takes_the_row_of_another_counts_on() -> None:
    board = Scoreboard(3)
    for _ in range(2):
        in_a_process(1, board, lambda: board.add(2, 5.0))
    assert board.totals() == [0.0, 0.0, 10.0]


def test_how_much_there_is_now_goes_with_its_process_and_counts_stay() -> None:
    metrics = Metrics()
    in_a_process(1, metrics.board, lambda: (metrics.board.put(Tally.LONG_MADE, 1), metrics.board.add(Tally.STARTS)))
    assert 'atlas_exports{cost="long",state="made"} 1\n' in metrics.text("")
    metrics.board.forget(1, OF_NOW)
    assert 'atlas_exports{cost="long",state="made"} 0\n' in metrics.text("")
    assert "atlas_worker_starts_total 1\n" in metrics.text("")


def test_what_a_process_was_busy_with_can_be_read_when_it_is_gone() -> None:
    board = Scoreboard(1)
    in_a_process(3, board, lambda: board.say("GET /map.png area=\N{LATIN SMALL LETTER E WITH ACUTE}"))
    assert (board.said(3), board.said(2)) == (["GET /map.png area=é"], [])
    board.hush(3)
    assert board.said(3) == []


def test_words_that_are_too_long_are_cut_and_spoil_nothing_beside_them() -> None:
    board = Scoreboard(1)
    board.say("é" * 10_000)
    (said,) = board.said(0)
    assert set(said) == {"é"}
    board.say("")
    assert board.said(0) == []


def test_a_free_row_is_that_of_no_living_worker() -> None:
    board = Scoreboard(1)
    assert (board.free_row(set()), board.free_row({1, 2, 4}), board.free_row({2})) == (1, 3, 1)


def test_routes_and_statuses_that_nobody_named_are_counted_as_others() -> None:
    metrics = Metrics()
    metrics.name(f"/{number}" for number in range(500))
    metrics.answered("/499", "418", 3_600)
    text = metrics.text("")
    assert 'atlas_requests_total{route="other",status="other"} 1\n' in text
    assert f'atlas_request_seconds_bucket{{route="other",le="{STEPS[-1]}"}} 0\n' in text
    assert 'atlas_request_seconds_bucket{route="other",le="+Inf"} 1\n' in text


def test_every_line_is_of_the_form_that_prometheus_reads_and_every_name_is_explained_once() -> None:
    metrics = Metrics()
    metrics.name(['/a"b\\c', "/d"])
    metrics.answered('/a"b\\c', "200", 0.1)
    metrics.answered("/d", "200", 0.1)
    lines = metrics.text('data="x"').splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert [line for line in samples if not SAMPLE.fullmatch(line)] == []
    explained = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(explained) == len(set(explained))
    named = {re.match("[a-z_]+", line)[0] for line in samples}  # type: ignore[index]
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in named} == set(explained)


def test_the_page_for_operators_explains_every_metric_and_names_none_that_is_not_there() -> None:
    lines = Metrics().text("").splitlines()
    there = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    named = set(re.findall(r"\batlas_\w+", OPERATIONS.read_text(encoding="utf-8")))
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in named} == there


ADDRESSES = [
    ("192.0.2.77", "192.0.2.0", "192.0.2.77"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1::", "2001:db8:1:2:3:4:5:6"),
    ("::ffff:192.0.2.77", "192.0.2.0", "192.0.2.77"),
    ("somebody@example.org", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("address", "short", "full"), ADDRESSES)
def test_an_address_is_shortened_unless_the_operator_wants_it_whole(address: str, short: str, full: str) -> None:
    assert coarsened(address, Addresses.SHORT) == short
    assert coarsened(address, Addresses.FULL) == full
    assert coarsened(address, Addresses.NONE) == ""


FORWARDED = [
    ("", 0, "10.0.0.1"),
    ("192.0.2.1", 0, "10.0.0.1"),
    ("192.0.2.1", 1, "192.0.2.1"),
    ("6.6.6.6, 192.0.2.1", 1, "192.0.2.1"),
    ("192.0.2.1, 10.0.0.2", 2, "192.0.2.1"),
    ("192.0.2.1", 2, "10.0.0.1"),
    (" , 10.0.0.2", 2, "10.0.0.1"),
]


@pytest.mark.parametrize(("forwarded", "proxies", "reader"), FORWARDED)
def test_a_reader_is_who_the_trusted_proxies_say(forwarded: str, proxies: int, reader: str) -> None:
    assert client_of("10.0.0.1", forwarded, proxies) == reader


@pytest.mark.parametrize(("asked", "told"), [("GET", "GET"), ("DELETE", "DELETE"), ("JANE", "other"), ("get", "other")])
def test_a_method_that_http_does_not_have_is_no_word_of_the_log(asked: str, told: str) -> None:
    assert http_method({"REQUEST_METHOD": asked}) == told


def test_the_log_is_on_and_short_unless_the_environment_says_otherwise() -> None:
    usual = settings({})
    assert (usual.logs_requests, usual.addresses) == (True, Addresses.SHORT)
    other = settings({"ACCESS_LOG": "off", "LOG_ADDRESSES": "None"})
    assert (other.logs_requests, other.addresses) == (False, Addresses.NONE)
    with pytest.raises(SettingsError, match=r"LOG_ADDRESSES is 'all'; it may be short, full or none\.") as caught:
        settings({"LOG_ADDRESSES": "all", "ACCESS_LOG": "yes"})
    assert "ACCESS_LOG is 'yes'; it may be on or off." in str(caught.value)
