"""PPTX of pictures: native shapes, text boxes and tables that a communications team can edit, with notes to each.

What stands on a slide is decided here; ``drawingml`` writes its shapes, ``presentation`` the package around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard.core.atlas import Atlas
from dashboard.core.colours import QUIET, WHITE
from dashboard.core.edition import Edition
from dashboard.core.level import LevelRole
from dashboard.export.picture.primitives import Box, Picture, Size, Stamp
from dashboard.export.picture.primitives import Text as Lettered
from dashboard.export.picture.text_metrics import wrap
from dashboard.export.writers.drawingml import LANGUAGE, NATURAL, Pen, Runs
from dashboard.export.writers.groups import legend_group, map_group
from dashboard.export.writers.presentation import add_badge, add_sections, add_slide, blank, packed
from dashboard.export.writers.xml import clean
from dashboard.views.scene import Scene
from dashboard.wording import captions, titles

DARK_BLUE = "#003087"
#: The first and the last section of a deck.
OVERVIEW, METHOD = "Overview", "Method and sources"

_METHOD = (
    (
        "Colours",
        "A colour means the same figure on every map of one measure: the edges of its classes are worked out once, "
        "over all areas and periods of one kind of area. Counts are never mapped.",
    ),
    (
        "Comparison",
        "Worse, similar and better say whether the figure of England lies outside or inside the 95% confidence "
        "interval of an area; a name before them is that of the publisher who says so. Likely and not clear rest on an "
        "approximate interval. Without any of these nothing is compared.",
    ),
    (
        "Gaps",
        "Nothing is filled in. Not published, suppressed (small numbers) and missing have their own marks, outside the "
        "colours of the map.",
    ),
)


def method_of(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The method of a deck, as headings and what is said under them."""
    parts = f"{edition.level(LevelRole.PARTNERSHIP).plural} or {edition.the_system}"
    estimates = (
        f"A rate that nobody published for {parts} is the mean of the rates of the parts, weighted by their "
        "population, and is marked as an estimate. A standardised ratio is never averaged."
    )
    boundaries = edition.boundaries.removeprefix("Boundaries: ")
    return (*_METHOD[:2], ("Estimates", estimates), *_METHOD[2:], ("Boundaries", boundaries))


@dataclass(frozen=True, slots=True)
class Notes:
    """What the notes page of a slide says of its figures."""

    caption: str
    source: str
    definition: str
    limits: str
    licence: str
    address: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a title slide; the lines stand small at its foot."""

    title: str
    subtitle: str
    lines: tuple[str, ...] = ()


def notes_of(scene: Scene, stamp: Stamp, lead: str = "") -> Notes:
    """The notes of the picture of a scene. lead: what must be known first."""
    what = scene.indicator
    return Notes(
        caption=captions.caption(scene),
        source=f"{what.publisher}, {what.source}, {what.link}" if what else "",
        definition=what.definition if what else "",
        limits=what.limits if what else "",
        licence=" ".join((f"{what.licence}." if what else "", *captions.credits(scene))).strip(),
        address=f"{stamp.address} (made {stamp.date})",
        lead=lead,
    )


def cover_of(atlas: Atlas, scene: Scene, stamp: Stamp, conditions: int) -> Cover:
    """The title slide of a deck of the conditions of an area."""
    subtitle = f"{titles.kind_of_area(atlas, scene.area)}: {conditions} conditions in maps and figures"
    return Cover(scene.area.name, subtitle, (scene.edition.title, f"{stamp.address} · made {stamp.date}"))


def map_slide(picture: Picture, notes: Notes) -> bytes:
    """A presentation of one slide: the picture of one view."""
    presentation = blank(picture.size, picture.author)
    add_map(presentation, picture, notes)
    return packed(presentation, picture.title, picture.description, picture.author)


def deck(
    slides: Sequence[tuple[Picture, Notes]],
    cover: Cover | None,
    method: Sequence[tuple[str, str]],
    summary: Sequence[tuple[str, str]] = (),
    groups: Sequence[str] = (),
) -> bytes:
    """A presentation of many: title slide, what stands out, one slide for each picture, method, and sources of all.

    method, summary: headings and what is said under them; the sources come from the notes. groups: the section of each
    picture, none without. Raises ValueError without slides, or if the pictures differ in size.
    """
    sizes = {picture.size for picture, _ in slides}
    if len(sizes) != 1:
        names = ", ".join(sorted(size.key for size in sizes)) or "none"
        raise ValueError(f"All pictures of a deck have one size, but these were given: {names}.")
    like = slides[0][0]
    size = like.size
    presentation = blank(size, like.author)
    if cover:
        _add_cover(presentation, like, cover)
    if summary:
        _add_text(presentation, like, "What stands out", summary)
    first = len(presentation.slides)
    for picture, notes in slides:
        add_map(presentation, picture, notes, numbered=True)
    _add_text(presentation, like, "Method", method)
    _add_text(presentation, like, "Sources", _sources(notes for _, notes in slides))
    if groups:
        last = len(presentation.slides) - first - len(slides)
        add_sections(presentation, [*[OVERVIEW] * first, *groups, *[METHOD] * last])
    title = cover.title if cover else like.title
    return packed(presentation, title, cover.subtitle if cover else like.description, like.author)


def _sources(notes: Iterable[Notes]) -> list[tuple[str, str]]:
    """Each source once, without a heading."""
    return [("", source) for source in dict.fromkeys(note.source for note in notes if note.source)]


def add_map(presentation: Deck, picture: Picture, notes: Notes, numbered: bool = False) -> Slide:
    """The texts of a picture are headline, subtitle, foot and then those of the legend."""
    pen = Pen(picture.size)
    headline, subtitle, foot, *entries = picture.texts
    shapes = [
        *ground_shapes(pen, picture),
        pen.flowing("Title", headline, 'type="title"'),
        pen.flowing("Subtitle", subtitle),
        map_group(pen, picture),
        legend_group(pen, picture.swatches, entries),
        pen.table(picture.table) if picture.table else "",
        pen.lettering("Source", foot),
        _number(pen, picture.size) if numbered else "",
    ]
    slide = add_slide(presentation, "Title Only", shapes)
    if picture.badge:
        add_badge(slide, picture.size, picture.badge)
    write_notes(slide, notes)
    return slide


def ground_shapes(pen: Pen, picture: Picture) -> Iterator[str]:
    """The ground of a slide and the card on it, where they are not white."""
    if picture.ground:
        yield pen.band("Ground", Box(0, 0, picture.size.width, picture.size.height), picture.ground)
    if picture.card:
        yield pen.band("Card", picture.card, WHITE)


def _number(pen: Pen, size: Size) -> str:
    """The number of the slide in the corner below the source."""
    unit = size.unit
    room = Box(size.width - 128 * unit, size.height - 34 * unit, 80 * unit, 24 * unit)
    return pen.number(Lettered(("1",), room.x, room.y, size.small(14.5), colour=QUIET), room)


def _add_cover(presentation: Deck, like: Picture, cover: Cover) -> None:
    """The title slide, in the house style of a picture of the deck."""
    size, badge = like.size, like.badge
    pen, unit = Pen(size), size.unit
    band, heading = (badge.colour if badge and badge.band else DARK_BLUE), like.texts[0].colour
    x, room = 120 * unit, size.width - 240 * unit
    large = 64 * unit
    title = Lettered(wrap(cover.title, large, room, bold=True), x, size.height * 0.28, large, True, heading)
    below = title.y + title.height + 24 * unit
    subtitle = Lettered(wrap(cover.subtitle, 32 * unit, room), x, below, 32 * unit, colour=QUIET)
    small = 20 * unit
    lines = tuple(line for words_ in cover.lines for line in wrap(words_, small, room))
    foot = Lettered(lines, x, size.height - 80 * unit - len(lines) * small * 1.25, small, colour=QUIET)
    shapes = [
        pen.flowing("Title", title, 'type="ctrTitle"'),
        pen.flowing("Subtitle", subtitle, 'type="subTitle" idx="1"'),
        pen.lettering("Source", foot) if lines else "",
        pen.band("Band", Box(0, 0, 40 * unit, size.height), band),
    ]
    slide = add_slide(presentation, "Title Slide", shapes)
    if badge:
        add_badge(slide, size, replace(badge, band=None))


def _add_text(presentation: Deck, like: Picture, title: str, parts: Sequence[tuple[str, str]]) -> None:
    """Paragraphs under a title, on as many slides as they need, in the house style of a picture of the deck."""
    size, unit = like.size, like.size.unit
    heading = Lettered((title,), 48 * unit, 48 * unit, 44 * unit, bold=True, colour=like.texts[0].colour)
    room = Box(48 * unit, 136 * unit, min(size.width - 96 * unit, 1500 * unit), size.height - 216 * unit)
    for page in _pages(parts, 24 * unit, room):
        pen = Pen(size)
        said = pen.flowing("Title", heading, 'type="title"')
        body = pen.words(title, page, room, wrapped=True, placeholder='idx="1"', gap=24 * unit * 0.5)
        slide = add_slide(presentation, "Title and Content", [said, body, _number(pen, size)])
        if like.badge:
            add_badge(slide, size, like.badge)


def _pages(parts: Sequence[tuple[str, str]], size: float, room: Box) -> list[list[Runs]]:
    """Paragraphs with a bold heading, as many to a page as its room holds."""
    pages: list[list[Runs]] = [[]]
    used = 0.0
    for heading, said in parts:
        lead = f"{heading}. " if heading else ""
        height = (len(wrap(f"{lead}{said}", size, room.width * 0.97)) * NATURAL + 0.5) * size
        if used + height > room.height and pages[-1]:
            pages.append([])
            used = 0.0
        used += height
        bold, plain = Lettered((lead,), 0, 0, size, bold=True), Lettered((said,), 0, 0, size)
        pages[-1].append((bold, plain) if lead else (plain,))
    return pages


def write_notes(slide: Slide, notes: Notes) -> None:
    """The notes page of a slide."""
    parts = {
        "": f"{notes.lead} {notes.caption}".strip(),
        "Source: ": notes.source,
        "Definition: ": notes.definition,
        "Limits: ": notes.limits,
        "Licence: ": notes.licence,
        "Address: ": notes.address,
    }
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        raise RuntimeError("The notes page of the template has no place for text.")
    frame.text = "\n".join(clean(f"{name}{said}") for name, said in parts.items() if said)
    for properties in frame._txBody.iter(qn("a:r")):
        properties.get_or_add_rPr().set("lang", LANGUAGE)
