"""Lung cancer deaths registered in 2023, counts by council (ONS mortality statistics, Nomis)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.core.indicator import Kind
from dashboard.core.value import Status
from dashboard.importers import table
from dashboard.importers.reading import read_own, refused
from dashboard.importers.tiers import Tier
from dashboard.loading.validation import Expectation

INDICATOR = "lung-cancer-deaths-count"
LUNG_CANCER = "C33-C34 Malignant neoplasm of trachea, bronchus and lung"

#: The columns by which the file is known.
FORM = ("mnemonic", LUNG_CANCER, "date")
_NO_ZERO = Expectation(
    "a count from 1 up, as a zero may be a suppressed cell", "ask the publisher which it is; take the row out"
)

#: Councils of 2023 that are no area of 2019; the printed total is no area either.
NOT_OURS = frozenset({"E06000063", "E06000064", "Column Total"})

#: CCGs made of whole councils. North Durham and DDES share one council, the two edge CCGs cut through theirs.
CCG_COUNCILS = {
    "E38000130": ("E06000057",),  # Northumberland
    "E38000127": ("E08000022",),  # North Tyneside
    "E38000212": ("E08000021", "E08000037"),  # Newcastle Gateshead
    "E38000163": ("E08000023",),  # South Tyneside
    "E38000176": ("E08000024",),  # Sunderland
    "E38000075": ("E06000001", "E06000004"),  # Hartlepool and Stockton-on-Tees
    "E38000042": ("E06000005",),  # Darlington
    "E38000162": ("E06000002", "E06000003"),  # South Tees
}
SAME_BOUNDARY_NOTE = "published for the council, which has the same boundary"


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Deaths from lung cancer by council, and by CCG and ICP where whole councils make it up.

    paths: the table by local authority. Zeros in it may be suppressed cells, so a zero among ours is an error.
    """
    source = table.find(read_own(paths, FORM), *FORM)
    source = source[~source["mnemonic"].isin(NOT_OURS)]
    councils = table.frame(
        _row(code, deaths, period)
        for code, deaths, period in zip(source["mnemonic"], source[LUNG_CANCER], source["date"], strict=True)
    )
    ccgs = table.add_up(councils, CCG_COUNCILS, Kind.COUNT)
    same = ccgs["area_code"].map(lambda code: len(CCG_COUNCILS[code]) == 1)
    ccgs.loc[same, ["status", "note"]] = [str(Status.PUBLISHED), SAME_BOUNDARY_NOTE]
    icps = table.add_up(councils, table.parts(Tier.COUNCIL, areas), Kind.COUNT)
    return pd.concat([councils, ccgs, icps], ignore_index=True)


def _row(code: str, cell: str, period: str) -> dict[str, Any]:
    """One council; raises ValueError for a zero, which Nomis also prints for a suppressed cell."""
    deaths = table.required(cell)
    if deaths == 0:
        raise refused(cell, _NO_ZERO, f"{code}: a zero may be a suppressed cell")
    own = table.SUCCESSORS.get(code, code)
    return {
        "indicator": INDICATOR,
        "area_code": own,
        "period": period,
        "value": deaths,
        "count": deaths,
        "status": Status.PUBLISHED,
        "extent": table.whole_extent(own),
    }
