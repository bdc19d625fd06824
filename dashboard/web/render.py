"""From an address to a page: one callback and one pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from json import dumps, loads
from typing import Any
from zlib import crc32

import brotli
import shapely
from dash import ClientsideFunction, Dash, Input, Output

from dashboard.charts.registry import charts
from dashboard.core.atlas import Atlas
from dashboard.core.edition import Enlarged
from dashboard.core.level import ENGLAND, Level, LevelRole
from dashboard.core.view import TABLE, ProfileOrder, View
from dashboard.maps.legend import Legend
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import Frame, Lettering, area_under
from dashboard.views import comparator, steps
from dashboard.views.options import by_options
from dashboard.views.resolve import Resolved
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.views.thirds import figure_edges
from dashboard.web.caching import Store, name_today
from dashboard.web.corners import Corners, corners, locator_covers
from dashboard.web.foresight import edition_of
from dashboard.web.insets import NOTHING_ENLARGED, crowded, lettered_towns
from dashboard.web.metrics import METRICS, Tally
from dashboard.web.page import ids
from dashboard.web.page.controls import stops
from dashboard.web.page.fragments import fragments
from dashboard.web.page.locator import Locator, locator
from dashboard.web.page.present import position, present_part
from dashboard.web.page.share import Offered
from dashboard.web.page.templating import href
from dashboard.web.page.tiles import tiles
from dashboard.web.plotly_chart import chart_figure
from dashboard.web.plotly_map import Drawing, choropleth
from dashboard.web.question import Question, Questions
from dashboard.web.windows import Windows, lettering
from dashboard.wording.captions import announcement, step_announcement
from dashboard.wording.map_card import card_lines
from dashboard.wording.titles import document_title

Page = dict[str, Any]

_KEPT_LOCATORS = 256
#: What a page says takes 13 kB packed, that of 399 neighbourhoods 30 kB.
_KEPT_BYTES = 4_000_000
_QUICKLY = 1
#: No JSON holds it, for in its texts it is written another way.
_BETWEEN = "\n"


class Renderer:
    """Draws pages of one Atlas. geojson: level -> address of the boundary file. offered: the files that can be had.

    land: the address of the file of the land around the system, if there is one.
    equal: level -> the address of its equal shapes. version: of data and code.
    """

    def __init__(
        self,
        atlas: Atlas,
        geojson: dict[Level, str],
        offered: Offered,
        land: str = "",
        equal: Mapping[Level, str] | None = None,
        version: str = "",
    ) -> None:
        self.atlas = atlas
        self._version = version
        self.geojson = geojson
        self._land = ((land, tuple(atlas.around)),) if land else ()
        self._equal = equal or {}
        self._offered = offered
        self._tiles = tiles(atlas)
        self._labeller = Labeller(atlas)
        self._windows = Windows(atlas, self._labeller)
        self._locator = lru_cache(_KEPT_LOCATORS)(self._locate)
        self._kept_words = Store(_KEPT_BYTES, partial(METRICS.board.put, Tally.WORD_BYTES))
        self.questions = Questions(atlas)

    def page(self, request: object) -> Page:
        """The page that the browser asks for; anything that is no request is the first page."""
        return dict(loads(self._draw(self.questions.question(request))))

    def answer(self, request: object) -> bytes:
        """The page as the callback answers with it."""
        page = self._draw(self.questions.question(request))
        return f'{{"multi":true,"response":{{"{ids.PAGE}":{{"data":{page}}}}}}}'.encode()

    def _draw(self, asked: Question) -> str:
        """The page that answers a question, in JSON: most of it is words, which are kept in it."""
        resolved, room = asked.resolved, asked.room
        what = scene(self.atlas, resolved.view)
        key = legend(what.without_neighbours(), figure_edges(self.atlas, what))
        map_words, rest = self._words(resolved, what, key)
        is_presented = bool(resolved.shown.frame)
        size = presented_lettering(room) if is_presented else None
        taken = None if is_presented else self._corners(what, room, key)
        towns = crowded(self.atlas, what, room, self._labeller.wants_labels(what))
        drawing = replace(self.drawing(what, map_words["links"], room, taken, size, towns), cards=map_words["cards"])
        drawn = self._second_map(what.view, asked.beside) if asked.beside else []
        maps = {
            "figure": choropleth(what, drawing),
            "likeness": likeness(what, room, drawing.lettering),
            "charts": [*drawn, *map_words["charts"]],
        }
        return f"{_json(maps)[:-1]},{rest[1:]}"

    def _words(self, resolved: Resolved, what: Scene, key: Legend) -> tuple[dict[str, Any], str]:
        """What is the same in every room: links and cards of the map with the charts, and the rest of the page in JSON.

        It takes most of the time of a page, and readers have windows of many sizes, so it is remembered by itself.
        """
        fresh: list[tuple[dict[str, Any], str]] = []

        def pack() -> bytes:
            of_map, page = self._worded(resolved, what, key)
            rest = _json(page)
            fresh.append((of_map, rest))
            return bytes(brotli.compress(f"{_json(of_map)}{_BETWEEN}{rest}".encode(), quality=_QUICKLY))

        packed = self._kept_words.made(name_today(resolved), pack)
        if fresh:
            return fresh[0]
        of_map, _, rest = brotli.decompress(packed).decode().partition(_BETWEEN)
        return dict(loads(of_map)), rest

    def _worded(self, resolved: Resolved, what: Scene, key: Legend) -> tuple[Page, Page]:
        view, shown, opened = what.view, resolved.shown, self._opened(what)
        links, beside, coloured = _hrefs(opened), charts(self.atlas, what), what.without_neighbours()
        other = comparator.other(self.atlas, view)
        parts = fragments(
            *(self.atlas, what, opened, key, resolved, self._locator(what.area.code)),
            *(self._offered, beside, scene(self.atlas, other) if other else None),
        )
        page = {
            "parts": {**parts, ids.TILES: self._tiles, ids.PRESENT: present_part(self.atlas, what, shown)},
            "title": document_title(what),
            "announcement": ". ".join(filter(None, (position(self.atlas, view, shown), announcement(what)))),
            "step": step_announcement(what),
            "present": str(shown.frame),
            "address": href(replace(resolved.view, origin=resolved.start)),
            "mode": "place" if what.place else "map",
            "edition": edition_of(self._version),
            "ahead": self._ahead(view),
        }
        cards = zip((row.area.code for row in coloured.rows), card_lines(coloured, coloured.rows), strict=True)
        return {"links": links, "cards": dict(cards), "charts": [chart_figure(chart, links) for chart in beside]}, page

    def _opened(self, what: Scene) -> dict[str, View]:
        """Area code -> the view that a click on the area leads to."""
        return steps.opened(self.atlas, what.view, (row.area for row in what.rows))

    def _second_map(self, view: View, frame: Frame) -> list[Page]:
        """The map that a view is compared with, if it is; a click opens its area on the first map."""
        other = comparator.other(self.atlas, view)
        if other is None:
            return []
        what = scene(self.atlas, other)
        figure = choropleth(what, self.drawing(what, _hrefs(self._opened(what)), frame))
        figure["layout"]["height"] = frame[1]
        return [figure]

    def _ahead(self, view: View) -> list[str]:
        """The boundary files that the reader's next click may need; those of the smallest areas are too large."""
        views = [one.view for one in by_options(self.atlas, view) if one.view and not one.selected]
        return [self._files(one)[one.by] for one in views if one.by.role is not LevelRole.SMALLEST]

    def _files(self, view: View) -> Mapping[Level, str]:
        """The addresses of the shapes of every level, for a map of a view."""
        return dict.fromkeys(self.geojson, self._equal[view.by]) if view.drawn_as.is_equal else self.geojson

    def _locate(self, code: str) -> Locator:
        return locator(self.atlas, self.atlas.areas[code])

    def _land_around(self, what: Scene) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Land that a map says nothing of: around the system, and in it around the areas of the map."""
        by = what.view.by
        # Around the smallest areas the next larger ones say as much, and are a fifth of them.
        level = self.atlas.tier(LevelRole.SMALL) if by.role is LevelRole.SMALLEST else by
        drawn = {code for row in what.rows for code in (row.area.code, *row.area.parents)}
        others = tuple(area.code for area in self.atlas.level(level) if area.code not in drawn)
        around = () if what.view.drawn_as.is_equal else self._land
        return (*around, *(((self._files(what.view)[level], others),) if others else ()))

    def _corners(self, what: Scene, frame: Frame, key: Legend) -> Corners | None:
        return corners(frame, key, bool(stops(self.atlas, what.view)), len(self._locator(what.area.code).insets))

    def drawing(
        self,
        what: Scene,
        links: Mapping[str, str],
        frame: Frame,
        taken: Corners | None = None,
        size: Lettering | None = None,
        towns: Sequence[Enlarged] = (),
    ) -> Drawing:
        """The window, the labels and the links of a scene in a frame of width and height in pixels.

        links: of the areas. taken: the corners that are kept free of land and labels. size: of the letters, where the
        map alone is shown. towns: those to be drawn again.
        """
        letters = size or lettering(frame)
        if size:
            lettered, insets = self._labeller.letter(what, frame, size), NOTHING_ENLARGED
        else:
            lettered, insets = self._windows.window(what, frame, taken, towns)
        window = shapely.box(*lettered.plan.window)
        shapes = self.atlas.shapes_of(what.view.drawn_as)
        place = shapes[what.place.code] if what.place else None
        covered = taken is not None and place is not None and locator_covers(lettered.plan, frame, place, taken)
        return Drawing(
            land=self._land_around(what),
            neighbours=frozenset(code for code in links if what.place and shapes[code].intersects(window)),
            geojson=self._files(what.view),
            links=links,
            plan=lettered.plan,
            outline_names=lettered.outline_names,
            names_on=tuple(area_under(name, shapes, list(links)) for name in lettered.outline_names),
            figure_edges=figure_edges(self.atlas, what),
            lettering=letters,
            has_locator=not covered,
            insets=lettered_towns(insets, lambda part: self._labeller.letter_within(what, part, letters)),
        )


def _json(part: object) -> str:
    """A part of an answer. Plotly would escape it for a script in HTML besides, which made it a quarter longer."""
    return dumps(part, separators=(",", ":"), allow_nan=False)


def _hrefs(opened: Mapping[str, View]) -> dict[str, str]:
    return {code: href(view) for code, view in opened.items()}


def likeness(what: Scene, room: Frame, letters: Lettering) -> str:
    """Equal for two maps that look the same and differ in their links only: what stands beside a map is not in it."""
    alone = replace(what.view, show=TABLE, benchmark=ENGLAND, chosen=(), against="", order=ProfileOrder.ENGLAND)
    return f"{crc32(repr((alone, what.classes, room, letters)).encode()):08x}"


def presented_lettering(frame: Frame) -> Lettering:
    """Text that reads from the back of a room: a part of the map's height, which is that of the wall."""
    return Lettering(min(max(14.0, round(frame[1] / 24.0)), 64.0))


def register(app: Dash, renderer: Renderer) -> None:
    """Wire the page. The browser asks with its address and the room of the map; figure and parts come back."""
    app.clientside_callback(
        ClientsideFunction("atlas", "start"),
        Output(ids.REQUEST, "data"),
        Input(ids.REQUEST, "id"),
    )
    app.callback(
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
