"""A chart before any drawing: marks, axes, sentences and the table of the same figures.

The page draws it with Plotly, pictures are drawn by Typst, the table goes to CSV: all from this one value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.core.colours import QUIET
from dashboard.core.headline import Headline
from dashboard.core.view import View

PALE = "#aeb7bd"
MILD = "#82909c"
BLUE = "#005eb8"
ORANGE = "#b85600"
GREY = "#5a7184"

TableCell = str | float | None

#: Said of many dots without names on the page; a picture has nothing to point at.
POINT_AT = "Every dot is an area: its name shows when it is pointed at or reached by arrow keys."


@dataclass(frozen=True, slots=True)
class Point:
    """One mark. ``low`` and ``high`` are the ends of its interval; x or y None breaks a line.

    code: of the area that it stands for, else "". words: what hover and screen reader say, one line each. label: a
    name written beside the mark, on the ``side`` that Plotly calls "middle right", "top center" and so on. opens: the
    view that the mark leads to, if not that of its area.
    """

    x: float | None
    y: float | None
    low: float | None = None
    high: float | None = None
    code: str = ""
    words: tuple[str, ...] = ()
    label: str = ""
    side: str = "middle right"
    opens: View | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one look.

    symbol: "circle", "square", "diamond", "triangle-up", with "-open" for a hollow one, or "" for no mark.
    line: width in pixels of the line through the points, 0 for none. spread: how intervals are drawn: "x" or "y"
    for lines along that axis, "band" for a band around a line, "bar" for a bar from low to high along x, "" for not
    at all. named: whether the legend names it. label: words at the last point. edge: colour of a thin border of the
    marks, "" for none; intervals are then thin too. dash: "dot" or "dash" for a broken line, and broken, paler
    intervals. label_at: the height at which the label stands right of the drawing, joined to its point by a thin line;
    None for beside the point. look, basis: of a series of verdicts what its name says, apart: the verdict, and who or
    what says so.
    """

    name: str
    points: tuple[Point, ...]
    colour: str
    symbol: str = "circle"
    size: float = 9.0
    line: float = 0.0
    spread: str = ""
    named: bool = True
    label: str = ""
    edge: str = ""
    dash: str = ""
    label_at: float | None = None
    look: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis from ``low`` to ``high`` (low may be the larger one); ticks are positions and their words.

    strong: the positions whose words are bold. upright: whether the words stand upright above the drawing, as names do.
    """

    title: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    grid: bool = True
    strong: tuple[float, ...] = ()
    upright: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A line across the chart at a position of the "x" or "y" axis, with words at its end."""

    axis: str
    at: float
    words: str
    colour: str = QUIET


@dataclass(frozen=True, slots=True)
class Zone:
    """A ground of colour behind the marks."""

    x0: float
    x1: float
    y0: float
    y1: float
    colour: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the chart's table; ``decimals`` is None for words. unbroken: its words stay on one line."""

    heading: str
    decimals: int | None = None
    unbroken: bool = False


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart: as many cells in each row as there are columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]


class ChartForm(StrEnum):
    """What a chart is made of, which office programs want to know."""

    MARKS = "marks"  # each mark has a position across and one up
    PERIODS = "periods"  # lines over periods, one row of the table for each
    BARS = "bars"  # stacked bars


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all that must be said beside it.

    key: its name in addresses and file names. subtitle: measure, unit, place, period. notes:
    cautions and method. alternative: what a reader who does not see it is told. height: of the drawing in pixels.
    credits: whose figures they are, if not only those of the map beside it.
    """

    key: str
    headline: Headline
    subtitle: str
    series: tuple[Series, ...]
    x: Axis
    y: Axis
    alternative: str
    table: ChartTable
    notes: tuple[str, ...] = ()
    rules: tuple[ReferenceLine, ...] = ()
    zones: tuple[Zone, ...] = ()
    height: int = 320
    credits: tuple[str, ...] = ()
    form: ChartForm = ChartForm.MARKS

    @property
    def title(self) -> str:
        """Topic and finding in one line."""
        return str(self.headline)

    @property
    def legend(self) -> tuple[Series, ...]:
        """The series that the legend names, each look once; a single one with words beside it needs no legend."""
        named = tuple({(s.name, s.colour, s.symbol): s for s in self.series if s.named and s.name}.values())
        return named if len(named) > 1 or not any(series.label for series in named) else ()


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """The points with an interval in runs: a point without one, or without a figure, parts them."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point.y is None or point.low is None or point.high is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]
