"""One HTML file of an area: the map of every condition and measure to explore without server or network.

Everything that is drawn or said is worked out here, by the modules that serve the page. The script of the file
only puts it on the screen: it knows no classes, no comparisons and no sentences.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

import shapely
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from dashboard.core import labels, numbers
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas, Row
from dashboard.core.condition import Condition
from dashboard.core.indicator import Indicator
from dashboard.core.labels import LEVEL_IN_FULL, LEVELS
from dashboard.core.level import Level
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import View
from dashboard.export.conditions import Progress, followed, view_stamp
from dashboard.export.picture.primitives import Stamp
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labelling import OUTLINE_NAMES, Labeller
from dashboard.maps.placement.labels import Label, Lettering
from dashboard.maps.symbology import colours, fill_class, hatched, kind_of_empty
from dashboard.stats.classification import EMPTY_FILLS
from dashboard.stats.comparison import Comparison
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.views.surroundings import references
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions, notices, sentences

Json = dict[str, Any]

#: Units of the drawing over the longer side of a sheet: tenths of a pixel of a map of 1000 pixels.
_UNITS = 10_000
_LETTERING = Lettering(12.0)
#: The rooms for which labels are placed, in pixels: a screen and a telephone, where only figures fit.
_FRAMES = {"wide": (660, 470), "narrow": (330, 320)}
#: In heights of a letter: from the top of a line to its base, from a leader to its label, from the land to the edge.
_BASELINE, _BESIDE, _EDGE = 0.95, 0.25, 0.5
_ANCHORS = {0: "middle", 1: "start", -1: "end"}
#: The kinds of empty that have a pattern beside their colour.
_PATTERNED = ("not-published", "missing")
_FILLS = {kind: f"url(#fill-{kind})" if kind in _PATTERNED else fill for kind, fill in EMPTY_FILLS.items()}


def _fingerprint(script: str) -> str:
    """What the content policy knows the script by."""
    return b64encode(sha256(script.encode()).digest()).decode()


_FILES = PackageLoader("dashboard.export.writers", ".")
_TEMPLATES = Environment(
    loader=_FILES,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
_TEMPLATES.filters["fingerprint"] = _fingerprint
#: Built from assets-src/snapshot by "make assets"; it shares the ways of the arrow keys with the page.
_SCRIPT = Markup(_FILES.get_source(_TEMPLATES, "snapshot.js")[0])


def snapshot(
    atlas: Atlas, labeller: Labeller, view: View, stamp: Stamp, version: str = "", progress: Progress | None = None
) -> bytes:
    """The area of a view as one HTML file that opens with the view, without layers. The bytes depend on the arguments.

    view: valid. stamp: its address, up to the question mark, is that of the atlas. version: of the data.
    """
    view = replace(view, layers=())
    scenes = [scene(atlas, one) for one in snapshot_views(atlas, view)]
    sheets: dict[SheetKey, int] = {}
    entries = [_entry(atlas, labeller, shown, stamp, view, sheets) for shown in followed(scenes, progress)]
    start = next(number for number, shown in enumerate(scenes) if shown.view == view)
    data: Json = {
        "start": start,
        "fills": _FILLS,
        "sheets": [_sheet(atlas, key) for key in sheets],
        "entries": entries,
    }
    page = _TEMPLATES.get_template("snapshot.html").render(
        area=atlas.areas[view.area],
        groups=_groups(atlas, scenes),
        conditions=len({shown.condition.slug for shown in scenes}),
        data=_script_json(data),
        first=entries[start],
        script=_SCRIPT,
        names=[name for _, name, *_ in data["sheets"][entries[start]["sheet"]]["areas"]],
        stamp=stamp,
        labels=labels,
        numbers=numbers,
        version=version,
    )
    return page.encode("utf-8", "replace")


def snapshot_views(atlas: Atlas, view: View) -> tuple[View, ...]:
    """The view itself, and the latest of every other measure that has figures in the area, in the order of the menus.

    Level and overlay stay where the measure is published for them. Where nothing is published inside the area or
    for it, the council or CCG with the same boundary speaks for it.
    """
    found = (
        _view_of(atlas, view, condition, measure)
        for condition in atlas.conditions
        for measure in dict.fromkeys(indicator.measure for indicator in atlas.measures(condition))
    )
    return tuple(one for one in found if one)


def _view_of(atlas: Atlas, view: View, condition: str, measure: str) -> View | None:
    if (condition, measure) == (view.condition, view.measure):
        return view
    candidates = _candidates(atlas, replace(view, condition=condition, measure=measure, period=""))
    return next((one for one in candidates if scene(atlas, one).has_figures), None)


def _candidates(atlas: Atlas, wanted: View) -> Iterator[View]:
    yield resolve.valid(atlas, wanted)
    for level in atlas.levels(wanted.condition, wanted.measure):
        yield resolve.valid(atlas, replace(wanted, by=level))
    twin = atlas.areas.get(atlas.areas[wanted.area].same_boundary)
    if twin:
        yield resolve.valid(atlas, replace(wanted, area=twin.code, by=twin.level))


def _script_json(data: Json) -> str:
    """JSON in plain ASCII that can neither end the element that it stands in nor begin another one."""
    plain = json.dumps(data, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _groups(atlas: Atlas, scenes: Sequence[Scene]) -> dict[str, list[tuple[Condition, bool]]]:
    """All conditions by group, and whether there is a figure for them."""
    there = {shown.condition.slug for shown in scenes}
    groups: dict[str, list[tuple[Condition, bool]]] = {}
    for condition in atlas.conditions.values():
        groups.setdefault(condition.group, []).append((condition, condition.slug in there))
    return groups


# A sheet: the shapes that all measures of a level share.


@dataclass(frozen=True, slots=True)
class SheetKey:
    """What decides the shapes of a map: its level, the areas in the order of their codes, the outlines over them."""

    level: Level
    codes: tuple[str, ...]
    outlines: tuple[str, ...]
    within: str
    is_place: bool

    @classmethod
    def of(cls, shown: Scene) -> SheetKey:
        """The sheet of a scene."""
        return cls(
            level=shown.view.by,
            codes=tuple(sorted(row.area.code for row in shown.rows)),
            outlines=tuple(area.code for area in shown.outlines),
            within=shown.area.code,
            is_place=shown.place is not None,
        )


class _Grid:
    """From the National Grid to the whole units of a sheet."""

    def __init__(self, shapes: Iterable[BaseGeometry]) -> None:
        west, south, east, north = shapely.total_bounds(list(shapes))
        self.per_metre = float(_UNITS / max(east - west, north - south))
        self._west, self._north = float(west), float(north)
        self.height = round((north - south) * self.per_metre)

    def point(self, x: float, y: float) -> tuple[int, int]:
        """A point in units from the top left corner of the land."""
        return round((x - self._west) * self.per_metre), round((self._north - y) * self.per_metre)

    def path(self, shape: BaseGeometry) -> str:
        """A shape as an SVG path in steps from point to point, which is the shortest way to write it."""
        polygons = (part for part in shapely.get_parts(shape) if isinstance(part, Polygon))
        rings = (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors))
        return "".join(self._ring(ring.coords[:-1]) for ring in rings)

    def _ring(self, coordinates: Sequence[tuple[float, ...]]) -> str:
        points = [self.point(point[0], point[1]) for point in coordinates]
        pairs = pairwise(points)
        steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairs if a != b]
        return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if len(steps) > 1 else ""


def _grid(atlas: Atlas, key: SheetKey) -> _Grid:
    return _Grid(atlas.shapes[key.level][code] for code in key.codes)


def _sheet(atlas: Atlas, key: SheetKey) -> Json:
    grid = _grid(atlas, key)
    areas = [atlas.areas[code] for code in key.codes]
    within = [_within(atlas, key, area) for area in areas]
    shapes = [_outline(atlas, key, atlas.areas[code]) for code in key.outlines]
    return {
        "areas": [
            [
                area.code,
                area.name,
                around if len(set(within)) > 1 else "",
                grid.path(atlas.shapes[key.level][area.code]),
            ]
            for area, around in zip(areas, within, strict=True)
        ],
        "outlines": [grid.path(shape) for shape in shapes],
        "place": key.codes.index(key.within) if key.is_place else None,
    }


def _outline(atlas: Atlas, key: SheetKey, area: Area) -> BaseGeometry:
    return atlas.shapes[key.level if key.is_place else area.level][area.code]


def _within(atlas: Atlas, key: SheetKey, area: Area) -> str:
    """The partnership of an area on a map of the whole system; the council of a neighbourhood."""
    wanted = Level.COUNCIL if area.level is Level.NEIGHBOURHOOD else Level.ICP
    parents = (atlas.areas[code] for code in area.parents if code != key.within)
    return next((parent.short_name for parent in parents if parent.level is wanted), "")


# An entry: what one measure adds to its sheet.


def _entry(
    atlas: Atlas, labeller: Labeller, shown: Scene, stamp: Stamp, start: View, sheets: dict[SheetKey, int]
) -> Json:
    key = SheetKey.of(shown)
    edges = figure_edges(atlas, shown)
    place = {code: number for number, code in enumerate(key.codes)}
    return {
        "condition": shown.condition.slug,
        "measure": shown.view.measure,
        "option": _option(atlas, shown, start),
        "mapped": shown.indicator is not None and shown.indicator.mapped,
        "sheet": sheets.setdefault(key, len(sheets)),
        **_said(shown, view_stamp(stamp, shown.view)),
        "palette": list(colours(shown)),
        "legend": _legend(shown, edges),
        "hatched": sorted(place[code] for code in hatched(shown) if code in place),
        "plans": {name: _plan(_grid(atlas, key), labeller, shown, name, place) for name in _FRAMES},
        **_table(atlas, shown, edges, place),
    }


def _option(atlas: Atlas, shown: Scene, start: View) -> str:
    """The measure in its menu; with the level if that is not the one that the file opens with."""
    view = shown.view
    name = next(what.measure_name for what in atlas.measures(view.condition) if what.measure == view.measure)
    hint = notices.hint_words(Notice(NoticeCode.OTHER_LEVEL, shown=view.by))
    return name if view.by == start.by else f"{name}, {hint}"


def _said(shown: Scene, stamp: Stamp) -> Json:
    """All that is said about a scene."""
    what = shown.indicator
    return {
        "title": captions.document_title(shown),
        "headline": captions.finding(shown),
        "subtitle": captions.subtitle(shown),
        "note": shown.area.note if shown.area.level is not Level.ICS else "",
        "caption": captions.caption(shown),
        "range": " ".join(captions.beyond_titles(shown)),
        "alternative": captions.alternative(shown),
        "announcement": captions.announcement(shown),
        "missing": sentences.missing_words(shown.rows, shown.view.by) if what else "",
        "credits": captions.credits(shown),
        "definition": [what.definition, what.limits] if what else [],
        "publisher": _publisher(what) if what else None,
        "address": stamp.address,
    }


def _publisher(what: Indicator) -> Json:
    """Who publishes the figures; a link only to a page of the web."""
    return {
        "words": f"{what.publisher}, {what.licence}",
        "link": what.link if what.link.startswith(("https://", "http://")) else "",
    }


def _legend(shown: Scene, edges: Sequence[float]) -> Json:
    what = legend(shown, edges)
    return {
        "title": what.title,
        "notes": what.notes,
        "grid": what.grid,
        "entries": what.entries,
        "empties": what.empties,
        "hatch": what.hatch,
        "outlines": what.outlines,
    }


def _plan(grid: _Grid, labeller: Labeller, shown: Scene, name: str, place: dict[str, int]) -> Json:
    """The labels of a scene in one of the frames, and the window: as wide as the frame, as high as what is in it."""
    frame = _FRAMES[name]
    lettered = labeller.letter(shown, frame, _LETTERING)
    labels = lettered.plan.labels
    left, right = (grid.point(x, 0)[0] for x in lettered.plan.window[::2])
    size = (right - left) * _LETTERING.size_px / frame[0]
    top = min([0, *(grid.point(0, label.bounds[3])[1] for label in labels)]) - round(_EDGE * size)
    bottom = max([grid.height, *(grid.point(0, label.bounds[1])[1] for label in labels)]) + round(_EDGE * size)
    leaders = [label.leader for label in labels if label.leader]
    return {
        "box": [left, top, right - left, bottom - top],
        "size": round(size),
        "labels": [[place[label.code], *_placed(grid, label, size)] for label in labels],
        "names": [_placed(grid, label, size * OUTLINE_NAMES) for label in lettered.outline_names],
        "leaders": [[grid.point(*end) for end in leader.coords] for leader in leaders],
    }


def _placed(grid: _Grid, label: Label, size: float) -> list[Any]:
    """A label as the place of its first line, the side it is written from, its lines, and the figure that is bold."""
    west, _, east, north = label.bounds
    x, top = grid.point({0: label.x, 1: west, -1: east}[label.side], north)
    across = round(x + label.side * _BESIDE * size)
    return [across, round(top + _BASELINE * size), _ANCHORS[label.side], label.lines, label.figure]


def _table(atlas: Atlas, shown: Scene, edges: Sequence[float], place: dict[str, int]) -> Json:
    """The figures, highest first: for each area its place on the sheet, its fill, what is said of it, and its cells."""
    compared = references(atlas, shown)
    shared = captions.shared_caveat([*shown.shown, *compared])
    has_intervals = any(row.value and row.value.lower is not None for row in shown.rows)
    return {
        "table": _table_caption(shown),
        "columns": _columns(shown, has_intervals),
        "rows": [
            [
                place[row.area.code],
                _fill(shown, row, edges),
                captions.of_area(shown, row).removeprefix(f"{row.area.name}: "),
                captions.own_caveat(row, shared),
                *_cells(shown, row, has_intervals),
            ]
            for row in shown.rows
        ],
        "references": [
            [row.area.name, captions.own_caveat(row, shared), *_cells(shown, row, has_intervals)] for row in compared
        ],
        "notes": captions.table_notes(shown, shared),
    }


def _table_caption(shown: Scene) -> str:
    title = shown.indicator.title if shown.indicator else shown.condition.name
    return f"{title} by {LEVEL_IN_FULL[shown.view.by]}, highest first"


def _columns(shown: Scene, has_intervals: bool) -> list[tuple[str, bool]]:
    """Headings, and whether numbers stand below them."""
    unit = labels.unit_heading(shown.indicator) if shown.indicator else ""
    intervals = (("95% interval", True), ("Against England", False)) if has_intervals else ()
    scores = (("IMD score", True),) if shown.deprivation else ()
    return [(LEVELS[shown.view.by], False), (unit, True), *intervals, *scores]


def _cells(shown: Scene, row: Row, has_intervals: bool) -> tuple[str, ...]:
    """The cells of a row below the columns after the first."""
    what = shown.indicator
    comparison = shown.comparison(row.value)
    said = "" if comparison is Comparison.NOT_COMPARED or row.area.level is Level.COUNTRY else str(comparison)
    interval = numbers.interval_of(row.value, what) if what else ""
    score = shown.deprivation.scores.get(row.area.code) if shown.deprivation else None
    scores = ("" if score is None else numbers.number(score, 1),) if shown.deprivation else ()
    figure = numbers.figure_of(row.value, what) if what else numbers.NOT_PUBLISHED
    return (figure, *((interval, said) if has_intervals else ()), *scores)


def _fill(shown: Scene, row: Row, edges: Sequence[float]) -> int | str:
    """The place of an area's colour in the palette, or the kind of empty that it is."""
    index = fill_class(shown, row, edges)
    return kind_of_empty(row) if index is None else index
