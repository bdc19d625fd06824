"""The edition in data/: facts of one system, for the tests that are about it."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.core.edition import Edition
from dashboard.core.level import LevelRole
from dashboard.loading.edition import load_edition


def _edition() -> Edition:
    found = load_edition(Path(__file__).parent.parent / "data" / "edition.toml", [])
    assert found is not None
    return found


EDITION = _edition()
ICS = EDITION.system
ATLAS = EDITION.title
MAP_LEVELS = EDITION.map_levels
LEVELS = {level: level.heading for level in EDITION.levels}


def words_of_the_edition() -> str:
    """edition.toml without its tiles and headline measures, for tables that have other measures."""
    text = (Path(__file__).parent.parent / "data" / "edition.toml").read_text(encoding="utf-8")
    return re.sub(r"\[\[(?:tiles|headlines)\]\]\n(?:\w+ = .*\n)+", "", text)


class Level:
    """The levels of the edition by the names that their readers know."""

    COUNTRY = EDITION.level(LevelRole.COUNTRY)
    ICS = EDITION.level(LevelRole.SYSTEM)
    ICP = EDITION.level(LevelRole.PARTNERSHIP)
    CCG = EDITION.level(LevelRole.PLACE)
    COUNCIL = EDITION.level(LevelRole.COUNCIL)
    DISTRICT = EDITION.level(LevelRole.DISTRICT)
    NEIGHBOURHOOD = EDITION.level(LevelRole.SMALL)
    AUTHORITY = EDITION.level(LevelRole.OVERLAY)
