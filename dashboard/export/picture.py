"""The picture of a view before any file format: shapes, colours, labels and texts in pixels of one size.

Every writer draws the same ``Picture``, so all formats of one view agree. The origin is the top left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from dashboard import text, words
from dashboard.atlas import Atlas, Row
from dashboard.export.insets import Inset, places, with_insets
from dashboard.export.layers import key_line, line_marks, marks, numbers, site_mark, tracks
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
        head = head_of(words.headline(scene), words.subtitle(scene), size)
        foot = foot_of((*key_line(scene), *words.credits(scene)), size, stamp)
        made = self._arranged(scene, size, body_between(size, head, foot), legend(scene, edges))
        lettered, key = made.lettered, made.layout.legend
        window, insets = self._insets(scene, made, unit)
        project = Projection(window, made.layout.room)
        swatches, entries = made.layout.marks.at(key.x, key.y)
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
                _labels(scene, lettered, project, edges, made.lettering.size_px, self._atlas.shapes[scene.view.by])
            ),
            texts=(*head, *foot, *entries),
            table=_table(scene, made.layout.table, unit) if made.layout.table else None,
        )
        inks = {code: _ink_on(fill) for code, fill in _fills(scene, ()).items() if code in hatched(scene)}
        if insets:
            picture = with_insets(picture, insets, self._shapes(scene), inks, project)
        views = [(window, project), *((inset.window, Projection(inset.window, inset.box)) for inset in insets)]
        return self._layered(scene, picture, views) if scene.borders or scene.sites else picture

    def _layered(self, scene: Scene, picture: Picture, views: Sequence[tuple[Window, Projection]]) -> Picture:
        """The picture with its layers, on the map and on each enlarged town."""
        unit, shapes = picture.size.unit, self._atlas.shapes
        taken = [_room_of(label) for label in picture.labels]
        return replace(
            picture,
            layers=tuple(track for window, p in views for track in tracks(scene, shapes, p, unit, window)),
            sites=tuple(mark for window, p in views for mark in marks(scene, p, unit, window)),
            labels=(
                *picture.labels,
                *(number for window, p in views for number in numbers(scene, p, unit, window, taken)),
            ),
        )

    def _arranged(self, scene: Scene, size: Size, body: Box, what: Legend) -> _Arranged:
        """The map with its table; without one if the labels say the same and the map becomes much larger."""
        made = [self._largest(scene, size, room, table, what) for room, table in _tabled(body, size, scene)]
        best = made[0]
        for bare in made[1:]:
            if bare.is_labelled and (not best.is_labelled or bare.metres_per_px < _MUCH_LARGER * best.metres_per_px):
                best = bare
        return best

    def _largest(self, scene: Scene, size: Size, room: Box, table: Box | None, what: Legend) -> _Arranged:
        """The legend in an upper corner, and the map as large as it can be beside or below it."""
        made: list[_Arranged] = []
        for layouts in _layouts(room, table, what, size, _crowds(scene)):
            lettered = (self._lettered(scene, layout, size.unit) for layout in layouts)
            clear = (arranged for one in lettered if (arranged := self._cleared(scene, one)))
            made += [arranged for arranged in [next(clear, None)] if arranged]
            if made and made[-1].layout.room == room:
                return made[-1]
        return min(made, key=lambda arranged: (not arranged.is_labelled, arranged.metres_per_px))

    def _lettered(self, scene: Scene, layout: Layout, unit: float) -> _Arranged:
        """The labels of a map in its room; smaller ones if large ones take too much of it from the land."""
        frame = (int(layout.room.width), int(layout.room.height))
        for smaller in (1.0, 0.93):
            lettering = Lettering(_label_size(scene) * unit * smaller)
            lettered = self._labeller.letter_named(scene, frame, lettering)
            if lettered.plan.labels and lettered.plan.shrinking <= _FAIR_SHRINKING:
                break
        return _Arranged(layout, lettering, lettered, lettered.plan.window)

    def _cleared(self, scene: Scene, made: _Arranged) -> _Arranged | None:
        """The map moved out of the legend's way within its room; None if there is no way."""
        shapes = [self._atlas.shapes[scene.view.by][row.area.code] for row in scene.rows]
        labels = made.lettered.plan.labels
        covered = [*shapes, *(label.box for label in labels), *(label.leader for label in labels if label.leader)]
        bounds = _around([part.bounds for part in covered])
        for window in _moved(made.window, bounds, made.layout):
            ground = _ground_of(made.layout.legend, window, made.layout.room)
            if not any(part.intersects(ground) for part in covered):
                return replace(made, window=window)
        return None

    def _insets(self, scene: Scene, made: _Arranged, unit: float) -> tuple[Window, tuple[Inset, ...]]:
        """The window, and the towns enlarged on its right if they crowd and there is room: the land then moves left."""
        window, room = made.window, made.layout.room
        if not _crowds(scene):
            return window, ()
        land = self._atlas.shapes[Level.ICS][scene.area.code].bounds
        metres = made.metres_per_px
        margin = 12 * unit
        taken = (land[2] - land[0]) / metres + 3 * margin
        free = Box(room.x + taken, room.y, room.width - taken, room.height)
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


def head_of(headline: str, subtitle: str, size: Size) -> tuple[Text, ...]:
    """The headline, as large as it fits, and the statistical title below it."""
    unit, margin = size.unit, _margin(size)
    room = size.width - 2 * margin
    most = 2 if size.wide else 4
    large, lines = _fitted(headline, [44 * unit, 38 * unit, 32 * unit], room, most)
    title = Text(lines, margin, margin, large, bold=True)
    small = 23 * unit
    sub = wrap(subtitle, small, room, most=2 if size.wide else 4)
    return title, Text(sub, margin, margin + title.height + 6 * unit, small, colour=QUIET)


def _fitted(headline: str, sizes: Sequence[float], room: float, most: int) -> tuple[float, tuple[str, ...]]:
    """The largest size at which a headline takes at most so many lines; at the smallest the rest is cut."""
    for size in sizes:
        lines = wrap(headline, size, room, bold=True)
        if len(lines) <= most:
            return size, lines
    return sizes[-1], wrap(headline, sizes[-1], room, bold=True, most=most)


def foot_of(credits: Sequence[str], size: Size, stamp: Stamp) -> tuple[Text, ...]:
    """Sources and licences, the address and the date, at the lower edge."""
    unit, margin = size.unit, _margin(size)
    small = 14.5 * unit
    room = size.width - 2 * margin
    lines = [line for part in credits for line in wrap(part, small, room)]
    lines += wrap(f"{stamp.address} · made {stamp.date}", small, room)
    height = len(lines) * small * LINE
    return (Text(tuple(lines), margin, size.height - margin * 0.7 - height, small, colour=QUIET),)


def _margin(size: Size) -> float:
    return 48 * size.unit


def body_between(size: Size, head: Sequence[Text], foot: Sequence[Text]) -> Box:
    """The room between head and foot."""
    margin = _margin(size)
    top = head[-1].y + head[-1].height + 18 * size.unit
    bottom = foot[0].y - 18 * size.unit
    return Box(margin, top, size.width - 2 * margin, bottom - top)


@dataclass(frozen=True, slots=True)
class Layout:
    """The rooms of the map, the table and the legend. The legend may lie in a corner of the map's room."""

    room: Box
    table: Box | None
    marks: _Marks
    legend: Box


@dataclass(frozen=True, slots=True)
class _Arranged:
    """A layout with the labels that it has room for and the window of its map."""

    layout: Layout
    lettering: Lettering
    lettered: Lettered
    window: Window

    @property
    def metres_per_px(self) -> float:
        """The scale of the map."""
        return (self.window[2] - self.window[0]) / self.layout.room.width

    @property
    def is_labelled(self) -> bool:
        """Whether figures stand on the map."""
        return bool(self.lettered.plan.labels)


def _tabled(body: Box, size: Size, scene: Scene) -> Iterator[tuple[Box, Box | None]]:
    """The rooms of map and table: beside the map or under it, and of the map alone unless intervals need a table."""
    has_table = len(scene.rows) <= _MOST_ROWS and (size.wide or size.tall)
    if has_table:
        yield _beside(body, size.unit, scene) if size.wide else _below(body, size.unit, scene)
    if not has_table or not _has_intervals(scene):
        yield body, None


def _beside(body: Box, unit: float, scene: Scene) -> tuple[Box, Box]:
    large, small = (sum(_widths(scene, letters * unit, _rows(scene, _named), unit)) for letters in (_LARGE, _SMALL))
    side = min(large, max(small, body.width * _FAIR_TABLE), body.width * _WIDEST_TABLE)
    left = replace(body, width=body.width - side - _GAP * unit)
    return left, Box(left.x + left.width + _GAP * unit, body.y, side, body.height)


def _below(body: Box, unit: float, scene: Scene) -> tuple[Box, Box]:
    height = (len(scene.rows) + 2) * 30 * unit
    above = replace(body, height=body.height - height)
    return above, Box(body.x, above.y + above.height + _GAP * unit / 2, body.width, height - _GAP * unit / 2)


def _layouts(room: Box, table: Box | None, what: Legend, size: Size, is_beside: bool) -> Iterator[Iterator[Layout]]:
    """Ways to give room to the legend, each from the largest map to the smallest.

    The legend stands in the left corner and the map makes way, or in the right one, or, where the picture is
    not wide, flat above the map. is_beside: only wholly beside the map.
    """
    marks, flat = _Marks(what, size.unit), _Marks(what, size.unit, is_flat=True)
    left = Box(room.x, room.y, marks.width, marks.height)
    right = replace(left, x=room.x + room.width - marks.width)
    across, down = marks.width + _GAP * size.unit, flat.height + _GAP * size.unit
    if is_beside and size.wide:
        yield iter([Layout(_less(room, across, 0), table, marks, left)])
        return
    yield (Layout(_less(room, across * share, 0), table, marks, left) for share in _SHARES)
    yield (Layout(replace(room, width=room.width - across * share), table, marks, right) for share in _SHARES[:-1])
    if not size.wide:
        yield iter([Layout(_less(room, 0, down), table, flat, Box(room.x, room.y, flat.width, flat.height))])


def _less(room: Box, left: float, top: float) -> Box:
    return Box(room.x + left, room.y + top, room.width - left, room.height - top)


def _crowds(scene: Scene) -> bool:
    """Whether the towns are too small to be seen on the map."""
    return scene.view.by is Level.NEIGHBOURHOOD and scene.area.level is Level.ICS


def _moved(window: Window, bounds: Window, layout: Layout) -> Iterator[Window]:
    """A window as it is, then moved so that what is in it stands away from the legend's corner."""
    metres = (window[2] - window[0]) / layout.room.width
    margin = 10 * metres
    is_left = layout.legend.x <= layout.room.x
    across = (window[2] - bounds[2] - margin) if is_left else (window[0] + margin - bounds[0])
    down = bounds[1] - window[1] - margin
    for x, y in ((0.0, 0.0), (across / 2, 0.0), (across, 0.0), (0.0, down), (across, down)):
        yield window[0] - x, window[1] + y, window[2] - x, window[3] + y


def _ground_of(legend: Box, window: Window, room: Box) -> BaseGeometry:
    """The ground that a legend with a margin would cover."""
    metres = (window[2] - window[0]) / room.width
    clear = 16 * metres
    west = window[0] + (legend.x - room.x) * metres
    north = window[3] - (legend.y - room.y) * metres
    return box(
        west - clear, north - legend.height * metres - clear, west + legend.width * metres + clear, north + clear
    )


def _around(bounds: Iterable[Window]) -> Window:
    west, south, east, north = zip(*bounds, strict=True)
    return min(west), min(south), max(east), max(north)


#: More rows than this are not printed beside a map; the table is its own file then.
_MOST_ROWS = 20
#: The text of a table in design units, and the least that can be read.
_LARGE, _SMALL = 19, 14
#: A table takes this part of the width beside a map if its text must be large, and this if it is small already.
_FAIR_TABLE, _WIDEST_TABLE = 0.3, 0.4
#: The map without a table must have less than this of the metres in a pixel to be worth it.
_MUCH_LARGER = 0.75
_GAP = 28
#: How far the map makes way for the legend, from not at all to wholly.
_SHARES = (0.0, 0.35, 0.7, 1.0)
#: Labels are made smaller if the land loses more than this of its size to them.
_FAIR_SHRINKING = 1.3
_LONG_CAVEAT = 20


class _Marks:
    """The legend as swatches and texts, laid out from its top left corner."""

    def __init__(self, what: Legend, unit: float, is_flat: bool = False) -> None:
        """is_flat: in columns side by side."""
        self._what, self._unit, self._is_flat = what, unit, is_flat
        self._size = 19 * unit
        self._step = self._size * 1.5
        self._room = 250 * unit
        swatches, texts, self.height = self._build(0, 0)
        self.width = max([swatch.x + swatch.width for swatch in swatches] + [line.x + line.width for line in texts])

    def at(self, x: float, y: float) -> tuple[tuple[Swatch, ...], tuple[Text, ...]]:
        """The legend with its corner at a point."""
        swatches, texts, _ = self._build(x, y)
        return tuple(swatches), tuple(texts)

    def _build(self, x: float, y: float) -> tuple[list[Swatch], list[Text], float]:
        """Words, colours and other marks: one below the other, or flat in two or three columns."""
        what = self._what
        swatches: list[Swatch] = []
        texts: list[Text] = []
        bottoms = [self._words(x, y, texts)]
        if what.grid:
            x, top = self._next(x, y, bottoms[-1])
            bottoms.append(self._grid(x, top, swatches, texts))
        else:
            entries = [(colour, "", entry) for colour, entry in what.entries]
            bottoms.append(self._entries(x, bottoms[-1], entries, swatches, texts))
        x, top = self._next(x, y, bottoms[-1])
        bottoms.append(self._entries(x, top, self._others(), swatches, texts))
        bottoms[-1] = self._layers(x, bottoms[-1], swatches, texts)
        return swatches, texts, max(bottoms) - y

    def _layers(self, x: float, top: float, swatches: list[Swatch], texts: list[Text]) -> float:
        """The marks of the layers and their words."""
        unit, size = self._unit, self._size
        for layer, entry in self._what.layers:
            swatches += line_marks(layer, x, top + size * LINE / 2, 34 * unit, unit)
            top = self._entry(x, top, entry, texts)
        for kind, entry in self._what.sites:
            swatches.append(site_mark(kind, x + 17 * unit, top + size * LINE / 2, unit))
            top = self._entry(x, top, entry, texts)
        return top

    def _entry(self, x: float, top: float, entry: str, texts: list[Text]) -> float:
        """The words beside a mark."""
        inset = 46 * self._unit
        texts.append(Text(wrap(entry, self._size, self._room - inset), x + inset, top, self._size))
        return top + max(texts[-1].height, self._step * 0.9) + 3 * self._unit

    def _next(self, x: float, y: float, bottom: float) -> tuple[float, float]:
        return (x + self._room + _GAP * self._unit, y) if self._is_flat else (x, bottom)

    def _words(self, x: float, top: float, texts: list[Text]) -> float:
        """The title and the notes below it."""
        unit, size = self._unit, self._size
        if self._what.title:
            texts.append(Text(wrap(self._what.title, size, self._room, bold=True), x, top, size, bold=True))
            top += texts[-1].height + 6 * unit
        for note in self._what.notes:
            texts.append(Text(wrap(note, size * 0.85, self._room), x, top, size * 0.85))
            top += texts[-1].height + 4 * unit
        return top

    def _others(self) -> list[tuple[str, str, str]]:
        """Colour, pattern and words of the marks that are not classes."""
        what = self._what
        empties = [
            (EMPTY_FILLS[kind], "dots" if kind == "not-published" else "", entry) for kind, entry in what.empties
        ]
        return [*([("", "hatch", what.hatch)] if what.hatch else []), *empties, ("", "outline", what.outlines)]

    def _entries(
        self,
        x: float,
        top: float,
        entries: Iterable[tuple[str, str, str]],
        swatches: list[Swatch],
        texts: list[Text],
    ) -> float:
        """A mark and its words in each line."""
        unit, size = self._unit, self._size
        for colour, pattern, entry in entries:
            lines = Text(wrap(entry, size, self._room - 46 * unit), x + 46 * unit, top, size)
            middle, height = top + size * LINE / 2, 3 * unit if pattern == "outline" else size * 1.05
            fill, mark = (INK, "") if pattern == "outline" else (colour or WHITE, pattern)
            swatches.append(Swatch(x, middle - height / 2, 34 * unit, height, fill, mark))
            texts.append(lines)
            top += max(lines.height, self._step * 0.9) + 3 * unit
        return top

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
    """The figures, highest first, in the room: shorter names or smaller text if they would not fit."""
    row_height = min(34 * unit, room.height / (len(scene.rows) + 2))
    largest = min(_LARGE * unit, row_height * 0.7)
    tries = [
        (max(largest * step / _LARGE, _SMALL * unit), _rows(scene, named))
        for step in range(_LARGE, _SMALL - 1, -1)
        for named in (_named, _called)
    ]
    fits = (made for made in tries if sum(_widths(scene, *made, unit)) <= room.width)
    size, rows = next(fits, tries[-1])
    numbers = _widths(scene, size, rows, unit)[1:]
    first = room.width - sum(numbers)
    body = tuple((cut(name, size, first - 8 * unit), *figures) for name, *figures in rows)
    return Table(room.x, room.y, (first, *numbers), row_height, size, _header(scene), body)


def _header(scene: Scene) -> tuple[str, ...]:
    figure = text.unit_heading(scene.indicator) if scene.indicator else ""
    return (text.LEVELS[scene.view.by], figure, *(["95% interval"] if _has_intervals(scene) else []))


def _has_intervals(scene: Scene) -> bool:
    return any(row.value and row.value.lower is not None for row in scene.rows)


def _rows(scene: Scene, named: Callable[[Row], str]) -> tuple[tuple[str, ...], ...]:
    """Name, figure and, if there are any, interval of every area."""
    indicator, columns = scene.indicator, len(_header(scene))
    rows = (
        (named(r), text.figure_of(r.value, indicator) if indicator else "", _interval(scene, r)) for r in scene.rows
    )
    return tuple(row[:columns] for row in rows)


def _widths(scene: Scene, size: float, rows: Sequence[Sequence[str]], unit: float) -> tuple[float, ...]:
    """The width that each column of a table needs."""
    columns = zip(_header(scene), *rows, strict=True)
    pad = 18 * unit
    return tuple(
        max(width(heading, size, bold=True), *(width(cell, size) for cell in cells)) + pad
        for heading, *cells in columns
    )


def _interval(scene: Scene, row: Row) -> str:
    return text.interval_of(row.value, scene.indicator) if scene.indicator else ""


def _named(row: Row) -> str:
    """The name with its caveat; a long one is cut to the word that must be said: "estimate"."""
    caveat = text.caveats(row.value)
    if len(caveat) >= _LONG_CAVEAT and row.value:
        caveat = text.STATUS[row.value.status]
    return f"{row.area.name} ({caveat})" if caveat else row.area.name


def _called(row: Row) -> str:
    """The short name, with the one word that must be said of a figure."""
    status = text.STATUS[row.value.status] if row.value and text.caveats(row.value) else ""
    name = text.called(row.area, row.value)
    return f"{name} ({status})" if status else name


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
        fill = fills.get(_under(label, shapes, list(fills)), "") if len(scene.rows) <= _FEW_AREAS else ""
        yield from _label(label, project, size * OUTLINE_NAMES, _ink_on(fill), fill)
    for label in lettered.plan.labels:
        fill = "" if label.side else fills.get(label.code, "")
        yield from _label(label, project, size, _ink_on(fill), fill)


def _under(label: Label, shapes: Mapping[str, BaseGeometry], codes: Iterable[str]) -> str:
    """The area on which a label lies wholly, if there is one: a halo has its colour, else it is white."""
    return next((code for code in codes if shapes[code].contains(label.box)), "")


def _room_of(label: Text) -> BaseGeometry:
    """The room that a label takes, in pixels."""
    west = label.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[label.align] * label.width
    return box(west, label.y, west + label.width, label.y + label.height)


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
