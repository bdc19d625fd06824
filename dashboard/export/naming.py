"""File names that say what is in the file: ASCII, lower case, hyphens, the same name for the same view."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dashboard.core.area import Area
from dashboard.core.edition import Edition
from dashboard.core.level import LevelRole
from dashboard.core.view import Colour, Overlay, View
from dashboard.views.scene import Scene

_LONGEST = 60


def file_name(scene: Scene, size_key: str, extension: str) -> str:
    """The name of one picture or table, such as "atlas-stroke-deaths-smr-by-council-2015-19-slide.png".

    size_key is "" for a table, which has no size; how a map is drawn makes no other table.
    """
    view = scene.view
    overlay = "" if view.overlay is Overlay.NONE else str(view.overlay)
    parts = (
        _place(scene.edition, scene.area),
        view.condition,
        view.measure,
        "by",
        view.by,
        view.period,
        overlay,
        *(_drawn(view) if size_key else ()),
        size_key,
    )
    return f"{'-'.join(filter(None, map(slug, parts)))}.{extension}"


def area_file_name(edition: Edition, area: Area, what: str, extension: str) -> str:
    """The name of a file about all conditions of an area, such as "atlas-darlington-board-pack.pdf"."""
    return f"{slug(_place(edition, area))}-{slug(what)}.{extension}"


def _drawn(view: View) -> Iterator[str]:
    """How the map of a view is drawn, where that is not as usual: its colours, its shapes, and what lies over it."""
    if view.colour is not Colour.VALUE:
        yield str(view.colour)
    if view.drawn_as.is_equal:
        yield str(view.shape)
    yield from map(str, view.layers)


def slug(words: str) -> str:
    """A text as lower-case ASCII letters and digits with hyphens between them; accents are taken off."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")


def _place(edition: Edition, area: Area) -> str:
    """The area in a name: a place and a council often share one, so the place says what it is."""
    if area.level.role is LevelRole.SYSTEM:
        return edition.file_prefix
    tier = f" {area.level}" if area.level.role is LevelRole.PLACE else ""
    return f"{edition.file_prefix} {area.name}{tier}"
