"""Where a request ends does not depend on how its bytes come, and nothing doubtful has anything after it."""

from __future__ import annotations

import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from gunicorn.config import Config
from gunicorn.http import RequestParser
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web import framing
from dashboard.web.framing import LARGEST_BODY, LARGEST_HEAD, Incoming, Stage

GET = b"GET /map.png?by=ccg HTTP/1.1\r\nHost: a\r\n\r\n"
BARE = b"GET / HTTP/1.0\r\n\r\n"
POST = b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"
EMPTY_POST = b"POST /x HTTP/1.1\r\ncontent-length:0\r\n\r\n"
CHUNKED = b"POST /x HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n"
TRAILED = (
    b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nb \t;a\r\nhello world\r\n000\r\nX-Sum: 1\r\nY: 2\r\n\r\n"
)
GOOD = (GET, BARE, POST, EMPTY_POST, CHUNKED, TRAILED)
NO_BODY = b"POST /x HTTP/1.1\r\n"


def fed(stream: bytes, cuts: list[int]) -> list[tuple[bytes, bool]]:
    """The requests in a stream that comes in pieces, and whether each was the last."""
    incoming, found = Incoming(), []
    places = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        incoming.add(stream[start:end])
        while incoming.stage is Stage.WHOLE:
            is_last = incoming.is_last
            found.append((incoming.take(), is_last))
            if is_last:
                return found
    return found


def body_of(request: bytes) -> bytes:
    """What gunicorn's own parser reads of it."""
    return bytes(next(RequestParser(Config(), [request], ("127.0.0.1", 1))).body.read())


@given(st.lists(st.sampled_from(GOOD), min_size=1, max_size=5), st.lists(st.integers(0, 1_000), max_size=30))
def test_requests_end_where_they_end_however_they_come(requests: list[bytes], cuts: list[int]) -> None:
    assert fed(b"".join(requests), cuts) == [(request, False) for request in requests]


@pytest.mark.parametrize("request_", GOOD)
def test_one_byte_after_the_other_is_a_whole_request_at_the_last_byte_only(request_: bytes) -> None:
    incoming = Incoming()
    for place in range(len(request_)):
        assert incoming.stage is not Stage.WHOLE
        incoming.add(request_[place : place + 1])
    assert incoming.stage is Stage.WHOLE
    assert not incoming.is_last


@pytest.mark.parametrize("request_", [POST, CHUNKED, TRAILED])
def test_the_parser_reads_the_whole_body_from_the_bytes_of_a_request(request_: bytes) -> None:
    ((whole, _),) = fed(request_ + GET[:7], [])
    assert body_of(whole) == b"hello world"


def test_an_empty_line_before_a_request_belongs_to_it() -> None:
    for cuts in ([], [1], [1, 2], [2], [3]):
        assert fed(POST + b"\r\n" + GET, [len(POST) + cut for cut in cuts]) == [(POST, False), (b"\r\n" + GET, False)]


def test_an_empty_line_alone_is_no_request_that_has_begun() -> None:
    incoming = Incoming()
    incoming.add(b"\r")
    incoming.add(b"\n")
    assert incoming.stage is Stage.NOTHING


DOUBTFUL = {
    "two lengths": NO_BODY + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "a length that is none": NO_BODY + b"Content-Length: 3x\r\n\r\nabc",
    "a negative length": NO_BODY + b"Content-Length: -3\r\n\r\nabc",
    "a signed length": NO_BODY + b"Content-Length: +3\r\n\r\nabc",
    "a length in other digits": NO_BODY + "Content-Length: \u00b3\r\n\r\nabc".encode("latin-1"),
    "an endless length": NO_BODY + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\nabc",
    "no length": NO_BODY + b"Content-Length:\r\n\r\nabc",
    "a length and chunks": NO_BODY + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": NO_BODY + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "another coding": NO_BODY + b"Transfer-Encoding: identity\r\n\r\n",
    "chunks of old": b"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a bare line feed": b"GET / HTTP/1.1\nHost: a\n\n",
    "a bare line feed in a field": b"GET / HTTP/1.1\r\nA: b\nContent-Length: 3\r\n\r\nabc",
    "two empty lines first": b"\r\n\r\nGET / HTTP/1.1\r\n\r\n",
}
WRONG_CHUNKS = {
    "a size that is none": b"zz\r\n",
    "a size with a sign": b"+3\r\nabc\r\n0\r\n\r\n",
    "a size of Python": b"0x3\r\nabc\r\n0\r\n\r\n",
    "no size": b"\r\nabc",
    "a chunk without its end": b"3\r\nabcdef\r\n",
    "an endless size line": b"3;" + b"a" * 9_000,
}


@pytest.mark.parametrize("doubtful", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_not_clear_is_left_to_the_parser_and_is_the_last(doubtful: bytes) -> None:
    for cuts in ([], list(range(len(doubtful)))):
        ((request, is_last), *rest) = fed(doubtful + GET, cuts)
        assert is_last
        assert not rest
        assert doubtful.startswith(request) or request == doubtful + GET
    with pytest.raises(Exception):  # noqa: B017, PT011 - each is refused in words of its own
        body_of(doubtful)


@pytest.mark.parametrize("wrong", WRONG_CHUNKS.values(), ids=WRONG_CHUNKS)
def test_wrong_chunks_are_left_to_the_parser_and_are_the_last(wrong: bytes) -> None:
    ((request, is_last),) = fed(NO_BODY + b"Transfer-Encoding: chunked\r\n\r\n" + wrong, [])
    assert is_last
    with pytest.raises(Exception, match=r".") as refused:
        body_of(request)
    assert refused.type.__module__.startswith("gunicorn")


def test_a_body_that_is_too_large_by_its_own_words_is_not_waited_for() -> None:
    request = NO_BODY + b"Content-Length: %d\r\n\r\n" % (LARGEST_BODY + 1)
    assert fed(request, []) == [(request, True)]


def test_a_body_of_the_largest_size_is_waited_for() -> None:
    request = NO_BODY + b"Content-Length: %d\r\n\r\n" % LARGEST_BODY + b"a" * LARGEST_BODY
    assert fed(request[:-1], []) == []
    assert fed(request, []) == [(request, False)]


def test_the_largest_body_is_that_of_the_application(client: FlaskClient) -> None:
    assert client.application.config["MAX_CONTENT_LENGTH"] == LARGEST_BODY


@pytest.mark.parametrize(
    ("endless", "status"),
    [
        (b"GET /" + b"a" * LARGEST_HEAD, 414),
        (b"GET /" + b"a" * LARGEST_HEAD + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * (LARGEST_HEAD // 5), 431),
        (NO_BODY + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 50_000, 413),
        (NO_BODY + b"Transfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413),
        (NO_BODY + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"A: b\r\n" * 50_000, 413),
    ],
    ids=["line", "ended line", "fields", "chunks", "chunk", "trailers"],
)
@pytest.mark.parametrize("piece", [1_000, 64 * 1024, 10**6])
def test_what_has_no_end_is_refused(endless: bytes, status: int, piece: int) -> None:
    incoming = Incoming()
    for place in range(0, len(endless), piece):
        incoming.add(endless[place : place + piece])
        if incoming.refusal:
            break
    assert incoming.refusal
    assert incoming.refusal.status == status
    assert len(incoming) < LARGEST_HEAD + 2 * LARGEST_BODY + 2 * piece


def test_the_largest_line_is_that_of_the_settings() -> None:
    settings = runpy.run_path(str(Path(__file__).parent.parent / "gunicorn.conf.py"))
    assert settings["limit_request_line"] == framing.LARGEST_LINE
