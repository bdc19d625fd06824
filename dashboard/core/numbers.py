"""Figures and intervals as they stand on the map, in tables and in sentences."""

from __future__ import annotations

from dashboard.core.indicator import Indicator
from dashboard.core.rounding import printed
from dashboard.core.value import Status, Value, is_approximate

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
#: Stands before limits that were not published.
_ABOUT = "approx. "
INTERVAL, ABOUT_INTERVAL = "95% interval", "approximate 95% interval"


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
    """The 95 % interval, "60.4 to 63.1", marked "approx. 60.4 to 63.1" if it is no published one; or nothing."""
    limits = limits_of(value, indicator)
    return f"{_ABOUT if is_approximate(value) else ''}{limits}" if limits else ""


def interval_words(value: Value | None, indicator: Indicator) -> str:
    """ "95% interval 60.4 to 63.1", called approximate if it is; "" without one."""
    limits = limits_of(value, indicator)
    return f"{ABOUT_INTERVAL if is_approximate(value) else INTERVAL} {limits}" if limits else ""


def limits_of(value: Value | None, indicator: Indicator) -> str:
    """The limits alone, where a heading or a word before them says what they are."""
    if value is None or value.lower is None or value.upper is None:
        return ""
    return f"{number(value.lower, indicator.decimals)} to {number(value.upper, indicator.decimals)}"
