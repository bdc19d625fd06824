"""What the page of a place says around its figures: headings, how its table is sorted, and how it is read."""

from __future__ import annotations

from dashboard.core.value import Comparison
from dashboard.core.view import ProfileOrder

STANDS_OUT, RESPONSIBLE = "What stands out here", "Who is responsible here"
HEADLINES = "Headline measures, each by its newest definition"
FILTER, ALL_FIGURES = "Show only figures with these words", "All these figures:"
READING, METHOD = "How to read this table", "How it was worked out"
SPINE = "Lowest to highest in the system"

_TITLES = {
    Comparison.WORSE: "Worse than England",
    Comparison.SIMILAR: "Similar to England",
    Comparison.BETTER: "Better than England",
    Comparison.HIGHER: "Higher or lower than England, with no better or worse side",
    Comparison.NOT_COMPARED: "Not compared",
}
#: The same where one of the lines rests on approximate limits.
_LIKELY_TITLES = {
    Comparison.WORSE: "Worse or likely worse than England",
    Comparison.SIMILAR: "Similar to England, or not clearly different",
    Comparison.BETTER: "Better or likely better than England",
}
#: How the lines can be sorted: what the reader chooses, and what the table says of it.
_SORTED_BY = {ProfileOrder.ENGLAND: "distance from England", ProfileOrder.CONDITION: "condition"}
_IN_ORDER = {
    ProfileOrder.ENGLAND: "the furthest from England first",
    ProfileOrder.CONDITION: "in the order of the conditions",
}
_HOW_TO_READ = (
    "Choose a measure to see it on the map.",
    "“Other definitions” of a measure, older or modelled, open below its newest figure.",
    "Pale bar: from the lowest to the highest figure of all areas of the level in the system (a figure of more land "
    "than its area counts, too, and is marked).",
    "Dotted line: England.",
    "Thin line: 95% interval, broken if it is approximate.",
    "The distance from England is measured as a part of that range.",
    "“Likely” and “not clear”: by an approximate interval, with a hollow mark.",
    "A name before the verdict: the publisher\u2019s own.",
    "Not compared: this edition holds no interval, or no figure for England.",
    "An empty cell: this edition has no figure.",
    "An estimate is a population-weighted mean.",
)


def in_brief(name: str) -> str:
    """Above what is said of a place before its figures."""
    return f"{name} in brief"


def profile_heading(name: str) -> str:
    """Above the table of a place."""
    return f"All figures for {name}"


def matches_heading(name: str) -> str:
    """Above what it would mean if a place had England's figures. name: as sentences have it."""
    return f"If {name} matched England"


def how_many(count: int) -> str:
    """How many figures the table has; the script says the same of those that are found."""
    return f"{count} figures, each by its newest definition"


def more_below(count: int) -> str:
    """Below a list that leaves some out."""
    return f"and {count} more below"


def other_definitions(count: int) -> str:
    """On the button that unfolds them."""
    return f"{count} other definition{'s' if count > 1 else ''}"


def group_heading(comparison: Comparison, is_likely: bool) -> str:
    """Above the figures that stand so against England. is_likely: whether some of them rest on approximate limits."""
    return (_LIKELY_TITLES if is_likely else {}).get(comparison) or _TITLES[comparison]


def sorted_by(order: ProfileOrder) -> str:
    """What a reader sorts the table by."""
    return _SORTED_BY[order]


def table_caption(beside: str, order: ProfileOrder) -> str:
    """What the table is, for who does not see it. beside: the larger areas that stand beside the place."""
    return f"Latest figure of each measure{f' beside {beside}' if beside else ''}, {_IN_ORDER[order]}"


def table_reading(borrowed: str) -> str:
    """How the table is read. borrowed: what is said beside a figure of the twin of a place, if any."""
    twin = (f"“{borrowed}”: the figure of the area with the same boundary.",) if borrowed else ()
    return " ".join((*_HOW_TO_READ, *twin))
