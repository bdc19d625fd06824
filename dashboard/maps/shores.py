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
    made = dict(shapes)
    for water in shapely.get_parts(_grown(_grown(land, _WATER), -_WATER).difference(land)):
        owner = max(shapes, key=lambda code: shapes[code].intersection(water.boundary).length)
        made[owner] = shapely.union(made[owner], water)
    return {code: _grown(_grown(whole, -_LAND), _LAND).intersection(whole) for code, whole in made.items()}


def _grown(shape: BaseGeometry, metres: float) -> BaseGeometry:
    return shape.buffer(metres, join_style="mitre")
