"""What levels, outlines, sites and areas are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.core.area import Area, SiteKind
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level, LevelRole
from dashboard.core.spelling import UNSEEN
from dashboard.core.value import Extent, Value

SITES = {
    SiteKind.HOSPITAL: "acute hospital",
    SiteKind.STROKE_UNIT: "acute stroke unit, which gives clot-dissolving treatment",
}
#: The same in a legend, which is narrow.
SITE_MARKS = {SiteKind.HOSPITAL: "acute hospital", SiteKind.STROKE_UNIT: "acute stroke unit"}


def level_heading(level: Level) -> str:
    """The short name of a level at the beginning of a line: "Council", "England"."""
    return capitalised(level.short)


def plural(level: Level, count: int) -> str:
    """ "1 council area", "14 council areas"."""
    return f"{count:,} {level.singular if count == 1 else level.plural}"


def every(count: int) -> str:
    """ "all 12", "both", and "1" of one alone."""
    return {1: "1", 2: "both"}.get(count, f"all {count:,}")


def outline_mark(level: Level) -> str:
    """What the outlines of a level are called in a legend: "council boundary"."""
    return level.singular if level.role is LevelRole.OVERLAY else f"{level.short} boundary"


def outlines_said(level: Level) -> str:
    """The same in a sentence about the whole map."""
    return f"the outlines of {level.plural}" if level.role is LevelRole.OVERLAY else f"{level.short} boundaries"


def site_count(kind: SiteKind, count: int) -> str:
    """ "1 acute hospital", "7 acute stroke units"."""
    return f"{count} {SITE_MARKS[kind]}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def called(area: Area, value: Value | None = None) -> str:
    """The name in a sentence or on a map: "Darlington", "North Yorkshire (whole county)" (rule 4)."""
    return area.name if area.level.role is LevelRole.PARTNERSHIP else marked(area, extent_mark(area, value))


def short_name(area: Area) -> str:
    """The name in a narrow column: "North Cumbria", "Cumbria (part)"."""
    return marked(area, extent_mark(area))


def marked(area: Area, mark: str) -> str:
    """The short name with a mark behind it, if there is one."""
    return f"{area.short_name} {mark}" if mark else area.short_name


def extent_mark(area: Area, value: Value | None = None) -> str:
    """Behind the name of an area that lies in the system in part, or whose figure is of more: of which land it is.

    A small area bears none: its name is long enough, and its note says it.
    """
    if value is not None and value.extent is Extent.MERGED:
        return f"({value.extent_words.replace(' ', _NBSP)})"
    if area.part_of_larger is Extent.OWN or area.level.is_small:
        return ""
    if value is not None and value.extent.is_larger:
        return f"({value.extent_words.replace(' ', _NBSP)})"
    return "(part)"


#: Keeps "whole county" on one line.
_NBSP = "\u00a0"


def capitalised(words: str) -> str:
    """First letter upper case, the rest as it is (str.capitalize would spoil "GP" and "COPD")."""
    return words[:1].upper() + words[1:]


def count_in_words(count: int) -> str:
    """A count in a sentence: "no", "one" to "twelve", then "13" and "1,300"."""
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_sentence(name: str) -> str:
    """A name inside a sentence: "lung cancer", and still "COPD"."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


_UNSEEN = re.compile(f"[{UNSEEN}]+")


def shortened(words: str, longest: int = 40) -> str:
    """Hostile or long input, cut to what can be seen and fits a sentence."""
    plain = " ".join(_UNSEEN.sub("", word) for word in words.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def unit_heading(indicator: Indicator) -> str:
    """The unit as the title of a legend or a column: "(England = 100)" loses its brackets."""
    return capitalised(indicator.unit_short.strip("()"))
