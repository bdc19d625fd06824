"""What stands out in a place: at most four sentences, each by a rule that the figures decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.core import labels, numbers, periods
from dashboard.core.indicator import Kind
from dashboard.core.value import Comparison, Direction, Status, Value
from dashboard.stats.change import MOVED, Change, are_alike
from dashboard.stats.comparison import Basis
from dashboard.stats.turn import Turn, turn
from dashboard.views.area_profile import ProfileEntry, furthest_first
from dashboard.wording import sentences, verdicts

MOST_SENTENCES = 4
#: Among fewer areas than this the highest and the lowest are no finding.
_FEWEST_RANKED = 4
#: Neighbourhood figures that rest on deaths and cases vary too much by chance for a rank.
_RANKED_SMALL = (Kind.SCORE, Kind.MINUTES)
_FEWEST_PERIODS = 3


class FindingRule(StrEnum):
    """Why a sentence is there."""

    WORSE = "worse"
    BETTER = "better"
    IN_TENTH = "in the most deprived tenth"
    NONE_DIFFERS = "none differs"
    HIGHER_OR_LOWER = "higher or lower"
    CHANGE = "change"
    EXTREME = "extreme"


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One sentence with the entry it is about; None if it is about all of them.

    listed: of a change, in a list whose heading says "beyond chance" and whose reader gives the caveat.
    """

    rule: FindingRule
    words: str
    entry: ProfileEntry | None = None
    listed: str = ""


def standouts(entries: Sequence[ProfileEntry]) -> tuple[KeyFinding, ...]:
    """At most four findings of a place, of different conditions: worst, best, changed, highest or lowest.

    Only figures with a bad side are looked at, and none that rests on fewer than 20 events or takes no account of ages,
    which makes no finding (rule 13). If there is room, what is second worst, changed second most and so on comes after
    what is first. Where nothing is worse or better it is said by what the place is in England's most deprived tenth,
    else that nothing is, and the rate without a bad side that is furthest from England.
    """
    reliable = _reliable(entries)
    sound = sound_entries(entries)
    rules = [list(rule(sound)) for rule in (_worse, _better, _changed, _extremes)]
    first: list[KeyFinding] = []
    if not (rules[0] or rules[1]):
        compared = [e for e in sound if e.comparison is not Comparison.NOT_COMPARED]
        none = KeyFinding(FindingRule.NONE_DIFFERS, _none_differs(compared))
        first = [next(_in_tenth(sound), none), *list(_higher_or_lower(reliable))[:1]]
    told = {finding.entry.condition.slug for finding in first if finding.entry}
    picked = _one_for_each_condition(rules, told, MOST_SENTENCES - len(first))
    return (*first, *sorted(picked, key=lambda finding: list(FindingRule).index(finding.rule)))


def sound_entries(entries: Sequence[ProfileEntry]) -> list[ProfileEntry]:
    """Those of which a finding can be made that is good or bad."""
    return [entry for entry in _reliable(entries) if entry.indicator.direction is not Direction.NEUTRAL]


def _reliable(entries: Sequence[ProfileEntry]) -> list[ProfileEntry]:
    return [entry for entry in entries if entry.value.bears_a_finding and not entry.indicator.is_crude]


def _one_for_each_condition(rules: Sequence[Sequence[KeyFinding]], told: set[str], most: int) -> list[KeyFinding]:
    """The first finding of each rule, then more of all but the last one, with no condition twice.

    told: the conditions that need no more sentences.
    """
    picked: list[KeyFinding] = []
    told = set(told)
    for rule in (*rules, *rules[:-1], *rules[:-1]):
        found = next((f for f in rule if f.entry and f.entry.condition.slug not in told), None)
        if found and found.entry and len(picked) < most:
            told.add(found.entry.condition.slug)
            picked.append(found)
    return picked


def _in_tenth(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    """By which ranks or tenths the place is in the most deprived tenth of England."""
    found = [entry for entry in entries if entry.indicator.tenth and entry.figure <= entry.indicator.tenth]
    if found:
        named = f"{found[0].level.plural}, {periods.period_words(found[0].period)}"
        nouns = labels.listed(list(dict.fromkeys(entry.indicator.noun for entry in found)))
        words = f"In the most deprived tenth of England's {named}, by {nouns}."
        yield KeyFinding(FindingRule.IN_TENTH, words)


def _worse(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    yield from _beyond_chance(entries, Comparison.WORSE, FindingRule.WORSE)


def _better(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    yield from _beyond_chance(entries, Comparison.BETTER, FindingRule.BETTER)


def _beyond_chance(entries: Sequence[ProfileEntry], comparison: Comparison, rule: FindingRule) -> Iterator[KeyFinding]:
    for entry in furthest_first(e for e in entries if e.comparison is comparison):
        yield KeyFinding(rule, _beside_england(entry), entry)


def _higher_or_lower(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    """Rates that differ from England's and have no bad side. Recorded diagnoses are left out: they say who looks."""
    for entry in furthest_first(e for e in entries if e.indicator.kind in (Kind.RATE, Kind.RATIO)):
        if entry.comparison in (Comparison.HIGHER, Comparison.LOWER):
            yield KeyFinding(FindingRule.HIGHER_OR_LOWER, _beside_england(entry), entry)


def _beside_england(entry: ProfileEntry) -> str:
    return f"{_said(entry)}, England {numbers.figure_of(entry.england, entry.indicator)}; {_differs(entry)}."


def _differs(entry: ProfileEntry) -> str:
    """ "worse than England beyond chance", "OHID: worse than England", "likely worse than England"."""
    is_tested = entry.verdict.basis is Basis.INTERVAL and entry.comparison is not Comparison.SIMILAR
    chance = " beyond chance" if is_tested else ""
    return f"{verdicts.verdict_against(entry.verdict, entry.publisher)}{chance}"


def _said(entry: ProfileEntry) -> str:
    """ "Title, period: figure unit (95% interval ...)"."""
    interval = numbers.interval_words(entry.value, entry.indicator)
    return f"{about(entry)}: {_with_unit(entry, entry.value)}{f' ({interval})' if interval else ''}"


def about(entry: ProfileEntry) -> str:
    """Title and period of an entry, and what must be said with its figure: "whole county" ..."""
    caveat = said_with(entry)
    return f"{entry.indicator.title}, {periods.period_words(entry.period)}{f' ({caveat})' if caveat else ''}"


def said_with(entry: ProfileEntry) -> str:
    """The caveats of an entry; a borrowed figure is said to be one."""
    borrowed = f"figure of the {entry.area.level.singular} with the same boundary" if entry.borrowed else ""
    return "; ".join(filter(None, (sentences.caveats(entry.value), borrowed)))


def _with_unit(entry: ProfileEntry, value: Value) -> str:
    unit = entry.indicator.unit_short
    return f"{numbers.figure_of(value, entry.indicator)} {unit}"


def _changed(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    """What rose or fell beyond chance from the first period to the last, the largest change relative to the first."""
    ways = [(entry, _way(entry)) for entry in entries if _has_history(entry)]
    clear = [(entry, way) for entry, way in ways if way and way.way in MOVED]
    for entry, way in sorted(clear, key=lambda pair: -_relative_change(pair[0])):
        (then, before), last = entry.history[0], _with_unit(entry, entry.value)
        first, now = numbers.figure_of(before, entry.indicator), periods.period_words(entry.period)
        caveat = f"; {said_with(entry)}" if said_with(entry) else ""
        earlier = f"{first} ({periods.period_words(then)})"
        moved, since = f"{entry.indicator.title} {way.way} from {earlier} to {last} ({now})", _since(entry, way)
        yield KeyFinding(FindingRule.CHANGE, f"{moved}, beyond chance{since}{caveat}.", entry, f"{moved}{since}")


def _way(entry: ProfileEntry) -> Turn | None:
    """The way and the turn of the figures of an entry."""
    return turn([period for period, _ in entry.history], [value for _, value in entry.history], entry.indicator)


def _since(entry: ProfileEntry, way: Turn) -> str:
    """The turn: the best figure, and how it went on from there."""
    if way.best is None or way.since is Change.NOT_SAID:
        return ""
    period, value = entry.history[way.best]
    best = f"{numbers.figure_of(value, entry.indicator)} ({periods.period_words(period)})"
    return (
        f"; the best was {best}, with {way.since} since" if way.since not in MOVED else f"; it {way.since} from {best}"
    )


def change_findings(entries: Sequence[ProfileEntry]) -> tuple[KeyFinding, ...]:
    """All that changed beyond chance and has a bad side, the largest change first."""
    return tuple(_changed(sound_entries(entries)))


def _has_history(entry: ProfileEntry) -> bool:
    return len([value for _, value in entry.history if value]) >= _FEWEST_PERIODS


def _relative_change(entry: ProfileEntry) -> float:
    first = entry.history[0][1]
    return abs(entry.figure / first.value - 1) if first and first.value else 0.0


def _extremes(entries: Sequence[ProfileEntry]) -> Iterator[KeyFinding]:
    """Where the place alone is highest or lowest of all areas of its level, the first of the menu first.

    Highest and lowest are of printed figures, so that two that read alike share the place and are not said.
    """
    for entry in (e for e in entries if _can_be_ranked(e)):
        end = _end(entry)
        if end:
            rank = f"the {end} of {labels.plural(entry.level, len(entry.siblings))}"
            yield KeyFinding(FindingRule.EXTREME, f"{_said(entry)}, {rank}{_not_compared(entry)}.", entry)


def _end(entry: ProfileEntry) -> str:
    """Which end of the range the entry holds alone, if any."""
    own = numbers.figure_of(entry.value, entry.indicator)
    ends = {"lowest": entry.siblings[:2], "highest": entry.siblings[:-3:-1]}
    for end, (first, second) in ends.items():
        if entry.figure == first and not _is_alike(entry) and numbers.number(second, entry.indicator.decimals) != own:
            return end
    return ""


def _is_alike(entry: ProfileEntry) -> bool:
    """Whether the two ends of the range, of which the place is one, cannot be told apart (rule 11)."""
    low, high = entry.ends
    return are_alike(low, high, entry.england, entry.indicator)


def _not_compared(entry: ProfileEntry) -> str:
    if entry.comparison is not Comparison.NOT_COMPARED:
        return ""
    return f"; not compared with England{'' if entry.value.lower is not None else ': this edition holds no interval'}"


def _can_be_ranked(entry: ProfileEntry) -> bool:
    if entry.level.is_small and entry.indicator.kind not in _RANKED_SMALL:
        return False
    if entry.indicator.direction is Direction.NEVER_COMPARED:
        return False
    computed = entry.value.status in (Status.ESTIMATE, Status.MODELLED)
    return not computed and entry.indicator.reliable and len(entry.siblings) >= _FEWEST_RANKED


def _none_differs(compared: Sequence[ProfileEntry]) -> str:
    if not compared:
        return (
            "No figure that has a better and a worse side can be compared with England here: none has both a 95% "
            "interval, from 20 events or more, and a figure for England beside it."
        )
    if len(compared) == 1:
        return _beside_england(compared[0])
    sides = "that have a better and a worse side and can be compared with England"
    return f"None of the {len(compared)} figures {sides} differs from it beyond chance."
