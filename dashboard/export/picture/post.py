"""A post for social media: one finding in large letters, a marker bar beside England, and a map framed on its subject.

It is no shrunken map: a place stands alone in its colour on pale land, and only the map of many areas has a legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from dashboard.charts.dot_scale import Scale
from dashboard.charts.model import BLUE, ORANGE
from dashboard.core.area import Row
from dashboard.core.atlas import Atlas
from dashboard.core.colours import INK, QUIET, WHITE
from dashboard.core.labels import called, capitalised
from dashboard.core.numbers import figure_of
from dashboard.core.periods import period_words
from dashboard.core.value import Comparison
from dashboard.export.picture.chart_marks import rectangle
from dashboard.export.picture.house_style import styled
from dashboard.export.picture.legend import area_marks
from dashboard.export.picture.post_letters import finding_letters, post_unit
from dashboard.export.picture.post_map import hatching, land
from dashboard.export.picture.primitives import LINE, Box, Patch, Picture, Size, Stamp, Swatch, Text
from dashboard.export.picture.text_metrics import width, wrap
from dashboard.maps.legend_entries import legend
from dashboard.views.scene import Scene
from dashboard.views.thirds import figure_edges
from dashboard.wording import captions, sentences
from dashboard.wording.headlines import headline

_COLOURS = {Comparison.WORSE: ORANGE, Comparison.BETTER: BLUE}
#: The part of the column that the claim may take, and whether the rest of the finding is said too: less where it would
#: reach into the source.
_SHARES = ((0.42, True), (0.34, True), (0.27, True), (0.42, False), (0.34, False), (0.27, False), (0.2, False))
_BAR, _DOT = 10.0, 15.0
_SOURCE_LINES = 7


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of a post: its words, and its map, which reaches to the edges."""

    words: Box
    map: Box


@dataclass(frozen=True, slots=True)
class PostColumn:
    """The words of a post and the marks among them, and how far down they reach."""

    texts: tuple[Text, ...]
    marks: tuple[Patch, ...]
    swatches: tuple[Swatch, ...]
    bottom: float


def post_picture(atlas: Atlas, scene: Scene, size: Size, stamp: Stamp, alone: bool = True) -> Picture:
    """The post of a scene. Wide ones have the map on the right, others below.

    alone: whether a place stands alone in its colour; else all areas around it have theirs, and it a thick border.
    """
    rooms, unit = _rooms(size), post_unit(size)
    row = scene.own if alone else None
    foot = _source(scene, rooms.words, stamp, unit)
    tries = (_column(atlas, scene, row, rooms.words, unit, *share) for share in _SHARES)
    made = list(_until_it_fits(tries, foot.y - 10 * unit))[-1]
    picture = Picture(
        size=size,
        title=captions.finding(scene),
        description=captions.alternative(scene),
        author=stamp.made_by,
        address=stamp.address,
        areas=tuple(land(atlas, scene, row, rooms.map, unit, partial(captions.of_area, scene))),
        hatching=tuple(hatching(atlas, scene, row, rooms.map, unit)),
        outlines=made.marks,
        leaders=(),
        dots=(),
        swatches=made.swatches,
        labels=(),
        texts=(*made.texts, foot),
        table=None,
    )
    return styled(picture, stamp.house, rooms.map)


def _until_it_fits(tries: Iterable[PostColumn], bottom: float) -> Iterator[PostColumn]:
    """The columns that reach too far down, and the first that does not."""
    for column in tries:
        yield column
        if column.bottom <= bottom:
            return


def _column(
    atlas: Atlas, scene: Scene, row: Row | None, room: Box, unit: float, share: float, whole: bool
) -> PostColumn:
    """The words of a post with the bar of a place or the classes of a map. share: of the room for the finding.

    whole: whether all of the headline is said.
    """
    texts = list(_words(scene, row, room, unit, share, whole))
    top = texts[-1].y + texts[-1].height + 30 * unit
    marks, names = _bar(scene, row, room, top, unit) if row else ([], [])
    swatches, entries = ([], []) if row else _classes(atlas, scene, room, top - 8 * unit, unit)
    below = [text.y + text.height for text in (*texts, *names, *entries)]
    return PostColumn((texts[1], texts[0], *texts[2:], *names, *entries), tuple(marks), tuple(swatches), max(below))


def _rooms(size: Size) -> Rooms:
    margin = 44 * post_unit(size)
    if size.wide:
        across = size.width * 0.5
        return Rooms(
            Box(margin, margin, across - 1.6 * margin, size.height - 2 * margin),
            Box(across, 0, size.width - across, size.height),
        )
    down = size.height * (0.53 if size.tall else 0.6)
    words = Box(margin, margin, size.width - 2 * margin, down - 1.4 * margin)
    return Rooms(words, Box(0, down, size.width, size.height - down))


# Words.


def _words(scene: Scene, row: Row | None, room: Box, unit: float, share: float, whole: bool) -> Iterator[Text]:
    """Topic and place with the period; the finding, as large as it fits; and the figure beside England's."""
    said = headline(scene)
    small = 25 * unit
    kicker = Text(
        wrap(f"{said.topic} · {period_words(scene.view.period)}", small, room.width, most=2), room.x, room.y, small
    )
    yield kicker
    top = kicker.y + kicker.height + 10 * unit
    letters, lines = finding_letters(capitalised(said.finding.claim), room, unit, share)
    large = Text(lines, room.x, top, letters, bold=True, colour=_colour(scene, row))
    yield large
    figures = capitalised("; ".join(part for part in _figures(scene, row) if part != said.finding.claim))
    more = ". ".join(part for part in (capitalised(said.finding.rest) if whole else "", figures) if part)
    medium = 31 * unit
    below = large.y + large.height + 12 * unit
    yield Text(wrap(more, medium, room.width, bold=True, most=4), room.x, below, medium, bold=True)


def _colour(scene: Scene, row: Row | None) -> str:
    """Orange for worse and blue for better, where that is more than likely chance; else ink."""
    verdict = scene.verdict(row.value) if row and row.value else None
    return _COLOURS.get(verdict.comparison, INK) if verdict and not verdict.likely else INK


def _figures(scene: Scene, row: Row | None) -> tuple[str, ...]:
    """The figure of a place with its unit, and England's."""
    what = scene.indicator
    if row is None or what is None or row.value is None:
        return ()
    return f"{figure_of(row.value, what)} {what.unit_short}", sentences.england_clause(scene.benchmark, what)


def _source(scene: Scene, room: Box, stamp: Stamp, unit: float) -> Text:
    """Source, licence and boundaries at the foot of the words, as every picture has them (rule 21)."""
    small = 13 * unit
    said = " ".join(captions.credits(scene))
    lines = (*wrap(said, small, room.width, most=_SOURCE_LINES), *wrap(stamp.address, small, room.width, most=1))
    height = len(lines) * small * LINE
    return Text(lines, room.x, room.y + room.height - height, small, colour=QUIET)


# The marker bar.


def _bar(scene: Scene, row: Row, room: Box, top: float, unit: float) -> tuple[list[Patch], list[Text]]:
    """A line from the lowest to the highest area with England and the place on it; nothing where nothing compares."""
    england = scene.benchmark
    if row.value is None or row.value.value is None or england is None or england.value is None:
        return [], []
    scale = Scale.over([*(one.value for one in scene.rows), england])
    middle, colour = top + 12 * unit, _colour(scene, row)
    own, other = (room.x + (scale.position(one.value) or 0.0) * room.width for one in (row.value, england))
    line = _block("", room.x, middle - _BAR * unit / 2, room.width, _BAR * unit / 2, "#93a4b3")
    tick = _block("England", other - 2.5 * unit, middle - 24 * unit, 5 * unit, 44 * unit, INK)
    dot = _block(row.area.name, own - _DOT * unit, middle - (_DOT + 2) * unit, 2 * _DOT * unit, 2 * _DOT * unit, colour)
    return [line, tick, dot], _bar_names(row, own, other, middle + 24 * unit, room, unit, colour)


def _block(name: str, x: float, y: float, across: float, down: float, colour: str) -> Patch:
    return Patch("", name, "", ((rectangle(x, y, x + across, y + down),),), colour, WHITE, 0.5)


def _bar_names(row: Row, own: float, england: float, y: float, room: Box, unit: float, colour: str) -> list[Text]:
    """The two names under their marks, inside the room; England's below the other where both would meet."""
    small = 20 * unit
    spots = [(called(row.area, row.value), own, colour), ("England", england, INK)]
    texts = []
    for words, at, ink in spots:
        half = width(words, small) / 2
        middle = min(max(at, room.x + half), room.x + room.width - half)
        texts.append(Text((words,), middle, y, small, colour=ink, align="middle"))
    place, other = texts
    apart = abs(place.x - other.x) - (place.width + other.width) / 2
    if apart < 12 * unit:
        texts[1] = Text(other.lines, other.x, y + small * LINE, small, colour=other.colour, align="middle")
    return texts


def _classes(atlas: Atlas, scene: Scene, room: Box, top: float, unit: float) -> tuple[list[Swatch], list[Text]]:
    """The classes of a map of many areas, small and two in a line where their words are short."""
    what, small = legend(scene, figure_edges(atlas, scene), still=True), 17 * unit
    said, column = ". ".join((what.title, *what.notes[:1])), room.width / 2
    texts = [Text(wrap(said, small, room.width, most=1), room.x, top, small, bold=True)]
    swatches: list[Swatch] = []
    x, y = room.x, top + 1.5 * small
    entries = [(entry.colour, "", entry.words) for entry in what.entries]
    for colour, pattern, words in (*entries, *area_marks(what)):
        is_wide = width(words, small) > column - 44 * unit
        if is_wide and x > room.x:
            x, y = room.x, y + 1.4 * small
        swatches.append(Swatch(x, y, 30 * unit, small, colour or WHITE, pattern))
        texts.append(Text(wrap(words, small, room.width - 44 * unit, most=1), x + 40 * unit, y - 2 * unit, small))
        x, y = (room.x + column, y) if x == room.x and not is_wide else (room.x, y + 1.4 * small)
    return swatches, texts
