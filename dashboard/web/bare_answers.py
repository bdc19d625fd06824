"""Answers that are made without the application: what the server says of itself, and what it does not even read."""

from __future__ import annotations

from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)

from dashboard.web.framing import Refusal
from dashboard.web.headers import Reach, security_headers
from dashboard.web.reports import Report

#: As every answer of the application is sent; nothing of these is a page.
_CAREFUL = {"Cache-Control": "no-store", **security_headers("default-src 'none'", Reach.OWN, "", is_https=False)}
_UNREAD = (
    (LimitRequestLine, Refusal(414, "URI Too Long")),
    (LimitRequestHeaders, Refusal(431, "Request Header Fields Too Large")),
    (ExpectationFailed, Refusal(417, "Expectation Failed")),
    (UnsupportedTransferCoding, Refusal(501, "Not Implemented")),
    (ParseException, Refusal(400, "Bad Request")),
)
_FAILED = Refusal(500, "Internal Server Error")


def reported(report: Report, method: bytes, stays: bool) -> bytes:
    """What the server says of itself. stays: whether another request may follow on the connection."""
    head = _head("200 OK", report.media, len(report.body), stays)
    return head + (report.body if method == b"GET" else b"")


def refusal_answer(refusal: Refusal) -> bytes:
    """The last answer of a connection: nothing of the request stands in it."""
    words = f"{refusal.reason}: the atlas cannot answer this request.".encode()
    return _head(f"{refusal.status} {refusal.reason}", "text/plain; charset=utf-8", len(words), stays=False) + words


def refusal_of(error: Exception) -> Refusal:
    """Why a request could not be served: it is not written as HTTP wants it, or the server failed."""
    return next((refusal for kind, refusal in _UNREAD if isinstance(error, kind)), _FAILED)


def _head(status: str, media: str, length: int, stays: bool) -> bytes:
    fields = {"Content-Type": media, "Content-Length": str(length), **_CAREFUL}
    said = {**fields, **({} if stays else {"Connection": "close"})}
    lines = (f"HTTP/1.1 {status}", *(f"{name}: {words}" for name, words in said.items()))
    return "\r\n".join((*lines, "", "")).encode()
