"""Figures by hand: a workbook with the areas of an indicator to fill in, and the figures back out of it.

Filled in, it is a form like those of publishers, so that marks, sums and what stays empty are treated alike; besides,
an area may stand there by its name.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from dashboard.core.level import LevelRole
from dashboard.core.periods import parse_period
from dashboard.importers.filled_sheet import FIRST_FIGURE, HEADINGS, INSTRUCTIONS, SHEET, filled_rows, filled_sheet
from dashboard.importers.folders import Folders
from dashboard.importers.forms import marks
from dashboard.importers.forms.grid import Grid
from dashboard.importers.forms.known import BY_HAND
from dashboard.importers.forms.recipes import Recipe
from dashboard.importers.reading import SourceError, read_csv
from dashboard.loading.edition import load_edition
from dashboard.loading.load import DataError
from dashboard.loading.validation import Expectation, Fault, shown

_CODE, _AREA, _PERIOD = 1, 2, 3
_MOST_ROWS = 1000
_NEAR = 3
_KNOWN_NAME = Expectation("an area of data/areas.csv at a level of the indicator", "write its code")
_SAME_AREA = Expectation("the code and the name of one area", "correct one of them, or empty the name")
_AN_INDICATOR = Expectation("an indicator of data/indicators.csv", "write the template anew, or correct the cell")
_A_PERIOD = Expectation("a period such as 2018, 2016-18, 2018/19, 2018/19-2020/21 or 2026 Q1", "correct it")
_A_CELL = Expectation("a number, or suppressed or missing", "correct the cell against the publication")
_NO_PER_CENT = Expectation(
    "a number without the sign, as a cell that shows 12% holds 0.12", "give the cells the format Number, and write 12"
)
_OWN_CELL = Expectation("a cell for each area", "take the cells apart, and write into each the figure of its own area")
_A_LEVEL = "{} has no figures by {!r}; there are: {}."

#: What stands in the place of a figure, besides the marks of publishers.
_WORDS = {"suppressed": "suppressed", "missing": "missing"}
#: What Excel checks in each column, and what it says; {row} is the first row of figures.
_CHECKS: Mapping[int, tuple[str, str]] = {
    3: ("=LEN(D2)>=4", "Such as 2018, 2016-18, 2018/19 or 2026 Q1."),
    4: ('=OR(ISNUMBER(E2),E2="suppressed",E2="missing")', "A number, or the word suppressed or missing."),
    5: ("=AND(ISNUMBER(F2),F2<=E2)", "A number that is not above the value."),
    6: ("=AND(ISNUMBER(G2),G2>=E2)", "A number that is not below the value."),
    7: ("=AND(ISNUMBER(H2),H2>=0)", "A number from 0 up."),
    8: ("=AND(ISNUMBER(I2),I2>0)", "A number above 0."),
}
_HOW = (
    "Fill in a row for each area and period in the sheet Figures; rows without a figure are left out.",
    "Period: 2018, 2016-18, 2018/19, 2018/19-2020/21 or 2026 Q1. Copy the rows for further periods.",
    "Value: the figure as published, in the unit above; or the word suppressed or missing. Never 0 for nothing.",
    "Lower limit and upper limit: the published 95% interval, both or neither.",
    "Count and denominator: the events and the people that the figure is of, where they are published.",
    "Note: what a reader should know of this figure. An area may stand by its code or by its name.",
    "Only figures that may be published: nothing below the publisher's own suppression.",
    "Then: python -m dashboard import THIS_FILE tells what would change, and the same with --apply writes it.",
)


def add_options(parser: ArgumentParser) -> None:
    """What the command ``template`` can be told."""
    parser.add_argument("indicator", metavar="INDICATOR", help="an id of data/indicators.csv")
    parser.add_argument("--level", default="", help="a level of the indicator (its first)")
    parser.add_argument("--period", default="", help="put into each row, such as 2018/19")
    parser.add_argument("--out", metavar="FILE", type=Path, help="the workbook to write (INDICATOR.xlsx)")


def write_wanted(options: Namespace, folders: Folders) -> str:
    """Write the workbook that is asked for; returns what to do with it."""
    out = options.out or Path(f"{options.indicator}.xlsx")
    count = write_form(folders, options.indicator, options.level, options.period, out)
    return f"{out} is written, with {count} areas. Fill it in, then: python -m dashboard import {out}"


def write_form(folders: Folders, indicator: str, level: str, period: str, path: Path) -> int:
    """Write the workbook of an indicator at a level, "" for its first; returns how many areas are in it.

    Raises ValueError for an indicator, a level or a period that there is not.
    """
    row = next((row for row in _table(folders, "indicators.csv") if row["id"] == indicator), None)
    if row is None:
        near = get_close_matches(indicator, [row["id"] for row in _table(folders, "indicators.csv")], _NEAR)
        raise ValueError(f"There is no indicator {indicator!r}{_near_words(near)}.")
    levels = row["levels"].split()
    if level and level not in levels:
        raise ValueError(_A_LEVEL.format(indicator, level, ", ".join(levels)))
    written = str(parse_period(period)) if period else ""
    wanted = {level or levels[0], *_comparators(folders, LevelRole.COUNTRY)}
    areas = [area for area in _table(folders, "areas.csv") if wanted & {*area["levels"].split()}]
    with Workbook(path, {"strings_to_numbers": False}) as workbook:
        _figures(workbook, [(indicator, area["code"], area["name"], written) for area in areas])
        _instructions(workbook, row)
    return len(areas)


def _figures(workbook: Workbook, rows: Sequence[Sequence[str]]) -> None:
    sheet = workbook.add_worksheet(SHEET)
    text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, _AREA, 26)
    sheet.set_column(_PERIOD, _PERIOD, 16, text)  # or Excel makes a date of 2018/19
    sheet.set_column(FIRST_FIGURE, len(HEADINGS) - 1, 14)
    sheet.freeze_panes(1, _PERIOD)
    sheet.write_row(0, 0, HEADINGS, bold)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row, text)
    for column, (rule, said) in _CHECKS.items():
        check = {"validate": "custom", "value": rule, "error_title": HEADINGS[column], "error_message": said}
        sheet.data_validation(1, column, _MOST_ROWS, column, {**check, "input_message": said})


def _instructions(workbook: Workbook, row: Mapping[str, str]) -> None:
    sheet = workbook.add_worksheet(INSTRUCTIONS)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110, wrapped)
    about = (row["title"], f"Unit: {row['unit']}.", f"Ages: {row['ages']}. Sex: {row['sex']}.", row["definition"])
    for number, line in enumerate((*about, "", *_HOW)):
        sheet.write_string(number, 0, line, wrapped)


def with_codes(paths: Sequence[Path], folders: Folders, scratch: Path) -> list[Path]:
    """The figures of filled-in workbooks as tables in a folder, every area by its code.

    Raises DataError with every row that names no area, no period or no figure.
    """
    return [_with_codes(path, folders, scratch / f"{number}") for number, path in enumerate(paths)]


def recipes_of(tables: Sequence[Path]) -> list[Recipe]:
    """What takes the figures of each indicator out of such tables."""
    names = {name: None for table in tables for name in read_csv(table)[HEADINGS[0]] if name}
    return [Recipe(name, BY_HAND, where={HEADINGS[0]: name}, marks=_WORDS) for name in names]


def _with_codes(path: Path, folders: Folders, scratch: Path) -> Path:
    """The rows with a figure as CSV, every area by its code. Raises DataError with every area that is not known."""
    grid, faults = filled_sheet(path), list[Fault]()
    levels = {row["id"]: {*row["levels"].split()} for row in _table(folders, "indicators.csv")}
    beside = _comparators(folders, LevelRole.COUNTRY, LevelRole.SYSTEM)
    areas = _table(folders, "areas.csv")
    found: dict[int, list[str]] = {}
    for number, cells in filled_rows(grid):
        indicator = cells[0]
        if indicator not in levels:
            faults.append(Fault(path.name, number, HEADINGS[0], shown(indicator), _AN_INDICATOR))
            continue
        wanted = levels[indicator] | beside
        fitting = [area for area in areas if wanted & {*area["levels"].split()}]
        code = _code(path.name, number, cells, fitting, faults)
        faults += _cell_faults(path.name, number, cells, grid)
        found[number] = [indicator, code, *cells[_AREA:]]
    if faults:
        raise DataError(faults)
    if not found:
        raise SourceError(path.name, Expectation("a figure in the sheet Figures", "fill some in"), "none")
    scratch.mkdir()
    target = scratch / path.name
    rows = [found.get(number, []) for number in range(2, max(found) + 1)]  # what is said of a row names its number
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADINGS, *rows])
    return target


def _cell_faults(file: str, number: int, cells: Sequence[str], grid: Grid) -> Iterator[Fault]:
    """What is no period and no figure, and figures that would be of several areas."""
    if not marks.is_period(cells[_PERIOD]):
        yield Fault(file, number, HEADINGS[_PERIOD], shown(cells[_PERIOD]), _A_PERIOD)
    for place in range(FIRST_FIGURE, len(HEADINGS) - 1):
        cell, area = cells[place], grid.merged.get((number, place))
        if area and cell:
            yield Fault(file, number, HEADINGS[place], f"{shown(cell)} in the merged cells {area}", _OWN_CELL)
        try:
            marks.figure(cell, _WORDS)
        except ValueError:
            rule = _NO_PER_CENT if cell.endswith("%") else _A_CELL
            yield Fault(file, number, HEADINGS[place], shown(cell), rule)


def _code(file: str, number: int, cells: Sequence[str], areas: Sequence[Mapping[str, str]], faults: list[Fault]) -> str:
    """The code of the area of a row: either column may say it, by code or by name. Adds what is wrong to the faults."""
    code, name = cells[_CODE], cells[_AREA]
    meant, beside = _meant(code or name, areas), _meant(name, areas)
    if len(meant) == 1:
        if code and beside and meant[0] not in beside:
            faults.append(Fault(file, number, HEADINGS[_AREA], f"{shown(name)} beside {code}", _SAME_AREA))
        return meant[0]
    said = f"{shown(code or name)}{_which(code or name, meant, areas)}"
    faults.append(Fault(file, number, HEADINGS[_CODE if code else _AREA], said, _KNOWN_NAME))
    return ""


def _meant(word: str, areas: Sequence[Mapping[str, str]]) -> list[str]:
    """The codes of the areas that a word means: one by its code, or all of the name."""
    by_code = [area["code"] for area in areas if area["code"] in (word, word.upper())]
    names = ((area["code"], (_plain(area["name"]), _plain(area["short_name"]))) for area in areas)
    return by_code or [code for code, called in names if _plain(word) in called]


def _which(word: str, named: Sequence[str], areas: Sequence[Mapping[str, str]]) -> str:
    """What an area that is not known may be: one of several of a name, or one with a name like it."""
    if named:
        levels = {area["code"]: area["levels"] for area in areas}
        return f", which is {' or '.join(f'{code} ({levels[code]})' for code in named)}"
    names = {_plain(area["name"]): f"{area['name']} ({area['code']})" for area in areas}
    return _near_words([names[name] for name in get_close_matches(_plain(word), names, _NEAR)])


def _near_words(near: Sequence[str]) -> str:
    return f"; the nearest are {', '.join(near)}" if near else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("&", "and").split())


def _table(folders: Folders, name: str) -> list[dict[str, str]]:
    return [
        {str(key): str(cell) for key, cell in row.items()} for row in read_csv(folders.data / name).to_dict("records")
    ]


def _comparators(folders: Folders, *roles: LevelRole) -> set[str]:
    edition = load_edition(folders.data / "edition.toml", [])
    return {str(level.key) for level in (edition.levels if edition else ()) if level.role in roles}
