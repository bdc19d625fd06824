"""Texts and colours as XML holds them, the same for slides, charts and vector pictures."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def xml_words(text: str) -> str:
    """A text as XML holds it, between tags and between quotes."""
    return escape(clean(text), {'"': "&quot;"})


def colour_of(code: str) -> str:
    """A colour of a drawing."""
    return f'<a:srgbClr val="{code.removeprefix("#").upper()}"/>'


def solid_fill(code: str) -> str:
    """A fill of one colour; none without one."""
    return f"<a:solidFill>{colour_of(code)}</a:solidFill>" if code else "<a:noFill/>"
