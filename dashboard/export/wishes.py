"""What an address wishes of a picture, read strictly: a wrong value is an error that says what may stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from dashboard.core.atlas import Atlas
from dashboard.core.labels import listed, shortened
from dashboard.export.export_format import About, ExportFormat
from dashboard.export.orders import WrongRequestError
from dashboard.export.picture.own_look import AS_IT_IS, LabelChoice, OwnLook, Theme
from dashboard.export.post_choice import lack_of, templates_of
from dashboard.export.post_templates import PostTemplate
from dashboard.views.scene import Scene

_Choice = TypeVar("_Choice", bound=StrEnum)

#: Letters of a text of one's own, each as much as a picture has room for.
_LONGEST = {"title": 120, "subtitle": 240, "note": 240}
#: The keys that only a map has a use for.
_OF_MAPS = ("labels",)
WISHES = (*_LONGEST, "highlight", "theme", *_OF_MAPS)


def wishes_of(asked: Mapping[str, str], made: ExportFormat, scene: Scene) -> OwnLook:
    """The look that an address asks for. Raises WrongRequestError."""
    found = [key for key in WISHES if key in asked]
    if not found:
        return AS_IT_IS
    if made.about not in (About.PICTURE, About.CHART) or not made.sized:
        raise WrongRequestError(f"{found[0]} is only for the picture of a map or a chart. No file was made.")
    if made.about is About.CHART and (of_map := next((key for key in _OF_MAPS if key in asked), "")):
        raise WrongRequestError(f"{of_map} is only for the picture of a map. No file was made.")
    return OwnLook(
        title=_words("title", asked),
        subtitle=_words("subtitle", asked),
        note=_words("note", asked),
        highlight=_areas(asked.get("highlight", ""), scene),
        labels=_one_of("labels", asked.get("labels", LabelChoice.ALL), LabelChoice),
        theme=_one_of("theme", asked.get("theme", Theme.LIGHT), Theme),
    )


def template_of(asked: Mapping[str, str], made: ExportFormat, atlas: Atlas, scene: Scene) -> PostTemplate | None:
    """The template that an address asks for, which its view must be able to give. Raises WrongRequestError."""
    if "template" not in asked:
        return None
    if made.about is not About.POST:
        raise WrongRequestError("template is only for posts. No file was made.")
    template = _one_of("template", asked["template"], PostTemplate)
    if lack := lack_of(atlas, scene, template):
        here = listed(list(templates_of(atlas, scene)), "or")
        raise WrongRequestError(f"{lack} {f'Here template may be {here}. ' if here else ''}No file was made.")
    return template


def _words(key: str, asked: Mapping[str, str]) -> str:
    """A text in one line; a picture has no room for more."""
    plain, longest = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", asked.get(key, "")).split()), _LONGEST[key]
    if len(plain) > longest:
        raise WrongRequestError(f"{key} may have {longest} letters and has {len(plain)}. No file was made.")
    return plain


def _areas(said: str, scene: Scene) -> tuple[str, ...]:
    """The codes of areas of the map, with dots between them."""
    here = {row.area.code.casefold(): row.area.code for row in scene.rows}
    wanted = [code for code in said.casefold().split(".") if code]
    wrong = next((code for code in wanted if code not in here), "")
    if wrong:
        level = scene.view.by.singular
        raise WrongRequestError(f"“{shortened(wrong)}” is the code of no {level} of this map. No file was made.")
    return tuple(dict.fromkeys(here[code] for code in wanted))


def _one_of(key: str, said: str, choices: type[_Choice]) -> _Choice:
    if said in list(choices):
        return choices(said)
    raise WrongRequestError(f"{key} may be {', '.join(choices)}, and not “{shortened(said)}”. No file was made.")
