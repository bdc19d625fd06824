"""What is answered without the application is as careful as what it answers, and repeats nothing of a request."""

from __future__ import annotations

import pytest
from gunicorn.http.errors import (
    InvalidHeader,
    InvalidRequestLine,
    LimitRequestHeaders,
    LimitRequestLine,
    UnsupportedTransferCoding,
)

from dashboard.web.bare_answers import refusal_answer, refusal_of, reported
from dashboard.web.framing import Refusal
from dashboard.web.headers import Reach, security_headers
from dashboard.web.reports import Report

CAREFUL = {*security_headers("", Reach.OWN, "", is_https=False), "Cache-Control"}


def fields(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    """Status line, fields and body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize("stays", [True, False])
def test_what_the_server_says_of_itself_has_all_headers_and_a_head_is_no_body(stays: bool) -> None:
    for method, sent in ((b"GET", b"ok"), (b"HEAD", b"")):
        status, told, body = fields(reported(Report("text/plain", b"ok"), method, stays))
        assert (status, told["Content-Length"], body) == ("HTTP/1.1 200 OK", "2", sent)
        assert told.keys() >= CAREFUL
        assert told.get("Connection") == (None if stays else "close")


def test_a_refusal_has_all_headers_and_closes() -> None:
    status, told, body = fields(refusal_answer(Refusal(408, "Request Timeout")))
    assert status == "HTTP/1.1 408 Request Timeout"
    assert told.keys() >= CAREFUL
    assert (told["Connection"], told["Content-Length"]) == ("close", str(len(body)))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidRequestLine("GET jane@a.example"), 400),
        (InvalidHeader("jane@a.example"), 400),
        (LimitRequestLine(9, 8), 414),
        (LimitRequestHeaders("jane@a.example"), 431),
        (UnsupportedTransferCoding("jane@a.example"), 501),
        (ValueError("jane@a.example"), 500),
    ],
)
def test_each_fault_has_its_status_and_no_word_of_the_request(error: Exception, status: int) -> None:
    refusal = refusal_of(error)
    assert refusal.status == status
    assert b"jane" not in refusal_answer(refusal)
