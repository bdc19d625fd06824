"""What the page about the data says of its list of measures."""

from __future__ import annotations

from dashboard.core.periods import period_words


def found(typed: str, count: int) -> str:
    """How many measures have the words that were typed."""
    if not count:
        return f"No measure has “{typed}”. Try a shorter word."
    return f"{count} {'measure has' if count == 1 else 'measures have'} “{typed}”."


def periods(first: str, last: str) -> str:
    """The periods of a map: "2009 to 2019", "2001 to 2003 up to 2015 to 2017", or the only one."""
    if first == last:
        return period_words(first)
    one, other = period_words(first), period_words(last)
    return f"{one} up to {other}" if " " in one + other else f"{one} to {other}"
