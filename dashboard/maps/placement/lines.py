"""The lines in which the label of an area may be written, on the area and beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

from dashboard.maps.placement.labels import Wanted

#: Stands behind a hyphen where a name may be broken; no name holds it.
_AFTER_HYPHEN = "\u200b"
_HYPHENS = re.compile(r"(?<=\w)-(?=\w)")
#: A longer name beside the land is broken into two lines.
_LONG_NAME = 24
#: A shorter one is never broken there.
_SHORT_NAME = 16
#: In a narrow column a name of more letters has two lines, and one of still more has three; the figure stands below if
#: it would make the last line longer than the last of these.
_ONE_LINE, _TWO_LINES, _LONGEST_LINE = 11, 22, 16


class Called(NamedTuple):
    """An area as its label calls it, with room for the longest mark behind its name.

    is_equal: it is drawn as one of many shapes of a size, on which a name may be broken at its hyphens.
    """

    code: str
    name: str
    is_equal: bool


def figure_only(code: str, figure: str) -> Wanted:
    """Without its name, for a narrow room."""
    return Wanted(code, ((figure,),), (figure,), figure)


def in_a_line(area: Called, figure: str) -> Wanted:
    """Name over figure on the area, both in a line beside it."""
    name = area.name
    return _wanted(area, figure, _broken(name, 2) if len(name) > _LONG_NAME else (name,))


def in_two_lines(area: Called, figure: str) -> Wanted:
    """As narrow beside the land as can be without breaking short names."""
    name = area.name
    return _wanted(area, figure, _broken(name, 2) if len(name) > _SHORT_NAME else (name,))


def in_a_column(area: Called, figure: str) -> Wanted:
    """Beside the land in as many lines as keep it narrow."""
    name = area.name
    lines = _broken(name, 1 + (len(name) > _ONE_LINE) + (len(name) > _TWO_LINES))
    wanted = _wanted(area, figure, lines)
    return replace(wanted, beside=(*lines, figure)) if len(wanted.beside[-1]) > _LONGEST_LINE else wanted


def _wanted(area: Called, figure: str, beside: Sequence[str]) -> Wanted:
    names = (area.name, _HYPHENS.sub(f"-{_AFTER_HYPHEN} ", area.name)) if area.is_equal else (area.name,)
    inside = dict.fromkeys((*_broken(name, count), figure) for name in names for count in (1, 2, 3))
    return Wanted(area.code, tuple(inside), (*beside[:-1], f"{beside[-1]} {figure}"), figure)


def _broken(name: str, most: int) -> tuple[str, ...]:
    """A name on so many lines at most, broken where the longest line is shortest."""
    words = name.split(" ")
    count = min(most, len(words))
    breaks = ((0, *inner, len(words)) for inner in combinations(range(1, len(words)), count - 1))
    lines = (tuple(_joined(words[one:two]) for one, two in pairwise(at)) for at in breaks)
    return min(lines, key=lambda made: max(map(len, made)))


def _joined(words: Sequence[str]) -> str:
    """Some words in a line, those that end with a hyphen close to the next."""
    return " ".join(words).replace(f"{_AFTER_HYPHEN} ", "").removesuffix(_AFTER_HYPHEN)
