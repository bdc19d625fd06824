"""edition.toml -> the edition, with every fault of it by its key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.core.edition import (
    AreasSaid,
    Credits,
    Documents,
    Edition,
    Enlarged,
    Hidden,
    OtherEdition,
    Palette,
    Region,
    Term,
    Tile,
)
from dashboard.core.level import OPTIONAL_ROLES, Level, LevelRole, Stroke
from dashboard.core.value import Extent
from dashboard.loading.csv_table import UNREADABLE, label
from dashboard.loading.palette import palette_faults
from dashboard.loading.validation import Expectation, Fault, shown

_TOML = Expectation("TOML in UTF-8", "correct the line")
_TEXT = Expectation("some text in one line", "fill it in")
_SLUG = Expectation("letters, digits and single hyphens", "take out other characters")
_WHOLE = Expectation("a whole number from 0 up", "correct it")
_NUMBER = Expectation("a number", "correct it")
_COLOUR = Expectation("a colour such as #0b3f86", "correct it")
_KNOWN = Expectation("a key of data/README.md", "correct it, or take it out")
_TABLE = Expectation("a table of keys", "put its name in square brackets, as data/README.md does")
_LIST = Expectation("a list of tables", "put its name in double square brackets, as data/README.md does")
_CODES = Expectation("a list of codes of areas.csv", "correct it")
_RAMP = Expectation("five colours in a list, light to dark, such as #e3edf7", "correct it")
_WORDS = Expectation("a list of words in quotes", "correct it")
_ROLE = Expectation(f"one of: {', '.join(LevelRole)}", "correct the word")
_ONE_EACH = Expectation("one level for each role and key", "add, correct or delete a level")

_ONE_CUT = Expectation("levels of one rung in different trees", "correct a rung, or say whose way to cut each is")

_LINK = Expectation("an address that begins with https://, http:// or /", "correct it")

#: No other scheme: a link of the page leads to a page.
_LINKS = re.compile(r"(https?:/)?/[\x21\x23-\x25\x28-\x3b\x3d\x3f-\x7e]*")
_SLUGS = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_COLOURS = re.compile(r"#[0-9a-fA-F]{6}")
_SHADES_OF_A_RAMP = 5

_Check = tuple[Callable[[Any], object], Expectation]
_Shape = Mapping[str, _Check]


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and cell.isprintable()


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_ramp(cell: object) -> bool:
    return isinstance(cell, list) and len(cell) == _SHADES_OF_A_RAMP and all(map(_HEX[0], cell))


_NEEDED_TEXT: _Check = (_is_text, _TEXT)
_OPTIONAL_TEXT: _Check = (lambda cell: cell == "" or _is_text(cell), _TEXT)
_WORD: _Check = (lambda cell: isinstance(cell, str) and _SLUGS.fullmatch(cell), _SLUG)
_ANY_NUMBER: _Check = (_is_number, _NUMBER)
_SEVERAL: _Check = (lambda cell: isinstance(cell, list) and cell and all(map(_is_text, cell)), _CODES)
_ANY_WORDS: _Check = (lambda cell: isinstance(cell, list | tuple) and all(map(_is_text, cell)), _WORDS)
_COUNTING: _Check = (lambda cell: type(cell) is int and cell >= 0, _WHOLE)
_HEX: _Check = (lambda cell: isinstance(cell, str) and _COLOURS.fullmatch(cell), _COLOUR)
_OPTIONAL_HEX: _Check = (lambda cell: cell == "" or _HEX[0](cell), _COLOUR)
_SHADES: _Check = (lambda cell: cell == () or _is_ramp(cell), _RAMP)
_KNOWN_ROLE: _Check = (lambda cell: cell in list(LevelRole), _ROLE)
_ADDRESS: _Check = (lambda cell: isinstance(cell, str) and _LINKS.fullmatch(cell), _LINK)
_CHECKED_APART: _Check = (lambda _: True, _KNOWN)

_TABLES: Mapping[str, _Shape] = {
    "atlas": {
        **dict.fromkeys(("title", "system_title", "updated"), _NEEDED_TEXT),
        **dict.fromkeys(("file_prefix", "system"), _WORD),
        **dict.fromkeys(("publisher", "contact", "system_short"), _OPTIONAL_TEXT),
    },
    "start": {"condition": _WORD, "measure": _WORD, "by": _OPTIONAL_TEXT, "search_hint": _NEEDED_TEXT},
    "boundaries": {"credit": _NEEDED_TEXT, "vintage": _NEEDED_TEXT},
    "about": dict.fromkeys(("areas", "small_areas", "whole_areas", "intervals", "layers", "postcodes"), _NEEDED_TEXT),
    "credits": dict.fromkeys(("hospitals", "stroke_units", "postcodes"), _NEEDED_TEXT),
    "extents": dict.fromkeys((extent for extent in Extent if extent), _NEEDED_TEXT),
    "deprivation": {"name": _NEEDED_TEXT, "short": _NEEDED_TEXT, "year": _NEEDED_TEXT},
    "colours": {"accent": _OPTIONAL_HEX, "ramp": _SHADES},
    "hidden": dict.fromkeys(("conditions", "indicators"), _ANY_WORDS),
    "documents": dict.fromkeys(("authorities", "members", "population", "claims", "no_authority"), _NEEDED_TEXT),
}
_LEVEL: _Shape = {
    **{"key": _WORD, "role": _KNOWN_ROLE, "rung": _COUNTING, "strokes": _CHECKED_APART},
    **dict.fromkeys(("tree", "found_as", "plural_short", "meaning"), _OPTIONAL_TEXT),
    **dict.fromkeys(("short", "in_full", "singular", "plural"), _NEEDED_TEXT),
}
_STROKE: _Shape = {"colour": _HEX, "width": _ANY_NUMBER}
_LISTS: Mapping[str, _Shape] = {
    "levels": _LEVEL,
    "publishers": {"name": _NEEDED_TEXT, "short": _NEEDED_TEXT},
    "terms": {"term": _NEEDED_TEXT, "meaning": _NEEDED_TEXT, "in_full": _OPTIONAL_TEXT},
    "tiles": {"condition": _WORD, "measure": _WORD, "title": _NEEDED_TEXT},
    "headlines": {"family": _WORD},
    "regions": {"code": _WORD, "name": _NEEDED_TEXT, "level": _WORD, "areas": _SEVERAL},
    "others": {"title": _NEEDED_TEXT, "address": _ADDRESS},
    "insets": {"name": _NEEDED_TEXT, **dict.fromkeys(("west", "south", "east", "north"), _ANY_NUMBER)},
}
#: What an entry need not say.
_USUAL: Mapping[str, Any] = {
    **dict.fromkeys(("strokes", "conditions", "indicators", "ramp"), ()),
    **dict.fromkeys(("found_as", "plural_short", "meaning", "in_full", "tree", "by"), ""),
    **dict.fromkeys(("publisher", "contact", "system_short", "accent"), ""),
}
_OPTIONAL = frozenset({"headlines", "insets", "others", "publishers", "regions", "terms", "tiles"})


def load_edition(path: Path, faults: list[Fault]) -> Edition | None:
    """The edition of a file, or None with its faults."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        faults.append(Fault(label(path), None, "", error.strerror or "an error", UNREADABLE))
        return None
    except ValueError as error:
        faults.append(Fault(label(path), None, "", str(error), _TOML))
        return None
    if found := list(_faults(label(path), read)):
        faults += found
        return None
    edition = _edition(read)
    faults += palette_faults(label(path), edition.palette, edition.levels)
    return edition


def _faults(file: str, read: Mapping[str, Any]) -> Iterator[Fault]:
    for name in read.keys() - _TABLES.keys() - _LISTS.keys():
        yield Fault(file, None, name, "an unknown key", _KNOWN)
    for name, shape in _TABLES.items():
        yield from _table_faults(file, name, read.get(name, {}), shape)
    for name, shape in _LISTS.items():
        yield from _list_faults(file, name, read.get(name, [] if name in _OPTIONAL else None), shape)
    yield from _level_faults(file, read.get("levels"))


def _table_faults(file: str, name: str, table: object, shape: _Shape) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault(file, None, name, shown(str(table)), _TABLE)
        return
    for key in table.keys() - shape.keys():
        yield Fault(file, None, f"{name}.{key}", "an unknown key", _KNOWN)
    for key, (holds, rule) in shape.items():
        cell = table.get(key, _USUAL.get(key))
        if not holds(cell):
            yield Fault(file, None, f"{name}.{key}", "nothing" if cell is None else shown(str(cell)), rule)


def _list_faults(file: str, name: str, entries: object, shape: _Shape) -> Iterator[Fault]:
    if not isinstance(entries, list | tuple):
        yield Fault(file, None, name, "nothing" if entries is None else shown(str(entries)), _LIST)
        return
    for number, entry in enumerate(entries, 1):
        yield from _table_faults(file, f"{name}.{number}", entry, shape)
        if name == "levels" and isinstance(entry, dict):
            yield from _list_faults(file, f"{name}.{number}.strokes", entry.get("strokes", ()), _STROKE)


def _level_faults(file: str, levels: object) -> Iterator[Fault]:
    """Every role that is needed has one level, but for layers, of which there may be more; no two have one key."""
    entries = [entry for entry in levels if isinstance(entry, dict)] if isinstance(levels, list) else []
    roles, keys = [[str(entry.get(name)) for entry in entries] for name in ("role", "key")]
    for missing in (role for role in LevelRole if role not in roles and role not in OPTIONAL_ROLES):
        yield Fault(file, None, "levels", f"no level with the role {missing}", _ONE_EACH)
    cuts = [f"{entry.get('rung')}, {entry.get('tree', '')}" for entry in entries]
    for twice in sorted({cut for cut in cuts if cuts.count(cut) > 1}):
        yield Fault(file, None, "levels", f"two levels with the rung and tree {shown(twice)}", _ONE_CUT)
    for words in ([role for role in roles if role != LevelRole.OVERLAY], keys):
        for twice in sorted({word for word in words if words.count(word) > 1}):
            yield Fault(file, None, "levels", f"{shown(twice)} more than once", _ONE_EACH)


def _edition(read: Mapping[str, Any]) -> Edition:
    boundaries, index = read["boundaries"], read["deprivation"]
    return Edition(
        **read["atlas"],
        **read["start"],
        boundary_credit=boundaries["credit"],
        boundary_vintage=boundaries["vintage"],
        about=AreasSaid(**read["about"]),
        credits=Credits(**read["credits"]),
        extents={Extent(key): words for key, words in read["extents"].items()},
        deprivation=(index["name"], index["short"], index["year"]),
        documents=Documents(**read["documents"]),
        levels=tuple(map(_level, read["levels"])),
        publishers={entry["name"]: entry["short"] for entry in read.get("publishers", ())},
        insets=tuple(Enlarged(**inset) for inset in read.get("insets", ())),
        tiles=tuple(Tile(**tile) for tile in read.get("tiles", ())),
        headlines=tuple(entry["family"] for entry in read.get("headlines", ())),
        terms=tuple(Term(**term) for term in read.get("terms", ())),
        regions=tuple(map(_region, read.get("regions", ()))),
        others=tuple(OtherEdition(**entry) for entry in read.get("others", ())),
        palette=_palette(read.get("colours", {})),
        hidden=Hidden(**{kind: tuple(words) for kind, words in read.get("hidden", {}).items()}),
    )


def _palette(entry: Mapping[str, Any]) -> Palette:
    return Palette(entry.get("accent", "").lower(), tuple(shade.lower() for shade in entry.get("ramp", ())))


def _region(entry: Mapping[str, Any]) -> Region:
    """A region, which has a level of its own that is never shown: it has neither a shapefile nor a map."""
    word = entry["level"]
    level = Level(word, LevelRole.OVERLAY, 1, word, word, word, word)
    return Region(entry["code"], entry["name"], level, frozenset(entry["areas"]))


def _level(entry: Mapping[str, Any]) -> Level:
    strokes: Sequence[Mapping[str, Any]] = entry.get("strokes", ())
    parsed = {"role": LevelRole(entry["role"]), "strokes": tuple(Stroke(**stroke) for stroke in strokes)}
    return Level(**{**entry, **parsed})
