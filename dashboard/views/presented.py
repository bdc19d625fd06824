"""What is presented, read from an address that may hold anything.

Every slide of a list is checked as an address is; what cannot be shown is left out and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.core.atlas import Atlas
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.presenting import (
    BETWEEN_SLIDES,
    MOST_SLIDES,
    PRESENT_KEY,
    SLIDES_KEY,
    FrameColour,
    Presenting,
    slide_word,
)
from dashboard.core.view import STEP_KEYS, View
from dashboard.views.listed_word import listed_word

#: What reads the parts of an address.
Nearest = Callable[[Atlas, Mapping[str, str], list[Notice]], View]

_SLIDE_KEYS = (*STEP_KEYS, "overlay", "colour", "shape")
#: Longer than the word of any view.
_LONGEST_SLIDE = 200


def presenting(atlas: Atlas, asked: Mapping[str, str], notices: list[Notice], nearest: Nearest) -> Presenting:
    """How an address wants its view shown; what it cannot have is said in ``notices``. nearest: reads each slide."""
    frame = listed_word(asked, PRESENT_KEY, FrameColour, FrameColour.NONE, notices)
    wanted = asked.get(SLIDES_KEY, "")
    words = list(dict.fromkeys(wanted.split(BETWEEN_SLIDES))) if wanted else []
    if len(words) > MOST_SLIDES:
        notices.append(Notice(NoticeCode.MANY_SLIDES, SLIDES_KEY, shown=MOST_SLIDES))
    found = (_slide(atlas, word, notices, nearest) for word in words[:MOST_SLIDES])
    return Presenting(frame, tuple(view for view in found if view))


def _slide(atlas: Atlas, word: str, notices: list[Notice], nearest: Nearest) -> View | None:
    """The view of a slide, or None if it is not one to the letter."""
    parts = word.split(".") if len(word) <= _LONGEST_SLIDE else []
    if len(STEP_KEYS) <= len(parts) <= len(_SLIDE_KEYS):
        view = nearest(atlas, dict(zip(_SLIDE_KEYS, parts, strict=False)), [])
        if slide_word(view) == word:
            return view
    notices.append(Notice(NoticeCode.UNKNOWN if word else NoticeCode.EMPTY_SLIDE, SLIDES_KEY, word))
    return None
