"""What a label keeps clear of: other labels and their leader lines, each with the room around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.maps.placement.labels import Bounds, Label


@dataclass(frozen=True, slots=True, eq=False)
class Obstacles:
    """Shapes, and how many metres away from each a label has to be."""

    shapes: npt.NDArray[np.object_]
    clear: npt.NDArray[np.float64]

    def near(self, bounds: Bounds) -> Obstacles:
        """Those that can be in the way of what lies within some bounds."""
        chosen = shapely.dwithin(self.shapes, shapely.box(*bounds), self.clear)
        return Obstacles(self.shapes[chosen], self.clear[chosen])

    def meet(self, boxes: Sequence[BaseGeometry] | npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
        """For each of some boxes, whether it is too near to any of them."""
        found = shapely.dwithin(self.shapes[:, np.newaxis], boxes, self.clear[:, np.newaxis])
        return np.asarray(found.any(axis=0))

    def __bool__(self) -> bool:
        return len(self.shapes) > 0


def obstacles(shapes: Iterable[tuple[BaseGeometry, float]]) -> Obstacles:
    """Shapes with the metres that are kept free around each."""
    pairs = list(shapes)
    return Obstacles(np.array([shape for shape, _ in pairs], object), np.array([clear for _, clear in pairs], float))


def taken_up(labels: Iterable[Label], spacing: float) -> Iterable[tuple[BaseGeometry, float]]:
    """What labels and their leader lines take up. spacing: metres around each."""
    for label in labels:
        yield label.box, spacing
        if label.leader:
            yield label.leader, spacing + label.height / 8


NOTHING = obstacles(())
