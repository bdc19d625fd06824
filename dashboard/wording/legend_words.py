"""The words of a legend."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import ceil, inf

from dashboard.core.area import Row
from dashboard.core.indicator import Indicator, Kind
from dashboard.core.labels import capitalised
from dashboard.core.numbers import number
from dashboard.core.value import FEW_EVENTS, Direction
from dashboard.stats.class_edges import ENGLAND_IS, Classes
from dashboard.stats.comparison import Basis

NO_DIFFERENCE = "no difference beyond chance between these areas"
EQUAL_SIZES = "Every area is drawn in the same size."
AGAINST_ENGLAND = "Against England"
#: Of the nine colours for figure and deprivation: what they are, and which way the two rise.
NINE, ACROSS, UP = "Nine colours for figure and deprivation", "higher figures →", "more deprived →"
_SOURCES = {
    Basis.INTERVAL: "By 95% intervals.",
    Basis.PUBLISHER: "By the verdict of {}.",
    Basis.APPROXIMATE: "Likely: by approximate intervals.",
}
#: The highest share there can be, in per cent.
ALL = 100.0
_WORSE, _HIGHER = ("worse", "better"), ("higher", "lower")


def england_mark(figure: float, decimals: int) -> str:
    """England's mark: "England: 71.7"."""
    return f"England: {number(figure, decimals)}"


def steps_from(figure: float, decimals: int) -> str:
    """Said where England's figure of the period is another than the one from which the classes go."""
    return f"Steps go from England's figure of another period, {number(figure, decimals)}."


def direction(which: Direction, sides: Collection[int]) -> str:
    """How the colours go. sides: of a ratio, how far its classes are from England, above nought on the orange side."""
    dark, light = _WORSE if which in (Direction.HIGH_IS_WORSE, Direction.LOW_IS_WORSE) else _HIGHER
    orange, blue = max(sides, default=0) > 0, min(sides, default=0) < 0
    said = [*([f"orange is {dark}"] if orange else []), *([f"blue is {light}"] if blue else [])]
    return f"{capitalised(', '.join(said))}." if said else f"Darker is {dark}."


def sources(bases: Collection[Basis], publisher: str) -> tuple[str, ...]:
    """What the comparisons of a map rest on. publisher: its short name."""
    return tuple(words.format(publisher) for basis, words in _SOURCES.items() if basis in bases)


def third_limits(what: str, edges: Sequence[str], unit: str) -> str:
    """Where the lowest third ends and the highest begins: "Figures: low under 184.5, high from 210.2 per 100,000."."""
    return f"{what}: low under {edges[0]}, high from {edges[-1]} {unit}." if edges else f"{what}: all are equal."


def whole_figures(rows: Iterable[Row]) -> str:
    """What the hatching of figures of more land says: "of the whole county"."""
    words = dict.fromkeys(row.value.extent_words for row in rows if row.value and row.value.extent.reaches_beyond)
    return f"of the {' or '.join(words)}"


def few_events(what: Indicator) -> str:
    """What the hatching of unreliable figures says: "fewer than 20 deaths: unreliable"."""
    return f"fewer than {FEW_EVENTS} {what.event or 'events'}: unreliable"


def class_labels(classes: Classes, what: Indicator) -> tuple[str, ...]:
    """The legend entry of each class, lowest first: "under 225", "225 to under 255", "255 and over".

    Of ranks, which are whole, the first and the last: "1", "2 to 3"; of shares there are none over 100.
    """
    if classes.is_chance:
        return (NO_DIFFERENCE,)
    if what.tenth and what.per:
        return tuple(_ranks(low, high, what.per) for low, high in classes.bounds)
    decimals = max((_decimals(edge) for bounds in classes.bounds for edge in bounds if abs(edge) < inf), default=0)
    labels = tuple(f"{_range(*bounds, decimals)}{_around(*bounds, classes)}" for bounds in classes.bounds)
    is_full = what.kind is Kind.SHARE and classes.edges and classes.edges[-1] == ALL
    return (*labels[:-1], number(ALL, decimals)) if is_full else labels


def _ranks(low: float, high: float, last: int) -> str:
    """ "1", "2 to 3", "8 to 10" of tenths."""
    first, end = 1 if low == -inf else ceil(low), last if high == inf else ceil(high) - 1
    return f"{first:,}" if first == end else f"{first:,} to {end:,}"


def _range(low: float, high: float, decimals: int) -> str:
    if low == -inf:
        return "all figures" if high == inf else f"under {number(high, decimals)}"
    return f"{number(low, decimals)} and over" if high == inf else _between(low, high, decimals)


def _between(low: float, high: float, decimals: int) -> str:
    """ "225 to under 255"."""
    return f"{number(low, decimals)} to under {number(high, decimals)}"


def _around(low: float, high: float, classes: Classes) -> str:
    """Of the middle class of a ratio: ", within 10 % of England"."""
    if not classes.diverges or not low < ENGLAND_IS < high:
        return ""
    return f", within {number(high - ENGLAND_IS, 0)}\N{NO-BREAK SPACE}% of England"


def _decimals(edge: float) -> int:
    plain = f"{edge:.6f}".rstrip("0")
    return len(plain.split(".")[1])
