"""What is odd in a new edition only because other areas stand beside a figure that the edition before has as well."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date

import pandas as pd

from dashboard.importers import records
from dashboard.importers.folders import Folders
from dashboard.importers.reading import read_csv
from dashboard.importers.vintages.carried import read_values
from dashboard.loading.accepted import FILE
from dashboard.loading.load import load
from dashboard.plausibility.desk import look_over
from dashboard.plausibility.inspection import Judgement
from dashboard.plausibility.oddity import Oddity

_COLUMNS = ["rule", "subject", "who", "when", "why"]
_WHO = "new-edition"
_WHY = "The figure is as in the edition before, where it is not odd; other areas stand beside it now."

Key = tuple[str, str, str]


def sign(before: Folders, new: Folders, today: date) -> None:
    """Sign what is odd about figures that were taken along as they were, and drop signatures of what is odd no more.

    Raises DataError if the tables have faults.
    """
    judgement, was = (_judged(folders, today) for folders in (new, before))
    old = {(one.rule, one.subject) for one in was.inspection.unsigned}
    same = _figures(before) & _figures(new)
    rows = [
        {"rule": one.rule, "subject": one.subject, "who": _WHO, "when": today.isoformat(), "why": _WHY}
        for one in judgement.inspection.unsigned
        if one.rule != "fits nothing" and (one.rule, one.subject) not in old and _is_old(one, same)
    ]
    path = new.data / FILE
    signed = read_csv(path) if path.exists() else pd.DataFrame(columns=_COLUMNS)
    idle = {one.indicator for one in judgement.inspection.unsigned if one.rule == "fits nothing"}
    held = [signed[~signed["subject"].isin(list(idle))], pd.DataFrame(rows, columns=_COLUMNS)]
    pd.concat(held).to_csv(path, index=False, lineterminator="\n")


def _judged(folders: Folders, today: date) -> Judgement:
    atlas = load(folders.data, folders.boundaries)
    return look_over(folders.data, folders.boundaries, atlas, today, records.recorded(folders.data))


def _is_old(one: Oddity, same: Set[tuple[Key, float]]) -> bool:
    """Whether the figures that it is about are those of before."""
    return any(key[0] == one.indicator and key[1] == one.first_area and one.period in ("", key[2]) for key, _ in same)


def _figures(folders: Folders) -> Set[tuple[Key, float]]:
    """Every figure with its key."""
    return set(_pairs(folders))


def _pairs(folders: Folders) -> Iterator[tuple[Key, float]]:
    for rows in read_values(folders.data / "values").values():
        known = rows[rows["value"].notna()]
        keys = zip(known["indicator"], known["area_code"], known["period"], strict=True)
        yield from zip(keys, known["value"], strict=True)
