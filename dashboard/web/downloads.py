"""The export routes: the page's own address on another path gives the picture, the figures or the pack of that view."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.charts.model import Chart
from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.today import in_words, today
from dashboard.core.view import View
from dashboard.export.naming import area_file_name, file_name
from dashboard.export.picture.chart_picture import chart_picture
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Picture, Size, Stamp
from dashboard.export.version import code_version
from dashboard.export.writers.board import board_pack
from dashboard.export.writers.pack import Progress, pack_views, pack_zip, view_stamp
from dashboard.export.writers.slides import Notes, cover_of, deck, map_slide, notes_of
from dashboard.export.writers.snapshot import snapshot
from dashboard.export.writers.tables import chart_csv, csv, profile_csv, xlsx
from dashboard.export.writers.typesetting import get_ready, poster
from dashboard.maps.placement.labelling import Labeller
from dashboard.views import address, resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.web.caching import Store
from dashboard.web.gates import BusyError, Gate, GoneError, Look, look_at
from dashboard.web.site import AskedHost, Hosts, site
from dashboard.wording import captions
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
#: The files about all conditions of an area, and those of them that take seconds.
_WHOLE_AREAS = ("pack", "snapshot", "profile")
_LONG_FILES = ("pack.zip", "pack.pdf", "snapshot.html")
_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "html": "text/html",
}


class WrongRequestError(ValueError):
    """An address that no file can be made of; the message says what to change."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be made: a scene in a size at a scale, of one condition or of all, or one of its charts."""

    scene: Scene
    size: Size
    scale: float
    all_conditions: bool
    stamp: Stamp
    chart: str = ""

    @property
    def view(self) -> View:
        """The view of the scene."""
        return self.scene.view


def add_routes(server: Flask, prefix: str, atlas: Atlas, version: str, hosts: Hosts) -> None:
    """Add all export routes to a server. version: of the data; with that of the code it is part of every ETag."""
    makers = _makers(atlas, Painter(atlas), version)
    quick, long = Gate(_QUICK, _QUICK_LINE, _QUICK_PATIENCE_S), Gate(_LONG, _LONG_LINE, _LONG_PATIENCE_S)
    kept = Store(_KEPT_BYTES)
    edition = f"{version} {code_version()}"

    def export(name: str) -> Response:
        query = request.query_string.decode("utf-8", "replace")
        order = _order(atlas, query, site(hosts, prefix, _asked(hosts)))
        tag = _tag(name, order, edition)
        if request.if_none_match.contains(tag):
            return _finish(Response(status=304), tag)
        content = kept.get(tag)
        if request.method == "HEAD":
            return _finish(_head(atlas, name, order, content), tag)
        if content is None:
            look = look_at(request.environ.get("gunicorn.socket"))
            gate = long if _is_long(name, order) else quick
            with gate.turn(look) if _needs_turn(name, order) else nullcontext():
                content = _made(kept, tag, name, order, lambda: makers[name](order, look))
        return _finish(_file(name, order, content), tag)

    def answered(name: str) -> Response:
        try:
            return export(name)
        except WrongRequestError as error:
            return _sentence(str(error), 400)
        except (BusyError, GoneError):
            return _busy()

    for name in makers:
        server.add_url_rule(f"{prefix}{name}", f"export {name}", answered, defaults={"name": name})


def _asked(hosts: Hosts) -> AskedHost:
    """Where the request went; of the proxies' words only those count that came through all trusted ones."""
    told = request.headers.get("X-Forwarded-Host", "").split(",")
    is_forwarded = 0 < hosts.proxies <= len(told) and bool(told[-hosts.proxies].strip())
    return AskedHost(request.scheme, request.headers.get("Host", ""), request.script_root, is_forwarded)


def _made(kept: Store, tag: str, name: str, order: ExportOrder, make: Callable[[], bytes]) -> bytes:
    """The file, from the memory if it is one of a single view: those about whole areas would fill it."""
    return make() if _is_long(name, order) else kept.made(tag, make)


def _head(atlas: Atlas, name: str, order: ExportOrder, content: bytes | None) -> Response:
    """What a file would be sent with. Its length is only said if it is there, because nothing is made for it."""
    if name.startswith("chart"):
        _chart(atlas, order)
    response = _file(name, order, content or b"")
    if content is None:
        response.automatically_set_content_length = False
        del response.headers["Content-Length"]
    return response


def _is_long(name: str, order: ExportOrder) -> bool:
    return name in _LONG_FILES or order.all_conditions


def _needs_turn(name: str, order: ExportOrder) -> bool:
    """Whether a file takes a moment; a short table does not."""
    return not name.startswith(("data", "chart.csv")) or len(order.scene.rows) > _FEW_ROWS


def _makers(atlas: Atlas, painter: Painter, version: str) -> dict[str, Callable[[ExportOrder, Look], bytes]]:
    def picture(order: ExportOrder, kind: str) -> bytes:
        get_ready()
        made = painter.picture(order.scene, order.size, order.stamp)
        return poster(made, kind, order.scale)  # type: ignore[arg-type]

    def slides(order: ExportOrder, look: Look) -> bytes:
        if not order.all_conditions:
            return map_slide(painter.picture(order.scene, order.size, order.stamp), notes_of(order.scene, order.stamp))
        views = pack_views(atlas, order.view)
        pages = [slide(scene(atlas, view), view_stamp(order.stamp, view), look) for view in views]
        return deck(pages, cover_of(order.scene, order.stamp, len(pages)))

    def slide(what: Scene, stamp: Stamp, look: Look) -> tuple[Picture, Notes]:
        look()
        return painter.picture(what, SIZES["slide"], stamp), notes_of(what, stamp)

    def chart_poster(order: ExportOrder, kind: str) -> bytes:
        get_ready()
        made = chart_picture(_chart(atlas, order), captions.credits(order.scene)[:1], order.size, order.stamp)
        return poster(made, kind, order.scale)  # type: ignore[arg-type]

    labeller = Labeller(atlas)
    return {
        "map.png": lambda order, _: picture(order, "png"),
        "map.svg": lambda order, _: picture(order, "svg"),
        "map.pdf": lambda order, _: picture(order, "pdf"),
        "map.pptx": slides,
        "chart.png": lambda order, _: chart_poster(order, "png"),
        "chart.svg": lambda order, _: chart_poster(order, "svg"),
        "chart.csv": lambda order, _: chart_csv(_chart(atlas, order)),
        "profile.csv": lambda order, _: profile_csv(atlas, order.scene.area),
        "data.csv": lambda order, _: csv(atlas, order.scene),
        "data.xlsx": lambda order, _: xlsx(atlas, order.scene, order.stamp, version),
        "pack.zip": lambda order, look: pack_zip(
            atlas, painter, pack_views(atlas, order.view), order.size, order.stamp, version, _after_each(look)
        ),
        "snapshot.html": lambda order, look: snapshot(
            atlas, labeller, order.view, order.stamp, version, _after_each(look)
        ),
        "pack.pdf": lambda order, look: board_pack(atlas, painter, order.view, order.stamp, version, _after_each(look)),
    }


def _after_each(look: Look) -> Progress:
    """Look after each condition of a long file whether anybody still waits for it."""
    return lambda done, whole: look()


def _chart(atlas: Atlas, order: ExportOrder) -> Chart:
    """The chart that is asked for by its name, else the first beside the map."""
    beside = charts(atlas, order.scene)
    for chart in beside:
        if order.chart in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")


def _order(atlas: Atlas, query: str, page: str) -> ExportOrder:
    """What an address asks for. What the page would guess is refused here: better no picture than a wrong one.

    An address that was damaged, but leaves no doubt about what it meant, gives the file that it meant.
    """
    asked = address.read(atlas, query)
    resolved, own = resolve.answer(atlas, asked), asked.values
    if resolved.faults:
        raise WrongRequestError(f"{' '.join(refusal_words(resolved.faults))} No file was made.")
    size = SIZES.get(own.get("size", "slide"))
    if size is None:
        raise WrongRequestError(f"There is no such size; there are: {', '.join(SIZES)}.")
    if own.get("conditions", "all") != "all":
        raise WrongRequestError("conditions may only be “all”.")
    stamp = Stamp(f"{page}?{resolve.short_query(atlas, resolved.view)}".rstrip("?"), in_words(today()))
    scale, chart = _scale(own.get("scale", "1")), own.get("chart", "")
    return ExportOrder(scene(atlas, resolved.view), size, scale, "conditions" in own, stamp, chart)


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
    asked = (order.view, order.size.key, order.scale, order.all_conditions, order.stamp, order.chart)
    parts = (edition, name, *(str(part) for part in asked))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _file(name: str, order: ExportOrder, content: bytes) -> Response:
    extension = name.partition(".")[2]
    inline = "inline" if extension in ("png", "svg", "pdf") else "attachment"
    whole = name.startswith(_WHOLE_AREAS) or order.all_conditions
    detail = "" if name.startswith("data") else order.size.key
    if name.startswith("chart"):
        detail = "-".join((order.chart or order.view.show, *(() if extension == "csv" else (order.size.key,))))
    called = (
        area_file_name(order.scene.area, "profile" if name.startswith("profile") else "all-conditions", extension)
        if whole
        else file_name(order.scene, detail, extension)
    )
    return Response(
        content,
        mimetype=_TYPES[extension],
        headers={"Content-Disposition": f'{inline}; filename="{called}"', "X-Robots-Tag": "noindex"},
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
