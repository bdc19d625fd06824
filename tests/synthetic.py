"""A whole edition in files that has nothing in common with the shipped one but its form: squares and other words.

Six small areas across and six down. Two columns are a health board (three of them), half of one a sub-ICB location
(six), three small areas in a column a council (twelve). All figures are made up by their place in the grid.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import geopandas
import shapely

SYSTEM = "S00000001"
BOARDS = tuple(f"board-{n}" for n in range(1, 4))
LOCATIONS = tuple(f"L0000000{n}" for n in range(1, 7))
COUNCILS = tuple(f"C000000{n:02}" for n in range(1, 13))
WARDS = tuple(f"W000000{n:02}" for n in range(1, 37))
ALLIANCE, COUNTRY = "A00000001", "E92000001"
_SIDE, _WEST, _SOUTH = 10_000, 300_000, 200_000

EDITION = """
[atlas]
title = "Southland Atlas"
file_prefix = "south"
system = "S00000001"
system_title = "Southland Board of Boards"
publisher = "Southland Council of Boards"
contact = "atlas@southland.example"
updated = "May 2025"

[start]
condition = "all-causes"
measure = "avoidable"
search_hint = "Try a ward."

[boundaries]
credit = "Drawn for a test."
vintage = "Boundaries: squares."

[about]
areas = "Areas are squares."
small_areas = "Wards are the 36 smallest squares."
whole_areas = "No figure is of more than its square."
intervals = "None is approximate."
layers = "Layers: one alliance."
postcodes = "Postcodes: made up."

[credits]
hospitals = "Hospitals: a list."
stroke_units = "Stroke units: none."
postcodes = "Postcodes: no licence."

[extents]
county = "all of the council"
district = "all of the borough"
neighbourhood = "all of the ward"
part = "part in the region"
merged = "all of {}"

[deprivation]
name = "Index of Hardship"
short = "IOH"
year = "2021"

[documents]
authorities = "A made-up list"
members = "A made-up table"
population = "Both are made up."
claims = "What the lists say"
no_authority = "No alliance here."
"""

_LEVELS = (
    ("country", "country", 0, "England", "country", "country", "countries", ""),
    ("region", "system", 1, "region", "region", "region", "regions", "all of it"),
    ("board", "partnership", 2, "health board", "health board", "health board", "health boards", "health board"),
    (
        "location",
        "place",
        3,
        "sub-ICB location",
        "sub-ICB location",
        *["sub-ICB location", "sub-ICB locations"],
        "place",
    ),
    ("unitary", "council", 3, "council", "council", "council", "councils", "council"),
    ("borough", "district", 4, "borough", "borough", "borough", "boroughs", "borough in {}"),
    ("ward", "small", 5, "ward", "ward", "ward", "wards", "ward in {}"),
    ("alliance", "overlay", 2, "alliance", "alliance of councils", "alliance", "alliances", ""),
)
_TREES = {"location": "boards", "unitary": "councils", "borough": "councils", "alliance": "councils"}
_LINED = {"board": "#212b32", "location": "#7a1f87", "unitary": "#7d3400", "alliance": "#00524c"}


def edition(folder: Path) -> tuple[Path, Path]:
    """Write the edition; returns its folder of tables and its folder of shapefiles."""
    data, shapes = folder / "data", folder / "boundaries"
    (data / "values").mkdir(parents=True)
    shapes.mkdir()
    (data / "edition.toml").write_text(EDITION + "".join(map(_level, _LEVELS)), encoding="utf-8")
    for name, rows in _tables().items():
        with (data / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    for name, cells in _layers().items():
        _draw(shapes / f"{name}.shp", cells)
    return data, shapes


def _level(level: tuple[object, ...]) -> str:
    key, role, rung, *names = level
    words = zip(("short", "in_full", "singular", "plural", "found_as"), names, strict=True)
    colour = _LINED.get(str(key))
    strokes = f'strokes = [{{ colour = "{colour}", width = 2 }}]\n' if colour else ""
    lines = "".join(f'{name} = "{word}"\n' for name, word in words)
    tree = f'tree = "{_TREES[str(key)]}"\n' if key in _TREES else ""
    return f'\n[[levels]]\nkey = "{key}"\nrole = "{role}"\nrung = {rung}\n{tree}{lines}{strokes}'


# The grid: a small area is a column and a row, both from 0.

_GRID = tuple((number % 6, number // 6) for number in range(36))


def _board(cell: tuple[int, int]) -> int:
    return cell[0] // 2


def _location(cell: tuple[int, int]) -> int:
    return _board(cell) * 2 + cell[1] // 3


def _council(cell: tuple[int, int]) -> int:
    return cell[0] * 2 + cell[1] // 3


def _layers() -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Name of a shapefile -> code -> the small areas in it."""
    councils = {code: [c for c in _GRID if _council(c) == n] for n, code in enumerate(COUNCILS)}
    return {
        "england": {COUNTRY: [(column, row) for column in range(-1, 7) for row in range(-1, 7)]},
        "region": {SYSTEM: list(_GRID)},
        "board": {code: [c for c in _GRID if _board(c) == n] for n, code in enumerate(BOARDS)},
        "location": {code: [c for c in _GRID if _location(c) == n] for n, code in enumerate(LOCATIONS)},
        "unitary": councils,
        "borough": councils,
        "ward": {code: [cell] for code, cell in zip(WARDS, _GRID, strict=True)},
        "alliance": {ALLIANCE: [c for c in _GRID if _council(c) < 2]},
    }


def _draw(path: Path, cells: dict[str, list[tuple[int, int]]]) -> None:
    shapes = [shapely.union_all([_square(*cell) for cell in own]) for own in cells.values()]
    columns = {"code": list(cells), "name": [f"Area {code}" for code in cells]}
    geopandas.GeoDataFrame(columns, geometry=shapes, crs=27700).to_file(path, engine="pyogrio", encoding="utf-8")


def _square(column: int, row: int) -> shapely.Polygon:
    west, south = _WEST + column * _SIDE, _SOUTH + row * _SIDE
    return shapely.box(west, south, west + _SIDE, south + _SIDE)


# The tables.


def _tables() -> dict[str, list[tuple[object, ...]]]:
    return {
        "areas.csv": list(_areas()),
        "conditions.csv": [
            ("slug", "name", "group", "note"),
            ("all-causes", "All causes", "Overall", ""),
            ("deprivation", "Hardship", "Places", ""),
            ("hearts", "Hearts", "Causes", ""),
            ("lungs", "Lungs", "Causes", ""),
        ],
        "indicators.csv": list(_indicators()),
        "values/figures.csv": list(_values()),
        "facts.csv": [
            ("area_code", "topic", "statement", "source"),
            (BOARDS[0], "trusts", "First Trust.", "A made-up list"),
        ],
        "postcodes.csv": [
            ("district", "area_code", "postcodes", "all_postcodes", "note"),
            ("XY1", COUNCILS[0], 5, 5, ""),
        ],
        "sites.csv": [
            ("code", "name", "short_name", "kind", "easting", "northing", "trust", "source"),
            ("H1", "First Hospital", "First", "hospital", _WEST + 5_000, _SOUTH + 5_000, "First Trust", "A list"),
        ],
        "priorities.csv": [
            ("name", "heading", "statement", "conditions", "source"),
            ("Hearts", "Joint priorities", "Sound hearts.", "hearts", "A made-up list"),
        ],
    }


def _areas() -> Iterator[tuple[object, ...]]:
    yield ("code", "name", "short_name", "part_of_larger", "levels", "parents", "same_boundary", "ods_code", "note")
    yield (COUNTRY, "England", "England", "", "country", "", "", "", "")
    yield (SYSTEM, "Southland", "Southland", "", "region", "", "", "", "")
    for n, code in enumerate(BOARDS):
        yield (code, f"{'ABC'[n]} Health Board", f"Board {'ABC'[n]}", "", "board", SYSTEM, "", "", "")
    for n, code in enumerate(LOCATIONS):
        yield (code, f"Location {n + 1}", f"Location {n + 1}", "", "location", f"{SYSTEM} {BOARDS[n // 2]}", "", "", "")
    for n, code in enumerate(COUNCILS):
        column, half = divmod(n, 2)
        around = [SYSTEM, BOARDS[column // 2], *([ALLIANCE] if n < 2 else []), LOCATIONS[column // 2 * 2 + half]]
        yield (code, f"Council {n + 1}", f"Council {n + 1}", "", "unitary borough", " ".join(around), "", "", "")
    for n, (code, cell) in enumerate(zip(WARDS, _GRID, strict=True)):
        council = _council(cell)
        around = [SYSTEM, BOARDS[_board(cell)], *([ALLIANCE] if council < 2 else [])]
        around += [LOCATIONS[_location(cell)], COUNCILS[council]]
        yield (code, f"Ward {n + 1}", f"Ward {n + 1}", "", "ward", " ".join(around), "", "", "")
    yield (ALLIANCE, "First Alliance", "Alliance", "", "alliance", SYSTEM, "", "", "")


_RATE = {
    **{"unit": "rate per 100,000 people", "unit_short": "per 100,000", "per": 100_000, "standardised": "age"},
    **{"event": "deaths", "kind": "rate", "ages": "under 75"},
}
_COUNTS = ("count", "denominator")
_WORDS = ("status", "extent", "note", "verdict", "interval")
_INDICATOR = {
    **{"id": "", "condition": "", "family": "", "part_of": "", "measure": "", "measure_name": "", "title": ""},
    **{"title_short": "", "noun": "", "unit": "score", "unit_short": "(score)", "per": "", "standardised": ""},
    **{"event": "", "decimals": 1, "kind": "score", "direction": "high is worse", "reliable": "yes"},
    **{"sex": "persons", "ages": "all ages", "levels": "board location unitary ward", "definition": "Made up."},
    **{"publisher": "Nobody", "source": "A test", "link": "https://example.org/", "licence": "Free"},
    **{"credit": "Source: a test.", "limits": "True of squares only."},
}


def _indicators() -> Iterator[tuple[object, ...]]:
    yield tuple(_INDICATOR)
    yield _row("avoidable", "all-causes", "avoidable", "Avoidable deaths", **_RATE)
    yield _row("hardship", "deprivation", "imd-score", "Hardship")
    yield _row("all-yll", "all-causes", "yll", "Years of life lost", **_RATE, levels="location")
    for cause in ("hearts", "lungs"):
        part = {"part_of": "all-yll", "title_short": cause, "levels": "location"}
        yield _row(f"{cause}-yll", cause, "yll", f"Years of life lost from {cause}", **_RATE, **part)


def _row(id: str, condition: str, measure: str, title: str, **other: object) -> tuple[object, ...]:
    named = {"id": id, "condition": condition, "measure": measure, "family": id, "title": title}
    said = {"measure_name": f"{title} (made up)", "noun": title.lower()}
    return tuple({**_INDICATOR, **named, **said, **other}.values())


def _values() -> Iterator[tuple[object, ...]]:
    yield (*("indicator", "area_code", "period", "value", "lower", "upper", *_COUNTS), *_WORDS)
    everywhere = (COUNTRY, SYSTEM, *BOARDS, *LOCATIONS, *COUNCILS, *WARDS)
    for year in range(2018, 2023):
        for n, code in enumerate(everywhere):
            figure = 250 + (n * 37 + year * 11) % 90
            yield ("avoidable", code, year, figure, figure - 12, figure + 12, 400, 150_000, "published", "", "", "", "")
    for n, code in enumerate(everywhere[1:]):
        yield ("hardship", code, 2021, 10 + (n * 17) % 40, "", "", "", "", "published", "", "", "", "")
    for cause, base in (("all", 800), ("hearts", 400), ("lungs", 300)):
        for n, code in enumerate((COUNTRY, SYSTEM, *LOCATIONS)):
            figure = base + n * 9
            yield (f"{cause}-yll", code, "2018-20", figure, figure - 8, figure + 8, "", "", "published", "", "", "", "")
