"""The house style on a picture: the colour of its headline, a band along its upper edge, a logo in its lower corner."""

from __future__ import annotations

from dataclasses import replace

from dashboard.core.house_style import HouseStyle, Logo
from dashboard.export.picture.primitives import Badge, Box, Picture, Size, Text

_HIGH, _WIDE, _GAP, _BAND = 46.0, 240.0, 24.0, 12.0
_MARGIN = 48.0


def kept_for(style: HouseStyle, size: Size) -> float:
    """How much of the foot's width the logo takes."""
    return _room(style.logo, size).width + _GAP * size.unit if style.logo else 0.0


def styled(picture: Picture, style: HouseStyle, corner: Box | None = None) -> Picture:
    """A picture in the house style. corner: the box in whose lower right corner the logo stands, if not the foot."""
    headline, *others = picture.texts
    texts = (replace(headline, colour=style.heading), *others) if style.heading else picture.texts
    unit, size = picture.size.unit, picture.size
    band = Box(0, 0, size.width, _BAND * unit) if style.band else None
    badge = Badge(band, style.band, _placed(style.logo, size, corner, picture.texts), style.logo)
    return replace(picture, texts=texts, badge=badge) if band or style.logo else replace(picture, texts=texts)


def _room(logo: Logo, size: Size) -> Box:
    """The logo as high as a foot of three lines, unless it is then too wide."""
    scale = min(_HIGH / logo.height, _WIDE / logo.width) * size.unit
    return Box(0, 0, logo.width * scale, logo.height * scale)


def _placed(logo: Logo | None, size: Size, corner: Box | None, texts: tuple[Text, ...]) -> Box | None:
    if logo is None:
        return None
    room, unit = _room(logo, size), size.unit
    if corner:
        right, bottom = corner.x + corner.width - _GAP * unit, corner.y + corner.height - _GAP * unit
        return replace(room, x=right - room.width, y=bottom - room.height)
    return replace(room, x=size.width - _MARGIN * unit - room.width, y=texts[2].y)
