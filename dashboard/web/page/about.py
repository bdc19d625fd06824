"""Pages of words: all measures, one measure with what must be said of it, the glossary, the accessibility statement."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.core import labels
from dashboard.core.atlas import Atlas
from dashboard.core.condition import Condition
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.provenance import data_as_of
from dashboard.core.view import View
from dashboard.views import resolve
from dashboard.web.page.templating import template
from dashboard.wording import accessibility, arrivals, reading


def about_html(atlas: Atlas, prefix: str, asset: Callable[[str], str], find: str = "") -> str:
    """The whole page as HTML, for an atlas served under a prefix. asset: from the name of an asset to its address.

    find: words that the listed measures must have; "" for all.
    """
    groups: dict[str, list[tuple[Indicator, View]]] = {}
    firsts: dict[str, str] = {}
    for condition in atlas.conditions.values():
        for indicator in atlas.measures(condition.slug):
            if _has(atlas, condition, indicator, find):
                groups.setdefault(condition.group, []).append((indicator, _map_of(atlas, indicator)))
                firsts.setdefault(condition.name, indicator.id)
    levels = {one.id: _levels(atlas, one) for one in atlas.indicators.values()}
    return template(
        "about",
        edition=atlas.edition,
        groups=groups,
        conditions=sorted(firsts.items()),
        find=find,
        found=sum(map(len, groups.values())),
        unpublished=[c for c in atlas.conditions.values() if not atlas.measures(c.slug)],
        levels=levels,
        arrivals=arrivals.arrivals(atlas.imports, atlas.indicators),
        unrecorded=arrivals.unrecorded(atlas.imports, atlas.indicators),
        prefix=prefix,
        asset=asset,
    )


def _levels(atlas: Atlas, indicator: Indicator) -> str:
    """The levels of a measure in a list: "council, district and neighbourhood"."""
    return labels.listed([level.short for level in atlas.edition.levels if level in indicator.levels])


def _has(atlas: Atlas, condition: Condition, indicator: Indicator, find: str) -> bool:
    """Whether a measure has all the words, in its names or in what else its condition is called."""
    others = (one.synonym for one in atlas.synonyms if one.condition == condition.slug)
    said = " ".join((indicator.title, indicator.measure_name, condition.name, condition.group, *others)).lower()
    return all(word in said for word in find.lower().split())


def measure_html(atlas: Atlas, indicator: Indicator, prefix: str, asset: Callable[[str], str]) -> str:
    """The page of one measure: its definition, limits, maps and source."""
    levels = [level for level in atlas.edition.map_levels if level in indicator.levels]
    known = [(level, atlas.periods(indicator, level)) for level in levels]
    maps = [(level, _map_of(atlas, indicator, level), periods[0], periods[-1]) for level, periods in known if periods]
    return template(
        "measure",
        edition=atlas.edition,
        indicator=indicator,
        condition=atlas.conditions[indicator.condition],
        maps=maps,
        as_of=arrivals.as_of(data_as_of(atlas.imports, indicator.id)),
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


def _map_of(atlas: Atlas, indicator: Indicator, level: Level | None = None) -> View:
    by = level or indicator.levels[0]
    return resolve.resolve(atlas, f"condition={indicator.condition}&measure={indicator.measure}&by={by}").view
