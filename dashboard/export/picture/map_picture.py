"""The picture of a view before any file format: shapes, colours, labels and texts in pixels of one size.

Every writer draws the same ``Picture``, so all formats of one view agree. The origin is the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS, INK, NEIGHBOUR, WHITE
from dashboard.export.picture.arrangement import Arranger
from dashboard.export.picture.figure_table import table_of
from dashboard.export.picture.frame import body_between, foot_of, head_of
from dashboard.export.picture.hatch_marks import HatchMark, hatch_lines, hatch_marks
from dashboard.export.picture.house_style import styled
from dashboard.export.picture.insets import with_insets
from dashboard.export.picture.labels import labels_of, leaders_of, room_of
from dashboard.export.picture.layers import key_line, numbers, site_marks, tracks
from dashboard.export.picture.own_look import AS_IT_IS, OwnLook, fewer_labels, themed
from dashboard.export.picture.pale_land import pale_land, seen_ground
from dashboard.export.picture.primitives import Line, Patch, Picture, Projection, Size, Stamp, Window
from dashboard.maps.legend_entries import legend
from dashboard.maps.placement.labels import FEW_AREAS
from dashboard.maps.symbology import BORDER, colours, fill_class, kind_of_empty
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
        unit, scene = size.unit, self._with_own_sites(scene)
        edges = figure_edges(self._atlas, scene)
        head = head_of(own.title or captions.finding(scene), own.subtitle or titles.subtitle(scene), size)
        foot = foot_of((*([own.note] if own.note else []), *key_line(scene), *captions.credits(scene)), size, stamp)
        body = body_between(size, head, foot)
        left = replace(body, width=body.width * (1 - own.kept_free))
        coloured = scene.without_neighbours()
        shown = legend(coloured, edges, still=True)
        made = self._arranger.arranged(scene, size, left, shown, alone=own.kept_free > 0)
        lettered, key = fewer_labels(scene, made.lettered, own), made.layout.legend
        window, insets = self._arranger.insets(scene, made, unit)
        project = Projection(window, made.layout.room)
        taken = [key, *(inset.ground(unit) for inset in insets)]
        ground = seen_ground(window, made.layout.room, taken)
        around = self._neighbours(scene, project, ground, unit)
        marks = hatch_marks(coloured, edges)
        swatches, entries = made.layout.marks.at(key.x, key.y)
        picture = Picture(
            size=size,
            title=own.title or captions.finding(scene),
            description=captions.alternative(scene),
            author=stamp.made_by,
            address=stamp.address,
            areas=(*around, *self._patches(coloured, project, edges, unit)),
            hatching=tuple(self._hatching(scene, project, ground, marks, unit)),
            outlines=(*self._outlines(scene, project, unit), *self._pointed_out(scene, project, ground, unit, own)),
            leaders=tuple(leaders_of(lettered, project, unit)),
            dots=tuple(project.point(*label.anchor) for label in lettered.plan.labels if label.anchor),
            swatches=swatches,
            labels=tuple(
                labels_of(
                    coloured, lettered, project, edges, made.lettering, self._atlas.shapes_of(scene.view.drawn_as)
                )
            ),
            texts=(*head, *foot, *entries),
            table=table_of(scene, made.layout.table, size) if made.layout.table else None,
            land=tuple(pale_land(self._atlas, scene, project, ground, unit)),
        )
        if insets:
            picture = with_insets(picture, insets, self._shapes(scene), marks, project)
        views = [(window, project), *((inset.window, Projection(inset.window, inset.box)) for inset in insets)]
        picture = self._layered(scene, picture, ground, views) if scene.borders or scene.sites else picture
        return themed(styled(picture, stamp.house), own.theme)

    def _with_own_sites(self, scene: Scene) -> Scene:
        """Of a place the hospitals in it: its neighbours are cut off, and a key names nothing that is not seen."""
        if not scene.place or not scene.sites:
            return scene
        land = self._atlas.shapes_of(scene.view.drawn_as)[scene.place.code]
        return replace(scene, sites=tuple(s for s in scene.sites if land.intersects(Point(s.easting, s.northing))))

    def _layered(
        self, scene: Scene, picture: Picture, ground: BaseGeometry, views: Sequence[tuple[Window, Projection]]
    ) -> Picture:
        """The picture with its layers, on the map and on each enlarged town. ground: what is seen of the map."""
        unit, shapes = picture.size.unit, self._atlas.drawn(scene.view.drawn_as)
        taken = [room_of(label) for label in picture.labels]
        grounds = [(ground, views[0][1]), *((box(*window), p) for window, p in views[1:])]
        return replace(
            picture,
            layers=tuple(track for seen, p in grounds for track in tracks(scene, shapes, p, unit, seen)),
            sites=tuple(mark for window, p in views for mark in site_marks(scene, p, unit, window)),
            labels=(
                *picture.labels,
                *(number for window, p in views for number in numbers(scene, p, unit, window, taken)),
            ),
        )

    def _shapes(self, scene: Scene) -> dict[str, BaseGeometry]:
        """The shapes of all areas and outlines of a scene."""
        of_level, own = self._atlas.drawn(scene.view.drawn_as), self._atlas.shapes_of(scene.view.drawn_as)
        shapes = {row.area.code: own[row.area.code] for row in scene.rows}
        return shapes | {area.code: of_level[area.level][area.code] for area in scene.outlines}

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
                polygons=project.polygons(self._atlas.shapes_of(scene.view.drawn_as)[row.area.code]),
                fill=palette[index] if index is not None else EMPTY_FILLS[kind],
                border=BORDER,
                border_width=border,
                pattern="dots" if kind == "not-published" else "",
            )

    def _neighbours(self, scene: Scene, project: Projection, ground: BaseGeometry, unit: float) -> Iterable[Patch]:
        """What is seen of the areas around a place, pale, so that every colour of the map is one of the legend."""
        shapes, place = self._atlas.shapes_of(scene.view.drawn_as), scene.place
        for row in scene.rows if place else ():
            polygons = project.polygons(shapes[row.area.code].intersection(ground))
            if row.area != place and polygons:
                said = captions.of_area(scene, row)
                yield Patch(row.area.code, row.area.name, said, polygons, NEIGHBOUR, BORDER, 1.2 * unit)

    def _hatching(
        self, scene: Scene, project: Projection, ground: BaseGeometry, marks: Sequence[HatchMark], unit: float
    ) -> Iterable[Line]:
        for mark in marks:
            for code in mark.inks:
                whole = self._atlas.shapes_of(scene.view.drawn_as)[code]
                shape = project.shape(whole.intersection(ground) if scene.place else whole)
                if not shape.is_empty:
                    yield from hatch_lines(mark, code, shape, unit)

    def _pointed_out(
        self, scene: Scene, project: Projection, ground: BaseGeometry, unit: float, own: OwnLook
    ) -> Iterable[Patch]:
        """The borders of areas that are pointed out: dark in white, so that they are seen on every shade."""
        for colour, thick in ((WHITE, 9.0), (INK, 4.5)):
            for code in own.highlight:
                whole = self._atlas.shapes_of(scene.view.drawn_as)[code]
                shape = project.polygons(whole.intersection(ground) if scene.place else whole)
                if shape:
                    yield Patch(code, self._atlas.areas[code].name, "", shape, "", colour, thick * unit)

    def _outlines(self, scene: Scene, project: Projection, unit: float) -> Iterable[Patch]:
        for area in scene.outlines:
            level = scene.view.by if scene.place else area.level
            shape = self._atlas.drawn(scene.view.drawn_as)[level][area.code]
            border = (4 if scene.place else 2.6) * unit
            yield Patch(area.code, area.name, "", project.polygons(shape), "", INK, border)
