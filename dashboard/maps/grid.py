"""The British National Grid (EPSG:27700), in which all boundaries are kept, and the way from it to degrees."""

from __future__ import annotations

from pyproj import Transformer

#: ``transform(easting, northing)`` in metres gives longitude and latitude in degrees (WGS 84).
TO_LONLAT = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
