"""Outlines of the smallest areas in a folder -> a clean coverage, every level of an edition, and what lies around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.importers import boundaries
from dashboard.loading.shapefile import AROUND, SIDECARS

_ENDINGS = (".geojson.gz", ".geojson", ".shp", ".gpkg", ".zip")
#: Outlines of one area from two publications differ by less than this: published ones are simplified.
SLACK_M, LEAST_M2 = 1_000, 1e6


def outline_files(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Every file of outlines as GDAL names it, with its columns, the smallest first."""
    found = [path for path in folder.iterdir() if path.name.endswith(_ENDINGS)]
    for path in sorted(found, key=lambda one: (one.stat().st_size, one.name)):
        name = f"/vsigzip/{path}" if path.suffix == ".gz" else f"/vsizip/{path}" if path.suffix == ".zip" else str(path)
        yield name, tuple(pyogrio.read_info(name)["fields"])


def smallest(folder: Path, census: int, codes: pd.Index, simplify_m: float) -> gpd.GeoSeries:
    """The LSOAs of these codes as one clean coverage, index code, simplified together if that is asked for.

    Neighbours stay neighbours: an edge between two areas is simplified once, for both. The coarsest file that has
    them all is taken. Raises ValueError if none has.
    """
    for name, columns in outline_files(folder):
        column = next((one for one in columns if one.lower() == f"lsoa{census}cd"), None)
        if column is None:
            continue
        layer = gpd.read_file(name, columns=[column], engine="pyogrio").set_index(column).geometry
        if codes.isin(layer.index).all():
            clean = boundaries.mend(layer.loc[codes].to_crs(boundaries.NATIONAL_GRID))
            return simplified(clean, simplify_m) if simplify_m else clean
    raise ValueError(f"{folder}: no outlines with a column LSOA{census}CD and all {len(codes):,} LSOAs of the system")


def simplified(coverage: gpd.GeoSeries, metres: float) -> gpd.GeoSeries:
    """The same coverage with fewer vertices (Visvalingam-Whyatt, triangles up to metres squared), on the grid again."""
    coarse = shapely.coverage_simplify(coverage.to_numpy(), metres)
    return boundaries.mend(gpd.GeoSeries(coarse, index=coverage.index, crs=coverage.crs))


def whole_outlines(folder: Path, codes: set[str]) -> dict[str, BaseGeometry]:
    """Published outlines of whole areas of these codes, in metres, from any file of the folder that has them."""
    found: dict[str, BaseGeometry] = {}
    for name, columns in outline_files(folder):
        for column in (one for one in columns if one.lower().endswith(("cd", "code"))):
            layer = gpd.read_file(name, columns=[column], engine="pyogrio")
            known = layer[layer[column].isin(codes - found.keys())]
            found.update(zip(known[column], known.geometry.to_crs(boundaries.NATIONAL_GRID), strict=True))
    return found


def reaches_beyond(outer: BaseGeometry, inner: BaseGeometry) -> bool:
    """Whether one outline holds land that another lacks, and not only by how finely each is drawn."""
    return bool(shapely.make_valid(outer).difference(inner.buffer(SLACK_M)).area > LEAST_M2)


def same_land(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two outlines are of one area, drawn perhaps more or less finely."""
    return not (reaches_beyond(one, other) or reaches_beyond(other, one))


def read_shapes(folder: Path, name: str) -> dict[str, BaseGeometry]:
    """The outlines of a shapefile of an edition by their codes."""
    frame = gpd.read_file(folder / f"{name}.shp", engine="pyogrio").to_crs(boundaries.NATIONAL_GRID)
    return dict(zip(frame["code"].map(str), frame.geometry, strict=True))


def copy_layer(name: str, old: Path, new: Path) -> None:
    """The five files of a shapefile as they are."""
    for ending in SIDECARS:
        (new / f"{name}{ending}").write_bytes((old / f"{name}{ending}").read_bytes())


def draw_around(old: Path, new: Path, was: BaseGeometry, now: BaseGeometry) -> None:
    """The land around, if the edition before has it: with what was of the old system and is not of the new one."""
    if not (old / f"{AROUND}.shp").is_file():
        return
    names = pyogrio.read_dataframe(old / f"{AROUND}.shp", read_geometry=False)
    shapes = read_shapes(old, AROUND)
    lost = [part for part in shapely.get_parts(was.difference(now)) if part.area > LEAST_M2]
    if lost:
        first = next(iter(shapes))
        whole = shapely.union_all([shapely.make_valid(shapes[first]), *lost])
        shapes[first] = shapely.set_precision(whole, boundaries.GRID_M)
    series = gpd.GeoSeries(shapes, crs=boundaries.NATIONAL_GRID)
    boundaries.write_shapes(series, dict(zip(names["code"], names["name"], strict=True)), new / f"{AROUND}.shp")
