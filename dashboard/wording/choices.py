"""What the lists of choices and the tabs of the page say."""

from __future__ import annotations

from dashboard.core.notice import Notice
from dashboard.wording.notices import hint_words

TABS = "Ways to see these figures"
PROFILE_TAB = "Profile"
DRAW_OVER = "Draw over the map"
DRAWN_ANYWAY = "on this map already"
ITALICS = "italics:"
GREY = "grey: {}"
NOT_PUBLISHED = "not published"
_OTHER_MEASURE = "opens another measure"


def italics_words(grey: bool) -> str:
    """What choices in italics lead to, with a comma if grey ones are explained behind it."""
    return f"other measure{', ' if grey else ''}"


def detour_words(hint: Notice) -> str:
    """Beside a choice that leads to another measure: why, and that it does."""
    return f"{hint_words(hint)}; {_OTHER_MEASURE}"


def layers_heading(on: int) -> str:
    """ "Layers", "Layers: 2 on"."""
    return f"Layers: {on} on" if on else "Layers"


def switch_words(on: bool) -> str:
    """What is read out behind a layer."""
    return ", on" if on else ", off"
