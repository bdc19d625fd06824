"""The window of a map on the page: clear of what is written in its corners, with the towns that are drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil

from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Enlarged
from dashboard.maps.placement.labelling import Labeller, LabelsAsked, with_words
from dashboard.maps.placement.labels import Frame, Lettered, Lettering
from dashboard.views.scene import Scene
from dashboard.web.corners import Corners, cleared, uncovered
from dashboard.web.insets import ASIDES, FAIR_LOSS, NOTHING_ENLARGED, Enlargement, below_map, on_map

#: A map that loses no more of its size than this to its labels is taken: a narrower room may cost it their names.
_FAIR_SHRINKING = 1.3
#: Maps without their figures of which it is remembered where their labels stand and where towns have room on them.
_KEPT = 256


class Windows:
    """Finds the windows of maps of one Atlas, with their labels."""

    def __init__(self, atlas: Atlas, labeller: Labeller) -> None:
        self._atlas = atlas
        self._labeller = labeller
        self._on_map = lru_cache(_KEPT)(self._find_on_map)
        self._placed = lru_cache(_KEPT)(self._place)

    def window(
        self, what: Scene, frame: Frame, taken: Corners | None, towns: Sequence[Enlarged] = ()
    ) -> tuple[Lettered, Enlargement]:
        """The window of a map and the towns that are drawn again: on it, if the land can leave them room."""
        asked = self._labeller.asked(what)
        found = self._on_map(asked, frame, taken, tuple(towns)) if taken and towns else None
        if found:
            return with_words(found[0], what), found[1]
        below = below_map(self._atlas, what, towns, frame) if towns else NOTHING_ENLARGED
        return with_words(self._placed(asked, frame, taken), what), below

    def _find_on_map(
        self, asked: LabelsAsked, frame: Frame, taken: Corners, towns: tuple[Enlarged, ...]
    ) -> tuple[Lettered, Enlargement] | None:
        free = replace(taken, layers=taken.buttons)
        most = FAIR_LOSS * _width(self._placed(asked, frame, taken))
        ways = (self._placed(asked, frame, free, round(share * frame[0])) for share in ASIDES)
        fair = (way for way in ways if _width(way) <= most)
        return on_map(towns, fair, frame, self._land(asked), free.layers)

    def _place(self, asked: LabelsAsked, frame: Frame, taken: Corners | None, right: int = 0) -> Lettered:
        """The window with room for its labels, clear of the corners that are taken.

        Of a place the corners may cover the neighbours, so the place has all that lies between them. right: pixels that
        are left free there, if the land can be clear of the corners besides.
        """
        largest = self._between_corners(asked, frame, taken, right) if taken and not asked.place else None
        made = largest or self._beside_corners(asked, frame, taken)
        if taken and asked.place and not _names(made, asked.place):
            # Its name would stand in the upper right corner: that is left free as well.
            return self._beside_corners(asked, frame, taken, ceil(taken.layers[0]))
        return made

    def _beside_corners(self, asked: LabelsAsked, frame: Frame, taken: Corners | None, right: int = 0) -> Lettered:
        """A map to the right of the legend and above the slider, without the labels that would stand in a corner."""
        (width, height), size = frame, lettering(frame)
        left, below = (ceil(taken.legend[0]), ceil(taken.slider[1])) if taken else (0, 0)
        room = width - left - right
        made = self._labeller.placed(asked, (room, height - below), size)
        plan = made.plan.widened(left / room, below / (height - below), right / room)
        return replace(made, plan=uncovered(plan, frame, taken) if taken else plan)

    def _between_corners(self, asked: LabelsAsked, frame: Frame, taken: Corners, right: int) -> Lettered | None:
        """The largest map of which nothing lies in a corner; None if there is none."""
        (width, height), size, shapes = frame, lettering(frame), self._land(asked)
        found: list[Lettered] = []
        for aside in taken.asides:
            room = width - aside - right
            made = self._labeller.placed(asked, (room, height), size)
            plan = cleared(made.plan.widened(aside / room, 0, right / room), frame, shapes, taken)
            if plan:
                found.append(replace(made, plan=plan))
                if plan.shrinking <= _FAIR_SHRINKING:
                    break
        return min(found, key=_width, default=None)

    def _land(self, asked: LabelsAsked) -> list[BaseGeometry]:
        shapes = self._atlas.shapes_of(asked.drawn_as)
        return [shapes[code] for code in asked.codes]


def _names(made: Lettered, code: str) -> bool:
    return any(label.code == code for label in made.plan.labels)


def _width(made: Lettered) -> float:
    """In metres: of two maps in one room the one with less is the larger."""
    return made.plan.window[2] - made.plan.window[0]


def lettering(frame: Frame) -> Lettering:
    """Text grows with the map, from 12 pixels on a laptop to 18 on a wall."""
    return Lettering(min(max(12.0, 12.0 + (frame[0] - 800) / 120), 18.0))
