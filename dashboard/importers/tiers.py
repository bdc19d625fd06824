"""The levels and the system of the official files, by their keys in areas.csv: a new edition has others."""

from __future__ import annotations

from enum import StrEnum
from typing import cast

from dashboard.core.level import Level

#: The code of the system that the files are cut down to.
ICS = "E54000049"
#: The region that stands beside England where it is published with limits.
REGION = "E12000001"


class Tier(StrEnum):
    """The key of a level, as the first table of an edition is written with it."""

    COUNTRY = "country"
    ICS = "ics"
    ICP = "icp"
    CCG = "ccg"
    COUNCIL = "council"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    LSOA = "lsoa"
    AUTHORITY = "authority"


def as_levels(*tiers: Tier) -> tuple[Level, ...]:
    """Keys in the place of levels: an importer writes tables, and asks no more of a level than its key."""
    return cast(tuple[Level, ...], tiers)
