"""Figures in columns: what is handed out for an area is what was published for it, and a slip keeps its row."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import small

from dashboard.core.figure_columns import as_columns
from dashboard.core.value import Comparison, Extent, IntervalKind, Status, Value
from dashboard.loading import csv_table
from dashboard.loading.gathering import Gathering
from dashboard.loading.load import DataError, load

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


def test_a_table_comes_some_lines_at_a_time_and_loses_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three lines at a time: a blank one, one that is ragged, and one more than the last three."""
    monkeypatch.setattr(csv_table, "_AT_ONCE", 3)
    path = tmp_path / "values.csv"
    path.write_text("a,b\n1,x\n2,y\n,\n3,z\n4\n5,u\n6,v\n", encoding="utf-8")
    table = csv_table.CsvTable(path, ["a", "b"])
    assert [(list(numbers), dict(cells)) for numbers, cells in table.columns()] == [
        ([2, 3], {"a": ("1", "2"), "b": ("x", "y")}),
        ([5, 7], {"a": ("3", "5"), "b": ("z", "u")}),
        ([8], {"a": ("6",), "b": ("v",)}),
    ]
    assert [fault.row for fault in table.faults] == [6]
    assert [row.cells["a"] for row in csv_table.CsvTable(path, ["a", "b"])] == ["1", "2", "3", "5", "6"]
    (tmp_path / "none.csv").write_text("a,b\n", encoding="utf-8")
    assert list(csv_table.CsvTable(tmp_path / "none.csv", ["a", "b"]).columns()) == [([], {"a": (), "b": ()})]
    assert list(csv_table.CsvTable(tmp_path / "lacking.csv", ["a"]).columns()) == [([], {"a": ()})]


def test_a_figure_that_comes_again_some_thousand_lines_later_is_a_fault_with_both_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_table, "_AT_ONCE", 2)
    data, shapes = small.edition(tmp_path)
    path = data / "values" / "nomis.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load(data, shapes)
    (fault,) = refused.value.faults
    assert fault.row == len(lines) + 1
    assert "again, first in values/nomis.csv row 2" in str(fault)
