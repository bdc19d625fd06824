"""Ports for the servers of tests, that neither another process of the run nor a connection takes in the meantime.

Whoever asks the system for a free port gets one of those that it also gives to connections and to everybody else who
asks, and the server that is to have it is only about to start. These lie below them, and each process has its own.
"""

from __future__ import annotations

import os
import socket
from itertools import cycle, islice

#: Systems give connections ports from 32,768 on, or from 49,152.
FIRST, LAST, EACH = 12_000, 32_000, 100


def ports_of(process: int) -> range:
    """The ports of a process: others than those of the processes that were started with it."""
    first = FIRST + process * EACH % (LAST - FIRST)
    return range(first, first + EACH)


_own = cycle(ports_of(os.getpid()))


def free_port() -> int:
    """A port that nothing listens on, and that is not given again soon."""
    return next(port for port in islice(_own, EACH) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
