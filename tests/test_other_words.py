"""No sentence decides: with other words in every text of the tables the atlas comes to the same decisions."""

from __future__ import annotations

import ast
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
