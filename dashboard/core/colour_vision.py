"""How far colours are apart for readers with and without a colour-vision deficiency, and in grey print."""

from __future__ import annotations

from math import dist

from dashboard.core.colours import linear_channels

_Row = tuple[float, float, float]

#: Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISIONS: dict[str, tuple[_Row, _Row, _Row]] = {
    "usual colour vision": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_D65 = (0.95047, 1.0, 1.08883)


def seen_as(colour: str, vision: str) -> _Row:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it; the first is its lightness, 0 to 100."""
    seen = tuple(min(max(part, 0.0), 1.0) for part in _product(VISIONS[vision], linear_channels(colour)))
    x, y, z = (_root(part / white) for part, white in zip(_product(_XYZ, seen), _D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def colour_distance(one: str, other: str, vision: str) -> float:
    """The CIE 1976 difference of two colours: 2.3 is just noticeable between two patches that touch."""
    return dist(seen_as(one, vision), seen_as(other, vision))


def _product(matrix: tuple[_Row, _Row, _Row], parts: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix)


def _root(ratio: float) -> float:
    return ratio ** (1 / 3) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116
