"""The HTML of each part of the page for one scene. Pure: a scene in, strings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.model import Chart
from dashboard.core.area import DEPRIVATION_MEASURE, Area
from dashboard.core.atlas import Atlas
from dashboard.core.condition import DEPRIVATION
from dashboard.core.view import TABLE, Colour, Overlay, View
from dashboard.export.export_format import About, ExportFormat
from dashboard.maps.legend import Legend
from dashboard.views import steps
from dashboard.views.options import colour_options, layer_options, shape_options, show_options
from dashboard.views.own_parts import own_parts
from dashboard.views.resolve import Resolved
from dashboard.views.scene import Scene
from dashboard.views.shows import COMPARE, SCATTER, SYSTEM, missing_chart
from dashboard.views.staging import drawn_anyway
from dashboard.web.page import ids
from dashboard.web.page.brief import brief_part
from dashboard.web.page.controls import choices, compared, controls, timeline
from dashboard.web.page.locator import Locator
from dashboard.web.page.profile import profile
from dashboard.web.page.share import Offered, drawer
from dashboard.web.page.system import system
from dashboard.web.page.table import table_html
from dashboard.web.page.templating import template
from dashboard.wording import captions, sentences
from dashboard.wording import choices as choice_words
from dashboard.wording.captions import finding
from dashboard.wording.notices import notice_lines
from dashboard.wording.reading import how_to_read
from dashboard.wording.titles import subtitle


def fragments(
    atlas: Atlas,
    scene: Scene,
    opened: Mapping[str, View],
    legend: Legend,
    resolved: Resolved,
    locator: Locator,
    offered: Offered,
    charts: Sequence[Chart] = (),
    beside: Scene | None = None,
) -> dict[str, str]:
    """Element id -> HTML, for all parts of the page; empty where a part has nothing to say.

    opened: area code -> the view that a click on the area leads to. offered: the files that can be had about something.
    """
    view, notices = scene.view, resolved.notices
    # What lies over the map or beside it leaves the subject, and where the reader came from, as they are.
    still = replace(view, origin=resolved.start)
    is_table = view.show == TABLE
    return {
        ids.NOTICE: template("notice", notices=notice_lines(notices)) if notices else "",
        ids.BREADCRUMB: template("breadcrumb", steps=_steps(atlas, view)),
        **controls(atlas, view, still),
        ids.HEADING: _heading(scene),
        ids.LEGEND: template("legend", id=ids.COLOUR, legend=legend, colours=colour_options(atlas, view)),
        ids.CAPTION: _caption(atlas, scene),
        ids.LAYERS: template(
            "layers",
            options=layer_options(atlas, still),
            on=len(view.layers),
            anyway=drawn_anyway(atlas, scene),
            id=ids.SHAPE,
            shapes=shape_options(atlas, still),
        ),
        ids.LOCATOR: template("locator", locator=locator, area=scene.area),
        ids.SHOW: template("shows", options=show_options(atlas, still), place=scene.place),
        ids.TABLE: "" if scene.place or not is_table else table_html(atlas, scene, opened),
        ids.EXPORT: drawer(atlas, scene, charts, offered),
        ids.PROFILE: _profile(atlas, scene) if is_table and scene.place else "",
        ids.SYSTEM: _system(atlas, view) if view.show == SYSTEM else "",
        ids.TIMELINE: timeline(atlas, view),
        **_charts(atlas, charts, view, offered(About.CHART)),
        **(compared(atlas, scene, beside) if view.show == COMPARE else {}),
    }


def _heading(scene: Scene) -> str:
    terms = scene.edition.abbreviations
    return template("heading", headline=finding(scene), subtitle=subtitle(scene), area=scene.area, terms=terms)


def _profile(atlas: Atlas, scene: Scene) -> str:
    title = atlas.edition.documents.claims
    shown = profile(atlas, scene)
    brief = brief_part(atlas, scene.view, shown.entries)
    return template("profile", profile=shown, brief=brief, claims_title=title, query=scene.view.to_query())


def _system(atlas: Atlas, view: View) -> str:
    return template("system", system=system(atlas, view), claims_title=atlas.edition.documents.claims)


def _charts(atlas: Atlas, charts: Sequence[Chart], view: View, files: Sequence[ExportFormat]) -> dict[str, str]:
    """What stands above and below each place for a chart."""
    parts = dict.fromkeys((*ids.CHART_HEADS, *ids.CHART_FEET), "")
    for chart, head, foot in zip(charts, ids.CHART_HEADS, ids.CHART_FEET, strict=False):
        parts[head] = template("chart_head", chart=chart, choices=choices(atlas, view) if chart is charts[0] else "")
        parts[foot] = template("chart_foot", chart=chart, query=view.to_query(), files=files)
    return parts


def _steps(atlas: Atlas, view: View) -> tuple[tuple[Area, View], ...]:
    return tuple((a, steps.up(atlas, view, a)) for a in atlas.path(atlas.areas[view.area]))


def _single_maps(atlas: Atlas, view: View) -> tuple[tuple[str, View], ...]:
    """With two variables on one map, each alone and the scatter of both are one click away (rule 19)."""
    if view.overlay is Overlay.NONE:
        nine = replace(view, overlay=Overlay.BIVARIATE, colour=Colour.VALUE)
        return ((choice_words.MAP_OF_CHART, nine),) if view.show == SCATTER else ()
    alone = View(view.area, view.by, view.condition, view.measure, view.period)
    shown = view.show == SCATTER or missing_chart(atlas, view, SCATTER)
    return (
        (choice_words.MEASURE_ALONE, alone),
        (
            choice_words.DEPRIVATION_ALONE,
            View(view.area, view.by, DEPRIVATION, DEPRIVATION_MEASURE, atlas.edition.deprivation_year),
        ),
        *(() if shown else ((choice_words.CHART_OF_BOTH, replace(view, show=SCATTER)),)),
    )


def _caption(atlas: Atlas, scene: Scene) -> str:
    return template(
        "caption",
        scene=scene,
        links=_single_maps(atlas, scene.view),
        parts=tuple(own_parts(atlas, scene)),
        missing=_missing(scene),
        reading=how_to_read(scene),
        sites=captions.site_words(scene),
        site_credits=captions.site_credits(scene),
    )


def _missing(scene: Scene) -> str:
    if scene.indicator is None:
        return ""
    whole = sentences.whole_words((row.area, row.value) for row in scene.rows)
    return f"{sentences.missing_words(scene.rows, scene.view.by)} {whole}".strip()
