"""Native charts of office programs as DrawingML: written as XML, because python-pptx has no call for error bars.

A chart stands in a frame of its own with its workbook inside, so it is edited like one that was made by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.model import Chart, ChartForm
from dashboard.core.colours import WHITE, paler
from dashboard.export.writers.native_forms import bars_of, lines_of_periods, marks_of
from dashboard.export.writers.native_model import NativeRoom, NativeRow, NativeSeries, axis_of
from dashboard.export.writers.native_parts import (
    categories_at,
    category_axis,
    letters_of,
    line_of,
    numbers_at,
    run_look,
    value_axis,
)
from dashboard.export.writers.native_sheet import ChartBook, SeriesCells
from dashboard.export.writers.xml import solid_fill, xml_words

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_X, _Y = 111, 222
_SYMBOLS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle"}
_SIDES = {"upright": "t", "middle right": "r", "middle left": "l", "left": "l", "top": "t", "bottom": "b"}


@dataclass(frozen=True, slots=True)
class NativeChart:
    """The XML of a chart and the workbook that it refers to."""

    xml: bytes
    book: bytes


def native_chart(chart: Chart, room: NativeRoom) -> NativeChart:
    """A chart in a frame. Equal input gives equal bytes."""
    book = ChartBook(chart)
    if chart.form is ChartForm.PERIODS:
        found = lines_of_periods(chart)
        plot = _lines(chart, found, book.grid("Period", found), room)
    elif chart.form is ChartForm.BARS:
        found = bars_of(chart)
        plot = _bars(chart, found, book.grid("Area", found), room)
    else:
        found = marks_of(chart)
        plot = _marks(chart, found, book.blocks(found), room)
    return NativeChart(_document(plot, _legend(chart, found, room), room).encode(), book.finished())


def _document(plot: str, legend: str, room: NativeRoom) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMESPACES}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_layout(room)}{plot}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{letters_of(room.letters)}</c:chartSpace>"
    )


def _layout(room: NativeRoom) -> str:
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{room.left:.4f}"/><c:y val="{room.top:.4f}"/>'
        f'<c:w val="{room.across:.4f}"/><c:h val="{room.down:.4f}"/></c:manualLayout></c:layout>'
    )


# The three kinds.


def _lines(chart: Chart, found: Sequence[NativeSeries], cells: Sequence[SeriesCells], room: NativeRoom) -> str:
    series = "".join(
        f"<c:ser>{_head(k, one, at)}{_line_look(one)}{_marker(one, room)}{_names(chart, one, room)}"
        f"{_error_bars(one, at)}{categories_at(at.x, [row.name for row in one.rows])}"
        f'{numbers_at("c:val", at.y, [row.y for row in one.rows])}<c:smooth val="0"/></c:ser>'
        for k, (one, at) in enumerate(zip(found, cells, strict=True))
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{_X}"/><c:axId val="{_Y}"/></c:lineChart>'
        f"{category_axis(_X, _Y, 'b', room, silent=True)}{value_axis(_Y, _X, 'l', chart.y, room)}"
    )


def _bars(chart: Chart, found: Sequence[NativeSeries], cells: Sequence[SeriesCells], room: NativeRoom) -> str:
    series = "".join(
        f"<c:ser>{_head(k, one, at)}<c:spPr>{solid_fill(one.look.colour)}{line_of(WHITE, 0.5)}</c:spPr>"
        '<c:invertIfNegative val="0"/>'
        f"{categories_at(at.x, [row.name for row in one.rows])}"
        f"{numbers_at('c:val', at.y, [row.y for row in one.rows])}</c:ser>"
        for k, (one, at) in enumerate(zip(found, cells, strict=True))
    )
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="{_X}"/><c:axId val="{_Y}"/></c:barChart>'
        f"{category_axis(_X, _Y, 'l', room, reversed_=True)}{value_axis(_Y, _X, 'b', chart.x, room, at_end=True)}"
    )


def _marks(chart: Chart, found: Sequence[NativeSeries], cells: Sequence[SeriesCells], room: NativeRoom) -> str:
    series = "".join(
        f"<c:ser>{_head(k, one, at)}{_line_look(one)}{_marker(one, room)}{_labels(one, room)}"
        f"{_error_bars(one, at)}{numbers_at('c:xVal', at.x, [row.x for row in one.rows])}"
        f'{numbers_at("c:yVal", at.y, [row.y for row in one.rows])}<c:smooth val="0"/></c:ser>'
        for k, (one, at) in enumerate(zip(found, cells, strict=True))
    )
    named = not chart.y.grid
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}'
        f'<c:axId val="{_X}"/><c:axId val="{_Y}"/></c:scatterChart>'
        f"{value_axis(_X, _Y, 'b', chart.x, room, chart.x.upright, chart.y.low > chart.y.high)}"
        f"{value_axis(_Y, _X, 'l', chart.y, room, hidden=named)}"
    )


# Parts of a series.


def _head(number: int, series: NativeSeries, at: SeriesCells) -> str:
    name = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{xml_words(series.name)}</c:v></c:pt></c:strCache>'
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{at.name}</c:f>{name}</c:strRef></c:tx>'
    )


def _line_look(series: NativeSeries) -> str:
    look = series.look
    if not look.line:
        return "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    dash = {"dash": "dash", "dot": "sysDash"}.get(look.dash, "")
    return f"<c:spPr>{line_of(look.colour, look.line, dash)}</c:spPr>"


def _marker(series: NativeSeries, room: NativeRoom) -> str:
    look = series.look
    symbol = _SYMBOLS.get(look.symbol.removesuffix("-open"))
    if not symbol:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    hollow = look.symbol.endswith("-open")
    size = min(72, max(2, round(look.size * room.letters / 11.5)))
    # LibreOffice draws no rims, so that white marks would be none.
    fill, rim = (paler(look.colour), look.colour) if hollow else (look.colour, look.edge or WHITE)
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{solid_fill(fill)}{line_of(rim, 1.5 if hollow else 0.5)}</c:spPr></c:marker>"
    )


def _error_bars(series: NativeSeries, at: SeriesCells) -> str:
    """The intervals of a series, as long as its workbook says."""
    if not series.along:
        return ""
    look = series.look
    # Broken and paler, as on the page: approximate intervals.
    colour, dash = (paler(look.colour), "dash") if look.dash and look.spread != "band" else (look.colour, "")
    return (
        f'<c:errBars><c:errDir val="{series.along}"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/>{numbers_at("c:plus", at.above, series.above)}'
        f"{numbers_at('c:minus', at.below, series.below)}"
        f"<c:spPr>{line_of(colour, 1.0 if look.edge or look.spread == 'band' else 2.0, dash)}</c:spPr></c:errBars>"
    )


def _labels(series: NativeSeries, room: NativeRoom) -> str:
    """The names beside the marks of a series; nothing is said of the others."""
    found = [(k, row) for k, row in enumerate(series.rows) if row.label]
    if not found:
        return ""
    each = "".join(
        f'<c:dLbl><c:idx val="{k}"/>{_label(_apart(row), series.look.colour, room, row.side)}'
        f'<c:dLblPos val="{_side(row.side)}"/>{_shown(True)}</c:dLbl>'
        for k, row in found
    )
    return f"<c:dLbls>{each}{_shown(False)}</c:dLbls>"


def _apart(row: NativeRow) -> str:
    """A name with a blank between it and its mark, over whose edge LibreOffice would write it."""
    blanks = 2 * "\N{NO-BREAK SPACE}"
    return {"middle right": f"{blanks}{row.label}", "middle left": f"{row.label}{blanks}"}.get(row.side, row.label)


def _label(words: str, colour: str, room: NativeRoom, side: str = "") -> str:
    turn = ' rot="-5400000" vert="horz"' if side == "upright" else ""
    run = f"<a:r>{run_look('a:rPr', room.letters, colour)}<a:t>{xml_words(words)}</a:t></a:r>"
    return f'<c:tx><c:rich><a:bodyPr wrap="none"{turn}/><a:p>{run}</a:p></c:rich></c:tx>'


def _side(side: str) -> str:
    return _SIDES.get(side) or _SIDES.get(side.partition(" ")[0]) or "r"


def _names(chart: Chart, series: NativeSeries, room: NativeRoom) -> str:
    """The name of a line at its end, or those of periods below the drawing."""
    return _end_label(chart, series, room) or _labels(series, room)


def _end_label(chart: Chart, series: NativeSeries, room: NativeRoom) -> str:
    """The name of a line at its last point, moved up or down so that it hides no other."""
    look = series.look
    last = max((k for k, row in enumerate(series.rows) if row.y is not None), default=None)
    if last is None or not look.label:
        return ""
    axis, y = axis_of(chart.y), series.rows[last].y or 0.0
    moved = 0.0 if look.label_at is None else (y - look.label_at) / (axis.high - axis.low) * room.down
    layout = (
        f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{moved:.4f}"/></c:manualLayout></c:layout>' if moved else ""
    )
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/>{layout}{_label(look.label, look.colour, room)}'
        f'<c:dLblPos val="r"/>{_shown(True)}</c:dLbl>{_shown(False)}</c:dLbls>'
    )


def _shown(is_shown: bool) -> str:
    flags = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "".join(f'<c:show{flag} val="{int(is_shown and flag == "Val")}"/>' for flag in flags)


# Legend.


def _legend(chart: Chart, found: Sequence[NativeSeries], room: NativeRoom) -> str:
    """The looks that the chart's own legend names, each once."""
    named = [(series.name, series.colour, series.symbol) for series in chart.legend]
    if not named:
        return ""
    looks = [(one.name, one.look.colour, one.look.symbol) for one in found]
    kept = {looks.index(look) for look in named if look in looks}
    gone = "".join(
        f'<c:legendEntry><c:idx val="{k}"/><c:delete val="1"/></c:legendEntry>'
        for k in range(len(found))
        if k not in kept
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{gone}<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0"/><c:y val="0"/><c:w val="1"/><c:h val="{room.legend:.4f}"/>'
        f'</c:manualLayout></c:layout><c:overlay val="0"/>{letters_of(room.letters)}</c:legend>'
    )
