"""The command ``check``: faults of form, then what no rule of form forbids and yet can hardly be."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.core.atlas import Atlas
from dashboard.core.hiding import for_readers
from dashboard.importers import records
from dashboard.loading import pending
from dashboard.loading.load import DataError, load
from dashboard.loading.strays import stray
from dashboard.loading.validation import Fault
from dashboard.plausibility import report
from dashboard.plausibility.desk import look_over
from dashboard.plausibility.page import page

_CLEAN, _ODD = 0, 1
_HIDEABLE = ("conditions", "indicators")


def check(data: Path, boundaries: Path, as_json: bool, html: Path | None, today: date) -> int:
    """Judge the files of an edition and say so; 0 if nothing is wrong with them, else 1."""
    pending.tidy_up(data, data / "values", boundaries)
    try:
        atlas = load(data, boundaries)
        judgement = look_over(data, boundaries, atlas, today, records.recorded(data))
        if judgement.faults:
            raise DataError(judgement.faults)
    except DataError as error:
        print(json.dumps(_wrong(error), indent=1) if as_json else error, file=sys.stdout if as_json else sys.stderr)
        return _ODD
    notes = [*stray(data, boundaries, atlas.edition.levels), *records.remarks(data), *_hidden(atlas)]
    if html:
        html.write_text(page(atlas, judgement, today), encoding="utf-8")
    if as_json:
        print(json.dumps({"faults": [], **report.as_data(judgement), "notes": notes}, indent=1, ensure_ascii=False))
    else:
        print("\n".join([what_there_is(atlas), *report.report_lines(judgement), *notes]))
    return _ODD if judgement.inspection.unsigned else _CLEAN


def _hidden(atlas: Atlas) -> Iterator[str]:
    """What is judged here and is not shown to readers."""
    gone = {kind: len(getattr(atlas, kind)) - len(getattr(for_readers(atlas), kind)) for kind in _HIDEABLE}
    if any(gone.values()):
        yield f"Hidden from readers by edition.toml: {', '.join(f'{kind} {number}' for kind, number in gone.items())}."


def _wrong(error: DataError) -> dict[str, Any]:
    return {"faults": [_fault(fault) for fault in error.faults], "implausible": [], "accepted": [], "notes": []}


def _fault(fault: Fault) -> dict[str, Any]:
    where = {"file": fault.file, "row": fault.row, "column": fault.column, "found": fault.found}
    return {**where, "expected": fault.rule.expected, "mend": fault.rule.mend}


def what_there_is(atlas: Atlas) -> str:
    """How much there is, in a sentence."""
    figures = sum(len(areas) for periods in atlas.values.values() for areas in periods.values())
    shapes = sum(map(len, atlas.shapes.values()))
    return (
        f"No faults: {len(atlas.areas):,} areas, {shapes:,} boundaries, {len(atlas.conditions):,} conditions, "
        f"{len(atlas.indicators):,} indicators, {figures:,} figures, {len(atlas.facts):,} facts, "
        f"{len(atlas.postcodes):,} postcode districts, {len(atlas.sites):,} hospitals and stroke units."
    )
