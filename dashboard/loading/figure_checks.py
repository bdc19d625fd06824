"""What the statistics forbid in a figure: pure rules over the numbers, the manner and the indicator of many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from dashboard.core.figure_columns import NUMBERS, Manner
from dashboard.core.indicator import Indicator, Kind, Standardised
from dashboard.core.value import Comparison, Direction, IntervalKind, Status
from dashboard.loading.gathering import FigureBatch, Mask
from dashboard.loading.table_columns import TableColumns
from dashboard.loading.validation import Expectation, Fault, TableRow, shown

_EMPTY = frozenset({Status.SUPPRESSED, Status.MISSING})
_COMPUTED = frozenset({Status.ESTIMATE, Status.SUM})
#: Nobody but a publisher judges by this column, and only its own figures.
_JUDGED = frozenset({Status.PUBLISHED, Status.MODELLED})
#: What is a share of its people, at most all of them.
_SHARES = frozenset({Kind.RATE, Kind.SHARE})
_NEVER_NEGATIVE = frozenset({Kind.RATE, Kind.RATIO, Kind.SHARE, Kind.MINUTES, Kind.COUNT})


class FigureRule(NamedTuple):
    """What no figure may be; the cells of ``columns`` are shown, and the first is where the fault is."""

    columns: tuple[str, ...]
    broken: Callable[[FigureBatch], Mask]
    rule: Expectation

    def fault(self, row: TableRow) -> Fault:
        """The fault of a row that breaks the rule."""
        return row.fault(
            self.columns[0], self.rule, ", ".join(f"{name} {shown(row.cells[name])}" for name in self.columns)
        )


def _kind(indicator: Indicator | None) -> Kind | None:
    return indicator.kind if indicator else None


def _is_empty(manner: Manner) -> bool:
    return manner.status in _EMPTY


def _is_computed(manner: Manner) -> bool:
    return manner.status in _COMPUTED


def _is_sure_estimate(manner: Manner) -> bool:
    return manner.status is Status.ESTIMATE and manner.interval is IntervalKind.PUBLISHED


def _has_limits(figures: FigureBatch) -> Mask:
    return figures.has("lower") | figures.has("upper")


def _is_outside(figures: FigureBatch) -> Mask:
    value, lower, upper = map(figures.number, ("value", "lower", "upper"))
    # Without a value neither comparison holds.
    return figures.has("lower") & figures.has("upper") & ((value < lower) | (value > upper))


def _is_minus_nought(column: str, figures: FigureBatch) -> Mask:
    numbers = figures.number(column)
    found: Mask = (numbers == 0) & np.signbit(numbers)
    return found


_FIGURE_RULES = (
    *(
        FigureRule(
            (column,),
            partial(_is_minus_nought, column),
            Expectation("a nought without a sign", "look what was published, and write 0 if it is nought"),
        )
        for column in NUMBERS
    ),
    FigureRule(
        ("value", "status"),
        lambda f: ~f.has("value") & ~f.says(_is_empty),
        Expectation("a number", "fill it in, or set the status to suppressed or missing"),
    ),
    FigureRule(
        ("value", "status"),
        lambda f: f.has("value") & f.says(_is_empty),
        Expectation("no value beside the status suppressed or missing", "empty the cell, or correct the status"),
    ),
    FigureRule(
        ("lower", "upper", "value"),
        lambda f: ~f.has("value") & _has_limits(f),
        Expectation("no interval without a value", "empty both ends"),
    ),
    FigureRule(
        ("count", "denominator", "status"),
        lambda f: f.says(_is_empty) & (f.has("count") | f.has("denominator")),
        Expectation("no count and no denominator beside the status suppressed or missing", "empty both cells"),
    ),
    FigureRule(
        ("lower", "upper"),
        lambda f: f.has("lower") != f.has("upper"),
        Expectation("both ends of the interval, or none", "fill in the other end, or empty both"),
    ),
    FigureRule(
        ("value", "lower", "upper"),
        _is_outside,
        Expectation("a value from lower to upper", "correct the three against the publication"),
    ),
    FigureRule(
        ("lower", "upper", "status"),
        lambda f: f.says(_is_sure_estimate) & _has_limits(f),
        Expectation("no interval for an estimate but an approximate one", "empty both ends"),
    ),
    FigureRule(
        ("interval", "lower", "upper"),
        lambda f: f.says(lambda manner: manner.interval is not IntervalKind.PUBLISHED) & ~f.has("lower"),
        Expectation("nothing, as there is no interval", "empty the cell, or fill in both ends"),
    ),
    FigureRule(
        ("verdict", "status"),
        lambda f: f.says(lambda manner: manner.verdict and manner.status not in _JUDGED),
        Expectation("a verdict only beside a figure of a publisher", "empty the cell, or correct the status"),
    ),
    FigureRule(
        ("value",),
        lambda f: f.of(lambda indicator: _kind(indicator) in _NEVER_NEGATIVE) & (f.number("value") < 0),
        Expectation("no negative rate, ratio, share, time or count", "correct the number or the kind of the indicator"),
    ),
    FigureRule(
        ("value",),
        lambda f: f.of(lambda indicator: _kind(indicator) is Kind.SHARE) & (f.number("value") > 100),
        Expectation("a share in per cent, at most 100", "correct the number or the kind of the indicator"),
    ),
    FigureRule(
        ("count",),
        lambda f: f.number("count") < 0,
        Expectation("a count from 0 up", "correct the number"),
    ),
    FigureRule(
        ("denominator",),
        lambda f: f.number("denominator") < 0,
        Expectation("a number of people from 0 up", "correct the number"),
    ),
    FigureRule(
        ("count", "denominator"),
        lambda f: f.of(lambda one: _kind(one) in _SHARES) & (f.number("count") > f.number("denominator")),
        Expectation("a count that is not above its denominator", "correct the two against the publication"),
    ),
    FigureRule(
        ("status",),
        lambda f: f.of(lambda one: _kind(one) is Kind.RATIO) & f.says(_is_computed),
        Expectation("no estimate or sum of a standardised ratio", "delete the row: ratios are never averaged"),
    ),
)


def figure_faults(table: TableColumns, figures: FigureBatch) -> Iterator[Fault]:
    """What the statistics forbid in the figures of a table; a figure that is wrong in itself fits no indicator."""
    is_wrong = np.zeros(len(figures.numbers), np.bool_)
    for rule in _FIGURE_RULES:
        broken = rule.broken(figures)
        is_wrong |= broken
        yield from _told(table, rule, broken)
    for rule in (*_ranges(figures), *_UNFITTING):
        yield from _told(table, rule, rule.broken(figures) & ~is_wrong)


def _told(table: TableColumns, rule: FigureRule, broken: Mask) -> Iterator[Fault]:
    return (rule.fault(table.row(int(row))) for row in np.flatnonzero(broken))


class Range(NamedTuple):
    """Between which numbers every figure of a kind lies."""

    low: float
    high: float


#: People: more than any country of Europe has. Person-years of twenty years: twenty times as many.
_PEOPLE, _PERSON_YEARS = 1e8, 2e9
_DAY_MINUTES = 1440
#: What no figure of a kind can be beyond; a rate is no more than all of those that it is counted among.
_RANGES = {
    Kind.RATE: Range(0, 1e6),
    Kind.RATIO: Range(0, 10_000),
    Kind.SHARE: Range(0, 100),
    Kind.YEARS: Range(-130, 130),
    Kind.SCORE: Range(-10_000, 10_000),
    Kind.RANK: Range(1, 1e6),
    Kind.MINUTES: Range(0, _DAY_MINUTES),
    Kind.COUNT: Range(0, _PEOPLE),
}


@lru_cache(maxsize=256)
def plausible(kind: Kind, per: int | None) -> Range:
    """The range of a kind; that of a rate ends at the number of people that it is per, that of a rank at the last."""
    usual = _RANGES[kind]
    return Range(usual.low, float(per)) if kind in (Kind.RATE, Kind.RANK) and per else usual


def _ranges(figures: FigureBatch) -> Iterator[FigureRule]:
    """A rule for each column whose numbers no place can have; the ends of an interval may lie as far out again."""
    yield _within("count", Range(0, _PEOPLE), _any)
    yield _within("denominator", Range(0, _PERSON_YEARS), _any)
    for kind, per in dict.fromkeys((one.kind, one.per) for one in figures.indicators if one):
        low, high = plausible(kind, per)
        is_meant = partial(_is_of, kind, per)
        yield _within("value", Range(low, high), is_meant)
        yield _within("lower", Range(low - high, 2 * high), is_meant)
        yield _within("upper", Range(low - high, 2 * high), is_meant)


def _any(indicator: Indicator | None) -> bool:
    return True


def _is_of(kind: Kind, per: int | None, indicator: Indicator | None) -> bool:
    return indicator is not None and (indicator.kind, indicator.per) == (kind, per)


def _within(column: str, allowed: Range, is_meant: Callable[[Indicator | None], bool]) -> FigureRule:
    def is_beyond(figures: FigureBatch) -> Mask:
        numbers = figures.number(column)
        return ((numbers < allowed.low) | (numbers > allowed.high)) & figures.of(is_meant)

    return FigureRule((column,), is_beyond, _between(allowed))


#: The verdicts that an indicator can have beside "similar", by its direction.
_SIDES = {
    Direction.HIGH_IS_WORSE: frozenset({Comparison.WORSE, Comparison.BETTER, Comparison.SIMILAR}),
    Direction.LOW_IS_WORSE: frozenset({Comparison.WORSE, Comparison.BETTER, Comparison.SIMILAR}),
    Direction.NEUTRAL: frozenset({Comparison.HIGHER, Comparison.LOWER, Comparison.SIMILAR}),
    Direction.NEVER_COMPARED: frozenset[Comparison](),
}
_ONLY_STANDARDISED = Expectation(
    "nothing, as only an age-standardised rate gets approximate limits", "empty the cell and both ends"
)
_UNFITTING = (
    FigureRule(
        ("interval",),
        lambda f: f.says(lambda manner: manner.interval is IntervalKind.APPROXIMATE) & ~f.of(_is_standardised_rate),
        _ONLY_STANDARDISED,
    ),
    FigureRule(
        ("verdict",),
        lambda f: np.logical_or.reduce([_is_on_other_side(f, direction) for direction in Direction]),
        Expectation("a word that fits the direction of the indicator", "correct one of the two"),
    ),
)


def _is_standardised_rate(indicator: Indicator | None) -> bool:
    """Whether it is one, or nobody knows."""
    return indicator is None or (indicator.kind, indicator.standardised) == (Kind.RATE, Standardised.AGE)


def _is_on_other_side(figures: FigureBatch, direction: Direction) -> Mask:
    has_it = figures.of(lambda indicator: indicator is not None and indicator.direction is direction)
    return has_it & figures.says(lambda manner: manner.verdict and manner.verdict not in _SIDES[direction])


def _between(range: Range) -> Expectation:
    return Expectation(
        f"a number from {range.low:,.0f} to {range.high:,.0f}", "correct it, or the kind and unit of the indicator"
    )
