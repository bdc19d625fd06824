"""The plain colours of all that is written or drawn, and of what is empty; classes: ``stats.classification``."""

from __future__ import annotations

INK = "#212b32"
WHITE = "#ffffff"
#: Of what is said beside what matters: sources, axes.
QUIET = "#4c6272"
#: Land around the areas of a map, of which it says nothing, and the neighbours of a place, which have their figures.
LAND = "#e3e6e6"
NEIGHBOUR = "#dde6ee"
#: The ground of a page beside its cards.
PAPER = "#f0f4f5"
#: Three kinds of empty, none of them in a ramp (rule 2); what is not published is white.
SUPPRESSED = "#d5cfc2"
MISSING = "#efece4"
#: An area that is drawn for orientation only.
CONTEXT = "#f4f6f7"
NOT_COMPARED = "#fcfcfc"
#: Why an area is empty -> its fill.
EMPTY_FILLS = {
    "not-published": WHITE,
    "suppressed": SUPPRESSED,
    "missing": MISSING,
    "not-mapped": CONTEXT,
    "not-compared": NOT_COMPARED,
}


#: The least contrast of words on their ground, and of lines and bands beside theirs, as WCAG 2.2 wants it.
READABLE, VISIBLE = 4.5, 3.0


def linear_channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of a colour as light, from 0 to 1."""
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2), from 0 to 1."""
    red, green, blue = linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Dark ink or white, whichever is read better on a fill; ink where there is none."""
    return max(INK, WHITE, key=lambda ink: contrast(ink, fill or WHITE))


def paler(colour: str, strength: float = 0.4) -> str:
    """A colour as it looks through a veil over white: a part of its strength."""
    parts = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02x}" for part in parts)


def darkened(colour: str) -> str:
    """A colour at two thirds of its strength: what a button is while the pointer is on it."""
    return "#" + "".join(f"{int(colour[k : k + 2], 16) * 2 // 3:02x}" for k in (1, 3, 5))
