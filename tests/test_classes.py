"""Class edges have known answers, and every palette keeps its order for readers with a colour deficiency."""

from __future__ import annotations

import re
import statistics
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.core import colours as plain
from dashboard.core.colours import contrast, ink_on
from dashboard.stats import classification
from dashboard.web import plotly_map as maps

STYLE = (Path(__file__).parent.parent / "assets" / "20-atlas.css").read_text()

FIGURES = st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=60).map(sorted)


# Quantiles and classes


@pytest.mark.parametrize(
    ("figures", "part", "answer"),
    [
        ([1, 2, 3, 4, 5], 0.5, 3),
        ([1, 2, 3, 4], 0.5, 2.5),
        ([10, 20], 0.25, 12.5),
        ([7], 0.9, 7),
        ([1, 2, 3], 0, 1),
        ([1, 2, 3], 1, 3),
    ],
)
def test_a_quantile_lies_between_the_two_figures_around_it(figures, part, answer):
    assert classification.quantiles(figures, (part,)) == (answer,)


@given(FIGURES.filter(lambda figures: len(figures) > 1), st.integers(2, 20))
def test_quantiles_are_those_of_the_standard_library(figures, groups):
    parts = [k / groups for k in range(1, groups)]
    theirs = statistics.quantiles(figures, n=groups, method="inclusive")
    assert classification.quantiles(figures, parts) == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize(
    ("figure", "answer"), [(9.99, 0), (10, 1), (10.01, 1), (19.99, 1), (20, 2), (1e9, 2), (-1e9, 0)]
)
def test_a_figure_on_an_edge_belongs_to_the_upper_class(figure, answer):
    assert classification.class_of(figure, (10, 20)) == answer


def test_without_edges_all_figures_are_of_one_class():
    assert {classification.class_of(figure, ()) for figure in (-1, 0, 1)} == {0}


def test_thirds_are_the_ones_of_numpy():
    figures = [3.0, 8.0, 9.0, 20.0, 21.0, 50.0, 80.0]
    assert classification.thirds(figures) == pytest.approx(np.quantile(figures, [1 / 3, 2 / 3]))
    assert classification.thirds([]) == ()


# Palettes, as readers with and without a colour-vision deficiency see them

#: Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
D65 = np.array([0.95047, 1, 1.08883])

#: CIE 1976 differences. 2.3 is just noticeable between two patches that touch (Mahy et al., 1994). Areas of a map do
#: not touch their swatch in the legend, so neighbouring shades of a ramp must differ by several times that.
NEIGHBOURS_DIFFER_BY = 10
#: The nine colours of the 3 by 3 map are read one by one: any two must be more than twice the noticeable apart.
ANY_TWO_DIFFER_BY = 6
#: An empty area also has a pattern or a word of its own, so twice the noticeable is enough.
EMPTY_DIFFERS_BY = 5


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    seen = np.clip(np.array(VISION[vision]) @ _linear(colour), 0, 1)
    ratio = np.array(XYZ) @ seen / D65
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _difference(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(_lab(one, vision) - _lab(other, vision)))


def _lightness(colours: tuple[str, ...], vision: str) -> list[float]:
    return [float(_lab(colour, vision)[0]) for colour in colours]


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((float(np.array(XYZ)[1] @ _linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_colour_difference_gives_known_answers():
    assert _lab("#ffffff", "usual") == pytest.approx([100, 0, 0], abs=0.02)
    assert _lab("#ff0000", "usual") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("count", range(1, 6))
def test_a_ramp_darkens_with_every_class(count, vision):
    lightness = _lightness(classification.ramp(count), vision)
    assert lightness == sorted(set(lightness), reverse=True)
    assert len(lightness) == count


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("count", range(2, 6))
def test_neighbouring_shades_of_a_ramp_can_be_told_apart(count, vision):
    ramp = classification.ramp(count)
    assert min(_difference(*pair, vision) for pair in pairwise(ramp)) >= NEIGHBOURS_DIFFER_BY


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("row", [*classification.BIVARIATE, *zip(*classification.BIVARIATE, strict=True)], ids=" ".join)
def test_the_3_by_3_colours_darken_along_every_row_and_column(row, vision):
    lightness = _lightness(row, vision)
    assert lightness == sorted(set(lightness), reverse=True)


@pytest.mark.parametrize("vision", VISION)
def test_any_two_of_the_3_by_3_colours_can_be_told_apart(vision):
    colours = classification.nine(low_is_worse=False)
    close = [
        (one, other, round(_difference(one, other, vision), 1))
        for one, other in combinations(colours, 2)
        if _difference(one, other, vision) < ANY_TWO_DIFFER_BY
    ]
    assert close == []


#: In lightness (L*): 1 is just noticed in greys that touch; what a photocopier keeps is several times that.
GREY_DIFFERS_BY = 5


@pytest.mark.parametrize("name", ["RAMP", "DIVERGING", "nine"])
def test_no_two_shades_look_alike_in_grey_print(name):
    shades = classification.nine(low_is_worse=False) if name == "nine" else getattr(classification, name)
    lightness = sorted(_lightness(tuple(shades), "usual"))
    assert min(high - low for low, high in pairwise(lightness)) >= GREY_DIFFERS_BY


@pytest.mark.parametrize("vision", VISION)
def test_neighbouring_shades_of_ratios_can_be_told_apart_and_dark_is_worse(vision):
    shades = classification.DIVERGING
    assert min(_difference(*pair, vision) for pair in pairwise(shades)) >= NEIGHBOURS_DIFFER_BY
    worse = _lightness(shades[3:], vision)
    assert worse == sorted(worse, reverse=True)
    assert max(worse[-2:]) < min(_lightness(shades[:3], vision))


@pytest.mark.parametrize("distance", range(-3, 4))
def test_a_shade_of_a_ratio_says_how_far_from_england_it_is(distance):
    assert classification.diverging(distance) == classification.DIVERGING[distance + 3]


def test_far_from_red_and_green_are_both_sides_of_a_ratio():
    """Blue below, orange above: no shade has more green than red and blue."""
    for red, green, blue in (tuple(int(c[k : k + 2], 16) for k in (1, 3, 5)) for c in classification.DIVERGING):
        assert green <= max(red, blue)


@pytest.mark.parametrize(
    "shade", [*classification.RAMP, *classification.DIVERGING, *classification.COMPARED, *classification.nine(False)]
)
def test_what_is_written_on_a_shade_can_be_read(shade):
    assert contrast(ink_on(shade), shade) >= 4.5
    assert _contrast(ink_on(shade), shade) >= 4.5


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("empty", ["WHITE", "SUPPRESSED", "MISSING", "CONTEXT"])
def test_an_empty_area_has_no_colour_of_a_ramp(empty, vision):
    colour = getattr(plain, empty)
    shades = (*classification.RAMP, *classification.DIVERGING, *classification.COMPARED)
    assert min(_difference(colour, shade, vision) for shade in shades) >= EMPTY_DIFFERS_BY


@pytest.mark.parametrize("ink", ["INK", "BORDER"])
def test_what_is_drawn_on_the_white_halo_and_around_the_lightest_shade_has_contrast(ink):
    wanted = 7 if ink == "INK" else 3
    halo = re.search(r"text[^{}]*\{[^}]*paint-order: stroke;[^}]*stroke: (#\w+)", STYLE)
    assert halo is not None
    white = halo[1] if len(halo[1]) == 7 else "#" + "".join(letter * 2 for letter in halo[1][1:])
    assert _contrast(getattr(maps, ink), white) >= wanted
    assert _contrast(getattr(maps, ink), classification.RAMP[0]) >= wanted


def test_comparisons_can_be_told_apart_by_everybody_and_in_grey():
    """Blue, grey and orange, each with a paler shade; no two have one lightness."""
    shades = classification.COMPARED
    lightness = sorted(_lightness(shades, "usual"))
    assert min(high - low for low, high in pairwise(lightness)) >= GREY_DIFFERS_BY
    for vision in VISION:
        assert min(_difference(*pair, vision) for pair in combinations(shades, 2)) >= NEIGHBOURS_DIFFER_BY
        for certain, likely in ((0, 1), (2, 3), (5, 4)):
            assert _lab(shades[likely], vision)[0] > _lab(shades[certain], vision)[0]
