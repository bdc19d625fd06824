"""What each table must satisfy: every cell by itself, and what the cells of a row say of each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from dashboard.core.area import Area, PostcodeDistrict, SiteKind
from dashboard.core.claim import ClaimFinding
from dashboard.core.figure_columns import NUMBERS
from dashboard.core.indicator import Kind, Standardised
from dashboard.core.level import LevelRole
from dashboard.core.periods import period_of
from dashboard.core.value import Comparison, Direction, Extent, IntervalKind, Status
from dashboard.loading.validation import Cell, Expectation, Fault, TableRow, filled

SEXES = ("persons", "male", "female")
YES, NO = "yes", "no"
POSTCODE_COUNTS = ("postcodes", "all_postcodes")
#: What a publisher may say of a figure beside England's.
VERDICTS = tuple(word for word in Comparison if word is not Comparison.NOT_COMPARED)

#: What an area can be a part of, or nothing.
_LARGER = ("", *(extent for extent in Extent if extent.is_larger))

_SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")


def _slug(column: str) -> Cell:
    return Cell(column, _SLUG.fullmatch, Expectation("letters, digits and single hyphens", "take out other characters"))


def _one_of(column: str, *words: str) -> Cell:
    allowed = frozenset(map(str, words))
    return Cell(column, allowed.__contains__, Expectation(f"one of: {', '.join(words)}", "correct the word"))


def _empty_or_one_of(column: str, *words: str) -> Cell:
    allowed = frozenset(map(str, words))
    named = ", ".join(filter(None, words))
    return Cell(column, allowed.__contains__, Expectation(f"one of: {named}; or nothing", "correct the word"))


def _metres(column: str, low: int, high: int) -> Cell:
    """A coordinate of the British National Grid inside England's bounds."""
    rule = Expectation(
        f"whole metres of the British National Grid, in England: {low:,} to {high:,}", "correct the place"
    )
    return Cell(column, lambda cell: _WHOLE.fullmatch(cell) and low <= int(cell) <= high, rule)


def _several_of(column: str, *words: str) -> Cell:
    allowed = frozenset(map(str, words))
    rule = Expectation(f"one or more of: {' '.join(words)}", "separate them by spaces, each once")
    return Cell(column, lambda cell: _are_unique(cell.split()) and allowed.issuperset(cell.split()), rule)


def _are_unique(words: list[str]) -> bool:
    return bool(words) and len(words) == len(set(words))


def _is_number(cell: str) -> bool:
    return not cell or _NUMBER.fullmatch(cell) is not None


@lru_cache(maxsize=1024)
def row_span(period: str) -> tuple[bool, int, bool] | None:
    """Whether a period is of financial years, how many there are, and whether it is a quarter of one.

    None if it is not written as our tables do.
    """
    found = period_of(period)
    return (found.financial, found.years, found.quarter > 0) if found and str(found) == period else None


_PERIOD = Expectation(
    "a period such as 2018, 2016-18, 2018/19, 2015/16-2019/20 or 2026 Q1, running forward", "correct the years"
)
_PLAIN = Expectation("a plain number such as 1234.5, or nothing", "take out commas, spaces, units and words")


def area_cells(levels: Iterable[str]) -> tuple[Cell, ...]:
    """What a row of areas.csv must hold, where there are these levels."""
    return (
        *(_slug("code"), *filled("name", "short_name")),
        *(_empty_or_one_of("part_of_larger", *_LARGER), _several_of("levels", *levels)),
    )


CONDITION_CELLS = (_slug("slug"), *filled("name", "group"))
_INDICATOR_CELLS = (
    *(_slug("id"), _slug("measure"), _slug("family")),
    *filled("measure_name", "title", "noun", "unit", "ages", "definition", "publisher", "source", "licence", "credit"),
    *(_one_of("kind", *Kind), _one_of("direction", *Direction), _one_of("sex", *SEXES)),
    _one_of("decimals", *"0123456"),
    Cell(
        "per", lambda cell: not cell or _WHOLE.fullmatch(cell), Expectation("a whole number or nothing", "correct it")
    ),
    *(_empty_or_one_of("standardised", *Standardised), _one_of("reliable", YES, NO)),
)


def indicator_cells(levels: Iterable[str]) -> tuple[Cell, ...]:
    """What a row of indicators.csv must hold, where there are these levels."""
    return (*_INDICATOR_CELLS, _several_of("levels", *levels))


VALUE_CELLS = (
    Cell("period", row_span, _PERIOD),
    *(Cell(column, _is_number, _PLAIN) for column in NUMBERS),
    *(_one_of("status", *Status), _empty_or_one_of("extent", *Extent)),
    *(_empty_or_one_of("verdict", "", *VERDICTS), _empty_or_one_of("interval", *IntervalKind)),
)
_FROM_1 = Expectation("a whole number from 1 up", "correct it")
RANK_CELLS = (
    Cell("period", row_span, _PERIOD),
    *(Cell(column, _WHOLE.fullmatch, _FROM_1) for column in ("rank", "of")),
)
POSTCODE_CELLS = (
    Cell("district", _DISTRICT.fullmatch, Expectation("the first half of a postcode, such as NE1", "correct it")),
    *(Cell(column, _WHOLE.fullmatch, _FROM_1) for column in POSTCODE_COUNTS),
)
PRIORITY_CELLS = tuple(filled("name", "heading", "statement", "source"))
SITE_CELLS = (
    *(_slug("code"), *filled("name", "short_name", "source"), _one_of("kind", *SiteKind)),
    _metres("easting", 80_000, 660_000),
    _metres("northing", 5_000, 660_000),
)
LAID_OUT_CELLS = tuple(Cell(column, _WHOLE.fullmatch, _FROM_1) for column in ("column", "row"))
SYNONYM_CELLS = tuple(filled("synonym"))
FACT_CELLS = tuple(filled("topic", "statement", "source"))
CLAIM_CELLS = (*filled("statement", "source", "why"), _one_of("finding", *ClaimFinding))


_SCALED = Expectation("the number that a rate, a ratio or a share is per", "write 100000, 1000, 100 or what it is")
_UNSCALED = Expectation("nothing, as this kind is per nothing", "empty the cell, or correct the kind")
_BY_AGE = Expectation("age, as every standardised ratio is", "write age, or correct the kind")
_NAMED = Expectation("what the part is called beside the other parts", "write a few words, such as: stroke")
_PROPORTIONS = frozenset({Kind.RATE, Kind.RATIO, Kind.SHARE})


def scale_faults(row: TableRow) -> Iterator[Fault]:
    """What the columns that decide lack, or say against each other."""
    kind = row.cells["kind"]
    if kind not in frozenset(Kind):
        return
    if kind != Kind.RANK and (kind in _PROPORTIONS) != bool(row.cells["per"]):
        yield row.fault("per", _SCALED if kind in _PROPORTIONS else _UNSCALED)
    if kind == Kind.RATIO and row.cells["standardised"] != Standardised.AGE:
        yield row.fault("standardised", _BY_AGE)
    if row.cells["part_of"] and not row.cells["title_short"].strip():
        yield row.fault("title_short", _NAMED)


_HELD = Expectation("no more postcodes in the area than there are", "correct the two numbers")
_COUNCIL = Expectation("a council area or a district", "correct the code, or import the postcodes anew")


def postcode_faults(row: TableRow, district: PostcodeDistrict, area: Area | None) -> Iterator[Fault]:
    """A postcode district that leads to an area of another tier, or of which more than all lies there."""
    if area and not area.plays(LevelRole.COUNCIL, LevelRole.DISTRICT):
        yield row.fault("area_code", _COUNCIL)
    if district.postcodes > district.all_postcodes:
        yield row.fault("postcodes", _HELD, f"{district.postcodes} of {district.all_postcodes}")


_REASON = Expectation(
    "a note, as no indicator is of this condition", "say why nothing is published, or add an indicator"
)
_MUTUAL = Expectation("an area that names this one as its same_boundary", "correct or empty one of the two")


def note_faults(row: TableRow, with_indicator: Collection[str]) -> Iterator[Fault]:
    """A condition that readers can choose, without any indicator and without a word why."""
    if row.cells["slug"] not in with_indicator and not row.cells["note"].strip():
        yield row.fault("note", _REASON)


def twin_faults(row: TableRow, rows: Mapping[str, TableRow]) -> Iterator[Fault]:
    """An area that names another as its twin and is not named by it; an unknown twin is told elsewhere."""
    code, twin = row.cells["code"], row.cells["same_boundary"]
    if twin == code or (twin in rows and rows[twin].cells["same_boundary"] != code):
        yield row.fault("same_boundary", _MUTUAL)
