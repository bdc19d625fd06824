"""What labels are placed on and beside: every area as a simplified shape, the land that they make up, and its coast.

The parts of shapes and the borders are prepared, so all of this may be used only by what is ``alone``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core.collisions import Spot
from dashboard.maps.placement.alone import Kept
from dashboard.maps.placement.labels import Bounds

#: A leader line may end at other points of its area than the middle: those of a grid that are not near its border.
_ANCHOR_GRID = 13
_ANCHOR_CLEAR = 0.3
_DETAIL_METRES = 150
#: Points along the coast are this far apart at most.
COAST_METRES = 800
#: Sites, and grounds and borders of several areas, that are remembered.
_SITES, _GROUNDS = 1024, 64

CodedShapes = tuple[tuple[str, BaseGeometry], ...]


@dataclass(frozen=True, slots=True, eq=False)
class LabelShape:
    """A shape as a place for a label: simplified, and its largest part with the bounds of that.

    ``middle`` is the point of that part farthest from any border, ``anchors`` are others that are not near
    one, from the middle outwards. Each is itself alone, so that what was found on it can be remembered by it.
    """

    shape: BaseGeometry
    part: Polygon
    bounds: Bounds
    middle: Point
    anchors: tuple[Spot, ...]


def label_shape(shape: BaseGeometry, detail: float = _DETAIL_METRES) -> LabelShape:
    """Prepare a shape. Details below a pixel, in metres, do not decide where a label goes."""
    simple = shape.simplify(detail)
    part = max((p for p in shapely.get_parts(simple) if isinstance(p, Polygon)), key=lambda p: p.area)
    radius = shapely.maximum_inscribed_circle(part, tolerance=(part.bounds[2] - part.bounds[0]) / 30)
    middle = Point(radius.coords[0])
    shapely.prepare(part)
    return LabelShape(simple, part, part.bounds, middle, _anchors(part, middle, radius.length * _ANCHOR_CLEAR))


def _anchors(part: Polygon, middle: Point, clear: float) -> tuple[Spot, ...]:
    west, south, east, north = part.bounds
    grid = np.meshgrid(np.linspace(west, east, _ANCHOR_GRID), np.linspace(south, north, _ANCHOR_GRID))
    points = shapely.points(*(axis.ravel() for axis in grid))
    fit = points[shapely.contains(part, points) & (shapely.distance(part.boundary, points) >= clear)]
    nearest = fit[np.argsort(shapely.distance(fit, middle))]
    return tuple((float(point.x), float(point.y)) for point in nearest)


@dataclass(frozen=True, slots=True)
class Ground:
    """What labels are placed on and beside: the shapes, the land that they make up, and points along its coast.

    The points go from south to north: ``coast`` has how far east they are, ``heights`` how far north.
    """

    sites: Mapping[str, LabelShape]
    land: BaseGeometry
    coast: npt.NDArray[np.float64]
    heights: Sequence[float]

    def extent(self, south: float, north: float) -> tuple[float, float] | None:
        """The westernmost and the easternmost land in a band."""
        band = self.coast[bisect_left(self.heights, south) : bisect_right(self.heights, north)]
        return (float(band.min()), float(band.max())) if len(band) else None


def _ground_of(shapes: CodedShapes) -> Ground:
    """The ground of areas, given as pairs of code and shape."""
    sites = {code: kept_shape(shape) for code, shape in shapes}
    land = shapely.union_all([one.shape for one in sites.values()])
    coast = shapely.get_coordinates(shapely.segmentize(land.boundary, COAST_METRES))
    coast = coast[np.argsort(coast[:, 1])]
    return Ground(sites, land, coast[:, 0].copy(), coast[:, 1].tolist())


def _borders_of(shapes: CodedShapes) -> BaseGeometry:
    """The borders of areas as lines."""
    lines = shapely.union_all([kept_shape(shape).shape.boundary for _, shape in shapes])
    shapely.prepare(lines)
    return lines


# Kept, for many labels stand on the same.
kept_shape = Kept(label_shape, _SITES)
ground_of = Kept(_ground_of, _GROUNDS)
borders_of = Kept(_borders_of, _GROUNDS)
