"""The HTML of each part of the page for one scene. Pure: a scene in, strings out; every text is escaped by Jinja."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard import navigation, text, words
from dashboard.atlas import Atlas, Row
from dashboard.beside import MOST_CHOSEN, missing_chart
from dashboard.charts.both import both
from dashboard.charts.model import Chart, Series
from dashboard.compare import Comparison
from dashboard.export.primitives import SIZES
from dashboard.legend import legend
from dashboard.model import Area, Level, Overlay, Show, View
from dashboard.offers import (
    Offer,
    against_offers,
    benchmark_offers,
    by_offers,
    chosen_offers,
    condition_offers,
    layer_offers,
    measure_offers,
    overlay_offers,
    period_offers,
    selected,
    show_offers,
)
from dashboard.page import ids
from dashboard.page.locator import Locator
from dashboard.page.marks import layer_mark, site_mark
from dashboard.page.profile import profile
from dashboard.page.system import system
from dashboard.scale import Scale
from dashboard.scene import Scene, drawn_anyway, figure_edges, references
from dashboard.words import headline, subtitle

_TEMPLATES = Environment(
    loader=PackageLoader("dashboard.page"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


FORMATS = {
    "png": "PNG: a picture for documents, e-mail and social media",
    "svg": "SVG: vectors for designers and the web",
    "pdf": "PDF: accessible, for print",
    "pptx": "PowerPoint: a slide in which every area can be edited",
}


def href(view: View) -> str:
    """The address of a view, relative to the page, so that it also holds under a URL prefix."""
    return f"?{view.to_query()}"


def _item(element: str, offer: Offer) -> Markup:
    """One line of a list of choices, by Python: there are dozens in every page, and a macro takes its time."""
    words = escape(offer.label)
    if offer.hint:
        words += Markup(f' <span class="atlas-hint">{escape(offer.hint)}</span>')
    if offer.view is None:
        return Markup(f'<li><span class="atlas-unavailable">{words}</span></li>')
    current = ' aria-current="true"' if offer.selected else ""
    name, address = escape(f"{element}-{offer.key}"), escape(href(offer.view))
    return Markup(f'<li><a id="{name}" href="{address}" data-view{current}>{words}</a></li>')


#: The outlines of the symbols in a box of 12 by 12, as Plotly draws them.
_SYMBOLS = {
    "circle": "M6 1a5 5 0 1 0 .01 0z",
    "square": "M2 2h8v8h-8z",
    "diamond": "M6 0l5 6l-5 6l-5-6z",
    "triangle-up": "M6 1l5 9h-10z",
}


_DASHES = {"dot": "2 3", "dash": "6 4"}


def _mark(series: Series) -> Markup:
    """The look of a series for the legend of a chart."""
    symbol, hollow = series.symbol.removesuffix("-open"), series.symbol.endswith("-open")
    fill = "#fff" if hollow else series.colour
    way = "M12 0v12" if series.spread == "y" and not symbol else "M0 6h24"
    dashes = f' stroke-dasharray="{_DASHES[series.dash]}"' if series.dash else ""
    line = f'<path d="{way}" stroke="{series.colour}" stroke-width="{series.line or 2}"{dashes}/>'
    path = f'<path transform="translate(6)" d="{_SYMBOLS.get(symbol, "")}" fill="{fill}" stroke="{series.colour}"/>'
    bar = f'<rect width="24" height="12" fill="{series.colour}"/>'
    body = bar if series.spread == "bar" else (line if series.line or series.spread else "") + path
    return Markup('<svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">{}</svg>').format(Markup(body))


_TEMPLATES.globals.update(href=href, item=_item, mark=_mark, layer_mark=layer_mark, site_mark=site_mark, text=text)


def template(name: str, **values: Any) -> str:
    """Fill in one template."""
    return _TEMPLATES.get_template(f"{name}.html").render(**values)


def fragments(
    atlas: Atlas,
    scene: Scene,
    opened: Mapping[str, View],
    figure_edges: Sequence[float],
    notices: Sequence[str],
    locator: Locator,
    charts: Sequence[Chart] = (),
    beside: Scene | None = None,
) -> dict[str, str]:
    """Element id -> HTML, for all parts of the page; empty where a part has nothing to say.

    opened: area code -> the view that a click on the area leads to. figure_edges: the thirds of the figure
    for the 3 by 3 map.
    """
    view = scene.view
    is_table = view.show is Show.TABLE
    return {
        ids.NOTICE: template("notice", notices=notices) if notices else "",
        ids.BREADCRUMB: template("breadcrumb", steps=_steps(atlas, view)),
        ids.BY: template("segments", id=ids.BY, label="Show by", offers=by_offers(atlas, view)),
        ids.CONDITION: _condition(atlas, view),
        ids.MEASURE: _picker(ids.MEASURE, "Measure", measure_offers(atlas, view)),
        ids.PERIOD: _picker(ids.PERIOD, "Period", period_offers(atlas, view)),
        ids.OVERLAY: template(
            "segments", id=ids.OVERLAY, label="Overlay", offers=overlay_offers(view), grey=text.GREY_OVERLAY
        ),
        ids.HEADING: template("heading", headline=headline(scene), subtitle=subtitle(scene), area=scene.area),
        ids.LEGEND: template("legend", legend=legend(scene, figure_edges)),
        ids.CAPTION: template(
            "caption", scene=scene, links=_single_maps(atlas, view), missing=_missing(scene), **_places(scene)
        ),
        ids.LAYERS: template(
            "layers", offers=layer_offers(view), on=len(view.layers), anyway=drawn_anyway(atlas, scene)
        ),
        ids.LOCATOR: template("locator", locator=locator, area=scene.area),
        ids.SHOW: template("shows", offers=show_offers(atlas, view), place=scene.place),
        ids.TABLE: _table(atlas, scene, opened) if is_table and not scene.place else "",
        ids.EXPORT: _export(scene),
        ids.PROFILE: _profile(atlas, scene) if is_table and scene.place else "",
        ids.SYSTEM: template("system", system=system(atlas, view)) if view.show is Show.SYSTEM else "",
        ids.TIMELINE: _timeline(atlas, view),
        **_charts(atlas, charts, view),
        **(_compared(atlas, scene, beside) if view.show is Show.COMPARE else {}),
    }


#: Fewer periods are quicker chosen from the list.
_FEWEST_STOPS = 4


def _timeline(atlas: Atlas, view: View) -> str:
    """The slider over the periods, the same for all of them: the page's script sets it to the one that is shown.

    A map of counts has no shading that could change.
    """
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    periods = period_offers(atlas, view)[::-1]
    if indicator is None or not indicator.mapped or len(periods) < _FEWEST_STOPS:
        return ""
    return template("timeline", periods=periods)


def _compared(atlas: Atlas, scene: Scene, beside: Scene | None) -> dict[str, str]:
    """What stands above and below the second map: what to compare with, its title and legend, both figures."""
    head = template(
        "compare_head",
        offers={k: offers for k, offers in against_offers(atlas, scene.view).items() if offers},
        headline=headline(beside) if beside else "",
        subtitle=subtitle(beside) if beside else "",
        legend=legend(beside, figure_edges(atlas, beside)) if beside else None,
        alone=replace(scene.view, against="") if beside else None,
    )
    foot = template("compare_foot", both=both(scene, beside), query=beside.view.to_query()) if beside else ""
    return {ids.CHART_HEADS[0]: head, ids.CHART_FEET[0]: foot}


def _choices(atlas: Atlas, view: View) -> str:
    """Which areas stand in a ranking or trend, and what a ranking compares them with."""
    if view.show not in (Show.RANKING, Show.TREND):
        return ""
    return template(
        "choices",
        benchmarks=benchmark_offers(atlas, view) if view.show is Show.RANKING else (),
        areas=chosen_offers(atlas, view),
        everything=replace(view, chosen=()) if view.chosen else None,
        chosen=len(view.chosen),
        level=text.level_plural(view.by),
        most=MOST_CHOSEN,
    )


def _profile(atlas: Atlas, scene: Scene) -> str:
    return template("profile", profile=profile(atlas, scene), query=scene.view.to_query())


def _charts(atlas: Atlas, charts: Sequence[Chart], view: View) -> dict[str, str]:
    """What stands above and below each place for a chart."""
    parts = dict.fromkeys((*ids.CHART_HEADS, *ids.CHART_FEET), "")
    for chart, head, foot in zip(charts, ids.CHART_HEADS, ids.CHART_FEET, strict=False):
        parts[head] = template("chart_head", chart=chart, choices=_choices(atlas, view) if chart is charts[0] else "")
        parts[foot] = template("chart_foot", chart=chart, query=view.to_query())
    return parts


def _export(scene: Scene) -> str:
    return template(
        "export",
        query=scene.view.to_query(),
        sizes=SIZES.values(),
        formats=FORMATS,
        caption=words.caption(scene),
        alternative=words.alternative(scene),
        warnings=words.publish_warnings(scene, date.today().year),
    )


def _steps(atlas: Atlas, view: View) -> tuple[tuple[Area, View], ...]:
    return tuple((a, navigation.up(atlas, view, a)) for a in atlas.path(atlas.areas[view.area]))


def _condition(atlas: Atlas, view: View) -> str:
    groups = condition_offers(atlas, view)
    return template("conditions", groups=groups, current=atlas.conditions[view.condition].name)


def _picker(element: str, label: str, offers: tuple[Offer, ...]) -> str:
    return template("picker", id=element, label=label, offers=offers, current=selected(offers))


def _single_maps(atlas: Atlas, view: View) -> tuple[tuple[str, View], ...]:
    """With two variables on one map, each alone and the scatter of both are one click away (rule 16)."""
    if view.overlay is Overlay.NONE:
        nine = replace(view, overlay=Overlay.BIVARIATE)
        return (("The map in the colours of the chart", nine),) if view.show is Show.SCATTER else ()
    alone = View(view.area, view.by, view.condition, view.measure, view.period)
    shown = view.show is Show.SCATTER or missing_chart(atlas, view, Show.SCATTER)
    return (
        ("This measure alone", alone),
        ("Deprivation alone", View(view.area, view.by, "deprivation", "imd-score", "2019")),
        *(() if shown else (("Scatter of both", replace(view, show=Show.SCATTER)),)),
    )


def _places(scene: Scene) -> dict[str, Any]:
    """The hospitals and stroke units of the map in words, and who says where they are."""
    return {"places": words.places(scene), "site_credits": words.site_credits(scene)}


def _missing(scene: Scene) -> str:
    if scene.indicator is None:
        return ""
    whole = text.whole_words((row.area, row.value) for row in scene.rows)
    return f"{text.missing_words(scene.rows, scene.view.by)} {whole}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; positions on the dot scale in per cent of its width."""

    area: Area
    view: View | None
    figure: str
    interval: str
    comparison: str
    caveat: str
    within: str
    score: str
    dot: float | None
    low: float | None = None
    high: float | None = None


def _table(atlas: Atlas, scene: Scene, opened: Mapping[str, View]) -> str:
    above = references(atlas, scene)
    mapped = scene.indicator is not None and scene.indicator.mapped
    # A count of a larger area is no point on the scale of its parts: it stands there in figures only.
    england = scene.benchmark if mapped else None
    scale = Scale.over([*(row.value for row in scene.shown), england])
    shared = _shared_caveat([*scene.shown, *above])
    lines = [_line(atlas, scene, row, scale, opened[row.area.code], shared) for row in scene.rows]
    return template(
        "table",
        scene=scene,
        lines=lines,
        references=[_line(atlas, scene, row, scale if mapped else None, None, shared) for row in above],
        scale=scale,
        england=_percent(scale, england.value if england else None),
        has_intervals=any(line.interval for line in lines),
        has_scores=scene.deprivation is not None,
        notes=[n for n in (text.all_figures(shared), *_table_notes(scene)) if n],
    )


def _shared_caveat(rows: Sequence[Row]) -> str:
    """A caveat that holds for every figure of the table is said once, under it."""
    caveats = {text.caveats(row.value) for row in rows}
    return caveats.pop() if len(caveats) == 1 and len(rows) > 1 else ""


def _table_notes(scene: Scene) -> tuple[str, ...]:
    if scene.indicator is None:
        return ()
    return (
        text.england(scene.benchmark, scene.indicator),
        text.interval_notice(scene.rows),
        text.ranking_caution(scene.indicator, scene.view.by),
    )


def _line(atlas: Atlas, scene: Scene, row: Row, scale: Scale | None, view: View | None, shared: str) -> Line:
    value, indicator = row.value, scene.indicator
    comparison = scene.comparison(value)
    score = scene.deprivation.scores.get(row.area.code) if scene.deprivation else None
    return Line(
        area=row.area,
        view=view,
        figure=text.figure_of(value, indicator) if indicator else text.NOT_PUBLISHED,
        interval=text.interval_of(value, indicator) if indicator else "",
        comparison="" if comparison is Comparison.NOT_COMPARED or row.area.level is Level.COUNTRY else comparison,
        caveat="" if text.caveats(value) == shared else text.caveats(value),
        within=_within(atlas, scene, row.area) if view else "",
        score=text.number(score, 1) if score is not None else "",
        dot=_percent(scale, value.value if value else None),
        low=_percent(scale, value.lower if value else None),
        high=_percent(scale, value.upper if value else None),
    )


def _percent(scale: Scale | None, figure: float | None) -> float | None:
    place = scale.place(figure) if scale else None
    return None if place is None else round(100 * place, 1)


def _within(atlas: Atlas, scene: Scene, area: Area) -> str:
    """The partnership of an area on the map of the whole system; the council of a neighbourhood."""
    wanted = Level.COUNCIL if area.level is Level.NEIGHBOURHOOD else Level.ICP
    parents = (atlas.areas[code] for code in area.parents if code != scene.area.code)
    return next((parent.short_name for parent in parents if parent.level is wanted), "")
