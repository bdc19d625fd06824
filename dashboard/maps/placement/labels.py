"""Labels of a map as data: what is wanted, how large its letters are, and where it was placed.

Everything is in metres of the British National Grid; a label's size in pixels becomes metres through the
scale of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

#: The least room between two labels.
SPACING_PX = 3
#: Names of larger areas are smaller than labels, but not smaller than can be read.
_OUTLINE_NAMES = 0.88
LEAST_PX = 12.0
#: Up to this many areas have borders and grounds that a label can be fitted to.
FEW_AREAS = 60

Bounds = tuple[float, float, float, float]
#: Width and height in pixels.
Frame = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: the alternatives for inside the area, best first, and the lines for beside it.

    The last line ends with ``figure``, which is written bold.
    """

    code: str
    alternatives: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label. ``x`` and ``y`` are the middle of its box; ``anchor`` is the end of the leader line in the area.

    ``side`` is 0 for a label on its area, 1 for one east of the land, -1 for one west of it.
    """

    code: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    figure: str = ""
    anchor: tuple[float, float] | None = None
    side: int = 0

    @property
    def box(self) -> Polygon:
        """The room that the label takes."""
        return box_around(self.x, self.y, self.width, self.height)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north."""
        return (
            self.x - self.width / 2,
            self.y - self.height / 2,
            self.x + self.width / 2,
            self.y + self.height / 2,
        )

    @property
    def tip(self) -> tuple[float, float]:
        """The middle of the side towards the land, where the leader line begins."""
        return self.x - self.side * self.width / 2, self.y

    @property
    def leader(self) -> LineString | None:
        """From the anchor to the near side of the box."""
        return shapely.linestrings([self.anchor, self.tip]) if self.anchor else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The window of the map (west, south, east, north) with the labels in it.

    ``shrinking`` is how many times smaller the land is than it would be without labels.
    """

    window: Bounds
    labels: tuple[Label, ...]
    shrinking: float = 1.0

    def moved(self, right: float, up: float) -> Plan:
        """The same with all that is drawn farther right and farther up, by metres: its window moves the other way."""
        west, south, east, north = self.window
        return replace(self, window=(west - right, south - up, east - right, north - up))

    def keeping(self, labels: Iterable[Label]) -> Plan:
        """The same with these of its labels."""
        return replace(self, labels=tuple(labels))

    def widened(self, left: float, below: float, right: float = 0.0) -> Plan:
        """The same with more of the map on the left, below and on the right: by shares of its width and its height."""
        west, south, east, north = self.window
        across, down = (east - west), below * (north - south)
        return replace(self, window=(west - left * across, south - down, east + right * across, north))


@dataclass(frozen=True, slots=True)
class Lettered:
    """The labels of a scene in a frame: the window with the areas' labels, and the names of the larger areas."""

    plan: Plan
    outline_names: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How large text is: height and mean width of a character in pixels.

    least_px: the height of names of larger areas that can be read.
    """

    size_px: float
    character: float = 0.56
    line: float = 1.25
    least_px: float = LEAST_PX

    def metres(self, lines: Sequence[str], metres_per_px: float) -> tuple[float, float]:
        """Width and height of a block of lines."""
        width = max(len(line) for line in lines) * self.size_px * self.character
        return width * metres_per_px, len(lines) * self.size_px * self.line * metres_per_px


def outline_size(size_px: float, least_px: float = LEAST_PX) -> float:
    """The size of the names of larger areas beside labels of a size, both in pixels."""
    return max(size_px * _OUTLINE_NAMES, least_px)


def box_around(x: float, y: float, width: float, height: float) -> Polygon:
    """A rectangle by its middle and its sides."""
    return shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def bounds_around(bounds: Iterable[Bounds]) -> Bounds:
    """The bounds of all bounds together."""
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


def area_under(label: Label, shapes: Mapping[str, BaseGeometry], codes: Sequence[str]) -> str:
    """The area on which a label lies wholly; "" if there is none, or the areas are too many to ask."""
    few = codes if len(codes) <= FEW_AREAS else ()
    return next((code for code in few if shapes[code].contains(label.box)), "")
