"""What stands beside the map of a view: which chart, compared with what, of which areas, under which layers.

Read from an address that may hold anything, as ``resolve`` reads the rest of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.core.atlas import Atlas
from dashboard.core.level import ENGLAND, Layer, LevelRole
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import TABLE, Against, Colour, Overlay, ProfileOrder, Shape, View
from dashboard.views.judged import is_judged
from dashboard.views.shows import SHOWS

#: More areas than this in one ranking or trend cannot be told apart.
MOST_CHOSEN = 20


def beside(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> View:
    """A view with what an address asks for beside its map; what cannot be had is said in ``notices``."""
    view = replace(
        view,
        benchmark=_benchmark(atlas, asked, notices),
        chosen=_chosen(atlas, view, asked, notices),
        against=_against(atlas, view, asked.get("against", ""), notices),
        order=_order(asked, notices),
        colour=_colour(atlas, view, asked, notices),
        shape=_shape(atlas, view, asked, notices),
    )
    view = replace(view, layers=_layers(atlas, view, asked, notices))
    return replace(view, show=_show(atlas, view, asked, notices))


def _show(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> str:
    wanted = asked.get("show", TABLE)
    known = wanted in SHOWS
    reason = missing_chart(atlas, view, wanted) if known else Notice(NoticeCode.UNKNOWN, "show", wanted, TABLE)
    if reason:
        notices.append(reason)
        return TABLE
    return wanted


def missing_chart(atlas: Atlas, view: View, show: str) -> Notice | None:
    """Why there is no such chart of a view and the table stands there; None if there is one."""
    code = SHOWS[show].lack(atlas, view)
    return Notice(code, "show", show, TABLE) if code else None


def _benchmark(atlas: Atlas, asked: Mapping[str, str], notices: list[Notice]) -> str:
    wanted = asked.get("benchmark", ENGLAND)
    if wanted in atlas.areas and atlas.areas[wanted].level.role is not LevelRole.OVERLAY:
        return wanted
    notices.append(Notice(NoticeCode.UNKNOWN, "benchmark", wanted, ENGLAND))
    return ENGLAND


def _chosen(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> tuple[str, ...]:
    """The chosen areas that are of the map's level, in the order of the address; the others are of another level."""
    wanted = dict.fromkeys(code for code in asked.get("areas", "").split(".") if code)
    unknown = next((code for code in wanted if code not in atlas.areas), "")
    if unknown:
        notices.append(Notice(NoticeCode.UNKNOWN, "areas", unknown))
    return tuple(code for code in wanted if code in atlas.areas and view.by in atlas.areas[code].levels)[:MOST_CHOSEN]


def _layers(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> tuple[Layer, ...]:
    known = atlas.edition.layers
    wanted = [key for key in asked.get("layers", "").split(".") if key]
    unknown = next((key for key in wanted if key not in known), "")
    if unknown:
        notices.append(Notice(NoticeCode.UNKNOWN, "layers", unknown))
    reason = missing_layers(view)
    if reason and wanted:
        notices.append(reason)
        return ()
    return tuple(layer for layer in known if layer in wanted)


def _order(asked: Mapping[str, str], notices: list[Notice]) -> ProfileOrder:
    wanted = asked.get("order", ProfileOrder.ENGLAND)
    if wanted in list(ProfileOrder):
        return ProfileOrder(wanted)
    notices.append(Notice(NoticeCode.UNKNOWN, "order", wanted, ProfileOrder.ENGLAND))
    return ProfileOrder.ENGLAND


def _colour(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> Colour:
    wanted = asked.get("colour", Colour.VALUE)
    known = wanted in list(Colour)
    reason = missing_colour(atlas, view, wanted) if known else Notice(NoticeCode.UNKNOWN, "colour", wanted)
    if reason:
        notices.append(reason)
        return Colour.VALUE
    return Colour(wanted)


def missing_colour(atlas: Atlas, view: View, colour: str) -> Notice | None:
    """Why a map cannot be coloured so; None if it can."""
    if colour == Colour.VALUE:
        return None
    if view.overlay is Overlay.BIVARIATE:
        return Notice(NoticeCode.NINE_COLOURS, "colour", colour)
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    if indicator is None or not is_judged(atlas, indicator, view.by):
        return Notice(NoticeCode.NOT_JUDGED, "colour", colour)
    return None


def missing_layers(view: View) -> Notice | None:
    """Why nothing can be drawn over a map; None if it can. Borders and hospitals are where they are on land alone."""
    return Notice(NoticeCode.ON_LAND_ONLY, "layers") if view.shape is Shape.EQUAL else None


def _shape(atlas: Atlas, view: View, asked: Mapping[str, str], notices: list[Notice]) -> Shape:
    wanted = asked.get("shape", Shape.LAND)
    known = wanted in list(Shape)
    reason = missing_shape(atlas, view, wanted) if known else Notice(NoticeCode.UNKNOWN, "shape", wanted)
    if reason:
        notices.append(reason)
        return Shape.LAND
    return Shape(wanted)


def missing_shape(atlas: Atlas, view: View, shape: str) -> Notice | None:
    """Why areas cannot be drawn so; None if they can."""
    if shape == Shape.LAND or view.by in atlas.equal:
        return None
    return Notice(NoticeCode.NO_EQUAL_SHAPES, "shape", shape, levels=(view.by,))


def _against(atlas: Atlas, view: View, asked: str, notices: list[Notice]) -> str:
    """The word of the address if it means something beside this view, else "" and, if it never does, a notice."""
    kind, _, what = asked.partition(":")
    if not asked:
        return ""
    possible = {Against.PERIOD: _has_period, Against.AREA: _has_area, Against.CONDITION: _has_condition}
    if kind in list(Against) and possible[Against(kind)](atlas, view, what):
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
