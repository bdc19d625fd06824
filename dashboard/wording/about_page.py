"""What the page about the data says: how figures come about, how a map is read, and of its list of measures."""

from __future__ import annotations

from dashboard.core.edition import Edition
from dashboard.core.periods import period_words

TITLE = "About the data"
READING, MEASURES = "How to read a map", "All measures"
IMPORTS, MISSING = "When the figures came in", "Not in this edition"
FIND, SHOW_ALL = "Find a measure", "Show all measures"
#: Before a link, and the words of the link.
GLOSSARY = "Words such as rate, interval or estimate are explained in the", "glossary"
OPEN_DATA = "All figures can be had as files and by programs:", "Open data and API"
_PUBLISHED = (
    "Every figure of the atlas was published by the body named beside it, or is computed from published figures by a "
    "rule that is said with it. Nothing is interpolated."
)


def introduction(edition: Edition) -> str:
    """Where figures come from, and of which areas they are."""
    return f"{_PUBLISHED} {edition.about.areas}"


def map_reading(edition: Edition) -> tuple[str, ...]:
    """What holds for every map."""
    return (
        "The shades of one measure and level are fixed over all periods and pages: a colour keeps its meaning.",
        "White with dots means that this edition has no figure. It never means zero.",
        "“Worse” and “better” are said if England\u2019s figure lies outside the 95% confidence interval of the area, "
        "or if the publisher says so, whose name then stands before them.",
        "“Likely worse”, “likely better” and “not clear” rest on an approximate interval. Without any of these nothing "
        f"is compared. {edition.about.intervals}",
        "An “estimate” is the population-weighted mean of the rates of the parts of an area. It has no interval but an "
        "approximate one.",
        edition.about.whole_areas,
        edition.about.small_areas,
    )


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
