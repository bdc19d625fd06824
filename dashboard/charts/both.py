"""Two maps side by side: the figures of both in one table, and what can be said of them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import text
from dashboard.atlas import Row
from dashboard.charts.model import Cell, ChartTable, Column
from dashboard.model import Value
from dashboard.scene import Scene
from dashboard.statistics import Change, change

CHANGES = {
    Change.ROSE: "rose",
    Change.FELL: "fell",
    Change.NO_CLEAR_CHANGE: "no clear change",
    Change.NOT_SAID: "not compared",
}


@dataclass(frozen=True, slots=True)
class Both:
    """The words and figures of a comparison of two scenes."""

    title: str
    notes: tuple[str, ...]
    table: ChartTable


def both(first: Scene, second: Scene) -> Both:
    """What stands under the second map."""
    return Both(_title(first, second), _notes(first, second), _table(first, second))


def _title(first: Scene, second: Scene) -> str:
    if first.view.period != second.view.period and first.indicator == second.indicator:
        return f"{text.period_words(first.view.period)} and {text.period_words(second.view.period)}"
    if first.area != second.area:
        return f"{text.called(first.area)} and {text.called(second.area)}"
    return f"{_what(first)} and {_what(second)}"


def _what(scene: Scene) -> str:
    return scene.indicator.title if scene.indicator else scene.condition.name


def _notes(first: Scene, second: Scene) -> tuple[str, ...]:
    notes = []
    if first.edges and first.edges == second.edges:
        notes.append("Both maps have the same classes: a colour means the same figure on both.")
    elif first.indicator != second.indicator:
        notes.append("The two measures have different units: each map has classes of its own.")
    if first.indicator == second.indicator and first.view.period != second.view.period:
        notes.append(_change_note(first, second))
    elif first.indicator != second.indicator and first.view.period != second.view.period:
        notes.append(
            f"The periods differ: {text.period_words(first.view.period)} and {text.period_words(second.view.period)}."
        )
    return tuple(notes)


def _change_note(first: Scene, second: Scene) -> str:
    said = {_changed(first, second, row) for row in first.shown}
    if said <= {Change.NOT_SAID}:
        return "Without intervals in both periods nothing is said about a rise or fall."
    return "A rise or fall is said only where the two 95% intervals do not overlap."


def _changed(first: Scene, second: Scene, row: Row) -> Change:
    """From the older to the newer period."""
    pair = (row.value, _value(second, row.area.code))
    in_order = text.last_year(first.view.period) <= text.last_year(second.view.period)
    return change(*(pair if in_order else pair[::-1]))


def _value(scene: Scene, code: str) -> Value | None:
    return next((row.value for row in scene.rows if row.area.code == code), None)


def _table(first: Scene, second: Scene) -> ChartTable:
    if {row.area.code for row in first.rows} != {row.area.code for row in second.rows}:
        return _stacked(first, second)
    decimals = [scene.indicator.decimals if scene.indicator else 0 for scene in (first, second)]
    periods = first.indicator == second.indicator
    columns = (
        Column(text.LEVELS[first.view.by]),
        *(Column(_heading(scene, periods), places) for scene, places in zip((first, second), decimals, strict=True)),
        *((Column("Change"),) if periods else ()),
    )
    return ChartTable(columns, tuple(_pair(first, second, row, periods) for row in first.rows))


def _heading(scene: Scene, periods: bool) -> str:
    return text.period_words(scene.view.period) if periods else f"{_what(scene)}, {scene.view.period}"


def _pair(first: Scene, second: Scene, row: Row, periods: bool) -> tuple[Cell, ...]:
    cells = (row.area.name, _figure(row.value), _figure(_value(second, row.area.code)))
    return (*cells, CHANGES[_changed(first, second, row)]) if periods else cells


def _figure(value: Value | None) -> float | None:
    return value.value if value else None


def _stacked(first: Scene, second: Scene) -> ChartTable:
    """Two areas have no rows in common: one list after the other, said which."""
    indicator = first.indicator
    columns = (
        Column("In"),
        Column(text.LEVELS[first.view.by]),
        Column(text.unit_heading(indicator) if indicator else "", indicator.decimals if indicator else 0),
    )
    rows = (
        (text.called(scene.area), row.area.name, _figure(row.value)) for scene in (first, second) for row in scene.rows
    )
    return ChartTable(columns, tuple(rows))
