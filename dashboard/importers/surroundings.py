"""The land around a system, so that a coast reads as a coast: the rest of England, and Scotland."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.importers import boundaries
from dashboard.loading.shapefile import AROUND

#: How far beyond the system land is drawn: a map in a very wide window goes so far.
REACH_M = 110_000
#: Islands and lakes below this size are left out, and details below that.
LEAST_M2, DETAIL_M = 2e6, 450
NAMES = {"rest-of-england": "England around the system", "scotland": "Scotland"}


def build_around(lsoa: Path, lookup: Path, scotland: Path, out: Path) -> None:
    """Write the shapefile of the land around the system.

    lsoa, lookup: as for all boundaries. scotland: its outline, any format that GDAL reads. Raises FileNotFoundError.
    """
    if not scotland.is_file():
        raise FileNotFoundError(f"{scotland.name} is absent from {scotland.parent}: the land around cannot be built")
    england = boundaries.read_lsoas(lsoa)
    is_inside = england.index.isin(boundaries.read_members(lookup).index)
    reach = shapely.box(*england[is_inside].total_bounds).buffer(REACH_M, join_style="mitre")
    north = gpd.read_file(scotland).geometry.to_crs(england.crs)
    shapes = {"rest-of-england": coarse(england[~is_inside], reach), "scotland": coarse(north, reach)}
    boundaries.write_shapes(gpd.GeoSeries(shapes, crs=england.crs), NAMES, out / f"{AROUND}.shp")


def coarse(shapes: gpd.GeoSeries, reach: BaseGeometry) -> shapely.MultiPolygon:
    """The shapes together as far as they are in reach, without small islands, lakes and details."""
    near = shapes[shapes.intersects(reach)].to_numpy()
    whole = shapely.union_all(shapely.set_precision(shapely.make_valid(near), boundaries.GRID_M)).intersection(reach)
    shores = [_without_ponds(part) for part in shapely.get_parts(whole) if part.area >= LEAST_M2]
    simple = shapely.coverage_simplify(shores, DETAIL_M)
    return shapely.MultiPolygon(list(shapely.set_precision(simple, boundaries.GRID_M)))


def _without_ponds(part: shapely.Polygon) -> shapely.Polygon:
    lakes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= LEAST_M2]
    return shapely.Polygon(part.exterior, lakes)
