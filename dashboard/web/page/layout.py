"""The frame of the page: empty places with ids. What stands in them is written by ``fragments``."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from markupsafe import escape

from dashboard.core.edition import Edition
from dashboard.core.level import LevelRole
from dashboard.web.page import ids
from dashboard.web.page.opening import FIGURES, HEAD
from dashboard.web.page.templating import template


def layout(edition: Edition) -> html.Div:
    """The page before its first view arrives."""
    return html.Div(
        [
            dcc.Store(id=ids.REQUEST),
            dcc.Store(id=ids.PAGE),
            html.Main(
                [
                    html.Div(id=ids.NOTICE, role="status"),
                    _controls(),
                    html.Div(
                        [_map_card(), *([_tiles()] if edition.tiles else []), _figures_card()],
                        className="atlas-columns",
                    ),
                    _drawer(),
                    html.Div(id=ids.PRESENT),
                ],
                id="maincontent",
                className="atlas-main",
            ),
        ],
        className="atlas",
        **_data_mode("map"),
    )


def _named(words: str) -> dict[str, Any]:
    """The name of a region for screen readers; Dash takes names with a hyphen as keywords only."""
    return {"aria-label": words}


def _data_mode(mode: str) -> dict[str, Any]:
    return {"data-mode": mode}


def _hyphened(attributes: dict[str, Any]) -> dict[str, Any]:
    return attributes


def _controls() -> html.Div:
    return html.Div(
        [html.Div(id=control, className=f"atlas-control atlas-control--{control}") for control in _CONTROLS],
        id=ids.CONTROLS,
        className="atlas-controls",
        role="group",
        **_named("Choose what the map shows"),
    )


_CONTROLS = (ids.BY, ids.CONDITION, ids.MEASURE, ids.PERIOD, ids.OVERLAY)


def _tiles() -> html.Nav:
    return html.Nav(id=ids.TILES, **_named("Areas worse than England"))


def _map_card() -> html.Section:
    picture = html.Div(
        [
            html.Div(id=ids.LEGEND, className="atlas-legend"),
            html.Div(html.Div(id=ids.PLOT), id=ids.MAP, className="atlas-map"),
            html.Button(
                id=ids.CHANGE,
                className="atlas-change",
                type="button",
                **_hyphened({"aria-expanded": "false", "aria-controls": ids.CONTROLS}),
            ),
            html.Div([_zoom(*button) for button in _ZOOM], className="atlas-zoom", role="group", **_named("Zoom")),
            html.Div(id=ids.LAYERS, className="atlas-control atlas-layers"),
            html.Div(id=ids.INSETS, className="atlas-insets"),
            html.Div(id=ids.TIMELINE),
            html.Div(id=ids.LOCATOR, className="atlas-locator"),
        ],
        className="atlas-picture",
    )
    return html.Section(
        [
            _share_button(),
            html.Div(id=ids.HEADING, className="atlas-heading"),
            picture,
            html.Div(id=ids.CAPTION, className="atlas-caption"),
            html.A("Open in the atlas", id=ids.WHOLE, className="atlas-embed-open", href="./", target="_blank"),
        ],
        className="atlas-card atlas-card--map",
        **_named("Map"),
    )


def _share_button() -> html.Button:
    """At the top of the map at every size of the window; the drawer that it opens has all that can be taken along."""
    return html.Button(
        "Share",
        id=ids.SHARE,
        type="button",
        className="atlas-share-open",
        title="Share or download this view (E)",
        **_hyphened({"aria-haspopup": "dialog", "aria-keyshortcuts": "e"}),
    )


def _drawer() -> html.Dialog:
    return html.Dialog(
        html.Div(id=ids.EXPORT, className="atlas-share", **_hyphened({"data-files": ""})),
        id=ids.DRAWER,
        className="atlas-drawer",
        **_hyphened({"aria-labelledby": "share-title"}),
    )


#: The steps of the buttons, with their names and signs: nearer, farther, and back to the whole map.
_ZOOM = (("1", "Zoom in", "+"), ("-1", "Zoom out", "\u2212"), ("0", "Whole map", "\u2922"))


def _zoom(step: str, words: str, sign: str) -> html.Button:
    return html.Button(sign, type="button", title=words, **_named(words), **_hyphened({"data-zoom": step}))


def _figures_card() -> html.Section:
    return html.Section(
        [
            html.Div(id=ids.SHOW, className="atlas-shows"),
            html.Div(id=ids.TABLE),
            html.Div(id=ids.PROFILE),
            *(
                part
                for places in zip(ids.CHART_HEADS, ids.CHARTS, ids.CHART_FEET, strict=True)
                for part in _chart(*places)
            ),
            html.Div(id=ids.SYSTEM),
        ],
        id=ids.FIGURES,
        className="atlas-card atlas-card--figures",
        **_named("Figures"),
    )


def _chart(head: str, plot: str, foot: str) -> tuple[html.Div, ...]:
    """A place for a chart, hidden as long as there is none."""
    return html.Div(id=head), html.Div(id=plot, className="atlas-chart", hidden=True), html.Div(id=foot)


#: Stands in the page for the address of the file that the search box fetches.
SEARCH_INDEX = "ADDRESS-OF-THE-INDEX"


def index_page(edition: Edition) -> str:
    """The page around the layout, as Dash fills it in."""
    council, place, small = map(edition.level, (LevelRole.COUNCIL, LevelRole.PLACE, LevelRole.SMALL))
    find = f"Find a {council.short}, {place.short}, {small.short}, postcode or condition"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
{{%metas%}}
{HEAD}
{{%favicon%}}
{{%css%}}
{template("_accent", edition=edition)}<noscript><style>
.atlas-search, body > .atlas-opening, [href="#map"], #react-entry-point, #keys-open {{ display: none !important; }}
</style></noscript>
</head>
<body class="nhsuk-template__body">
<a class="nhsuk-skip-link" href="#map">Skip to the map</a>
<a class="nhsuk-skip-link" href="#figures">Skip to the figures</a>
<a class="nhsuk-skip-link" href="#share-open">Skip to export and sharing</a>
<header class="atlas-header">
<div class="atlas-header__inner">
<a class="atlas-header__name" href="./">{escape(edition.title)}</a>
<nav class="atlas-header__path" id="{ids.BREADCRUMB}" aria-label="Breadcrumb"></nav>
<div class="atlas-search" role="search" data-places="{SEARCH_INDEX}" data-hint="{escape(edition.search_hint)}">
<label class="nhsuk-u-visually-hidden" for="search">{escape(find)}</label>
<input class="atlas-search__input" id="search" type="text" role="combobox" aria-autocomplete="list"
 aria-expanded="false" aria-controls="search-list" autocomplete="off" autocapitalize="off" spellcheck="false"
 enterkeyhint="go" maxlength="80" placeholder="Find a place, postcode or condition">
<div class="atlas-search__panel" id="search-panel" hidden>
<div id="search-list" role="listbox" aria-label="Found"></div>
<p class="atlas-search__message" id="search-message"></p>
</div>
<div class="nhsuk-u-visually-hidden" id="search-status" role="status" aria-live="polite"></div>
</div>
<nav class="atlas-header__nav" aria-label="Atlas"><a href="./">Map</a> <a href="./about">About the data</a></nav>
</div>
</header>
<div id="announcement" class="nhsuk-u-visually-hidden" role="status" aria-live="polite"></div>
{FIGURES}
{{%app_entry%}}
<footer class="atlas-footer"><p>{escape(edition.boundary_credit)} Figures: their publishers, named under each map and in
<a href="./about">About the data</a>. <a href="./open-data">Open data and API</a>.
<a href="./glossary">What the words mean</a>. <a href="./accessibility">Accessibility statement</a>.
{_others(edition)}<button type="button" class="atlas-plain" id="keys-open">Keys</button></p></footer>
{{%config%}}
{{%scripts%}}
{{%renderer%}}
</body>
</html>"""


def _others(edition: Edition) -> str:
    """Links to the other editions, if there are any."""
    links = (f'<a href="{escape(one.address)}">{escape(one.title)}</a>' for one in edition.others)
    return "".join(f"Another edition: {link}.\n" for link in links)
