"""A new edition in a folder: its areas and outlines, what is still true of the present edition, and its words."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from dashboard.core.condition import DEPRIVATION
from dashboard.core.indicator import Kind
from dashboard.core.level import ENGLAND, OPTIONAL_ROLES, LevelRole
from dashboard.importers import boundaries
from dashboard.importers.folders import Folders
from dashboard.importers.forms.recipes import FILE
from dashboard.importers.reading import read_csv
from dashboard.importers.table import KEY, write_table
from dashboard.importers.vintages import area_table, carried, edition_words, land, lookups, retold, two_editions
from dashboard.importers.vintages.footprint import Footprint, Words
from dashboard.importers.vintages.two_editions import Founded, Present, fate_of, is_same_census, key_of, went_into


class Wish(NamedTuple):
    """What is asked for: a system as it stood in a year, from these lookups and outlines, drawn so finely."""

    system: str
    vintage: int
    lookups: Path
    boundaries: Path
    simplify_m: float


def found_edition(wish: Wish, folders: Folders, new: Folders) -> list[str]:
    """Write the two folders of the new edition; what is said of it, line by line.

    folders: those of the present edition. Raises ValueError or FileNotFoundError with a sentence.
    """
    present = _present(folders)
    if new.data.exists() or new.boundaries.exists():
        raise ValueError(f"{new.data.parent}: an edition lies there already; name another folder, or take it away")
    member = lookups.membership(lookups.read_lookups(wish.lookups), wish.system, wish.vintage)
    shapes = land.smallest(wish.boundaries, member.census, member.inside.index, wish.simplify_m)
    new.boundaries.mkdir(parents=True)
    (new.data / "values").mkdir(parents=True)
    founded = _founded(wish, present, member, shapes)
    drawn = _draw(founded, present, shapes, new.boundaries)
    lines = _fill(wish, founded, present, drawn, new.data)
    return [*member.left, *lines, *_empty(founded)]


def _present(folders: Folders) -> Present:
    """The present edition without its smallest areas, which no other has: each year has outlines of its own."""
    words = tomllib.loads((folders.data / "edition.toml").read_text(encoding="utf-8"))
    levels = words["levels"]
    words["levels"] = [level for level in levels if level["role"] not in OPTIONAL_ROLES]
    left = {str(level["key"]) for level in levels if level not in words["levels"]}
    rows = read_csv(folders.data / "areas.csv").to_dict("records")
    areas = {
        str(row["code"]): {str(key): str(cell) for key, cell in row.items()}
        for row in rows
        if left.isdisjoint(str(row["levels"]).split())
    }
    return Present(words, areas, folders)


def _founded(wish: Wish, present: Present, member: lookups.Membership, shapes: gpd.GeoSeries) -> Founded:
    same = wish.system == present.words["atlas"]["system"]
    kinds = {role: column.kind for role, column in member.kinds.items()}
    levels = edition_words.levels(present.words["levels"], kinds, same)
    members = area_table.with_partnerships(member.inside, present.areas, levels) if same else member.inside
    ground = area_table.grounds(members, levels)
    cut = _cut(wish, present, member, ground, shapes)
    rows = area_table.area_rows(members, levels, present.areas, cut)
    return Founded({row.code: row for row in rows}, ground, levels, same)


def _cut(
    wish: Wish, present: Present, member: lookups.Membership, ground: Mapping[str, Footprint], shapes: gpd.GeoSeries
) -> dict[str, bool]:
    """Which councils, districts and small areas reach beyond the system.

    The lookups tell if they hold the rest; a published outline of the whole tells; else what the present edition says.
    """
    local = {code: one for code, one in ground.items() if one.roles[0] in ("council", "district", "small")}
    rest = {
        code for role in ("council", "district", "small") if role in member.outside for code in member.outside[role]
    }
    wholes = land.whole_outlines(wish.boundaries, set(local))
    return {
        code: code in rest
        or bool(present.areas.get(code, {}).get("part_of_larger"))
        or (code in wholes and land.reaches_beyond(wholes[code], _union(shapes, one)))
        for code, one in local.items()
    }


def _union(shapes: gpd.GeoSeries, one: Footprint) -> shapely.Geometry:
    return shapely.union_all(shapes.loc[sorted(one.lsoas)].to_numpy())


def _draw(founded: Founded, present: Present, shapes: gpd.GeoSeries, out: Path) -> dict[str, shapely.Geometry]:
    """Write a shapefile for each level that has areas; returns every outline by code."""
    names = {area.code: area.name for area in founded.areas.values()}
    drawn: dict[str, shapely.Geometry] = {}
    for level in founded.levels:
        own = {
            code: founded.ground[code]
            for code, area in founded.areas.items()
            if level["key"] in area.levels and code != ENGLAND
        }
        if own:
            codes = pd.Series({lsoa: code for code in own for lsoa in founded.ground[code].lsoas}).sort_index()
            layer = boundaries.dissolve(shapes.loc[codes.index], codes)
            boundaries.write_shapes(layer, names, out / f"{level['key']}.shp")
            drawn |= dict(layer.items())
    land.copy_layer("england", present.folders.boundaries, out)
    was = land.read_shapes(present.folders.boundaries, key_of(present.words["levels"], LevelRole.SYSTEM))
    system = next(code for code, one in founded.ground.items() if LevelRole.SYSTEM in one.roles)
    land.draw_around(present.folders.boundaries, out, next(iter(was.values())), drawn[system])
    return drawn


def _fill(
    wish: Wish, founded: Founded, present: Present, drawn: Mapping[str, shapely.Geometry], out: Path
) -> list[str]:
    """Write all tables and edition.toml."""
    boundaries.write_areas(list(founded.areas.values()), out / "areas.csv")
    keys = {str(old["key"]): str(new["key"]) for old, new in zip(present.words["levels"], founded.levels, strict=True)}
    indicators = read_csv(present.folders.data / "indicators.csv")
    tables = carried.read_values(present.folders.data / "values")
    before = pd.concat([rows.assign(file=name) for name, rows in tables.items()], ignore_index=True)
    links = indicators.loc[indicators["condition"] == DEPRIVATION, "link"]
    ranked = set(indicators.loc[indicators["link"].isin(list(links)), "id"])
    index = set() if is_same_census(founded, present) else ranked
    before = before[~before["indicator"].isin(index)]
    words = _words(wish, founded, present)
    regions = [region["code"] for region in words.get("regions", ())]
    now = _figures(founded, present, before, indicators, drawn, (keys, regions))
    kept = carried.claimed(indicators, now, founded.areas, keys)
    limits = list(kept["limits"])
    kept["limits"] = two_editions.limits_of_now(limits, founded, present)
    now = now[now["indicator"].isin(kept["id"])]
    _write_figures(now, kept, out)
    held = _kept(founded, now, kept, keys, drawn, two_editions.renounced(founded, present))
    for name in retold.TABLES:
        if (present.folders.data / f"{name}.csv").is_file():
            _write(retold.retold(name, read_csv(present.folders.data / f"{name}.csv"), held), out / f"{name}.csv")
    fitting = _fitting(words, now, kept, set(read_csv(out / "conditions.csv")["slug"]))
    (out / "edition.toml").write_text(edition_words.as_toml(fitting), encoding="utf-8")
    if (present.folders.data / FILE).is_file():
        shutil.copyfile(present.folders.data / FILE, out / FILE)
    names = {code: cells["name"] for code, cells in present.areas.items()}
    sources = dict(zip(indicators["id"], indicators["publisher"] + ", " + indicators["source"], strict=True))
    lines = carried.left_behind(before[before["area_code"].isin(list(names))], now, names, sources)
    if shortened := sum(text != said for text, said in zip(kept["limits"], limits, strict=True)):
        plural = "" if shortened == 1 else "s"
        lines.append(f"Left out: what the limits of {shortened} indicator{plural} say of areas that are no more.")
    return [*lines, *(f"Empty: {one}, whose ranks are of small areas of another census." for one in sorted(index))]


def _fitting(words: Words, now: pd.DataFrame, kept: pd.DataFrame, conditions: Collection[str]) -> Words:
    """The words with a first view, tiles and headlines of what there is, as far as readers are shown it."""
    fitting = edition_words.still_hidden(words, conditions, set(kept["id"]))
    hidden = {"conditions": [], "indicators": [], **fitting.get("hidden", {})}
    seen = kept[~(kept["condition"].isin(hidden["conditions"]) | kept["id"].isin(hidden["indicators"]))]
    return edition_words.fitting_start(fitting, _measures(now, seen), set(seen["family"]))


def _words(wish: Wish, founded: Founded, present: Present) -> Words:
    name = next(one.name for code, one in founded.areas.items() if code == wish.system)
    level = next(one for one in founded.levels if one["role"] == LevelRole.SYSTEM)
    said = {"title": f"{present.words['atlas']['title']}, {wish.vintage}"}
    if not founded.is_same_system:
        said = {
            "title": f"{name} Health Atlas",
            "system_title": f"{name} {str(level['in_full']).title()}",
            "system_short": "",
        }
    return edition_words.new_words(present.words, said, wish.system, founded.levels, list(founded.areas), wish.vintage)


def _figures(
    founded: Founded,
    present: Present,
    before: pd.DataFrame,
    indicators: pd.DataFrame,
    drawn: Mapping[str, shapely.Geometry],
    naming: tuple[Mapping[str, str], Sequence[str]],
) -> pd.DataFrame:
    keys, regions = naming
    rows = indicators.to_dict("records")
    claims = {str(row["id"]): {keys[level] for level in row["levels"].split() if level in keys} for row in rows}
    fate = fate_of(founded, present, drawn, regions)
    kinds = {str(row["id"]): (Kind(row["kind"]), float(row["per"]) if row["per"] else None) for row in rows}
    true = carried.still_true(before, fate)
    aside = true["area_code"].isin([ENGLAND, *regions])
    true = pd.concat([true[aside], carried.at_claimed_levels(true[~aside], founded.areas, claims)])
    moved = carried.of_merged(before, founded.areas, went_into(founded, present, drawn))
    known = pd.concat([true, moved], ignore_index=True).drop_duplicates(list(KEY))
    wanted = [code for code in founded.ground if code not in fate.stays]
    sums = carried.added_up(known, kinds, founded.ground, wanted)
    sums = carried.at_claimed_levels(sums, founded.areas, claims)
    file = dict(zip(before["indicator"], before["file"], strict=True))
    cut = {code: "part" for code in wanted if founded.areas[code].part_of_larger}
    sums = sums.assign(file=sums["indicator"].map(file), extent=[cut.get(code, "") for code in sums["area_code"]])
    return pd.concat([known, sums], ignore_index=True)


def _write_figures(now: pd.DataFrame, indicators: pd.DataFrame, out: Path) -> None:
    for name, rows in now.groupby("file"):
        write_table(rows, out / "values" / f"{name}.csv")
    _write(indicators, out / "indicators.csv")


def _write(rows: pd.DataFrame, path: Path) -> None:
    rows.to_csv(path, index=False, lineterminator="\n")


def _kept(
    founded: Founded,
    now: pd.DataFrame,
    indicators: pd.DataFrame,
    keys: Mapping[str, str],
    drawn: Mapping[str, shapely.Geometry],
    renounced: Collection[tuple[str, str]],
) -> retold.KeptParts:
    figures = {"@".join(key) for key in zip(now["indicator"], now["area_code"], now["period"], strict=True)}
    system = next(code for code, one in founded.ground.items() if LevelRole.SYSTEM in one.roles)
    conditions = set(indicators["condition"])
    return retold.KeptParts(
        set(founded.areas), figures, conditions, keys, drawn[system], founded.is_same_system, renounced
    )


def _measures(now: pd.DataFrame, indicators: pd.DataFrame) -> dict[tuple[str, str], int]:
    """How many areas have a figure of each measure."""
    counts = now[now["value"].notna()].groupby("indicator")["area_code"].nunique()
    mapped = indicators[indicators["kind"] != Kind.COUNT]
    pairs = zip(mapped["condition"], mapped["measure"], mapped["id"], strict=True)
    return {(condition, measure): int(counts[one]) for condition, measure, one in pairs}


def _empty(founded: Founded) -> Iterator[str]:
    """What the edition has no areas of."""
    for level in founded.levels:
        if not any(level["key"] in area.levels for area in founded.areas.values()):
            yield (
                f"Empty: no {level['plural']}, as no lookup here has any. "
                f"Add them to areas.csv, with a shapefile {level['key']}."
            )
