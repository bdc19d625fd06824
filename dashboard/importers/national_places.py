"""Where areas stand among all areas of England: ranks of Local Health 2021, and of the indices of deprivation 2019."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from dashboard.importers import table
from dashboard.importers.deprivation import INDICATORS as DEPRIVATION
from dashboard.importers.deprivation import SUMMARY
from dashboard.importers.local_health import INDICATORS as LOCAL_HEALTH
from dashboard.importers.reading import SourceError, known_columns, read_csv, read_own
from dashboard.importers.tiers import Tier
from dashboard.loading.national_places import COLUMNS

_YEAR = "2019"
_OF_AREAS = ("Code", "measure", "rank_1_highest", "of_areas")
#: The number of areas of a summary of the indices -> which areas they are.
_TIERS = {317: Tier.DISTRICT, 151: Tier.COUNCIL, 191: Tier.CCG}
_RANKS = {
    "score": "IMD - Rank of average score",
    "share": "IMD - Rank of proportion of LSOAs in most deprived 10% nationally",
}


def convert(paths: Sequence[Path], areas: Path) -> pd.DataFrame:
    """The places of our areas, a row for each indicator, area and level; 1 is the highest figure, ties share a rank.

    paths: the ranks of the councils in Local Health 2021, worked out from all 150 councils of its file, and Files 10,
    11 and 13 of the indices of deprivation, which print ranks. Of an area that only partly lies in the ICS the score is
    that of the part, of which no rank is printed.
    """
    workbooks = [path for path in paths if path.suffix.lower() == ".xlsx"]
    ranks = read_own([path for path in paths if path not in workbooks], _OF_AREAS)
    known = set(read_csv(areas)["code"])
    whole = known - table.PARTS.keys()
    rows = [row for found in ranks for row in _councils(found) if row["area_code"] in known]
    rows += [row for path in workbooks for row in _printed(path) if row["area_code"] in whole]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(list(COLUMNS[:4])).reset_index(drop=True)


def _councils(ranks: pd.DataFrame) -> Iterator[Mapping[str, object]]:
    for cells in ranks.to_dict("records"):
        indicator, period, _ = known_columns(LOCAL_HEALTH, cells["measure"], "a measure of Local Health")
        key = {"indicator": indicator, "area_code": str(cells["Code"]), "period": period, "level": Tier.COUNCIL}
        yield key | {"rank": table.whole(cells["rank_1_highest"]), "of": table.whole(cells["of_areas"])}


def _printed(path: Path) -> Iterator[Mapping[str, object]]:
    """The ranks of one summary; some of its column names end in a space, and the code comes first."""
    try:
        sheet = pd.read_excel(path, sheet_name="IMD").rename(columns=lambda name: str(name).strip())
    except (BadZipFile, ValueError, KeyError) as error:
        raise SourceError(path.name, SUMMARY, str(error)) from error
    if len(sheet) not in _TIERS or not {*_RANKS.values()} <= {*sheet.columns}:
        raise SourceError(path.name, SUMMARY, f"{len(sheet)} areas and the columns {', '.join(sheet.columns[:6])}")
    for measure, column in _RANKS.items():
        for code, rank in zip(sheet.iloc[:, 0], sheet[column], strict=True):
            key = {"indicator": DEPRIVATION[measure], "area_code": str(code), "period": _YEAR}
            yield key | {"level": _TIERS[len(sheet)], "rank": int(rank), "of": len(sheet)}
