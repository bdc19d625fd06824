"""The export routes: the page's own address on another path gives the picture, the figures or the pack of that view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import BoundedSemaphore

from flask import Flask, Response, request

from dashboard import address, navigation, words
from dashboard.atlas import Atlas
from dashboard.charts.model import Chart
from dashboard.charts.panel import charts
from dashboard.export.board import board_pack
from dashboard.export.chart import chart_picture
from dashboard.export.naming import area_file_name, file_name
from dashboard.export.pack import pack_views, pack_zip, view_stamp
from dashboard.export.picture import Painter
from dashboard.export.primitives import SIZES, Picture, Size, Stamp
from dashboard.export.slides import Notes, cover_of, deck, map_slide, notes_of
from dashboard.export.snapshot import snapshot
from dashboard.export.tables import chart_csv, csv, profile_csv, xlsx
from dashboard.export.typesetting import get_ready, poster
from dashboard.figures.labelling import Labeller
from dashboard.model import View
from dashboard.scene import Scene, scene

#: Exports under way at once in a worker, those that may wait for their turn, and those about whole areas, which
#: take seconds. Each holds a thread; together they are fewer than the threads of a worker, so the map always has one.
_QUICK, _WAITING, _LONG = 2, 4, 1
_PATIENCE_S = 20.0
_RETRY_S = "2"
_SMALLEST_SCALE, _LARGEST_SCALE = 0.2, 2.0
#: The files about all conditions of an area: they take seconds.
_WHOLE_AREAS = ("pack", "snapshot", "profile")
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


class BusyError(RuntimeError):
    """As many exports are under way and waiting as a worker can bear."""


class Gate:
    """Lets so many exports be made at once, and a few more wait a while for their turn."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._room = BoundedSemaphore(at_once + waiting)
        self._turn = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The time of one export. Raises BusyError where there is no room or the turn does not come."""
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            if not self._turn.acquire(timeout=_PATIENCE_S):
                raise BusyError
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._room.release()


@dataclass(frozen=True, slots=True)
class Order:
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


def add_routes(server: Flask, prefix: str, atlas: Atlas, version: str) -> None:
    """Add all export routes to a server. version: of the data, part of every ETag."""
    makers = _makers(atlas, Painter(atlas), version)
    quick, long = Gate(_QUICK, _WAITING), Gate(_LONG, 0)

    def export(name: str) -> Response:
        try:
            query = request.query_string.decode("utf-8", "replace")
            order = _order(atlas, query, request.host_url.rstrip("/") + prefix)
        except WrongRequestError as error:
            return _sentence(str(error), 400)
        tag = _tag(name, order, version)
        if request.if_none_match.contains(tag):
            return _finish(Response(status=304), tag)
        try:
            with _gate(name, order, quick, long):
                content = makers[name](order)
        except WrongRequestError as error:
            return _sentence(str(error), 400)
        except BusyError:
            return _busy()
        return _finish(_file(name, order, content), tag)

    for name in makers:
        server.add_url_rule(f"{prefix}{name}", f"export {name}", export, defaults={"name": name})


def _gate(name: str, order: Order, quick: Gate, long: Gate) -> AbstractContextManager[None]:
    """The gate of an export; a table is made in no time and needs none."""
    if name.endswith(("csv", "xlsx")):
        return nullcontext()
    return (long if name.startswith(_WHOLE_AREAS) or order.all_conditions else quick).turn()


def _makers(atlas: Atlas, painter: Painter, version: str) -> dict[str, Callable[[Order], bytes]]:
    def picture(order: Order, kind: str) -> bytes:
        get_ready()
        made = painter.picture(order.scene, order.size, order.stamp)
        return poster(made, kind, order.scale)  # type: ignore[arg-type]

    def slides(order: Order) -> bytes:
        if not order.all_conditions:
            return map_slide(painter.picture(order.scene, order.size, order.stamp), notes_of(order.scene, order.stamp))
        views = pack_views(atlas, order.view)
        pages = [slide(scene(atlas, view), view_stamp(order.stamp, view)) for view in views]
        return deck(pages, cover_of(order.scene, order.stamp, len(pages)))

    def slide(what: Scene, stamp: Stamp) -> tuple[Picture, Notes]:
        return painter.picture(what, SIZES["slide"], stamp), notes_of(what, stamp)

    def chart_poster(order: Order, kind: str) -> bytes:
        get_ready()
        made = chart_picture(_chart(atlas, order), words.credits(order.scene)[:1], order.size, order.stamp)
        return poster(made, kind, order.scale)  # type: ignore[arg-type]

    labeller = Labeller(atlas)
    return {
        "map.png": lambda order: picture(order, "png"),
        "map.svg": lambda order: picture(order, "svg"),
        "map.pdf": lambda order: picture(order, "pdf"),
        "map.pptx": slides,
        "chart.png": lambda order: chart_poster(order, "png"),
        "chart.svg": lambda order: chart_poster(order, "svg"),
        "chart.csv": lambda order: chart_csv(_chart(atlas, order)),
        "profile.csv": lambda order: profile_csv(atlas, order.scene.area),
        "data.csv": lambda order: csv(atlas, order.scene),
        "data.xlsx": lambda order: xlsx(atlas, order.scene, order.stamp, version),
        "pack.zip": lambda order: pack_zip(
            atlas, painter, pack_views(atlas, order.view), order.size, order.stamp, version
        ),
        "snapshot.html": lambda order: snapshot(atlas, labeller, order.view, order.stamp, version),
        "pack.pdf": lambda order: board_pack(atlas, painter, order.view, order.stamp, version),
    }


def _chart(atlas: Atlas, order: Order) -> Chart:
    """The chart that is asked for by its name, else the first beside the map."""
    beside = charts(atlas, order.scene)
    for chart in beside:
        if order.chart in ("", chart.key):
            return chart
    if not beside:
        raise WrongRequestError("There is no chart beside this map: add for example show=ranking. No file was made.")
    raise WrongRequestError(f"There is no such chart here; there are: {', '.join(c.key for c in beside)}.")


def _order(atlas: Atlas, query: str, page: str) -> Order:
    """What an address asks for. What the page would guess is refused here: better no picture than a wrong one.

    An address that was damaged, but leaves no doubt about what it meant, gives the file that it meant.
    """
    asked = address.read(atlas, query)
    resolved, own = navigation.answer(atlas, asked), asked.values
    if resolved.faults:
        wrong = (fault.partition(" Showing ")[0] for fault in resolved.faults)
        raise WrongRequestError(f"{' '.join(wrong)} No file was made.")
    size = SIZES.get(own.get("size", "slide"))
    if size is None:
        raise WrongRequestError(f"There is no such size; there are: {', '.join(SIZES)}.")
    if own.get("conditions", "all") != "all":
        raise WrongRequestError("conditions may only be “all”.")
    stamp = Stamp(f"{page}?{navigation.short_query(atlas, resolved.view)}".rstrip("?"), _in_words(date.today()))
    scale, chart = _scale(own.get("scale", "1")), own.get("chart", "")
    return Order(scene(atlas, resolved.view), size, scale, "conditions" in own, stamp, chart)


def _scale(asked: str) -> float:
    try:
        scale = float(asked)
    except ValueError:
        scale = 0.0
    if not _SMALLEST_SCALE <= scale <= _LARGEST_SCALE:
        raise WrongRequestError(f"scale may be a number from {_SMALLEST_SCALE:g} to {_LARGEST_SCALE:g}.")
    return scale


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _tag(name: str, order: Order, version: str) -> str:
    """A strong validator: the same tag means the same bytes."""
    asked = (order.view, order.size.key, order.scale, order.all_conditions, order.stamp, order.chart)
    parts = (version, name, *(str(part) for part in asked))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _file(name: str, order: Order, content: bytes) -> Response:
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
