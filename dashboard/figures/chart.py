"""A chart as a plain Plotly figure (a dict): only scatter traces, so the small bundle draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.charts.model import Axis, Chart, Point, Rule, Series
from dashboard.figures.map import FONT, INK, plain

Figure = dict[str, Any]

_LETTER_PX = 6.3
_WIDEST_NAME_PX = 190
_BAR_PX = 16
_QUIET = "#4c6272"
_GRID = "#e3e8ea"


def chart_figure(chart: Chart, links: Mapping[str, str]) -> Figure:
    """Draw a chart. links: area code -> address that a click on its mark leads to.

    Each mark's ``customdata`` is its area code and its address, by which the page's script links it with the map.
    """
    traces = [trace for series in chart.series for trace in _traces(series, links)]
    return {"data": traces, "layout": _layout(chart)}


def _traces(series: Series, links: Mapping[str, str]) -> Iterable[Figure]:
    if series.spread == "band":
        yield _band(series)
    elif series.spread:
        yield _intervals(series)
    if series.symbol or series.line:
        yield _marks(series, links)


def _marks(series: Series, links: Mapping[str, str]) -> Figure:
    points = series.points
    modes = (("lines", series.line), ("markers", series.symbol), ("text", series.label))
    words = ["<br>".join(plain(line) for line in point.words) for point in points]
    return {
        **_scatter("+".join(mode for mode, used in modes if used)),
        "x": [point.x for point in points],
        "y": [point.y for point in points],
        "marker": {"color": series.colour, "symbol": series.symbol or "circle", "size": series.size, "opacity": 1},
        "line": {"color": series.colour, "width": series.line},
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [[point.code, links.get(point.code, "")] for point in points],
        **(_end_label(series) if series.label else {}),
    }


def _end_label(series: Series) -> Figure:
    last = max((k for k, point in enumerate(series.points) if point.y is not None), default=0)
    return {
        "text": [plain(series.label) if k == last else "" for k in range(len(series.points))],
        "textposition": "middle right",
        "textfont": {"color": series.colour, "size": 12, "family": FONT},
        "cliponaxis": False,
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
            place = point.x if series.spread == "y" else point.y
            across += [place, place, None]
    x, y = (across, along) if series.spread == "y" else (along, across)
    width = _BAR_PX if series.spread == "bar" else 2
    return {**_scatter("lines"), "x": x, "y": y, "line": {"color": series.colour, "width": width}, "hoverinfo": "skip"}


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


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """The points with an interval in runs: a point without one, or without a figure, parts them."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point.y is None or point.low is None or point.high is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _layout(chart: Chart) -> Figure:
    names = max((len(words) for _, words in chart.y.ticks), default=0)
    end = max((len(series.label) for series in chart.series), default=0)
    return {
        "height": chart.height,
        "margin": {
            "l": min(names * _LETTER_PX, _WIDEST_NAME_PX) + (30 if chart.y.title else 12),
            "r": min(end * _LETTER_PX, _WIDEST_NAME_PX) + 14,
            "t": 22 if any(rule.axis == "x" for rule in chart.rules) else 8,
            "b": 44 if chart.x.title else 26,
        },
        "xaxis": _axis(chart.x),
        "yaxis": _axis(chart.y),
        "shapes": [*_zones(chart), *(_rule(rule) for rule in chart.rules)],
        "annotations": [_rule_words(rule) for rule in chart.rules],
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "#ffffff",
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
    }


def _axis(axis: Axis) -> Figure:
    return {
        "range": [axis.low, axis.high],
        "tickmode": "array",
        "tickvals": [place for place, _ in axis.ticks],
        "ticktext": [plain(words) for _, words in axis.ticks],
        "title": {"text": plain(axis.title), "font": {"size": 12, "color": _QUIET}, "standoff": 6},
        "showgrid": axis.grid,
        "gridcolor": _GRID,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": False,
    }


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


def _rule(rule: Rule) -> Figure:
    upright = rule.axis == "x"
    ends = {"x0": rule.at, "x1": rule.at, "y0": 0, "y1": 1, "yref": "paper"}
    if not upright:
        ends = {"x0": 0, "x1": 1, "y0": rule.at, "y1": rule.at, "xref": "paper"}
    return {"type": "line", "layer": "below", **ends, "line": {"color": rule.colour, "width": 1.5, "dash": "dot"}}


def _rule_words(rule: Rule) -> Figure:
    upright = rule.axis == "x"
    place = {"x": rule.at, "y": 1, "yref": "paper", "yanchor": "bottom"}
    if not upright:
        place = {"x": 1, "y": rule.at, "xref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return {**place, "text": plain(rule.words), "showarrow": False, "font": {"size": 12, "color": rule.colour}}
