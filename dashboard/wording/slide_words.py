"""What a slide of a presenter's list is called, which of them is shown, and how the list is used."""

from __future__ import annotations

from dashboard.core.atlas import Atlas
from dashboard.core.labels import capitalised
from dashboard.core.periods import period_words
from dashboard.core.view import Colour, Overlay, View

COLLECT = "Collect the maps of a meeting here. The list is in the address: bookmark it, or send it to somebody else."
IS_LISTED, IS_FULL = "This view is in the list.", "The list is full."
KEYS = (
    "Presenting: key P. Arrow keys or a clicker go on and back; up and down change the area; D makes the frame dark or "
    "light; Escape leaves."
)
_OVER = {Overlay.DEPRIVATION: "with deprivation", Overlay.BIVARIATE: "with deprivation in nine colours"}


def slide_title(atlas: Atlas, view: View) -> str:
    """ "Deaths from stroke: the South by council, 2015 to 2019"."""
    what = atlas.indicator(view.condition, view.measure, view.by)
    area = atlas.areas[view.area]
    where = area.name if view.by in area.levels else f"{area.name} by {view.by.short}"
    over = (_OVER.get(view.overlay, ""), "compared with England" if view.colour is Colour.COMPARISON else "")
    told = ", ".join(filter(None, (where, period_words(view.period) if view.period else "", *over)))
    return f"{capitalised(what.title if what else atlas.conditions[view.condition].name)}: {told}"


def slide_position(at: int, among: int) -> str:
    """ "Slide 2 of 5"; "" beside the list."""
    return f"Slide {at} of {among}" if at else ""
