"""Classes of figures, thirds and quantiles, and the colours of classes; ``class_edges`` has where classes begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

#: Light is low. Five blues that keep their order for the three common colour-vision deficiencies.
RAMP = ("#e3edf7", "#b5d0ea", "#77aadb", "#3079bd", "#0b3f86")
#: Ratios, from far on the better side (blue) over England (grey) to far on the worse side (orange). Orange goes further
#: into the dark, as dark is worse. No two have the lightness of each other, so they differ in grey print, too.
DIVERGING = ("#5e9ac9", "#87b8de", "#add0ec", "#dfe2e6", "#e2924c", "#ab5a14", "#6b3408")
#: Compared with England, from better (or lower) to worse (or higher): each certain shade beside its paler "likely" one.
#: In grey no two are alike either. What is not compared is white.
COMPARED = ("#5c98c8", "#b0d2ec", "#b9bec4", "#dfe2e6", "#e2934b", "#8f4708")
#: Rows: deprivation low to high (towards orange); columns: figure low to high (towards blue); both: dark.
#: Any two of the nine differ for the three common colour-vision deficiencies, and in grey by their lightness.
BIVARIATE = (
    ("#e6ecf2", "#8fb2d3", "#2f74b5"),
    ("#eadac0", "#a79f98", "#57545c"),
    ("#efbb70", "#c88138", "#54290a"),
)


def thirds(pooled: Sequence[float]) -> tuple[float, ...]:
    """The two edges of three classes of equal size, not rounded: for the 3 by 3 map and for hatching.

    None if all figures are equal.
    """
    if not pooled or pooled[0] == pooled[-1]:
        return ()
    return quantiles(pooled, (1 / 3, 2 / 3))


def quantiles(figures: Sequence[float], parts: Sequence[float]) -> tuple[float, ...]:
    """The quantiles of some figures by linear interpolation (type 7 of Hyndman and Fan, 1996), which numpy has too."""
    return tuple(np.quantile(figures, parts).tolist())


def class_of(figure: float, class_edges: Sequence[float]) -> int:
    """The class of a figure, from 0; a figure on an edge belongs to the upper class."""
    return bisect_right(class_edges, figure)


def third_of(figure: float, third_edges: Sequence[float]) -> int:
    """The third of a figure, from 0; the middle one where all figures are equal."""
    return class_of(figure, third_edges) if third_edges else 1


def field(deprivation: int, figure: int) -> int:
    """The field of the 3 by 3 map, from 0 to 8: 3 x third of deprivation + third of the figure."""
    return 3 * deprivation + figure


def bivariate(low_is_worse: bool) -> tuple[tuple[str, ...], ...]:
    """The rows of the 3 by 3 map, of the least deprived third first; dark where figures are worse."""
    return tuple(row[::-1] for row in BIVARIATE) if low_is_worse else BIVARIATE


def nine(low_is_worse: bool) -> tuple[str, ...]:
    """The colours of the 3 by 3 map in the order of its fields."""
    return tuple(colour for row in bivariate(low_is_worse) for colour in row)


def diverging(steps: int) -> str:
    """The colour of a class of a ratio: so many edges away from England, on the worse side if above nought."""
    return DIVERGING[len(DIVERGING) // 2 + steps]


def ramp(classes: int, shades: Sequence[str] = RAMP) -> tuple[str, ...]:
    """The colours of 1 to 5 classes, light to dark, spread over all the shades of a ramp."""
    if classes == 1:
        return (shades[2],)
    return tuple(shades[round(k * (len(shades) - 1) / (classes - 1))] for k in range(classes))
