"""The edition in data/: facts of one system, for the tests that are about it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.labels import level_heading
from dashboard.core.level import LevelRole
from dashboard.loading.edition import load_edition


def _edition() -> Edition:
    found = load_edition(Path(__file__).parent.parent / "data" / "edition.toml", [])
    assert found is not None
    return found


EDITION = _edition()
#: Set by ``make truth``, so that walks of which ``make test`` goes a share are gone whole.
WHOLE = "ATLAS_WHOLE"
ICS = EDITION.system
ATLAS = EDITION.title
#: The levels that tests walk over. Of the smallest areas one map has 2,000: test_small_areas is about them.
MAP_LEVELS = tuple(level for level in EDITION.map_levels if level.role is not LevelRole.SMALLEST)
LEVELS = {level: level_heading(level) for level in EDITION.levels}


def words_of_the_edition() -> str:
    """edition.toml without its tiles and headline measures, for tables that have other measures."""
    text = (Path(__file__).parent.parent / "data" / "edition.toml").read_text(encoding="utf-8")
    return re.sub(r"\[\[(?:tiles|headlines)\]\]\n(?:\w+ = .*\n)+", "", text)


def but_few_of_the_smallest(atlas: Atlas) -> list[Area]:
    """All areas, of the smallest every hundredth: two thousand alike say no more than twenty."""
    few = set(atlas.level(Level.LSOA)[::100])
    return [area for area in atlas.areas.values() if area.level.role is not LevelRole.SMALLEST or area in few]


_T = TypeVar("_T")


def a_share(things: Iterable[_T], every: int) -> list[_T]:
    """Each so many of a long walk, and all of it for ``make truth``.

    ``every`` divides the length of no inner walk, such as the 49 conditions, so all kinds come in turn.
    """
    return list(islice(things, 0, None, 1 if os.environ.get(WHOLE) else every))


class Level:
    """The levels of the edition by the names that their readers know."""

    COUNTRY = EDITION.level(LevelRole.COUNTRY)
    ICS = EDITION.level(LevelRole.SYSTEM)
    ICP = EDITION.level(LevelRole.PARTNERSHIP)
    CCG = EDITION.level(LevelRole.PLACE)
    COUNCIL = EDITION.level(LevelRole.COUNCIL)
    DISTRICT = EDITION.level(LevelRole.DISTRICT)
    NEIGHBOURHOOD = EDITION.level(LevelRole.SMALL)
    LSOA = EDITION.level(LevelRole.SMALLEST)
    AUTHORITY = EDITION.level(LevelRole.OVERLAY)
