"""How an organisation wants its pictures: a logo, a line at the foot, and colours for the headline and a band."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG with its pixels and what it is in words; ``mark`` tells it from any other."""

    png: bytes = field(repr=False)
    width: int
    height: int
    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What is empty stays as the atlas has it. footer: a line below the sources. heading: colour of headlines.

    band: colour of a band along the upper edge.
    """

    footer: str = ""
    heading: str = ""
    band: str = ""
    logo: Logo | None = None


AS_THE_ATLAS = HouseStyle()
