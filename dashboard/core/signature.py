"""Who has looked at something odd and found it right."""

from __future__ import annotations

from dataclasses import dataclass

#: A file and a row in it, as messages name them; no row where the whole file is meant.
FileRow = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Signature:
    """One row of accepted.csv: the rule and the subject as the check prints them, and who signed, when and why."""

    rule: str
    subject: str
    who: str
    when: str
    why: str
