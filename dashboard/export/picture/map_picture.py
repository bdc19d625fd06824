"""The picture of a view before any file format: shapes, colours, labels and texts in pixels of one size.

Every writer draws the same ``Picture``, so all formats of one view agree. The origin is the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK, WHITE
from dashboard.export.picture.arrangement import Arranger
from dashboard.export.picture.figure_table import table_of
from dashboard.export.picture.frame import body_between, foot_of, head_of
from dashboard.export.picture.hatch_marks import HatchMark, hatch_lines, hatch_marks
from dashboard.export.picture.house_style import styled
from dashboard.export.picture.insets import with_insets
from dashboard.export.picture.labels import labels_of, leaders_of, room_of
from dashboard.export.picture.layers import key_line, numbers, site_marks, tracks
from dashboard.export.picture.own_look import AS_IT_IS, OwnLook, fewer_labels, themed
from dashboard.export.picture.primitives import Line, Patch, Picture, Projection, Size, Stamp, Window
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labels import FEW_AREAS
from dashboard.maps.symbology import BORDER, colours, fill_class, kind_of_empty
from dashboard.stats.classification import EMPTY_FILLS
from dashboard.views.scene import Scene
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions, titles


class Painter:
    """Makes pictures of one Atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._arranger = Arranger(atlas)

    def picture(self, scene: Scene, size: Size, stamp: Stamp, own: OwnLook = AS_IT_IS) -> Picture:
        """The picture of a scene in a size. own: what it is given besides."""
        unit = size.unit
        edges = figure_edges(self._atlas, scene)
        head = head_of(own.title or captions.finding(scene), own.subtitle or titles.subtitle(scene), size)
        foot = foot_of((*([own.note] if own.note else []), *key_line(scene), *captions.credits(scene)), size, stamp)
        body = body_between(size, head, foot)
        left = replace(body, width=body.width * (1 - own.kept_free))
        shown = legend(scene, edges, still=True)
        made = self._arranger.arranged(scene, size, left, shown, alone=own.kept_free > 0)
        lettered, key = fewer_labels(scene, made.lettered, own), made.layout.legend
        window, insets = self._arranger.insets(scene, made, unit)
        project = Projection(window, made.layout.room)
        marks = hatch_marks(scene, edges)
        swatches, entries = made.layout.marks.at(key.x, key.y)
        picture = Picture(
            size=size,
            title=own.title or captions.finding(scene),
            description=captions.alternative(scene),
            author=stamp.made_by,
            address=stamp.address,
            areas=tuple(self._patches(scene, project, edges, unit)),
            hatching=tuple(self._hatching(scene, project, marks, unit)),
            outlines=(*self._outlines(scene, project, unit), *self._pointed_out(scene, project, unit, own)),
            leaders=tuple(leaders_of(lettered, project, unit)),
            dots=tuple(project.point(*label.anchor) for label in lettered.plan.labels if label.anchor),
            swatches=swatches,
            labels=tuple(
                labels_of(
                    scene,
                    lettered,
                    project,
                    edges,
                    made.lettering.size_px,
                    self._atlas.drawn(scene.view.drawn_as)[scene.view.by],
                )
            ),
            texts=(*head, *foot, *entries),
            table=table_of(scene, made.layout.table, unit) if made.layout.table else None,
        )
        if insets:
            picture = with_insets(picture, insets, self._shapes(scene), marks, project)
        views = [(window, project), *((inset.window, Projection(inset.window, inset.box)) for inset in insets)]
        picture = self._layered(scene, picture, views) if scene.borders or scene.sites else picture
        return themed(styled(picture, stamp.house), own.theme)

    def _layered(self, scene: Scene, picture: Picture, views: Sequence[tuple[Window, Projection]]) -> Picture:
        """The picture with its layers, on the map and on each enlarged town."""
        unit, shapes = picture.size.unit, self._atlas.drawn(scene.view.drawn_as)
        taken = [room_of(label) for label in picture.labels]
        return replace(
            picture,
            layers=tuple(track for window, p in views for track in tracks(scene, shapes, p, unit, window)),
            sites=tuple(mark for window, p in views for mark in site_marks(scene, p, unit, window)),
            labels=(
                *picture.labels,
                *(number for window, p in views for number in numbers(scene, p, unit, window, taken)),
            ),
        )

    def _shapes(self, scene: Scene) -> dict[str, BaseGeometry]:
        """The shapes of all areas and outlines of a scene."""
        shapes = {
            row.area.code: self._atlas.drawn(scene.view.drawn_as)[scene.view.by][row.area.code] for row in scene.rows
        }
        return shapes | {
            area.code: self._atlas.drawn(scene.view.drawn_as)[area.level][area.code] for area in scene.outlines
        }

    def _patches(self, scene: Scene, project: Projection, edges: Sequence[float], unit: float) -> Iterable[Patch]:
        palette = colours(scene)
        border = (1.2 if len(scene.rows) <= FEW_AREAS else 0.5) * unit
        for row in scene.rows:
            index = fill_class(scene, row, edges)
            kind = "" if index is not None else kind_of_empty(scene, row)
            yield Patch(
                code=row.area.code,
                name=row.area.name,
                description=captions.of_area(scene, row),
                polygons=project.polygons(self._atlas.drawn(scene.view.drawn_as)[scene.view.by][row.area.code]),
                fill=palette[index] if index is not None else EMPTY_FILLS[kind],
                border=BORDER,
                border_width=border,
                pattern="dots" if kind == "not-published" else "",
            )

    def _hatching(self, scene: Scene, project: Projection, marks: Sequence[HatchMark], unit: float) -> Iterable[Line]:
        for mark in marks:
            for code in mark.inks:
                shape = project.shape(self._atlas.drawn(scene.view.drawn_as)[scene.view.by][code])
                yield from hatch_lines(mark, code, shape, unit)

    def _pointed_out(self, scene: Scene, project: Projection, unit: float, own: OwnLook) -> Iterable[Patch]:
        """The borders of areas that are pointed out: dark in white, so that they are seen on every shade."""
        for colour, thick in ((WHITE, 9.0), (INK, 4.5)):
            for code in own.highlight:
                shape = project.polygons(self._atlas.drawn(scene.view.drawn_as)[scene.view.by][code])
                yield Patch(code, self._atlas.areas[code].name, "", shape, "", colour, thick * unit)

    def _outlines(self, scene: Scene, project: Projection, unit: float) -> Iterable[Patch]:
        for area in scene.outlines:
            level = scene.view.by if scene.place else area.level
            shape = self._atlas.drawn(scene.view.drawn_as)[level][area.code]
            border = (4 if scene.place else 2.6) * unit
            yield Patch(area.code, area.name, "", project.polygons(shape), "", INK, border)
