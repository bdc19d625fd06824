"""What the browser asks: which view an address leads to, and which rooms the maps of its page have."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache, partial

from dashboard.core.atlas import Atlas
from dashboard.maps.placement.labels import Frame
from dashboard.views import comparator, resolve
from dashboard.views.address import LONGEST
from dashboard.views.resolve import Resolved

Frames = tuple[Frame, Frame]

#: Addresses of which it is remembered what they ask for.
_KEPT = 1_024
#: Pixels of the map's room if the browser has not said, and the bounds of what it may say.
_FRAME = (760, 520)
#: What the browser calls the rooms of the map and of a second one, on a map page and on a place page.
_ROOMS = (("frame", "beside"), ("place", "besidePlace"))
#: A room counts as the largest of these sides that fits into it, and the browser shows the map as large as its own room
#: is: so readers with like windows share a page and its labels, which take most of the time, and a map loses a tenth
#: of a side at most. Where the style sheet changes, at ``corners.WIDE_MAP`` and ``corners.LARGE_MAP``, a class begins.
ROOM_SIDES = (
    *(200, 220, 240, 260, 280, 300, 320, 340, 360, 380, 400, 440, 480, 520, 560, 600, 650, 700, 760, 820, 890, 960),
    *(1_060, 1_160, 1_260, 1_380, 1_500, 1_640, 1_790, 1_950, 2_130, 2_330, 2_550, 2_790, 3_050, 3_340, 3_650, 4_000),
)


@dataclass(frozen=True, slots=True)
class Question:
    """All that decides a page of an edition on a day: two equal questions have one answer, however they are spelled.

    room: of the map. beside: of the second map; None if there is none.
    """

    resolved: Resolved
    room: Frame
    beside: Frame | None = None


class Questions:
    """Reads what browsers ask of one Atlas, and remembers what addresses lead to."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._known = lru_cache(_KEPT)(partial(resolve.resolve, atlas))

    def resolved(self, search: str) -> Resolved:
        """What an address leads to."""
        # No more of an address is ever read, so no more is kept: one character more and it is as long as before.
        return self._known(search[: LONGEST + 2])

    def query(self, search: str) -> str:
        """The view that an address leads to, written anew."""
        return self.resolved(search).view.to_query()

    def question(self, told: object) -> Question:
        """What is asked; anything that is no question asks for the first page.

        Rooms in which the page has no map decide nothing, so readers who differ in those alone share a page.
        """
        resolved, (on_map, in_place) = self.resolved(searched(told)), rooms(told)
        view = resolved.view
        is_place = view.by in self._atlas.areas[view.area].levels
        room, beside = in_place if is_place else on_map
        return Question(resolved, room, beside if comparator.other(self._atlas, view) else None)


def searched(told: object) -> str:
    """The address that is asked for."""
    search = told.get("search") if isinstance(told, dict) else None
    return search if isinstance(search, str) else ""


def rooms(told: object) -> tuple[Frames, Frames]:
    """The rooms of the map and of a second one, on a map page and on a place page."""
    said = told if isinstance(told, dict) else {}
    on_map, in_place = ((frame_of(said.get(first)), frame_of(said.get(second))) for first, second in _ROOMS)
    return on_map, in_place


def frame_of(told: object) -> Frame:
    """Width and height of the map in pixels, as classes of rooms, from whatever the browser said."""
    if not isinstance(told, list) or len(told) != 2 or not all(_is_number(side) for side in told):
        return _FRAME
    width, height = (_side_class(side) for side in told)
    return width, height


def _side_class(side: float) -> int:
    return ROOM_SIDES[max(bisect_right(ROOM_SIDES, side) - 1, 0)]


def _is_number(side: object) -> bool:
    return isinstance(side, int | float) and not isinstance(side, bool) and side == side
