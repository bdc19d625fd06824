"""How a view is shown in a room: on its own, in which frame, and with which list of views that a presenter picked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from dashboard.core.view import Colour, Overlay, Shape, View

PRESENT_KEY, SLIDES_KEY = "present", "slides"
#: Stands between the slides of a list; no code, slug or period holds it, and an address needs no quoting of it.
BETWEEN_SLIDES = "~"
MOST_SLIDES = 12


class FrameColour(StrEnum):
    """The ground around a map that is presented; the map keeps its own colours."""

    NONE = ""
    SYSTEM = "1"  # as the reader's system wants it
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Presenting:
    """What an address says besides its view. frame: none if the page is shown as usual. slides: in their order."""

    frame: FrameColour = FrameColour.NONE
    slides: tuple[View, ...] = ()

    def address_of(self, view: View) -> str:
        """The query of a view that is shown in the same way, with the same list."""
        said = {PRESENT_KEY: str(self.frame), SLIDES_KEY: BETWEEN_SLIDES.join(map(slide_word, self.slides))}
        more = "".join(f"&{key}={quote(words, safe='/.~')}" for key, words in said.items() if words)
        return f"{view.to_query()}{more}"


def slide_word(view: View) -> str:
    """A view in one word, as a list of slides names it: its map, and what lies over it if anything does."""
    looks = (view.overlay, view.colour)
    if view.shape is not Shape.LAND:
        return ".".join((view.step, *looks, view.shape))
    return view.step if looks == (Overlay.NONE, Colour.VALUE) else ".".join((view.step, *looks))
