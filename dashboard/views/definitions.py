"""Which of several figures asks the same question by the newest definition, and which six head a place.

Columns decide: figures of one family, sex, ages, kind and standard answer one question. No title is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.core.atlas import Atlas
from dashboard.core.indicator import Indicator
from dashboard.core.level import Level
from dashboard.core.periods import period_of
from dashboard.core.value import Status
from dashboard.views.area_profile import ProfileEntry

MOST_HEADLINES = 6
_EVERYBODY = "persons"
_WORKED_OUT = (Status.MODELLED, Status.ESTIMATE)

_Asked = tuple[str, ...]


def older_definitions(found: Iterable[ProfileEntry]) -> dict[str, tuple[ProfileEntry, ...]]:
    """Id of an indicator -> the entries that answer its question by an older definition, the newest first.

    What somebody counted comes before what is modelled or an estimate, and then the later figure. Two definitions of
    the same years stand side by side. Indicators without an older one are left out.
    """
    alike: dict[_Asked, list[ProfileEntry]] = {}
    for entry in found:
        alike.setdefault(_question(entry), []).append(entry)
    folded = {}
    for entries in alike.values():
        first, *others = sorted(entries, key=_age)
        if older := tuple(entry for entry in others if _age(entry) > _age(first)):
            folded[first.indicator.id] = older
    return folded


def newest(found: Sequence[ProfileEntry]) -> tuple[ProfileEntry, ...]:
    """The entries by their newest definitions, in the order in which they come."""
    older = {entry.indicator.id for entries in older_definitions(found).values() for entry in entries}
    return tuple(entry for entry in found if entry.indicator.id not in older)


def headline_entries(families: Iterable[str], current: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
    """At most six of the newest entries, by the order of an edition's families; those of everybody before a sex."""
    by_family: dict[str, list[ProfileEntry]] = {}
    for entry in current:
        by_family.setdefault(entry.indicator.family, []).append(entry)
    heads = (head for family in families for head in _heads(by_family.get(family, ())))
    return tuple(head for head, _ in zip(heads, range(MOST_HEADLINES), strict=False))


def _heads(entries: Sequence[ProfileEntry]) -> tuple[ProfileEntry, ...]:
    """Of one family the newest of everybody, else the newest of each sex."""
    by_sex: Mapping[str, list[ProfileEntry]] = {e.indicator.sex: [] for e in entries}
    for entry in entries:
        by_sex[entry.indicator.sex].append(entry)
    sexes = [_EVERYBODY] if _EVERYBODY in by_sex else list(by_sex)
    return tuple(min(by_sex[sex], key=_age) for sex in sexes)


def _question(entry: ProfileEntry) -> _Asked:
    what = entry.indicator
    return what.family, what.sex, what.ages, what.kind, what.standardised


def _age(entry: ProfileEntry) -> tuple[bool, int]:
    """Sorts the newest first."""
    period = period_of(entry.period)
    return entry.value.status in _WORKED_OUT, -(period.months.stop if period else 0)


def latest_common(atlas: Atlas, indicators: Sequence[Indicator], level: Level) -> str:
    """The newest period that all of some indicators have for a level, else ""."""
    periods = [set(atlas.periods(indicator, level)) for indicator in indicators]
    return max(set.intersection(*periods), default="") if periods else ""
