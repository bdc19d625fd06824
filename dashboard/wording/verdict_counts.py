"""How many areas of a map differ from what they are compared with, in words, the fullest first."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.core.headline import Finding
from dashboard.core.labels import every, listed, plural
from dashboard.core.level import Level
from dashboard.core.value import Comparison
from dashboard.views.gist_model import Gist
from dashboard.wording.verdicts import likely_words

#: The verdicts that tell a difference, in the order in which they are said.
_SIDES = (Comparison.WORSE, Comparison.BETTER, Comparison.HIGHER, Comparison.LOWER)


def counted(found: Gist, level: Level, yardstick: str) -> Iterator[Finding]:
    """How many areas are worse, better, higher or lower than what they are compared with."""
    yield from counted_against(found, level, yardstick)
    if _counts(found):
        # Who is compared with whom says more than what the areas are called, which stands in the subtitle.
        yield counted_without_areas(found, yardstick)
    yield from _counted_alone(found, level)


def counted_against(found: Gist, level: Level, yardstick: str) -> Iterator[Finding]:
    """Those of the words that name what the areas are compared with."""
    counts, likely, areas = _counts(found), _likely(found), plural(level, found.compared)
    left, shorter = _uncompared(found), _uncompared(found, "uncompared")
    if not counts:
        any_of = {1: areas, 2: f"either {level.singular}"}.get(found.compared, f"any of {areas}")
        yield Finding(f"no clear difference from {yardstick} in {any_of}", left)
        return
    (first, most), *rest = counts
    if most == found.compared:
        areas = level.singular if most == 1 else level.plural
        yield Finding(f"{likely}{first} than {yardstick} in {every(most)} {areas}", left)
    else:
        second = "".join(f" and {c} in {count}" for c, count in rest)
        yield Finding(f"{likely}{first} than {yardstick} in {most}{second} of {areas}", left)
        others = (f"{c} in {count}" for c, count in rest)
        yield Finding(f"{likely}{first} than {yardstick} in {most} of {areas}").adding(*others, left)
    for said in (left, shorter):
        yield _line(found, level.brief, f"{likely}{first} than {yardstick}").adding(said)


def counted_without_areas(found: Gist, yardstick: str) -> Finding:
    """The shortest of the words that name what the areas are compared with, which does not say what they are."""
    counts = _counts(found)
    if not counts:
        any_of = {1: "", 2: " in either"}.get(found.compared, f" in any of {found.compared:,}")
        return Finding(f"no clear difference from {yardstick}{any_of}", _uncompared(found))
    return _line(found, "", f"{_likely(found)}{counts[0][0]} than {yardstick}").adding(_uncompared(found, "uncompared"))


def _counted_alone(found: Gist, level: Level) -> Iterator[Finding]:
    """Those that do not name it."""
    counts, likely, left = _counts(found), _likely(found), _uncompared(found)
    if not counts:
        yield Finding(f"none of {plural(level, found.compared)} clearly differs", left)
        yield Finding("no clear difference", left)
        return
    first = counts[0][0]
    mixed = "(likely) " if 0 < found.likely < found.compared else likely
    ending = f"; {left}" if left else ""
    yield _line(found, level.brief, f"{likely}{first}").ending(ending)
    shortest = _uncompared(found, "uncompared")
    yield _line(found, level.brief, f"{mixed}{first}").ending(f"; {shortest}" if shortest else "")
    yield _line(found, "", f"{mixed}{first}").ending(ending)
    yield Finding(f"{_most(found, '')} {mixed}{first}").ending(f"; {shortest}" if shortest else "")


def _line(found: Gist, areas: str, verdict: str) -> Finding:
    """ "4 of 12 districts worse than England", and how many have the other verdicts."""
    others = (f"{count} {c}" for c, count in _counts(found)[1:])
    return Finding(f"{_most(found, areas)} {verdict}").adding(*others)


def _most(found: Gist, areas: str) -> str:
    """ "all 12 districts", "4 of 12"; of those with the first verdict."""
    most = _counts(found)[0][1]
    return f"{'all' if most == found.compared else f'{most} of'} {found.compared} {areas}".strip()


def counted_side(found: Gist) -> str:
    """ "9 likely worse", "none of them clearly"; how many have no verdict."""
    words = [f"{'all' if count == found.count else count} {_likely(found)}{c}" for c, count in _counts(found)]
    return ", ".join(filter(None, (listed(words) or "none of them clearly", _uncompared(found))))


def _counts(found: Gist) -> list[tuple[Comparison, int]]:
    return [(c, found.verdicts[c]) for c in _SIDES if found.verdicts.get(c)]


def _likely(found: Gist) -> str:
    return likely_words(found.likely, found.compared)


def _uncompared(found: Gist, words: str = "not compared") -> str:
    without = found.areas - found.compared
    return f"{without} {words}" if without else ""
