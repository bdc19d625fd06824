"""The board pack of an area: a PDF/UA-1 document by Typst with one page for each condition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf
from typing import Any

from dashboard.core import periods
from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.view import View
from dashboard.export.conditions import chosen_views
from dashboard.export.orders import ExportOrder, PictureMaker, Progress, Workshop, followed, view_stamp
from dashboard.export.picture.board_ranking import printed_ranking
from dashboard.export.picture.primitives import Patch, Picture, Size, Stamp, Text
from dashboard.export.writers.board_legend import board_legend
from dashboard.export.writers.brief import brief_content
from dashboard.export.writers.house_sheet import house_content
from dashboard.export.writers.silhouette import silhouette
from dashboard.export.writers.typesetting import board
from dashboard.export.writers.vector import drawn_shapes, patterns
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import captions, sentences, titles

Json = dict[str, Any]

#: The picture from which a page takes its map; legend, table and texts of the page are set by the template.
MAP = Size("board", "Map of a page", 1480, 850)
_SMALLER = Size("board", "Map of a page", 1300, 747)
#: Of few areas and of small ones the table is short, so the map has a room that is nearly square.
_HIGH_MAPS = tuple(Size("board", "Map of a page", *sides) for sides in ((1180, 862), (1000, 731), (910, 665)))
#: Of many small areas, with towns enlarged beside them.
_SMALL_AREAS = Size("board", "Map of a page", 1130, 825)
#: Points: the width of the text of a page, what a table of many rows leaves of its height, and how high figures are.
_PAGE_POINTS, _LEFT_POINTS, _LEAST_POINTS = 493.0, 290.0, 8.0
_FEW_ROWS = 7

_METHOD = (
    (
        "What a colour means",
        "The class edges of a measure are worked out once for a level, over all its areas and periods, and then stay "
        "the same on every page and in every picture. A colour therefore keeps its meaning from one edition to the "
        "next. Light is low. Counts are never mapped, because a large area has more people.",
    ),
    (
        "No figure is never zero",
        "White with dots means that nobody published a figure for the area. Small numbers are suppressed by the "
        "publisher, and missing figures are marked as missing. Nothing is interpolated.",
    ),
    (
        "Comparison with England",
        "“Worse”, “similar” and “better” are said where there is a 95% confidence interval, published or worked out "
        "from counts: the area is similar if England lies inside it; or where the publisher says so, whose name then "
        "stands before them. “Likely” and “not clear” rest on an approximate interval. Measures without a good or bad "
        "direction say “higher” and “lower”. Without any of these nothing is compared, and a place may be chance.",
    ),
    (
        "Estimates",
        "Where nobody published a rate for a larger area, the mean of the rates of its parts, weighted by population, "
        "stands in its place. It is marked as an estimate and has no interval but an approximate one. Counts "
        "and registers add up exactly. Standardised ratios are never averaged.",
    ),
)


def _method(edition: Edition) -> tuple[tuple[str, str], ...]:
    score = (
        f"The score of an area is the mean of the {edition.deprivation_index} scores of its small areas "
        "(LSOAs), weighted by population. A higher score means more deprived."
    )
    return (*_METHOD, ("Figures of more land", edition.about.whole_areas), ("Deprivation", score))


def make_board(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """A page for every condition of the area."""
    views = chosen_views(shop, order)
    short = brief_content(shop, order.scene.area, order.stamp)
    return board_pack(shop.atlas, shop.painter, order.view, views, order.stamp, shop.version, progress, short)


def board_pack(
    atlas: Atlas,
    painter: PictureMaker,
    view: View,
    views: Sequence[View],
    stamp: Stamp,
    version: str = "",
    progress: Progress | None = None,
    short: Json | None = None,
) -> bytes:
    """The board pack of the area of a view as PDF, without layers. The bytes depend on the arguments only.

    views: of its pages. stamp: its address, up to the question mark, is that of the atlas. version: of the data.
    short: the brief of the area, which comes first.
    """
    return board({**content(atlas, painter, view, views, stamp, version, progress), "brief": short})


def content(
    atlas: Atlas,
    painter: PictureMaker,
    view: View,
    views: Sequence[View],
    stamp: Stamp,
    version: str,
    progress: Progress | None = None,
) -> Json:
    """All that the template sets. Layers are left out: their numbered key would fill half of every page."""
    view = replace(view, layers=())
    scenes = [scene(atlas, replace(shown, layers=())) for shown in views]
    area = atlas.areas[view.area]
    groups = [shown.condition.group for shown in scenes]
    return {
        "title": f"{area.name}: board pack",
        "atlas": atlas.edition.title,
        "area": area.name,
        "level": titles.kind_of_area(atlas, area),
        "system": atlas.edition.system_title,
        "date": stamp.date,
        "version": version,
        "address": view_stamp(stamp, view).address,
        "cover": silhouette(atlas, area),
        "pages": [
            _page(atlas, painter, shown, stamp) | {"first": shown.condition.group not in groups[:number]}
            for number, shown in enumerate(followed(scenes, progress))
        ],
        "method": [{"heading": heading, "text": paragraph} for heading, paragraph in _method(atlas.edition)],
        "sources": _sources(scenes),
        "boundaries": atlas.edition.boundaries,
        "house": house_content(stamp.house),
    }


def _page(atlas: Atlas, painter: PictureMaker, shown: Scene, stamp: Stamp) -> Json:
    what = shown.indicator
    mapped = what is not None and what.mapped
    return {
        "group": shown.condition.group,
        "condition": shown.condition.name,
        "headline": captions.finding(shown),
        "subtitle": titles.subtitle(shown),
        "sentences": _sentences(shown),
        "map": _legible_map(painter, shown, stamp) if mapped else None,
        "legend": board_legend(atlas, shown) if mapped else None,
        "table": printed_ranking(atlas, shown),
        "definition": what.definition if what else "",
        "limits": what.limits if what else "",
        "credits": captions.credits(shown)[0],
        "address": view_stamp(stamp, shown.view).address,
    }


def _legible_map(painter: PictureMaker, shown: Scene, stamp: Stamp) -> Json:
    """The map of a page from the largest picture of which the figures are high enough on the page, or highest.

    A smaller picture may have room for fewer labels: those of a place's neighbours may go, those of a map's areas not.
    """
    tries = (_map(painter.picture(shown, size, stamp)) for size in _sizes(shown))
    high = inf if shown.place or len(shown.rows) <= _FEW_ROWS else _LEFT_POINTS
    first = next(tries)
    least = 1 if shown.place else len(first["labels"])
    if not first["labels"] or _lowest(first, high) >= _LEAST_POINTS:
        return first
    drawn = [first]
    for made in (made for made in tries if len(made["labels"]) >= least):
        if _lowest(made, high) >= _LEAST_POINTS:
            return made
        drawn.append(made)
    return max(drawn, key=lambda made: _lowest(made, high))


def _lowest(made: Json, high: float) -> float:
    """The height of the smallest figures of a map that is as wide as the page and at most so high, in points.

    Names of larger areas are smaller, and grow on the page.
    """
    scale = min(_PAGE_POINTS / float(made["width"]), high / float(made["height"]))
    return min((label["size"] for label in made["labels"] if label["bold"]), default=inf) * scale


def _sizes(shown: Scene) -> tuple[Size, ...]:
    """Those that a map may be drawn in: a smaller one would have no room for towns enlarged beside many small areas."""
    if shown.place or len(shown.rows) <= _FEW_ROWS:
        return _HIGH_MAPS
    return (_SMALL_AREAS,) if shown.view.by.is_small else (MAP, _SMALLER)


def _sentences(shown: Scene) -> list[str]:
    """What the headline and the subtitle do not say: highest and lowest, and what is missing."""
    missing = sentences.missing_words(shown.rows, shown.view.by) if shown.indicator else ""
    return [said for said in (*captions.beyond_titles(shown), missing) if said]


def _sources(scenes: Iterable[Scene]) -> list[Json]:
    """Each source once, with the measures that come from it."""
    found: dict[str, list[str]] = {}
    for shown in scenes:
        if what := shown.indicator:
            source = f"{what.publisher}: {what.source}. {what.licence}."
            measure = f"{shown.condition.name}: {what.title}, {periods.period_words(shown.view.period)}"
            found.setdefault(source, []).append(measure)
    return [{"source": source, "measures": measures} for source, measures in found.items()]


# The map: the shapes and labels of the picture, moved to the corner of what they cover.


def _map(picture: Picture) -> Json:
    labels = [_label(label) for label in picture.labels]
    west, north, east, south = _covered((*picture.areas, *picture.outlines), labels)
    return {
        "alt": picture.description,
        "west": west,
        "north": north,
        "width": east - west,
        "height": south - north,
        "drawing": _drawing(picture, (west, north, east - west, south - north)),
        "labels": labels,
    }


def _drawing(picture: Picture, frame: tuple[float, float, float, float]) -> str:
    """The shapes as SVG, which Typst keeps as vectors in a PDF. It holds numbers and colours only, no text of the data.

    Typst would need ten times the time and memory to build them point by point.
    """
    box = " ".join(f"{number:.1f}" for number in frame)
    bare = replace(picture, areas=_untold(picture.areas), outlines=_untold(picture.outlines), layers=(), sites=())
    shapes = "".join(drawn_shapes(bare))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{patterns(picture.size.unit)}{shapes}</svg>'


def _untold(patches: Iterable[Patch]) -> tuple[Patch, ...]:
    return tuple(replace(patch, description="") for patch in patches)


def _covered(patches: Iterable[Patch], labels: Iterable[Json]) -> tuple[float, float, float, float]:
    """West, north, east and south of all that is drawn."""
    corners = [point for patch in patches for polygon in patch.polygons for point in polygon[0]]
    for label in labels:
        height = label["size"] * 1.25
        corners += [(label["x"], label["y"]), (label["x"] + label["width"], label["y"] + height)]
    across, down = zip(*corners, strict=True)
    return min(across) - 2, min(down) - 2, max(across) + 2, max(down) + 2


def _label(label: Text) -> Json:
    """A label of one line by its left edge."""
    (line,) = label.lines
    return {
        "words": line,
        "x": label.left,
        "y": label.y,
        "width": label.width,
        "size": label.size,
        "bold": label.bold,
        "grows": label.align == "middle",
        "colour": label.colour,
        "halo": label.halo,
    }
