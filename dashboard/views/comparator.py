"""What a map is compared with: another period, another area or another condition, as one word of the address."""

from __future__ import annotations

from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.indicator import Indicator
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import Overlay, Show, View

PERIOD, AREA, CONDITION = "period", "area", "condition"


def other(atlas: Atlas, view: View) -> View | None:
    """The view that a map is compared with, which in turn is compared with this one; None if there is none."""
    kind, _, what = view.against.partition(":")
    if view.show is not Show.COMPARE or not what:
        return None
    if kind == PERIOD:
        return replace(view, period=what, against=f"{PERIOD}:{view.period}")
    if kind == AREA:
        return replace(view, area=what, against=f"{AREA}:{view.area}")
    condition, _, measure = what.partition("/")
    indicator = atlas.indicator(condition, measure, view.by)
    periods = atlas.periods(indicator, view.by) if indicator else ()
    period = view.period if view.period in periods else periods[-1]
    back = f"{CONDITION}:{view.condition}/{view.measure}"
    overlay = Overlay.NONE if condition == DEPRIVATION else view.overlay
    return replace(view, condition=condition, measure=measure, period=period, overlay=overlay, against=back)


def shared(atlas: Atlas, view: View, indicator: Indicator) -> Indicator | None:
    """The other indicator, if both are numbers of the same kind and unit, so that one set of classes serves both."""
    view_beside = other(atlas, view)
    if view_beside is None:
        return None
    beside = atlas.indicator(view_beside.condition, view_beside.measure, view_beside.by)
    if beside is None or beside == indicator or not beside.mapped:
        return None
    return beside if (beside.kind, beside.unit) == (indicator.kind, indicator.unit) else None


def known(atlas: Atlas, view: View, asked: str, notices: list[Notice]) -> str:
    """The word of the address if it means something beside this view, else "" and, if it never does, a notice."""
    kind, _, what = asked.partition(":")
    if not asked:
        return ""
    possible = {PERIOD: _has_period, AREA: _has_area, CONDITION: _has_condition}
    if kind in possible and possible[kind](atlas, view, what):
        return asked
    notices.append(Notice(NoticeCode.UNKNOWN, "against", asked))
    return ""


def _has_period(atlas: Atlas, view: View, period: str) -> bool:
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    return indicator is not None and period in atlas.periods(indicator, view.by)


def _has_area(atlas: Atlas, view: View, code: str) -> bool:
    area = atlas.areas.get(code)
    return area is not None and (view.by in area.levels or bool(atlas.children(area, view.by)))


def _has_condition(atlas: Atlas, view: View, what: str) -> bool:
    condition, _, measure = what.partition("/")
    return atlas.indicator(condition, measure, view.by) is not None
