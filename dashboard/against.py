"""What a map is compared with: another period, another area or another condition, as one word of the address."""

from __future__ import annotations

from dashboard import text
from dashboard.atlas import Atlas
from dashboard.model import View


def known(atlas: Atlas, view: View, asked: str, notices: list[str]) -> str:
    """The word of the address if it means something beside this view, else "" and, if it never does, a notice."""
    kind, _, what = asked.partition(":")
    if not asked:
        return ""
    possible = {"period": _has_period, "area": _has_area, "condition": _has_condition}
    if kind in possible and possible[kind](atlas, view, what):
        return asked
    notices.append(text.unknown_choice("comparison", asked, "the map alone"))
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
