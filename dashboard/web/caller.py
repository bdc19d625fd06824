"""A connection to the atlas: what came from it and was not served, what it was not yet sent, what it waits for."""

from __future__ import annotations

import socket
from enum import Enum, auto
from io import BytesIO
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.http.body import ChunkedReader

from dashboard.web.framing import Incoming


class Wait(Enum):
    """What a connection in the loop waits for."""

    BEGINNING = auto()
    HEAD = auto()
    BODY = auto()
    SENDING = auto()
    LEAVING = auto()


#: Seconds that it may wait in all; between two requests it is ``keepalive``. An answer of 1.3 MB in two minutes is a
#: line of 90 kbit/s.
SECONDS = {Wait.BEGINNING: 10.0, Wait.HEAD: 10.0, Wait.BODY: 30.0, Wait.SENDING: 120.0, Wait.LEAVING: 2.0}


class Patient(socket.socket):
    """A socket that takes all that is to be sent at once and keeps what the kernel does not."""

    def __init__(self, plain: socket.socket) -> None:
        super().__init__(fileno=plain.detach())
        self.setblocking(False)
        self.unsent = bytearray()

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send or keep. Raises OSError if the other side is gone."""
        sent = 0 if self.unsent else self._send(data)
        if sent < len(data):
            self.unsent += memoryview(data)[sent:]

    def flush(self) -> None:
        """Send of what was kept as much as the kernel takes. Raises OSError if the other side is gone."""
        del self.unsent[: self._send(self.unsent)]

    def _send(self, data: Any) -> int:
        try:
            return self.send(data)
        except BlockingIOError:
            return 0


class Caller:
    """A connection: what came from it, whether it stays after an answer, and what it waits for until when."""

    def __init__(self, sock: socket.socket, client: Any, server: Any) -> None:
        self.sock = Patient(sock)
        self.client, self.server = client, server
        self.incoming = Incoming()
        self.request = b""
        self.stays = True
        self.served = 0
        self.wait: Wait | None = None
        self.deadline = 0.0

    @property
    def held(self) -> int:
        """Bytes that it makes the worker keep."""
        return len(self.incoming) + len(self.sock.unsent)

    def parsed(self, cfg: Any) -> Any:
        """The request that was taken from it, as gunicorn reads it. Raises what gunicorn has for a wrong one."""
        request = next(RequestParser(cfg, [self.request], self.client))
        # The loop has said "100 Continue" already, before the body came.
        request._expected_100_continue = False
        # A wrong chunk is refused here; the application would take it for a fault of its own.
        if isinstance(request.body.reader, ChunkedReader):
            request.body = BytesIO(request.body.read())
        return request
