"""How a map is arranged with its table, its legend and its labels: the way that leaves the map largest.

Labels, legend and map are in each other's way, so several layouts are lettered and the best is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.export.picture.insets import Inset, inset_frames
from dashboard.export.picture.layout import Layout, crowds, drawing_ground, layouts, moved, tabled
from dashboard.export.picture.primitives import Box, Size, Window
from dashboard.maps.legend import Legend
from dashboard.maps.placement.labelling import Labeller
from dashboard.maps.placement.labels import LEAST_PX, Lettered, Lettering, bounds_around
from dashboard.views.scene import Scene

#: The map without a table must have less than this of the metres in a pixel to be worth it.
_MUCH_LARGER = 0.75
#: The same of a map with a smaller table.
_LARGER = 0.9
#: Labels are made smaller if the land loses more than this of its size to them.
_FAIR_SHRINKING = 1.3
#: The part of its size that a legend has which would be too high or leave no room for labels.
_SMALLER_LEGEND = 0.8


@dataclass(frozen=True, slots=True)
class Arranged:
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


class Arranger:
    """Arranges scenes of one Atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._labeller = Labeller(atlas)

    def arranged(self, scene: Scene, size: Size, body: Box, what: Legend, alone: bool = False) -> Arranged:
        """The map with its table; with a smaller one if the map gains by it, without one if its labels say the same."""
        rooms = [(body, None)] if alone else tabled(body, size, scene)
        made = [self._largest(scene, size, room, table, what) for room, table in rooms]
        best = made[0]
        for other in made[1:]:
            worth = _LARGER if other.layout.table else _MUCH_LARGER
            if other.is_labelled and (not best.is_labelled or other.metres_per_px < worth * best.metres_per_px):
                best = other
        return best

    def insets(self, scene: Scene, made: Arranged, unit: float) -> tuple[Window, tuple[Inset, ...]]:
        """The window, and the towns enlarged on its right if they crowd and there is room: the land then moves left."""
        window, room = made.window, made.layout.room
        if not crowds(scene):
            return window, ()
        land = self._atlas.shapes[scene.area.level][scene.area.code].bounds
        metres = made.metres_per_px
        margin = 12 * unit
        taken = (land[2] - land[0]) / metres + 3 * margin
        free = Box(room.x + taken, room.y, room.width - taken, room.height)
        insets = inset_frames(scene.edition.insets, free, unit)
        shift = land[0] - margin * metres - window[0] if insets else 0.0
        return (window[0] + shift, window[1], window[2] + shift, window[3]), insets

    def _largest(self, scene: Scene, size: Size, room: Box, table: Box | None, what: Legend) -> Arranged:
        """The map with its legend, which is made smaller if it is too high or leaves no room for labels."""
        made = self._beside_legend(scene, size, room, table, what)
        is_high = made.layout.legend.height > room.height
        if not is_high and (made.is_labelled or not self._labeller.wants_labels(scene)):
            return made
        smaller = self._beside_legend(scene, size, room, table, what, _SMALLER_LEGEND)
        return smaller if is_high or smaller.is_labelled else made

    def _beside_legend(
        self, scene: Scene, size: Size, room: Box, table: Box | None, what: Legend, smaller: float = 1.0
    ) -> Arranged:
        """The legend in an upper corner, and the map as large as it can be beside or below it."""
        made: list[Arranged] = []
        for ways in layouts(room, table, what, size, crowds(scene), smaller):
            lettered = (self._lettered(scene, layout, size) for layout in ways)
            clear = (arranged for one in lettered if (arranged := self._cleared(scene, one)))
            made += [arranged for arranged in [next(clear, None)] if arranged]
            if made and made[-1].layout.room == room:
                return made[-1]
        return min(made, key=lambda arranged: (not arranged.is_labelled, arranged.metres_per_px))

    def _lettered(self, scene: Scene, layout: Layout, size: Size) -> Arranged:
        """The labels of a map in its room; smaller ones if large ones take too much of it from the land."""
        frame = (int(layout.room.width), int(layout.room.height))
        least = size.small(0)
        for smaller in (1.0, 0.93):
            lettering = Lettering(max(_label_size(scene, size) * smaller, least), least_px=max(LEAST_PX, least))
            lettered = self._labeller.letter_named(scene, frame, lettering)
            if lettered.plan.labels and lettered.plan.shrinking <= _FAIR_SHRINKING:
                break
        return Arranged(layout, lettering, lettered, lettered.plan.window)

    def _cleared(self, scene: Scene, made: Arranged) -> Arranged | None:
        """The map moved out of the legend's way within its room; None if there is no way.

        Of a place that alone is kept clear: its neighbours, which are cut off anyway, end at the legend.
        """
        subject = scene.without_neighbours().rows
        shapes = [self._atlas.shapes_of(scene.view.drawn_as)[row.area.code] for row in subject]
        codes = {row.area.code for row in subject}
        labels = [label for label in made.lettered.plan.labels if label.code in codes]
        covered = [*shapes, *(label.box for label in labels), *(label.leader for label in labels if label.leader)]
        bounds = bounds_around([part.bounds for part in covered])
        for window in moved(made.window, bounds, made.layout):
            ground = drawing_ground(made.layout.legend, window, made.layout.room)
            if not any(part.intersects(ground) for part in covered):
                return replace(made, window=window, lettered=_seen(made.lettered, box(*window).difference(ground)))
        return None


def _seen(lettered: Lettered, ground: BaseGeometry) -> Lettered:
    """The labels that lie on the ground of a map."""
    plan = lettered.plan
    return replace(lettered, plan=plan.keeping(label for label in plan.labels if ground.covers(label.box)))


def _label_size(scene: Scene, size: Size) -> float:
    """Labels are smaller where there are many, and on paper, in pixels."""
    few = 18.0 if size.is_sheet else 20.0
    return (few if len(scene.rows) <= 12 else 17.0) * size.unit
