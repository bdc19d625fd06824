"""What native charts are made of: axes, figures and words with their places in the workbook, lines and letters."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.model import Axis
from dashboard.core.colours import INK
from dashboard.export.writers.drawingml import FONT, LANGUAGE
from dashboard.export.writers.native_model import NativeRoom, axis_of
from dashboard.export.writers.xml import solid_fill, xml_words

_GRID = "#d8dde0"
_AXIS = "#5a7184"
_EMU_PER_POINT = 12_700


def value_axis(
    own: int, other: int, side: str, axis: Axis, room: NativeRoom, hidden: bool = False, at_end: bool = False
) -> str:
    """An axis of numbers. at_end: it crosses the other one where that ends, which runs from top to bottom."""
    ends = axis_of(axis)
    turned = "maxMin" if axis.low > axis.high else "minMax"
    title = _axis_title(axis.title, room, side) if axis.title and not hidden else ""
    has_grid = axis.grid and not hidden
    grid = f"<c:majorGridlines><c:spPr>{line_of(_GRID, 0.75)}</c:spPr></c:majorGridlines>" if has_grid else ""
    between = "between" if at_end and side == "b" else "midCat"
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="{turned}"/><c:max val="{ends.high!r}"/>'
        f'<c:min val="{ends.low!r}"/></c:scaling><c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{grid}{title}'
        f'<c:numFmt formatCode="{xml_words(_number_form(axis))}" sourceLinked="0"/>'
        f'{_ticks(room, "high" if at_end else "low")}<c:crossAx val="{other}"/>'
        f'<c:crosses val="{"max" if at_end else "min"}"/><c:crossBetween val="{between}"/>'
        f'<c:majorUnit val="{ends.step!r}"/></c:valAx>'
    )


def category_axis(
    own: int, other: int, side: str, room: NativeRoom, silent: bool = False, reversed_: bool = False
) -> str:
    """An axis of names; silent: they are not written."""
    turned, said = "maxMin" if reversed_ else "minMax", "none" if silent else "low"
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{turned}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>{_ticks(room, said)}'
        f'<c:crossAx val="{other}"/><c:crosses val="min"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _ticks(room: NativeRoom, where: str = "low") -> str:
    return (
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{where}"/>'
        f"<c:spPr>{line_of(_AXIS, 0.75)}</c:spPr>{letters_of(room.letters)}"
    )


def _number_form(axis: Axis) -> str:
    """Decimals as the ticks have them; what lies beyond the ends of the chart's own axis has no words."""
    decimals = max((len(words.partition(".")[2]) for _, words in axis.ticks), default=0)
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    positions = [position for position, _ in axis.ticks]
    if len(positions) < 2 or (axis_of(axis).low >= positions[0] and axis_of(axis).high <= positions[-1]):
        return form
    return f'[<{positions[0]:g}]"";[>{positions[-1]:g}]"";{form}'


def _axis_title(words: str, room: NativeRoom, side: str) -> str:
    """The words of an axis: those of the upright one stand level over it, as in pictures."""
    position = f'<c:x val="{room.left:.4f}"/><c:y val="{room.legend:.4f}"/>'
    above = f'<c:xMode val="edge"/><c:yMode val="edge"/>{position}'
    layout = f"<c:layout><c:manualLayout>{above}</c:manualLayout></c:layout>" if side == "l" else ""
    run = f"<a:r>{run_look('a:rPr', room.letters, INK, True)}<a:t>{xml_words(words)}</a:t></a:r>"
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p>{run}</a:p></c:rich></c:tx>{layout}'
        '<c:overlay val="0"/></c:title>'
    )


def numbers_at(tag: str, formula: str, figures: Sequence[float | None]) -> str:
    """Figures and where they stand in the workbook; None is a gap."""
    points = "".join(
        f'<c:pt idx="{k}"><c:v>{figure!r}</c:v></c:pt>' for k, figure in enumerate(figures) if figure is not None
    )
    cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(figures)}"/>{points}</c:numCache>'
    return f"<{tag}><c:numRef><c:f>{formula}</c:f>{cache}</c:numRef></{tag}>"


def categories_at(formula: str, words: Sequence[str]) -> str:
    """The names along an axis and where they stand in the workbook."""
    points = "".join(f'<c:pt idx="{k}"><c:v>{xml_words(word)}</c:v></c:pt>' for k, word in enumerate(words))
    cache = f'<c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache>'
    return f"<c:cat><c:strRef><c:f>{formula}</c:f>{cache}</c:strRef></c:cat>"


# Colours, lines and letters.


def line_of(colour: str, points: float, dash: str = "") -> str:
    """A line of so many points; dash is a word of the format."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * _EMU_PER_POINT)}" cap="rnd">{solid_fill(colour)}{dashed}<a:round/></a:ln>'


def letters_of(size: float) -> str:
    """The size of letters of an axis or a legend."""
    look = f"<a:pPr>{run_look('a:defRPr', size, INK)}</a:pPr>"
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p>{look}<a:endParaRPr/></a:p></c:txPr>"


def run_look(tag: str, size: float, colour: str, bold: bool = False) -> str:
    """How letters look."""
    return (
        f'<{tag} lang="{LANGUAGE}" sz="{round(size * 100)}" b="{int(bold)}">{solid_fill(colour)}'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></{tag}>'
    )
