"""The command ``export``: what was asked for as a view, and the view as files.

A wrong word is an error that says what to write, never another picture than the one that was meant.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from urllib.parse import urlencode

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
from dashboard.export.picture.primitives import SIZES, Stamp
from dashboard.views import resolve
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.captions import to_copy
from dashboard.wording.notices import refusal_words

_BAR = 30
#: The options of "export" that are keys of an address.
_KEYS = ("area", "by", "condition", "measure", "period", "overlay", "layers")


@dataclass(frozen=True, slots=True)
class CommandOrder:
    """What to write: the form, the size of pictures, whether of all conditions, and what every file is stamped with.

    The address of the stamp, up to the question mark, is that of the atlas. captions: whether a text file with the
    captions lies beside each file of one view.
    """

    form: ExportFormat
    size: str
    every: bool
    stamp: Stamp
    captions: bool = False


def add_export_options(export: ArgumentParser, forms: Collection[str]) -> None:
    """What the command takes. forms: the names of those that it can write."""
    what = "what to show, in the words of the address; what is left out is chosen as the page does"
    view, files = export.add_argument_group("the view", what), export.add_argument_group("the files")
    view.add_argument("--area", help="code or name of an area; else the whole system")
    view.add_argument("--by", help="such as council: a level of data/edition.toml")
    view.add_argument("--condition", help="such as all-causes or stroke")
    view.add_argument("--measure", help="such as avoidable or deaths-smr")
    view.add_argument("--period", help="such as 2018, 2015-19 or 2018/19")
    view.add_argument("--overlay", help=f"one of: {', '.join(Overlay)}")
    view.add_argument("--layers", help="one or more, with dots between them, such as council.hospitals")
    names = ", ".join(forms)
    files.add_argument("--format", default="png", choices=forms, help=f"one of: {names} (png)")
    files.add_argument("--size", default="slide", choices=SIZES, help=f"one of: {', '.join(SIZES)} (slide)")
    files.add_argument(
        "--formats", type=_words_of(forms), metavar="A,B", help="several formats, with commas between them"
    )
    files.add_argument("--sizes", type=_words_of(SIZES), metavar="A,B", help="several of them, with commas")
    files.add_argument("--all", action="store_true", help="one file for each condition with figures in the area")
    files.add_argument("--captions", action="store_true", help="a text file with captions beside each file of a view")
    files.add_argument("--out", metavar="DIR", default=".", help="folder to write into (this one)")
    files.add_argument("--site", metavar="URL", default="", help="address of the atlas, to print on the files")
    files.add_argument("--progress", action="store_true", help="show progress also if nobody watches")


def asked_by(options: Namespace) -> dict[str, str]:
    """The keys of an address that were given, with their words."""
    return {key: value for key in _KEYS if (value := getattr(options, key)) is not None}


def _words_of(known: Iterable[str]) -> Callable[[str], list[str]]:
    """What reads words with commas between them, of which each must be known."""
    choices = list(known)

    def read(said: str) -> list[str]:
        unknown = [word for word in said.split(",") if word not in choices]
        if unknown:
            raise ArgumentTypeError(f"“{unknown[0]}” is none of: {', '.join(choices)}")
        return said.split(",")

    return read


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


def files(shop: Workshop, order: CommandOrder, view: View, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of an order, one after the other."""
    plan = list(makers_of(shop, order, view, progress))
    for number, (name, make) in enumerate(plan, 1):
        yield name, make()
        if not order.form.is_of_area:
            progress(number, len(plan))


def makers_of(
    shop: Workshop, order: CommandOrder, view: View, progress: Progress = silent
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The names of the files of an order with what makes each; progress: of a single long file."""
    atlas, made = shop.atlas, order.form
    if made.is_of_area:
        file = made.named.replace("SIZE", order.size)
        area = atlas.areas[view.area] if made.about is About.AREA else atlas.system
        wanted = _order(atlas, order, view, order.stamp)
        yield area_file_name(atlas.edition, area, file, made.extension), partial(made.make, shop, wanted, progress)
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
    # The smallest areas have the names of their councils with a number, and would hide the council that is meant.
    named = [area for area in areas if area.level.role is not LevelRole.SMALLEST]
    words = {word.casefold(): area.name for area in named for word in (area.short_name, area.name)}
    names = [words[word] for word in get_close_matches(asked.casefold(), words, n=3)]
    near = names or get_close_matches(asked, [area.code for area in areas], n=3)
    nearest = [area for word in dict.fromkeys(near) for area in areas if word in (area.name, area.code)][:5]
    hint = f"The nearest are {_named(nearest)}." if nearest else "Give a code or a name of data/areas.csv."
    raise ValueError(f"There is no area “{labels.shortened(asked)}”. {hint}")


def _named(areas: Iterable[Area]) -> str:
    return labels.listed([f"{area.code} ({area.name}, {labels.level_heading(area.level)})" for area in areas])


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
