"""Runs all rules, takes away what is signed, and puts the rest in order of harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.core.signature import FileRow, Signature
from dashboard.loading.validation import Fault
from dashboard.plausibility import (
    across,
    bases,
    copies,
    coverage,
    kin,
    labels,
    names,
    orders,
    outlines,
    parts,
    series,
    sexes,
    siblings,
    swaps,
    widths,
)
from dashboard.plausibility.grounds import Grounds
from dashboard.plausibility.oddity import RULES, Harm, Oddity

_Look = Callable[[Grounds], Iterator[Oddity]]

#: What looks at figures, and what at the land and at names.
_LOOKS: tuple[_Look, ...] = (
    *(across.outside_kind, across.far_from_areas, across.far_from_england),
    *(series.jumps, series.leaps, series.noughts, series.equal_periods, swaps.swapped_once),
    *(kin.unlike_kin, kin.parts_beyond, kin.more_than_whole, orders.other_orders, sexes.sexes_swapped),
    *(copies.rows_twice, copies.equal_areas, copies.equal_indicators, copies.england_repeated, widths.odd_widths),
    *(
        bases.unfitting_counts,
        bases.noughts_with_events,
        bases.people_jumps,
        bases.broken_counts,
        parts.beside_parts,
        parts.unlike_twins,
    ),
    *(labels.not_over, labels.periods_apart, labels.extents, labels.larger_figures, labels.verdicts_against),
    *(labels.unpublished, labels.odd_statuses),
    *(coverage.england_gone, coverage.areas_gone, coverage.lonely_periods, coverage.fewer_than_imported),
    *(outlines.holes_and_overlaps, outlines.outside_larger, outlines.no_union, outlines.two_outlines),
    *(names.same_names, names.other_words, names.drawn_as_others),
)


@dataclass(frozen=True)
class Inspection:
    """What came out: oddities that nobody has signed, the worst first, and those that somebody has."""

    unsigned: tuple[Oddity, ...]
    signed: tuple[tuple[Oddity, Signature], ...]


@dataclass(frozen=True)
class Judgement:
    """What is odd in two folders, the file and the row where it stands, and what is wrong with the signatures."""

    inspection: Inspection
    stands: Mapping[Oddity, FileRow]
    faults: tuple[Fault, ...]

    def placed(self, one: Oddity) -> str:
        """The file and the row of an oddity."""
        file, row = self.stands[one]
        return f"{file}, row {row}" if row else file


def inspect(grounds: Grounds, signatures: Sequence[Signature]) -> Inspection:
    """Judge an atlas; a signature that fits nothing is an oddity itself."""
    found = list(once_for_each_figure(oddities(grounds)))
    by_key = {(signature.rule, signature.subject): signature for signature in signatures}
    signed = [(one, by_key[one.rule, one.subject]) for one in found if (one.rule, one.subject) in by_key]
    used = {(signature.rule, signature.subject) for _, signature in signed}
    open_ones = [one for one in found if (one.rule, one.subject) not in by_key]
    idle = [_idle(signature) for key, signature in by_key.items() if key not in used]
    return Inspection(tuple(in_order([*open_ones, *idle])), tuple(signed))


def _idle(signature: Signature) -> Oddity:
    found = f"{signature.who} signed “{signature.rule}” for {signature.subject}, and nothing of the kind is odd"
    return Oddity("fits nothing", found, 0.0, indicator=signature.subject)


def oddities(grounds: Grounds) -> Iterator[Oddity]:
    """Everything that is odd, each once."""
    seen: set[tuple[str, str]] = set()
    alike = list(siblings.likenesses(grounds))
    looks = (look(grounds) for look in _LOOKS)
    beside = (siblings.far_from_siblings(grounds, alike), swaps.swapped_throughout(grounds, alike))
    for one in (one for look in (*looks, *beside) for one in look):
        if (one.rule, one.subject) not in seen:
            seen.add((one.rule, one.subject))
            yield one


def once_for_each_figure(found: Iterable[Oddity]) -> Iterator[Oddity]:
    """A wrong figure is far from its series, England and other areas: the rule that sees most of it tells it."""
    told: set[str] = set()
    for one in in_order(found):
        is_figure = RULES[one.rule].harm is Harm.WRONG_FIGURE
        if not is_figure or one.subject not in told:
            yield one
        if is_figure:
            told.add(one.subject)


def in_order(found: Iterable[Oddity]) -> list[Oddity]:
    """The worst first: by the harm of the rule, then by how odd it is."""
    return sorted(found, key=lambda one: (RULES[one.rule].harm, -one.size, one.subject))
