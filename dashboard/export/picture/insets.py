"""The towns enlarged: where hundreds of small areas crowd, they are drawn again, larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.core.colours import INK
from dashboard.core.edition import Enlarged
from dashboard.export.picture.hatch_marks import HatchMark, hatch_lines
from dashboard.export.picture.primitives import Box, Line, Patch, Picture, Projection, Text, Window

_LEAST, _MOST = 260, 540
_GAP = 26
_TITLE = 19


@dataclass(frozen=True, slots=True)
class Inset:
    """One enlarged part: its name, its window, and its box in the picture."""

    name: str
    window: Window
    box: Box

    def ground(self, unit: float) -> Box:
        """The box with the name above it."""
        head = _TITLE * 1.5 * unit
        return replace(self.box, y=self.box.y - head, height=self.box.height + head)


def inset_frames(towns: Sequence[Enlarged], free: Box, unit: float) -> tuple[Inset, ...]:
    """The insets at the right end of a free room: one above the other, or side by side if they are too small so.

    None if there is no room for them.
    """
    if not towns:
        return ()
    shapes = [(town.north - town.south) / (town.east - town.west) for town in towns]
    head, gap = _TITLE * 1.5 * unit, _GAP * unit
    stacked = min(free.width, (free.height - len(towns) * (head + gap)) / sum(shapes))
    abreast = min((free.width + gap) / len(towns) - gap, (free.height - head) / max(shapes))
    is_stacked = stacked >= _LEAST * unit
    width = min(stacked if is_stacked else abreast, _MOST * unit)
    if width < _LEAST * unit:
        return ()
    made, top, left = [], free.y, free.x + free.width - width
    left -= 0 if is_stacked else (len(towns) - 1) * (width + gap)
    for town, shape in zip(towns, shapes, strict=True):
        made.append(Inset(town.name, town.window, Box(left, top + head, width, width * shape)))
        top, left = (top + head + width * shape + gap, left) if is_stacked else (top, left + width + gap)
    return tuple(made)


def with_insets(
    picture: Picture,
    insets: Iterable[Inset],
    shapes: Mapping[str, BaseGeometry],
    marks: Sequence[HatchMark],
    main: Projection,
) -> Picture:
    """The picture with its towns drawn again in their boxes, framed, named, and marked on the main map.

    shapes: area code -> shape of every area and outline of the picture, on the National Grid.
    """
    areas, outlines = picture.areas, picture.outlines
    for inset in insets:
        project = Projection(inset.window, inset.box)
        picture = replace(
            _framed(picture, inset, project, main),
            areas=(*picture.areas, *_clipped(areas, inset, shapes, project)),
            hatching=(*picture.hatching, *_hatching(inset, shapes, marks, project, picture.size.unit)),
            outlines=(*picture.outlines, *_clipped(outlines, inset, shapes, project)),
        )
    return picture


def _framed(picture: Picture, inset: Inset, project: Projection, main: Projection) -> Picture:
    """The picture with the frame of an inset, in both places, and its name."""
    unit = picture.size.unit
    west, south, east, north = inset.window
    frame = [(west, south), (west, north), (east, north), (east, south), (west, south)]
    size = _TITLE * unit
    title = Text((f"{inset.name}, enlarged",), inset.box.x, inset.box.y - 1.45 * size, size, bold=True)
    return replace(
        picture,
        leaders=(
            *picture.leaders,
            *(Line(tuple(p.point(*corner) for corner in frame), INK, 1.4 * unit) for p in (project, main)),
        ),
        labels=(*picture.labels, title),
    )


def _hatching(
    inset: Inset, shapes: Mapping[str, BaseGeometry], marks: Sequence[HatchMark], project: Projection, unit: float
) -> Iterable[Line]:
    for mark in marks:
        for code in mark.inks:
            part = project.shape(shapely.clip_by_rect(shapes[code], *inset.window))
            if not part.is_empty:
                yield from hatch_lines(mark, code, part, unit)


def _clipped(
    patches: Iterable[Patch], inset: Inset, shapes: Mapping[str, BaseGeometry], project: Projection
) -> Iterable[Patch]:
    for patch in patches:
        part = shapely.clip_by_rect(shapes[patch.code], *inset.window)
        polygons = project.polygons(part)
        if polygons:
            yield replace(patch, name=f"{patch.name} ({inset.name}, enlarged)", polygons=polygons)
