"""English indices of deprivation 2019: official summaries for whole areas, rule 7 for everything else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd

from dashboard.core.level import ENGLAND
from dashboard.core.value import Status
from dashboard.importers import lsoa, table
from dashboard.importers.reading import SourceError, read_own
from dashboard.loading.validation import Expectation

INDICATORS = {"score": "deprivation-imd-score", "share": "deprivation-imd-share"}

_CODE = "LSOA code (2011)"
_PEOPLE = "Total population: mid 2015 (excluding prisoners)"
_RANK = "Index of Multiple Deprivation (IMD) Rank"
#: The columns by which File 1, File 6 and the scores are known.
FORMS = ((_CODE, _RANK), (_CODE, _PEOPLE), ("lsoa", "overall_local_score"))
_AVERAGE_SCORE = "IMD - Average score"
SUMMARY = Expectation("a workbook with the sheets of File 10, 11 or 13", "fetch the file again, or leave it out")
_SHARE = "IMD - Proportion of LSOAs in most deprived 10% nationally"


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """Average IMD score, and share of LSOAs in England's most deprived tenth, of every area.

    paths: File 1 (ranks), File 6 (people), the LSOA scores and the three LSOA lookups as CSV; Files 10, 11 and 13
    (districts, upper-tier councils, CCGs) as Excel workbooks. An area that lies only partly in the ICS gets the figure
    of that part, because the official one is of the whole.
    """
    workbooks = [path for path in paths if path.suffix.lower() == ".xlsx"]
    tables = read_own([path for path in paths if path not in workbooks], *lsoa.LOOKUPS, *FORMS)
    computed = from_lsoas(_lsoa_figures(tables), lsoa.members(tables, areas))
    official = _official(workbooks)
    rows = [
        _row(str(code), measure, figures[measure], official)
        for code, figures in computed.iterrows()
        for measure in INDICATORS
    ]
    return table.frame([*rows, _england()])


def from_lsoas(figures: pd.DataFrame, member: pd.DataFrame) -> pd.DataFrame:
    """Rule 7: score (0 to 100) and share (per cent), index area code, computed from LSOAs.

    figures: index LSOA code, columns score, rank (1 = most deprived in England) and people (File 6, mid-2015 without
    prisoners, the weights of the official summaries). member: as ``lsoa.members`` gives it.
    Source: IoD2019 technical report, "average score" and "proportion in the most deprived 10 per cent" measures.
    """
    parts = pd.DataFrame(
        {
            "weighted": figures["score"] * figures["people"],
            "people": figures["people"],
            "most_deprived": (figures["rank"] <= lsoa.LAST_OF_MOST_DEPRIVED_TENTH).astype("float64"),
            "lsoas": figures["rank"].notna().astype("float64"),
        }
    )
    sums = lsoa.by_area(parts, member)
    return pd.DataFrame(
        {"score": sums["weighted"] / sums["people"], "share": 100 * sums["most_deprived"] / sums["lsoas"]}
    )


def _lsoa_figures(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Score, rank and people per LSOA, index LSOA code."""
    ranks = table.find(tables, *FORMS[0]).set_index(_CODE)[_RANK]
    people = table.find(tables, *FORMS[1]).set_index(_CODE)[_PEOPLE]
    scores = table.find(tables, *FORMS[2]).set_index("lsoa")["overall_local_score"]
    return pd.DataFrame({"score": scores, "rank": ranks, "people": people}).dropna().map(table.required)


def _official(workbooks: Sequence[Path]) -> pd.DataFrame:
    """Score and share as printed in the official summaries, index area code.

    Raises ValueError if two files print different figures for one area.
    """
    printed = pd.concat([_summary(path) for path in workbooks]).reset_index().drop_duplicates()
    twice = printed.loc[printed["code"].duplicated(), "code"]
    if not twice.empty:
        raise ValueError(f"two official figures for {twice.iloc[0]}")
    return printed.set_index("code")


def _summary(path: Path) -> pd.DataFrame:
    """The score and the share of one workbook."""
    sheet = summary_sheet(path, "IMD", (_AVERAGE_SCORE, _SHARE))
    return pd.DataFrame({"score": sheet[_AVERAGE_SCORE], "share": 100 * sheet[_SHARE]})


def summary_sheet(path: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """Columns of a sheet of File 10, 11 or 13, index area code, which comes first; some names end in a space."""
    try:
        sheet = pd.read_excel(path, sheet_name=name, index_col=0).rename(columns=lambda column: str(column).strip())
    except (BadZipFile, ValueError, KeyError) as error:
        raise SourceError(path.name, SUMMARY, str(error)) from error
    if lost := [column for column in columns if column not in sheet]:
        raise SourceError(path.name, SUMMARY, f"no column {lost[0]!r} in the sheet {name}")
    return sheet[list(columns)].rename_axis("code")


def _row(code: str, measure: str, computed: float, official: pd.DataFrame) -> dict[str, Any]:
    """The official figure where one is printed for this very area, else ours."""
    printed = code in official.index and code not in table.PARTS
    return {
        "indicator": INDICATORS[measure],
        "area_code": code,
        "period": "2019",
        "value": official.loc[code, measure] if printed else computed,
        "status": Status.PUBLISHED if printed else Status.DERIVED,
        "extent": lsoa.extent(code),
    }


def _england() -> dict[str, Any]:
    """A tenth of England's LSOAs is in its most deprived tenth; no average score is printed for England."""
    return {
        "indicator": INDICATORS["share"],
        "area_code": ENGLAND,
        "period": "2019",
        "value": 10,
        "status": Status.DEFINITION,
    }
