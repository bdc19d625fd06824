"""What is no longer needed goes back to the system: the C library would keep the holes that an export leaves."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress


def _found() -> Callable[[int], int] | None:
    """What does it in glibc; other C libraries, such as those of Windows and Alpine, have nothing of the kind."""
    with suppress(OSError, TypeError, AttributeError):
        return ctypes.CDLL(None).malloc_trim
    return None


_TRIM = _found()


def hand_back() -> None:
    """Give back to the system what lies free; it takes a millisecond."""
    if _TRIM:
        _TRIM(0)
