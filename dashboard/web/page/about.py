"""Pages made once at start: every indicator with what must be said of it, the words, the accessibility statement."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.view import View
from dashboard.views import resolve
from dashboard.web.page.templating import template
from dashboard.wording import accessibility, reading


def about_html(atlas: Atlas, prefix: str, asset: Callable[[str], str]) -> str:
    """The whole page as HTML, for an atlas served under a prefix. asset: from the name of an asset to its address."""
    groups: dict[str, list[tuple[Indicator, View]]] = {}
    for condition in atlas.conditions.values():
        for indicator in atlas.measures(condition.slug):
            groups.setdefault(condition.group, []).append((indicator, _map_of(atlas, indicator)))
    levels = {i.id: [level for level in atlas.edition.levels if level in i.levels] for i in atlas.indicators.values()}
    unpublished = [c for c in atlas.conditions.values() if not atlas.measures(c.slug)]
    return template(
        "about",
        edition=atlas.edition,
        groups=groups,
        unpublished=unpublished,
        levels=levels,
        prefix=prefix,
        asset=asset,
    )


def accessibility_html(edition: Edition, prefix: str, asset: Callable[[str], str]) -> str:
    """The accessibility statement as a page of its own."""
    return template(
        "accessibility", edition=edition, sections=accessibility.statement(edition), prefix=prefix, asset=asset
    )


def glossary_html(edition: Edition, prefix: str, asset: Callable[[str], str]) -> str:
    """The words of the atlas as a page of its own."""
    return template("glossary", edition=edition, parts=reading.glossary(edition), prefix=prefix, asset=asset)


def _map_of(atlas: Atlas, indicator: Indicator) -> View:
    query = f"condition={indicator.condition}&measure={indicator.measure}&by={indicator.levels[0]}"
    return resolve.resolve(atlas, query).view
