"""Files as one ZIP file, whose bytes depend on the files alone and not on the day."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png",)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files, as names and contents, in their order; each is taken in before the next is made."""
    made = BytesIO()
    with ZipFile(made, "w") as pack:
        for name, content in files:
            entry = ZipInfo(name, _TIME)
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
    return made.getvalue()
