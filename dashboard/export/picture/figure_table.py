"""The figures listed beside or under the map of a picture: name, figure and interval of every area, as on the page.

Names become shorter and the text smaller until a list fits its room, but never too small to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.core import labels
from dashboard.core.area import Row
from dashboard.core.indicator import Indicator
from dashboard.core.labels import unit_heading
from dashboard.core.numbers import STATUS, figure_of, interval_of, limits_of
from dashboard.core.value import is_approximate
from dashboard.export.picture.primitives import Box, FigureTable, Size
from dashboard.export.picture.text_metrics import cut, width
from dashboard.views.scene import Scene
from dashboard.wording import sentences

#: The text of a table in design units, and the least that can be read.
LARGE, SMALL = 19, 14
#: What a column keeps free at the largest text; smaller text needs less.
_PAD = 18
#: A longer caveat is cut to one word.
_LONG_CAVEAT = 20


def table_of(scene: Scene, room: Box, paper: Size) -> FigureTable:
    """The figures, in order, in the room: shorter names or smaller text if they would not fit."""
    unit, least = paper.unit, paper.small(SMALL)
    row_height = min(34 * unit, room.height / (len(scene.rows) + 2))
    largest = min(LARGE * unit, row_height * 0.7)
    full, short, brief = (_rows(scene, named) for named in (_named, _called, _brief))
    sizes = (max(largest * step / LARGE, least) for step in range(LARGE, SMALL - 1, -1))
    tries = [*((size, rows) for size in sizes for rows in (full, short)), (least, brief)]
    fits = (made for made in tries if sum(_widths(scene, *made)) <= room.width)
    size, rows = next(fits, tries[-1])
    numbers = _widths(scene, size, rows)[1:]
    first = room.width - sum(numbers)
    body = tuple((cut(name, size, first - 8 * unit), *figures) for name, *figures in rows)
    return FigureTable(room.x, room.y, (first, *numbers), row_height, size, _header(scene), body)


def full_width(scene: Scene, size: float) -> float:
    """The width that a list with full names needs in a size of text."""
    return sum(_widths(scene, size, _rows(scene, _named)))


def least_width(scene: Scene, size: Size) -> float:
    """The width that a list with short names needs in the smallest text."""
    return sum(_widths(scene, size.small(SMALL), _rows(scene, _called)))


def _header(scene: Scene) -> tuple[str, ...]:
    figure = unit_heading(scene.indicator) if scene.indicator else ""
    interval = f"{'Approx. ' if _all_about(scene) else ''}95% interval"
    return (labels.level_heading(scene.view.by), figure, *([interval] if scene.has_intervals else []))


def _all_about(scene: Scene) -> bool:
    """Whether all intervals are approximate, which the heading then says for them."""
    limited = [row.value for row in scene.rows if row.value and row.value.lower is not None]
    return bool(limited) and all(map(is_approximate, limited))


def _rows(scene: Scene, named: Callable[[Row], str]) -> tuple[tuple[str, ...], ...]:
    """Name, figure and, if there are any, interval of every area."""
    indicator, columns, about = scene.indicator, len(_header(scene)), _all_about(scene)
    if indicator is None:
        return tuple((named(row), "") for row in scene.listed)
    rows = ((named(r), figure_of(r.value, indicator), _interval(r, indicator, about)) for r in scene.listed)
    return tuple(row[:columns] for row in rows)


def _widths(scene: Scene, size: float, rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The width that each column of a table needs."""
    columns = zip(_header(scene), *rows, strict=True)
    pad = _PAD * size / LARGE
    return tuple(
        max(width(heading, size, bold=True), *(width(cell, size) for cell in cells)) + pad
        for heading, *cells in columns
    )


def _interval(row: Row, indicator: Indicator, about: bool) -> str:
    """The interval; about: whether the heading says for all that they are approximate."""
    return limits_of(row.value, indicator) if about else interval_of(row.value, indicator)


def _named(row: Row) -> str:
    """The name with its caveat; a long one is cut to the word that must be said: "estimate"."""
    caveat = sentences.caveats(row.value)
    if len(caveat) >= _LONG_CAVEAT and row.value:
        caveat = STATUS[row.value.status]
    return f"{row.area.name} ({caveat})" if caveat else row.area.name


def _called(row: Row) -> str:
    """The short name, with the one word that must be said of a figure."""
    return _with_status(labels.called(row.area, row.value), row)


def _brief(row: Row) -> str:
    """The short name with no more than that the figure is of a larger area: the map beside it says of which."""
    beyond = row.value is not None and row.value.extent.reaches_beyond
    return _with_status(f"{row.area.short_name} (larger area)" if beyond else labels.called(row.area, row.value), row)


def _with_status(name: str, row: Row) -> str:
    status = STATUS[row.value.status] if row.value and sentences.caveats(row.value) else ""
    return f"{name} ({status})" if status else name
