"""One truth for one number: what is printed decides colour, class and rank; tests and sums take published digits."""

from __future__ import annotations

from math import ceil

from dashboard.core.indicator import Indicator
from dashboard.core.labels import capitalised
from dashboard.core.value import Status, Value


def printed(figure: float, decimals: int) -> float:
    """The figure as it is printed: rounded to so many decimals as the formatter rounds, and never a minus nought."""
    return round(figure, decimals) or 0.0


def prints_from(edge: float, decimals: int) -> float:
    """The figure from which on what is printed, with so many decimals, reaches an edge."""
    unit: float = 10.0**-decimals
    return (ceil(round(edge / unit, 6)) - 0.5) * unit


STATUS = {
    Status.PUBLISHED: "",
    Status.SUM: "",
    Status.ESTIMATE: "estimate",
    Status.DERIVED: "",
    Status.MODELLED: "modelled",
    Status.DEFINITION: "",
    Status.SUPPRESSED: "suppressed (small numbers)",
    Status.MISSING: "missing",
}
NOT_PUBLISHED = "not published"


def number(figure: float, decimals: int) -> str:
    """A figure with thousands separators and a real minus sign."""
    return f"{printed(figure, decimals):,.{decimals}f}".replace("-", "−")


def figure_of(value: Value | None, indicator: Indicator) -> str:
    """The figure as it stands on the map and in the table, or the word for why there is none."""
    if value is None:
        return NOT_PUBLISHED
    if value.value is None:
        return STATUS[value.status]
    return number(value.value, indicator.decimals)


def interval_of(value: Value | None, indicator: Indicator) -> str:
    """The 95 % interval, "60.4 to 63.1", or nothing."""
    if value is None or value.lower is None or value.upper is None:
        return ""
    return f"{number(value.lower, indicator.decimals)} to {number(value.upper, indicator.decimals)}"


def unit_heading(indicator: Indicator) -> str:
    """The unit as the title of a legend or a column: "(England = 100)" loses its brackets."""
    return capitalised(indicator.unit_short.strip("()"))
