"""Reads the claims of the documents; each figure that is called as evidence must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from dashboard.core.area import Area
from dashboard.core.claim import ClaimFinding, DocumentClaim, Evidence
from dashboard.core.edition import Edition
from dashboard.core.indicator import Indicator
from dashboard.core.value import Value
from dashboard.loading import table_rules, validation
from dashboard.loading.csv_table import CsvTable
from dashboard.loading.named import Named, columns_of
from dashboard.loading.validation import Expectation, Fault, TableRow, shown

Figures = Mapping[str, Mapping[str, Mapping[str, Value]]]

_FORM = Expectation(
    "figures as indicator@area@period or indicator@area@first>last, parted by spaces",
    "write for example stroke-yll@E06000002@2012-14; a level in place of the area means all its areas",
)
_THERE = Expectation("figures that the tables hold", "correct the indicator, the area or level, or the period")
_NAMED = Expectation(
    "figures, as a claim that holds or differs is judged by some", "name them, or say that it cannot be checked here"
)


def read_claims(
    path: Path, edition: Edition, areas: Named[Area], indicators: Named[Indicator], values: Figures, faults: list[Fault]
) -> tuple[DocumentClaim, ...]:
    """The claims in their order; an edition without documents has no such table.

    With a fault in what was read before them nothing is said of figures that are lacking: one slip is told once.
    """
    if not path.exists():
        return ()
    table, claims = CsvTable(path, columns_of(DocumentClaim)), list[DocumentClaim]()
    known = areas.complete and indicators.complete and not faults
    codes = {str(level): {a.code for a in areas.items.values() if level in a.levels} for level in edition.levels}
    for row in table:
        evidence = tuple(_evidence(word) for word in row.cells["evidence"].split())
        problems = [
            *areas.unknown(row, "area_code", row.cells["area_code"]),
            *validation.cell_faults(row, table_rules.CLAIM_CELLS),
            *_form_faults(row, evidence),
            *(fault for one in evidence if known and one for fault in _lacking(row, one, codes, values)),
        ]
        if not problems:
            claims.append(_claim(row.cells, tuple(filter(None, evidence))))
        faults += problems
    faults += table.faults
    return tuple(claims)


def _claim(cells: Mapping[str, str], evidence: tuple[Evidence, ...]) -> DocumentClaim:
    parsed: dict[str, Any] = {**cells, "finding": ClaimFinding(cells["finding"]), "evidence": evidence}
    return DocumentClaim(**{name: parsed[name] for name in columns_of(DocumentClaim)})


def _evidence(word: str) -> Evidence | None:
    """One word of the cell; None if it has another form."""
    parts = word.split("@")
    if len(parts) != len(fields(Evidence)) - 1 or not all(parts):
        return None
    since, _, period = parts[-1].rpartition(">")
    return Evidence(parts[0], parts[1], period, since)


def _form_faults(row: TableRow, evidence: Sequence[Evidence | None]) -> Iterator[Fault]:
    if None in evidence:
        yield row.fault("evidence", _FORM, shown(row.cells["evidence"]))
    elif not evidence and row.cells["finding"] != ClaimFinding.UNCHECKED:
        yield row.fault("evidence", _NAMED)


def _lacking(row: TableRow, one: Evidence, codes: Mapping[str, set[str]], values: Figures) -> Iterator[Fault]:
    """A fault for each period without a figure of the area, or of any area of the level."""
    about = codes.get(one.about, {one.about})
    for period in filter(None, (one.since, one.period)):
        if about.isdisjoint(values.get(one.indicator, {}).get(period, {})):
            yield row.fault("evidence", _THERE, f"no figure of {one.indicator} for {one.about}, {period}")
