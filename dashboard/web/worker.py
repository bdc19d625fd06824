"""The worker of gunicorn that serves the atlas: threads for requests that are whole, and none for whoever is slow.

gunicorn's ``gthread`` reads and writes in the threads of its pool, without a limit of time: as many silent connections
as there are threads, and the site is gone. Here the loop of the worker does both, with limits, and a thread is taken
only for a request that is there to the last byte. What the kernel does not take of an answer at once, the loop sends.
"""

from __future__ import annotations

import errno
import os
import selectors
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from dashboard.web.bare_answers import refusal_answer, refusal_of, reported
from dashboard.web.caller import SECONDS, Caller, Wait
from dashboard.web.framing import Refusal, Stage
from dashboard.web.lasting import LASTING, LastingFiles
from dashboard.web.metrics import METRICS, OTHER
from dashboard.web.reports import EXTENSION, Report, alive

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_TOO_SLOW = Refusal(408, "Request Timeout")
_PIECE = 64 * 1024
#: Seconds between two looks at who is late.
_LOOKS_S = 0.25
#: Bytes that all connections of a worker may hold, received and unsent; then the oldest that hold some are closed.
_MOST_HELD = 48 * 1024 * 1024
_STAGES = {Stage.NOTHING: Wait.BEGINNING, Stage.HEAD: Wait.HEAD, Stage.BODY: Wait.BODY}


class Worker(ThreadWorker):  # type: ignore[misc]
    """Reads and sends in its loop, and serves whole requests in the threads of its pool.

    At ``worker_connections`` the connection that has waited longest in the loop makes room for a new one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Those in the loop, not in a thread, in the order in which they began to wait for what they wait for.
        self._waiting: dict[Caller, None] = {}
        self._next_look = 0.0

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Encryption is the task of the server in front: this one would answer it in clear text."""
        if cfg.is_ssl:
            sys.exit("The atlas speaks plain HTTP; HTTPS is the task of the server in front of it.")

    def load_wsgi(self) -> None:
        """Take what the application says of itself with it; another application than the atlas has a health check."""
        super().load_wsgi()
        prefix = os.environ.get("URL_PREFIX", "").strip("/")
        usual = {f"/{prefix}/healthz".replace("//", "/"): alive}
        reports = getattr(self.wsgi, "extensions", {}).get(EXTENSION, usual)
        self._reports: dict[bytes, Callable[[], Report]] = {path.encode(): made for path, made in reports.items()}

    # The loop.

    def run(self) -> None:
        """Serve until the worker is told to stop, and then what has begun, as long as ``graceful_timeout``."""
        self.poller.register(self.method_queue.fileno(), selectors.EVENT_READ, self.method_queue.run_callbacks)
        while self.alive and self.is_parent_alive():
            self.set_accept_enabled(bool(self._waiting) or self.nr_conns < self.worker_connections)
            self._turn()
        self._stop_listening()
        self._hasten()
        last = time.monotonic() + self.cfg.graceful_timeout
        while self.nr_conns and time.monotonic() < last:
            self._turn()
        self.tpool.shutdown(wait=False)

    def _turn(self) -> None:
        self.notify()
        self.wait_for_and_dispatch_events(timeout=1.0)
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + _LOOKS_S
        for caller in [caller for caller in self._waiting if caller.deadline <= now]:
            self._is_late(caller)
        self._make_room(lambda: sum(caller.held for caller in self._waiting) > _MOST_HELD, lambda c: c.held > 0)

    def _stop_listening(self) -> None:
        """Who has come is served. Who comes later is turned away at once and can ask elsewhere.

        An open door would let them wait until the last answer of this worker is made, and then for nothing.
        """
        self.set_accept_enabled(False)
        for listener in self.sockets:
            while self.accept(listener):
                pass
            listener.close()

    def _hasten(self) -> None:
        """A worker that stops waits a moment for requests that may be on their way on connections it has kept."""
        latest = time.monotonic() + STOP_KEEPALIVE_LINGER
        for caller in self._waiting:
            if caller.wait is Wait.BEGINNING:
                caller.deadline = min(caller.deadline, latest)

    def accept(self, listener: socket.socket) -> bool:
        """A new connection, if there is one."""
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return False
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            self._make_room(iter((True, False)).__next__)
            return False
        self.nr_conns += 1
        self._make_room(lambda: self.nr_conns > self.worker_connections)
        self._attend(Caller(sock, client, listener.getsockname()))
        return True

    def _make_room(self, is_full: Callable[[], bool], is_meant: Callable[[Caller], bool] = lambda _: True) -> None:
        """Close those that have waited longest."""
        for caller in [caller for caller in self._waiting if is_meant(caller)] if is_full() else ():
            self._close(caller)
            if not is_full():
                break

    def _is_late(self, caller: Caller) -> None:
        if caller.wait in (Wait.HEAD, Wait.BODY):
            self._refuse(caller, _TOO_SLOW)
        else:
            self._close(caller)

    # A connection in the loop.

    def _await(self, caller: Caller, wait: Wait) -> None:
        """Wait for something; the time for it begins with the first moment of it."""
        if caller.wait is wait:
            return
        is_new = caller.wait is None
        seconds = float(self.cfg.keepalive) if wait is Wait.BEGINNING and caller.served else SECONDS[wait]
        if wait is Wait.BEGINNING and not self.alive:
            seconds = min(seconds, STOP_KEEPALIVE_LINGER)
        caller.wait, caller.deadline = wait, time.monotonic() + seconds
        self._waiting.pop(caller, None)
        self._waiting[caller] = None
        event = selectors.EVENT_WRITE if wait is Wait.SENDING else selectors.EVENT_READ
        register = self.poller.register if is_new else self.poller.modify
        register(caller.sock, event, partial(self._is_ready, caller))

    def _leave_loop(self, caller: Caller) -> None:
        if caller.wait is not None:
            self.poller.unregister(caller.sock)
            caller.wait = None
            del self._waiting[caller]

    def _close(self, caller: Caller) -> None:
        self._leave_loop(caller)
        caller.sock.close()
        self.nr_conns -= 1

    def _is_ready(self, caller: Caller, _: Any) -> None:
        """Bytes have come or can be sent. Another event of the same turn may have closed the connection."""
        if caller.wait is None:
            return
        try:
            if caller.wait is Wait.SENDING:
                caller.sock.flush()
                self._go_on(caller)
            elif data := caller.sock.recv(_PIECE):
                self._hear(caller, data)
            else:
                self._close(caller)
        except BlockingIOError:
            return
        except OSError:
            self._close(caller)

    def _hear(self, caller: Caller, data: bytes) -> None:
        if caller.wait is not Wait.LEAVING:
            caller.incoming.add(data)
            self._attend(caller)

    def _attend(self, caller: Caller) -> None:
        """Do what the bytes of a connection ask for."""
        while caller.incoming.stage is Stage.WHOLE and self._is_answered_here(caller):
            pass
        if caller.wait in (Wait.SENDING, Wait.LEAVING):
            return
        if caller.incoming.refusal:
            self._refuse(caller, caller.incoming.refusal)
        elif caller.incoming.stage is Stage.WHOLE and self._is_for_the_next(caller):
            self._close(caller)
        elif caller.incoming.stage is Stage.WHOLE:
            self._serve(caller)
        else:
            if caller.incoming.stage is Stage.BODY and caller.wait is not Wait.BODY and caller.incoming.head.expects:
                caller.sock.sendall(_CONTINUE)
            self._await(caller, _STAGES[caller.incoming.stage])

    def _is_answered_here(self, caller: Caller) -> bool:
        """What the server says of itself takes no thread, so it is there when every thread is busy."""
        head = caller.incoming.head
        report = self._reports.get(head.path)
        if caller.wait in (Wait.SENDING, Wait.LEAVING) or report is None or caller.incoming.is_last:
            return False
        if head.method not in (b"GET", b"HEAD"):
            return False
        caller.incoming.take()
        caller.served += 1
        caller.stays = self.alive and not head.closes
        caller.sock.sendall(reported(report(), head.method, caller.stays))
        METRICS.answered(f"/{head.path.decode().rpartition('/')[2]}", "200", 0.0)
        self._after_answer(caller)
        return True

    def _is_for_the_next(self, caller: Caller) -> bool:
        """Whether this worker, which stops, is asked for a file that it lacks: perhaps the one after it has it.

        A browser that gets no answer on a connection of before asks again on a new one, which is not for this worker.
        """
        lasting: LastingFiles | None = getattr(self.wsgi, "extensions", {}).get(LASTING)
        path = caller.incoming.head.path.decode("latin-1")
        return lasting is not None and not self.alive and lasting.lacks(path)

    def _refuse(self, caller: Caller, refusal: Refusal) -> None:
        caller.stays = False
        METRICS.answered(OTHER, str(refusal.status), 0.0)
        try:
            caller.sock.sendall(refusal_answer(refusal))
            self._after_answer(caller)
        except OSError:
            self._close(caller)

    def _after_answer(self, caller: Caller) -> None:
        """Send the rest of an answer; then say that there is no more and go, or stay for the next request."""
        if caller.sock.unsent:
            self._await(caller, Wait.SENDING)
        elif not caller.stays:
            caller.sock.shutdown(socket.SHUT_WR)
            self._await(caller, Wait.LEAVING)
        else:
            self._leave_loop(caller)

    def _go_on(self, caller: Caller) -> None:
        self._after_answer(caller)
        if caller.wait is None:
            self._attend(caller)

    # A request in a thread.

    def _serve(self, caller: Caller) -> None:
        self._leave_loop(caller)
        caller.stays = not caller.incoming.is_last
        caller.request = caller.incoming.take()
        caller.served += 1
        self.enqueue_req(caller)

    def handle(self, conn: Caller) -> bool:
        """Answer a request, in a thread; whether another may follow on its connection."""
        request = None
        try:
            request = conn.parsed(self.cfg)
            return bool(self.handle_request(request, conn))
        except (NoMoreData, StopIteration, OSError) as gone:
            self.log.debug("The connection ended: %s", gone)
        except Exception as error:
            self.handle_error(request, conn.sock, conn.client, error)
        return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Refuse what could not be served. Neither who asked nor what was asked for is written down."""
        refusal = refusal_of(exc)
        METRICS.answered(OTHER, str(refusal.status), 0.0)
        if refusal.status == 500:
            self.log.error("A request could not be served.", exc_info=exc)
        else:
            self.log.warning("A request was refused with %s: %s", refusal.status, type(exc).__name__)
        with suppress(OSError):
            client.sendall(refusal_answer(refusal))

    def finish_request(self, conn: Caller, fs: Future[bool]) -> None:
        """An answer is made; back in the loop."""
        conn.request = b""
        conn.stays = bool(conn.stays and not fs.cancelled() and not fs.exception() and fs.result())
        try:
            self._go_on(conn)
        except OSError:
            self._close(conn)
