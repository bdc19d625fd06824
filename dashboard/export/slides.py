"""PPTX of pictures: native shapes, text boxes and tables that a communications team can edit.

Every shape is written as DrawingML in the units of the slide and parsed once; python-pptx keeps the package:
layouts, notes, properties. Equal input gives equal bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideMaster
from pptx.util import Emu

from dashboard import text, words
from dashboard.export.lettering import wrap
from dashboard.export.primitives import QUIET, RULE, WHITE, Box, Line, Patch, Picture, Ring, Size, Stamp, Swatch
from dashboard.export.primitives import Table as Figures
from dashboard.export.primitives import Text as Lettered
from dashboard.figures.map import INK
from dashboard.scene import Scene

FONT = "Arial"
LANGUAGE = "en-GB"
DARK_BLUE = "#003087"
_SWATCH_BORDER = "#5a7184"
_DOTS = "#768692"
_SHORT_SIDE = 6_858_000
_PAPER_EMU_PER_PX = 914_400 / 300
#: The natural line of Arial in its size, and how far the pictures' lines of 1.25 stretch it.
_NATURAL, _STRETCH = 1.15, 109_000
#: PowerPoint's own style without fill and lines.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ALIGNED = {"left": "l", "middle": "ctr", "right": "r"}
_THIRDS = (("most deprived", "middle", "least deprived"), ("low", "middle", "high"))

Runs = Sequence[Lettered]

METHOD = (
    (
        "Colours",
        "A colour means the same figure on every map of one measure: the edges of its classes are worked out once, "
        "over all areas and periods of one kind of area. Counts are never mapped.",
    ),
    (
        "Comparison",
        "Worse, similar and better say whether the figure of England lies outside or inside the 95% confidence "
        "interval of an area. Without an interval nothing is compared.",
    ),
    (
        "Estimates",
        "A rate that nobody published for a partnership or the whole system is the mean of the rates of its parts, "
        "weighted by their population, and is marked as an estimate. A standardised ratio is never averaged.",
    ),
    (
        "Gaps",
        "Nothing is filled in. Not published, suppressed (small numbers) and missing have their own marks, outside the "
        "colours of the map.",
    ),
    ("Boundaries", f"{text.BOUNDARY_VINTAGE.removeprefix('Boundaries: ')} {text.BOUNDARY_CREDIT}"),
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What the notes page of a slide says of its figures."""

    caption: str
    source: str
    definition: str
    limits: str
    licence: str
    address: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a title slide; the lines stand small at its foot."""

    title: str
    subtitle: str
    lines: tuple[str, ...] = ()


def notes_of(scene: Scene, stamp: Stamp) -> Notes:
    """The notes of the picture of a scene."""
    what = scene.indicator
    return Notes(
        caption=words.caption(scene),
        source=f"{what.publisher}, {what.source}, {what.link}" if what else "",
        definition=what.definition if what else "",
        limits=what.limits if what else "",
        licence=" ".join((f"{what.licence}." if what else "", *words.credits(scene))).strip(),
        address=f"{stamp.address} (made {stamp.date})",
    )


def cover_of(scene: Scene, stamp: Stamp, conditions: int) -> Cover:
    """The title slide of a deck of the conditions of an area."""
    subtitle = f"{conditions} conditions by {text.LEVEL_IN_FULL[scene.view.by]}"
    return Cover(scene.area.name, subtitle, (text.ATLAS, f"{stamp.address} · made {stamp.date}"))


def map_slide(picture: Picture, notes: Notes) -> bytes:
    """A presentation of one slide: the picture of one view."""
    presentation = _open(picture.size)
    _add_map(presentation, picture, notes)
    return _close(presentation, picture.title, picture.description)


def deck(
    slides: Sequence[tuple[Picture, Notes]], cover: Cover | None, method: Sequence[tuple[str, str]] = METHOD
) -> bytes:
    """A presentation of many: title slide, one slide for each picture, method and the sources of all.

    method: headings and what is said under them; the sources come from the notes. Raises ValueError without
    slides, or if the pictures differ in size.
    """
    sizes = {picture.size for picture, _ in slides}
    if len(sizes) != 1:
        names = ", ".join(sorted(size.key for size in sizes)) or "none"
        raise ValueError(f"All pictures of a deck have one size, but these were given: {names}.")
    size = slides[0][0].size
    presentation = _open(size)
    if cover:
        _add_cover(presentation, size, cover)
    for picture, notes in slides:
        _add_map(presentation, picture, notes, numbered=True)
    _add_method(presentation, size, [*method, *_sources(notes for _, notes in slides)])
    title = cover.title if cover else slides[0][0].title
    return _close(presentation, title, cover.subtitle if cover else slides[0][0].description)


def _sources(notes: Iterable[Notes]) -> list[tuple[str, str]]:
    """Each source once; only the first carries the heading."""
    known = list(dict.fromkeys(note.source for note in notes if note.source))
    return [("" if number else "Sources", source) for number, source in enumerate(known)]


# What stands on each kind of slide.


def _add_map(presentation: Deck, picture: Picture, notes: Notes, numbered: bool = False) -> None:
    """The texts of a picture are headline, subtitle, foot and then those of the legend."""
    pen = _Pen(picture.size)
    headline, subtitle, foot, *entries = picture.texts
    shapes = [
        pen.flowing("Title", headline, 'type="title"'),
        pen.flowing("Subtitle", subtitle),
        _map(pen, picture),
        _legend(pen, picture.swatches, entries),
        pen.table(picture.table) if picture.table else "",
        pen.lettering("Source", foot),
        _number(pen, picture.size) if numbered else "",
    ]
    slide = _add(presentation, "Title Only", shapes)
    _write_notes(slide, notes)


def _map(pen: _Pen, picture: Picture) -> str:
    """All shapes of the map in one group, from the back to the front."""
    names = _unique([(area.name, area.code) for area in picture.areas])
    outlines = _unique([(f"{area.name} boundary", area.code) for area in picture.outlines])
    dot = 4 * picture.size.unit
    labels = _whole_labels(picture.labels)
    return pen.group(
        "Map",
        picture.description,
        [
            *(pen.area(name, area) for name, area in zip(names, picture.areas, strict=True)),
            *(pen.hatching(name, lines) for name, lines in _hatchings(picture)),
            *(pen.hatching(name, track.lines) for name, track in zip(_layers(picture), picture.layers, strict=True)),
            *(pen.area(name, area) for name, area in zip(outlines, picture.outlines, strict=True)),
            *(pen.leader(f"Halo of leader {n}", _halo(line)) for n, line in enumerate(picture.leaders, 1)),
            *(pen.leader(f"Leader {n}", line) for n, line in enumerate(picture.leaders, 1)),
            *(pen.dot(f"Dot {n}", Box(x - dot, y - dot, 2 * dot, 2 * dot)) for n, (x, y) in enumerate(picture.dots, 1)),
            *(pen.swatch(site.name, site) for site in picture.sites),
            *(pen.label(lines) for lines in labels),
        ],
    )


def _layers(picture: Picture) -> list[str]:
    """Names of the layers; the strokes that make up one are numbered."""
    names = [track.name for track in picture.layers]
    return [f"{name} ({names[:k].count(name) + 1})" for k, name in enumerate(names)]


def _halo(leader: Line) -> Line:
    """The white line behind a leader, which keeps it apart from a dark fill."""
    return replace(leader, colour=WHITE, width=leader.width * 3.4)


def _hatch_words(picture: Picture) -> str:
    marks = (swatch for swatch in picture.swatches if swatch.pattern == "hatch")
    return next((f"Hatching: {_entry(swatch, picture.texts[3:])}" for swatch in marks), "Hatching")


def _legend(pen: _Pen, swatches: Sequence[Swatch], texts: Sequence[Lettered]) -> str:
    """The legend as one group: it moves as one piece."""
    names = _swatch_names(swatches, texts)
    said = ". ".join(" ".join(entry.lines) for entry in texts)
    rectangles = [pen.swatch(f"Legend: {name}", swatch) for name, swatch in zip(names, swatches, strict=True)]
    return pen.group("Legend", f"Legend. {said}", [*rectangles, *(pen.lettering("Legend text", t) for t in texts)])


def _swatch_names(swatches: Sequence[Swatch], texts: Sequence[Lettered]) -> list[str]:
    """The words beside each swatch; those of the 3 by 3 map are named by their row and column."""
    rows, columns = _THIRDS
    grid = (f"figure {columns[k % 3]}, deprivation {rows[k // 3]}" for k in count())
    is_field = [swatch.width == swatch.height and not swatch.rim for swatch in swatches]
    return [next(grid) if field else _entry(swatch, texts) for field, swatch in zip(is_field, swatches, strict=True)]


def _entry(swatch: Swatch, texts: Sequence[Lettered]) -> str:
    """The text whose first line stands beside a swatch."""
    beside = (entry for entry in texts if entry.x > swatch.x)
    middle = swatch.y + swatch.height / 2
    nearest = min(beside, key=lambda entry: abs(entry.y + entry.size * 0.625 - middle))
    return " ".join(nearest.lines)


def _unique(named: Sequence[tuple[str, str]]) -> list[str]:
    """Names that differ: a repeated one is followed by the code."""
    names = [name for name, _ in named]
    return [f"{name} ({code})" if names.count(name) > 1 else name for name, code in named]


def _hatchings(picture: Picture) -> Iterator[tuple[str, list[Line]]]:
    """The hatching in dark lines and that in light ones, for the dark areas; each is one shape."""
    for number, colour in enumerate(dict.fromkeys(line.colour for line in picture.hatching)):
        words = _hatch_words(picture)
        yield (
            f"{words} ({number + 1})" if number else words,
            [line for line in picture.hatching if line.colour == colour],
        )


def _whole_labels(texts: Sequence[Lettered]) -> list[list[Runs]]:
    """The labels as lines of runs: what a picture places piece by piece is one box to whoever edits the slide."""
    labels: list[list[list[Lettered]]] = []
    last: Lettered | None = None
    for piece in texts:
        if last and _goes_on(last, piece):
            labels[-1][-1].append(replace(piece, lines=(f" {piece.lines[0]}",)))
        elif last and _is_under(last, piece):
            labels[-1].append([piece])
        else:
            labels.append([[piece]])
        last = piece
    return [[tuple(line) for line in label] for label in labels]


def _goes_on(last: Lettered, piece: Lettered) -> bool:
    """Whether a piece stands in the same line as the last, just behind it."""
    return _alike(last, piece) and piece.y == last.y and 0 <= _left(piece) - _left(last) - last.width < last.size * 0.4


def _is_under(last: Lettered, piece: Lettered) -> bool:
    """Whether a piece is the next line of the same label."""
    overlap = min(_left(last) + last.width, _left(piece) + piece.width) - max(_left(last), _left(piece))
    return _alike(last, piece) and abs(piece.y - last.y - last.size * 1.25) < 0.1 and overlap > 0


def _alike(last: Lettered, piece: Lettered) -> bool:
    return (last.size, last.colour, last.halo) == (piece.size, piece.colour, piece.halo)


def _left(piece: Lettered) -> float:
    return piece.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[piece.align] * piece.width


def _number(pen: _Pen, size: Size) -> str:
    """The number of the slide in the corner below the source."""
    unit = size.unit
    room = Box(size.width - 128 * unit, size.height - 34 * unit, 80 * unit, 24 * unit)
    return pen.number(Lettered(("1",), room.x, room.y, 14.5 * unit, colour=QUIET), room)


def _add_cover(presentation: Deck, size: Size, cover: Cover) -> None:
    pen, unit = _Pen(size), size.unit
    x, room = 120 * unit, size.width - 240 * unit
    title = Lettered(wrap(cover.title, 64 * unit, room, bold=True), x, size.height * 0.28, 64 * unit, bold=True)
    below = title.y + title.height + 24 * unit
    subtitle = Lettered(wrap(cover.subtitle, 32 * unit, room), x, below, 32 * unit, colour=QUIET)
    small = 20 * unit
    lines = tuple(line for words_ in cover.lines for line in wrap(words_, small, room))
    foot = Lettered(lines, x, size.height - 80 * unit - len(lines) * small * 1.25, small, colour=QUIET)
    shapes = [
        pen.flowing("Title", title, 'type="ctrTitle"'),
        pen.flowing("Subtitle", subtitle, 'type="subTitle" idx="1"'),
        pen.lettering("Source", foot) if lines else "",
        pen.band("Band", Box(0, 0, 40 * unit, size.height), DARK_BLUE),
    ]
    _add(presentation, "Title Slide", shapes)


def _add_method(presentation: Deck, size: Size, parts: Sequence[tuple[str, str]]) -> None:
    """Method and sources, on as many slides as they need."""
    unit = size.unit
    heading = Lettered(("Method and sources",), 48 * unit, 48 * unit, 44 * unit, bold=True)
    room = Box(48 * unit, 136 * unit, min(size.width - 96 * unit, 1500 * unit), size.height - 216 * unit)
    for page in _pages(parts, 24 * unit, room):
        pen = _Pen(size)
        title = pen.flowing("Title", heading, 'type="title"')
        body = pen.words("Method and sources", page, room, wrapped=True, placeholder='idx="1"', gap=24 * unit * 0.5)
        _add(presentation, "Title and Content", [title, body, _number(pen, size)])


def _pages(parts: Sequence[tuple[str, str]], size: float, room: Box) -> list[list[Runs]]:
    """Paragraphs with a bold heading, as many to a page as its room holds."""
    pages: list[list[Runs]] = [[]]
    used = 0.0
    for heading, said in parts:
        lead = f"{heading}. " if heading else ""
        height = (len(wrap(f"{lead}{said}", size, room.width * 0.97)) * _NATURAL + 0.5) * size
        if used + height > room.height and pages[-1]:
            pages.append([])
            used = 0.0
        used += height
        bold, plain = Lettered((lead,), 0, 0, size, bold=True), Lettered((said,), 0, 0, size)
        pages[-1].append((bold, plain) if lead else (plain,))
    return pages


def _write_notes(slide: Slide, notes: Notes) -> None:
    parts = {
        "": notes.caption,
        "Source: ": notes.source,
        "Definition: ": notes.definition,
        "Limits: ": notes.limits,
        "Licence: ": notes.licence,
        "Address: ": notes.address,
    }
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        raise RuntimeError("The notes page of the template has no place for text.")
    frame.text = "\n".join(_clean(f"{name}{said}") for name, said in parts.items() if said)
    for properties in frame._txBody.iter(qn("a:r")):
        properties.get_or_add_rPr().set("lang", LANGUAGE)


# The package around the slides.


_ROOT = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def _open(size: Size) -> Deck:
    return Presentation(BytesIO(_template(size)))


def _add(presentation: Deck, layout: str, shapes: Iterable[str]) -> Slide:
    """A slide with these shapes; the groups get the extents of what they hold."""
    found = presentation.slide_layouts.get_by_name(layout)
    if found is None:
        raise RuntimeError(f'The template has no layout "{layout}".')
    slide: Slide = presentation.slides.add_slide(found)
    tree = parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{_ROOT}{''.join(shapes)}</p:spTree>")
    for group in tree.findall(qn("p:grpSp")):
        group.recalculate_extents()
    # Replaced whole: lxml takes a hundred times longer to move shape by shape.
    empty = slide.shapes.element
    empty.getparent().replace(empty, tree)
    return slide


def _close(presentation: Deck, title: str, subject: str) -> bytes:
    properties = presentation.core_properties
    # The limit of the format is 255 characters.
    properties.title, properties.subject = _clean(title)[:255], _clean(subject)[:255]
    properties.author = properties.last_modified_by = text.ATLAS
    properties.language = LANGUAGE
    file = BytesIO()
    presentation.save(file)
    return _repacked(file.getvalue())


def _repacked(package: bytes, edited: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same package with every time stamp fixed, so that equal slides are equal bytes, and its parts edited."""
    new = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as repacked:
        for name in old.namelist():
            content = edited(name, old.read(name))
            repacked.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return new.getvalue()


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{text.ATLAS}</Application></Properties>"
)


@lru_cache(maxsize=8)
def _template(size: Size) -> bytes:
    """An empty presentation for a size: three layouts in Arial, no thumbnail, no dates, no strangers' names."""
    presentation = Presentation()
    for layout in list(presentation.slide_layouts):
        if layout.name not in ("Title Slide", "Title and Content", "Title Only"):
            presentation.slide_layouts.remove(layout)
    _resize(presentation, size)
    _style(presentation.slide_master, size)
    # Made once here, not for every slide.
    presentation.notes_master  # noqa: B018
    package, document = presentation.part.package, presentation.part
    package.drop_rel(
        package.relate_to(package.part_related_by(RELATIONSHIP_TYPE.THUMBNAIL), RELATIONSHIP_TYPE.THUMBNAIL)
    )
    printer = document.part_related_by(RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    document.drop_rel(document.relate_to(printer, RELATIONSHIP_TYPE.PRINTER_SETTINGS))
    file = BytesIO()
    presentation.save(file)
    return _repacked(file.getvalue(), _ours)


def _ours(name: str, content: bytes) -> bytes:
    """The parts of the template in our name and our font."""
    if name == "docProps/core.xml":
        return _CORE.encode()
    if name == "docProps/app.xml":
        return _APP.encode()
    if name.startswith("ppt/theme/"):
        return content.replace(b'latin typeface="Calibri"', f'latin typeface="{FONT}"'.encode())
    return content


def _resize(presentation: Deck, size: Size) -> None:
    """The slide in the shape of the picture, and what stands on the layouts moved with it."""
    across, down = (round(px * _emu_per_px(size)) for px in (size.width, size.height))
    old_across, old_down = presentation.slide_width or across, presentation.slide_height or down
    for page in (*presentation.slide_layouts, presentation.slide_master):
        for shape in page.placeholders:
            shape.left, shape.width = (Emu(x * across // old_across) for x in (shape.left, shape.width))
            shape.top, shape.height = (Emu(y * down // old_down) for y in (shape.top, shape.height))
    presentation.slide_width, presentation.slide_height = Emu(across), Emu(down)
    presentation.element.find(qn("p:sldSz")).attrib.pop("type", None)


def _style(master: SlideMaster, size: Size) -> None:
    """Titles as the pictures have them, so that a new slide of the deck looks like the others."""
    for body in master.placeholders[0].element.iter(qn("a:bodyPr")):
        body.set("anchor", "t")
    for level in master.element.iter(qn("p:titleStyle")):
        first = level.find(qn("a:lvl1pPr"))
        first.set("algn", "l")
        first.find(qn("a:defRPr")).set("sz", str(_points(44 * size.unit, _emu_per_px(size))))
        first.find(qn("a:defRPr")).set("b", "1")


# DrawingML.


def _emu_per_px(size: Size) -> float:
    """Paper keeps its own inches; a screen's shorter side is that of a 13.33 by 7.5 inch slide."""
    return _PAPER_EMU_PER_PX if size.key.startswith("a4") else _SHORT_SIDE / min(size.width, size.height)


def _points(px: float, emu_per_px: float) -> int:
    """A size of text in hundredths of a point."""
    return max(100, round(px * emu_per_px / 127))


def _clean(words_: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", words_)


def _colour(code: str) -> str:
    return f'<a:srgbClr val="{code.removeprefix("#").upper()}"/>'


def _solid(code: str) -> str:
    return f"<a:solidFill>{_colour(code)}</a:solidFill>" if code else "<a:noFill/>"


def _pattern(preset: str, ink: str) -> str:
    return (
        f'<a:pattFill prst="{preset}"><a:fgClr>{_colour(ink)}</a:fgClr><a:bgClr>{_colour(WHITE)}</a:bgClr></a:pattFill>'
    )


#: LibreOffice draws every pattern as lines: a lattice for these dots, so that it is never taken for the hatching.
_PATTERNS = {"dots": _pattern("dotDmnd", _DOTS), "hatch": _pattern("wdUpDiag", INK)}
_FORMS = {"square": "rect", "diamond": "diamond"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class _Pen:
    """Writes the shapes of one slide as DrawingML; each has its own id."""

    def __init__(self, size: Size) -> None:
        self._scale = _emu_per_px(size)
        self._unit = size.unit
        self._room = size.width
        self._ids = count(2)

    def area(self, name: str, area: Patch) -> str:
        """A freeform of all polygons of an area and their holes."""
        rings = [ring for polygon in area.polygons for ring in polygon]
        fill = _PATTERNS[area.pattern] if area.pattern else _solid(area.fill)
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
        return self._shape(self._called(name), f"{self._placed(room)}{_preset('ellipse')}{_solid(INK)}{rim}")

    def swatch(self, name: str, swatch: Swatch) -> str:
        """A rectangle of the legend, of which one that is a line has no border, or the mark of a site."""
        room = Box(swatch.x, swatch.y, swatch.width, swatch.height)
        if swatch.rim:
            form, rim = _preset(_FORMS[swatch.pattern]), self._stroke(swatch.rim, swatch.rim_width)
            return self._shape(self._called(name, name), f"{self._placed(room)}{form}{_solid(swatch.fill)}{rim}")
        fill = _PATTERNS[swatch.pattern] if swatch.pattern else _solid(swatch.fill)
        thin = swatch.height < 5 * self._unit
        border = self._stroke("" if thin else _SWATCH_BORDER, 0.8 * self._unit)
        return self._shape(self._called(name, name), f"{self._placed(room)}{_preset('rect')}{fill}{border}")

    def band(self, name: str, room: Box, colour: str) -> str:
        """A rectangle for the eye only."""
        bare = self._stroke("", 1)
        return self._shape(self._called(name), f"{self._placed(room)}{_preset('rect')}{_solid(colour)}{bare}")

    def group(self, name: str, description: str, shapes: Iterable[str]) -> str:
        """Shapes that move as one; its extents are worked out when it stands on the slide."""
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self._called(name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr/>{''.join(shapes)}</p:grpSp>"
        )

    def lettering(self, name: str, lines: Lettered) -> str:
        """A text whose lines stay as they are."""
        room = Box(_left(lines), lines.y + _lowered(lines.size, lines.lines), lines.width, lines.height)
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
        lefts = [_left(line[0]) for line in lines]
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
        before = f'<a:spcBef><a:spcPts val="{_points(gap, self._scale) if gap else 0}"/></a:spcBef>'
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
            f'lang="{LANGUAGE}" sz="{_points(piece.size, self._scale)}" b="{int(piece.bold)}" dirty="0">'
            f"{_solid(piece.colour)}{self._glow(piece.halo, piece.size * 0.12)}"
            f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        )
        said = escape(_clean(" ".join(piece.lines)))
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
        said = f" descr={quoteattr(_clean(description))}" if description else ""
        mark = _DECORATIVE if decorative and not description else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(_clean(name))}{said}>{mark}</p:cNvPr>'

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
        return f'<a:ln w="{self._emu(across)}" cap="rnd">{_solid(colour)}<a:round/></a:ln>'

    def _glow(self, colour: str, across: float) -> str:
        if not colour:
            return ""
        return f'<a:effectLst><a:glow rad="{self._emu(across)}">{_colour(colour)}</a:glow></a:effectLst>'

    def _emu(self, px: float) -> int:
        return round(px * self._scale)


def _lowered(size: float, lines: Sequence[object]) -> float:
    """Pictures set a line in the middle of its 1.25 sizes; two lines or more are stretched by their paragraphs."""
    return 0.066 * size if len(lines) == 1 else 0.0


def _preset(shape: str) -> str:
    return f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
