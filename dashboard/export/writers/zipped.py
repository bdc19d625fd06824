"""Files as one ZIP file, whose bytes depend on the files alone and not on the day; it can be sent while it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png",)


class _Outlet:
    """What a ZIP file is written into: it cannot be gone back in, and gives away what it has."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, content: bytes) -> int:
        self._held += content
        return len(content)

    def flush(self) -> None:
        """Nothing lies deeper."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


def zip_parts(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The ZIP file in parts, one for each file and the list of all at the end; each file is sent before the next."""
    outlet = _Outlet()
    with ZipFile(outlet, "w") as pack:  # type: ignore[call-overload]
        for name, content in files:
            entry = ZipInfo(name, _TIME)
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED_ALREADY) else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
            yield outlet.taken()
    yield outlet.taken()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files, as names and contents, in their order; each is taken in before the next is made."""
    return b"".join(zip_parts(files))
