"""SVG of a picture: its texts stay texts, which can be found, copied, translated and set in a designer's own font.

Each line says how wide it is in the shipped font, so that no other font moves or overlaps anything.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard.core.colours import INK, WHITE
from dashboard.export.picture.primitives import (
    LINE,
    RULE,
    Badge,
    Box,
    FigureTable,
    Line,
    Patch,
    Picture,
    Ring,
    Swatch,
    Text,
)
from dashboard.export.picture.text_metrics import width
from dashboard.export.writers.xml import xml_words
from dashboard.maps.hatch_looks import HATCH_LOOKS, HatchKind, HatchLook

#: The shipped font, those of the same widths, and whatever there is.
_FONTS = "'Liberation Sans', Arial, Helvetica, 'Nimbus Sans', sans-serif"
_DOT = "#768692"
_SWATCH_BORDER = "#5a7184"
#: From the top of a line to the line on which letters stand, and from its middle, in sizes of the letters.
_BASELINE, _BELOW_MIDDLE = 0.971, 0.347
_HALO = 0.28
#: The white line behind a leader keeps it apart from a dark fill.
_LEADER_HALO = 3.4
_DIAMOND = ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5))


def vector_picture(picture: Picture) -> bytes:
    """The picture as SVG with real text, a title, and the alternative text as its description."""
    size = picture.size
    drawn = "".join(
        (
            f'<rect width="{size.width}" height="{size.height}" fill="{picture.ground or WHITE}"/>',
            _card(picture.card) if picture.card else "",
            *drawn_shapes(picture),
            *(_halo(label) for label in picture.labels if label.halo),
            *(line for text in (*picture.labels, *picture.texts) for line in _lines(text)),
            *(_swatch(swatch, size.unit) for swatch in picture.swatches),
            *(_table(picture.table, size.unit) if picture.table else ()),
            *(_badge(picture.badge) if picture.badge else ()),
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width}" height="{size.height}" '
        f'viewBox="0 0 {size.width} {size.height}" role="img" aria-labelledby="title description" xml:lang="en-GB">'
        f'<title id="title">{xml_words(picture.title)}</title>'
        f'<desc id="description">{xml_words(picture.description)}</desc>'
        f"{_source(picture)}{patterns(size.unit)}"
        f'<g font-family="{_FONTS}" stroke-linejoin="round">{drawn}</g></svg>'
    ).encode()


def _source(picture: Picture) -> str:
    """The address of the view, for programs that read metadata."""
    if not picture.address:
        return ""
    return (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:source>{xml_words(picture.address)}</dc:source><dc:creator>{xml_words(picture.author)}</dc:creator></metadata>"
    )


def _card(card: Box) -> str:
    """The white ground of a drawing."""
    room = f'x="{card.x:.1f}" y="{card.y:.1f}" width="{card.width:.1f}" height="{card.height:.1f}"'
    return f'<rect {room} fill="{WHITE}"/>'


def patterns(unit: float) -> str:
    """The dots and the hatchings that fills refer to."""
    dot = 8 * unit
    dots = f'<circle cx="{dot / 2:g}" cy="{dot / 2:g}" r="{dot * 0.13:.2f}" fill="{_DOT}"/>'
    hatchings = (_hatching(kind, look, unit) for kind, look in HATCH_LOOKS.items())
    return f"<defs>{_pattern('dots', dot, dots)}{''.join(hatchings)}</defs>"


def _hatching(kind: HatchKind, look: HatchLook, unit: float) -> str:
    side = look.in_key * unit
    ends = f"M0,0L{side:g},{side:g}" if look.falls else f"M0,{side:g}L{side:g},0"
    return _pattern(kind, side, f'<path d="{ends}" stroke="{INK}" stroke-width="{look.width * unit:.2f}"/>')


def _pattern(name: str, side: float, drawn: str) -> str:
    room = f'width="{side:g}" height="{side:g}"'
    return f'<pattern id="{name}" {room} patternUnits="userSpaceOnUse"><rect {room} fill="{WHITE}"/>{drawn}</pattern>'


def drawn_shapes(picture: Picture) -> Iterator[str]:
    """All of a map but its texts, from below."""
    unit = picture.size.unit
    yield from (_patch(patch) for patch in (*picture.land, *picture.areas))
    yield from map(_stroke, picture.hatching)
    yield from (_stroke(line, "round") for track in picture.layers for line in track.lines)
    yield from (_patch(patch) for patch in picture.outlines)
    yield from (_path(line.points, WHITE, line.width * _LEADER_HALO) for line in picture.leaders)
    yield from map(_stroke, picture.leaders)
    dots = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{4 * unit:g}"/>' for x, y in picture.dots)
    yield f'<g fill="{INK}" stroke="{WHITE}" stroke-width="{unit:g}">{dots}</g>' if dots else ""
    yield from (_swatch(site, unit) for site in picture.sites)


def _patch(patch: Patch) -> str:
    """An area; who points at it is told what it is."""
    fill = "url(#dots)" if patch.pattern == "dots" else patch.fill or "none"
    rings = "".join(_points(ring, "z") for polygon in patch.polygons for ring in polygon)
    told = f"<title>{xml_words(patch.description)}</title>" if patch.description else ""
    return (
        f'<path d="{rings}" fill="{fill}" fill-rule="evenodd" stroke="{patch.border}" '
        f'stroke-width="{patch.border_width:.2f}"{f">{told}</path>" if told else "/>"}'
    )


def _stroke(line: Line, cap: str = "butt") -> str:
    return _path(line.points, line.colour, line.width, cap)


def _path(points: Ring, colour: str, thickness: float, cap: str = "butt") -> str:
    end = "" if cap == "butt" else f' stroke-linecap="{cap}"'
    return f'<path d="{_points(points)}" fill="none" stroke="{colour}" stroke-width="{thickness:.2f}"{end}/>'


def _points(points: Ring, end: str = "") -> str:
    """The points of a path; of neighbours in the same half pixel one is enough."""
    kept = [point for point, _ in groupby((round(x * 2) / 2, round(y * 2) / 2) for x, y in points)]
    return f"M{' '.join(f'{x:g},{y:g}' for x, y in kept)}{end}" if len(kept) > 1 else ""


def _swatch(swatch: Swatch, unit: float) -> str:
    """A rectangle of the legend, of which one that is a line has no border, or the mark of a site."""
    if swatch.rim:
        corners = _DIAMOND if swatch.pattern == "diamond" else ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
        ring = tuple((swatch.x + x * swatch.width, swatch.y + y * swatch.height) for x, y in corners)
        told = f"<title>{xml_words(swatch.name)}</title>" if swatch.name else ""
        rim = f'stroke="{swatch.rim}" stroke-width="{swatch.rim_width:g}"'
        return f'<path d="{_points(ring, "z")}" fill="{swatch.fill}" {rim}>{told}</path>'
    fill = f"url(#{swatch.pattern})" if swatch.pattern else swatch.fill or "none"
    border = "" if swatch.height < 5 * unit else f' stroke="{_SWATCH_BORDER}" stroke-width="{0.8 * unit:g}"'
    room = f'x="{swatch.x:.1f}" y="{swatch.y:.1f}" width="{swatch.width:.1f}" height="{swatch.height:.1f}"'
    return f'<rect {room} fill="{fill}"{border}/>'


# Texts.


def _halo(text: Text) -> str:
    """All halos lie below all letters, so that none covers the end of a neighbour's word."""
    look = f' stroke="{text.halo}" stroke-width="{text.size * _HALO:.2f}" stroke-linecap="round" aria-hidden="true"'
    return "".join(_lines(text, text.halo, look))


def _badge(badge: Badge) -> Iterator[str]:
    """The band and the logo of a house style."""
    if badge.band:
        yield f'<rect width="{badge.band.width}" height="{badge.band.height:.1f}" fill="{badge.colour}"/>'
    if badge.logo and badge.place:
        where = f'x="{badge.place.x:.1f}" y="{badge.place.y:.1f}" width="{badge.place.width:.1f}"'
        where += f' height="{badge.place.height:.1f}"'
        content = b64encode(badge.logo.png).decode()
        yield f'<rect {where} fill="{WHITE}"/>'
        yield f'<image {where} href="data:image/png;base64,{content}" aria-label="{xml_words(badge.logo.words)}"/>'


def _lines(text: Text, colour: str = "", look: str = "") -> Iterator[str]:
    """The lines of a text one by one, each as wide as in the shipped font."""
    for k, line in enumerate(text.lines):
        below = _BASELINE * text.size + k * text.size * LINE
        where = f'x="{text.left:.1f}" y="{text.y + below:.1f}"'
        if text.upright:
            where = f'transform="translate({text.x - text.height / 2 + below:.1f} {text.y:.1f}) rotate(-90)"'
        yield _line(line, where, text.size, text.bold, colour or text.colour, look=look)


def _line(words: str, where: str, size: float, bold: bool, colour: str, right: bool = False, look: str = "") -> str:
    """A line of text; one that has only spaces is none."""
    if not words.strip():
        return ""
    room = f'textLength="{width(words, size, bold):.1f}" lengthAdjust="spacingAndGlyphs"'
    anchor = ' text-anchor="end"' if right else ""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text {where} font-size="{size:.2f}"{weight}{anchor} fill="{colour}" {room}{look}>{xml_words(words)}</text>'
    )


def _table(table: FigureTable, unit: float) -> Iterator[str]:
    """The figures in lines and columns, the first left, the others right."""
    for k, row in enumerate((table.header, *table.rows)):
        top = table.y + k * table.row_height
        yield from _row(row, table, top, unit, bold=not k)
        bottom = top + table.row_height
        ends = ((table.x, bottom), (table.x + sum(table.widths), bottom))
        yield _path(ends, RULE, (0.8 if k else 2.0) * unit)


def _row(cells: Sequence[str], table: FigureTable, top: float, unit: float, bold: bool) -> Iterator[str]:
    y = top + table.row_height / 2 + _BELOW_MIDDLE * table.size
    left = table.x
    for column, (cell, across) in enumerate(zip(cells, table.widths, strict=True)):
        x = left + across - 4 * unit if column else left + 4 * unit
        yield _line(cell, f'x="{x:.1f}" y="{y:.1f}"', table.size, bold, INK, right=column > 0)
        left += across
