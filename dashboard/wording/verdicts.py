"""Verdicts in words: how an area stands against England, and what says so. Page, picture and table take them from here.

An approximate interval bears no more than "likely worse" or "not clear"; a publisher's own verdict names the publisher.
"""

from __future__ import annotations

from dashboard.core.national import NationalRank
from dashboard.core.value import Comparison, Value
from dashboard.stats.comparison import Basis, Verdict

#: The word between a comparison and what it is with, if it is not "than".
COMPARED = {Comparison.SIMILAR: "to", Comparison.NOT_COMPARED: "with"}
#: How the basis of a verdict is called in a table; a publisher's is called by its name.
_BASES = {Basis.INTERVAL: "95% interval", Basis.APPROXIMATE: "approximate interval", Basis.NONE: ""}
#: Why there is no verdict: somebody may have published an interval all the same (rule 9e).
NO_INTERVAL = "this edition holds no interval"


def verdict_words(verdict: Verdict, publisher: str) -> str:
    """ "worse", "OHID: worse", "likely worse", "not clear"; "" where nothing is compared. publisher: its short name."""
    if verdict.comparison is Comparison.NOT_COMPARED:
        return ""
    if verdict.basis is Basis.PUBLISHER:
        return f"{publisher}: {verdict.comparison}"
    if not verdict.likely:
        return str(verdict.comparison)
    return "not clear" if verdict.comparison is Comparison.SIMILAR else f"likely {verdict.comparison}"


def verdict_against(verdict: Verdict, publisher: str, yardstick: str = "England") -> str:
    """The same inside a sentence: "worse than England", "OHID: worse than England", "likely worse than England".

    yardstick: the name of what the area is compared with.
    """
    if verdict.likely and verdict.comparison is Comparison.SIMILAR:
        return f"not clearly different from {yardstick}"
    said = verdict_words(verdict, publisher) or str(verdict.comparison)
    return f"{said} {COMPARED.get(verdict.comparison, 'than')} {yardstick}"


def likely_words(likely: int, count: int) -> str:
    """Before a verdict of several areas: whether all or some of them rest on approximate limits."""
    if not likely:
        return ""
    return "likely " if likely == count else "clearly or likely "


def basis_words(verdict: Verdict, publisher: str) -> str:
    """What a verdict rests on, for a column: "95% interval", "OHID", "approximate interval", or nothing."""
    return publisher if verdict.basis is Basis.PUBLISHER else _BASES[verdict.basis]


def in_columns(verdict: Verdict, publisher: str) -> tuple[str, str]:
    """A verdict in two columns: "worse" and what says so, "not compared" and nothing."""
    said = verdict_words(verdict, "") if verdict.likely else ""
    return said or str(verdict.comparison), basis_words(verdict, publisher)


def interval_kind(value: Value | None) -> str:
    """What the limits of a figure are, for a column; nothing without limits."""
    if value is None or value.lower is None:
        return ""
    return str(value.interval) or "published or from counts"


def national_rank_words(rank: NationalRank | None) -> str:
    """ "2nd highest of 150 councils": a rank among all areas of England, which is no verdict; "" without one."""
    return f"{rank_words(rank)} of {rank.of} {rank.level.brief}" if rank else ""


def rank_words(rank: NationalRank) -> str:
    """ "highest", "2nd highest"."""
    return nth_highest(rank.rank)


def nth_highest(rank: int) -> str:
    """ "highest" of the first, "2nd highest" of the second."""
    return "highest" if rank == 1 else f"{ordinal(rank)} highest"


def ordinal(number: int) -> str:
    """ "1st", "12th"; "1,042nd"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def standing(value: Value | None, verdict: Verdict, rank: NationalRank | None) -> str:
    """A rank, and why there is no verdict: "2nd highest of 150 councils; this edition holds no interval"."""
    alone = verdict.basis is Basis.NONE and value is not None and value.lower is None
    return f"{national_rank_words(rank)}{f'; {NO_INTERVAL}' if alone else ''}" if rank else ""
