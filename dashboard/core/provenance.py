"""Where figures came from: what the last import left of each indicator in a table, and out of which files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Origin:
    """When something came in, and from where; "" for what nobody wrote down.

    when: the day, as 2026-11-29. file, sha256: names of official files and their checksums, in the same order.
    address: the publisher's page. form: the form of the files, or the name of the import. program: its version.
    """

    when: str = ""
    file: str = ""
    sha256: str = ""
    address: str = ""
    form: str = ""
    program: str = ""


NOT_RECORDED = Origin()


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One row of imports.csv; figures are rows with a value, and a table without indicators has "" for one."""

    name: str
    indicator: str
    rows: int
    figures: int
    origin: Origin = NOT_RECORDED


def data_as_of(records: Iterable[ImportRecord], indicator: str) -> date | None:
    """The day of the newest import of an indicator; None if it came in before records were kept."""
    days = []
    for record in records:
        if record.indicator == indicator:
            with suppress(ValueError):
                days.append(date.fromisoformat(record.origin.when))
    return max(days, default=None)
