"""The corners of the map's room in which the page writes, and the window that leaves them free of land and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.maps.legend import Legend
from dashboard.maps.placement.labels import Bounds, Frame, Label, Plan

#: A narrower map has everything below it; the style sheet draws the same line.
WIDE_MAP = 600
#: From here on the window is one in which the style sheet has larger letters, by the factor.
LARGE_MAP, _LARGER = 1_060, 1.18
#: In pixels of the style sheet: the legend, its letters and lines, and what stands in it besides lines.
_LEGEND, _MARGIN = 184, 10
_LETTER, _LINE, _GAP, _SWITCH, _GRID = 6.8, 16, 4, 46, 190
_IN_LEGEND, _BESIDE_SWATCH = 170, 138
#: A small map of the locator, the list of layers below it with the buttons of the zoom, and the slider.
_LOCATOR, _BUTTONS, _SLIDER = (76, 88), (112, 74), (300, 42)
#: How far land and labels make way for the legend before it gets its whole column.
_SHARES = (0.0, 0.35, 0.7)
_STEPS = (0.25, 0.5, 0.75, 1.0)

CornerSize = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Corners:
    """Width and height in pixels of what stands in the upper left, the upper right and the lower left corner.

    buttons: of what is left in the upper right corner where there is no room for the locator.
    """

    legend: CornerSize
    layers: CornerSize
    slider: CornerSize
    buttons: CornerSize = (0.0, 0.0)

    @property
    def asides(self) -> tuple[int, ...]:
        """How many pixels of the width are left to the legend, from the largest map on."""
        return tuple(round(self.legend[0] * share) for share in _SHARES)


def corners(frame: Frame, legend: Legend, has_slider: bool, locators: int) -> Corners | None:
    """What stands in the corners of a map of width and height in pixels; None if everything stands below it."""
    if frame[0] < WIDE_MAP:
        return None
    size = _LARGER if frame[0] >= LARGE_MAP else 1.0
    layers = max(_BUTTONS[0], _LOCATOR[0] * locators), _BUTTONS[1] + _LOCATOR[1]
    sides = (_LEGEND, _legend_height(legend)), layers, (_SLIDER if has_slider else (0, 0)), _BUTTONS
    return Corners(*((size * width + _MARGIN, size * height + _MARGIN) for width, height in sides))


def _legend_height(legend: Legend) -> float:
    whole = [legend.title, *legend.notes]
    marked = [
        *(entry.words for entry in legend.entries),
        *(words for pairs in (legend.empties, legend.hatches, legend.layers, legend.sites) for _, words in pairs),
        legend.outlines,
    ]
    lines = [_lines(words, _IN_LEGEND) for words in whole] + [_lines(words, _BESIDE_SWATCH) for words in marked]
    return _SWITCH + sum(count * _LINE + _GAP for count in lines) + (_GRID if legend.grid else 0)


def _lines(words: str, width: float) -> int:
    return ceil(len(words) * _LETTER / width)


def cleared(plan: Plan, frame: Frame, shapes: Sequence[BaseGeometry], found: Corners) -> Plan | None:
    """The plan with its window moved so that no land and no label lies in a corner; None if there is no way.

    What is drawn moves right or down, away from the legend, or up, away from the slider: as far as it has room.
    """
    drawn = np.array([*shapes, *_lettered(plan.labels)])
    west, south, right, top = plan.window
    metres = (right - west) / frame[0]
    ways = list(_moves(plan.window, shapely.total_bounds(drawn).tolist(), _MARGIN * metres))
    east, north = np.array(ways).T
    # The corners of all windows are made and asked at once, which takes two thirds of the time of one by one.
    grounds = np.array(_grounds((west - east, south - north, right - east, top - north), metres, found))
    meets = shapely.intersects(drawn[:, None, None], grounds).any(axis=(0, 1))
    return next((plan.moved(*way) for way, is_met in zip(ways, meets, strict=True) if not is_met), None)


def _lettered(labels: Sequence[Label]) -> Iterator[BaseGeometry]:
    """What labels and their leader lines take up."""
    bounds = np.array([label.bounds for label in labels]).reshape(-1, 4)
    leaders = np.array([(label.anchor, label.tip) for label in labels if label.anchor]).reshape(-1, 2, 2)
    yield from shapely.box(*bounds.T)
    yield from shapely.linestrings(leaders)


def _moves(window: Bounds, land: Bounds, margin: float) -> Iterator[tuple[float, float]]:
    """How far to the east and the north what is drawn can move in its window, the shortest way east first."""
    east, south, north = (
        max(room - margin, 0) for room in (window[2] - land[2], land[1] - window[1], window[3] - land[3])
    )
    rises = (0.0, *(-south * step for step in _STEPS), *(north * step for step in _STEPS))
    return product((0.0, *(east * step for step in _STEPS)), rises)


def uncovered(plan: Plan, frame: Frame, found: Corners) -> Plan:
    """The plan without the labels that would stand in a corner."""
    grounds = _grounds(plan.window, (plan.window[2] - plan.window[0]) / frame[0], found)
    return plan.keeping(label for label in plan.labels if not any(label.box.intersects(one) for one in grounds))


def locator_covers(plan: Plan, frame: Frame, shape: BaseGeometry, found: Corners) -> bool:
    """Whether the locator in the upper right corner of a map would lie over a shape."""
    west, _, east, north = plan.window
    metres = (east - west) / frame[0]
    across, down = found.layers[0] * metres, (found.layers[1] - found.buttons[1] + _MARGIN) * metres
    return bool(shapely.box(east - across, north - down, east, north).intersects(shape))


def _grounds(window: Sequence[Any], metres: float, found: Corners) -> tuple[Any, Any, Any]:
    """The three corners of a window; of windows whose sides are arrays as many arrays of corners."""
    west, south, east, north = window
    (wide, high), (across, down), (along, up) = found.legend, found.layers, found.slider
    return (
        shapely.box(west, north - high * metres, west + wide * metres, north),
        shapely.box(east - across * metres, north - down * metres, east, north),
        shapely.box(west, south, west + along * metres, south + up * metres),
    )
