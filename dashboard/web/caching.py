"""A store of things that are bytes: bounded by bytes, and each thing is made once at a time.

They lie on the shelf that the processes of a server share; where there is none, in the memory of the process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from secrets import token_hex
from threading import Lock

from dashboard.core.today import today
from dashboard.web.shelf import SHELF, Shelf

#: What one entry costs beside its bytes: its key, its place in the order, the heads of the objects.
_BESIDE = 250
#: No single thing takes a larger part of a store, or it would drive out everything else.
_LARGEST_PART = 4


def name_today(*what: object) -> str:
    """The name of what depends on some values, and on the day, because pages speak of this year."""
    return sha256(f"{today()} {what!r}".encode()).hexdigest()


class Store:
    """Bytes by name, those used last, up to a number of bytes. Safe for many threads.

    Equal requests at once make a thing once: the others wait for it. A maker that fails fails for its own request
    only, and the next one tries.
    """

    def __init__(self, most: int, tell: Callable[[int], None] = lambda held: None, shelf: Shelf = SHELF) -> None:
        """most: bytes that all entries may take together in memory, with their names. tell: hears how many there are.

        shelf: where they lie instead, if it is open. A store and its copies in the workers have their things there for
        themselves, so those of another edition, of another house style, are never taken for theirs.
        """
        self.most = most
        self._shelf, self._own = shelf, token_hex(8)
        self._tell = tell
        self.held = 0
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._making: dict[str, tuple[Lock, int]] = {}
        self._lock = Lock()

    def get(self, name: str) -> bytes | None:
        """What is kept under a name."""
        with self._lock:
            found = self._entries.get(name)
            if found is not None:
                self._entries.move_to_end(name)
                return found
        return self._shelf.get(self._on_shelf(name))

    def made(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a name, or else what is made of it now. Raises what the maker raises."""
        found = self.get(name)
        if found is not None:
            return found
        turn = self._turn(name, 1)
        try:
            with turn:
                found = self.get(name)
                return found if found is not None else self._keep(name, make())
        finally:
            self._turn(name, -1)

    def _turn(self, name: str, step: int) -> Lock:
        """The lock of those who wait for one name; it goes with the last of them."""
        with self._lock:
            turn, waiting = self._making.pop(name, (Lock(), 0))
            if waiting + step:
                self._making[name] = (turn, waiting + step)
            return turn

    def _keep(self, name: str, content: bytes) -> bytes:
        size = _size(name, content)
        if self._shelf.keep(self._on_shelf(name), content):
            return content
        if size * _LARGEST_PART > self.most:
            return content
        with self._lock:
            self._entries[name] = content
            self.held += size
            while self.held > self.most:
                self.held -= _size(*self._entries.popitem(last=False))
            self._tell(self.held)
        return content

    def _on_shelf(self, name: str) -> str:
        return sha256(f"{self._own} {name}".encode()).hexdigest()


def _size(name: str, content: bytes) -> int:
    return len(content) + len(name) + _BESIDE
