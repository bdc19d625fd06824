"""Where a request ends in the bytes that come from a connection, before anybody reads what it says.

Only what decides its length is looked at: the end of the head, ``Content-Length``, ``Transfer-Encoding`` and chunks.
Whatever is not written as the rules want it (RFC 9112) is handed on as it is, as the last of its connection: gunicorn's
parser refuses it with its own words, and nothing that follows can be taken for another request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

#: In bytes. gunicorn.conf.py says the same of a request line; the fields need room beside it.
LARGEST_LINE = 64 * 1024
LARGEST_HEAD = LARGEST_LINE + 32 * 1024
#: As the application has it; what is longer by its own words is refused by the application, in its words.
LARGEST_BODY = 64 * 1024
#: Chunks have lengths and ends of their own.
_LARGEST_CHUNKS = 2 * LARGEST_BODY
_LONGEST_LINE = 8190
#: Python reads longer numbers slowly or not at all.
_MOST_DIGITS = 15

_LINE, _HEAD_END = b"\r\n", b"\r\n\r\n"
_BARE = re.compile(rb"(?<!\r)\n")
_HEX = re.compile(rb"[0-9a-fA-F]+")


class Stage(Enum):
    """How much of a request is there."""

    NOTHING = auto()
    HEAD = auto()
    BODY = auto()
    WHOLE = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not even read: a status of HTTP with its name."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a request says of itself, as far as it matters before it is served."""

    method: bytes
    path: bytes
    is_newest: bool
    lengths: tuple[bytes, ...]
    codings: tuple[bytes, ...]
    expects: bool
    closes: bool


_NO_HEAD = Head(b"", b"", False, (), (), False, True)


class Incoming:
    """The bytes of a connection that belong to no request yet that was taken from it.

    ``stage``: of the request that comes. ``is_last``: nothing may follow it. ``refusal``: what it was refused for.
    """

    def __init__(self) -> None:
        self._received = bytearray()
        self._begin()

    def _begin(self) -> None:
        self.stage = Stage.NOTHING
        self.head = _NO_HEAD
        self.is_last = False
        self.refusal: Refusal | None = None
        self._looked = self._at = self._end = 0

    def __len__(self) -> int:
        return len(self._received)

    def add(self, data: bytes) -> None:
        """Take what came, in pieces of any size."""
        self._received += data
        self._advance()

    def take(self) -> bytes:
        """The request that is whole; what came after it is the beginning of the next."""
        taken = bytes(self._received[: self._end])
        del self._received[: self._end]
        self._begin()
        self._advance()
        return taken

    def _advance(self) -> None:
        if self.stage in (Stage.NOTHING, Stage.HEAD):
            self._read_head()
        if self.stage is Stage.BODY and self.head.codings:
            self._read_chunks()
        elif self.stage is Stage.BODY and len(self._received) >= self._end:
            self.stage = Stage.WHOLE

    def _read_head(self) -> None:
        """An empty line before a request is passed over, as an old browser sends one after a body."""
        begin = 2 * self._received.startswith(_LINE)
        if len(self._received) <= begin or self._received == b"\r":
            return
        self.stage = Stage.HEAD
        end = self._received.find(_HEAD_END, max(begin, self._looked - 3))
        limit = end if end >= 0 else len(self._received)
        if self._received.startswith(_LINE, begin) or _BARE.search(self._received, self._looked, limit):
            self._leave_to_parser()
        elif limit > LARGEST_HEAD:
            is_short = 0 <= self._received.find(_LINE, begin, limit) <= LARGEST_LINE
            self.refusal = Refusal(431, "Request Header Fields Too Large") if is_short else Refusal(414, "URI Too Long")
        elif end >= 0:
            self.head = _head(bytes(self._received[begin:end]))
            self._measure(end + len(_HEAD_END))
        self._looked = len(self._received)

    def _measure(self, body: int) -> None:
        """Where the body ends, if the head says so in one clear way."""
        said = self.head
        self.stage, self._at, self._end = Stage.BODY, body, body
        if said.codings:
            if said.lengths or not said.is_newest or [c.lower() for c in said.codings] != [b"chunked"]:
                self._leave_to_parser()
        elif said.lengths:
            size = _number(said.lengths[0])
            if len(said.lengths) > 1 or size is None or size > LARGEST_BODY:
                self._leave_to_parser()
            else:
                self._end = body + size

    def _read_chunks(self) -> None:
        begin = self._end
        while self.stage is Stage.BODY:
            if len(self._received) - begin > _LARGEST_CHUNKS:
                self.refusal = Refusal(413, "Content Too Large")
                return
            line = self._received.find(_LINE, self._at)
            if line < 0:
                if len(self._received) - self._at > _LONGEST_LINE:
                    self._leave_to_parser()
                return
            if not self._passes(line):
                return

    def _passes(self, line: int) -> bool:
        """Go past the chunk whose length is in the line that ends here; False if it is not all there."""
        digits = bytes(self._received[self._at : line]).partition(b";")[0].rstrip(b" \t")
        if not _HEX.fullmatch(digits) or len(digits) > _MOST_DIGITS:
            self._leave_to_parser()
        elif size := int(digits, 16):
            following = line + 2 + size + 2
            if len(self._received) < following:
                # Nobody waits for a chunk that is too large by its own words.
                if following - self._end > _LARGEST_CHUNKS:
                    self.refusal = Refusal(413, "Content Too Large")
                return False
            if self._received[following - 2 : following] != _LINE:
                self._leave_to_parser()
            self._at = following
        else:
            return self._passes_trailers(line)
        return True

    def _passes_trailers(self, line: int) -> bool:
        """After the last chunk there is an empty line, or fields and an empty line."""
        if self._received.startswith(_LINE, line + 2):
            self.stage, self._end = Stage.WHOLE, line + 4
            return True
        end = self._received.find(_HEAD_END, line + 2)
        if end >= 0:
            self.stage, self._end = Stage.WHOLE, end + 4
        return end >= 0

    def _leave_to_parser(self) -> None:
        self.stage, self._end, self.is_last = Stage.WHOLE, len(self._received), True


def _number(digits: bytes) -> int | None:
    return int(digits) if digits.isdigit() and len(digits) <= _MOST_DIGITS else None


def _head(text: bytes) -> Head:
    line, *rest = text.split(_LINE)
    method, _, target = line.partition(b" ")
    fields = [(name.lower(), value.strip(b" \t")) for name, _, value in (one.partition(b":") for one in rest)]
    is_newest = target.endswith(b" HTTP/1.1")
    said = b",".join(value for name, value in fields if name == b"connection").lower()
    return Head(
        method=method,
        path=target.partition(b" ")[0].partition(b"?")[0],
        is_newest=is_newest,
        lengths=tuple(value for name, value in fields if name == b"content-length"),
        codings=tuple(value for name, value in fields if name == b"transfer-encoding"),
        expects=is_newest and any(n == b"expect" and v.lower() == b"100-continue" for n, v in fields),
        closes=b"close" in said or not is_newest,
    )
