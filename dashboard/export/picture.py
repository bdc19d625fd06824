"""The picture of a view before any file format: shapes, colours, labels and texts in pixels of one size.

Every writer draws the same ``Picture``, so all formats of one view agree. The origin is the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shapely.geometry import Point as ShapelyPoint
from shapely.geometry.base import BaseGeometry

from dashboard import text, words
from dashboard.atlas import Atlas, Row
from dashboard.export.insets import Inset, places, with_insets
from dashboard.export.lettering import cut, width, wrap
from dashboard.export.primitives import (
    LINE,
    QUIET,
    WHITE,
    Box,
    Line,
    Patch,
    Picture,
    Projection,
    Size,
    Stamp,
    Swatch,
    Table,
    Text,
    Window,
    hatch,
)
from dashboard.figures.labelling import OUTLINE_NAMES, Labeller, Lettered
from dashboard.figures.labels import Label, Lettering
from dashboard.figures.map import BORDER, EMPTY_FILLS, INK, colours, fill_class, hatched, kind_of_empty
from dashboard.legend import Legend, legend
from dashboard.model import Level
from dashboard.scene import Scene, figure_edges

#: Up to this many areas have borders and grounds that a label can be fitted to.
_FEW_AREAS = 60


class Painter:
    """Makes pictures of one Atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._labeller = Labeller(atlas)

    def picture(self, scene: Scene, size: Size, stamp: Stamp) -> Picture:
        """The picture of a scene in a size."""
        unit = size.unit
        edges = figure_edges(self._atlas, scene)
        head = _head(scene, size)
        foot = _foot(scene, size, stamp)
        body = _body(size, head, foot)
        marks = _Marks(legend(scene, edges), unit)
        map_box, table_box, legend_at = _divide(body, size, marks, scene)
        lettering, lettered = self._lettered(scene, map_box, unit)
        window, insets = self._insets(scene, lettered.plan.window, map_box, unit)
        project = Projection(window, map_box)
        swatches, entries = marks.at(*legend_at)
        picture = Picture(
            size=size,
            title=words.headline(scene),
            description=words.alternative(scene),
            areas=tuple(self._patches(scene, project, edges, unit)),
            hatching=tuple(self._hatching(scene, project, unit)),
            outlines=tuple(self._outlines(scene, project, unit)),
            leaders=tuple(_leaders(lettered, project, unit)),
            dots=tuple(project.point(*label.anchor) for label in lettered.plan.labels if label.anchor),
            swatches=swatches,
            labels=tuple(
                _labels(scene, lettered, project, edges, lettering.size_px, self._atlas.shapes[scene.view.by])
            ),
            texts=(*head, *foot, *entries),
            table=_table(scene, table_box, unit) if table_box else None,
        )
        inks = {code: _ink_on(fill) for code, fill in _fills(scene, ()).items() if code in hatched(scene)}
        return with_insets(picture, insets, self._shapes(scene), inks, project) if insets else picture

    def _lettered(self, scene: Scene, map_box: Box, unit: float) -> tuple[Lettering, Lettered]:
        """The labels at the largest size at which they keep their names; else the figures alone."""
        frame = (int(map_box.width), int(map_box.height))
        size = _label_size(scene) * unit
        tries = [Lettering(size * smaller) for smaller in (1.0, 0.93)]
        made = [(lettering, self._labeller.letter(scene, frame, lettering)) for lettering in tries]
        named = (pair for pair in made if any(label.lines != (label.figure,) for label in pair[1].plan.labels))
        return next(named, made[0])

    def _insets(self, scene: Scene, window: Window, map_box: Box, unit: float) -> tuple[Window, tuple[Inset, ...]]:
        """The window, and the towns enlarged on its right if they crowd and there is room: the land then moves left."""
        if scene.view.by is not Level.NEIGHBOURHOOD or scene.area.level is not Level.ICS:
            return window, ()
        land = self._atlas.shapes[Level.ICS][scene.area.code].bounds
        metres = (window[2] - window[0]) / map_box.width
        margin = 12 * unit
        taken = (land[2] - land[0]) / metres + 3 * margin
        free = Box(map_box.x + taken, map_box.y, map_box.width - taken, map_box.height)
        insets = places(free, unit)
        shift = land[0] - margin * metres - window[0] if insets else 0.0
        return (window[0] + shift, window[1], window[2] + shift, window[3]), insets

    def _shapes(self, scene: Scene) -> dict[str, BaseGeometry]:
        """The shapes of all areas and outlines of a scene."""
        shapes = {row.area.code: self._atlas.shapes[scene.view.by][row.area.code] for row in scene.rows}
        return shapes | {area.code: self._atlas.shapes[area.level][area.code] for area in scene.outlines}

    def _patches(self, scene: Scene, project: Projection, edges: Sequence[float], unit: float) -> Iterable[Patch]:
        palette = colours(scene)
        border = (1.2 if len(scene.rows) <= _FEW_AREAS else 0.5) * unit
        for row in scene.rows:
            index = fill_class(scene, row, edges)
            kind = "" if index is not None else kind_of_empty(scene, row)
            yield Patch(
                code=row.area.code,
                name=row.area.name,
                description=words.of_area(scene, row),
                polygons=project.polygons(self._atlas.shapes[scene.view.by][row.area.code]),
                fill=palette[index] if index is not None else EMPTY_FILLS[kind],
                border=BORDER,
                border_width=border,
                pattern="dots" if kind == "not-published" else "",
            )

    def _hatching(self, scene: Scene, project: Projection, unit: float) -> Iterable[Line]:
        fills = _fills(scene, ())
        for code in hatched(scene):
            shape = project.shape(self._atlas.shapes[scene.view.by][code])
            for line in hatch(shape, 9 * unit):
                yield Line(line, _ink_on(fills.get(code, "")), 1.4 * unit)

    def _outlines(self, scene: Scene, project: Projection, unit: float) -> Iterable[Patch]:
        for area in scene.outlines:
            level = scene.view.by if scene.place else area.level
            shape = self._atlas.shapes[level][area.code]
            border = (4 if scene.place else 2.6) * unit
            yield Patch(area.code, area.name, "", project.polygons(shape), "", INK, border)


def _head(scene: Scene, size: Size) -> tuple[Text, ...]:
    unit, margin = size.unit, _margin(size)
    room = size.width - 2 * margin
    most = 2 if size.wide else 4
    large, lines = _fitted(words.headline(scene), [44 * unit, 38 * unit, 32 * unit], room, most)
    title = Text(lines, margin, margin, large, bold=True)
    small = 23 * unit
    sub = wrap(words.subtitle(scene), small, room, most=2 if size.wide else 4)
    return title, Text(sub, margin, margin + title.height + 6 * unit, small, colour=QUIET)


def _fitted(headline: str, sizes: Sequence[float], room: float, most: int) -> tuple[float, tuple[str, ...]]:
    """The largest size at which a headline takes at most so many lines; at the smallest the rest is cut."""
    for size in sizes:
        lines = wrap(headline, size, room, bold=True)
        if len(lines) <= most:
            return size, lines
    return sizes[-1], wrap(headline, sizes[-1], room, bold=True, most=most)


def _foot(scene: Scene, size: Size, stamp: Stamp) -> tuple[Text, ...]:
    unit, margin = size.unit, _margin(size)
    small = 14.5 * unit
    room = size.width - 2 * margin
    lines = [line for part in words.credits(scene) for line in wrap(part, small, room)]
    lines += wrap(f"{stamp.address} · made {stamp.date}", small, room)
    height = len(lines) * small * LINE
    return (Text(tuple(lines), margin, size.height - margin * 0.7 - height, small, colour=QUIET),)


def _margin(size: Size) -> float:
    return 48 * size.unit


def _body(size: Size, head: Sequence[Text], foot: Sequence[Text]) -> Box:
    margin = _margin(size)
    top = head[-1].y + head[-1].height + 18 * size.unit
    bottom = foot[0].y - 18 * size.unit
    return Box(margin, top, size.width - 2 * margin, bottom - top)


def _divide(body: Box, size: Size, marks: _Marks, scene: Scene) -> tuple[Box, Box | None, tuple[float, float]]:
    """The boxes of the map and the table, and the top left corner of the legend."""
    unit, rows, corner = size.unit, len(scene.rows), (body.x, body.y)
    gap = 28 * unit
    # North-west of the whole system is no land of it, nor a label but those of districts: the legend stands there.
    is_free = scene.area.level is Level.ICS and scene.view.by is not Level.DISTRICT
    if size.wide or not (size.tall or is_free):
        side = min(body.width * 0.3, 520 * unit) + gap if size.wide and rows <= _MOST_ROWS else 0.0
        map_box = Box(body.x + marks.width + gap, body.y, body.width - side - marks.width - gap, body.height)
        table = Box(map_box.x + map_box.width + gap, body.y, side - gap, body.height)
        return map_box, table if side else None, corner
    top = 0.0 if is_free else marks.height + gap
    table_height = (rows + 2) * 30 * unit if size.tall and rows <= _MOST_ROWS else 0.0
    if body.height - table_height - top < body.height * 0.35:
        table_height = 0.0
    map_box = Box(body.x, body.y + top, body.width, body.height - table_height - top)
    below = Box(body.x, map_box.y + map_box.height + gap / 2, body.width, table_height - gap / 2)
    return map_box, below if table_height else None, corner


#: More rows than this are not printed beside a map; the table is its own file then.
_MOST_ROWS = 20
_LONG_CAVEAT = 20


class _Marks:
    """The legend as swatches and texts, laid out from its top left corner."""

    def __init__(self, what: Legend, unit: float) -> None:
        self._what, self._unit = what, unit
        self._size = 19 * unit
        self._step = self._size * 1.5
        self.width = 250 * unit
        self.height = self._build(0, 0)[2]

    def at(self, x: float, y: float) -> tuple[tuple[Swatch, ...], tuple[Text, ...]]:
        """The legend with its corner at a point."""
        swatches, texts, _ = self._build(x, y)
        return tuple(swatches), tuple(texts)

    def _build(self, x: float, y: float) -> tuple[list[Swatch], list[Text], float]:
        what, unit, size = self._what, self._unit, self._size
        swatches: list[Swatch] = []
        texts: list[Text] = []
        top = y
        if what.title:
            texts.append(Text(wrap(what.title, size, self.width, bold=True), x, y, size, bold=True))
            top += texts[0].height + 6 * unit
        for note in what.notes:
            lines = Text(wrap(note, size * 0.85, self.width), x, top, size * 0.85)
            texts.append(lines)
            top += lines.height + 4 * unit
        if what.grid:
            top = self._grid(x, top, swatches, texts)
        entries = [(colour, "", entry) for colour, entry in what.entries]
        if what.hatch:
            entries.append(("", "hatch", what.hatch))
        entries += [
            (EMPTY_FILLS[kind], "dots" if kind == "not-published" else "", entry) for kind, entry in what.empties
        ]
        entries.append(("", "outline", what.outlines))
        for colour, pattern, entry in entries:
            lines = Text(wrap(entry, size, self.width - 46 * unit), x + 46 * unit, top, size)
            box_height = size * 1.05
            middle = top + size * LINE / 2
            if pattern == "outline":
                swatches.append(Swatch(x, middle - 1.5 * unit, 34 * unit, 3 * unit, INK))
            else:
                swatches.append(Swatch(x, middle - box_height / 2, 34 * unit, box_height, colour or WHITE, pattern))
            texts.append(lines)
            top += max(lines.height, self._step * 0.9) + 3 * unit
        return swatches, texts, top - y

    def _grid(self, x: float, top: float, swatches: list[Swatch], texts: list[Text]) -> float:
        """The nine colours of the 3 by 3 map with their two axes in words."""
        unit, small = self._unit, self._size * 0.85
        side = 52 * unit
        texts.append(Text(("figure: low to high →",), x, top, small))
        top += small * LINE + 4 * unit
        for up, row in enumerate(reversed(self._what.grid)):
            for across, colour in enumerate(row):
                swatches.append(Swatch(x + across * side, top + up * side, side, side, colour))
        texts.append(Text(("most deprived",), x + 3 * side + 10 * unit, top + side * 0.35, small))
        texts.append(Text(("least deprived",), x + 3 * side + 10 * unit, top + side * 2.35, small))
        return top + 3 * side + 14 * unit


def _table(scene: Scene, room: Box, unit: float) -> Table:
    """The figures, highest first, in the room: smaller rows if they are many."""
    indicator = scene.indicator
    has_intervals = any(row.value and row.value.lower is not None for row in scene.rows)
    row_height = min(34 * unit, room.height / (len(scene.rows) + 2))
    size = min(19 * unit, row_height * 0.62)
    figures = [(text.figure_of(r.value, indicator) if indicator else "", _interval(scene, r)) for r in scene.rows]
    columns = [text.unit_heading(indicator) if indicator else "", *(["95% interval"] if has_intervals else [])]
    pad = 18 * unit
    widths = [
        max(width(column, size, bold=True), *(width(figure[k], size) for figure in figures)) + pad
        for k, column in enumerate(columns)
    ]
    first = room.width - sum(widths)
    rows = tuple(
        (cut(_named(row), size, first - 8 * unit), *figure[: len(columns)])
        for row, figure in zip(scene.rows, figures, strict=True)
    )
    header = (text.LEVELS[scene.view.by], *columns)
    return Table(room.x, room.y, (first, *widths), row_height, size, header, rows)


def _interval(scene: Scene, row: Row) -> str:
    return text.interval_of(row.value, scene.indicator) if scene.indicator else ""


def _named(row: Row) -> str:
    """The name with its caveat; a long one is cut to the word that must be said: "estimate"."""
    caveat = text.caveats(row.value)
    if len(caveat) >= _LONG_CAVEAT and row.value:
        caveat = text.STATUS[row.value.status]
    return f"{row.area.name} ({caveat})" if caveat else row.area.name


def _leaders(lettered: Lettered, project: Projection, unit: float) -> Iterable[Line]:
    for label in lettered.plan.labels:
        if label.leader is not None:
            points = tuple(project.point(x, y) for x, y in label.leader.coords)
            yield Line(points, INK, 1.1 * unit)


def _labels(
    scene: Scene,
    lettered: Lettered,
    project: Projection,
    edges: Sequence[float],
    size: float,
    shapes: Mapping[str, BaseGeometry],
) -> Iterable[Text]:
    fills = _fills(scene, edges)
    for label in lettered.outline_names:
        fill = fills.get(_under(label, shapes), "") if len(scene.rows) <= _FEW_AREAS else ""
        yield from _label(label, project, size * OUTLINE_NAMES, _ink_on(fill), fill)
    for label in lettered.plan.labels:
        fill = "" if label.side else fills.get(label.code, "")
        yield from _label(label, project, size, _ink_on(fill), fill)


def _under(label: Label, shapes: Mapping[str, BaseGeometry]) -> str:
    """The area on which the middle of a label lies."""
    middle = ShapelyPoint(label.x, label.y)
    return next((code for code, shape in shapes.items() if shape.contains(middle)), "")


def _label_size(scene: Scene) -> float:
    """Labels are smaller where there are many, in design units."""
    return 20.0 if len(scene.rows) <= 12 else 17.0


def _fills(scene: Scene, edges: Sequence[float]) -> Mapping[str, str]:
    palette = colours(scene)
    classes = ((row.area.code, fill_class(scene, row, edges)) for row in scene.rows)
    return {code: palette[index] for code, index in classes if index is not None}


def _label(label: Label, project: Projection, size: float, colour: str, halo: str) -> Iterable[Text]:
    """The lines of a label, the figure bold. Lines beside the land start at its near side."""
    west, _, east, north = label.bounds
    edge, top = project.point({0: label.x, 1: west, -1: east}[label.side], north)
    x = edge + label.side * 0.25 * size
    align = {0: "middle", 1: "left", -1: "right"}[label.side]
    for number, line in enumerate(label.lines):
        y = top + number * size * LINE
        yield from _line_with_figure(line, label.figure, x, y, size, colour, align, halo or WHITE)


def _line_with_figure(
    line: str, figure: str, x: float, y: float, size: float, colour: str, align: str, halo: str
) -> Iterable[Text]:
    name = line.removesuffix(figure) if figure else line
    if not name or name == line:
        yield Text((line,), x, y, size, bold=not name, colour=colour, align=align, halo=halo)
        return
    name_width, figure_width = width(name, size), width(figure, size, True)
    left = {"left": x, "middle": x - (name_width + figure_width) / 2, "right": x - name_width - figure_width}[align]
    yield Text((name.rstrip(),), left, y, size, colour=colour, halo=halo)
    yield Text((figure,), left + name_width, y, size, bold=True, colour=colour, halo=halo)


def _ink_on(fill: str) -> str:
    """Dark ink on a light fill, white on a dark one, by relative luminance (WCAG 2)."""
    if not fill:
        return INK
    channels = [int(fill[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return WHITE if luminance < 0.25 else INK
