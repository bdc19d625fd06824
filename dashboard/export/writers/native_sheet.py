"""The workbook inside a native chart: its figures in the form in which the chart refers to them, and its whole table.

Who edits a figure in PowerPoint moves its mark; who edits a limit moves the line of its interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from dashboard.charts.model import Chart, TableCell
from dashboard.export.cells import whole_years
from dashboard.export.writers.native_model import NativeSeries
from dashboard.export.writers.xml import clean

SHEET = "Chart"
_LONG_AGO = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class SeriesCells:
    """Where the cells of a series stand, as formulas: its name, its places across and up, the lengths of intervals."""

    name: str
    x: str
    y: str
    below: str = ""
    above: str = ""


class ChartBook:
    """The workbook of one chart; it grows as series are written."""

    def __init__(self, chart: Chart) -> None:
        self._made = BytesIO()
        self._book = Workbook(self._made, {"in_memory": True})
        self._book.set_properties({"title": clean(chart.title), "created": _LONG_AGO})
        self._bold = self._book.add_format({"bold": True})
        self._sheet = self._book.add_worksheet(SHEET)
        self._sheet.set_column(0, 0, 34)
        self._chart = chart

    def finished(self) -> bytes:
        """The bytes, with the table of the chart on a sheet of its own."""
        self._fill_table(self._book.add_worksheet("Table"))
        self._book.close()
        return self._made.getvalue()

    def blocks(self, found: Sequence[NativeSeries]) -> list[SeriesCells]:
        """Series of places across and up, one block of rows below the other."""
        top, cells = 0, []
        for series in found:
            cells.append(self._block(series, top))
            top += len(series.rows) + 2
        return cells

    def _block(self, series: NativeSeries, top: int) -> SeriesCells:
        first, last = top + 1, top + len(series.rows)
        self._heads(top, (series.name, self._chart.x.title or "across", self._chart.y.title or "up"))
        for line, row in enumerate(series.rows, first):
            self._line(line, (row.name or row.label, row.x, row.y))
        ends = self._ends(series, first, 3, "B" if series.along == "x" else "C") if series.along else ("", "")
        if series.along:
            self._heads(top, ("lower limit", "upper limit", "below", "above"), 3)
        return SeriesCells(_cell(0, top), _column(1, first, last), _column(2, first, last), *ends)

    def grid(self, heading: str, found: Sequence[NativeSeries]) -> list[SeriesCells]:
        """Series over the same names: a row for each name, a column for each series, the limits on the right."""
        rows, cells = found[0].rows, []
        last, right = len(rows), len(found) + 2
        self._heads(0, (heading, *(series.name for series in found)))
        for line, row in enumerate(rows, 1):
            self._line(line, (row.name, *(series.rows[line - 1].y for series in found)))
        for k, series in enumerate(found, 1):
            ends = ("", "")
            if series.along:
                self._heads(
                    0, [f"{series.name}, {what}" for what in ("lower limit", "upper limit", "below", "above")], right
                )
                ends = self._ends(series, 1, right, xl_col_to_name(k))
                right += 4
            cells.append(SeriesCells(_cell(k, 0), _column(0, 1, last), _column(k, 1, last), *ends))
        return cells

    def _ends(self, series: NativeSeries, first: int, column: int, figure: str) -> tuple[str, str]:
        """The limits of a series and, worked out from them, how far they lie from the figures."""
        low, high = xl_col_to_name(column), xl_col_to_name(column + 1)
        for line, (row, below, above) in enumerate(zip(series.rows, series.below, series.above, strict=True), first):
            self._line(line, (row.low, row.high), column)
            for at, formula, length in (
                (column + 2, f"={figure}{line + 1}-{low}{line + 1}", below),
                (column + 3, f"={high}{line + 1}-{figure}{line + 1}", above),
            ):
                if length is not None:
                    self._sheet.write_formula(line, at, formula, None, length)
        last = first + len(series.rows) - 1
        return _column(column + 2, first, last), _column(column + 3, first, last)

    def _heads(self, line: int, words: Sequence[str], column: int = 0) -> None:
        for at, heading in enumerate(words, column):
            self._sheet.write_string(line, at, clean(heading), self._bold)

    def _line(self, line: int, cells: Sequence[TableCell], column: int = 0) -> None:
        _write(self._sheet, line, cells, column)

    def _fill_table(self, sheet: Worksheet) -> None:
        """The table of the chart as the page and the CSV have it, at full precision."""
        table = self._chart.table
        sheet.set_column(0, len(table.columns), 22)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, clean(column.heading), self._bold)
        for line, row in enumerate(table.rows, 1):
            _write(sheet, line, row)


def _write(sheet: Worksheet, line: int, cells: Sequence[TableCell], column: int = 0) -> None:
    for at, cell in enumerate(cells, column):
        if isinstance(cell, str):
            sheet.write_string(line, at, clean(whole_years(cell)))
        elif cell is not None:
            sheet.write_number(line, at, cell)


def _cell(column: int, line: int) -> str:
    return f"{SHEET}!${xl_col_to_name(column)}${line + 1}"


def _column(column: int, first: int, last: int) -> str:
    name = xl_col_to_name(column)
    return f"{SHEET}!${name}${first + 1}:${name}${last + 1}"
