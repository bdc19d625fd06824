"""The claims of the documents beside the published figures that bear on them, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.core import labels, numbers
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.claim import ClaimFinding, DocumentClaim, Evidence
from dashboard.core.indicator import Indicator
from dashboard.core.numbers import interval_words
from dashboard.core.periods import period_words
from dashboard.core.value import Value
from dashboard.stats.comparison import NO_VERDICT, judge
from dashboard.wording import sentences
from dashboard.wording.verdicts import verdict_against

#: What the figures say to a claim, as it stands before the reason.
FINDINGS = {
    ClaimFinding.HOLDS: "Holds",
    ClaimFinding.DIFFERS: "Differs",
    ClaimFinding.UNCHECKED: "Cannot be checked here",
}


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim as a reader sees it: what is said and by whom, what the figures say to it, and the figures."""

    statement: str
    source: str
    finding: str
    why: str
    evidence: tuple[str, ...]


def claims_of(atlas: Atlas, area: Area) -> tuple[CheckedClaim, ...]:
    """The claims of the documents about an area, in the order of their table."""
    return tuple(checked(atlas, claim) for claim in atlas.claims if claim.area_code == area.code)


def checked(atlas: Atlas, claim: DocumentClaim) -> CheckedClaim:
    """A claim with its evidence in words."""
    evidence = tuple(evidence_words(atlas, one) for one in claim.evidence)
    return CheckedClaim(claim.statement, claim.source, FINDINGS[claim.finding], claim.why, evidence)


def evidence_words(atlas: Atlas, one: Evidence) -> str:
    """The figures of an area, or those of all areas of a level, with what they are compared with."""
    what = atlas.indicators[one.indicator]
    areas = _areas(atlas, one)
    told = _changed(atlas, what, one, areas) if one.since else _compared(atlas, what, one, areas)
    return f"{what.title}, {_when(one)}: {told}."


def _areas(atlas: Atlas, one: Evidence) -> tuple[Area, ...]:
    level = next((level for level in atlas.edition.levels if str(level) == one.about), None)
    return atlas.level(level) if level else (atlas.areas[one.about],)


def _when(one: Evidence) -> str:
    first = f"{period_words(one.since)} and " if one.since else ""
    return f"{first}{period_words(one.period)}"


def _known(atlas: Atlas, what: Indicator, period: str, areas: tuple[Area, ...]) -> Iterator[tuple[Area, Value]]:
    for area in areas:
        value = atlas.value(what, period, area.code)
        if value is not None and value.value is not None:
            yield area, value


def _compared(atlas: Atlas, what: Indicator, one: Evidence, areas: tuple[Area, ...]) -> str:
    england = atlas.benchmark(what, one.period)
    found = tuple(_known(atlas, what, one.period, areas))
    if len(areas) == 1:
        return _single(what, *found[0], england, atlas.edition.publisher_short(what.publisher))
    publisher = atlas.edition.publisher_short(what.publisher)
    counts = Counter(verdict_against(judge(value, england, what.direction), publisher) for _, value in found)
    if len(counts) == 1:
        return f"all {labels.plural(areas[0].level, len(found))} {next(iter(counts))}"
    said = [f"{count} {words}" for words, count in sorted(counts.items(), key=lambda pair: -pair[1])]
    return f"of {labels.plural(areas[0].level, len(found))}, {labels.listed(said)}"


def _single(what: Indicator, area: Area, value: Value, england: Value | None, publisher: str) -> str:
    limits = interval_words(value, what)
    verdict = judge(value, england, what.direction)
    against = "" if verdict == NO_VERDICT else f", {verdict_against(verdict, publisher)}"
    figure = f"{numbers.figure_of(value, what)} {what.unit_short}{f' ({limits})' if limits else ''}"
    return f"{labels.called(area, value)} {figure}; {sentences.england_clause(england, what)}{against}"


def _changed(atlas: Atlas, what: Indicator, one: Evidence, areas: tuple[Area, ...]) -> str:
    """By how much a figure changed in an area; of many areas between which changes."""
    before = dict(_known(atlas, what, one.since, areas))
    after = dict(_known(atlas, what, one.period, areas))
    changes = sorted(_percent(before[area], after[area]) for area in before if area in after)
    if len(areas) == 1:
        (area,) = areas
        from_, to = (numbers.figure_of(values[area], what) for values in (before, after))
        return f"{labels.called(area, after[area])} from {from_} to {to} {what.unit_short}, {_signed(changes[0])}"
    return f"{labels.plural(areas[0].level, len(changes))} between {_signed(changes[0])} and {_signed(changes[-1])}"


def _percent(first: Value, last: Value) -> float:
    return 100 * ((last.value or 0.0) / first.value - 1) if first.value else 0.0


def _signed(percent: float) -> str:
    return f"{'−' if percent < 0 else '+'}{numbers.number(abs(percent), 0)}%"
