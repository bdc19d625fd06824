"""The command ``export``: what was asked for as a view, and the view as files.

A wrong word is an error that says what to write, never another picture than the one that was meant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from urllib.parse import urlencode

from dashboard.charts.registry import charts
from dashboard.core import labels
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.level import LevelRole
from dashboard.core.notice import NoticeCode
from dashboard.core.view import Overlay, View
from dashboard.export.conditions import pack_views
from dashboard.export.export_format import About, ExportFormat
from dashboard.export.naming import area_file_name
from dashboard.export.orders import ExportOrder, Progress, Workshop, export_name, view_stamp
from dashboard.export.picture.map_picture import Painter
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.maps.placement.labelling import Labeller
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.captions import to_copy
from dashboard.wording.notices import refusal_words

_BAR = 30


@dataclass(frozen=True, slots=True)
class CommandOrder:
    """What to write: the form, the size of pictures, whether of all conditions, and what every file is stamped with.

    The address of the stamp, up to the question mark, is that of the atlas. version: of the data. captions: whether a
    text file with the captions lies beside each file of one view.
    """

    form: ExportFormat
    size: str
    every: bool
    stamp: Stamp
    version: str
    captions: bool = False


def view_of(atlas: Atlas, asked: Mapping[str, str]) -> View:
    """The view of the keys of an address, given as words. Raises ValueError with a sentence that says what to write."""
    wanted = dict(asked)
    if "area" in wanted:
        wanted["area"] = _area(atlas, wanted["area"]).code
    _check(atlas, wanted)
    resolved = resolve.resolve(atlas, urlencode(wanted))
    if resolved.faults:
        raise ValueError(_advice(atlas, wanted, resolved))
    if atlas.indicator(resolved.view.condition, resolved.view.measure, resolved.view.by) is None:
        raise ValueError(_other_measures(atlas, resolved.view))
    return resolved.view


def silent(done: int, whole: int) -> None:
    """No progress bar."""


def orders_of(first: CommandOrder, forms: Iterable[ExportFormat], sizes: Sequence[str]) -> list[CommandOrder]:
    """An order for each form in each size; a form without a size is made once."""
    return [
        replace(first, form=form, size=size)
        for form in dict.fromkeys(forms)
        for size in (dict.fromkeys(sizes) if form.is_of_area or form.sized else [first.size])
    ]


def files(atlas: Atlas, order: CommandOrder, view: View, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of an order, one after the other."""
    plan = list(makers_of(atlas, order, view, progress))
    for number, (name, make) in enumerate(plan, 1):
        yield name, make()
        if not order.form.is_of_area:
            progress(number, len(plan))


def makers_of(
    atlas: Atlas, order: CommandOrder, view: View, progress: Progress = silent
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The names of the files of an order with what makes each; progress: of a single long file."""
    shop = Workshop(atlas, Painter(atlas), Labeller(atlas), charts, order.version)
    made = order.form
    if made.is_of_area:
        file = made.named.replace("SIZE", order.size)
        area = atlas.areas[view.area] if made.about is About.AREA else atlas.system
        name, wanted = (
            area_file_name(atlas.edition, area, file, made.extension),
            _order(atlas, order, view, order.stamp),
        )
        yield name, partial(made.make, shop, wanted, progress)
        return
    for one in pack_views(atlas, view) if order.every else (view,):
        wanted = _order(atlas, order, one, view_stamp(order.stamp, one))
        name = export_name(made, wanted)
        yield name, partial(made.make, shop, wanted, silent)
        if order.captions:
            yield f"{name}.txt", partial(_texts, wanted.scene)


def _texts(shown: Scene) -> bytes:
    """What is to be copied beside a picture."""
    return "\r\n\r\n".join((*to_copy(shown), "")).encode("utf-8")


def _order(atlas: Atlas, order: CommandOrder, view: View, stamp: Stamp) -> ExportOrder:
    return ExportOrder(scene(atlas, view), SIZES[order.size], 1.0, False, stamp)


def bar(done: int, whole: int) -> None:
    """A progress bar as text on standard error."""
    full = _BAR * done // whole if whole else _BAR
    end = "\n" if done >= whole else ""
    print(f"\r[{'#' * full}{'.' * (_BAR - full)}] {done} of {whole}", end=end, file=sys.stderr, flush=True)


def _area(atlas: Atlas, asked: str) -> Area:
    """An area by its code or, if only one has it, by its name."""
    if asked in atlas.areas and atlas.areas[asked].level.role is not LevelRole.COUNTRY:
        return atlas.areas[asked]
    areas = [area for area in atlas.areas.values() if area.level.role is not LevelRole.COUNTRY]
    same = [area for area in areas if asked.casefold() in (area.name.casefold(), area.code.casefold())]
    if len(same) == 1:
        return same[0]
    if same:
        raise ValueError(f"“{asked}” is the name of {len(same)} areas, so give the code: {_named(same)}.")
    words = {word.casefold(): area.name for area in areas for word in (area.short_name, area.name)}
    names = [words[word] for word in get_close_matches(asked.casefold(), words, n=3)]
    near = names or get_close_matches(asked, [area.code for area in areas], n=3)
    nearest = [area for word in dict.fromkeys(near) for area in areas if word in (area.name, area.code)][:5]
    hint = f"The nearest are {_named(nearest)}." if nearest else "Give a code or a name of data/areas.csv."
    raise ValueError(f"There is no area “{labels.shortened(asked)}”. {hint}")


def _named(areas: Iterable[Area]) -> str:
    return labels.listed([f"{area.code} ({area.name}, {area.level.heading})" for area in areas])


def _check(atlas: Atlas, asked: Mapping[str, str]) -> None:
    """Refuse words that the atlas does not know, with those that it does."""
    conditions = [slug for slug in atlas.conditions if atlas.measures(slug)]
    condition = asked.get("condition", atlas.edition.condition)
    if condition in atlas.conditions and condition not in conditions:
        raise ValueError(f"{atlas.conditions[condition].name}: {atlas.conditions[condition].note}")
    _one_of("condition", asked, conditions)
    _one_of("measure", asked, dict.fromkeys(i.measure for i in atlas.measures(condition)))
    _one_of("by", asked, map(str, atlas.edition.map_levels))
    _one_of("overlay", asked, map(str, Overlay))
    for layer in asked.get("layers", "").split("."):
        _one_of("layers", {"layers": layer} if layer else {}, map(str, atlas.edition.layers))


def _one_of(key: str, asked: Mapping[str, str], known: Iterable[str]) -> None:
    words, wanted = list(known), asked.get(key)
    if wanted is None or wanted in words:
        return
    near = get_close_matches(wanted.lower(), words, n=3) or words
    noun = {"by": "level", "layers": "layer"}.get(key, key)
    raise ValueError(f"There is no {noun} “{labels.shortened(wanted)}”. Write --{key} {labels.listed(near, 'or')}.")


def _other_measures(atlas: Atlas, view: View) -> str:
    """That this edition lacks a measure for a level, and the measures of the condition that it has."""
    condition, level = atlas.conditions[view.condition].name, view.by.plural
    return f"{condition}: this edition does not hold the measure {view.measure} for {level}. {_measures(atlas, view)}"


def _measures(atlas: Atlas, view: View) -> str:
    others = dict.fromkeys(i.measure for i in atlas.measures(view.condition) if view.by in i.levels)
    return f"Write --measure {labels.listed(list(others), 'or')}." if others else "Write another --condition."


def _advice(atlas: Atlas, asked: Mapping[str, str], resolved: resolve.Resolved) -> str:
    """The notice of the page without what it shows instead, and the words that lead to figures."""
    view = resolved.view
    fault = resolved.faults[0]
    (reason,) = refusal_words([fault])
    if asked.get("measure", view.measure) != view.measure:
        return f"{reason} {_measures(atlas, view)}"
    indicator = atlas.indicator(view.condition, view.measure, view.by)
    periods = atlas.periods(indicator, view.by) if indicator else ()
    if fault.code is NoticeCode.NO_SUCH_PERIOD and periods:
        return f"{reason} Write --period {labels.listed(periods, 'or')}."
    return f"{reason} Write --by {view.by}."
