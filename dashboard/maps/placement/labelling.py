"""Which labels a scene wants and where they stand: names and figures in the rooms that ``placing`` finds for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from dashboard.core import numbers
from dashboard.core.atlas import Atlas
from dashboard.core.labels import called, extent_mark, marked
from dashboard.core.level import DrawnAs, LevelRole
from dashboard.core.value import Extent
from dashboard.maps.placement.alone import Kept
from dashboard.maps.placement.labels import Bounds, Frame, Label, Lettered, Lettering, Plan, Wanted, outline_size
from dashboard.maps.placement.lines import Called, figure_only, in_a_column, in_a_line, in_two_lines
from dashboard.maps.placement.placing import HOPELESS_SHRINKING, names, plan, plan_with_most_names
from dashboard.maps.placement.subject import labels_within, plan_around
from dashboard.views.scene import Scene

#: Plans of labels that are remembered: two hundred readers with windows of their own look at about twice so many maps.
_KEPT = 1_024
#: Labels are written up to this many areas; more would be noise, and the table has them.
_MOST_LABELS = 20
#: The land may lose this much of its size to the labels beside it; else figures without names, else nothing.
_MOST_SHRINKING = 1.6
#: Below this width in letters there is room for the figures only; names are in the table and come with a touch.
_NARROW = 28
#: Below this there is on equal shapes, if not all names have room on them: beside them they take half of the map.
_NARROW_EQUAL = 40
#: Stands in for a figure while labels are placed; no name holds it.
_PLACEHOLDER = "\u2007"
#: Stands in for a letter of the mark behind the name of an area of which a part lies in the system; no name holds it.
_MARK_LETTER = "\u2006"
_MARKS = re.compile(f"{_MARK_LETTER}+")
#: Trying one name after the other takes its time: with more areas it is all names or none.
_FEW_LABELS = 14
#: Borders of more areas than these leave no room between them for the name of a larger one.
_FEW_BORDERS = 60
#: The names of larger areas are in capitals, which are wider.
_CAPITAL = 0.75

Codes = tuple[str, ...]
#: A window and its metres per pixel.
MapPart = tuple[Bounds, float]
MarkRooms = tuple[tuple[str, int], ...]


class LabelsAsked(NamedTuple):
    """All of a scene that decides where its labels stand: scenes that are equal in it differ in their figures only.

    length: letters to keep free for a figure. place: the code of the area that a place view is about. outlines: the
    codes of the larger areas whose names are wanted.
    """

    drawn_as: DrawnAs
    codes: Codes
    length: int
    merged: MarkRooms
    place: str
    outlines: Codes


class Labeller:
    """Places labels for scenes of one Atlas and remembers the plans, which are the same for every condition."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        extents = [atlas.edition.extents[area.part_of_larger] for area in atlas.areas.values() if extent_mark(area)]
        self._mark = _MARK_LETTER * max((len(f"({words})") for words in extents), default=0)
        self._alike: dict[Codes, Codes] = {}
        self._named = Kept(self._place_named, _KEPT)
        self._some_named = Kept(self._place_some_named, _KEPT)
        self._terse = Kept(self._place_terse, _KEPT)
        self._names = Kept(self._place_names, _KEPT)
        self._around = Kept(self._place_around, _KEPT)
        self._within = Kept(self._place_within, _KEPT)

    def asked(self, scene: Scene) -> LabelsAsked:
        """What a scene asks for; equal shapes have no room between their own labels for names of larger areas."""
        length, drawn_as = _longest(scene) if scene.place else _room(scene), scene.view.drawn_as
        larger = () if drawn_as.is_equal or scene.place else scene.outlines
        outlines = tuple(a.code for a in larger if a.level.role is LevelRole.PARTNERSHIP and a.code != scene.area.code)
        place = scene.place.code if scene.place else ""
        return LabelsAsked(drawn_as, self._codes(scene), length, _merged(scene), place, outlines)

    def letter(self, scene: Scene, frame: Frame, lettering: Lettering) -> Lettered:
        """The labels of a scene on a page, where a table has the names."""
        return with_words(self.placed(self.asked(scene), frame, lettering), scene)

    def placed(self, asked: LabelsAsked, frame: Frame, lettering: Lettering) -> Lettered:
        """Where the labels stand on a page: without room for all, those that fit, or none.

        frame: width and height in pixels.
        """
        if asked.place:
            return self._placed_around(asked, frame, lettering)
        key = (asked.drawn_as, asked.codes, asked.length, frame, lettering)
        if _is_narrow(frame, lettering):
            return Lettered(self._terse(*key), ())
        plans = (planned(*key, asked.merged) for planned in (self._named, self._some_named))
        inside_only = asked.drawn_as.is_equal and frame[0] < _NARROW_EQUAL * lettering.size_px
        placed = next((made for made in plans if _is_good(made, inside_only)), None)
        return self._with_names(asked, placed or self._terse(*key), frame, lettering)

    def letter_named(self, scene: Scene, frame: Frame, lettering: Lettering) -> Lettered:
        """The labels of a scene in a picture, which stands alone: no figure without its name."""
        asked = self.asked(scene)
        if asked.place:
            return with_words(self._placed_around(asked, frame, lettering), scene)
        placed = self._named(asked.drawn_as, asked.codes, asked.length, frame, lettering, asked.merged)
        return with_words(self._with_names(asked, placed, frame, lettering), scene)

    def _placed_around(self, asked: LabelsAsked, frame: Frame, lettering: Lettering) -> Lettered:
        key = (asked.place, asked.drawn_as, asked.codes, asked.length, frame, lettering)
        return Lettered(self._around(*key, asked.merged), ())

    def letter_within(self, scene: Scene, part: MapPart, lettering: Lettering) -> tuple[Label, ...]:
        """The labels on the areas of a part of a map that is drawn again: with a name where it has room."""
        asked = (part, scene.view.drawn_as, self._codes(scene), _room(scene), lettering)
        return _with_figures(self._within(*asked, _merged(scene)), scene).labels

    def wants_labels(self, scene: Scene) -> bool:
        """Whether figures are to stand on the map if there is room for them."""
        return _room(scene) > 0

    def _codes(self, scene: Scene) -> Codes:
        """The codes of the areas of a scene: one tuple for all scenes of the same areas, for every plan keeps it."""
        codes = tuple(sorted(row.area.code for row in scene.rows))
        return self._alike.setdefault(codes, codes)

    def _with_names(self, asked: LabelsAsked, placed: Plan, frame: Frame, lettering: Lettering) -> Lettered:
        """The labels with the names of larger areas."""
        between = asked.codes if len(asked.codes) <= _FEW_BORDERS else ()
        return Lettered(placed, self._names(asked.outlines, asked.drawn_as, between, placed, frame, lettering))

    def _place_named(
        self, drawn_as: DrawnAs, codes: Codes, length: int, frame: Frame, lettering: Lettering, merged: MarkRooms
    ) -> Plan:
        areas = self._called(drawn_as, codes, merged) if length else []
        wordings = [[word(area, _PLACEHOLDER * length) for area in areas] for word in (in_a_line, in_two_lines)]
        placed = plan(self._shapes(drawn_as, codes), wordings if areas else (), frame, lettering)
        return (
            placed
            if placed.shrinking <= HOPELESS_SHRINKING
            else plan(self._shapes(drawn_as, codes), (), frame, lettering)
        )

    def _place_some_named(
        self, drawn_as: DrawnAs, codes: Codes, length: int, frame: Frame, lettering: Lettering, merged: MarkRooms
    ) -> Plan:
        if not length or len(codes) > _FEW_LABELS:
            return self._terse(drawn_as, codes, length, frame, lettering)
        terse = [figure_only(code, _PLACEHOLDER * length) for code in codes]
        named = [in_a_column(area, _PLACEHOLDER * length) for area in self._called(drawn_as, codes, merged)]
        return plan_with_most_names(self._shapes(drawn_as, codes), terse, named, frame, lettering)

    def _place_around(
        self,
        place: str,
        drawn_as: DrawnAs,
        codes: Codes,
        length: int,
        frame: Frame,
        lettering: Lettering,
        merged: MarkRooms,
    ) -> Plan:
        wanted = [in_a_line(area, _PLACEHOLDER * length) for area in self._called(drawn_as, codes, merged)]
        return plan_around(place, self._shapes(drawn_as, codes), wanted, frame, lettering)

    def _place_within(
        self, part: MapPart, drawn_as: DrawnAs, codes: Codes, length: int, lettering: Lettering, merged: MarkRooms
    ) -> Plan:
        areas = self._called(drawn_as, codes, merged) if length else []
        named = (in_a_line(area, _PLACEHOLDER * length) for area in areas)
        wanted = [replace(one, alternatives=(*one.alternatives, (one.figure,))) for one in named]
        window, metres = part
        return Plan(window, labels_within(box(*window), self._shapes(drawn_as, codes), wanted, lettering, metres))

    def _place_terse(self, drawn_as: DrawnAs, codes: Codes, length: int, frame: Frame, lettering: Lettering) -> Plan:
        wanted = [figure_only(code, _PLACEHOLDER * length) for code in codes if length]
        placed = plan(self._shapes(drawn_as, codes), [wanted] if wanted else (), frame, lettering)
        return (
            placed if placed.shrinking <= _MOST_SHRINKING else plan(self._shapes(drawn_as, codes), (), frame, lettering)
        )

    def _place_names(
        self, outlines: Codes, drawn_as: DrawnAs, between: Codes, placed: Plan, frame: Frame, lettering: Lettering
    ) -> tuple[Label, ...]:
        areas = [self._atlas.areas[code] for code in outlines]
        shapes = {area.code: self._atlas.drawn(drawn_as)[area.level][area.code] for area in areas}
        wanted = [Wanted(area.code, ((area.name.upper(),),)) for area in areas]
        smaller = Lettering(outline_size(lettering.size_px, lettering.least_px), character=_CAPITAL)
        return names(shapes, wanted, placed, frame, smaller, self._shapes(drawn_as, between))

    def _called(self, drawn_as: DrawnAs, codes: Codes, merged: MarkRooms) -> list[Called]:
        rooms = dict(merged)
        areas = [self._atlas.areas[code] for code in codes]
        marks = [_MARK_LETTER * rooms.get(a.code, 0) or (self._mark if extent_mark(a) else "") for a in areas]
        names = (marked(a, mark) if mark else called(a) for a, mark in zip(areas, marks, strict=True))
        return [Called(a.code, name, drawn_as.is_equal) for a, name in zip(areas, names, strict=True)]

    def _shapes(self, drawn_as: DrawnAs, codes: Codes) -> dict[str, BaseGeometry]:
        shapes = self._atlas.shapes_of(drawn_as)
        return {code: shapes[code] for code in codes}


def _room(scene: Scene) -> int:
    """The letters to keep free for a figure, none if there are no labels; even, so that more scenes share a plan."""
    return _longest(scene) if len(scene.rows) <= _MOST_LABELS else 0


def _longest(scene: Scene) -> int:
    """The letters of the longest figure of a scene, or one more."""
    longest = max(map(len, _figures(scene).values()), default=0)
    return longest + longest % 2


def _merged(scene: Scene) -> MarkRooms:
    """The letters to keep free behind the names of the areas whose figures are those of a larger one."""
    rows = (row for row in scene.rows if row.value and row.value.extent is Extent.MERGED)
    return tuple(sorted((row.area.code, len(extent_mark(row.area, row.value))) for row in rows))


def _is_good(placed: Plan, inside_only: bool) -> bool:
    """Whether a plan has labels that leave the land large enough, or only such as stand on their areas."""
    is_beside = inside_only and any(label.anchor for label in placed.labels)
    return bool(placed.labels) and placed.shrinking <= _MOST_SHRINKING and not is_beside


def _is_narrow(frame: Frame, lettering: Lettering) -> bool:
    return frame[0] < _NARROW * lettering.size_px


def with_words(placed: Lettered, scene: Scene) -> Lettered:
    """Placed labels with the words of a scene."""
    return replace(placed, plan=_with_figures(placed.plan, scene))


def _with_figures(placed: Plan, scene: Scene) -> Plan:
    """The plan with the words of a scene in the places kept for them; without a figure only the name stands."""
    figures = _figures(scene)
    marks = {row.area.code: extent_mark(row.area, row.value) for row in scene.rows}
    labels = (_with_figure(label, figures.get(label.code, ""), marks[label.code]) for label in placed.labels)
    return replace(placed, labels=tuple(labels))


def _with_figure(label: Label, figure: str, mark: str) -> Label:
    lines = (_MARKS.sub(mark, line).replace(label.figure, figure).strip() for line in label.lines)
    return replace(label, lines=tuple(line for line in lines if line), figure=figure)


def _figures(scene: Scene) -> dict[str, str]:
    """Area code -> figure to write on the map; nothing for a count, which is never mapped."""
    if scene.indicator is None or not scene.indicator.mapped:
        return {}
    return {row.area.code: numbers.figure_of(row.value, scene.indicator) for row in scene.shown}
