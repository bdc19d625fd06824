"""Work on shapes that are prepared for many questions, which only one thread of a process may do at a time.

A prepared geometry of GEOS builds its index while it is asked, without a lock: two threads that ask at once crash the
process. So whatever makes or asks one is ``alone``, and none leaves it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import wraps
from threading import Lock, RLock
from typing import Generic, ParamSpec, TypeVar

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")

#: One for the process, for prepared shapes are shared by all that place labels. What is alone may call what is alone.
_ALONE = RLock()


def alone(work: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
    """The same function, run by one thread of the process at a time."""

    @wraps(work)
    def done(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
        with _ALONE:
            return work(*args, **kwargs)

    return done


class Kept(Generic[_Made]):
    """A function done alone that remembers what it made last.

    What it remembers is answered at once, also while another thread works. Of equal questions at one moment one is
    worked out and the others wait for it, where ``lru_cache`` would work out each.
    """

    def __init__(self, work: Callable[..., _Made], most: int) -> None:
        """most: answers to remember; those not asked for longest go first."""
        self._work = work
        self._most = most
        self._made: OrderedDict[Hashable, _Made] = OrderedDict()
        self._reading = Lock()

    def __call__(self, *asked: Hashable) -> _Made:
        """What the function makes of these arguments."""
        with suppress(KeyError):
            return self._known(asked)
        with _ALONE:
            with suppress(KeyError):
                return self._known(asked)
            made = self._work(*asked)
            self._keep(asked, made)
        return made

    def _known(self, asked: Hashable) -> _Made:
        with self._reading:
            made = self._made[asked]
            self._made.move_to_end(asked)
            return made

    def _keep(self, asked: Hashable, made: _Made) -> None:
        with self._reading:
            self._made[asked] = made
            if len(self._made) > self._most:
                self._made.popitem(last=False)
