"""Shapes, text boxes and tables as DrawingML, in which office programs draw: a pen that writes them for a slide.

The pen takes what a picture is made of, in pixels, and writes it in the units of the slide (EMU).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from xml.sax.saxutils import quoteattr

from dashboard.core.colours import INK, WHITE
from dashboard.export.picture.primitives import RULE, Box, Line, Patch, Ring, Size, Swatch
from dashboard.export.picture.primitives import FigureTable as Figures
from dashboard.export.picture.primitives import Text as Lettered
from dashboard.export.writers.xml import clean, colour_of, solid_fill, xml_words

FONT = "Arial"
LANGUAGE = "en-GB"
_SWATCH_BORDER = "#5a7184"
_DOTS = "#768692"
_SHORT_SIDE = 6_858_000
_EMU_PER_INCH = 914_400
#: The natural line of Arial in its size, and how far the pictures' lines of 1.25 stretch it.
NATURAL, _STRETCH = 1.15, 109_000
#: PowerPoint's own style without fill and lines.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_ALIGNED = {"left": "l", "middle": "ctr", "right": "r"}

Runs = Sequence[Lettered]


def emu_per_px(size: Size) -> float:
    """Paper keeps its own inches; a screen's shorter side is that of a 13.33 by 7.5 inch slide."""
    return _EMU_PER_INCH / size.dpi if size.dpi else _SHORT_SIDE / min(size.width, size.height)


def points(px: float, scale: float) -> int:
    """A size of text in hundredths of a point."""
    return max(100, round(px * scale / 127))


class Pen:
    """Writes the shapes of one slide as DrawingML; each has its own id."""

    def __init__(self, size: Size, first: int = 2) -> None:
        """first: the id of the first shape, beyond those of another pen on the same slide."""
        self._scale = emu_per_px(size)
        self._unit = size.unit
        self._room = size.width
        self._ids = count(first)

    def area(self, name: str, area: Patch) -> str:
        """A freeform of all polygons of an area and their holes."""
        rings = [ring for polygon in area.polygons for ring in polygon]
        fill = _PATTERNS[area.pattern] if area.pattern else solid_fill(area.fill)
        shape = f"{self._freeform(rings, closed=True)}{fill}{self._stroke(area.border, area.border_width)}"
        return self._shape(self._called(name, area.description or name), shape)

    def hatching(self, name: str, lines: Sequence[Line]) -> str:
        """All lines of a hatching in one freeform."""
        path = self._freeform([line.points for line in lines], closed=False)
        return self._shape(self._called(name), f"{path}<a:noFill/>{self._stroke(lines[0].colour, lines[0].width)}")

    def leader(self, name: str, line: Line) -> str:
        """A straight connector, or a freeform if it bends."""
        stroke = self._stroke(line.colour, line.width)
        if len(line.points) != 2:
            return self._shape(self._called(name), f"{self._freeform([line.points], closed=False)}<a:noFill/>{stroke}")
        (x1, y1), (x2, y2) = line.points
        flips = f' flipH="{int(x2 < x1)}" flipV="{int(y2 < y1)}"'
        room = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._called(name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f"<p:spPr>{self._placed(room, flips)}{_preset('line')}{stroke}</p:spPr></p:cxnSp>"
        )

    def dot(self, name: str, room: Box) -> str:
        """A small dark dot with a white rim."""
        rim = self._stroke(WHITE, self._unit)
        return self._shape(self._called(name), f"{self._placed(room)}{_preset('ellipse')}{solid_fill(INK)}{rim}")

    def swatch(self, name: str, swatch: Swatch) -> str:
        """A rectangle of the legend, of which one that is a line has no border, or the mark of a site."""
        room = Box(swatch.x, swatch.y, swatch.width, swatch.height)
        if swatch.rim:
            form, rim = _preset(_FORMS[swatch.pattern]), self._stroke(swatch.rim, swatch.rim_width)
            return self._shape(self._called(name, name), f"{self._placed(room)}{form}{solid_fill(swatch.fill)}{rim}")
        fill = _PATTERNS[swatch.pattern] if swatch.pattern else solid_fill(swatch.fill)
        thin = swatch.height < 5 * self._unit
        border = self._stroke("" if thin else _SWATCH_BORDER, 0.8 * self._unit)
        return self._shape(self._called(name, name), f"{self._placed(room)}{_preset('rect')}{fill}{border}")

    def band(self, name: str, room: Box, colour: str) -> str:
        """A rectangle for the eye only."""
        bare = self._stroke("", 1)
        return self._shape(self._called(name), f"{self._placed(room)}{_preset('rect')}{solid_fill(colour)}{bare}")

    def group(self, name: str, description: str, shapes: Iterable[str]) -> str:
        """Shapes that move as one; its extents are worked out when it stands on the slide."""
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self._called(name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr/>{''.join(shapes)}</p:grpSp>"
        )

    def lettering(self, name: str, lines: Lettered) -> str:
        """A text whose lines stay as they are."""
        room = Box(lines.left, lines.y + _lowered(lines.size, lines.lines), lines.width, lines.height)
        return self.words(name, [(replace(lines, lines=(line,)),) for line in lines.lines], room, lines.align)

    def flowing(self, name: str, lines: Lettered, placeholder: str = "") -> str:
        """A text that breaks anew when it is edited, as wide as the slide allows."""
        said = replace(lines, lines=(" ".join(lines.lines),))
        room = Box(lines.x, lines.y, self._room - 2 * lines.x, lines.height)
        return self.words(name, [(said,)], room, lines.align, wrapped=True, placeholder=placeholder)

    def label(self, lines: Sequence[Runs]) -> str:
        """The label of an area as one text box of one or more lines."""
        pieces = [piece for line in lines for piece in line]
        align = next((piece.align for piece in pieces if piece.align != "left"), "left")
        lefts = [line[0].left for line in lines]
        room_width = max(sum(piece.width for piece in line) for line in lines)
        first = pieces[0]
        room = Box(min(lefts), first.y + _lowered(first.size, lines), room_width, len(lines) * first.size * 1.25)
        said = " ".join("".join(piece.lines[0] for piece in line) for line in lines)
        return self.words(f"Label: {said}", lines, room, align)

    def number(self, lines: Lettered, room: Box) -> str:
        """The number of the slide, which the program fills in."""
        run = self._run(lines).replace("<a:r>", '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">')
        paragraph = f'<a:p><a:pPr algn="r"/>{run.replace("</a:r>", "</a:fld>")}</a:p>'
        return self._text_box("Slide number", paragraph, room, "square", 'type="sldNum" sz="quarter" idx="12"')

    def words(
        self,
        name: str,
        lines: Sequence[Runs],
        room: Box,
        align: str = "left",
        wrapped: bool = False,
        placeholder: str = "",
        gap: float = 0.0,
    ) -> str:
        """A text box, or the placeholder of a layout, of one paragraph a line; ``gap`` px stand before each."""
        single = len(lines) == 1 and not wrapped
        stretch = "" if single else f'<a:lnSpc><a:spcPct val="{_STRETCH}"/></a:lnSpc>'
        before = f'<a:spcBef><a:spcPts val="{points(gap, self._scale) if gap else 0}"/></a:spcBef>'
        looks = f'<a:pPr marL="0" indent="0" algn="{_ALIGNED[align]}">{stretch}{before}<a:buNone/></a:pPr>'
        paragraphs = "".join(f"<a:p>{looks}{''.join(map(self._run, line))}</a:p>" for line in lines)
        return self._text_box(name, paragraphs, room, "square" if wrapped else "none", placeholder)

    def table(self, table: Figures) -> str:
        """A native table whose first row is its header."""
        room = Box(table.x, table.y, sum(table.widths), table.row_height * (len(table.rows) + 1))
        columns = "".join(f'<a:gridCol w="{self._emu(across)}"/>' for across in table.widths)
        rows = "".join(self._row(table, cells, bold=not n) for n, cells in enumerate((table.header, *table.rows)))
        said = f"Table of the figures: {', '.join(table.header)}; {len(table.rows)} rows."
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._called('Figures', said)}<p:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"{self._placed(room).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN_TABLE}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def chart(self, name: str, description: str, room: Box, relation: str) -> str:
        """The frame of a native chart; relation: the id by which the slide knows the part with the chart."""
        space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._called(name, description)}<p:cNvGraphicFramePr/><p:nvPr/>"
            f"</p:nvGraphicFramePr>{self._placed(room).replace('a:xfrm', 'p:xfrm')}<a:graphic>"
            f'<a:graphicData uri="{space}"><c:chart xmlns:c="{space}" r:id="{relation}"/></a:graphicData></a:graphic>'
            "</p:graphicFrame>"
        )

    def _row(self, table: Figures, cells: Sequence[str], bold: bool) -> str:
        margin = self._emu(4 * self._unit)
        rule = self._stroke(RULE, (2 if bold else 0.8) * self._unit).replace("a:ln", "a:lnB")
        bare = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
        margins = f'marL="{margin}" marR="{margin // 2}" marT="0" marB="0"'
        looks = f'<a:tcPr {margins} anchor="ctr">{bare}{rule}<a:noFill/></a:tcPr>'
        written = (
            f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{"r" if column else "l"}"/>'
            f"{self._run(Lettered((cell,), 0, 0, table.size, bold))}</a:p></a:txBody>{looks}</a:tc>"
            for column, cell in enumerate(cells)
        )
        return f'<a:tr h="{self._emu(table.row_height)}">{"".join(written)}</a:tr>'

    def _run(self, piece: Lettered) -> str:
        looks = (
            f'lang="{LANGUAGE}" sz="{points(piece.size, self._scale)}" b="{int(piece.bold)}" dirty="0">'
            f"{solid_fill(piece.colour)}{self._glow(piece.halo, piece.size * 0.12)}"
            f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        )
        said = xml_words(" ".join(piece.lines))
        return (
            f"<a:r><a:rPr {looks}</a:rPr><a:t>{said}</a:t></a:r>" if said else f"<a:endParaRPr {looks}</a:endParaRPr>"
        )

    def _text_box(self, name: str, paragraphs: str, room: Box, wrapping: str, placeholder: str) -> str:
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if placeholder else '<p:cNvSpPr txBox="1"/>'
        role = f"<p:nvPr><p:ph {placeholder}/></p:nvPr>" if placeholder else "<p:nvPr/>"
        insets = 'lIns="0" tIns="0" rIns="0" bIns="0"'
        return (
            f"<p:sp><p:nvSpPr>{self._called(name, decorative=False)}{kind}{role}</p:nvSpPr>"
            f"<p:spPr>{self._placed(room)}{_preset('rect')}<a:noFill/></p:spPr>"
            f'<p:txBody><a:bodyPr wrap="{wrapping}" {insets} rtlCol="0" anchor="t"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    def _called(self, name: str, description: str = "", decorative: bool = True) -> str:
        """The id, name and alternative text of a shape; without a text it is marked as decorative."""
        said = f" descr={quoteattr(clean(description))}" if description else ""
        mark = _DECORATIVE if decorative and not description else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(clean(name))}{said}>{mark}</p:cNvPr>'

    def _shape(self, called: str, properties: str) -> str:
        return f"<p:sp><p:nvSpPr>{called}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{properties}</p:spPr></p:sp>"

    def _freeform(self, rings: Sequence[Ring], closed: bool) -> str:
        """Place and path of contours, in EMU from their own corner."""
        scale = self._scale
        west, north = (min(point[k] for ring in rings for point in ring) for k in (0, 1))
        east, south = (max(point[k] for ring in rings for point in ring) for k in (0, 1))
        room = Box(west, north, east - west, south - north)
        end = "<a:close/>" if closed else ""
        paths, filled = [], "" if closed else ' fill="none"'
        for ring in rings:
            first, *others = (
                f'<a:pt x="{round((x - west) * scale)}" y="{round((y - north) * scale)}"/>' for x, y in ring
            )
            lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
            paths.append(f"<a:moveTo>{first}</a:moveTo>{lines}{end}")
        across, down = (max(self._emu(length), 1) for length in (room.width, room.height))
        return (
            f"{self._placed(room)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{across}" h="{down}"{filled}>{"".join(paths)}</a:path>'
            "</a:pathLst></a:custGeom>"
        )

    def _placed(self, room: Box, flips: str = "") -> str:
        x, y, across, down = map(self._emu, (room.x, room.y, room.width, room.height))
        return f'<a:xfrm{flips}><a:off x="{x}" y="{y}"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'

    def _stroke(self, colour: str, across: float) -> str:
        if not colour:
            return "<a:ln><a:noFill/></a:ln>"
        return f'<a:ln w="{self._emu(across)}" cap="rnd">{solid_fill(colour)}<a:round/></a:ln>'

    def _glow(self, colour: str, across: float) -> str:
        if not colour:
            return ""
        return f'<a:effectLst><a:glow rad="{self._emu(across)}">{colour_of(colour)}</a:glow></a:effectLst>'

    def _emu(self, px: float) -> int:
        return round(px * self._scale)


def _lowered(size: float, lines: Sequence[object]) -> float:
    """Pictures set a line in the middle of its 1.25 sizes; two lines or more are stretched by their paragraphs."""
    return 0.066 * size if len(lines) == 1 else 0.0


def _preset(shape: str) -> str:
    return f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'


def _pattern(preset: str, ink: str) -> str:
    ground = f"<a:bgClr>{colour_of(WHITE)}</a:bgClr>"
    return f'<a:pattFill prst="{preset}"><a:fgClr>{colour_of(ink)}</a:fgClr>{ground}</a:pattFill>'


#: LibreOffice draws every pattern as lines: a lattice for these dots, so that it is never taken for the hatching.
_PATTERNS = {"dots": _pattern("dotDmnd", _DOTS), "hatch": _pattern("wdUpDiag", INK), "whole": _pattern("ltDnDiag", INK)}
_PATTERNS |= {
    "few": _pattern("dkDnDiag", INK),
    "row-middle": _pattern("dashUpDiag", INK),
    "row-deprived": _pattern("ltUpDiag", INK),
}
_FORMS = {"square": "rect", "diamond": "diamond"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
