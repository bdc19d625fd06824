"""What the panel "System" says itself: headings and labels. Facts come as they stand."""

from __future__ import annotations

from dashboard.core import numbers
from dashboard.core.area import Area
from dashboard.core.indicator import Indicator
from dashboard.core.value import Value
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
