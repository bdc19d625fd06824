"""What the shapefiles of an edition are called, and the files that each consists of."""

from __future__ import annotations

from dashboard.core.level import Level, LevelRole

#: The shapefile of the land around the system, without which maps have none.
AROUND = "around"
SIDECARS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def name_of(level: Level) -> str:
    """The name of the shapefile of a level, without its ending."""
    return "england" if level.role is LevelRole.COUNTRY else str(level)
