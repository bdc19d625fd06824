"""docs/benchmarks.md has parts by several hands: what ``bench`` wrote comes first, then a section for each other."""

from __future__ import annotations

_SECTION = "\n## "


def with_first_part(text: str, part: str) -> str:
    """The page with another first part; the sections stay."""
    _, mark, sections = text.partition(_SECTION)
    return f"{part.rstrip()}\n{mark}{sections}"


def with_section(text: str, heading: str, words: str) -> str:
    """The page with a section in the place of the one of its heading, or as the first one."""
    first, *sections = text.split(_SECTION)
    others = [section for section in sections if section.partition("\n")[0] != heading]
    return _SECTION.join([f"{first.rstrip()}\n", f"{heading}\n\n{words.rstrip()}\n", *others])
