"""From an address to a view: the nearest that there is, and notices of all that is not as it was asked for.

Pure functions over the Atlas. Every link of the page is the address of a view that was worked out in ``steps`` or
``options``, so a click, a key press, a bookmark, reload and the back button all enter at the same place: ``resolve``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from dashboard.core.atlas import Atlas
from dashboard.core.notice import Notice, NoticeCode
from dashboard.core.presenting import Presenting
from dashboard.core.view import FROM_KEY, STEP_KEYS, View
from dashboard.views import address
from dashboard.views.changes import differences, elsewhere, moved_on, said_less
from dashboard.views.presented import presenting
from dashboard.views.settling import nearest_to


@dataclass(frozen=True, slots=True)
class Resolved:
    """The nearest valid view of an address, and what had to be changed.

    faults: what was asked for and cannot be had, or not without doubt. is_mended: the address was damaged in a way
    that leaves no doubt about what it meant. remarks: what a reader should know of an address without a fault.
    start: where the link started that the address is of, if it says so. shown: how the view is presented, if it is.
    """

    view: View
    faults: tuple[Notice, ...] = ()
    is_mended: bool = False
    remarks: tuple[Notice, ...] = ()
    start: View | None = None
    shown: Presenting = field(default_factory=Presenting)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that the page says of the address."""
        return ((Notice(NoticeCode.MENDED),) if self.is_mended else ()) + self.faults + self.remarks


def resolve(atlas: Atlas, query: str) -> Resolved:
    """The nearest valid view of a query string (with or without the question mark). Never raises."""
    return answer(atlas, address.read(atlas, query))


def answer(atlas: Atlas, asked: address.Asked) -> Resolved:
    """The nearest valid view of an address that was read."""
    unknown: list[Notice] = []
    view = nearest_to(atlas, asked.values, unknown)
    shown = presenting(atlas, asked.values, unknown, nearest_to)
    faults = (*unknown, *differences(atlas, asked.values, view))
    word = asked.values.get(FROM_KEY, "")
    start = _start(atlas, word, view) if word else None
    moved = moved_on(atlas, start, view) if start else None
    if moved:
        # What has changed on the way is said once, with the way back.
        faults = tuple(f for f in faults if f.key not in address.CHOSEN_KEYS or f.code is NoticeCode.UNKNOWN)
    elif word and not start:
        faults = (*faults, Notice(NoticeCode.UNKNOWN, FROM_KEY, word))
    faults += asked.faults
    remark = elsewhere(atlas, view) or moved
    if "conditions" in asked.values and "condition" not in asked.values:
        remark = Notice(NoticeCode.OF_PACKS, "condition", "conditions", atlas.conditions[view.condition])
    if not (remark or faults or start or "measure" in asked.values) and asked.values.keys() & address.VIEW_KEYS:
        remark = said_less(atlas, view)
    return Resolved(view, faults, asked.is_mended, (remark,) if remark else (), start, shown)


def _start(atlas: Atlas, word: str, view: View) -> View | None:
    """The view where a link starts, with the overlay that the link took along; None if there is no such view."""
    named = dict(zip(STEP_KEYS, word.split("."), strict=False))
    start = nearest_to(atlas, {**named, "overlay": view.overlay}, [])
    # Of a view without figures the word ends with a full stop, which mail programs leave out of a link.
    return start if start.step.rstrip(".") == word.rstrip(".") else None


def short_query(atlas: Atlas, view: View) -> str:
    """The shortest query that leads to a view: what it would be anyway is left out."""
    kept = view.choices()
    for key in reversed(tuple(kept)):
        fewer = {k: v for k, v in kept.items() if k != key}
        if nearest_to(atlas, fewer, []) == view:
            kept = fewer
    return "&".join(f"{key}={quote(value, safe='/')}" for key, value in kept.items())
