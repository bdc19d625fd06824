"""The house style on documents: as the templates of PDF read it, and on the sheets of a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from dashboard.core.house_style import HouseStyle, Logo

#: The height of a logo on a sheet in pixels, and its widest; xlsxwriter takes a picture as 96 pixels to the inch.
_HIGH, _WIDE = 60.0, 240.0
_LOGO_COLUMN = 3


def house_content(style: HouseStyle) -> dict[str, Any]:
    """The house style as a template reads it; Typst takes a bitmap as numbers."""
    return {
        "heading": style.heading,
        "band": style.band,
        "footer": style.footer,
        "logo": _logo_content(style.logo) if style.logo else None,
    }


def _logo_content(logo: Logo) -> dict[str, Any]:
    return {"png": list(logo.png), "width": logo.width, "height": logo.height, "words": logo.words}


def heading_look(style: HouseStyle) -> dict[str, str]:
    """What the format of headings in a workbook has besides."""
    return {"font_color": style.heading} if style.heading else {}


def sheet_footer(style: HouseStyle) -> str:
    """The line of the style in the middle of a printed foot, where & begins a command."""
    return f"&C{style.footer.replace('&', '&&')}" if style.footer else ""


def put_logo(sheet: Worksheet, style: HouseStyle) -> None:
    """The logo right of what a sheet says, and the band as the colour of its tab."""
    if style.band:
        sheet.set_tab_color(style.band)
    if logo := style.logo:
        scale = min(_HIGH / logo.height, _WIDE / logo.width)
        look = {"image_data": BytesIO(logo.png), "x_scale": scale, "y_scale": scale, "description": logo.words}
        sheet.insert_image(0, _LOGO_COLUMN, "logo.png", look)
