"""Where the rules meet the folders: what was signed, how shapefiles call their areas, in which row things stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dashboard.core.atlas import Atlas
from dashboard.core.edition import Edition
from dashboard.core.signature import FileRow
from dashboard.loading import accepted
from dashboard.loading.shapefile import name_of
from dashboard.loading.shapes import drawn_names
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.inspection import Judgement, inspect
from dashboard.plausibility.oddity import Oddity


def look_over(
    data: Path, boundaries: Path, atlas: Atlas, today: date, recorded: Mapping[str, tuple[int, int]]
) -> Judgement:
    """Judge an atlas that was loaded from two folders. recorded: indicator -> rows and figures of its last import."""
    signatures, faults = accepted.read_signatures(data)
    drawn: dict[str, dict[str, str]] = {
        level: drawn_names(boundaries, level) for level in atlas.shapes if atlas.shapes[level]
    }
    inspection = inspect(Grounds(atlas, today, recorded, drawn), signatures)
    found = [*inspection.unsigned, *(one for one, _ in inspection.signed)]
    return Judgement(inspection, _rows_of(data, atlas.edition, found), tuple(faults))


def _rows_of(data: Path, edition: Edition, found: Iterable[Oddity]) -> dict[Oddity, FileRow]:
    """Where each oddity stands; the tables are read again only if there is one."""
    odd = list(found)
    if not odd:
        return {}
    values, signed = accepted.value_rows(data), accepted.named_rows(data / accepted.FILE, "subject")
    areas = accepted.named_rows(data / "areas.csv", "code")
    files: dict[str, str] = {level: f"boundaries/{name_of(level)}.shp" for level in edition.levels}
    return {one: _row_of(one, values, signed, areas, files) for one in odd}


def _row_of(
    one: Oddity,
    values: Mapping[tuple[str, str, str], FileRow],
    signed: Mapping[str, FileRow],
    areas: Mapping[str, FileRow],
    files: Mapping[str, str],
) -> FileRow:
    if one.rule == "fits nothing":
        return signed.get(one.subject, (f"data/{accepted.FILE}", None))
    if one.indicator:
        tries = [(one.first_area, one.period), (one.first_area, ""), ("", one.period), ("", "")]
        keys = [(one.indicator, *pair) for pair in tries]
        return next((values[key] for key in keys if key in values), ("data/values", None))
    if one.rule in _IN_AREAS:
        return areas.get(one.first_area, ("data/areas.csv", None))
    return files.get(one.level, "boundaries"), None


#: Rules about what areas.csv says.
_IN_AREAS = frozenset({"same name", "other words", "name of another", "outside its larger area"})
