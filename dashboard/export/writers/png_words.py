"""Words inside a PNG: the alternative text and the address travel with the picture, wherever it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

#: The signature and the first chunk (IHDR), behind which texts may stand.
_HEAD = 8 + 25


def png_with_words(png: bytes, words: Mapping[str, str]) -> bytes:
    """The same picture with words under the keywords of the PNG standard; what is empty is left out."""
    chunks = b"".join(_chunk(keyword, said) for keyword, said in words.items() if said)
    return png[:_HEAD] + chunks + png[_HEAD:]


def _chunk(keyword: str, said: str) -> bytes:
    """An international text (iTXt): keyword, not compressed, language, no translated keyword, UTF-8."""
    body = b"".join((keyword.encode("latin-1"), b"\0\0\0", b"en-GB\0", b"\0", said.encode("utf-8", "replace")))
    marked = b"iTXt" + body
    return len(body).to_bytes(4) + marked + crc32(marked).to_bytes(4)
