"""How words are compared that were copied from one program into another, which changes signs and adds unseen ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

#: What has no picture of its own, or changes the direction of what follows: as the inside of a set of signs.
UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_NOT_LETTERS = re.compile("[^0-9a-z]+")


def letters(word: str) -> str:
    """The letters and digits of a word: "far-south", "Far South" and "far_south" have the same."""
    return _NOT_LETTERS.sub("", word.casefold())


def spellings(words: Iterable[str]) -> dict[str, str]:
    """How words are written, by their form without capitals and, where no two share them, by their letters alone."""
    known = {word.casefold(): word for word in words}
    shared = Counter(map(letters, known))
    alone = {letters(form): word for form, word in known.items() if form.isascii() and shared[letters(form)] == 1}
    return {form: word for form, word in alone.items() if form} | known
