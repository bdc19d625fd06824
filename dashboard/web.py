"""The Flask side: routes, security headers, compression, caching, and plain answers to bad requests."""

from __future__ import annotations

import gzip
import logging
from functools import lru_cache

import brotli
from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from dashboard.atlas import Atlas
from dashboard.callbacks.render import Renderer, register
from dashboard.downloads import add_routes
from dashboard.geometry import boundary_files
from dashboard.page.about import about
from dashboard.page.layout import INDEX, PLACES, layout
from dashboard.page.search import index_file
from dashboard.page.templating import template

log = logging.getLogger("atlas")

_FOR_EVER = "public, max-age=31536000, immutable"
_CALLBACKS = "_dash-update-component"
_LARGEST_BODY = 64 * 1024
_WORTH_PACKING = 500
_TEXTS = {
    "text/html",
    "text/css",
    "text/plain",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
}


def create_app(atlas: Atlas, assets: str, prefix: str = "/", version: str = "") -> Dash:
    """The Dash application of an Atlas.

    prefix: the path that it is served under; it begins and ends with a slash. version: of the data, for the
    validators of exported files.
    """
    app = Dash(
        "dashboard",
        assets_folder=assets,
        assets_ignore=r".*\.(scss|md|txt)$",
        url_base_pathname=prefix,
        serve_locally=True,
        title="NENC Health Atlas",
        update_title="",
        compress=False,
    )
    files = boundary_files(atlas)
    renderer = Renderer(atlas, {level: f"{prefix}geo/{file.name}" for level, file in files.items()})
    places, index = index_file(atlas)
    app.index_string = INDEX.replace(PLACES, f"{prefix}search/{places}")
    app.layout = layout
    register(app, renderer)
    _routes(app.server, prefix, atlas)
    _kept(app.server, prefix, "geo", {file.name: file.content for file in files.values()})
    _kept(app.server, prefix, "search", {places: index})
    add_routes(app.server, prefix, atlas, version)
    # What is registered first is done last: the headers say how long a file lasts, then it is compressed for that.
    _compress(app.server)
    _guard(app, prefix)
    return app


def _routes(server: Flask, prefix: str, atlas: Atlas) -> None:
    about_page = about(atlas, prefix)

    def healthz() -> Response:
        return Response("ok", mimetype="text/plain")

    def about_view() -> Response:
        return Response(about_page, mimetype="text/html")

    server.add_url_rule(f"{prefix}healthz", "healthz", healthz)
    server.add_url_rule(f"{prefix}about", "about", about_view)


def _kept(server: Flask, prefix: str, folder: str, files: dict[str, bytes]) -> None:
    """JSON whose name has a hash of its content, so that a browser may keep it for ever."""

    def file(name: str) -> Response:
        if name not in files:
            abort(404)
        return Response(files[name], mimetype="application/json", headers={"Cache-Control": _FOR_EVER})

    server.add_url_rule(f"{prefix}{folder}/<name>", folder, file)


def _guard(app: Dash, prefix: str) -> None:
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
            response.headers["Cache-Control"] = _FOR_EVER if _names_its_version() else "no-cache"
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
            page = template("error", title=title, sentence=sentence, prefix=prefix)
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


def _names_its_version() -> bool:
    """Dash puts the version or the time of change into the address of every file that it links."""
    return "m=" in request.query_string.decode("latin-1") or ".v" in request.path


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


def _compress(server: Flask) -> None:
    """Compress every text once: what was compressed before is remembered by its content."""

    def pack(response: Response) -> Response:
        encoding = request.accept_encodings.best_match(["br", "gzip"])
        if encoding is None or response.status_code != 200 or response.mimetype not in _TEXTS:
            return response
        response.direct_passthrough = False
        content = response.get_data()
        if len(content) < _WORTH_PACKING:
            return response
        response.set_data(_packed(content, encoding, _FOR_EVER in response.headers.get("Cache-Control", "")))
        response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        tag, _ = response.get_etag()
        if tag:
            response.set_etag(tag, weak=True)
        return response

    server.after_request(pack)


@lru_cache(maxsize=128)
def _packed(content: bytes, encoding: str, lasting: bool) -> bytes:
    """The content in an encoding; files that last are worth more work than one answer."""
    if encoding == "br":
        return bytes(brotli.compress(content, quality=9 if lasting else 4))
    return gzip.compress(content, compresslevel=9 if lasting else 5, mtime=0)
