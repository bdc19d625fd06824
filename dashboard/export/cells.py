"""The cells of a CSV file, written so that a spreadsheet shows what the file says."""

from __future__ import annotations

import re

from dashboard.core.periods import period_of

SheetCell = str | float | None

#: A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
#: What Excel and LibreOffice make another thing of: dates, times, fractions, powers of ten, shares, sums of money,
#: numbers with noughts before them or more digits than they keep, truth values. A year is a number, and stays one.
_CHANGED = re.compile(
    rf"""\s*(?:
    \d{{1,2}}\s*[-/]\s*\d{{1,4}} | \d{{4}}\s*[-/]\s*(?:0?[1-9]|1[0-2]) | \d{{1,4}}([-/.])\d{{1,2}}\1\d{{1,4}}
    | \d{{1,4}}[\s/-]*{_MONTH}[\s/-]*\d{{0,4}} | {_MONTH}[\s/-]*\d{{1,4}}(?:,?\s*\d{{2,4}})?
    | \d+:\d\d(?::\d\d)?(?:\s*[ap]m?)? | \d{{1,2}}\s*[ap]m?
    | \d+\s+\d+/\d+ | [\d.,]+e[+-]?\d+ | [\d.,]+\s*% | [£$€]\s*[\d.,]+ | [\d.,]+\s*[£€]
    | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | 0\d+ | \d{{16,}} | true | false
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)


def plain_words(cell: SheetCell) -> SheetCell:
    """A cell of CSV: numbers as they are, a text as spreadsheets leave it alone, "" for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return left_alone(cell)
    return int(cell) if float(cell).is_integer() else cell


def left_alone(words: str) -> str:
    """A text that no spreadsheet takes for a formula, a date or another number.

    A financial year is written with both its years, "2009/2010"; what else would change stands behind an apostrophe.
    """
    said = whole_years(words)
    taken = said.lstrip(" ").startswith(FORMULA_STARTS) or _CHANGED.fullmatch(said)
    return f"'{said}" if taken else said


def whole_years(words: str) -> str:
    """A period of financial years with both years of each, "2009/2010"; all else as it is.

    Excel makes a date of "2009/10" and leaves "2012/13" alone.
    """
    years = [period_of(part) for part in words.split(" to ")]
    spans = [year for year in years if year and year.financial and year.years == 1 and not year.quarter]
    if len(spans) != len(years) or len(years) > 2:
        return words
    return " to ".join(f"{year.first}/{year.end}" for year in spans)
