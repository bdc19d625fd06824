"""What publishers write in the place of a figure or behind it, and the ways in which they write a period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from dashboard.core.periods import Period, period_of
from dashboard.core.value import Comparison, Status
from dashboard.importers.reading import refused
from dashboard.importers.table import parsed_number
from dashboard.loading.validation import Expectation

#: Marks in the place of a figure (those in brackets are of the Government Analysis Function).
MARKS: Mapping[str, Status] = {
    **dict.fromkeys(("[x]", "[z]", "..", "n/a", "[not available]", "[u]", "u"), Status.MISSING),
    **dict.fromkeys(("[c]", "*", "c", "[suppressed]"), Status.SUPPRESSED),
    "": Status.MISSING,
}
#: Marks behind a figure -> the note beside it.
BEHIND: Mapping[str, str] = {
    "[u]": "marked by the publisher as of low reliability",
    "u": "marked by the publisher as of low reliability",
    "[p]": "provisional",
    "p": "provisional",
    "[r]": "revised",
    "r": "revised",
    "[e]": "estimated by the publisher",
}

_MARKED = re.compile(r"(?P<number>[-+]?[\d.,]+)\s*(?P<mark>\[\w+\]|[a-z])")
_PER_CENT = re.compile(r"(?P<number>[-+]?\d+(\.\d+)?)\s*%")
_A_FIGURE = Expectation(
    "a number, an empty cell, or a mark that is known",
    'find out what the publisher means by it, and add it to the recipe, as in marks = { "-" = "missing" }',
)
_NO_PER_CENT = Expectation(
    "a number without the sign, as a cell that shows 12% holds 0.12",
    "write it as the indicator has it, such as 12, with the format Number; or let the recipe say factor = 100",
)
_A_PERIOD = Expectation("a period such as 2018, 2016 to 2018 or 2018/19", "name another column for it in the recipe")
_A_VERDICT = Expectation(
    "better, similar, worse, higher, lower, or not compared", "find out what the publisher means by it"
)
_BETWEEN = re.compile(r"\s*(?:\bto\b|[-–—])\s*")


class MarkedFigure(NamedTuple):
    """A cell as a figure: its number or why there is none, and what is said of it."""

    number: float | None
    status: Status
    note: str = ""


def figure(cell: str, marks: Mapping[str, str], factor: float = 1) -> MarkedFigure:
    """The figure of a cell; raises SourceError with the place of the cell if nobody knows what it means.

    factor: what the figure will be multiplied by; only if that is said, 12% is the 0.12 that a publisher's cell holds.
    """
    bare = cell.strip()
    if match := _PER_CENT.fullmatch(bare):
        if factor == 1:
            raise refused(cell, _NO_PER_CENT, "per cent")
        return MarkedFigure(float(Decimal(match["number"]).scaleb(-2)), Status.PUBLISHED)
    if (own := {**MARKS, **marks}.get(bare.lower())) is not None:
        return MarkedFigure(None, Status(own))
    match = _MARKED.fullmatch(bare)
    if match and match["mark"] in BEHIND:
        return MarkedFigure(parsed_number(match["number"]), Status.PUBLISHED, BEHIND[match["mark"]])
    try:
        return MarkedFigure(parsed_number(cell), Status.PUBLISHED)
    except ValueError:
        raise refused(cell, _A_FIGURE, "not a figure") from None


def number_beside(cell: str, marks: Mapping[str, str], factor: float = 1) -> float | None:
    """The number beside a figure, such as a limit or a count."""
    return figure(cell, marks, factor).number


def is_period(cell: str) -> bool:
    """Whether a text is a period."""
    return _period(cell, financial=False) is not None


def period(cell: str, financial: bool) -> Period:
    """The period of a cell. financial: "2018-19" is one financial year. Raises SourceError for what is no period."""
    found = _period(cell, financial)
    if found is None:
        raise refused(cell, _A_PERIOD, "not a period")
    return found


def _period(cell: str, financial: bool) -> Period | None:
    bare = _BETWEEN.sub("-", " ".join(cell.split()))
    if financial and (match := re.fullmatch(r"(\d{4})-(\d\d)", bare)):
        bare = f"{match[1]}/{match[2]}"
    return period_of(bare)


def verdict(cell: str) -> str:
    """What the publisher says of a figure beside England's; of a tenth or a fifth it says nothing of that kind."""
    first = cell.strip().lower().split(" ")[0]
    if first in _VERDICTS:
        return _VERDICTS[first]
    if "quintile" in cell.lower() or "decile" in cell.lower() or "percentile" in cell.lower():
        return ""
    raise refused(cell, _A_VERDICT, "not a verdict")


_VERDICTS = {
    **{str(word): str(word) for word in Comparison if word is not Comparison.NOT_COMPARED},
    **dict.fromkeys(("", "not", "none"), ""),
}


def empty(note: str) -> Status:
    """Why a figure is empty, as far as the note beside it says."""
    small = any(word in note.lower() for word in ("suppress", "disclosure", "too small", "small number"))
    return Status.SUPPRESSED if small else Status.MISSING
