"""What a map is compared with: another period, another area or another condition, as one word of the address."""

from __future__ import annotations

from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.view import Against, Colour, Overlay, View
from dashboard.views.shows import COMPARE
from dashboard.views.view_options import is_judged


def other(atlas: Atlas, view: View) -> View | None:
    """The view that a map is compared with, which in turn is compared with this one; None if there is none."""
    kind, _, what = view.against.partition(":")
    if view.show != COMPARE or not what:
        return None
    if kind == Against.PERIOD:
        return replace(view, period=what, against=f"{Against.PERIOD}:{view.period}")
    if kind == Against.AREA:
        return replace(view, area=what, against=f"{Against.AREA}:{view.area}")
    condition, _, measure = what.partition("/")
    indicator = atlas.indicator(condition, measure, view.by)
    periods = atlas.periods(indicator, view.by) if indicator else ()
    newest = atlas.newest_period(indicator, view.by) if indicator else ""
    period = view.period if view.period in periods else newest
    back = f"{Against.CONDITION}:{view.condition}/{view.measure}"
    overlay = Overlay.NONE if condition == DEPRIVATION else view.overlay
    colour = view.colour if indicator and is_judged(atlas, indicator, view.by) else Colour.VALUE
    beside = replace(view, condition=condition, measure=measure, period=period, against=back)
    return replace(beside, overlay=overlay, colour=colour)
