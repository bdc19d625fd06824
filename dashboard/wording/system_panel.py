"""What the panel "System" says itself: headings, labels and how areas lie to each other. Facts come as they stand."""

from __future__ import annotations

from dashboard.core import numbers
from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import LevelRole
from dashboard.core.value import Extent, Value
from dashboard.wording.sentences import note_of

POPULATION_HEADING = "Population"
RESPONSIBLE_HEADING = "Who is responsible here"
#: Headings of the panel -> the topics of facts that stand under them as they are.
TOPICS = {
    "About the organisation": ("status", "workforce", "spending"),
    "What it is for": ("vision", "cycle"),
    "What is decided at this level": ("level", "neighbourhoods", "national"),
    "What the whole system shares": ("programmes", "footprints"),
}
IN_THE_DOCUMENTS = "In the documents"
NO_LOCAL_FIGURES = "no local figures yet"


def panel_title(area: Area) -> str:
    """The title of the panel of an area."""
    return f"{area.name} in the system"


def people_words(value: Value) -> str:
    """ "1,234 people (part in the region)"."""
    note = note_of(value)
    return f"{numbers.number(value.value or 0, 0)} people{f' ({note})' if note else ''}"


def people_label(period: str) -> str:
    """What the number of people is."""
    return f"Sum of the mid-{period} estimates of its small areas (LSOAs)"


def people_source(indicator: Indicator) -> str:
    """Where it is from."""
    return f"{indicator.publisher}, {indicator.source}. {indicator.licence}"


def trusts_label(holder: Area, is_own: bool) -> str:
    """Whose trusts are named."""
    return "Trusts" if is_own else f"Trusts of the {holder.name}"


def relation_words(edition: Edition, area: Area, other: Area) -> str:
    """How another area lies to this one, where it could be taken for something else."""
    if other.code == area.same_boundary:
        return "same boundary"
    if not area.level.crosses(other.level):
        around = area.level.role in (LevelRole.PARTNERSHIP, LevelRole.SYSTEM)
        return "in part" if other.part_of_larger and around else ""
    if area.code in other.parents:
        return "a part of it"
    if other.code in area.parents or other.part_of_larger:
        return "which reaches further"
    return f"for the {edition.extents[Extent.PART]}" if area.part_of_larger else ""
