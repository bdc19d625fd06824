"""Outlines of the smallest areas that fit into those around them: each neighbourhood is cut up among its own.

The two come at two resolutions, so their edges lie up to 200 m apart. Land of a neighbourhood that no small area of it
has goes to the nearest one; what a small area has outside is cut off. So every line of a neighbourhood is a line of
its small areas, and a map of these fits under the outline of any larger area.
"""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

#: Metres between the points of an outline by which the nearest one is told.
_STEP_M = 60.0
#: A piece that is cut off from its area and smaller than this share of it goes to what is beside it.
_SCRAP = 0.1

#: A piece by itself that is smaller is a trace of the cut: the smallest island has 1,085.
_LEAST_M2 = 1_000.0
#: Cuts along an edge leave points on it that are no corner.
_STRAIGHT_M = 1.0

OutlineArray = NDArray[np.object_]


def cut_to_fit(small: gpd.GeoSeries, around: gpd.GeoSeries, holder: pd.Series, tolerance_m: float) -> gpd.GeoSeries:
    """One clean coverage of small areas that make up the areas around them to the metre.

    small: outlines of the small areas, index code. around: those of the larger areas, index code. holder: small code ->
    the larger one. tolerance_m: how coarse lines between small areas of one larger area may get.
    """
    # A cut snapped to a grid would leave the line that it cuts.
    free = gpd.GeoSeries(shapely.set_precision(small.to_numpy(), 0), index=small.index)
    pieces = [
        gpd.GeoSeries(_cut_up(around[code], free[codes].to_numpy(), tolerance_m), index=codes)
        for code, codes in holder.groupby(holder).groups.items()
    ]
    every = pd.concat(pieces).loc[small.index]
    clean = shapely.coverage_clean(every.to_numpy())
    straight = shapely.coverage_simplify(clean, _STRAIGHT_M)
    return gpd.GeoSeries([_land(one, _LEAST_M2) for one in straight], index=every.index, crs=small.crs)


def _cut_up(whole: BaseGeometry, parts: OutlineArray, tolerance_m: float) -> OutlineArray:
    """The parts as far as they lie in the whole, with what is left of it, simplified within."""
    if len(parts) == 1:
        return np.array([whole], dtype=object)
    inside = shapely.intersection(parts, whole)
    left = shapely.difference(whole, shapely.union_all(inside))
    near = _nearest(parts, whole)
    grown = [shapely.union(own, shapely.intersection(left, reach)) for own, reach in zip(inside, near, strict=True)]
    clean = shapely.coverage_clean(np.array(_without_scraps([_land(one) for one in grown]), dtype=object))
    return np.asarray(shapely.coverage_simplify(clean, tolerance_m, simplify_boundary=False), dtype=object)


def _nearest(parts: OutlineArray, whole: BaseGeometry) -> list[BaseGeometry]:
    """For each part the land that is nearer to it than to another."""
    points, owners = shapely.get_coordinates(shapely.segmentize(parts, _STEP_M), return_index=True)
    alone, first = np.unique(points.round(1), axis=0, return_index=True)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(alone), extend_to=whole, ordered=True))
    return [shapely.union_all(cells[owners[first] == number]) for number in range(len(parts))]


def _land(shape: BaseGeometry, least_m2: float = 0.0) -> BaseGeometry:
    """A shape without lines, points and specks, which a cut along an edge leaves."""
    flat = shapely.get_parts(shapely.get_parts(shape))
    pieces = [part for part in flat if part.area > least_m2]
    return pieces[0] if len(pieces) == 1 else shapely.multipolygons(pieces)


def _without_scraps(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """The same land, with pieces that were cut off from their area given to the one that they lie along."""
    kept, scraps = [], []
    for shape in shapes:
        pieces = shapely.get_parts(shape)
        is_large = shapely.area(pieces) >= _SCRAP * shape.area
        kept.append(shapely.union_all(pieces[is_large]))
        scraps += [(len(kept) - 1, piece) for piece in pieces[~is_large]]
    for owner, scrap in scraps:
        along = shapely.length(shapely.intersection(np.array(kept, dtype=object), scrap))
        taker = int(along.argmax()) if along.max() > 0 else owner
        kept[taker] = _land(shapely.union(kept[taker], scrap))
    return kept
