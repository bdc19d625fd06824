"""One HTML file of an area: the map of every condition and measure to explore without server or network.

Everything that is drawn or said is worked out here, by the modules that serve the page. The script of the file
only puts it on the screen: it knows no classes, no comparisons and no sentences.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dashboard.core import labels, numbers
from dashboard.core.atlas import Atlas
from dashboard.core.colours import EMPTY_FILLS
from dashboard.core.condition import Condition
from dashboard.core.level import LevelRole
from dashboard.core.view import View
from dashboard.export.orders import ExportOrder, LabelMaker, Progress, Workshop, followed, view_stamp
from dashboard.export.picture.primitives import Stamp
from dashboard.export.writers.snapshot_entry import entry_of
from dashboard.export.writers.snapshot_sheet import SheetKey, sheet_of
from dashboard.views import settling
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording import titles

Json = dict[str, Any]

#: The kinds of empty that have a pattern beside their colour.
_PATTERNED = ("not-published", "missing")
_FILLS = {kind: f"url(#fill-{kind})" if kind in _PATTERNED else fill for kind, fill in EMPTY_FILLS.items()}


def _fingerprint(script: str) -> str:
    """What the content policy knows the script by."""
    return b64encode(sha256(script.encode()).digest()).decode()


_FILES = PackageLoader("dashboard.export.writers", ".")
_TEMPLATES = Environment(
    loader=_FILES,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
_TEMPLATES.filters["fingerprint"] = _fingerprint
#: Built from assets-src/snapshot by "make assets"; it shares the ways of the arrow keys with the page.
_SCRIPT = Markup(_FILES.get_source(_TEMPLATES, "snapshot.js")[0])


def make_snapshot(shop: Workshop, order: ExportOrder, progress: Progress) -> bytes:
    """One file with the maps of every condition of the area."""
    return snapshot(shop.atlas, shop.labeller, order.view, order.stamp, shop.version, progress)


def snapshot(
    atlas: Atlas, labeller: LabelMaker, view: View, stamp: Stamp, version: str = "", progress: Progress | None = None
) -> bytes:
    """The area of a view as one HTML file that opens with the view, without layers. The bytes depend on the arguments.

    view: valid. stamp: its address, up to the question mark, is that of the atlas. version: of the data.
    """
    view = replace(view, layers=())
    scenes = [scene(atlas, one) for one in snapshot_views(atlas, view)]
    sheets: dict[SheetKey, int] = {}
    entries = [
        entry_of(atlas, labeller, shown, view_stamp(stamp, shown.view).address, view, sheets)
        for shown in followed(scenes, progress)
    ]
    start = next(number for number, shown in enumerate(scenes) if shown.view == view)
    data: Json = {
        "start": start,
        "fills": _FILLS,
        "sheets": [sheet_of(atlas, key) for key in sheets],
        "entries": entries,
    }
    page = _TEMPLATES.get_template("snapshot.html").render(
        edition=atlas.edition,
        area=atlas.areas[view.area],
        kind=titles.kind_of_area(atlas, atlas.areas[view.area]),
        groups=_groups(atlas, scenes),
        conditions=len({shown.condition.slug for shown in scenes}),
        data=_script_json(data),
        first=entries[start],
        script=_SCRIPT,
        names=[name for _, name, *_ in data["sheets"][entries[start]["sheet"]]["areas"]],
        stamp=stamp,
        labels=labels,
        numbers=numbers,
        version=version,
    )
    return page.encode("utf-8", "replace")


def snapshot_views(atlas: Atlas, view: View) -> tuple[View, ...]:
    """The view itself, and the latest of every other measure that has figures in the area, in the order of the menus.

    What is published for the smallest areas alone is left out, for one map of them weighs as much as all others.
    Level and overlay stay where the measure is published for them. Where nothing is published inside the area or for
    it, the council or place with the same boundary speaks for it.
    """
    found = (
        _view_of(atlas, view, condition, measure)
        for condition in atlas.conditions
        for measure in dict.fromkeys(indicator.measure for indicator in atlas.measures(condition))
    )
    return tuple(one for one in found if one)


def _view_of(atlas: Atlas, view: View, condition: str, measure: str) -> View | None:
    if (condition, measure) == (view.condition, view.measure):
        return view
    if all(level.role is LevelRole.SMALLEST for level in atlas.levels(condition, measure)):
        return None
    candidates = _candidates(atlas, replace(view, condition=condition, measure=measure, period=""))
    return next((one for one in candidates if scene(atlas, one).has_figures), None)


def _candidates(atlas: Atlas, wanted: View) -> Iterator[View]:
    yield settling.valid(atlas, wanted)
    for level in atlas.levels(wanted.condition, wanted.measure):
        yield settling.valid(atlas, replace(wanted, by=level))
    twin = atlas.areas.get(atlas.areas[wanted.area].same_boundary)
    if twin:
        yield settling.valid(atlas, replace(wanted, area=twin.code, by=twin.level))


def _script_json(data: Json) -> str:
    """JSON in plain ASCII that can neither end the element that it stands in nor begin another one."""
    plain = json.dumps(data, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _groups(atlas: Atlas, scenes: Sequence[Scene]) -> dict[str, list[tuple[Condition, bool]]]:
    """All conditions by group, and whether there is a figure for them."""
    there = {shown.condition.slug for shown in scenes}
    groups: dict[str, list[tuple[Condition, bool]]] = {}
    for condition in atlas.conditions.values():
        groups.setdefault(condition.group, []).append((condition, condition.slug in there))
    return groups
