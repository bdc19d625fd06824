"""From an address to a page: one callback, one pure function, and a memory of the pages drawn last."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from dashboard import navigation, text
from dashboard.atlas import Atlas
from dashboard.figures.labels import Label, Lettering, Plan, Wanted, names, plan
from dashboard.figures.map import NAME_PX, OUTLINE_NAME_PX, Drawing, choropleth
from dashboard.model import Level
from dashboard.page import ids
from dashboard.page.fragments import announcement, document_title, fragments, href
from dashboard.page.locator import locator
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

    def page(self, request: object) -> tuple[Page, Page]:
        """Figure and parts of the page for what the browser asks; anything that is no request is the first page."""
        asked = request if isinstance(request, dict) else {}
        search = asked.get("search")
        return self._page(search if isinstance(search, str) else "", frame_of(asked.get("frame")))

    def _draw(self, search: str, frame: tuple[int, int]) -> tuple[Page, Page]:
        resolved = navigation.resolve(self.atlas, search)
        what = scene(self.atlas, resolved.view)
        figure = choropleth(what, self.drawing(what, frame))
        page = {
            "parts": fragments(self.atlas, what, resolved.notices, locator(self.atlas, what.area)),
            "title": document_title(what),
            "announcement": announcement(what),
            "address": href(resolved.view),
            "mode": "place" if what.place else "map",
        }
        return figure, page

    def drawing(self, what: Scene, frame: tuple[int, int]) -> Drawing:
        """The window, the labels and the links of a scene in a frame of width and height in pixels."""
        codes = tuple(sorted(row.area.code for row in what.rows))
        placed = self._plan(what.view.by, codes, _wanted(what, frame), frame)
        outlines = tuple(a for a in what.outlines if not what.place and a.code != what.area.code)
        named = self._names(outlines, placed, frame) if frame[0] >= _NARROW else ()
        two = what.indicator is not None and what.deprivation is not None
        return Drawing(
            geojson=self.geojson,
            links={
                row.area.code: href(navigation.open_area(self.atlas, what.view, row.area)) for row in what.rows
            },
            plan=placed,
            outline_names=named,
            figure_edges=bivariate_edges(self.atlas, what.indicator, what.view.by)
            if two and what.indicator
            else (),
        )

    def _place(
        self, level: Level, codes: tuple[str, ...], wanted: tuple[Wanted, ...], frame: tuple[int, int]
    ) -> Plan:
        shapes = {code: self.atlas.shapes[level][code] for code in codes}
        return plan(shapes, wanted, frame, Lettering(NAME_PX))

    def _place_names(self, outlines: tuple[Any, ...], placed: Plan, frame: tuple[int, int]) -> tuple[Label, ...]:
        if not outlines:
            return ()
        shapes = {a.code: self.atlas.shapes[a.level][a.code] for a in outlines}
        wanted = tuple(Wanted(a.code, ((_outline_name(a.name, a.level),),), ()) for a in outlines)
        return names(shapes, wanted, placed, frame, Lettering(OUTLINE_NAME_PX, character=0.75))


def frame_of(told: object) -> tuple[int, int]:
    """Width and height of the map in pixels, in steps, from whatever the browser said."""
    if not isinstance(told, list) or len(told) != 2 or not all(_is_number(side) for side in told):
        return _FRAME
    width, height = (int(min(max(side, _SMALLEST), _LARGEST)) // _STEP * _STEP for side in told)
    return width, height


def _is_number(side: object) -> bool:
    return isinstance(side, int | float) and not isinstance(side, bool) and side == side


def _wanted(what: Scene, frame: tuple[int, int]) -> tuple[Wanted, ...]:
    """The labels of a scene: name over figure; the figure alone on a narrow map."""
    if len(what.rows) > _MOST_LABELS or what.indicator is None:
        return ()
    narrow = frame[0] < _NARROW
    known = {row.area.code for row in what.shown}
    figures = [
        text.figure_of(row.value, what.indicator) if row.area.code in known else "" for row in what.rows
    ]
    labels = (
        _label(row.area.code, row.area.short_name, figure, narrow)
        for row, figure in zip(what.rows, figures, strict=True)
    )
    return tuple(label for label in labels if label.figure or not narrow)


def _label(code: str, name: str, figure: str, narrow: bool) -> Wanted:
    if narrow:
        return Wanted(code, ((figure,),), (figure,), figure)
    halves = _halves(name)
    inside = tuple(tuple(line for line in (*lines, figure) if line) for lines in ((name,), halves))
    short = halves if len(name) > _LONG_NAME else (name,)
    beside = (*short[:-1], f"{short[-1]} {figure}".strip())
    return Wanted(code, inside, beside, figure)


def _halves(name: str) -> tuple[str, ...]:
    """A long name on two lines, broken at the space nearest to its middle."""
    spaces = [k for k, letter in enumerate(name) if letter == " "]
    if not spaces:
        return (name,)
    middle = min(spaces, key=lambda k: abs(k - len(name) / 2))
    return name[:middle], name[middle + 1 :]


def _outline_name(name: str, level: Level) -> str:
    return name.upper() if level is Level.ICP else name


def register(app: Dash, renderer: Renderer) -> None:
    """Wire the page: address and room -> request -> figure and parts -> browser."""
    app.clientside_callback(
        ClientsideFunction("atlas", "request"),
        Output(ids.REQUEST, "data"),
        Input(ids.ADDRESS, "search"),
        Input(ids.FRAME, "data"),
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
