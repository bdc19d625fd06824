"""The present edition beside the new one: which areas are the same, which are redrawn, which went into others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import shapely

from dashboard.core.area import Area
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.importers.folders import Folders
from dashboard.importers.vintages import carried, land
from dashboard.importers.vintages.footprint import Footprint, Words
from dashboard.importers.vintages.retold import without_sentences_of


class Present(NamedTuple):
    """The edition that is there: its words, the rows of areas.csv by code, and its two folders."""

    words: Words
    areas: Mapping[str, Mapping[str, str]]
    folders: Folders


class Founded(NamedTuple):
    """The areas of the new edition by code, what each is made of, its levels, and if the system is the same one."""

    areas: Mapping[str, Area]
    ground: Mapping[str, Footprint]
    levels: Sequence[Words]
    is_same_system: bool


def key_of(levels: Sequence[Words], role: str) -> str:
    """The key of the first level of a role."""
    return str(next(level["key"] for level in levels if level["role"] == role))


def fate_of(
    founded: Founded, present: Present, drawn: Mapping[str, shapely.Geometry], regions: Sequence[str]
) -> carried.Fate:
    """Which areas have the same land. The code of a small area changes with its land; other outlines are compared."""
    both = {code for code in founded.ground if code in present.areas}
    was = {
        code: shape
        for level in present.words["levels"]
        if level["role"] != LevelRole.COUNTRY and (present.folders.boundaries / f"{level['key']}.shp").is_file()
        for code, shape in land.read_shapes(present.folders.boundaries, level["key"]).items()
    }
    stays = {
        code for code in both if founded.ground[code].roles == ("small",) or land.same_land(was[code], drawn[code])
    }
    cut = {code for code in both - stays if founded.areas[code].part_of_larger}
    return carried.Fate({*stays, ENGLAND, *regions}, cut)


def is_same_census(founded: Founded, present: Present) -> bool:
    """Whether the small areas are of the census that those of the present edition are of."""
    return all(code in present.areas for code, one in founded.ground.items() if one.roles == ("small",))


def went_into(founded: Founded, present: Present, drawn: Mapping[str, shapely.Geometry]) -> dict[str, str]:
    """Places that are no more -> the new place that holds them."""
    key = key_of(present.words["levels"], LevelRole.PLACE)
    was = land.read_shapes(present.folders.boundaries, key)
    new = {code for code, one in founded.ground.items() if "place" in one.roles and code not in present.areas}
    return {
        old: code
        for old, shape in was.items()
        for code in new
        if old not in founded.areas and not land.reaches_beyond(shape, drawn[code])
    }


def renounced(founded: Founded, present: Present) -> set[tuple[str, str]]:
    """The areas and topics of facts that are no more so: what parts an area has, and how many people live in them."""
    changed = set[tuple[str, str]]()
    for level in present.words["levels"]:
        key = str(level["key"])
        was = _parts(
            key, ((code, one["levels"].split(), one["parents"].split()) for code, one in present.areas.items())
        )
        now = _parts(key, ((code, one.levels, one.parents) for code, one in founded.areas.items()))
        topic = "population" if level["role"] == LevelRole.SMALL else f"{key}s"
        changed |= {(code, topic) for code in founded.areas if was[code] != now[code]}
    return changed


def _parts(level: str, areas: Iterable[tuple[str, Collection[str], Collection[str]]]) -> defaultdict[str, set[str]]:
    """The areas of a level in each area. areas: code, levels and parents of each."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, levels, parents in areas:
        for parent in parents if level in levels else ():
            found[parent].add(code)
    return found


def limits_of_now(limits: Sequence[str], founded: Founded, present: Present) -> list[str]:
    """What limits say, without what they say of areas that are no more; of small ones they never speak."""
    small = key_of(present.words["levels"], LevelRole.SMALL)
    now = {area.name for area in founded.areas.values()}
    gone = {cells["name"] for cells in present.areas.values() if cells["levels"] != small} - now
    return [without_sentences_of(gone, now, text) for text in limits]
