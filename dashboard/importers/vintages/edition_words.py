"""edition.toml of a new edition: the words of the present one where they still fit, and those of new kinds of area."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dashboard.core.labels import capitalised
from dashboard.core.level import LevelRole
from dashboard.importers.vintages.footprint import Words

#: What areas of a kind are called, where the present edition has another kind in their place.
KIND_WORDS: Mapping[str, Mapping[str, str]] = {
    "icb": {
        "key": "icb",
        "short": "ICB",
        "in_full": "integrated care board",
        "singular": "ICB",
        "plural": "ICBs",
        "meaning": "The NHS body that plans and pays for most health services of one large part of England since 2022.",
        "found_as": "the whole system",
    },
    "stp": {
        "key": "stp",
        "short": "STP",
        "in_full": "sustainability and transformation partnership",
        "singular": "STP",
        "plural": "STPs",
        "meaning": "NHS bodies and councils that planned health and care together for one large part of England.",
        "found_as": "the whole system",
    },
    "sicbl": {
        "key": "sub-icb",
        "short": "sub-ICB location",
        "in_full": "sub-ICB location",
        "singular": "sub-ICB location",
        "plural": "sub-ICB locations",
        "meaning": "A part of an integrated care board with figures of its own. Most were clinical commissioning groups"
        " before July 2022.",
        "found_as": "sub-ICB location",
    },
    "ccg": {
        "key": "ccg",
        "short": "CCG",
        "in_full": "clinical commissioning group",
        "singular": "CCG",
        "plural": "CCGs",
        "meaning": "The NHS body that planned and paid for most health services of a place until 2022.",
        "found_as": "CCG",
    },
}


def levels(present: Sequence[Words], kinds: Mapping[str, str], is_same_system: bool) -> list[Words]:
    """The levels of the new edition: those of the present one, with the words of the kinds of area.

    kinds: role -> kind. The same system keeps the words that it has.
    """
    return [
        level if is_same_system else {**level, **KIND_WORDS.get(kinds.get(level["role"], ""), {})} for level in present
    ]


def new_words(
    present: Words, said: Words, system: str, levels_now: Sequence[Words], kept: Collection[str], vintage: int
) -> Words:
    """All of edition.toml. said: title and system_title where the system is another one. kept: codes of areas."""
    atlas = {**present["atlas"], "system": system, **said}
    regions = [region for region in present.get("regions", ()) if set(region["areas"]) <= set(kept)]
    about = {**present["about"], "areas": f"Areas are those of {vintage}."}
    about["small_areas"] = _smallest(levels_now, vintage)
    land = {
        **present["boundaries"],
        "vintage": f"Boundaries: {vintage}, built from the smallest areas of the census (LSOAs).",
    }
    documents = {**present["documents"], "members": f"Lookups from small areas to larger ones, {vintage}"}
    words = {**present, "atlas": atlas, "about": about, "boundaries": land, "levels": list(levels_now)}
    if present["atlas"]["system"] != system:
        words |= _of_another_system(words, levels_now)
    words["about"] = {**words["about"], "whole_areas": _whole_areas(words["extents"]["county"], levels_now)}
    return {**words, "documents": documents, "regions": regions}


def _whole_areas(whole: str, levels_now: Sequence[Words]) -> str:
    system = next(level for level in levels_now if level["role"] == LevelRole.SYSTEM)
    return f"“{capitalised(whole)}” marks a figure of an area of which only a part lies in the {system['short']}."


def _of_another_system(words: Words, levels_now: Sequence[Words]) -> Words:
    """What the present edition says of its own system, said of another one in plain words."""
    short, council, place = (
        next(level for level in levels_now if level["role"] == role)
        for role in (LevelRole.SYSTEM, LevelRole.COUNCIL, LevelRole.PLACE)
    )
    where = f"in the {short['short']}"
    about = {
        "layers": f"Layers over a map: {council['plural']}, {place['plural']}, hospitals and stroke units.",
        "intervals": "Approximate intervals are worked out from the rate and the population under 75.",
    }
    extents = {"county": f"whole {council['singular']}", "part": f"part {where}"}
    return {"about": {**words["about"], **about}, "extents": {**words["extents"], **extents}}


def _smallest(levels_now: Sequence[Words], vintage: int) -> str:
    small = next(level for level in levels_now if level["role"] == LevelRole.SMALL)
    return f"{capitalised(str(small['plural']))} are the middle-layer super output areas (MSOAs) in use in {vintage}."


def fitting_start(words: Words, measures: Mapping[tuple[str, str], int], families: Collection[str]) -> Words:
    """The words with a first view, tiles and headlines of what there is.

    measures: (condition, measure) -> how many areas of the newest map have a figure.
    """
    start = dict(words["start"])
    if (start["condition"], start["measure"]) not in measures:
        start["condition"], start["measure"] = max(measures, key=lambda pair: measures[pair])
    if start.get("by") not in [level["key"] for level in words["levels"]]:
        start.pop("by", None)
    tiles = [tile for tile in words.get("tiles", ()) if (tile["condition"], tile["measure"]) in measures]
    headlines = [one for one in words.get("headlines", ()) if one["family"] in families]
    return {**words, "start": start, "tiles": tiles, "headlines": headlines}


def still_hidden(words: Words, conditions: Collection[str], indicators: Collection[str]) -> Words:
    """The words, hiding no more than there is: of what is not known a check would complain."""
    known = {"conditions": conditions, "indicators": indicators}
    hidden = {kind: [id for id in ids if id in known[kind]] for kind, ids in words.get("hidden", {}).items()}
    return {**words, "hidden": hidden} if any(hidden.values()) else {k: w for k, w in words.items() if k != "hidden"}


def as_toml(words: Words) -> str:
    """Tables first, then lists of tables, as TOML."""
    tables = {name: table for name, table in words.items() if isinstance(table, Mapping)}
    lists = {name: entries for name, entries in words.items() if isinstance(entries, list)}
    parts = [f"[{name}]\n{_keys(table)}" for name, table in tables.items()]
    parts += [f"[[{name}]]\n{_keys(entry)}" for name, entries in lists.items() for entry in entries]
    return "\n".join(parts)


def _keys(table: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_cell(cell)}\n" for key, cell in table.items())


def _cell(cell: object) -> str:
    if isinstance(cell, Mapping):
        return f"{{ {', '.join(f'{key} = {_cell(value)}' for key, value in cell.items())} }}"
    if isinstance(cell, Iterable) and not isinstance(cell, str):
        return f"[{', '.join(map(_cell, cell))}]"
    return json.dumps(cell, ensure_ascii=False)
