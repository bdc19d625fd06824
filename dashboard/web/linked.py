"""Addresses of the files that pages link. Each carries a hash of the file, so that a browser may keep it for ever."""

from __future__ import annotations

import pkgutil
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from dash.fingerprint import check_fingerprint

_LENGTH = 12
_SUITES = "_dash-component-suites/"
_SUITE_LINK = re.compile(
    rf"{_SUITES}(?P<package>\w+)/(?P<name>[^\"?]*?\.v[\w-]+m)(?P<time>[0-9a-fA-F]+)(?P<end>\.[^\"?]+)"
)


class Linked:
    """The files of a folder of assets, by the hashes that they had at the start, and those of Dash's packages."""

    def __init__(self, folder: Path, prefix: str) -> None:
        """prefix: the path that the atlas is served under; it begins and ends with a slash."""
        self._start = f"{prefix}assets/"
        self._prefix = prefix
        self._suites: set[str] = set()
        files = (path for path in folder.rglob("*") if path.is_file())
        self._hashes = {path.relative_to(folder).as_posix(): _hash(path.read_bytes()) for path in files}
        self._link = re.compile(rf"{re.escape(self._start)}(?P<name>[^\"?]+)\?m=[\d.]+")

    def asset(self, name: str) -> str:
        """The address of an asset. Raises KeyError if there is none of that name."""
        return f"{self._start}{name}?m={self._hashes[name]}"

    def stamped(self, markup: str) -> str:
        """Links as Dash writes them, with hashes in place of the times at which the files were changed."""
        named = self._link.sub(lambda link: self.asset(link["name"]), markup)
        return _SUITE_LINK.sub(self._suite, named)

    def is_own(self, path: str, query: str) -> bool:
        """Whether an address is exactly one by which a page links a file as it is."""
        if path in self._suites:
            return not query
        own = self._hashes.get(path.removeprefix(self._start)) if path.startswith(self._start) else None
        return own is not None and query == f"m={own}"

    def _suite(self, link: re.Match[str]) -> str:
        name = check_fingerprint(f"{link['name']}{link['time']}{link['end']}")[0]
        address = f"{_SUITES}{link['package']}/{link['name']}{_suite_hash(link['package'], name)}{link['end']}"
        self._suites.add(f"{self._prefix}{address}")
        return address


@lru_cache(maxsize=256)
def _suite_hash(package: str, name: str) -> str:
    """The hash of a file of a package of components, which Dash itself has linked."""
    return _hash(pkgutil.get_data(package, name) or b"")


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:_LENGTH]
