"""The oddities as lines for a terminal and as data for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.core.signature import FileRow, Signature
from dashboard.plausibility.inspection import Judgement
from dashboard.plausibility.oddity import RULES, Oddity

#: Oddities of one sort in one indicator that are written out; the rest are counted, and --json has them all.
SHOWN = 5


def unsigned_lines(judgement: Judgement) -> Iterator[str]:
    """What is odd and not signed, the worst first, each with its place and what to do."""
    unsigned = judgement.inspection.unsigned
    if unsigned:
        things = "1 thing" if len(unsigned) == 1 else f"{len(unsigned):,} things"
        yield f"Implausible: {things} that nobody has signed, the most harmful first."
        sorts = Counter[tuple[str, str]]()
        for number, one in enumerate(unsigned, 1):
            sorts[one.rule, one.indicator] += 1
            if sorts[one.rule, one.indicator] <= SHOWN:
                what_to_do = f"{RULES[one.rule].mend}{_how_to_sign(one)}"
                yield f"{number:3}. {judgement.placed(one)}: {one.found}; {what_to_do}."
        for (rule, indicator), times in sorts.items():
            if times > SHOWN:
                yield f"And {times - SHOWN:,} more of the sort “{rule}”{f' in {indicator}' if indicator else ''}."


def report_lines(judgement: Judgement) -> Iterator[str]:
    """The same, and how many are signed."""
    yield from unsigned_lines(judgement)
    if judgement.inspection.signed:
        yield f"Accepted: {len(judgement.inspection.signed):,} implausible, signed in accepted.csv."


def _how_to_sign(one: Oddity) -> str:
    return "" if one.rule == "fits nothing" else f", or sign it in accepted.csv: {one.rule},{one.subject}"


def as_data(judgement: Judgement) -> dict[str, Any]:
    """The same for programs."""
    unsigned = [_record(one, judgement.stands) for one in judgement.inspection.unsigned]
    signed = [{**_record(one, judgement.stands), **_hand(by)} for one, by in judgement.inspection.signed]
    return {"implausible": unsigned, "accepted": signed}


def _record(one: Oddity, stands: Mapping[Oddity, FileRow]) -> dict[str, Any]:
    file, row = stands[one]
    advice = RULES[one.rule]
    where = {"file": file, "row": row, "indicator": one.indicator, "area": one.area, "period": one.period}
    said = {"found": one.found, "size": round(one.size, 3), "harm": advice.harm.name.lower(), "mend": advice.mend}
    return {"rule": one.rule, "subject": one.subject, **where, "level": one.level, **said}


def _hand(by: Signature) -> dict[str, str]:
    return {"who": by.who, "when": by.when, "why": by.why}
