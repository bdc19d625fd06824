"""The Flask side: the application of an Atlas and its routes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.today import today
from dashboard.core.version import code_version
from dashboard.export.formats import FORMATS, offered
from dashboard.export.orders import Workshop
from dashboard.export.picture.map_picture import Painter
from dashboard.maps.geojson import boundary_files, equal_files, land_file
from dashboard.maps.placement.labelling import Labeller
from dashboard.web.answers import remember
from dashboard.web.compression import compress
from dashboard.web.downloads import add_routes, asked_site
from dashboard.web.foresight import FOLDER, serve_ahead, told_in
from dashboard.web.guard import CALLBACKS, body, guard, wanted_of
from dashboard.web.lasting import LASTING, LastingFiles
from dashboard.web.linked import Linked
from dashboard.web.observing import observe
from dashboard.web.page.about import about_html, accessibility_html, glossary_html, measure_html
from dashboard.web.page.layout import SEARCH_INDEX, index_page, layout
from dashboard.web.page.open_data import open_data_html
from dashboard.web.page.opening import FIGURES, HEAD, Opening, Openings
from dashboard.web.page.search import index_file
from dashboard.web.question import searched
from dashboard.web.render import Renderer, register
from dashboard.web.reports import add_reports
from dashboard.web.site import LAPTOP, SECURITY_TXT, Hosts, security_txt

#: The script by which another page makes a frame of the atlas as high as what stands in it.
FITTING = "embed.js"
#: A token that Dash makes for each load, for callbacks in the background, of which the atlas has none. Without it the
#: page is the same for everybody, so that a browser which has it is told so.
_OF_ONE_LOAD = re.compile(r',"end_id":"[^"]*"')
#: Scripts that Dash links on every page and no part of this one uses: its components, for ``assets-src`` has the few
#: that the page is made of, and what browsers lacked that the atlas was never made for. The latter stand in front of
#: everything else and change how promises and requests work.
_OF_NO_USE = re.compile(r'<script src="[^"]*/(?:dash_table/|dcc/|html/|deps/polyfill@)[^"]*"></script>\n?')


#: Letters of what is looked for among the measures.
_LONGEST_WORDS = 60


class Pages(Dash):
    """Dash with the addresses of linked files written anew."""

    def __init__(self, linked: Linked, opening: Callable[[], Opening], **options: Any) -> None:
        """linked: the files that pages link. opening: of the view that is asked for. options: those of Dash."""
        self._linked, self._opening = linked, opening
        super().__init__("dashboard", **options)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """The page; Dash offers this method for overriding."""
        parts["config"] = _OF_ONE_LOAD.sub("", parts["config"])
        parts["scripts"] = _OF_NO_USE.sub("", parts["scripts"])
        stamped = {name: self._linked.stamped(part) for name, part in parts.items()}
        page, opening = str(super().interpolate_index(**stamped)), self._opening()  # type: ignore[no-untyped-call]
        return page.replace(HEAD, opening.head, 1).replace(FIGURES, opening.figures, 1)


def create_app(atlas: Atlas, assets: str, prefix: str = "/", version: str = "", hosts: Hosts = LAPTOP) -> Dash:
    """The Dash application of an Atlas.

    prefix: the path that it is served under; it begins and ends with a slash. version: of the data, for the
    validators of exported files. hosts: what may be printed as its address.
    """
    linked = Linked(Path(assets), prefix)
    openings = Openings(atlas)
    app = Pages(
        linked,
        lambda: openings.of(request.query_string.decode("utf-8", "replace"), asked_site(hosts, prefix)),
        assets_folder=assets,
        assets_ignore=r".*\.(scss|md|txt)$",
        url_base_pathname=prefix,
        serve_locally=True,
        title=atlas.edition.title,
        update_title="",
        compress=False,
    )
    files, equal, land = boundary_files(atlas), equal_files(atlas), land_file(atlas)
    geojson, laid_out = ({level: f"{prefix}geo/{one.name}" for level, one in kind.items()} for kind in (files, equal))
    pages = f"{version} {code_version()}"
    renderer = Renderer(atlas, geojson, offered, f"{prefix}geo/{land.name}" if land else "", laid_out, pages)
    file_name, index = index_file(atlas)
    app.index_string = index_page(atlas.edition).replace(SEARCH_INDEX, f"{prefix}search/{file_name}")
    app.layout = layout(atlas.edition)
    register(app, renderer)
    answers = remember(app.server, f"{prefix}{CALLBACKS}", renderer.questions.question, renderer.answer)
    serve_ahead(app.server, prefix, pages, answers, renderer.answer, renderer.questions.question)
    _routes(app.server, prefix, atlas, linked, hosts)
    lasting = app.server.extensions[LASTING] = LastingFiles()
    drawn = [*files.values(), *equal.values(), *filter(None, [land])]
    lasting.add(app.server, prefix, "geo", {file.name: file.content for file in drawn})
    lasting.add(app.server, prefix, "search", {file_name: index})
    shop = Workshop(atlas, Painter(atlas), Labeller(atlas), charts, version)
    add_routes(app.server, prefix, shop, hosts, FORMATS)
    add_reports(app.server, prefix, atlas.edition.title, version)
    exported = {f"{prefix}{one.path}" for one in FORMATS}
    viewed = partial(_search, prefix, {prefix, f"{prefix}embed", *exported})
    observe(app.server, prefix, renderer.questions.query, hosts.proxies, ("", "embed"), viewed)
    # What is registered first is done last: the headers say how long a file lasts, then it is compressed for that.
    compress(app.server)
    guard(app, atlas.edition, prefix, linked, hosts, {*exported, f"{prefix}{FITTING}"})
    if hosts.proxies:
        hops = hosts.proxies
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=0, x_proto=hops, x_host=hops, x_prefix=hops)
    return app


def _search(prefix: str, paths: Collection[str]) -> str | None:
    """The address whose view a request wants. paths: what shows or exports one beside what the page asks for."""
    if request.path == f"{prefix}{CALLBACKS}" and request.method == "POST":
        return searched(wanted_of(body()))
    if request.path.startswith(f"{prefix}{FOLDER}/"):
        return searched(told_in(request.args))
    return request.query_string.decode("utf-8", "replace") if request.path in paths else None


def _routes(server: Flask, prefix: str, atlas: Atlas, linked: Linked, hosts: Hosts) -> None:
    about_page = about_html(atlas, prefix, linked.asset)
    shared = [one for one in FORMATS if one.shared]

    def about_view() -> Response:
        find, measure = request.args.get("find", "").strip()[:_LONGEST_WORDS], request.args.get("measure")
        if measure is not None:
            known = atlas.indicators.get(measure) or abort(404)
            return Response(measure_html(atlas, known, prefix, linked.asset), mimetype="text/html")
        page = about_html(atlas, prefix, linked.asset, find) if find else about_page
        return Response(page, mimetype="text/html")

    def open_data_view() -> Response:
        page = open_data_html(atlas, shared, prefix, linked.asset, asked_site(hosts, prefix))
        return Response(page, mimetype="text/html")

    def security_view() -> Response:
        return Response(security_txt(hosts, prefix, today()), mimetype="text/plain") if hosts.contact else abort(404)

    script = (Path(__file__).parent / "page" / FITTING).read_text(encoding="utf-8")
    server.add_url_rule(f"{prefix}{FITTING}", "fitting", lambda: Response(script, mimetype="text/javascript"))
    server.add_url_rule(f"{prefix}{SECURITY_TXT}", "security.txt", security_view)
    statement = accessibility_html(atlas.edition, prefix, linked.asset)

    server.add_url_rule(f"{prefix}accessibility", "accessibility", lambda: Response(statement, mimetype="text/html"))
    words = glossary_html(atlas.edition, prefix, linked.asset)
    server.add_url_rule(f"{prefix}glossary", "glossary", lambda: Response(words, mimetype="text/html"))
    server.add_url_rule(f"{prefix}about", "about", about_view)
    server.add_url_rule(f"{prefix}open-data", "open data", open_data_view)
