"""The legend of a picture as swatches and texts: classes or the 3 by 3 map, marks of empty areas, layers and sites."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.core.colours import EMPTY_FILLS, INK, WHITE, ink_on
from dashboard.export.picture.frame import GAP
from dashboard.export.picture.layer_swatches import line_marks, site_mark
from dashboard.export.picture.primitives import LINE, Swatch, Text
from dashboard.export.picture.text_metrics import wrap
from dashboard.maps.hatch_looks import HatchKind
from dashboard.maps.legend import EntryMark, Legend
from dashboard.wording import legend_words

#: The rows of the 3 by 3 map from above: the hatching that tells them in grey print, and their words.
_GRID_ROWS = ((HatchKind.DEPRIVED_ROW, "most deprived"), (HatchKind.MIDDLE_ROW, "middle"), ("", "least deprived"))


def area_marks(what: Legend) -> list[tuple[str, str, str]]:
    """Colour, pattern and words of the marks on areas that are no classes: hatchings, and the kinds of empty."""
    hatches = [("", pattern, words) for pattern, words in what.hatches]
    dotted = {"not-published": "dots"}
    return [*hatches, *((EMPTY_FILLS[kind], dotted.get(kind, ""), entry) for kind, entry in what.empties)]


class LegendMarks:
    """The legend as swatches and texts, laid out from its top left corner."""

    def __init__(self, what: Legend, unit: float, is_flat: bool = False, least: float = 0.0) -> None:
        """is_flat: in columns side by side. least: the smallest text that can be read."""
        self._what, self._unit, self._is_flat = what, unit, is_flat
        self._size = 19 * unit
        self._small = max(self._size * 0.85, least)
        self._step = self._size * 1.5
        self._room = 250 * unit
        swatches, texts, self.height = self._build(0, 0)
        self.width = max([swatch.x + swatch.width for swatch in swatches] + [line.x + line.width for line in texts])

    def at(self, x: float, y: float) -> tuple[tuple[Swatch, ...], tuple[Text, ...]]:
        """The legend with its corner at a point."""
        swatches, texts, _ = self._build(x, y)
        return tuple(swatches), tuple(texts)

    def _build(self, x: float, y: float) -> tuple[list[Swatch], list[Text], float]:
        """Words, colours and other marks: one below the other, or flat in two or three columns."""
        what = self._what
        swatches: list[Swatch] = []
        texts: list[Text] = []
        bottoms = [self._words(x, y, texts)]
        if what.grid:
            x, top = self._next(x, y, bottoms[-1])
            bottoms.append(self._grid(x, top, swatches, texts))
        else:
            entries = [(entry.colour, str(entry.mark), entry.words) for entry in what.entries]
            bottoms.append(self._entries(x, bottoms[-1], entries, swatches, texts))
        x, top = self._next(x, y, bottoms[-1])
        bottoms.append(self._entries(x, top, self._others(), swatches, texts))
        bottoms[-1] = self._layers(x, bottoms[-1], swatches, texts)
        return swatches, texts, max(bottoms) - y

    def _layers(self, x: float, top: float, swatches: list[Swatch], texts: list[Text]) -> float:
        """The marks of the layers and their words."""
        unit, size = self._unit, self._size
        for layer, entry in self._what.layers:
            swatches += line_marks(layer, x, top + size * LINE / 2, 34 * unit, unit)
            top = self._entry(x, top, entry, texts)
        for kind, entry in self._what.sites:
            swatches.append(site_mark(kind, x + 17 * unit, top + size * LINE / 2, unit))
            top = self._entry(x, top, entry, texts)
        return top

    def _entry(self, x: float, top: float, entry: str, texts: list[Text]) -> float:
        """The words beside a mark."""
        inset = 46 * self._unit
        texts.append(Text(wrap(entry, self._size, self._room - inset), x + inset, top, self._size))
        return top + max(texts[-1].height, self._step * 0.9) + 3 * self._unit

    def _next(self, x: float, y: float, bottom: float) -> tuple[float, float]:
        return (x + self._room + GAP * self._unit, y) if self._is_flat else (x, bottom)

    def _words(self, x: float, top: float, texts: list[Text]) -> float:
        """The title and the notes below it."""
        unit, size = self._unit, self._size
        if self._what.title:
            texts.append(Text(wrap(self._what.title, size, self._room, bold=True), x, top, size, bold=True))
            top += texts[-1].height + 6 * unit
        for note in self._what.notes:
            texts.append(Text(wrap(note, self._small, self._room), x, top, self._small))
            top += texts[-1].height + 4 * unit
        return top

    def _others(self) -> list[tuple[str, str, str]]:
        """Colour, pattern and words of the marks that are not classes."""
        return [*area_marks(self._what), ("", "outline", self._what.outlines)]

    def _entries(
        self,
        x: float,
        top: float,
        entries: Iterable[tuple[str, str, str]],
        swatches: list[Swatch],
        texts: list[Text],
    ) -> float:
        """A mark and its words in each line."""
        unit, size = self._unit, self._size
        for colour, pattern, entry in entries:
            lines = Text(wrap(entry, size, self._room - 46 * unit), x + 46 * unit, top, size)
            swatches += self._swatches(x, top + size * LINE / 2, colour, pattern)
            texts.append(lines)
            top += max(lines.height, self._step * 0.9) + 3 * unit
        return top

    def _swatches(self, x: float, middle: float, colour: str, pattern: str) -> Iterable[Swatch]:
        """The mark of an entry: a colour or pattern, a line, or England's dashes, alone or over a colour."""
        unit, height = self._unit, self._size * 1.05
        if pattern == "outline":
            yield Swatch(x, middle - 1.5 * unit, 34 * unit, 3 * unit, INK)
            return
        if pattern != EntryMark.ENGLAND:
            mark = "" if pattern == EntryMark.WITHIN else pattern
            yield Swatch(x, middle - height / 2, 34 * unit, height, colour or WHITE, mark)
        if pattern in (EntryMark.ENGLAND, EntryMark.WITHIN):
            ink = ink_on(colour)
            yield from (Swatch(x + k * 13 * unit, middle - unit, 8 * unit, 2 * unit, ink) for k in range(3))

    def _grid(self, x: float, top: float, swatches: list[Swatch], texts: list[Text]) -> float:
        """The nine colours of the 3 by 3 map with their two axes in words."""
        unit, small = self._unit, self._small
        side = 46 * unit
        texts.append(Text((legend_words.ACROSS,), x, top, small))
        top += small * LINE + 4 * unit
        for up, row in enumerate(reversed(self._what.grid)):
            for across, colour in enumerate(row):
                swatches.append(Swatch(x + across * side, top + up * side, side, side, colour))
        beside = x + 3 * side + 10 * unit
        for up, (pattern, words) in enumerate(_GRID_ROWS):
            middle = top + side * (up + 0.5)
            if pattern:
                swatches.append(Swatch(beside, middle - 9 * unit, 14 * unit, 18 * unit, WHITE, pattern))
            texts.append(Text((words,), beside + 20 * unit, middle - small * LINE / 2, small))
        return top + 3 * side + 14 * unit
