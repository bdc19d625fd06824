"""An entry of the snapshot: what one measure adds to its sheet: colours, labels, table and all that is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.core import labels, numbers
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import LevelRole
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.view import View
from dashboard.export.orders import LabelMaker
from dashboard.export.writers.snapshot_sheet import SheetGrid, SheetKey, grid_of
from dashboard.maps.dark_grounds import dark_grounds
from dashboard.maps.hatching import hatchings
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labels import Label, Lettering, outline_size
from dashboard.maps.symbology import colours, fill_class, kind_of_empty
from dashboard.views.scene import Scene
from dashboard.views.surroundings import references
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions, notices, sentences, titles, verdicts
from dashboard.wording.scales import first_words

Json = dict[str, Any]

_LETTERING = Lettering(12.0)
#: The rooms for which labels are placed, in pixels: a screen and a telephone, where only figures fit.
_FRAMES = {"wide": (660, 470), "narrow": (330, 320)}
#: In heights of a letter: from the top of a line to its base, from a leader to its label, from the land to the edge.
_BASELINE, _BESIDE, _EDGE = 0.95, 0.25, 0.5
_ANCHORS = {0: "middle", 1: "start", -1: "end"}


def entry_of(
    atlas: Atlas, labeller: LabelMaker, shown: Scene, address: str, start: View, sheets: dict[SheetKey, int]
) -> Json:
    """All about one scene. address: of its page. start: the view that the file opens with. sheets: those met so far."""
    key = SheetKey.of(shown)
    edges = figure_edges(atlas, shown)
    number_of = {code: number for number, code in enumerate(key.codes)}
    return {
        "condition": shown.condition.slug,
        "measure": shown.view.measure,
        "option": _option(atlas, shown, start),
        "mapped": shown.indicator is not None and shown.indicator.mapped,
        "sheet": sheets.setdefault(key, len(sheets)),
        **_said(shown, address),
        "palette": list(colours(shown)),
        "legend": _legend(shown, edges),
        "hatchings": [[kind, sorted(number_of[code] for code in codes)] for kind, codes in hatchings(shown)],
        "plans": {name: _plan(grid_of(atlas, key), labeller, shown, edges, name, number_of) for name in _FRAMES},
        **_table(atlas, shown, edges, number_of),
    }


def _option(atlas: Atlas, shown: Scene, start: View) -> str:
    """The measure in its menu; with the level if that is not the one that the file opens with."""
    view = shown.view
    name = next(what.measure_name for what in atlas.measures(view.condition) if what.measure == view.measure)
    hint = notices.hint_words(Notice(NoticeCode.OTHER_LEVEL, shown=view.by))
    return name if view.by == start.by else f"{name}, {hint}"


def _said(shown: Scene, address: str) -> Json:
    """All that is said about a scene."""
    what = shown.indicator
    return {
        "title": titles.document_title(shown),
        "headline": captions.finding(shown),
        "subtitle": titles.subtitle(shown),
        "note": shown.area.note if shown.area.level.role is not LevelRole.SYSTEM else "",
        "caption": captions.caption(shown),
        "range": " ".join(captions.beyond_titles(shown)),
        "alternative": captions.alternative(shown),
        "announcement": captions.announcement(shown),
        "missing": sentences.missing_words(shown.rows, shown.view.by) if what else "",
        "credits": captions.credits(shown),
        "definition": [what.definition, what.limits] if what else [],
        "publisher": _publisher(what) if what else None,
        "address": address,
    }


def _publisher(what: Indicator) -> Json:
    """Who publishes the figures; a link only to a page of the web."""
    return {
        "words": f"{what.publisher}, {what.licence}",
        "link": what.link if what.link.startswith(("https://", "http://")) else "",
    }


def _legend(shown: Scene, edges: Sequence[float]) -> Json:
    what = legend(shown, edges, still=True)
    return {
        "title": what.title,
        "notes": what.notes,
        "grid": what.grid,
        "entries": what.entries,
        "empties": what.empties,
        "hatches": what.hatches,
        "outlines": what.outlines,
    }


def _plan(
    grid: SheetGrid, labeller: LabelMaker, shown: Scene, edges: Sequence[float], name: str, number_of: dict[str, int]
) -> Json:
    """The labels of a scene in one of the frames, and the window: as wide as the frame, as high as what is in it.

    A place has its own window, for the areas around it reach far beyond it.
    """
    frame = _FRAMES[name]
    lettered = labeller.letter(shown, frame, _LETTERING)
    labels = lettered.plan.labels
    west, south, east, north = lettered.plan.window
    (left, top), (right, bottom) = grid.point(west, north), grid.point(east, south)
    size = (right - left) * _LETTERING.size_px / frame[0]
    if not shown.place:
        top = min([0, *(grid.point(0, label.bounds[3])[1] for label in labels)]) - round(_EDGE * size)
        bottom = max([grid.height, *(grid.point(0, label.bounds[1])[1] for label in labels)]) + round(_EDGE * size)
    leaders = [label.leader for label in labels if label.leader]
    dark = dark_grounds(shown, edges)
    return {
        "box": [left, top, right - left, bottom - top],
        "size": round(size),
        "labels": [
            [number_of[label.code], "" if label.side else dark.get(label.code, ""), *_placed(grid, label, size)]
            for label in labels
        ],
        "names": [_placed(grid, label, outline_size(size)) for label in lettered.outline_names],
        "leaders": [[grid.point(*end) for end in leader.coords] for leader in leaders],
    }


def _placed(grid: SheetGrid, label: Label, size: float) -> list[Any]:
    """A label as the place of its first line, the side it is written from, its lines, and the figure that is bold."""
    west, _, east, north = label.bounds
    x, top = grid.point({0: label.x, 1: west, -1: east}[label.side], north)
    across = round(x + label.side * _BESIDE * size)
    return [across, round(top + _BASELINE * size), _ANCHORS[label.side], label.lines, label.figure]


def _table(atlas: Atlas, shown: Scene, edges: Sequence[float], number_of: dict[str, int]) -> Json:
    """The figures as the page lists them: for each area its place on the sheet, its fill, its words, and its cells."""
    compared = references(atlas, shown)
    shared = captions.shared_caveat([*shown.shown, *compared])
    has = _Has(shown.has_intervals, shown.has_verdicts)
    return {
        "table": _table_caption(shown),
        "columns": _columns(shown, has),
        "rows": [
            [
                number_of[row.area.code],
                _fill(shown, row, edges),
                captions.of_area(shown, row).removeprefix(f"{row.area.name}: "),
                captions.own_caveat(row, shared),
                *_cells(shown, row, has),
            ]
            for row in shown.listed
        ],
        "references": [[row.area.name, captions.own_caveat(row, shared), *_cells(shown, row, has)] for row in compared],
        "notes": captions.table_notes(shown, shared),
    }


def _table_caption(shown: Scene) -> str:
    title = shown.indicator.title if shown.indicator else shown.condition.name
    return f"{title} by {shown.view.by.in_full}, {first_words(shown.indicator)} first"


class _Has(NamedTuple):
    """Which columns a table has."""

    intervals: bool
    verdicts: bool


def _columns(shown: Scene, has: _Has) -> list[tuple[str, bool]]:
    """Headings, and whether numbers stand below them."""
    unit = labels.unit_heading(shown.indicator) if shown.indicator else ""
    intervals = (("95% interval", True),) if has.intervals else ()
    compared = (("Against England", False),) if has.verdicts else ()
    scores = ((shown.edition.score_heading, True),) if shown.deprivation else ()
    return [(labels.level_heading(shown.view.by), False), (unit, True), *intervals, *compared, *scores]


def _cells(shown: Scene, row: Row, has: _Has) -> tuple[str, ...]:
    """The cells of a row below the columns after the first."""
    what = shown.indicator
    own = row.area.level.role is LevelRole.COUNTRY
    said = "" if own else verdicts.verdict_words(shown.verdict(row.value), shown.publisher)
    interval = numbers.interval_of(row.value, what) if what else ""
    score = shown.deprivation.scores.get(row.area.code) if shown.deprivation else None
    scores = ("" if score is None else numbers.number(score, 1),) if shown.deprivation else ()
    figure = numbers.figure_of(row.value, what) if what else numbers.NOT_PUBLISHED
    return (figure, *((interval,) if has.intervals else ()), *((said,) if has.verdicts else ()), *scores)


def _fill(shown: Scene, row: Row, edges: Sequence[float]) -> int | str:
    """The place of an area's colour in the palette, or the kind of empty that it is."""
    index = fill_class(shown, row, edges)
    return kind_of_empty(shown, row) if index is None else index
