"""Figures in columns: what is handed out for an area is what was published for it, and a slip keeps its row."""

from __future__ import annotations

import pickle

import pytest

from dashboard.core.figure_columns import as_columns
from dashboard.core.value import Comparison, Extent, IntervalKind, Status, Value
from dashboard.loading.gathering import Gathering

PUBLISHED = Value(12.5, 11.0, 14.0, 900.0, 72_000.0, verdict=Comparison.WORSE)
NOUGHT = Value(0.0, count=0.0, note="no deaths")
SUPPRESSED = Value(None, status=Status.SUPPRESSED, note="small")
MODELLED = Value(3.25, 3.0, 3.5, status=Status.MODELLED, extent=Extent.COUNTY, interval=IntervalKind.APPROXIMATE)
FIGURES = {"B": PUBLISHED, "A": NOUGHT, "D": SUPPRESSED, "C": MODELLED}


@pytest.mark.parametrize("columns", [as_columns(FIGURES), pickle.loads(pickle.dumps(as_columns(FIGURES)))])
def test_each_area_has_its_own_figure_in_the_order_of_the_table(columns):
    assert list(columns.items()) == list(FIGURES.items())
    assert columns["D"].value is None
    assert columns["A"].value == 0.0
    assert columns["A"].lower is None
    assert columns.get("E") is None
    assert "D" in columns
    assert "E" not in columns


def test_numbers_are_those_of_the_areas_asked_for_that_have_one_and_nought_is_one():
    assert list(as_columns(FIGURES).numbers_of(("C", "E", "D", "A")).items()) == [("C", 3.25), ("A", 0.0)]
    assert as_columns({}).numbers_of(("A",)) == {}


def _cells(*rows: str) -> dict[str, list[str]]:
    """indicator, area, period, value, count, note of each row; the rest is empty, the status published."""
    parts = [row.split() for row in rows]
    cells = {name: [part[k] for part in parts] for k, name in enumerate(("indicator", "area_code", "period", "value"))}
    empty = dict.fromkeys(("lower", "upper", "count", "denominator", "extent", "note", "verdict", "interval"), "")
    return {**{name: [cell] * len(rows) for name, cell in empty.items()}, "status": ["published"] * len(rows), **cells}


def test_figures_of_several_tables_are_sorted_by_period_and_keep_the_order_of_their_areas():
    gathering = Gathering({}, {})
    gathering.take(_cells("b Z 2019 1", "a Y 2018 2", "b Z 2017 3"))
    gathering.take(_cells("a X 2018 4", "b Y 2019 5"))
    found = {
        id: {p: {c: v.value for c, v in k.items()} for p, k in of.items()} for id, of in gathering.columns().items()
    }
    assert found == {"b": {"2017": {"Z": 3}, "2019": {"Z": 1, "Y": 5}}, "a": {"2018": {"Y": 2, "X": 4}}}
    assert [list(of) for of in found.values()] == [["2017", "2019"], ["2018"]]
    assert list(found["b"]["2019"]) == ["Z", "Y"]
