"""A chart as a plain Plotly figure (a dict): only scatter traces, so the small bundle draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.charts.dot_names import LETTERS_PX
from dashboard.charts.model import MILD, Axis, Chart, Point, ReferenceLine, Series, runs
from dashboard.core.colours import INK, QUIET, WHITE
from dashboard.web.page.templating import href
from dashboard.web.plotly_points import FONT, Figure, plain

_LETTER_PX = 6.3
_WIDEST_NAME_PX = 190
_BAR_PX = 16
#: Room between the names of an axis and the drawing, so that none touches a bar.
_GAP_PX = 5
#: Marks up to this size stand close together: their intervals are hairlines.
_SMALL = 5.0
#: Names longer than this take two lines.
_LONG_NAME = 26
#: The word by which the page's script knows the names beside marks.
NAMES = "names"
_GRID = "#e3e8ea"


def chart_figure(chart: Chart, links: Mapping[str, str]) -> Figure:
    """Draw a chart. links: area code -> address that a click on its mark leads to.

    Each mark's ``customdata`` is its area code and its address, by which the page's script links it with the map.
    """
    behind = [
        _band(series) if series.spread == "band" else _intervals(series) for series in chart.series if series.spread
    ]
    marks = [trace for series in chart.series for trace in _traces(series, links, chart.x.high)]
    return {"data": [*behind, *marks], "layout": _layout(chart)}


def _traces(series: Series, links: Mapping[str, str], right: float) -> Iterable[Figure]:
    if series.symbol or series.line or series.spread == "bar":
        yield _marks(series, links)
    if series.label_at is not None:
        yield _label_aside(series, right)
    if any(point.label for point in series.points):
        yield _names(series)


def _marks(series: Series, links: Mapping[str, str]) -> Figure:
    points = series.points
    bar = series.spread == "bar"
    beside = series.label and series.label_at is None
    modes = (("lines", series.line), ("markers", series.symbol or bar), ("text", beside))
    # A bar is read and reached at its middle, by a mark that shows only when it has the focus.
    colour = "rgba(0,0,0,0)" if bar else series.colour
    words = ["<br>".join(plain(line) for line in point.words) for point in points]
    return {
        **_scatter("+".join(mode for mode, used in modes if used)),
        "x": [point.x for point in points],
        "y": [point.y for point in points],
        "marker": {
            "color": colour,
            "symbol": series.symbol or "circle",
            "size": series.size,
            "opacity": 1,
            **({"line": {"color": series.edge, "width": 1}} if series.edge else {}),
        },
        "line": {"color": series.colour, "width": series.line, "dash": series.dash or "solid"},
        "hovertext": words,
        "hoverinfo": "none",
        "customdata": [[point.code, _link(point, links)] for point in points],
        **(_end_label(series) if beside else {}),
    }


def _link(point: Point, links: Mapping[str, str]) -> str:
    return href(point.opens) if point.opens else links.get(point.code, "")


def _end_label(series: Series) -> Figure:
    last = max((k for k, point in enumerate(series.points) if point.y is not None), default=0)
    return {
        "text": [plain(series.label) if k == last else "" for k in range(len(series.points))],
        "textposition": "middle right",
        "textfont": {"color": series.colour, "size": 12, "family": FONT},
        "cliponaxis": False,
    }


def _label_aside(series: Series, right: float) -> Figure:
    """The label right of the drawing at its own height, and a thin line to the last point."""
    last = next(point for point in reversed(series.points) if point.y is not None)
    return {
        **_scatter("lines+text"),
        "x": [last.x, right],
        "y": [last.y, series.label_at],
        "text": ["", plain(series.label)],
        "textposition": "middle right",
        "textfont": {"color": QUIET if series.colour == MILD else series.colour, "size": 12, "family": FONT},
        "line": {"color": series.colour, "width": 0.75},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _names(series: Series) -> Figure:
    """Names beside marks; the page's script hides those that would overlap at its width.

    Marks that are not seen keep the names as far from the middle as the marks that are.
    """
    named = [point for point in series.points if point.label]
    return {
        **_scatter("markers+text"),
        "marker": {"size": series.size, "color": "rgba(0,0,0,0)"},
        "meta": NAMES,
        "x": [point.x for point in named],
        "y": [point.y for point in named],
        "text": [plain(point.label) for point in named],
        "textposition": [point.side for point in named],
        "cliponaxis": False,
        "textfont": {"color": INK, "size": LETTERS_PX, "family": FONT},
        "hoverinfo": "skip",
    }


def _scatter(mode: str) -> Figure:
    return {"type": "scatter", "mode": mode, "showlegend": False, "connectgaps": False}


def _intervals(series: Series) -> Figure:
    """One line for each interval, with gaps between; a bar is a thick one."""
    along: list[float | None] = []
    across: list[float | None] = []
    for point in series.points:
        if point.low is not None and point.high is not None:
            along += [point.low, point.high, None]
            position = point.x if series.spread == "y" else point.y
            across += [position, position, None]
    x, y = (across, along) if series.spread == "y" else (along, across)
    thin = 0.7 if series.size <= _SMALL else 1 if series.edge else 2
    width = _BAR_PX if series.spread == "bar" else thin
    # A broken interval is an approximate one, and paler; a bar has the look of its series.
    look = {"color": f"{series.colour}a0", "dash": "4px,3px"} if series.dash else {"color": series.colour}
    return {**_scatter("lines"), "x": x, "y": y, "line": {**look, "width": width}, "hoverinfo": "skip"}


def _band(series: Series) -> Figure:
    """A pale ground from the low to the high ends, one polygon for each run without a gap."""
    x: list[float | None] = []
    y: list[float | None] = []
    for run in runs(series.points):
        ring = [(p.x, p.low) for p in run] + [(p.x, p.high) for p in reversed(run)]
        x += [*(px for px, _ in ring), None]
        y += [*(py for _, py in ring), None]
    return {
        **_scatter("lines"),
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": f"{series.colour}2b",
        "line": {"width": 0, "color": series.colour},
        "hoverinfo": "skip",
    }


def _layout(chart: Chart) -> Figure:
    names = max((len(line) for _, words in chart.y.ticks for line in _lines(words)), default=0)
    end = max((len(series.label) for series in chart.series), default=0)
    return {
        "height": chart.height,
        "margin": {
            "l": min(names * _LETTER_PX, _WIDEST_NAME_PX) + (30 if chart.y.title else 12) + _GAP_PX,
            "r": min(end * _LETTER_PX, _WIDEST_NAME_PX) + 14,
            "t": _above(chart),
            "b": 8 if chart.x.upright else 44 if chart.x.title else 26,
        },
        "xaxis": _axis(chart.x),
        "yaxis": _axis(chart.y),
        "shapes": [*_zones(chart), *(_rule(rule, chart) for rule in chart.rules)],
        "annotations": [_rule_words(rule) for rule in chart.rules],
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": WHITE,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    }


def _above(chart: Chart) -> float:
    """Room above the drawing: for the names of an upright axis, or the words of a rule."""
    if chart.x.upright:
        longest = max((len(words) for _, words in chart.x.ticks), default=0)
        return min(longest * _LETTER_PX, _WIDEST_NAME_PX) + 2 * _GAP_PX
    return 22 if any(rule.axis == "x" for rule in chart.rules) else 8


def _axis(axis: Axis) -> Figure:
    return {
        **({"side": "top", "tickangle": -90} if axis.upright else {}),
        "range": [axis.low, axis.high],
        "tickmode": "array",
        "tickvals": [position for position, _ in axis.ticks],
        "ticktext": [_tick_words(words, position in axis.strong) for position, words in axis.ticks],
        "title": {"text": plain(axis.title), "font": {"size": 12, "color": QUIET}, "standoff": 6},
        "ticks": "outside",
        "ticklen": _GAP_PX,
        "tickcolor": "rgba(0,0,0,0)",
        "showgrid": axis.grid,
        "gridcolor": _GRID,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": False,
        # The room of the words is worked out beforehand: measuring whether they fit costs a fifth of the drawing.
        "ticklabeloverflow": "allow",
    }


def _tick_words(words: str, strong: bool) -> str:
    name = "<br>".join(map(plain, _lines(words)))
    return f"<b>{name}</b>" if strong else name


def _lines(name: str) -> tuple[str, ...]:
    """A long name in two lines, broken at the space nearest to its middle."""
    spaces = [k for k, letter in enumerate(name) if letter == " "]
    if len(name) <= _LONG_NAME or not spaces:
        return (name,)
    middle = min(spaces, key=lambda k: abs(k - len(name) / 2))
    return name[:middle], name[middle + 1 :]


def _zones(chart: Chart) -> Iterable[Figure]:
    for zone in chart.zones:
        yield {
            "type": "rect",
            "layer": "below",
            "x0": zone.x0,
            "x1": zone.x1,
            "y0": zone.y0,
            "y1": zone.y1,
            "fillcolor": zone.colour,
            "line": {"width": 0},
        }


def _rule(rule: ReferenceLine, chart: Chart) -> Figure:
    """A line from end to end of the other axis, in places of the axes: one of the paper would lie below the zones."""
    ends = {"x0": rule.at, "x1": rule.at, "y0": chart.y.low, "y1": chart.y.high}
    if rule.axis == "y":
        ends = {"x0": chart.x.low, "x1": chart.x.high, "y0": rule.at, "y1": rule.at}
    return {"type": "line", "layer": "below", **ends, "line": {"color": rule.colour, "width": 1.5, "dash": "dot"}}


def _rule_words(rule: ReferenceLine) -> Figure:
    upright = rule.axis == "x"
    position = {"x": rule.at, "y": 1, "yref": "paper", "yanchor": "bottom"}
    if not upright:
        position = {"x": 1, "y": rule.at, "xref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return {**position, "text": plain(rule.words), "showarrow": False, "font": {"size": 12, "color": rule.colour}}
