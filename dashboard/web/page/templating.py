"""The templates of the page: how they are found and what they may call. Every text is escaped by Jinja."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard.core import labels, numbers
from dashboard.core.periods import period_words
from dashboard.core.view import View
from dashboard.views.option import Option
from dashboard.web.page.marks import layer_mark, series_mark, site_symbol
from dashboard.wording import about_page as about_words
from dashboard.wording import choices as choice_words
from dashboard.wording import legend_words, sentences, share_words, slide_words, verdicts
from dashboard.wording import profile_page as profile_words
from dashboard.wording import reading as reading_words
from dashboard.wording.notices import hint_words, way_words

_TEMPLATES = Environment(
    loader=PackageLoader("dashboard.web.page"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    # A server does not look at each use whether somebody has changed a template.
    auto_reload=False,
)

#: Words of which it is remembered how they are spelled out: the names of levels stand on every page.
_KEPT = 512


def href(view: View) -> str:
    """The address of a view, relative to the page, so that it also holds under a URL prefix."""
    return f"?{view.to_query()}"


def _item(element: str, option: Option) -> Markup:
    """One line of a list of choices, by Python: there are dozens in every page, and a macro takes its time."""
    words = escape(option.label)
    if hint := hint_words(option.hint):
        words += Markup(f' <span class="atlas-hint">{escape(hint)}</span>')
    if option.view is None:
        return Markup(f'<li><span class="atlas-unavailable">{words}</span></li>')
    current = ' aria-current="true"' if option.selected else ""
    name, address = escape(f"{element}-{option.key}"), escape(href(option.view))
    return Markup(f'<li><a id="{name}" href="{address}" data-view{current}>{words}</a></li>')


def _anchor(term: str) -> str:
    """The place of a word on the page of all words."""
    return "-".join(re.findall(r"[a-z0-9]+", term.lower()))


def _spelled(words: str, terms: Mapping[str, str]) -> Markup:
    """Words in which each abbreviation, where it first stands, says what it is short for."""
    return _spelled_out(words, tuple(terms.items()))


@lru_cache(_KEPT)
def _spelled_out(words: str, terms: tuple[tuple[str, str], ...]) -> Markup:
    safe = str(escape(words))
    for term, in_full in terms:
        short = str(escape(term))
        if short in safe:
            mark = f'<abbr title="{escape(in_full)}">{short}</abbr>'
            safe = re.sub(rf"(?<![\w=\"-]){re.escape(short)}(?![\w-])(?![^<]*>)", mark, safe, count=1)
    return Markup(safe)


_TEMPLATES.globals.update(
    href=href,
    item=_item,
    mark=series_mark,
    layer_mark=layer_mark,
    site_mark=site_symbol,
    labels=labels,
    numbers=numbers,
    sentences=sentences,
    verdicts=verdicts,
    about_words=about_words,
    choice_words=choice_words,
    legend_words=legend_words,
    profile_words=profile_words,
    share_words=share_words,
    slide_words=slide_words,
    reading_words=reading_words,
    anchor=_anchor,
    spelled=_spelled,
    period_words=period_words,
    hint_words=hint_words,
    way_words=way_words,
)

# All are made ready at once: that is while another process reads the data, and before workers are made of this one.
for _name in _TEMPLATES.list_templates():
    _TEMPLATES.get_template(_name)


def template(name: str, **values: Any) -> str:
    """Fill in one template."""
    return _TEMPLATES.get_template(f"{name}.html").render(**values)
