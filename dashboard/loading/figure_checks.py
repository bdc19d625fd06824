"""What the statistics forbid in one figure: pure rules over its numbers, its status and the kind of its indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dashboard.core.indicator import Direction, Indicator, Kind, Standardised
from dashboard.core.value import Comparison, IntervalKind, Status, Value
from dashboard.loading.validation import Expectation, Fault, TableRow, shown

_EMPTY = frozenset({Status.SUPPRESSED, Status.MISSING})
_COMPUTED = frozenset({Status.ESTIMATE, Status.SUM})
#: Nobody but a publisher judges by this column, and only its own figures.
_JUDGED = frozenset({Status.PUBLISHED, Status.MODELLED})
_NEVER_NEGATIVE = frozenset({Kind.RATE, Kind.RATIO, Kind.SHARE, Kind.MINUTES, Kind.COUNT})


class FigureRule(NamedTuple):
    """What no figure may be; the cells of ``columns`` are shown, and the first is where the fault is."""

    columns: tuple[str, ...]
    broken: Callable[[Value, Kind | None], object]
    rule: Expectation


def _is_outside(figure: Value, kind: Kind | None) -> bool:
    if figure.value is None or figure.lower is None or figure.upper is None:
        return False
    return not figure.lower <= figure.value <= figure.upper


def _has_limits(figure: Value, interval: IntervalKind) -> bool:
    return (figure.lower, figure.upper) != (None, None) and figure.interval is interval


def _is_negative(number: float | None) -> bool:
    return number is not None and number < 0


_FIGURE_RULES = (
    FigureRule(
        ("value", "status"),
        lambda figure, kind: figure.value is None and figure.status not in _EMPTY,
        Expectation("a number", "fill it in, or set the status to suppressed or missing"),
    ),
    FigureRule(
        ("value", "status"),
        lambda figure, kind: figure.value is not None and figure.status in _EMPTY,
        Expectation("no value beside the status suppressed or missing", "empty the cell, or correct the status"),
    ),
    FigureRule(
        ("lower", "upper", "value"),
        lambda figure, kind: figure.value is None and (figure.lower, figure.upper) != (None, None),
        Expectation("no interval without a value", "empty both ends"),
    ),
    FigureRule(
        ("count", "denominator", "status"),
        lambda figure, kind: figure.status in _EMPTY and (figure.count, figure.denominator) != (None, None),
        Expectation("no count and no denominator beside the status suppressed or missing", "empty both cells"),
    ),
    FigureRule(
        ("lower", "upper"),
        lambda figure, kind: (figure.lower is None) != (figure.upper is None),
        Expectation("both ends of the interval, or none", "fill in the other end, or empty both"),
    ),
    FigureRule(
        ("value", "lower", "upper"),
        _is_outside,
        Expectation("a value from lower to upper", "correct the three against the publication"),
    ),
    FigureRule(
        ("lower", "upper", "status"),
        lambda figure, kind: figure.status is Status.ESTIMATE and _has_limits(figure, IntervalKind.PUBLISHED),
        Expectation("no interval for an estimate but an approximate one", "empty both ends"),
    ),
    FigureRule(
        ("interval", "lower", "upper"),
        lambda figure, kind: figure.interval is not IntervalKind.PUBLISHED and figure.lower is None,
        Expectation("nothing, as there is no interval", "empty the cell, or fill in both ends"),
    ),
    FigureRule(
        ("verdict", "status"),
        lambda figure, kind: figure.verdict and figure.status not in _JUDGED,
        Expectation("a verdict only beside a figure of a publisher", "empty the cell, or correct the status"),
    ),
    FigureRule(
        ("value",),
        lambda figure, kind: kind in _NEVER_NEGATIVE and _is_negative(figure.value),
        Expectation("no negative rate, ratio, share, time or count", "correct the number or the kind of the indicator"),
    ),
    FigureRule(
        ("value",),
        lambda figure, kind: kind is Kind.SHARE and figure.value is not None and figure.value > 100,
        Expectation("a share in per cent, at most 100", "correct the number or the kind of the indicator"),
    ),
    FigureRule(
        ("count",),
        lambda figure, kind: _is_negative(figure.count),
        Expectation("a count from 0 up", "correct the number"),
    ),
    FigureRule(
        ("denominator",),
        lambda figure, kind: _is_negative(figure.denominator),
        Expectation("a number of people from 0 up", "correct the number"),
    ),
    FigureRule(
        ("status",),
        lambda figure, kind: kind is Kind.RATIO and figure.status in _COMPUTED,
        Expectation("no estimate or sum of a standardised ratio", "delete the row: ratios are never averaged"),
    ),
)


def figure_faults(row: TableRow, figure: Value, indicator: Indicator | None) -> list[Fault]:
    """What the statistics forbid in one figure; ``indicator`` is None if it is not known."""
    kind = indicator.kind if indicator else None
    broken = [check for check in _FIGURE_RULES if check.broken(figure, kind)]
    if not broken:
        broken = [*_implausible(figure, indicator), *_unfitting(figure, indicator)]
    return [
        row.fault(check.columns[0], check.rule, ", ".join(f"{name} {shown(row.cells[name])}" for name in check.columns))
        for check in broken
    ]


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
    Kind.MINUTES: Range(0, _DAY_MINUTES),
    Kind.COUNT: Range(0, _PEOPLE),
}


@lru_cache(maxsize=256)
def plausible(kind: Kind, per: int | None) -> Range:
    """The range of a kind; that of a rate ends at the number of people that it is per."""
    return Range(0, float(per)) if kind is Kind.RATE and per else _RANGES[kind]


def _implausible(figure: Value, indicator: Indicator | None) -> Iterator[FigureRule]:
    """A rule for each cell whose number no place can have; the ends of an interval may lie as far out again."""
    numbers = {"count": figure.count, "denominator": figure.denominator}
    ranges = {"count": Range(0, _PEOPLE), "denominator": Range(0, _PERSON_YEARS)}
    if indicator:
        low, high = plausible(indicator.kind, indicator.per)
        numbers |= {"value": figure.value, "lower": figure.lower, "upper": figure.upper}
        ranges |= {"value": Range(low, high)} | dict.fromkeys(("lower", "upper"), Range(low - high, 2 * high))
    for column, number in numbers.items():
        if number is not None and not ranges[column].low <= number <= ranges[column].high:
            yield FigureRule((column,), _never, _between(ranges[column]))


def _never(figure: Value, kind: Kind | None) -> bool:
    return False


_UNSTANDARDISED = FigureRule(
    ("interval",),
    _never,
    Expectation("nothing, as only an age-standardised rate gets approximate limits", "empty the cell and both ends"),
)
#: The verdicts that an indicator can have beside "similar", by its direction.
_SIDES = {
    Direction.HIGH_IS_WORSE: frozenset({Comparison.WORSE, Comparison.BETTER, Comparison.SIMILAR}),
    Direction.LOW_IS_WORSE: frozenset({Comparison.WORSE, Comparison.BETTER, Comparison.SIMILAR}),
    Direction.NEUTRAL: frozenset({Comparison.HIGHER, Comparison.LOWER, Comparison.SIMILAR}),
    Direction.NEVER_COMPARED: frozenset[Comparison](),
}
_OTHER_SIDE = FigureRule(
    ("verdict",), _never, Expectation("a word that fits the direction of the indicator", "correct one of the two")
)


def _unfitting(figure: Value, indicator: Indicator | None) -> Iterator[FigureRule]:
    """What does not fit the indicator: limits that its kind cannot have, a verdict on a side that it does not have."""
    if not indicator:
        return
    is_standardised = (indicator.kind, indicator.standardised) == (Kind.RATE, Standardised.AGE)
    if figure.interval is IntervalKind.APPROXIMATE and not is_standardised:
        yield _UNSTANDARDISED
    if figure.verdict and figure.verdict not in _SIDES[indicator.direction]:
        yield _OTHER_SIDE


def _between(range: Range) -> Expectation:
    return Expectation(
        f"a number from {range.low:,.0f} to {range.high:,.0f}", "correct it, or the kind and unit of the indicator"
    )
