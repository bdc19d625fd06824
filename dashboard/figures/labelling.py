"""Which labels a scene wants and where they stand: names and figures in the rooms that ``labels`` finds for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard import text
from dashboard.atlas import Atlas
from dashboard.figures.labels import Label, Lettering, Plan, Wanted, names, plan
from dashboard.model import Area, Level
from dashboard.scene import Scene

_KEPT = 256
#: Labels are written up to this many areas; more would be noise, and the table has them.
_MOST_LABELS = 20
#: Below this width in letters there is room for the figures only; names are in the table and come with a touch.
_NARROW = 35
#: Stands in for a figure while labels are placed; no name holds it.
_PLACEHOLDER = "\u2007"
#: What stands behind the name of an area of which a part lies in the system, and the longest words for it.
_PART = re.compile(r"\((part|whole\u00a0\w+)\)")
_LONGEST_PART = "(whole\u00a0district)"
#: A longer name beside the land is broken into two lines.
_LONG_NAME = 24
#: Names of larger areas are smaller than labels, and in capitals, which are wider.
OUTLINE_NAMES = 0.88
_CAPITAL = 0.75

Frame = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lettered:
    """The labels of a scene in a frame: the window with the areas' labels, and the names of the larger areas."""

    plan: Plan
    outline_names: tuple[Label, ...]


class Labeller:
    """Places labels for scenes of one Atlas and remembers the plans, which are the same for every condition."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._plan = lru_cache(_KEPT)(self._place)
        self._names = lru_cache(_KEPT)(self._place_names)

    def letter(self, scene: Scene, frame: Frame, lettering: Lettering) -> Lettered:
        """The labels of a scene. frame: width and height in pixels."""
        figures = _figures(scene)
        codes = tuple(sorted(row.area.code for row in scene.rows))
        longest = max(map(len, figures.values()), default=0)
        placed = self._plan(scene.view.by, codes, longest + longest % 2, frame, lettering)
        outlines = tuple(a.code for a in scene.outlines if a.level is Level.ICP and a.code != scene.area.code)
        outline_names = () if _is_narrow(frame, lettering) else self._names(outlines, placed, frame, lettering)
        names = {row.area.code: text.called(row.area, row.value) for row in scene.rows}
        return Lettered(_with_figures(placed, figures, names), outline_names)

    def _place(self, level: Level, codes: tuple[str, ...], length: int, frame: Frame, lettering: Lettering) -> Plan:
        shapes = {code: self._atlas.shapes[level][code] for code in codes}
        areas = [self._atlas.areas[code] for code in codes] if length and len(codes) <= _MOST_LABELS else []
        wanted = [_label(area, _PLACEHOLDER * length, _is_narrow(frame, lettering)) for area in areas]
        return plan(shapes, wanted, frame, lettering)

    def _place_names(
        self, codes: tuple[str, ...], placed: Plan, frame: Frame, lettering: Lettering
    ) -> tuple[Label, ...]:
        areas = [self._atlas.areas[code] for code in codes]
        shapes = {area.code: self._atlas.shapes[area.level][area.code] for area in areas}
        wanted = [Wanted(area.code, ((area.name.upper(),),)) for area in areas]
        smaller = Lettering(lettering.size_px * OUTLINE_NAMES, character=_CAPITAL)
        return names(shapes, wanted, placed, frame, smaller)


def _is_narrow(frame: Frame, lettering: Lettering) -> bool:
    return frame[0] < _NARROW * lettering.size_px


def _with_figures(placed: Plan, figures: dict[str, str], names: dict[str, str]) -> Plan:
    """The plan with the words of a scene in the places kept for them; without a figure only the name stands."""
    labels = (_with_figure(label, figures.get(label.code, ""), names[label.code]) for label in placed.labels)
    return replace(placed, labels=tuple(labels))


def _with_figure(label: Label, figure: str, name: str) -> Label:
    whole = next((part for part in name.split(" ") if part.startswith("(whole")), "(part)")
    lines = (_PART.sub(whole, line).replace(label.figure, figure).strip() for line in label.lines)
    return replace(label, lines=tuple(line for line in lines if line), figure=figure)


def _figures(scene: Scene) -> dict[str, str]:
    """Area code -> figure to write on the map; nothing for a count, which is never mapped."""
    if scene.indicator is None or not scene.indicator.mapped:
        return {}
    return {row.area.code: text.figure_of(row.value, scene.indicator) for row in scene.shown}


def _label(area: Area, figure: str, narrow: bool) -> Wanted:
    """Name over figure on the area, both in a line beside it; the figure alone on a narrow map."""
    if narrow:
        return Wanted(area.code, ((figure,),), (figure,), figure)
    name = _PART.sub(_LONGEST_PART, text.called(area))
    halves = _halves(name)
    beside = halves if len(name) > _LONG_NAME else (name,)
    return Wanted(
        area.code,
        ((name, figure), (*halves, figure)),
        (*beside[:-1], f"{beside[-1]} {figure}"),
        figure,
    )


def _halves(name: str) -> tuple[str, ...]:
    """A long name on two lines, broken at the space nearest to its middle."""
    spaces = [k for k, letter in enumerate(name) if letter == " "]
    if not spaces:
        return (name,)
    middle = min(spaces, key=lambda k: abs(k - len(name) / 2))
    return name[:middle], name[middle + 1 :]
