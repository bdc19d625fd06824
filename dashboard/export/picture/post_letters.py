"""How large the letters of a post are, of whatever it is made."""

from __future__ import annotations

from dashboard.export.picture.primitives import LINE, Box, Size
from dashboard.export.picture.text_metrics import width, wrap

#: The largest and the smallest letters of the finding, in design units, and its most lines.
_LARGE, _SMALL, _MOST_LINES = 118.0, 48.0, 4


def post_unit(size: Size) -> float:
    """A square has less room for words than a wide post as high, and than a story as wide."""
    return min(size.width, size.height) / (675 if size.wide or size.tall else 860)


def finding_letters(words: str, room: Box, unit: float, share: float) -> tuple[float, tuple[str, ...]]:
    """The largest letters in which a finding has room: whole words, and few lines."""
    letters = _LARGE * unit
    while letters > _SMALL * unit:
        lines = wrap(words, letters, room.width, bold=True)
        fits = all(width(line, letters, True) <= room.width for line in lines)
        if fits and len(lines) * letters * LINE <= room.height * share:
            return letters, lines
        letters *= 0.94
    return letters, wrap(words, letters, room.width, bold=True, most=_MOST_LINES)
