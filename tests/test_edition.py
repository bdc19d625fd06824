"""edition.toml: what it must say, by key; and that no code says it instead."""

from __future__ import annotations

import ast
import csv
import pickle
import re
from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
import synthetic
from shipped import EDITION

from dashboard.core.labels import called
from dashboard.core.level import LevelRole
from dashboard.loading.edition import load_edition
from dashboard.loading.load import DataError, load
from dashboard.maps.legend_entries import legend
from dashboard.views.resolve import resolve
from dashboard.views.staging import scene
from dashboard.wording.sentences import caveats, edition_words

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / "data" / "edition.toml").read_text(encoding="utf-8")


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "edition.toml"
    path.write_text(text, encoding="utf-8")
    found: list = []
    assert (load_edition(path, found) is None) == bool(found)
    return [str(fault).removeprefix(f"{folder.name}/edition.toml") for fault in found]


CITY = synthetic.COUNCILS[0]
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
    "one cut twice": (
        'tree = "local government"',
        'tree = "nhs"',
        ", key levels: found two levels with the rung",
        "trees",
    ),
    "no word for an extent": ('part = "part in the ICS"', "", ", key extents.part: found nothing", "some text"),
    "an unknown extent": (
        "[extents]",
        '[extents]\nisland = "x"',
        ", key extents.island: found an unknown key",
        "README",
    ),
    "no publisher at all": ("[start]", "", ", key atlas.condition: found an unknown key", "data/README.md"),
    "a publisher of two lines": ("[start]", "publisher = 5\n[start]", ", key atlas.publisher: found '5'", "some text"),
    "an empty text": ('short = "IMD"', 'short = " "', ", key deprivation.short: found ' '", "some text"),
}


@pytest.mark.parametrize(("old", "new", "found", "expected"), WRONG.values(), ids=WRONG)
def test_a_fault_is_told_by_its_key(tmp_path: Path, old: str, new: str, found: str, expected: str) -> None:
    assert old in SHIPPED
    lines = faults(tmp_path, SHIPPED.replace(old, new, 1))
    assert any(found in line and expected in line for line in lines), lines


def test_an_address_without_a_level_is_shown_by_the_first_of_the_edition_where_a_measure_has_it(
    tmp_path: Path,
) -> None:
    data, shapes = synthetic.edition(tmp_path)
    path = data / "edition.toml"
    text = path.read_text(encoding="utf-8")
    shown = {}
    for by in ("", "ward", "country", "parish"):
        path.write_text(text.replace("[start]", f'[start]\nby = "{by}"'), encoding="utf-8")
        try:
            atlas = load(data, shapes)
        except DataError as refused:
            shown[by] = str(refused.faults[0])
        else:
            shown[by] = [resolve(atlas, q).view.by for q in ("", "by=board", "condition=hearts", f"area={CITY}")]
    assert shown[""] == ["location", "board", "location", "unitary"]
    assert shown["ward"] == ["ward", "board", "location", "unitary"]
    for by in ("country", "parish"):
        assert f"key start.by: found '{by}', expected the key of a level that a map can be shown by" in shown[by]


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


def test_what_is_said_of_a_figure_of_the_whole_comes_from_the_edition(tmp_path: Path) -> None:
    data, shapes = synthetic.edition(tmp_path)
    council = synthetic.COUNCILS[0]
    areas = (data / "areas.csv").read_text(encoding="utf-8")
    plain = f"{council},Council 1,Council 1,"
    assert areas.count(f"{plain},") == 1
    (data / "areas.csv").write_text(areas.replace(f"{plain},", f"{plain}county,"), encoding="utf-8")
    _set_extent(data / "values" / "figures.csv", council, "county")
    atlas = load(data, shapes)
    value = atlas.value(atlas.indicators["avoidable"], "2022", council)
    assert caveats(value) == "all of the council"
    assert called(atlas.areas[council], value) == "Council 1 (all\u00a0of\u00a0the\u00a0council)"
    assert called(atlas.areas[council]) == "Council 1 (part)"


def _set_extent(path: Path, area: str, extent: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    place = head.index("extent")
    for row in rows:
        if row[:2] == ["avoidable", area]:
            row[place] = extent
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def test_a_further_layer_is_its_table_its_area_and_its_shapefile(tmp_path: Path) -> None:
    data, shapes = synthetic.edition(tmp_path)
    force = (
        'key = "force"\nrole = "overlay"\nrung = 2\ntree = "police"\nshort = "police force"\nin_full = "police force"\n'
        'singular = "police force"\nplural = "police forces"\nstrokes = [{ colour = "#5694ca", width = 3 }]\n'
    )
    with (data / "edition.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[levels]]\n{force}")
    with (data / "areas.csv").open("a", encoding="utf-8") as file:
        file.write(f"F00000001,First Force,First Force,,force,{synthetic.SYSTEM},,,\n")
    for part in shapes.glob("alliance.*"):
        (shapes / f"force{part.suffix}").write_bytes(part.read_bytes())
    layer = geopandas.read_file(shapes / "force.shp").assign(code="F00000001", name="First Force")
    layer.to_file(shapes / "force.shp", engine="pyogrio", encoding="utf-8")
    atlas = load(data, shapes)
    drawn = scene(atlas, resolve(atlas, "layers=force").view)
    assert [(str(level), [area.name for area in areas]) for level, areas in drawn.borders] == [
        ("force", ["First Force"])
    ]
    assert "police force" in [entry for _, entry in legend(drawn, ()).layers]
    assert atlas.tier(LevelRole.OVERLAY) == "alliance"


def test_two_ways_to_cut_the_land_are_levels_of_one_rung_in_two_trees() -> None:
    place, council, district = map(EDITION.level, (LevelRole.PLACE, LevelRole.COUNCIL, LevelRole.DISTRICT))
    assert place.crosses(council)
    assert not council.crosses(council)
    assert not council.crosses(district)


def test_the_page_about_the_data_names_who_publishes_the_atlas_where_they_want_to_be_named(tmp_path: Path) -> None:
    named = load(*synthetic.edition(tmp_path)).edition
    assert edition_words(named) == (
        "The figures of this edition last changed in May 2025. Published by Southland Council of Boards. "
        "Contact: atlas@southland.example."
    )
    nameless = replace(named, publisher="", contact="")
    assert edition_words(nameless) == "The figures of this edition last changed in May 2025."


#: Words of the shipped edition. The importers read the official files of it and must know them.
OURS = re.compile(
    r"CCG|ICP|NENC|nenc|E54000049|Tyneside|Teesside|North East and North Cumbria|IMD 20\d\d|part in the ICS"
    r"|20\d\d slides|slides of 20\d\d|(?:April|November|database right) 20\d\d"
)
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


#: Rooms that say nothing of a year: the others read years, or show a form of them as an example.
TIMELESS = ("core", "stats", "views", "wording", "charts", "maps", "export", "web")
MODULES = [path for path in SOURCES if path.suffix == ".py" and path.parts[len(ROOT.parts) + 1] in TIMELESS]
TEMPLATES = [path for path in SOURCES if path.suffix in (".html", ".typ")]
YEAR = re.compile(r"(?<!/)\b20\d\d\b")
#: Modules that show what a period looks like to those who read the files by programs.
FORMS = {"export/command.py", "export/dictionary.py", "web/page/open_data.py"}
#: Sentences that name a year on purpose, and why.
DATED = {
    "The number of people under 75 is estimated from before the 2021 Census.": "rule 18: the method rests on it",
    "contact the Equality Advisory and Support Service (EASS).": "the name of a law has its year",
}


def _sentences(source: str) -> list[str]:
    """All texts of a module but its docstrings."""
    tree = ast.parse(source)
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, kinds) and _is_told(node.body)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in docstrings]


def _is_told(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_no_sentence_of_the_code_names_a_year(path: Path) -> None:
    dated = [text for text in _sentences(path.read_text(encoding="utf-8")) if YEAR.search(text)]
    assert path.as_posix().endswith(tuple(FORMS)) or [text for text in dated if not text.endswith(tuple(DATED))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_no_template_names_a_year(path: Path) -> None:
    assert YEAR.findall(path.read_text(encoding="utf-8")) == []


def test_the_check_would_see_a_year_in_a_sentence_and_passes_over_a_docstring() -> None:
    assert _sentences('"""Of 2018."""\ndef say():\n    """Of 2019."""\n    return f"As of {1} in 2020."\n') == [
        "As of ",
        " in 2020.",
    ]
