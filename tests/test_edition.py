"""edition.toml: what it must say, by key; and that no code says it instead."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
import synthetic
from shipped import EDITION

from dashboard.core.level import LevelRole
from dashboard.loading.edition import load_edition
from dashboard.loading.load import load

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "data" / "edition.toml").read_text(encoding="utf-8")


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "edition.toml"
    path.write_text(text, encoding="utf-8")
    found: list = []
    assert (load_edition(path, found) is None) == bool(found)
    return [str(fault).removeprefix(f"{folder.name}/edition.toml") for fault in found]


WRONG = {
    "not TOML": ("[atlas]", "[atlas", ": found ", "expected TOML"),
    "a key too few": ('file_prefix = "nenc"', "", ", key atlas.file_prefix: found nothing", "letters, digits"),
    "a key too many": (
        "[start]",
        '[start]\nregion = "x"',
        ", key start.region: found an unknown key",
        "data/README.md",
    ),
    "a table too many": ("[start]", "[extra]\n[start]", ", key extra: found an unknown key", "data/README.md"),
    "no table": ("[start]", "[[start]]", ", key start: found", "a table of keys"),
    "no list": ("[[insets]]", "[[other]]", ", key other: found an unknown key", "data/README.md"),
    "an unknown role": ('role = "place"', 'role = "trust"', ", key levels.4.role: found 'trust'", "one of: country"),
    "two of a role": ('role = "place"', 'role = "council"', ", key levels: found no level with the role place", "one"),
    "two of a key": ('key = "ccg"', 'key = "icp"', ", key levels: found 'icp' more than once", "one level for each"),
    "no rung": ("rung = 4", 'rung = "4"', ", key levels.6.rung: found '4'", "a whole number"),
    "no colour": ('"#7a1f87"', '"purple"', ", key levels.4.strokes.2.colour: found 'purple'", "a colour such as"),
    "no number": ("west = 405000", 'west = "far"', ", key insets.1.west: found 'far'", "a number"),
    "an empty text": ('short = "IMD"', 'short = " "', ", key deprivation.short: found ' '", "some text"),
}


@pytest.mark.parametrize(("old", "new", "found", "expected"), WRONG.values(), ids=WRONG)
def test_a_fault_is_told_by_its_key(tmp_path: Path, old: str, new: str, found: str, expected: str) -> None:
    assert old in SHIPPED
    lines = faults(tmp_path, SHIPPED.replace(old, new, 1))
    assert any(found in line and expected in line for line in lines), lines


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "")) > 20


def test_a_level_stays_what_it_is_in_another_process() -> None:
    again = pickle.loads(pickle.dumps(EDITION))
    assert again.levels == EDITION.levels
    assert [level.role for level in again.levels] == [level.role for level in EDITION.levels]
    assert again.level(LevelRole.SMALL).plural == "neighbourhoods"


def test_a_level_is_the_text_of_its_key() -> None:
    level = EDITION.level(LevelRole.PLACE)
    assert level == "ccg"
    assert f"{level}" == "ccg"
    assert {level: 1}["ccg"] == 1


def test_another_edition_has_other_levels(tmp_path: Path) -> None:
    atlas = load(*synthetic.edition(tmp_path))
    assert [len(atlas.level(level)) for level in atlas.edition.levels] == [1, 1, 3, 6, 12, 12, 36, 1]
    assert [str(level) for level in atlas.edition.map_levels] == ["board", "location", "unitary", "borough", "ward"]


#: Words of the shipped edition. The importers read the official files of it and must know them.
OURS = re.compile(r"CCG|ICP|NENC|nenc|E54000049|Tyneside|Teesside|North East and North Cumbria|IMD 20\d\d")
SOURCES = [
    path
    for folder in ("dashboard", "assets", "assets-src")
    for ending in ("py", "js", "html", "typ")
    for path in (ROOT / folder).rglob(f"*.{ending}")
    if "importers" not in path.parts and "10-vendor" not in path.parts
]


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_no_code_has_a_word_of_the_shipped_edition(path: Path) -> None:
    assert OURS.findall(path.read_text(encoding="utf-8")) == []
