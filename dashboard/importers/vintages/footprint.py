"""An area before it has a name, the tables of edition.toml as they are read, and codes of our own."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

Words = dict[str, Any]


class Footprint(NamedTuple):
    """An area before it has a name: the roles that it plays, the rung of the first, and its LSOAs."""

    roles: tuple[str, ...]
    rung: int
    lsoas: frozenset[str]


def own_code(name: str) -> str:
    """The code that we give an area of which no lookup has the official one."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
