"""The package around slides: a blank presentation in the shape of a picture, slides put on it, and its bytes.

python-pptx keeps layouts, notes and properties; slides come as DrawingML. Equal input gives equal bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.shapes.picture import CT_Picture
from pptx.parts.chart import ChartPart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideMaster
from pptx.util import Emu

from dashboard.core.colours import WHITE
from dashboard.export.picture.primitives import Badge, Size
from dashboard.export.writers.drawingml import FONT, LANGUAGE, Pen, emu_per_px, points
from dashboard.export.writers.xml import clean

#: How PowerPoint 2010 and later write sections, and the number under which they do.
_SECTIONS = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
_OF_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ROOT = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>{}</Application></Properties>"
)


def blank(size: Size, made_by: str) -> Deck:
    """A presentation without slides, in the shape of a picture."""
    return Presentation(BytesIO(_template(size, clean(made_by))))


def add_slide(presentation: Deck, layout: str, shapes: Iterable[str]) -> Slide:
    """A slide with these shapes; the groups get the extents of what they hold."""
    found = presentation.slide_layouts.get_by_name(layout)
    if found is None:
        raise RuntimeError(f'The template has no layout "{layout}".')
    slide: Slide = presentation.slides.add_slide(found)
    tree = parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{_ROOT}{''.join(shapes)}</p:spTree>")
    for group in tree.findall(qn("p:grpSp")):
        group.recalculate_extents()
    # Replaced whole: python-pptx takes 25 to 50 times longer to build shape by shape (docs/decisions.md).
    empty = slide.shapes.element
    empty.getparent().replace(empty, tree)
    return slide


def embed_chart(slide: Slide, xml: bytes, book: bytes) -> str:
    """Put a chart with its workbook into the package, and tell the id by which the slide knows it."""
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
    part.chart_workbook.update_from_xlsx_blob(book)
    return str(slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART))


def add_shapes(slide: Slide, shapes: Iterable[str]) -> None:
    """Put more shapes over those that stand on a slide."""
    # Not slide.shapes, which remembers the tree that was replaced.
    tree = slide.element.cSld.spTree
    tree.extend(list(parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{''.join(shapes)}</p:spTree>")))


def add_badge(slide: Slide, size: Size, badge: Badge) -> None:
    """The band and the logo of a house style, over all else."""
    pen, scale = Pen(size, first=2_000_000), emu_per_px(size)
    add_shapes(slide, [pen.band("Band", badge.band, badge.colour)] if badge.band else [])
    if badge.logo and badge.place:
        add_shapes(slide, [pen.band("Ground of the logo", badge.place, WHITE)])
        _, relation = slide.part.get_or_add_image_part(BytesIO(badge.logo.png))
        place = badge.place
        sides = [round(px * scale) for px in (place.x, place.y, place.width, place.height)]
        logo = CT_Picture.new_pic(3_000_000, "Logo", clean(badge.logo.words), relation, *sides)  # type: ignore[no-untyped-call]
        slide.element.cSld.spTree.append(logo)


def add_sections(presentation: Deck, names: Sequence[str]) -> None:
    """Put the slides into sections, by the name that each has; those next to each other with one name are one."""
    ids = [entry.get("id") for entry in presentation.slides._sldIdLst]
    sections: list[str] = []
    for name, members in groupby(zip(names, ids, strict=True), key=itemgetter(0)):
        number = str(uuid5(NAMESPACE_URL, f"{len(sections)} {name}")).upper()
        slides = "".join(f'<p14:sldId id="{one}"/>' for _, one in members)
        sections.append(
            f'<p14:section name={quoteattr(clean(name))} id="{{{number}}}">'
            f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
        )
    listed = f"<p14:sectionLst {_SECTIONS}>{''.join(sections)}</p14:sectionLst>"
    extension = f'<p:extLst {nsdecls("p")}><p:ext uri="{_OF_SECTIONS}">{listed}</p:ext></p:extLst>'
    for before in presentation.element.findall(qn("p:extLst")):
        presentation.element.remove(before)
    presentation.element.append(parse_xml(extension))


def packed(presentation: Deck, title: str, subject: str, author: str) -> bytes:
    """The bytes of a finished presentation."""
    properties = presentation.core_properties
    # The limit of the format is 255 characters.
    properties.title, properties.subject = clean(title)[:255], clean(subject)[:255]
    properties.author = properties.last_modified_by = clean(author)[:255]
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


@lru_cache(maxsize=8)
def _template(size: Size, made_by: str) -> bytes:
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
    return _repacked(file.getvalue(), partial(_ours, made_by))


def _ours(made_by: str, name: str, content: bytes) -> bytes:
    """The parts of the template in our name and our font."""
    if name == "docProps/core.xml":
        return _CORE.encode()
    if name == "docProps/app.xml":
        return _APP.format(escape(made_by)).encode()
    if name.startswith("ppt/theme/"):
        return content.replace(b'latin typeface="Calibri"', f'latin typeface="{FONT}"'.encode())
    return content


def _resize(presentation: Deck, size: Size) -> None:
    """The slide in the shape of the picture, and what stands on the layouts moved with it."""
    across, down = (round(px * emu_per_px(size)) for px in (size.width, size.height))
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
        first.find(qn("a:defRPr")).set("sz", str(points(44 * size.unit, emu_per_px(size))))
        first.find(qn("a:defRPr")).set("b", "1")
