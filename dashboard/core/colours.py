"""The plain colours of everything that is written or drawn; those of classes stand in ``stats.classification``."""

from __future__ import annotations

INK = "#212b32"
WHITE = "#ffffff"
#: Land around the areas of a map, of which it says nothing, and the neighbours of a place, which have their figures.
LAND = "#e3e6e6"
NEIGHBOUR = "#dde6ee"


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2), from 0 to 1."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2), from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Dark ink or white, whichever is read better on a fill; ink where there is none."""
    return max(INK, WHITE, key=lambda ink: contrast(ink, fill or WHITE))
