"""The map of a picture and its legend as groups of named shapes: each moves as one piece and can be edited in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from dashboard.core.colours import WHITE
from dashboard.export.picture.primitives import Box, Line, Picture, Swatch
from dashboard.export.picture.primitives import Text as Lettered
from dashboard.export.writers.drawingml import Pen, Runs
from dashboard.maps.hatch_looks import HatchKind

_THIRDS = (("most deprived", "middle", "least deprived"), ("low", "middle", "high"))


def map_group(pen: Pen, picture: Picture) -> str:
    """All shapes of the map in one group, from the back to the front."""
    names = _unique([(area.name, area.code) for area in picture.areas])
    outlines = _unique([(f"{area.name} boundary", area.code) for area in picture.outlines])
    dot = 4 * picture.size.unit
    labels = _whole_labels(picture.labels)
    return pen.group(
        "Map",
        picture.description,
        [
            *(pen.area(f"Land around {n}", area) for n, area in enumerate(picture.land, 1)),
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


def legend_group(pen: Pen, swatches: Sequence[Swatch], texts: Sequence[Lettered]) -> str:
    """The legend as one group: it moves as one piece."""
    names = _swatch_names(swatches, texts)
    said = ". ".join(" ".join(entry.lines) for entry in texts)
    rectangles = [pen.swatch(f"Legend: {name}", swatch) for name, swatch in zip(names, swatches, strict=True)]
    return pen.group("Legend", f"Legend. {said}", [*rectangles, *(pen.lettering("Legend text", t) for t in texts)])


def _layers(picture: Picture) -> list[str]:
    """Names of the layers; the strokes that make up one are numbered."""
    names = [track.name for track in picture.layers]
    return [f"{name} ({names[:k].count(name) + 1})" for k, name in enumerate(names)]


def _halo(leader: Line) -> Line:
    """The white line behind a leader, which keeps it apart from a dark fill."""
    return replace(leader, colour=WHITE, width=leader.width * 3.4)


def _hatchings(picture: Picture) -> Iterator[tuple[str, list[Line]]]:
    """The hatching in dark lines and that in light ones, for the dark areas; each is one shape."""
    for number, colour in enumerate(dict.fromkeys(line.colour for line in picture.hatching)):
        words = _hatch_words(picture)
        yield (
            f"{words} ({number + 1})" if number else words,
            [line for line in picture.hatching if line.colour == colour],
        )


def _hatch_words(picture: Picture) -> str:
    marks = (swatch for swatch in picture.swatches if swatch.pattern in set(HatchKind))
    said = " and ".join(_entry(swatch, picture.texts[3:]) for swatch in marks)
    return f"Hatching: {said}" if said else "Hatching"


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
    return _alike(last, piece) and piece.y == last.y and 0 <= piece.left - last.left - last.width < last.size * 0.4


def _is_under(last: Lettered, piece: Lettered) -> bool:
    """Whether a piece is the next line of the same label."""
    overlap = min(last.left + last.width, piece.left + piece.width) - max(last.left, piece.left)
    return _alike(last, piece) and abs(piece.y - last.y - last.size * 1.25) < 0.1 and overlap > 0


def _alike(last: Lettered, piece: Lettered) -> bool:
    return (last.size, last.colour, last.halo) == (piece.size, piece.colour, piece.halo)
