"""No sentence decides: with other words in every text of the tables the atlas comes to the same decisions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shipped import ICS, MAP_LEVELS, Level

from dashboard.charts.causes import causes
from dashboard.charts.model import Chart
from dashboard.charts.ranking import ranking
from dashboard.charts.scatter import scatter
from dashboard.charts.trend import trend
from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.value import Value
from dashboard.core.view import Overlay, View
from dashboard.maps.hatching import hatched
from dashboard.maps.symbology import fill_class
from dashboard.views.area_profile import profile_entries
from dashboard.views.scene import Scene
from dashboard.views.staging import scene
from dashboard.wording.captions import publish_warnings
from dashboard.wording.excess_events import FEW_LINES, caution, matches
from dashboard.wording.key_findings import standouts
from dashboard.wording.sentences import NOTES

PACKAGE = Path(__file__).parents[1] / "dashboard"
TEXTS = (
    *("measure_name", "title", "title_short", "noun", "unit", "unit_short", "event", "definition"),
    *("publisher", "source", "licence", "credit", "limits"),
)


class Lorem:
    """Other words for every text: the same for the same, others for others, and none for none."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {"": ""}

    def __call__(self, text: str) -> str:
        return self._known.setdefault(text, f"lorem ipsum {len(self._known)}")

    def value(self, value: Value) -> Value:
        return replace(value, note=NOTES.join(map(self, value.note.split(NOTES))))

    def indicator(self, indicator: Indicator) -> Indicator:
        texts: dict[str, Any] = {name: self(getattr(indicator, name)) for name in TEXTS}
        return replace(indicator, **texts)


@pytest.fixture(scope="module")
def reworded(atlas: Atlas) -> Atlas:
    """The shipped atlas in other words."""
    lorem = Lorem()
    return replace(
        atlas,
        indicators={id: lorem.indicator(indicator) for id, indicator in atlas.indicators.items()},
        values={
            id: {period: {code: lorem.value(v) for code, v in row.items()} for period, row in periods.items()}
            for id, periods in atlas.values.items()
        },
    )


def _marks(chart: Chart | None) -> Any:
    """What a chart shows, without its words: marks, their looks and places, and how much is said under it."""
    if chart is None:
        return None
    looks = [(s.colour, s.symbol, [(p.code, p.x, p.y, p.low, p.high) for p in s.points]) for s in chart.series]
    return looks, len(chart.notes), len(chart.rules), len(chart.zones), len(chart.table.columns)


def _of_map(atlas: Atlas, what: Scene) -> Any:
    indicator = what.indicator
    assert indicator is not None
    return (
        *([row.area.code for row in what.rows], [what.comparison(row.value) for row in what.rows]),
        *(what.edges, [fill_class(what, row, what.edges) for row in what.rows], hatched(what)),
        publish_warnings(what, 2026),
        *(_marks(chart(atlas, what, indicator)) for chart in (ranking, trend, scatter)),
    )


def test_other_words_change_nothing_on_any_map(atlas: Atlas, reworded: Atlas, latest_views: tuple[View, ...]) -> None:
    for view in latest_views:
        seen = replace(view, overlay=Overlay.DEPRIVATION)
        assert _of_map(reworded, scene(reworded, seen)) == _of_map(atlas, scene(atlas, seen)), view


def _of_places(atlas: Atlas) -> Iterator[Any]:
    above = {area.code: area for level in MAP_LEVELS[:-1] for area in atlas.level(level)}
    for place in (*above.values(), *atlas.level(Level.NEIGHBOURHOOD)[::9]):
        entries = profile_entries(atlas, place)
        found = matches(atlas, entries, None)
        yield place.code, [(one.rule, one.entry.indicator.id if one.entry else "") for one in standouts(entries)]
        yield [(match.entry.indicator.id, match.difference, match.roughly) for match in found]
        yield FEW_LINES in caution(found)


def test_other_words_change_neither_what_stands_out_in_a_place_nor_its_excess(atlas: Atlas, reworded: Atlas) -> None:
    for said, expected in zip(_of_places(reworded), _of_places(atlas), strict=True):
        assert said == expected


def test_other_words_change_no_stack_of_causes(atlas: Atlas, reworded: Atlas) -> None:
    view = View(ICS, Level.CCG, "all-causes", "yll", "2014", show="causes")
    stacks = [[_marks(chart) for chart in causes(one, scene(one, view))] for one in (reworded, atlas)]
    assert stacks[0] == stacks[1] != []


#: Methods that look into a text.
LOOKS_INTO = frozenset(
    {"startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix", "split", "find", "index"}
)
#: Where a text is looked into all the same, and what for.
ALLOWED = {
    ("wording/captions.py", "credit"): "the word “Source” is printed once; nothing depends on it",
    ("wording/sentences.py", "note"): "several notes of one figure stand in one cell, as data/README.md says",
}
PROSE = frozenset((*TEXTS, "note"))


def _of_prose(node: ast.AST) -> str:
    """The column whose text an expression is, perhaps in lower case; "" for anything else."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("lower", "strip"):
        node = node.func.value
    return node.attr if isinstance(node, ast.Attribute) and node.attr in PROSE else ""


def _read(tree: ast.AST) -> Iterator[str]:
    """The columns of text that a module looks into."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS_INTO:
            yield _of_prose(node.func.value)
        if isinstance(node, ast.Compare) and any(isinstance(how, ast.In | ast.NotIn) for how in node.ops):
            yield from map(_of_prose, node.comparators)


def test_no_module_looks_into_a_text() -> None:
    files = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {
        (name, column)
        for name, path in files.items()
        for column in _read(ast.parse(path.read_text(encoding="utf-8")))
        if column
    }
    assert found == ALLOWED.keys()


#: Methods and patterns that look into a text, also to change it.
READS = LOOKS_INTO | {"replace", "count", "rsplit", "sub", "match", "fullmatch", "search", "findall"}
#: Words of sentences that are looked for all the same, and what for. What importers read is the form of a publication.
TRIMMED = {
    ("wording/captions.py", "Source: "): "the word is printed once; nothing depends on it",
    ("export/writers/slides.py", "Boundaries: "): "the word is the heading above it already",
    ("export/writers/snapshot_entry.py", ": "): "the name stands in a cell of its own before it",
    ("core/periods.py", " to "): "puts a period in words",
    ("export/cells.py", " to "): "reads a period as the atlas itself writes it, so that Excel makes no date of it",
    ("export/picture/text_metrics.py", " ("): "what is too long is cut before its bracket",
}
#: The forms of the files that are written, which are no sentences.
MARKUP = ("export/writers/drawingml.py", "export/writers/presentation.py")


def _words_looked_for(tree: ast.AST) -> Iterator[str]:
    """The texts with a gap between words, or a comma or colon before one, that a module looks for in another text."""
    for node in ast.walk(tree):
        sought: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS:
            sought = node.args
        if isinstance(node, ast.Compare) and any(isinstance(how, ast.In | ast.NotIn) for how in node.ops):
            sought = [node.left]
        parts = (part for one in sought for part in ast.walk(one) if isinstance(part, ast.Constant))
        yield from (part.value for part in parts if isinstance(part.value, str) and IN_SENTENCES.search(part.value))


IN_SENTENCES = re.compile(r"[A-Za-z,;:.(] |\s[A-Za-z(–-]")


def test_no_module_looks_for_words_of_a_sentence() -> None:
    files = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {
        (name, words)
        for name, path in files.items()
        if not name.startswith("importers/") and name not in MARKUP
        for words in _words_looked_for(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == TRIMMED.keys()


@pytest.mark.parametrize(
    "line", ['said.partition(", ")', '"few events" in note', 'title.split(" from ")', 're.search("whole (.+)", note)']
)
def test_the_guard_would_see_prose_that_decides(line: str) -> None:
    assert list(_words_looked_for(ast.parse(line)))


#: A template or script that compares a heading or a level with words, as in: level != "ics".
COMPARES = re.compile(r"""(?:level|by|heading|title|name|note|words|unit)\s*[!=]==?\s*["'][^"'{]+["']""")


def test_no_template_compares_a_level_or_a_heading_with_words() -> None:
    templates = [path for path in PACKAGE.rglob("*.html") if COMPARES.search(path.read_text(encoding="utf-8"))]
    assert templates == []
    assert COMPARES.search('{% if area.level != "ics" %}')
    assert not COMPARES.search('{% if area.level.role != "system" %}')
