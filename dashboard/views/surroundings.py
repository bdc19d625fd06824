"""What lies around an area and above it: its siblings, the areas that hold it, and their figures."""

from __future__ import annotations

from dashboard.core.area import Area, Row
from dashboard.core.atlas import Atlas
from dashboard.core.level import Level, LevelRole
from dashboard.views.scene import Scene

#: Where the areas of a level have their siblings, if that is no partnership.
_HOLDERS = {
    LevelRole.PARTNERSHIP: LevelRole.SYSTEM,
    LevelRole.SMALL: LevelRole.COUNCIL,
    LevelRole.SMALLEST: LevelRole.COUNCIL,
}
#: Which area around one says where it is, if that is no partnership.
_NAMED = {LevelRole.SMALL: LevelRole.COUNCIL, LevelRole.SMALLEST: LevelRole.SMALL}


def references(atlas: Atlas, shown: Scene) -> tuple[Row, ...]:
    """The figures of the areas that hold the ones on the map, nearest first, of the region, and of England."""
    if shown.indicator is None:
        return ()
    drawn = {row.area.code for row in shown.rows}
    parents = (atlas.areas[code] for code in reversed(shown.area.parents))
    regions = (row.area for row in shown.regions)
    above = [shown.area, *parents, *regions, *atlas.level(atlas.tier(LevelRole.COUNTRY))]
    rows = (Row(a, atlas.value(shown.indicator, shown.view.period, a.code)) for a in above if a.code not in drawn)
    return tuple(row for row in rows if row.value is not None and row.value.value is not None)


def areas_around(atlas: Atlas, area: Area, level: Level) -> tuple[Area, ...]:
    """The areas of a level inside an area; for one that holds none, those around it."""
    return atlas.children(area, level) or siblings(atlas, area, level)


def holder(atlas: Atlas, area: Area, within: str = "") -> Area | None:
    """The area that says where one lies: its partnership; the council of a small area, and so on.

    within: the code of the area that all are in, which need not be said.
    """
    wanted = _NAMED.get(area.level.role, LevelRole.PARTNERSHIP)
    parents = (atlas.areas[code] for code in area.parents if code != within)
    return next((parent for parent in parents if parent.level.role is wanted), None)


def siblings(atlas: Atlas, area: Area, level: Level) -> tuple[Area, ...]:
    """The areas of the level around a place: those of its partnership, of its council for a small area."""
    around = _HOLDERS.get(level.role, LevelRole.PARTNERSHIP)
    parents = [atlas.areas[code] for code in area.parents]
    parent = next((p for p in reversed(parents) if p.plays(around)), atlas.system)
    return atlas.children(parent, level)
