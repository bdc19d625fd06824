"""The HTML of what readers choose with: area, condition, measure, period, what is compared, which areas a chart has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import escape

from dashboard.charts.matrix import MATRIX_ORDERS
from dashboard.charts.side_by_side import both
from dashboard.core import labels
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.periods import period_words
from dashboard.core.view import View
from dashboard.maps.legend_entries import legend
from dashboard.views.option import Option
from dashboard.views.options import (
    against_options,
    benchmark_options,
    by_options,
    chosen_options,
    condition_options,
    measure_options,
    overlay_options,
    period_options,
    selected,
)
from dashboard.views.scene import Scene
from dashboard.views.shows import MATRIX, RANKING, SHOWS
from dashboard.views.thirds import figure_edges
from dashboard.views.view_options import MOST_CHOSEN
from dashboard.web.page import ids
from dashboard.web.page.templating import template
from dashboard.wording import choices as words
from dashboard.wording.captions import finding
from dashboard.wording.notices import hint_words
from dashboard.wording.titles import subtitle

#: Fewer periods are quicker chosen from the list.
_FEWEST_STOPS = 4


def controls(atlas: Atlas, view: View, still: View) -> Mapping[str, str]:
    """Element id -> HTML of the row of controls. still: the view as an overlay leaves it, which is not gone from."""
    terms = atlas.edition.abbreviations
    conditions = condition_options(atlas, view)
    overlays = overlay_options(atlas, still)
    why = next((hint_words(one.hint) for one in overlays if one.hint), "")
    shown = words.change_words(atlas.conditions[view.condition].name, view.by.short, period_words(view.period))
    return {
        ids.CHANGE: str(escape(shown)),
        ids.BY: _segments(ids.BY, words.SHOW_BY, by_options(atlas, view), terms),
        ids.CONDITION: template("conditions", groups=conditions, current=atlas.conditions[view.condition].name),
        ids.MEASURE: _picker(ids.MEASURE, words.MEASURE, measure_options(atlas, view)),
        ids.PERIOD: _picker(ids.PERIOD, words.PERIOD, period_options(atlas, view)),
        ids.OVERLAY: _segments(ids.OVERLAY, words.DEPRIVATION, overlays, terms, why) if overlays else "",
    }


def _segments(id: str, label: str, options: tuple[Option, ...], terms: Mapping[str, str], why: str = "") -> str:
    return template("segments", id=id, label=label, options=options, terms=terms, why=why)


def _picker(element: str, label: str, options: tuple[Option, ...]) -> str:
    return template("picker", id=element, label=label, options=options, current=selected(options))


def timeline(atlas: Atlas, view: View) -> str:
    """The slider over the periods, the same for all of them: the page's script sets it to the one that is shown.

    A map of counts has no shading that could change.
    """
    periods = stops(atlas, view)
    return template("timeline", periods=periods) if periods else ""


def stops(atlas: Atlas, view: View) -> tuple[Option, ...]:
    """The stops of the slider, the oldest first; none if there is no slider."""
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    periods = period_options(atlas, view)[::-1]
    return periods if indicator and indicator.mapped and len(periods) >= _FEWEST_STOPS else ()


def compared(atlas: Atlas, scene: Scene, beside: Scene | None) -> dict[str, str]:
    """What stands above and below the second map: what to compare with, its title and legend, both figures."""
    head = template(
        "compare_head",
        options={k: options for k, options in against_options(atlas, scene.view).items() if options},
        headline=finding(beside) if beside else "",
        subtitle=subtitle(beside) if beside else "",
        legend=legend(beside, figure_edges(atlas, beside)) if beside else None,
        alone=replace(scene.view, against="") if beside else None,
    )
    foot = template("compare_foot", both=both(scene, beside), query=beside.view.to_query()) if beside else ""
    return {ids.CHART_HEADS[0]: head, ids.CHART_FEET[0]: foot}


def choices(atlas: Atlas, view: View) -> str:
    """Which areas stand in a ranking or trend, what a ranking compares them with, how the matrix is sorted."""
    if view.show == MATRIX:
        orders = tuple((order, said, replace(view, order=order)) for order, said in MATRIX_ORDERS.items())
        return template("sorting", orders=orders, chosen=view.order)
    if not SHOWS[view.show].chooses:
        return ""
    return template(
        "choices",
        benchmarks=benchmark_options(atlas, view) if view.show == RANKING else (),
        benchmark=labels.called(atlas.areas[view.benchmark]),
        areas=chosen_options(atlas, view),
        everything=replace(view, chosen=()) if view.chosen else None,
        chosen=len(view.chosen),
        level=view.by,
        larger=[atlas.tier(role) for role in (LevelRole.COUNCIL, LevelRole.PLACE)],
        most=MOST_CHOSEN,
    )
