"""The brief of a place, one source for its page, PDF, board pack and slides.

What stands out, what is worse, better and changing, six headline measures, the claims beside the figures, and who is
responsible: all by the newest definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.core import numbers, periods
from dashboard.core.area import Area
from dashboard.core.atlas import Atlas
from dashboard.core.labels import in_sentence, listed
from dashboard.core.value import Comparison, Status
from dashboard.views.area_profile import ProfileEntry, furthest_first
from dashboard.views.definitions import headline_entries, newest
from dashboard.wording import sentences
from dashboard.wording.document_claims import CheckedClaim, claims_of
from dashboard.wording.key_findings import KeyFinding, change_findings, sound_entries, standouts
from dashboard.wording.responsible import Responsible, responsible

_MOST_LISTED = 3
_MOST_CLAIMS = 1


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One line of a list. arrow: the way of a figure that changes, "up" or "down". look: its good or bad side."""

    entry: ProfileEntry
    words: str
    look: Comparison
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class BriefList:
    """The first of what is worse, better or changing, one line for a condition. count: of all there are."""

    heading: str
    items: tuple[BriefItem, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.items)


@dataclass(frozen=True, slots=True)
class AreaBrief:
    """All that a brief says, before it is drawn. claims: those shown at once; more_claims: the others."""

    findings: tuple[str, ...]
    lists: tuple[BriefList, ...]
    headlines: tuple[ProfileEntry, ...]
    claims: tuple[CheckedClaim, ...]
    more_claims: tuple[CheckedClaim, ...]
    responsible: tuple[Responsible, ...]

    @property
    def printed_lists(self) -> tuple[BriefList, ...]:
        """The lists on paper; none if all are empty, as what stands out says, or that nothing is compared."""
        return self.lists if any(one.items for one in self.lists) else ()

    @property
    def empty(self) -> str:
        """Which lists have nothing in them, as a sentence; "" if all have something."""
        nothing = [in_sentence(one.heading) for one in self.lists if not one.items]
        return f"None of the newest figures that bear a finding is {listed(nothing, 'or')}." if nothing else ""


def area_brief(atlas: Atlas, area: Area, found: Sequence[ProfileEntry]) -> AreaBrief:
    """The brief of an area from all entries of its profile."""
    current, claims = newest(found), claims_of(atlas, area)
    return AreaBrief(
        findings=_findings(current),
        lists=_lists(current),
        headlines=headline_entries(atlas.edition.headlines, current),
        claims=claims[:_MOST_CLAIMS],
        more_claims=claims[_MOST_CLAIMS:],
        responsible=responsible(atlas, area),
    )


def summary(found: Sequence[ProfileEntry]) -> tuple[str, ...]:
    """What stands out in a place by the newest definitions, in at most five sentences; nothing where none compares."""
    current = newest(found)
    findings = _findings(current)
    is_compared = any(entry.comparison is not Comparison.NOT_COMPARED for entry in sound_entries(current))
    return findings if is_compared or len(findings) > 1 else ()


def _findings(current: Sequence[ProfileEntry]) -> tuple[str, ...]:
    return tuple(finding.words for finding in standouts(current))


def _lists(found: Sequence[ProfileEntry]) -> tuple[BriefList, ...]:
    sides = {"Worse than England": Comparison.WORSE, "Better than England": Comparison.BETTER}
    beside = (_list(heading, _beside_england(found, side)) for heading, side in sides.items())
    return (*beside, _list("Changing beyond chance", map(_changing, change_findings(found))))


def _list(heading: str, found: Iterable[BriefItem | None]) -> BriefList:
    items = [item for item in found if item]
    first: dict[str, BriefItem] = {}
    for item in items:
        first.setdefault(item.entry.condition.slug, item)
    return BriefList(heading, tuple(first.values())[:_MOST_LISTED], len(items))


def _beside_england(found: Sequence[ProfileEntry], side: Comparison) -> Iterator[BriefItem]:
    for entry in furthest_first(entry for entry in sound_entries(found) if entry.comparison is side):
        yield BriefItem(entry, _against_england(entry), side)


def _against_england(entry: ProfileEntry) -> str:
    """ "Title: 41.2, England 30.1 (2016 to 2018)", with "likely" where it is no more and "whole county"."""
    what = entry.indicator
    figures = [numbers.figure_of(value, what) for value in (entry.value, entry.england)]
    about = ("likely" if entry.verdict.likely else "", periods.period_words(entry.period), brief_caveat(entry))
    return f"{what.title}: {figures[0]}, England {figures[1]} ({'; '.join(filter(None, about))})"


def _changing(finding: KeyFinding) -> BriefItem | None:
    entry = finding.entry
    if entry is None:
        return None
    before = entry.history[0][1]
    rose = before is not None and before.value is not None and entry.figure > before.value
    look = Comparison.BETTER if rose is entry.indicator.is_low_worse else Comparison.WORSE
    words, caveat = finding.listed, brief_caveat(entry)
    return BriefItem(entry, f"{words} ({caveat})" if caveat else words, look, "up" if rose else "down")


def brief_caveat(entry: ProfileEntry) -> str:
    """What must be said with a figure wherever it stands; the rest of what is known of it stands in the table."""
    status = entry.value.status
    marked = str(status) if status in (Status.ESTIMATE, Status.MODELLED) else ""
    return "; ".join(
        filter(None, (entry.value.extent_words, marked, sentences.owner_words(entry.area, entry.borrowed)))
    )
