"""The Flask side: routes, security headers, caching, and plain answers to bad requests."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.export.formats import FORMATS, offered
from dashboard.maps.geojson import boundary_files
from dashboard.web.answers import remember
from dashboard.web.compression import FOR_EVER, compress
from dashboard.web.downloads import add_routes, asked_site
from dashboard.web.linked import Linked
from dashboard.web.page.about import about_html
from dashboard.web.page.layout import PLACES, index_page, layout
from dashboard.web.page.open_data import open_data_html
from dashboard.web.page.search import index_file
from dashboard.web.page.templating import template
from dashboard.web.render import Renderer, asked, register
from dashboard.web.site import LAPTOP, Hosts

log = logging.getLogger("atlas")

_CALLBACKS = "_dash-update-component"
_LARGEST_BODY = 64 * 1024


class Pages(Dash):
    """Dash with the addresses of linked files written anew."""

    def __init__(self, linked: Linked, **options: Any) -> None:
        """linked: the files that pages link. options: those of Dash."""
        self._linked = linked
        super().__init__("dashboard", **options)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """The page; Dash offers this method for overriding."""
        stamped = {name: self._linked.stamped(part) for name, part in parts.items()}
        return str(super().interpolate_index(**stamped))  # type: ignore[no-untyped-call]


def create_app(atlas: Atlas, assets: str, prefix: str = "/", version: str = "", hosts: Hosts = LAPTOP) -> Dash:
    """The Dash application of an Atlas.

    prefix: the path that it is served under; it begins and ends with a slash. version: of the data, for the
    validators of exported files. hosts: what may be printed as its address.
    """
    linked = Linked(Path(assets), prefix)
    app = Pages(
        linked,
        assets_folder=assets,
        assets_ignore=r".*\.(scss|md|txt)$",
        url_base_pathname=prefix,
        serve_locally=True,
        title=atlas.edition.title,
        update_title="",
        compress=False,
    )
    files = boundary_files(atlas)
    renderer = Renderer(atlas, {level: f"{prefix}geo/{file.name}" for level, file in files.items()}, offered)
    places, index = index_file(atlas)
    app.index_string = index_page(atlas.edition).replace(PLACES, f"{prefix}search/{places}")
    app.layout = layout
    register(app, renderer)
    remember(app.server, f"{prefix}{_CALLBACKS}", asked)
    _routes(app.server, prefix, atlas, linked, hosts)
    _kept(app.server, prefix, "geo", {file.name: file.content for file in files.values()})
    _kept(app.server, prefix, "search", {places: index})
    add_routes(app.server, prefix, atlas, version, hosts, FORMATS)
    # What is registered first is done last: the headers say how long a file lasts, then it is compressed for that.
    compress(app.server)
    _guard(app, atlas.edition, prefix, linked)
    if hosts.proxies:
        hops = hosts.proxies
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=0, x_proto=hops, x_host=hops, x_prefix=hops)
    return app


def _routes(server: Flask, prefix: str, atlas: Atlas, linked: Linked, hosts: Hosts) -> None:
    about_page = about_html(atlas, prefix, linked.asset)
    shared = [one for one in FORMATS if one.shared]

    def healthz() -> Response:
        return Response("ok", mimetype="text/plain")

    def about_view() -> Response:
        return Response(about_page, mimetype="text/html")

    def open_data_view() -> Response:
        page = open_data_html(atlas, shared, prefix, linked.asset, asked_site(hosts, prefix))
        return Response(page, mimetype="text/html")

    server.add_url_rule(f"{prefix}healthz", "healthz", healthz)
    server.add_url_rule(f"{prefix}about", "about", about_view)
    server.add_url_rule(f"{prefix}open-data", "open data", open_data_view)


def _kept(server: Flask, prefix: str, folder: str, files: dict[str, bytes]) -> None:
    """JSON whose name has a hash of its content, so that a browser may keep it for ever."""

    def file(name: str) -> Response:
        if name not in files:
            abort(404)
        return Response(files[name], mimetype="application/json", headers={"Cache-Control": FOR_EVER})

    server.add_url_rule(f"{prefix}{folder}/<name>", folder, file)


def _guard(app: Dash, edition: Edition, prefix: str, linked: Linked) -> None:
    """Headers on every answer, and no stack trace to any reader."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    policy = _content_policy(app)

    def check() -> Response | None:
        if request.path == f"{prefix}{_CALLBACKS}" and request.method == "POST":
            return None if _is_callback(_body()) else _refused(400)
        if request.endpoint and request.endpoint.endswith("<path:path>") and request.path != f"{prefix}embed":
            return _refused(404)
        return None

    def headers(response: Response) -> Response:
        framed = "frame-ancestors *" if request.path == f"{prefix}embed" else "frame-ancestors 'self'"
        response.headers.setdefault("Content-Security-Policy", f"{policy}; {framed}")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if request.path.startswith((f"{prefix}assets/", f"{prefix}_dash-component-suites/")):
            _kept_as_long_as_its_address_is_true(response, linked)
        return response

    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return _refused(error.code or 500)
        if isinstance(error, (DependencyException, InvalidResourceError)):
            return _refused(404)
        log.exception("unexpected error at %s", request.path)
        return _refused(500)

    def _refused(status: int) -> Response:
        title, sentence = _REFUSALS.get(status, _REFUSALS[500] if status >= 500 else _REFUSALS[400])
        if request.accept_mimetypes.best_match(["text/plain", "text/html"]) == "text/html":
            page = template("error", edition=edition, title=title, sentence=sentence, prefix=prefix, asset=linked.asset)
            return Response(page, status=status, mimetype="text/html")
        return Response(sentence, status=status, mimetype="text/plain")

    server.before_request(check)
    server.after_request(headers)
    server.register_error_handler(Exception, failed)


_REFUSALS = {
    400: ("Request not understood", "The atlas cannot read this request. Nothing was changed."),
    404: ("Page not found", "There is no such page in the atlas. Check the address, or start from the map."),
    405: ("Not possible here", "The atlas does not answer this kind of request at this address."),
    413: ("Request too large", "This request is larger than anything that the atlas asks for."),
    500: ("Something went wrong", "The atlas could not answer. Please go back and try again."),
}


def _kept_as_long_as_its_address_is_true(response: Response, linked: Linked) -> None:
    """For ever under the hash of the file as it is; under any other address a browser asks again each time."""
    is_own = response.status_code in (200, 304) and linked.is_own(request.path, request.query_string.decode("latin-1"))
    response.headers["Cache-Control"] = FOR_EVER if is_own else "no-cache"
    if response.status_code == 200 and not response.get_etag()[0]:
        response.add_etag()
        response.make_conditional(request)


def _body() -> object:
    """The JSON of a request, or None: nesting too deep for Python is as wrong as a missing bracket."""
    try:
        return request.get_json(silent=True, force=True)
    except RecursionError:
        return None


def _is_callback(body: object) -> bool:
    """Whether a body has the one form that the page sends; everything else never reaches Dash."""
    if not isinstance(body, dict):
        return False
    inputs = body.get("inputs")
    return (
        body.get("output") == "page.data"
        and isinstance(inputs, list)
        and len(inputs) == 1
        and isinstance(inputs[0], dict)
        and inputs[0].get("id") == "request"
        and inputs[0].get("property") == "data"
        and body.get("outputs") == {"id": "page", "property": "data"}
        and body.get("changedPropIds", []) in ([], ["request.data"])
        and body.get("state", []) == []
    )


def _content_policy(app: Dash) -> str:
    """Nothing from any other host. Plotly sets styles in place, hence 'unsafe-inline' for styles only."""
    scripts = " ".join(app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'"
    )
