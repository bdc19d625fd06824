"""Room for exports: so many at once, a line for the next ones, and no place for a reader who has gone."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic

#: How often one who waits looks whether the reader is still there.
_LOOK_S = 0.2

#: Raises GoneError if nobody waits for an answer any more.
Look = Callable[[], None]


#: Hears how many exports are made and how many wait.
Tell = Callable[[int, int], None]


class BusyError(RuntimeError):
    """As many exports are under way and waiting as a worker can bear."""


class GoneError(RuntimeError):
    """The reader has hung up, so nobody would get what is being made."""


class Gate:
    """Lets so many exports be made at once, and some more wait a while for their turn."""

    def __init__(self, at_once: int, waiting: int, patience_s: float, tell: Tell = lambda made, waiting: None) -> None:
        """patience_s: how long one may wait, in seconds."""
        self._tell, self._counting = tell, Lock()
        self._made = self._waiting = 0
        self._room = BoundedSemaphore(at_once + waiting)
        self._turn = BoundedSemaphore(at_once)
        self._patience_s = patience_s

    @contextmanager
    def turn(self, look: Look) -> Iterator[None]:
        """The time of one export. Raises BusyError without room or turn, GoneError if the reader goes meanwhile."""
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            self._count(0, 1)
            try:
                self._wait(look)
            finally:
                self._count(0, -1)
            try:
                self._count(1, 0)
                look()
                yield
            finally:
                self._count(-1, 0)
                self._turn.release()
        finally:
            self._room.release()

    def _count(self, made: int, waiting: int) -> None:
        with self._counting:
            self._made += made
            self._waiting += waiting
            self._tell(self._made, self._waiting)

    def _wait(self, look: Look) -> None:
        end = monotonic() + self._patience_s
        while not self._turn.acquire(timeout=max(0, min(_LOOK_S, end - monotonic()))):
            look()
            if monotonic() >= end:
                raise BusyError


def look_at(connection: socket.socket | None) -> Look:
    """Whether the reader at the other end of a connection is still there; without one, always.

    WSGI says nothing of readers who hang up, but gunicorn hands over the socket: an end of file can be read there.
    """

    def look() -> None:
        if connection is not None and _has_hung_up(connection):
            raise GoneError

    return look


def _has_hung_up(connection: socket.socket) -> bool:
    try:
        watch = select.poll()
        watch.register(connection, select.POLLIN)
        return bool(watch.poll(0)) and not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except (OSError, ValueError):
        return True
