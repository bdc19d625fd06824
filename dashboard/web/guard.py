"""What every request must satisfy and every answer carries: headers, and a sentence in place of a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from functools import partial

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Response, request
from werkzeug.exceptions import HTTPException

from dashboard.core.edition import Edition
from dashboard.web.headers import FOR_EVER, Reach, keeping, security_headers
from dashboard.web.linked import Linked
from dashboard.web.page.templating import template
from dashboard.web.site import Hosts

log = logging.getLogger("atlas")

#: Where the page asks, below the prefix.
CALLBACKS = "_dash-update-component"
_LARGEST_BODY = 64 * 1024


def guard(app: Dash, edition: Edition, prefix: str, linked: Linked, hosts: Hosts, files: Collection[str]) -> None:
    """Headers on every answer, and no stack trace to any reader. files: the paths that any page may show or read."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    policy, embedded = _content_policy(app), f"{prefix}embed"
    page = partial(template, "error", edition=edition, prefix=prefix, asset=linked.asset)

    def check() -> Response | None:
        if request.path == f"{prefix}{CALLBACKS}" and request.method == "POST":
            return None if _is_callback(body()) else _refused(400)
        if request.endpoint and request.endpoint.endswith("<path:path>") and request.path != embedded:
            return _refused(404)
        return None

    def headers(response: Response) -> Response:
        shown = Reach.FRAMES if request.path == embedded else Reach.ANY_PAGE if request.path in files else Reach.OWN
        told = security_headers(policy, shown, hosts.frames, request.scheme == "https")
        for name, words in told.items():
            response.headers.setdefault(name, words)
        if request.path.startswith((f"{prefix}assets/", f"{prefix}_dash-component-suites/")):
            _kept_as_long_as_its_address_is_true(response, linked)
        response.headers.setdefault("Cache-Control", keeping(request.method, response.status_code))
        if response.headers["Cache-Control"] == "no-cache":
            _compared(response)
        return _led_back(response, prefix, page) if request.path in files else response

    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            response = _refused(error.code or 500)
            # Such as "Allow": how this address may be asked.
            response.headers.extend(header for header in error.get_headers() if header[0] != "Content-Type")
            return response
        if isinstance(error, (DependencyException, InvalidResourceError)):
            return _refused(404)
        log.exception("unexpected error at %s", request.path)
        return _refused(500)

    def _refused(status: int) -> Response:
        title, sentence = _REFUSALS.get(status, _REFUSALS[500] if status >= 500 else _REFUSALS[400])
        if _wants_page():
            return Response(page(title=title, sentence=sentence, back=""), status=status, mimetype="text/html")
        return Response(sentence, status=status, mimetype="text/plain")

    server.before_request(check)
    server.after_request(headers)
    server.register_error_handler(Exception, failed)


#: Answers of the addresses of files that are a sentence.
_EXPLAINED = (400, 503)


def _led_back(response: Response, prefix: str, page: Callable[..., str]) -> Response:
    """A reader of a wrong address of a file gets its sentence on a page, with a way to the nearest view."""
    if response.status_code in _EXPLAINED and _wants_page():
        sentence, back = response.get_data(as_text=True), f"{prefix}?{request.query_string.decode('latin-1')}"
        title, _ = _REFUSALS[400] if response.status_code == 400 else _REFUSALS[500]
        response.mimetype = "text/html"
        response.set_data(page(title=title, sentence=sentence, back=back))
    response.vary.add("Accept")
    return response


def _wants_page() -> bool:
    return request.accept_mimetypes.best_match(["text/plain", "text/html"]) == "text/html"


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
    if is_own:
        response.headers["Cache-Control"] = FOR_EVER
        _compared(response)
    elif response.status_code in (200, 304):
        response.headers["Cache-Control"] = "no-cache"


def _compared(response: Response) -> None:
    """Send the body only to a browser that does not have it."""
    if response.status_code == 200:
        if not response.get_etag()[0]:
            response.add_etag()
        response.make_conditional(request)


def body() -> object:
    """The JSON of a request, or None: nesting too deep for Python is as wrong as a missing bracket."""
    try:
        return request.get_json(silent=True, force=True)
    except RecursionError:
        return None


def wanted_of(said: object) -> object:
    """What a body wants to see, if it has the form of a callback; what that is worth is for others to judge."""
    inputs = said.get("inputs") if isinstance(said, dict) else None
    first = inputs[0] if isinstance(inputs, list) and inputs else None
    return first.get("value") if isinstance(first, dict) else None


def _is_callback(said: object) -> bool:
    """Whether a body has the one form that the page sends; everything else never reaches Dash."""
    if not isinstance(said, dict):
        return False
    inputs = said.get("inputs")
    return (
        said.get("output") == "page.data"
        and isinstance(inputs, list)
        and len(inputs) == 1
        and isinstance(inputs[0], dict)
        and inputs[0].get("id") == "request"
        and inputs[0].get("property") == "data"
        and said.get("outputs") == {"id": "page", "property": "data"}
        and said.get("changedPropIds", []) in ([], ["request.data"])
        and said.get("state", []) == []
    )


def _content_policy(app: Dash) -> str:
    """Nothing from any other host. Plotly sets styles in place, hence 'unsafe-inline' for styles only."""
    scripts = " ".join(app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'"
    )
