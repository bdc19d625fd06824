"""From an address to a page: one callback, one pure function, and a memory of the pages drawn last."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from dashboard import navigation, text
from dashboard.atlas import Atlas
from dashboard.figures.labels import Label, Lettering, Plan, Wanted, names, plan
from dashboard.figures.map import Drawing, choropleth
from dashboard.model import Area, Level, View
from dashboard.page import ids
from dashboard.page.fragments import announcement, document_title, fragments, href
from dashboard.page.locator import Locator, locator
from dashboard.scene import Scene, bivariate_edges, scene

Page = dict[str, Any]

_KEPT_PAGES = 256
_KEPT_PLANS = 256
#: Pixels of the map's room if the browser has not said, and the bounds of what it may say.
_FRAME = (760, 520)
_SMALLEST, _LARGEST, _STEP = 200, 4_000, 20
#: Labels are written up to this many areas; more would be noise, and the table has them.
_MOST_LABELS = 20
#: Below this width there is room for the figures only; names are in the table and come with a touch.
_NARROW = 420
#: Stands in for a figure while labels are placed; no name holds it.
_PLACEHOLDER = "\u2007"
#: A longer name beside the land is broken into two lines.
_LONG_NAME = 24


class Renderer:
    """Draws pages of one Atlas. ``geojson``: level -> address of the boundary file."""

    def __init__(self, atlas: Atlas, geojson: dict[Level, str]) -> None:
        self.atlas = atlas
        self.geojson = geojson
        self._page = lru_cache(_KEPT_PAGES)(self._draw)
        self._plan = lru_cache(_KEPT_PLANS)(self._place)
        self._names = lru_cache(_KEPT_PLANS)(self._place_names)
        self._locator = lru_cache(_KEPT_PLANS)(self._locate)

    def page(self, request: object) -> tuple[Page, Page]:
        """Figure and parts of the page for what the browser asks; anything that is no request is the first page."""
        asked = request if isinstance(request, dict) else {}
        search = asked.get("search")
        return self._page(search if isinstance(search, str) else "", frame_of(asked.get("frame")))

    def _draw(self, search: str, frame: tuple[int, int]) -> tuple[Page, Page]:
        resolved = navigation.resolve(self.atlas, search)
        what = scene(self.atlas, resolved.view)
        opened = {row.area.code: navigation.open_area(self.atlas, what.view, row.area) for row in what.rows}
        drawing = self.drawing(what, opened, frame)
        where = self._locator(what.area.code)
        page = {
            "parts": fragments(self.atlas, what, opened, drawing.figure_edges, resolved.notices, where),
            "title": document_title(what),
            "announcement": announcement(what),
            "address": href(resolved.view),
            "mode": "place" if what.place else "map",
            "ahead": self._ahead(what.view),
        }
        return choropleth(what, drawing), page

    def _ahead(self, view: View) -> list[str]:
        """The boundary files that the reader's next click may need."""
        offers = navigation.by_offers(self.atlas, view)
        return [self.geojson[Level(offer.key)] for offer in offers if offer.view and not offer.selected]

    def _locate(self, code: str) -> Locator:
        return locator(self.atlas, self.atlas.areas[code])

    def drawing(self, what: Scene, opened: dict[str, View], frame: tuple[int, int]) -> Drawing:
        """The window, the labels and the links of a scene in a frame of width and height in pixels."""
        narrow = frame[0] < _NARROW
        figures = _figures(what)
        codes = tuple(sorted(row.area.code for row in what.rows))
        longest = max(map(len, figures.values()), default=0)
        placed = self._plan(what.view.by, codes, _even(longest), frame)
        outlines = tuple(a.code for a in what.outlines if a.level is Level.ICP and a.code != what.area.code)
        return Drawing(
            geojson=self.geojson,
            links={code: href(view) for code, view in opened.items()},
            plan=_with_figures(placed, figures),
            outline_names=() if narrow else self._names(outlines, placed, frame),
            figure_edges=_figure_edges(self.atlas, what),
            lettering=lettering(frame),
        )

    def _place(self, level: Level, codes: tuple[str, ...], length: int, frame: tuple[int, int]) -> Plan:
        """The plan for figures of a length: it is the same for every condition, and so may be remembered."""
        shapes = {code: self.atlas.shapes[level][code] for code in codes}
        areas = [self.atlas.areas[code] for code in codes] if length and len(codes) <= _MOST_LABELS else []
        wanted = [_label(area, _PLACEHOLDER * length, frame[0] < _NARROW) for area in areas]
        return plan(shapes, wanted, frame, lettering(frame))

    def _place_names(self, codes: tuple[str, ...], placed: Plan, frame: tuple[int, int]) -> tuple[Label, ...]:
        areas = [self.atlas.areas[code] for code in codes]
        shapes = {area.code: self.atlas.shapes[area.level][area.code] for area in areas}
        wanted = [Wanted(area.code, ((area.name.upper(),),)) for area in areas]
        return names(shapes, wanted, placed, frame, Lettering(lettering(frame).size_px * 0.88, character=0.75))


def lettering(frame: tuple[int, int]) -> Lettering:
    """Text grows with the map, from 12 pixels on a laptop to 18 on a wall."""
    return Lettering(min(max(12.0, 12.0 + (frame[0] - 800) / 120), 18.0))


def frame_of(told: object) -> tuple[int, int]:
    """Width and height of the map in pixels, in steps, from whatever the browser said."""
    if not isinstance(told, list) or len(told) != 2 or not all(_is_number(side) for side in told):
        return _FRAME
    width, height = (int(min(max(side, _SMALLEST), _LARGEST)) // _STEP * _STEP for side in told)
    return width, height


def _is_number(side: object) -> bool:
    return isinstance(side, int | float) and not isinstance(side, bool) and side == side


def _even(length: int) -> int:
    return length + length % 2


def _with_figures(placed: Plan, figures: dict[str, str]) -> Plan:
    """The plan with the figures of a scene in the places kept for them; without one only the name stands."""
    return replace(placed, labels=tuple(_with_figure(label, figures.get(label.code, "")) for label in placed.labels))


def _with_figure(label: Label, figure: str) -> Label:
    lines = (line.replace(label.figure, figure).strip() for line in label.lines)
    return replace(label, lines=tuple(line for line in lines if line), figure=figure)


def _figures(what: Scene) -> dict[str, str]:
    """Area code -> figure to write on the map; nothing for a count, which is never mapped."""
    if what.indicator is None or not what.indicator.mapped:
        return {}
    return {row.area.code: text.figure_of(row.value, what.indicator) for row in what.shown}


def _figure_edges(atlas: Atlas, what: Scene) -> tuple[float, ...]:
    if what.indicator is None or what.deprivation is None:
        return ()
    return bivariate_edges(atlas, what.indicator, what.view.by)


def _label(area: Area, figure: str, narrow: bool) -> Wanted:
    """Name over figure on the area, both in a line beside it; the figure alone on a narrow map."""
    if narrow:
        return Wanted(area.code, ((figure,),), (figure,), figure)
    name = text.called(area)
    halves = _halves(name)
    beside = halves if len(name) > _LONG_NAME else (name,)
    return Wanted(
        area.code,
        ((name, figure), (*halves, figure)),
        (*beside[:-1], f"{beside[-1]} {figure}"),
        figure,
    )


def _halves(name: str) -> tuple[str, ...]:
    """A long name on two lines, broken at the space nearest to its middle."""
    spaces = [k for k, letter in enumerate(name) if letter == " "]
    if not spaces:
        return (name,)
    middle = min(spaces, key=lambda k: abs(k - len(name) / 2))
    return name[:middle], name[middle + 1 :]


def register(app: Dash, renderer: Renderer) -> None:
    """Wire the page. The browser asks with its address and the room of the map; figure and parts come back."""
    app.clientside_callback(
        ClientsideFunction("atlas", "start"),
        Output(ids.REQUEST, "data"),
        Input(ids.REQUEST, "id"),
    )
    app.callback(
        Output(ids.MAP, "figure"),
        Output(ids.PAGE, "data"),
        Input(ids.REQUEST, "data"),
        prevent_initial_call=True,
    )(renderer.page)
    app.clientside_callback(
        ClientsideFunction("atlas", "show"),
        Output(ids.PAGE, "modified_timestamp"),
        Input(ids.PAGE, "data"),
        prevent_initial_call=True,
    )
