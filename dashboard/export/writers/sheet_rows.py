"""How high a row of a workbook must be for its wrapped texts: not every program works it out by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from dashboard.export.cells import SheetCell
from dashboard.export.picture.text_metrics import width, wrap

#: Points of the letters and of a line, and of a column for each of its characters. The shipped font is a little wider
#: than that of the workbook, so that a row is rather too high than too low.
_LETTERS, _LINE, _CHARACTER = 11.0, 15.0, 5.25
#: No letter is wider on average, in points: a text of fewer letters needs no measuring.
_WIDE_LETTER = 7.5
#: What has no width and cannot be laid out.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def row_height(cells: Iterable[tuple[SheetCell, float]]) -> float:
    """Points for the longest of some cells, each with the width of its column in characters."""
    return _LINE * max((_lines(cell, across) for cell, across in cells if isinstance(cell, str)), default=1)


def _lines(words: str, characters: float) -> int:
    room = characters * _CHARACTER
    if len(words) * _WIDE_LETTER <= room and words.isprintable():
        return 1
    plain = (_UNSEEN.sub(" ", line) for line in words.splitlines())
    lines = [part for line in plain for part in wrap(line, _LETTERS, room)]
    # A word that is longer than a line, such as an address, is broken anywhere.
    return sum(max(1, ceil(width(line, _LETTERS) / room)) for line in lines) or 1
