"""Names beside each other: one name for two areas, a short name of other words, a shapefile that names another area."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dashboard.core.area import Area
from dashboard.core.level import Level
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import Oddity

_SMALL_WORDS = frozenset({"and", "of", "the", "upon", "on"})


def same_names(grounds: Grounds) -> Iterator[Oddity]:
    """Two areas of one level with the same name."""
    for level in grounds.atlas.edition.levels:
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for area in grounds.atlas.level(level):
            owners[area.name.casefold()].append(area.code)
        for name, codes in owners.items():
            if len(codes) > 1:
                found = f"{' and '.join(codes)} are both called {grounds.atlas.areas[codes[0]].name}"
                yield Oddity("same name", found, float(len(name)), area=codes[0], level=level.key)


def other_words(grounds: Grounds) -> Iterator[Oddity]:
    """Short names that share no word with the full one, and twins that share none with each other."""
    for area in grounds.atlas.areas.values():
        twin = grounds.atlas.areas.get(area.same_boundary)
        if not telling_words(area.name) & telling_words(area.short_name):
            found = f"{area.code} is called {area.name}, and in short {area.short_name}"
            yield _words(area, found)
        elif twin and area.code < twin.code and not telling_words(area.name) & telling_words(twin.name):
            found = f"{area.code} is called {area.name}, and {twin.code}, which is the same land, {twin.name}"
            yield _words(area, found)


def _words(area: Area, found: str) -> Oddity:
    return Oddity("other words", found, 1.0, area=area.code, level=area.level.key)


def telling_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(re.findall(r"\w+", name.casefold())) - _SMALL_WORDS


def drawn_as_others(grounds: Grounds) -> Iterator[Oddity]:
    """Outlines that the shapefile calls by another name than areas.csv does."""
    for level in grounds.atlas.edition.levels:
        for code, name in grounds.drawn.get(level, {}).items():
            area = grounds.atlas.areas.get(code)
            if area and not telling_words(name) & telling_words(area.name):
                yield _drawn(level, area, name)


def _drawn(level: Level, area: Area, name: str) -> Oddity:
    found = f"{area.code} is called {area.name} in areas.csv, and {name or 'nothing'} in the shapefile"
    return Oddity("name of another", found, 1.0, area=area.code, level=level.key)
