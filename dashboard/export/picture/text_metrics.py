"""How wide a text is in the shipped font, and where a line breaks: the same for every writer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
_MEASURED = 200
#: The most of a line that what stands in brackets may take.
_BRACKET = 0.9
#: FreeType says that a face may be used by one thread at a time.
FREETYPE = Lock()


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", _MEASURED)


@lru_cache(maxsize=4096)
def width(words: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in the units of ``size``."""
    with FREETYPE:
        return _font(bold).getlength(words) * size / _MEASURED


def wrap(words: str, size: float, room: float, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """Break a text into lines that fit ``room``; past ``most`` lines the last one ends with an ellipsis."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], cut(" ".join(lines[most - 1 :]), size, room, bold))


def cut(words: str, size: float, room: float, bold: bool = False) -> str:
    """A text that fits one line; an ellipsis stands for what does not.

    What stands in brackets at its end must be said of a figure, "(whole county)", and stays if it leaves a name room.
    """
    if width(words, size, bold) <= room:
        return words
    shorter, tail = _parted(words)
    if width(tail, size, bold) > _BRACKET * room:
        shorter, tail = words, "…"
    while shorter and width(f"{shorter.rstrip()}{tail}", size, bold) > room:
        shorter = shorter[:-1]
    return f"{shorter.rstrip()}{tail}"


def _parted(words: str) -> tuple[str, str]:
    """What may be cut of a text, and what then stands behind it."""
    name, bracket, said = words.rpartition(" (")
    return (name, f"… ({said}") if bracket and said.endswith(")") else (words, "…")
