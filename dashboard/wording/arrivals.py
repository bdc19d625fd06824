"""When the figures came in, and out of which files, in words for the page about the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dashboard.core.indicator import Indicator
from dashboard.core.provenance import ImportRecord, Origin
from dashboard.core.today import in_words

NOBODY_KNOWS = "All figures came in before records were kept of their files."


class Arrived(NamedTuple):
    """A measure that came in, how much of it, and the publisher's page as it was then; "" if that is no address."""

    indicator: Indicator
    rows: str
    page: str


class Arrival(NamedTuple):
    """What came in together: a sentence, the checksums of the files, and the measures."""

    sentence: str
    sums: str
    measures: tuple[Arrived, ...]


def arrivals(records: Iterable[ImportRecord], indicators: Mapping[str, Indicator]) -> list[Arrival]:
    """All that is known, the newest first."""
    groups: dict[Origin, list[ImportRecord]] = {}
    for record in records:
        if _is_known(record) and record.indicator in indicators:
            groups.setdefault(replace(record.origin, address=""), []).append(record)
    newest = sorted(groups.items(), key=lambda item: (item[0].when, item[0].file), reverse=True)
    return [
        Arrival(_sentence(origin, own), origin.sha256, tuple(_arrived(one, indicators) for one in own))
        for origin, own in newest
    ]


def unrecorded(records: Iterable[ImportRecord], indicators: Mapping[str, Indicator]) -> str:
    """Of how many measures nobody knows, as they came in before that was written down; "" if there are none."""
    lacking = len(indicators.keys() - {record.indicator for record in records if _is_known(record)})
    if lacking == len(indicators):
        return NOBODY_KNOWS
    if not lacking:
        return ""
    words = "1 measure" if lacking == 1 else f"{lacking:,} measures"
    return f"The figures of {words} came in before records were kept of their files."


def as_of(day: date | None) -> str:
    """When the figures of a measure came in; "" if nobody knows."""
    return f"Data as of {in_words(day)}." if day else ""


def _is_known(record: ImportRecord) -> bool:
    try:
        return bool(date.fromisoformat(record.origin.when))
    except ValueError:
        return False


def _sentence(origin: Origin, own: list[ImportRecord]) -> str:
    day = in_words(date.fromisoformat(origin.when))
    rows = sum(record.rows for record in own)
    counted = f"{rows:,} {'row' if rows == 1 else 'rows'}"
    form, program = f" (form: {origin.form})" if origin.form else "", origin.program
    version = f", by version {program} of the program" if program else ""
    return f"{day}: {origin.file or 'no file'}{form}, {counted}{version}."


def _arrived(record: ImportRecord, indicators: Mapping[str, Indicator]) -> Arrived:
    page, rows = record.origin.address, record.rows
    is_address = page.startswith(("https://", "http://"))
    return Arrived(
        indicators[record.indicator], f"{rows:,} {'row' if rows == 1 else 'rows'}", page if is_address else ""
    )
