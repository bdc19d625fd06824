"""The labels of a picture in pixels: names and figures with halos, and the leader lines of those beside the land."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from dashboard.core.collisions import Rectangle
from dashboard.core.colours import INK, WHITE, ink_on
from dashboard.export.picture.primitives import LINE, Line, Projection, Text
from dashboard.export.picture.text_metrics import width
from dashboard.maps.placement.labels import Label, Lettered, Lettering, area_under, outline_size
from dashboard.maps.symbology import fills_of
from dashboard.views.scene import Scene


def labels_of(
    scene: Scene,
    lettered: Lettered,
    project: Projection,
    edges: Sequence[float],
    lettering: Lettering,
    shapes: Mapping[str, BaseGeometry],
) -> Iterable[Text]:
    """The names of the larger areas, then the labels of the areas, line by line.

    shapes: area code -> shape of every area, on the National Grid.
    """
    size, names = lettering.size_px, outline_size(lettering.size_px, lettering.least_px)
    fills = fills_of(scene, edges)
    for label in lettered.outline_names:
        fill = fills.get(area_under(label, shapes, list(fills)), "")
        yield from _label(label, project, names, ink_on(fill), fill)
    for label in lettered.plan.labels:
        fill = "" if label.side else fills.get(label.code, "")
        yield from _label(label, project, size, ink_on(fill), fill)


def leaders_of(lettered: Lettered, project: Projection, unit: float) -> Iterable[Line]:
    """The lines from labels beside the land into their areas."""
    for label in lettered.plan.labels:
        if label.leader is not None:
            points = tuple(project.point(x, y) for x, y in label.leader.coords)
            yield Line(points, INK, 1.1 * unit)


def room_of(label: Text) -> Rectangle:
    """The room that a label takes, in pixels."""
    return label.left, label.y, label.left + label.width, label.y + label.height


def _label(label: Label, project: Projection, size: float, colour: str, halo: str) -> Iterable[Text]:
    """The lines of a label, the figure bold. Lines beside the land start at its near side."""
    west, _, east, north = label.bounds
    edge, top = project.point({0: label.x, 1: west, -1: east}[label.side], north)
    x = edge + label.side * 0.25 * size
    align = {0: "middle", 1: "left", -1: "right"}[label.side]
    for number, line in enumerate(label.lines):
        y = top + number * size * LINE
        figure = label.figure if number == len(label.lines) - 1 else ""
        yield from _line_with_figure(line, figure, x, y, size, colour, align, halo or WHITE)


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
