"""How the service is asked: a small server of our own speaks its form, with its faults; nobody waits."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from front import found
from replay import Replay, Reply, answer, hung_up, serving, truncated, whole
from small import CCG, GATESHEAD, NEWCASTLE, contents
from test_refresh import refreshed, small_sources

from dashboard.__main__ import main
from dashboard.importers.refresh import asking
from dashboard.importers.refresh.asking import BlockedError, NotThereError, Questioner
from dashboard.importers.refresh.saved import KEPT_S

GOOD = b"a,b\n1,2\n"
Say = pytest.CaptureFixture[str]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited each time; the clock stands still."""
    waits: list[float] = []
    monkeypatch.setattr(asking, "sleep", waits.append)
    monkeypatch.setattr(asking, "monotonic", lambda: 0.0)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    return waits


@pytest.fixture
def service(waited: list[float]) -> Iterator[Replay]:
    with serving() as replay:
        yield replay


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def caller(said: list[str]) -> Questioner:
    return Questioner(60, 0, said.append)


@pytest.mark.parametrize(
    "fault", [whole(b"", 500), whole(b"", 503), truncated(GOOD), hung_up], ids=["500", "503", "truncated", "hung up"]
)
def test_what_passes_is_asked_again_and_comes_whole(
    fault: Reply, service: Replay, caller: Questioner, waited: list[float], said: list[str]
) -> None:
    service.replies = [fault, fault, whole(GOOD)]
    assert caller.ask(service.url) == GOOD
    assert waited == [2, 10]
    assert "It is asked again in 10 seconds." in said[1]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (whole(b"", 500), "answered with status 500. Run refresh again later"),
        (truncated(GOOD), r"broke off \(IncompleteRead\)"),
        (hung_up, r"broke off \(RemoteDisconnected\)"),
    ],
    ids=["500", "truncated", "hung up"],
)
def test_what_does_not_pass_is_one_sentence_after_three_times(
    fault: Reply, sentence: str, service: Replay, caller: Questioner
) -> None:
    service.replies = [fault]
    with pytest.raises(OSError, match=sentence):
        caller.ask(service.url)
    assert len(service.asked) == 3


def test_a_service_that_says_how_long_to_leave_it_alone_is_left_alone(
    service: Replay, caller: Questioner, waited: list[float]
) -> None:
    service.replies = [whole(b"", 429, Retry_After="30"), whole(b"", 429, Retry_After="9999"), whole(GOOD)]
    assert caller.ask(service.url) == GOOD
    assert waited == [30, 120]


def test_between_two_questions_there_is_a_pause(service: Replay, waited: list[float]) -> None:
    service.replies = [whole(GOOD)]
    caller = Questioner(60, 1.5, str)
    for _ in range(3):
        caller.ask(service.url)
    assert waited == [1.5, 1.5]


def test_an_answer_that_never_ends_is_given_up(
    service: Replay, caller: Questioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "monotonic", count(0.0, 700.0).__next__)
    service.replies = [whole(GOOD)]
    with pytest.raises(OSError, match="did not answer within 60 seconds; --timeout gives it more time"):
        caller.ask(service.url)


def test_an_answer_that_is_far_too_large_is_refused(
    service: Replay, caller: Questioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LARGEST_ANSWER", 5)
    service.replies = [whole(GOOD)]
    with pytest.raises(ValueError, match="look at the address in a browser"):
        caller.ask(service.url)


def test_what_the_service_does_not_have_is_asked_once(service: Replay, caller: Questioner) -> None:
    service.replies = [whole(b"", 404)]
    with pytest.raises(NotThereError, match="does not have it"):
        caller.ask(service.url)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "sentence"), [(403, "blocked"), (407, "put them into HTTPS_PROXY")], ids=["403", "407"]
)
def test_where_the_way_is_blocked_no_other_question_is_asked(
    status: int, sentence: str, service: Replay, caller: Questioner
) -> None:
    service.replies = [whole(b"", status)]
    with pytest.raises(BlockedError, match=sentence):
        caller.ask(service.url)
    with pytest.raises(BlockedError, match="Not asked, for the same reason"):
        caller.ask(service.url)
    assert len(service.asked) == 1


def test_without_a_network_it_says_so(caller: Questioner, waited: list[float]) -> None:
    with pytest.raises(BlockedError, match=r"127\.0\.0\.1:1 cannot be reached"):
        caller.ask("http://127.0.0.1:1/api")
    assert waited == [2, 10]


def test_the_proxy_of_the_environment_is_used_unless_the_host_is_excepted(
    service: Replay, caller: Questioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.replies = [whole(GOOD)]
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("http_proxy", service.url.removesuffix("/api"))
    assert caller.ask("http://fingertips.invalid/api") == GOOD
    assert caller.ask(service.url) == GOOD
    assert service.asked == ["http://fingertips.invalid/api", "/api"]


def test_a_proxy_that_blocks_the_service_is_named(
    service: Replay, caller: Questioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", service.url.removesuffix("/api"))
    with pytest.raises(BlockedError, match=r"The proxy does not let the atlas through to fingertips\.invalid"):
        caller.ask("https://fingertips.invalid/api")
    assert service.asked == ["fingertips.invalid:443"]


def test_the_certificates_of_the_environment_are_trusted_and_no_others(
    tmp_path: Path, caller: Questioner, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = [
        found("openssl", "openssl"),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    subprocess.run([*made, *named, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(context) as service:
        service.replies = [whole(GOOD)]
        with pytest.raises(BlockedError, match="name the file of its certificates in SSL_CERT_FILE"):
            caller.ask(service.url)
        assert service.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert Questioner(60, 0, str).ask(service.url) == GOOD


@pytest.fixture
def data(folders: tuple[Path, Path]) -> Path:
    """The tables of a small edition with three series to refresh."""
    (folders[0] / "sources.toml").write_text(small_sources(), encoding="utf-8")
    return folders[0]


def test_a_run_that_broke_off_goes_on_where_it_was(data: Path, service: Replay, tmp_path: Path, capsys: Say) -> None:
    keep = tmp_path / "answers"
    command = ["refresh", "--apply", "--base-url", service.url, "--keep", str(keep)]
    page = whole(b"<html>Maintenance</html>")
    service.replies = [whole(answer(1, NEWCASTLE, GATESHEAD)), page, whole(b"", 502)]
    assert main(command) == 2
    said = capsys.readouterr()
    assert "found a web page, which begins with '<html>Maintenance</html>'" in said.err
    assert "status 502. It is asked again in 2 seconds." in said.out
    assert "Not imported: lung-2, lung-3." in said.out
    assert {indicator for indicator, _ in refreshed(data)} == {"lung-1"}
    service.asked.clear()
    service.replies = [whole(answer(2, NEWCASTLE)), whole(answer(3, CCG))]
    assert main(command) == 0
    assert [path.partition("ids=")[2][0] for path in service.asked] == ["2", "3"]
    assert {indicator for indicator, _ in refreshed(data)} == {"lung-1", "lung-2", "lung-3"}
    assert sorted(path.name for path in keep.iterdir()) == ["1-302.csv", "2-302.csv", "3-165.csv"]


def test_a_set_of_areas_that_the_service_no_longer_has_leaves_the_question_to_its_successor(
    data: Path, service: Replay, tmp_path: Path, capsys: Say
) -> None:
    service.replies = [whole(b"", 404), whole(answer(1, NEWCASTLE)), whole(b"", 403)]
    assert main(["refresh", "--apply", "--base-url", service.url, "--keep", str(tmp_path / "answers")]) == 2
    assert ["id=302" in path for path in service.asked] == [True, False, True]
    said = capsys.readouterr()
    assert "by Set 302 there are no figures any more; these are by Set 402." in said.out
    assert said.err.count("is blocked") == said.err.count("Not asked, for the same reason.") == 1
    assert ("lung-1", NEWCASTLE) in refreshed(data)


def test_what_a_trial_fetched_is_what_is_applied_and_the_next_day_it_is_asked_anew(
    data: Path, service: Replay, tmp_path: Path
) -> None:
    keep = tmp_path / "answers"
    command = ["refresh", "--base-url", service.url, "--keep", str(keep)]
    service.replies = [whole(answer(1, NEWCASTLE)), whole(answer(2, NEWCASTLE)), whole(answer(3, CCG)), hung_up]
    before = contents(data)
    assert main(command) == 0
    assert contents(data) == before
    assert main([*command, "--apply"]) == 0
    assert len(service.asked) == 3
    old = keep / "1-302.csv"
    os.utime(old, (0, old.stat().st_mtime - KEPT_S))
    service.replies = [whole(answer(1, NEWCASTLE, figures="22,15,26,13,28"))]
    assert main([*command, "--apply"]) == 0
    assert len(service.asked) == 4
    assert refreshed(data)["lung-1", NEWCASTLE] == "22"
