"""The tiers of geography."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A tier of geography, from the whole country down to neighbourhoods (MSOAs)."""

    COUNTRY = "country"
    ICS = "ics"
    ICP = "icp"
    CCG = "ccg"
    COUNCIL = "council"
    DISTRICT = "district"
    NEIGHBOURHOOD = "neighbourhood"
    AUTHORITY = "authority"  # combined authorities: a layer over maps, never a map of their own


#: The levels that a map can be shown by, largest areas first.
MAP_LEVELS = (Level.ICP, Level.CCG, Level.COUNCIL, Level.DISTRICT, Level.NEIGHBOURHOOD)
#: The levels that readers cannot go to.
NO_PAGE = (Level.COUNTRY, Level.AUTHORITY)
