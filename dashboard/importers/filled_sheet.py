"""The sheet of a template, filled in: which of the sheets it is, its headings, its rows, and what is not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.importers.forms.grid import Grid, grids
from dashboard.importers.forms.sheet import plain_heading
from dashboard.importers.reading import SourceError
from dashboard.loading.validation import Expectation, shown

SHEET, INSTRUCTIONS = "Figures", "Instructions"
HEADINGS = (
    *("Indicator of the atlas", "Area code", "Area", "Period", "Value"),
    *("Lower limit", "Upper limit", "Count", "Denominator", "Note"),
)
#: Where the figures begin.
FIRST_FIGURE = 4

_ONE_SHEET = Expectation("figures in one sheet", "bring them together in one, or make a workbook of each")
_ITS_HEADING = Expectation(
    "the heading of the template", "write it as it was; a column of your own belongs in another sheet"
)


def are_filled_in(paths: Sequence[Path]) -> bool:
    """Whether files are workbooks of this form, all of them; known by a sheet and its first cell."""
    workbooks = [path for path in paths if path.suffix.lower() == ".xlsx" and path.exists()]
    return (
        bool(paths) and len(workbooks) == len(paths) and all(any(map(_is_of_form, grids(path))) for path in workbooks)
    )


def filled_sheet(path: Path) -> Grid:
    """The sheet with the figures. Raises SourceError if there are several, or its headings are others."""
    return _with_figures(path.name, grids(path))


def _with_figures(file: str, sheets: Sequence[Grid]) -> Grid:
    own = [grid for grid in sheets if _is_of_form(grid)]
    filled = [grid for grid in own if any(filled_rows(grid))] or own[:1]
    if len(filled) > 1:
        raise SourceError(file, _ONE_SHEET, f"some in {' and in '.join(grid.sheet for grid in filled)}")
    headings = [*filled[0].rows[0][1], *[""] * len(HEADINGS)]
    for place, heading in enumerate(headings):
        wanted = HEADINGS[place] if place < len(HEADINGS) else ""
        if plain_heading(heading) != plain_heading(wanted):
            raise SourceError(file, _ITS_HEADING, shown(heading), 1, wanted)
    return filled[0]


def filled_rows(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """The rows with a figure or a note."""
    for number, row in grid.rows[1:]:
        cells = [*(cell.strip() for cell in row), *[""] * len(HEADINGS)][: len(HEADINGS)]
        if any(cells[FIRST_FIGURE:]):
            yield number, cells


def unread_words(path: Path) -> Iterator[str]:
    """The sheets with something in them that are not read, as somebody may have put figures there."""
    sheets = grids(path)
    read = _with_figures(path.name, sheets).sheet
    for grid in sheets:
        if grid.rows and grid.sheet not in (read, INSTRUCTIONS):
            yield f"{path.name}: the sheet {grid.sheet} is not read; figures are taken from {read} alone."


def _is_of_form(grid: Grid) -> bool:
    return bool(grid.rows) and grid.rows[0][1][:1] == [HEADINGS[0]]
