"""What a picture is made of: texts, shapes, lines and a table in pixels, and the way from the National Grid to them."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.collisions import Rectangle, Spot
from dashboard.core.colours import INK
from dashboard.core.house_style import AS_THE_ATLAS, HouseStyle, Logo
from dashboard.export.picture.text_metrics import width

Ring = tuple[Spot, ...]
Window = tuple[float, float, float, float]

RULE = "#d8dde0"
LINE = 1.25


#: The height of a slide.
SLIDE_INCHES = 7.5


@dataclass(frozen=True, slots=True)
class Size:
    """A format of the picture in pixels. Text is as large as the shorter side asks for, never too small to read.

    dpi: pixels of an inch of paper; 0 for what is shown on screens. short: its words among posts alone.
    """

    key: str
    words: str
    width: int
    height: int
    dpi: int = 0
    short: str = ""

    @property
    def unit(self) -> float:
        """Pixels of one design unit: a slide of 1920 by 1080 has one pixel a unit."""
        return max(min(self.width, self.height) / 1080, 0.8)

    def small(self, units: float) -> float:
        """Small print of so many design units, in pixels: on slides and paper that lie wide 8 points at least."""
        inch = self.dpi or min(self.width, self.height) / SLIDE_INCHES
        return max(units * self.unit, 8 / 72 * inch) if self.wide else units * self.unit

    @property
    def wide(self) -> bool:
        """Whether the table stands beside the map and not under it."""
        return self.width > 1.2 * self.height

    @property
    def is_sheet(self) -> bool:
        """Whether it is wide and yet high for its width, as paper is, which is read from nearby."""
        return self.wide and self.width < 1.5 * self.height

    @property
    def tall(self) -> bool:
        """Whether there is room for the legend above the map and the table below it."""
        return self.height > 1.3 * self.width


SIZES = {
    size.key: size
    for size in (
        Size("slide", "Slide, 16:9", 1920, 1080),
        Size("a4", "A4 landscape, 300 dpi", 3508, 2480, dpi=300),
        Size("a4-portrait", "A4 portrait, 300 dpi", 2480, 3508, dpi=300),
        Size("social", "Social media, wide", 1200, 675, short="Wide"),
        Size("square", "Social media, square", 1080, 1080, short="Square"),
        Size("story", "Story, upright", 1080, 1920, short="Upright"),
    )
}


#: The sizes of posts for social media.
POST_SIZES = ("social", "square", "story")


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text. ``y`` is the top of the first line; ``x`` the left, middle or right of every line.

    upright: one line that reads from below to above; ``y`` is then where it begins, ``x`` the middle of its letters.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool = False
    colour: str = INK
    align: str = "left"
    halo: str = ""
    upright: bool = False

    @property
    def height(self) -> float:
        """The room that the lines take."""
        return len(self.lines) * self.size * LINE

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max((width(line, self.size, self.bold) for line in self.lines), default=0.0)

    @property
    def left(self) -> float:
        """Where the longest line begins."""
        return self.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[self.align] * self.width


@dataclass(frozen=True, slots=True)
class Patch:
    """An area: polygons of an exterior ring and its holes, a fill ("" for none), a pattern ("dots" or "")."""

    code: str
    name: str
    description: str
    polygons: tuple[tuple[Ring, ...], ...]
    fill: str
    border: str
    border_width: float
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke through points."""

    points: Ring
    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Swatch:
    """A rectangle of the legend, or the mark of a site; pattern of a hatching, "dots", "square", "diamond" or "".

    Only the mark of a site has a rim and a name.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    pattern: str = ""
    rim: str = ""
    rim_width: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """The lines of one layer, all of one look."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures beside or under the map. Column widths in pixels; the first column is text, the others numbers."""

    x: float
    y: float
    widths: tuple[float, ...]
    row_height: float
    size: float
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the layout."""

    x: float
    y: float
    width: float
    height: float

    @property
    def edges(self) -> Rectangle:
        """Left, top, right and bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Badge:
    """What a house style puts on a picture: a band along its upper edge, and a logo on white."""

    band: Box | None
    colour: str
    place: Box | None
    logo: Logo | None


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a writer draws, from below: land, areas, hatching, layers, outlines, sites, leaders, dots, marks, texts.

    address: of its view. ground: its colour if it is not white, with a white card under the drawing.
    """

    size: Size
    title: str
    description: str
    author: str
    areas: tuple[Patch, ...]
    hatching: tuple[Line, ...]
    outlines: tuple[Patch, ...]
    leaders: tuple[Line, ...]
    dots: tuple[Spot, ...]
    swatches: tuple[Swatch, ...]
    labels: tuple[Text, ...]
    texts: tuple[Text, ...]
    table: FigureTable | None
    layers: tuple[Track, ...] = ()
    sites: tuple[Swatch, ...] = ()
    address: str = ""
    ground: str = ""
    card: Box | None = None
    land: tuple[Patch, ...] = ()
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What ties a picture to its making: the address of the view, the date in words, the atlas, and its house style."""

    address: str
    date: str
    made_by: str = ""
    house: HouseStyle = AS_THE_ATLAS


def hatch(shape: BaseGeometry, step: float, falls: bool = False) -> list[Ring]:
    """Diagonal lines ``step`` apart, clipped to a shape; all pictures share one grid of lines, so neighbours meet.

    falls: to the right, not rising.
    """
    if falls:
        flipped = hatch(shapely.affinity.scale(shape, -1, 1, origin=(0, 0)), step)
        return [tuple((-x, y) for x, y in line) for line in flipped]
    west, top, east, bottom = shape.bounds
    first, last = int((west + top) // step), int((east + bottom) // step) + 1
    diagonals = MultiLineString([((k * step - top, top), (k * step - bottom, bottom)) for k in range(first, last + 1)])
    parts = shapely.get_parts(diagonals.intersection(shape))
    return [tuple(part.coords) for part in parts if isinstance(part, LineString) and part.length > step / 4]


class Projection:
    """From the National Grid to pixels of a box."""

    def __init__(self, window: Window, room: Box) -> None:
        """window: the part of the grid that fills the room, west, south, east, north in metres."""
        west, _, east, north = window
        self._per_metre = room.width / (east - west)
        self._west, self._north, self._room = west, north, room

    def point(self, x: float, y: float) -> Spot:
        """A point in pixels, to a hundredth."""
        return (
            round(self._room.x + (x - self._west) * self._per_metre, 2),
            round(self._room.y + (self._north - y) * self._per_metre, 2),
        )

    def shape(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in pixels."""
        move = [self._per_metre, 0, 0, -self._per_metre]
        shift = [
            self._room.x - self._west * self._per_metre,
            self._room.y + self._north * self._per_metre,
        ]
        return shapely.affinity.affine_transform(shape, [*move, *shift])

    def polygons(self, shape: BaseGeometry) -> tuple[tuple[Ring, ...], ...]:
        """The polygons of a shape as rings in pixels; details below a third of a pixel are left out."""
        parts = shapely.get_parts(self.shape(shape))
        return tuple(_rings(part) for part in parts if isinstance(part, Polygon) and not part.is_empty)


def _rings(polygon: Polygon) -> tuple[Ring, ...]:
    rings = (polygon.exterior, *polygon.interiors)
    return tuple(tuple((round(x, 1), round(y, 1)) for x, y in ring.coords[:-1]) for ring in rings)
