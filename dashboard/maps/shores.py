"""The outlines of large areas as strong lines over a map, which follow no river through a town and no pier."""

from __future__ import annotations

from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

#: In metres: water narrower than twice this is land, and land narrower than twice that is none.
_WATER, _LAND = 300, 120


def shores(shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The areas of a level without narrow water and without spikes.

    Water between two of them goes to the one that has most of its bank.
    """
    land = shapely.union_all(list(shapes.values()))
    parts = {code: [shape] for code, shape in shapes.items()}
    for water in shapely.get_parts(_grown(_grown(land, _WATER), -_WATER).difference(land)):
        parts[_owner(shapes, water)].append(water)
    made = {code: shapely.union_all(found) for code, found in parts.items()}
    return {code: _grown(_grown(whole, -_LAND), _LAND).intersection(whole) for code, whole in made.items()}


def _owner(shapes: Mapping[str, BaseGeometry], water: BaseGeometry) -> str:
    if len(shapes) == 1:
        return next(iter(shapes))
    return max(shapes, key=lambda code: shapes[code].intersection(water.boundary).length)


def _grown(shape: BaseGeometry, metres: float) -> BaseGeometry:
    return shape.buffer(metres, join_style="mitre")
