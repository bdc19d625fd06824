"""Two maps side by side: the figures of both in one table, and what can be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.model import ChartTable, Column, TableCell
from dashboard.core import labels, numbers
from dashboard.core.area import Row
from dashboard.core.periods import period_words, year_position
from dashboard.core.value import Value
from dashboard.stats.change import Change, change_between
from dashboard.stats.turn import share_years
from dashboard.views.scene import Scene
from dashboard.wording import sentences
from dashboard.wording.way_phrases import change_said


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
        return f"{period_words(first.view.period)} and {period_words(second.view.period)}"
    if first.area != second.area:
        return f"{labels.called(first.area)} and {labels.called(second.area)}"
    return f"{_what(first)} and {_what(second)}"


def _what(scene: Scene) -> str:
    return scene.indicator.title if scene.indicator else scene.condition.name


def _notes(first: Scene, second: Scene) -> tuple[str, ...]:
    notes = []
    if first.edges and first.edges == second.edges:
        notes.append("Both maps have the same classes: a colour means the same figure on both.")
    elif first.indicator != second.indicator and first.edges and second.edges:
        notes.append(_classes_note(first, second))
    if first.indicator == second.indicator and first.view.period != second.view.period:
        notes.append(_change_note(first, second))
    elif first.indicator != second.indicator and first.view.period != second.view.period:
        notes.append(f"The periods differ: {period_words(first.view.period)} and {period_words(second.view.period)}.")
    return tuple(note for note in notes if note)


def _classes_note(first: Scene, second: Scene) -> str:
    """How the colours of two measures are to be read beside each other."""
    if first.classes.diverges and second.classes.diverges:
        return "On both maps a shade has the same distance from England, though not all edges are the same."
    if first.indicator and second.indicator and first.indicator.unit != second.indicator.unit:
        return "The two measures have different units: each map has classes of its own."
    return "Each map has classes of its own, the same as on every other page."


def _change_note(first: Scene, second: Scene) -> str:
    if share_years(first.view.period, second.view.period):
        return "The two periods share years, so the same events count in both figures: they are not compared."
    said = {_changed(first, second, row) for row in first.shown}
    if said <= {Change.NOT_SAID}:
        return "Without intervals in both periods nothing is said about a rise or fall."
    return "A rise or fall is said where a test of the two figures at 5% says so; “little” is less than 2%."


def _changed(first: Scene, second: Scene, row: Row) -> Change:
    """From the older to the newer period."""
    pair = (row.value, _value(second, row.area.code))
    if first.indicator is None or share_years(first.view.period, second.view.period):
        return Change.NOT_SAID
    in_order = year_position(first.view.period) <= year_position(second.view.period)
    return change_between(*(pair if in_order else pair[::-1]), first.indicator)


def _value(scene: Scene, code: str) -> Value | None:
    return next((row.value for row in scene.rows if row.area.code == code), None)


def _table(first: Scene, second: Scene) -> ChartTable:
    if {row.area.code for row in first.rows} != {row.area.code for row in second.rows}:
        return _stacked(first, second)
    same = first.indicator == second.indicator
    if same and first.view.period == second.view.period:
        return ChartTable(_headings(first, (first,), same), tuple(_line((first,), row) for row in first.rows))
    columns = (*_headings(first, (first, second), same), *((Column("Change"),) if same else ()))
    lines = ((*_line((first, second), row), change_said(_changed(first, second, row))) for row in first.rows)
    return ChartTable(columns, tuple(line[: len(columns)] for line in lines))


def _headings(first: Scene, scenes: Sequence[Scene], same: bool) -> tuple[Column, ...]:
    """The area, and for each map figure, interval and what must be said with it (rules 4 to 6)."""
    figures = (column for scene in scenes for column in _columns(scene, _heading(scene, same)))
    return Column(labels.level_heading(first.view.by)), *figures


def _columns(scene: Scene, heading: str) -> tuple[Column, ...]:
    decimals = scene.indicator.decimals if scene.indicator else 0
    return (
        Column(heading, decimals),
        *((Column("95% interval", unbroken=True),) if scene.has_intervals else ()),
        *((Column("Note"),) if _has_notes(scene) else ()),
    )


def _has_notes(scene: Scene) -> bool:
    return any(sentences.caveats(row.value) for row in scene.rows)


def _heading(scene: Scene, periods: bool) -> str:
    return period_words(scene.view.period) if periods else f"{_what(scene)}, {scene.view.period}"


def _line(scenes: Sequence[Scene], row: Row) -> tuple[TableCell, ...]:
    return row.area.name, *(cell for scene in scenes for cell in _cells(scene, _value(scene, row.area.code)))


def _cells(scene: Scene, value: Value | None) -> tuple[TableCell, ...]:
    """The figure, or the word for why there is none, with its interval and caveats if the map has any."""
    indicator = scene.indicator
    if indicator is None:
        return (numbers.NOT_PUBLISHED,)
    return (
        value.value if value and value.value is not None else numbers.figure_of(value, indicator),
        *((numbers.interval_of(value, indicator) or None,) if scene.has_intervals else ()),
        *((sentences.caveats(value) or None,) if _has_notes(scene) else ()),
    )


def _stacked(first: Scene, second: Scene) -> ChartTable:
    """Two areas have no rows in common: one list after the other, said which."""
    both_maps = replace(first, rows=(*first.rows, *second.rows))
    unit = labels.unit_heading(first.indicator) if first.indicator else ""
    columns = (Column("In"), Column(labels.level_heading(first.view.by)), *_columns(both_maps, unit))
    rows = (
        (labels.called(scene.area), row.area.name, *_cells(both_maps, row.value))
        for scene in (first, second)
        for row in scene.rows
    )
    return ChartTable(columns, tuple(rows))
