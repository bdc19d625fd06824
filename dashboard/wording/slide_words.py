"""What a slide of a presenter's list is called, and which of them is shown."""

from __future__ import annotations

from dashboard.core.atlas import Atlas
from dashboard.core.labels import capitalised
from dashboard.core.periods import period_words
from dashboard.core.view import Colour, Overlay, View

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
