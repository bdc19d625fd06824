"""The present edition beside the new one: which areas are the same, which are redrawn, which went into others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import shapely

from dashboard.core.area import Area
from dashboard.core.level import ENGLAND, LevelRole
from dashboard.importers.folders import Folders
from dashboard.importers.vintages import carried, land
from dashboard.importers.vintages.footprint import Footprint, Words


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
