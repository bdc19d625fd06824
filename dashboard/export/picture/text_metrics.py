"""How wide a text is in the shipped font, and where a line breaks: the same for every writer."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
_MEASURED = 200
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
    """A text that fits one line; an ellipsis stands for what does not."""
    if width(words, size, bold) <= room:
        return words
    shorter = words
    while shorter and width(f"{shorter}…", size, bold) > room:
        shorter = shorter[:-1]
    return f"{shorter.rstrip()}…"
