"""The hatching of a picture as lines: in ink, or in white on dark fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from dashboard.core.colours import ink_on
from dashboard.export.picture.primitives import Line, hatch
from dashboard.maps.hatch_looks import HATCH_LOOKS, HatchLook
from dashboard.maps.hatching import hatchings
from dashboard.maps.symbology import fills_of
from dashboard.views.scene import Scene


@dataclass(frozen=True, slots=True)
class HatchMark:
    """One hatching of a picture: its look, and the ink on each of its areas by their codes."""

    look: HatchLook
    inks: Mapping[str, str]


def hatch_marks(scene: Scene, figure_edges: Sequence[float]) -> tuple[HatchMark, ...]:
    """The hatchings of a scene."""
    fills = fills_of(scene, figure_edges)
    return tuple(
        HatchMark(HATCH_LOOKS[kind], {code: ink_on(fills.get(code, "")) for code in codes})
        for kind, codes in hatchings(scene)
    )


def hatch_lines(mark: HatchMark, code: str, shape: BaseGeometry, unit: float) -> Iterable[Line]:
    """The lines of a hatching on the shape of an area, in pixels."""
    for line in hatch(shape, mark.look.step * unit, mark.look.falls):
        yield Line(line, mark.inks[code], mark.look.width * unit)
