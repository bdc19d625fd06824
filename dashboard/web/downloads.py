"""The export routes: the page's own address on another path gives the picture, the figures or the pack of that view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.core.atlas import Atlas
from dashboard.core.labels import shortened
from dashboard.core.today import in_words, today
from dashboard.core.version import code_version
from dashboard.export.export_format import About, Cost, ExportFormat, format_at
from dashboard.export.orders import ExportOrder, Progress, Workshop, WrongRequestError, chart_of, export_name
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.export.wishes import template_of, wishes_of
from dashboard.views import address, resolve
from dashboard.views.staging import scene
from dashboard.web.caching import Store
from dashboard.web.gates import BusyError, Gate, GoneError, Look, Tell, look_at
from dashboard.web.memory import hand_back
from dashboard.web.metrics import METRICS, Tally
from dashboard.web.site import AskedHost, Hosts, forwarded, site
from dashboard.wording.notices import refusal_words

#: Exports made at once in a worker and those that wait for their turn: quick ones, of which a page may ask for sixteen
#: at once, and those about whole areas, which take seconds. Each holds a thread; a worker has eight threads more.
_QUICK, _QUICK_LINE = 2, 14
_LONG, _LONG_LINE = 1, 3
_QUICK_PATIENCE_S, _LONG_PATIENCE_S = 30.0, 60.0
#: A table of so many rows is made in no time and needs no turn.
_FEW_ROWS = 60
#: Files of single views that are asked for again; a picture of a slide takes 150 kB.
_KEPT_BYTES = 6_000_000
_RETRY_S = "2"
_SMALLEST_SCALE, _LARGEST_SCALE = 0.2, 2.0

#: A file, or its parts while they are made.
Content = bytes | Iterator[bytes]
MakeFile = Callable[[ExportOrder, Look], Content]


def add_routes(server: Flask, prefix: str, shop: Workshop, hosts: Hosts, formats: Sequence[ExportFormat]) -> None:
    """Add all export routes to a server. The versions of data and code are part of every ETag."""
    makers = _makers(shop, formats)
    quick = Gate(_QUICK, _QUICK_LINE, _QUICK_PATIENCE_S, _counted(Tally.QUICK_MADE, Tally.QUICK_WAITING))
    long = Gate(_LONG, _LONG_LINE, _LONG_PATIENCE_S, _counted(Tally.LONG_MADE, Tally.LONG_WAITING))
    kept = Store(_KEPT_BYTES, partial(METRICS.board.put, Tally.FILE_BYTES))
    edition = f"{shop.version} {code_version()}"

    def export(name: str) -> Response:
        query = request.query_string.decode("utf-8", "replace")
        made, order = _wanted(shop.atlas, formats, name, query, asked_site(hosts, prefix))
        tag = _tag(name, order, edition)
        # A browser that got the file compressed knows its name as a weak one.
        if request.if_none_match.contains_weak(tag):
            return _finish(Response(status=304), tag)
        content = kept.get(tag)
        if request.method == "HEAD":
            return _finish(_head(shop, made, order, content), tag)
        if content is None:
            look = look_at(request.environ.get("gunicorn.socket"))
            is_long = _is_long(made, order)
            with ExitStack() as turn:
                if _needs_turn(made, order):
                    turn.enter_context((long if is_long else quick).turn(look))
                found = _made(kept, tag, is_long, lambda: makers[name](order, look))
                if not isinstance(found, bytes):
                    return _finish(_sent(made, order, found, turn), tag)
                content = found
                hand_back()
        return _finish(_file(made, order, content), tag)

    def answered(name: str) -> Response:
        try:
            return export(name)
        except WrongRequestError as error:
            return _sentence(str(error), 400)
        except (BusyError, GoneError):
            return _busy()

    def for_all(name: str) -> Response:
        """Open data, and the sentence instead of it, may be read by pages of other sites."""
        response = answered(name)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Retry-After"
        return response

    for name in makers:
        view = for_all if format_at(formats, name, False).shared else answered
        server.add_url_rule(f"{prefix}{name}", f"export {name}", view, defaults={"name": name})


def _counted(made: Tally, waiting: Tally) -> Tell:
    """Writes down how many exports there are."""

    def tell(now: int, later: int) -> None:
        METRICS.board.put(made, now)
        METRICS.board.put(waiting, later)

    return tell


def asked_site(hosts: Hosts, prefix: str) -> str:
    """The address of the first page for the request that is answered now."""
    return site(hosts, prefix, _asked(hosts))


def _asked(hosts: Hosts) -> AskedHost:
    """Where the request went, after the trusted proxies were heard."""
    is_forwarded = bool(forwarded(request.headers.get("X-Forwarded-Host", ""), hosts.proxies))
    return AskedHost(request.scheme, request.headers.get("Host", ""), request.script_root, is_forwarded)


def _made(kept: Store, tag: str, is_long: bool, make: Callable[[], Content]) -> Content:
    """The file, from the memory if it is one of a single view: those about whole areas would fill it."""
    return make() if is_long else kept.made(tag, lambda: _whole(make()))


def _whole(content: Content) -> bytes:
    return content if isinstance(content, bytes) else b"".join(content)


def _sent(made: ExportFormat, order: ExportOrder, parts: Iterator[bytes], turn: ExitStack) -> Response:
    """A file in parts of which the first is made, so that what cannot be made is told in a sentence.

    Its turn lasts until the last part is sent, or its reader has gone.
    """
    first = next(parts)
    kept = turn.pop_all()

    def sending() -> Iterator[bytes]:
        with kept, suppress(GoneError):
            yield first
            yield from parts

    response = _file(made, order, sending())
    response.call_on_close(kept.close)
    return response


def _head(shop: Workshop, made: ExportFormat, order: ExportOrder, content: bytes | None) -> Response:
    """What a file would be sent with. Its length is only said if it is there, because nothing is made for it."""
    if made.about is About.CHART:
        chart_of(shop, order)
    response = _file(made, order, content or b"")
    if content is None:
        response.automatically_set_content_length = False
        del response.headers["Content-Length"]
    return response


def _needs_turn(made: ExportFormat, order: ExportOrder) -> bool:
    """Whether a file takes a moment; a short table does not."""
    return made.cost is not Cost.TABLE or len(order.scene.rows) > _FEW_ROWS


def _is_long(made: ExportFormat, order: ExportOrder) -> bool:
    return made.cost is Cost.LONG or order.of_many


def _makers(shop: Workshop, formats: Sequence[ExportFormat]) -> dict[str, MakeFile]:
    """Path -> what makes the file at that address."""

    def maker(path: str) -> MakeFile:
        def make(order: ExportOrder, look: Look) -> Content:
            made = format_at(formats, path, order.of_many)
            return (made.parts or made.make)(shop, order, _after_each(look))

        return make

    return {one.path: maker(one.path) for one in formats}


def _after_each(look: Look) -> Progress:
    """Look after each condition of a long file whether anybody still waits for it."""
    return lambda done, whole: look()


def _wanted(
    atlas: Atlas, formats: Sequence[ExportFormat], name: str, query: str, page: str
) -> tuple[ExportFormat, ExportOrder]:
    """The format at an address and what is to be made in it."""
    asked = address.read(atlas, query)
    order = _order(atlas, asked, page)
    # A picture of a view is the same whatever list its address carries along.
    slides = order.slides if any(one.lists for one in formats if one.path == name) else ()
    order = replace(order, slides=slides, of_many=order.of_many or bool(slides))
    made = format_at(formats, name, order.of_many)
    if order.conditions and not made.chooses:
        raise WrongRequestError("Only packs and decks can be of some conditions. No file was made.")
    if made.about is About.ATLAS:
        # Of the whole atlas there is one file, whatever view its address is read beside.
        return made, _order(atlas, address.read(atlas, ""), page)
    template = template_of(asked.values, made, atlas, order.scene)
    return made, replace(order, own=wishes_of(asked.values, made, order.scene), template=template)


def _order(atlas: Atlas, asked: address.Asked, page: str) -> ExportOrder:
    """What an address asks for. What the page would guess is refused here: better no picture than a wrong one.

    An address that was damaged, but leaves no doubt about what it meant, gives the file that it meant.
    """
    resolved, own = resolve.answer(atlas, asked), asked.values
    if resolved.faults:
        raise WrongRequestError(f"{' '.join(refusal_words(resolved.faults))} No file was made.")
    size = SIZES.get(own.get("size", "slide"))
    if size is None:
        raise WrongRequestError(f"There is no such size; there are: {', '.join(SIZES)}.")
    conditions = _conditions(atlas, own.get("conditions", "all"))
    stamp = Stamp(
        f"{page}?{resolve.short_query(atlas, resolved.view)}".rstrip("?"),
        in_words(today()),
        atlas.edition.title,
        atlas.edition.house,
    )
    scale, chart = _scale(own.get("scale", "1")), own.get("chart", "")
    return ExportOrder(
        scene(atlas, resolved.view),
        *(size, scale, "conditions" in own, stamp, chart),
        conditions=conditions,
        slides=resolved.shown.slides,
    )


def _conditions(atlas: Atlas, asked: str) -> tuple[str, ...]:
    """The conditions that are chosen; none for all of them."""
    chosen = [] if asked == "all" else asked.split(".")
    unknown = next((slug for slug in chosen if slug not in atlas.conditions or not atlas.measures(slug)), None)
    if unknown is not None:
        raise WrongRequestError(
            f"conditions may be “all”, or some with dots between them; “{shortened(unknown)}” is none with figures."
        )
    return tuple(dict.fromkeys(chosen))


def _scale(asked: str) -> float:
    try:
        scale = float(asked)
    except ValueError:
        scale = 0.0
    if not _SMALLEST_SCALE <= scale <= _LARGEST_SCALE:
        raise WrongRequestError(f"scale may be a number from {_SMALLEST_SCALE:g} to {_LARGEST_SCALE:g}.")
    return scale


def _tag(name: str, order: ExportOrder, edition: str) -> str:
    """A strong validator: the same tag means the same bytes."""
    asked = (order.view, order.size.key, order.scale, order.of_many, order.stamp, order.chart)
    chosen = (order.own, order.template, order.conditions, order.slides)
    parts = (edition, name, *(str(part) for part in (*asked, *chosen)))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _file(made: ExportFormat, order: ExportOrder, content: bytes | Iterator[bytes]) -> Response:
    shown = "inline" if made.inline else "attachment"
    return Response(
        content,
        mimetype=made.media,
        headers={
            "Content-Disposition": f'{shown}; filename="{export_name(made, order)}"',
            "X-Robots-Tag": "noindex",
        },
    )


def _finish(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _busy() -> Response:
    response = _sentence("The atlas is making other files just now. Please try again in a few seconds.", 503)
    response.headers["Retry-After"] = _RETRY_S
    return response


def _sentence(words: str, status: int) -> Response:
    return Response(words, status=status, mimetype="text/plain")
