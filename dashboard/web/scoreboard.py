"""Numbers and words that all processes of the server share: each writes in a row of its own, and any of them reads all.

One piece of memory without a name, made before the workers are forked from the first process. It needs no file, so a
read-only disk does not matter, and what a worker counted or was busy with outlives the worker.
"""

from __future__ import annotations

import mmap
from itertools import count
from threading import Lock, local

import numpy as np
import numpy.typing as npt

#: Rows for the first process and for workers: at a reload old and new ones are there together.
_ROWS = 160
#: Threads of a row that may have words, and the bytes of each.
_THREADS, _WORDS = 32, 320
_NUMBER = 8


class Scoreboard:
    """Row 0 is that of the first process; a worker takes another as soon as it begins."""

    def __init__(self, cells: int) -> None:
        """cells: the numbers of a row."""
        self.cells = cells
        self._words_at = _ROWS * cells * _NUMBER
        self._memory = mmap.mmap(-1, self._words_at + _ROWS * _THREADS * _WORDS)
        self._numbers = memoryview(self._memory)[: self._words_at].cast("d")
        self.take(0)

    def take(self, row: int) -> None:
        """Write in a row from now on. What stands there is counted on, for a counter never falls."""
        self._row = row % _ROWS
        self._lock = Lock()
        self._thread, self._places = local(), count()

    def add(self, cell: int, amount: float = 1.0) -> None:
        """Count; safe for many threads."""
        with self._lock:
            self._numbers[self._row * self.cells + cell] += amount

    def put(self, cell: int, amount: float) -> None:
        """Say how much of something there is in this process now."""
        self._numbers[self._row * self.cells + cell] = amount

    def got(self, row: int, cell: int) -> float:
        """What a row says."""
        return float(self._numbers[row * self.cells + cell])

    def forget(self, row: int, cells: range) -> None:
        """Take back what was said of a process that is gone."""
        for cell in cells:
            self._numbers[row * self.cells + cell] = 0.0

    def totals(self) -> list[float]:
        """The sum of each cell over all rows."""
        return [float(total) for total in self._rows().sum(axis=0)]

    def total(self, cell: int) -> float:
        """The sum of a cell over all rows."""
        return float(self._rows()[:, cell].sum())

    def _rows(self) -> npt.NDArray[np.float64]:
        return np.frombuffer(self._memory, float, _ROWS * self.cells).reshape(_ROWS, self.cells)

    def say(self, words: str) -> None:
        """What this thread does now; nothing when it is done."""
        if not hasattr(self._thread, "place"):
            self._thread.place = next(self._places) % _THREADS
        at = self._at(self._row, self._thread.place)
        said = words.encode("utf-8", "replace")[:_WORDS]
        self._memory[at : at + _WORDS] = said.ljust(_WORDS, b"\0")

    def said(self, row: int) -> list[str]:
        """What the threads of a row do, or did when their process ended."""
        places = (self._at(row, place) for place in range(_THREADS))
        found = (self._memory[at : at + _WORDS].rstrip(b"\0").decode("utf-8", "replace") for at in places)
        return [words for words in found if words]

    def hush(self, row: int) -> None:
        """Take away all words of a row."""
        at = self._at(row, 0)
        self._memory[at : at + _THREADS * _WORDS] = bytes(_THREADS * _WORDS)

    def free_row(self, taken: set[int]) -> int:
        """A row that none of the living has; if there are that many, the last one is shared."""
        return next((row for row in range(1, _ROWS) if row not in taken), _ROWS - 1)

    def _at(self, row: int, place: int) -> int:
        return self._words_at + (row * _THREADS + place) * _WORDS
